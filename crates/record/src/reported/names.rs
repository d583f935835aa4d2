//! Who is meant: the persons and bodies of a document, and what stands for them later: a surname with a
//! title, a title alone, the last words of a long name, a pronoun.

use avviso_text::Span;

use crate::attributed::party;
use crate::mentions::Class;
use crate::{Entity, Party};

use super::entities::Entities;
use super::interview::Interview;
use super::morphs::{Role, Sentence};
use super::naming::{self, Named};
use super::phrase;
use super::subjects::{Subjects, Topic};

/// A body of more syllables may be called by the last of them.
const LONG_BODY: usize = 4;

/// Somebody whom the document names.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) titles: Vec<String>,
}

/// The names of a document.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub(super) people: Vec<Known>,
    /// Bodies by their full names, with what they belong to: 벨로나 중앙은행.
    pub(super) bodies: Vec<String>,
    /// Persons as topics of sentences, and all persons, in the order of the text.
    pub(super) topics: Vec<Topic>,
    pub(super) mentions: Vec<Topic>,
    /// Whom sentences are about.
    pub(super) subjects: Subjects,
    /// Who spoke last, and where; the last of them who is no body; the last who are several.
    pub(super) last: Option<(Party, u32)>,
    pub(super) last_is_body: bool,
    /// The last body that spoke, or was spoken of.
    pub(super) last_body: Option<Party>,
    pub(super) last_person: Option<Party>,
    pub(super) last_several: Option<Party>,
    pub(super) interview: Option<Interview>,
    /// All who are meant by words of the document.
    pub(super) entities: Entities,
}

impl Registry {
    /// Takes note of the persons with titles and of the bodies in a paragraph.
    pub(crate) fn note(&mut self, sentence: &Sentence<'_, '_, '_>) {
        for word in 0..sentence.list.len() {
            if sentence.is_title(word) || sentence.is("describes", word) {
                self.note_person(sentence, word);
            } else if sentence.is_institution(word) && sentence.list[word].quotation.is_none() {
                self.note_body(sentence, word);
            }
        }
        for named in self.subjects.note(sentence) {
            self.add(&named.name, None);
            self.mentions.push(named);
        }
        self.mentions.sort_by_key(|mention| mention.at);
    }

    fn note_person(&mut self, sentence: &Sentence<'_, '_, '_>, word: usize) {
        let mut last = word;
        // The name may stand behind the title.
        let known = |word: usize| sentence.list[word].name || sentence.is_native(word);
        // 대통령 메흐메트 카야올루가: behind a given name a family name may look like another noun.
        let family = |word: usize| {
            sentence.list[word].noun
                && matches!(sentence.role(word), Role::Topic | Role::Subject)
                && sentence.bare(word).chars().count() > 2
                && !sentence.can_speak(word)
                && !sentence.is("not-name", word)
        };
        let behind =
            |word: usize, title: usize| word > title + 1 && sentence.list[word - 1].name && family(word);
        let named = |next: usize| known(next) || behind(next, word);
        while last < word + 3
            && sentence.list[last].particles == 0
            && sentence.list.get(last + 1).is_some()
            && !sentence.is_title(last + 1)
            && named(last + 1)
        {
            last += 1;
        }
        let start = sentence.words.sentences[sentence.words.place(word).0].start;
        let first = phrase::beginning(sentence, last, start);
        for part in naming::joined(sentence, first..last + 1) {
            let Some(Named::Person { name, title, .. }) = naming::named(sentence, part.clone()) else {
                continue;
            };
            self.add(&name, title);
            let mention = Topic { at: sentence.span(word).start, name };
            if sentence.role(part.end - 1) == Role::Topic {
                self.topics.push(mention.clone());
            }
            self.mentions.push(mention);
        }
    }

    fn note_body(&mut self, sentence: &Sentence<'_, '_, '_>, word: usize) {
        let owner = |word: usize| {
            let opens = sentence.role(word) == Role::Adverb
                && !sentence.is("skip", word)
                && !sentence.lexicon.is("joins-names", sentence.form(word));
            (sentence.list[word].name || sentence.is("country", word) || opens)
                && (opens || sentence.role(word) == Role::Bare)
                && !sentence.is_native(word)
                && !sentence.is("describes", word)
        };
        let alone = || sentence.bare(word).chars().count() > LONG_BODY && sentence.list[word].noun;
        let before = word.checked_sub(1).filter(|before| owner(*before));
        let Some(first) = before.or_else(|| alone().then_some(word)) else { return };
        let Some(span) = sentence.noun_span(first..word + 1) else { return };
        let name = span.of(sentence.words.text);
        if !self.bodies.iter().any(|known| known == name) {
            self.bodies.push(name.to_owned());
        }
    }

    /// Adds a full name; a surname alone names nobody new.
    pub(super) fn add(&mut self, name: &str, title: Option<String>) {
        if name.chars().count() < 2 {
            return;
        }
        let longer = format!(" {name}");
        // 탐마삭 장관: in some countries persons are called by their given names.
        let given = format!("{name} ");
        let same = |known: &&mut Known| {
            known.name == name || known.name.ends_with(&longer) || known.name.starts_with(&given)
        };
        match self.people.iter_mut().find(same) {
            Some(known) => known.titles.extend(title),
            None => {
                let (_, family) = name.rsplit_once(' ').unwrap_or(("", name));
                // The family name alone may have stood before the whole name.
                let shorter = self.people.iter_mut().find(|known| known.name == family);
                match shorter {
                    Some(known) => {
                        name.clone_into(&mut known.name);
                        known.titles.extend(title);
                    }
                    None => {
                        self.people
                            .push(Known { name: name.to_owned(), titles: title.into_iter().collect() });
                    }
                }
            }
        }
    }

    /// Whoever a source names. What is said within the words of others does not take the turn.
    ///
    /// Says also whether it is a person.
    pub(crate) fn speaker(
        &mut self,
        sentence: &Sentence<'_, '_, '_>,
        source: Span,
        within: bool,
    ) -> Option<(Party, bool)> {
        let (found, person) = self.meant(sentence, source)?;
        // 기자의 질문에 그는: who only asks is not whom a pronoun in the answer means.
        let asks = found.unnamed && self.asks(sentence, source);
        if asks {
            return Some((found, person));
        }
        if !within {
            self.last = Some((found.clone(), source.start));
            self.last_is_body = !person && !found.unnamed;
            self.come_to_body(sentence, &found);
        }
        if person {
            self.last_person = Some(found.clone());
        } else if !found.unnamed && !self.bodies.contains(&found.name) {
            self.bodies.push(found.name.clone());
        }
        Some((found, person))
    }

    /// Whether a source is whose question it is.
    fn asks(&self, sentence: &Sentence<'_, '_, '_>, source: Span) -> bool {
        let behind = sentence.words.spans.partition_point(|span| span.start < source.end);
        let owner = behind.checked_sub(1).is_some_and(|last| sentence.role(last) == Role::Genitive);
        owner && behind < sentence.list.len() && sentence.is("question", behind) && self.last.is_some()
    }

    /// Whoever is spoken to.
    pub(crate) fn addressee(&mut self, sentence: &Sentence<'_, '_, '_>, phrase: Span) -> Option<Party> {
        self.meant(sentence, phrase).map(|(party, _)| party)
    }

    /// From here on the document is read once more, for its mentions: nobody has spoken yet.
    pub(crate) fn rewind(&mut self) {
        (self.last, self.last_person, self.last_several, self.last_body) = (None, None, None, None);
        self.last_is_body = false;
    }

    /// The number of whoever a phrase mentions, none if they are several; who `leads` a clause is whom words that
    /// point back mean.
    pub(super) fn mentioned(
        &mut self,
        sentence: &Sentence<'_, '_, '_>,
        phrase: Span,
        leads: bool,
    ) -> Option<u32> {
        let (party, person) = self.meant(sentence, phrase)?;
        let entity = party.entity;
        if leads {
            self.last_is_body = !person && !party.unnamed;
            self.last_person = if person { Some(party.clone()) } else { self.last_person.take() };
            self.come_to_body(sentence, &party);
            self.last = Some((party, phrase.start));
        }
        entity
    }

    /// The number of a state or person of the world's tables.
    pub(super) fn of_world(&mut self, name: String, class: Class) -> u32 {
        self.entities.number(Entity { name, class, named: true, actor: None })
    }

    fn come_to_body(&mut self, sentence: &Sentence<'_, '_, '_>, party: &Party) {
        if party.entity.is_some_and(|entity| self.class(entity) == Class::Organisation)
            && sentence.lexicon.ending("not-anaphor", &party.name).is_none()
            && !sentence.is_anaphor_form(&party.name)
        {
            self.last_body = Some(party.clone());
        }
    }

    /// What kind of thing an entity is.
    pub(super) fn class(&self, entity: u32) -> Class {
        self.entities.class(entity)
    }

    /// All entities that were met, by their numbers.
    pub(crate) fn into_entities(self) -> Vec<Entity> {
        self.entities.into_list()
    }

    /// Whether the document has a person or a body of a name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.bodies.iter().any(|known| known == name)
            || self.subjects.longer(name).is_some()
            || self.people.iter().any(|known| {
                known.name == name || known.name.rsplit_once(' ').is_some_and(|(_, family)| family == name)
            })
    }

    /// Whether somebody has spoken in the document.
    pub(super) fn has_spoken(&self) -> bool {
        self.last.is_some()
    }

    /// The interview that the document has come to.
    pub(super) fn interview(&self) -> Option<&Interview> {
        self.interview.as_ref()
    }

    /// From here on the paragraphs are questions and answers.
    pub(super) fn begin(&mut self, interview: Interview) {
        self.interview = Some(interview);
    }

    /// Who goes on to speak where a sentence names nobody: who spoke last, or whom the text came to since.
    pub(crate) fn last(&self, at: u32) -> Option<Party> {
        let (last, spoke) = self.last.as_ref().map_or((None, 0), |(last, at)| (Some(last), *at));
        self.topic(spoke, at).or_else(|| last.cloned())
    }

    /// The last person that was a topic between two places.
    pub(super) fn topic(&self, after: u32, before: u32) -> Option<Party> {
        let behind = self.topics.partition_point(|topic| topic.at < before);
        let topic = self.topics[..behind].last().filter(|topic| topic.at > after);
        let topic = topic.or_else(|| Subjects::last(&self.subjects.people, after, before))?;
        self.person(&topic.name, None)
            .map(|known| party(known, false))
            .or_else(|| Some(party(topic.name.clone(), false)))
    }
}
