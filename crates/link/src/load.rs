//! The tables of the world, read.

use std::collections::HashMap;

use avviso_tables::{Result, Row, Tables};

use crate::actor::{Actor, Kind, Office};
use crate::coding::GOVERNMENT;
use crate::home::{AGENCY, Press};
use crate::names::folded;
use crate::world::World;

/// Columns that hold names are called so, with the code of the language behind.
const NAMES: [&str; 2] = ["name_", "other_"];

impl World {
    /// Loads the built-in tables and those of a folder laid over them. A row whose id stands in a table before
    /// takes its place.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut world = Self::default();
        for code in tables.languages() {
            if let Some(table) = tables.language_table(&code, "affixes.tsv")? {
                let affixes = table.rows().iter().flat_map(|row| row.list("affix"));
                world.affixes.extend(affixes.map(str::to_owned));
            }
            if let Some(table) = tables.language_table(&code, "words.tsv")? {
                let of = |kind: &'static str| {
                    let rows = table.rows().iter().filter(move |row| row.get("kind") == kind);
                    rows.flat_map(|row| row.list("form")).map(str::to_owned)
                };
                world.articles.extend(of("definite"));
                world.family_articles.extend(of("family-article"));
            }
            if let Some(table) = tables.language_table(&code, "sounds.tsv")? {
                world.sounds.take(&table)?;
            }
            if let Some(table) = tables.language_table(&code, "sectors.tsv")? {
                for row in table.rows() {
                    let sector = row.required("sector")?;
                    world.sectors.extend(row.list("word").map(|word| (word.to_owned(), sector.to_owned())));
                }
            }
        }
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
        if kind == Kind::Person {
            let given = names.iter().filter_map(|(_, name)| name.split(' ').next());
            self.given.extend(given.map(folded));
        }
        let offices = row.list("offices").map(|office| Office::parse(row, office)).collect::<Result<_>>()?;
        let state = (!state.is_empty()).then(|| state.to_owned());
        let filled = |column: &str| Some(row.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let sector = filled("sector").or_else(|| match kind {
            Kind::State => Some(GOVERNMENT.to_owned()),
            Kind::Outlet => Some("media".to_owned()),
            Kind::Person | Kind::Organisation | Kind::Place => None,
        });
        if kind == Kind::Outlet {
            let press = Press { language: row.get("language").to_owned(), agency: row.get("kind") == AGENCY };
            self.press.insert(id.clone(), press);
        }
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
                for name in row.list(&column) {
                    add(&mut self.names, name, place);
                    if kind == Kind::Person {
                        shorter(name).for_each(|name| add(&mut self.shorter, &name, place));
                    }
                    if let Some(body) = self.behind_state(name, place) {
                        add(&mut self.bodies, body, place);
                    }
                }
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

    /// The name of a body behind that of its state or people: “Foreign Ministry” of “Norwegian Foreign Ministry”.
    fn behind_state<'n>(&self, name: &'n str, place: usize) -> Option<&'n str> {
        let actor = &self.actors[place];
        let own = |state: usize| self.actors[state].state == actor.state;
        let owner = |(at, _): (usize, &str)| {
            let whole = &name[..at];
            let cuts = whole.char_indices().filter(|(cut, _)| self.affixes.contains(&whole[*cut..]));
            let mut owners = std::iter::once(whole).chain(cuts.map(|(cut, _)| &whole[..cut]));
            let state = |owner: &str| self.sign(owner).or_else(|| self.called(owner).map(|(state, _)| state));
            let state = owners.find_map(state)?;
            own(state).then(|| name[at..].trim_start())
        };
        let body = actor.kind == Kind::Organisation && actor.state.is_some();
        name.match_indices(' ').filter(|_| body).find_map(owner)
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
}

/// A name of three words and more without one of those before the last: “Burwell B. Bell”, “Syed Hamid Albar”.
fn shorter(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split(' ').collect();
    let left_out = if words.len() > 2 { 0..words.len() - 1 } else { 0..0 };
    left_out.map(move |place| [&words[..place], &words[place + 1..]].concat().join(" "))
}

fn add(map: &mut HashMap<String, Vec<usize>>, name: &str, place: usize) {
    let places = map.entry(folded(name)).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}
