//! Bytes from files, feeds, archives and the web to documents.
//!
//! [`Inputs`] yields [`Capture`]s (the bytes as they came) one by one, whatever they are
//! packed in; [`Reader`] makes of one capture one [`Document`]: its canonical text in
//! zones, and what the page says of itself. What can't be read is a [`Problem`], and the rest goes
//! on.
//!
//! Not in here: grammar, the store.

#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod capture;
mod date;
mod document;
mod draft;
pub mod encoding;
mod furniture;
mod html;
pub mod inputs;
mod markdown;
mod metadata;
mod outlet;
mod pasted;
mod problem;
mod reader;
mod trim;
pub mod web;

pub use capture::{Capture, Format, Given, Place};
pub use document::{Document, Outlet, Published};
pub use inputs::{Follow, InputSettings, Inputs, Progress};
pub use problem::{Problem, ProblemKind};
pub use reader::{LARGEST, Reader};
