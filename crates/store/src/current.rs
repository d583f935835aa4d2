//! Which reading of a document is the current one, and what is indexed for it.

use rusqlite::{Connection, OptionalExtension};

use crate::recorded::unpack;
use crate::{Result, Terms};

/// What of a reading has rows and terms of its own.
const PARTS: [&str; 2] = ["statement", "event"];

/// Chooses the current reading of a document: of the last revision, the reading of the last run.
///
/// Revisions are ordered by when they were fetched (else by when their run began), then by hash and
/// place: never by which thread was first. Returns whether there is a reading at all.
pub(crate) fn choose(connection: &Connection, document: &str) -> Result<bool> {
    let newest: Option<i64> = connection
        .prepare_cached(
            "SELECT reading.id FROM capture JOIN reading ON reading.capture = capture.id WHERE capture.document = ?
             ORDER BY capture.moment DESC, capture.hash DESC, capture.place DESC, reading.run DESC, reading.reader DESC LIMIT 1",
        )?
        .query_row([document], |row| row.get(0))
        .optional()?;
    let current: Option<i64> = connection
        .prepare_cached("SELECT current FROM document WHERE id = ?")?
        .query_row([document], |row| row.get(0))?;
    if newest != current {
        if let Some(current) = current {
            unindex(connection, current)?;
        }
        connection
            .prepare_cached("UPDATE document SET current = ? WHERE id = ?")?
            .execute((newest, document))?;
        if let Some(newest) = newest {
            index(connection, newest)?;
        }
    }
    Ok(newest.is_some())
}

/// The terms under which a reading is found.
pub(crate) fn terms(connection: &Connection, reading: i64) -> Result<Terms> {
    let packed: Vec<u8> = connection
        .prepare_cached("SELECT terms FROM reading WHERE id = ?")?
        .query_row([reading], |row| row.get(0))?;
    unpack(&packed)
}

fn index(connection: &Connection, reading: i64) -> Result<()> {
    let terms = terms(connection, reading)?;
    connection
        .prepare_cached("INSERT INTO document_terms (rowid, terms) VALUES (?, ?)")?
        .execute((reading, terms.paragraphs.join("\n")))?;
    for (rows, own) in PARTS.into_iter().zip([&terms.statements, &terms.events]) {
        let mut ids =
            connection.prepare_cached(&format!("SELECT id, n FROM {rows} WHERE reading = ? ORDER BY n"))?;
        let mut insert =
            connection.prepare_cached(&format!("INSERT INTO {rows}_terms (rowid, terms) VALUES (?, ?)"))?;
        let mut ids = ids.query([reading])?;
        while let Some(row) = ids.next()? {
            let (id, n): (i64, i64) = (row.get(0)?, row.get(1)?);
            let own = usize::try_from(n).ok().and_then(|n| own.get(n));
            insert.execute((id, own.map(String::as_str).unwrap_or_default()))?;
        }
    }
    Ok(())
}

pub(crate) fn unindex(connection: &Connection, reading: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM document_terms WHERE rowid = ?")?.execute([reading])?;
    for rows in PARTS {
        let sql =
            format!("DELETE FROM {rows}_terms WHERE rowid IN (SELECT id FROM {rows} WHERE reading = ?)");
        connection.prepare_cached(&sql)?.execute([reading])?;
    }
    Ok(())
}
