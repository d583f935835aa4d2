//! Words and sentences found, against those of a treebank or of a text with a sentence a line.
//!
//! Measured as the `CoNLL` 2018 shared task does: on raw text, with paragraph breaks where the gold data
//! has them, a unit being right if it has the same characters.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use avviso_text::segmentation::learning::Lesson;
use avviso_text::{Language, Multiword, Segmentation, Segmenter, Span};

use super::paragraphs::{Runs, of_lines, of_treebank};
use crate::Result;

/// What to measure on.
#[derive(Debug, Clone)]
pub struct Gold {
    /// A CoNLL-U file (by its ending), or else a text with one sentence a line.
    pub path: PathBuf,
    /// Its language.
    pub language: Language,
    /// How many sentences make a paragraph where the file marks none.
    pub run: usize,
}

/// How many units there are, how many were found and how many are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// In the gold data.
    pub gold: usize,
    /// Found.
    pub found: usize,
    /// Found and right.
    pub right: usize,
}

impl Score {
    /// The share of found units that are right, from 0 to 1.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// The share of gold units that were found, from 0 to 1.
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    /// The harmonic mean of the two, from 0 to 1.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// How well and how fast.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Tokens; none if the gold data has no words.
    pub tokens: Option<Score>,
    /// Syntactic words; none if the gold data has no words.
    pub words: Option<Score>,
    /// Sentences: both ends have to be right.
    pub sentences: Score,
    /// Ends of sentences, those at ends of paragraphs included.
    pub sentence_ends: Score,
    /// The time that one core took.
    pub time: Duration,
    /// Words found.
    pub found_words: usize,
}

impl Figures {
    /// Words a second on one core.
    pub fn words_a_second(&self) -> f64 {
        self.found_words as f64 / self.time.as_secs_f64().max(1e-9)
    }
}

/// Precision, recall and F1 in percent; without the speed, which differs from run to run.
impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = [
            ("tokens", self.tokens),
            ("words", self.words),
            ("sentences", Some(self.sentences)),
            ("sentence ends", Some(self.sentence_ends)),
        ];
        let known = rows.into_iter().filter_map(|(name, score)| Some((name, score?)));
        for (n, (name, score)) in known.enumerate() {
            let [p, r, f1] = [score.precision(), score.recall(), score.f1()].map(|share| share * 100.0);
            let separator = if n == 0 { "" } else { "; " };
            write!(f, "{separator}{name} P {p:.2} R {r:.2} F1 {f1:.2}")?;
        }
        Ok(())
    }
}

/// A place where found and gold boundaries differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// `word missed`, `word added`, `sentence missed` or `sentence added`.
    pub kind: &'static str,
    /// The characters around it, with `⏐` at the boundary.
    pub context: String,
}

/// Figures with the mistakes behind them.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// The figures.
    pub figures: Figures,
    mistakes: Vec<Mistake>,
}

impl Evaluation {
    /// At most `count` mistakes, spread over the whole of the data.
    pub fn errors(&self, count: usize) -> Vec<&Mistake> {
        let step = (self.mistakes.len() / count.max(1)).max(1);
        self.mistakes.iter().step_by(step).take(count).collect()
    }
}

/// Cuts the text of `gold` and compares.
pub fn evaluate(segmenter: &Segmenter, gold: &Gold) -> Result<Evaluation> {
    let is_treebank = is_conllu(&gold.path);
    let lessons = if is_treebank {
        of_treebank(&gold.path, Runs::Of(gold.run))?
    } else {
        of_lines(&gold.path, Runs::Of(gold.run))?
    };
    let mut evaluation = Evaluation::default();
    let [mut tokens, mut words, mut sentences, mut sentence_ends] = [Score::default(); 4];
    for lesson in &lessons {
        let start = Instant::now();
        let found = segmenter.segment(&lesson.text, Span::new(0, lesson.text.len()), gold.language);
        evaluation.figures.time += start.elapsed();
        evaluation.figures.found_words += found.words.len();
        let found_sentences: Vec<Span> = found.sentences.iter().map(|sentence| sentence.span).collect();
        let gold_sentences = sentences_of(lesson);
        add(&mut sentences, &gold_sentences, &found_sentences);
        let ends = |spans: &[Span]| spans.iter().map(|span| span.end).collect::<HashSet<u32>>();
        let (gold_ends, found_ends) = (ends(&gold_sentences), ends(&found_sentences));
        sentence_ends.gold += gold_ends.len();
        sentence_ends.found += found_ends.len();
        sentence_ends.right += gold_ends.intersection(&found_ends).count();
        let kinds = ["sentence missed", "sentence added"];
        evaluation.differ(lesson, kinds, [gold_ends, found_ends]);
        if is_treebank {
            let found_words: Vec<Span> = found.words.iter().map(|word| word.span).collect();
            add(&mut words, &lesson.words, &found_words);
            add(&mut tokens, &lesson.tokens, &tokens_of(&found));
            evaluation.differ(
                lesson,
                ["word missed", "word added"],
                [ends(&lesson.words), ends(&found_words)],
            );
        }
    }
    evaluation.figures.sentences = sentences;
    evaluation.figures.sentence_ends = sentence_ends;
    evaluation.figures.tokens = is_treebank.then_some(tokens);
    evaluation.figures.words = is_treebank.then_some(words);
    Ok(evaluation)
}

fn is_conllu(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("conllu"))
}

fn add(score: &mut Score, gold: &[Span], found: &[Span]) {
    let known: HashSet<&Span> = gold.iter().collect();
    score.gold += gold.len();
    score.found += found.len();
    score.right += found.iter().filter(|span| known.contains(span)).count();
}

fn tokens_of(found: &Segmentation) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    for word in &found.words {
        match tokens.last_mut() {
            Some(token) if word.multiword == Multiword::Rest => token.end = word.span.end,
            _ => tokens.push(word.span),
        }
    }
    tokens
}

/// The sentences of a lesson, without the blanks between them.
fn sentences_of(lesson: &Lesson) -> Vec<Span> {
    let mut start = 0;
    let mut sentences = Vec::new();
    for &end in &lesson.sentence_ends {
        sentences.push(Span { start, end }.trim(&lesson.text));
        start = end;
    }
    sentences
}

impl Evaluation {
    fn differ(&mut self, lesson: &Lesson, kinds: [&'static str; 2], [gold, found]: [HashSet<u32>; 2]) {
        for (kind, [these, those]) in kinds.into_iter().zip([[&gold, &found], [&found, &gold]]) {
            let mut only: Vec<u32> = these.difference(those).copied().collect();
            only.sort_unstable();
            self.mistakes.extend(
                only.into_iter().map(|at| Mistake { kind, context: context(&lesson.text, at as usize) }),
            );
        }
    }
}

/// Forty characters on either side.
fn context(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let from = before.char_indices().rev().nth(39).map_or(0, |(offset, _)| offset);
    let to = after.char_indices().nth(40).map_or(after.len(), |(offset, _)| offset);
    let parts = [before.get(from..), Some("⏐"), after.get(..to)];
    parts.into_iter().flatten().collect::<String>().replace('\n', "↵")
}
