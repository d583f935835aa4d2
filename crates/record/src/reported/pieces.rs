//! What is said, in its pieces.

use std::ops::Range;

use avviso_text::Span;

use super::close::{self, Close, Kind};
use super::find::Finder;
use super::morphs::Role;
use super::phrase;

/// The longest list of pieces of one statement.
const MOST_PIECES: usize = 6;

impl Finder<'_, '_, '_, '_> {
    /// The pieces of what is said from a word to where it closes.
    pub(super) fn pieces(&self, start: usize, close: &Close) -> Vec<Span> {
        let mut pieces = Vec::new();
        let mut close = *close;
        for _ in 0..MOST_PIECES {
            let first = match close.quotation {
                Some(quotation) => {
                    let begin = self.sentence.words.quotations[quotation].span.start;
                    self.sentence.words.spans.partition_point(|span| span.start < begin)
                }
                None => close.word,
            };
            let before = (start..first)
                .rev()
                .find_map(|word| close::at(self.sentence, word).filter(|close| close.kind == Kind::Joining));
            let begin = before.map_or(start, |before| before.word + 1);
            let begin = phrase::skip(self.sentence, begin..first.max(begin));
            let lead = begin..first;
            let led = close.quotation.is_none() || self.leads_in(lead.clone());
            let begin = if led && begin < self.sentence.words.len() {
                self.sentence.span(begin).start
            } else {
                self.sentence.span(first).start
            };
            let begin = match close.quotation {
                Some(quotation) if !led || lead.is_empty() => {
                    self.sentence.words.quotations[quotation].span.start
                }
                _ => begin,
            };
            if begin < close.end {
                pieces.push(Span { start: begin, end: close.end }.trim(self.sentence.words.text));
            }
            match before {
                Some(before) => close = before,
                None => break,
            }
        }
        pieces.reverse();
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// Whether the words before a quotation are of one sentence with it.
    pub(super) fn leads_in(&self, lead: Range<usize>) -> bool {
        let last = lead.clone().rev().find(|word| !self.sentence.is_sign(*word));
        // 회담에 대해 “…”: what it is about is no part of what is said.
        last.filter(|last| !self.sentence.is("about", *last)).is_some_and(|last| {
            matches!(self.sentence.role(last), Role::Predicate | Role::Object | Role::Subject | Role::Topic)
        }) && lead.len() > 1
    }

    /// All words of a range but the sign at its end.
    pub(super) fn whole(&self, range: Range<usize>) -> Vec<Span> {
        let mut range = range;
        while !range.is_empty()
            && self.sentence.is_sign(range.end - 1)
            && self.sentence.list[range.end - 1].quotation.is_none()
            && self.sentence.form(range.end - 1) != ")"
        {
            range.end -= 1;
        }
        self.sentence.words.cover(range).into_iter().collect()
    }
}
