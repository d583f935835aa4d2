//! The record of a reading in its tables: a row a statement, a row an event, and all else as one piece of JSON.

use avviso_record::{Event, Record, Statement};
use rusqlite::{Connection, Transaction};
use serde::de::DeserializeOwned;

use crate::Result;
use crate::event::EventColumns;
use crate::prepared::StatementColumns;

/// What of a record has no row of its own.
pub(crate) fn rest(record: &Record) -> Record {
    let mut rest = record.clone();
    rest.statements.clear();
    rest.events.clear();
    rest
}

/// The statements of a reading, in their order.
pub(crate) fn statements(connection: &Connection, reading: i64) -> Result<Vec<Statement>> {
    details(connection, "SELECT detail FROM statement WHERE reading = ? ORDER BY n", reading)
}

/// The whole record of a reading; of one by a version that kept only statements, these.
pub(crate) fn whole(connection: &Connection, reading: i64) -> Result<Record> {
    let events: Vec<Event> =
        details(connection, "SELECT detail FROM event WHERE reading = ? ORDER BY n", reading)?;
    let statements = statements(connection, reading)?;
    let packed: Option<Vec<u8>> = connection
        .prepare_cached("SELECT record FROM reading WHERE id = ?")?
        .query_row([reading], |row| row.get(0))?;
    let rest = packed.as_deref().map(unpack::<Record>).transpose()?.unwrap_or_default();
    Ok(Record { statements, events, ..rest })
}

/// JSON that was compressed.
pub(crate) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T> {
    Ok(serde_json::from_reader(zstd::stream::Decoder::new(packed)?)?)
}

fn details<T: DeserializeOwned>(connection: &Connection, sql: &str, reading: i64) -> Result<Vec<T>> {
    let mut details = connection.prepare_cached(sql)?;
    let rows =
        details.query_and_then([reading], |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?))?;
    rows.collect()
}

pub(crate) fn put_statement(
    tx: &Transaction<'_>,
    reading: i64,
    n: usize,
    statement: &StatementColumns,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO statement (reading, n, anchor, language, speaker, speaker_actor, addressee, via, mode, certainty, detail)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        reading,
        i64::try_from(n).unwrap_or(i64::MAX),
        &statement.anchor,
        &statement.language,
        &statement.speaker,
        &statement.speaker_actor,
        &statement.addressee,
        &statement.via,
        &statement.mode,
        &statement.certainty,
        &statement.detail,
    ))?;
    Ok(())
}

pub(crate) fn put_event(tx: &Transaction<'_>, reading: i64, n: usize, event: &EventColumns) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO event (reading, n, language, type, mode, status, time, statement, actor, recipient, detail)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        reading,
        i64::try_from(n).unwrap_or(i64::MAX),
        &event.language,
        &event.kind,
        &event.mode,
        &event.status,
        &event.time,
        event.statement,
        &event.actor,
        &event.recipient,
        &event.detail,
    ))?;
    let id = tx.last_insert_rowid();
    let mut party = tx.prepare_cached("INSERT INTO event_party (event, role, key) VALUES (?, ?, ?)")?;
    for (role, key) in &event.keys {
        party.execute((id, role, key))?;
    }
    Ok(())
}
