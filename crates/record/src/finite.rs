//! Verbs that a tree has for something else: a main verb for a participle of its own subject, a participle for an
//! infinitive, a subject for that of another verb.

use std::ops::Range;

use crate::attribution::{Words, universal};
use crate::yields::children;

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
        } else if let Some(noun) = described(words, word) {
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
    for verb in sentence.clone() {
        if let Some((subject, mark)) = since(words, verb) {
            hang(words, subject, verb, "nsubj");
            hang(words, mark, verb, "mark");
            words.nodes[verb].deprel = "advcl";
        }
    }
    for verb in sentence.clone() {
        if let Some((subject, main)) = reduced(words, verb) {
            for word in verb + 1..main {
                if words.nodes[word].head == Some(main) && is_subject((word, words.nodes[word].deprel)) {
                    hang(words, word, verb, "obl");
                }
            }
            (words.nodes[main].head, words.nodes[main].deprel) = (None, "root");
            hang(words, subject, main, "nsubj:pass");
            hang(words, verb, subject, "acl");
        }
    }
    for verb in with_several(words, sentence) {
        if let Some((subject, clause)) = stranded(words, verb) {
            words.nodes[subject].head = Some(clause);
        }
    }
}

fn hang<'t>(words: &mut Words<'t>, word: usize, head: usize, relation: &'t str) {
    (words.nodes[word].head, words.nodes[word].deprel) = (Some(head), relation);
}

/// The words that hang on a word, and how.
fn below<'w, 't>(words: &'w Words<'t>, of: usize) -> impl Iterator<Item = (usize, &'t str)> + use<'w, 't> {
    children(words, of).filter_map(|word| Some((word, words.node(word)?.deprel)))
}

fn is_subject((_, relation): (usize, &str)) -> bool {
    universal(relation) == "nsubj"
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
        (past && (has_its_own(words, verb) || next && is_before_object(words, noun) || tells())).then_some(verb)
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
    (words.nodes[verb].head, words.nodes[verb].deprel) = (words.nodes[helper].head, words.nodes[helper].deprel);
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
mod tests {
    use avviso_syntax::Word;
    use avviso_text::Span;

    use super::*;

    /// A word with its tag, features, head and relation.
    type Node<'t> = (&'t str, &'t str, Option<usize>, &'t str);

    fn check<'t>(text: &'t str, tree: &[Node<'t>], wanted: &[(Option<usize>, &str)]) {
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let span = |word: &str| Span::new(place(word), place(word) + word.len());
        let node =
            |&(upos, feats, head, deprel): &Node<'t>| Word { lemma: "", upos, xpos: "", feats, head, deprel };
        let mut words = Words {
            text,
            spans: text.split(' ').map(span).collect(),
            sentences: std::iter::once(0..tree.len()).collect(),
            nodes: tree.iter().map(node).collect(),
            states: Vec::new(),
            quotations: Vec::new(),
        };
        mend(&mut words, &(0..tree.len()));
        let mended: Vec<_> = words.nodes.iter().map(|node| (node.head, node.deprel)).collect();
        assert_eq!(mended, wanted, "{text}");
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
