//! A run of the program over some inputs.

use avviso_read::Problem;
use jiff::Timestamp;
use serde_json::Value;

use crate::identity::sha256;
use crate::{Result, Store};

/// What a run is, known before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInfo {
    /// The program and its version.
    pub program: String,
    /// A hash over all tables and models in use.
    pub tables: String,
    /// What was typed.
    pub arguments: Vec<String>,
}

impl RunInfo {
    /// The version of the reader: readings by one version are the same.
    pub fn reader(&self) -> ReaderVersion {
        let hash = sha256(&[&self.program, "\0", &self.tables]);
        let mut start = [0; 8];
        start.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        ReaderVersion(format!("{:016x}", u64::from_be_bytes(start)))
    }
}

/// Program version and tables in one short key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReaderVersion(pub(crate) String);

/// The number of a run in its corpus, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub(crate) i64);

impl Store {
    /// Notes that a run begins.
    pub fn begin_run(&mut self, info: &RunInfo) -> Result<RunId> {
        self.changing(|tx| {
            tx.execute(
                "INSERT INTO run (begun, program, tables, reader, arguments) VALUES (?, ?, ?, ?, ?)",
                (
                    now(),
                    &info.program,
                    &info.tables,
                    info.reader().0,
                    serde_json::to_string(&info.arguments)?,
                ),
            )?;
            Ok(RunId(tx.last_insert_rowid()))
        })
    }

    /// Notes that a run has ended, and what it summed up to. A run without an end was cut short.
    pub fn finish_run(&mut self, run: RunId, summary: &Value) -> Result<()> {
        self.changing(|tx| {
            tx.execute(
                "UPDATE run SET finished = ?, summary = ? WHERE id = ?",
                (now(), summary.to_string(), run.0),
            )?;
            Ok(())
        })
    }

    /// Keeps a problem at once, outside any [`Writer`](crate::Writer).
    pub fn put_problem(&mut self, run: RunId, problem: &Problem) -> Result<()> {
        self.changing(|tx| crate::write::put_problem(tx, run, None, problem))
    }
}

/// Microseconds since 1970.
pub(crate) fn now() -> i64 {
    Timestamp::now().as_microsecond()
}
