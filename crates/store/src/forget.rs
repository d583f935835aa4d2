//! A takedown: all of a document goes, from free pages and the log too; a tombstone stays.

use rusqlite::{Connection, Transaction};

use crate::identity::{place_hash, place_of};
use crate::query::resolve;
use crate::run::now;
use crate::{Error, ErrorKind, Result, Store, current};

/// What a takedown removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The id that the document had.
    pub document: String,
    /// Captures.
    pub captures: usize,
    /// Readings.
    pub readings: usize,
    /// Statements.
    pub statements: usize,
    /// Events.
    pub events: usize,
}

impl Store {
    /// Takes a document down; see [`resolve`](Self::resolve) for how it may be named.
    ///
    /// Returns when the file holds nothing of it any more. If another process keeps the corpus busy,
    /// the document is gone for every question, but pages that are still in use may hold some of
    /// its text: that is an error, and forgetting the same id again finishes the work.
    pub fn forget(&mut self, wanted: &str, reason: &str) -> Result<Forgotten> {
        let forgotten = self.changing(|tx| match resolve(tx, wanted) {
            Ok(id) => remove(tx, &id, reason),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let mut known = tx.prepare("SELECT 1 FROM tombstone WHERE document = upper(?)")?;
                if known.exists([wanted])? {
                    Ok(Forgotten { document: wanted.to_uppercase(), ..Forgotten::default() })
                } else {
                    Err(error)
                }
            }
            Err(error) => Err(error),
        })?;
        self.asking(erase)?;
        Ok(forgotten)
    }
}

fn remove(tx: &Transaction<'_>, id: &str, reason: &str) -> Result<Forgotten> {
    let mut names: Vec<String> = Vec::new();
    let mut places = tx.prepare(
        "SELECT place_kind, place, '' FROM document WHERE id = ?1 UNION SELECT place_kind, place, shown FROM capture WHERE document = ?1",
    )?;
    let mut rows = places.query([id])?;
    while let Some(row) = rows.next()? {
        let (kind, place, shown): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tx.execute(
            "INSERT INTO tombstone (place_hash, document, made, reason) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET made = excluded.made, reason = excluded.reason",
            (place_hash(&place_of(&kind, place.clone())), id, now(), reason),
        )?;
        names.extend([place, shown]);
    }
    let mut urls = tx.prepare("SELECT url FROM reading WHERE url IS NOT NULL AND capture IN (SELECT id FROM capture WHERE document = ?)")?;
    for url in urls.query_map([id], |row| row.get(0))? {
        names.push(url?);
    }
    names.retain(|name| !name.is_empty());
    for name in &names {
        tx.execute("DELETE FROM problem WHERE place = ?", [name])?;
        // What was typed may be the address itself.
        tx.execute(
            "UPDATE run SET arguments = replace(arguments, ?1, '\"(taken down)\"') WHERE instr(arguments, ?1) > 0",
            [serde_json::to_string(name)?],
        )?;
    }
    let readings: Vec<i64> = tx
        .prepare("SELECT id FROM reading WHERE capture IN (SELECT id FROM capture WHERE document = ?)")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.execute("UPDATE document SET current = NULL WHERE id = ?", [id])?;
    let (mut statements, mut events) = (0, 0);
    for reading in &readings {
        current::unindex(tx, *reading)?;
        statements += tx.execute("DELETE FROM statement WHERE reading = ?", [reading])?;
        events += tx.execute("DELETE FROM event WHERE reading = ?", [reading])?;
        tx.execute("DELETE FROM reading WHERE id = ?", [reading])?;
    }
    let captures = tx.execute("DELETE FROM capture WHERE document = ?", [id])?;
    tx.execute("DELETE FROM problem WHERE document = ?", [id])?;
    tx.execute("DELETE FROM correction WHERE document = ?", [id])?;
    tx.execute("DELETE FROM document WHERE id = ?", [id])?;
    Ok(Forgotten { document: id.to_owned(), captures, readings: readings.len(), statements, events })
}

/// Rewrites the indexes, which keep deleted entries until segments are merged, and the file.
fn erase(connection: &Connection) -> Result<()> {
    for table in ["document_terms", "statement_terms", "event_terms"] {
        connection.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
    }
    connection.execute_batch("VACUUM")?;
    let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        return Err(Error::new(
            ErrorKind::Busy,
            "the document is gone, but another process still uses pages that held it",
        )
        .with_remedy("when that process has finished, forget the same id again"));
    }
    Ok(())
}
