//! Saved English pages from elsewhere: what has to be found on each, and what must not be.
//!
//! The pages are not part of the project; without `AVVISO_DATA` the test is skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::path::PathBuf;
use std::time::Instant;

use avviso_read::{Capture, Document, Format, Given, Place, Reader};
use avviso_tables::Tables;
use avviso_text::Zone;
use serde_json::Value;

/// Nine pages in ten have to be right.
const PERCENT: usize = 90;

fn read(reader: &Reader, path: &str, bytes: Vec<u8>) -> Option<Document> {
    let capture = Capture {
        place: Place::Path(path.to_owned()),
        shown: path.to_owned(),
        format: Format::Html,
        bytes,
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given: Given::default(),
    };
    reader.read(&capture).ok()
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many of how many.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn count(&mut self, is_right: bool, complaint: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(is_right);
        if !is_right {
            println!("  {}", complaint());
        }
    }

    fn percent(&self) -> usize {
        self.right * 100 / self.all.max(1)
    }
}

#[test]
fn bodies_titles_and_dates_are_right_on_nine_pages_in_ten() {
    let Some(folder) = std::env::var_os("AVVISO_DATA").map(PathBuf::from) else {
        println!("skipped: AVVISO_DATA not set");
        return;
    };
    let reader = Reader::load(&Tables::built_in()).unwrap();
    let list = std::fs::read(folder.join("html/evaldata.json")).unwrap();
    let expected: serde_json::Map<String, Value> = serde_json::from_slice(&list).unwrap();
    let (mut with, mut without, mut title, mut date) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    let mut microseconds = 0;
    for page in expected.values() {
        let file = page["file"].as_str().unwrap();
        let bytes = std::fs::read(folder.join("html/pages").join(file)).unwrap();
        let start = Instant::now();
        let document = read(&reader, file, bytes);
        microseconds += start.elapsed().as_micros();
        let text = document.as_ref().map(|document| single_spaced(&document.text.zone(Zone::Body)));
        let text = text.unwrap_or_default();
        let holds = |part: &&Value| text.contains(&single_spaced(part.as_str().unwrap()));
        let missing: Vec<_> = page["with"].as_array().unwrap().iter().filter(|part| !holds(part)).collect();
        let foreign: Vec<_> = page["without"].as_array().unwrap().iter().filter(holds).collect();
        with.count(missing.is_empty(), || format!("{file}: missing {missing:?}"));
        without.count(foreign.is_empty(), || format!("{file}: does not belong there {foreign:?}"));
        if let Some(expected) = page["title"].as_str() {
            let found = document.as_ref().and_then(|document| document.title.clone()).unwrap_or_default();
            title.count(letters(&found) == letters(expected), || {
                format!("{file}: title “{found}”, should be “{expected}”")
            });
        }
        if let Some(expected) = page["date"].as_str() {
            let found =
                document.and_then(|document| document.published).map(|date| date.0).unwrap_or_default();
            date.count(found.starts_with(expected), || format!("{file}: date {found}, should be {expected}"));
        }
    }
    let tallies = [("with", &with), ("without", &without), ("title", &title), ("date", &date)];
    for (name, tally) in &tallies {
        println!("{name:8} {} of {} pages ({} %)", tally.right, tally.all, tally.percent());
    }
    println!("{} microseconds a page", microseconds / expected.len() as u128);
    for (name, tally) in tallies {
        assert!(tally.percent() >= PERCENT, "{name}: {} of {}", tally.right, tally.all);
    }
}
