//! Whether all that the corpus claims holds.

mod record;

use avviso_read::{Capture, Format};
use rusqlite::Connection;

use crate::identity::{document_id, place_hash, place_of};
use crate::{Result, Store};

/// What kind of claim does not hold; the name is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The file itself is damaged.
    File,
    /// A row refers to one that is not there, a number in a record to nothing of that record.
    Reference,
    /// A capture is not what its hash says, or can't be decompressed.
    Capture,
    /// A document's id or current reading is wrong.
    Document,
    /// A span lies outside its text or inside a character.
    Span,
    /// The search does not know what is current, or knows what is not.
    Index,
}

/// One claim that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// The document, statement or table.
    pub place: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl Store {
    /// Checks hashes, spans, current readings, indexes and the file itself. An empty list: all holds.
    pub fn verify(&self) -> Result<Vec<Finding>> {
        self.asking(|connection| {
            let mut findings = Vec::new();
            file(connection, &mut findings)?;
            captures(connection, &mut findings)?;
            documents(connection, &mut findings)?;
            record::check(connection, &mut findings)?;
            indexes(connection, &mut findings)?;
            Ok(findings)
        })
    }
}

fn find(
    findings: &mut Vec<Finding>,
    kind: FindingKind,
    place: impl Into<String>,
    message: impl Into<String>,
) {
    findings.push(Finding { kind, place: place.into(), message: message.into() });
}

fn file(connection: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut check = connection.prepare("PRAGMA integrity_check")?;
    for said in check.query_map([], |row| row.get::<_, String>(0))? {
        let said = said?;
        if said != "ok" {
            find(findings, FindingKind::File, "file", said);
        }
    }
    let mut check = connection.prepare("PRAGMA foreign_key_check")?;
    for table in check.query_map([], |row| row.get::<_, String>(0))? {
        find(findings, FindingKind::Reference, table?, "refers to a row that is not there");
    }
    Ok(())
}

fn captures(connection: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT document, hash, place_kind, place, place_hash, given, length, bytes FROM capture ORDER BY document, hash")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (document, hash, kind): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let place = place_of(&kind, row.get(3)?);
        if row.get::<_, Vec<u8>>(4)? != place_hash(&place) {
            find(findings, FindingKind::Capture, &document, "the hash of its place is wrong");
        }
        let Ok(bytes) = zstd::stream::decode_all(row.get_ref(7)?.as_blob().unwrap_or_default()) else {
            find(findings, FindingKind::Capture, &document, format!("capture {hash} can't be decompressed"));
            continue;
        };
        let given = serde_json::from_str(&row.get::<_, String>(5)?)?;
        let length = i64::try_from(bytes.len()).unwrap_or_default();
        let capture = Capture {
            place,
            shown: String::new(),
            format: Format::Text,
            bytes,
            declared_charset: None,
            fetched: None,
            headers: Vec::new(),
            given,
        };
        if capture.hash() != hash || length != row.get::<_, i64>(6)? {
            find(
                findings,
                FindingKind::Capture,
                &document,
                format!("capture {hash} is not what its hash says"),
            );
        }
    }
    Ok(())
}

fn documents(connection: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT d.id, d.place_kind, d.place, c.document FROM document d LEFT JOIN reading r ON r.id = d.current
         LEFT JOIN capture c ON c.id = r.capture ORDER BY d.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, kind): (String, String) = (row.get(0)?, row.get(1)?);
        if document_id(&place_of(&kind, row.get(2)?)) != id {
            find(findings, FindingKind::Document, &id, "is not the id of its place");
        }
        if row.get::<_, Option<String>>(3)?.as_ref() != Some(&id) {
            find(findings, FindingKind::Document, &id, "has no current reading");
        }
    }
    Ok(())
}

fn indexes(connection: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    const SIDES: [(&str, &str, &str); 3] = [
        ("document_terms", "SELECT current FROM document WHERE current IS NOT NULL", "a document"),
        (
            "statement_terms",
            "SELECT s.id FROM statement s JOIN document d ON d.current = s.reading",
            "a statement",
        ),
        ("event_terms", "SELECT e.id FROM event e JOIN document d ON d.current = e.reading", "an event"),
    ];
    for (table, current, what) in SIDES {
        let count = |from: &str, without: &str| -> Result<i64> {
            Ok(connection.query_row(
                &format!("SELECT count(*) FROM ({from} EXCEPT {without})"),
                [],
                |row| row.get(0),
            )?)
        };
        let indexed = format!("SELECT rowid FROM {table}");
        let missing = count(current, &indexed)?;
        if missing > 0 {
            find(findings, FindingKind::Index, table, format!("{what} is not indexed, {missing} times"));
        }
        let stale = count(&indexed, current)?;
        if stale > 0 {
            find(
                findings,
                FindingKind::Index,
                table,
                format!("{what} is indexed that is not current, {stale} times"),
            );
        }
    }
    Ok(())
}
