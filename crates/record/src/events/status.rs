//! Whether an event happened, by what stands with its word and above it.

use super::Status;
use super::frames::{Frames, Label};
use super::grammar::Grammar;

/// Words above the event's that are asked, at most.
const HIGHEST: usize = 4;

/// How an event stands that a word says, `carrier` being the verb that carries a noun.
pub(crate) fn status(grammar: &dyn Grammar, frames: &Frames, word: usize, carrier: Option<usize>) -> Status {
    let mut negated = false;
    let mut status = None;
    let mut take = |found: Option<Status>| match found {
        Some(Status::Denied) => negated = !negated,
        found => status = status.or(found),
    };
    if grammar.is_noun(word) {
        for (label, part) in grammar.arguments(word) {
            if label == Label::Modifier {
                take(frames.status(grammar.lemma(part), &label));
            }
        }
        if grammar.marks(word).negated {
            take(Some(Status::Denied));
        }
    }
    let mut at = word;
    if let Some(carrier) = carrier {
        at = carrier;
        take(frames.status(grammar.lemma(at), &Label::Object));
    }
    for _ in 0..HIGHEST {
        if !(at == word && grammar.is_noun(word)) {
            let marks = grammar.marks(at);
            if marks.negated {
                take(Some(Status::Denied));
            }
            take(marks.status);
        }
        let Some((label, above)) = grammar.above(at) else { break };
        let governs = match label {
            Label::Clause | Label::Object => !grammar.is_adverbial(at),
            // “a vote on”: what a noun is about is as firm as the noun.
            Label::With(_) => at == word && grammar.is_noun(at),
            _ => false,
        };
        // “has yet to come”: a word above that says nothing by itself.
        let adverb = || {
            let mut adverbs = grammar.adverbs(above).into_iter();
            adverbs
                .find_map(|adverb| frames.status(grammar.lemma(adverb), &label))
                .filter(|_| label == Label::Clause)
        };
        let found = frames.status(grammar.lemma(above), &label).or_else(adverb).filter(|_| governs);
        // “denied the claim that …”: what is said is as firm as whoever speaks makes it.
        if found.is_none() && label == Label::Clause && frames.is(grammar.lemma(above), "@content") {
            at = above;
            continue;
        }
        if found.is_none() && !(governs && grammar.is_noun(at) && carrier.is_none() && at == word) {
            break;
        }
        take(found);
        // 사실이 아니라고 부인했다: denied once.
        if frames.is(grammar.lemma(above), "@untrue") {
            break;
        }
        at = above;
    }
    match (status, negated) {
        (Some(Status::Conditional), _) => Status::Conditional,
        (_, true) => Status::Denied,
        (status, false) => status.unwrap_or(Status::Occurred),
    }
}
