//! `avviso eval times` and `avviso eval quantities`, floors under what they reach, and both halves of a bilingual post.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use support::{Scratch, data};

/// Less than this share of the marked expressions right, span and value, is a step back, in percent.
const FLOOR: f64 = 95.0;

#[test]
fn sentences_marked_by_hand_are_read() {
    let scratch = Scratch::new();
    for task in ["times", "quantities"] {
        for language in ["en", "ko"] {
            let file = format!("../../bench/record/{task}-{language}.jsonl");
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let run = scratch.run(&format!("eval {task} {}", path.display()));
            assert_eq!(run.code, 0, "{}", run.err);
            let row = run.out.lines().last().unwrap();
            let figures: Vec<f64> = row.split_whitespace().filter_map(|cell| cell.parse().ok()).collect();
            let [precision, recall, f1, gold, found, right, with_value] = figures[..] else {
                panic!("{row}")
            };
            assert!(
                precision >= FLOOR && recall >= FLOOR && f1 >= FLOOR && with_value >= FLOOR,
                "{}",
                run.out
            );
            assert!(gold > 100.0 && found > 100.0 && right > 100.0, "{}", run.out);
        }
    }
}

#[test]
fn mistakes_are_printed_when_asked_for_and_odd_lines_refused() {
    let scratch = Scratch::new();
    scratch.write(
        "en.jsonl",
        "{\"id\": \"a\", \"text\": \"It closed in 1999.\", \"times\": [{\"span\": [13, 17], \"value\": \"1998\"}]}\n",
    );
    let run = scratch.run("eval times en.jsonl --errors 5");
    assert!(run.out.contains("[1999] \"1998\" ≠ [1999] \"1999\""), "{}", run.out);
    scratch.write("empty.jsonl", "\n");
    let run = scratch.run("eval times en.jsonl empty.jsonl");
    assert!(run.code == 2 && run.out.is_empty() && run.err.contains("no line"), "{} {}", run.out, run.err);
    let run = scratch.run("eval quantities en.jsonl");
    assert!(run.code == 2 && run.err.contains("line 1") && run.err.contains("quantities"), "{}", run.err);
}

/// What a record says of when and how much, by language.
fn values(record: &Value, from: u64, to: u64) -> BTreeSet<String> {
    let inside = |item: &&Value| (from..to).contains(&item["span"][0].as_u64().unwrap());
    let times = record["times"].as_array().unwrap().iter().filter(inside);
    let quantities = record["quantities"].as_array().unwrap().iter().filter(inside);
    times
        .map(|time| time["value"].to_string())
        .chain(
            quantities
                .map(|amount| format!("{} {} {}", amount["value"], amount["unit"], amount["approximate"])),
        )
        .collect()
}

#[test]
fn both_halves_of_a_bilingual_post_say_the_same() {
    let Some(data) = data() else { return };
    let path = data.join("seed/brunch-2024-04-08.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let run = Scratch::new().run(&format!("annotate --published 2024-04-08 {}", path.display()));
    let record: Value = serde_json::from_str(&run.out).unwrap();
    // The English half begins behind its own headline's second appearance.
    let begins = text.match_indices("Biden Kishida strategic partnership").nth(1).unwrap().0;
    let middle = text[..begins].chars().count() as u64;
    let (korean, english) = (values(&record, 0, middle), values(&record, middle, u64::MAX));
    assert_eq!(korean, english);
    assert!(korean.len() >= 10 && korean.contains("\"2024-03-29\""), "{korean:?}");
}
