//! `avviso eval statements`, and floors under what statements reach.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::path::Path;

use support::{Scratch, data};

/// The number in a column of the row that begins with a name.
fn figure(out: &str, name: &str, column: usize) -> f64 {
    let row = out.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} in {out}"));
    row.split_whitespace().nth(column).unwrap().parse().unwrap()
}

#[test]
fn passages_marked_by_hand_are_read() {
    let scratch = Scratch::new();
    for (language, found, source, mode) in [("en", 80.0, 95.0, 95.0), ("ko", 85.0, 90.0, 92.0)] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../bench/passages/{language}.jsonl"));
        let run = scratch.run(&format!("eval statements {}", path.display()));
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(figure(&run.out, "all", 3) > found, "{}", run.out);
        assert!(figure(&run.out, "source", 1) > source && figure(&run.out, "mode", 1) > mode, "{}", run.out);
    }
}

#[test]
fn annotated_news_is_read() {
    let Some(data) = data() else { return };
    let scratch = Scratch::new();
    let run =
        scratch.run(&format!("eval statements --lang ko {}", data.join("ko-statements/dev.jsonl").display()));
    assert!(figure(&run.out, "all", 3) > 85.0, "{}", run.out);
    let run = scratch.run(&format!("eval statements {}", data.join("polnear/dev").display()));
    assert!(figure(&run.out, "overlap", 3) > 60.0, "{}", run.out);
    let tokens = data.join("polnear-tokens/dev.jsonl");
    let run = scratch.run(&format!("eval statements --tokens {} --predictions out.jsonl", tokens.display()));
    for (role, least) in [("source", 78.0), ("cue", 73.0), ("content", 65.0)] {
        assert!(figure(&run.out, role, 3) > least, "{}", run.out);
    }
    let (gold, found) = (
        std::fs::read_to_string(tokens).unwrap(),
        std::fs::read_to_string(scratch.path("out.jsonl")).unwrap(),
    );
    assert_eq!(gold.lines().count(), found.lines().count());
    for (gold, found) in gold.lines().zip(found.lines()) {
        let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let (gold, found) = (line(gold), line(found));
        assert_eq!(gold["tokens"], found["tokens"]);
        assert_eq!(found["tokens"].as_array().unwrap().len(), found["labels"].as_array().unwrap().len());
    }
}

#[test]
fn odd_lines_of_tokens_are_labelled_or_refused() {
    let scratch = Scratch::new();
    scratch.write("odd.jsonl", "{\"tokens\": []}\n{\"tokens\": [\"\", \" \", \"``\", \"🙂\"]}\n{\"tokens\": [\"He\", \"said\", \"no\", \".\"], \"id\": 7}\n");
    let run = scratch.run("eval statements --tokens odd.jsonl --predictions out.jsonl");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(std::fs::read_to_string(scratch.path("out.jsonl")).unwrap().lines().count(), 3);
    scratch.write("bad.jsonl", "{\"tokens\": [\"a\"]}\n{\"tokens\": [\"a\", \"b\"], \"labels\": [\"O\"]}\n");
    let run = scratch.run("eval statements --tokens bad.jsonl");
    assert!(
        run.code == 2 && run.err.contains("line 2") && run.err.contains("2 tokens and 1 labels"),
        "{}",
        run.err
    );
}

#[test]
fn a_very_long_text_is_recorded_in_parts() {
    let scratch = Scratch::new();
    let paragraph =
        "The harbour office has counted every ship of the season and every net on board. ".repeat(12);
    let said = "Reuters reported that the minister had told lawmakers that the fleet was too old.";
    let article = format!("{said}\n\n{paragraph}\n\n");
    let count = (1 << 20) / article.len() + 20;
    scratch.write("long.txt", article.repeat(count));
    assert_eq!(scratch.run("read long.txt --quiet").code, 0);
    let found = scratch.run("statements --format jsonl");
    let relayed =
        found.out.lines().filter(|line| line.contains("\"parent\":") && !line.contains("\"parent\":null"));
    for line in relayed {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(row["parent"].as_u64() < row["n"].as_u64(), "{line}");
    }
    assert!(found.out.lines().count() >= count, "{} of {count}", found.out.lines().count());
    assert_eq!(scratch.run("verify").code, 0);
}
