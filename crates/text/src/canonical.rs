//! The canonical form of a text, with a map back to the text as it was given.
//!
//! Canonical means: NFC, `\n` line ends, plain spaces, and none of the characters that nobody sees
//! (byte order marks, control characters, soft hyphens, zero-width spaces, marks of direction). White
//! space is not collapsed and nothing visible is dropped.

use std::iter::once;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::Span;
use crate::span::Strides;

/// A text in canonical form, which remembers where its characters stood in the given text.
#[derive(Debug, Clone, Default)]
pub struct Canonical {
    /// The canonical text.
    pub text: String,
    strides: Strides,
    edits: Vec<Edit>,
    given: u32,
}

/// A stretch in which the two texts differ. Between edits they agree code point by code point.
#[derive(Debug, Clone, Copy)]
struct Edit {
    /// Bytes of the canonical text.
    start: u32,
    end: u32,
    /// Code points of the given text.
    given_start: u32,
    given_end: u32,
}

impl Canonical {
    /// Brings `given` into canonical form. A text that is canonical already costs one look at each
    /// character.
    pub fn new(given: &str) -> Self {
        if is_canonical(given) {
            let strides = Strides::new(given);
            let given_length = strides.at(given, given.len() as u32);
            return Self { text: given.to_owned(), strides, edits: Vec::new(), given: given_length };
        }
        let mut builder = Builder::default();
        let mut chars = given.chars().peekable();
        while let Some(first) = chars.next() {
            builder.piece.clear();
            builder.piece.push(first);
            if first == '\r' {
                builder.piece.extend(chars.next_if_eq(&'\n'));
            } else {
                while let Some(next) = chars.next_if(|&next| leans_on_what_precedes(next)) {
                    builder.piece.push(next);
                }
            }
            builder.take_piece();
        }
        let strides = Strides::new(&builder.text);
        Self { text: builder.text, strides, edits: builder.edits, given: builder.given }
    }

    /// Whether the given text was canonical already.
    pub fn is_unchanged(&self) -> bool {
        self.edits.is_empty()
    }

    /// Start and end of a span of the canonical text as code points of the given text. Where
    /// several given characters became one, the span covers all of them; characters dropped at the
    /// edges of a span stay outside.
    pub fn to_given(&self, span: Span) -> [u32; 2] {
        let start = self.start_in_given(span.start);
        let end = if span.is_empty() { start } else { self.end_in_given(span.end) };
        [start, end.max(start)]
    }

    fn start_in_given(&self, offset: u32) -> u32 {
        let after = self.edits.partition_point(|edit| edit.start <= offset);
        match after.checked_sub(1).and_then(|n| self.edits.get(n)) {
            Some(edit) if offset < edit.end => edit.given_start,
            edit => self.past(edit, offset),
        }
    }

    fn end_in_given(&self, offset: u32) -> u32 {
        let after = self.edits.partition_point(|edit| edit.start < offset);
        match after.checked_sub(1).and_then(|n| self.edits.get(n)) {
            Some(edit) if offset < edit.end => edit.given_end,
            edit => self.past(edit, offset),
        }
    }

    /// The given code point for an offset behind `edit`, with no further edit in between.
    fn past(&self, edit: Option<&Edit>, offset: u32) -> u32 {
        let at = |offset| self.strides.at(&self.text, offset);
        let point = match edit {
            Some(edit) => edit.given_end + at(offset) - at(edit.end),
            None => at(offset),
        };
        point.min(self.given)
    }
}

#[derive(Default)]
struct Builder {
    text: String,
    edits: Vec<Edit>,
    given: u32,
    piece: Vec<char>,
}

impl Builder {
    /// Writes the piece; what is dropped at its end is an edit of its own, outside the spans before.
    fn take_piece(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        let kept = piece.iter().rposition(|&c| replacement(c).is_some()).map_or(0, |last| last + 1);
        let (visible, dropped) = piece.split_at(kept);
        self.write(visible);
        self.write(dropped);
        self.piece = piece;
    }

    fn write(&mut self, piece: &[char]) {
        if piece.is_empty() {
            return;
        }
        let before = self.text.len();
        let given_start = self.given;
        self.given += piece.len() as u32;
        match piece {
            ['\r', '\n'] => self.text.push('\n'),
            &[only] if replacement(only) == Some(only) && is_nfc_quick(once(only)) == IsNormalized::Yes => {
                self.text.push(only);
                return;
            }
            _ => {
                self.text.extend(piece.iter().filter_map(|&c| replacement(c)).nfc());
                if self.text.get(before..).is_some_and(|now| now.chars().eq(piece.iter().copied())) {
                    return;
                }
            }
        }
        let (start, end) = (before as u32, self.text.len() as u32);
        self.edits.push(Edit { start, end, given_start, given_end: self.given });
    }
}

/// What stands for a character in the canonical text; `None` if it is dropped.
fn replacement(c: char) -> Option<char> {
    match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => Some('\n'),
        '\0'..='\u{8}'
        | '\u{E}'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFFC}' => None,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        _ => Some(c),
    }
}

/// Whether a character may combine with those before it, or is dropped and so must not part them.
fn leans_on_what_precedes(c: char) -> bool {
    if c.is_ascii() {
        return replacement(c).is_none();
    }
    replacement(c).is_none()
        || canonical_combining_class(c) != 0
        || is_nfc_quick(once(c)) == IsNormalized::Maybe
}

fn is_canonical(given: &str) -> bool {
    let plain_ascii = given.bytes().all(|b| matches!(b, b'\n' | b'\t' | b' '..=b'~'));
    plain_ascii
        || (given.chars().all(|c| replacement(c) == Some(c))
            && is_nfc_quick(given.chars()) == IsNormalized::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(given: &str, expected: &str) -> Canonical {
        let canonical = Canonical::new(given);
        assert_eq!(canonical.text, expected);
        canonical
    }

    /// The given characters behind the first place where `part` stands in the canonical text.
    fn given_of(given: &str, part: &str) -> String {
        let canonical = Canonical::new(given);
        let start = canonical.text.find(part).unwrap();
        let [from, to] = canonical.to_given(Span::new(start, start + part.len()));
        given.chars().skip(from as usize).take((to - from) as usize).collect()
    }

    #[test]
    fn korean_from_macos_is_composed_and_maps_back() {
        let typed = "외교부 장관이 밝혔다.";
        let decomposed: String = typed.nfd().collect();
        check(&decomposed, typed);
        for word in ["외교부", "장관이", "밝혔다", "관", "."] {
            assert_eq!(given_of(&decomposed, word), word.nfd().collect::<String>());
        }
    }

    #[test]
    fn line_ends_spaces_and_invisible_characters() {
        check("\u{FEFF}a\r\nb\rc\u{2028}d", "a\nb\nc\nd");
        check("10\u{A0}000 co\u{AD}operate\0", "10 000 cooperate");
        check("e\u{200B}\u{301}", "é");
        assert_eq!(given_of("\u{FEFF}a\r\nbc\u{200B} d", "bc"), "bc");
        assert_eq!(given_of("a co\u{AD}op b", "coop"), "co\u{AD}op");
        assert!(check("한글 text\n", "한글 text\n").is_unchanged());
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_given_text_and_keep_their_order(
            given in "[a-c \r\n\u{AD}\u{301}\u{FEFF}한ᄒ\u{1161}\u{11AB}é]{0,40}|\\PC{0,40}"
        ) {
            let canonical = Canonical::new(&given);
            prop_assert_eq!(is_nfc_quick(canonical.text.chars()) == IsNormalized::No, false);
            prop_assert!(canonical.text.chars().eq(canonical.text.nfc()));
            let length = given.chars().count() as u32;
            let (mut last_start, mut last_end) = (0, 0);
            for (offset, c) in canonical.text.char_indices() {
                let [start, end] = canonical.to_given(Span::new(offset, offset + c.len_utf8()));
                prop_assert!(start < end && end <= length);
                prop_assert!(last_start <= start && last_end <= end);
                (last_start, last_end) = (start, end);
            }
            prop_assert_eq!(Canonical::new(&canonical.text).is_unchanged(), true);
            prop_assert_eq!(Canonical::new(&canonical.text).text, canonical.text);
        }

        #[test]
        fn a_canonical_text_maps_to_itself(text in "[a-z한글 “”\n]{0,60}") {
            let canonical = Canonical::new(&text);
            prop_assert!(canonical.is_unchanged());
            for (point, (offset, c)) in text.char_indices().enumerate() {
                let span = Span::new(offset, offset + c.len_utf8());
                prop_assert_eq!(canonical.to_given(span), [point as u32, point as u32 + 1]);
            }
        }
    }
}
