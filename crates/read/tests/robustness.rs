//! Input that is broken, hostile or no article: a problem with a remedy, soon, and no panic.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::time::{Duration, Instant};

use avviso_read::{Capture, Document, Format, Given, LARGEST, Place, Problem, ProblemKind, Reader};
use avviso_tables::Tables;
use avviso_text::{Language, Zone};

const SENTENCES: [&str; 3] = [
    "The harbour board of Port Ellery said on Tuesday that two of its five cranes would be closed until March.",
    "“We have no choice but to wait for the parts,” said Maren Holt, who has led the board since last spring.",
    "Ships that were due this week will be sent to Dunmore, forty miles to the north, the board added.",
];

fn reader() -> Reader {
    Reader::load(&Tables::built_in()).unwrap()
}

fn capture(format: Format, bytes: impl Into<Vec<u8>>) -> Capture {
    Capture {
        place: Place::Path("/pages/ellery.html.gz".to_owned()),
        shown: "ellery.html.gz".to_owned(),
        format,
        bytes: bytes.into(),
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given: Given::default(),
    }
}

fn page() -> String {
    let body = SENTENCES.map(|sentence| format!("<p>{sentence}</p>\n")).concat();
    format!("<html><head><title>Cranes closed</title></head><body><article>{body}</article></body></html>")
}

fn read(format: Format, bytes: impl Into<Vec<u8>>) -> Result<Document, Problem> {
    reader().read(&capture(format, bytes))
}

fn check_problem(format: Format, bytes: impl Into<Vec<u8>>, kind: ProblemKind) {
    let start = Instant::now();
    let problem = read(format, bytes).unwrap_err();
    assert_eq!(problem.kind, kind, "{problem}");
    assert_eq!(problem.place, "ellery.html.gz");
    assert!(start.elapsed() < Duration::from_secs(5), "took {:?}", start.elapsed());
}

fn assert_whole(document: &Document) {
    let body = document.text.zone(Zone::Body);
    for sentence in SENTENCES {
        assert!(body.contains(sentence), "“{sentence}” is missing in:\n{body}");
    }
}

#[test]
fn nothing_is_empty() {
    for format in [Format::Html, Format::Text, Format::Markdown] {
        check_problem(format, "", ProblemKind::Empty);
        check_problem(format, " \n\t\0\0", ProblemKind::Empty);
    }
}

#[test]
fn a_page_over_the_limit_is_refused_with_a_remedy() {
    let problem = read(Format::Html, vec![b'a'; LARGEST + 1]).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::TooLarge);
    assert!(problem.remedy.is_some());
}

/// A long line without an article must not take longer than reading it does.
#[test]
fn a_long_single_line_ends_soon() {
    let start = Instant::now();
    let _ = read(Format::Html, "word ".repeat(1 << 20));
    let _ = read(Format::Text, "word ".repeat(1 << 20));
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
}

#[test]
fn a_hundred_thousand_nested_tags_are_refused() {
    for tag in ["div", "b", "span", "table><tr><td", "ul><li", "p", "blockquote"] {
        let nested = format!("{}{}", format!("<{tag}>").repeat(100_000), page());
        let start = Instant::now();
        let found = read(Format::Html, nested);
        assert!(start.elapsed() < Duration::from_secs(2), "<{tag}> took {:?}", start.elapsed());
        if let Err(problem) = found {
            assert!(matches!(problem.kind, ProblemKind::Malformed | ProblemKind::NoArticle), "{problem}");
        }
    }
}

/// Deeper than any article, and still under the limit: read on a thread with the usual small stack.
#[test]
fn nesting_under_the_limit_does_not_overflow_the_stack() {
    let nested = format!("{}{}", "<div>".repeat(500), page());
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let found = thread.spawn(move || read(Format::Html, nested).map(|_| ())).unwrap().join();
    assert!(found.is_ok());
}

#[test]
fn zero_bytes_are_passed_over() {
    let with_zeros = page().replace("harbour", "har\0bour");
    assert_whole(&read(Format::Html, with_zeros).unwrap());
}

#[test]
fn a_wrong_declared_encoding_is_overruled_and_told() {
    let korean = "오늘 항만청은 기중기 두 대를 다음 달까지 세운다고 밝혔다. 배는 북쪽 항구로 간다.";
    let page = format!(
        "<html><body><article><p>{korean}</p><p>{korean} 다시 한번 밝혔다.</p></article></body></html>"
    );
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(&page);
    let wrong = Capture { declared_charset: Some("utf-8".to_owned()), ..capture(Format::Html, bytes) };
    let document = reader().read(&wrong).unwrap();
    assert!(document.text.zone(Zone::Body).contains(korean));
    assert_eq!(document.language, Language::new("ko"));
    assert_eq!(document.problems[0].kind, ProblemKind::Malformed);
}

#[test]
fn pages_without_an_article_say_so() {
    let menus = "<html><head><title>x</title></head><body><nav><a href='/'>Home</a></nav></body></html>";
    for page in [menus, "<html>", "<!-- -->", "<script>var a = 1;</script>"] {
        check_problem(Format::Html, page, ProblemKind::NoArticle);
    }
}

#[test]
fn another_language_is_kept_and_told() {
    let french = "Le conseil du port a annoncé mardi que deux des cinq grues resteraient fermées jusqu’en mars. \
                  Les navires attendus cette semaine seront envoyés plus au nord, a ajouté le conseil.";
    let document = read(Format::Text, french).unwrap();
    assert_eq!(document.language, None);
    assert_eq!(document.text.zone(Zone::Body), french.replace("                  ", ""));
    assert_eq!(document.problems[0].kind, ProblemKind::Language);
    assert!(document.problems[0].remedy.is_some());
}

/// Cut anywhere, a page is read or refused, never a panic.
#[test]
fn truncated_pages_never_panic() {
    let (reader, page) = (reader(), page());
    for end in (0..page.len()).step_by(7) {
        let _ = reader.read(&capture(Format::Html, page.as_bytes().get(..end).unwrap()));
    }
}

#[test]
fn the_same_capture_gives_the_same_document() {
    let capture = capture(Format::Html, page());
    let first = reader().read(&capture).unwrap();
    assert_eq!(first, reader().read(&capture).unwrap());
    assert_eq!(first.id, "ellery");
    assert_whole(&first);
}
