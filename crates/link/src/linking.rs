//! Gives the entities of a record and its speakers their actors.

use std::collections::HashSet;

use avviso_record::mentions::Class;
use avviso_record::{Entity, Party, Record};

use crate::World;
use crate::names::is_cased;
use crate::own::{named, own};

/// Names of bodies have at least so many syllables in a script without capitals.
const SYLLABLES: usize = 3;

impl World {
    /// The id of somebody whom no table knows, if it is a full name that nobody of the tables bears.
    fn own(&self, name: &str, class: Class, speaks: bool) -> Option<String> {
        let part = |word: &str| speaks || self.families.contains_key(word) || self.given.contains(word);
        own(name, class, part).filter(|_| !self.names.contains_key(&self.key(name)) && !self.is_general(name))
    }

    /// Of actors whom no table knows (`name:ida-lund`), those who are called so, and those whose name in another
    /// script sounds so: these are a guess, and `true` says so.
    pub fn of_own<'i>(&self, name: &str, ids: &'i [String]) -> Vec<(&'i str, bool)> {
        let wanted = [Class::Person, Class::Organisation].map(|class| own(name, class, |_| true));
        let how = |id: &'i String| {
            let same = wanted.iter().any(|wanted| wanted.as_ref() == Some(id));
            let alike = || named(id).is_some_and(|other| self.sounds.alike(name, &other));
            (same || alike()).then_some((id.as_str(), !same))
        };
        ids.iter().filter_map(how).collect()
    }

    /// Gives the entities of a record, and those who speak or are spoken to, their actors. Bodies without a state are those
    /// of the outlet's, or else of the one that the text mostly tells of.
    pub fn link(&self, content: &str, record: &mut Record, published: Option<&str>, outlet: Option<&str>) {
        let home = outlet.and_then(|outlet| self.home(self.find(outlet, Class::Organisation, None)?));
        // Who speaks is somebody, whatever the name looks like.
        let speakers = record.statements.iter().filter_map(|said| said.speaker.as_ref()?.entity);
        let speakers: HashSet<u32> = speakers.collect();
        for (place, entity) in record.entities.iter_mut().enumerate() {
            if !entity.named {
                // “the ITAR-Tass news agency”: a body's name before what it is.
                let body =
                    (entity.class == Class::Organisation).then(|| self.by_beginning(&entity.name)).flatten();
                entity.actor = body.map(|actor| actor.id.clone());
                continue;
            }
            let speaks = speakers.contains(&(place as u32));
            let seat = || self.government(&entity.name).filter(|_| entity.class != Class::Person);
            entity.actor = self
                .find(&entity.name, entity.class, published)
                .or_else(seat)
                .map(|actor| actor.id.clone())
                .or_else(|| self.own(&entity.name, entity.class, speaks));
        }
        if let Some(home) = home.or_else(|| self.told_of(record)) {
            self.link_at_home(record, home);
        }
        let entities = &record.entities;
        let actor = |party: &Party| {
            if party.unnamed {
                return None;
            }
            let entity = party.entity.and_then(|entity| entities.get(entity as usize));
            let by_entity = entity.and_then(|entity| entity.actor.clone());
            let classes = [Class::Person, Class::Organisation];
            let by_name = || classes.into_iter().find_map(|class| self.find(&party.name, class, published));
            by_entity
                .or_else(|| by_name().or_else(|| self.government(&party.name)).map(|actor| actor.id.clone()))
        };
        for said in &mut record.statements {
            for party in said.speaker.iter_mut().chain(&mut said.addressee) {
                party.actor = actor(party);
            }
        }
        self.link_events(content, record, home);
    }

    /// Gives bodies that are called by what they are alone the actors of a state.
    fn link_at_home(&self, record: &mut Record, home: &str) {
        // “the House” may be taken for a place.
        let body = |entity: &&mut Entity| matches!(entity.class, Class::Organisation | Class::Place);
        for entity in record.entities.iter_mut().filter(body) {
            // Without capitals a name is known by its length: 군 may be any army.
            let name =
                if is_cased(&entity.name) { entity.named } else { entity.name.chars().count() >= SYLLABLES };
            let open = entity.actor.as_deref().is_none_or(|id| named(id).is_some());
            if let Some(actor) = self.at_home(&entity.name, home).filter(|_| open && name) {
                entity.actor = Some(actor.id.clone());
            }
        }
    }
}
