//! What is particular to a language or to the world, as readable files.
//!
//! `languages/<code>/` and `world/` are embedded in the program; a folder that the user names is
//! laid over them. This crate finds the files and splits tables into rows; what a row *means* is
//! known to the stage that asks for it. A table is tab-separated UTF-8:
//!
//! ```text
//! # Comment lines say what a row means.
//! cue      act     complement
//! said     say     clause
//! ```
//!
//! The first line that is neither empty nor a comment names the columns. A row may be shorter than
//! the header (the missing cells are empty) but not longer.

#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod error;
mod files;
mod table;

pub use error::{Error, Result};
pub use files::{File, Tables};
pub use table::{Row, Table};
