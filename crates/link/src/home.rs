//! Bodies that are called by what they are alone, at home: “the Senate”, 외교부.

use std::collections::BTreeMap;

use avviso_record::{Mention, Record};

use crate::World;
use crate::actor::{Actor, Kind};

/// An outlet that others print.
pub(crate) const AGENCY: &str = "agency";

/// How an outlet writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Press {
    /// The main language of its pages, ISO 639-1.
    pub(crate) language: String,
    /// Whether others print what it writes.
    pub(crate) agency: bool,
}

impl World {
    /// Whether bodies of several states are called so, each at home: such a name is nobody's own.
    pub(crate) fn is_general(&self, name: &str) -> bool {
        let mut states = self.without_state(name).filter_map(|actor| actor.state.as_ref());
        let first = states.next();
        states.any(|state| Some(state) != first)
    }

    /// The only body of a state that is called so at home.
    pub(crate) fn at_home(&self, name: &str, state: &str) -> Option<&Actor> {
        let mut own = self.without_state(name).filter(|actor| actor.state.as_deref() == Some(state));
        own.next().filter(|_| own.next().is_none())
    }

    /// The state that more than half of the mentions of persons, bodies and states are of, if the text has some.
    pub(crate) fn told_of(&self, record: &Record) -> Option<&str> {
        let state = |mention: &Mention| {
            let id = record.entities.get(mention.entity as usize)?.actor.as_deref()?;
            self.actor(id)?.state.as_deref()
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        record.mentions.iter().filter_map(state).for_each(|state| *counts.entry(state).or_default() += 1);
        let all: usize = counts.values().sum();
        counts.into_iter().find(|(_, count)| count * 2 > all).map(|(state, _)| state)
    }

    /// The state that an outlet may leave out, as its readers are at home there.
    ///
    /// An agency is printed all over the world; its home is where its language is at home: where at least half of the
    /// outlets of the tables in this language are.
    pub(crate) fn home<'w>(&'w self, outlet: &'w Actor) -> Option<&'w str> {
        let state = outlet.state.as_deref().filter(|_| outlet.kind == Kind::Outlet)?;
        let press = self.press.get(&outlet.id)?;
        let same = || self.press.iter().filter(|(_, other)| other.language == press.language);
        let there = |id: &str| self.actor(id).is_some_and(|other| other.state.as_deref() == Some(state));
        let at_home = || same().filter(|(id, _)| there(id)).count() * 2 >= same().count();
        (!press.agency || at_home()).then_some(state)
    }

    fn without_state(&self, name: &str) -> impl Iterator<Item = &Actor> {
        let places = self.bodies.get(&self.key(name)).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|place| &self.actors[*place])
    }
}

#[cfg(test)]
mod tests {
    use avviso_tables::Tables;

    use super::*;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn at_home_a_body_needs_no_state() {
        let world = World::load(&Tables::built_in()).unwrap();
        let home = |id: &str| world.home(world.actor(id).unwrap());
        assert_eq!(home("outlet:nyt"), Some("USA"));
        assert_eq!(home("outlet:yonhap"), Some("KOR"));
        // What is printed all over the world, and what writes in the language of another state.
        assert_eq!(home("outlet:reuters"), None);
        assert_eq!(home("outlet:kcna"), None);
        let body = |name: &str, state: &str| world.at_home(name, state).map(|actor| actor.id.as_str());
        assert_eq!(body("the Senate", "USA"), Some("org:usa-senate"));
        assert_eq!(body("외교부", "KOR"), Some("org:kor-foreign-ministry"));
        assert_eq!(body("Supreme Court", "KOR"), Some("org:kor-supreme-court"));
        assert_eq!(body("Senate", "KOR"), None);
        assert!(world.is_general("the Supreme Court"));
        assert!(!world.is_general("Wells Fargo"));
    }
}
