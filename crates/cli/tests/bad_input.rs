//! Bad input gets a clear message and an exit code, and nothing else is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;

use support::{Run, Scratch, page, ran};

/// Reads one good page and the bad file together: the good one must be in the corpus, the exit code
/// must be 1, and the problem must name the file and say `said`.
fn check(name: &str, bytes: impl AsRef<[u8]>, said: &str) {
    let scratch = Scratch::new();
    scratch.write("good.html", page("good"));
    scratch.write(name, bytes);
    let run = scratch.run(&format!("read good.html {name}"));
    assert_eq!(run.code, 1, "{}\n{}", run.out, run.err);
    let problems = scratch.run("problems --format jsonl");
    assert!(problems.out.contains(said), "problems should say “{said}”:\n{}", problems.out);
    assert!(problems.out.contains(name), "{}", problems.out);
    assert!(run.err.contains(said), "the run itself should say “{said}”:\n{}", run.err);
    let kept = scratch.run("search harbour --format jsonl");
    assert!(kept.out.contains("Harbour good"), "the good page is lost:\n{}\n{}", kept.out, kept.err);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn warc(pages: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for n in 0..pages {
        let body = page(&format!("archived{n}"));
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/{n}\r\n\
             WARC-Date: 2026-03-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n:08}-0000-0000-0000-000000000000>\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            http.len()
        );
        out.extend(gzip(format!("{head}{http}\r\n\r\n").as_bytes()));
    }
    out
}

#[test]
fn an_empty_file() {
    check("empty.html", "", "empty");
}

#[test]
fn a_folder_with_no_articles() {
    let scratch = Scratch::new();
    scratch.write("folder/picture.png", [0x89, b'P', b'N', b'G']);
    let run = scratch.run("read folder");
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("folder"), "{}", run.err);
}

#[test]
fn a_missing_path() {
    let run = Scratch::new().run("read nowhere.html");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nowhere.html"), "{}", run.err);
}

#[test]
fn a_page_of_200_megabytes_on_one_line() {
    let mut bytes = b"<html><body><p>".to_vec();
    bytes.resize(200 << 20, b'a');
    check("huge.html", bytes, "larger");
}

#[test]
fn a_hundred_thousand_nested_tags() {
    let nested = format!("<html><body>{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    check("nested.html", nested, "nest");
}

#[test]
fn a_truncated_gzip() {
    let whole = gzip(page("packed").repeat(20).as_bytes());
    check("cut.html.gz", &whole[..whole.len() / 2], "cut short");
}

#[test]
fn a_truncated_archive_keeps_what_was_complete() {
    let scratch = Scratch::new();
    let whole = warc(3);
    scratch.write("cut.warc.gz", &whole[..whole.len() - 200]);
    let run = scratch.run("read cut.warc.gz");
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.err.contains("cut.warc.gz:3"), "the record is named:\n{}", run.err);
    let found = scratch.run("search harbour --format jsonl");
    assert_eq!(found.out.lines().count(), 2, "{}", found.out);
}

#[test]
fn a_feed_that_is_not_xml() {
    check("broken.rss", "<rss version=\"2.0\"><channel><title>x</title><item><title>a</b></item>", "feed");
}

#[test]
fn a_page_in_a_wrong_declared_encoding() {
    let scratch = Scratch::new();
    let declared_wrong = page("Jürgen").replace("charset=\"utf-8\"", "charset=\"euc-kr\"");
    scratch.write("wrong.html", declared_wrong);
    let run = scratch.run("read wrong.html");
    assert!(run.code <= 1, "{}", run.err);
    let found = scratch.run("search Jürgen --format jsonl");
    assert!(found.out.contains("Harbour Jürgen"), "{}{}", found.out, run.err);
}

#[test]
fn nul_bytes_are_dropped() {
    let scratch = Scratch::new();
    scratch.write("nul.html", page("nul").replace("harbour office", "harb\0our office"));
    assert_eq!(scratch.run("read nul.html").code, 0);
    assert!(!scratch.run("show nul.html").out.contains('\0'));
}

#[test]
fn a_lone_surrogate_in_json_fails_its_line_alone() {
    let scratch = Scratch::new();
    let good = r#"{"id":"a","text":"“We agreed,” Minister Ola Berg said on Monday."}"#;
    let bad = r#"{"id":"b","text":"\ud800"}"#;
    let run = scratch.pipe("annotate --input jsonl -", &format!("{good}\n{bad}\n{good}\n"));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}{}", run.out, run.err);
    assert!(lines[1].contains("\"error\""), "{}", lines[1]);
    assert_eq!(lines[0], lines[2]);
    assert_eq!(run.code, 1);
}

#[test]
fn a_lone_surrogate_in_an_input_file_names_its_line() {
    let good = r#"{"id":"a","url":"https://a.example/1","text":"“We agreed,” Minister Ola Berg said."}"#;
    check("lines.jsonl", format!("{good}\n{{\"id\":\"b\",\"text\":\"\\ud800\"}}\n"), "surrogate");
}

/// Runs as a user who is not root, since root may read and write everything.
fn as_nobody(scratch: &Scratch, arguments: &str) -> Run {
    std::fs::set_permissions(scratch.path("."), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = scratch.command();
    command.args(arguments.split(' '));
    let root =
        std::fs::metadata("/proc/self").map(|about| std::os::unix::fs::MetadataExt::uid(&about)).unwrap()
            == 0;
    if root {
        // The program is copied to where another user may run it.
        let program = scratch.path("avviso");
        std::fs::copy(env!("CARGO_BIN_EXE_avviso"), &program).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        command = std::process::Command::new(program);
        command.current_dir(scratch.path(".")).args(arguments.split(' ')).uid(65534).gid(65534);
    }
    ran(command.output().unwrap())
}

#[test]
fn a_path_without_permission() {
    let scratch = Scratch::new();
    let secret = scratch.write("secret.html", page("secret"));
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    let run = as_nobody(&scratch, "extract --format jsonl secret.html");
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("secret.html") && run.err.contains("permission"), "{}", run.err);
}

#[test]
fn a_corpus_that_can_not_be_written() {
    let scratch = Scratch::new();
    scratch.write("good.html", page("good"));
    assert_eq!(scratch.run("read good.html").code, 0);
    let corpus = scratch.path("avviso.db");
    std::fs::set_permissions(&corpus, std::fs::Permissions::from_mode(0o444)).unwrap();
    let run = as_nobody(&scratch, "read good.html");
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("avviso.db"), "{}", run.err);
    let asked = as_nobody(&scratch, "statements --format jsonl");
    assert_eq!(asked.code, 0, "a corpus that can't be written can be asked: {}", asked.err);
}

#[test]
fn a_corpus_from_a_newer_version() {
    let scratch = Scratch::new();
    scratch.write("good.html", page("good"));
    assert_eq!(scratch.run("read good.html").code, 0);
    let mut bytes = std::fs::read(scratch.path("avviso.db")).unwrap();
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes()); // the user version of an SQLite file
    scratch.write("avviso.db", bytes);
    let run = scratch.run("statements");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("newer"), "{}", run.err);
}

#[test]
fn a_corpus_that_is_something_else() {
    let scratch = Scratch::new();
    scratch.write("good.html", page("good"));
    scratch.write("notes.txt", "These are notes, not a corpus, and must not be overwritten. ".repeat(40));
    let run = scratch.run("read good.html --corpus notes.txt");
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("notes.txt"), "{}", run.err);
    assert!(std::fs::read_to_string(scratch.path("notes.txt")).unwrap().starts_with("These are notes"));
}

#[test]
fn a_full_disk() {
    let scratch = Scratch::new();
    for n in 0..40 {
        scratch.write(&format!("pages/{n}.html"), page(&format!("number{n}")));
    }
    // A limit on the size of a file stands for a disk with no room left.
    let shell = format!("trap '' XFSZ; ulimit -f 64; exec {} read pages", env!("CARGO_BIN_EXE_avviso"));
    let output =
        std::process::Command::new("sh").args(["-c", &shell]).current_dir(scratch.path(".")).output();
    let run = ran(output.unwrap());
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("avviso.db"), "{}", run.err);
    let again = scratch.run("read pages");
    assert_eq!(again.code, 0, "with room again, the same command goes on: {}", again.err);
    assert_eq!(scratch.run("verify").code, 0);
}

#[test]
fn two_processes_reading_into_one_corpus() {
    let scratch = Scratch::new();
    for n in 0..60 {
        scratch
            .write(&format!("{}/{n}.html", if n % 2 == 0 { "even" } else { "odd" }), page(&format!("n{n}")));
    }
    let spawn = |folder: &str| {
        let mut command = scratch.command();
        command.args(["read", folder, "--quiet"]).spawn().unwrap()
    };
    let (mut even, mut odd) = (spawn("even"), spawn("odd"));
    assert!(even.wait().unwrap().success() && odd.wait().unwrap().success());
    let found = scratch.run("search harbour --format jsonl");
    assert_eq!(found.out.lines().count(), 60);
    assert_eq!(scratch.run("verify").code, 0);
}
