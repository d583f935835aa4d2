//! Whom a description means that has no name: “the officer”, “the 41-year-old”, “the champion”.

use super::pairs::Seen;
use super::reading::{Reading, SOON, lower_of};
use super::{Candidate, Class, Entity, Form};
use crate::attribution::Words;

impl Reading<'_, '_, '_> {
    /// Whom a definite description means: “the 41-year-old” whose age was told, “the officer” who was one before, whatever
    /// else looked likely; else whoever holds the office; else the only named person of whom nothing else is known.
    pub(super) fn described(
        &self,
        words: &Words<'_>,
        candidate: &Candidate,
        seen: &Seen,
        ranked: Option<usize>,
    ) -> Option<usize> {
        if candidate.form != Form::Noun || !seen.is_definite() {
            return ranked.or_else(|| self.holder(seen));
        }
        let list = &self.entities.list;
        let number =
            candidate.words.clone().find(|word| words.node(*word).is_some_and(|node| node.upos == "NUM"));
        let age = number.map(|word| lower_of(words, word));
        let aged = age
            .and_then(|age| list.iter().rposition(|entity| entity.is_named() && entity.roles.contains(&age)));
        if aged.is_some() {
            return aged;
        }
        let called = |place: &usize| list[*place].is_called(&seen.word);
        let before = || list.iter().rposition(|entity| entity.roles.contains(&seen.word));
        let person = seen.class == Class::Person && !seen.plural;
        ranked
            .filter(|place| !person || called(place))
            .or_else(|| before().filter(|_| person))
            .or(ranked)
            .or_else(|| self.holder(seen))
            .or_else(|| self.undescribed(seen).filter(|_| person))
    }

    /// “The water was fine,” the champion said: the person whom the text is about, or else the only one named not long
    /// ago, if nothing was told of what they are.
    fn undescribed(&self, seen: &Seen) -> Option<usize> {
        let lexicon = &self.finder.lexicon;
        let told = |role: &String| lexicon.is("person", role) || lexicon.is("title", role);
        let fits = |place: &usize| {
            let entity = &self.entities.list[*place];
            let near = seen.sentence <= entity.last.sentence + SOON;
            entity.is_named() && entity.class == Class::Person && near && !entity.roles.iter().any(told)
        };
        let person = lexicon.is("person", &seen.word) && !lexicon.is("body", &seen.word);
        if seen.is_quoted() || !seen.reports() || !seen.is_beside_quotation() || !person {
            return None;
        }
        let mut all = (0..self.entities.list.len()).filter(fits);
        self.topic.filter(fits).or_else(|| all.next().filter(|_| all.next().is_none()))
    }

    /// The named one last mentioned of whom a role is known: “the prime minister” after “Prime Minister Tomas
    /// Reve”.
    fn holder(&self, seen: &Seen) -> Option<usize> {
        let holds = |entity: &Entity| {
            let known = |word: &String| entity.roles.contains(word) || entity.has_word(word);
            entity.is_named() && entity.roles.contains(&seen.word) && seen.modifiers.iter().all(known)
        };
        let list =
            self.entities.list.iter().enumerate().filter(|(_, entity)| seen.is_definite() && holds(entity));
        list.max_by_key(|(_, entity)| entity.mentions.last().copied()).map(|(place, _)| place)
    }
}
