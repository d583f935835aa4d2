//! Documents: lists, one by its id, address or path, and its older readings.

use avviso_text::Text;
use rusqlite::Connection;

use super::row::{DOCUMENT_COLUMNS, document_row, moment};
use super::{Conditions, unpack_paragraphs};
use crate::identity::{ID_LENGTH, place_of};
use crate::{
    DocumentFilter, DocumentRow, Error, ErrorKind, Result, Revision, Store, StoredDocument, recorded,
};

impl Store {
    /// The documents that a filter lets through.
    pub fn documents(&self, filter: &DocumentFilter) -> Result<Vec<DocumentRow>> {
        let mut rows = Vec::new();
        self.for_each_document(filter, |row| {
            rows.push(row);
            Ok::<_, Error>(())
        })?;
        Ok(rows)
    }

    /// Hands on each document that a filter lets through, one at a time.
    pub fn for_each_document<E: From<Error>>(
        &self,
        filter: &DocumentFilter,
        mut each: impl FnMut(DocumentRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut conditions = Conditions::default();
        conditions.of_document(filter.since.as_deref(), filter.until.as_deref(), filter.outlet.as_deref());
        conditions.add("r.language = ?", filter.language.map(|language| language.to_string()));
        let sql = format!(
            "SELECT {DOCUMENT_COLUMNS} FROM document d JOIN reading r ON r.id = d.current JOIN capture c ON c.id = r.capture
             WHERE 1 {} ORDER BY {} LIMIT {}",
            conditions.text(),
            filter.order.sql(),
            filter.limit.map_or(-1, i64::from),
        );
        let of = |error: Error| error.of(&self.path);
        let mut statement = self.connection.prepare_cached(&sql).map_err(|error| of(error.into()))?;
        let mut rows = statement.query(conditions.values()).map_err(|error| of(error.into()))?;
        while let Some(row) = rows.next().map_err(|error| of(error.into()))? {
            each(document_row(row).map_err(of)?)?;
        }
        Ok(())
    }

    /// The id of the document that a person means by an id, the start of one (at least four
    /// letters), a URL, a path, the end of a path, or the id that came with it.
    pub fn resolve(&self, wanted: &str) -> Result<String> {
        self.asking(|connection| resolve(connection, wanted))
    }

    /// A document in its current reading; see [`resolve`](Self::resolve).
    pub fn document(&self, wanted: &str) -> Result<StoredDocument> {
        self.asking(|connection| {
            let id = resolve(connection, wanted)?;
            let current: Option<i64> =
                connection.query_row("SELECT current FROM document WHERE id = ?", [&id], |row| row.get(0))?;
            stored(connection, &id, current)
        })
    }

    /// A document in an older reading, by the number that its [`Revision`] has.
    pub fn document_as_read(&self, wanted: &str, reading: i64) -> Result<StoredDocument> {
        self.asking(|connection| stored(connection, &resolve(connection, wanted)?, Some(reading)))
    }

    /// The bytes of the capture behind a reading, as they came.
    pub fn captured_bytes(&self, reading: i64) -> Result<Vec<u8>> {
        self.asking(|connection| {
            let packed: Vec<u8> = connection.query_row(
                "SELECT bytes FROM capture WHERE id = (SELECT capture FROM reading WHERE id = ?)",
                [reading],
                |row| row.get(0),
            )?;
            Ok(zstd::stream::decode_all(packed.as_slice())?)
        })
    }
}

/// What a document's current reading says of it.
pub(crate) fn current_row(connection: &Connection, id: &str) -> Result<DocumentRow> {
    let sql = format!(
        "SELECT {DOCUMENT_COLUMNS} FROM document d JOIN reading r ON r.id = d.current JOIN capture c ON c.id = r.capture WHERE d.id = ?"
    );
    connection
        .prepare_cached(&sql)?
        .query_and_then([id], document_row)?
        .next()
        .unwrap_or_else(|| Err(missing(id)))
}

fn stored(connection: &Connection, id: &str, reading: Option<i64>) -> Result<StoredDocument> {
    let sql = format!(
        "SELECT {DOCUMENT_COLUMNS}, r.text, r.paragraphs FROM reading r JOIN capture c ON c.id = r.capture
         JOIN document d ON d.id = c.document WHERE d.id = ? AND r.id = ?"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((id, reading))?;
    let Some(row) = rows.next()? else { return Err(missing(id)) };
    let text = Text { content: row.get(16)?, paragraphs: unpack_paragraphs(&row.get::<_, String>(17)?)? };
    let record = recorded::whole(connection, reading.unwrap_or_default())?;
    Ok(StoredDocument {
        row: document_row(row)?,
        text,
        record,
        revisions: revisions(connection, id)?,
        corrections: crate::correction::of_document(connection, id)?,
    })
}

fn revisions(connection: &Connection, id: &str) -> Result<Vec<Revision>> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, c.hash, c.place_kind, c.place, c.fetched, run.program, run.tables, r.id IS d.current
         FROM capture c JOIN reading r ON r.capture = c.id JOIN run ON run.id = r.run JOIN document d ON d.id = c.document
         WHERE d.id = ? ORDER BY c.moment, c.hash, c.place, r.run, r.reader",
    )?;
    let rows = statement.query_and_then([id], |row| {
        let kind: String = row.get(2)?;
        Ok(Revision {
            reading: row.get(0)?,
            capture_hash: row.get(1)?,
            found_at: place_of(&kind, row.get(3)?),
            fetched: moment(row.get(4)?),
            program: row.get(5)?,
            tables: row.get(6)?,
            current: row.get(7)?,
        })
    })?;
    rows.collect()
}

/// From the surest reading of what was typed to the least sure; the first that finds something wins.
pub(crate) fn resolve(connection: &Connection, wanted: &str) -> Result<String> {
    const ASKED: [&str; 4] = [
        "SELECT id FROM document WHERE id = upper(?1) OR place = ?1 LIMIT 9",
        "SELECT DISTINCT document FROM capture WHERE place = ?1 OR id IN (SELECT capture FROM reading WHERE url = ?1 OR source_id = ?1) LIMIT 9",
        "SELECT DISTINCT document FROM capture WHERE shown = ?1 OR substr(place, -length(?1) - 1) = '/' || ?1 LIMIT 9",
        "SELECT id FROM document WHERE length(?1) >= 4 AND substr(id, 1, length(?1)) = upper(?1) LIMIT 9",
    ];
    let wanted = wanted.trim();
    let wanted = wanted.strip_prefix("./").unwrap_or(wanted);
    for sql in ASKED {
        let mut found: Vec<String> = connection
            .prepare_cached(sql)?
            .query_map([wanted], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        match found.len() {
            0 => {}
            1 => return found.pop().ok_or_else(|| missing(wanted)),
            _ => {
                found.sort();
                let message = format!("“{wanted}” fits several documents: {}", found.join(", "));
                return Err(Error::new(ErrorKind::Ambiguous, message).with_remedy("give one of these ids"));
            }
        }
    }
    Err(missing(wanted))
}

/// Splits the id of a statement, `DOCUMENT.n`.
pub(crate) fn statement_id(id: &str) -> Option<(&str, u32)> {
    let (document, n) = id.rsplit_once('.')?;
    Some((document, n.parse().ok()?)).filter(|_| document.len() == ID_LENGTH)
}

pub(crate) fn missing(wanted: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("holds no document “{wanted}”"))
        .with_remedy("give an id, its first letters, a URL or a path; avviso search finds ids")
}
