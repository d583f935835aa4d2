//! The actor dictionaries of CAMEO (Schrodt 2012), as TABARI and PETRARCH read them, to rows of the world's tables.
//!
//! An entry is a name in capitals with `_` for blanks, its synonyms behind `+`, and one code in brackets or several,
//! each with the days from, until or between which it holds: `[BLRGOV >19940720]`. What stands behind `;` or `#` is
//! a comment.

use std::collections::BTreeMap;

use avviso_tables::{Result, Tables};

/// What a role code means.
#[derive(Debug, Clone)]
struct Role {
    sector: String,
    kind: String,
    plover: String,
}

/// The codes of roles, and those of states.
#[derive(Debug)]
pub struct Codes {
    roles: BTreeMap<String, Role>,
    states: Vec<String>,
}

/// One entry of a dictionary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    names: Vec<String>,
    /// Each code with the first and the last day on which it holds, empty if not said.
    codes: Vec<(String, String, String)>,
}

/// Rows made of a dictionary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines of `organisations.tsv`, its header first.
    pub organisations: Vec<String>,
    /// Lines of `persons.tsv`, its header first.
    pub persons: Vec<String>,
    /// Entries that became no row, each with its line and why.
    pub skipped: Vec<(usize, String)>,
}

impl Codes {
    /// Reads `cameo.tsv` and the codes of `states.tsv`.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut codes = Self { roles: BTreeMap::new(), states: Vec::new() };
        if let Some(table) = tables.world_table("cameo.tsv")? {
            for row in table.rows() {
                let [sector, kind, plover] =
                    ["sector", "kind", "plover"].map(|cell| row.get(cell).to_owned());
                codes.roles.insert(row.required("code")?.to_owned(), Role { sector, kind, plover });
            }
        }
        if let Some(table) = tables.world_table("states.tsv")? {
            let ids = table.rows().iter().filter_map(|row| row.get("id").strip_prefix("state:"));
            codes.states = ids.map(str::to_owned).collect();
        }
        Ok(codes)
    }

    /// The state and the role of a code: `BLRGOV` is of Belarus and of its government.
    fn read(&self, code: &str) -> Option<(String, Option<&Role>)> {
        let parts: Vec<&str> = (0..code.len()).step_by(3).filter_map(|at| code.get(at..at + 3)).collect();
        let (first, rest) = parts.split_first()?;
        if self.states.iter().any(|state| state == first) {
            return Some(((*first).to_owned(), rest.iter().find_map(|part| self.roles.get(*part))));
        }
        let role = self.roles.get(*first)?;
        Some((String::new(), Some(role)))
    }

    /// The rows of a dictionary. Whoever has codes of certain times is taken for a person.
    pub fn import(&self, text: &str) -> Imported {
        let mut imported = Imported {
            organisations: vec!["id\tname_en\tother_en\tkind\tstate\tcode\tsector".to_owned()],
            persons: vec!["id\tname_en\tother_en\tstate\tsector".to_owned()],
            skipped: Vec::new(),
        };
        for (line, entry) in entries(text) {
            if let Err(why) = self.row(&entry, &mut imported) {
                imported.skipped.push((line, why));
            }
        }
        imported
    }

    fn row(&self, entry: &Entry, imported: &mut Imported) -> std::result::Result<(), String> {
        let (name, others) = entry.names.split_first().ok_or("has no name")?;
        // The code that holds last.
        let (code, ..) = entry.codes.iter().max_by_key(|(_, since, _)| since.clone()).ok_or("has no code")?;
        let (state, role) = self
            .read(code)
            .ok_or_else(|| format!("“{code}” begins with no state and no role that is known"))?;
        let sector = role.map_or("", |role| role.sector.as_str());
        let slug: String =
            name.to_lowercase().chars().map(|char| if char.is_alphanumeric() { char } else { '-' }).collect();
        let others = others.join("|");
        if entry.codes.iter().any(|(_, since, until)| !since.is_empty() || !until.is_empty()) {
            imported.persons.push(format!("person:cameo-{slug}\t{name}\t{others}\t{state}\t{sector}"));
            return Ok(());
        }
        let plover =
            role.map(|role| role.plover.as_str()).filter(|code| state.is_empty() && !code.is_empty());
        let (kind, code) = (role.map_or("", |role| role.kind.as_str()), plover.unwrap_or(&state));
        let row = format!("org:cameo-{slug}\t{name}\t{others}\t{kind}\t{state}\t{code}\t{sector}");
        imported.organisations.push(row);
        Ok(())
    }
}

/// The entries of a dictionary, each with the number of its first line.
fn entries(text: &str) -> Vec<(usize, Entry)> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split([';', '#']).next().unwrap_or("");
        let (name, codes) = line.split_at(line.find('[').unwrap_or(line.len()));
        let (name, synonym) = match name.trim().strip_prefix('+') {
            Some(name) => (name.trim(), true),
            None => (name.trim(), false),
        };
        if !name.is_empty() && !synonym {
            entries.push((number + 1, Entry::default()));
        }
        let Some((_, entry)) = entries.last_mut() else { continue };
        if !name.is_empty() {
            let name = readable(name);
            if !entry.names.contains(&name) {
                entry.names.push(name);
            }
        }
        entry.codes.extend(codes.split('[').skip(1).filter_map(|code| dated(code.split(']').next()?)));
    }
    entries
}

/// `ALEKSANDR_LUKASHENKO_` as it is written in texts; short words in capitals without a blank stay abbreviations.
fn readable(name: &str) -> String {
    let words: Vec<&str> = name.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| {
        if words.len() == 1 && word.len() <= 4 {
            return (*word).to_owned();
        }
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        first + &chars.as_str().to_lowercase()
    };
    words.iter().map(capital).collect::<Vec<_>>().join(" ")
}

/// `BLRGOV >19940720`: a code with the first and the last day on which it holds.
fn dated(text: &str) -> Option<(String, String, String)> {
    let mut parts = text.split_whitespace();
    let code = parts.next()?.to_owned();
    let day = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match digits.len() {
            8 => digits,
            // Two digits are a year of the last century, or of this one.
            6 if digits.as_str() < "30" => format!("20{digits}"),
            6 => format!("19{digits}"),
            _ => String::new(),
        }
    };
    let (mut since, mut until) = (String::new(), String::new());
    for part in parts {
        match (part.strip_prefix('>'), part.strip_prefix('<'), part.split_once('-')) {
            (Some(first), ..) => since = day(first),
            (_, Some(last), _) => until = day(last),
            (_, _, Some((first, last))) => (since, until) = (day(first), day(last)),
            _ => {}
        }
    }
    Some((code, since, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(text: &str) -> Imported {
        Codes::load(&Tables::built_in()).unwrap().import(text)
    }

    #[test]
    fn persons_have_dates_and_bodies_have_none() {
        let text = "; a dictionary\nIDA_LUND_ ; invented\n\t[NORGOV >20010301]\n\t[NOROPP <010301]\n+MINISTER_LUND_\n\
                    HAVN_UNION_  [NORLAB]\n";
        let imported = import(text);
        assert_eq!(imported.persons[1], "person:cameo-ida-lund\tIda Lund\tMinister Lund\tNOR\tgovernment");
        assert_eq!(imported.organisations[1], "org:cameo-havn-union\tHavn Union\t\tunion\tNOR\tNOR\tlabour");
        assert_eq!(imported.skipped, []);
    }

    #[test]
    fn what_has_no_state_is_coded_by_its_role() {
        let imported = import("FOUR_WINDS_LEAGUE_ [IGO]\nOWL_ [NGO]\n");
        assert!(imported.organisations[1].ends_with("international\t\tIGO\tinternational"));
        assert!(imported.organisations[2].starts_with("org:cameo-owl\tOWL\t"));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let imported = import("NOBODY_ [QQQ]\nNO_CODE_\n");
        assert_eq!(imported.skipped.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
    }
}
