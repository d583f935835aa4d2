//! Who says it, where the tagger finds what is said and by which verb, but nobody who says it.

use std::ops::Range;

use crate::attribution::spans::Role;
use crate::completion::Completion;
use crate::yields::{children, lemma, relation, top, whole};

impl Completion<'_, '_> {
    /// The subject of the verb: “Poppy, nine, said”; of “was quoted as saying” that of the verb above.
    pub(crate) fn sourceless(&mut self, place: usize) {
        let linked = &self.found.linked[place];
        let (Some(cue), None) = (linked.cue.map(|cue| self.found.spans[cue]), linked.source) else { return };
        if linked.contents.is_empty() {
            return;
        }
        if let Some((place_of, cut, agent)) = self.agent_behind(place) {
            self.found.spans[place_of].end = cut;
            let source = self.span(Role::Source, agent);
            self.found.linked[place].source = Some(source);
            return;
        }
        let verb = top(self.words, cue.start..cue.end);
        let Some(subject) = self.subject_of(verb) else { return };
        let mut source = whole(self.words, subject);
        // What is said may hang on the subject by mistake, and the verb on its apposition.
        let contents = self.found.linked[place].contents.iter().map(|content| self.found.spans[*content]);
        for part in contents.map(|span| span.start..span.end).chain(std::iter::once(cue.start..cue.end)) {
            source = without(source, &part, subject);
        }
        if source.contains(&subject) && source.end - source.start < LONGEST {
            let source = self.span(Role::Source, source);
            self.found.linked[place].source = Some(source);
        }
    }

    /// “was described as ‘a gift to the rich’ by Ida Lund on Monday”: the span of a content that has whoever says it
    /// behind its quotation, where it ends, and who that is.
    fn agent_behind(&self, place: usize) -> Option<(usize, usize, Range<usize>)> {
        let words = self.words;
        let number = *self.found.linked[place].contents.last()?;
        let content = self.found.spans[number];
        let closed = |word: usize| {
            words.quotations.iter().any(|quotation| quotation.span.end == words.spans[word].end)
        };
        let lower = |word: usize| words.form(word).to_lowercase();
        let by = (content.start + 1..content.end)
            .find(|word| self.tools.lexicon.is("agent", &lower(*word)) && closed(*word - 1))?;
        let first = by + 1;
        let sentence = words.sentences.get(words.place(by).0)?.clone();
        let goes_on = |word: &usize| {
            let of_name = words.is_capital(*word)
                || words.form(*word) == "-"
                || self.tools.lexicon.is("in-person", words.form(*word));
            of_name
                || words.node(*word).is_some_and(|node| {
                    !matches!(
                        node.upos,
                        "ADP" | "VERB" | "AUX" | "PUNCT" | "CCONJ" | "SCONJ" | "ADV" | "PRON"
                    )
                })
        };
        let last = (first..sentence.end).take_while(goes_on).last()?;
        (last - first < LONGEST).then_some((number, by, first..last + 1))
    }

    fn subject_of(&self, verb: usize) -> Option<usize> {
        let words = self.words;
        let node = words.node(verb).filter(|node| node.upos == "VERB")?;
        let has = |word: usize, relation: &str| {
            children(words, word).find(|child| words.node(*child).is_some_and(|node| node.deprel == relation))
        };
        let within = |subject: &usize| {
            let linked = self.found.linked.iter().flat_map(|linked| &linked.contents);
            linked.map(|span| self.found.spans[*span]).any(|span| (span.start..span.end).contains(subject))
        };
        if has(verb, "aux:pass").is_none()
            && let Some(subject) = has(verb, "nsubj").filter(|subject| !within(subject))
        {
            return Some(subject);
        }
        let cites = |verb: usize| self.tools.lexicon.is("cites", &lemma(words, verb));
        let below = matches!(relation(words, verb), "advcl" | "xcomp" | "ccomp");
        let quoted = if cites(verb) { Some(verb) } else { node.head.filter(|head| below && cites(*head)) };
        has(quoted?, "nsubj:pass").filter(|subject| !within(subject))
    }
}

/// Longer phrases are no source, in words.
const LONGEST: usize = 25;

/// The side of `range` on which a word stands, if another range cuts it.
fn without(range: Range<usize>, other: &Range<usize>, word: usize) -> Range<usize> {
    if other.start >= range.end || other.end <= range.start {
        return range;
    }
    if word < other.start { range.start..other.start } else { other.end..range.end }
}
