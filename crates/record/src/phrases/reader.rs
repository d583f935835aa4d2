//! The longest phrases of a text.

use avviso_text::Span;

use super::Class;
use super::forms::Meaning;
use super::grammar::{Capture, Conditions};
use super::lexis::{KINDS, Lexis};
use super::places::{begins_number, ends_word, skip_blank};
use crate::attribution::Words;

/// A phrase and what it is made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The place of its rule, in the order of the table.
    pub(crate) rule: u16,
    pub(crate) captures: Vec<Capture>,
}

/// Finds phrases in paragraphs; its memory is used again for each.
#[derive(Debug)]
pub(crate) struct Reader<'a, 't> {
    pub(crate) lexis: &'a Lexis,
    pub(crate) words: &'a Words<'t>,
    captures: Vec<Capture>,
    /// What stands at the places of the phrase under way.
    pending: Vec<(Class, f64, usize)>,
    pub(crate) best: Phrase,
}

impl<'a, 't> Reader<'a, 't> {
    pub(crate) fn new(lexis: &'a Lexis, words: &'a Words<'t>) -> Self {
        Self { lexis, words, captures: Vec::new(), pending: Vec::new(), best: Phrase::default() }
    }

    /// The longest phrase that begins at `at`, in [`Self::best`].
    pub(crate) fn phrase(&mut self, at: usize) -> bool {
        if !self.lexis.may_open(self.words.text, at) {
            return false;
        }
        self.captures.clear();
        self.pending.clear();
        self.best = Phrase { start: at, end: at, rule: 0, captures: std::mem::take(&mut self.best.captures) };
        self.walk(0, at);
        self.best.end > at
    }

    fn walk(&mut self, node: u32, end: usize) {
        let text = self.words.text;
        for rule in self.lexis.grammar.ending(node) {
            let better = end > self.best.end || end == self.best.end && *rule < self.best.rule;
            if better && self.lexis.closes(text, end) && self.holds(*rule, end) {
                (self.best.end, self.best.rule) = (end, *rule);
                self.best.captures.clear();
                self.best.captures.extend_from_slice(&self.captures);
            }
        }
        if self.captures.len() >= LONGEST {
            return;
        }
        let at = if node == 0 { end } else { skip_blank(text, end) };
        let first = self.pending.len();
        self.look(node, at);
        for place in first..self.pending.len() {
            let (class, value, to) = self.pending[place];
            if let Some(next) = self.lexis.grammar.next(node, class) {
                let span = Span { start: at as u32, end: to as u32 };
                self.captures.push(Capture { class, value, span });
                self.walk(next, to);
                self.captures.pop();
            }
        }
        self.pending.truncate(first);
    }

    /// What stands at `at`, as far as the rules ask for it.
    fn look(&mut self, node: u32, at: usize) {
        let (lexis, text) = (self.lexis, self.words.text);
        let grammar = &lexis.grammar;
        let pending = &mut self.pending;
        lexis.forms.each(text, at, |Meaning { class, value, .. }, end| {
            if ends_word(text, end) && grammar.next(node, class).is_some() {
                pending.push((class, value, end));
            }
        });
        if node != 0 || begins_number(text, at) {
            let mut add = |class: Class, value: f64, end: usize| {
                if grammar.next(node, class).is_some() {
                    pending.push((class, value, end));
                }
            };
            let digits = lexis.numbers.digits(text, at);
            if let Some(digits) = digits
                && let Some(length) = digits.plain
            {
                for (class, (_, lengths, numbers, of)) in (lexis.kinds..).zip(&KINDS) {
                    let number = digits.value as u16;
                    if lengths.contains(&length) && numbers.contains(&number) && number.is_multiple_of(*of) {
                        add(class, digits.value, digits.end);
                    }
                }
            }
            if let Some(number) = lexis.numbers.read(text, at) {
                add(if number.is_one { lexis.one } else { lexis.number }, number.value, number.end);
                if let Some(digits) = digits.filter(|digits| digits.end < number.end) {
                    add(lexis.number, digits.number(), digits.end);
                }
            }
        }
        if grammar.next(node, lexis.noun).is_some()
            && let Some((end, word)) = self.noun(at)
        {
            self.pending.push((lexis.noun, word as f64, end));
        }
    }

    /// Whether what must hold around a phrase of a rule does so.
    fn holds(&self, rule: u16, end: usize) -> bool {
        let (lexis, text) = (self.lexis, self.words.text);
        let Some(Conditions { after, then, unless }) = lexis.grammar.rules.get(rule as usize) else {
            return false;
        };
        let follows = |class: &Class| {
            if *class == lexis.noun {
                self.noun(skip_blank(text, end)).is_some()
            } else {
                lexis.behind(text, end, *class).is_some()
            }
        };
        (after.is_empty() || after.iter().any(|class| lexis.is_before(text, self.best.start, *class)))
            && (then.is_empty() || then.iter().any(follows))
            && !unless.iter().any(follows)
    }

    /// The word that begins at `at`.
    pub(crate) fn word(&self, at: usize) -> Option<usize> {
        self.words.spans.binary_search_by_key(&(at as u32), |span| span.start).ok()
    }

    /// Whether a word goes on behind a hyphen.
    fn is_joined(&self, word: usize) -> bool {
        let end = |word: usize| self.words.spans.get(word).map(|span| span.end);
        let start = |word: usize| self.words.spans.get(word).map(|span| span.start);
        self.words.form(word + 1) == HYPHEN
            && end(word) == start(word + 1)
            && end(word + 1) == start(word + 2)
    }

    /// The noun phrase at `at`: where it ends, and its noun.
    fn noun(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.word(at)?;
        let none = |word: usize| {
            let Some(span) = self.words.spans.get(word) else { return false };
            let is = |class: Class| {
                let found = self.lexis.forms.longest(class, self.words.text, span.start as usize);
                found.is_some_and(|(_, end)| end >= span.end as usize)
            };
            self.lexis.not_nouns.iter().any(|class| is(*class))
        };
        if none(first) {
            return None;
        }
        let mut found = None;
        for word in first..(first + LONGEST_NOUN).min(self.words.len()) {
            let node = self.words.node(word)?;
            let inside = match node.upos {
                "NOUN" => {
                    found = Some(word);
                    true
                }
                "PROPN" | "ADJ" => true,
                "VERB" => node.deprel.starts_with("amod") || node.deprel == "compound",
                _ => false,
            };
            let next = self.words.node(word + 1);
            // Water-bombers: what a hyphen joins goes on.
            if self.is_joined(word) || word > first && self.is_joined(word - 1) && !inside {
                continue;
            }
            let goes_on = node.upos != "NOUN"
                || node.head.is_some_and(|head| head > word)
                    && next.is_some_and(|next| matches!(next.upos, "NOUN" | "PROPN" | "ADJ"));
            if !inside || !goes_on {
                break;
            }
        }
        let noun = found.filter(|noun| !none(*noun))?;
        Some((self.words.spans.get(noun)?.end as usize, noun))
    }
}

/// Longer phrases are none, in classes.
const LONGEST: usize = 14;

/// Joins the parts of a word.
const HYPHEN: &str = "-";

/// A noun stands at most so many words behind its number.
const LONGEST_NOUN: usize = 5;
