//! Names of the world that are told within a word, or by a word beside an office: 한미, 주미, 터키총리, 부시 행정부.

use avviso_text::Span;

use super::mentions::is_country;
use super::morphs::{LONG_NAME, Role, Sentence};
use crate::mentions::Class;

/// Where a name stands, what kind of thing has it, and the name.
type Named = (Span, Class, String);

/// What is named within a word.
pub(super) struct Within {
    pub(super) named: Vec<Named>,
    /// The word names nothing else.
    pub(super) whole: bool,
}

/// The names within a word of a sentence that ends at `end`.
pub(super) fn within(sentence: &Sentence<'_, '_, '_>, word: usize, end: usize) -> Within {
    let mut named = states_of(sentence, word);
    named.extend(leader(sentence, word, end).or_else(|| of_office(sentence, word)));
    let whole = !named.is_empty();
    named.extend(state_before(sentence, word));
    Within { named, whole }
}

/// The states whose signs a word is made of, each with its sign: 한미, 북-미; 주미, the one where somebody is posted; 미
/// 국무장관, whose office it is.
fn states_of(sentence: &Sentence<'_, '_, '_>, word: usize) -> Vec<Named> {
    let bare = sentence.bare(word);
    let bare =
        sentence.lexicon.ending("between", bare).map_or(bare, |(end, _)| &bare[..bare.len() - end.len()]);
    let sign = |char: char| sentence.lexicon.value("sign-of-state", char.encode_utf8(&mut [0; 4]));
    let joined = || {
        let (signs, others): (Vec<char>, Vec<char>) = bare.chars().partition(|char| char.is_alphanumeric());
        !others.is_empty() && signs.len() > 1 && signs.into_iter().all(|char| sign(char).is_some())
    };
    let office = || {
        let next = word + 1;
        // 한 대표: a surname before an office that is no longer.
        let surname = sentence.lexicon.is("surname", bare);
        let office = |next: usize| {
            let title =
                sentence.is_title(next) || sentence.is_institution(next) || sentence.is("of-state", next);
            title && (!surname || sentence.bare(next).len() >= LONG_NAME)
        };
        let title = next < sentence.list.len() && office(next);
        title && sentence.role(word) == Role::Bare && bare.chars().nth(1).is_none()
    };
    let before = match () {
        () if sentence.lexicon.is("states", bare) || joined() || office() => 0,
        () if sentence.lexicon.is("posted", bare) => 1,
        () => return Vec::new(),
    };
    let start = sentence.span(word).start;
    let signs = bare.char_indices().skip(before).filter_map(|(place, char)| {
        let span = Span { start: start + place as u32, end: start + (place + char.len_utf8()) as u32 };
        Some((span, Class::Place, sign(char)?))
    });
    signs.collect()
}

/// 터키총리: the state that a word begins with that is written together with an office or a body of it.
fn state_before(sentence: &Sentence<'_, '_, '_>, word: usize) -> Option<Named> {
    let bare = sentence.bare(word);
    let known = ["country", "world-body", "world-place", "world-person"];
    if known.iter().any(|kind| sentence.lexicon.is(kind, bare)) {
        return None;
    }
    let is = |kind: &str, text: &str| sentence.lexicon.is(kind, text);
    let state = |cut: usize| {
        let (state, rest) = bare.split_at(cut);
        // 한국대 is a university of that name.
        let office =
            ["title", "institution", "led"].iter().any(|kind| is(kind, rest)) && !is("lettered", rest);
        // 미국무장관: a sign before an office of some length.
        let sign = state.chars().nth(1).is_none() && rest.len() >= LONG_NAME && is("title", rest);
        let name = if sign { sentence.lexicon.value("sign-of-state", state) } else { None };
        name.or_else(|| (office && is("country", state)).then(|| state.to_owned())).map(|name| (cut, name))
    };
    let (cut, name) = bare.char_indices().skip(1).find_map(|(cut, _)| state(cut))?;
    let start = sentence.span(word).start;
    Some((Span { start, end: start + cut as u32 }, Class::Place, name))
}

/// 부시 미국 대통령: the state right behind a name, whose office follows.
fn of_office(sentence: &Sentence<'_, '_, '_>, word: usize) -> Option<Named> {
    let before = word.checked_sub(1).is_some_and(|before| {
        sentence.role(before) == Role::Bare
            && (sentence.list[before].name || sentence.is("world-person", before))
    });
    let office = before && sentence.role(word) == Role::Bare && sentence.is_title(word + 1);
    let state = office && is_country(sentence, word);
    state.then(|| (sentence.span(word), Class::Place, sentence.bare(word).to_owned()))
}

/// 부시 행정부: the person of the world who is named right before a word for whom they lead.
fn leader(sentence: &Sentence<'_, '_, '_>, word: usize, end: usize) -> Option<Named> {
    let name = sentence.form(word);
    let before = sentence.role(word) == Role::Bare && word + 1 < end && sentence.is("led", word + 1);
    let person = before && sentence.lexicon.is("world-person", name) && !sentence.lexicon.is("country", name);
    person.then(|| (sentence.span(word), Class::Person, name.to_owned()))
}
