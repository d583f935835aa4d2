//! In the steady state parsing takes no new memory: the workspace's is used again.

#![allow(clippy::unwrap_used, missing_docs)]

use avviso_syntax::{Parser, Workspace};
use avviso_tables::Tables;
use avviso_text::Language;

/// Allocations of one more call with these sentences, in a workspace that has seen them.
fn allocations(language: &str, sentence: &[&'static str], times: usize) -> u64 {
    let parser = Parser::load(&Tables::built_in(), Language::new(language).unwrap()).unwrap();
    let sentences = vec![sentence.to_vec(); times];
    let mut workspace = Workspace::default();
    for _ in 0..2 {
        parser.parse(&sentences, &mut workspace);
    }
    allocation_counter::measure(|| {
        parser.parse(&sentences, &mut workspace);
    })
    .count_total
}

/// Few words and many, in one sentence and in many.
fn check(language: &str, sentence: &[&'static str]) {
    assert_eq!(allocations(language, sentence, 4), 0, "{language}: a few sentences");
    assert_eq!(allocations(language, &sentence.repeat(8), 4), 0, "{language}: long sentences");
    assert_eq!(allocations(language, sentence, 400), 0, "{language}: many sentences");
}

#[test]
fn english_takes_no_new_memory() {
    check("en", &["The", "zorbling", "minister", "told", "reporters", "on", "7", "May", "."]);
}

#[test]
fn korean_takes_no_new_memory() {
    check("ko", &["초르빙", "장관은", "7일", "기자들에게", "협상을", "계속하겠다고", "밝혔다", "."]);
}
