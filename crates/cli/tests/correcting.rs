//! What a person knows better is laid over what was read, and can be taken back.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use support::{Run, Scratch};

const ARTICLE: &str = "Valmara and Ostrey will talk again, officials said.\n\n\
    “We will open the port on Monday,” Foreign Minister Ida Lund said on Friday.\n\n\
    “Nobody asked us,” Harbour Master Tom Reve said.\n";

/// The arguments, of which those in one string are divided at `|`.
fn run(scratch: &Scratch, arguments: &str) -> Run {
    support::ran(scratch.command().args(arguments.split('|')).output().unwrap())
}

/// A corpus with one article, and the id of the statement with these words.
fn corpus(words: &str) -> (Scratch, String) {
    let scratch = Scratch::new();
    scratch.write("a.txt", ARTICLE);
    assert_eq!(scratch.run("read a.txt --quiet").code, 0);
    let found = statements(&scratch);
    let row = found.iter().find(|row| row["content"].to_string().contains(words)).unwrap();
    let id = row["id"].as_str().unwrap().to_owned();
    (scratch, id)
}

fn statements(scratch: &Scratch) -> Vec<serde_json::Value> {
    let run = scratch.run("statements --format jsonl");
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn another_speaker_is_laid_over_and_taken_back() {
    let (scratch, id) = corpus("open the port");
    let made = run(&scratch, &format!("correct|{id}|--speaker|Vera Holt|--signed|Desk"));
    assert_eq!(made.code, 0, "{}", made.err);
    let shown = scratch.run("show a.txt");
    assert!(shown.out.contains("Vera Holt: ") && shown.out.contains("corrected"), "{}", shown.out);
    assert!(scratch.run("statements --by Holt").out.contains("Vera Holt"));
    let listed = scratch.run("corrections");
    assert!(listed.out.contains("the speaker is Vera Holt") && listed.out.contains("Desk"), "{}", listed.out);
    assert_eq!(scratch.run("read a.txt --quiet").code, 0, "reading again keeps it");
    assert!(scratch.run("show a.txt").out.contains("Vera Holt: "));
    assert_eq!(scratch.run("revoke 1 --signed Chief").code, 0);
    assert!(!scratch.run("show a.txt").out.contains("Vera Holt"));
    assert!(scratch.run("corrections").out.contains("taken back by Chief"));
    let twice = scratch.run("revoke 1 --signed Chief");
    assert!(twice.code == 2 && twice.err.contains("no correction 1"), "{}", twice.err);
}

#[test]
fn a_retraction_hides_a_statement_or_all_of_an_article() {
    let (scratch, id) = corpus("Nobody asked");
    let before = statements(&scratch).len();
    assert_eq!(scratch.run(&format!("correct {id} --retract --signed Desk")).code, 0);
    assert_eq!(statements(&scratch).len(), before - 1);
    assert!(scratch.run("show a.txt").out.contains("1 retracted"));
    assert_eq!(run(&scratch, "correct|a.txt|--note|wire copy, unseen|--signed|Desk").code, 0);
    assert!(scratch.run("show a.txt").out.contains("wire copy, unseen (Desk)"));
    assert_eq!(scratch.run("correct a.txt --retract --signed Desk").code, 0);
    assert!(statements(&scratch).is_empty());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let (scratch, id) = corpus("open the port");
    for (arguments, message) in [
        (format!("correct {id} --signed Desk"), "required"),
        (format!("correct {id} --retract"), "--signed"),
        (format!("correct {id} --certainty sure --signed Desk"), "asserted, planned"),
        (format!("correct {id} --retract --note x --signed Desk"), "cannot be used with"),
        ("correct a.txt --speaker X --signed Desk".to_owned(), "is no statement"),
        (format!("correct {} --retract --signed Desk", id.replace('.', ".9")), "no statement"),
        ("correct elsewhere.txt --retract --signed Desk".to_owned(), "elsewhere.txt"),
        (format!("correct {id} --retract --signed Desk --corpus none.db"), "none.db"),
    ] {
        let run = scratch.run(&arguments);
        assert!(run.code == 2 && run.err.contains(message), "{arguments}: {}", run.err);
    }
    assert!(!scratch.path("none.db").exists());
    let blank = run(&scratch, &format!("correct|{id}|--retract|--signed| "));
    assert!(blank.err.contains("--signed is empty"), "{}", blank.err);
}
