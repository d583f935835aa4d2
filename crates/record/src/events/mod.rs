//! Events: who did what to whom, or will, or did not, after the PLOVER codebook.
//!
//! `frames` is a language's table: which verbs and nouns say which event under which conditions, and where the
//! parties stand; `codebook` is what it may name. A [`Grammar`](grammar::Grammar) shows a sentence's predicates with
//! their parties under the same labels in every language: `trees` by relations and prepositions, `particles` by
//! particles and endings. `finding` lays frames over it, `reaching` finds who stands where they ask, `parties` finds whom a noun phrase means with the names of
//! `gazetteer`, `status` whether it happened. What no frame knows is no event.
//!
//! Not in here: which state or body a party is; when it was.

mod carrying;
mod codebook;
mod event;
mod finding;
mod frames;
mod gazetteer;
mod grammar;
mod named;
mod particles;
mod parties;
mod reaching;
mod status;
mod trees;

use std::collections::BTreeMap;

use avviso_tables::{Result, Tables};
use avviso_text::Language;

pub use event::{Actant, Event, EventType, Status};
pub(crate) use finding::Finding;
use frames::Frames;
use gazetteer::Gazetteer;
pub(crate) use particles::Particles;
pub(crate) use parties::Known;
pub(crate) use trees::Trees;

use crate::Record;

/// Characters of a year.
const YEAR: usize = 4;
/// Numbers above in the place of a month are seasons and the like (EDTF).
const MONTHS: u32 = 12;

/// The frames of all languages. Immutable; shared by threads.
#[derive(Debug, Default)]
pub(crate) struct Events {
    frames: BTreeMap<Language, Frames>,
    gazetteer: Gazetteer,
}

impl Events {
    /// Loads the frames of all languages that have them, and the names of states and bodies.
    pub(crate) fn load(tables: &Tables) -> Result<Self> {
        let mut events = Self { frames: BTreeMap::new(), gazetteer: Gazetteer::load(tables)? };
        for code in tables.languages() {
            if let (Some(language), Some(frames)) = (Language::new(&code), Frames::load(tables, &code)?) {
                events.frames.insert(language, frames);
            }
        }
        Ok(events)
    }

    /// What finds the events of a language's paragraphs, if the language has frames.
    pub(crate) fn of(&self, language: Language) -> Option<Finding<'_>> {
        let frames = self.frames.get(&language)?;
        Some(Finding { frames, gazetteer: &self.gazetteer })
    }
}

/// Says in which statement each event stands: the innermost one whose content holds it. What is said to have happened
/// on a day after that of publication is planned.
pub(crate) fn settle(record: &mut Record, published: Option<&str>) {
    for event in &mut record.events {
        let holds = |said: &crate::Statement| said.content.iter().any(|piece| piece.contains(event.trigger));
        let size = |said: &crate::Statement| said.content.iter().map(|piece| piece.len()).sum::<usize>();
        let holders = record.statements.iter().enumerate().filter(|(_, said)| holds(said));
        event.statement = holders.min_by_key(|(_, said)| size(said)).map(|(place, _)| place as u32);
        let later = |time: &str, day: &str| {
            let length = time.find(|char: char| !char.is_ascii_digit() && char != '-').unwrap_or(time.len());
            // Of seasons, quarters and halves only the year is compared.
            let month = time.get(YEAR + 1..YEAR + 3).and_then(|month| month.parse::<u32>().ok());
            let length = if month.is_some_and(|month| month > MONTHS) { YEAR } else { length };
            length >= YEAR && day.get(..length).is_some_and(|day| &time[..length] > day)
        };
        if let (Status::Occurred, Some(time), Some(day)) = (event.status, &event.time, published)
            && later(time, day)
        {
            event.status = Status::Planned;
        }
    }
}
