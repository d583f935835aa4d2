//! Opening a corpus.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};

use crate::migrate::{State, migrate, state};
use crate::{Batch, Error, ErrorKind, Known, ReaderVersion, Result, RunId, Tombstones, Writer};

/// How long one process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open corpus. It may be sent to another thread; each thread that asks opens its own.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// Opens a corpus for reading and writing; makes it if there is none, and brings it up to date
    /// if it is older.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        open(path)
            .map(|connection| Self { connection, path: path.to_owned() })
            .map_err(|error| error.of(path))
    }

    /// Opens a corpus to ask it; the file may be write-protected. Nothing is written, but that a corpus of an
    /// older version is brought up to date, if it may be written.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        open_read_only(path)
            .or_else(|error| {
                // Whatever keeps it from being brought up to date: what it is says more.
                if error.kind() == ErrorKind::Older && open(path).is_ok() {
                    return open_read_only(path);
                }
                Err(error)
            })
            .map(|connection| Self { connection, path: path.to_owned() })
            .map_err(|error| error.of(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A writer for one run, with a connection of its own.
    pub fn writer(&self, run: RunId, batch: Batch, tombstones: Tombstones) -> Result<Writer> {
        Writer::new(Self::open(&self.path)?, run, batch, tombstones)
    }

    /// What is read already by one version of the reader; may be shared by threads.
    pub fn known(&self, reader: &ReaderVersion) -> Result<Known> {
        Ok(Known::new(Self::open_read_only(&self.path)?, reader.clone()))
    }

    /// One short transaction that holds the write lock from its start.
    pub(crate) fn changing<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let connection = &mut self.connection;
        let done = (|| {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = change(&tx)?;
            tx.commit()?;
            Ok(value)
        })();
        done.map_err(|error: Error| error.of(&self.path))
    }

    /// Asks, and says which corpus if it fails.
    pub(crate) fn asking<T>(&self, ask: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        ask(&self.connection).map_err(|error| error.of(&self.path))
    }
}

fn open(path: &Path) -> Result<Connection> {
    if path.is_dir() {
        return Err(
            Error::new(ErrorKind::Unavailable, "is a folder").with_remedy("name a file with --corpus")
        );
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(Error::new(ErrorKind::Unavailable, "its folder does not exist")
            .with_remedy("make the folder first"));
    }
    let mut connection = Connection::open(path)?;
    settle(&connection)?;
    // Before anything is changed: what is not ours stays as it is.
    state(&connection)?;
    if connection.is_readonly(MAIN_DB)? {
        return Err(Error::new(ErrorKind::ReadOnly, "can't be written")
            .with_remedy("change its permissions, or name another corpus with --corpus"));
    }
    // The switch to WAL does not wait by itself while another process makes the same switch.
    let begun = Instant::now();
    while let Err(error) =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
    {
        let error = Error::from(error);
        if error.kind() != ErrorKind::Busy || begun.elapsed() > PATIENCE {
            return Err(error);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    // FULL: what is reported as read stays even if the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    migrate(&mut connection)?;
    Ok(connection)
}

fn open_read_only(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(Error::new(ErrorKind::Unavailable, "there is no such corpus")
            .with_remedy("read articles first: avviso read PATHS, or name a corpus with --corpus"));
    }
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    settle(&connection)?;
    let (connection, state) = match state(&connection) {
        // In a folder that can't be written, SQLite can't share memory with writers. If there is no
        // log either, nobody writes, and the file may be read as it lies there.
        Err(error)
            if matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::ReadOnly) && no_log(path) =>
        {
            let connection = immutable(path)?;
            let state = state(&connection)?;
            (connection, state)
        }
        other => (connection, other?),
    };
    match state {
        State::Current => Ok(connection),
        State::Empty => Err(Error::new(ErrorKind::NotCorpus, "is empty")
            .with_remedy("read articles first: avviso read PATHS")),
        State::Older => Err(Error::new(ErrorKind::Older, "was made by an older version of avviso")
            .with_remedy("make it writable, so that it can be brought up to date")),
    }
}

fn settle(connection: &Connection) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn no_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |about| about.len() == 0)
}

fn immutable(path: &Path) -> Result<Connection> {
    let mut address = String::from("file:");
    for &byte in std::path::absolute(path)?.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}"); // into a string: never fails
        }
    }
    address.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(address, flags)?)
}
