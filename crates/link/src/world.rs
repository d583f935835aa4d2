//! The tables of the world, by name.

use std::collections::{BTreeMap, HashMap};

use avviso_record::mentions::Class;
use avviso_record::{Party, Record};
use avviso_tables::{Result, Row, Tables};

use crate::actor::{Actor, Kind, Office};
use crate::names::{bare, folded};

/// States, persons, organisations and outlets. Immutable; shared by threads.
#[derive(Debug, Default)]
pub struct World {
    actors: Vec<Actor>,
    /// The places of actors by a name that is compared.
    names: HashMap<String, Vec<usize>>,
    /// The same for the part of a person's name that news uses alone.
    families: HashMap<String, Vec<usize>>,
    /// The same for what stands for a state's government: capitals, palaces.
    seats: HashMap<String, Vec<usize>>,
    by_id: BTreeMap<String, usize>,
}

/// Columns that hold names are called so, with the code of the language behind.
const NAMES: [&str; 2] = ["name_", "other_"];
/// Words that a name may stand behind.
const ARTICLES: [&str; 2] = ["the ", "The "];

impl World {
    /// Loads the built-in tables and those of a folder laid over them. A row whose id stands in a table before
    /// takes its place.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut world = Self::default();
        for (file, kind) in [
            ("states.tsv", Kind::State),
            ("organisations.tsv", Kind::Organisation),
            ("outlets.tsv", Kind::Outlet),
            ("persons.tsv", Kind::Person),
        ] {
            let Some(table) = tables.world_table(file)? else { continue };
            let languages = tables.languages();
            for row in table.rows() {
                world.take(row, kind, &languages)?;
            }
        }
        Ok(world)
    }

    fn take(&mut self, row: &Row, kind: Kind, languages: &[String]) -> Result<()> {
        let id = row.required("id")?.to_owned();
        let prefix = match kind {
            Kind::State => "state:",
            Kind::Person => "person:",
            Kind::Organisation => "org:",
            Kind::Outlet => "outlet:",
        };
        let Some(code) = id.strip_prefix(prefix) else {
            return Err(row.error(format!("the id “{id}” does not begin with “{prefix}”")));
        };
        let column = if kind == Kind::Outlet { "country" } else { "state" };
        let state = match kind {
            Kind::State => code,
            _ => row.get(column),
        };
        let named = |code: &String| {
            let name = row.get(&format!("name_{code}"));
            (!name.is_empty()).then(|| (code.clone(), name.to_owned()))
        };
        let names: Vec<(String, String)> = languages.iter().filter_map(named).collect();
        if names.is_empty() {
            return Err(row.error("has no name in any language"));
        }
        let offices = row.list("offices").map(|office| Office::parse(row, office)).collect::<Result<_>>()?;
        let state = (!state.is_empty()).then(|| state.to_owned());
        let actor = Actor { id: id.clone(), kind, state, names, offices };
        let place = *self.by_id.entry(id).or_insert(self.actors.len());
        match self.actors.get_mut(place) {
            Some(known) => *known = actor,
            None => self.actors.push(actor),
        }
        for language in languages {
            for column in NAMES.iter().map(|kind| format!("{kind}{language}")) {
                row.list(&column).for_each(|name| add(&mut self.names, name, place));
            }
            let list = |column: &str| {
                row.list(&format!("{column}_{language}")).map(str::to_owned).collect::<Vec<_>>()
            };
            list("family").iter().for_each(|name| add(&mut self.families, name, place));
            for name in list("seat").iter().chain(&list("capital")) {
                add(&mut self.seats, name, place);
            }
        }
        row.list("aliases").for_each(|name| add(&mut self.names, name, place));
        Ok(())
    }

    /// All actors, in the order of the tables.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.get(*self.by_id.get(id)?)
    }

    /// The one actor who is called so. Somebody called by the family name alone is whoever led a state on the
    /// day of publication, if only one of that name did.
    pub fn find(&self, name: &str, class: Class, day: Option<&str>) -> Option<&Actor> {
        let key = folded(bare(name, &ARTICLES));
        let places = |map: &HashMap<String, Vec<usize>>| map.get(&key).cloned().unwrap_or_default();
        let fits = |place: &usize| match (self.actors[*place].kind, class) {
            (Kind::Person, class) => class == Class::Person,
            (_, Class::Time | Class::Event) => false,
            // A body may be taken for a person, as its name is written; a state is not: Jordan, Chad.
            (kind, Class::Person) => kind != Kind::State,
            _ => true,
        };
        let mut called: Vec<usize> = places(&self.names).into_iter().filter(fits).collect();
        if class == Class::Person && called.iter().any(|place| self.actors[*place].kind == Kind::Person) {
            called.retain(|place| self.actors[*place].kind == Kind::Person);
        }
        match called.as_slice() {
            [one] => return self.actors.get(*one),
            // A state before a body of the same name: Georgia.
            [_, ..] => {
                let mut states = called.iter().filter(|place| self.actors[**place].kind == Kind::State);
                return states.next().filter(|_| states.next().is_none()).map(|place| &self.actors[*place]);
            }
            [] => {}
        }
        if class != Class::Person || name.chars().count() < 2 {
            return None;
        }
        let day = day?.get(..10)?;
        let leads = |place: &usize| {
            self.actors[*place].offices.iter().any(|office| office.leads_state() && office.held_on(day))
        };
        let mut leaders = places(&self.families).into_iter().filter(leads);
        leaders.next().filter(|_| leaders.next().is_none()).map(|place| &self.actors[place])
    }

    /// The state for whose government a capital or a palace stands.
    pub fn government(&self, seat: &str) -> Option<&Actor> {
        let places = self.seats.get(&folded(bare(seat, &ARTICLES)))?;
        let mut states: Vec<usize> = places.clone();
        states.dedup();
        match states.as_slice() {
            [one] => self.actors.get(*one),
            _ => None,
        }
    }

    /// Gives the entities of a record, and those who speak or are spoken to, their actors.
    pub fn link(&self, record: &mut Record, published: Option<&str>) {
        for entity in record.entities.iter_mut().filter(|entity| entity.named) {
            entity.actor = self.find(&entity.name, entity.class, published).map(|actor| actor.id.clone());
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
    }
}

fn add(map: &mut HashMap<String, Vec<usize>>, name: &str, place: usize) {
    let places = map.entry(folded(name)).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}
