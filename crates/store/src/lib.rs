//! The corpus: one SQLite file with all that was read, when, by which program, and what people
//! have corrected.
//!
//! What was read is kept in layers: a *capture* (the bytes as they came), a *document* (what a
//! person means by an article, identified by its place), a *reading* (text and record, made of one
//! capture by one version of the program). `docs/store.md` draws the tables.
//!
//! Workers ask [`Known`] whether a capture is read already and pack what they made into a
//! [`Prepared`]; one [`Writer`] a process puts these into the file in batches, and what it returns
//! is safe. [`Store`] answers questions.
//!
//! Not in here: where documents come from, how a record is made, how rows are shown. All SQL of
//! the program is in here.

#![deny(missing_docs)]
#![allow(clippy::doc_markdown)] // SQLite is a name, not code
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod correction;
mod current;
mod error;
mod event;
mod forget;
mod identity;
mod known;
mod migrate;
mod prepared;
mod query;
mod recorded;
mod run;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use correction::{Change, Correction, NewCorrection};
pub use error::{Error, ErrorKind, Result};
pub use forget::Forgotten;
pub use identity::document_id;
pub use known::{Known, Validators};
pub use prepared::{Prepared, Terms};
pub use query::{
    Corrected, DocumentFilter, DocumentRow, EventFilter, EventPoints, EventRow, Found, Order, Points,
    ProblemFilter, ProblemRow, Revision, StatementFilter, StatementRow, StoredDocument, Whom,
};
pub use run::{ReaderVersion, RunId, RunInfo};
pub use store::Store;
pub use verify::{Finding, FindingKind};
pub use write::{Batch, Committed, Outcome, Tombstones, Writer};
