//! Headlines and lines of transcripts, where who speaks stands apart: “Minister: No new taxes”, “Steelworks to
//! close, says union”, “Mayor warns of floods”, “VARDE: I will go”.

use std::ops::Range;

use crate::attribution::Words;
use crate::lexicon::Lexicon;
use crate::mentions::{Class, Entities};
use crate::people::Place;
use crate::yields::lemma;

/// Longer phrases before a colon or behind a comma do not name somebody, in words.
const LONGEST_NAME: usize = 8;

/// What a line says, and who says it by which word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) source: Range<usize>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) content: Range<usize>,
}

/// What a paragraph says if it is such a line.
pub(crate) fn line(words: &Words<'_>, place: Place, lexicon: &Lexicon, entities: &Entities) -> Option<Line> {
    let reader = Reader { words, place, lexicon, entities };
    reader.colon().or_else(|| {
        let stops = words.form(words.len().checked_sub(1)?);
        let open = words.sentences.len() == 1 && !matches!(stops, "." | "!" | "…" | ":");
        if open { reader.behind().or_else(|| reader.before()) } else { None }
    })
}

struct Reader<'a, 't> {
    words: &'a Words<'t>,
    place: Place,
    lexicon: &'a Lexicon,
    entities: &'a Entities,
}

impl Reader<'_, '_> {
    fn is(&self, kind: &str, word: usize) -> bool {
        self.lexicon.is(kind, &self.words.form(word).to_lowercase())
    }

    /// “X: …”
    fn colon(&self) -> Option<Line> {
        let all = self.words.len();
        let colon = (1..all.min(LONGEST_NAME + 1)).find(|word| self.words.form(*word) == ":")?;
        let (source, content) = (0..colon, colon + 1..all);
        let signs = |word: usize| matches!(self.words.form(word), "," | "." | "\"" | "“" | "‘");
        if content.len() < 2 || source.clone().any(signs) || !self.speaks(&source) {
            return None;
        }
        Some(Line { source, cue: None, content })
    }

    /// Whether somebody is named who may speak.
    fn speaks(&self, source: &Range<usize>) -> bool {
        let last = source.end - 1;
        let form = self.words.form(last);
        let noun = lemma(self.words, last);
        let finite = |word: usize| {
            let node = self.words.node(word);
            node.is_some_and(|node| {
                matches!(node.upos, "VERB" | "AUX") && node.feats.contains("VerbForm=Fin")
            }) && !self.words.is_capital(word)
        };
        // “Frustration with police” does not speak.
        let case = |word: usize| {
            let node = self.words.node(word);
            node.is_some_and(|node| node.deprel == "case" && node.head == Some(last))
        };
        if source.clone().any(finite) || source.clone().any(case) {
            return false;
        }
        let office = |kind: &str| self.lexicon.is(kind, &noun) || self.is(kind, last);
        let shouted = form.len() > 1 && form.chars().all(|char| char.is_uppercase() || !char.is_alphabetic());
        let known = |entity: &crate::mentions::Entity| {
            entity.is_named() && entity.class == Class::Person && entity.has_word(&form.to_lowercase())
        };
        let named = self.entities.list.iter().filter(|entity| known(entity)).count() > 0;
        let at = |word: usize| self.entities.of_head(self.place.paragraph, word + self.place.offset);
        let person = source.clone().filter_map(at).any(|mention| {
            let entity = &self.entities.list[mention.entity];
            entity.is_named()
                && (entity.class == Class::Person || entity.class == Class::Organisation)
                && mention.words.end >= source.end + self.place.offset
        });
        let written = self.words.is_capital(source.start);
        written
            && (["person", "unnamed", "title"].iter().any(|kind| office(kind))
                || office("speaking-body")
                || (shouted || source.len() <= 3) && named
                || person && self.words.sentences.len() == 1)
    }

    /// “…, Y warns”, “…, says Y”
    fn behind(&self) -> Option<Line> {
        let all = self.words.len();
        let near = all.saturating_sub(LONGEST_NAME + 2);
        let comma =
            (near.max(2)..all).rev().find(|word| matches!(self.words.form(*word), "," | "–" | "—"))?;
        let content = 0..comma;
        if comma + 1 >= all || content.len() < 2 {
            return None;
        }
        let (first, last) = (comma + 1, all - 1);
        let says = |word: usize| self.is("headline", word) || self.is("headline-end", word);
        if says(first) && first < last {
            return Some(Line { source: first + 1..all, cue: Some(first..first + 1), content });
        }
        (says(last) && first < last).then_some(Line { source: first..last, cue: Some(last..all), content })
    }

    /// “Y warns …”
    fn before(&self) -> Option<Line> {
        let all = self.words.len();
        let cue = (1..all.min(LONGEST_NAME)).find(|word| self.is("headline", *word))?;
        let source = 0..cue;
        let broken = |word: usize| {
            let sign =
                !self.words.form(word).chars().any(char::is_alphanumeric) && self.words.form(word) != "-";
            sign && !matches!(self.words.form(word), "'" | "’" | "&")
                || self.words.node(word).is_some_and(|node| {
                    matches!(node.upos, "SCONJ" | "AUX" | "PRON") || node.feats.contains("VerbForm=Fin")
                })
        };
        let content = cue + 1..all;
        (!source.clone().any(broken) && content.len() > 1 && self.words.form(content.start) != ",")
            .then(|| Line { source, cue: Some(cue..cue + 1), content })
    }
}
