//! Where reported words end.

use super::morphs::{Role, Sentence};

/// How they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// With a quotative ending or particle.
    Quotative,
    /// With one that also joins what is said: -며.
    Joining,
    /// Before a noun: -다는.
    Adnominal,
    /// With a noun or a nominal ending that belongs to what is said: -것을, -기를.
    Nominal,
}

/// The end of reported words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Close {
    /// The word that has the ending, or the particle behind a quotation.
    pub(crate) word: usize,
    /// Where what is said ends, in bytes of the text.
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    /// The quotation that ends here.
    pub(crate) quotation: Option<usize>,
}

/// How reported words end at a word, if they do.
pub(crate) fn at(sentence: &Sentence<'_, '_, '_>, word: usize) -> Option<Close> {
    let (form, span) = (sentence.form(word), sentence.span(word));
    let quotations = &sentence.words.quotations;
    let behind =
        quotations.iter().position(|quotation| quotation.depth == 0 && quotation.span.end == span.start);
    let here = sentence.list.get(word)?;
    let kind_of = |name: &str| match name {
        "joining" => Kind::Joining,
        "adnominal" => Kind::Adnominal,
        "nominal" => Kind::Nominal,
        _ => Kind::Quotative,
    };
    if let Some(quotation) = behind {
        // “… 할 것”으로: the quotation ends with the noun that the particle belongs to.
        let thing = || {
            let inner = quotations[quotation].inner.of(sentence.words.text);
            let ends = sentence.lexicon.ending("nominal-noun", inner.trim_end()).is_some();
            sentence.lexicon.whole("behind-thing", form).filter(|_| ends)
        };
        let (_, name) = sentence.lexicon.whole("behind", form).or_else(thing)?;
        // A name in quotation marks has the particle of a topic.
        if sentence.is_name_in_marks(quotation, word) {
            return None;
        }
        let end = quotations[quotation].span.end;
        return Some(Close { word, end, kind: kind_of(name), quotation: Some(quotation) });
    }
    if here.quotation.is_some() {
        return None;
    }
    // A verb ends so, or the copula; a noun that only sounds alike does not.
    let further = here.role == Role::Adverbial && here.copula;
    if (further || matches!(here.role, Role::Quotative | Role::Predicate | Role::Adnominal))
        && let Some((ending, value)) = sentence.lexicon.ending("closes", form)
    {
        let (name, kept) = value.split_once(' ').unwrap_or((value, ""));
        let kept = if here.copula { "" } else { kept };
        let end = span.end - ending.len() as u32 + kept.len() as u32;
        return Some(Close { word, end, kind: kind_of(name), quotation: None });
    }
    if here.role == Role::Quotative && here.particles < form.len() {
        let cut = sentence.lexicon.ending("particle", form).map_or(0, |(particle, _)| particle.len());
        return (cut > 0).then(|| Close {
            word,
            end: span.end - cut as u32,
            kind: Kind::Quotative,
            quotation: None,
        });
    }
    let (ending, kept) =
        sentence.lexicon.ending("nominal", form).or_else(|| sentence.lexicon.whole("nominal", form))?;
    let end = span.end - ending.len() as u32 + kept.len() as u32;
    Some(Close { word, end, kind: Kind::Nominal, quotation: None })
}
