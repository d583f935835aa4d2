//! Whom sentences are about before anybody speaks: “the company”, “they” and “he” are meant by it.

use super::entities::class_of;
use super::morphs::{Role, Sentence};
use super::naming::{self, Named};
use super::phrase;
use crate::mentions::Class;

/// Names in brackets behind a longer one are at most so long, in characters.
const LONGEST_SHORT: usize = 7;
/// A body of fewer syllables is called by no part of its name.
const SHORTEST: usize = 4;

/// Somebody whom the text comes to.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    pub(super) at: u32,
    pub(super) name: String,
}

/// The subjects of sentences, in the order of the text, and the short names that it gives.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// Persons who are several, by what they are.
    pub(super) groups: Vec<Topic>,
    /// Persons or bodies who are named together.
    pub(super) together: Vec<Topic>,
    pub(super) bodies: Vec<Topic>,
    /// Persons without a topic beside them.
    pub(super) people: Vec<Topic>,
    /// Names in brackets, with the longer ones before them.
    short: Vec<(String, String)>,
}

impl Subjects {
    /// Takes note of a paragraph. Returns the persons with two names whom sentences are about.
    pub(super) fn note(&mut self, sentence: &Sentence<'_, '_, '_>) -> Vec<Topic> {
        let mut named = Vec::new();
        for range in sentence.words.sentences.clone() {
            for open in range.clone().filter(|word| sentence.form(*word) == "(") {
                self.short.extend(short_name(sentence, open, range.start));
            }
            let free = |word: &usize| sentence.list[*word].quotation.is_none();
            let leads =
                |word: &usize| matches!(sentence.role(*word), Role::Topic | Role::Subject) && free(word);
            let Some(last) = range.clone().find(leads) else { continue };
            let first = phrase::beginning(sentence, last, phrase::skip(sentence, range.start..last + 1));
            let at = sentence.span(first).start;
            let topic = range.clone().any(|word| sentence.role(word) == Role::Topic && free(&word));
            let parts = naming::joined(sentence, first..last + 1);
            if parts.len() > 1 {
                let name = |part| {
                    naming::named(sentence, part).and_then(|named| match named {
                        Named::Person { name, .. } if name.chars().count() > 1 => Some(name),
                        Named::Body { phrase, same: false } => Some(phrase),
                        _ => None,
                    })
                };
                let names: Option<Vec<String>> = parts.into_iter().map(name).collect();
                if let Some(names) = names {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    self.together.push(Topic { at, name: sentence.lexicon.joined(&names) });
                }
                continue;
            }
            match naming::named(sentence, first..last + 1) {
                Some(Named::Described { phrase, title: None, unnamed: true, .. })
                    if sentence.lexicon.ending("plural", &phrase).is_some() =>
                {
                    self.groups.push(Topic { at, name: phrase });
                }
                // 안드리 코발추크는: nothing says what they are.
                Some(Named::Person { name, title: None, .. })
                    if topic
                        && name.contains(' ')
                        && (first..=last).all(|word| sentence.list[word].name)
                        && !(first..=last).any(|word| sentence.is_of_world(word)) =>
                {
                    named.push(Topic { at, name });
                }
                Some(Named::Person { name, .. }) if !topic && name.chars().count() > 2 => {
                    self.people.push(Topic { at, name });
                }
                Some(Named::Body { phrase, same: false })
                    if (class_of(sentence.lexicon, &phrase) == Class::Organisation
                        // 반도체 업체 누리텔: what stands before it says that it is one.
                        || last > first && sentence.is("describes", last - 1))
                        && !sentence.is_anaphor_form(phrase.split(' ').next().unwrap_or_default()) =>
                {
                    self.bodies.push(Topic { at, name: phrase });
                }
                _ => {}
            }
        }
        named
    }

    /// The last of some topics between two places.
    pub(super) fn last(topics: &[Topic], after: u32, before: u32) -> Option<&Topic> {
        topics.iter().rev().find(|topic| topic.at < before).filter(|topic| after == 0 || topic.at > after)
    }

    /// The longer name of a short one.
    pub(super) fn longer(&self, short: &str) -> Option<&str> {
        self.short.iter().find(|(known, _)| known == short).map(|(_, long)| long.as_str())
    }
}

/// 국제식량구호기구(IFRO): the name in a bracket and the one before it.
fn short_name(sentence: &Sentence<'_, '_, '_>, open: usize, start: usize) -> Option<(String, String)> {
    let last = open.checked_sub(1).filter(|last| *last >= start)?;
    let short = sentence.form(open + 1);
    let named =
        short.chars().next().is_some_and(char::is_alphabetic) && short.chars().count() <= LONGEST_SHORT;
    let long = sentence.form(last);
    let closed = sentence.list.len() > open + 2 && sentence.form(open + 2) == ")";
    let body = sentence.is_institution(last) || sentence.list[last].name;
    let fits = named
        && closed
        && body
        && long.chars().count() >= SHORTEST
        && short.chars().count() < long.chars().count();
    fits.then(|| (short.to_owned(), long.to_owned()))
}
