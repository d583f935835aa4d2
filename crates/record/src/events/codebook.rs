//! The types, modes and contexts of events that there are.

use avviso_tables::{Result, Row, Tables};

/// Which modes and contexts the codebook knows.
pub(super) struct Codebook {
    /// What it is, its name, and the type that it is of.
    known: Vec<(String, String, String)>,
}

impl Codebook {
    pub(super) fn load(tables: &Tables) -> Result<Self> {
        let mut known = Vec::new();
        if let Some(table) = tables.world_table("events.tsv")? {
            for row in table.rows() {
                let cell = |column| row.get(column).to_owned();
                known.push((cell("kind"), cell("name"), cell("of")));
            }
        }
        Ok(Self { known })
    }

    /// Refuses a row whose mode or contexts are none of the codebook's.
    pub(super) fn check(&self, row: &Row, kind: &str, mode: Option<&str>, contexts: &[String]) -> Result<()> {
        let known = |what: &str, name: &str, of: &str| {
            self.known
                .iter()
                .any(|entry| entry.0 == what && entry.1 == name && (of.is_empty() || entry.2 == of))
        };
        if let Some(mode) = mode.filter(|mode| !known("mode", mode, kind)) {
            return Err(row.error(format!("{kind} has no mode “{mode}” in world/events.tsv")));
        }
        match contexts.iter().find(|context| !known("context", context, "")) {
            Some(context) => Err(row.error(format!("there is no context “{context}” in world/events.tsv"))),
            None => Ok(()),
        }
    }
}
