//! Names that a tree has for something else: a parser has never seen most names, and takes some for other words.

use std::collections::HashSet;
use std::ops::Range;

use crate::attribution::{Words, universal};
use crate::clauses;
use crate::finite;
use crate::lexicon::Lexicon;
use crate::roled;
use crate::titled;
use crate::whole;

/// A sentence that has capitals at more than one word in so many is written as titles are: they tell nothing.
const TITLE: (usize, usize) = (3, 5);
/// Kinds of words that say what somebody is; before names they have capitals, too.
const ROLES: [&str; 5] = ["title", "person", "body", "unnamed", "any-body"];

/// Makes proper nouns of the words with a capital in the middle of a sentence that stand beside another one, and of
/// those at the beginning of one that are names elsewhere in the document; binds names together that the tree takes
/// apart, and sets right what stands for the verb of such sentences.
///
/// Nothing changes in languages without capitals.
pub(crate) fn mend(paragraphs: &mut [Words<'_>], lexicon: &Lexicon) {
    for words in paragraphs.iter_mut() {
        for sentence in words.sentences.clone() {
            if is_title(words, &sentence) {
                continue;
            }
            first_name(words, sentence.start, lexicon);
            for word in sentence.clone().skip(1) {
                place(words, word, lexicon);
                if is_misread(words, word, lexicon) {
                    make_name(words, word);
                } else if is_inner(words, word, lexicon) {
                    words.nodes[word].upos = "PROPN";
                }
                capitals(words, word, lexicon);
                across_comma(words, word);
            }
            whole::bind(words, sentence.clone(), lexicon);
            titled::bind(words, sentence.clone(), lexicon);
            roled::bind(words, sentence.clone(), lexicon);
            finite::mend(words, &sentence);
            clauses::mend(words, &sentence);
        }
    }
    let names: HashSet<&str> = paragraphs.iter().flat_map(names).collect();
    for words in paragraphs.iter_mut() {
        for first in words.sentences.clone().into_iter().map(|sentence| sentence.start) {
            let noun = words.node(first).is_some_and(|node| node.upos == "NOUN");
            if noun
                && is_capitalised(words, first)
                && names.contains(words.form(first))
                && !is_role(words, first, lexicon)
            {
                words.nodes[first].upos = "PROPN";
            }
        }
    }
}

/// “flew to Chile”: a place of the world with a capital is no verb, nor a pronoun; what would make one of it is a
/// preposition.
fn place(words: &mut Words<'_>, word: usize, lexicon: &Lexicon) {
    let misread = words.node(word).is_some_and(|node| matches!(node.upos, "VERB" | "PRON"));
    if !misread || !words.is_capital(word) || !lexicon.is("world-place", words.form(word)) {
        return;
    }
    let before = words.nodes[word - 1];
    let marked =
        before.head == Some(word) && before.deprel == "mark" && matches!(before.upos, "PART" | "ADP");
    words.nodes[word].upos = "PROPN";
    if marked {
        words.nodes[word].deprel = "obl";
        (words.nodes[word - 1].deprel, words.nodes[word - 1].upos) = ("case", "ADP");
    }
}

/// “the bloc ECOWAS”: a body of the world in capitals right behind a noun is its name, whatever it is taken for.
fn capitals(words: &mut Words<'_>, word: usize, lexicon: &Lexicon) {
    let form = words.form(word);
    let abbreviation = form.chars().count() > 2 && form.chars().all(char::is_uppercase);
    let function = words.node(word).is_some_and(|node| matches!(node.upos, "AUX" | "VERB" | "ADV"));
    let noun = words.node(word - 1).is_some_and(|node| node.upos == "NOUN");
    // “rejects ECOWAS call”
    if abbreviation
        && lexicon.is("world-body", form)
        && words.node(word).is_some_and(|node| node.upos == "AUX")
    {
        words.nodes[word].upos = "PROPN";
    }
    if abbreviation && function && noun && lexicon.is("world-body", form) {
        (words.nodes[word].head, words.nodes[word].deprel) = (Some(word - 1), "flat");
        words.nodes[word].upos = "PROPN";
    }
}

/// “Chad expelled them”: a place of the world that begins a sentence is no auxiliary.
fn first_name(words: &mut Words<'_>, first: usize, lexicon: &Lexicon) {
    let Some(node) = words.node(first) else { return };
    let function =
        matches!(node.upos, "AUX" | "ADV" | "ADP" | "INTJ" | "CCONJ" | "SCONJ" | "PART" | "DET" | "X");
    let place = is_capitalised(words, first) && lexicon.is("world-place", words.form(first));
    if !place || !function && !matches!(node.upos, "NOUN" | "PRON") || is_named(words, first + 1) {
        return;
    }
    if !function {
        words.nodes[first].upos = "PROPN";
    } else if node.head.is_some_and(|head| head > first) {
        words.nodes[first].upos = "PROPN";
        words.nodes[first].deprel = "nsubj";
    }
}

/// The names in the middle of sentences.
fn names<'t>(words: &Words<'t>) -> Vec<&'t str> {
    let inner = words.sentences.iter().filter(|sentence| !is_title(words, sentence));
    let inner = inner.flat_map(|sentence| sentence.clone().skip(1));
    inner.filter(|word| is_named(words, *word)).map(|word| words.form(word)).collect()
}

/// Whether so many words of a sentence have capitals that they tell nothing.
fn is_title(words: &Words<'_>, sentence: &Range<usize>) -> bool {
    let capitals = sentence.clone().filter(|word| is_capitalised(words, *word)).count();
    capitals * TITLE.1 > sentence.len() * TITLE.0
}

/// Whether a word says what somebody is.
fn is_role(words: &Words<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let form = words.form(word).to_lowercase();
    ROLES.iter().any(|kind| lexicon.is(kind, &form))
}

/// Whether a word begins with a capital and goes on in small letters.
fn is_capitalised(words: &Words<'_>, word: usize) -> bool {
    let mut chars = words.form(word).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
}

/// Whether a word is a name or may well be part of one.
fn is_named(words: &Words<'_>, word: usize) -> bool {
    is_capitalised(words, word) && words.node(word).is_some_and(|node| node.upos == "PROPN")
}

/// Whether a word is of a name, but tagged as another word.
fn is_misread(words: &Words<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let Some(node) = words.node(word) else { return false };
    let other = matches!(
        node.upos,
        "NOUN" | "VERB" | "ADV" | "ADP" | "CCONJ" | "SCONJ" | "X" | "INTJ" | "AUX" | "DET" | "PART" | "ADJ"
    );
    let opens = words.form(word - 1).chars().all(|char| !char.is_alphanumeric() && char != ',');
    if !other || !is_capitalised(words, word) || opens || is_role(words, word, lexicon) {
        return false;
    }
    let beside = |word: usize| {
        is_named(words, word)
            || node.upos == "NOUN" && is_capitalised(words, word) && !is_role(words, word, lexicon)
    };
    let known = |kind: &str| lexicon.is(kind, words.form(word));
    if known("world-place") || known("world-body") {
        return true;
    }
    // “agreed Pence won”: a family name, but not “the Church”.
    let plain = words.node(word - 1).is_none_or(|before| before.upos != "DET");
    if node.upos == "NOUN" && node.deprel != "compound" && plain && known("world-person") {
        return true;
    }
    // “Farid Anwar”, but not “Chinese Anwar”.
    let given = lexicon.value("given-name", &words.form(word).to_lowercase()).is_some();
    // “activist Precious Lund”
    let person = lexicon.is("person", words.form(word - 1));
    if node.upos == "ADJ" && (given || person) && is_named(words, word + 1) {
        return true;
    }
    // “the newspaper Tribuna”
    let called = node.upos == "NOUN"
        && words.node(word - 1).is_some_and(|node| node.upos == "NOUN")
        && ["any-body", "title", "person"].iter().any(|kind| lexicon.is(kind, words.form(word - 1)));
    node.upos != "ADJ" && (called || beside(word - 1) || beside(word + 1))
}

/// Whether a word is small within a name: “van” and “der” between two with capitals.
fn is_inner(words: &Words<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let small = |word: usize| lexicon.is("in-person", words.form(word));
    if !small(word) || words.node(word).is_none_or(|node| !matches!(node.upos, "NOUN" | "X" | "VERB" | "ADJ"))
    {
        return false;
    }
    let behind = (word + 1..words.len()).find(|word| !small(*word));
    is_named(words, word - 1) && behind.is_some_and(|behind| is_named(words, behind))
}

/// Makes a word a proper noun that hangs on the name beside it where it hung as no noun does.
fn make_name(words: &mut Words<'_>, word: usize) {
    let verb = words.nodes[word].upos == "VERB";
    words.nodes[word].upos = "PROPN";
    let relation = universal(words.nodes[word].deprel);
    // “urged Chad to keep …”: what was a clause is an object.
    if verb && matches!(relation, "xcomp" | "ccomp") {
        words.nodes[word].deprel = "obj";
        return;
    }
    if !matches!(relation, "cc" | "mark" | "case" | "advmod" | "aux" | "discourse" | "det" | "dep" | "fixed")
    {
        return;
    }
    let (head, relation) = match () {
        () if is_named(words, word + 1) => (word + 1, "compound"),
        () if is_named(words, word - 1) => (word - 1, "flat"),
        // “met Togo”: where an adverb may stand, an object may.
        () => {
            words.nodes[word].deprel = "obj";
            return;
        }
    };
    if words.nodes[head].head != Some(word) {
        words.nodes[word].head = Some(head);
        words.nodes[word].deprel = relation;
    }
}

/// “The chairman of Lund & Reve, Ida Moe, said”: what stands behind a comma goes on with no name, but says who is
/// meant by the noun above it.
fn across_comma(words: &mut Words<'_>, word: usize) {
    let Some(node) = words.node(word).filter(|node| node.upos == "PROPN" && node.deprel == "flat") else {
        return;
    };
    let Some(head) = node.head.filter(|head| *head < word) else { return };
    let comma = (head + 1..word).any(|between| words.form(between) == ",");
    let Some(above) = words.node(head).filter(|_| comma) else { return };
    let noun = above.head.filter(|noun| *noun < head && universal(above.deprel) == "nmod");
    words.nodes[word].head = Some(noun.unwrap_or(head));
    words.nodes[word].deprel = "appos";
}
