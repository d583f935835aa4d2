//! What training needs of segmentation: the features of a treebank's paragraphs, by the same code
//! that extracts them in use. How weights are learnt is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Kind, Piece, pieces};
use super::hash::form;
use super::linear::Linear;
use super::splits::{LONGEST_END, LONGEST_RUN, Splits, end_key, head, tail, whole_key};
use super::words::{CLASSES, Chunk, describe, joint_at};
use super::{Context, Header, Model, Multiword, Word, sentences};
use crate::Span;

/// A paragraph with its tokens, words and sentences as a treebank has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The paragraph.
    pub text: String,
    /// Its tokens; a multiword token is one.
    pub tokens: Vec<Span>,
    /// Its syntactic words; those of a multiword token divide its span.
    pub words: Vec<Span>,
    /// The last byte, exclusive, of each sentence.
    pub sentence_ends: Vec<u32>,
}

/// Weights as learnt: for each of `2^bits` features one for every class but the first.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Binary logarithm of the number of features.
    pub bits: u32,
    /// The weights.
    pub values: Vec<f32>,
}

/// Turns lessons into cases with features.
#[derive(Debug)]
pub struct Learner {
    splits: Splits,
}

/// The number of classes of a joint between pieces: within a word, between tokens, between words
/// of one token.
pub const JOINT_CLASSES: usize = CLASSES;
/// The number of classes of a place between words: within a sentence, between sentences.
pub const BREAK_CLASSES: usize = 2;

impl Learner {
    /// Learns from lessons which runs of letters hold two words.
    pub fn new<'l>(lessons: impl Iterator<Item = &'l Lesson>) -> Self {
        let mut whole: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
        let mut ends: BTreeMap<u32, (u8, usize, usize, BTreeSet<u32>)> = BTreeMap::new();
        let mut found = Vec::new();
        for lesson in lessons {
            pieces(&lesson.text, all_of(lesson), None, &mut found);
            for n in 0..found.len() {
                let Some((run, behind, start)) = run_at(&lesson.text, &found, n) else { continue };
                let inside = lesson.words.iter();
                let first = inside.as_slice().partition_point(|word| word.start <= start);
                let split = lesson.words.get(first).map(|word| (word.start - start) as usize);
                let split = split.filter(|&at| at < run.len()).filter(|&at| run.is_char_boundary(at));
                let before = split.map_or(0, |at| run.get(..at).map_or(0, |head| head.chars().count()));
                *whole.entry(whole_key(run, behind)).or_default().entry(before as u8).or_default() += 1;
                if behind[0].is_empty() {
                    continue;
                }
                for count in 1..=LONGEST_END {
                    let Some(at) = tail(run, count).filter(|&at| at > 0) else { continue };
                    let end = run.get(at..).unwrap_or_default();
                    let entry = ends.entry(end_key(end, behind)).or_default();
                    entry.0 = count as u8;
                    entry.1 += 1;
                    if split == Some(at) {
                        entry.2 += 1;
                        entry.3.insert(form(run));
                    }
                }
            }
        }
        let mut splits = Splits::default();
        for (key, (count, total, split, stems)) in ends {
            if stems.len() >= 3 && split * 2 > total {
                splits.ends.insert(key, count);
            }
        }
        for (key, counts) in whole {
            let total: usize = counts.values().sum();
            let best = counts.iter().max_by_key(|(_, count)| **count);
            if let Some((&before, &count)) = best
                && count * 2 > total
                && count >= 2
                && before > 0
            {
                splits.whole.insert(key, before);
            }
        }
        Self { splits }
    }

    /// Calls `take` with features and class of every joint that the first classifier decides on.
    pub fn joints(&self, lesson: &Lesson, mut take: impl FnMut(&[u32], usize)) {
        let mut found = Vec::new();
        let mut features = Vec::new();
        pieces(&lesson.text, all_of(lesson), Some(&self.splits), &mut found);
        let starts: Vec<u32> = lesson.tokens.iter().map(|token| token.start).collect();
        let mut chunk = Chunk::default();
        for (n, piece) in found.iter().enumerate() {
            if !piece.glued {
                chunk = Chunk::new(&found, n);
                continue;
            }
            let joint = joint_at(piece.span.start, &starts, &lesson.words);
            if !piece.split {
                describe(&found, &chunk, n, &mut features);
                take(&features, joint as usize);
            }
            chunk.pass(&found, n, joint);
        }
    }

    /// Calls `take` with features and class of every place between words.
    pub fn breaks(&self, lesson: &Lesson, take: impl FnMut(&[u32], usize)) {
        places(lesson, take, |context, n, features| {
            context.describe(n, features);
            true
        });
    }

    /// Calls `take` for every `step`-th place between words, with the words to the right kept out of
    /// sight: so that an end is known by what stands before it, whatever may follow.
    pub fn blind_breaks(&self, lesson: &Lesson, step: usize, take: impl FnMut(&[u32], usize)) {
        places(lesson, take, |context, n, features| {
            context.describe_blindly(n, features);
            (n + lesson.words.len()).is_multiple_of(step)
        });
    }

    /// The model with these weights; `None` if their number does not fit.
    pub fn model(&self, header: Header, [joints, breaks]: [&Weights; 2], threshold: f32) -> Option<Model> {
        let words = Linear::round(joints.bits, JOINT_CLASSES, &joints.values)?;
        let sentences = Linear::round(breaks.bits, BREAK_CLASSES, &breaks.values)?;
        Some(Model::new(header, self.splits.clone(), [words, sentences], threshold))
    }
}

fn places(
    lesson: &Lesson,
    mut take: impl FnMut(&[u32], usize),
    describe: impl Fn(&Context, usize, &mut Vec<u32>) -> bool,
) {
    let word = |&span: &Span| Word { span, multiword: Multiword::No };
    let words: Vec<Word> = lesson.words.iter().map(word).collect();
    let mut seen = Vec::new();
    let mut features = Vec::new();
    sentences::see(&lesson.text, &words, &mut seen);
    let mut context = Context::new(&seen);
    for (n, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
        let ends = lesson.sentence_ends.binary_search(&word.span.end).is_ok();
        if describe(&context, n, &mut features) {
            take(&features, usize::from(ends));
        }
        if ends {
            context.begin_sentence(n + 1);
        }
        context.pass(n);
    }
}

fn all_of(lesson: &Lesson) -> Span {
    Span::new(0, lesson.text.len())
}

/// A run of letters that could be split, with the two pieces written behind it, and its start.
fn run_at<'t>(text: &'t str, found: &[Piece], n: usize) -> Option<(&'t str, [&'t str; 2], u32)> {
    let piece = found.get(n)?;
    let run = piece.span.of(text);
    if !matches!(piece.kind, Kind::Letters(_)) || run.len() < 2 || run.len() > LONGEST_RUN {
        return None;
    }
    head(run, 1)?;
    let next = found.get(n + 1).filter(|next| next.glued);
    let after = found.get(n + 2).filter(|after| after.glued && next.is_some());
    let of = |piece: Option<&Piece>| piece.map_or("", |piece| piece.span.of(text));
    Some((run, [of(next), of(after)], piece.span.start))
}
