//! Which neighbouring pieces are one word.

use super::atoms::{Kind, Piece};
use super::hash::{feature, mix};
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

/// Pieces to words.
pub(super) fn join(model: Option<&Model>, pieces: &[Piece], features: &mut Vec<u32>, into: &mut Vec<Word>) {
    let mut chunk = 0;
    for (n, piece) in pieces.iter().enumerate() {
        if !piece.glued {
            chunk = n;
        }
        let joint = match model {
            _ if !piece.glued => Joint::Token,
            _ if piece.split => Joint::Word,
            Some(model) => {
                describe(pieces, (chunk, n), features);
                choose(model, features)
            }
            None => Joint::Token,
        };
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

/// The features of the joint before piece `n` of the chunk (what stands between blanks) that begins
/// with piece `chunk`.
pub(super) fn describe(pieces: &[Piece], (chunk, n): (usize, usize), features: &mut Vec<u32>) {
    features.clear();
    let from = chunk.max(n.saturating_sub(REACH));
    let end = pieces
        .iter()
        .enumerate()
        .take((n + REACH).min(pieces.len()))
        .skip(n + 1)
        .find(|(_, piece)| !piece.glued)
        .map_or((n + REACH).min(pieces.len()), |(end, _)| end);
    // Within the chunk; beyond it, only whether there is anything and how it begins.
    let at = |offset: isize| -> (u32, u32) {
        let place = n as isize + offset;
        if place < from as isize || place >= end as isize {
            return (7, 7);
        }
        pieces.get(place as usize).map_or((7, 7), |piece| (piece.form, piece.shape))
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
