//! The best classes of a sentence's characters, by Viterbi's algorithm.

use super::classes::Candidates;
use super::stream::{Stream, place, transition};
use super::weights::Weights;

/// Memory for a sentence's search.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// The sentence.
    pub stream: Stream,
    features: Vec<u32>,
    /// Candidates of all characters, one after the other.
    candidates: Vec<u16>,
    scores: Vec<f32>,
    back: Vec<u32>,
    steps: Vec<Step>,
    /// The result: a class for each character of each word.
    pub classes: Vec<u16>,
    pub(super) morpheme: String,
    pub(super) parts: Vec<(std::ops::Range<usize>, u16)>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    start: usize,
    end: usize,
}

/// Finds the best classes of the words in `scratch.stream`. `margin` is added to a class at a character of
/// a word when it is not the wanted one; training asks for it with the wanted classes in order.
pub fn search(
    candidates: &Candidates,
    weights: &impl Weights,
    wanted: Option<(&[u16], f32)>,
    scratch: &mut Scratch,
) {
    let Scratch { stream, features, candidates: list, scores, back, steps, classes, .. } = scratch;
    list.clear();
    scores.clear();
    back.clear();
    steps.clear();
    classes.clear();
    for (word, (start, end)) in stream.words().iter().copied().enumerate() {
        for at in start..end {
            let from = list.len();
            candidates.of(stream.chars()[at], list);
            let gold = wanted.and_then(|(classes, _)| classes.get(steps.len())).copied();
            if let Some(gold) = gold.filter(|gold| !list[from..].contains(gold)) {
                list.push(gold);
            }
            stream.features(&candidates.lexicon, (word, at), features);
            let previous = steps.last().copied();
            for place_of in from..list.len() {
                let id = list[place_of];
                let class = &candidates.classes[id as usize];
                let mut score: f32 = features.iter().map(|feature| weights.weight(place(*feature, id))).sum();
                if let Some((_, margin)) = wanted
                    && gold != Some(id)
                {
                    score += margin;
                }
                let mut best = (f32::NEG_INFINITY, u32::MAX);
                let first = at == start;
                let mut take = |before: f32, from: u32, tag: Option<u16>| {
                    let total = before + weights.weight(place(transition(tag, first), id));
                    if total > best.0 || best.1 == u32::MAX {
                        best = (total, from);
                    }
                };
                match previous {
                    None if class.enter.is_none() => take(0.0, 0, None),
                    None => {}
                    Some(previous) => {
                        for from in previous.start..previous.end {
                            let exit = candidates.classes[list[from] as usize].exit();
                            let fits = match class.enter {
                                Some(tag) => !first && exit == tag,
                                None => true,
                            };
                            if fits && scores[from].is_finite() {
                                take(scores[from], from as u32, Some(exit));
                            }
                        }
                    }
                }
                scores.push(best.0 + score);
                back.push(best.1);
            }
            steps.push(Step { start: from, end: list.len() });
        }
    }
    let Some(last) = steps.last() else { return };
    let mut best = last.start;
    for place in last.start..last.end {
        if scores[place] > scores[best] {
            best = place;
        }
    }
    for step in steps.iter().rev() {
        classes.push(list.get(best).copied().unwrap_or(0));
        debug_assert!((step.start..step.end).contains(&best));
        best = back.get(best).map_or(0, |back| *back as usize);
    }
    classes.reverse();
}
