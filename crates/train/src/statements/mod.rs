//! Training and measuring what finds statements.

pub mod calibration;
pub mod corpus;
mod course;
mod links;
pub mod passages;
pub mod polnear;
pub mod tokens;
pub mod triples;

use std::path::PathBuf;

use avviso_record::attribution::{Model, Tagger, Words, features};
use avviso_syntax::Card;

use crate::segmentation::Score;
use crate::{Error, Result};
use corpus::Grammar;
use course::Training;

/// What to learn from and how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// Articles with attributions: folders with `text/` and `ann/`.
    pub train: Vec<PathBuf>,
    /// Lines of tokens with labels, on which each epoch is measured and the thresholds are set.
    pub dev: PathBuf,
    /// Names and licences of the data, for the card.
    pub data: Vec<String>,
    /// How often the paragraphs are gone through.
    pub epochs: usize,
    /// Where random numbers begin: the same seed, data and options give the same bytes.
    pub seed: u64,
    /// Sizes of the network.
    pub sizes: Sizes,
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
}

impl Default for Sizes {
    fn default() -> Self {
        Self { rows: 30_000, width: 96, layers: 2, cells: 128 }
    }
}

/// How an epoch went.
#[derive(Debug, Clone)]
pub struct Epoch {
    /// Which one, from 1.
    pub number: usize,
    /// Nats a word in training.
    pub loss: f64,
    /// Exact spans of source, cue and content on the dev lines.
    pub scores: [Score; 3],
    /// How long it took to train.
    pub seconds: f64,
}

/// Trains a tagger of attributions.
pub fn train(options: &Options, grammar: &Grammar, mut progress: impl FnMut(&Epoch)) -> Result<Model> {
    let mut examples = Vec::new();
    let mut links = links::Links::default();
    let mut articles = 0;
    for folder in &options.train {
        for article in polnear::read(folder)? {
            let prepared = grammar.prepare(&article.text);
            for words in prepared.paragraphs() {
                links.add(&prepared, &words, &article);
                examples.push(example(&words, corpus::labels(&prepared, &words, &article)));
            }
            articles += 1;
        }
    }
    let lines = tokens::read(&options.dev)?;
    let prepared = tokens::prepare(grammar, &lines);
    let size =
        (examples.len(), examples.iter().map(|example: &RawExample| example.labels.len()).sum::<usize>());
    let mut training = Training::new(examples, options)
        .ok_or_else(|| Error::new(&options.dev, "there is no parser of this language"))?;
    let mut last = None;
    for number in 1..=options.epochs {
        let begun = std::time::Instant::now();
        let loss = training.epoch();
        let seconds = begun.elapsed().as_secs_f64();
        let model =
            training.model().ok_or_else(|| Error::new(&options.dev, "the sizes do not fit together"))?;
        let is_last = number == options.epochs;
        let (model, scores) = if is_last {
            best_thresholds(&model, &lines, &prepared)
        } else {
            let tagger = Tagger::of_model(model.clone());
            (model, tokens::compare(&lines, &tokens::label(&tagger, &lines, &prepared)))
        };
        progress(&Epoch { number, loss, scores, seconds });
        last = Some((model, scores));
    }
    let (model, scores) = last.ok_or_else(|| Error::new(&options.dev, "no epoch was asked for"))?;
    let model = model.with_linker(links.train(options.seed));
    Ok(model.with_card(card(options, grammar, (articles, size), &scores)))
}

/// A paragraph before its features are given rows.
struct RawExample {
    features: Vec<Vec<avviso_syntax::features::Feature>>,
    states: Vec<f32>,
    labels: Vec<usize>,
}

fn example(words: &Words<'_>, labels: Vec<usize>) -> RawExample {
    let mut all = Vec::with_capacity(words.len());
    features(words, |_, features| all.push(features.to_vec()));
    RawExample { features: all, states: words.states.clone(), labels }
}

/// The thresholds that give the best F1 on the dev lines, role by role.
fn best_thresholds(
    model: &Model,
    lines: &[tokens::Line],
    prepared: &[tokens::PreparedLine],
) -> (Model, [Score; 3]) {
    let mut best = ([course::THRESHOLD; 3], [Score::default(); 3]);
    let candidates = tokens::candidates(&Tagger::of_model(model.clone()), prepared);
    for _ in 0..2 {
        for role in 0..3 {
            for step in 3..=12 {
                let mut thresholds = best.0;
                thresholds[role] = step as f32 * 0.05;
                let found = tokens::choose(lines, prepared, &candidates, thresholds);
                let scores = tokens::compare(lines, &found);
                if scores[role].f1() > best.1[role].f1() {
                    best = (thresholds, scores);
                }
            }
        }
    }
    (model.clone().with_thresholds(best.0), best.1)
}

fn card(
    options: &Options,
    grammar: &Grammar,
    (articles, (paragraphs, words)): (usize, (usize, usize)),
    scores: &[Score; 3],
) -> Card {
    let mut card = Card::default().with("language", grammar.language.as_str());
    for data in &options.data {
        card = card.with("data", data);
    }
    let dev = options.dev.file_name().unwrap_or_default().to_string_lossy();
    let [source, cue, content] = scores.map(|score| 100.0 * score.f1());
    card.with("trained on", &format!("{articles} articles, {paragraphs} paragraphs, {words} words"))
        .with("figures", &format!("{dev}, exact F1: source {source:.2} cue {cue:.2} content {content:.2}"))
        .with("date", &options.date)
        .with("command", &options.command)
}
