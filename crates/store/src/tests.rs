//! What can be tested only from inside: a disk without room, a file that somebody damaged.

use std::fmt::Write as _;

use avviso_read::{Problem, ProblemKind};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{Batch, ErrorKind, FindingKind, RunInfo, Store, Tombstones};

fn corpus() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path().join("avviso.db")).unwrap();
    (folder, store)
}

fn info() -> RunInfo {
    RunInfo { program: "avviso 1".to_owned(), tables: "t".to_owned(), arguments: Vec::new() }
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_written() {
    let (_folder, mut store) = corpus();
    let run = store.begin_run(&info()).unwrap();
    let mut writer = store.writer(run, Batch::default(), Tombstones::Respect).unwrap();
    let connection = &writer.store.connection;
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let set = |connection: &Connection, pages: i64| {
        connection
            .pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0))
            .unwrap();
    };
    set(connection, pages + 1);
    for n in 0..20 {
        let problem = Problem::new(ProblemKind::Broken, format!("page {n}"), "long ".repeat(400));
        writer.put_problem(problem).unwrap();
    }
    let error = writer.flush().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Full);
    assert!(
        error.to_string().contains("the disk is full (make room, then give the same command again"),
        "{error}"
    );
    assert_eq!(store.problems(&crate::ProblemFilter::default()).unwrap(), []);
    assert_eq!(store.verify().unwrap(), []);
    set(&writer.store.connection, pages * 100);
    writer.flush().unwrap();
    assert_eq!(store.problems(&crate::ProblemFilter::default()).unwrap().len(), 20);
}

/// What `verify` finds after one change to the tables.
fn check(change: &str, kind: FindingKind, place: &str) {
    let (_folder, mut store) = corpus();
    store.begin_run(&info()).unwrap();
    let id = crate::document_id(&avviso_read::Place::Id("a".to_owned()));
    let row = "INSERT INTO document VALUES ('ID', 'id', 'a', 1);
        INSERT INTO capture SELECT 1, 'ID', 1, 'id', 'a', HASH, 'x', 0, NULL, 'a', 'text', NULL, '[]', '{\"keywords\":[]}', 1, x'00';
        INSERT INTO reading (id, capture, run, reader, source_id, outlet_folded, keywords, text, paragraphs, terms)
            VALUES (1, 1, 1, 'r', 'a', '', '[]', 'é', '[[0,2,\"body\",null]]', x'00');
        INSERT INTO document_terms (rowid, terms) VALUES (1, 'e');";
    let mut hash = String::new();
    for byte in crate::identity::place_hash(&avviso_read::Place::Id("a".to_owned())) {
        write!(hash, "{byte:02x}").unwrap();
    }
    let row = row.replace("'ID'", &format!("'{id}'")).replace("HASH", &format!("x'{hash}'"));
    store
        .connection
        .execute_batch(&format!("PRAGMA foreign_keys = OFF; BEGIN; {row} COMMIT; {change}"))
        .unwrap();
    let findings = store.verify().unwrap();
    let place = place.replace("ID", &id);
    assert!(
        findings.iter().any(|found| found.kind == kind && found.place == place),
        "{change}: {findings:?}"
    );
}

#[test]
fn verify_finds_what_does_not_hold() {
    check("", FindingKind::Capture, "ID");
    check("UPDATE document SET current = 7", FindingKind::Document, "ID");
    check("UPDATE document SET current = 7", FindingKind::Reference, "document");
    check("UPDATE reading SET paragraphs = '[[0,1,\"body\",null]]'", FindingKind::Span, "ID");
    check("DELETE FROM document_terms WHERE rowid = 1", FindingKind::Index, "document_terms");
    check(
        "INSERT INTO statement_terms (rowid, terms) VALUES (5, 'x')",
        FindingKind::Index,
        "statement_terms",
    );
}
