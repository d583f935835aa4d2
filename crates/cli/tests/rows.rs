//! Every row of the tables is read by something: a sentence that is recorded reaches it, or it is listed as untested.
//!
//! `tests/untested/` holds the lists, a row a line. A row that is reached must not be listed, so the lists stay true;
//! `AVVISO_UPDATE=1 cargo test -p avviso --test rows` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use avviso_tables::{Row, Table, Tables};
use serde_json::{Value, json};
use support::Scratch;

/// Tables of a language whose rows hold words, and the column with them.
const WORDS: [(&str, &str); 12] = [
    ("acts.tsv", "lemma"),
    ("affixes.tsv", "affix"),
    ("cues.tsv", "cue"),
    ("dates.tsv", "name"),
    ("furniture.tsv", "pattern"),
    ("numbers.tsv", "form"),
    ("search.tsv", "form"),
    ("sectors.tsv", "word"),
    ("sounds.tsv", "letter"),
    ("times.tsv", "form"),
    ("units.tsv", "form"),
    ("words.tsv", "form"),
];

/// Tables of the world whose rows are names of actors, and the column with what they are called in text.
const NAMES: [&str; 5] = ["states.tsv", "organisations.tsv", "outlets.tsv", "persons.tsv", "places.tsv"];

/// A sentence around a name, by language.
const AROUND: [(&str, &str); 2] = [
    ("en", "The delegation met {} on Monday, an official said."),
    ("ko", "대표단은 6일 {} 측을 만났다고 당국자가 말했다."),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts that the tests read, by language.
fn texts() -> BTreeMap<String, Vec<String>> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in ["bench/record", "bench/passages"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".jsonl") else { continue };
            let language = stem.rsplit('-').next().unwrap().to_owned();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            let list = texts.entry(language).or_default();
            list.extend(lines.map(|line| line["text"].as_str().unwrap().to_owned()));
        }
    }
    for language in ["en", "ko"] {
        for file in ["crates/cli/tests/constructions/events", "bench/record/reach"] {
            let lines = std::fs::read_to_string(root().join(format!("{file}-{language}.txt"))).unwrap();
            texts.get_mut(language).unwrap().extend(lines.lines().map(str::to_owned));
        }
    }
    texts
}

/// What `annotate` prints of some texts in a language, in their order.
fn records(language: &str, texts: &[String]) -> Vec<Value> {
    let scratch = Scratch::new();
    let line = |text: &String| {
        json!({"text": text, "language": language, "published": "2025-06-02"}).to_string() + "\n"
    };
    scratch.write("texts.jsonl", texts.iter().map(line).collect::<String>());
    let run = scratch.run("annotate --input jsonl texts.jsonl");
    assert_eq!(run.code, 0, "{}", run.err);
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Compares what is not reached with the list of a table, or writes the list.
fn check(list: &str, missed: &BTreeSet<String>) {
    let path = root().join("crates/cli/tests/untested").join(list);
    if std::env::var_os("AVVISO_UPDATE").is_some() {
        let mut text = String::new();
        missed.iter().for_each(|row| writeln!(text, "{row}").unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let listed = std::fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let new: Vec<&String> = missed.difference(&listed).collect();
    assert!(new.is_empty(), "{list}: no sentence reaches these rows, and they are not listed: {new:#?}");
    let reached: Vec<&String> = listed.difference(missed).collect();
    assert!(
        reached.is_empty(),
        "{list}: these rows are reached, or gone: take them off the list: {reached:#?}"
    );
}

/// A row as the lists name it: its first cells.
fn named(row: &Row, columns: &[&str]) -> String {
    columns.iter().map(|column| row.get(column)).collect::<Vec<_>>().join("\t").trim_end().to_owned()
}

#[test]
fn every_event_that_a_row_says_is_found_somewhere() {
    let texts = texts();
    for language in Tables::built_in().languages() {
        let Some(table) = Tables::built_in().language_table(&language, "events.tsv").unwrap() else {
            continue;
        };
        let records = records(&language, &texts[&language]);
        let events = records.iter().flat_map(|record| record["events"].as_array().unwrap());
        let said: BTreeSet<u64> = events.map(|event| event["row"].as_u64().unwrap()).collect();
        // A row without parties says what is no event.
        let parties = |row: &Row| !row.get("actor").is_empty() || !row.get("recipient").is_empty();
        let says = |row: &&Row| matches!(row.get("kind"), "verb" | "noun") && parties(row);
        let missed = table.rows().iter().filter(says).filter(|row| !said.contains(&(row.line() as u64)));
        let columns = ["kind", "trigger", "with", "type"];
        check(&format!("{language}/events.tsv"), &missed.map(|row| named(row, &columns)).collect());
    }
}

#[test]
fn every_row_of_words_stands_in_some_sentence() {
    let texts = texts();
    for language in Tables::built_in().languages() {
        let all = texts[&language].join("\n").to_lowercase();
        let letters: String = unicode_letters(&all);
        for (file, column) in WORDS {
            let Some(table) = Tables::built_in().language_table(&language, file).unwrap() else { continue };
            let stands = |form: &str| {
                let form = form.to_lowercase();
                all.contains(&form) || letters.contains(&form)
            };
            let missed = table.rows().iter().filter(|row| !row.list(column).any(stands));
            let columns = ["kind", column, "value"];
            check(&format!("{language}/{file}"), &missed.map(|row| named(row, &columns)).collect());
        }
    }
}

/// The text in the letters of its syllables, as `sounds.tsv` has them.
fn unicode_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfd().collect()
}

#[test]
fn every_row_of_frames_has_a_place_of_its_own() {
    for language in Tables::built_in().languages() {
        let Some(table) = Tables::built_in().language_table(&language, "events.tsv").unwrap() else {
            continue;
        };
        let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        for row in table.rows().iter().filter(|row| matches!(row.get("kind"), "verb" | "noun")) {
            for trigger in row.list("trigger") {
                let key = [row.get("kind"), trigger, row.get("with")].map(str::to_owned);
                let [kind, trigger, with] = key;
                let first = seen.insert((kind, trigger.clone(), with), row.line());
                assert!(
                    first.is_none(),
                    "{language}: {trigger} in line {} says what line {first:?} says",
                    row.line()
                );
            }
        }
    }
}

#[test]
fn every_class_that_the_code_asks_for_is_told_of_in_a_header() {
    let header = |language: &str| {
        let table = root().join(format!("languages/{language}/events.tsv"));
        let text = std::fs::read_to_string(table).unwrap();
        text.lines().filter(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n")
    };
    let headers = ["en", "ko"].map(header).concat();
    let mut folders = vec![root().join("crates/record/src/events")];
    let mut asked = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let code = std::fs::read_to_string(entry.path()).unwrap();
            let class = |part: &&str| {
                let name = part.strip_prefix('@');
                name.is_some_and(|name| name.chars().all(|char| char.is_alphanumeric() || char == '-'))
            };
            let strings = code.split('"').filter(class);
            asked.extend(strings.map(str::to_owned));
        }
    }
    assert!(asked.contains("@somebody"));
    let told = |class: &String| {
        let mut places =
            headers.match_indices(class.as_str()).map(|(place, _)| &headers[place + class.len()..]);
        places.any(|rest| !rest.starts_with(|char: char| char.is_alphanumeric() || char == '-'))
    };
    let missed: Vec<&String> = asked.iter().filter(|class| !told(class)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn every_actor_is_met_in_a_sentence_by_some_name() {
    let mut missed: BTreeMap<&str, BTreeSet<String>> =
        NAMES.iter().map(|file| (*file, BTreeSet::new())).collect();
    let mut asked: Vec<(&str, String, String, String)> = Vec::new();
    for file in NAMES {
        let table: Table = Tables::built_in().world_table(file).unwrap().unwrap();
        for row in table.rows() {
            for (language, around) in AROUND {
                let name = row.get(&format!("name_{language}"));
                if !name.is_empty() {
                    let text = around.replace("{}", name);
                    asked.push((file, row.get("id").to_owned(), language.to_owned(), text));
                }
            }
        }
    }
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (language, _) in AROUND {
        let ours: Vec<&(&str, String, String, String)> =
            asked.iter().filter(|(_, _, of, _)| of == language).collect();
        let texts: Vec<String> = ours.iter().map(|(_, _, _, text)| text.clone()).collect();
        for ((_, id, _, _), record) in ours.iter().zip(records(language, &texts)) {
            let entities = record["entities"].as_array().unwrap();
            if entities.iter().any(|entity| entity["actor"].as_str() == Some(id)) {
                met.insert(id.clone());
            }
        }
    }
    for (file, id, _, _) in &asked {
        if !met.contains(id) {
            missed.get_mut(file).unwrap().insert(id.clone());
        }
    }
    for (file, ids) in &missed {
        check(&format!("world/{file}"), ids);
    }
}
