//! What is read already, asked by many threads.

use std::sync::{Mutex, PoisonError};

use avviso_read::{Capture, Place, Problem, ProblemKind};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use crate::identity::place_hash;
use crate::{ReaderVersion, Result, Store};

/// What a server may be asked with, so that it sends a page only if it has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` of the last capture.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last capture.
    pub last_modified: Option<String>,
}

/// Answers, for one version of the reader, what need not be read. Shared by threads.
#[derive(Debug)]
pub struct Known {
    store: Mutex<Store>,
    reader: ReaderVersion,
}

impl Known {
    pub(crate) fn new(store: Store, reader: ReaderVersion) -> Self {
        Self { store: Mutex::new(store), reader }
    }

    /// Whether this capture was read by this version of the reader.
    pub fn is_read(&self, capture: &Capture) -> Result<bool> {
        self.is_read_by_hash(&capture.place, &capture.hash())
    }

    /// The same, for who has the hash already.
    pub fn is_read_by_hash(&self, place: &Place, hash: &str) -> Result<bool> {
        self.ask(|store| store.is_read(place, hash, &self.reader))
    }

    /// Why a place must not be read: it was taken down.
    pub fn tombstone(&self, place: &Place) -> Result<Option<Problem>> {
        self.ask(|store| store.tombstone(place))
    }

    /// What the server of a page may be asked with.
    pub fn validators(&self, url: &str) -> Result<Validators> {
        self.ask(|store| store.validators(url))
    }

    fn ask<T>(&self, ask: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        // A panic in another thread leaves nothing half done: this connection only reads.
        ask(&self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store {
    /// Whether a capture, by where it was found and its hash, was read by one version of the reader.
    pub fn is_read(&self, place: &Place, capture_hash: &str, reader: &ReaderVersion) -> Result<bool> {
        self.asking(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT 1 FROM capture JOIN reading ON reading.capture = capture.id
                 WHERE capture.place_hash = ? AND capture.hash = ? AND reading.reader = ?",
            )?;
            Ok(statement.exists((place_hash(place), capture_hash, &reader.0))?)
        })
    }

    /// Why a place must not be read: it was taken down.
    pub fn tombstone(&self, place: &Place) -> Result<Option<Problem>> {
        self.asking(|connection| {
            tombstone(connection, &[place_hash(place)], crate::identity::place_parts(place).1)
        })
    }

    /// What the server of a page may be asked with: from the last capture of that URL.
    pub fn validators(&self, url: &str) -> Result<Validators> {
        self.asking(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT headers FROM capture WHERE place_hash = ? ORDER BY moment DESC, hash DESC LIMIT 1",
            )?;
            let headers: Option<String> = statement
                .query_row([place_hash(&Place::Url(url.to_owned()))], |row| row.get(0))
                .optional()?;
            let headers: Vec<(String, String)> =
                headers.map(|headers| serde_json::from_str(&headers)).transpose()?.unwrap_or_default();
            let named =
                |name| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            Ok(Validators { etag: named("etag"), last_modified: named("last-modified") })
        })
    }
}

/// The problem of reading again what was taken down, at any of some places.
pub(crate) fn tombstone(
    connection: &Connection,
    places: &[[u8; 32]],
    shown: &str,
) -> Result<Option<Problem>> {
    let mut statement =
        connection.prepare_cached("SELECT made, reason FROM tombstone WHERE place_hash = ?")?;
    for place in places {
        let found: Option<(i64, String)> =
            statement.query_row([place], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((made, reason)) = found else { continue };
        let day = Timestamp::from_microsecond(made)
            .map(|made| made.strftime("%Y-%m-%d").to_string())
            .unwrap_or_default();
        let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        return Ok(Some(
            Problem::new(ProblemKind::Refused, shown, format!("was taken down on {day}{because}"))
                .with_remedy("read it all the same with --despite-tombstone"),
        ));
    }
    Ok(None)
}
