//! What a candidate is told by: features of the model of classes.

use avviso_syntax::features::Hasher;

use super::{Candidate, Form};
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// The kinds of features of mentions begin here; part of the hashes.
const KINDS: usize = 320;

/// Sets `out` to the hashes of what is seen of a candidate.
pub(crate) fn features(words: &Words<'_>, candidate: &Candidate, lexicon: &Lexicon, out: &mut Vec<u32>) {
    out.clear();
    let Candidate { head, form, .. } = *candidate;
    let Some(node) = words.node(head) else { return };
    let form = match form {
        Form::Name => "name",
        Form::Noun => "noun",
        Form::Pronoun => "pronoun",
    };
    let mut add = |kind: usize, texts: &[&str]| {
        let start = Hasher::of(KINDS + kind).text(form).char('\u{1}');
        let hash = texts.iter().fold(start, |hash, text| hash.text(text).char('\u{1}'));
        out.push(hash.feature(1.0).hash);
    };
    let lower = |word: usize| words.form(word).to_lowercase();
    let own = lower(candidate.name);
    let relation = universal(node.deprel);
    let above = node.head.and_then(|above| words.node(above));
    let (governor, governor_tag) = above.map_or(("", ""), |above| (above.lemma, above.upos));
    let case = (candidate.words.start.saturating_sub(2)..candidate.words.start)
        .rev()
        .find(|word| words.node(*word).is_some_and(|node| node.head == Some(head) && node.deprel == "case"));
    let case = case.map_or(String::new(), lower);
    let before = head.checked_sub(1).map_or(String::new(), lower);
    let behind = lower(head + 1);
    for kind in ["role", "person", "unnamed", "body"] {
        if lexicon.is(kind, &node.lemma.to_lowercase()) {
            add(22, &[kind]);
        }
    }
    add(0, &[]);
    add(1, &[&own]);
    add(2, &[node.lemma]);
    add(3, &[node.deprel]);
    add(4, &[relation, governor]);
    add(5, &[relation, governor_tag]);
    add(6, &[&case]);
    add(7, &[&case, relation, governor]);
    add(8, &[&before]);
    add(9, &[&behind]);
    add(10, &[node.xpos]);
    add(11, &[&shape(words.form(head))]);
    for length in 2..=4 {
        add(12, &[tail(&own, length)]);
    }
    add(13, &[if candidate.words.len() == 1 { "one" } else { "several" }, relation, governor_tag]);
    for word in candidate.words.clone().filter(|word| *word != head) {
        let Some(part) = words.node(word) else { continue };
        if part.head == Some(head) {
            add(14, &[universal(part.deprel), part.lemma]);
            add(15, &[universal(part.deprel), part.upos]);
            for kind in ["role", "person", "unnamed", "body"] {
                if lexicon.is(kind, &part.lemma.to_lowercase()) {
                    add(21, &[kind, universal(part.deprel)]);
                }
            }
        } else {
            add(16, &[part.lemma]);
        }
        if part.upos == "PROPN" && lexicon.is("title", &lower(word)) {
            add(17, &["title"]);
        }
    }
    let first_of_name = candidate.words.clone().find(|word| {
        words.node(*word).is_some_and(|node| node.upos == "PROPN") && !lexicon.is("title", &lower(*word))
    });
    let first_of_name = first_of_name.unwrap_or(candidate.words.start);
    if let Some(gender) = lexicon.value("given-name", &lower(first_of_name)) {
        add(18, &[&gender]);
        add(18, &["any"]);
    }
    // What stands beside it, or what it is said to be.
    for (word, near) in words.nodes.iter().enumerate().skip(candidate.words.start.saturating_sub(12)).take(48)
    {
        if near.head == Some(head) && matches!(universal(near.deprel), "appos" | "conj") {
            add(19, &[universal(near.deprel), near.lemma]);
        }
        if node.head == Some(word) && matches!(relation, "appos" | "conj" | "nsubj") && near.upos == "NOUN" {
            add(20, &[relation, near.lemma]);
        }
    }
}

/// Capitals, small letters and digits, runs as one.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    for char in form.chars() {
        let kind = match char {
            char if char.is_uppercase() => 'X',
            char if char.is_alphabetic() => 'x',
            char if char.is_numeric() => '9',
            other => other,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

fn tail(text: &str, length: usize) -> &str {
    let start = text.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
    &text[start..]
}
