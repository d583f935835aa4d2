//! Characters to paragraphs, sentences, words and quotations.
//!
//! The canonical text of a document is NFC with `\n` line ends ([`Canonical`]); everything that is
//! ever recorded about a document is a [`Span`] of bytes of that text. [`CodePoints`] turns spans
//! into the Unicode code points that files and other programs see, and a canonical text keeps a map
//! back to the text as it was given.
//!
//! Not in here: where texts come from, files, grammar.

#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)
)]

mod canonical;
mod language;
mod layout;
mod quotation;
mod recognise;
mod script;
mod search;
pub mod segmentation;
mod span;
mod syllable;

pub use avviso_tables::{Error, Result};
pub use canonical::Canonical;
pub use language::Language;
pub use layout::{Paragraph, Text, Zone};
pub use quotation::{Quotation, QuotationEnd, QuotationKind, quotations, quotations_of};
pub use recognise::{Languages, Recognised};
pub use script::is_han;
pub use search::Search;
pub use segmentation::{Multiword, Segmentation, Segmenter, Sentence, Word};
pub use span::{CodePoints, Span};
pub use syllable::{ends_closed, without_final};
