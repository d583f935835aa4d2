//! Statements: who said what, with the words.

use std::sync::Arc;

use avviso_record::Statement;
use avviso_text::{Language, Span};
use rusqlite::{Connection, Row};

use super::context::{Context, Part, Question};
use super::{Conditions, document};
use crate::identity::fold;
use crate::prepared::{relays, word};
use crate::{Corrected, DocumentRow, Error, Result, StatementFilter, Store};

/// A statement with its words, cut out of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// `DOCUMENT.n`.
    pub id: String,
    /// Its number in the record, from 0.
    pub n: u32,
    /// The document it stands in.
    pub document: Arc<DocumentRow>,
    /// The statement with its spans; corrected, if that was asked for.
    pub statement: Statement,
    /// The language of its paragraph.
    pub language: Option<Language>,
    /// The pieces of the content.
    pub pieces: Vec<String>,
    /// The words that name who speaks.
    pub source: Option<String>,
    /// The words that say that something is said.
    pub cue: Option<String>,
    /// The words for the occasion.
    pub setting: Option<String>,
    /// The names of those who relay it, innermost first.
    pub via: Vec<String>,
    /// What people have noted about it, if corrections were asked for.
    pub notes: Vec<String>,
    /// Whether a correction changed it.
    pub is_corrected: bool,
    /// All its spans in Unicode code points of the document's text.
    pub points: Points,
}

/// The spans of a statement in Unicode code points, start and end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Points {
    /// Of the source.
    pub source: Option<[u32; 2]>,
    /// Of the cue.
    pub cue: Option<[u32; 2]>,
    /// Of the pieces of the content.
    pub content: Vec<[u32; 2]>,
}

impl Store {
    /// The statements that a filter lets through.
    pub fn statements(&self, filter: &StatementFilter) -> Result<Vec<StatementRow>> {
        let mut rows = Vec::new();
        self.for_each_statement(filter, |row| {
            rows.push(row);
            Ok::<_, Error>(())
        })?;
        Ok(rows)
    }

    /// Hands on each statement that a filter lets through, one at a time, those of a document
    /// together and in their order.
    pub fn for_each_statement<E: From<Error>>(
        &self,
        filter: &StatementFilter,
        each: impl FnMut(StatementRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.walk(question(&self.connection, filter), |row, context| next(row, filter, context), each)
    }
}

fn question(connection: &Connection, filter: &StatementFilter) -> Result<Question> {
    let mut conditions = Conditions::default();
    conditions.of_document(filter.since.as_deref(), filter.until.as_deref(), filter.outlet.as_deref());
    let wanted =
        filter.document.as_deref().map(|wanted| document::resolve(connection, wanted)).transpose()?;
    conditions.add("d.id = ?", wanted);
    conditions.add("s.language = ?", filter.language.map(|language| language.to_string()));
    conditions.add("s.mode = ?", filter.mode.map(|mode| word(&mode)).transpose()?);
    conditions.add(
        "s.id IN (SELECT rowid FROM statement_terms WHERE statement_terms MATCH ?)",
        filter.about.clone(),
    );
    // What a correction may have changed is looked at when it is laid over.
    let unless = match filter.corrected {
        Corrected::No => "",
        Corrected::Yes => "OR EXISTS (SELECT 1 FROM correction k WHERE k.document = d.id)",
    };
    for (column, part) in [("speaker", &filter.by), ("addressee", &filter.to), ("via", &filter.via)] {
        conditions.add(&format!("(instr(s.{column}, ?) > 0 {unless})"), part.as_deref().map(fold));
    }
    conditions.add(&format!("(s.speaker_actor = ? {unless})"), filter.actor.clone());
    let certainty = filter.certainty.map(|certainty| word(&certainty)).transpose()?;
    conditions.add(&format!("(s.certainty = ? {unless})"), certainty);
    let sql = format!(
        "SELECT d.id, s.n, s.language, s.anchor FROM document d JOIN reading r ON r.id = d.current
         JOIN statement s ON s.reading = r.id WHERE 1 {} ORDER BY {}, s.n",
        conditions.text(),
        filter.order.sql(),
    );
    Ok(Question { sql, conditions, limit: filter.limit, part: Part::Statements, corrected: filter.corrected })
}

fn next(row: &Row<'_>, filter: &StatementFilter, context: &Context) -> Result<Option<StatementRow>> {
    let language: Option<String> = row.get(2)?;
    let language = language.as_deref().and_then(Language::new);
    let found = context.statement(row.get(1)?, language, &row.get::<_, Vec<u8>>(3)?);
    Ok(found.filter(|found| filter.corrected == Corrected::No || fits(found, filter)))
}

/// Whether a statement still fits after it was corrected.
fn fits(found: &StatementRow, filter: &StatementFilter) -> bool {
    let named = |part: &Option<String>, names: &[&str]| {
        part.as_ref().is_none_or(|part| names.iter().any(|name| fold(name).contains(&fold(part))))
    };
    let name = |party: &Option<avviso_record::Party>| {
        party.as_ref().map(|party| party.name.clone()).unwrap_or_default()
    };
    let via: Vec<&str> = found.via.iter().map(String::as_str).collect();
    named(&filter.by, &[&name(&found.statement.speaker)])
        && named(&filter.to, &[&name(&found.statement.addressee)])
        && named(&filter.via, &via)
        && filter.actor.as_ref().is_none_or(|actor| {
            found.statement.speaker.as_ref().and_then(|speaker| speaker.actor.as_ref()) == Some(actor)
        })
        && filter.certainty.is_none_or(|certainty| found.statement.certainty == Some(certainty))
}

impl Context {
    /// `None` if a correction takes it back.
    fn statement(&self, n: u32, language: Option<Language>, anchor: &[u8]) -> Option<StatementRow> {
        let as_read = self.record.statements.get(n as usize)?;
        let change = self.laid.apply(anchor, as_read.clone())?;
        let cut = |span: Span| span.of(&self.text).to_owned();
        let points = avviso_text::CodePoints::new(&self.text);
        Some(StatementRow {
            id: format!("{}.{n}", self.id),
            n,
            document: Arc::clone(&self.row),
            language,
            pieces: as_read.content.iter().copied().map(cut).collect(),
            source: as_read.source.map(cut),
            cue: as_read.cue.map(cut),
            setting: as_read.setting.map(cut),
            via: relays(&self.record, as_read),
            points: Points {
                source: as_read.source.map(|span| points.span(span)),
                cue: as_read.cue.map(|span| points.span(span)),
                content: as_read.content.iter().map(|&span| points.span(span)).collect(),
            },
            is_corrected: change.statement != *as_read,
            statement: change.statement,
            notes: change.notes,
        })
    }
}
