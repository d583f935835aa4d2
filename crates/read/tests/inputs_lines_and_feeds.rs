//! Lines of JSON, and feeds.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::Cursor;

use avviso_read::inputs::{InputSettings, Inputs, id_of_line};
use avviso_read::{Capture, Format, Place, Problem, ProblemKind};

fn read(bytes: &[u8]) -> Vec<Result<Capture, Problem>> {
    let bytes = Cursor::new(bytes.to_vec());
    Inputs::new(["-"], InputSettings::default().max_bytes(10_000)).standard_input(bytes).collect()
}

#[test]
fn a_line_says_what_it_knows() {
    let line =
        r#"{"id": 7, "url": "https://a.example/7", "title": "T", "outlet": "O", "published": "2024-04-08",
        "language": "en", "byline": ["A. Writer", "B. Writer"], "keywords": "one, two", "html": "<p>Words.",
        "text": "no", "more": {}}"#
            .replace('\n', " ");
    let found = read(
        format!("{line}\r\n\r\n{{\"id\": \"x\", \"text\": \"Words.\"}}\n{{\"text\": \"Last.\"}}").as_bytes(),
    );
    let captures: Vec<&Capture> = found.iter().map(|one| one.as_ref().unwrap()).collect();
    assert_eq!(captures[0].place, Place::Url("https://a.example/7".to_owned()));
    assert_eq!((captures[0].format, captures[0].bytes.as_slice()), (Format::Html, b"<p>Words.".as_slice()));
    let given = &captures[0].given;
    assert_eq!(given.id.as_deref(), Some("7"));
    assert_eq!(given.byline.as_deref(), Some("A. Writer, B. Writer"));
    assert_eq!(given.keywords, ["one", "two"]);
    assert_eq!(captures[1].place, Place::Id("x".to_owned()));
    assert_eq!((captures[2].place.clone(), captures[2].shown.as_str()), (Place::Id("-#4".to_owned()), "-:4"));
}

#[test]
fn a_bad_line_does_not_stop_the_rest() {
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(50_000));
    let large = format!("{{\"text\": \"{}\"}}", "a".repeat(12_000));
    let lines = [
        &b"{\"id\": \"1\", \"text\": \"One.\"}"[..],
        b"{\"id\": \"2\", \"text\": \"half \\ud83d of it\"}",
        b"{\"id\": \"3\", \"text\": ",
        long.as_bytes(),
        b"{\"id\": \"5\"}",
        b"{\"id\": \"6\", \"text\": \"\xC3\x28\"}",
        b"[1, 2]",
        b"{\"id\": \"8\", \"text\": \"  \"}",
        large.as_bytes(),
        b"{\"id\": \"10\", \"text\": \"whole \\ud83d\\ude00 and \\\\ud83d\"}",
    ];
    let found = read(&lines.join(&b'\n'));
    let problems: Vec<(u64, String)> = found
        .iter()
        .filter_map(|one| one.as_ref().err())
        .map(|problem| {
            assert!(problem.remedy.is_some() && problem.place == "-", "{problem}");
            (problem.line.unwrap(), problem.message.clone())
        })
        .collect();
    assert_eq!(found.len(), 10);
    assert_eq!(problems.len(), 8);
    let message = |line: u64| problems.iter().find(|(at, _)| *at == line).unwrap().1.as_str();
    assert!(message(2).starts_with("a lone surrogate (half of a UTF-16 pair"), "{}", message(2));
    assert!(message(3).starts_with("not a JSON object of an article: EOF"), "{}", message(3));
    assert_eq!(message(4), "larger than 10000 bytes");
    assert_eq!(message(5), "the line has neither html nor text");
    assert!(message(6).starts_with("not UTF-8 from byte"), "{}", message(6));
    assert!(message(7).starts_with("not a JSON object of an article"), "{}", message(7));
    assert_eq!(message(8), "the article of the line is empty");
    assert_eq!(message(9), "larger than 10000 bytes");
    assert_eq!(found[9].as_ref().unwrap().bytes, "whole 😀 and \\ud83d".as_bytes());
    assert_eq!(id_of_line(lines[1]).as_deref(), Some("2"));
    assert_eq!(id_of_line(lines[2]), None);
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbour Post</title><link>https://post.example/</link><description>d</description>
<language>en</language>
<item><title>Talks &amp; tides</title><link>https://post.example/1</link><guid>p1</guid>
<dc:creator>A. Writer</dc:creator><category>talks</category>
<pubDate>Mon, 08 Apr 2024 00:30:00 +0900</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The talks went on.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://post.example/2</link><description>Only a summary.</description></item>
</channel></rss>"#;

#[test]
fn entries_of_rss_are_articles() {
    let found = read(RSS.as_bytes());
    assert_eq!(found.len(), 2);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.place, Place::Url("https://post.example/1".to_owned()));
    assert_eq!(first.bytes, b"<p>The talks went on.</p>");
    assert_eq!(first.given.title.as_deref(), Some("Talks & tides"));
    assert_eq!(first.given.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(first.given.byline.as_deref(), Some("A. Writer"));
    assert_eq!(first.given.language.as_deref(), Some("en"));
    assert_eq!(first.given.keywords, ["talks"]);
    // The zone tells the day: in London it was the 7th.
    assert_eq!(first.given.published.as_deref(), Some("2024-04-08T00:30:00+09:00"));
    let second = found[1].as_ref().unwrap();
    assert_eq!(second.bytes, b"Only a summary.");
    assert_eq!(second.given.published, None);
}

#[test]
fn feeds_in_other_forms_are_read() {
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>항구 신문</title><id>f</id>
        <updated>2024-04-08T09:00:00+09:00</updated><entry><title>회담</title><id>tag:1</id>
        <link rel="alternate" href="https://post.example/ko/1"/><published>2024-04-08T09:00:00+09:00</published>
        <updated>2024-04-09T09:00:00+09:00</updated><content type="html">&lt;p&gt;회담이 열렸다.&lt;/p&gt;</content>
        </entry></feed>"#;
    let korean = encoding_rs::EUC_KR
        .encode(&atom.replace("version=\"1.0\"", "version=\"1.0\" encoding=\"EUC-KR\""))
        .0
        .into_owned();
    for bytes in [atom.as_bytes().to_vec(), korean] {
        let found = read(&bytes);
        let entry = found[0].as_ref().unwrap();
        assert_eq!(entry.bytes, "<p>회담이 열렸다.</p>".as_bytes());
        assert_eq!(entry.given.outlet.as_deref(), Some("항구 신문"));
        assert_eq!(entry.given.published.as_deref(), Some("2024-04-08T09:00:00+09:00"));
    }
    let json = br#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1",
        "url": "https://post.example/j", "content_html": "<p>Words.</p>", "date_published": "2024-04-08T09:00:00+09:00"}]}"#;
    let found = read(json);
    let entry = found[0].as_ref().unwrap();
    assert_eq!((entry.format, entry.bytes.as_slice()), (Format::Html, b"<p>Words.</p>".as_slice()));
    assert_eq!(entry.given.published.as_deref(), Some("2024-04-08T09:00:00+09:00"));
}

#[test]
fn what_is_no_feed_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let kind_of = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let found: Vec<_> = Inputs::new([path], InputSettings::default()).collect();
        assert_eq!(found.len(), 1, "{name}");
        let problem = found[0].as_ref().expect_err(name);
        assert!(problem.remedy.is_some(), "{problem}");
        (problem.kind, problem.message.clone())
    };
    assert_eq!(kind_of("a.rss", "Not found.").1, "not a feed: it is not XML");
    assert_eq!(kind_of("b.rss", "<!doctype html><p>Not found").1, "not a feed, but a web page");
    assert_eq!(kind_of("c.xml", "<?xml version='1.0'?><urlset></urlset>").1, "XML, but neither RSS nor Atom");
    assert_eq!(
        kind_of("d.rss", "<rss version='2.0'><channel><item><title>x</channel>").0,
        ProblemKind::Malformed
    );
    assert_eq!(
        kind_of("e.atom", "<feed xmlns='http://www.w3.org/2005/Atom'></feed>").0,
        ProblemKind::NoArticle
    );
    assert_eq!(kind_of("f.json", "[{\"text\": \"x\"}]").0, ProblemKind::Malformed);
}
