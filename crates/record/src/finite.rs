//! Verbs that a tree has for something else: a main verb for a participle of its own subject or object, a subject for that
//! of another verb. Phrases and clauses that are taken for each other are `clauses`'.

use std::ops::Range;

use crate::attribution::{Words, universal};
use crate::yields::{below, hang, is_subject};

/// What the verb of such a clause is marked with.
const FINITE: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";

/// Sets right the trees of a sentence.
pub(crate) fn mend(words: &mut Words<'_>, sentence: &Range<usize>) {
    for noun in sentence.clone() {
        if let Some(verb) = predicate(words, noun) {
            raise(words, sentence.end, noun, verb);
        }
    }
    for word in sentence.clone().skip(1) {
        if let Some((subject, object)) = between(words, word) {
            match whose(words, object) {
                Some((noun, case)) => {
                    hang(words, subject, noun, "nmod");
                    words.nodes[case].head = Some(subject);
                    hang(words, object, word, "obj");
                    raise(words, sentence.end, noun, word);
                }
                None => part(words, sentence.start, (subject, word, object)),
            }
        }
    }
    for verb in with_several(words, sentence) {
        if let Some((subject, clause)) = stranded(words, verb) {
            words.nodes[subject].head = Some(clause);
        }
    }
}

/// “The minister, Ida Lund, blamed them”, taken for a minister whom somebody blamed: the verb behind a noun that
/// stands where a verb should. A participle that was done to somebody has no object, nor says that something is so.
fn predicate(words: &Words<'_>, noun: usize) -> Option<usize> {
    let node = words.node(noun)?;
    let alone =
        matches!(node.deprel, "root" | "ccomp" | "parataxis") && matches!(node.upos, "NOUN" | "PROPN");
    if !alone || below(words, noun).any(|child| is_subject(child) || child.1 == "cop") {
        return None;
    }
    let listed = below(words, noun).filter(|(_, relation)| *relation == "conj");
    // “Human Rights Watch faulted Peru”: the verb may hang on the object.
    let object = below(words, noun).filter(|(word, relation)| *relation == "obj" && *word > noun + 1);
    let heads = std::iter::once(noun).chain(listed.chain(object).map(|(word, _)| word));
    let mut verbs = heads.flat_map(|head| below(words, head));
    verbs.find_map(|(verb, relation)| {
        let node = words.node(verb)?;
        let past = node.upos == "VERB" && node.feats.contains("Tense=Past");
        let next = verb == noun + 1 && matches!(relation, "amod" | "xcomp");
        let past = past && verb > noun && (matches!(relation, "acl" | "amod") || next);
        let tells = || below(words, noun).any(|(part, _)| part > verb && is_told(words, part));
        (past && (has_its_own(words, verb) || next && is_before_object(words, noun) || tells()))
            .then_some(verb)
    })
}

/// Whether an object hangs on a noun behind it.
fn is_before_object(words: &Words<'_>, noun: usize) -> bool {
    below(words, noun).any(|(word, relation)| relation == "obj" && word > noun)
}

/// Whether a word is the verb of a clause like “that they had won”, hung on the noun.
fn is_told(words: &Words<'_>, part: usize) -> bool {
    let clause = words.node(part).is_some_and(|node| universal(node.deprel) == "acl");
    clause && below(words, part).any(is_subject) && below(words, part).any(|child| child.1 == "mark")
}

fn has_its_own(words: &Words<'_>, verb: usize) -> bool {
    let (mut own, mut spoken_to) = (false, false);
    for (part, relation) in below(words, verb) {
        match relation {
            "obj" | "ccomp" | "xcomp" => own |= part > verb,
            // “called on them to stop”
            "obl" => spoken_to = words.node(verb + 1).is_some_and(|node| node.head == Some(part)),
            "advcl" => own |= spoken_to,
            // “backed down and said that it …”
            "conj" => {
                let told = |(_, relation): (usize, &str)| matches!(relation, "ccomp" | "obj");
                own |= part > verb && below(words, part).any(told);
            }
            "obl:agent" | "mark" => return false,
            _ if is_subject((part, relation)) => return false,
            _ => {}
        }
    }
    own
}

/// Makes the noun the subject of the verb, which stands where the noun stood.
fn raise(words: &mut Words<'_>, end: usize, noun: usize, verb: usize) {
    let (head, relation) = (words.nodes[noun].head, words.nodes[noun].deprel);
    (words.nodes[verb].head, words.nodes[verb].deprel) = (head, relation);
    words.nodes[verb].feats = FINITE;
    hang(words, noun, verb, "nsubj");
    for part in verb + 1..end {
        if words.nodes[part].head == Some(noun) {
            let told = is_told(words, part);
            words.nodes[part].head = Some(verb);
            if told {
                words.nodes[part].deprel = "ccomp";
            }
        }
    }
}

/// “Peru backed Chile”, taken for a Chile that Peru backs: the names before and behind a verb in the past.
fn between(words: &Words<'_>, verb: usize) -> Option<(usize, usize)> {
    let node = words.node(verb)?;
    let past = node.upos == "VERB" && node.deprel == "amod" && node.feats.contains("Tense=Past");
    let object = node.head.filter(|head| past && *head > verb)?;
    let subject = words.node(verb - 1).filter(|node| node.upos == "PROPN" && node.head == Some(object))?;
    if subject.deprel != "compound" || below(words, object).any(is_subject) {
        return None;
    }
    // Nothing that makes a phrase of it all stands before: “the Peru backed plan”.
    let whole = |(word, relation): (usize, &str)| {
        word < verb && matches!(relation, "det" | "nmod:poss" | "cop" | "nummod")
    };
    (!below(words, object).any(whole)).then_some((verb - 1, object))
}

/// “Farmers in Peru blocked roads”: the noun that all the rest hangs on, and the preposition of the name.
fn whose(words: &Words<'_>, object: usize) -> Option<(usize, usize)> {
    let node = words.node(object).filter(|node| node.deprel == "nmod")?;
    let noun = node.head.filter(|head| *head < object)?;
    let (case, _) = below(words, object).find(|(_, relation)| *relation == "case")?;
    Some((noun, case))
}

/// Makes a clause of a subject, a verb and an object that were one phrase.
fn part(words: &mut Words<'_>, start: usize, (subject, verb, object): (usize, usize, usize)) {
    let (head, relation) = (words.nodes[object].head, words.nodes[object].deprel);
    let clause =
        matches!(relation, "root" | "ccomp" | "conj" | "parataxis" | "advcl" | "acl:relcl" | "xcomp");
    for node in &mut words.nodes[start..verb] {
        if node.head != Some(object) {
            continue;
        }
        match node.deprel {
            "case" => (node.head, node.deprel) = (Some(verb), "mark"),
            "mark" | "cc" | "punct" | "advmod" => node.head = Some(verb),
            _ => node.head = Some(subject),
        }
    }
    hang(words, subject, verb, "nsubj");
    hang(words, object, verb, "obj");
    let node = &mut words.nodes[verb];
    (node.head, node.deprel, node.feats) = (head, if clause { relation } else { "advcl" }, FINITE);
}

/// The verbs that have more than one subject.
fn with_several(words: &Words<'_>, sentence: &Range<usize>) -> Vec<usize> {
    let subject = |word: usize| words.node(word).filter(|node| is_subject((word, node.deprel)))?.head;
    let mut heads: Vec<usize> = sentence.clone().filter_map(subject).collect();
    heads.sort_unstable();
    let mut several: Vec<usize> =
        heads.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    several.dedup();
    several
}

/// “Drills could go ahead, officials said”: the first subject of a verb that has another one belongs to the clause
/// between them that has none.
fn stranded(words: &Words<'_>, verb: usize) -> Option<(usize, usize)> {
    let subjects: Vec<usize> = below(words, verb)
        .filter(|child| is_subject(*child) && child.0 < verb)
        .map(|(word, _)| word)
        .collect();
    let [first, .., last] = subjects.as_slice() else { return None };
    let between = |(word, relation): &(usize, &str)| {
        matches!(*relation, "ccomp" | "parataxis") && (first + 1..*last).contains(word)
    };
    let (clause, _) = below(words, verb).find(between)?;
    let has_one = below(words, clause).any(is_subject);
    (!has_one).then_some((*first, clause))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A word with its tag, features, head and relation.
    pub(crate) type Node<'t> = (&'t str, &'t str, Option<usize>, &'t str);

    /// Whether a tree is set right as wanted, by one of the ways to do so.
    pub(crate) fn check_by<'t>(
        mend: impl Fn(&mut Words<'_>, &Range<usize>),
        text: &'t str,
        tree: &[Node<'t>],
        wanted: &[(Option<usize>, &str)],
    ) {
        let mut words = Words::of_tree(text, tree);
        mend(&mut words, &(0..tree.len()));
        assert_eq!(words.tree(), wanted, "{text}");
    }

    fn check<'t>(text: &'t str, tree: &[Node<'t>], wanted: &[(Option<usize>, &str)]) {
        check_by(mend, text, tree, wanted);
    }

    const PAST: &str = "Tense=Past|VerbForm=Part";

    #[test]
    fn a_participle_with_an_object_is_the_main_verb() {
        check(
            "minister Lund blamed Ostrey",
            &[
                ("NOUN", "_", None, "root"),
                ("PROPN", "_", Some(0), "appos"),
                ("VERB", PAST, Some(0), "acl"),
                ("PROPN", "_", Some(2), "obj"),
            ],
            &[(Some(2), "nsubj"), (Some(0), "appos"), (None, "root"), (Some(2), "obj")],
        );
        // What was done to somebody has no object.
        let tree = [
            ("NOUN", "_", None, "root"),
            ("VERB", PAST, Some(0), "acl"),
            ("PROPN", "_", Some(1), "obl:agent"),
        ];
        check("ministers blamed Ostrey", &tree, &[(None, "root"), (Some(0), "acl"), (Some(1), "obl:agent")]);
    }

    #[test]
    fn names_before_and_behind_a_verb_are_its_subject_and_object() {
        check(
            "after Ostrey backed Morland",
            &[
                ("ADP", "_", Some(3), "case"),
                ("PROPN", "_", Some(3), "compound"),
                ("VERB", PAST, Some(3), "amod"),
                ("PROPN", "_", None, "root"),
            ],
            &[(Some(2), "mark"), (Some(2), "nsubj"), (None, "root"), (Some(2), "obj")],
        );
    }

    #[test]
    fn the_first_of_two_subjects_is_that_of_the_clause_between() {
        check(
            "drills start officials said",
            &[
                ("NOUN", "_", Some(3), "nsubj"),
                ("VERB", "VerbForm=Fin", Some(3), "ccomp"),
                ("NOUN", "_", Some(3), "nsubj"),
                ("VERB", "VerbForm=Fin", None, "root"),
            ],
            &[(Some(1), "nsubj"), (Some(3), "ccomp"), (Some(3), "nsubj"), (None, "root")],
        );
    }
}
