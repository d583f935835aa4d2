//! Who does what by particles and endings: languages whose predicates stand behind what belongs to them.

mod arguments;
mod firmness;
mod phrases;
mod reading;
mod subjects;

use std::ops::Range;

use avviso_text::Span;

use super::frames::{Frames, Label};
use super::grammar::{Argument, Grammar, Marks};
use crate::reported::{Role, Sentence};

/// A paragraph in its morphemes.
pub(crate) struct Particles<'a, 'w, 'l, 't> {
    sentence: &'a Sentence<'w, 'l, 't>,
    frames: &'a Frames,
    /// Words as the tables have them, and whether what is done is done to the subject.
    lemmas: Vec<(String, bool)>,
    /// Nouns that a headline ends with in the place of a predicate.
    headline: Vec<bool>,
    /// Words within the name of a person, all but its last.
    named: Vec<bool>,
    /// Predicates behind what is done that were read as names: 어선을 나포해.
    hidden: Vec<bool>,
}

impl Grammar for Particles<'_, '_, '_, '_> {
    fn sentences(&self) -> &[Range<usize>] {
        &self.sentence.words.sentences
    }

    fn lemma(&self, word: usize) -> &str {
        &self.lemmas[word].0
    }

    fn is_predicate(&self, word: usize) -> bool {
        // 이르면, 오는: they only say when.
        let aside = || self.frames.is(self.sentence.form(word), "@aside");
        self.headline[word]
            || self.hidden[word]
            || !self.named[word] && reading::is_predicate(self.sentence, word) && !aside()
    }

    fn is_noun(&self, word: usize) -> bool {
        !self.is_predicate(word) && !self.sentence.is_sign(word)
    }

    fn is_name(&self, word: usize) -> bool {
        self.sentence.list[word].name
    }

    fn is_pronoun(&self, _: usize) -> bool {
        false
    }

    fn arguments(&self, word: usize) -> Vec<Argument> {
        if self.is_predicate(word) { self.of_predicate(word) } else { self.of_noun(word) }
    }

    fn above(&self, word: usize) -> Option<Argument> {
        if self.is_predicate(word) {
            let sentence = self.around(word);
            // …했다는 보도를 “날조”라며 부인했다: what is in marks is said of it, and governs nothing.
            let governs = |next: &usize| {
                self.is_predicate(*next)
                    && !self.ties(*next)
                    && !self.is_quoted_apart(*next, word)
                    && !self.reports(*next)
            };
            let next = (word + 1..sentence.end).find(governs)?;
            // 철수했다는 발표를 부인했다: what is reported is as firm as the report.
            let reported = self.is_adnominal(word) && self.ends_in(word, "@quotes");
            let closes = self.role(word) == Role::Quotative || self.completes(word) || reported;
            return closes.then_some((Label::Clause, next));
        }
        let sentence = self.around(word);
        // 연합훈련 실시: what a headline says to be done stands bare before the noun for doing it.
        let next = (word + 1..sentence.end).find(|at| !self.is_how(*at));
        if let Some(next) = next.filter(|next| self.is_bare(word) && self.ends_headline(*next)) {
            return Some((Label::Object, next));
        }
        // The particle stands with the last word of the phrase: 공습 3건을.
        let last = (word..sentence.end).find(|at| !self.is_bare(*at) || self.sentence.is_sign(*at))?;
        let kernel = self.kernel(last);
        match self.role(last) {
            _ if kernel > word => Some((Label::Modifier, kernel)),
            Role::Genitive => {
                let like = |word: &usize| self.is_predicate(*word) && self.is_adnominal(*word);
                let noun = (last + 1..sentence.end).find(|word| !like(word)).unwrap_or(last + 1);
                Some((Label::Owner, noun))
            }
            _ => {
                // 훈련도 실시했다: a particle that only adds hides what the noun is.
                let label = match self.label(last)? {
                    Label::With(particle) if self.frames.is(&particle, "@also") => Label::Object,
                    label => label,
                };
                Some((label, self.predicate(last)?))
            }
        }
    }

    fn bare(&self, word: usize) -> Span {
        let mut span = self.sentence.span(word);
        let cut = self.particle(word).len() as u32;
        if cut < span.end - span.start {
            span.end -= cut;
        }
        span
    }

    fn joined(&self, word: usize) -> Vec<usize> {
        let Some(mut before) = self.before(self.first_of(word, true)) else { return Vec::new() };
        // 韓·폴란드, 방어 훈련 실시: the comma of a headline parts whoever does it from what is done.
        let sentence = self.around(word);
        let parts = self.sentence.form(before) == ","
            && (before + 1..sentence.end).any(|at| self.ends_headline(at))
            && !(sentence.start..before).any(|at| self.sentence.form(at) == ",");
        if parts {
            return Vec::new();
        }
        if self.frames.is(self.sentence.form(before), "@comma") {
            let Some(member) = self.before(before).filter(|member| self.is_bare(*member)) else {
                return Vec::new();
            };
            before = member;
        } else if !self.frames.is(self.particle(before), "@and") {
            return Vec::new();
        }
        let mut all = vec![self.kernel(before)];
        all.extend(self.joined(before));
        all
    }

    fn name(&self, word: usize) -> Option<Span> {
        self.sentence.noun_span(self.first_of(word, false)..word + 1)
    }

    fn phrase(&self, word: usize) -> Option<Span> {
        self.sentence.noun_span(self.first_of(word, true)..word + 1)
    }

    fn clause(&self, word: usize) -> Range<usize> {
        // 회담하고 늘리기로 했다: what both clauses have in common stands before the first one.
        let other = |at: &usize| {
            let before_when = *at + 1 < word && self.is_when(*at + 1);
            let closes = self.role(*at) == Role::Quotative || self.completes(*at);
            let part = self.is_adnominal(*at) || closes || self.ends_in(*at, "@if");
            self.is_predicate(*at) && !self.ties(*at) && (before_when || !part)
        };
        let start = self.around(word).start;
        let from = (start..word).rev().find(other).map_or(start, |other| other + 1);
        let parts = self.of_predicate(word).into_iter().map(|(_, part)| part);
        parts.filter(|part| (from..word).contains(part)).min().unwrap_or(word)..word + 1
    }

    fn marks(&self, word: usize) -> Marks {
        self.firmness(word)
    }

    fn is_asked(&self, word: usize) -> bool {
        self.is_told_elsewhere(word)
    }

    fn nominal(&self, word: usize) -> Vec<Argument> {
        self.of_nominal(word)
    }

    fn depth(&self, word: usize) -> usize {
        // What governs stands behind: the later, the higher.
        self.around(word).end - word
    }
}
