//! A process that is killed loses nothing that it reported.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]
#![cfg(unix)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use avviso_store::{Batch, Store, Tombstones};
use support::{Article, Corpus, article, export, reader};
use tempfile::TempDir;

const CHILD: &str = "AVVISO_STORE_TEST_CHILD";
const KILLS: u64 = 40;

fn articles() -> Vec<Article> {
    let say =
        |n: usize| format!("Quay number {n} reopens. {}", "It has been closed for long. ".repeat(n % 50));
    let mut all: Vec<Article> =
        (0..1200).map(|n| article(&format!("https://harbour.example/{n}"), "Ola Berg", &say(n))).collect();
    // Some places have several contents, in an order that is not that of time.
    for n in (0..1200).step_by(7) {
        let again = article(&format!("https://harbour.example/{n}"), "Ana Ruiz", &say(n + 1));
        all[n].fetched = Some(1000);
        all.push(Article { fetched: Some(if n % 2 == 0 { 500 } else { 2000 }), ..again });
    }
    all
}

/// Reads all that is not read yet, as the command line does; reports what is safe.
fn read_all(path: &Path, mut report: impl FnMut(&str)) {
    let mut store = Store::open(path).unwrap();
    let run = store.begin_run(&reader("1")).unwrap();
    let known = store.known(&reader("1").reader()).unwrap();
    let batch = Batch { documents: 5, ..Batch::default() };
    let mut writer = store.writer(run, batch, Tombstones::Respect).unwrap();
    for article in articles() {
        if known.is_read(&article.capture()).unwrap() {
            continue;
        }
        for committed in writer.put(article.prepared()).unwrap() {
            report(&committed.document);
        }
    }
    for committed in writer.flush().unwrap() {
        report(&committed.document);
    }
    store.finish_run(run, &serde_json::json!({})).unwrap();
}

/// Not a test of its own: what the test below starts and kills.
#[test]
fn child() {
    let Some(path) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let mut out = std::io::stdout();
    read_all(&path, |document| writeln!(out, "read {document}").and_then(|()| out.flush()).unwrap());
}

#[test]
fn what_was_reported_survives_and_the_rest_follows() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("avviso.db");
    let mut reported: Vec<String> = Vec::new();
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64 ^ u64::from(std::process::id());
    let mut cut_short = 0;
    for _ in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines = std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<_>>());
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        std::thread::sleep(Duration::from_micros(2_000 + chance % 45_000));
        child.kill().unwrap();
        cut_short += usize::from(!child.wait().unwrap().success());
        let lines = lines.join().unwrap();
        reported
            .extend(lines.iter().filter_map(|line| line.split_once("read ")).map(|(_, id)| id.to_owned()));
        if !path.exists() {
            continue;
        }
        let store = Store::open(&path).unwrap();
        assert_eq!(store.verify().unwrap(), []);
        for id in &reported {
            assert_eq!(&store.document(id).unwrap().row.id, id);
        }
    }
    println!("{cut_short} of {KILLS} were cut short, {} documents reported", reported.len());
    assert!(cut_short >= 25, "{cut_short} of {KILLS} were cut short");
    read_all(&path, |_| {});
    let undisturbed = Corpus::new();
    read_all(&undisturbed.path(), |_| {});
    let killed = Store::open(&path).unwrap();
    assert_eq!(killed.verify().unwrap(), []);
    assert!(export(&killed) == export(&undisturbed.store), "the exports differ");
}
