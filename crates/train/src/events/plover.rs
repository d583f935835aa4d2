//! PLOVER's gold standard records, whose types are those of an older codebook.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{Event, Party, Sentence};
use crate::{Error, Result};

/// Events that count as those of a sentence, in their order.
const FIRST: usize = 2;
/// Types of the older codebook that have another name now.
const RENAMED: [(&str, &str); 4] =
    [("DEMAND", "REQUEST"), ("DISAPPROVE", "ACCUSE"), ("INVESTIGATE", "ACCUSE"), ("FIGHT", "ASSAULT")];
/// Codes that are written otherwise today.
const RECODED: [(&str, &str); 1] = [("JAP", "JPN")];
/// Types of what two do together, in which a recipient may be one of those who do it.
const TOGETHER: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    date: Option<String>,
    event: String,
    source: Value,
    #[serde(default)]
    target: Value,
}

/// The sentences of an array of records, a record each.
pub(super) fn sentences(text: &str, path: &Path) -> Result<Vec<Sentence>> {
    let records: Vec<Record> =
        serde_json::from_str(text).map_err(|error| Error::new(path, error.to_string()))?;
    let today = |old: &str, names: &[(&str, &str)]| {
        names.iter().find(|(known, _)| *known == old).map_or(old, |(_, new)| new).to_owned()
    };
    let parties = |value: &Value| -> Vec<Party> {
        let text = |value: &Value, field: &str| value[field].as_str().map(str::to_owned);
        let party = |value: &Value| Party {
            text: text(value, "actorText").unwrap_or_default(),
            code: text(value, "code").map(|code| today(&code, &RECODED)),
        };
        value.as_array().map(|list| list.iter().map(party).collect()).unwrap_or_default()
    };
    let sentence = |record: Record| {
        let event = Event {
            kind: today(&record.event, &RENAMED),
            actor: parties(&record.source),
            recipient: parties(&record.target),
            trigger: None,
            status: None,
        };
        // Some stand in braces: the coder was not sure of them.
        let text = record.text.trim_matches(['{', '}']).to_owned();
        Sentence { id: record.id, text, published: record.date, outlet: None, events: vec![event] }
    };
    Ok(records.into_iter().map(sentence).collect())
}

/// What is right of the marked event, by any of the first two of its type.
pub(super) fn checks(marked: &Event, found: &[Event]) -> Vec<(&'static str, bool)> {
    let mutual = marked.recipient.is_empty() && marked.actor.len() > 1;
    let has = |list: &[Party], party: &Party| list.iter().any(|other| other.code == party.code);
    let actor = |event: &&Event| {
        let found = |party: &Party| has(&event.actor, party) || mutual && has(&event.recipient, party);
        if mutual { marked.actor.iter().all(found) } else { marked.actor.iter().any(found) }
    };
    let recipient = |event: &&Event| {
        let found = |party: &Party| {
            has(&event.recipient, party)
                || TOGETHER.contains(&event.kind.as_str()) && has(&event.actor, party)
        };
        mutual || marked.recipient.is_empty() || marked.recipient.iter().any(found)
    };
    let of_type = || found.iter().take(FIRST).filter(|event| event.kind == marked.kind);
    vec![
        ("type among the first two", of_type().next().is_some()),
        ("type and actor", of_type().any(|event| actor(&event))),
        ("type, actor and recipient", of_type().any(|event| actor(&event) && recipient(&event))),
    ]
}
