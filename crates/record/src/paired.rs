//! Two persons who are named together and then meant as such: “the pair”, “the former”, “the latter”.

use crate::Party;
use crate::lexicon::Lexicon;
use crate::mentions::{Class, Form, Found};
use crate::people::{People, Phrase};

/// Words between the names of two who are named together, and what each is, at most.
const WIDEST_GAP: usize = 4;

impl People<'_> {
    /// Whom a definite phrase around `head` means that points to both or to one of two persons.
    pub(crate) fn of_two(&self, phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> Option<Party> {
        let form = phrase.words.form(head).to_lowercase();
        let definite = lexicon.is("definite", &phrase.words.form(phrase.range.start).to_lowercase());
        let kind = ["two", "first-of-two", "second-of-two"].into_iter().find(|kind| lexicon.is(kind, &form));
        let kind = kind.filter(|_| definite && phrase.range.len() == 2)?;
        let (first, second) = self.two_before(phrase, head)?;
        let name = |found: &Found| self.entities.list[found.entity].name.as_str();
        let one = |found: &Found| Party {
            name: name(found).to_owned(),
            unnamed: false,
            entity: Some(found.entity as u32),
            actor: None,
        };
        Some(match kind {
            "first-of-two" => one(first),
            "second-of-two" => one(second),
            _ => Party {
                name: lexicon.joined(&[name(first), name(second)]),
                unnamed: false,
                entity: None,
                actor: None,
            },
        })
    }

    /// The last two persons before a phrase who are named beside each other.
    fn two_before(&self, phrase: &Phrase<'_, '_>, head: usize) -> Option<(&Found, &Found)> {
        let here = (phrase.place.paragraph, head + phrase.place.offset);
        let named = |found: &&Found| {
            (found.paragraph, found.head) < here && found.form == Form::Name && found.class == Class::Person
        };
        let all: Vec<&Found> = self.entities.mentions.iter().filter(named).collect();
        let beside = |two: &&[&Found]| {
            let [first, second] = two else { return false };
            let gap = second.words.start.saturating_sub(first.words.end);
            first.paragraph == second.paragraph && first.entity != second.entity && gap <= WIDEST_GAP
        };
        let [first, second] = all.windows(2).rev().find(beside)? else { return None };
        Some((first, second))
    }
}
