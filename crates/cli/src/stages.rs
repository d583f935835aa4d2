//! What is loaded once and shared by all threads.

use avviso_read::{Document, Reader};
use avviso_record::{Context, Record, Recorder};
use avviso_store::Terms;
use avviso_syntax::{Analysis, Parsers};
use avviso_tables::Tables;
use avviso_text::{Languages, Search, Segmenter, Text};

use crate::error::Result;

/// Longer texts are recorded in parts, in bytes.
const LONGEST: usize = 1 << 20;

/// The stages from a capture to a record.
pub struct Stages {
    /// Captures to documents.
    pub reader: Reader,
    /// The languages of paragraphs.
    pub languages: Languages,
    segmenter: Segmenter,
    parsers: Parsers,
    recorder: Recorder,
    search: Search,
}

impl Stages {
    /// Loads all tables and models.
    pub fn load(tables: &Tables) -> Result<Self> {
        Ok(Self {
            reader: Reader::load(tables)?,
            languages: Languages::load(tables)?,
            segmenter: Segmenter::load(tables)?,
            parsers: Parsers::load(tables)?,
            recorder: Recorder::load(tables)?,
            search: Search::load(tables)?,
        })
    }

    /// The record of a document.
    pub fn record_document(&self, document: &Document) -> Record {
        let published = document.published.as_ref().map(|published| published.0.as_str());
        let outlet = document.outlet.as_ref().map(|outlet| outlet.name.as_str());
        self.record(&document.text, published, outlet)
    }

    /// The record of a text whose paragraphs have their languages. A very long one is read in parts, so that
    /// memory does not grow with it; who is meant by a name is then known within a part.
    pub fn record(&self, text: &Text, published: Option<&str>, outlet: Option<&str>) -> Record {
        if text.content.len() <= LONGEST {
            return self.record_part(text, published, outlet);
        }
        let mut part = Text { content: text.content.clone(), paragraphs: Vec::new() };
        let mut record = Record::default();
        let mut paragraphs = text.paragraphs.iter().peekable();
        while let Some(paragraph) = paragraphs.next() {
            part.paragraphs.push(*paragraph);
            let start = part.paragraphs.first().map_or(0, |first| first.span.start);
            let full = (paragraph.span.end - start) as usize > LONGEST / 2;
            if full || paragraphs.peek().is_none() {
                let before = record.statements.len() as u32;
                let found = self.record_part(&part, published, outlet).statements;
                record.statements.extend(found.into_iter().map(|mut said| {
                    said.parent = said.parent.map(|parent| parent + before);
                    said
                }));
                part.paragraphs.clear();
            }
        }
        record
    }

    fn record_part(&self, text: &Text, published: Option<&str>, outlet: Option<&str>) -> Record {
        let segmentation = self.segmenter.segment_text(text);
        let mut analysis = Analysis::default();
        self.parsers.analyse(text, &segmentation, &mut analysis);
        self.recorder.record(text, &segmentation, &analysis, &Context { published, outlet })
    }

    /// The words under which a document and its statements are found.
    pub fn terms(&self, text: &Text, record: &Record) -> Terms {
        let terms = |spans: &mut dyn Iterator<Item = avviso_text::Span>| {
            let mut terms = Vec::new();
            spans.for_each(|span| self.search.document_terms(span.of(&text.content), &mut terms));
            terms.join(" ")
        };
        Terms {
            paragraphs: text
                .paragraphs
                .iter()
                .map(|paragraph| terms(&mut std::iter::once(paragraph.span)))
                .collect(),
            statements: record
                .statements
                .iter()
                .map(|said| terms(&mut said.content.iter().copied()))
                .collect(),
        }
    }
}
