//! Verbs that a tree has for something else: a main verb for a participle of its own subject, a participle for an
//! infinitive, a subject for that of another verb.

use std::ops::Range;

use crate::attribution::{Words, universal};

/// What the verb of such a clause is marked with.
const FINITE: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";

/// Sets right the trees of a sentence.
pub(crate) fn mend(words: &mut Words<'_>, sentence: &Range<usize>) {
    for noun in sentence.clone() {
        if let Some(verb) = predicate(words, sentence, noun) {
            raise(words, sentence, noun, verb);
        }
    }
    for verb in sentence.clone().skip(1) {
        let Some((subject, object)) = between(words, sentence, verb) else { continue };
        match whose(words, sentence, object) {
            Some((noun, case)) => {
                (words.nodes[subject].head, words.nodes[subject].deprel) = (Some(noun), "nmod");
                words.nodes[case].head = Some(subject);
                (words.nodes[object].head, words.nodes[object].deprel) = (Some(verb), "obj");
                words.nodes[verb].feats = FINITE;
                raise(words, sentence, noun, verb);
            }
            None => part(words, sentence, (subject, verb, object)),
        }
    }
    for participle in sentence.clone().skip(1) {
        if let Some(noun) = described(words, sentence, participle) {
            let node = words.nodes[participle];
            let verbal = node.head.is_some_and(|head| words.nodes[head].upos == "VERB");
            let relation = if verbal { "obl" } else { "nmod" };
            (words.nodes[noun].head, words.nodes[noun].deprel) = (node.head, relation);
            (words.nodes[participle].head, words.nodes[participle].deprel) = (Some(noun), "amod");
            let before = &mut words.nodes[participle - 1];
            (before.head, before.deprel, before.upos) = (Some(noun), "case", "ADP");
        }
    }
    for verb in sentence.clone() {
        if let Some((subject, mark)) = since(words, sentence, verb) {
            (words.nodes[subject].head, words.nodes[subject].deprel) = (Some(verb), "nsubj");
            (words.nodes[mark].head, words.nodes[mark].deprel) = (Some(verb), "mark");
            words.nodes[verb].deprel = "advcl";
        }
        if let Some((subject, clause)) = stranded(words, sentence, verb) {
            words.nodes[subject].head = Some(clause);
        }
    }
}

/// The words that hang on a word, and how.
fn children<'w, 't>(
    words: &'w Words<'t>,
    sentence: &Range<usize>,
    of: usize,
) -> impl Iterator<Item = (usize, &'t str)> + Clone + use<'w, 't> {
    let below =
        move |word| words.node(word).filter(|node| node.head == Some(of)).map(|node| (word, node.deprel));
    sentence.clone().filter_map(below)
}

fn is_subject((_, relation): (usize, &str)) -> bool {
    universal(relation) == "nsubj"
}

/// “The minister, Ida Lund, blamed them”, taken for a minister whom somebody blamed: the verb behind a noun that
/// stands where a verb should. A participle that was done to somebody has no object, nor says that something is so.
fn predicate(words: &Words<'_>, sentence: &Range<usize>, noun: usize) -> Option<usize> {
    let node = words.node(noun)?;
    let alone =
        matches!(node.deprel, "root" | "ccomp" | "parataxis") && matches!(node.upos, "NOUN" | "PROPN");
    if !alone || children(words, sentence, noun).any(|child| is_subject(child) || child.1 == "cop") {
        return None;
    }
    let listed = children(words, sentence, noun).filter(|(_, relation)| *relation == "conj");
    let heads = std::iter::once(noun).chain(listed.map(|(word, _)| word));
    let mut verbs = heads.flat_map(|head| children(words, sentence, head));
    verbs.find_map(|(verb, relation)| {
        let node = words.node(verb)?;
        let past = node.upos == "VERB" && node.feats.contains("Tense=Past");
        let past = past && verb > noun && matches!(relation, "acl" | "amod");
        let tells = || {
            let mut below = children(words, sentence, noun);
            below.any(|(part, _)| part > verb && is_told(words, sentence, part))
        };
        (past && (has_its_own(words, sentence, verb) || tells())).then_some(verb)
    })
}

/// Whether a word is the verb of a clause like “that they had won”, hung on the noun.
fn is_told(words: &Words<'_>, sentence: &Range<usize>, part: usize) -> bool {
    let mut own = children(words, sentence, part);
    let clause = words.node(part).is_some_and(|node| universal(node.deprel) == "acl");
    clause && own.clone().any(is_subject) && own.any(|child| child.1 == "mark")
}

fn has_its_own(words: &Words<'_>, sentence: &Range<usize>, verb: usize) -> bool {
    let (mut own, mut spoken_to) = (false, false);
    for (part, relation) in children(words, sentence, verb) {
        match relation {
            "obj" | "ccomp" | "xcomp" => own |= part > verb,
            // “called on them to stop”
            "obl" => spoken_to = words.node(verb + 1).is_some_and(|node| node.head == Some(part)),
            "advcl" => own |= spoken_to,
            // “backed down and said that it …”
            "conj" => {
                let told = |(_, relation): (usize, &str)| matches!(relation, "ccomp" | "obj");
                own |= part > verb && children(words, sentence, part).any(told);
            }
            "obl:agent" | "mark" => return false,
            _ if is_subject((part, relation)) => return false,
            _ => {}
        }
    }
    own
}

/// Makes the noun the subject of the verb, which stands where the noun stood.
fn raise(words: &mut Words<'_>, sentence: &Range<usize>, noun: usize, verb: usize) {
    let (head, relation) = (words.nodes[noun].head, words.nodes[noun].deprel);
    (words.nodes[verb].head, words.nodes[verb].deprel) = (head, relation);
    words.nodes[verb].feats = FINITE;
    (words.nodes[noun].head, words.nodes[noun].deprel) = (Some(verb), "nsubj");
    for part in verb + 1..sentence.end {
        if words.nodes[part].head == Some(noun) {
            let told = is_told(words, sentence, part);
            words.nodes[part].head = Some(verb);
            if told {
                words.nodes[part].deprel = "ccomp";
            }
        }
    }
}

/// “Peru backed Chile”, taken for a Chile that Peru backs: the names before and behind a verb in the past.
fn between(words: &Words<'_>, sentence: &Range<usize>, verb: usize) -> Option<(usize, usize)> {
    let node = words.node(verb)?;
    let past = node.upos == "VERB" && node.deprel == "amod" && node.feats.contains("Tense=Past");
    let object = node.head.filter(|head| past && *head > verb)?;
    let subject = words.node(verb - 1).filter(|node| node.upos == "PROPN" && node.head == Some(object))?;
    if subject.deprel != "compound" || children(words, sentence, object).any(is_subject) {
        return None;
    }
    // Nothing that makes a phrase of it all stands before: “the Peru backed plan”.
    let whole = |(word, relation): (usize, &str)| {
        word < verb && matches!(relation, "det" | "nmod:poss" | "cop" | "nummod")
    };
    (!children(words, sentence, object).any(whole)).then_some((verb - 1, object))
}

/// “Farmers in Peru blocked roads”: the noun that all the rest hangs on, and the preposition of the name.
fn whose(words: &Words<'_>, sentence: &Range<usize>, object: usize) -> Option<(usize, usize)> {
    let node = words.node(object).filter(|node| node.deprel == "nmod")?;
    let noun = node.head.filter(|head| *head < object)?;
    let (case, _) = children(words, sentence, object).find(|(_, relation)| *relation == "case")?;
    Some((noun, case))
}

/// Makes a clause of a subject, a verb and an object that were one phrase.
fn part(words: &mut Words<'_>, sentence: &Range<usize>, (subject, verb, object): (usize, usize, usize)) {
    let (head, relation) = (words.nodes[object].head, words.nodes[object].deprel);
    let clause =
        matches!(relation, "root" | "ccomp" | "conj" | "parataxis" | "advcl" | "acl:relcl" | "xcomp");
    for node in &mut words.nodes[sentence.start..verb] {
        if node.head != Some(object) {
            continue;
        }
        match node.deprel {
            "case" => (node.head, node.deprel) = (Some(verb), "mark"),
            "mark" | "cc" | "punct" | "advmod" => node.head = Some(verb),
            _ => node.head = Some(subject),
        }
    }
    (words.nodes[subject].head, words.nodes[subject].deprel) = (Some(verb), "nsubj");
    (words.nodes[object].head, words.nodes[object].deprel) = (Some(verb), "obj");
    let node = &mut words.nodes[verb];
    (node.head, node.deprel, node.feats) = (head, if clause { relation } else { "advcl" }, FINITE);
}

/// “food to displaced families”, taken for an infinitive: the noun behind a participle that stands where none can.
fn described(words: &Words<'_>, sentence: &Range<usize>, participle: usize) -> Option<usize> {
    let node = words.node(participle)?;
    let past = node.upos == "VERB" && node.feats.contains("Tense=Past");
    let mut own = children(words, sentence, participle);
    let marked = own.clone().any(|child| child == (participle - 1, "mark"));
    let alone = matches!(node.deprel, "acl" | "advcl" | "xcomp") && !own.clone().any(is_subject);
    let object = own.find(|(word, relation)| *relation == "obj" && *word > participle)?.0;
    let particle = words.node(participle - 1).is_some_and(|node| node.upos == "PART");
    (past && marked && alone && particle && node.head.is_some()).then_some(object)
}

/// “a day after they opened it”, with a subject that is taken for what the day is after: the subject, and the word before
/// it that makes a clause of it.
fn since(words: &Words<'_>, sentence: &Range<usize>, verb: usize) -> Option<(usize, usize)> {
    let node = words.node(verb)?;
    let finite = node.upos == "VERB" && node.feats.contains("VerbForm=Fin") && node.head.is_some();
    if !finite || children(words, sentence, verb).any(is_subject) {
        return None;
    }
    let time = |(word, relation): &(usize, &str)| relation.ends_with(":unmarked") && *word < verb;
    let (time, _) = children(words, sentence, verb).find(time)?;
    let noun = |(word, relation): &(usize, &str)| *relation == "nmod" && (time..verb).contains(word);
    let (subject, _) = children(words, sentence, time).filter(noun).last()?;
    let (mark, _) = children(words, sentence, subject).find(|(_, relation)| *relation == "case")?;
    // Nothing stands between the subject, with what hangs on it, and the verb.
    let under = |word: usize| {
        let above = |word: &usize| words.nodes[*word].head;
        std::iter::successors(Some(word), above).take(words.len()).any(|word| word == subject)
    };
    (mark == time + 1 && (subject..verb).all(under)).then_some((subject, mark))
}

/// “Drills could go ahead, officials said”: the first subject of a verb that has another one belongs to the clause
/// between them that has none.
fn stranded(words: &Words<'_>, sentence: &Range<usize>, verb: usize) -> Option<(usize, usize)> {
    let subjects: Vec<usize> = children(words, sentence, verb)
        .filter(|child| is_subject(*child) && child.0 < verb)
        .map(|(word, _)| word)
        .collect();
    let [first, .., last] = subjects.as_slice() else { return None };
    let between = |(word, relation): &(usize, &str)| {
        matches!(*relation, "ccomp" | "parataxis") && (first + 1..*last).contains(word)
    };
    let (clause, _) = children(words, sentence, verb).find(between)?;
    let has_one = children(words, sentence, clause).any(is_subject);
    (!has_one).then_some((*first, clause))
}
