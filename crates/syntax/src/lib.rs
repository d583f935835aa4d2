//! From the words of a sentence to tags, features, lemmas, morphemes and a dependency tree, after
//! Universal Dependencies (<https://universaldependencies.org>).

#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod analysis;
pub mod conllu;
mod embedding;
mod error;
pub mod features;
pub mod file;
mod model;
pub mod morphology;
pub mod network;
mod parse;
mod parser;
mod places;
pub mod signs;

pub use analysis::{Analysis, Parsers};
pub use embedding::Embedding;
pub use error::{Error, Result};
pub use file::Card;
pub use model::Model;
pub use parse::{Names, Parse, Word};
pub use parser::{MODEL_FILE, Parser, Workspace};
pub use places::Places;
