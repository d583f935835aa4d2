//! Characters to paragraphs, sentences, words and quotations.
//!
//! The canonical text of a document is NFC with `\n` line ends ([`canonical`]); everything that is
//! ever recorded about a document is a [`Span`] of bytes of that text. [`CodePoints`] turns spans
//! into the Unicode code points that files and other programs see, and a canonical text keeps a map
//! back to the text as it was given.
//!
//! Not in here: where texts come from, files, grammar.

#![deny(missing_docs)]

mod language;
mod layout;
mod span;

pub use language::Language;
pub use layout::{Paragraph, Text, Zone};
pub use span::{CodePoints, Span};
