//! Treebanks to a segmentation model.

use std::path::{Path, PathBuf};

use avviso_tables::Tables;
use avviso_text::segmentation::learning::{BREAK_CLASSES, JOINT_CLASSES, Learner, Lesson, Weights};
use avviso_text::segmentation::{Header, Model};
use avviso_text::{Language, Segmenter};
use serde::Deserialize;

use super::evaluation::{Gold, evaluate};
use super::paragraphs::{Runs, of_treebank};
use crate::logistic::{Cases, Training, train as fit};
use crate::{Error, Result};

/// A treebank to train on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The CoNLL-U file.
    pub path: PathBuf,
    /// Its name and licence, for the header of the model.
    pub name: String,
    /// What its words count for, 1 as a rule, 0 to leave them out.
    pub words: f32,
    /// What its sentence ends count for.
    pub sentences: f32,
}

/// What to train on, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language of the model.
    pub language: Language,
    /// The treebanks.
    pub sources: Vec<Source>,
    /// What the figures in the header of the model are measured on.
    pub measured: Vec<Gold>,
    /// Start of the pseudo-random numbers: the same seed and data give the same model.
    pub seed: u64,
}

/// The recipe as it stands in `segmentation.toml` of a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    seed: u64,
    source: Vec<Source>,
    #[serde(default)]
    measured: Vec<Measured>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    path: PathBuf,
    run: usize,
}

impl Options {
    /// The recipe of `language`, with its files looked for below the folder `data`.
    pub fn of(language: Language, tables: &Tables, data: &Path) -> Result<Self> {
        let file = tables.language_file(language.as_str(), RECIPE)?.ok_or_else(|| {
            Error::new(
                RECIPE.as_ref(),
                format!("{language} has none; write one after that of another language"),
            )
        })?;
        let recipe: Recipe = toml::from_str(file.text()?)
            .map_err(|error| Error::new(file.path.as_ref(), error.to_string()))?;
        let sources = recipe.source.into_iter().map(|s| Source { path: data.join(&s.path), ..s });
        let gold = |m: Measured| Gold { path: data.join(&m.path), language, run: m.run };
        let measured = recipe.measured.into_iter().map(gold).collect();
        Ok(Self { language, sources: sources.collect(), measured, seed: recipe.seed })
    }
}

const RECIPE: &str = "segmentation.toml";
const WORD_BITS: u32 = 18;
const SENTENCE_BITS: u32 = 18;
const LONGEST_PARAGRAPH: usize = 8;
/// Every so many places between words one is also shown without the words to its right.
const BLIND_STEP: usize = 6;
/// Every so many paragraphs one is held out to set the threshold.
const HELD_OUT: usize = 8;

/// Trains a model. The same options and files give the same bytes.
pub fn train(options: &Options) -> Result<Model> {
    let mut lessons: Vec<(Lesson, &Source)> = Vec::new();
    for source in &options.sources {
        let read = of_treebank(&source.path, Runs::UpTo(LONGEST_PARAGRAPH, options.seed))?;
        lessons.extend(read.into_iter().map(|lesson| (lesson, source)));
    }
    let for_words = || lessons.iter().filter(|(_, source)| source.words > 0.0);
    let learner = Learner::new(for_words().map(|(lesson, _)| lesson));
    let mut joints = Cases::default();
    for (lesson, source) in for_words() {
        learner.joints(lesson, |features, class| joints.push(features, class, source.words));
    }
    let plan = Training {
        bits: WORD_BITS,
        classes: JOINT_CLASSES,
        rounds: 12,
        rate: 0.1,
        decay: 1e-6,
        seed: options.seed,
    };
    let joint_weights = Weights { bits: WORD_BITS, values: fit(&joints, &plan) };

    let plan = Training {
        bits: SENTENCE_BITS,
        classes: BREAK_CLASSES,
        rounds: 8,
        rate: 0.1,
        decay: 1e-6,
        seed: options.seed,
    };
    let mut all = Cases::default();
    let mut most = Cases::default();
    let mut held_out = Cases::default();
    for (n, (lesson, source)) in lessons.iter().enumerate() {
        if source.sentences <= 0.0 {
            continue;
        }
        let held = n % HELD_OUT == 0;
        learner.breaks(lesson, |features, class| {
            all.push(features, class, source.sentences);
            if held {
                // The threshold is to suit all kinds of text alike, whatever they count for in training.
                held_out.push(features, class, 1.0);
            } else {
                most.push(features, class, source.sentences);
            }
        });
        learner.blind_breaks(lesson, BLIND_STEP, |features, class| {
            all.push(features, class, source.sentences);
            if !held {
                most.push(features, class, source.sentences);
            }
        });
    }
    let threshold = best_threshold(&held_out, &fit(&most, &plan));
    let break_weights = Weights { bits: SENTENCE_BITS, values: fit(&all, &plan) };

    let data = options.sources.iter().map(|source| source.name.clone()).collect();
    let header = Header { language: options.language, data, figures: Vec::new() };
    let model = learner.model(header, [&joint_weights, &break_weights], threshold).ok_or_else(|| {
        let path = options.sources.first().map(|source| source.path.as_path());
        Error::new(path.unwrap_or_else(|| "train".as_ref()), "gives no model; name at least one treebank")
    })?;
    let segmenter = Segmenter::default().with(model.clone());
    let mut figures = Vec::new();
    for gold in &options.measured {
        // Folder and file: the names of files alone are often the same.
        let tail: PathBuf = gold.path.iter().skip(gold.path.iter().count().saturating_sub(2)).collect();
        figures.push(format!("{}: {}", tail.display(), evaluate(&segmenter, gold)?.figures));
    }
    Ok(model.with_figures(figures))
}

/// The score above which ends are told best, by F1 of the ends. A wrong end spoils two sentences as a
/// missed one does, so that this is close to the best for sentences as well.
fn best_threshold(cases: &Cases, weights: &[f32]) -> f32 {
    let shift = 32 - SENTENCE_BITS;
    let mut scored: Vec<(f32, f32, bool)> = Vec::with_capacity(cases.len());
    for n in 0..cases.len() {
        let Some((features, class, weight)) = cases.get(n) else { continue };
        let score = features.iter().filter_map(|hash| weights.get((hash >> shift) as usize)).sum();
        scored.push((score, weight, class == 1));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold: f32 = scored.iter().filter(|case| case.2).map(|case| case.1).sum();
    let (mut right, mut found) = (0.0, 0.0);
    let (mut best, mut threshold) = (0.0, 0.0);
    for pair in scored.windows(2) {
        let &[(score, weight, is_end), (next, ..)] = pair else { continue };
        found += weight;
        right += if is_end { weight } else { 0.0 };
        let f1 = 2.0 * right / (found + gold).max(1.0);
        if f1 > best {
            best = f1;
            threshold = f32::midpoint(score, next);
        }
    }
    threshold
}
