//! The words below a word of a tree.

use std::ops::Range;

use crate::attribution::{Words, universal};

/// Steps up a tree that are looked at; deeper words belong to nothing.
const DEEPEST: usize = 24;

/// The relation of a word, without its subtype.
pub(crate) fn relation<'t>(words: &Words<'t>, word: usize) -> &'t str {
    words.node(word).map_or("", |node| universal(node.deprel))
}

/// A word's dictionary form, in small letters.
pub(crate) fn lemma(words: &Words<'_>, word: usize) -> String {
    words.node(word).map_or("", |node| node.lemma).to_lowercase()
}

/// The words that hang directly on one.
pub(crate) fn children<'w>(words: &'w Words<'_>, of: usize) -> impl Iterator<Item = usize> + 'w {
    let sentence = words.sentences.get(words.place(of).0).cloned().unwrap_or(0..0);
    sentence.filter(move |word| words.node(*word).is_some_and(|node| node.head == Some(of)))
}

/// Hangs a word on another one in some way.
pub(crate) fn hang<'t>(words: &mut Words<'t>, word: usize, head: usize, relation: &'t str) {
    (words.nodes[word].head, words.nodes[word].deprel) = (Some(head), relation);
}

/// The words that hang on a word, and how.
pub(crate) fn below<'w, 't>(
    words: &'w Words<'t>,
    of: usize,
) -> impl Iterator<Item = (usize, &'t str)> + use<'w, 't> {
    children(words, of).filter_map(|word| Some((word, words.node(word)?.deprel)))
}

/// Whether a word hangs on another one as its subject.
pub(crate) fn is_subject((_, relation): (usize, &str)) -> bool {
    universal(relation) == "nsubj"
}

/// Whether a word is `top` or hangs on it, directly or not.
fn hangs(nodes: &[avviso_syntax::Word<'_>], word: usize, top: usize) -> bool {
    let mut at = word;
    for _ in 0..DEEPEST {
        if at == top {
            return true;
        }
        match nodes.get(at).and_then(|node| node.head) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The words around `top` that all hang on it, without signs at the edges.
pub(crate) fn whole(words: &Words<'_>, top: usize) -> Range<usize> {
    whole_by(words, &words.nodes, top)
}

/// The same by other trees of the same words.
pub(crate) fn whole_by(words: &Words<'_>, nodes: &[avviso_syntax::Word<'_>], top: usize) -> Range<usize> {
    let sentence = words.sentences.get(words.place(top).0).cloned().unwrap_or(top..top + 1);
    let (mut start, mut end) = (top, top + 1);
    while start > sentence.start && hangs(nodes, start - 1, top) {
        start -= 1;
    }
    while end < sentence.end && hangs(nodes, end, top) {
        end += 1;
    }
    let sign = |word: usize| !words.form(word).chars().any(char::is_alphanumeric);
    while end > top + 1 && sign(end - 1) && !is_mark(words, end - 1) {
        end -= 1;
    }
    start..end
}

/// Whether a sign is one of a quotation.
fn is_mark(words: &Words<'_>, word: usize) -> bool {
    let span = words.spans[word];
    words
        .quotations
        .iter()
        .any(|quotation| quotation.span.end == span.end || quotation.span.start == span.start)
}

/// The first of some words whose head is outside of them.
pub(crate) fn top(words: &Words<'_>, range: Range<usize>) -> usize {
    let outside =
        |word: &usize| words.node(*word).and_then(|node| node.head).is_none_or(|head| !range.contains(&head));
    range.clone().find(outside).unwrap_or(range.start)
}
