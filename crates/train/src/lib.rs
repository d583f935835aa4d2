//! Treebanks and annotated news to models, and figures on gold data.
//!
//! Only the command line depends on this crate. Features are extracted by the crates that use the
//! models; here they are counted and weighed. The same data and options give the same bytes.

#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod conllu;
mod error;
pub mod events;
mod jsonl;
mod learning;
mod logistic;
pub mod measures;
pub mod mentions;
pub mod segmentation;
pub mod statements;
pub mod syntax;

pub use error::{Error, Result};
