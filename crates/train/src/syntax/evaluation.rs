//! Figures of found trees against gold ones, as in the CoNLL 2018 shared task (Zeman et al. 2018).
//!
//! Words are aligned by the characters that they cover, the words of a multiword token by their forms;
//! an attribute counts when the aligned word has it, and precision and recall are of all words. Relations
//! are compared without their subtypes unless it is said otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use avviso_syntax::conllu::{self, Column, Id, Line, Sentence};
use avviso_syntax::{Parser, Workspace};
use avviso_text::segmentation::Segmentation;
use avviso_text::{Language, Segmenter, Span};

use crate::segmentation::Score;

mod alignment;

/// Sentences that are parsed in one call.
const CHUNK: usize = 256;

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Sentences with the right beginning and end.
    pub sentences: Score,
    /// Words with the right beginning and end.
    pub words: Score,
    /// Universal parts of speech.
    pub upos: Score,
    /// The treebank's own tags.
    pub xpos: Score,
    /// Morphological features, all of a word's together, those of the treebank alone too.
    pub feats: Score,
    /// Lemmas; where the treebank writes morphemes, all of a word's together.
    pub lemmas: Score,
    /// Lemma and own tag both right: where these are morphemes, every one with its tag.
    pub morphemes: Score,
    /// Heads.
    pub heads: Score,
    /// Heads with the universal relation (LAS).
    pub labelled: Score,
    /// Heads with the relation and its subtype.
    pub subtypes: Score,
    /// Heads with the relation, by universal relation.
    pub by_relation: BTreeMap<String, Score>,
    /// Own tags, part by part, by the parts' names: for particles and endings.
    pub by_tag: BTreeMap<String, Score>,
    /// How long it took to find all this, from the text or from the words.
    pub time: Duration,
    mistakes: Vec<Mistake>,
}

/// A word whose head or relation is wrong.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// The sentence's words.
    pub sentence: Arc<str>,
    /// The word.
    pub word: String,
    /// The relation and the head's form in the gold tree.
    pub gold: (String, String),
    /// The same in the found tree.
    pub found: (String, String),
}

impl Figures {
    /// The main figures in a line, in percent.
    pub fn summary(&self) -> String {
        let percent = |count: &Score| format!("{:.2}", 100.0 * count.f1());
        format!(
            "UPOS {} XPOS {} UFeats {} lemma {} UAS {} LAS {} (with subtypes {})",
            percent(&self.upos),
            percent(&self.xpos),
            percent(&self.feats),
            percent(&self.lemmas),
            percent(&self.heads),
            percent(&self.labelled),
            percent(&self.subtypes),
        )
    }

    /// Up to so many mistakes, spread evenly over the text.
    pub fn mistakes(&self, count: usize) -> impl Iterator<Item = &Mistake> {
        let step = (self.mistakes.len() / count.max(1)).max(1);
        self.mistakes.iter().step_by(step).take(count)
    }
}

/// Parses the words of gold trees and compares.
pub fn of_parser(parser: &Parser, gold: &[Sentence]) -> Figures {
    let mut found = gold.to_vec();
    let time = parse_into(parser, &mut found);
    Figures { time, ..compare(gold, &found) }
}

/// Finds sentences and words in the raw text of gold trees, parses and compares. Paragraphs are the
/// treebank's own; where it marks none, each sentence is one.
pub fn of_text(parser: &Parser, segmenter: &Segmenter, language: Language, gold: &[Sentence]) -> Figures {
    let marked = gold.iter().skip(1).any(Sentence::begins_paragraph);
    let texts = gold.chunk_by(|_, next| marked && !next.begins_paragraph()).map(text_of);
    let texts: Vec<String> = texts.collect();
    let begun = Instant::now();
    let span = |text: &String| Span { start: 0, end: text.len() as u32 };
    let segmented: Vec<Segmentation> =
        texts.iter().map(|text| segmenter.segment(text, span(text), language)).collect();
    let segmenting = begun.elapsed();
    let mut found = Vec::new();
    for (text, segmentation) in texts.iter().zip(&segmented) {
        for (place, sentence) in segmentation.sentences.iter().enumerate() {
            let next = segmentation.sentences.get(place + 1).map_or(u32::MAX, |next| next.span.start);
            found.push(conllu::of_segmentation(text, segmentation, sentence, next));
        }
    }
    let time = segmenting + parse_into(parser, &mut found);
    Figures { time, ..compare(gold, &found) }
}

fn text_of(paragraph: &[Sentence]) -> String {
    let mut text = String::new();
    for line in paragraph.iter().flat_map(Sentence::tokens) {
        text.push_str(line.get(Column::Form));
        if line.space_after() {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Fills the columns of sentences; how long the parser took for it.
fn parse_into(parser: &Parser, sentences: &mut [Sentence]) -> Duration {
    let mut workspace = Workspace::default();
    let mut time = Duration::ZERO;
    for sentences in sentences.chunks_mut(CHUNK) {
        let words: Vec<Vec<&str>> = sentences
            .iter()
            .map(|sentence| sentence.words().map(|line| line.get(Column::Form)).collect())
            .collect();
        let begun = Instant::now();
        parser.parse(&words, &mut workspace);
        time += begun.elapsed();
        for (sentence, parse) in sentences.iter_mut().zip(workspace.parses()) {
            parse.fill(sentence);
        }
    }
    time
}

/// Compares found sentences with gold ones of the same text.
pub fn compare(gold: &[Sentence], found: &[Sentence]) -> Figures {
    let (gold, found) = (Flat::new(gold), Flat::new(found));
    let sentences = Score {
        right: alignment::shared(&gold.sentences, &found.sentences),
        found: found.sentences.len(),
        gold: gold.sentences.len(),
    };
    let aligned = alignment::words(&gold, &found);
    let mut of_gold = vec![None; gold.words.len()];
    for (gold, found) in &aligned {
        of_gold[*gold] = Some(*found);
    }
    let all = Score { right: 0, found: found.words.len(), gold: gold.words.len() };
    let count = |same: &dyn Fn(&Node<'_>, &Node<'_>) -> bool| {
        let right = aligned.iter().filter(|(a, b)| same(&gold.words[*a], &found.words[*b])).count();
        Score { right, ..all }
    };
    let get = |column: Column| move |a: &Node<'_>, b: &Node<'_>| a.line.get(column) == b.line.get(column);
    let lemma = |a: &Node<'_>, b: &Node<'_>| a.line.get(Column::Lemma) == "_" || get(Column::Lemma)(a, b);
    let head = |a: &Node<'_>, b: &Node<'_>| match (a.head, b.head) {
        (None, None) => true,
        (Some(a), Some(b)) => of_gold[a] == Some(b),
        _ => false,
    };
    let relation = |a: &Node<'_>, b: &Node<'_>| a.relation() == b.relation();
    let mut figures = Figures {
        sentences,
        words: count(&|_, _| true),
        upos: count(&get(Column::Upos)),
        xpos: count(&get(Column::Xpos)),
        feats: count(&get(Column::Feats)),
        lemmas: count(&lemma),
        morphemes: count(&|a, b| lemma(a, b) && get(Column::Xpos)(a, b)),
        heads: count(&head),
        labelled: count(&|a, b| head(a, b) && relation(a, b)),
        subtypes: count(&|a, b| head(a, b) && get(Column::Deprel)(a, b)),
        ..Figures::default()
    };
    for (words, place) in [(&gold.words, 0), (&found.words, 1)] {
        for word in words {
            let counts = figures.by_relation.entry(word.relation().to_owned()).or_default();
            *(if place == 0 { &mut counts.gold } else { &mut counts.found }) += 1;
            for part in parts(word.line) {
                let counts = figures.by_tag.entry(part.to_owned()).or_default();
                *(if place == 0 { &mut counts.gold } else { &mut counts.found }) += 1;
            }
        }
    }
    let mut sentence = (0, Arc::from(""));
    for (a, b) in &aligned {
        let (a, b) = (&gold.words[*a], &found.words[*b]);
        let mut left: Vec<&str> = parts(b.line).collect();
        for part in parts(a.line) {
            if let Some(place) = left.iter().position(|other| *other == part) {
                left.swap_remove(place);
                figures.by_tag.entry(part.to_owned()).or_default().right += 1;
            }
        }
        if head(a, b) && relation(a, b) {
            figures.by_relation.entry(a.relation().to_owned()).or_default().right += 1;
        } else {
            if sentence.0 != a.sentence.1 {
                sentence = (a.sentence.1, gold.text_of(a).into());
            }
            figures.mistakes.push(Mistake {
                sentence: Arc::clone(&sentence.1),
                word: a.line.get(Column::Form).to_owned(),
                gold: (a.line.get(Column::Deprel).to_owned(), gold.form(a.head)),
                found: (b.line.get(Column::Deprel).to_owned(), found.form(b.head)),
            });
        }
    }
    figures
}

/// The parts of a tag.
fn parts(line: &Line) -> impl Iterator<Item = &str> {
    line.get(Column::Xpos).split('+')
}

/// All words of a text in a row.
struct Flat<'s> {
    sentences: Vec<(usize, usize)>,
    words: Vec<Node<'s>>,
}

/// A word.
struct Node<'s> {
    line: &'s Line,
    /// What it covers, in characters of the text without blanks.
    span: (usize, usize),
    /// Whether it is one of several words of a token.
    shared: bool,
    head: Option<usize>,
    /// The first word of its sentence, and the first of the next.
    sentence: (usize, usize),
}

impl Node<'_> {
    /// The relation without its subtype.
    fn relation(&self) -> &str {
        let relation = self.line.get(Column::Deprel);
        relation.split(':').next().unwrap_or(relation)
    }
}

impl<'s> Flat<'s> {
    fn new(sentences: &'s [Sentence]) -> Self {
        let mut flat = Self { sentences: Vec::new(), words: Vec::new() };
        let mut at = 0;
        for sentence in sentences {
            let (first, start) = (flat.words.len(), at);
            let sentence_words = (first, first + sentence.words().count());
            let mut range = (0, (0, 0));
            for line in &sentence.lines {
                let mut advance = |form: &str| {
                    let from = at;
                    at += form.chars().filter(|char| !char.is_whitespace()).count();
                    (from, at)
                };
                match line.id {
                    Id::Range(_, last) => range = (last, advance(line.get(Column::Form))),
                    Id::Empty(..) => {}
                    Id::Word(number) => {
                        let shared = number <= range.0;
                        let span = if shared { range.1 } else { advance(line.get(Column::Form)) };
                        let head = line.head().filter(|head| *head <= sentence_words.1 - first);
                        let head = head.and_then(|head| head.checked_sub(1)).map(|head| first + head);
                        flat.words.push(Node { line, span, shared, head, sentence: sentence_words });
                    }
                }
            }
            flat.sentences.push((start, at));
        }
        flat
    }

    fn form(&self, word: Option<usize>) -> String {
        word.and_then(|word| self.words.get(word))
            .map_or("ROOT", |word| word.line.get(Column::Form))
            .to_owned()
    }

    fn text_of(&self, word: &Node<'_>) -> String {
        let (start, end) = word.sentence;
        self.words[start..end].iter().map(|word| word.line.get(Column::Form)).collect::<Vec<_>>().join(" ")
    }
}
