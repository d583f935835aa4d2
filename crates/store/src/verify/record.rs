//! Whether what a record says lies inside its text and its numbers point somewhere.
//!
//! It is looked at as JSON, so that whatever a record comes to hold is checked with the rest: anything with numbers for a
//! start and an end is a span, and a number under one of a few names stands for a part of the record.

use avviso_record::{Event, Record, Statement};
use avviso_text::Span;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Finding, FindingKind, find};
use crate::Result;
use crate::query::unpack_paragraphs;
use crate::recorded::unpack;

/// What spans and numbers of one reading may be.
struct Bounds {
    text: String,
    statements: u32,
    /// Not known of readings by a version that kept only statements.
    entities: Option<u64>,
}

pub(super) fn check(connection: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut readings = connection.prepare(
        "SELECT r.id, c.document, r.text, r.paragraphs, r.record, (SELECT count(*) FROM statement WHERE reading = r.id)
         FROM reading r JOIN capture c ON c.id = r.capture ORDER BY c.document, r.id",
    )?;
    let mut statements =
        connection.prepare("SELECT n, detail FROM statement WHERE reading = ? ORDER BY n")?;
    let mut events = connection.prepare("SELECT n, detail FROM event WHERE reading = ? ORDER BY n")?;
    let mut rows = readings.query([])?;
    while let Some(row) = rows.next()? {
        let (reading, document): (i64, String) = (row.get(0)?, row.get(1)?);
        let rest: Option<Vec<u8>> = row.get(4)?;
        let rest: Option<Value> = match rest.as_deref().map(unpack).transpose() {
            Ok(rest) => rest,
            Err(_) => {
                find(findings, FindingKind::File, &document, "what its record holds can't be read");
                None
            }
        };
        let entities = rest.as_ref().map(|rest| rest["entities"].as_array().map_or(0, Vec::len) as u64);
        let bounds = Bounds { text: row.get(2)?, statements: row.get(5)?, entities };
        let paragraphs = unpack_paragraphs(&row.get::<_, String>(3)?)?;
        if !paragraphs.iter().all(|paragraph| bounds.hold(paragraph.span)) {
            let message = "a paragraph lies outside the text or inside a character";
            find(findings, FindingKind::Span, &document, message);
        }
        if let Some(rest) = rest {
            bounds.check::<Record>(&document, &rest, findings)?;
        }
        let mut own = statements.query([reading])?;
        while let Some(row) = own.next()? {
            let (n, value) = detail(row)?;
            bounds.check::<Statement>(&format!("{document}.{n}"), &value, findings)?;
        }
        let mut own = events.query([reading])?;
        while let Some(row) = own.next()? {
            let (n, value) = detail(row)?;
            bounds.check::<Event>(&format!("{document}.e{n}"), &value, findings)?;
        }
    }
    Ok(())
}

fn detail(row: &Row<'_>) -> Result<(u32, Value)> {
    Ok((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?))
}

impl Bounds {
    fn hold(&self, span: Span) -> bool {
        span.start <= span.end && self.text.get(span.range()).is_some()
    }

    /// Checks a piece of a record that must also be a `T`.
    fn check<T: DeserializeOwned>(
        &self,
        place: &str,
        value: &Value,
        findings: &mut Vec<Finding>,
    ) -> Result<()> {
        T::deserialize(value)?;
        let (mut outside, mut astray) = (false, false);
        self.look(value, &mut outside, &mut astray);
        if outside {
            find(findings, FindingKind::Span, place, "a span lies outside the text or inside a character");
        }
        if astray {
            find(findings, FindingKind::Reference, place, "refers to what is not in the record");
        }
        Ok(())
    }

    fn look(&self, value: &Value, outside: &mut bool, astray: &mut bool) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value, outside, astray)),
            Value::Object(fields) => {
                if ["start", "end"].iter().all(|name| fields.get(*name).is_some_and(Value::is_number)) {
                    *outside |= !serde_json::from_value(value.clone()).is_ok_and(|span| self.hold(span));
                }
                for (name, value) in fields {
                    let most = match name.as_str() {
                        "entity" => self.entities,
                        "statement" | "parent" => Some(u64::from(self.statements)),
                        _ => None,
                    };
                    *astray |= value.as_u64().zip(most).is_some_and(|(number, most)| number >= most);
                    self.look(value, outside, astray);
                }
            }
            _ => {}
        }
    }
}
