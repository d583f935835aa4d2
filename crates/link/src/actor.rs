//! Who acts in the world.

use avviso_tables::{Result, Row};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state or territory.
    State,
    /// A person.
    Person,
    /// A body, company, party or group.
    Organisation,
    /// Who publishes.
    Outlet,
    /// A city, region or site.
    Place,
}

/// An office that somebody holds or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// As `head-of-government`.
    pub office: String,
    /// An alpha-3 code, or the id of an organisation.
    pub body: String,
    /// The first day, month or year, if known (EDTF).
    pub since: String,
    /// The last one; empty while it is held.
    pub until: String,
}

/// One actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As `state:JPN`, `person:kishida-fumio`, `org:un`, `outlet:yonhap`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The state it is or belongs to, ISO 3166-1 alpha-3.
    pub state: Option<String>,
    /// Its first name in each language, by code.
    pub names: Vec<(String, String)>,
    /// As PLOVER codes it, where that is not its state: IGO, NGO, IMG, MNC.
    pub code: Option<String>,
    /// The part of society that it is mostly seen in: `government`, `media`, …
    pub sector: Option<String>,
    /// Offices of a person.
    pub offices: Vec<Office>,
}

impl Office {
    /// Reads `office@BODY since..until`.
    pub(crate) fn parse(row: &Row, text: &str) -> Result<Self> {
        let wrong = || row.error(format!("“{text}” is not written as office@BODY since..until"));
        let (what, when) = text.split_once(' ').unwrap_or((text, ".."));
        let (office, body) = what.split_once('@').ok_or_else(wrong)?;
        let (since, until) = when.split_once("..").ok_or_else(wrong)?;
        let dated = |date: &str| date.chars().all(|char| char.is_ascii_digit() || char == '-');
        if office.is_empty() || body.is_empty() || !dated(since) || !dated(until) {
            return Err(wrong());
        }
        if !until.is_empty() && until < since && !since.starts_with(until) {
            return Err(row.error(format!("“{text}” ends before it begins")));
        }
        let [office, body, since, until] = [office, body, since, until].map(str::to_owned);
        Ok(Self { office, body, since, until })
    }

    /// Whether it was held on a day (ISO 8601), as far as the dates tell.
    pub fn held_on(&self, day: &str) -> bool {
        let begun = self.since.is_empty() || self.since.as_str() <= day || day.starts_with(&self.since);
        begun && (self.until.is_empty() || day <= self.until.as_str() || day.starts_with(&self.until))
    }

    /// Whether it began between two days (ISO 8601).
    pub fn began_between(&self, first: &str, last: &str) -> bool {
        !self.since.is_empty() && self.since.as_str() >= first && self.since.as_str() <= last
    }

    /// Whether it ended between two days (ISO 8601).
    pub fn left_between(&self, first: &str, last: &str) -> bool {
        !self.until.is_empty() && self.until.as_str() >= first && self.until.as_str() <= last
    }

    /// Whether whoever holds it leads a state or speaks for it abroad.
    pub fn is_high(&self) -> bool {
        self.leads_state()
            || matches!(self.office.as_str(), "foreign-minister" | "defence-minister" | "vice-head")
    }

    /// Whether whoever holds it leads a state or its government.
    pub fn leads_state(&self) -> bool {
        matches!(self.office.as_str(), "head-of-state" | "head-of-government")
    }
}
