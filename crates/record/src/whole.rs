//! Names of several words that the world's tables have and a tree takes apart: “the FBI and Justice Department”.

use std::ops::Range;

use crate::attribution::Words;
use crate::lexicon::Lexicon;
use crate::yields::{children, relation};

/// No name of more words is looked for.
const LONGEST: usize = 6;
/// Tables with names of several words.
const NAMES: [&str; 4] = ["world-body", "world-place", "world-name", "world-people"];

/// Binds the words of each name of the world in a sentence to its last one, the longest names first.
pub(crate) fn bind(words: &mut Words<'_>, sentence: Range<usize>, lexicon: &Lexicon) {
    let mut first = sentence.start;
    while first < sentence.end {
        let longest = sentence.end.min(first + LONGEST);
        let name = (first + 2..=longest).rev().map(|end| first..end);
        match name.filter(|name| is_name(words, name)).find(|name| is_known(words, name, lexicon)) {
            Some(name) => {
                first = name.end;
                bind_one(words, &name);
            }
            None => first += 1,
        }
    }
}

/// Whether a run of words begins and ends with capitals.
fn is_name(words: &Words<'_>, name: &Range<usize>) -> bool {
    words.is_capital(name.start) && words.is_capital(name.end - 1)
}

fn is_known(words: &Words<'_>, name: &Range<usize>, lexicon: &Lexicon) -> bool {
    let text = words.text.get(words.spans[name.start].start as usize..words.spans[name.end - 1].end as usize);
    text.is_some_and(|text| NAMES.iter().any(|kind| lexicon.is(kind, text)))
}

/// Makes the last word the head of a name of which more than one word hangs on others, or whose top is no name.
fn bind_one(words: &mut Words<'_>, name: &Range<usize>) {
    let outside = |word: usize| words.nodes[word].head.is_none_or(|head| !name.contains(&head));
    let tops: Vec<usize> = name.clone().filter(|word| outside(*word)).collect();
    let last = name.end - 1;
    let clause = |word: usize| matches!(relation(words, word), "nsubj" | "obj" | "xcomp" | "ccomp" | "advcl");
    if let [top] = tops.as_slice()
        && words.nodes[*top].upos == "PROPN"
        && !name.clone().any(|word| word != *top && (clause(word) || relation(words, word) == "conj"))
    {
        return;
    }
    // The name stands where the word stood that is nearest to the sentence's root, unless a verb was made of it: “by
    // Human Rights Watch”.
    let verb = |word: &usize| words.nodes[*word].upos == "VERB" && words.nodes[*word].head.is_none();
    let main = tops.iter().copied().find(|top| tops.len() > 1 && verb(top));
    let tops: Vec<usize> = tops.into_iter().filter(|top| Some(*top) != main).collect();
    // “to Guinea-Bissau”: behind a preposition, whatever its other words are taken for.
    let behind =
        |top: &usize| children(words, *top).any(|case| case < name.start && relation(words, case) == "case");
    let nearest = || tops.iter().copied().min_by_key(|top| (depth(words, *top), last - top));
    let Some(top) = tops.iter().copied().find(behind).or_else(nearest) else { return };
    let (head, relation) = (words.nodes[top].head, words.nodes[top].deprel);
    if let Some(main) = main {
        follow(words, main, name);
    }
    for word in name.clone().filter(|word| *word != last) {
        words.nodes[word].head = Some(last);
        if !matches!(words.nodes[word].upos, "ADP" | "DET" | "CCONJ" | "PUNCT" | "PART") {
            words.nodes[word].deprel = "compound";
            words.nodes[word].upos = "PROPN";
        }
    }
    // “and” and “for” before the name hang on all of it.
    let within = name.start..last;
    for node in &mut words.nodes {
        if node.head.is_some_and(|head| within.contains(&head)) {
            node.head = Some(last);
        }
    }
    words.nodes[last].head = head;
    words.nodes[last].deprel = relation;
    words.nodes[last].upos = "PROPN";
}

/// Makes the first verb that hangs on a sentence's main one, which is a part of a name, the main one.
fn follow(words: &mut Words<'_>, main: usize, name: &Range<usize>) {
    let own: Vec<usize> = children(words, main).filter(|word| !name.contains(word)).collect();
    let Some(next) = own.iter().copied().find(|word| words.nodes[*word].upos == "VERB") else { return };
    for word in own {
        words.nodes[word].head = Some(next);
    }
    (words.nodes[next].head, words.nodes[next].deprel) = (None, "root");
}

/// How many words stand above a word.
fn depth(words: &Words<'_>, word: usize) -> usize {
    let above = |word: &usize| words.nodes[*word].head;
    std::iter::successors(above(&word), above).take(words.len()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_hangs_together_on_its_last_word() {
        let tree = [
            ("NOUN", "_", None, "root"),
            ("CCONJ", "_", Some(2), "cc"),
            ("PROPN", "_", Some(0), "conj"),
            ("PROPN", "_", Some(0), "conj"),
        ];
        let mut words = Words::of_tree("prosecutors and Justice Department", &tree);
        bind_one(&mut words, &(2..4));
        let wanted = [(None, "root"), (Some(3), "cc"), (Some(3), "compound"), (Some(0), "conj")];
        assert_eq!(words.tree(), wanted);
    }
}
