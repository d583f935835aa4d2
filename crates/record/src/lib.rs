//! A document's text to a record: who said what, in which words, how firmly.
//!
//! Everything recorded is a claim about [`Span`](avviso_text::Span)s of the text. A [`Record`]
//! knows its own document alone; who a speaker is in the world, and who else says the same, is
//! found by later stages.
//!
//! Where a language has annotated news, `attribution` finds source, cue and content by a trained model over
//! the trees, and `attributed` reads the rest off the trees. Where it has none but is cut into morphemes,
//! `reported` reads each sentence from its last cue backwards, by tables.
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
mod backing;
mod circumstances;
mod clauses;
mod completion;
mod confidence;
mod entity;
mod events;
mod finite;
mod headlines;
mod lexicon;
pub mod mentions;
mod modality;
mod paired;
mod paragraph;
mod people;
mod phrases;
mod proper;
mod quantities;
mod recorder;
mod reported;
mod roled;
mod silence;
mod sourceless;
mod spoken;
mod statement;
mod times;
mod titled;
mod whole;
mod yields;

pub use attribution::Scratch;
pub use confidence::Curve;
pub use entity::{Entity, Mention};
pub use events::{Actant, Event, EventType, Status};
pub use quantities::Quantity;
pub use recorder::{Context, Parsed, Recorder};
pub use statement::{Act, Certainty, Mode, Party, Polarity, Record, Statement};
pub use times::Time;
