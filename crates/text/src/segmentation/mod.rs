//! Sentences and words after Universal Dependencies.
//!
//! A paragraph is cut into *atoms* (runs of letters of one script, runs of digits, single signs). A
//! first linear classifier over hashed features says which neighbouring atoms are one word, a second
//! one after which words a sentence ends; both are learnt from treebanks, as is a list of runs of
//! letters that hold two words (*do|n’t*, *can|not*). White space always ends a word, a paragraph
//! always ends a sentence.

mod atoms;
mod hash;
pub mod learning;
mod linear;
mod model;
mod sentences;
mod splits;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use avviso_tables::{Error, Result, Tables};

use crate::{Language, Span, Text};
pub use model::{Header, Model};
use sentences::Context;

/// Whether a word is written as one with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Multiword {
    /// A word by itself.
    No,
    /// The first word of a multiword token, as *do* in *don’t*.
    First,
    /// A further word of the multiword token that the words before it began.
    Rest,
}

/// A syntactic word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word {
    /// Its characters in the text.
    pub span: Span,
    /// Whether it is part of a multiword token.
    pub multiword: Multiword,
}

/// A sentence: words that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// From its first word to its last.
    pub span: Span,
    /// Its words, as indices of [`Segmentation::words`]; never empty.
    pub words: Range<usize>,
}

/// The sentences and words of a paragraph or a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences.
    pub words: Vec<Word>,
}

impl Segmentation {
    /// The words of one sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.words.clone()).unwrap_or_default()
    }
}

/// Cuts text into sentences and words. Immutable; shared by threads.
#[derive(Debug, Default)]
pub struct Segmenter {
    models: BTreeMap<Language, Model>,
}

/// The name of a segmentation model in the folder of its language.
pub const MODEL_FILE: &str = "segmentation.model";

impl Segmenter {
    /// Loads the models of all languages that have one.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut segmenter = Self::default();
        for code in tables.languages() {
            let Some(language) = Language::new(&code) else { continue };
            if let Some(file) = tables.language_file(&code, MODEL_FILE)? {
                let model = Model::read(&file.bytes).map_err(|said| Error::new(&file.path, said))?;
                if model.header().language != language {
                    let said =
                        format!("is a model for {}, in the folder of {language}", model.header().language);
                    return Err(Error::new(&file.path, said));
                }
                segmenter.models.insert(language, model);
            }
        }
        Ok(segmenter)
    }

    /// Puts `model` in the place of the one of its language.
    #[must_use]
    pub fn with(mut self, model: Model) -> Self {
        self.models.insert(model.header().language, model);
        self
    }

    /// The models, by language.
    pub fn models(&self) -> impl Iterator<Item = &Model> {
        self.models.values()
    }

    /// The sentences and words of one paragraph of `text`. Without a model of the language, every
    /// atom is a word and the paragraph one sentence.
    pub fn segment(&self, text: &str, paragraph: Span, language: Language) -> Segmentation {
        let mut segmentation = Segmentation::default();
        let model = self.models.get(&language);
        segment_into(model, (text, paragraph), &mut Scratch::default(), &mut segmentation);
        segmentation
    }

    /// The sentences and words of all paragraphs whose language is known.
    pub fn segment_text(&self, text: &Text) -> Segmentation {
        let mut segmentation = Segmentation::default();
        let mut scratch = Scratch::default();
        for paragraph in &text.paragraphs {
            if let Some(language) = paragraph.language {
                let model = self.models.get(&language);
                segment_into(model, (&text.content, paragraph.span), &mut scratch, &mut segmentation);
            }
        }
        segmentation
    }
}

/// What a paragraph needs while it is being cut; kept for the next one.
#[derive(Default)]
struct Scratch {
    pieces: Vec<atoms::Piece>,
    words: Vec<sentences::Seen>,
    features: Vec<u32>,
}

fn segment_into(
    model: Option<&Model>,
    (text, paragraph): (&str, Span),
    scratch: &mut Scratch,
    into: &mut Segmentation,
) {
    let first = into.words.len();
    atoms::pieces(text, paragraph, model.map(|model| &model.splits), &mut scratch.pieces);
    words::join(model, &scratch.pieces, &mut scratch.features, &mut into.words);
    let words = into.words.get(first..).unwrap_or_default();
    let (Some(begin), Some(end)) = (words.first(), words.last()) else { return };
    let whole = Sentence { span: begin.span.cover(end.span), words: first..into.words.len() };
    let Some(model) = model else {
        into.sentences.push(whole);
        return;
    };
    sentences::see(text, words, &mut scratch.words);
    let mut start = 0;
    let mut context = sentences::Context::new(&scratch.words);
    for n in 0..words.len() {
        let last = n + 1 == words.len();
        if last || context.ends_sentence(model, n, &mut scratch.features) {
            let range = first + start..first + n + 1;
            let span = words.get(start).zip(words.get(n)).map(|(from, to)| from.span.cover(to.span));
            into.sentences.push(Sentence { span: span.unwrap_or(whole.span), words: range });
            start = n + 1;
            context.begin_sentence(start);
        }
        context.pass(n);
    }
}
