//! What the rows of one document share, and the walk over rows, a document at a time.

use std::sync::Arc;

use avviso_record::Record;
use rusqlite::{Connection, Row};

use super::search::query_error;
use super::{Conditions, current_row};
use crate::correction::{Laid, lay_over};
use crate::{Corrected, DocumentRow, Error, Result, Store, recorded};

/// What the statements or events of one document share.
pub(crate) struct Context {
    pub(crate) id: String,
    pub(crate) row: Arc<DocumentRow>,
    pub(crate) text: String,
    pub(crate) record: Record,
    pub(crate) laid: Laid,
}

/// How much of a record the rows need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Statements,
    Whole,
}

/// A question whose rows begin with the id of their document, those of a document together.
pub(crate) struct Question {
    pub(crate) sql: String,
    pub(crate) conditions: Conditions,
    pub(crate) limit: Option<u32>,
    pub(crate) part: Part,
    pub(crate) corrected: Corrected,
}

impl Store {
    /// Hands on what `make` makes of each row; what it makes nothing of does not count towards the limit.
    pub(crate) fn walk<T, E: From<Error>>(
        &self,
        question: Result<Question>,
        make: impl Fn(&Row<'_>, &Context) -> Result<Option<T>>,
        mut each: impl FnMut(T) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let of = |error: Error| E::from(error.of(&self.path));
        let asked = question.map_err(of)?;
        let mut statement = self.connection.prepare_cached(&asked.sql).map_err(|error| of(error.into()))?;
        let mut rows = statement.query(asked.conditions.values()).map_err(|error| of(query_error(error)))?;
        let mut context: Option<Context> = None;
        let mut left = asked.limit.unwrap_or(u32::MAX);
        while left > 0 {
            let Some(row) = rows.next().map_err(|error| of(query_error(error)))? else { break };
            let made = (|| {
                let id: String = row.get(0)?;
                let context = match context.take() {
                    Some(known) if known.id == id => context.insert(known),
                    _ => context.insert(Context::new(&self.connection, id, &asked)?),
                };
                make(row, context)
            })();
            if let Some(made) = made.map_err(of)? {
                left -= 1;
                each(made)?;
            }
        }
        Ok(())
    }
}

impl Context {
    fn new(connection: &Connection, id: String, asked: &Question) -> Result<Self> {
        let row = current_row(connection, &id)?;
        let (reading, text) = connection
            .prepare_cached(
                "SELECT r.id, r.text FROM document d JOIN reading r ON r.id = d.current WHERE d.id = ?",
            )?
            .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let record = match asked.part {
            Part::Statements => {
                Record { statements: recorded::statements(connection, reading)?, ..Record::default() }
            }
            Part::Whole => recorded::whole(connection, reading)?,
        };
        let laid = match asked.corrected {
            Corrected::No => Laid::default(),
            Corrected::Yes => lay_over(connection, &id)?,
        };
        Ok(Self { id, row: Arc::new(row), text, record, laid })
    }
}
