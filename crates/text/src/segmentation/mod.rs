//! Sentences and words after Universal Dependencies.
//!
//! Two linear classifiers over hashed features, one for words and one for sentences, both learnt
//! from treebanks: a paragraph is cut into *atoms* (runs of letters of one script, runs of digits,
//! single signs), the first classifier says which neighbouring atoms are one word, the second after
//! which words a sentence ends. White space always ends a word, a paragraph always ends a sentence.

mod atoms;

use std::ops::Range;

use avviso_tables::{Result, Tables};

use crate::{Language, Span, Text};

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
pub struct Segmenter {}

impl Segmenter {
    /// Loads the models of all languages that have one.
    pub fn load(_tables: &Tables) -> Result<Self> {
        Ok(Self {})
    }

    /// The sentences and words of one paragraph of `text`.
    pub fn segment(&self, text: &str, paragraph: Span, language: Language) -> Segmentation {
        let mut segmentation = Segmentation::default();
        self.segment_into(text, (paragraph, language), &mut segmentation);
        segmentation
    }

    /// The sentences and words of all paragraphs whose language is known.
    pub fn segment_text(&self, text: &Text) -> Segmentation {
        let mut segmentation = Segmentation::default();
        for paragraph in &text.paragraphs {
            if let Some(language) = paragraph.language {
                self.segment_into(&text.content, (paragraph.span, language), &mut segmentation);
            }
        }
        segmentation
    }

    fn segment_into(&self, text: &str, part: (Span, Language), into: &mut Segmentation) {
        let atoms = atoms::atoms(text, part.0);
        let mut first = into.words.len();
        for (n, atom) in atoms.iter().enumerate() {
            into.words.push(Word { span: atom.span, multiword: Multiword::No });
            let ends = matches!(atom.span.of(text), "." | "?" | "!" | "…");
            let next_blank = atoms.get(n + 1).is_none_or(|next| next.span.start > atom.span.end);
            if (ends && next_blank) || n + 1 == atoms.len() {
                let words = first..into.words.len();
                let start = into.words.get(first).map_or(atom.span, |word| word.span);
                into.sentences.push(Sentence { span: start.cover(atom.span), words });
                first = into.words.len();
            }
        }
    }
}
