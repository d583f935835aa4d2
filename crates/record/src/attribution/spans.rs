//! Roles, the labels of words that stand for them, and the best spans that do not overlap.

use super::crf::{Lattice, Transitions};

/// What a span of words is in an attribution (Pareti 2015).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who holds it.
    Source,
    /// The words that attribute.
    Cue,
    /// What is attributed.
    Content,
}

impl Role {
    /// All roles, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    /// The label of a span's first word; that of its further words is the next one.
    pub fn begin(self) -> usize {
        1 + 2 * self as usize
    }
}

/// Outside of all spans, and for each role the first word and the further ones.
pub const LABELS: usize = 7;

/// Whether a label can stand behind another, or at the beginning: a span goes on only where it has begun.
pub fn follows(before: Option<usize>, label: usize) -> bool {
    let goes_on = label > 0 && label.is_multiple_of(2);
    !goes_on || before.is_some_and(|before| before == label || before + 1 == label)
}

/// Words in a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleSpan {
    /// Their role.
    pub role: Role,
    /// The first word.
    pub start: usize,
    /// Behind the last word.
    pub end: usize,
    /// How probable it is that these words, and no others beside them, stand in this role.
    pub probability: f32,
}

/// Less probable spans are not looked at.
const LEAST: f32 = 0.02;

/// All spans of some probability, by their ends.
pub fn candidates(lattice: &Lattice, transitions: &Transitions) -> Vec<RoleSpan> {
    let mut candidates: Vec<RoleSpan> = Vec::new();
    for start in 0..lattice.words() {
        for role in Role::ALL {
            let begin = role.begin();
            if lattice.probability(start, begin) < LEAST {
                continue;
            }
            lattice.spans(start, (begin, begin + 1), transitions, LEAST, |end, probability| {
                candidates.push(RoleSpan { role, start, end, probability });
            });
        }
    }
    candidates.sort_by_key(|span| span.end);
    candidates
}

/// Of candidates in the order of their ends those that do not overlap, so that the sum of their probabilities
/// above the role's threshold is largest (weighted interval scheduling); in the order of the text.
pub fn best(candidates: &[RoleSpan], thresholds: [f32; 3]) -> Vec<RoleSpan> {
    let words = candidates.last().map_or(0, |last| last.end);
    // For each word the best gain of all that ends before it, and the last span of it.
    let mut gains = vec![0.0_f32; words + 1];
    let mut choice: Vec<Option<usize>> = vec![None; words + 1];
    let mut next = 0;
    for end in 1..=words {
        gains[end] = gains[end - 1];
        while let Some(span) = candidates.get(next).filter(|span| span.end == end) {
            let gain = gains[span.start] + span.probability - thresholds[span.role as usize];
            if gain > gains[end] {
                gains[end] = gain;
                choice[end] = Some(next);
            }
            next += 1;
        }
    }
    let mut chosen = Vec::new();
    let mut end = words;
    while end > 0 {
        match choice[end].and_then(|place| candidates.get(place)) {
            Some(span) => {
                chosen.push(*span);
                end = span.start;
            }
            None => end -= 1,
        }
    }
    chosen.reverse();
    chosen
}
