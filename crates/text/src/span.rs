//! Byte spans inside, code points at the edges.

use serde::{Deserialize, Serialize};

/// A range of bytes of one canonical text, `start` inclusive, `end` exclusive, both on character
/// boundaries. A text is shorter than 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The characters of `text` in this span; empty if the span is not one of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies inside (or is the same).
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = self.start as usize + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

/// Turns byte offsets of one text into Unicode code points and back.
///
/// Keeps one number every 64 bytes, so that a look-up reads at most 64 bytes of the text.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    strides: Strides,
}

/// Code points before every 64th byte of a text that is kept elsewhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strides {
    before: Vec<u32>,
}

const STRIDE: usize = 64;

impl Strides {
    pub(crate) fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        Self { before }
    }

    /// Code points before byte `offset` of `text`, which must be the text that this was made for.
    pub(crate) fn at(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        let block = offset / STRIDE;
        let known = self.before.get(block).copied().unwrap_or_default();
        known + starts(text.as_bytes().get(block * STRIDE..offset).unwrap_or_default())
    }
}

impl<'t> CodePoints<'t> {
    /// Prepares `text` for look-ups.
    pub fn new(text: &'t str) -> Self {
        Self { text, strides: Strides::new(text) }
    }

    /// The number of code points before byte `offset`; an offset past the end counts as the end.
    pub fn at(&self, offset: u32) -> u32 {
        self.strides.at(self.text, offset)
    }

    /// Start and end of a span in code points.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    /// The byte at which code point number `point` starts; past the end, the length of the text.
    pub fn byte(&self, point: u32) -> u32 {
        let block = self.strides.before.partition_point(|&count| count <= point).saturating_sub(1);
        let mut left = point - self.strides.before.get(block).copied().unwrap_or_default();
        let start = block * STRIDE;
        for (n, &byte) in self.text.as_bytes().iter().enumerate().skip(start) {
            if is_start(byte) {
                if left == 0 {
                    return n as u32;
                }
                left -= 1;
            }
        }
        self.text.len() as u32
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_start(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,200}") {
            let points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset as u32), count as u32);
                prop_assert_eq!(points.byte(count as u32), offset as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
            prop_assert_eq!(points.byte(u32::MAX), text.len() as u32);
        }
    }

    #[test]
    fn a_span_that_is_not_of_the_text_gives_nothing() {
        assert_eq!(Span::new(1, 2).of("총리"), "");
        assert_eq!(Span::new(3, 6).of("총리"), "리");
        assert_eq!(Span::new(0, 5).trim("  a  "), Span::new(2, 3));
    }
}
