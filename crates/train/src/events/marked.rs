//! Sentences whose events are all marked.

use std::path::Path;

use serde::Deserialize;

use super::{Event, Sentence, codes};
use crate::{Result, jsonl};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    published: Option<String>,
    outlet: Option<String>,
    events: Vec<Event>,
}

/// The sentences of a file, one a line.
pub(super) fn sentences(text: &str, path: &Path) -> Result<Vec<Sentence>> {
    let lines = jsonl::lines(text.as_bytes(), path, |_: &Line| Ok(()))?;
    let sentence =
        |Line { id, text, published, outlet, events }| Sentence { id, text, published, outlet, events };
    Ok(lines.into_iter().map(sentence).collect())
}

/// What is right of a marked event, by the found one of its type that fits best.
pub(super) fn checks(marked: &Event, found: &[Event]) -> Vec<(&'static str, bool)> {
    let fit = |event: &&Event| {
        let right = [
            codes(&event.actor) == codes(&marked.actor),
            codes(&event.recipient) == codes(&marked.recipient),
            event.status == marked.status,
        ];
        let start = |event: &Event| event.trigger.map_or(0, |[start, _]| start);
        (
            right.iter().filter(|right| **right).count(),
            std::cmp::Reverse(start(event).abs_diff(start(marked))),
        )
    };
    let best = found.iter().filter(|event| event.kind == marked.kind).max_by_key(fit);
    let right = |same: &dyn Fn(&Event) -> bool| best.is_some_and(same);
    let actor = right(&|event| codes(&event.actor) == codes(&marked.actor));
    let recipient = right(&|event| codes(&event.recipient) == codes(&marked.recipient));
    let status = right(&|event| event.status == marked.status);
    vec![
        ("type", best.is_some()),
        ("type and actor", actor),
        ("type and recipient", recipient),
        ("type and status", status),
        ("all four", actor && recipient && status),
    ]
}
