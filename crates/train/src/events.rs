//! Events against sentences marked by hand: JSONL as `bench/record/README.md` describes it, or PLOVER's gold
//! standard records (a JSON array).

mod marked;
mod plover;

use std::path::Path;

use serde::Deserialize;

use crate::{Error, Result};

/// A sentence and the events that a person sees in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its name.
    pub id: String,
    /// Its characters.
    pub text: String,
    /// The day of publication, if that is known.
    pub published: Option<String>,
    /// Who published it, if that is known.
    pub outlet: Option<String>,
    /// The events.
    pub events: Vec<Event>,
}

/// One event, marked or found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Event {
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who does it.
    pub actor: Vec<Party>,
    /// To whom.
    pub recipient: Vec<Party>,
    /// Start and end of the word that says it, in code points.
    pub trigger: Option<[usize; 2]>,
    /// Whether it happened, if that is marked.
    pub status: Option<String>,
}

/// A party of an event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Party {
    /// The words.
    pub text: String,
    /// As PLOVER codes it.
    pub code: Option<String>,
}

/// How a set is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Every event of a sentence is marked, with its status; parties must be the same.
    Marked,
    /// One event of a sentence is marked: it counts if it is one of the first two; each party must be among those
    /// that are found.
    Plover,
}

/// What was counted: right ones, of all marked events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Events that are marked.
    pub marked: usize,
    /// Events that were found.
    pub found: usize,
    /// With the right type, and so on; each beside what it is called.
    pub right: Vec<(&'static str, usize)>,
    /// Sentences that hold no event: left alone, and all.
    pub silent: (usize, usize),
    /// What is wrong, for a person to read.
    pub mistakes: Vec<String>,
}

/// Reads a set, in whichever form it is.
pub fn read(path: &Path) -> Result<(Form, Vec<Sentence>)> {
    let bytes = std::fs::read_to_string(path).map_err(|error| Error::new(path, error.to_string()))?;
    if bytes.trim_start().starts_with('[') {
        Ok((Form::Plover, plover::sentences(&bytes, path)?))
    } else {
        Ok((Form::Marked, marked::sentences(&bytes, path)?))
    }
}

/// Compares what was found in each sentence with what is marked.
pub fn compare(form: Form, gold: &[Sentence], found: &[Vec<Event>]) -> Figures {
    let mut figures = Figures::default();
    for (sentence, found) in gold.iter().zip(found) {
        figures.found += found.len();
        figures.marked += sentence.events.len();
        if sentence.events.is_empty() {
            figures.silent.0 += usize::from(found.is_empty());
            figures.silent.1 += 1;
        }
        let checks: Vec<Vec<(&'static str, bool)>> = match form {
            Form::Marked => sentence.events.iter().map(|event| marked::checks(event, found)).collect(),
            Form::Plover => sentence.events.iter().map(|event| plover::checks(event, found)).collect(),
        };
        let wrong = checks.iter().flatten().any(|(_, right)| !right);
        for (name, right) in checks.into_iter().flatten() {
            match figures.right.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += usize::from(right),
                None => figures.right.push((name, usize::from(right))),
            }
        }
        if wrong || sentence.events.is_empty() && !found.is_empty() {
            figures.mistakes.push(mistake(sentence, found));
        }
    }
    figures
}

fn mistake(sentence: &Sentence, found: &[Event]) -> String {
    let parties = |list: &[Party]| {
        let shown =
            list.iter().map(|party| format!("{} ({})", party.text, party.code.as_deref().unwrap_or("–")));
        shown.collect::<Vec<_>>().join(", ")
    };
    let shown = |event: &Event| {
        let (actor, recipient) = (parties(&event.actor), parties(&event.recipient));
        format!("{} {}: {actor} → {recipient}", event.kind, event.status.as_deref().unwrap_or(""))
    };
    let mut text = format!("{}  {}", sentence.id, sentence.text);
    for (name, events) in [("marked", sentence.events.as_slice()), ("found ", found)] {
        events.iter().for_each(|event| text.push_str(&format!("\n    {name} {}", shown(event))));
    }
    text
}

/// The codes of parties, in order.
fn codes(parties: &[Party]) -> Vec<Option<&str>> {
    let mut codes: Vec<Option<&str>> = parties.iter().map(|party| party.code.as_deref()).collect();
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests;
