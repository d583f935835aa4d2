//! The tables of the world, by name.

use std::collections::{BTreeMap, HashMap, HashSet};

use avviso_record::mentions::Class;
use avviso_record::{Party, Record};
use avviso_tables::{Result, Row, Tables};

use crate::actor::{Actor, Kind, Office};
use crate::names::{bare, folded};
use crate::naming::{Found, names};

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
    /// The same for the words for a state's people.
    peoples: HashMap<String, Vec<usize>>,
    /// The same for the signs by which states are called in compounds: 한미일.
    signs: HashMap<String, usize>,
    /// What may stand behind a name within its word.
    affixes: HashSet<String>,
    /// Words for persons and bodies, with the part of society that they belong to.
    sectors: HashMap<String, String>,
    by_id: BTreeMap<String, usize>,
}

/// Columns that hold names are called so, with the code of the language behind.
const NAMES: [&str; 2] = ["name_", "other_"];
/// The sector of words that stand for a state itself behind its name.
pub(crate) const ITSELF: &str = "state";
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
            ("places.tsv", Kind::Place),
        ] {
            let Some(table) = tables.world_table(file)? else { continue };
            let languages = tables.languages();
            for row in table.rows() {
                world.take(row, kind, &languages)?;
            }
        }
        for code in tables.languages() {
            if let Some(table) = tables.language_table(&code, "affixes.tsv")? {
                let affixes = table.rows().iter().flat_map(|row| row.list("affix"));
                world.affixes.extend(affixes.map(str::to_owned));
            }
            if let Some(table) = tables.language_table(&code, "sectors.tsv")? {
                for row in table.rows() {
                    let sector = row.required("sector")?;
                    world.sectors.extend(row.list("word").map(|word| (word.to_owned(), sector.to_owned())));
                }
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
            Kind::Place => "place:",
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
        let filled = |column: &str| Some(row.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let sector = filled("sector").or_else(|| match kind {
            Kind::State => Some("government".to_owned()),
            Kind::Outlet => Some("media".to_owned()),
            Kind::Person | Kind::Organisation | Kind::Place => None,
        });
        let actor = Actor { id: id.clone(), kind, state, names, code: filled("code"), sector, offices };
        if kind == Kind::State {
            self.take_capitals(row, &actor, languages);
        }
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
            for name in list("demonym").iter().chain(&list("people")) {
                add(&mut self.peoples, name, place);
            }
            for sign in list("short") {
                self.signs.entry(sign).or_insert(place);
            }
        }
        row.list("aliases").for_each(|name| add(&mut self.names, name, place));
        Ok(())
    }

    /// The capitals of a state are places of their own: `place:seoul`.
    fn take_capitals(&mut self, row: &Row, state: &Actor, languages: &[String]) {
        let named = |language: &String| {
            let names: Vec<&str> = row.list(&format!("capital_{language}")).collect();
            (!names.is_empty()).then(|| (language.clone(), names))
        };
        let names: Vec<(String, Vec<&str>)> = languages.iter().filter_map(named).collect();
        // Its id is made of its name in plain letters.
        let plain = |name: &&str| name.is_ascii();
        let Some(name) = names.iter().flat_map(|(_, names)| names.iter().copied()).find(plain) else {
            return;
        };
        let id = format!("place:{}", name.to_lowercase().replace([' ', '.', ',', '\''], "-"));
        let place = self.actors.len();
        for name in names.iter().flat_map(|(_, names)| names) {
            add(&mut self.names, name, place);
        }
        let first = |(language, names): &(String, Vec<&str>)| (language.clone(), names[0].to_owned());
        self.by_id.insert(id.clone(), place);
        self.actors.push(Actor {
            id,
            kind: Kind::Place,
            names: names.iter().map(first).collect(),
            offices: Vec::new(),
            sector: None,
            code: None,
            ..state.clone()
        });
    }

    /// The place of the actor with this id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The names of the world in a text.
    pub(crate) fn names(&self, text: &str) -> Vec<Found<(usize, bool)>> {
        names(text, |name| self.called(name), |affix| self.affixes.contains(affix))
    }

    /// The place of the state that a sign of a compound stands for: 한, 美.
    pub(crate) fn sign(&self, text: &str) -> Option<usize> {
        self.signs.get(text).copied()
    }

    /// The part of society that a word for persons or a body belongs to: the word's, or else that of its longest
    /// end or beginning that is known.
    pub(crate) fn sector(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        if let Some(sector) = self.sectors.get(&lower) {
            return Some(sector);
        }
        // Only where names may be followed within a word are words written together.
        let cuts: Vec<usize> = lower.char_indices().map(|(place, _)| place).skip(1).collect();
        let parts =
            || cuts.iter().map(|cut| &lower[*cut..]).chain(cuts.iter().rev().map(|cut| &lower[..*cut]));
        let known = |part: &str| self.sectors.get(part).map(String::as_str);
        if lower.is_ascii() { None } else { parts().find_map(known) }
    }

    /// The place of the one actor or state that is called so, or whose government a seat stands for, and whether
    /// it is its people that is called so.
    pub(crate) fn called(&self, name: &str) -> Option<(usize, bool)> {
        // “to go” is not Togo.
        if name.chars().next().is_some_and(char::is_lowercase) {
            return None;
        }
        let key = folded(bare(name, &ARTICLES));
        let one = |map: &HashMap<String, Vec<usize>>| match map.get(&key).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            Some(several) => {
                let mut states = several.iter().filter(|place| self.actors[**place].kind == Kind::State);
                states.next().filter(|_| states.next().is_none()).copied()
            }
            None => None,
        };
        // A capital that acts is the state's government.
        let named = one(&self.seats).or_else(|| one(&self.names)).map(|place| (place, false));
        named.or_else(|| one(&self.peoples).map(|place| (place, true)))
    }

    /// All actors, in the order of the tables.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.get(*self.by_id.get(id)?)
    }

    /// Whoever may be meant by what a person types: by an id the one who has it; else all who are called so; else all
    /// who have it as family name, capital, seat of government or people. A state goes before others of its name.
    pub fn all_called(&self, typed: &str) -> Vec<&Actor> {
        if let Some(actor) = self.actor(typed) {
            return vec![actor];
        }
        let key = folded(bare(typed, &ARTICLES));
        let named = |map: &HashMap<String, Vec<usize>>| map.get(&key).cloned().unwrap_or_default();
        let mut places = named(&self.names);
        if places.is_empty() {
            places = [&self.families, &self.seats, &self.peoples].into_iter().flat_map(named).collect();
        }
        let is_state = |place: &&usize| self.actors[**place].kind == Kind::State;
        if let [state] = places.iter().filter(is_state).copied().collect::<Vec<_>>().as_slice() {
            places = vec![*state];
        }
        places.sort_unstable();
        places.dedup();
        places.iter().map(|place| &self.actors[*place]).collect()
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
            (kind, Class::Person) => !matches!(kind, Kind::State | Kind::Place),
            _ => true,
        };
        let mut called: Vec<usize> = places(&self.names).into_iter().filter(fits).collect();
        if class == Class::Person && called.iter().any(|place| self.actors[*place].kind == Kind::Person) {
            called.retain(|place| self.actors[*place].kind == Kind::Person);
        }
        match called.as_slice() {
            [one] => return self.actors.get(*one),
            // A state before a body or a capital of the same name: Georgia, Singapore.
            [_, ..] => {
                let mut states = called.iter().filter(|place| self.actors[**place].kind == Kind::State);
                return states.next().filter(|_| states.next().is_none()).map(|place| &self.actors[*place]);
            }
            [] => {}
        }
        if matches!(class, Class::Organisation | Class::Place) {
            return self.by_government(name).or_else(|| self.by_end(name));
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

    /// The state whose government is meant by its name or people and a word that stands for it: “the Chinese
    /// government”, 중국 정부.
    fn by_government(&self, name: &str) -> Option<&Actor> {
        let found = self.names(name);
        let [first] = found.as_slice() else { return None };
        let state = &self.actors[first.whose.0];
        let rest = name[first.span.end as usize..].trim();
        let bare = bare(&name[..first.span.start as usize], &ARTICLES).trim().is_empty()
            || ARTICLES.contains(&&name[..first.span.start as usize]);
        (bare && state.kind == Kind::State && self.sectors.get(rest).is_some_and(|sector| sector == ITSELF))
            .then_some(state)
    }

    /// The body or outlet whose name stands at the end, behind whose or what it is: “Iran’s Fars News Agency”, 이란
    /// 국영 파스통신.
    fn by_end(&self, name: &str) -> Option<&Actor> {
        let found = self.names(name);
        let last = found.last().filter(|last| last.span.end as usize == name.len() && last.span.start > 0)?;
        let actor = &self.actors[last.whose.0];
        let before = name[..last.span.start as usize].trim_end();
        let owns = found.iter().any(|owner| {
            let behind = before.get(owner.span.end as usize..).unwrap_or_default();
            self.actors[owner.whose.0].kind == Kind::State
                && owner.span.start == 0
                && behind.split(' ').next().is_some_and(|affix| !affix.is_empty() || !name.is_ascii())
        });
        (owns && matches!(actor.kind, Kind::Organisation | Kind::Outlet)).then_some(actor)
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
    pub fn link(&self, content: &str, record: &mut Record, published: Option<&str>) {
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
        self.link_events(content, record);
    }
}

fn add(map: &mut HashMap<String, Vec<usize>>, name: &str, place: usize) {
    let places = map.entry(folded(name)).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}
