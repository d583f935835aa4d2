//! The JSON that the program prints of one document, after `docs/record.schema.json`.
//!
//! Offsets are Unicode code points into the text as it was given. Fields keep their order.

use avviso_read::Document;
use avviso_record::mentions::{Class, Form};
use avviso_record::{
    Act, Certainty, Entity, Mention, Mode, Party, Polarity, Quantity, Record, Statement, Time,
};
use avviso_text::{Language, Span, Text, Zone};
use serde::Serialize;

use crate::events::Happened;

/// What `extract` prints of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// The file's name without `.html` and `.gz`, or the id that came with the page.
    pub id: String,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// The language of most of the body.
    pub language: Option<Language>,
    /// The body alone, a paragraph a line.
    pub text: String,
}

impl Page {
    /// What is printed of `document`.
    pub fn of(document: &Document) -> Self {
        let body = document.text.paragraphs.iter().filter(|paragraph| paragraph.zone == Zone::Body);
        let body: Vec<&str> = body.map(|paragraph| paragraph.span.of(&document.text.content)).collect();
        Self {
            id: document.id.clone(),
            title: document.title.clone(),
            byline: document.byline.clone(),
            published: document.published.as_ref().map(|published| published.0.clone()),
            language: document.language,
            text: body.join("\n"),
        }
    }
}

/// What `annotate` prints of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annotation {
    /// The id that came with it.
    pub id: String,
    /// The language of its first paragraph that has one.
    pub language: Option<Language>,
    /// Its statements.
    pub statements: Vec<Said>,
    /// The words that mention somebody or something.
    pub mentions: Vec<Mentioned>,
    /// Who and what is mentioned.
    pub entities: Vec<Known>,
    /// What happened, or will, or did not.
    pub events: Vec<Happened>,
    /// When.
    pub times: Vec<When>,
    /// How much and how many.
    pub quantities: Vec<HowMuch>,
}

/// One time at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// Start and end.
    pub span: [u32; 2],
    /// EDTF, with the parts of a day as TIMEX3 has them.
    pub value: Option<String>,
}

/// One amount at the edge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HowMuch {
    /// Its number, from 0.
    pub n: u32,
    /// Start and end.
    pub span: [u32; 2],
    /// The number, in the unit as it is written.
    pub value: Number,
    /// The upper number of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Number>,
    /// In which unit.
    pub unit: String,
    /// Whether it is not exact.
    pub approximate: bool,
    /// The number of the amount that this one gives again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<u32>,
}

/// A number that is printed without decimals where it has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers up to here are exact.
        if self.0.fract() == 0.0 && self.0.abs() < (1_u64 << 53) as f64 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// One mention at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mentioned {
    /// Start and end.
    pub span: [u32; 2],
    /// Start and end of the word that the others hang on.
    pub head: [u32; 2],
    /// How it mentions.
    pub form: Form,
    /// What kind of thing.
    pub class: Class,
    /// The number of its entity.
    pub entity: u32,
}

/// One entity at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Its number, from 0.
    pub n: u32,
    /// The fullest name, or else the fullest description.
    pub name: String,
    /// What kind of thing.
    pub class: Class,
    /// Whether the text gives a name.
    pub named: bool,
    /// Who it is in the world.
    pub actor: Option<String>,
}

/// One statement at the edge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Its number, from 0.
    pub n: u32,
    /// The number of the statement that relays it.
    pub parent: Option<u32>,
    /// Start and end of the words that name who speaks.
    pub source: Option<[u32; 2]>,
    /// Start and end of the words of saying.
    pub cue: Option<[u32; 2]>,
    /// Start and end of each piece of what is said.
    pub content: Vec<[u32; 2]>,
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
    /// Start and end of the words for the occasion.
    pub setting: Option<[u32; 2]>,
    /// The names of those who relay it, innermost first; read off the parents.
    pub via: Vec<String>,
    /// When it was said.
    pub said_on: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
}

/// What is printed in the place of a line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The id, as far as it can be made out.
    pub id: Option<String>,
    /// What is wrong with the line, and what to do about it.
    pub error: String,
}

impl Annotation {
    /// The record of `text`; `points` turns its spans into code points of the given text.
    pub fn new(id: &str, text: &Text, record: &Record, points: impl Fn(Span) -> [u32; 2]) -> Self {
        let said = |(n, statement): (usize, &Statement)| Said {
            n: n as u32,
            parent: statement.parent,
            source: statement.source.map(&points),
            cue: statement.cue.map(&points),
            content: statement.content.iter().copied().map(&points).collect(),
            mode: statement.mode,
            act: statement.act,
            polarity: statement.polarity,
            certainty: statement.certainty,
            speaker: statement.speaker.clone(),
            addressee: statement.addressee.clone(),
            setting: statement.setting.map(&points),
            via: relays(record, statement),
            said_on: statement.said_on.clone(),
            confidence: (statement.confidence * 1000.0).round() / 1000.0,
        };
        let mentioned = |mention: &Mention| Mentioned {
            span: points(mention.span),
            head: points(mention.head),
            form: mention.form,
            class: mention.class,
            entity: mention.entity,
        };
        let known = |(n, entity): (usize, &Entity)| {
            let Entity { name, class, named, actor } = entity.clone();
            Known { n: n as u32, name, class, named, actor }
        };
        let when = |time: &Time| When { span: points(time.span), value: time.value.clone() };
        let how_much = |(n, quantity): (usize, &Quantity)| HowMuch {
            n: n as u32,
            span: points(quantity.span),
            value: Number(quantity.value),
            upper: quantity.upper.map(Number),
            unit: quantity.unit.clone(),
            approximate: quantity.approximate,
            same_as: quantity.same_as,
        };
        Self {
            id: id.to_owned(),
            language: text.paragraphs.iter().find_map(|paragraph| paragraph.language),
            statements: record.statements.iter().enumerate().map(said).collect(),
            mentions: record.mentions.iter().map(mentioned).collect(),
            entities: record.entities.iter().enumerate().map(known).collect(),
            events: record.events.iter().map(|event| Happened::new(event, &text.content, &points)).collect(),
            times: record.times.iter().map(when).collect(),
            quantities: record.quantities.iter().enumerate().map(how_much).collect(),
        }
    }
}

/// The names of those who relay a statement, innermost first.
fn relays(record: &Record, statement: &Statement) -> Vec<String> {
    let mut names = Vec::new();
    let mut parent = statement.parent;
    // No chain is longer than the record; a broken one ends.
    while let Some(relay) = parent.and_then(|n| record.statements.get(n as usize)) {
        names.extend(relay.speaker.as_ref().map(|speaker| speaker.name.clone()));
        if names.len() > record.statements.len() {
            break;
        }
        parent = relay.parent;
    }
    names
}
