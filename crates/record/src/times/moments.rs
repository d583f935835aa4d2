//! The times that are found in a text.

use std::ops::Range;

use avviso_text::Span;

use super::Time;
use super::said::Said;
use super::tense::Tense;
use super::value::Value;
use crate::attribution::Words;

/// A time as it is found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(super) value: Option<Value>,
    pub(super) said: Said,
    pub(super) tense: Tense,
}

impl Found {
    /// As it is recorded.
    pub(crate) fn time(&self) -> Time {
        Time { span: self.span, value: self.value.map(|value| value.to_string()) }
    }

    /// The day, or else the month or year, without an hour; none for what is open.
    pub(crate) fn dated(&self) -> Option<String> {
        match self.value? {
            Value::At(moment) | Value::About(moment) => Some(moment.dated().to_string()),
            _ => None,
        }
    }
}

/// Times that are known in a text, for whoever asks when something is said.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments<'f> {
    found: &'f [Found],
}

impl<'f> Moments<'f> {
    /// All those of a text.
    pub(crate) fn new(found: &'f [Found]) -> Self {
        Self { found }
    }

    fn within(self, span: Span) -> impl Iterator<Item = &'f Found> {
        let first = self.found.partition_point(|found| found.span.end <= span.start);
        self.found[first..].iter().take_while(move |found| found.span.start < span.end)
    }

    /// Whether words of a phrase name a time.
    pub(crate) fn is_moment(self, words: &Words<'_>, phrase: Range<usize>) -> bool {
        words.cover(phrase).is_some_and(|span| self.within(span).next().is_some())
    }

    /// The day, month or year that a phrase names first.
    pub(crate) fn resolve(self, words: &Words<'_>, phrase: Range<usize>) -> Option<String> {
        self.resolve_span(words.cover(phrase)?)
    }

    /// The same for some characters.
    pub(crate) fn resolve_span(self, span: Span) -> Option<String> {
        self.within(span).find_map(Found::dated)
    }
}
