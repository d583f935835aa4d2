//! The types of recorded events.

use avviso_text::Span;
use serde::{Deserialize, Serialize};

/// The types of the PLOVER codebook (Halterman et al. 2023, “PLOVER and POLECAT”).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Promises cooperation.
    Agree,
    /// Meets, talks, visits.
    Consult,
    /// Endorses, praises, signs.
    Support,
    /// Yields in words.
    Concede,
    /// Exchanges, works or exercises together.
    Cooperate,
    /// Gives money, goods, help or troops.
    Aid,
    /// Yields in deeds: withdraws, releases, disarms, resigns.
    Retreat,
    /// Asks or calls for.
    Request,
    /// Blames, criticises, sues, investigates.
    Accuse,
    /// Refuses.
    Reject,
    /// Announces harm.
    Threaten,
    /// Demonstrates.
    Protest,
    /// Cuts relations, convicts, expels.
    Sanction,
    /// Readies force.
    Mobilize,
    /// Forces without violence.
    Coerce,
    /// Harms.
    Assault,
}

/// Whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    Occurred,
    /// It is happening.
    Ongoing,
    /// Somebody means to do it.
    Planned,
    /// It probably will.
    Expected,
    /// It may, or would if something else were so.
    Conditional,
    /// It did not or will not.
    Denied,
}

/// Somebody who does something or to whom it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actant {
    /// The words that name them.
    pub span: Span,
    /// The whole noun phrase, with what follows: “the president of Armenia, who …”.
    pub phrase: Span,
    /// Whether the word that the others hang on is a proper name.
    pub named: bool,
    /// Whether the words say that they are of no state: “international inspectors”.
    #[serde(default)]
    pub nowhere: bool,
    /// The number of the entity within the record.
    pub entity: Option<u32>,
    /// The number of the entity that they belong to: “its jets”.
    #[serde(default)]
    pub owner: Option<u32>,
    /// The actor in the world (`state:JPN`), once it is linked.
    #[serde(default)]
    pub actor: Option<String>,
    /// The state they belong to, ISO 3166-1 alpha-3, once they are linked.
    #[serde(default)]
    pub country: Option<String>,
    /// As PLOVER codes them, once they are linked: a state's code, IGO, NGO, IMG, MNC.
    #[serde(default)]
    pub code: Option<String>,
    /// What part of society, once they are linked: `government`, `military`, …
    #[serde(default)]
    pub sector: Option<String>,
}

/// Who did what to whom, or will, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind of event.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How, as PLOVER names it: `visit`, `convict`.
    pub mode: Option<String>,
    /// What it is about, as PLOVER names it: `military`, `economic`.
    pub contexts: Vec<String>,
    /// Who does it; all parties of what is done together.
    pub actor: Vec<Actant>,
    /// To whom.
    pub recipient: Vec<Actant>,
    /// Where.
    #[serde(default)]
    pub place: Option<Actant>,
    /// The word that says it.
    pub trigger: Span,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// The line of the table of events of its language that says it; 0 if a version that kept none recorded it.
    #[serde(default)]
    pub row: u32,
    /// Whether it happened.
    pub status: Status,
    /// When: ISO 8601 or EDTF.
    pub time: Option<String>,
    /// The statement in whose content it stands, by its number in the record: on whose word it is known.
    pub statement: Option<u32>,
}

impl Event {
    /// Its actors, recipients and place.
    pub fn parties_mut(&mut self) -> impl Iterator<Item = &mut Actant> {
        self.actor.iter_mut().chain(&mut self.recipient).chain(&mut self.place)
    }
}
