//! Files that are no corpus, or one that can't be used, are said so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

mod support;

use std::path::Path;

use avviso_store::{Batch, DocumentFilter, ErrorKind, Store, Tombstones};
use rusqlite::Connection;
use support::{Corpus, article, export, reader};
use tempfile::TempDir;

fn check(path: &Path, kind: ErrorKind, said: &str) {
    for opened in [Store::open(path), Store::open_read_only(path)] {
        let error = opened.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        let message = error.to_string();
        assert!(message.starts_with(&path.display().to_string()) && message.contains(said), "{message}");
        assert!(error.remedy().is_some(), "{message}");
    }
}

#[test]
fn what_is_no_corpus_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let notes = folder.path().join("notes.txt");
    for length in [1, 40] {
        let content = "These are notes and not a corpus; they stay. ".repeat(length);
        std::fs::write(&notes, &content).unwrap();
        check(&notes, ErrorKind::NotCorpus, "is not a corpus");
        assert_eq!(std::fs::read_to_string(&notes).unwrap(), content);
    }
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x); PRAGMA user_version = 3").unwrap();
    let before = std::fs::read(&other).unwrap();
    check(&other, ErrorKind::NotCorpus, "database of another program");
    assert_eq!(std::fs::read(&other).unwrap(), before);
}

#[test]
fn a_corpus_from_a_newer_version_is_refused() {
    let corpus = Corpus::new();
    Connection::open(corpus.path()).unwrap().pragma_update(None, "user_version", 9999).unwrap();
    check(&corpus.path(), ErrorKind::Newer, "newer version");
}

#[test]
fn an_empty_file_becomes_a_corpus_when_it_is_written_to() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("avviso.db");
    std::fs::write(&path, "").unwrap();
    assert_eq!(Store::open_read_only(&path).unwrap_err().kind(), ErrorKind::NotCorpus);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.documents(&DocumentFilter::default()).unwrap(), []);
    let version: i32 =
        Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 2);
}

#[test]
fn a_missing_file_or_folder_is_said() {
    let folder = TempDir::new().unwrap();
    let nowhere = folder.path().join("nowhere/avviso.db");
    assert!(Store::open(&nowhere).unwrap_err().to_string().contains("its folder does not exist"));
    let missing = Store::open_read_only(folder.path().join("avviso.db")).unwrap_err();
    assert!(missing.to_string().contains("there is no such corpus"), "{missing}");
    assert!(!folder.path().join("avviso.db").exists());
    assert!(Store::open(folder.path()).unwrap_err().to_string().contains("is a folder"));
}

/// Root may write everything, so this checks only where permissions hold.
#[cfg(unix)]
#[test]
fn a_corpus_that_can_not_be_written_can_be_asked() {
    use std::os::unix::fs::PermissionsExt;
    let mut corpus = Corpus::new();
    corpus.read("1", &[article("https://harbour.example/1", "Ola Berg", "The quay reopens")]);
    let Corpus { folder, store } = corpus;
    let path = store.path().to_owned();
    let whole = export(&store);
    drop(store);
    let allow = |file, folder_mode| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(file)).unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(folder_mode)).unwrap();
    };
    for folder_mode in [0o755, 0o555] {
        allow(0o444, folder_mode);
        if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
            println!("skipped: runs as a user who may write everything");
        } else {
            let error = Store::open(&path).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
        }
        assert_eq!(export(&Store::open_read_only(&path).unwrap()), whole);
    }
    allow(0o644, 0o755);
}

#[test]
fn two_writers_with_connections_of_their_own_both_succeed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("avviso.db");
    std::thread::scope(|scope| {
        for part in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                let run = store.begin_run(&reader("1")).unwrap();
                let batch = Batch { documents: 3, ..Batch::default() };
                let mut writer = store.writer(run, batch, Tombstones::Respect).unwrap();
                for n in 0..60 {
                    // Half of the places are read by all of them.
                    let place = if n % 2 == 0 { format!("shared/{n}") } else { format!("{part}/{n}") };
                    writer
                        .put(article(&format!("https://h.example/{place}"), "Ola Berg", "Yes").prepared())
                        .unwrap();
                }
                writer.flush().unwrap();
            });
        }
    });
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.documents(&DocumentFilter::default()).unwrap().len(), 30 + 4 * 30);
    assert_eq!(store.verify().unwrap(), []);
}
