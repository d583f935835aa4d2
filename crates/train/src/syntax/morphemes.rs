//! The model that cuts words into morphemes: an averaged structured perceptron (Collins 2002).

use std::collections::HashMap;

use avviso_syntax::Places;
use avviso_syntax::morphology::weights::{BITS, Rounded, Weights};
use avviso_syntax::morphology::{self as morphology, Candidates, Class, Cutter, Morphemes, Scratch};

use super::alignment;
use super::treebank::Sentence;

const EPOCHS: usize = 8;
/// What a wrong class gains in training, so that the right one wins by a distance.
const MARGIN: f32 = 1.5;
/// A character seen this often has no classes but those it was seen with.
const KNOWN: usize = 60;
/// How often a morpheme is seen that the lexicon takes up.
const SEVERAL: usize = 3;
/// A class is general when it was seen with this many characters.
const GENERAL: usize = 6;

/// The weights while they are learned, and their sum over time.
struct Learned {
    weights: Vec<f32>,
    sums: Vec<f32>,
    time: f32,
}

impl Weights for Learned {
    fn weight(&self, hash: u32) -> f32 {
        self.weights[(hash >> (32 - BITS)) as usize]
    }
}

impl Learned {
    fn add(&mut self, hash: u32, change: f32) {
        let place = (hash >> (32 - BITS)) as usize;
        self.weights[place] += change;
        self.sums[place] += change * self.time;
    }

    fn average(&self) -> Vec<f32> {
        self.weights.iter().zip(&self.sums).map(|(weight, sum)| weight - sum / self.time).collect()
    }
}

/// Learns from sentences whose words have morphemes in lemma and tag.
pub(super) fn train(sentences: &[&Sentence], seed: u64, mut progress: impl FnMut(usize, f64)) -> Cutter {
    let (candidates, gold) = candidates(sentences);
    let size = 1 << BITS;
    let mut learned = Learned { weights: vec![0.0; size], sums: vec![0.0; size], time: 1.0 };
    let mut scratch = Scratch::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = fastrand::Rng::with_seed(seed);
    let words: Vec<Vec<&str>> = sentences.iter().map(|sentence| sentence.forms().collect()).collect();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for &place in &order {
            scratch.stream.set(&words[place]);
            morphology::search(&candidates, &learned, Some((&gold[place], MARGIN)), &mut scratch);
            right += scratch.classes.iter().zip(&gold[place]).filter(|(found, gold)| found == gold).count();
            all += gold[place].len();
            update(&candidates, &mut learned, &gold[place], &scratch);
            learned.time += 1.0;
        }
        progress(epoch, right as f64 / all.max(1) as f64);
    }
    Cutter::new(candidates, Rounded::new(&learned.average()))
}

/// Moves the weights from the found classes to the wanted ones, where they differ.
fn update(candidates: &Candidates, learned: &mut Learned, gold: &[u16], scratch: &Scratch) {
    let stream = &scratch.stream;
    let mut features = Vec::new();
    let mut step = 0;
    for (word, (start, end)) in stream.words().iter().copied().enumerate() {
        for at in start..end {
            let (wanted, found) = (gold[step], scratch.classes[step]);
            let before = |classes: &[u16]| step.checked_sub(1).map(|step| exit(candidates, classes[step]));
            let (wanted_before, found_before) = (before(gold), before(&scratch.classes));
            if wanted != found {
                stream.features(&candidates.lexicon, (word, at), &mut features);
                for feature in &features {
                    learned.add(morphology::place(*feature, wanted), 1.0);
                    learned.add(morphology::place(*feature, found), -1.0);
                }
            }
            if wanted != found || wanted_before != found_before {
                let transition = |tag| morphology::transition(tag, at == start);
                learned.add(morphology::place(transition(wanted_before), wanted), 1.0);
                learned.add(morphology::place(transition(found_before), found), -1.0);
            }
            step += 1;
        }
    }
}

fn exit(candidates: &Candidates, class: u16) -> u16 {
    candidates.classes[class as usize].exit()
}

/// The classes that the sentences need, which characters may have them, and each sentence's own.
fn candidates(sentences: &[&Sentence]) -> (Candidates, Vec<Vec<u16>>) {
    let mut tags: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| &sentence.words)
        .flat_map(|word| word.xpos.split('+').map(str::to_owned))
        .collect();
    tags.sort();
    tags.dedup();
    let mut classes: HashMap<Class, u16> = HashMap::new();
    let mut seen: HashMap<char, HashMap<u16, usize>> = HashMap::new();
    let mut gold = Vec::new();
    for sentence in sentences {
        let mut own = Vec::new();
        for word in &sentence.words {
            for (char, class) in alignment::classes(&word.form, &word.lemma, &word.xpos, &tags) {
                let next = classes.len() as u16;
                let class = *classes.entry(class).or_insert(next);
                *seen.entry(avviso_syntax::signs::plain(char)).or_default().entry(class).or_default() += 1;
                own.push(class);
            }
        }
        gold.push(own);
    }
    let mut list: Vec<(Class, u16)> = classes.into_iter().collect();
    list.sort_by_key(|(_, place)| *place);
    let mut spread = vec![0; list.len()];
    for class in seen.values().flat_map(HashMap::keys) {
        spread[*class as usize] += 1;
    }
    let (mut known, mut rare) = (HashMap::new(), HashMap::new());
    for (char, counts) in &seen {
        let total: usize = counts.values().sum();
        // What was seen once with a common character is most often a slip.
        let least = if total >= 400 { 2 } else { 1 };
        let mut own: Vec<u16> =
            counts.iter().filter(|(_, count)| **count >= least).map(|(class, _)| *class).collect();
        own.sort_unstable();
        // Without a class that begins a morpheme, a word that begins with the character has no path, and
        // with it the whole sentence: then the general classes are needed too.
        let begins = own.iter().any(|class| list[*class as usize].0.enter.is_none());
        if begins && total >= KNOWN {
            known.insert(*char, own)
        } else {
            rare.insert(*char, own)
        };
    }
    let general = |(place, spread): (usize, &usize)| (*spread >= GENERAL).then_some(place as u16);
    let mut general: Vec<u16> = spread.iter().enumerate().filter_map(general).collect();
    let mut classes: Vec<Class> = list.into_iter().map(|(class, _)| class).collect();
    // Any character must be able to begin a morpheme, and to go on with it.
    let plain = |enter, tags| Class { enter, strip: String::new(), append: String::new(), tags };
    for class in [plain(None, vec![0]), plain(Some(0), vec![])] {
        let same = |known: &Class| {
            known.strip.is_empty()
                && known.append.is_empty()
                && known.enter.is_none() == class.enter.is_none()
        };
        if !general.iter().any(|place| same(&classes[*place as usize])) {
            general.push(classes.len() as u16);
            classes.push(class);
        }
    }
    (Candidates { tags, classes, known, rare, general, lexicon: lexicon(sentences) }, gold)
}

/// The morphemes of two characters and more that were seen several times; rarer ones would be known in
/// training and unknown in use.
fn lexicon(sentences: &[&Sentence]) -> Places {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        for morpheme in word.lemma.split('+') {
            let chars: Vec<char> = morpheme.chars().collect();
            if chars.len() > 1 {
                *counts.entry(morphology::lexicon_hash(&chars)).or_default() += 1;
            }
        }
    }
    Places::new(counts.into_iter().filter(|(_, count)| *count >= SEVERAL).map(|(hash, _)| hash).collect())
}

/// The morphemes of each sentence as a model finds them that has not seen it: the sentences are dealt
/// into so many parts, each cut by a model of the others.
pub(super) fn cross_fitted(
    sentences: &[Sentence],
    folds: usize,
    seed: u64,
    mut progress: impl FnMut(usize),
) -> Vec<Morphemes> {
    let mut all = vec![Morphemes::default(); sentences.len()];
    // Neighbouring sentences are of one document and stay together.
    let fold = |place: usize| place / 50 % folds;
    for part in 0..folds {
        let others: Vec<&Sentence> = sentences
            .iter()
            .enumerate()
            .filter(|(place, _)| fold(*place) != part)
            .map(|(_, sentence)| sentence)
            .collect();
        let cutter = train(&others, seed, |_, _| ());
        let mut scratch = Scratch::default();
        for place in (0..sentences.len()).filter(|place| fold(*place) == part) {
            let words: Vec<&str> = sentences[place].forms().collect();
            cutter.analyse(&words, &mut scratch, &mut all[place]);
        }
        progress(part);
    }
    all
}
