//! From whatever version a corpus has to the current one.

use rusqlite::{Connection, TransactionBehavior};

use crate::schema::{APPLICATION_ID, MIGRATIONS};
use crate::{Error, ErrorKind, Result};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing in it yet.
    Empty,
    /// A corpus of an older version.
    Older,
    /// A corpus of this version.
    Current,
}

/// Tells what a file is; what is not a corpus, or from a newer version, is an error.
pub(crate) fn state(connection: &Connection) -> Result<State> {
    // One transaction, so that another process that makes the corpus is seen before or after, not half way.
    let free = connection.is_autocommit();
    let _snapshot = free.then(|| connection.unchecked_transaction()).transpose()?;
    let application: i32 = pragma(connection, "application_id")?;
    let version: usize = usize::try_from(pragma(connection, "user_version")?).unwrap_or_default();
    if application != APPLICATION_ID {
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if application == 0 && version == 0 && tables == 0 {
            return Ok(State::Empty);
        }
        return Err(Error::new(ErrorKind::NotCorpus, "is the database of another program, not a corpus")
            .with_remedy("name another file with --corpus"));
    }
    if version > MIGRATIONS.len() {
        let message = format!(
            "was made by a newer version of avviso (corpus version {version}, known here: {})",
            MIGRATIONS.len()
        );
        return Err(Error::new(ErrorKind::Newer, message)
            .with_remedy("update avviso, or name another corpus with --corpus"));
    }
    Ok(if version == MIGRATIONS.len() { State::Current } else { State::Older })
}

/// Makes or brings up to date all tables, in one transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    if state(connection)? == State::Current {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited for the lock.
    if state(&tx)? != State::Current {
        let version: usize = usize::try_from(pragma(&tx, "user_version")?).unwrap_or_default();
        for step in MIGRATIONS.iter().skip(version) {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX))?;
    }
    tx.commit()?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i32> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
