//! Clauses that a tree has for phrases, and phrases that it has for clauses: “is set to endorse it”, “bowed to pressure”,
//! “had massed tanks”, “loaded with oil was seized”.

use std::ops::Range;

use crate::attribution::Words;
use crate::yields::{below, hang, is_subject};

/// Sets right the trees of a sentence.
pub(crate) fn mend(words: &mut Words<'_>, sentence: &Range<usize>) {
    for word in sentence.clone().skip(1) {
        if let Some(noun) = described(words, word) {
            describe(words, word, noun);
        } else if let Some(noun) = infinitive(words, word) {
            complete(words, word, noun);
        } else if is_nominal(words, word) {
            words.nodes[word].deprel = "obl";
            (words.nodes[word - 1].deprel, words.nodes[word - 1].upos) = ("case", "ADP");
        } else if let Some(helper) = perfect(words, word) {
            help(words, sentence, helper, word);
        }
    }
    if let Some((first, second)) = listed(words, sentence) {
        words.nodes[first].deprel = words.nodes[second].deprel;
        hang(words, second, first, "conj");
    }
    for verb in sentence.clone() {
        if let Some((subject, mark)) = since(words, verb) {
            hang(words, subject, verb, "nsubj");
            hang(words, mark, verb, "mark");
            words.nodes[verb].deprel = "advcl";
        }
        if let Some((subject, main)) = reduced(words, verb) {
            lead(words, verb, (subject, main));
        }
    }
}

/// “Latvia, Lithuania and Estonia will hold drills”: the name that opens a sentence, taken for when or how, and the subject
/// behind the comma that it is listed with.
fn listed(words: &Words<'_>, sentence: &Range<usize>) -> Option<(usize, usize)> {
    let first = sentence.start;
    let comma = (first + 1..sentence.end).find(|word| words.form(*word) == ",")?;
    let name = |word: usize| words.node(word).filter(|node| node.upos == "PROPN");
    let second = comma + 1;
    let (one, two) = (name(first)?, name(second)?);
    let alone = (first + 1..comma).all(|word| words.nodes[word].head == Some(first));
    let loose =
        matches!(one.deprel, "advmod" | "obl" | "obl:unmarked" | "parataxis" | "dislocated" | "vocative");
    let more = below(words, second).any(|(_, relation)| relation == "conj");
    let marked = below(words, first).any(|(_, relation)| relation == "case");
    (alone && loose && more && !marked && is_subject((second, two.deprel)) && one.head == two.head)
        .then_some((first, second))
}

/// “food to displaced families”, taken for an infinitive: the noun behind a participle that stands where none can.
fn described(words: &Words<'_>, participle: usize) -> Option<usize> {
    let node = words.node(participle)?;
    let before = words.node(participle - 1)?;
    let past = node.upos == "VERB" && node.feats.contains("Tense=Past");
    let marked = before.head == Some(participle) && before.deprel == "mark" && before.upos == "PART";
    let clause = matches!(node.deprel, "acl" | "advcl" | "xcomp") && node.head.is_some();
    if !past || !marked || !clause || below(words, participle).any(is_subject) {
        return None;
    }
    below(words, participle)
        .find(|(word, relation)| *relation == "obj" && *word > participle)
        .map(|(noun, _)| noun)
}

/// Makes a preposition of the particle before a participle, and a noun that it describes of the object.
fn describe(words: &mut Words<'_>, participle: usize, noun: usize) {
    let Some(head) = words.nodes[participle].head else { return };
    let relation = if words.nodes[head].upos == "VERB" { "obl" } else { "nmod" };
    hang(words, noun, head, relation);
    hang(words, participle, noun, "amod");
    hang(words, participle - 1, noun, "case");
    words.nodes[participle - 1].upos = "ADP";
}

/// “is set to endorse Chile's plan”, taken for an endorse plan: the noun behind an infinitive that stands as a part of it.
fn infinitive(words: &Words<'_>, verb: usize) -> Option<usize> {
    let node = words.node(verb)?;
    let marker = words.node(verb - 1)?;
    let part = node.upos == "VERB"
        && node.feats.contains("VerbForm=Inf")
        && matches!(node.deprel, "compound" | "amod");
    let noun = node.head.filter(|noun| part && *noun > verb)?;
    let marked = marker.head == Some(noun) && marker.deprel == "case";
    (marked && words.nodes[noun].head.is_some()).then_some(noun)
}

/// “bowed to pressure”, taken for an infinitive: a noun with what marks one right before it.
fn is_nominal(words: &Words<'_>, word: usize) -> bool {
    let node = &words.nodes[word];
    let clause = matches!(node.deprel, "xcomp" | "advcl") && matches!(node.upos, "NOUN" | "PROPN");
    let marker = words.nodes[word - 1];
    let marked = marker.head == Some(word) && marker.deprel == "mark" && marker.upos == "PART";
    clause && marked && !below(words, word).any(|child| is_subject(child) || child.1 == "cop")
}

/// “they had massed tanks”, taken for what they had: the verb right before a participle that has an object of its own.
fn perfect(words: &Words<'_>, participle: usize) -> Option<usize> {
    let node = words.node(participle)?;
    let past = node.upos == "VERB" && node.feats.contains("Tense=Past") && node.deprel == "xcomp";
    let helper = node.head.filter(|helper| past && helper + 1 == participle)?;
    let has = |of: usize, wanted: &str| below(words, of).any(|(_, relation)| relation == wanted);
    let fits = words.node(helper)?.upos == "VERB" && has(participle, "obj") && !has(helper, "obj");
    fits.then_some(helper)
}

/// Makes an auxiliary of a verb.
fn help(words: &mut Words<'_>, sentence: &Range<usize>, helper: usize, verb: usize) {
    (words.nodes[verb].head, words.nodes[verb].deprel) =
        (words.nodes[helper].head, words.nodes[helper].deprel);
    for word in sentence.clone().filter(|word| *word != verb) {
        if words.nodes[word].head == Some(helper) {
            words.nodes[word].head = Some(verb);
        }
    }
    hang(words, helper, verb, "aux");
    words.nodes[helper].upos = "AUX";
}

/// “A plan drawn up by Chile was turned down”, taken for a plan that drew: the main verb of a sentence that is a participle
/// of its subject, and the verb behind it that has none.
fn reduced(words: &Words<'_>, verb: usize) -> Option<(usize, usize)> {
    let node = words.node(verb)?;
    let participle = node.upos == "VERB" && node.deprel == "root" && node.feats.contains("Tense=Past");
    let helped = || below(words, verb).any(|(_, relation)| relation.starts_with("aux") || relation == "obj");
    if !participle || helped() {
        return None;
    }
    let (subject, _) = below(words, verb).find(|child| is_subject(*child) && child.0 < verb)?;
    // “loaded with oil was seized”: what stands behind a preposition is no subject.
    let subjects = |of: usize| below(words, of).filter(|child| is_subject(*child)).map(|(word, _)| word);
    let behind = |word: usize| below(words, word).any(|(_, relation)| relation == "case");
    let main = |(word, relation): &(usize, &str)| {
        let open = matches!(*relation, "ccomp" | "parataxis" | "conj" | "advcl") && *word > verb;
        let linked = || below(words, *word).any(|child| matches!(child.1, "mark" | "cc"));
        let passive = || below(words, *word).any(|(aux, relation)| relation == "aux:pass" && aux > verb);
        open && passive() && !linked() && subjects(*word).all(|own| own < *word && behind(own))
    };
    let (main, _) = below(words, verb).find(main)?;
    Some((subject, main))
}

/// Makes the main verb of a sentence of the one behind a participle, which becomes what its subject is like.
fn lead(words: &mut Words<'_>, participle: usize, (subject, main): (usize, usize)) {
    for word in participle + 1..main {
        if words.nodes[word].head == Some(main) && is_subject((word, words.nodes[word].deprel)) {
            hang(words, word, participle, "obl");
        }
    }
    (words.nodes[main].head, words.nodes[main].deprel) = (None, "root");
    hang(words, subject, main, "nsubj:pass");
    hang(words, participle, subject, "acl");
}

/// Makes a clause of an infinitive and the noun that it was a part of.
fn complete(words: &mut Words<'_>, verb: usize, noun: usize) {
    words.nodes[verb].head = words.nodes[noun].head;
    words.nodes[verb].deprel = "xcomp";
    hang(words, noun, verb, "obj");
    hang(words, verb - 1, verb, "mark");
    words.nodes[verb - 1].upos = "PART";
}

/// “a day after they opened it”, with a subject that is taken for what the day is after: the subject, and the word before
/// it that makes a clause of it.
fn since(words: &Words<'_>, verb: usize) -> Option<(usize, usize)> {
    let node = words.node(verb)?;
    let finite = node.upos == "VERB" && node.feats.contains("VerbForm=Fin") && node.head.is_some();
    if !finite || below(words, verb).any(is_subject) {
        return None;
    }
    let time = |(word, relation): &(usize, &str)| relation.ends_with(":unmarked") && *word < verb;
    let (time, _) = below(words, verb).find(time)?;
    let noun = |(word, relation): &(usize, &str)| *relation == "nmod" && (time..verb).contains(word);
    let (subject, _) = below(words, time).filter(noun).last()?;
    let (mark, _) = below(words, subject).find(|(_, relation)| *relation == "case")?;
    // Nothing stands between the subject, with what hangs on it, and the verb.
    let under = |word: usize| {
        let above = |word: &usize| words.nodes[*word].head;
        std::iter::successors(Some(word), above).take(words.len()).any(|word| word == subject)
    };
    (mark == time + 1 && (subject..verb).all(under)).then_some((subject, mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finite::tests::check_by;

    #[test]
    fn phrases_and_clauses_are_told_apart() {
        let check = |text, tree, wanted| check_by(mend, text, tree, wanted);
        check(
            "set to endorse plans",
            &[
                ("VERB", "_", None, "root"),
                ("ADP", "_", Some(3), "case"),
                ("VERB", "VerbForm=Inf", Some(3), "compound"),
                ("NOUN", "_", Some(0), "obj"),
            ],
            &[(None, "root"), (Some(2), "mark"), (Some(0), "xcomp"), (Some(2), "obj")],
        );
        check(
            "bowed to pressure",
            &[("VERB", "_", None, "root"), ("PART", "_", Some(2), "mark"), ("NOUN", "_", Some(0), "xcomp")],
            &[(None, "root"), (Some(2), "case"), (Some(0), "obl")],
        );
        check(
            "armies had massed tanks",
            &[
                ("NOUN", "_", Some(1), "nsubj"),
                ("VERB", "VerbForm=Fin", None, "root"),
                ("VERB", "Tense=Past|VerbForm=Part", Some(1), "xcomp"),
                ("NOUN", "_", Some(2), "obj"),
            ],
            &[(Some(2), "nsubj"), (Some(2), "aux"), (None, "root"), (Some(2), "obj")],
        );
        check(
            "tankers loaded were seized",
            &[
                ("NOUN", "_", Some(1), "nsubj"),
                ("VERB", "Tense=Past|VerbForm=Part", None, "root"),
                ("AUX", "_", Some(3), "aux:pass"),
                ("VERB", "Tense=Past|VerbForm=Part", Some(1), "ccomp"),
            ],
            &[(Some(3), "nsubj:pass"), (Some(0), "acl"), (Some(3), "aux:pass"), (None, "root")],
        );
    }
}
