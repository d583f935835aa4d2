//! Text in, words and sentences out.

#![allow(clippy::unwrap_used, missing_docs)]

use avviso_tables::Tables;
use avviso_text::segmentation::{MODEL_FILE, Model};
use avviso_text::{Language, Multiword, Segmentation, Segmenter, Span};
use proptest::prelude::*;

fn segmenter() -> Segmenter {
    Segmenter::load(&Tables::built_in()).unwrap()
}

/// Words with blanks between them, multiword tokens joined by `+`, a sentence a line.
fn shown(text: &str, segmentation: &Segmentation) -> String {
    let mut lines = Vec::new();
    for sentence in &segmentation.sentences {
        let mut line = String::new();
        for word in segmentation.words_of(sentence) {
            if !line.is_empty() {
                line.push(if word.multiword == Multiword::Rest { '+' } else { ' ' });
            }
            line.push_str(word.span.of(text));
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn check(language: &str, text: &str, expected: &str) {
    let language = Language::new(language).unwrap();
    let segmentation = segmenter().segment(text, Span::new(0, text.len()), language);
    assert_eq!(shown(text, &segmentation), expected);
}

#[test]
fn english_follows_the_english_web_treebank() {
    check(
        "en",
        "Mr. Kim doesn’t agree. “We cannot wait,” he said on Jan. 5.",
        "Mr. Kim does+n’t agree .\n“ We can+not wait , ” he said on Jan. 5 .",
    );
    check(
        "en",
        "The U.S. spent $2.5 billion (about 2%) in 2023. It's Seoul's decision.",
        "The U.S. spent $ 2.5 billion ( about 2 % ) in 2023 .\nIt+'s Seoul+'s decision .",
    );
}

#[test]
fn korean_follows_gsd() {
    check(
        "ko",
        "김 장관은 \"협의를 계속한다\"고 말했다. 회담은 7일(현지시간) 열렸다.",
        "김 장관은 \" 협의를 계속한다 \" 고 말했다 .\n회담은 7일 ( 현지시간 ) 열렸다 .",
    );
}

#[test]
fn a_damaged_model_is_refused_with_the_remedy() {
    let file = Tables::built_in().language_file("en", MODEL_FILE).unwrap().unwrap();
    let said = |bytes: &[u8]| Model::read(bytes).unwrap_err();
    assert_eq!(Model::read(&file.bytes).unwrap().write(), &*file.bytes);
    assert!(said(&file.bytes[..file.bytes.len() - 1]).contains("cut short"));
    let mut flipped = file.bytes.to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    assert!(said(&flipped).contains("checksum"));
    let other = String::from_utf8_lossy(&file.bytes[..200]).replace("version: 1\n", "version: 0\n");
    assert!(said(&[other.as_bytes(), b"\n\n"].concat()).contains("has format version 0"));
    assert!(said(b"PK").contains("avviso train segmentation"));
}

proptest! {
    #[test]
    fn words_and_sentences_cover_the_paragraph_in_order(
        text in "\\PC{0,80}|[a-zA-Z0-9 .'’\"“”가-힣\n]{0,80}", english in proptest::bool::ANY
    ) {
        thread_local!(static SEGMENTER: Segmenter = segmenter());
        let language = Language::new(if english { "en" } else { "ko" }).unwrap();
        let found = SEGMENTER.with(|s| s.segment(&text, Span::new(0, text.len()), language));
        let mut end = 0;
        for word in &found.words {
            prop_assert!(!word.span.is_empty() && text.get(word.span.range()).is_some());
            prop_assert!(text[end..word.span.start as usize].trim().is_empty());
            prop_assert!(!word.span.of(&text).contains(char::is_whitespace));
            end = word.span.end as usize;
        }
        prop_assert!(text[end..].trim().is_empty());
        let mut next = 0;
        for sentence in &found.sentences {
            prop_assert_eq!(sentence.words.start, next);
            prop_assert!(sentence.words.end > next);
            prop_assert_eq!(sentence.span.start, found.words[next].span.start);
            next = sentence.words.end;
            prop_assert_eq!(sentence.span.end, found.words[next - 1].span.end);
        }
        prop_assert_eq!(next, found.words.len());
    }
}
