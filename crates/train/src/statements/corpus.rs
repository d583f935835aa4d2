//! Annotated paragraphs with their trees.

use avviso_record::attribution::spans::LABELS;
use avviso_record::attribution::{Role, Words};
use avviso_syntax::{Analysis, Parsers};
use avviso_text::{Canonical, Language, Segmenter, Text, Zone};

use super::polnear::Article;

/// What finds words and trees.
pub struct Grammar {
    /// Sentences and words.
    pub segmenter: Segmenter,
    /// Trees.
    pub parsers: Parsers,
    /// The language of all text.
    pub language: Language,
}

/// A text in words, with the map back to how it was given.
pub struct Prepared {
    canonical: Canonical,
    text: Text,
    segmentation: avviso_text::segmentation::Segmentation,
    analysis: Analysis,
}

impl Grammar {
    /// Words and trees of a text.
    pub fn prepare(&self, given: &str) -> Prepared {
        let canonical = Canonical::new(given);
        let mut text = Text::of_paragraphs(canonical.text.clone(), Zone::Body);
        for paragraph in &mut text.paragraphs {
            paragraph.language = Some(self.language);
        }
        self.prepare_text(canonical, text)
    }

    /// The same for a text that is one paragraph.
    pub fn prepare_paragraph(&self, given: &str) -> Prepared {
        let canonical = Canonical::new(given);
        let mut text = Text::default();
        text.push(Zone::Body, Some(self.language), &canonical.text);
        self.prepare_text(canonical, text)
    }

    fn prepare_text(&self, canonical: Canonical, text: Text) -> Prepared {
        let segmentation = self.segmenter.segment_text(&text);
        let mut analysis = Analysis::default();
        self.parsers.analyse(&text, &segmentation, &mut analysis);
        Prepared { canonical, text, segmentation, analysis }
    }
}

impl Prepared {
    /// The paragraphs in words.
    pub fn paragraphs(&self) -> Vec<Words<'_>> {
        let words = |paragraph: &avviso_text::Paragraph| {
            Words::new(&self.text.content, paragraph.span, &self.segmentation, &self.analysis)
        };
        self.text.paragraphs.iter().filter_map(words).filter(|words| !words.is_empty()).collect()
    }

    /// Where a word stands in the text as it was given, in code points.
    pub fn given(&self, words: &Words<'_>, word: usize) -> [usize; 2] {
        let span = words.spans.get(word).map_or([0, 0], |span| self.canonical.to_given(*span));
        span.map(|place| place as usize)
    }
}

/// The labels of a paragraph's words. A word that spans of two roles touch is of the first in
/// [`Role::ALL`]'s order.
pub fn labels(prepared: &Prepared, words: &Words<'_>, article: &Article) -> Vec<usize> {
    let places: Vec<[usize; 2]> = (0..words.len()).map(|word| prepared.given(words, word)).collect();
    let mut labels = vec![0; words.len()];
    debug_assert!(LABELS > 2 * Role::ALL.len());
    for role in Role::ALL {
        for attribution in &article.attributions {
            for [start, end] in attribution.pieces(role) {
                let first = places.partition_point(|place| place[1] <= *start);
                let last = places.partition_point(|place| place[0] < *end);
                for (n, word) in (first..last).enumerate() {
                    // The same source may stand in several attributions.
                    if labels[word] == 0 {
                        labels[word] = role.begin() + usize::from(n > 0);
                    }
                }
            }
        }
    }
    // What was taken by another span may have cut off a beginning.
    for word in 0..labels.len() {
        let before = word.checked_sub(1).map(|before| labels[before]);
        if !avviso_record::attribution::spans::follows(before, labels[word]) {
            labels[word] -= 1;
        }
    }
    labels
}
