//! Text with quotation marks in, nested brackets out.

#![allow(clippy::unwrap_used, missing_docs)]

use avviso_text::{Quotation, QuotationEnd, Span, Text, Zone, quotations, quotations_of};
use proptest::prelude::*;

/// Writes `[` and `]` around each quotation's inside, `]?` where it is repaired, `]…` where it goes on.
fn shown(text: &str, found: &[Quotation]) -> String {
    let mut out = String::new();
    let offsets = text.char_indices().map(|(n, c)| (n, Some(c))).chain([(text.len(), None)]);
    for (offset, c) in offsets {
        for q in found.iter().rev().filter(|q| q.inner.end as usize == offset && !q.inner.is_empty()) {
            out.push_str(match q.end {
                QuotationEnd::Closed => "]",
                QuotationEnd::Repaired => "]?",
                QuotationEnd::Continued => "]…",
            });
        }
        for _ in found.iter().filter(|q| q.inner.start as usize == offset && !q.inner.is_empty()) {
            out.push('[');
        }
        out.extend(c);
    }
    out
}

fn check(text: &str, expected: &str) {
    let found = quotations(text, Span::new(0, text.len()));
    assert_eq!(shown(text, &found), expected);
}

#[test]
fn marks_with_a_direction_nest() {
    check("“Yes,” she said. “No.”", "“[Yes,]” she said. “[No.]”");
    check("“He told me ‘never’ twice,” she said.", "“[He told me ‘[never]’ twice,]” she said.");
    check(
        "「합의」와 『선언』, 《책》, 〈글〉, «mot»",
        "「[합의]」와 『[선언]』, 《[책]》, 〈[글]〉, «[mot]»",
    );
    check("그는 “‘핵 없는 세계’가 목표”라고 했다.", "그는 “[‘[핵 없는 세계]’가 목표]”라고 했다.");
}

#[test]
fn marks_without_a_direction_alternate() {
    check("\"Yes,\" she said, \"no.\"", "\"[Yes,]\" she said, \"[no.]\"");
    check("그는 '평화'를 \"원한다\"고 했다.", "그는 '[평화]'를 \"[원한다]\"고 했다.");
    check("정부의'비밀'문서", "정부의'[비밀]'문서");
}

#[test]
fn mixed_marks_of_one_family_belong_together() {
    check("그는 \"간다”고 했다.", "그는 \"[간다]”고 했다.");
    check("그는 “간다\"고 했다.", "그는 “[간다]\"고 했다.");
    check("그는 “간다“고 했다.", "그는 “[간다]“고 했다.");
    check("그는 ”간다”고 했다.", "그는 ”[간다]”고 했다.");
}

#[test]
fn apostrophes_are_not_quotations() {
    for plain in [
        "I don't know what they've got.",
        "I don’t know; it’s the dogs’ bowl.",
        "the '90s and the ’90s and rock 'n' roll's",
        "the ‘90s are over",
        "a 6'2\" man",
    ] {
        let found = quotations(plain, Span::new(0, plain.len()));
        let long = found.iter().filter(|q| q.inner.len() > 1).count();
        assert_eq!(long, 0, "{plain}: {}", shown(plain, &found));
    }
    check("‘It’s the dogs’ bowl,’ he said.", "‘[It’s the dogs’ bowl,]’ he said.");
    check("'It's fine,' he said, 'isn't it?'", "'[It's fine,]' he said, '[isn't it?]'");
}

#[test]
fn missing_marks_are_repaired() {
    check("He said “we will go.", "He said “[we will go.]?");
    check("“A ‘b c” d", "“[A ‘[b c]?]” d");
    check("He said we will go.” Then left.", "He said we will go.” Then left.");
    check("“One. He said “two,” and “three.”", "“[One. He said]? “[two,]” and “[three.]”");
    check("“She told us “never” twice,” he said.", "“[She told us “[never]” twice,]” he said.");
    check("\"One. He said \"two.\"", "\"[One. He said]? \"[two.]\"");
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let mut text = Text::default();
    text.push(Zone::Body, None, "He said: “First.");
    text.push(Zone::Body, None, "“Second.”");
    text.push(Zone::Body, None, "“Third.");
    text.push(Zone::Body, None, "Fourth.");
    let found = quotations_of(&text);
    let expected = "He said: “[First.]…\n\n“[Second.]”\n\n“[Third.]?\n\nFourth.";
    assert_eq!(shown(&text.content, &found), expected);
    assert_eq!(found.iter().map(|q| q.resumes).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_long_paragraph_of_marks_takes_milliseconds() {
    let start = std::time::Instant::now();
    for pattern in ["“", "\"", "'", "“‘", "‘ “ ’ ", " 'a", "「”", "s’ ", "\" \"a"] {
        let text = pattern.repeat(100_000 / pattern.len());
        quotations(&text, Span::new(0, text.len()));
    }
    assert!(start.elapsed().as_millis() < 1000, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn quotations_lie_inside_and_nest(text in "[ab s.한1“”‘’\"'「」«»\\-]{0,60}|\\PC{0,60}") {
        let found = quotations(&text, Span::new(0, text.len()));
        for (n, q) in found.iter().enumerate() {
            prop_assert!(text.get(q.span.range()).is_some() && text.get(q.inner.range()).is_some());
            prop_assert!(q.span.contains(q.inner));
            if let Some(parent) = q.parent {
                prop_assert!(parent < n && found[parent].inner.contains(q.span));
                prop_assert_eq!(q.depth, found[parent].depth + 1);
            } else {
                prop_assert_eq!(q.depth, 0);
            }
            for other in &found[..n] {
                let apart = !other.span.overlaps(q.span);
                prop_assert!(apart || other.inner.contains(q.span));
                prop_assert!(other.span.start < q.span.start);
            }
        }
    }
}
