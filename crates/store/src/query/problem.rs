//! What could not be read.

use avviso_read::{Problem, ProblemKind};

use super::Conditions;
use crate::prepared::word;
use crate::{Error, Result, RunId, Store};

/// Which problems.
#[derive(Debug, Clone, Default)]
pub struct ProblemFilter {
    /// Of this kind.
    pub kind: Option<ProblemKind>,
    /// Of this run.
    pub run: Option<RunId>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// One problem in the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// The document, if it could be read in spite of it.
    pub document: Option<String>,
    /// The run that last saw it.
    pub run: RunId,
    /// What happened, where, and what can be done.
    pub problem: Problem,
}

impl Store {
    /// The problems that a filter lets through, by place, line and kind.
    pub fn problems(&self, filter: &ProblemFilter) -> Result<Vec<ProblemRow>> {
        let mut rows = Vec::new();
        self.for_each_problem(filter, |row| {
            rows.push(row);
            Ok::<_, Error>(())
        })?;
        Ok(rows)
    }

    /// Hands on each problem that a filter lets through, one at a time.
    pub fn for_each_problem<E: From<Error>>(
        &self,
        filter: &ProblemFilter,
        mut each: impl FnMut(ProblemRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let of = |error: Error| error.of(&self.path);
        let mut conditions = Conditions::default();
        conditions.add("kind = ?", filter.kind.map(|kind| word(&kind)).transpose().map_err(of)?);
        conditions.add("run = ?", filter.run.map(|run| run.0));
        let sql = format!(
            "SELECT document, run, kind, place, line, message, remedy FROM problem WHERE 1 {}
             ORDER BY place, line, kind, message LIMIT {}",
            conditions.text(),
            filter.limit.map_or(-1, i64::from),
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(|error| of(error.into()))?;
        let mut rows = statement.query(conditions.values()).map_err(|error| of(error.into()))?;
        while let Some(row) = rows.next().map_err(|error| of(error.into()))? {
            each(problem_row(row).map_err(of)?)?;
        }
        Ok(())
    }
}

fn problem_row(row: &rusqlite::Row<'_>) -> Result<ProblemRow> {
    let kind: String = row.get(2)?;
    let line: i64 = row.get(4)?;
    Ok(ProblemRow {
        document: row.get(0)?,
        run: RunId(row.get(1)?),
        problem: Problem {
            kind: serde_json::from_value(serde_json::Value::String(kind))?,
            place: row.get(3)?,
            line: u64::try_from(line).ok().filter(|&line| line > 0),
            message: row.get(5)?,
            remedy: row.get(6)?,
        },
    })
}
