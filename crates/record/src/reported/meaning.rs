//! Whom a phrase means among those of the document: by a name or a part of one, by a title, by words that point back.

use std::ops::Range;

use avviso_text::Span;

use crate::attributed::party;
use crate::mentions::Class;
use crate::{Entity, Party};

use super::entities::class_of;
use super::morphs::Sentence;
use super::names::{Known, Registry};
use super::naming::{self, Named};
use super::subjects::Subjects;

impl Registry {
    /// Whoever a phrase means, with the number of the entity unless they are several, and whether it is a person.
    pub(super) fn meant(&mut self, sentence: &Sentence<'_, '_, '_>, phrase: Span) -> Option<(Party, bool)> {
        let (mut party, person) = self.resolve(sentence, phrase)?;
        if party.entity.is_none() && self.last_several.as_ref() != Some(&party) {
            let class = if person { Class::Person } else { class_of(sentence.lexicon, &party.name) };
            let words = &sentence.words.spans;
            let first = words.partition_point(|span| span.end <= phrase.start);
            let mut all = first..words.partition_point(|span| span.start < phrase.end);
            let names = |word: usize| sentence.list[word].name && !sentence.is("institution", word);
            let known = |word: usize| sentence.is("country", word) || sentence.is_of_world(word);
            let mut by_name = || all.any(|word| names(word) || known(word));
            let named = !party.unnamed
                && (self.people.iter().any(|known| known.name == party.name) || !person && by_name());
            let name = party.name.clone();
            party.entity = Some(self.entities.number(Entity { name, class, named, actor: None }));
        }
        Some((party, person))
    }

    /// The party that a phrase names, and whether it is a person.
    fn resolve(&mut self, sentence: &Sentence<'_, '_, '_>, phrase: Span) -> Option<(Party, bool)> {
        let words = &sentence.words.spans;
        let first = words.partition_point(|span| span.end <= phrase.start);
        let behind = words.partition_point(|span| span.start < phrase.end);
        let last_word = (first..behind).rev().find(|word| !sentence.is_sign(*word))?;
        if first == last_word && sentence.is("several", last_word)
            || first < last_word && sentence.is("both", first) && last_word - first <= 1
        {
            // 양 위원장: a surname, unless there were two of them.
            let surname = first < last_word
                && sentence.is_title(last_word)
                && sentence
                    .lexicon
                    .value("surname", sentence.form(first))
                    .is_some_and(|rare| rare.is_empty());
            let last = || self.last(phrase.start).filter(|_| !surname);
            let spoke = self.last.as_ref().map_or(0, |(_, at)| *at);
            let group = Subjects::last(&self.subjects.groups, spoke, phrase.start);
            let group = group.filter(|_| !surname).map(|group| party(group.name.clone(), true));
            // 두 총리: those who were named together since.
            let together = Subjects::last(&self.subjects.together, spoke, phrase.start);
            let together = together.filter(|_| !surname).map(|all| party(all.name.clone(), false));
            let several = group.or(together).or_else(|| self.last_several.clone()).or_else(last);
            if let Some(several) = several {
                return Some((several, false));
            }
        }
        if first == last_word && sentence.is("pronoun", last_word) {
            let spoke = self.last.as_ref().map_or(0, |(_, at)| *at);
            let person = self.topic(spoke, phrase.start).or_else(|| self.last_person.clone());
            let mentioned = || {
                let behind = self.mentions.partition_point(|mention| mention.at < phrase.start);
                let name = &self.mentions[..behind].last()?.name;
                Some(party(self.person(name, None).unwrap_or_else(|| name.clone()), false))
            };
            let person = person.or_else(|| self.last(phrase.start)).or_else(mentioned);
            return person.map(|party| (party, true));
        }
        // A body may be written with the cue behind it: 협회에따르면.
        let bare = words[last_word].end as usize - sentence.list[last_word].particles;
        if bare > phrase.end as usize {
            return Some((party(phrase.of(sentence.words.text).to_owned(), false), false));
        }
        if let Some(side) = self.side(sentence, first..last_word + 1) {
            return Some((side, false));
        }
        let parts: Vec<Named> = naming::joined(sentence, first..last_word + 1)
            .into_iter()
            .filter_map(|part| naming::named(sentence, part))
            .collect();
        if let [one] = parts.as_slice() {
            // 회사 behind a body is that body.
            let of_its_kind = |last: &Party| sentence.lexicon.ending("not-anaphor", &last.name).is_none();
            if let Some((last, _)) =
                self.last.as_ref().filter(|(last, _)| self.last_is_body && of_its_kind(last))
                && first == last_word
                && sentence.is("anaphor", first)
            {
                return Some((last.clone(), false));
            }
            // 이 회사, 회사 측: the body that spoke before others did.
            let side = last_word == first + 1 && sentence.is("side", last_word);
            let pointed = last_word == first + 1 && sentence.is("same", first);
            let (anaphor, alone) = if pointed { (last_word, false) } else { (first, !side) };
            let points = (first == last_word || side || pointed) && sentence.is("anaphor", anaphor);
            let of_kind = |body: &&Party| {
                let word = sentence.bare(anaphor);
                sentence.is("any-body", anaphor) || body.name.ends_with(word) && body.name != word
            };
            let spoke = self.last.as_ref().map_or(0, |(_, at)| *at);
            let about = Subjects::last(&self.subjects.bodies, spoke, phrase.start);
            let about = about.map(|body| party(body.name.clone(), false));
            let meant = about.as_ref().filter(of_kind).or(self.last_body.as_ref().filter(of_kind));
            if let Some(body) = meant.filter(|_| points)
                && (!alone || sentence.is("any-body", anaphor) || about.is_some())
            {
                return Some((body.clone(), false));
            }
            if side
                && points
                && let Some(body) = self.only_body(sentence.form(anaphor))
            {
                return Some((party(body, false), false));
            }
            if first == last_word
                && let Some(known) = self.again(one)
            {
                return Some((known, true));
            }
            return Some(self.one(sentence, one));
        }
        let all: Vec<(Party, bool)> = parts.iter().map(|named| self.one(sentence, named)).collect();
        let names: Vec<&str> = all.iter().map(|(party, _)| party.name.as_str()).collect();
        let name = sentence.lexicon.joined(&names);
        let several = party(name, all.iter().any(|(party, _)| party.unnamed));
        self.last_several = Some(several.clone());
        (!several.name.is_empty()).then_some((several, false))
    }

    /// 피 전 의원 측: those who speak for a person, under the person's full name.
    fn side(&mut self, sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Option<Party> {
        let last = words.end - 1;
        if words.len() < 2 || !sentence.is("side", last) {
            return None;
        }
        let person = naming::named(sentence, words.start..last)?;
        let Named::Person { title: Some(_), pointed: None, .. } = person else { return None };
        let (known, _) = self.one(sentence, &person);
        Some(party(format!("{} {}", known.name, sentence.bare(last)), known.unnamed))
    }

    fn one(&mut self, sentence: &Sentence<'_, '_, '_>, named: &Named) -> (Party, bool) {
        match named {
            Named::Person { name, title, pointed } => {
                // 김모 씨: the title belongs to what is told of the name, also where only the surname is told again.
                let glued = title.as_deref().filter(|title| sentence.lexicon.is("glued", title));
                let kept_back = |name: &str| {
                    sentence.lexicon.ending("kept-back", name).is_some_and(|(rest, _)| {
                        sentence.lexicon.is("surname", name[..name.len() - rest.len()].trim_end())
                    })
                };
                let withheld = glued.is_some() && kept_back(name);
                if let Some(known) = self.person(name, title.as_deref()).filter(|_| !withheld) {
                    return match glued.filter(|_| kept_back(&known)) {
                        Some(title) => (party(format!("{known} {title}"), true), true),
                        None => (party(known, false), true),
                    };
                }
                let ends = |party: &&Party| party.name.ends_with(title.as_deref().unwrap_or_default());
                let last = self.last_person.as_ref().filter(ends);
                match (pointed, last) {
                    (Some(_), Some(last)) => return (last.clone(), true),
                    (Some(described), None) if !described.is_empty() => {
                        return (party(described.clone(), true), true);
                    }
                    _ => {}
                }
                let surname = name.chars().count() == 1 || withheld;
                if !withheld {
                    self.add(name, title.clone());
                }
                let name = match title {
                    Some(title) if surname => format!("{name} {title}"),
                    _ => name.clone(),
                };
                (party(name, withheld), true)
            }
            Named::Described { phrase, title: Some(title), unnamed, same, before } => {
                let called = before.as_deref().and_then(|name| self.person(name, Some(title)));
                if let Some(known) = called {
                    return (party(known, false), true);
                }
                let alike = |known: &&Known| {
                    known.titles.iter().any(|own| own == title || own.ends_with(title.as_str()))
                };
                // Who spoke last is meant first; an office with what it is of needs no name.
                let last = self.last_person.as_ref().map(|party| party.name.clone());
                let of_last = self.people.iter().find(|known| Some(&known.name) == last.as_ref());
                let found = of_last.filter(alike).or_else(|| self.people.iter().rev().find(alike));
                if let Some(known) = found.filter(|_| !unnamed || *same || phrase == title) {
                    return (party(known.name.clone(), false), true);
                }
                (self.described(phrase, *unnamed, *same), true)
            }
            Named::Described { phrase, unnamed, same, .. } => (self.described(phrase, *unnamed, *same), true),
            Named::Body { phrase, same } => {
                if let Some(known) = self.person(phrase, None) {
                    return (party(known, false), true);
                }
                if let Some((last, _)) = self.last.as_ref().filter(|_| *same) {
                    return (last.clone(), false);
                }
                let name = self.subjects.longer(phrase).map(str::to_owned);
                let whole = || self.only_body(phrase).or_else(|| self.body_around(sentence, phrase));
                let name = name.or_else(whole).unwrap_or_else(|| phrase.clone());
                (party(name, false), false)
            }
        }
    }

    /// The last words of a full name stand for it, if only one body is called so.
    fn only_body(&self, end: &str) -> Option<String> {
        let longer = |known: &&String| known.len() > end.len() && known.ends_with(end);
        let mut candidates = self.bodies.iter().filter(longer);
        let only = candidates.next().filter(|_| candidates.next().is_none())?;
        (end.chars().count() > 1).then(|| only.clone())
    }

    /// 경찰 behind 화운경찰서: an office is called by what is in the middle of its name, too, if only one is.
    fn body_around(&self, sentence: &Sentence<'_, '_, '_>, part: &str) -> Option<String> {
        let general = sentence.lexicon.is("not-anaphor", part) && part.chars().count() > 1;
        let around =
            |known: &&String| known.len() > part.len() && known.contains(part) && !known.contains(' ');
        let mut candidates = self.bodies.iter().filter(|_| general).filter(around);
        let only = candidates.next().filter(|_| candidates.next().is_none())?;
        Some(only.clone())
    }

    /// 대변인은 behind 벨마리아 외교부 대변인은: who spoke last without a name, by the last word alone.
    fn again(&self, named: &Named) -> Option<Party> {
        let Named::Described { phrase, unnamed: true, .. } = named else { return None };
        let longer = |party: &&Party| {
            party.unnamed && party.name.strip_suffix(phrase.as_str()).is_some_and(|rest| rest.ends_with(' '))
        };
        self.last_person.as_ref().filter(longer).cloned()
    }

    /// Somebody by a description; who was described at length before is meant by the last word.
    fn described(&self, phrase: &str, unnamed: bool, same: bool) -> Party {
        let before = self.last_person.iter().chain(self.last.iter().map(|(party, _)| party));
        let longer = before.into_iter().find(|party| same && party.name.ends_with(phrase));
        longer.cloned().unwrap_or_else(|| party(phrase.to_owned(), unnamed))
    }

    /// The full name of a person who is called by a part of it.
    pub(super) fn person(&self, name: &str, title: Option<&str>) -> Option<String> {
        let family = format!(" {name}");
        let given = format!("{name} ");
        let surname = name.chars().count() == 1 || title.is_some() && name.chars().count() == 2;
        let called = |known: &&Known| {
            known.name == name || known.name.ends_with(&family) || known.name.starts_with(&given)
        };
        let born = |known: &&Known| {
            surname
                && !known.name.contains(' ')
                && known.name.len() > name.len()
                && known.name.starts_with(name)
        };
        let titled = |known: &&Known| {
            title.is_none_or(|title| {
                known.titles.iter().any(|own| own.ends_with(title) || title.ends_with(own.as_str()))
            })
        };
        let people = || self.people.iter().rev();
        // 황보 총장 is 황보민 before it is somebody called so.
        let longer = |known: &&Known| born(known) && titled(known);
        let found = people().find(|known| name.chars().count() == 2 && longer(known));
        let found = found
            .or_else(|| people().find(called))
            .or_else(|| people().filter(born).find(titled))
            .or_else(|| people().find(born));
        found.map(|known| known.name.clone())
    }
}
