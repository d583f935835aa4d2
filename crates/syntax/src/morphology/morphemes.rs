//! The morphemes of a sentence.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The morphemes of each word of a sentence, in memory that is used again.
#[derive(Debug, Clone, Default)]
pub struct Morphemes {
    /// Lemmas, tags, one word after the other.
    text: String,
    words: Vec<WordParts>,
    parts: Vec<(Range<u32>, Range<u32>)>,
}

#[derive(Debug, Clone, Default)]
struct WordParts {
    lemma: Range<u32>,
    tags: Range<u32>,
    parts: Range<u32>,
}

impl Morphemes {
    /// The lemma of a word: its morphemes joined by `+`; those without a form are left out.
    pub fn lemma(&self, word: usize) -> Option<&str> {
        self.slice(&self.words.get(word)?.lemma)
    }

    /// The tags of a word, joined by `+`.
    pub fn tags(&self, word: usize) -> Option<&str> {
        self.slice(&self.words.get(word)?.tags)
    }

    /// The morphemes of a word, each with its tag.
    pub fn of_word(&self, word: usize) -> impl Iterator<Item = (&str, &str)> {
        let range = self.words.get(word).map(|word| word.parts.start as usize..word.parts.end as usize);
        let parts = range.and_then(|range| self.parts.get(range)).unwrap_or_default();
        parts.iter().filter_map(|(text, tag)| Some((self.slice(text)?, self.slice(tag)?)))
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        self.text.clear();
        self.words.clear();
        self.parts.clear();
    }

    /// Adds a word whose morphemes are ranges of `text`, each with its tag. The text may be decomposed.
    pub fn push<'m>(&mut self, text: &str, parts: impl Iterator<Item = (Range<usize>, &'m str)> + Clone) {
        let first_part = self.parts.len() as u32;
        let start = self.text.len();
        for (range, _) in parts.clone() {
            let morpheme = text.get(range).unwrap_or_default();
            if !morpheme.is_empty() && self.text.len() > start {
                self.text.push('+');
            }
            let from = self.text.len() as u32;
            self.text.extend(morpheme.nfc());
            self.parts.push((from..self.text.len() as u32, 0..0));
        }
        let middle = self.text.len();
        for (place, (_, tag)) in parts.enumerate() {
            if place > 0 {
                self.text.push('+');
            }
            let from = self.text.len() as u32;
            self.text.push_str(tag);
            self.parts[first_part as usize + place].1 = from..self.text.len() as u32;
        }
        self.words.push(WordParts {
            lemma: start as u32..middle as u32,
            tags: middle as u32..self.text.len() as u32,
            parts: first_part..self.parts.len() as u32,
        });
    }

    fn slice(&self, range: &Range<u32>) -> Option<&str> {
        self.text.get(range.start as usize..range.end as usize)
    }
}
