//! Korean pages made up for this project: headline, writers, date and body of each.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;

use avviso_read::{Capture, Document, Format, Given, Place, Reader};
use avviso_tables::Tables;
use avviso_text::Zone;
use serde_json::Value;

fn read(reader: &Reader, path: &Path) -> Document {
    let capture = Capture {
        place: Place::Path(path.display().to_string()),
        shown: path.display().to_string(),
        format: Format::Html,
        bytes: std::fs::read(path).unwrap(),
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given: Given::default(),
    };
    reader.read(&capture).unwrap_or_else(|problem| panic!("{problem}"))
}

fn strings(expected: &Value, key: &str) -> Vec<String> {
    expected[key].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn headline_writers_date_and_body_are_right_on_every_page() {
    let reader = Reader::load(&Tables::built_in()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/korean");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    paths.sort();
    assert!(paths.len() >= 12, "only {} pages", paths.len());
    let mut wrong = Vec::new();
    for path in paths {
        let expected: Value =
            serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let document = read(&reader, &path);
        let body = document.text.zone(Zone::Body);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut compare = |what: &str, found: Option<&str>| {
            if found != expected[what].as_str() {
                wrong.push(format!("{name}: {what} is {found:?}, should be {}", expected[what]));
            }
        };
        compare("title", document.title.as_deref());
        compare("byline", document.byline.as_deref());
        compare("published", document.published.as_ref().map(|published| published.0.as_str()));
        for part in strings(&expected, "with").iter().filter(|part| !body.contains(*part)) {
            wrong.push(format!("{name}: “{part}” is missing"));
        }
        for part in strings(&expected, "without").iter().filter(|part| body.contains(*part)) {
            wrong.push(format!("{name}: “{part}” does not belong there"));
        }
        let paragraphs = body.split("\n\n").count() as u64;
        if Some(paragraphs) != expected["paragraphs"].as_u64() {
            wrong.push(format!(
                "{name}: {paragraphs} paragraphs, should be {}\n{body}",
                expected["paragraphs"]
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
