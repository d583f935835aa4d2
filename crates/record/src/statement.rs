//! The types of a record.

use avviso_text::Span;
use serde::{Deserialize, Serialize};

use crate::{Entity, Event, Mention, Quantity, Time};

/// Everything recorded about one reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// In the order of their contents; `n` of a statement is its place here, counted from 0.
    pub statements: Vec<Statement>,
    /// Who and what is mentioned by which words, in the order of the text within each language.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Those mentioned; `entity` of a mention or party is a place here.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// What happened, or will, or did not, sentence by sentence.
    #[serde(default)]
    pub events: Vec<Event>,
    /// When, in the order of the text.
    #[serde(default)]
    pub times: Vec<Time>,
    /// How much and how many, in the order of the text; `same_as` of one is a place here.
    #[serde(default)]
    pub quantities: Vec<Quantity>,
}

impl Record {
    /// Adds what was recorded of a later part of the same text.
    pub fn append(&mut self, part: Self) {
        let (statements, entities) = (self.statements.len() as u32, self.entities.len() as u32);
        self.statements.extend(part.statements.into_iter().map(|mut said| {
            said.parent = said.parent.map(|parent| parent + statements);
            for party in said.speaker.iter_mut().chain(&mut said.addressee) {
                party.entity = party.entity.map(|entity| entity + entities);
            }
            said
        }));
        let moved = |mut mention: Mention| {
            mention.entity += entities;
            mention
        };
        self.mentions.extend(part.mentions.into_iter().map(moved));
        self.events.extend(part.events.into_iter().map(|mut event| {
            event.statement = event.statement.map(|statement| statement + statements);
            for party in event.parties_mut() {
                party.entity = party.entity.map(|entity| entity + entities);
                party.owner = party.owner.map(|owner| owner + entities);
            }
            event
        }));
        self.entities.extend(part.entities);
        self.times.extend(part.times);
        let quantities = self.quantities.len() as u32;
        self.quantities.extend(part.quantities.into_iter().map(|mut quantity| {
            quantity.same_as = quantity.same_as.map(|other| other + quantities);
            quantity
        }));
    }
}

/// Whether the words are the speaker's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Quotation marks enclose every piece of the content.
    Direct,
    /// No piece of the content is quoted.
    Indirect,
    /// Some of the content is quoted.
    Mixed,
}

/// What the speaker does by saying it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each name is the act itself")]
pub enum Act {
    Say,
    Ask,
    Answer,
    Demand,
    Promise,
    Propose,
    Agree,
    Refuse,
    Deny,
    Warn,
    Threaten,
    Accuse,
    Criticise,
    Praise,
    Thank,
    Apologise,
    Announce,
    Report,
    Claim,
    Admit,
    Stress,
    Explain,
    Decide,
    Believe,
    Know,
    Want,
    Intend,
    Expect,
    Hope,
    Fear,
    Doubt,
    Regret,
}

impl Act {
    /// Whether it is something in a mind, which may be told of without having been said.
    pub(crate) fn is_thought(self) -> bool {
        use Act::{Believe, Doubt, Expect, Fear, Hope, Intend, Know, Regret, Want};
        matches!(self, Believe | Doubt | Expect | Fear | Hope | Intend | Know | Regret | Want)
    }
}

/// Whether the content is affirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// The speaker holds it to be so.
    Positive,
    /// The speaker holds it not to be so.
    Negative,
}

/// How firmly what is said stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// As a fact.
    Asserted,
    /// As somebody's plan.
    Planned,
    /// As what will probably be.
    Expected,
    /// As what may be.
    Possible,
    /// If something else is so.
    Conditional,
    /// As not so.
    Denied,
}

/// Somebody in a statement: whoever speaks, or is spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The fullest name that the text gives, never a pronoun; of an unnamed one the description.
    pub name: String,
    /// The number of the entity within the reading, once entities are known.
    pub entity: Option<u32>,
    /// The actor in the world (`person:kishida-fumio`), once it is linked.
    pub actor: Option<String>,
    /// Whether the text keeps the name back (“a senior official”).
    pub unnamed: bool,
}

/// One statement: what is said, by which words it is attributed, to whom.
///
/// What no stage knows yet is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The statement that relays this one, by its number in the record.
    pub parent: Option<u32>,
    /// The words that name who speaks.
    pub source: Option<Span>,
    /// The words that say that something is said.
    pub cue: Option<Span>,
    /// What is said, in one piece or more, with the quotation marks.
    pub content: Vec<Span>,
    /// Whether the words are the speaker's own.
    pub mode: Mode,
    /// What the speaker does by saying it.
    pub act: Act,
    /// Whether the content is affirmed.
    pub polarity: Polarity,
    /// How firmly it stands.
    pub certainty: Option<Certainty>,
    /// Who speaks.
    pub speaker: Option<Party>,
    /// Who is spoken to.
    pub addressee: Option<Party>,
    /// The words for the occasion: an interview, a press conference.
    pub setting: Option<Span>,
    /// When it was said, resolved: ISO 8601 or EDTF.
    pub said_on: Option<String>,
    /// How sure the program is that this is a statement with this source and content: 0 to 1.
    pub confidence: f32,
}
