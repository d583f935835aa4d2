//! The names of states, peoples, capitals and bodies, so that a noun phrase is known to mean somebody.

use std::collections::HashSet;

use avviso_tables::{Result, Row, Tables};

/// Columns of the world's tables that hold names in a language, without its code.
const COLUMNS: [&str; 7] = ["name", "other", "demonym", "people", "seat", "capital", "short"];

/// The longest name of a state in a compound, in characters.
const LONGEST_SIGN: usize = 8;

/// What a table of the world names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    State,
    Place,
    Body,
}

/// Names of the world, as they are written. Who bears them is not asked here.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    states: HashSet<String>,
    /// Capitals, seats and other places, which are among the states, too.
    places: HashSet<String>,
    /// What states are called in compounds, and the names of those that have no sign.
    signs: HashSet<String>,
    bodies: HashSet<String>,
    /// What may stand behind a name within its word.
    affixes: HashSet<String>,
}

impl Gazetteer {
    pub(crate) fn load(tables: &Tables) -> Result<Self> {
        let mut gazetteer = Self::default();
        let languages = tables.languages();
        for (file, kind) in
            [("states.tsv", Kind::State), ("places.tsv", Kind::Place), ("organisations.tsv", Kind::Body)]
        {
            let Some(table) = tables.world_table(file)? else { continue };
            for (row, language) in
                table.rows().iter().flat_map(|row| languages.iter().map(move |language| (row, language)))
            {
                gazetteer.take(row, kind, language);
            }
        }
        for language in &languages {
            if let Some(table) = tables.language_table(language, "affixes.tsv")? {
                let affixes = table.rows().iter().flat_map(|row| row.list("affix"));
                gazetteer.affixes.extend(affixes.map(str::to_owned));
            }
        }
        Ok(gazetteer)
    }

    /// Takes the names of a row in a language.
    fn take(&mut self, row: &Row, kind: Kind, language: &str) {
        let names = if kind == Kind::Body { &mut self.bodies } else { &mut self.states };
        for column in COLUMNS {
            let column_of_language = format!("{column}_{language}");
            let all = || row.list(&column_of_language).map(str::to_owned);
            names.extend(all());
            if kind == Kind::Place || matches!(column, "seat" | "capital") {
                self.places.extend(all());
            }
        }
        if kind == Kind::State {
            self.signs.extend(row.list(&format!("short_{language}")).map(str::to_owned));
            // Names in Latin letters are not written together.
            let name = row.get(&format!("name_{language}"));
            self.signs.extend((!name.is_ascii()).then(|| name.to_owned()));
        }
    }

    /// Whether it names a state, its people or its seat.
    pub(crate) fn is_state(&self, name: &str) -> bool {
        let begins = |(cut, _): (usize, char)| {
            self.states.contains(&name[..cut]) && self.affixes.contains(&name[cut..])
        };
        self.states.contains(name) || name.char_indices().skip(2).any(begins)
    }

    /// Whether it is the sign of a state, or its name, as compounds have them.
    pub(crate) fn is_sign(&self, text: &str) -> bool {
        self.signs.contains(text)
    }

    /// Whether it names a place within a state.
    pub(crate) fn is_place(&self, name: &str) -> bool {
        self.places.contains(name)
    }

    /// The states of a compound of their signs or names, such as 한미일 or 미·일·필리핀; none if it is no such.
    pub(crate) fn members(&self, text: &str) -> Vec<std::ops::Range<u32>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let rest = &text[at..];
            if let Some(sign) = rest.chars().next().filter(|char| !char.is_alphanumeric()) {
                at += sign.len_utf8();
                continue;
            }
            let ends = rest.char_indices().map(|(place, char)| place + char.len_utf8());
            let longest = ends.take(LONGEST_SIGN).filter(|end| self.signs.contains(&rest[..*end])).last();
            let Some(end) = longest else { break };
            found.push(at as u32..(at + end) as u32);
            at += end;
        }
        if found.len() < 2 || at < text.len() { self.divided(text) } else { found }
    }

    /// The states and bodies of a compound with dashes, such as U.S.-Japan or Seoul-Tokyo; none if it is no such.
    pub(crate) fn divided(&self, text: &str) -> Vec<std::ops::Range<u32>> {
        // Guinea-Bissau is one.
        if self.knows(text) {
            return Vec::new();
        }
        let mut parts = Vec::new();
        let mut at = 0;
        for part in text.split_inclusive(['-', '–', '/']) {
            let start = at;
            at += part.len();
            let part = part.trim_end_matches(['-', '–', '/']);
            if !self.states.contains(part) && !self.bodies.contains(part) {
                return Vec::new();
            }
            parts.push(start as u32..(start + part.len()) as u32);
        }
        if parts.len() < 2 { Vec::new() } else { parts }
    }

    /// Whether it names a body.
    pub(crate) fn is_body(&self, name: &str) -> bool {
        self.bodies.contains(name)
    }

    /// Whether it names a state or a body.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.is_state(name) || self.bodies.contains(name)
    }
}
