//! From a page to statements: the main job, from the outside.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeMap;

use support::{Scratch, data, examples, page};

#[test]
fn the_examples_are_read_and_summed_up() {
    let scratch = Scratch::new();
    let run = scratch.run(&format!("read {}", examples().display()));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("14 documents"), "{}", run.out);
    let statements = scratch.run("statements --format jsonl");
    assert!(statements.out.lines().count() > 60, "{}", statements.out);
    for language in ["en", "ko"] {
        let some = scratch.run(&format!("statements --lang {language} --format jsonl"));
        assert!(some.out.lines().count() > 20, "{language}: {}", some.out);
    }
}

#[test]
fn reading_twice_changes_nothing() {
    let scratch = Scratch::new();
    scratch.run(&format!("read {}", examples().display()));
    scratch.run("export first --format jsonl");
    let again = scratch.run(&format!("read {}", examples().display()));
    assert_eq!(again.code, 0, "{}", again.err);
    scratch.run("export second --format jsonl");
    assert_eq!(tables(&scratch, "first"), tables(&scratch, "second"));
}

#[test]
fn exports_do_not_depend_on_threads_or_order() {
    let examples = examples();
    let mut paths: Vec<String> = std::fs::read_dir(&examples)
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect();
    paths.sort();
    let mut exports = Vec::new();
    for (threads, turned) in [(1, 0), (2, 5), (8, 9)] {
        let scratch = Scratch::new();
        paths.rotate_left(turned);
        let mut command = scratch.command();
        command.arg("read").args(&paths).args(["--quiet", "--threads", &threads.to_string()]);
        assert!(command.status().unwrap().success());
        for format in ["csv", "jsonl", "parquet"] {
            assert_eq!(scratch.run(&format!("export {format} --format {format}")).code, 0);
        }
        exports.push(["csv", "jsonl", "parquet"].map(|format| tables(&scratch, format)));
    }
    assert!(exports.windows(2).all(|pair| pair[0] == pair[1]));
}

fn tables(scratch: &Scratch, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(scratch.path(folder)).unwrap();
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn what_is_forgotten_leaves_nothing_and_stays_away() {
    let scratch = Scratch::new();
    scratch.write("a.html", page("zanzibar"));
    scratch.write("b.html", page("other"));
    assert_eq!(scratch.run("read a.html b.html").code, 0);
    let run = scratch.run("forget a.html --reason takedown");
    assert_eq!(run.code, 0, "{}", run.err);
    let left = std::fs::read(scratch.path("avviso.db")).unwrap();
    assert!(!left.windows(8).any(|bytes| bytes == b"zanzibar"));
    let again = scratch.run("read a.html");
    assert_ne!(again.code, 0, "a tombstone keeps it away");
    assert!(again.err.contains("taken down"), "{}", again.err);
    assert_eq!(scratch.run("verify").code, 0);
}

#[test]
fn a_killed_run_goes_on_where_it_stopped() {
    let scratch = Scratch::new();
    for n in 0..150 {
        scratch.write(&format!("pages/{n:03}.html"), page(&format!("n{n}")));
    }
    for wait in [15, 40, 70, 110, 5, 90, 30, 60] {
        let mut child = scratch.command().args(["read", "pages", "--quiet"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        if scratch.path("avviso.db").exists() {
            let verified = scratch.run("verify");
            assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
        }
    }
    assert_eq!(scratch.run("read pages --quiet").code, 0);
    scratch.run("export killed --format jsonl");
    scratch.run("read pages --quiet --corpus undisturbed.db");
    scratch.run("export undisturbed --format jsonl --corpus undisturbed.db");
    assert_eq!(tables(&scratch, "killed"), tables(&scratch, "undisturbed"));
}

#[test]
fn search_finds_two_syllables_and_inflected_forms() {
    let scratch = Scratch::new();
    let korean = "양국 외교장관은 7일 정상회담에서는 어업 협정을 다시 논의하지 않겠다고 밝혔다. 항만 당국은 선박을 점검했다.";
    scratch.write("a.txt", korean);
    scratch.write("b.txt", "The ministers were negotiating over the harbours on Monday, officials said.");
    assert_eq!(scratch.run("read a.txt b.txt").code, 0);
    for (query, file) in [
        ("회담", "a.txt"),
        ("밝히다", "a.txt"),
        ("선박", "a.txt"),
        ("negotiate", "b.txt"),
        ("harbour", "b.txt"),
    ] {
        let found = scratch.run(&format!("search {query} --format jsonl"));
        assert!(found.out.lines().count() == 1 && found.out.contains(file), "{query}: {}", found.out);
    }
}

#[test]
fn the_model_article_is_told_apart() {
    let Some(data) = data() else { return };
    let scratch = Scratch::new();
    let article = data.join("seed/brunch-2024-04-08.txt");
    let run = scratch.run(&format!("extract --format jsonl {}", article.display()));
    assert_eq!(run.code, 0, "{}", run.err);
    let page: serde_json::Value = serde_json::from_str(run.out.lines().next().unwrap()).unwrap();
    assert_eq!(page["published"], "2024-04-08");
    assert!(page["byline"].is_string() && page["title"].is_string());
    let body = page["text"].as_str().unwrap();
    assert!(body.contains("told VOA") && !body.contains("chrome safari") && !body.contains("Apr 08"));
    assert_eq!(scratch.run(&format!("read {}", article.display())).code, 0);
    for language in ["en", "ko"] {
        let found = scratch.run(&format!("statements --lang {language} --format jsonl"));
        assert!(found.out.lines().count() >= 10, "{language}: {}", found.out);
    }
}

#[test]
fn help_and_completions_are_there() {
    let scratch = Scratch::new();
    assert_eq!(scratch.run("--help").code, 0);
    for shell in ["bash", "zsh", "fish"] {
        assert!(scratch.run(&format!("completions {shell}")).out.contains("avviso"));
    }
}
