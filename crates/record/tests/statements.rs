//! Sentences with their statements marked: {source} ‹cue› ⟦content⟧, and snapshots of them to be read.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use avviso_record::{Context, Parsed, Record, Recorder, Scratch};
use avviso_syntax::{Analysis, Parsers};
use avviso_tables::Tables;
use avviso_text::{Language, Segmenter, Text, Zone};
use proptest::prelude::*;

struct Stages {
    parsers: Parsers,
    segmenter: Segmenter,
    recorder: Recorder,
}

impl Stages {
    fn load() -> Self {
        let tables = Tables::built_in();
        Self {
            parsers: Parsers::load(&tables).unwrap(),
            segmenter: Segmenter::load(&tables).unwrap(),
            recorder: Recorder::load(&tables).unwrap(),
        }
    }

    fn record(&self, content: &str, language: &str) -> (Text, Record) {
        let mut text = Text::of_paragraphs(content.to_owned(), Zone::Body);
        for paragraph in &mut text.paragraphs {
            paragraph.language = Language::new(language);
        }
        let segmentation = self.segmenter.segment_text(&text);
        let mut analysis = Analysis::default();
        self.parsers.analyse(&text, &segmentation, &mut analysis);
        let context = Context { published: Some("2026-03-06"), outlet: None };
        let parsed = Parsed { text: &text, segmentation: &segmentation, analysis: &analysis };
        let record = self.recorder.record(parsed, &context, &mut Scratch::default());
        (text, record)
    }
}

/// A text and its statements, a line each, with everything that is known of them.
fn shown(stages: &Stages, language: &str, content: &str) -> String {
    let (text, record) = stages.record(content, language);
    let mut shown = format!("{}\n", content.replace('\n', " / "));
    for said in &record.statements {
        let source = said.source.map_or("–", |span| span.of(&text.content));
        let cue = said.cue.map_or("–", |span| span.of(&text.content));
        let pieces: Vec<&str> = said.content.iter().map(|span| span.of(&text.content)).collect();
        let pieces = pieces.join("⟧⟦").replace('\n', " / ");
        let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let (mode, act) = (serde_json::to_value(said.mode), serde_json::to_value(said.act));
        let certainty = serde_json::to_value(said.certainty).unwrap();
        let kinds = [mode.unwrap(), act.unwrap(), certainty].map(name).join(" ");
        shown += &format!("    {{{source}}} ‹{cue}› ⟦{pieces}⟧\n        {kinds}");
        if let Some(speaker) = &said.speaker {
            shown += &format!(", {}{}", speaker.name, if speaker.unnamed { " (unnamed)" } else { "" });
        }
        if let Some(addressee) = &said.addressee {
            shown += &format!(", to {}", addressee.name);
        }
        if let Some(setting) = said.setting {
            shown += &format!(", {}", setting.of(&text.content));
        }
        if let Some(day) = &said.said_on {
            shown += &format!(", {day}");
        }
        if let Some(parent) = said.parent {
            shown += &format!(", within {parent}");
        }
        shown.push('\n');
    }
    shown
}

/// Sentences for every construction, each line a paragraph or several divided by `/`, to their statements.
fn constructions(language: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructions");
    let stages = Stages::load();
    let mut all = String::new();
    for line in std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap().lines() {
        match line.strip_prefix('#') {
            Some(head) => all += &format!("\n==={head}\n"),
            None => all += &shown(&stages, language, &line.replace(" / ", "\n\n")),
        }
    }
    all
}

#[test]
fn english_constructions() {
    insta::assert_snapshot!(constructions("en"));
}

#[test]
fn korean_constructions() {
    insta::assert_snapshot!(constructions("ko"));
}

/// Short Korean documents, each with its entities and the words that mention them.
#[test]
fn korean_entities() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructions/ko-entities.txt");
    let stages = Stages::load();
    let mut all = String::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let (text, record) = stages.record(&line.replace(" / ", "\n\n"), "ko");
        all += &format!("{line}\n");
        for (number, entity) in record.entities.iter().enumerate() {
            let named = if entity.named { "" } else { ", not named" };
            all += &format!("    {}, {}{named}:", entity.name, entity.class.name());
            for mention in record.mentions.iter().filter(|mention| mention.entity as usize == number) {
                let (span, head) = (mention.span.of(&text.content), mention.head.of(&text.content));
                let form = serde_json::to_value(mention.form).unwrap();
                all += &format!(" [{span}] {} ({head})", form.as_str().unwrap());
            }
            let speaks = |party: &Option<avviso_record::Party>| {
                party.as_ref().is_some_and(|party| party.entity == Some(number as u32))
            };
            let said = record.statements.iter().filter(|said| speaks(&said.speaker)).count();
            let told = record.statements.iter().filter(|said| speaks(&said.addressee)).count();
            all += &format!(" – speaks {said}, is spoken to {told}\n");
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn unclosed_quotation_marks_lose_nothing_else() {
    let (_, record) = Stages::load()
        .record("“The nets were empty, Ida Lund said.\n\nThe ministry said it would help.", "en");
    assert!(
        record.statements.iter().any(|said| said.speaker.as_ref().is_some_and(|who| who.name == "ministry"))
    );
}

#[test]
fn a_paragraph_of_100_kilobytes_takes_no_more_than_its_share() {
    let content =
        "“We agreed,” Ida Lund said on Monday, adding that the ministry had denied it. ".repeat(1_300);
    let stages = Stages::load();
    let begun = std::time::Instant::now();
    let (_, record) = stages.record(&content, "en");
    assert!(record.statements.len() > 1_000);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

static STAGES: std::sync::LazyLock<Stages> = std::sync::LazyLock::new(Stages::load);

proptest! {
    #[test]
    fn every_span_lies_inside_and_every_parent_before(
        words in proptest::collection::vec(
            prop_oneof![
                Just("“"), Just("”"), Just("\""), Just(","), Just("."), Just("said"), Just("told"), Just("Lund"),
                Just("according to"), Just("that"), Just("and"), Just("말했다"), Just("장관은"), Just("없다고"),
                Just("따르면"), Just("인용해"), Just("알려졌다"), Just("것으로"), Just("\n\n"), Just("🙂"), Just("(")
            ],
            0..40,
        ),
        language in prop_oneof![Just("en"), Just("ko")],
    ) {
        let (text, record) = STAGES.record(&words.join(" "), language);
        for (n, said) in record.statements.iter().enumerate() {
            prop_assert!(!said.content.is_empty());
            prop_assert!(said.parent.is_none_or(|parent| (parent as usize) < n));
            for span in said.content.iter().chain(&said.source).chain(&said.cue).chain(&said.setting) {
                prop_assert!(text.content.get(span.range()).is_some_and(|inside| !inside.is_empty()));
            }
        }
        for mention in &record.mentions {
            prop_assert!(record.entities.len() > mention.entity as usize);
            for span in [mention.span, mention.head] {
                prop_assert!(text.content.get(span.range()).is_some_and(|inside| !inside.is_empty()));
            }
        }
    }
}
