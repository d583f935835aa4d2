//! An event as the corpus keeps it: its JSON, and what filters ask for.

use avviso_read::Document;
use avviso_record::{Actant, Event, Record};

use crate::Result;
use crate::identity::fold;
use crate::prepared::word;

#[derive(Debug)]
pub(crate) struct EventColumns {
    pub(crate) language: Option<String>,
    pub(crate) kind: String,
    pub(crate) mode: Option<String>,
    pub(crate) status: String,
    pub(crate) time: Option<String>,
    pub(crate) statement: Option<u32>,
    pub(crate) actor: String,
    pub(crate) recipient: String,
    pub(crate) keys: Vec<(&'static str, String)>,
    pub(crate) detail: String,
}

impl EventColumns {
    pub(crate) fn new(document: &Document, record: &Record, event: &Event) -> Result<Self> {
        let text = &document.text.content;
        let paragraph = document.text.paragraph_at(event.trigger.start);
        let language = paragraph.and_then(|paragraph| paragraph.language).or(document.language);
        let mut keys: Vec<(&'static str, String)> = Vec::new();
        for (role, parties) in [("actor", &event.actor), ("recipient", &event.recipient)] {
            keys.extend(parties.iter().flat_map(keys_of).map(|key| (role, key)));
        }
        keys.sort_unstable();
        keys.dedup();
        let names = |parties: &[Actant]| {
            let mut lines: Vec<String> =
                parties.iter().flat_map(|party| [words(text, party), name(text, record, party)]).collect();
            lines.dedup();
            fold(&lines.join("\n"))
        };
        Ok(Self {
            language: language.map(|language| language.to_string()),
            kind: word(&event.kind)?,
            mode: event.mode.clone(),
            status: word(&event.status)?,
            time: event.time.clone(),
            statement: event.statement,
            actor: names(&event.actor),
            recipient: names(&event.recipient),
            keys,
            detail: serde_json::to_string(event)?,
        })
    }
}

/// The name of a party: the fullest that the text gives, else the words.
pub(crate) fn name(text: &str, record: &Record, party: &Actant) -> String {
    let entity = party.entity.and_then(|entity| record.entities.get(entity as usize));
    entity.filter(|entity| entity.named).map_or_else(|| words(text, party), |entity| entity.name.clone())
}

fn words(text: &str, party: &Actant) -> String {
    party.span.of(text).to_owned()
}

fn keys_of(party: &Actant) -> impl Iterator<Item = String> {
    [&party.actor, &party.country, &party.code].into_iter().flatten().cloned()
}
