//! What hangs on a cue besides source and content: to whom something is said, where, and when.

use std::ops::Range;

use crate::Act;
use crate::attributed::Reading;
use crate::attribution::{Linked, RoleSpan, universal};
use crate::yields::{children, lemma, relation, top};

impl Reading<'_, '_> {
    /// The phrases that hang on the cue and are neither source nor content.
    pub(crate) fn around(&self, cue: Range<usize>, linked: &Linked) -> Vec<Range<usize>> {
        let taken = |word: usize| {
            let inside = |place: &usize| (self.spans[*place].start..self.spans[*place].end).contains(&word);
            linked.contents.iter().chain(&linked.source).any(inside)
        };
        let (sentence, _) = self.words.place(cue.start);
        let Some(sentence) = self.words.sentences.get(sentence).cloned() else { return Vec::new() };
        let mut phrases = Vec::new();
        for top in sentence.clone() {
            let Some(node) = self.words.node(top) else { continue };
            let hangs = node.head.is_some_and(|head| cue.contains(&head));
            let object = matches!(universal(node.deprel), "obl" | "obj" | "iobj" | "advmod" | "nmod");
            if !hangs || !object || taken(top) || (cue.contains(&top) && universal(node.deprel) == "advmod") {
                continue;
            }
            phrases.push(self.phrase(top, &sentence, taken));
        }
        phrases
    }

    /// The words of a phrase around its noun, without clauses that hang on it.
    fn phrase(&self, top: usize, sentence: &Range<usize>, taken: impl Fn(usize) -> bool) -> Range<usize> {
        let belongs = |word: usize| {
            let mut at = word;
            for _ in 0..12 {
                if at == top {
                    return true;
                }
                let Some(node) = self.words.node(at) else { return false };
                if matches!(
                    universal(node.deprel),
                    "acl" | "advcl" | "punct" | "conj" | "parataxis" | "ccomp"
                ) {
                    return false;
                }
                let Some(head) = node.head else { return false };
                at = head;
            }
            false
        };
        let (mut start, mut end) = (top, top + 1);
        while start > sentence.start && belongs(start - 1) && !taken(start - 1) {
            start -= 1;
        }
        while end < sentence.end && belongs(end) && !taken(end) {
            end += 1;
        }
        start..end
    }

    /// The phrase that says who is spoken to: the object of some verbs, or a phrase that begins with a word
    /// like *to*.
    pub(crate) fn addressee(&self, around: &[Range<usize>]) -> Option<Range<usize>> {
        around.iter().find_map(|phrase| {
            let noun = top(self.words, phrase.clone());
            let node = self.words.node(noun)?;
            let first = self.words.form(phrase.start).to_lowercase();
            let head = node.head.and_then(|head| self.words.node(head))?;
            let person = !self.tools.moments.is_moment(self.words, phrase.clone());
            match universal(node.deprel) {
                "obj" | "iobj" if person && self.tools.lexicon.is("told", &head.lemma.to_lowercase()) => {
                    Some(phrase.clone())
                }
                "obl" if person && phrase.len() > 1 && self.tools.lexicon.is("addressee", &first) => {
                    Some(phrase.start + 1..phrase.end)
                }
                _ => None,
            }
        })
    }

    /// The phrase for the occasion or channel.
    pub(crate) fn setting(&self, around: &[Range<usize>]) -> Option<Range<usize>> {
        around
            .iter()
            .find(|phrase| {
                let first = self.words.form(phrase.start).to_lowercase();
                let noun = self
                    .words
                    .node(top(self.words, Range::clone(phrase)))
                    .map_or("", |node| node.lemma)
                    .to_lowercase();
                self.tools.lexicon.is("occasion", &noun) && self.tools.lexicon.is("at", &first)
            })
            .cloned()
    }

    /// Whoever stands at the beginning of what the tagger has for the content of a cue like *urge*: “residents
    /// to boil their water”. The content is then what follows.
    pub(crate) fn addressed(&self, cue: &Range<usize>, content: &mut RoleSpan) -> Option<Range<usize>> {
        let lexicon = self.tools.lexicon;
        if !cue.clone().any(|word| lexicon.is("told", &lemma(self.words, word))) || content.start < cue.end {
            return None;
        }
        let is_verb = |word: usize| {
            self.words.node(word).is_some_and(|node| matches!(node.upos, "VERB" | "AUX" | "PUNCT"))
        };
        let opens = (content.start + 1..content.end).find(|word| {
            let form = self.words.form(*word).to_lowercase();
            lexicon.is("to", &form) && self.words.node(*word).is_some_and(|node| node.upos == "PART")
                || lexicon.is("opens", &form) && is_verb_behind(self, *word)
        })?;
        let noun = top(self.words, content.start..opens);
        let known = ["person", "unnamed", "role", "body", "title"];
        let known = || known.iter().any(|kind| lexicon.is(kind, &lemma(self.words, noun)));
        let named = self.words.node(noun).is_some_and(|node| match node.upos {
            "PROPN" | "PRON" => true,
            "NOUN" => node.feats.contains("Number=Plur") || known(),
            _ => false,
        });
        if !named || opens - content.start > LONGEST || (content.start..opens).any(is_verb) {
            return None;
        }
        let whom = content.start..opens;
        content.start = opens;
        Some(whom)
    }

    /// Whoever stands between a cue like *tell* and its content, where the tree has them for something else.
    pub(crate) fn behind_cue(&self, cue: Range<usize>, contents: &[RoleSpan]) -> Option<Range<usize>> {
        let lexicon = self.tools.lexicon;
        let tells = cue.clone().any(|word| lexicon.is("told", &lemma(self.words, word)));
        let next = contents.iter().map(|content| content.start).find(|start| *start > cue.end)?;
        let (sentence, _) = self.words.place(cue.end);
        let between = cue.end..next;
        let sign = |word: usize| !self.words.form(word).chars().any(char::is_alphanumeric);
        let end = between.clone().find(|word| {
            sign(*word)
                || self.tools.moments.is_moment(self.words, *word..*word + 1)
                || self.words.node(*word).is_some_and(|node| {
                    matches!(node.upos, "ADP" | "SCONJ" | "VERB" | "AUX" | "ADV" | "PART")
                })
        });
        let whom = cue.end..end.unwrap_or(next);
        let named = whom.clone().any(|word| {
            self.words.node(word).is_some_and(|node| matches!(node.upos, "NOUN" | "PROPN" | "PRON"))
        });
        (tells && named && whom.len() <= LONGEST && self.words.place(next).0 == sentence).then_some(whom)
    }

    /// Whoever a setting is with: “in an interview with Radio Nordval”, “in a letter to the minister”, “in a CNN interview”.
    pub(crate) fn met(&self, setting: Range<usize>) -> Option<Range<usize>> {
        let noun = top(self.words, setting.clone());
        if self.tools.lexicon.is("interview", &lemma(self.words, noun)) {
            let named = |words: &Range<usize>| {
                let name = self.words.cover(words.clone()).map_or("", |span| span.of(self.words.text));
                self.tools.lexicon.is("world-outlet", name)
            };
            let starts = setting.start..noun;
            let outlet =
                starts.flat_map(|start| (start + 1..=noun).rev().map(move |end| start..end)).find(named);
            if outlet.is_some() {
                return outlet;
            }
        }
        let sent = self.tools.lexicon.is("sent", &lemma(self.words, noun));
        let word = (noun + 1..setting.end).find(|word| {
            let form = self.words.form(*word).to_lowercase();
            self.tools.lexicon.is("addressee", &form) && (sent || !self.tools.lexicon.is("to", &form))
        })?;
        let whom = word + 1..setting.end;
        (!whom.is_empty() && !self.tools.moments.is_moment(self.words, whom.clone())).then_some(whom)
    }

    /// Whoever was asked: “Asked whether he had, Krantz replied”.
    pub(crate) fn asked(&self, cue: Range<usize>, act: Act) -> Option<Range<usize>> {
        let verb = top(self.words, cue);
        let node = self.words.node(verb)?;
        let active = children(self.words, verb).any(|word| relation(self.words, word) == "nsubj");
        let passive = act == Act::Ask && !active && relation(self.words, verb) == "advcl";
        let subject = children(self.words, node.head?).find(|word| relation(self.words, *word) == "nsubj")?;
        passive.then(|| crate::yields::whole(self.words, subject))
    }

    /// The day that stands directly beside the cue, behind what is said, or with a paper that says it: “said on
    /// Monday inflation was”, “the officials on Tuesday dismissed”, “a letter dated 3 May”.
    pub(crate) fn day_beside(
        &self,
        cue: Range<usize>,
        source: Option<Range<usize>>,
        contents: &[RoleSpan],
    ) -> Option<String> {
        let moments = self.tools.moments;
        let sentence = self.words.sentences.get(self.words.place(cue.start).0)?.clone();
        let taken = |word: usize| contents.iter().any(|span| (span.start..span.end).contains(&word));
        let small = |word: usize| self.words.node(word).is_some_and(|node| node.upos == "ADP");
        let day = |first: usize| {
            let words = first..(first + 3).min(sentence.end);
            let second = first + 1;
            let dated = moments.is_moment(self.words, second..second + 1);
            (sentence.contains(&second) && !taken(second) && small(first) && dated)
                .then(|| moments.resolve(self.words, words))?
        };
        let behind = contents.iter().map(|span| span.end).max().filter(|end| *end > cue.end);
        let beside = day(cue.end).or_else(|| day(cue.start.checked_sub(2)?)).or_else(|| day(behind?));
        if beside.is_some() || self.is_relayed(&cue) {
            return beside;
        }
        // “a memo dated 3 May” as the source, or for the setting.
        let dated = |word: &usize| self.tools.lexicon.is("dated", &self.words.form(*word).to_lowercase());
        let found = source.into_iter().flatten().chain(cue.end..sentence.end).find(dated);
        if let Some(word) = found.filter(|word| !taken(*word)) {
            return moments.resolve(self.words, word..(word + 4).min(sentence.end));
        }
        let verb = top(self.words, cue);
        let above = self.words.node(verb).filter(|node| universal(node.deprel) == "advcl")?.head?;
        let mut phrases = children(self.words, above).filter(|word| relation(self.words, *word) == "obl");
        phrases.find_map(|word| moments.resolve(self.words, word..word + 1))
    }

    /// Whether a cue says whom somebody cites.
    pub(crate) fn is_relayed(&self, cue: &Range<usize>) -> bool {
        cue.clone().any(|word| self.tools.lexicon.is("cites", &lemma(self.words, word)))
    }
}

/// Longer phrases say more than who is spoken to, in words.
const LONGEST: usize = 9;

/// Whether a clause follows that is not one about the noun before: “residents that aid would come”.
fn is_verb_behind(reading: &Reading<'_, '_>, word: usize) -> bool {
    let next = reading.words.node(word + 1);
    next.is_some_and(|node| !matches!(node.upos, "VERB" | "AUX"))
}
