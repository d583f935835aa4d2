//! What is loaded once and shared by all threads.

use std::sync::Mutex;

use avviso_link::World;
use avviso_read::{Document, Reader};
use avviso_record::{Context, Parsed, Record, Recorder, Scratch};
use avviso_store::Terms;
use avviso_syntax::{Analysis, Parsers};
use avviso_tables::Tables;
use avviso_text::{Languages, Search, Segmenter, Text};

use crate::error::Result;

/// Longer texts are recorded in parts, in bytes.
const LONGEST: usize = 1 << 20;

/// The memory that a text larger than this took is given back, in bytes.
const LARGE: usize = 1 << 16;

/// What parsing and recording a text needs, used again for the next one.
#[derive(Default)]
struct Memory {
    analysis: Analysis,
    scratch: Scratch,
}

/// The stages from a capture to a record.
pub struct Stages {
    /// Captures to documents.
    pub reader: Reader,
    /// The languages of paragraphs.
    pub languages: Languages,
    segmenter: Segmenter,
    parsers: Parsers,
    recorder: Recorder,
    world: World,
    search: Search,
    /// As many as there were texts under way at once.
    memory: Mutex<Vec<Memory>>,
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
            world: World::load(tables)?,
            search: Search::load(tables)?,
            memory: Mutex::default(),
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
        let mut record = self.record_parts(text, published, outlet);
        self.world.link(&text.content, &mut record, published, outlet);
        record
    }

    fn record_parts(&self, text: &Text, published: Option<&str>, outlet: Option<&str>) -> Record {
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
                record.append(self.record_part(&part, published, outlet));
                part.paragraphs.clear();
            }
        }
        record
    }

    fn record_part(&self, text: &Text, published: Option<&str>, outlet: Option<&str>) -> Record {
        let segmentation = self.segmenter.segment_text(text);
        let mut memory = self.memory.lock().ok().and_then(|mut pool| pool.pop()).unwrap_or_default();
        let Memory { analysis, scratch } = &mut memory;
        self.parsers.analyse(text, &segmentation, analysis);
        let parsed = Parsed { text, segmentation: &segmentation, analysis };
        let record = self.recorder.record(parsed, &Context { published, outlet }, scratch);
        if text.content.len() <= LARGE
            && let Ok(mut pool) = self.memory.lock()
        {
            pool.push(memory);
        }
        record
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
            events: record.events.iter().map(|event| terms(&mut std::iter::once(event.sentence))).collect(),
        }
    }
}
