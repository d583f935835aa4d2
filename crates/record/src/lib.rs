//! A document's text to a record: who said what, in which words, how firmly.
//!
//! Everything recorded is a claim about [`Span`](avviso_text::Span)s of the text. A [`Record`]
//! knows its own document alone; who a speaker is in the world, and who else says the same, is
//! found by later stages.
//!
//! [`Recorder`] works by the tables `cues.tsv` and `words.tsv` of each language: `clause` where source
//! and content stand on either side of a cue, `quotative` where reported words stand before it.
//!
//! Not in here: other documents, the table of actors, the store.

#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod acts;
mod attributed;
pub mod attribution;
mod clause;
mod draft;
mod lexicon;
mod moment;
mod passage;
mod people;
mod quotative;
mod recorder;
mod reported;
mod speaker;
mod statement;

pub use recorder::{Context, Recorder};
pub use statement::{Act, Certainty, Mode, Party, Polarity, Record, Statement};
