//! The words of a noun phrase as a name or a description: without brackets, particles and words that only point.

use std::ops::Range;

use super::morphs::{Role, SYLLABLE, Sentence};
use super::parts::modifies;

/// Words of so many syllables before the one for a side are names of bodies: 동양항만 측.
const LONG_BODY: usize = 4;

/// The kind of endings that are of one syllable.
const PLURAL: &str = "plural";
/// Marks around names of bodies and works.
const MARKS: [char; 7] = ['“', '”', '"', '‘', '’', '\'', ' '];

/// The words of a phrase that are a body's own name.
pub(super) fn own_words<'w>(sentence: &Sentence<'_, '_, '_>, core: &'w [usize]) -> &'w [usize] {
    // 도시원의 소속사 나무그늘: whose body it is, before what kind of body it is.
    let core = match core {
        [owner, kind, _, ..]
            if sentence.role(*owner) == Role::Genitive && sentence.is("describes", *kind) =>
        {
            &core[1..]
        }
        // 카타르 국영 알라이얀 방송: so with a country.
        [owner, kind, _, _, ..] if sentence.is("country", *owner) && sentence.is("describes", *kind) => {
            &core[1..]
        }
        _ => core,
    };
    // What kind of body it is, before its own name: 국영 오르벤통신.
    let kinds = core.iter().take_while(|word| sentence.is("describes", **word)).count();
    let kinds = kinds.max(kind_of_body(sentence, core).unwrap_or(0));
    let own = core.len() > kinds && !sentence.is("institution", core[kinds]);
    let core = if own { &core[kinds..] } else { core };
    // 칠레 측 is Chile.
    let named = |word: usize| {
        let persons = ["title", "describes", "unnamed", "plural"].iter().any(|kind| {
            let ending = sentence.lexicon.ending(kind, sentence.bare(word));
            // 정부군 is no 군, whatever else ends so.
            sentence.is(kind, word) || ending.is_some_and(|(end, _)| end.len() > SYLLABLE || *kind == PLURAL)
        });
        let long = sentence.form(word).chars().count() >= LONG_BODY && !persons;
        // 정부군 측.
        let body = sentence.form(word).chars().count() > 2
            && !persons
            && !sentence.is("anaphor", word)
            && sentence.lexicon.ending("body", sentence.form(word)).is_some();
        sentence.list[word].name || sentence.is("country", word) || long || body
    };
    match core {
        [before @ .., owner, side] if sentence.is("side", *side) && named(*owner) => &core[..=before.len()],
        core => core,
    }
}

/// 온라인 쇼핑몰 너울테크, 숙박 예약 업체 미르랩스: where a body's own name begins, behind nouns that end with what
/// kind of body it is.
fn kind_of_body(sentence: &Sentence<'_, '_, '_>, core: &[usize]) -> Option<usize> {
    let (&own, before) = core.split_last()?;
    let bare = sentence.bare(own);
    let common = ["institution", "unnamed", "title", "describes", "anaphor", "document"];
    let is_name = bare.chars().count() > 2
        && !common.iter().any(|kind| sentence.lexicon.is(kind, bare))
        && sentence.lexicon.ending("unnamed", bare).is_none();
    let kind = |word: usize| {
        let ending = sentence.lexicon.ending("describes", sentence.form(word));
        sentence.is("describes", word) || ending.is_some_and(|(end, _)| end.chars().count() > 1)
    };
    let plain = before.iter().all(|word| sentence.role(*word) == Role::Bare);
    (is_name && plain && before.last().is_some_and(|word| kind(*word))).then_some(before.len())
}

/// A description by a clause, without the word that points: 협상에 정통한 한 소식통 is 협상에 정통한 소식통.
pub(super) fn told(sentence: &Sentence<'_, '_, '_>, words: &[usize], core: &[usize]) -> String {
    match words {
        [before @ .., article, _] if sentence.is("article", *article) => {
            let forms = before.iter().map(|word| sentence.form(*word));
            let mut forms: Vec<String> = forms.map(str::to_owned).collect();
            forms.push(text(sentence, core));
            forms.join(" ")
        }
        _ => text(sentence, words),
    }
}

/// A description without the word that points: 국무부의 한 당국자 is 국무부의 당국자.
pub(super) fn described(
    sentence: &Sentence<'_, '_, '_>,
    words: &[usize],
    modified: Option<usize>,
    core: &[usize],
) -> String {
    let core = text(sentence, core);
    let owned = modified.and_then(|place| Some((place, place.checked_sub(1)?)));
    match owned {
        Some((place, owner))
            if sentence.role(words[owner]) == Role::Genitive && sentence.is("article", words[place]) =>
        {
            let first =
                words[..owner].iter().rposition(|word| modifies(sentence, *word, (words[0], words[owner])));
            let before = &words[first.map_or(0, |first| first + 1)..=owner];
            let owner: Vec<&str> = before.iter().map(|word| sentence.form(*word)).collect();
            format!("{} {core}", owner.join(" "))
        }
        _ => core,
    }
}

/// The words of a phrase without signs and what stands in brackets.
pub(super) fn without_brackets(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Vec<usize> {
    let mut bracket = false;
    let mut kept = Vec::with_capacity(words.len());
    for word in words {
        let form = sentence.form(word);
        bracket |= form == "(";
        // A particle behind a bracket is not a word of the name.
        let particle = sentence.list[word].particles == form.len() || sentence.bare(word).is_empty();
        if !bracket && !sentence.is_sign(word) && !particle {
            kept.push(word);
        }
        bracket &= form != ")";
    }
    kept
}

/// The name in quotation marks at the end of a phrase: 장애인단체 ‘함께걷기’.
pub(super) fn quoted_name(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> Option<String> {
    let quotation = sentence.list[*words.last()?].quotation?;
    let outside = words.iter().any(|word| sentence.list[*word].quotation != Some(quotation));
    let inner = sentence.words.quotations[quotation].inner.of(sentence.words.text).trim();
    (outside && !inner.is_empty()).then(|| inner.to_owned())
}

pub(super) fn title(sentence: &Sentence<'_, '_, '_>, word: usize) -> String {
    sentence.bare(word).trim_matches(MARKS).to_owned()
}

/// Words of a name with a blank between them. Nothing within a name has a particle, whatever it looks like; nor
/// has its end `before_title`.
pub(super) fn written(sentence: &Sentence<'_, '_, '_>, words: &[usize], before_title: bool) -> String {
    let Some((last, before)) = words.split_last() else { return String::new() };
    let whole = before_title && sentence.role(*last) != Role::Genitive;
    let mut parts: Vec<&str> = before.iter().map(|word| sentence.form(*word)).collect();
    parts.push(if whole { sentence.form(*last) } else { sentence.bare(*last) });
    parts.join(" ").trim_matches(MARKS).to_owned()
}

/// The characters of neighbouring words, without the last one's particles.
pub(super) fn text(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    let span = sentence.noun_span(*first..last + 1);
    span.map_or("", |span| span.of(sentence.words.text)).trim_matches(MARKS).to_owned()
}
