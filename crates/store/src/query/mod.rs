//! Questions to the corpus. Rows own what they hold; orders are stable whatever the order of input.

mod context;
mod document;
mod event;
mod problem;
mod row;
mod search;
mod statement;

use avviso_record::{Certainty, Mode};
use avviso_text::Language;

pub use event::{EventFilter, EventPoints, EventRow, Whom};
pub use problem::{ProblemFilter, ProblemRow};
pub use row::{DocumentRow, Revision, StoredDocument};
pub use search::Found;
pub use statement::{Points, StatementRow};

pub(crate) use document::{current_row, resolve, statement_id};
pub(crate) use row::unpack_paragraphs;

/// Whether corrections are laid over what was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Corrected {
    /// As it was read.
    #[default]
    No,
    /// As people have corrected it.
    Yes,
}

/// In which order rows come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest published first, undated ones last; within a day by id.
    #[default]
    Recent,
    /// By id: for exports.
    Id,
}

/// Which documents.
#[derive(Debug, Clone, Default)]
pub struct DocumentFilter {
    /// Published on or after this date (`2024-04-08`).
    pub since: Option<String>,
    /// Published on or before this date.
    pub until: Option<String>,
    /// Most of the body is in this language.
    pub language: Option<Language>,
    /// Part of the outlet's name or id, in any case.
    pub outlet: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// In which order.
    pub order: Order,
}

/// Which statements, all of current readings.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Part of the speaker's name, in any case.
    pub by: Option<String>,
    /// The id of the actor who speaks, exactly: `person:kishida-fumio`.
    pub actor: Option<String>,
    /// Part of the addressee's name.
    pub to: Option<String>,
    /// An FTS5 expression over the terms of the content.
    pub about: Option<String>,
    /// Part of the name of one who relays it.
    pub via: Option<String>,
    /// Published on or after this date (`2024-04-08`).
    pub since: Option<String>,
    /// Published on or before this date.
    pub until: Option<String>,
    /// The paragraph is in this language.
    pub language: Option<Language>,
    /// How firmly it stands.
    pub certainty: Option<Certainty>,
    /// Whether the words are the speaker's own.
    pub mode: Option<Mode>,
    /// Part of the outlet's name or id, in any case.
    pub outlet: Option<String>,
    /// The document: its id or the start of it, its URL, its path or the end of it.
    pub document: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// In which order.
    pub order: Order,
    /// Whether corrections are laid over.
    pub corrected: Corrected,
}

/// Conditions and their values, joined by AND.
#[derive(Default)]
pub(crate) struct Conditions {
    sql: Vec<String>,
    values: Vec<rusqlite::types::Value>,
}

impl Conditions {
    pub(crate) fn add(&mut self, sql: &str, value: Option<impl Into<rusqlite::types::Value>>) {
        if let Some(value) = value {
            self.sql.push(sql.to_owned());
            self.values.push(value.into());
        }
    }

    pub(crate) fn text(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!("AND {}", self.sql.join(" AND ")) }
    }

    pub(crate) fn values(&self) -> rusqlite::ParamsFromIter<&Vec<rusqlite::types::Value>> {
        rusqlite::params_from_iter(&self.values)
    }

    /// What is asked of the document, in filters of documents and of statements.
    pub(crate) fn of_document(&mut self, since: Option<&str>, until: Option<&str>, outlet: Option<&str>) {
        self.add("substr(r.published, 1, 10) >= ?", since.map(str::to_owned));
        self.add("substr(r.published, 1, 10) <= ?", until.map(str::to_owned));
        self.add("instr(r.outlet_folded, ?) > 0", outlet.map(crate::identity::fold));
    }
}

impl Order {
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Order::Recent => "substr(r.published, 1, 10) DESC, d.id",
            Order::Id => "d.id",
        }
    }
}
