//! The smallest pieces that words are made of.

use super::hash::form;
use super::splits::Splits;
use crate::Span;
use crate::script::Script;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Letters(Script),
    Digits,
    /// A single sign.
    Sign,
}

/// How letters are cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Case {
    None,
    Lower,
    Title,
    OneUpper,
    Upper,
    Mixed,
}

/// An atom, or a part of one that holds two words, as features see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// No blank before it.
    pub(super) glued: bool,
    /// A further word of the token begins here, whatever the classifier says.
    pub(super) split: bool,
    pub(super) form: u32,
    /// Kind, case and length together; of a sign, the sign itself.
    pub(super) shape: u32,
}

impl Piece {
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign && self.shape == sign_shape(sign)
    }
}

#[derive(Clone, Copy)]
struct Atom {
    span: Span,
    kind: Kind,
}

/// The pieces of a paragraph; white space stands between them only.
pub(super) fn pieces(text: &str, paragraph: Span, splits: Option<&Splits>, into: &mut Vec<Piece>) {
    into.clear();
    let mut atoms = Atoms { text, at: paragraph.start as usize, end: paragraph.end as usize };
    let mut ahead = [atoms.next(), atoms.next(), atoms.next()];
    let mut last_end = u32::MAX;
    while let [Some(atom), next, after] = ahead {
        let glued = atom.span.start == last_end;
        last_end = atom.span.end;
        let characters = atom.span.of(text);
        let at = match (splits, atom.kind) {
            // “Lotta Nyman”: a word of a name is not two.
            (Some(_), Kind::Letters(_)) if opens_name(text, atom.span, next.map(|next| next.span)) => None,
            (Some(splits), Kind::Letters(_)) => {
                let next = next.filter(|next| next.span.start == atom.span.end);
                let after = after.filter(|after| next.is_some_and(|next| next.span.end == after.span.start));
                let of = |atom: Option<Atom>| atom.map_or("", |atom| atom.span.of(text));
                splits.find(characters, [of(next), of(after)])
            }
            _ => None,
        };
        let piece = |start: usize, end: usize, glued: bool, split: bool| {
            let span = Span::new(start, end);
            let characters = span.of(text);
            Piece {
                span,
                kind: atom.kind,
                glued,
                split,
                form: form(characters),
                shape: shape(atom.kind, characters),
            }
        };
        let (start, end) = (atom.span.start as usize, atom.span.end as usize);
        match at {
            Some(at) => {
                into.push(piece(start, start + at, glued, false));
                into.push(piece(start + at, end, true, true));
            }
            None => into.push(piece(start, end, glued, false)),
        }
        ahead = [next, after, atoms.next()];
    }
}

/// Whether a word with a capital stands before another one, with a blank between them.
fn opens_name(text: &str, word: Span, next: Option<Span>) -> bool {
    let capital = |span: Span| span.of(text).starts_with(char::is_uppercase);
    capital(word) && next.is_some_and(|next| next.start > word.end && capital(next))
}

struct Atoms<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Atoms<'_> {
    type Item = Atom;

    fn next(&mut self) -> Option<Atom> {
        let rest = self.text.get(self.at..self.end)?;
        let mut chars = rest.char_indices().skip_while(|(_, c)| c.is_whitespace());
        let (offset, first) = chars.next()?;
        let kind = kind(first);
        let end = chars.find(|&(_, c)| !carries_on(kind, c)).map_or(rest.len(), |(end, _)| end);
        let span = Span::new(self.at + offset, self.at + end);
        self.at += end;
        Some(Atom { span, kind })
    }
}

fn kind(c: char) -> Kind {
    match Script::of(c) {
        Some(script) => Kind::Letters(script),
        None if c.is_numeric() => Kind::Digits,
        None => Kind::Sign,
    }
}

/// Whether a character carries on an atom: the same kind, or a mark on top of a letter or sign.
fn carries_on(atom: Kind, c: char) -> bool {
    if atom != Kind::Sign && kind(c) == atom {
        return true;
    }
    !c.is_ascii()
        && atom != Kind::Digits
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}'))
}

pub(super) fn case(characters: &str) -> Case {
    let mut upper = 0;
    let mut lower = 0;
    let mut first_upper = false;
    for (n, c) in characters.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= n == 0;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, 0) => Case::OneUpper,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    }
}

fn sign_shape(sign: char) -> u32 {
    0x100 + u32::from(super::hash::fold(sign))
}

fn shape(kind: Kind, characters: &str) -> u32 {
    let length = characters.chars().take(5).count() as u32;
    match kind {
        Kind::Sign => sign_shape(characters.chars().next().unwrap_or(' ')),
        Kind::Digits => 0x10 + length,
        Kind::Letters(script) => 0x40 + script as u32 * 0x10_0000 + case(characters) as u32 * 8 + length,
    }
}
