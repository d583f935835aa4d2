//! Whether a sentence speaks of what was or of what will be.

use crate::attribution::{Words, universal};
use crate::phrases::{Class, Lexis};

/// When something happens, as seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    /// The sentence does not say.
    Unknown,
}

/// The signs of tense of a language: its classes `tense-past`, `tense-future`, `tense-present` and `tense-carries`.
///
/// A sign is a feature of a word (`Tense=Past`), its tag, its dictionary form, or one of its morphemes with or
/// without the morpheme's tag (`었/ep`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signs {
    past: Class,
    future: Class,
    present: Class,
    /// Verbs whose infinitive happens when they do: managed to.
    carries: Class,
}

/// Longer ways up a tree are not gone.
const FARTHEST: usize = 12;

impl Signs {
    /// The classes of a table.
    pub(crate) fn new(lexis: &mut Lexis) -> Self {
        let mut class = |name: &str| lexis.intern(name);
        Self {
            past: class("tense-past"),
            future: class("tense-future"),
            present: class("tense-present"),
            carries: class("tense-carries"),
        }
    }

    /// The tense of the clause that a word stands in.
    pub(crate) fn around(self, words: &Words<'_>, word: usize, lexis: &Lexis) -> Tense {
        let mut at = word;
        for _ in 0..FARTHEST {
            let Some(head) = words.node(at).and_then(|node| node.head) else { break };
            at = head;
            if let Some(tense) = self.of(words, at, lexis) {
                return tense;
            }
        }
        // Where the tree says nothing, the next word that does, in its sentence.
        let sentence = words.sentences.get(words.place(word).0).cloned().unwrap_or_default();
        let behind = (word + 1).min(sentence.end)..sentence.end;
        let mut order = behind.chain((sentence.start..word.max(sentence.start)).rev());
        order.find_map(|word| self.of(words, word, lexis)).unwrap_or(Tense::Unknown)
    }

    /// The tense that a word and its auxiliaries say.
    fn of(self, words: &Words<'_>, word: usize, lexis: &Lexis) -> Option<Tense> {
        let node = words.node(word)?;
        if !matches!(node.upos, "VERB" | "AUX" | "ADJ" | "SCONJ" | "CCONJ" | "NOUN" | "ADV") {
            return None;
        }
        let mut said = Said::default();
        signs(&node, |sign| self.note(lexis, sign, &mut said));
        let own_past = said.past;
        let sentence = words.sentences.get(words.place(word).0)?.clone();
        for child in sentence {
            let near = child.abs_diff(word) <= FARTHEST;
            let auxiliary = near
                && words.node(child).is_some_and(|child| {
                    child.head == Some(word) && matches!(universal(child.deprel), "aux" | "mark" | "cop")
                });
            let carried = || {
                let verb = node.head.and_then(|head| words.node(head));
                verb.is_some_and(|verb| is(lexis, self.carries, verb.lemma))
            };
            if let Some(child) = words.node(child).filter(|_| auxiliary) {
                let before = said.future;
                signs(&child, |sign| self.note(lexis, sign, &mut said));
                said.future = before || said.future && !carried();
            }
        }
        let morphemes = node.lemma.contains('+');
        match () {
            // 했을: the past is the word's own.
            () if own_past && morphemes => Some(Tense::Past),
            () if said.future => Some(Tense::Future),
            () if said.past => Some(Tense::Past),
            // What is, on a day that is named, will be.
            () if said.present => Some(Tense::Future),
            () => None,
        }
    }

    fn note(self, lexis: &Lexis, sign: &str, said: &mut Said) {
        said.past |= is(lexis, self.past, sign);
        said.future |= is(lexis, self.future, sign);
        said.present |= is(lexis, self.present, sign);
    }
}

/// Which signs a word and its auxiliaries have.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    past: bool,
    future: bool,
    present: bool,
}

fn is(lexis: &Lexis, class: Class, sign: &str) -> bool {
    lexis.forms.longest(class, sign, 0).is_some_and(|(_, end)| end == sign.len())
}

/// Calls `each` with every sign that a word may have.
fn signs(node: &avviso_syntax::Word<'_>, mut each: impl FnMut(&str)) {
    each(node.lemma);
    if node.lemma.contains('+') {
        let mut sign = String::with_capacity(16);
        for (morpheme, tag) in node.lemma.split('+').zip(node.xpos.split('+')) {
            each(morpheme);
            sign.clear();
            sign.push_str(morpheme);
            sign.push('/');
            sign.push_str(tag);
            each(&sign);
        }
    } else {
        each(node.xpos);
        node.feats.split('|').for_each(each);
    }
}
