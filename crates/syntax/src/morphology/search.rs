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
    exits: Vec<Exit>,
    /// The result: a class for each character of each word.
    pub classes: Vec<u16>,
    pub(super) morpheme: String,
    pub(super) parts: Vec<(std::ops::Range<usize>, u16)>,
}

/// The best path that ends in a morpheme of a tag.
#[derive(Debug, Clone, Copy)]
struct Exit {
    tag: u16,
    score: f32,
    from: u32,
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
    let Scratch { stream, features, candidates: list, scores, back, steps, exits, classes, .. } = scratch;
    list.clear();
    scores.clear();
    back.clear();
    steps.clear();
    exits.clear();
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
            let first = at == start;
            // Where only one class is possible, nothing depends on what is seen.
            let sure = list.len() - from == 1;
            for id in &list[from..] {
                let class = &candidates.classes[*id as usize];
                let step = |before: f32, tag| before + weights.weight(place(transition(tag, first), *id));
                let reached = match class.enter {
                    // At the beginning; or nothing was possible before, and the word begins anew.
                    None if exits.is_empty() => {
                        Some((step(0.0, None), steps.last().map_or(0, |last| last.start as u32)))
                    }
                    None => {
                        let paths = exits.iter().map(|exit| (step(exit.score, Some(exit.tag)), exit.from));
                        paths.reduce(|best, next| if next.0 > best.0 { next } else { best })
                    }
                    Some(_) if first => None,
                    Some(tag) => {
                        let exit = exits.iter().find(|exit| exit.tag == tag);
                        exit.map(|exit| (step(exit.score, Some(tag)), exit.from))
                    }
                };
                let Some((before, path)) = reached else {
                    scores.push(f32::NEG_INFINITY);
                    back.push(u32::MAX);
                    continue;
                };
                let mut score = before;
                if !sure {
                    score += features.iter().map(|feature| weights.weight(place(*feature, *id))).sum::<f32>();
                }
                if let Some((_, margin)) = wanted
                    && gold != Some(*id)
                {
                    score += margin;
                }
                scores.push(score);
                back.push(path);
            }
            exits.clear();
            for (place, id) in (from..).zip(&list[from..]).filter(|(place, _)| scores[*place].is_finite()) {
                let tag = candidates.classes[*id as usize].exit();
                let exit = Exit { tag, score: scores[place], from: place as u32 };
                match exits.iter_mut().find(|known| known.tag == tag) {
                    Some(known) if exit.score > known.score => *known = exit,
                    Some(_) => {}
                    None => exits.push(exit),
                }
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
