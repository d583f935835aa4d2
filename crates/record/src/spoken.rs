//! Words right before whoever says them, where the tagger finds no attribution: “Demand is back,” Lund said in a call
//! with analysts; the dam could fail, the agency warned early on Tuesday. And quotations behind them: Lund said in a call,
//! “Demand is back.”

use std::ops::Range;

use avviso_text::Quotation;

use crate::completion::Completion;
use crate::yields::{children, lemma, relation, whole};

/// Shorter contents without quotation marks are none, in words.
const SHORTEST: usize = 3;
/// Longer phrases between what is said and the verb are no source, in words.
const LONGEST: usize = 16;

impl Completion<'_, '_> {
    /// What stands before the subject of a verb of saying, or before the verb and its subject; else the quotation behind.
    pub(crate) fn spoken(&mut self, verb: usize) {
        let empty = self.with_cue(verb).is_none_or(|place| self.found.linked[place].contents.is_empty());
        if !empty || !self.tools.acts.knows(&lemma(self.words, verb)) {
            return;
        }
        let Some(source) = self.speaker_beside(verb) else { return };
        let Some(sentence) = self.words.sentences.get(self.words.place(verb).0).cloned() else { return };
        let edge = source.start.min(verb);
        let content = self
            .quotation_before(edge, &sentence)
            .or_else(|| self.clause_before(verb, edge, &sentence))
            .or_else(|| self.quotation_behind(verb, &sentence));
        let Some(content) = content.filter(|content| !self.is_taken(content)) else { return };
        if let Some(place) = self.with_cue(verb) {
            self.found.linked.remove(place);
        }
        let spans = &self.found.spans;
        self.found.linked.retain(|linked| {
            let same = |span: &usize| content.contains(&spans[*span].start);
            linked.cue.is_some() || !linked.contents.iter().any(same)
        });
        self.add(Some(source), Some(verb..verb + 1), vec![content]);
    }

    /// The subject right before a verb or right behind it.
    fn speaker_beside(&self, verb: usize) -> Option<Range<usize>> {
        let subject = children(self.words, verb)
            .find(|word| self.words.node(*word).is_some_and(|node| node.deprel == "nsubj"))?;
        let mut source = whole(self.words, subject);
        if subject < verb {
            source.end = source.end.min(verb);
        }
        let between = if subject < verb { source.end..verb } else { verb + 1..source.start };
        let small = |word: usize| {
            self.words.node(word).is_some_and(|node| matches!(node.upos, "ADV" | "AUX" | "PUNCT"))
        };
        (source.contains(&subject) && source.len() < LONGEST && between.into_iter().all(small))
            .then_some(source)
    }

    /// The quotation that ends right before a word and opens its sentence or one before it.
    fn quotation_before(&self, edge: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        let at = words.spans.get(edge)?.start;
        let ends = |end: u32| {
            let between = words.text.get(end as usize..at as usize);
            end <= at && between.is_some_and(|text| !text.contains(char::is_alphanumeric))
        };
        let quotation =
            words.quotations.iter().find(|quotation| quotation.depth == 0 && ends(quotation.span.end))?;
        let first = words.spans.partition_point(|span| span.start < quotation.span.start);
        let end = words.spans.partition_point(|span| span.start < quotation.span.end);
        let opens = words.place(first).1 == 0 && first <= sentence.start;
        let long =
            (first..end).filter(|word| words.form(*word).contains(char::is_alphanumeric)).nth(1).is_some();
        (opens && long && end <= edge).then_some(first..end)
    }

    /// What stands behind a verb, a sign and a quotation mark, up to where the last quotation of the sentence ends.
    fn quotation_behind(&self, verb: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        if !self.tools.lexicon.is("relayed", &lemma(words, verb)) {
            return None;
        }
        let place = |at: u32| words.spans.partition_point(|span| span.start < at);
        let here = |quotation: &&Quotation| {
            let first = place(quotation.span.start);
            quotation.depth == 0 && first > verb && sentence.contains(&first)
        };
        let mut quotations = words.quotations.iter().filter(here);
        let opening = quotations.next()?;
        let first = place(opening.span.start);
        let verb_of_another = |word: usize| {
            self.tools.lexicon.is("relayed", &lemma(words, word))
                && words.node(word).is_some_and(|node| node.upos == "VERB")
        };
        let mut end = place(opening.span.end);
        for further in quotations {
            if (end..place(further.span.start)).any(verb_of_another) {
                break;
            }
            end = place(further.span.end);
        }
        let end = end.min(sentence.end);
        let finite = |word: usize| words.node(word).is_some_and(|node| node.feats.contains("VerbForm=Fin"));
        let introduced = matches!(words.form(first - 1), "," | ":") && !(verb + 1..first).any(finite);
        (introduced && place(opening.span.end) - first > SHORTEST).then_some(first..end)
    }

    /// The main clause that a sentence opens with, up to the comma before whoever says it.
    fn clause_before(&self, verb: usize, edge: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let (words, lexicon) = (self.words, self.tools.lexicon);
        let comma =
            edge.checked_sub(1).filter(|comma| words.form(*comma) == "," && *comma > sentence.start)?;
        let content = sentence.start..comma;
        let node = words.node(verb)?;
        let above = match relation(words, verb) {
            "parataxis" => node.head?,
            "root" => {
                children(words, verb).find(|word| relation(words, *word) == "ccomp" && *word < comma)?
            }
            _ => return None,
        };
        let says = lexicon.is("relayed", &lemma(words, verb));

        let finite = content.contains(&above)
            && children(words, above).any(|word| relation(words, word) == "nsubj" && content.contains(&word));
        let more = children(words, verb)
            .any(|word| word > verb && matches!(relation(words, word), "ccomp" | "xcomp" | "obj"));
        let quoted = words.quotations.iter().any(|quotation| {
            words.cover(content.clone()).is_some_and(|cover| cover.overlaps(quotation.span))
        });
        (says && finite && !more && !quoted && content.len() >= SHORTEST).then_some(content)
    }
}
