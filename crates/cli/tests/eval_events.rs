//! Events: snapshots of sentences for every type, and floors under what `avviso eval events` reaches.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{Scratch, data};

/// Sentences, a line each, with their events: type, status, day, who to whom, the word that says it.
fn shown(language: &str) -> String {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/constructions/events-{language}.txt"));
    let sentences = std::fs::read_to_string(file).unwrap();
    let lines = sentences.lines().filter(|line| !line.starts_with('#'));
    let given = lines.clone().map(|line| {
        json!({"id": "", "text": line, "language": language, "published": "2026-03-06"}).to_string()
    });
    let scratch = Scratch::new();
    scratch.write("sentences.jsonl", given.collect::<Vec<_>>().join("\n"));
    let run = scratch.run("annotate --input jsonl sentences.jsonl");
    assert_eq!(run.code, 0, "{}", run.err);
    let mut all = String::new();
    for (sentence, record) in lines.zip(run.out.lines()) {
        let record: Value = serde_json::from_str(record).unwrap();
        all += &format!("{sentence}\n");
        for event in record["events"].as_array().unwrap() {
            let word = |span: &Value| -> String {
                let [start, end] = [&span[0], &span[1]].map(|at| at.as_u64().unwrap() as usize);
                sentence.chars().skip(start).take(end - start).collect()
            };
            let parties = |list: &Value| {
                let party = |party: &Value| {
                    let code = party["code"].as_str().unwrap_or("–");
                    format!("{} ({code})", party["text"].as_str().unwrap())
                };
                list.as_array().unwrap().iter().map(party).collect::<Vec<_>>().join(", ")
            };
            let text = |field: &str| event[field].as_str().unwrap_or("").to_owned();
            let (kind, status, time) = (text("type"), text("status"), text("time"));
            let (actor, recipient) = (parties(&event["actor"]), parties(&event["recipient"]));
            all +=
                &format!("    {kind} {status} {time}: {actor} → {recipient} ‹{}›\n", word(&event["trigger"]));
        }
    }
    all
}

#[test]
fn english_events() {
    insta::assert_snapshot!(shown("en"));
}

#[test]
fn korean_events() {
    insta::assert_snapshot!(shown("ko"));
}

/// The share that stands in the row of this name.
fn share(out: &str, name: &str) -> f64 {
    let row =
        out.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} in {out}"));
    row.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn sentences_marked_by_hand_are_read() {
    let scratch = Scratch::new();
    for language in ["en", "ko"] {
        let file = format!("../../bench/record/events-{language}.jsonl");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let run = scratch.run(&format!("eval events {} --only 1-100", path.display()));
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(share(&run.out, "all four") >= 75.0, "{}", run.out);
        let silent = run.out.lines().find(|line| line.starts_with("sentences without")).unwrap();
        let numbers: Vec<u32> = silent.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert!(numbers[0] * 10 >= numbers[1] * 9, "{silent}");
    }
}

#[test]
fn records_of_plover_are_read() {
    let Some(data) = data() else { return };
    let path = data.join("plover/gsr-dev.json");
    let run = Scratch::new().run(&format!("eval events --lang en {}", path.display()));
    assert!(share(&run.out, "type among the first two") >= 75.0, "{}", run.out);
}

#[test]
fn what_is_no_set_of_events_is_refused() {
    let scratch = Scratch::new();
    scratch.write("odd.jsonl", "{\"id\": 7}\n");
    scratch.write("one.jsonl", "{\"id\": \"a\", \"text\": \"It rained.\", \"events\": []}\n");
    for (command, word) in [
        ("eval events odd.jsonl", "line 1"),
        ("eval events none.jsonl", "none.jsonl"),
        ("eval events --lang en --only 2-5 one.jsonl", "holds 1"),
        ("eval events --only 9-2 odd.jsonl", "FIRST-LAST"),
    ] {
        let run = scratch.run(command);
        assert_eq!(run.code, 2, "{command}");
        assert!(run.err.contains(word), "{}", run.err);
    }
}
