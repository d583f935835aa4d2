//! Training what finds attributions, on a few sentences written for this test.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use avviso_record::attribution::Model;
use avviso_syntax::Parsers;
use avviso_tables::Tables;
use avviso_text::{Language, Segmenter};
use avviso_train::statements::corpus::Grammar;
use avviso_train::statements::{Options, Sizes, polnear, train};

const ARTICLE: &str = "Ida Lund said the port was closed.\n\nThe nets were empty.";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, content: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("text/port.txt", ARTICLE);
    let annotation = "T1\tSource 0 8\tIda Lund\nT2\tCue 9 13\tsaid\nT3\tContent 14 33\tthe port was closed\n\
                      E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n";
    write("ann/port_a.ann", annotation);
    write("ann/port_b.ann", "");
    let tokens = r#"["Ida", "Lund", "said", "the", "port", "was", "closed", "."]"#;
    let labels =
        r#"["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "O"]"#;
    write("dev.jsonl", &format!("{{\"tokens\": {tokens}, \"labels\": {labels}}}\n"));
    folder
}

fn options(folder: &std::path::Path) -> Options {
    Options {
        train: vec![folder.to_owned()],
        dev: folder.join("dev.jsonl"),
        data: vec!["tiny (written for this test)".to_owned()],
        epochs: 600,
        seed: 3,
        sizes: Sizes { rows: 500, width: 16, layers: 1, cells: 16 },
        date: "2026-01-02".to_owned(),
        command: "a test".to_owned(),
    }
}

#[test]
fn what_was_learned_is_found_again_and_the_bytes_are_the_same() {
    let tables = Tables::built_in();
    let grammar = Grammar {
        segmenter: Segmenter::load(&tables).unwrap(),
        parsers: Parsers::load(&tables).unwrap(),
        language: Language::new("en").unwrap(),
    };
    let folder = folder();
    let mut last = None;
    let model = train(&options(folder.path()), &grammar, |epoch| last = Some(epoch.clone())).unwrap();
    let last = last.unwrap();
    assert!(last.scores.iter().all(|score| score.f1() > 0.99), "{:?}", last.scores);
    let bytes = model.write().unwrap();
    assert_eq!(Model::read(&bytes, "tiny").unwrap().write().unwrap(), bytes);
    assert_eq!(train(&options(folder.path()), &grammar, |_| ()).unwrap().write().unwrap(), bytes);
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let said = Model::read(&flipped, "some.model").unwrap_err().to_string();
    assert!(said.starts_with("some.model: is damaged") && said.contains("avviso train statements"), "{said}");
}

#[test]
fn annotations_are_checked() {
    let folder = folder();
    let articles = polnear::read(folder.path()).unwrap();
    assert_eq!(articles.len(), 1, "of several annotators one counts");
    assert_eq!(articles[0].attributions[0].content, [[14, 33]]);
    std::fs::write(folder.path().join("ann/port_a.ann"), "T1\tSource 0 800\tIda\n").unwrap();
    let said = polnear::read(folder.path()).unwrap_err().to_string();
    assert!(said.contains("line 1") && said.contains("is no annotation"), "{said}");
    let empty = tempfile::tempdir().unwrap();
    assert!(polnear::read(empty.path()).is_err());
}
