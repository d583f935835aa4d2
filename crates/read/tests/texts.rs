//! Plain text, pasted text and Markdown: what is told apart, and that nothing is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::fmt::Write;

use avviso_read::{Capture, Document, Format, Given, Place, Reader};
use avviso_tables::Tables;
use avviso_text::{Language, Zone};

fn read(format: Format, text: &str, given: Given) -> Document {
    let capture = Capture {
        place: Place::Id("t1".to_owned()),
        shown: "t1".to_owned(),
        format,
        bytes: text.as_bytes().to_vec(),
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given,
    };
    Reader::load(&Tables::built_in()).unwrap().read(&capture).unwrap()
}

/// The document as lines of zone, language and text.
fn layout(document: &Document) -> String {
    let mut lines = String::new();
    for paragraph in &document.text.paragraphs {
        let language = paragraph.language.map_or_else(|| "--".to_owned(), |language| language.to_string());
        let text = paragraph.span.of(&document.text.content);
        writeln!(lines, "{:?} {language} {text}", paragraph.zone).unwrap();
    }
    lines
}

fn check(format: Format, text: &str, expected: &str) -> Document {
    let document = read(format, text, Given::default());
    assert_eq!(layout(&document).trim(), expected.trim());
    document
}

#[test]
fn ordinary_text_loses_nothing() {
    let text = "The harbour board met on Tuesday and said that two cranes would be closed.\n\n\
                It gave no reason.\n\nShips, crews, cargo\n\nThe next meeting is in March, the board said.\n";
    check(
        Format::Text,
        text,
        "Body en The harbour board met on Tuesday and said that two cranes would be closed.\n\
         Body en It gave no reason.\nBody en Ships, crews, cargo\n\
         Body en The next meeting is in March, the board said.",
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let text = "The harbour board met on Tuesday and said that two of its five\n\
                cranes would be closed until March, for want of parts.\n\nIt gave no reason.";
    let document = read(Format::Text, text, Given::default());
    assert_eq!(document.text.paragraphs.len(), 2);
    assert!(
        document
            .text
            .content
            .starts_with("The harbour board met on Tuesday and said that two of its five cranes")
    );
}

#[test]
fn a_headline_byline_and_dateline_are_told_apart() {
    let document = check(
        Format::Text,
        "Two cranes closed at Port Ellery\nBy Maren Holt\nApril 9, 2024 3:15 p.m. ET\n\n\
         PORT ELLERY, April 9 (Coastwire) — Two cranes were closed on Tuesday, the board said.\n\n\
         It gave no reason for it.",
        "Title en Two cranes closed at Port Ellery\nByline en By Maren Holt\n\
         Byline en April 9, 2024 3:15 p.m. ET\nDateline en PORT ELLERY, April 9 (Coastwire) —\n\
         Body en Two cranes were closed on Tuesday, the board said.\nBody en It gave no reason for it.",
    );
    assert_eq!(document.byline.as_deref(), Some("Maren Holt"));
    assert_eq!(document.published.unwrap().0, "2024-04-09T15:15:00-04:00");
}

#[test]
fn a_text_pasted_from_a_page_is_told_apart_from_its_furniture() {
    let document = check(
        Format::Text,
        "바람이 전하는 말\n모두의 글터\n\n\nby 노을빛 Apr 09. 2024\n\n항구의 기중기 두 대가 멈췄다\n\n\
         Two cranes closed at Po\n\n항구의 기중기 두 대가 멈췄다   \n\n\n\
         항만청은 9일 기중기 두 대를 다음 달까지 세운다고 밝혔다.\n\n\
         Two cranes closed at Port Ellery\n\n\
         The port office said on the 9th that two cranes would be closed until next month.\n\n\
         기중기, 항만청, Port Ellery\n\n작가의 이전글 등대를 지키는 사람들\n",
        "Title ko 항구의 기중기 두 대가 멈췄다\nByline ko by 노을빛 Apr 09. 2024\n\
         Body ko 항만청은 9일 기중기 두 대를 다음 달까지 세운다고 밝혔다.\n\
         Subtitle en Two cranes closed at Port Ellery\n\
         Body en The port office said on the 9th that two cranes would be closed until next month.\n\
         Keywords ko 기중기, 항만청, Port Ellery",
    );
    assert_eq!(document.byline.as_deref(), Some("노을빛"));
    assert_eq!(document.published.unwrap().0, "2024-04-09");
    assert_eq!(document.keywords, ["기중기", "항만청", "Port Ellery"]);
}

#[test]
fn markdown_gives_its_front_matter_and_loses_its_marks() {
    let document = check(
        Format::Markdown,
        "---\ntitle: \"Two cranes closed\"\nauthor: Maren Holt\ndate: 2024-04-09T15:15:00-04:00\n\
         outlet: Coastwire\nurl: https://coastwire.example/cranes\nkeywords: [cranes, ports]\n---\n\n\
         # Two cranes closed\n\nTwo *cranes* were closed on [Tuesday](https://x.example),\nthe board said.\n\n\
         > It gave no reason, and none was asked for.\n",
        "Title en Two cranes closed\nBody en Two cranes were closed on Tuesday, the board said.\n\
         Body en It gave no reason, and none was asked for.",
    );
    assert_eq!(document.byline.as_deref(), Some("Maren Holt"));
    assert_eq!(document.published.unwrap().0, "2024-04-09T15:15:00-04:00");
    assert_eq!(document.outlet.unwrap().name, "Coastwire");
    assert_eq!(document.url.as_deref(), Some("https://coastwire.example/cranes"));
    assert_eq!(document.keywords, ["cranes", "ports"]);
}

#[test]
fn what_came_with_a_text_takes_precedence() {
    let given = Given {
        id: Some("n7".to_owned()),
        title: Some("Cranes closed".to_owned()),
        published: Some("20240409".to_owned()),
        outlet: Some("Coastwire".to_owned()),
        ..Given::default()
    };
    let text = "Cranes closed\n\nTwo cranes were closed on Tuesday, the harbour board said.";
    let document = read(Format::Text, text, given);
    assert_eq!(layout(&document).matches("Cranes closed").count(), 1);
    assert_eq!(document.id, "n7");
    assert_eq!(document.published.unwrap().0, "2024-04-09");
    assert_eq!(document.outlet.unwrap().name, "Coastwire");
}

/// A local time takes the zone that the language says, when the outlet is not known.
#[test]
fn korean_times_are_in_seoul() {
    let text = "기중기 두 대 멈춰\n입력 2024.04.09 오후 3:15 | 노을빛 기자\n\n\
                항만청은 9일 기중기 두 대를 다음 달까지 세운다고 밝혔다.";
    let document = read(Format::Text, text, Given::default());
    assert_eq!(document.published.unwrap().0, "2024-04-09T15:15:00+09:00");
    assert_eq!(document.byline.as_deref(), Some("노을빛"));
}

#[test]
fn the_model_article_is_told_apart() {
    let Some(data) = std::env::var_os("AVVISO_DATA") else {
        println!("skipped: AVVISO_DATA not set");
        return;
    };
    let path = std::path::Path::new(&data).join("seed/brunch-2024-04-08.txt");
    let document = read(Format::Text, &std::fs::read_to_string(path).unwrap(), Given::default());
    let zone = |zone, code| {
        let language = Language::new(code);
        let inside = document.text.paragraphs.iter();
        inside.filter(|paragraph| paragraph.zone == zone && paragraph.language == language).count()
    };
    assert_eq!((zone(Zone::Title, "ko"), zone(Zone::Subtitle, "en")), (1, 1));
    assert_eq!((zone(Zone::Body, "ko"), zone(Zone::Body, "en")), (22, 22));
    assert_eq!((document.keywords.len(), document.published.unwrap().0.as_str()), (10, "2024-04-08"));
    assert!(document.byline.is_some());
    assert_eq!(document.text.paragraphs.len(), 1 + 1 + 1 + 44 + 1);
}
