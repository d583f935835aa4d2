//! A document's text to a record: who said what, in which words, how firmly.
//!
//! Everything recorded is a claim about [`Span`](avviso_text::Span)s of the text. A [`Record`]
//! knows its own document alone; who a speaker is in the world, and who else says the same, is
//! found by later stages.
//!
//! Not in here: other documents, the table of actors, the store.

#![deny(missing_docs)]

mod statement;

pub use statement::{Act, Certainty, Mode, Party, Polarity, Record, Statement};
