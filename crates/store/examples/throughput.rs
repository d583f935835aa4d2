//! How many documents a second go into a corpus: `cargo run --release -p avviso-store --example throughput`.
//!
//! Pages of about 120 kB with 4 kB of article and 12 statements each; the worker's part (hashing,
//! compressing) and the writer's part are timed apart, on one thread each.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::write_with_newline)]

use std::fmt::Write;
use std::time::Instant;

use avviso_read::{Capture, Document, Format, Given, Place};
use avviso_record::{Act, Mode, Party, Polarity, Record, Statement};
use avviso_store::{Batch, Prepared, RunInfo, Store, Terms, Tombstones};
use avviso_text::{Language, Span, Text, Zone};

const DOCUMENTS: u32 = 2000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path().join("avviso.db")).unwrap();
    let info = RunInfo { program: "throughput".into(), tables: String::new(), arguments: Vec::new() };
    let run = store.begin_run(&info).unwrap();
    let mut writer = store.writer(run, Batch::default(), Tombstones::Respect).unwrap();
    let (mut preparing, mut writing, mut text, mut pages) = (0.0, 0.0, 0, 0);
    for n in 0..DOCUMENTS {
        let (capture, document, record, terms) = made(n);
        text += document.text.content.len();
        pages += capture.bytes.len();
        let begun = Instant::now();
        let prepared = Prepared::new(&capture, &document, &record, &terms).unwrap();
        preparing += begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        writer.put(prepared).unwrap();
        writing += begun.elapsed().as_secs_f64();
    }
    let begun = Instant::now();
    writer.flush().unwrap();
    writing += begun.elapsed().as_secs_f64();
    let count = f64::from(DOCUMENTS);
    println!("{DOCUMENTS} documents, {} MB of pages, {} MB of text", pages >> 20, text >> 20);
    println!("worker: {:.0} documents a second and thread", count / preparing);
    println!(
        "writer: {:.0} documents a second, {:.1} MB of text",
        count / writing,
        text as f64 / 1e6 / writing
    );
    let size = std::fs::metadata(store.path()).unwrap().len();
    println!("corpus: {} kB a document", size / 1024 / u64::from(DOCUMENTS));
}

fn made(n: u32) -> (Capture, Document, Record, Terms) {
    let mut chance = n.wrapping_mul(2_654_435_761) | 1;
    let mut word = || {
        chance ^= chance << 13;
        chance ^= chance >> 17;
        chance ^= chance << 5;
        format!("w{:x}", chance % 20_000)
    };
    let english = Language::new("en");
    let mut text = Text::default();
    for _ in 0..12 {
        let paragraph: Vec<String> = (0..60).map(|_| word()).collect();
        text.push(Zone::Body, english, &paragraph.join(" "));
    }
    let mut page = String::new();
    while page.len() < 120_000 {
        writeln!(
            page,
            "<div class=\"{}\" data-{}=\"{}\"><a href=\"/{}\">{}</a></div>",
            word(),
            n,
            word(),
            word(),
            word()
        )
        .unwrap();
    }
    page += &text.content;
    let terms: Vec<String> =
        text.paragraphs.iter().map(|one| one.span.of(&text.content).to_owned()).collect();
    let statement = |span: Span| Statement {
        parent: None,
        source: Some(Span::new(span.start as usize, span.start as usize + 5)),
        cue: None,
        content: vec![span],
        mode: Mode::Indirect,
        act: Act::Say,
        polarity: Polarity::Positive,
        certainty: None,
        speaker: Some(Party { name: "Ola Berg".into(), entity: None, actor: None, unnamed: false }),
        addressee: None,
        setting: None,
        said_on: None,
        confidence: 0.5,
    };
    let record = Record {
        statements: text.paragraphs.iter().map(|one| statement(one.span)).collect(),
        ..Record::default()
    };
    let place = Place::Url(format!("https://harbour.example/{n}"));
    let capture = Capture {
        place: place.clone(),
        shown: format!("https://harbour.example/{n}"),
        format: Format::Html,
        bytes: page.into_bytes(),
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given: Given::default(),
    };
    let document = Document {
        place,
        id: n.to_string(),
        url: None,
        title: Some("Quay".into()),
        byline: None,
        published: None,
        outlet: None,
        keywords: Vec::new(),
        language: english,
        text,
        problems: Vec::new(),
    };
    (capture, document, record, Terms { statements: terms.clone(), paragraphs: terms, events: Vec::new() })
}
