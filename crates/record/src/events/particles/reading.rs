//! What each word of a paragraph is: a predicate or a noun, and by which lemma the tables know it.

use avviso_text::without_final;

use super::super::frames::Frames;
use super::Particles;
use crate::Mention;
use crate::mentions::{Class, Form};
use crate::reported::{Role, Sentence};

/// Words of a person's name with a title, at most.
const LONGEST_NAME: usize = 3;

impl<'a, 'w, 'l, 't> Particles<'a, 'w, 'l, 't> {
    pub(crate) fn new(sentence: &'a Sentence<'w, 'l, 't>, frames: &'a Frames, mentions: &[Mention]) -> Self {
        // A name may look like a predicate: 바이든. Longer mentions hold more than a name.
        let name = |word: usize| {
            let span = sentence.span(word);
            let near = mentions.partition_point(|mention| mention.span.end <= span.start);
            let here = mentions[near..].iter().take_while(|mention| mention.span.start <= span.start);
            let short =
                |mention: &&Mention| mention.span.of(sentence.words.text).split(' ').count() <= LONGEST_NAME;
            here.filter(|mention| mention.form == Form::Name && mention.class == Class::Person)
                .filter(short)
                .any(|mention| mention.span.contains(span) && mention.span.end > span.end)
                && !sentence.role(word).is_particle()
        };
        // What the table knows as it stands is a noun, whatever its syllables look like: 언론인.
        let known = |word: usize| frames.is(sentence.form(word), "@somebody");
        let named: Vec<bool> = (0..sentence.list.len()).map(|word| name(word) || known(word)).collect();
        let hidden = |word: usize| {
            let form = sentence.form(word);
            let mut nouns =
                frames.members("@active").iter().filter_map(|ending| form.strip_suffix(ending.as_str()));
            let behind_object = word > 0 && sentence.role(word - 1) == Role::Object;
            let acts = |noun: &str| frames.of(noun, false).next().is_some();
            behind_object && sentence.role(word) == Role::Bare && nouns.any(acts)
        };
        let hidden: Vec<bool> = (0..sentence.list.len()).map(hidden).collect();
        let lemma = |word: usize| {
            let stem = sentence.list[word].stem.as_str();
            let bare = sentence.bare(word);
            if named[word] || !hidden[word] && !is_predicate(sentence, word) {
                return (
                    named_force(bare, sentence, frames)
                        .unwrap_or_else(|| known_end(bare, frames, true))
                        .to_owned(),
                    false,
                );
            }
            let cut = |class| {
                let nouns =
                    frames.members(class).iter().filter_map(|suffix| stem.strip_suffix(suffix.as_str()));
                nouns.into_iter().find(|noun| !noun.is_empty())
            };
            let (noun, undone) = match (cut("@passive"), cut("@active")) {
                _ if frames.knows(stem, false) => (stem, false),
                (Some(noun), _) => (noun, true),
                (_, Some(noun)) => (noun, false),
                _ => (stem, false),
            };
            // 풀어줬다는, 쐈다는: the past may be left on the stem.
            if let Some(present) = without_past(noun)
                && frames.knows(&present, false)
            {
                return (present, undone);
            }
            // A word that the morphemes are not known of may still begin with one that the table knows.
            let known = known_end(noun, frames, false);
            if frames.knows(known, false) {
                return (known.to_owned(), undone);
            }
            (known_beginning(bare, frames).unwrap_or(known).to_owned(), undone)
        };
        let lemmas: Vec<(String, bool)> = (0..sentence.list.len()).map(lemma).collect();
        let mut headline = vec![false; lemmas.len()];
        for range in &sentence.words.sentences {
            // 봉쇄 위협…유가 급등: a headline has parts.
            let breaks = range.clone().filter(|word| sentence.lexicon.is("ellipsis", sentence.form(*word)));
            for end in breaks.chain([range.end]) {
                let last = (range.start..end).rev().find(|word| !sentence.is_sign(*word));
                // 쌀 5만톤 지원키로
                let resolves = |word: usize| {
                    let form = sentence.form(word);
                    frames.members("@resolves").iter().any(|ending| form.ends_with(ending.as_str()))
                };
                let ends = |last: &usize| sentence.role(*last) == Role::Bare || resolves(*last);
                let Some(last) = last.filter(ends) else { continue };
                let lemma = &lemmas[last].0;
                headline[last] = frames.of(lemma, false).next().is_some() || frames.is_carrier(lemma);
            }
        }
        // 수사 중이다, 방문 예정이다: the noun before is what is done.
        for word in 1..lemmas.len() {
            let during = sentence.list[word].copula && frames.is(&sentence.list[word].stem, "@during");
            if during && sentence.role(word - 1) == Role::Bare {
                headline[word - 1] = frames.of(&lemmas[word - 1].0, false).next().is_some();
            }
        }
        Self { sentence, frames, lemmas, headline, named, hidden }
    }
}

/// Whether a word is a predicate, with whatever ending: its last morpheme that is neither ending nor particle is a
/// stem.
pub(super) fn is_predicate(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let kind = |tag| sentence.lexicon.value("tag", tag);
    let tags = || sentence.words.nodes[word].xpos.split('+');
    let content = tags()
        .rev()
        .filter_map(kind)
        .find(|kind| matches!(kind.as_str(), "stem" | "copula" | "noun" | "name"));
    let role = matches!(sentence.role(word), Role::Predicate | Role::Adnominal | Role::Quotative);
    match content.as_deref() {
        _ if sentence.lexicon.is("noun", sentence.form(word)) => false,
        // An adverb made of a stem has no ending: 강력히.
        Some("stem" | "copula") => {
            let ends = || tags().filter_map(kind).any(|kind| matches!(kind.as_str(), "ending" | "adnominal"));
            // What was found to be a noun all the same has no stem left, or no ending: 우간다 경찰.
            let noun = sentence.role(word) == Role::Bare
                || sentence.list[word].noun && sentence.list[word].stem.is_empty();
            !sentence.is_sign(word) && (role || !noun && ends())
        }
        // 집회를 열 계획
        Some(_) => {
            matches!(sentence.role(word), Role::Adnominal | Role::Predicate) && !sentence.list[word].noun
        }
        // What the morphemes do not say is said by the word's form.
        None => role,
    }
}

/// A stem without the consonant of the past at its end.
fn without_past(stem: &str) -> Option<String> {
    const PAST: u32 = 20;
    let last = stem.chars().next_back()?;
    let (open, _) = without_final(last).filter(|(_, consonant)| *consonant == PAST)?;
    Some(format!("{}{open}", &stem[..stem.len() - last.len_utf8()]))
}

/// The longest beginning of a word, of two syllables or more, that is an event's.
fn known_beginning<'w>(form: &'w str, frames: &Frames) -> Option<&'w str> {
    let ends = form.char_indices().skip(2).map(|(place, _)| place);
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends.into_iter().map(|end| &form[..end]).find(|begin| frames.of(begin, false).next().is_some())
}

/// A word itself if a table knows it, or else its longest end of two syllables or more that one knows.
fn known_end<'w>(word: &'w str, frames: &Frames, noun: bool) -> &'w str {
    let ends = word.char_indices().map(|(place, _)| &word[place..]);
    let mut ends = ends.filter(|end| *end == word || end.chars().count() > 1);
    ends.find(|end| frames.knows(end, noun) || frames.knows(end, !noun)).unwrap_or(word)
}

/// 온두라스군: the end of a noun that no table knows by which it names a force of a state.
fn named_force<'f>(bare: &str, sentence: &Sentence<'_, '_, '_>, frames: &'f Frames) -> Option<&'f str> {
    let of_state = |end: &&String| {
        let state = bare.strip_suffix(end.as_str());
        state.is_some_and(|state| sentence.lexicon.is("country", state))
    };
    let mut ends = frames.members("@force-end").iter().filter(|_| !frames.knows(bare, true));
    ends.find(of_state).map(String::as_str)
}
