//! What events ask of a sentence, whatever the language.

use std::ops::Range;

use avviso_text::Span;

use super::Status;
use super::frames::Label;

/// A word that stands to another one in some way.
pub(crate) type Argument = (Label, usize);

/// What a predicate's own words say about whether it is so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// It is said not to be so.
    pub(crate) negated: bool,
    /// How it stands otherwise, if an auxiliary, an ending or a condition says it.
    pub(crate) status: Option<Status>,
}

/// A paragraph whose words show who does what.
pub(crate) trait Grammar {
    /// The words of each sentence.
    fn sentences(&self) -> &[Range<usize>];
    /// A word as the tables have it.
    fn lemma(&self, word: usize) -> &str;
    /// A word without what is only a particle.
    fn bare(&self, word: usize) -> Span;
    /// Whether events may be said by the word as a predicate, or as a noun.
    fn is_predicate(&self, word: usize) -> bool;
    fn is_noun(&self, word: usize) -> bool;
    /// Whether a noun is a proper one.
    fn is_name(&self, word: usize) -> bool;
    /// Whether a word stands for somebody named elsewhere.
    fn is_pronoun(&self, word: usize) -> bool;
    /// What stands with a word: of a predicate, those that take part, with the passive undone; of a noun, what
    /// modifies it.
    fn arguments(&self, word: usize) -> Vec<Argument>;
    /// The word that a word stands with, and how. As [`arguments`](Self::arguments) from below.
    fn above(&self, word: usize) -> Option<Argument>;
    /// The further members of a list that a word begins.
    fn joined(&self, word: usize) -> Vec<usize>;
    /// The words that name whoever a noun stands for: with what stands before it, without article and number.
    fn name(&self, word: usize) -> Option<Span>;
    /// The whole noun phrase.
    fn phrase(&self, word: usize) -> Option<Span>;
    /// The words of the clause of a predicate.
    fn clause(&self, word: usize) -> Range<usize>;
    /// What the word's own marks say.
    fn marks(&self, word: usize) -> Marks;
    /// Whether a predicate is only what somebody asks for, demands or advises: 철수하라는 요구.
    fn is_asked(&self, _word: usize) -> bool {
        false
    }
    /// What would stand with a noun if it were the verb that is said by the same word, in languages that have such
    /// nouns: 태국의 병력 증강.
    fn nominal(&self, _word: usize) -> Vec<Argument> {
        Vec::new()
    }
    /// The adverbs of a predicate.
    fn adverbs(&self, _word: usize) -> Vec<usize> {
        Vec::new()
    }
    /// Whether a predicate tells of something beside another one: “signing it, he called for more”.
    fn is_adverbial(&self, _word: usize) -> bool {
        false
    }
    /// How deep below the main clause.
    fn depth(&self, word: usize) -> usize;
}
