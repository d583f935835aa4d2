//! A small treebank of our own, and the figures that the built-in models must keep.

use std::path::{Path, PathBuf};

use avviso_tables::Tables;
use avviso_text::{Language, Segmenter};

use super::*;

/// Sentences with a word a blank, `don't` as `do+n't`, to CoNLL-U; every other one begins a paragraph.
fn treebank(sentences: &[&str]) -> String {
    let mut out = String::new();
    for (n, sentence) in sentences.iter().enumerate() {
        if n % 2 == 0 {
            out.push_str("# newpar\n");
        }
        let mut id = 0;
        for token in sentence.split(' ') {
            let glued = token.ends_with('_');
            let token = token.trim_end_matches('_');
            let misc = if glued { "SpaceAfter=No" } else { "_" };
            let words: Vec<&str> = token.split('+').collect();
            if words.len() > 1 {
                let form = words.concat();
                out.push_str(&format!(
                    "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n",
                    id + 1,
                    id + words.len()
                ));
            }
            for word in words {
                id += 1;
                out.push_str(&format!("{id}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"));
            }
        }
        out.push('\n');
    }
    out
}

fn english() -> Language {
    Language::new("en").unwrap()
}

fn options(path: &Path) -> Options {
    let source = Source { path: path.to_owned(), name: "test".into(), words: 1.0, sentences: 1.0 };
    let measured = vec![Gold { path: path.to_owned(), language: english(), run: 2 }];
    Options { language: english(), sources: vec![source], measured, seed: 7 }
}

#[test]
fn training_is_repeatable_and_learns_what_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.conllu");
    let sentences =
        ["They do+n't know_ .", "Mr. Kim said so_ .", "We do+n't agree_ ,_ Mr. Lee_ .", "It works_ ."];
    std::fs::write(&path, treebank(&sentences.repeat(20))).unwrap();
    let model = train(&options(&path)).unwrap();
    assert_eq!(model.write(), train(&options(&path)).unwrap().write());
    let segmenter = Segmenter::default().with(model);
    let gold = Gold { path, language: english(), run: 2 };
    let found = evaluate(&segmenter, &gold).unwrap();
    assert!(found.errors(5).is_empty(), "{:?}", found.errors(5));
    assert!(found.figures.to_string().contains("words P 100.00 R 100.00 F1 100.00"));
}

#[test]
fn mistakes_are_counted_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lines.txt");
    std::fs::write(&path, "One thing\nAnother thing\n").unwrap();
    let found = evaluate(&Segmenter::default(), &Gold { path, language: english(), run: 2 }).unwrap();
    assert_eq!(found.figures.sentences, Score { gold: 2, found: 1, right: 0 });
    assert_eq!(found.errors(1)[0].kind, "sentence missed");
    assert_eq!(found.errors(1)[0].context, "One thing⏐ Another thing");
}

#[test]
fn a_line_that_is_not_conllu_is_refused_with_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.conllu");
    std::fs::write(&path, "# text = a\n1\ta\n").unwrap();
    let error = train(&options(&path)).unwrap_err().to_string();
    assert!(error.contains("bad.conllu:2: the line has 2 columns; a line of CoNLL-U has 10"), "{error}");
}

#[test]
fn the_built_in_models_keep_their_figures() {
    let Some(data) = std::env::var_os("AVVISO_DATA").map(PathBuf::from) else {
        println!("skipped: AVVISO_DATA not set");
        return;
    };
    let segmenter = Segmenter::load(&Tables::built_in()).unwrap();
    let check = |language: &str, path: &str, words: f64, sentences: f64| {
        let language = Language::new(language).unwrap();
        let gold = Gold { path: data.join(path), language, run: 5 };
        let figures = evaluate(&segmenter, &gold).unwrap().figures;
        let reached = figures.words.map_or(1.0, |words| words.f1());
        assert!(reached >= words && figures.sentences.f1() >= sentences, "{path}: {figures}");
    };
    check("en", "ud/en_ewt-dev.conllu", 0.990, 0.82);
    check("ko", "ud/ko_gsd-dev.conllu", 0.985, 0.80);
    // Lines of this file are not always one sentence, see bench/results/segmentation.md.
    check("ko", "parallel-koen/dev.ko", 0.0, 0.90);
}
