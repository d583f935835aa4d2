//! Events as they are printed.

use avviso_record::{Actant, Event, EventType, Status};
use avviso_text::Span;
use serde::Serialize;

/// One event at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Happened {
    /// What kind of event, after PLOVER.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How, after PLOVER.
    pub mode: Option<String>,
    /// What it is about, after PLOVER.
    pub contexts: Vec<String>,
    /// Who does it; all parties of what is done together.
    pub actor: Vec<Actor>,
    /// To whom.
    pub recipient: Vec<Actor>,
    /// Where.
    pub place: Option<Actor>,
    /// Start and end of the word that says it.
    pub trigger: [u32; 2],
    /// Start and end of its sentence.
    pub sentence: [u32; 2],
    /// The line of `languages/<code>/events.tsv` that says it.
    pub row: u32,
    /// When.
    pub time: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// The number of the statement on whose word it is known.
    pub statement: Option<u32>,
}

/// A party of an event at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The actor in the world.
    pub id: Option<String>,
    /// The state they belong to, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// As PLOVER codes them.
    pub code: Option<String>,
    /// What part of society.
    pub sector: Option<String>,
    /// The number of the entity.
    pub entity: Option<u32>,
    /// The words that name them.
    pub text: String,
    /// Start and end of these.
    pub span: [u32; 2],
}

impl Happened {
    /// An event of a text; `points` turns its spans into code points of the given text.
    pub fn new(event: &Event, content: &str, points: &impl Fn(Span) -> [u32; 2]) -> Self {
        let actor = |party: &Actant| Actor {
            id: party.actor.clone(),
            country: party.country.clone(),
            code: party.code.clone(),
            sector: party.sector.clone(),
            entity: party.entity,
            text: party.span.of(content).to_owned(),
            span: points(party.span),
        };
        Self {
            kind: event.kind,
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            actor: event.actor.iter().map(actor).collect(),
            recipient: event.recipient.iter().map(actor).collect(),
            place: event.place.as_ref().map(actor),
            trigger: points(event.trigger),
            sentence: points(event.sentence),
            row: event.row,
            time: event.time.clone(),
            status: event.status,
            statement: event.statement,
        }
    }
}
