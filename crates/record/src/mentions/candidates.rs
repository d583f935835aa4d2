//! Words that may stand for something, with what hangs on them.

use std::ops::Range;

use super::Form;
use super::names::same_place;
use crate::attribution::{Words, universal};

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its words.
    pub words: Range<usize>,
    /// The word that the others hang on.
    pub head: usize,
    /// How it would mention something.
    pub form: Form,
    /// The word that a name is around: the head, or the name behind a noun that says what it is.
    pub name: usize,
}

/// Relations below a noun that are not part of its phrase (Universal Dependencies).
const OUTSIDE: [&str; 18] = [
    "case",
    "cc",
    "conj",
    "parataxis",
    "appos",
    "mark",
    "cop",
    "nsubj",
    "csubj",
    "advcl",
    "aux",
    "expl",
    "vocative",
    "discourse",
    "list",
    "dislocated",
    "ccomp",
    "orphan",
];
/// Relations of words that are part of another one's phrase and none of their own.
const PARTS: [&str; 4] = ["flat", "fixed", "goeswith", "expl"];

/// The candidates of a paragraph: in the order of their first words, longer ones first.
pub fn candidates(words: &Words<'_>) -> Vec<Candidate> {
    let nodes = &words.nodes;
    // How far each word's own words reach, without what is outside of its phrase.
    let mut reach: Vec<Range<usize>> = (0..nodes.len()).map(|word| word..word + 1).collect();
    // All that hangs on a word, and its phrase; a phrase below another one brings all that hangs on it.
    let mut whole = reach.clone();
    for word in bottom_up(words) {
        let Some(head) = nodes[word].head else { continue };
        let below = whole[word].clone();
        widen(&mut whole[head], &below);
        if belongs(words, word, head) {
            widen(&mut reach[head], &below);
        }
    }
    // “marine biologist Teo Lanza”: a name that is flat below a noun.
    let mut flat = vec![None; nodes.len()];
    for (word, node) in nodes.iter().enumerate().rev() {
        if let Some(head) = node.head.filter(|head| nodes[*head].upos == "NOUN" && *head < word)
            && node.upos == "PROPN"
            && universal(node.deprel) == "flat"
        {
            flat[head] = Some(word);
        }
    }
    let mut found = Vec::new();
    for (head, node) in nodes.iter().enumerate() {
        let form = match node.upos {
            "PROPN" => Form::Name,
            "NOUN" if flat[head].is_some() => Form::Name,
            "NOUN" => Form::Noun,
            "PRON" => Form::Pronoun,
            _ => continue,
        };
        let joined = head > 0 && same_place(words, head - 1);
        // What is joined by a sign is of the name before it: “Greenfield & Sons”.
        let joined = joined || head > 0 && is_sign(words, head - 1) && universal(node.deprel) == "conj";
        // A title before a name is of its phrase: “Emperor Norton”.
        if PARTS.contains(&universal(node.deprel)) || node.deprel == "nmod:desc" || joined {
            continue;
        }
        let mut own = reach[head].clone();
        let mut last = head;
        while same_place(words, last) {
            last += 1;
            own.end = own.end.max(reach[last].end);
        }
        if form == Form::Name {
            own.end = glued(words, own.end.max(dated(words, last)));
        }
        let words = trimmed(words, own, head);
        found.push(Candidate { words, head, form, name: flat[head].unwrap_or(head) });
    }
    found.sort_by_key(|candidate| (candidate.words.start, std::cmp::Reverse(candidate.words.end)));
    found
}

/// The words so that each stands before what it hangs on.
fn bottom_up(words: &Words<'_>) -> Vec<usize> {
    let heads = || words.nodes.iter().map(|node| node.head);
    let mut waiting = vec![0_usize; words.len()];
    heads().flatten().for_each(|head| waiting[head] += 1);
    let mut order: Vec<usize> = (0..words.len()).filter(|word| waiting[*word] == 0).collect();
    let mut next = 0;
    while let Some(word) = order.get(next).copied() {
        next += 1;
        if let Some(head) = words.nodes[word].head {
            waiting[head] -= 1;
            if waiting[head] == 0 {
                order.push(head);
            }
        }
    }
    order
}

fn widen(range: &mut Range<usize>, by: &Range<usize>) {
    range.start = range.start.min(by.start);
    range.end = range.end.max(by.end);
}

/// Whether a word and all that hangs on it are part of the phrase of its head.
fn belongs(words: &Words<'_>, word: usize, head: usize) -> bool {
    let Some(node) = words.node(word) else { return false };
    let relation = universal(node.deprel);
    // The owner's sign stands behind the noun, unlike prepositions.
    if relation == "case" {
        return word > head;
    }
    // “Greenfield & Sons” is one.
    if relation == "cc" && is_sign(words, word)
        || relation == "conj" && word > head && is_sign(words, word - 1)
    {
        return true;
    }
    // “Portland, Oregon”: a place within another.
    if relation == "appos"
        && node.upos == "PROPN"
        && words.node(head).is_some_and(|head| head.upos == "PROPN")
    {
        let alone = word == head + 2
            && words.form(head + 1) == ","
            && !words
                .nodes
                .iter()
                .skip(word + 1)
                .take(3)
                .any(|node| node.head == Some(word) && node.upos == "PROPN");
        return alone;
    }
    let sign = relation == "punct" || !words.form(word).chars().any(char::is_alphanumeric);
    // “formerly Algoa Bay”; a subject's verb may be a noun, with phrases of its own.
    let loose = relation == "advmod" && word < head || relation == "obl";
    !sign && !loose && !OUTSIDE.contains(&relation)
}

/// Whether a word is the sign that joins the names of a firm.
pub(crate) fn is_sign(words: &Words<'_>, word: usize) -> bool {
    words.form(word) == "&"
}

/// The end of a name that a year follows: “July 1942”; else that of the name.
fn dated(words: &Words<'_>, last: usize) -> usize {
    let year = words.node(last + 1).is_some_and(|node| node.upos == "NUM");
    let digits = |form: &str| form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit());
    last + 1 + usize::from(year && digits(words.form(last + 1)))
}

/// The end of a name with what is written to its end by a dash: “Joon-ho” is cut into three words.
fn glued(words: &Words<'_>, end: usize) -> usize {
    let joins = |word: usize| words.spans[word - 1].end == words.spans[word].start;
    let dash = end > 0 && end + 1 < words.len() && words.form(end) == "-" && joins(end) && joins(end + 1);
    if dash { end + 2 } else { end }
}

/// Without what stands in brackets behind the noun, and without signs at the edges.
fn trimmed(words: &Words<'_>, mut range: Range<usize>, head: usize) -> Range<usize> {
    if let Some(bracket) = (head + 1..range.end).find(|word| matches!(words.form(*word), "(" | "[")) {
        range.end = bracket;
    }
    let sign = |word: usize| {
        let form = words.form(word);
        word != head && !form.chars().any(char::is_alphanumeric) && !matches!(form, "'" | "’" | "%" | "$")
    };
    while range.end > head + 1 && sign(range.end - 1) {
        range.end -= 1;
    }
    // “in Port Ellis”: the preposition may hang on another word of the name.
    let preposition =
        |word: usize| words.node(word).is_some_and(|node| node.upos == "ADP" && node.deprel == "case");
    while range.start < head && (sign(range.start) || preposition(range.start)) {
        range.start += 1;
    }
    range
}
