//! What leaves the program: tables as CSV, JSONL and Parquet, and the JSON of one document.
//!
//! [`json`] holds the contract of `docs/record.schema.json`; [`rows`] says what the tables hold;
//! [`TableWriter`] writes rows in any form; [`export`] writes the tables of a corpus into a folder.
//! Offsets are Unicode code points.
//!
//! Not in here: how a record is made, how it is shown to eyes.

#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod error;
mod events;
mod folder;
pub mod json;
mod parquet;
pub mod rows;
mod table;

pub use error::{Error, Result};
pub use folder::{Existing, Written, export};
pub use table::{Cell, Column, Form, Kind, TableWriter};
