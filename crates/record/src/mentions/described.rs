//! What somebody is described by who has no name.

use std::ops::Range;

use super::names::written;
use crate::attribution::Words;
use crate::lexicon::Lexicon;

/// A description without the article, owner or quantity before it, without what is only said beside it or of
/// the day, and without the capital of a sentence's first word.
pub(crate) fn description(words: &Words<'_>, mut phrase: Range<usize>, lexicon: &Lexicon) -> String {
    phrase.end = end(words, &phrase, lexicon);
    // The owner's sign belongs to what is owned.
    let owner =
        |word: usize| words.node(word).is_some_and(|node| node.deprel == "case" && node.upos == "PART");
    if phrase.len() > 1 && owner(phrase.end - 1) {
        phrase.end -= 1;
    }
    let lower = |word: usize| words.form(word).to_lowercase();
    let skipped =
        |word: usize| ["article", "owner", "quantity"].iter().any(|kind| lexicon.is(kind, &lower(word)));
    // “according to three officials”, where both words before the noun hang on it.
    if let Some(behind) = phrase.clone().skip(1).find(|word| {
        let fixed = words.node(*word).is_some_and(|node| node.deprel == "fixed");
        let case = words.node(phrase.start).is_some_and(|node| node.deprel == "case");
        fixed && case && *word == phrase.start + 1
    }) && behind + 1 < phrase.end
    {
        phrase.start = behind + 1;
    }
    while phrase.len() > 1 && skipped(phrase.start) {
        phrase.start += 1;
    }
    let begins = words.sentences.iter().any(|sentence| sentence.start == phrase.start);
    let written = written(words, phrase.clone());
    let name = words.node(phrase.start).is_some_and(|node| node.upos == "PROPN");
    let mut chars = written.chars();
    match chars.next() {
        Some(first) if begins && !name && !has_capital_within(chars.as_str()) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => written,
    }
}

/// Whether the first word has a capital behind its first letter: “N'Gaïdé”, “NATO”.
fn has_capital_within(rest: &str) -> bool {
    rest.split(' ').next().is_some_and(|rest| rest.chars().any(char::is_uppercase))
}

/// Where a description ends: at a comma or bracket behind its noun, at the clause of what was told, at the day.
fn end(words: &Words<'_>, phrase: &Range<usize>, lexicon: &Lexicon) -> usize {
    let node = |word: usize| words.node(word);
    let head = phrase
        .clone()
        .find(|word| node(*word).and_then(|node| node.head).is_none_or(|head| !phrase.contains(&head)))
        .unwrap_or(phrase.start);
    let lower = |word: usize| words.form(word).to_lowercase();
    let moment = |word: usize| ["weekday", "day", "month"].iter().any(|kind| lexicon.is(kind, &lower(word)));
    for word in head + 1..phrase.end {
        let mark = node(word).is_some_and(|node| node.deprel == "mark" && node.upos == "SCONJ");
        // “residents that aid would come”: what they are told.
        let infinitive = lexicon.is("to", &lower(word)) && node(word).is_some_and(|node| node.upos == "PART");
        let mark = mark || infinitive || lexicon.is("opens", &lower(word));
        if matches!(words.form(word), "," | ";" | ":" | "(" | "[" | "–" | "—") || mark {
            return word;
        }
        let small = |word: usize| {
            words.node(word).is_some_and(|node| matches!(node.upos, "ADP" | "NUM"))
                || lexicon.is("dated", &lower(word))
        };
        if moment(word) && small(word - 1) {
            // The whole phrase of the day goes: “on Tuesday”, “dated 3 May”.
            let mut top = word;
            while let Some(above) = node(top).and_then(|node| node.head).filter(|above| *above > head) {
                top = above;
            }
            let below = |at: usize| node(at).is_some_and(|node| node.head == Some(top));
            let start = (head + 1..word).find(|at| *at == top || below(*at)).unwrap_or(word);
            return start;
        }
    }
    phrase.end
}
