//! Which reading of a document is the current one, and what is indexed for it.

use rusqlite::{Connection, OptionalExtension};

use crate::{Result, Terms};

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
    Ok(serde_json::from_reader(zstd::stream::Decoder::new(packed.as_slice())?)?)
}

fn index(connection: &Connection, reading: i64) -> Result<()> {
    let terms = terms(connection, reading)?;
    connection
        .prepare_cached("INSERT INTO document_terms (rowid, terms) VALUES (?, ?)")?
        .execute((reading, terms.paragraphs.join("\n")))?;
    let mut statements =
        connection.prepare_cached("SELECT id, n FROM statement WHERE reading = ? ORDER BY n")?;
    let mut insert = connection.prepare_cached("INSERT INTO statement_terms (rowid, terms) VALUES (?, ?)")?;
    let mut rows = statements.query([reading])?;
    while let Some(row) = rows.next()? {
        let (id, n): (i64, i64) = (row.get(0)?, row.get(1)?);
        let own = usize::try_from(n).ok().and_then(|n| terms.statements.get(n));
        insert.execute((id, own.map(String::as_str).unwrap_or_default()))?;
    }
    Ok(())
}

pub(crate) fn unindex(connection: &Connection, reading: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM document_terms WHERE rowid = ?")?.execute([reading])?;
    connection
        .prepare_cached(
            "DELETE FROM statement_terms WHERE rowid IN (SELECT id FROM statement WHERE reading = ?)",
        )?
        .execute([reading])?;
    Ok(())
}
