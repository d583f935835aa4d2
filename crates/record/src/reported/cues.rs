//! Where a sentence says that something is said.

use crate::lexicon::{Cue, Frame};

use super::morphs::{Role, Sentence};

/// A cue in a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'l> {
    /// The row of the table.
    pub(crate) cue: &'l Cue,
    /// Its first and last word.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Whether it is a noun with what is said before it.
    pub(crate) noun: bool,
    /// How many bytes of its first word stand before it.
    pub(crate) prefix: usize,
}

/// Words between the noun and the verb of a cue of two words.
const LONGEST_PAIR: usize = 3;

/// The cue that ends at a word.
pub(crate) fn at<'a>(sentence: &Sentence<'_, 'a, '_>, word: usize, start: usize) -> Option<Found<'a>> {
    let here = sentence.list.get(word)?;
    if here.stem.is_empty() || here.role == Role::Adverb {
        return None;
    }
    let predicate = matches!(here.role, Role::Predicate | Role::Adnominal | Role::Quotative) || here.copula;
    let mut best: Option<(usize, Found<'a>)> = None;
    for cue in sentence.lexicon.cues() {
        for form in &cue.forms {
            let found = match form.as_slice() {
                [only] if *only == here.stem && cue.frame != Frame::Postposed => {
                    let noun = cue.frame == Frame::Noun;
                    (noun || predicate || cue.frame == Frame::Cited)
                        .then_some((only.len(), Found { cue, first: word, last: word, noun, prefix: 0 }))
                }
                // Perhaps written without a blank before it.
                [only] if cue.frame == Frame::Postposed && sentence.form(word).ends_with(only.as_str()) => {
                    let prefix = sentence.form(word).len() - only.len();
                    Some((only.len(), Found { cue, first: word, last: word, noun: false, prefix }))
                }
                [noun, verb] if *verb == here.stem && (predicate || cue.frame == Frame::Noun) => {
                    let before = (start.max(word.saturating_sub(LONGEST_PAIR))..word).rev();
                    // Nothing is said between them: 뜻이 있다고 밝혔다.
                    let open = |place: &usize| {
                        (*place + 1..word).all(|between| sentence.role(between) != Role::Quotative)
                    };
                    // 못 박았다: it may be an adverb, too.
                    let written = |place: &usize| {
                        sentence.list[*place].stem == *noun || sentence.form(*place) == noun.as_str()
                    };
                    let place = before.into_iter().find(written).filter(open);
                    place.map(|first| {
                        (
                            noun.len() + verb.len(),
                            Found { cue, first, last: word, noun: cue.frame == Frame::Noun, prefix: 0 },
                        )
                    })
                }
                _ => None,
            };
            if let Some((length, found)) = found
                && best.is_none_or(|(longest, _)| length > longest)
            {
                best = Some((length, found));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// Whether a cue reports nothing, since it is negated by a word that is none of its own.
pub(crate) fn is_negated(sentence: &Sentence<'_, '_, '_>, cue: &Found<'_>, end: usize) -> bool {
    let word = cue.last;
    let before = word.checked_sub(1).filter(|before| *before != cue.first);
    (word + 1..end.min(word + 3)).any(|next| sentence.lexicon.begins("negated", sentence.form(next)))
        || before.is_some_and(|before| sentence.lexicon.is("negated", sentence.form(before)))
}
