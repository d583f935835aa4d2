//! How what a predicate says stands, by its auxiliaries, adverbs and conjunctions.

use crate::Certainty;
use crate::attribution::universal;

use super::super::Status;
use super::super::frames::Label;
use super::super::grammar::{Grammar, Marks};
use super::Trees;

/// What rows of statuses call an adverb.
const ADVERB: &str = "ADV";

impl Trees<'_, '_> {
    /// What the word's own marks say.
    pub(super) fn marked(&self, word: usize) -> Marks {
        let mut marks = Marks::default();
        let (mut being, mut ongoing, mut done) = (false, false, false);
        let hidden = self.hidden(word).map(|(_, object)| self.children[object].as_slice());
        let children = self.children[word].iter().chain(hidden.unwrap_or_default());
        for child in children.copied() {
            let form = self.form(child);
            match self.relation(child) {
                "advmod" | "det" | "cc" => {
                    marks.negated |= self.lexicon.is("not", &form);
                    // “will probably meet”
                    let adverb = self.frames.status(&self.lemmas[child], &Label::With(ADVERB.to_owned()));
                    marks.status = adverb.or(marks.status);
                }
                "aux" | "aux:pass" | "cop" => {
                    let modal = self.lexicon.named_certainty("modal", &form);
                    marks.status = marks.status.or(modal.map(Status::from));
                    being |= self.lemmas[child] == "be" && !self.has(child, "VerbForm=Inf");
                    // “is being shared”
                    done |= self.lemmas[child] == "be"
                        && self.has(child, "VerbForm=Part")
                        && self.has(child, "Tense=Pres");
                    ongoing |= self.has(child, "VerbForm=Fin")
                        && (self.lemmas[child] == "be" || self.has(child, "Tense=Pres"));
                }
                "nsubj" | "nsubj:pass" | "obj" => {
                    let denied = |word: usize| self.lexicon.is("no", &self.form(word));
                    marks.negated |= denied(child) || self.below(child, "det").any(denied);
                }
                "advcl" => {
                    let begins =
                        self.below(child, "mark").any(|mark| self.lexicon.is("if", &self.form(mark)));
                    let infinitive = || self.has(word, "VerbForm=Inf") || self.nodes[word].upos == "ADJ";
                    if begins && marks.status == Some(Status::Planned) && infinitive() {
                        marks.status = Some(Status::Conditional);
                    }
                }
                "mark" if self.lexicon.is("if", &form) || self.frames.is(&form, "@unsure") => {
                    marks.status = Some(Status::Conditional);
                }
                // “is due to”
                "mark" if self.below(child, "fixed").next().is_some() => {
                    marks.status = self.frames.status(&self.lemmas[child], &Label::Clause);
                }
                _ => {}
            }
        }
        // “would back it if …”, also where the tree has the condition elsewhere in the clause.
        if marks.status == Some(Status::Planned) {
            let is_if =
                |part: usize| self.relation(part) == "mark" && self.lexicon.is("if", &self.form(part));
            // “Should it fail, they would …”
            let first = self.words.sentences[self.words.place(word).0].start;
            let inverted = || {
                matches!(universal(self.relation(first)), "aux" | "cop")
                    && self.frames.is(&self.lemmas[first], "@inverts")
                    && first + 1 < word
            };
            if self.has(word, "VerbForm=Inf") && (self.clause(word).any(is_if) || inverted()) {
                marks.status = Some(Status::Conditional);
            }
        }
        // “would have”: it would, if something else had been.
        let perfect = self.children[word].iter().any(|child| {
            self.relation(*child) == "aux" && self.lemmas[*child] != "be" && self.has(*child, "VerbForm=Inf")
        });
        if perfect && marks.status == Some(Status::Planned) {
            marks.status = Some(Status::Conditional);
        }
        if marks.status.is_none() && self.is_predicate(word) {
            let headline = || matches!(self.relation(word), "acl" | "root") && !self.has_finite(word);
            if self.is_infinitive(word) && (being || headline()) {
                marks.status = Some(Status::Planned);
            } else if ongoing && (done || self.has(word, "Tense=Pres") && self.has(word, "VerbForm=Part")) {
                marks.status = Some(Status::Ongoing);
            }
        }
        marks
    }
}

impl From<Certainty> for Status {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Asserted => Self::Occurred,
            Certainty::Planned => Self::Planned,
            Certainty::Expected => Self::Expected,
            Certainty::Possible | Certainty::Conditional => Self::Conditional,
            Certainty::Denied => Self::Denied,
        }
    }
}
