//! What a page, a Markdown file or a pasted text says, before outlet, zone and language are settled.
//!
//! Each format fills a [`Draft`]; the reader makes the [`Document`](crate::Document) of it.

use avviso_text::Zone;

use crate::date::Moment;

/// A paragraph that has found its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) zone: Zone,
    /// Its characters, as given.
    pub(crate) text: String,
}

impl Block {
    /// A paragraph of a zone.
    pub(crate) fn new(zone: Zone, text: impl Into<String>) -> Self {
        Self { zone, text: text.into() }
    }
}

/// What was read off one capture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// The headline.
    pub(crate) title: Option<String>,
    /// Who wrote it.
    pub(crate) byline: Option<String>,
    /// When it was published, as far as it says so.
    pub(crate) published: Option<Moment>,
    /// Its canonical address, absolute.
    pub(crate) url: Option<String>,
    /// The name of the site or publisher.
    pub(crate) site: Option<String>,
    /// The names of those who may have written for the site, when the site shows what others wrote.
    pub(crate) publishers: Vec<String>,
    /// The language that it says it is in.
    pub(crate) language: Option<String>,
    /// Keywords.
    pub(crate) keywords: Vec<String>,
    /// The paragraphs in order; the title is not among them.
    pub(crate) blocks: Vec<Block>,
}
