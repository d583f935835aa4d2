//! What `annotate` prints is what the schema says.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{Scratch, data};

fn validator() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/record.schema.json");
    jsonschema::validator_for(&serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).unwrap()
}

/// Annotates lines and checks each record; how many statements there were.
fn check(lines: &str) -> usize {
    let validator = validator();
    let scratch = Scratch::new();
    let run = scratch.pipe("annotate --input jsonl -", lines);
    let mut statements = 0;
    for line in run.out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{line}");
        statements += record["statements"].as_array().map_or(0, Vec::len);
    }
    statements
}

#[test]
fn records_and_refusals_follow_the_schema() {
    let lines = [
        json!({"id": "a", "text": "“We will go,” Ida Lund told reporters in Oslo on Friday.\n\nShe said no more."}),
        json!({"id": "b", "text": "정부 고위 관계자는 “검토한 바 없다”고 말했다.", "language": "ko", "published": "2026-03-02"}),
        json!({"id": "c", "text": "A calm day.", "outlet": "The Gull", "title": "Calm"}),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert!(check(&format!("{lines}{{\"id\": \"d\", \"te\n{{\"text\": \"\\ud800\"}}\n")) > 2);
}

#[test]
fn events_follow_the_schema() {
    let head = "kind\ttrigger\twith\ttype\tmode\tcontexts\tactor\trecipient\talso\tstatus\n";
    let scratch = Scratch::new();
    scratch
        .write("layer/en/events.tsv", format!("{head}verb\tvisit\tOBJ\tCONSULT\tvisit\t\tSUBJ\tOBJ\t\t\n"));
    let line = json!({"id": "a", "text": "Japan visited Norway in Oslo.", "language": "en"});
    let run = scratch.pipe("annotate --input jsonl --languages layer -", &format!("{line}\n"));
    let mut record: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(record["events"][0]["actor"][0]["id"], "state:JPN", "{record}");
    let validator = validator();
    assert!(validator.is_valid(&record), "{record}");
    record["events"][0]["type"] = "PARTY".into();
    assert!(!validator.is_valid(&record), "{record}");
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let validator = validator();
    for wrong in [
        json!({"id": "a"}),
        json!({"id": "a", "language": null, "statements": [{"n": 0}]}),
        json!({"id": "a", "language": null, "statements": {}}),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn records_of_real_news_follow_the_schema() {
    let Some(data) = data() else { return };
    let mut lines = String::new();
    let folder = std::fs::read_dir(data.join("polnear/dev/text")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().take(10) {
        let text = std::fs::read_to_string(path).unwrap();
        lines += &format!("{}\n", json!({"id": path.file_name().unwrap().to_str(), "text": text}));
    }
    assert!(check(&lines) > 50);
}
