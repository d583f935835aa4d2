//! Sentences in numbers, as the network learns from them.

use std::collections::HashMap;

use avviso_syntax::Names;
use avviso_syntax::features::{self, Feature};
use avviso_syntax::morphology::Morphemes;

use super::treebank::{Sentence, Word};

/// What is learned from: sentences in numbers, and what the numbers mean.
pub(super) struct Examples {
    pub(super) names: Names,
    /// The hashes of the table's rows, rising.
    pub(super) rows: Vec<u32>,
    pub(super) list: Vec<Example>,
}

impl Examples {
    /// Takes up sentences with the morphemes that were found in them.
    pub(super) fn new(sentences: &[Sentence], morphemes: &[Morphemes], names: Names, limit: usize) -> Self {
        let seen: Vec<Vec<Vec<Feature>>> = sentences
            .iter()
            .zip(morphemes)
            .map(|(sentence, morphemes)| features(sentence, morphemes))
            .collect();
        let rows = commonest(&seen, limit);
        let list = of(sentences, &seen, &rows, &names);
        Self { names, rows, list }
    }
}

/// A sentence in numbers.
pub(super) struct Example {
    /// For each word its rows of the table and how much they count; first the form's own two.
    pub(super) rows: Vec<Vec<(u32, f32)>>,
    pub(super) words: Vec<Classes>,
}

#[derive(Clone, Copy)]
pub(super) struct Classes {
    pub(super) upos: usize,
    pub(super) fine: Option<usize>,
    pub(super) head: usize,
    pub(super) relation: usize,
}

/// All sentences.
fn of(sentences: &[Sentence], seen: &[Vec<Vec<Feature>>], rows: &[u32], names: &Names) -> Vec<Example> {
    let list = names.fine.iter().zip(&names.upos_of_fine).enumerate();
    let places: HashMap<(&str, &str, u16), usize> =
        list.map(|(place, ((tag, feats), upos))| ((tag.as_str(), feats.as_str(), *upos), place)).collect();
    let fine = |word: &Word, upos| {
        let place = |tag| places.get(&(tag, word.feats.as_str(), upos)).copied();
        place(word.xpos.as_str()).or_else(|| place("_"))
    };
    sentences
        .iter()
        .zip(seen)
        .map(|(sentence, seen)| Example::new((sentence, seen), rows, names, fine))
        .collect()
}

impl Example {
    fn new(
        (sentence, seen): (&Sentence, &[Vec<Feature>]),
        rows: &[u32],
        names: &Names,
        fine: impl Fn(&Word, u16) -> Option<usize>,
    ) -> Self {
        let find = |feature: &Feature| Some((rows.binary_search(&feature.hash).ok()? as u32, feature.weight));
        let place = |list: &[String], name: &str| {
            list.binary_search_by(|known| known.as_str().cmp(name)).unwrap_or(0)
        };
        let classes = |word: &Word| {
            let upos = place(&names.upos, &word.upos);
            Classes {
                upos,
                fine: fine(word, upos as u16),
                head: word.head,
                relation: place(&names.deprel, &word.deprel),
            }
        };
        Self {
            rows: seen.iter().map(|seen| seen.iter().filter_map(find).collect()).collect(),
            words: sentence.words.iter().map(classes).collect(),
        }
    }
}

/// What the network sees of each word.
fn features(sentence: &Sentence, morphemes: &Morphemes) -> Vec<Vec<Feature>> {
    let mut scratch = features::Scratch::default();
    let of = |(place, form): (usize, &str)| {
        let mut out = Vec::new();
        features::of_form(form, &mut scratch, &mut out);
        features::of_morphemes(morphemes.of_word(place), &mut out);
        out
    };
    sentence.forms().enumerate().map(of).collect()
}

/// The hashes of the commonest features, rising; what occurs once is left out.
fn commonest(seen: &[Vec<Vec<Feature>>], limit: usize) -> Vec<u32> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for feature in seen.iter().flatten().flatten() {
        *counts.entry(feature.hash).or_default() += 1;
    }
    let mut order: Vec<(std::cmp::Reverse<usize>, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(hash, count)| (std::cmp::Reverse(count), hash))
        .collect();
    order.sort_unstable();
    order.truncate(limit);
    let mut rows: Vec<u32> = order.into_iter().map(|(_, hash)| hash).collect();
    rows.sort_unstable();
    rows
}
