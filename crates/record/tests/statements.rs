//! Sentences with their statements marked: ⟦content⟧, {source}, ‹cue›.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use avviso_record::{Context, Record, Recorder};
use avviso_tables::Tables;
use avviso_text::{Language, Segmenter, Text, Zone};
use proptest::prelude::*;

struct Stages {
    segmenter: Segmenter,
    recorder: Recorder,
}

impl Stages {
    fn load() -> Self {
        let tables = Tables::built_in();
        Self { segmenter: Segmenter::load(&tables).unwrap(), recorder: Recorder::load(&tables).unwrap() }
    }

    fn record(&self, content: &str, language: &str) -> (Text, Record) {
        let mut text = Text::of_paragraphs(content.to_owned(), Zone::Body);
        for paragraph in &mut text.paragraphs {
            paragraph.language = Language::new(language);
        }
        let record = self.recorder.record(&text, &self.segmenter.segment_text(&text), &Context::default());
        (text, record)
    }
}

/// The statements of a text, a line each: `{source} ‹cue› ⟦content⟧ mode act speaker`.
fn check(language: &str, content: &str, expected: &[&str]) {
    let (text, record) = Stages::load().record(content, language);
    let lines: Vec<String> = record
        .statements
        .iter()
        .map(|said| {
            let source = said.source.map_or("–", |span| span.of(&text.content));
            let cue = said.cue.map_or("–", |span| span.of(&text.content));
            let pieces: Vec<&str> = said.content.iter().map(|span| span.of(&text.content)).collect();
            let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let mode = name(serde_json::to_value(said.mode).unwrap());
            let act = name(serde_json::to_value(said.act).unwrap());
            let speaker = said.speaker.as_ref().map_or("–", |speaker| speaker.name.as_str());
            format!("{{{source}}} ‹{cue}› ⟦{}⟧ {mode} {act}: {speaker}", pieces.join("⟧⟦"))
        })
        .collect();
    assert_eq!(lines, expected, "{content}");
}

#[test]
fn english_quotations_with_the_source_before_or_after() {
    check(
        "en",
        "“The nets were empty,” Harbour Master Ida Lund said.",
        &["{Harbour Master Ida Lund} ‹said› ⟦“The nets were empty,”⟧ direct say: Harbour Master Ida Lund"],
    );
    check(
        "en",
        "“The nets were empty,” said Ida Lund, the harbour master.",
        &[
            "{Ida Lund, the harbour master} ‹said› ⟦“The nets were empty,”⟧ direct say: Ida Lund, the harbour master",
        ],
    );
    check(
        "en",
        "Ida Lund warned: “The nets are empty.”",
        &["{Ida Lund} ‹warned› ⟦“The nets are empty.”⟧ direct warn: Ida Lund"],
    );
}

#[test]
fn english_reported_clauses_and_according_to() {
    check(
        "en",
        "The ministry said that the talks would go on.",
        &["{The ministry} ‹said› ⟦that the talks would go on⟧ indirect say: The ministry"],
    );
    check(
        "en",
        "According to the coast guard, the search will continue.",
        &["{the coast guard} ‹According to› ⟦the search will continue⟧ indirect report: the coast guard"],
    );
    check(
        "en",
        "The envoy said the draft was ready, adding that it “needs a signature.”",
        &[
            "{The envoy} ‹said› ⟦the draft was ready, adding that it “needs a signature.”⟧ mixed say: The envoy",
            "{The envoy} ‹adding› ⟦that it “needs a signature.”⟧ mixed say: The envoy",
        ],
    );
}

#[test]
fn english_words_that_look_like_cues_report_nothing() {
    check("en", "The United States sent two ships to the harbour.", &[]);
    check("en", "The minister did not say whether the talks would go on.", &[]);
    check("en", "It rained in Bergen.", &[]);
}

#[test]
fn a_pronoun_gets_the_name_of_whoever_spoke_before() {
    check(
        "en",
        "Ida Lund said the nets were empty. “We have waited a year,” she said.",
        &[
            "{Ida Lund} ‹said› ⟦the nets were empty⟧ indirect say: Ida Lund",
            "{she} ‹said› ⟦“We have waited a year,”⟧ direct say: Ida Lund",
        ],
    );
}

#[test]
fn korean_quotations_and_reported_clauses() {
    check(
        "ko",
        "백 차관은 “서명식을 열 계획”이라며 “날짜는 정해졌다”고 말했다.",
        &["{백 차관} ‹말했다› ⟦“서명식을 열 계획”⟧⟦“날짜는 정해졌다”⟧ direct say: 백 차관"],
    );
    check(
        "ko",
        "협정에 문제가 없다고 외교부 대변인이 밝혔다.",
        &["{외교부 대변인} ‹밝혔다› ⟦협정에 문제가 없다⟧ indirect say: 외교부 대변인"],
    );
    check(
        "ko",
        "해양청에 따르면 수색은 10일까지 계속된다.",
        &["{해양청} ‹따르면› ⟦수색은 10일까지 계속된다⟧ indirect report: 해양청"],
    );
    check("ko", "선박은 12일 부산항을 떠났다.", &[]);
}

#[test]
fn a_korean_evidential_names_nobody() {
    check(
        "ko",
        "양국이 협정에 합의한 것으로 알려졌다.",
        &["{–} ‹알려졌다› ⟦양국이 협정에 합의한 것⟧ indirect report: –"],
    );
}

#[test]
fn unclosed_quotation_marks_lose_nothing_else() {
    let (_, record) = Stages::load()
        .record("“The nets were empty, Ida Lund said.\n\nThe ministry said it would help.", "en");
    assert!(
        record
            .statements
            .iter()
            .any(|said| said.speaker.as_ref().is_some_and(|who| who.name == "The ministry"))
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
        let (text, record) = Stages::load().record(&words.join(" "), language);
        for (n, said) in record.statements.iter().enumerate() {
            prop_assert!(!said.content.is_empty());
            prop_assert!(said.parent.is_none_or(|parent| (parent as usize) < n));
            for span in said.content.iter().chain(&said.source).chain(&said.cue).chain(&said.setting) {
                prop_assert!(text.content.get(span.range()).is_some_and(|inside| !inside.is_empty()));
            }
        }
    }
}
