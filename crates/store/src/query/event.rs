//! Events: who did what to whom, with the sentence that says it.

use std::sync::Arc;

use avviso_record::{Actant, Event, EventType, Status};
use avviso_text::{CodePoints, Language, Span};
use rusqlite::{Connection, Row};

use super::context::{Context, Part, Question};
use super::{Conditions, document};
use crate::event::name;
use crate::identity::fold;
use crate::prepared::word;
use crate::{Corrected, DocumentRow, Error, Order, Result, Store};

/// Whom a filter of events asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Whoever has exactly this as id (`state:JPN`), or as country or code (`JPN`, `IGO`).
    Key(String),
    /// Whoever's name or words hold this, in any case.
    Named(String),
}

/// Which events, all of current readings.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Who does it.
    pub actor: Option<Whom>,
    /// To whom.
    pub recipient: Option<Whom>,
    /// Who does it or to whom it is done.
    pub party: Option<Whom>,
    /// Of this type.
    pub kind: Option<EventType>,
    /// Whether it happened.
    pub status: Option<Status>,
    /// An FTS5 expression over the terms of the sentence.
    pub about: Option<String>,
    /// Published on or after this date (`2024-04-08`).
    pub since: Option<String>,
    /// Published on or before this date.
    pub until: Option<String>,
    /// The paragraph is in this language.
    pub language: Option<Language>,
    /// Part of the outlet's name or id, in any case.
    pub outlet: Option<String>,
    /// The document: its id or the start of it, its URL, its path or the end of it.
    pub document: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// In which order.
    pub order: Order,
    /// Whether what people have taken back is left out: documents, and statements with what is known by them.
    pub corrected: Corrected,
}

/// An event with its words, cut out of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// `DOCUMENT.en`, with its number.
    pub id: String,
    /// Its number in the record, from 0.
    pub n: u32,
    /// The document it stands in.
    pub document: Arc<DocumentRow>,
    /// The event with its spans.
    pub event: Event,
    /// The language of its paragraph.
    pub language: Option<Language>,
    /// The names of its actors, in their order: the fullest that the text gives, else the words.
    pub actors: Vec<String>,
    /// The names of its recipients.
    pub recipients: Vec<String>,
    /// The name of the place.
    pub place: Option<String>,
    /// The characters of its sentence.
    pub sentence: String,
    /// Where in `sentence` the word stands that says it, in bytes.
    pub trigger: Span,
    /// The id of the statement on whose word it is known.
    pub statement: Option<String>,
    /// Its spans in Unicode code points of the document's text.
    pub points: EventPoints,
}

/// The spans of an event in Unicode code points, start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventPoints {
    /// Of the word that says it.
    pub trigger: [u32; 2],
    /// Of its sentence.
    pub sentence: [u32; 2],
}

impl Store {
    /// The events that a filter lets through.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<EventRow>> {
        let mut rows = Vec::new();
        self.for_each_event(filter, |row| {
            rows.push(row);
            Ok::<_, Error>(())
        })?;
        Ok(rows)
    }

    /// Hands on each event that a filter lets through, one at a time, those of a document together
    /// and in their order.
    pub fn for_each_event<E: From<Error>>(
        &self,
        filter: &EventFilter,
        each: impl FnMut(EventRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.walk(question(&self.connection, filter), event_row, each)
    }

    /// The ids of those who speak or are party to an event and whose id begins so, in order, each once.
    pub fn actors(&self, prefix: &str) -> Result<Vec<String>> {
        self.asking(|connection| {
            let sql = "SELECT speaker_actor FROM statement WHERE speaker_actor >= ?1 AND substr(speaker_actor, 1, ?2) = ?1
                 UNION SELECT key FROM event_party WHERE key >= ?1 AND substr(key, 1, ?2) = ?1 ORDER BY 1";
            let mut statement = connection.prepare(sql)?;
            let ids = statement.query_map((prefix, prefix.chars().count() as i64), |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many documents were last read by a version of the program that kept no events.
    pub fn documents_without_events(&self) -> Result<u32> {
        self.asking(|connection| {
            let sql =
                "SELECT count(*) FROM document d JOIN reading r ON r.id = d.current WHERE r.record IS NULL";
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        })
    }
}

fn question(connection: &Connection, filter: &EventFilter) -> Result<Question> {
    let mut conditions = Conditions::default();
    conditions.of_document(filter.since.as_deref(), filter.until.as_deref(), filter.outlet.as_deref());
    let wanted =
        filter.document.as_deref().map(|wanted| document::resolve(connection, wanted)).transpose()?;
    conditions.add("d.id = ?", wanted);
    conditions.add("e.language = ?", filter.language.map(|language| language.to_string()));
    conditions.add("e.type = ?", filter.kind.map(|kind| word(&kind)).transpose()?);
    conditions.add("e.status = ?", filter.status.map(|status| word(&status)).transpose()?);
    conditions.add("e.id IN (SELECT rowid FROM event_terms WHERE event_terms MATCH ?)", filter.about.clone());
    for (whom, named, role) in [
        (&filter.actor, "e.actor", "AND role = 'actor'"),
        (&filter.recipient, "e.recipient", "AND role = 'recipient'"),
        (&filter.party, "e.actor || char(10) || e.recipient", ""),
    ] {
        match whom {
            Some(Whom::Key(key)) => {
                let sql = format!("e.id IN (SELECT event FROM event_party WHERE key = ? {role})");
                conditions.add(&sql, Some(key.clone()));
            }
            Some(Whom::Named(part)) => conditions.add(&format!("instr({named}, ?) > 0"), Some(fold(part))),
            None => {}
        }
    }
    let sql = format!(
        "SELECT d.id, e.n, e.language, s.anchor FROM document d JOIN reading r ON r.id = d.current
         JOIN event e ON e.reading = r.id LEFT JOIN statement s ON s.reading = r.id AND s.n = e.statement
         WHERE 1 {} ORDER BY {}, e.n",
        conditions.text(),
        filter.order.sql(),
    );
    Ok(Question { sql, conditions, limit: filter.limit, part: Part::Whole, corrected: filter.corrected })
}

/// `None` if the document is taken back, or the statement on whose word it is known.
fn event_row(row: &Row<'_>, context: &Context) -> Result<Option<EventRow>> {
    let (n, language): (u32, Option<String>) = (row.get(1)?, row.get(2)?);
    let Context { id, text, record, laid, .. } = context;
    let event = record.events.get(n as usize).cloned();
    let anchor: Option<Vec<u8>> = row.get(3)?;
    let Some(event) = event.filter(|_| !laid.takes_back(anchor.as_deref())) else { return Ok(None) };
    let points = CodePoints::new(text);
    let names = |parties: &[Actant]| parties.iter().map(|party| name(text, record, party)).collect();
    let within = |at: u32| at.saturating_sub(event.sentence.start) as usize;
    Ok(Some(EventRow {
        id: format!("{id}.e{n}"),
        n,
        document: Arc::clone(&context.row),
        language: language.as_deref().and_then(Language::new),
        actors: names(&event.actor),
        recipients: names(&event.recipient),
        place: event.place.as_ref().map(|place| name(text, record, place)),
        sentence: event.sentence.of(text).to_owned(),
        trigger: Span::new(within(event.trigger.start), within(event.trigger.end)),
        statement: event.statement.map(|statement| format!("{id}.{statement}")),
        points: EventPoints { trigger: points.span(event.trigger), sentence: points.span(event.sentence) },
        event,
    }))
}
