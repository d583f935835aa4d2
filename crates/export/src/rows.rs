//! What the tables hold: their columns, and rows of the corpus as cells.
//!
//! Neither times of fetching nor numbers of runs are in them, so that equal captures read by the
//! same program give equal tables.

mod events;

use avviso_store::{Correction, DocumentRow, Found, ProblemRow, StatementRow};
use serde::Serialize;

use crate::table::{Cell, Column, Kind};

pub use events::{DEEDS, EVENTS, did, event, said};

/// Columns of the table of documents.
pub const DOCUMENTS: &[Column] = &[
    Column::new("id", Kind::Text),
    Column::new("source_id", Kind::Text),
    Column::new("url", Kind::Text),
    Column::new("title", Kind::Text),
    Column::new("byline", Kind::Text),
    Column::new("published", Kind::Text),
    Column::new("outlet_id", Kind::Text),
    Column::new("outlet", Kind::Text),
    Column::new("language", Kind::Text),
    Column::new("keywords", Kind::Texts),
    Column::new("statements", Kind::Integer),
    Column::new("revisions", Kind::Integer),
];

/// Columns of the table of statements.
pub const STATEMENTS: &[Column] = &[
    Column::new("id", Kind::Text),
    Column::new("document", Kind::Text),
    Column::new("n", Kind::Integer),
    Column::new("parent", Kind::Integer),
    Column::new("published", Kind::Text),
    Column::new("outlet", Kind::Text),
    Column::new("language", Kind::Text),
    Column::new("speaker", Kind::Text),
    Column::new("unnamed", Kind::Truth),
    Column::new("addressee", Kind::Text),
    Column::new("via", Kind::Texts),
    Column::new("act", Kind::Text),
    Column::new("mode", Kind::Text),
    Column::new("polarity", Kind::Text),
    Column::new("certainty", Kind::Text),
    Column::new("said_on", Kind::Text),
    Column::new("setting", Kind::Text),
    Column::new("source", Kind::Text),
    Column::new("cue", Kind::Text),
    Column::new("content", Kind::Texts),
    Column::new("source_span", Kind::Spans),
    Column::new("cue_span", Kind::Spans),
    Column::new("content_spans", Kind::Spans),
    Column::new("confidence", Kind::Number),
    Column::new("corrected", Kind::Truth),
];

/// Columns of the table of problems.
pub const PROBLEMS: &[Column] = &[
    Column::new("kind", Kind::Text),
    Column::new("place", Kind::Text),
    Column::new("line", Kind::Integer),
    Column::new("message", Kind::Text),
    Column::new("remedy", Kind::Text),
    Column::new("document", Kind::Text),
];

/// Columns of the table of corrections.
pub const CORRECTIONS: &[Column] = &[
    Column::new("id", Kind::Integer),
    Column::new("target", Kind::Text),
    Column::new("made", Kind::Text),
    Column::new("signed", Kind::Text),
    Column::new("change", Kind::Text),
    Column::new("revoked_by", Kind::Text),
];

/// Columns of what a search found.
pub const FOUND: &[Column] = &[
    Column::new("id", Kind::Text),
    Column::new("source_id", Kind::Text),
    Column::new("url", Kind::Text),
    Column::new("place", Kind::Text),
    Column::new("title", Kind::Text),
    Column::new("published", Kind::Text),
    Column::new("outlet", Kind::Text),
    Column::new("language", Kind::Text),
    Column::new("paragraph", Kind::Text),
    Column::new("score", Kind::Number),
];

/// A document as cells of [`DOCUMENTS`].
pub fn document(row: &DocumentRow) -> Vec<Cell> {
    let outlet = row.outlet.as_ref();
    vec![
        row.id.as_str().into(),
        row.source_id.as_str().into(),
        row.url.as_deref().into(),
        row.title.as_deref().into(),
        row.byline.as_deref().into(),
        row.published.as_deref().into(),
        outlet.and_then(|outlet| outlet.id.as_deref()).into(),
        outlet.map(|outlet| outlet.name.as_str()).into(),
        row.language.map(|language| language.to_string()).into(),
        Cell::Texts(row.keywords.clone()),
        row.statements.into(),
        row.revisions.into(),
    ]
}

/// A statement as cells of [`STATEMENTS`].
pub fn statement(row: &StatementRow) -> Vec<Cell> {
    let said = &row.statement;
    let speaker = said.speaker.as_ref();
    vec![
        row.id.as_str().into(),
        row.document.id.as_str().into(),
        row.n.into(),
        said.parent.map_or(Cell::Nothing, Cell::from),
        row.document.published.as_deref().into(),
        outlet(&row.document),
        row.language.map(|language| language.to_string()).into(),
        speaker.map(|speaker| speaker.name.as_str()).into(),
        speaker.map_or(Cell::Nothing, |speaker| Cell::Truth(speaker.unnamed)),
        said.addressee.as_ref().map(|addressee| addressee.name.as_str()).into(),
        Cell::Texts(row.via.clone()),
        name(&said.act),
        name(&said.mode),
        name(&said.polarity),
        said.certainty.as_ref().map_or(Cell::Nothing, name),
        said.said_on.as_deref().into(),
        row.setting.as_deref().into(),
        row.source.as_deref().into(),
        row.cue.as_deref().into(),
        Cell::Texts(row.pieces.clone()),
        row.points.source.into(),
        row.points.cue.into(),
        Cell::Spans(row.points.content.clone()),
        Cell::Number((f64::from(said.confidence) * 1000.0).round() / 1000.0),
        Cell::Truth(row.is_corrected),
    ]
}

/// A problem as cells of [`PROBLEMS`].
pub fn problem(row: &ProblemRow) -> Vec<Cell> {
    let problem = &row.problem;
    vec![
        name(&problem.kind),
        problem.place.as_str().into(),
        problem.line.map_or(Cell::Nothing, |line| Cell::Integer(line as i64)),
        problem.message.as_str().into(),
        problem.remedy.as_deref().into(),
        row.document.as_deref().into(),
    ]
}

/// A correction as cells of [`CORRECTIONS`].
pub fn correction(row: &Correction) -> Vec<Cell> {
    vec![
        Cell::Integer(row.id),
        row.target.as_str().into(),
        row.made.map(|made| made.to_string()).into(),
        row.signed.as_str().into(),
        serde_json::to_string(&row.change).ok().into(),
        row.revoked_by.as_deref().into(),
    ]
}

/// What a search found as cells of [`FOUND`].
pub fn found(row: &Found) -> Vec<Cell> {
    let document = &row.document;
    vec![
        document.id.as_str().into(),
        document.source_id.as_str().into(),
        document.url.as_deref().into(),
        document.shown.as_str().into(),
        document.title.as_deref().into(),
        document.published.as_deref().into(),
        outlet(document),
        document.language.map(|language| language.to_string()).into(),
        row.paragraph.as_str().into(),
        Cell::Number(row.score),
    ]
}

/// The name of a document's outlet.
fn outlet(document: &DocumentRow) -> Cell {
    document.outlet.as_ref().map(|outlet| outlet.name.as_str()).into()
}

/// The name of a value of the record, as in its JSON.
fn name(value: &impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Cell::Text(name),
        _ => Cell::Nothing,
    }
}
