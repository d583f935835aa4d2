//! How firmly a content stands, by the tree of its main clause.

use std::ops::Range;

use crate::Certainty;
use crate::attributed::Reading;
use crate::yields::{children, lemma, relation};

/// Verbs over the one that says what is said, at most.
const LEADING: usize = 3;

impl Reading<'_, '_> {
    /// Whether the main clause of a content is negated, and how it stands. What a cue says not to be so is
    /// `denied` already.
    pub(crate) fn modality(&self, pieces: &[Range<usize>], denied: bool) -> (bool, Option<Certainty>) {
        let lexicon = self.tools.lexicon;
        let lower = |word: usize| self.words.form(word).to_lowercase();
        let inside = |word: usize| pieces.iter().any(|piece| piece.contains(&word));
        let head = |word: usize| self.words.node(word).and_then(|node| node.head);
        let outside = |word: &usize| {
            let sign = !self.words.form(*word).chars().any(char::is_alphanumeric);
            !sign && !self.is_that(*word) && head(*word).is_none_or(|head| !inside(head))
        };
        let Some(first) = pieces.first() else { return (false, None) };
        let mut tops = first.clone().filter(outside);
        // “If it snows”, he said, “we close”: the main clause may be that of another piece.
        let Some(top) = tops.next().or_else(|| pieces.iter().flat_map(Clone::clone).find(outside)) else {
            return (false, None);
        };
        let below = |of: usize| children(self.words, of).filter(|word| inside(*word)).collect::<Vec<_>>();
        // “not only”: it is so, and more than that.
        let denies =
            |word: usize| lexicon.is("not", &lower(word)) && !lexicon.is("not-only", &lower(word + 1));
        let mut negated = false;
        let mut certainty = None;
        let mut clause = top;
        // “is expected to come”: what is said to be so is said by the verb below.
        for _ in 0..LEADING {
            let mut unable = false;
            for child in below(clause) {
                let form = lower(child);
                let role = relation(self.words, child);
                negated ^= denies(child) && matches!(role, "advmod" | "det" | "cc" | "nsubj" | "obj");
                // A noun that nothing is left of: “there is no plan”, “has no intention”.
                if matches!(role, "obj" | "nsubj") {
                    // “not a single home”
                    let not = |word: usize| relation(self.words, word) == "advmod" && denies(word);
                    let none = |word: usize| lexicon.is("no", &lower(word)) || not(word);
                    negated |= below(child).into_iter().any(none);
                }
                if role == "aux" && certainty.is_none() {
                    certainty = lexicon.named_certainty("modal", &form);
                    unable = lexicon.is("able", &form);
                }
                let mark = |word: &usize| relation(self.words, *word) == "mark";
                if role == "advcl" {
                    let begins =
                        below(child).into_iter().filter(mark).any(|word| lexicon.is("if", &lower(word)));
                    if begins {
                        certainty = Some(Certainty::Conditional);
                    }
                }
            }
            // What cannot be is denied; what may not be is still possible.
            if unable && (negated || denied) && certainty == Some(Certainty::Possible) {
                certainty = None;
            }
            // “Harvest to shrink by a fifth”
            let opens =
                |word: &usize| relation(self.words, *word) == "mark" && lexicon.is("to", &lower(*word));
            let subject = |word: &usize| relation(self.words, *word) == "nsubj";
            if certainty.is_none() && below(clause).iter().any(opens) && below(clause).iter().any(subject) {
                certainty = Some(Certainty::Planned);
            }
            let under = below(clause).into_iter().find(|child| relation(self.words, *child) == "xcomp");
            match (lexicon.named_certainty("leads", &lemma(self.words, clause)), under) {
                (Some(found), Some(under)) if certainty != Some(Certainty::Conditional) => {
                    certainty = Some(found);
                    clause = under;
                }
                _ => break,
            }
        }
        // A headline's noun with an infinitive: “Steelworks to close in May”.
        let infinitive = |word: usize| {
            let part =
                |mark: &usize| lexicon.is("to", &lower(*mark)) && relation(self.words, *mark) == "mark";
            relation(self.words, word) == "acl" && below(word).iter().any(part)
        };
        let finite =
            |word: usize| self.words.node(word).is_some_and(|node| node.feats.contains("VerbForm=Fin"));
        let clause_like = || pieces.iter().flat_map(Clone::clone).any(finite);
        if certainty.is_none()
            && below(top).into_iter().any(infinitive)
            && !clause_like()
            && top == first.start
        {
            certainty = Some(Certainty::Planned);
        }
        // Where the tree has the condition first and the main clause for something else.
        if pieces.len() > 1 && lexicon.is("if", &lower(self.first_word(first))) {
            certainty = Some(Certainty::Conditional);
        }
        (negated, certainty)
    }

    fn first_word(&self, piece: &Range<usize>) -> usize {
        let word = |word: &usize| self.words.form(*word).chars().any(char::is_alphanumeric);
        piece.clone().find(word).unwrap_or(piece.start)
    }
}
