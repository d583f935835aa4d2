//! Sentences with their times and amounts in brackets, and what holds for any text.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::sync::LazyLock;

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

static STAGES: LazyLock<Stages> = LazyLock::new(|| {
    let tables = Tables::built_in();
    Stages {
        parsers: Parsers::load(&tables).unwrap(),
        segmenter: Segmenter::load(&tables).unwrap(),
        recorder: Recorder::load(&tables).unwrap(),
    }
});

fn record(content: &str, language: &str, published: Option<&str>) -> (Text, Record) {
    let mut text = Text::of_paragraphs(content.to_owned(), Zone::Body);
    for paragraph in &mut text.paragraphs {
        paragraph.language = Language::new(language);
    }
    let segmentation = STAGES.segmenter.segment_text(&text);
    let mut analysis = Analysis::default();
    STAGES.parsers.analyse(&text, &segmentation, &mut analysis);
    let parsed = Parsed { text: &text, segmentation: &segmentation, analysis: &analysis };
    let context = Context { published, outlet: None };
    let record = STAGES.recorder.record(parsed, &context, &mut Scratch::default());
    (text, record)
}

/// A text with its times and amounts in brackets, each with its value.
fn marked(content: &str, language: &str, published: Option<&str>) -> String {
    let (text, record) = record(content, language, published);
    let mut marks = Vec::new();
    for time in &record.times {
        marks.push((time.span, time.value.clone().unwrap_or_else(|| "?".to_owned())));
    }
    for amount in &record.quantities {
        let upper = amount.upper.map_or(String::new(), |upper| format!("..{upper}"));
        let about = if amount.approximate { "~" } else { "" };
        let same = amount.same_as.map_or(String::new(), |other| format!(" = #{other}"));
        marks.push((amount.span, format!("{about}{}{upper} {}{same}", amount.value, amount.unit)));
    }
    marks.sort_by_key(|(span, _)| span.start);
    let (mut shown, mut at) = (String::new(), 0);
    for (span, value) in marks {
        shown += &text.content[at..span.start as usize];
        shown += &format!("[{} | {value}]", span.of(&text.content));
        at = span.end as usize;
    }
    shown + &text.content[at..]
}

fn constructions(language: &str) -> String {
    let name = format!("tests/constructions/measures-{language}.txt");
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let lines = std::fs::read_to_string(file).unwrap();
    lines.lines().map(|line| marked(line, language, Some("2026-03-06")) + "\n").collect()
}

#[test]
fn english_measures() {
    insta::assert_snapshot!(constructions("en"));
}

#[test]
fn korean_measures() {
    insta::assert_snapshot!(constructions("ko"));
}

fn check(published: Option<&str>, content: &str, language: &str, expected: &str) {
    assert_eq!(marked(content, language, published), expected);
}

#[test]
fn a_korean_text_has_the_day_of_seoul() {
    let said = "장관은 이날 사임했다.";
    check(Some("2024-04-07T20:00:00Z"), said, "ko", "장관은 [이날 | 2024-04-08] 사임했다.");
    check(Some("2024-04-07"), said, "ko", "장관은 [이날 | 2024-04-07] 사임했다.");
}

#[test]
fn without_a_day_of_publication_only_what_names_its_year_is_resolved() {
    check(
        None,
        "It closed on Friday and was built in May 1952.",
        "en",
        "It closed on [Friday | ?] and was built in [May 1952 | 1952-05].",
    );
}

#[test]
fn that_day_goes_back_to_the_day_named_before() {
    check(
        Some("2026-03-06"),
        "군은 1953년 7월 27일 철수했다. 이날 다리도 끊겼다.",
        "ko",
        "군은 [1953년 7월 27일 | 1953-07-27] 철수했다. [이날 | 1953-07-27] 다리도 끊겼다.",
    );
    // A day long past does not reach into the next paragraph.
    check(
        Some("2026-03-06"),
        "군은 1953년 7월 27일 철수했다.\n\n장관은 이날 사임했다.",
        "ko",
        "군은 [1953년 7월 27일 | 1953-07-27] 철수했다.\n\n장관은 [이날 | 2026-03-06] 사임했다.",
    );
}

/// Whether a value is EDTF, or a day with a part of TIMEX3.
fn is_edtf(value: &str) -> bool {
    let whole = |ends: &[&str]| ends.iter().all(|end| *end == ".." || is_moment(end));
    match value.split('/').collect::<Vec<_>>()[..] {
        [one] => is_moment(one.strip_suffix('~').unwrap_or(one)),
        // The shorter one of an interval's ends may hold the other.
        [first, last] => {
            let length = first.len().min(last.len()).min(10);
            let ordered = first == ".."
                || last == ".."
                || first[..length] <= last[..length]
                || first.contains(['W', 'X']);
            whole(&[first, last]) && (first != ".." || last != "..") && ordered
        }
        _ => false,
    }
}

fn is_moment(value: &str) -> bool {
    let digits =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((day, time)) = value.split_once('T') {
        let clock = match time.split_once(':') {
            Some((hour, minute)) => digits(hour, 2) && digits(minute, 2) && hour < "24" && minute < "60",
            None => digits(time, 2) && time < "24" || ["MO", "AF", "EV", "NI"].contains(&time),
        };
        return clock && day.parse::<jiff::civil::Date>().is_ok();
    }
    match value.split('-').collect::<Vec<_>>()[..] {
        [year] => {
            digits(year, 4)
                || year.strip_suffix("XX").is_some_and(|century| digits(century, 2))
                || year.strip_suffix('X').is_some_and(|decade| digits(decade, 3))
        }
        [year, part] if digits(year, 4) => match part.strip_prefix('W') {
            Some(week) => digits(week, 2) && ("01"..="53").contains(&week),
            None => {
                digits(part, 2)
                    && (("01"..="12").contains(&part)
                        || ("21"..="24").contains(&part)
                        || ("33"..="36").contains(&part)
                        || part == "40"
                        || part == "41")
            }
        },
        [_, _, _] => value.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

fn pieces() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        "0 1 2 7 12 24 29 31 99 007 1,200 3.5 2026 1999 2024-02-30 March Feb. May Monday last next this the of - to \
         and ~ since until by between about early a.m. p.m. : noon tonight week months years ago later quarter first \
         half century 's th st $ € £ million bn m dozen half and a of people miles percent points kg °C ( ) minus \
         before 년 월 일 시 분 오전 밤 지난 오는 이날 다음 달 지난달 올 봄 분기 상반기 세기 년대 초 말 전 뒤 부터 까지 \
         이후 께 ∼ 만 억 조 천 백 수 십 여 명 개 대 달러 원 km % %포인트 시속 영하 도 약 가량 이상 간 사흘 한 두 열 \
         were fell will 했다 한다 🙂 é"
            .split_whitespace()
            .collect::<Vec<_>>(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn every_span_lies_inside_and_every_value_is_valid(
        words in proptest::collection::vec((pieces(), prop_oneof![Just(""), Just(" "), Just(" "), Just("\n\n")]), 0..30),
        language in prop_oneof![Just("en"), Just("ko")],
        published in prop_oneof![
            Just(None), Just(Some("2026-03-06")), Just(Some("2024-02-29T23:30:00-05:00")), Just(Some("0001-01-01")),
            Just(Some("9999-12-31")), Just(Some("soon"))
        ],
    ) {
        let content: String = words.iter().flat_map(|(word, blank)| [*word, *blank]).collect();
        let (text, record) = record(&content, language, published);
        let mut end = 0;
        for time in &record.times {
            prop_assert!(text.content.get(time.span.range()).is_some_and(|inside| !inside.trim().is_empty()));
            prop_assert!(time.span.start >= end);
            end = time.span.end;
            prop_assert!(time.value.as_deref().is_none_or(is_edtf), "{:?} in {content:?}", time.value);
        }
        let mut end = 0;
        for (n, amount) in record.quantities.iter().enumerate() {
            prop_assert!(text.content.get(amount.span.range()).is_some_and(|inside| !inside.trim().is_empty()));
            prop_assert!(amount.span.start >= end);
            end = amount.span.end;
            prop_assert!(amount.value.is_finite() && !amount.unit.is_empty());
            prop_assert!(amount.upper.is_none_or(|upper| upper.is_finite() && upper >= amount.value));
            prop_assert!(amount.same_as.is_none_or(|other| (other as usize) < n));
            let overlaps = |time: &avviso_record::Time| {
                time.span.start < amount.span.end && amount.span.start < time.span.end
            };
            prop_assert!(!record.times.iter().any(overlaps), "{content:?}");
        }
    }

    #[test]
    fn any_characters_are_read(content in "\\PC{0,60}", language in prop_oneof![Just("en"), Just("ko")]) {
        let (text, record) = record(&content, language, Some("2026-03-06"));
        for span in record.times.iter().map(|time| time.span).chain(record.quantities.iter().map(|amount| amount.span)) {
            prop_assert!(text.content.get(span.range()).is_some());
        }
    }
}
