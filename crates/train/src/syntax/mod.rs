//! Training and measuring parsers.

mod alignment;
mod batches;
pub mod evaluation;
mod examples;
mod gradient;
mod lemmas;
mod morphemes;
mod network;
mod treebank;

use std::collections::BTreeSet;
use std::path::PathBuf;

use avviso_syntax::morphology::{Morphemes, Morphology};
use avviso_syntax::{Card, Model, Parser};

use crate::{Error, Result};
use evaluation::Figures;
use treebank::Sentence;

/// The parts into which the training sentences are dealt for tags that are not learned by heart.
const FOLDS: usize = 5;

/// What to learn from and how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language's code, for the card.
    pub language: String,
    /// Treebanks in CoNLL-U.
    pub train: Vec<PathBuf>,
    /// The treebank that each epoch is measured on.
    pub dev: PathBuf,
    /// Names and licences of the data, for the card.
    pub data: Vec<String>,
    /// How often the sentences are gone through.
    pub epochs: usize,
    /// Where random numbers begin: the same seed, data and options give the same bytes.
    pub seed: u64,
    /// Sizes of the network.
    pub sizes: Sizes,
    /// Whether the network learns the tags of words that are cut into morphemes, too.
    pub morpheme_tags: bool,
    /// The day, for the card.
    pub date: String,
    /// The command that gives this model again, for the card.
    pub command: String,
}

/// Sizes of the network.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Rows of the table of features: the commonest features have one.
    pub rows: usize,
    /// Numbers in a row.
    pub width: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Cells of a layer in each direction.
    pub cells: usize,
    /// Numbers by which the parser sees a tag.
    pub seen: usize,
    /// Numbers of a word's view as dependant and as head.
    pub arc: usize,
    /// The same for the relation.
    pub relation: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { rows: 40_000, width: 128, layers: 3, cells: 128, seen: 32, arc: 128, relation: 96 }
    }
}

/// Something to tell while training goes on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Progress {
    /// Another part of the sentences was cut into morphemes by a model of the others.
    Fold {
        /// How many are done.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// An epoch ended.
    Epoch {
        /// Which one, from 1.
        epoch: usize,
        /// Nats a word in training: tags, arcs, relations.
        losses: [f64; 3],
        /// What the model reaches on the dev treebank as it would be written now.
        figures: Box<Figures>,
        /// How long it took to train.
        seconds: f64,
    },
}

/// Trains a model. The treebank says by itself whether words are cut into morphemes: then most of its
/// tags and lemmas have as many parts joined by `+`.
pub fn train(options: &Options, mut progress: impl FnMut(Progress)) -> Result<Model> {
    let mut sentences = Vec::new();
    for path in &options.train {
        sentences.extend(treebank::read(path)?);
    }
    let gold = avviso_syntax::conllu::read(&options.dev)?;
    let (morphology, morphemes) = if has_morphemes(&sentences) {
        let found = morphemes::cross_fitted(&sentences, FOLDS, options.seed, |part| {
            progress(Progress::Fold { done: part + 1, of: FOLDS });
        });
        let all: Vec<&Sentence> = sentences.iter().collect();
        (Morphology::Morphemes(morphemes::train(&all, options.seed, |_, _| ())), found)
    } else {
        let none = vec![Morphemes::default(); sentences.len()];
        (Morphology::Lemmas(lemmas::train(&sentences)), none)
    };
    let cut = matches!(morphology, Morphology::Morphemes(_));
    let names = names(&sentences, cut, !cut || options.morpheme_tags);
    let examples = examples::Examples::new(&sentences, &morphemes, names, options.sizes.rows);
    let course = (options.sizes, options.epochs, options.seed);
    let mut training = batches::Training::new(&examples, course);
    let mut last = None;
    for epoch in 1..=options.epochs {
        let begun = std::time::Instant::now();
        let losses = training.epoch();
        let seconds = begun.elapsed().as_secs_f64();
        let model = training
            .model(&morphology)
            .ok_or_else(|| Error::new(&options.dev, "the sizes do not fit together"))?;
        let figures = evaluation::of_parser(&Parser::of_model(model.clone()), &gold);
        progress(Progress::Epoch { epoch, losses, figures: Box::new(figures.clone()), seconds });
        last = Some((model, figures));
    }
    let (model, figures) = last.ok_or_else(|| Error::new(&options.dev, "no epoch was asked for"))?;
    Ok(model.with_card(card(options, &sentences, &figures)))
}

fn has_morphemes(sentences: &[Sentence]) -> bool {
    let parts = |text: &str| text.split('+').filter(|part| !part.is_empty()).count();
    let words = || sentences.iter().flat_map(|sentence| &sentence.words);
    let cut = words().filter(|word| parts(&word.xpos) > 1 && parts(&word.xpos) == parts(&word.lemma)).count();
    cut * 5 > words().count()
}

fn card(options: &Options, sentences: &[Sentence], figures: &Figures) -> Card {
    let mut card = Card::default().with("language", &options.language);
    for data in &options.data {
        card = card.with("data", data);
    }
    let dev = options.dev.file_name().unwrap_or_default().to_string_lossy();
    let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    card.with("trained on", &format!("{} sentences, {words} words", sentences.len()))
        .with("figures", &format!("{dev}, gold tokens: {}", figures.summary()))
        .with("date", &options.date)
        .with("command", &options.command)
}

/// The names of all classes, sorted. Without `tags` the network learns universal ones and features alone.
fn names(sentences: &[Sentence], morphemes: bool, tags: bool) -> avviso_syntax::Names {
    let words = || sentences.iter().flat_map(|sentence| &sentence.words);
    let sorted = |names: BTreeSet<&str>| -> Vec<String> { names.into_iter().map(str::to_owned).collect() };
    let upos: Vec<String> = sorted(words().map(|word| word.upos.as_str()).collect());
    let mut counts = std::collections::BTreeMap::<(&str, &str, &str), usize>::new();
    for word in words() {
        let tag = if tags { word.xpos.as_str() } else { "_" };
        *counts.entry((tag, &word.feats, &word.upos)).or_default() += 1;
    }
    let mut alike = counts.keys().map(|(tag, feats, _)| (*tag, *feats));
    let first = alike.next();
    let alone = alike.all(|next| Some(next) == first);
    if alone {
        // All say the same: nothing is left to learn.
        counts = first.map(|(tag, feats)| ((tag, feats, ""), 2)).into_iter().collect();
    }
    // What is rare can't be learned; tags of morphemes are many and come with these.
    let least = if morphemes { 10 } else { 2 };
    let few = counts.len() < 20;
    counts.retain(|_, count| few || *count >= least);
    let place = |name: &str| upos.binary_search_by(|known| known.as_str().cmp(name)).unwrap_or(0) as u16;
    avviso_syntax::Names {
        deprel: sorted(words().map(|word| word.deprel.as_str()).chain(["root"]).collect()),
        fine: counts.keys().map(|(tag, feats, _)| ((*tag).to_owned(), (*feats).to_owned())).collect(),
        upos_of_fine: if alone {
            Vec::new()
        } else {
            counts.keys().map(|(_, _, upos)| place(upos)).collect()
        },
        upos,
    }
}
