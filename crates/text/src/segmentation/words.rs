//! Which neighbouring pieces are one word.

use super::atoms::{Kind, Piece};
use super::hash::{feature, form, mix};
use super::{Model, Multiword, Word};
use crate::Span;

/// What stands between two pieces that are written together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing: they are one word.
    Within = 0,
    /// The end of a token.
    Token = 1,
    /// The end of a word within a multiword token.
    Word = 2,
}

pub(super) const CLASSES: usize = 3;

/// What is known of a chunk (what stands between blanks) when one has come to a joint from its left.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chunk {
    /// Its first piece.
    start: usize,
    /// The piece after its last.
    end: usize,
    /// An address of the web has begun.
    in_address: bool,
    /// Whether there was an @, and where the last one is.
    passed_at: bool,
    last_at: usize,
    /// What stands at the joint before; 3 at the beginning.
    previous: u32,
}

impl Chunk {
    /// The chunk that begins with piece `start`.
    pub(super) fn new(pieces: &[Piece], start: usize) -> Self {
        let rest = pieces.iter().enumerate().skip(start);
        let mut chunk = Self { start, end: start + 1, previous: 3, ..Self::default() };
        for (n, piece) in rest.take_while(|(n, piece)| *n == start || piece.glued) {
            chunk.end = n + 1;
            if piece.is_sign('@') {
                chunk.last_at = n;
            }
        }
        chunk
    }

    /// Goes on past the joint before piece `n`.
    pub(super) fn pass(&mut self, pieces: &[Piece], n: usize, joint: Joint) {
        self.previous = joint as u32;
        let before = |offset: usize| n.checked_sub(offset).and_then(|n| pieces.get(n));
        let is = |offset: usize, sign: char| before(offset).is_some_and(|piece| piece.is_sign(sign));
        self.passed_at |= is(1, '@');
        self.in_address |= is(1, '/') && is(2, '/') && is(3, ':');
        self.in_address |= is(1, '.') && before(2).is_some_and(|piece| piece.form == form("www"));
    }
}

/// Pieces to words.
pub(super) fn join(model: Option<&Model>, pieces: &[Piece], features: &mut Vec<u32>, into: &mut Vec<Word>) {
    let mut chunk = Chunk::default();
    for (n, piece) in pieces.iter().enumerate() {
        if n >= chunk.end || !piece.glued {
            chunk = Chunk::new(pieces, n);
        }
        let joint = match model {
            _ if !piece.glued => Joint::Token,
            _ if piece.split => Joint::Word,
            Some(model) => {
                describe(pieces, &chunk, n, features);
                choose(model, features)
            }
            None => Joint::Token,
        };
        if piece.glued {
            chunk.pass(pieces, n, joint);
        }
        match (joint, into.last_mut()) {
            (Joint::Within, Some(last)) => last.span.end = piece.span.end,
            (Joint::Word, Some(last)) => {
                if last.multiword == Multiword::No {
                    last.multiword = Multiword::First;
                }
                into.push(Word { span: piece.span, multiword: Multiword::Rest });
            }
            _ => into.push(Word { span: piece.span, multiword: Multiword::No }),
        }
    }
}

fn choose(model: &Model, features: &[u32]) -> Joint {
    let token = model.words.score(features, Joint::Token as usize);
    let word = model.words.score(features, Joint::Word as usize);
    if token <= 0.0 && word <= 0.0 {
        Joint::Within
    } else if word > token {
        Joint::Word
    } else {
        Joint::Token
    }
}

/// No chunk is looked at further than this on either side.
const REACH: usize = 12;

/// The features of the joint before piece `n` of a chunk.
pub(super) fn describe(pieces: &[Piece], chunk: &Chunk, n: usize, features: &mut Vec<u32>) {
    features.clear();
    let from = chunk.start.max(n.saturating_sub(REACH));
    let end = chunk.end.min(n + REACH);
    // Within the chunk; beyond it, only whether there is anything and how it begins.
    let at = |offset: isize| -> (u32, u32) {
        let place = n.cast_signed() + offset;
        if place < from.cast_signed() || place >= end.cast_signed() {
            return (7, 7);
        }
        pieces.get(place.cast_unsigned()).map_or((7, 7), |piece| (piece.form, piece.shape))
    };
    let (a3, a2, a1, b1, b2, b3) = (at(-3), at(-2), at(-1), at(0), at(1), at(2));
    let after_chunk = pieces.get(end).map_or(3, |piece| piece.shape);
    let last_in_chunk = u32::from(n + 1 == end);
    let mut whole = 0;
    let mut signs = 0;
    for piece in pieces.get(from..end).unwrap_or_default() {
        whole = mix(whole, piece.form);
        if piece.kind == Kind::Sign {
            signs = mix(signs, piece.shape);
        } else {
            signs = mix(signs, 1);
        }
    }
    let position = ((n - from) * 32 + (end - n)) as u32;
    let run_before = run(pieces.get(from..n).unwrap_or_default().iter().rev());
    let place = u32::from(chunk.in_address)
        + 2 * u32::from(chunk.passed_at)
        + 4 * u32::from(chunk.last_at >= n)
        + 8 * u32::from(n + 1 == chunk.end);
    let previous = chunk.previous;
    let run_after = run(pieces.get(n..end).unwrap_or_default().iter());
    features.extend([
        feature(1, [a1.0, b1.0]),
        feature(2, [a1.0, b1.1]),
        feature(3, [a1.1, b1.0]),
        feature(4, [a1.1, b1.1]),
        feature(5, [a2.1, a1.1, b1.1]),
        feature(6, [a1.1, b1.1, b2.1]),
        feature(7, [a2.1, a1.1, b1.1, b2.1]),
        feature(8, [a2.0, a1.0, b1.0]),
        feature(9, [a1.0, b1.0, b2.0]),
        feature(10, [a2.0, a1.0, b1.0, b2.0]),
        feature(11, [a3.1, a2.1, a1.1, b1.1, b2.1, b3.1]),
        feature(12, [a1.0, b1.1, b2.1]),
        feature(13, [a2.1, a1.1, b1.0]),
        feature(14, [a1.0, b1.0, after_chunk, last_in_chunk]),
        feature(15, [a1.1, b1.1, after_chunk, last_in_chunk]),
        feature(16, [a1.1, b1.1, run_before, run_after]),
        feature(17, [b1.0, last_in_chunk, u32::from(n == from + 1)]),
        feature(18, [a1.0, last_in_chunk, u32::from(n == from + 1)]),
        feature(19, [whole, position]),
        feature(20, [signs, position]),
        feature(21, [a3.0, a2.0, a1.0, b1.1]),
        feature(22, [a1.1, b1.0, b2.0, b3.0]),
        feature(23, [a2.0, a1.1, b1.1]),
        feature(24, [a1.1, b1.1, b2.0]),
        feature(25, [a1.0, b1.1, after_chunk, last_in_chunk]),
        feature(26, [a1.1, b1.1, b2.1, b3.1]),
        feature(27, [a3.1, a2.1, a1.1, b1.1]),
        feature(28, [a1.0]),
        feature(29, [b1.0]),
        feature(30, []),
        feature(31, [place, a1.1, b1.1, b2.1]),
        feature(32, [place, a1.1, b1.1]),
        feature(33, [place]),
        feature(34, [place, a1.0, b1.0]),
        feature(35, [place, b1.0]),
        feature(36, [place, a1.0]),
        feature(37, [previous, a1.1, b1.1]),
        feature(38, [previous, place, a1.0, b1.0]),
        feature(39, [previous, a2.0, a1.0, b1.1]),
        feature(40, [previous, place]),
    ]);
}

/// How many pieces have the first one’s form, up to five.
fn run<'p>(mut pieces: impl Iterator<Item = &'p Piece>) -> u32 {
    let Some(first) = pieces.next() else { return 0 };
    if first.kind != Kind::Sign {
        return 0;
    }
    1 + pieces.take(4).take_while(|piece| piece.form == first.form).count() as u32
}

/// What a treebank says about the joint at byte `at`, given the ends of its tokens and words.
pub(super) fn joint_at(at: u32, token_starts: &[u32], word_starts: &[Span]) -> Joint {
    if token_starts.binary_search(&at).is_ok() {
        Joint::Token
    } else if word_starts.binary_search_by_key(&at, |span| span.start).is_ok() {
        Joint::Word
    } else {
        Joint::Within
    }
}
