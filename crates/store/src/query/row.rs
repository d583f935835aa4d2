//! What a question about documents is answered with.

use avviso_read::{Outlet, Place};
use avviso_record::Record;
use avviso_text::{Language, Paragraph, Span, Text, Zone};
use jiff::Timestamp;
use rusqlite::Row;

use crate::identity::place_of;
use crate::{Correction, Result};

/// A document as its current reading has it, without the text.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    /// Its id: 12 letters of Crockford's base 32.
    pub id: String,
    /// What identifies it.
    pub place: Place,
    /// The id that came with it, or the file's name.
    pub source_id: String,
    /// The canonical URL.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published: a date, with time and zone as far as known.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// Keywords, as the page gives them.
    pub keywords: Vec<String>,
    /// The language of most of the body.
    pub language: Option<Language>,
    /// The number of statements in the current reading.
    pub statements: u32,
    /// The number of different contents at its place, the current one included.
    pub revisions: u32,
    /// The name by which a person knows the input.
    pub shown: String,
    /// When the current capture was fetched, if it was.
    pub fetched: Option<Timestamp>,
}

/// One capture of a document in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The number of the reading in this corpus, for asking for it.
    pub reading: i64,
    /// The hash of the capture (SHA-256, hex).
    pub capture_hash: String,
    /// Where it was found.
    pub found_at: Place,
    /// When it was fetched, if it was.
    pub fetched: Option<Timestamp>,
    /// The program that read it.
    pub program: String,
    /// The hash of its tables.
    pub tables: String,
    /// Whether it is the current reading.
    pub current: bool,
}

/// A document with its text and record.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// What is known of it.
    pub row: DocumentRow,
    /// The canonical text of the reading.
    pub text: Text,
    /// Everything recorded in the reading.
    pub record: Record,
    /// All readings of all captures, the earliest first.
    pub revisions: Vec<Revision>,
    /// Corrections that are not revoked, the earliest first.
    pub corrections: Vec<Correction>,
}

/// The columns of [`document_row`], over `document d`, `reading r`, `capture c`.
pub(crate) const DOCUMENT_COLUMNS: &str =
    "d.id, d.place_kind, d.place, r.source_id, r.url, r.title, r.byline, r.published,
    r.outlet_id, r.outlet, r.keywords, r.language,
    (SELECT count(*) FROM statement s WHERE s.reading = r.id),
    (SELECT count(DISTINCT hash) FROM capture WHERE document = d.id),
    c.shown, c.fetched";

pub(crate) fn document_row(row: &Row<'_>) -> Result<DocumentRow> {
    let kind: String = row.get(1)?;
    let outlet: Option<String> = row.get(9)?;
    let outlet_id = row.get(8)?;
    let language: Option<String> = row.get(11)?;
    Ok(DocumentRow {
        id: row.get(0)?,
        place: place_of(&kind, row.get(2)?),
        source_id: row.get(3)?,
        url: row.get(4)?,
        title: row.get(5)?,
        byline: row.get(6)?,
        published: row.get(7)?,
        outlet: outlet.map(|name| Outlet { id: outlet_id, name }),
        keywords: serde_json::from_str(&row.get::<_, String>(10)?)?,
        language: language.as_deref().and_then(Language::new),
        statements: row.get(12)?,
        revisions: row.get(13)?,
        shown: row.get(14)?,
        fetched: moment(row.get(15)?),
    })
}

pub(crate) fn moment(microseconds: Option<i64>) -> Option<Timestamp> {
    Timestamp::from_microsecond(microseconds?).ok()
}

pub(crate) fn unpack_paragraphs(packed: &str) -> Result<Vec<Paragraph>> {
    let paragraphs: Vec<(u32, u32, Zone, Option<Language>)> = serde_json::from_str(packed)?;
    let unpack = |(start, end, zone, language)| Paragraph { span: Span { start, end }, zone, language };
    Ok(paragraphs.into_iter().map(unpack).collect())
}
