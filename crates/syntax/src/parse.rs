//! A parsed sentence.

use std::ops::Range;
use std::sync::Arc;

/// The names of a model's classes; a class is a place in its list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Language-specific tags and morphological features, of one word together: `VBD`, `Mood=Ind|…`.
    pub fine: Vec<(String, String)>,
    /// The part of speech of each of these; empty where there is only one of them.
    pub upos_of_fine: Vec<u16>,
    /// Relations.
    pub deprel: Vec<String>,
}

/// A word of a parsed sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'p> {
    /// The dictionary form; where the language is cut into morphemes, these joined by `+`.
    pub lemma: &'p str,
    /// The universal part of speech.
    pub upos: &'p str,
    /// The treebank's own tag; where the language is cut into morphemes, theirs joined by `+`.
    pub xpos: &'p str,
    /// The morphological features, `_` if none.
    pub feats: &'p str,
    /// The place of the head in the sentence, from 0; the root has none.
    pub head: Option<usize>,
    /// The relation to the head; the root's is `root`.
    pub deprel: &'p str,
}

/// Tags, lemmas and tree of one sentence. Its memory is used again for the next one.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    names: Arc<Names>,
    pub(crate) columns: Vec<Columns>,
    /// Lemmas and tags that are no class, one after the other.
    pub(crate) text: String,
}

/// What [`Parse`] keeps of a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(crate) upos: u16,
    pub(crate) fine: u16,
    pub(crate) deprel: u16,
    /// From 1; 0 is above the root.
    pub(crate) head: u32,
    pub(crate) lemma: Range<u32>,
    /// The tag, if it is made of morphemes.
    pub(crate) xpos: Option<Range<u32>>,
}

impl Parse {
    /// Empties it for a sentence of so many words.
    pub(crate) fn reset(&mut self, names: Arc<Names>, words: usize) {
        self.names = names;
        self.text.clear();
        self.columns.clear();
        self.columns.resize(words, Columns::default());
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The word at a place, from 0.
    pub fn word(&self, place: usize) -> Option<Word<'_>> {
        let columns = self.columns.get(place)?;
        let (tag, feats) = self.names.fine.get(columns.fine as usize)?;
        let text = |range: &Range<u32>| self.text.get(range.start as usize..range.end as usize);
        Some(Word {
            lemma: text(&columns.lemma)?,
            upos: self.names.upos.get(columns.upos as usize)?,
            xpos: columns.xpos.as_ref().and_then(text).unwrap_or(tag),
            feats,
            head: (columns.head as usize).checked_sub(1),
            deprel: self.names.deprel.get(columns.deprel as usize)?,
        })
    }

    /// The words in order.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.len()).filter_map(|place| self.word(place))
    }
}

impl Parse {
    /// Sets lemma, tags, features, head and relation of the words of a sentence in CoNLL-U.
    pub fn fill(&self, sentence: &mut crate::conllu::Sentence) {
        use crate::conllu::Column;
        let mut head = String::new();
        for (line, word) in sentence.words_mut().zip(self.words()) {
            head.clear();
            head.push_str(&word.head.map_or(0, |head| head + 1).to_string());
            let values = [
                (Column::Lemma, word.lemma),
                (Column::Upos, word.upos),
                (Column::Xpos, word.xpos),
                (Column::Feats, word.feats),
                (Column::Head, head.as_str()),
                (Column::Deprel, word.deprel),
                (Column::Deps, "_"),
            ];
            values.iter().for_each(|(column, value)| line.set(*column, value));
        }
    }
}
