//! Web archives: what they hold, and how they go on after what is broken.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod packing;

use std::io::Cursor;

use avviso_read::inputs::{InputSettings, Inputs};
use avviso_read::{Capture, Format, Place, Problem, ProblemKind};
use packing::{answer, gzip, page, record};

fn read(archive: &[u8]) -> Vec<Result<Capture, Problem>> {
    let archive = Cursor::new(archive.to_vec());
    Inputs::new(["-"], InputSettings::default().max_bytes(10_000)).standard_input(archive).collect()
}

/// What was found: the address of a page, or the kind and the record of a problem.
fn check(archive: &[u8], expected: &[&str]) {
    let found: Vec<String> = read(archive)
        .iter()
        .map(|one| match one {
            Ok(capture) => capture.shown.clone(),
            Err(problem) => {
                assert!(problem.remedy.is_some(), "{problem}");
                format!("{:?} {}", problem.kind, problem.line.unwrap_or_default())
            }
        })
        .collect();
    assert_eq!(found, expected);
}

/// An archive of all sorts of records.
fn archive() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "-", b"software: none"),
        record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
        page("https://a.example/1", "<p>one</p>"),
        record(
            "response",
            "https://a.example/2",
            &answer("404 Not Found", "Content-Type: text/html\r\n", b"no"),
        ),
        record(
            "response",
            "https://a.example/3",
            &answer("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        ),
        page("https://a.example/4", "<p>four</p>"),
    ]
}

#[test]
fn pages_are_told_from_other_records() {
    let plain = archive().concat();
    let expected = ["https://a.example/1", "https://a.example/4"];
    check(&plain, &expected);
    check(&gzip(&plain), &expected);
    let members: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    check(&members, &expected);

    let found = read(&members);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.place, Place::Url("https://a.example/1".to_owned()));
    assert_eq!((first.format, first.bytes.as_slice()), (Format::Html, b"<p>one</p>".as_slice()));
    assert_eq!(first.declared_charset.as_deref(), Some("utf-8"));
    assert_eq!(first.fetched.unwrap().to_string(), "2024-04-08T01:02:03Z");
    assert_eq!(first.headers, [("content-type".to_owned(), "text/html; charset=utf-8".to_owned())]);
}

#[test]
fn codings_are_undone() {
    let html = "Content-Type: text/html\r\n";
    let coded = |headers: &str, body: &[u8]| {
        let record =
            record("response", "https://a.example/", &answer("200 OK", &format!("{html}{headers}"), body));
        read(&record)[0].as_ref().map(|capture| capture.bytes.clone()).map_err(|problem| problem.kind)
    };
    let page = b"<p>words</p>".to_vec();
    assert_eq!(coded("Content-Encoding: gzip\r\n", &gzip(&page)), Ok(page.clone()));
    assert_eq!(coded("Content-Encoding: gzip\r\n", &page), Ok(page.clone()));
    assert_eq!(
        coded("Transfer-Encoding: chunked\r\n", b"5\r\n<p>wo\r\n7\r\nrds</p>\r\n0\r\n\r\n"),
        Ok(page.clone())
    );
    assert_eq!(coded("Transfer-Encoding: chunked\r\n", &page), Ok(page.clone()));
    // A stored (not compressed) brotli stream of the page.
    let brotli = [&[0x8B, 0x05, 0x80][..], &page, &[0x03]].concat();
    assert_eq!(coded("Content-Encoding: br\r\n", &brotli), Ok(page));
    assert_eq!(coded("Content-Encoding: gzip\r\n", &gzip(&vec![b'a'; 20_000])), Err(ProblemKind::TooLarge));
    assert_eq!(coded("Content-Encoding: gzip\r\n", &gzip(&[b'a'; 200])[..14]), Err(ProblemKind::Broken));
    assert_eq!(coded("", b" \n"), Err(ProblemKind::Empty));
}

#[test]
fn a_truncated_archive_gives_what_was_complete() {
    let plain = archive().concat();
    check(&plain[..plain.len() - 10], &["https://a.example/1", "Broken 6"]);
    let members: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    check(&members[..members.len() - 30], &["https://a.example/1", "Broken 6"]);
    check(b"WARC/1.0\r\nWARC-Type: resp", &["Broken 1"]);
}

#[test]
fn the_stream_goes_on_after_a_bad_record() {
    let large = page("https://a.example/large", &"a".repeat(20_000));
    let [first, last] = [page("https://a.example/1", "<p>one"), page("https://a.example/2", "<p>two")];
    check(
        &[first.clone(), large, last.clone()].concat(),
        &["https://a.example/1", "TooLarge 2", "https://a.example/2"],
    );
    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\nwords\r\n\r\n".to_vec();
    check(
        &[first.clone(), no_length, last.clone()].concat(),
        &["https://a.example/1", "Broken 2", "https://a.example/2"],
    );
    let short = String::from_utf8(page("https://a.example/x", "<p>words words")).unwrap();
    let length = short.lines().find(|line| line.starts_with("Content-Length")).unwrap();
    let short = short.replace(length, "Content-Length: 66");
    check(
        &[first.clone(), short.into_bytes(), last.clone()].concat(),
        &["https://a.example/1", "https://a.example/x", "Broken 3", "https://a.example/2"],
    );
}

#[test]
fn archives_without_pages_are_problems() {
    check(&record("warcinfo", "-", b"x"), &["NoArticle 0"]);
}

#[test]
fn texts_of_archives_are_read() {
    let record = String::from_utf8(record("conversion", "https://a.example/t", b"Words.")).unwrap();
    let record = record.replace("application/http; msgtype=conversion", "text/plain; charset=utf-8");
    let found = read(record.as_bytes());
    let capture = found[0].as_ref().unwrap();
    assert_eq!((capture.format, capture.bytes.as_slice()), (Format::Text, b"Words.".as_slice()));
}
