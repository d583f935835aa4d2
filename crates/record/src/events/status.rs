//! Whether an event happened, by what stands with its word and above it.

use super::Status;
use super::event::EventType;
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
    // “No talks took place”: denied once.
    let told = grammar.is_noun(word) && grammar.marks(word).negated;
    // “has not ruled it out”
    let open = |verb: usize| frames.is(grammar.lemma(verb), "@excludes") && grammar.marks(verb).negated;
    let said = |verb: usize, label: &Label| match frames.status(grammar.lemma(verb), label) {
        Some(Status::Denied) if open(verb) => Some(Status::Conditional),
        found => found,
    };
    let mut at = word;
    // 제안을 거부할 것이다: what is turned down was said.
    let turned_down = |verb: usize| {
        frames.is(grammar.lemma(word), "@uttered")
            && frames.of(grammar.lemma(verb), false).any(|frame| frame.kind == EventType::Reject)
    };
    let carrier = carrier.filter(|verb| !turned_down(*verb));
    if let Some(carrier) = carrier {
        at = carrier;
        take(said(at, &Label::Object));
    }
    for _ in 0..HIGHEST {
        if !(at == word && grammar.is_noun(word)) {
            let marks = grammar.marks(at);
            if marks.negated && !(told && carrier == Some(at)) {
                take(Some(Status::Denied));
            }
            take(marks.status);
        }
        // “a pledge, made in May, to pay”: a noun is no firmer by itself.
        let Some((label, above)) = grammar.above(at).filter(|(_, above)| *above != word) else { break };
        // “will turn down a request from them”: who asks has asked.
        if at == word
            && carrier.is_none()
            && grammar.is_noun(word)
            && frames.is(grammar.lemma(word), "@uttered")
        {
            break;
        }
        // 단교가 유력하다
        if label == Label::Subject
            && at == word
            && carrier.is_none()
            && let Some(found) = frames.status_of_subject(grammar.lemma(above))
        {
            take(Some(found));
            break;
        }
        let governs = match label {
            Label::Clause | Label::Object => !grammar.is_adverbial(at),
            // “a vote on”: what a noun is about is as firm as the noun; “no truth to reports that …”.
            Label::With(_) => at == word && grammar.is_noun(at) || frames.is(grammar.lemma(at), "@content"),
            _ => false,
        };
        // 거부로 무산됐다: what came of it says nothing of it.
        if matches!(&label, Label::With(word) if frames.is(word, "@beside")) && grammar.is_predicate(above) {
            break;
        }
        // “has yet to come”: a word above that says nothing by itself.
        let adverb = || {
            let mut adverbs = grammar.adverbs(above).into_iter();
            adverbs
                .find_map(|adverb| frames.status(grammar.lemma(adverb), &label))
                .filter(|_| label == Label::Clause)
        };
        let found = said(above, &label).or_else(adverb).filter(|_| governs);
        // “denied the claim that …”: what is said is as firm as whoever speaks makes it.
        if found.is_none() && label == Label::Clause && frames.is(grammar.lemma(above), "@content") {
            at = above;
            continue;
        }
        // “may move to censor them”: as firm as what it is a part of.
        if found.is_none() && label == Label::Clause && frames.is(grammar.lemma(above), "@moves") {
            at = above;
            continue;
        }
        // 철회에도 늦추지 않았다: what happens beside says nothing of it.
        let beside = matches!(label, Label::With(_)) && grammar.is_predicate(above);
        let part = governs && grammar.is_noun(at) && carrier.is_none() && at == word && !beside;
        if found.is_none() && !part {
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
