//! The words of a paragraph that mention persons, bodies and places.
//!
//! A noun phrase ends with a particle, or before a sign or a predicate. Whom it means is said by the registry,
//! as for whoever speaks.

use std::ops::Range;

use avviso_text::Span;

use crate::mentions::{Class, Form};
use crate::{Mention, Statement};

use super::morphs::{Role, Sentence};
use super::names::Registry;
use super::naming;
use super::phrase;
use super::within::within;

/// The mentions of a paragraph whose statements are known: who speaks in them is mentioned by their sources.
pub(crate) fn mentions(
    sentence: &mut Sentence<'_, '_, '_>,
    statements: &[Statement],
    registry: &mut Registry,
) -> Vec<Mention> {
    open_quotations(sentence);
    let mut mentions: Vec<Mention> = Vec::new();
    for range in &sentence.words.sentences {
        for last in range.clone() {
            let within = within(sentence, last, range.end);
            mentions.extend(within.named.into_iter().map(|(span, class, name)| {
                let entity = registry.of_world(name, class);
                Mention { span, head: span, form: Form::Name, class, entity }
            }));
            if within.whole {
                continue;
            }
            let part = match () {
                // 및 일본, 6자회담 미국: what is before a country at the end is no part of its name.
                () if is_country(sentence, last) && ends_phrase(sentence, last, range.end) => {
                    Some(country(sentence, last, range.start))
                }
                () if ends_phrase(sentence, last, range.end) && can_be_meant(sentence, last, registry) => {
                    let first = phrase::beginning(sentence, last, range.start);
                    let first = phrase::skip(sentence, first..last);
                    let mut parts = naming::joined(sentence, first..last + 1);
                    let whole = sentence.noun_span(first..last + 1).filter(|_| parts.len() > 1);
                    // Who they are together, so that words that point back may mean them.
                    whole.and_then(|whole| registry.mentioned(sentence, whole, false));
                    parts.pop()
                }
                // 한도윤 외교부 장관: the body that a title is of.
                () if is_of_title(sentence, last, range.end) && !is_country(sentence, last) => {
                    let owner = last.checked_sub(1).filter(|before| owns(sentence, *before, range.start));
                    Some(owner.unwrap_or(last)..last + 1)
                }
                // 캄보디아 총선: a country before another noun.
                () if is_country(sentence, last) => Some(last..last + 1),
                // 오바마의 노트, 카라지치 체포: so is somebody whom the tables of the world name.
                () if is_whole_name(sentence, last, range.end) => {
                    Some(full_name(sentence, last, range.start))
                }
                () => None,
            };
            let Some(part) = part else { continue };
            let Some(found) = mention(sentence, part, statements, registry) else { continue };
            // A part of a name that looked like a phrase of its own.
            mentions.retain(|before| {
                before.entity != found.entity || !found.span.range().contains(&before.span.range().start)
            });
            mentions.push(found);
        }
    }
    mentions
}

/// What a phrase mentions, if it is somebody or something that has an entity.
fn mention(
    sentence: &Sentence<'_, '_, '_>,
    part: Range<usize>,
    statements: &[Statement],
    registry: &mut Registry,
) -> Option<Mention> {
    let last = part.clone().rev().find(|word| !sentence.is_sign(*word))?;
    // 두 사람: several at once are no single entity.
    if part.len() == 2 && sentence.is("both", part.start) && !sentence.is_title(last) {
        return None;
    }
    let span = sentence.noun_span(part.clone())?;
    let head = sentence.noun_span(last..last + 1)?;
    let speaks = statements.iter().find_map(|said| {
        let source = said.source.filter(|source| source.end == span.end)?;
        said.speaker.as_ref()?.entity.map(|entity| (source, entity))
    });
    let leads = matches!(sentence.role(last), Role::Topic | Role::Subject);
    let entity = match speaks {
        Some((source, entity)) => {
            registry.mentioned(sentence, source, leads);
            entity
        }
        None => registry.mentioned(sentence, span, leads)?,
    };
    let form = if sentence.is("pronoun", last) && part.len() == 1 {
        Form::Pronoun
    } else if part.clone().any(|word| is_name(sentence, word)) {
        Form::Name
    } else {
        Form::Noun
    };
    let class = registry.class(entity);
    // Things without a name are left out.
    (class != Class::Other || form == Form::Name).then_some(Mention { span, head, form, class, entity })
}

/// What is said in quotation marks has phrases of its own; a name in them is a word of the phrase around it.
fn open_quotations(sentence: &mut Sentence<'_, '_, '_>) {
    let long = |span: Span| span.of(sentence.words.text).split_whitespace().nth(2).is_some();
    let opened: Vec<bool> = sentence.words.quotations.iter().map(|quotation| long(quotation.span)).collect();
    for word in &mut sentence.list {
        word.quotation = word.quotation.filter(|quotation| !opened[*quotation]);
    }
}

/// Whether a noun phrase ends at a word.
fn ends_phrase(sentence: &Sentence<'_, '_, '_>, word: usize, end: usize) -> bool {
    let here = &sentence.list[word];
    let noun = here.noun || here.name || sentence.is_native(word) || sentence.is("pronoun", word);
    if sentence.is_sign(word) || !noun || sentence.is_native_before_title(word) {
        return false;
    }
    let next = || {
        word + 1 < end
            && !sentence.is_sign(word + 1)
            && matches!(sentence.role(word + 1), role if role == Role::Bare || role.is_particle())
    };
    here.role.is_particle() || here.role == Role::Bare && !next()
}

/// Whether a word can be the head of a phrase for a person, a body or a place.
fn can_be_meant(sentence: &Sentence<'_, '_, '_>, word: usize, registry: &Registry) -> bool {
    let bare = sentence.bare(word);
    let only_looks = ["not-name", "not-body", "bound"].iter().any(|kind| sentence.is(kind, word))
        || sentence.lexicon.ending("not-body", bare).is_some();
    !only_looks
        && (!sentence.is_occasion(word) || sentence.is_institution(word))
        // 예산안: a noun that only begins as names do.
        && (!sentence.is_native(word)
            || sentence.list[word].name
            || registry.knows(bare)
            || word.checked_sub(1).is_some_and(|title| sentence.is_title(title)))
        && !sentence.is("time", word)
        && !phrase::is_time(sentence, word)
        && !bare.starts_with(|char: char| char.is_ascii_digit())
        && (sentence.can_speak(word)
            || is_name(sentence, word)
            || sentence.is("describes", word)
            || sentence.lexicon.ending("glued", bare).is_some()
            || sentence.lexicon.ending("place-name", bare).is_some()
            || registry.knows(bare))
}

/// Whether a word is a name by itself.
fn is_name(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    sentence.list[word].name && !sentence.is("institution", word)
        || sentence.is_native(word)
        || sentence.is("country", word)
        || sentence.is("place-name", word)
        || sentence.is_of_world(word)
        || sentence.is("surname", word) && sentence.is_title(word + 1)
        || sentence.form(word).starts_with(|char: char| char.is_ascii_uppercase())
}

/// Whether a word is the name of a country by itself.
pub(super) fn is_country(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let bare = sentence.bare(word);
    // 수단 is a state and a means.
    let sure = sentence.list[word].name || !sentence.lexicon.is("also-word", bare);
    sure && bare.chars().count() > 1 && sentence.lexicon.is("country", bare) && !sentence.is_sign(word)
}

/// The words of the country that ends at a word: it may have several, 아랍 에미리트.
fn country(sentence: &Sentence<'_, '_, '_>, last: usize, start: usize) -> Range<usize> {
    let called = |first: &usize| {
        let before = (*first..last).map(|word| sentence.form(word));
        let name = before.chain([sentence.bare(last)]).collect::<Vec<_>>().join(" ");
        sentence.lexicon.is("country", &name)
    };
    (start.max(last.saturating_sub(3))..last).find(called).unwrap_or(last)..last + 1
}

/// Whether a word is the name of somebody of the world, and neither another word nor a part of a longer name.
fn is_whole_name(sentence: &Sentence<'_, '_, '_>, word: usize, end: usize) -> bool {
    let read_as_name = sentence.list[word].name;
    let sure = read_as_name || !sentence.lexicon.is("also-word", sentence.bare(word));
    sure && sentence.is_of_world(word)
        && !sentence.is_sign(word)
        && !(word + 1 < end && goes_on(sentence, word))
        && (read_as_name || !has_given_name(sentence, word))
}

/// 맨체스터 유나이티드, 로이터 통신: whether the word behind a name is of it.
fn goes_on(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let next = word + 1;
    let another = sentence.is_of_world(next) || sentence.is("country", next);
    sentence.role(word) == Role::Bare && (sentence.list[next].name && !another || sentence.is("outlet", next))
}

/// 사담 후세인: whether a family name stands behind another noun, which may be a given name that no table has.
fn has_given_name(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let noun = |before: usize| {
        sentence.role(before) == Role::Bare && !sentence.is_sign(before) && !sentence.is_title(before)
    };
    sentence.is("world-person", word) && word.checked_sub(1).is_some_and(noun)
}

/// The words of the name that ends at a word: a person's given names stand before it.
fn full_name(sentence: &Sentence<'_, '_, '_>, last: usize, start: usize) -> Range<usize> {
    let person = sentence.is("world-person", last) && !sentence.is("world-body", last);
    let part = |word: &usize| {
        let said = ["country", "skip", "time"].iter().any(|kind| sentence.is(kind, *word));
        let common = sentence.can_speak(*word) || sentence.is_title(*word) || sentence.is_of_world(*word);
        let plain = sentence.list[*word].name && sentence.role(*word) == Role::Bare;
        person && !said && !common && (plain || sentence.is("first-name", *word))
    };
    (start..last).rev().take_while(part).last().unwrap_or(last)..last + 1
}

/// Whether a word is a body that a title or a description right behind it is of.
fn is_of_title(sentence: &Sentence<'_, '_, '_>, word: usize, end: usize) -> bool {
    word + 1 < end
        && sentence.role(word) == Role::Bare
        && sentence.is_institution(word)
        && (sentence.is_title(word + 1) || sentence.is("unnamed", word + 1))
}

/// Whether a word before a body says which one: 벨로나 중앙은행 총재.
fn owns(sentence: &Sentence<'_, '_, '_>, word: usize, start: usize) -> bool {
    word >= start
        && sentence.role(word) == Role::Bare
        && (sentence.list[word].name || sentence.is("country", word))
        && !sentence.is_native(word)
        && (word == start || !sentence.list[word - 1].name)
}
