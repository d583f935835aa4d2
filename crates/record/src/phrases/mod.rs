//! Phrases of a closed kind (times, amounts), found by the tables of a language.
//!
//! A table names *classes* of words (`month`: March | Mar.) and *rules* over classes (`month day-number`). Both
//! become trees when they are loaded: [`forms::Forms`] is walked along the characters of a text and gives the classes of
//! what stands there, [`grammar::Grammar`] is walked along the classes and gives the longest phrase. Numbers are classes of
//! their own ([`numbers::Numbers`]). Nothing is compiled or allocated for a text.
//!
//! Not in here: what a phrase means.

mod forms;
mod grammar;
mod lexis;
mod numbers;
mod places;
mod reader;

pub(crate) use grammar::Capture;
pub(crate) use lexis::Lexis;
pub(crate) use places::{begins, next_start, skip_blank};
pub(crate) use reader::{Phrase, Reader};

/// A class of words, or a kind of number: its place among the names of a [`Lexis`].
pub(crate) type Class = u16;
