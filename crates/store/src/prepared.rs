//! What a worker makes of a document so that the writer only has to write.

use avviso_read::{Capture, Document, Problem};
use avviso_record::{Record, Statement};
use avviso_text::Text;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::event::EventColumns;
use crate::identity::{anchor, document_id, fold, place_hash, place_parts};
use crate::recorded;

/// Fast, and within a tenth of the size that slower levels reach on pages.
const LEVEL: i32 = 2;

/// The words under which a document is found, as the segmentation of its languages gives them:
/// separated by spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Those of each paragraph of the text, in order. One string for the whole text works too, but
    /// then a search can't say which paragraph fits best.
    pub paragraphs: Vec<String>,
    /// Those of the content of each statement, in the order of the record.
    pub statements: Vec<String>,
    /// Those of the sentence of each event, in the order of the record.
    #[serde(default)]
    pub events: Vec<String>,
}

/// A capture, the document read from it and its record: hashed, compressed, serialised.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) document: String,
    pub(crate) place: (&'static str, String),
    pub(crate) document_place_hash: [u8; 32],
    pub(crate) capture: CaptureColumns,
    pub(crate) reading: ReadingColumns,
    pub(crate) statements: Vec<StatementColumns>,
    pub(crate) events: Vec<EventColumns>,
    pub(crate) problems: Vec<Problem>,
}

#[derive(Debug)]
pub(crate) struct CaptureColumns {
    pub(crate) place: (&'static str, String),
    pub(crate) place_hash: [u8; 32],
    pub(crate) hash: String,
    pub(crate) fetched: Option<i64>,
    pub(crate) shown: String,
    pub(crate) format: String,
    pub(crate) charset: Option<String>,
    pub(crate) headers: String,
    pub(crate) given: String,
    pub(crate) length: i64,
    pub(crate) bytes: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct ReadingColumns {
    pub(crate) source_id: String,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet_id: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) outlet_folded: String,
    pub(crate) language: Option<String>,
    pub(crate) keywords: String,
    pub(crate) text: String,
    pub(crate) paragraphs: String,
    pub(crate) terms: Vec<u8>,
    pub(crate) record: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct StatementColumns {
    pub(crate) anchor: Vec<u8>,
    pub(crate) language: Option<String>,
    pub(crate) speaker: Option<String>,
    pub(crate) speaker_actor: Option<String>,
    pub(crate) addressee: Option<String>,
    pub(crate) via: Option<String>,
    pub(crate) mode: String,
    pub(crate) certainty: Option<String>,
    pub(crate) detail: String,
}

impl Prepared {
    /// Does all the work that needs no corpus; meant for worker threads.
    pub fn new(capture: &Capture, document: &Document, record: &Record, terms: &Terms) -> Result<Self> {
        let (kind, place) = place_parts(&document.place);
        let language = |statement: &Statement| {
            let start = statement.content.first().or(statement.source.as_ref())?.start;
            document.text.paragraph_at(start)?.language.or(document.language)
        };
        let statements = record.statements.iter().map(|statement| {
            let name = |party: &Option<avviso_record::Party>| party.as_ref().map(|party| fold(&party.name));
            let via = relays(record, statement);
            Ok(StatementColumns {
                anchor: anchor(&pieces(&document.text, statement)),
                language: language(statement).map(|language| language.to_string()),
                speaker: name(&statement.speaker),
                speaker_actor: statement.speaker.as_ref().and_then(|speaker| speaker.actor.clone()),
                addressee: name(&statement.addressee),
                via: (!via.is_empty()).then(|| fold(&via.join("\n"))),
                mode: word(&statement.mode)?,
                certainty: statement.certainty.as_ref().map(word).transpose()?,
                detail: serde_json::to_string(statement)?,
            })
        });
        Ok(Self {
            document: document_id(&document.place),
            place: (kind, place.to_owned()),
            document_place_hash: place_hash(&document.place),
            capture: CaptureColumns::new(capture)?,
            reading: ReadingColumns::new(document, record, terms)?,
            statements: statements.collect::<Result<_>>()?,
            events: record
                .events
                .iter()
                .map(|event| EventColumns::new(document, record, event))
                .collect::<Result<_>>()?,
            problems: document.problems.clone(),
        })
    }

    /// The id that the document has in a corpus.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The name by which a person knows the input.
    pub fn shown(&self) -> &str {
        &self.capture.shown
    }

    /// About how much memory it takes, in bytes.
    pub fn size(&self) -> usize {
        let statements: usize = self.statements.iter().map(|statement| statement.detail.len()).sum();
        let events: usize = self.events.iter().map(|event| event.detail.len()).sum();
        let reading = &self.reading;
        self.capture.bytes.len()
            + reading.text.len()
            + reading.terms.len()
            + reading.record.len()
            + statements
            + events
    }
}

impl CaptureColumns {
    fn new(capture: &Capture) -> Result<Self> {
        let (kind, place) = place_parts(&capture.place);
        Ok(Self {
            place: (kind, place.to_owned()),
            place_hash: place_hash(&capture.place),
            hash: capture.hash(),
            fetched: capture.fetched.map(jiff::Timestamp::as_microsecond),
            shown: capture.shown.clone(),
            format: word(&capture.format)?,
            charset: capture.declared_charset.clone(),
            headers: serde_json::to_string(&capture.headers)?,
            given: serde_json::to_string(&capture.given)?,
            length: i64::try_from(capture.bytes.len()).unwrap_or(i64::MAX),
            bytes: zstd::bulk::compress(&capture.bytes, LEVEL)?,
        })
    }
}

impl ReadingColumns {
    fn new(document: &Document, record: &Record, terms: &Terms) -> Result<Self> {
        let outlet = document.outlet.as_ref();
        let outlet_id = outlet.and_then(|outlet| outlet.id.clone());
        let name = outlet.map(|outlet| outlet.name.clone());
        let paragraphs: Vec<_> = document
            .text
            .paragraphs
            .iter()
            .map(|paragraph| (paragraph.span.start, paragraph.span.end, paragraph.zone, paragraph.language))
            .collect();
        Ok(Self {
            source_id: document.id.clone(),
            url: document.url.clone(),
            title: document.title.clone(),
            byline: document.byline.clone(),
            published: document.published.as_ref().map(|published| published.0.clone()),
            outlet_folded: fold(&format!(
                "{}\n{}",
                outlet_id.as_deref().unwrap_or_default(),
                name.as_deref().unwrap_or_default()
            )),
            outlet_id,
            outlet: name,
            language: document.language.map(|language| language.to_string()),
            keywords: serde_json::to_string(&document.keywords)?,
            text: document.text.content.clone(),
            paragraphs: serde_json::to_string(&paragraphs)?,
            terms: packed(terms)?,
            record: packed(&recorded::rest(record))?,
        })
    }
}

/// As compressed JSON.
fn packed(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(zstd::bulk::compress(&serde_json::to_vec(value)?, LEVEL)?)
}

/// The names of those who relay a statement, innermost first.
pub(crate) fn relays(record: &Record, statement: &Statement) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = statement.parent;
    // A record comes from outside this crate; a circle in it must not hang the program.
    for _ in 0..record.statements.len() {
        let Some(parent) = next.and_then(|n| record.statements.get(n as usize)) else { break };
        names.extend(parent.speaker.as_ref().map(|speaker| speaker.name.clone()));
        next = parent.parent;
    }
    names
}

pub(crate) fn pieces<'t>(text: &'t Text, statement: &Statement) -> Vec<&'t str> {
    statement.content.iter().map(|span| span.of(&text.content)).collect()
}

/// The name under which serde knows a plain value.
pub(crate) fn word(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}
