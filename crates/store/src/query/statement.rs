//! Statements: who said what, with the words.

use std::sync::Arc;

use avviso_record::{Record, Statement};
use avviso_text::{Language, Span};
use rusqlite::Connection;

use super::search::query_error;
use super::{Conditions, current_row, document};
use crate::correction::{Laid, lay_over};
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

/// What the statements of one document share.
struct Context {
    id: String,
    row: Arc<DocumentRow>,
    text: String,
    record: Record,
    laid: Laid,
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
        mut each: impl FnMut(StatementRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let of = |error: Error| E::from(error.of(&self.path));
        let (sql, conditions) = question(&self.connection, filter).map_err(of)?;
        let mut statement = self.connection.prepare_cached(&sql).map_err(|error| of(error.into()))?;
        let mut rows = statement.query(conditions.values()).map_err(|error| of(query_error(error)))?;
        let mut context: Option<Context> = None;
        let mut left = filter.limit.unwrap_or(u32::MAX);
        while left > 0 {
            let Some(row) = rows.next().map_err(|error| of(query_error(error)))? else { break };
            let found = next(&self.connection, row, filter, &mut context).map_err(of)?;
            if let Some(found) = found {
                left -= 1;
                each(found)?;
            }
        }
        Ok(())
    }
}

fn question(connection: &Connection, filter: &StatementFilter) -> Result<(String, Conditions)> {
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
    let certainty = filter.certainty.map(|certainty| word(&certainty)).transpose()?;
    conditions.add(&format!("(s.certainty = ? {unless})"), certainty);
    let sql = format!(
        "SELECT d.id, s.n, s.language, s.anchor FROM document d JOIN reading r ON r.id = d.current
         JOIN statement s ON s.reading = r.id WHERE 1 {} ORDER BY {}, s.n",
        conditions.text(),
        filter.order.sql(),
    );
    Ok((sql, conditions))
}

fn next(
    connection: &Connection,
    row: &rusqlite::Row<'_>,
    filter: &StatementFilter,
    context: &mut Option<Context>,
) -> Result<Option<StatementRow>> {
    let id: String = row.get(0)?;
    let context = match context.take() {
        Some(known) if known.id == id => context.insert(known),
        _ => context.insert(Context::new(connection, id, filter.corrected)?),
    };
    let language: Option<String> = row.get(2)?;
    let found =
        context.row(row.get(1)?, language.as_deref().and_then(Language::new), &row.get::<_, Vec<u8>>(3)?);
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
        && filter.certainty.is_none_or(|certainty| found.statement.certainty == Some(certainty))
}

impl Context {
    fn new(connection: &Connection, id: String, corrected: Corrected) -> Result<Self> {
        let row = current_row(connection, &id)?;
        let text = connection
            .prepare_cached(
                "SELECT r.text FROM document d JOIN reading r ON r.id = d.current WHERE d.id = ?",
            )?
            .query_row([&id], |row| row.get(0))?;
        let mut details = connection.prepare_cached(
            "SELECT s.detail FROM document d JOIN statement s ON s.reading = d.current WHERE d.id = ? ORDER BY s.n",
        )?;
        let statements =
            details.query_and_then([&id], |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?)?))?;
        let record = Record { statements: statements.collect::<Result<_>>()?, ..Record::default() };
        let laid = match corrected {
            Corrected::No => Laid::default(),
            Corrected::Yes => lay_over(connection, &id)?,
        };
        Ok(Self { id, row: Arc::new(row), text, record, laid })
    }

    /// `None` if a correction takes it back.
    fn row(&self, n: u32, language: Option<Language>, anchor: &[u8]) -> Option<StatementRow> {
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
