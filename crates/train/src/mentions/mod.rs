//! Training and measuring what finds mentions and tells who is who.

mod figures;
mod gum;
mod ranking;

use std::collections::HashMap;
use std::path::PathBuf;

use avviso_record::attribution::Words;
use avviso_record::mentions::{BITS, Class, Finder, MODEL_FILE, Model, Teacher, candidates};
use avviso_syntax::Card;
use avviso_tables::Tables;

use crate::logistic::{self, Cases, Training};
use crate::statements::corpus::{Grammar, Prepared};
use crate::{Error, Result};
pub use figures::{Figures, Mistake};
use gum::{Document, Gold};

/// Parts that the training documents are divided into, so that the ranker sees classes as they are found in
/// documents that were not learned from.
const PARTS: usize = 4;

/// What to learn from.
#[derive(Debug, Clone)]
pub struct Options {
    /// Documents with entities, in CoNLL-U.
    pub train: Vec<PathBuf>,
    /// Documents on which the model is measured.
    pub dev: PathBuf,
    /// Names and licences of the data, for the card.
    pub data: Vec<String>,
    /// Where random numbers begin: the same seed, data and options give the same bytes.
    pub seed: u64,
    /// The day, for the card.
    pub date: String,
    /// The command that gives this model again, for the card.
    pub command: String,
}

/// A document in words and trees.
struct Read {
    document: Document,
    prepared: Prepared,
}

impl Read {
    fn new(document: Document, grammar: &Grammar) -> Self {
        Self { prepared: grammar.prepare(&document.text), document }
    }

    /// The gold mention by paragraph and head, and the longest one where several have one head.
    fn by_head<'d>(&'d self, paragraphs: &[Words<'_>]) -> HashMap<(usize, usize), &'d Gold> {
        let mut found: HashMap<(usize, usize), &Gold> = HashMap::new();
        for gold in &self.document.mentions {
            let at =
                |words: &&Words<'_>| words.spans.last().is_some_and(|last| last.end as usize >= gold.head[1]);
            let Some(paragraph) = paragraphs.iter().position(|words| at(&words)) else { continue };
            let spans = &paragraphs[paragraph].spans;
            let word = spans.partition_point(|span| (span.end as usize) <= gold.head[0]);
            let best = found.entry((paragraph, word)).or_insert(gold);
            if gold.span[1] - gold.span[0] > best.span[1] - best.span[0] {
                *best = gold;
            }
        }
        found
    }
}

/// Trains a model of mentions.
pub fn train(options: &Options, grammar: &Grammar, tables: &Tables) -> Result<(Model, Figures)> {
    let mut read = Vec::new();
    for path in &options.train {
        read.extend(gum::read(path)?.into_iter().map(|document| Read::new(document, grammar)));
    }
    let language = grammar.language.as_str();
    let missing = || Error::new(&options.dev, "there are no words of this language to recognise roles by");
    let mut finder = Finder::of_model(tables, language, Model::default())?.ok_or_else(missing)?;
    let mut choices = Vec::new();
    for part in 0..PARTS {
        let others = read.iter().enumerate().filter(|(place, _)| place % PARTS != part).map(|(_, read)| read);
        finder.set_model(Model::new(classes(others, &finder, options.seed), Vec::new()));
        for read in read.iter().skip(part).step_by(PARTS) {
            let paragraphs = read.prepared.paragraphs();
            let gold = read.by_head(&paragraphs);
            let chain = |paragraph: usize, head: usize| gold.get(&(paragraph, head)).map(|gold| gold.chain);
            finder.find(&paragraphs, Some(&mut Teacher::new(&chain, &mut choices)));
        }
    }
    let pairs = ranking::train(&choices, BITS[1], options.seed);
    let model = Model::new(classes(read.iter(), &finder, options.seed), pairs);
    // The file keeps weights in few bits: figures are those of what is read from it.
    let bytes = model.write().map_err(|error| Error::new(&options.dev, error.to_string()))?;
    let model =
        Model::read(&bytes, MODEL_FILE).map_err(|error| Error::new(&options.dev, error.to_string()))?;
    finder.set_model(model.clone());
    let (figures, _) = measure(&options.dev, grammar, &finder)?;
    let mentions: usize = read.iter().map(|read| read.document.mentions.len()).sum();
    let mut card = Card::default().with("language", language);
    for data in &options.data {
        card = card.with("data", data);
    }
    let dev = options.dev.file_name().unwrap_or_default().to_string_lossy();
    let card = card
        .with("trained on", &format!("{} documents, {mentions} mentions", read.len()))
        .with("figures", &format!("{dev}: {}", figures.summary()))
        .with("date", &options.date)
        .with("command", &options.command);
    Ok((model.with_card(card), figures))
}

/// Figures of the documents of a file, and what went wrong.
pub fn measure(
    path: &std::path::Path,
    grammar: &Grammar,
    finder: &Finder,
) -> Result<(Figures, Vec<Mistake>)> {
    let (mut figures, mut mistakes) = (Figures::default(), Vec::new());
    for document in gum::read(path)? {
        let read = Read::new(document, grammar);
        let paragraphs = read.prepared.paragraphs();
        let found = finder.find(&paragraphs, None);
        figures::compare(&read.document, &paragraphs, &found, &mut figures, &mut mistakes);
    }
    Ok((figures, mistakes))
}

/// The weights of classes.
fn classes<'r>(documents: impl Iterator<Item = &'r Read>, finder: &Finder, seed: u64) -> Vec<f32> {
    let mut cases = Cases::default();
    let mut hashes = Vec::new();
    for read in documents {
        let paragraphs = read.prepared.paragraphs();
        let gold = read.by_head(&paragraphs);
        for (paragraph, words) in paragraphs.iter().enumerate() {
            for candidate in candidates(words) {
                let class = gold.get(&(paragraph, candidate.head)).map(|gold| gold.class);
                let place = class.and_then(|class| Class::ALL.iter().position(|other| *other == class));
                finder.class_features(words, &candidate, &mut hashes);
                cases.push(&hashes, place.map_or(0, |place| place + 1), 1.0);
            }
        }
    }
    let training =
        Training { bits: BITS[0], classes: Class::ALL.len() + 1, rounds: 8, rate: 0.1, decay: 1e-5, seed };
    logistic::train(&cases, &training)
}

impl Figures {
    /// The figures in one line.
    pub fn summary(&self) -> String {
        let share = |[right, of]: [usize; 2]| 100.0 * right as f64 / of.max(1) as f64;
        format!(
            "names F1 {:.1}, all mentions F1 {:.1}, classes of names {:.1} %, pronouns {:.1} %, role nouns {:.1} %",
            100.0 * self.names.f1(),
            100.0 * self.all.f1(),
            share(self.classes),
            share(self.pronouns),
            share(self.nouns),
        )
    }
}
