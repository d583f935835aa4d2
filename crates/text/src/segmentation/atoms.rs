//! The smallest pieces that words are made of.

use crate::Span;
use crate::script::Script;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Letters(Script),
    Digits,
    /// A single sign.
    Sign,
}

/// A run of letters of one script, a run of digits, or one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Atom {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// The atoms of a paragraph; white space stands between them only.
pub(crate) fn atoms(text: &str, paragraph: Span) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(paragraph.len() / 4);
    let mut last_end = 0;
    for (offset, c) in paragraph.of(text).char_indices() {
        if c.is_whitespace() {
            continue;
        }
        let start = paragraph.start as usize + offset;
        let span = Span::new(start, start + c.len_utf8());
        let kind = kind(c);
        match atoms.last_mut() {
            Some(last) if last_end == start && joins(last.kind, kind, c) => last.span.end = span.end,
            _ => atoms.push(Atom { span, kind }),
        }
        last_end = span.end as usize;
    }
    atoms
}

fn kind(c: char) -> Kind {
    match Script::of(c) {
        Some(script) => Kind::Letters(script),
        None if c.is_numeric() => Kind::Digits,
        None => Kind::Sign,
    }
}

/// Whether a character carries on the atom before it: the same kind, or a mark on top of a letter.
fn joins(last: Kind, next: Kind, c: char) -> bool {
    match (last, next) {
        (Kind::Sign, Kind::Sign) | (Kind::Letters(_), Kind::Sign) => {
            unicode_normalization::char::is_combining_mark(c)
                || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
        }
        (last, next) => last == next,
    }
}
