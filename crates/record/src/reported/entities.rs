//! The entities of a document: one for each name or description that is told apart.
//!
//! Who is meant by words is decided in `names`; here it gets its number and its kind.

use std::collections::HashMap;

use super::morphs::LONG_NAME;
use crate::Entity;
use crate::lexicon::Lexicon;
use crate::mentions::Class;

/// Those that the document has come to, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Entities {
    list: Vec<Entity>,
    numbers: HashMap<String, u32>,
}

impl Entities {
    /// The number of whoever has a name, who is new if nobody had it before.
    pub(super) fn number(&mut self, met: Entity) -> u32 {
        if let Some(&number) = self.numbers.get(&met.name) {
            let known = &mut self.list[number as usize];
            known.named |= met.named;
            if known.class == Class::Other || met.class == Class::Person {
                known.class = met.class;
            }
            return number;
        }
        let number = self.list.len() as u32;
        self.numbers.insert(met.name.clone(), number);
        self.list.push(met);
        number
    }

    /// What kind of thing an entity is.
    pub(super) fn class(&self, number: u32) -> Class {
        self.list.get(number as usize).map_or(Class::Other, |entity| entity.class)
    }

    /// All of them; the number of each is its place.
    pub(super) fn into_list(self) -> Vec<Entity> {
        self.list
    }
}

/// What kind of thing has a name that is no person's, as far as its last word says.
pub(super) fn class_of(lexicon: &Lexicon, name: &str) -> Class {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let ends = |kind: &str| lexicon.is(kind, last) || lexicon.ending(kind, last).is_some();
    // One syllable by itself names no body.
    let body = last.chars().count() > 2 && lexicon.ending("body", last).is_some();
    if lexicon.is("world-body", name) {
        return Class::Organisation;
    }
    // 오바마: a foreign family name stands for a person.
    if name.len() >= LONG_NAME && lexicon.is("world-person", name) {
        return Class::Person;
    }
    if lexicon.is("country", name) || lexicon.is("world-place", name) || ends("place-name") {
        Class::Place
    } else if body || ends("institution") || ends("outlet") || lexicon.is("describes", last) {
        Class::Organisation
    } else {
        Class::Other
    }
}
