//! What people know better: signed, dated, laid over the readings when one asks, reversible.

use avviso_record::{Certainty, Party, Statement};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::query::{resolve, statement_id};
use crate::run::now;
use crate::{Error, ErrorKind, Result, Store};

/// What a correction says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "value")]
pub enum Change {
    /// Somebody else speaks.
    Speaker(Party),
    /// It stands more or less firmly.
    Certainty(Certainty),
    /// It is no statement, or was never made. Of a document: none of its statements counts.
    Retract,
    /// A remark that changes nothing.
    Note(String),
}

/// A correction to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// Who makes it.
    pub signed: String,
    /// A statement (`DOCUMENT.n`), or a document.
    pub target: String,
    /// What it says.
    pub change: Change,
}

/// A correction in the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number.
    pub id: i64,
    /// Who made it.
    pub signed: String,
    /// When.
    pub made: Option<Timestamp>,
    /// The statement (`DOCUMENT.n`, as it was numbered then), or the document.
    pub target: String,
    /// What it says.
    pub change: Change,
    /// Who took it back, if somebody did.
    pub revoked_by: Option<String>,
    anchor: Option<Vec<u8>>,
}

impl Store {
    /// Makes a correction; returns its number.
    /// Of a whole document only a retraction or a note makes sense; anything else is refused.
    pub fn correct(&mut self, correction: &NewCorrection) -> Result<i64> {
        self.changing(|tx| {
            let (document, n, anchor) = match statement_id(&correction.target) {
                Some((document, n)) => {
                    let document = resolve(tx, document)?;
                    let anchor: Option<Vec<u8>> = tx
                        .prepare("SELECT s.anchor FROM document d JOIN statement s ON s.reading = d.current WHERE d.id = ? AND s.n = ?")?
                        .query_row((&document, n), |row| row.get(0))
                        .optional()?;
                    let Some(anchor) = anchor else {
                        return Err(Error::new(ErrorKind::NotFound, format!("holds no statement “{}”", correction.target)));
                    };
                    (document, Some(n), Some(anchor))
                }
                None if matches!(correction.change, Change::Retract | Change::Note(_)) => {
                    (resolve(tx, &correction.target)?, None, None)
                }
                None => {
                    let message = format!("“{}” is no statement (ID.N): a whole document can only be retracted or noted", correction.target);
                    return Err(Error::new(ErrorKind::NotFound, message));
                }
            };
            tx.execute(
                "INSERT INTO correction (signed, made, document, n, anchor, change) VALUES (?, ?, ?, ?, ?, ?)",
                (&correction.signed, now(), document, n, anchor, serde_json::to_string(&correction.change)?),
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Takes a correction back; it stays in the corpus as revoked.
    pub fn revoke(&mut self, correction: i64, signed: &str) -> Result<()> {
        self.changing(|tx| {
            let changed = tx.execute(
                "UPDATE correction SET revoked = ?, revoked_by = ? WHERE id = ? AND revoked IS NULL",
                (now(), signed, correction),
            )?;
            if changed == 0 {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!("holds no correction {correction} that could be revoked"),
                ));
            }
            Ok(())
        })
    }

    /// All corrections, revoked ones too, the earliest first.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        self.asking(|connection| {
            let mut statement =
                connection.prepare_cached(&format!("SELECT {COLUMNS} FROM correction ORDER BY id"))?;
            statement.query_and_then([], correction)?.collect()
        })
    }
}

const COLUMNS: &str = "id, signed, made, document, n, anchor, change, revoked_by";

fn correction(row: &Row<'_>) -> Result<Correction> {
    let (document, n): (String, Option<u32>) = (row.get(3)?, row.get(4)?);
    Ok(Correction {
        id: row.get(0)?,
        signed: row.get(1)?,
        made: Timestamp::from_microsecond(row.get(2)?).ok(),
        target: n.map_or(document.clone(), |n| format!("{document}.{n}")),
        anchor: row.get(5)?,
        change: serde_json::from_str(&row.get::<_, String>(6)?)?,
        revoked_by: row.get(7)?,
    })
}

/// The corrections in force of a document and its statements, the earliest first.
pub(crate) fn of_document(connection: &Connection, document: &str) -> Result<Vec<Correction>> {
    let sql = format!("SELECT {COLUMNS} FROM correction WHERE document = ? AND revoked IS NULL ORDER BY id");
    connection.prepare_cached(&sql)?.query_and_then([document], correction)?.collect()
}

/// The corrections of one document, ready to be laid over its statements.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    corrections: Vec<Correction>,
}

/// A statement after its corrections.
pub(crate) struct Changed {
    pub(crate) statement: Statement,
    pub(crate) notes: Vec<String>,
}

pub(crate) fn lay_over(connection: &Connection, document: &str) -> Result<Laid> {
    Ok(Laid { corrections: of_document(connection, document)? })
}

impl Laid {
    /// Whether the document is taken back, or the statement whose words are these.
    pub(crate) fn takes_back(&self, anchor: Option<&[u8]>) -> bool {
        let of =
            |correction: &Correction| correction.anchor.is_none() || correction.anchor.as_deref() == anchor;
        self.corrections.iter().any(|correction| correction.change == Change::Retract && of(correction))
    }

    /// The statement as corrected, the last correction winning; `None` if it is taken back.
    pub(crate) fn apply(&self, anchor: &[u8], mut statement: Statement) -> Option<Changed> {
        let mut notes = Vec::new();
        for correction in &self.corrections {
            if correction.anchor.as_deref().is_some_and(|own| own != anchor) {
                continue;
            }
            match &correction.change {
                Change::Retract => return None,
                Change::Note(note) => notes.push(format!("{note} ({})", correction.signed)),
                Change::Speaker(party) => statement.speaker = Some(party.clone()),
                Change::Certainty(certainty) => statement.certainty = Some(*certainty),
            }
        }
        Some(Changed { statement, notes })
    }
}
