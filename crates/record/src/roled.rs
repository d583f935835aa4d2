//! Names right behind what their bearers are: “opposition leader Jens Falk accused”, “the state news agency Velpress”.
//! Parsers hang the noun and the name on the verb side by side, or take the end of the name for the verb.

use std::ops::Range;

use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// A name has no more words.
const LONGEST: usize = 4;
/// Kinds of words that say what somebody is.
const ROLES: [&str; 5] = ["title", "person", "unnamed", "any-body", "role"];

/// Makes the name the head of such phrases.
pub(crate) fn bind(words: &mut Words<'_>, sentence: Range<usize>, lexicon: &Lexicon) {
    for noun in sentence.clone() {
        if words.is_capital(noun + 1)
            && says_what(words, noun, lexicon)
            && let Some(name) = name_behind(words, noun, sentence.end, lexicon)
        {
            gather(words, noun, &name);
            free_verb(words, &name, sentence.end);
            bind_one(words, noun, &name);
        }
    }
}

/// Whether a word is a noun for one person or body.
fn says_what(words: &Words<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let Some(node) = words.node(word) else { return false };
    let name = node.upos == "PROPN";
    let known = |form: &str| ROLES.iter().any(|kind| lexicon.is(kind, form));
    // “actress and activist Ida Lund”: what is joined belongs to the name as a whole.
    let joined = universal(node.deprel) == "conj";
    (node.upos == "NOUN" || name)
        && !joined
        && !node.feats.contains("Number=Plur")
        && (known(&node.lemma.to_lowercase()) || known(&words.form(word).to_lowercase()))
}

/// The words with capitals right behind a noun, if they may be a name and nothing goes on behind it.
fn name_behind(words: &Words<'_>, noun: usize, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let first = noun + 1;
    let plain = |word: usize| {
        let form = words.form(word);
        words.is_capital(word)
            && form.chars().any(char::is_lowercase)
            && form.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '’' | '\''))
    };
    let lower = |word: usize| words.form(word).to_lowercase();
    let other = |word: usize| {
        ["weekday", "month", "day"].iter().chain(&ROLES).any(|kind| lexicon.is(kind, &lower(word)))
            || words
                .node(word)
                .is_none_or(|node| matches!(node.upos, "PRON" | "DET" | "NUM" | "ADP" | "SCONJ"))
    };
    let small = |word: usize| lexicon.is("in-person", words.form(word)) && plain(word + 1);
    let part = |word: &usize| plain(*word) && !other(*word) || *word > first && small(*word);
    let last = (first..end.min(first + LONGEST)).take_while(part).last()?;
    // “the agency Lund's chief”, “the company Lund Motors Ltd.”: more than a name.
    let next = words.node(last + 1);
    let goes_on = next.is_some_and(|node| {
        node.deprel == "case" && node.upos == "PART" || matches!(node.upos, "NOUN" | "PROPN" | "NUM")
    });
    let place = first == last && lexicon.is("world-place", words.form(first));
    // “State Department”: behind a capital only a given name tells that a person's name begins.
    let given = lexicon.value("given-name", &lower(first)).is_some();
    let place = place || words.nodes[noun].upos == "PROPN" && words.place(noun).1 > 0 && !given;
    (last + 1 < end && !goes_on && !place).then_some(first..last + 1)
}

/// “leader Otso Lund said”, where the tree has both parts of the name below the noun: the first has the rest below it.
fn gather(words: &mut Words<'_>, noun: usize, name: &Range<usize>) {
    let below = |word: &usize| words.nodes[*word].head == Some(noun);
    let tops: Vec<usize> = name.clone().filter(below).collect();
    // “Passenger Ida Lund” is one name to the tree.
    if tops.len() < 2 || words.is_capital(noun) {
        return;
    }
    for word in tops {
        let first = word == name.start;
        words.nodes[word].head = Some(if first { noun } else { name.start });
        words.nodes[word].deprel = if first { "appos" } else { "flat" };
        words.nodes[word].upos = "PROPN";
    }
}

/// “Jens Falk accused”, where the tree has *Falk* for the verb and the verb below it: the verb takes its place.
fn free_verb(words: &mut Words<'_>, name: &Range<usize>, end: usize) {
    let last = name.end - 1;
    let verb = words.nodes[last].upos == "VERB" || universal(words.nodes[last].deprel) == "root";
    if !verb || name.len() < 2 {
        return;
    }
    let below = |word: &usize| {
        let node = &words.nodes[*word];
        node.upos == "VERB"
            && node.head == Some(last)
            && matches!(universal(node.deprel), "xcomp" | "ccomp" | "conj" | "dep" | "advcl" | "parataxis")
    };
    let Some(verb) = (name.end..end.min(name.end + 3)).find(below) else { return };
    (words.nodes[verb].head, words.nodes[verb].deprel) = (words.nodes[last].head, words.nodes[last].deprel);
    for node in &mut words.nodes {
        if node.head == Some(last) {
            node.head = Some(verb);
        }
    }
    (words.nodes[last].head, words.nodes[last].deprel) = (Some(verb), "nsubj");
}

/// The name stands where noun and name stood.
fn bind_one(words: &mut Words<'_>, noun: usize, name: &Range<usize>) {
    let inside = noun..name.end;
    let tops: Vec<usize> = inside
        .clone()
        .filter(|word| words.nodes[*word].head.is_none_or(|head| !inside.contains(&head)))
        .collect();
    let &[top, _, ..] = tops.as_slice() else { return };
    // “a spokeswoman for the mining group Aldermoor”: what the noun hangs on has the name below it.
    let hangs = |word: &usize| {
        let node = &words.nodes[*word];
        node.deprel == "case" && node.head.is_some_and(|head| inside.contains(&head))
    };
    let begin = words.sentences.get(words.place(noun).0).map_or(0, |sentence| sentence.start);
    let case = (begin..noun).rfind(hangs);
    let of_kind = |kinds: &[&str]| {
        tops.iter().copied().find(|word| kinds.contains(&universal(words.nodes[*word].deprel)))
    };
    let top = match case {
        Some(_) => of_kind(&["nmod", "obl"]),
        None => Some(of_kind(&["nsubj"]).unwrap_or(top)),
    };
    let Some(top) = top else { return };
    let above = |word: &usize| words.nodes[*word].head;
    let Some(head) = above(&top) else { return };
    // What the phrase hangs on may not hang on it.
    if std::iter::successors(Some(head), above).take(words.len()).any(|word| inside.contains(&word)) {
        return;
    }
    let relation = words.nodes[top].deprel;
    let first = name.start;
    let around = words.sentences.get(words.place(noun).0).cloned().unwrap_or(0..words.len());
    for word in around {
        let node = &mut words.nodes[word];
        let behind = word >= name.end && node.head.is_some_and(|head| inside.contains(&head));
        let before = word < noun && node.head.is_some_and(|head| name.contains(&head));
        if behind || before || case == Some(word) {
            node.head = Some(first);
        }
    }
    for word in name.clone().skip(1) {
        (words.nodes[word].head, words.nodes[word].deprel) = (Some(first), "flat");
        words.nodes[word].upos = "PROPN";
    }
    (words.nodes[noun].head, words.nodes[noun].deprel) = (Some(first), "nmod:desc");
    (words.nodes[first].head, words.nodes[first].deprel) = (Some(head), relation);
    words.nodes[first].upos = "PROPN";
}

#[cfg(test)]
mod tests {
    use avviso_tables::Tables;

    use super::*;

    #[test]
    fn the_name_stands_for_the_phrase_and_the_verb_for_itself() {
        let lexicon = Lexicon::load(&Tables::built_in(), "en").unwrap().unwrap();
        let tree = [
            ("NOUN", "_", Some(1), "compound"),
            ("NOUN", "_", Some(4), "nsubj"),
            ("PROPN", "_", Some(3), "nsubj"),
            ("VERB", "_", None, "root"),
            ("VERB", "_", Some(3), "xcomp"),
            ("PRON", "_", Some(4), "obj"),
        ];
        let mut words = Words::of_tree("opposition leader Jens Falk accused her", &tree);
        bind(&mut words, 0..6, &lexicon);
        let wanted = [
            (Some(1), "compound"),
            (Some(2), "nmod:desc"),
            (Some(4), "nsubj"),
            (Some(2), "flat"),
            (None, "root"),
            (Some(4), "obj"),
        ];
        assert_eq!(words.tree(), wanted);
    }
}
