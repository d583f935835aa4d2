//! Headlines: “Norway snubs Brazil over fish”. A parser of running text takes their verbs for nouns, so that nobody
//! does anything; here they get the tree that the order of their words tells.

use std::ops::Range;

use crate::attribution::Words;
use crate::events::frames::Frames;
use crate::lexicon::Lexicon;

/// Longer sentences without a verb are no headlines, in words.
const LONGEST: usize = 20;

/// The words with trees for the headlines among their sentences; none if there is no headline.
pub(super) fn mended<'t>(
    words: &Words<'t>,
    frames: &Frames,
    lexicon: &Lexicon,
) -> Option<Vec<avviso_syntax::Word<'t>>> {
    let mut nodes: Option<Vec<avviso_syntax::Word<'t>>> = None;
    for sentence in words.sentences.clone() {
        let found = verb(words, &sentence, frames, lexicon).map(|verb| (sentence.clone(), verb));
        let of_part = || {
            let part = first_part(words, &sentence, lexicon)?;
            verb(words, &part, frames, lexicon).map(|verb| (part, verb))
        };
        let Some((part, verb)) = found.or_else(of_part) else { continue };
        let nodes = nodes.get_or_insert_with(|| words.nodes.clone());
        plant(words, nodes, part.clone(), verb);
        // “…, monitor says”: what was the main verb stands beside.
        for word in (part.end..sentence.end).filter(|word| words.nodes[*word].head.is_none()) {
            (nodes[word].head, nodes[word].deprel) = (Some(verb), "parataxis");
        }
    }
    nodes
}

/// “IMF disburses millions to Benin as prices rise”: the words of a headline, which ends without a sign, up to a comma or to
/// a word that begins another clause.
fn first_part(words: &Words<'_>, sentence: &Range<usize>, lexicon: &Lexicon) -> Option<Range<usize>> {
    let ends = words.form(sentence.end - 1).ends_with(char::is_alphanumeric);
    let parts = |word: &usize| {
        let node = &words.nodes[*word];
        let clause = matches!(node.upos, "SCONJ" | "ADP") && node.deprel == "mark";
        let behind = || node.head.is_some_and(|head| words.nodes[head].feats.contains("VerbForm=Fin"));
        let form = words.form(*word).to_lowercase();
        form == "," || lexicon.is("as", &form) || clause && behind()
    };
    let end = (sentence.start + 2..sentence.end).find(parts)?;
    (ends && end > sentence.start + 2).then_some(sentence.start..end)
}

/// The word of a sentence without a verb that the table knows as one, inflected as headlines do, between nouns.
fn verb(words: &Words<'_>, sentence: &Range<usize>, frames: &Frames, lexicon: &Lexicon) -> Option<usize> {
    // “Mali junta rejects ECOWAS call”, taken for what helps a verb.
    let helps = |word: &usize| {
        let node = &words.nodes[*word];
        node.upos == "VERB" && node.deprel == "aux" && is_nominal(words, word - 1)
    };
    let mut helpers = (sentence.start + 1..sentence.end).filter(helps);
    if let Some(verb) =
        helpers.next().filter(|verb| frames.of(words.nodes[*verb].lemma, false).next().is_some())
    {
        return (sentence.len() <= LONGEST).then_some(verb);
    }
    let finite =
        |word: usize| words.nodes[word].feats.contains("VerbForm=Fin") || words.nodes[word].upos == "AUX";
    if sentence.len() > LONGEST || sentence.len() < 2 || sentence.clone().any(finite) {
        return None;
    }
    // A verb with its subject is one, whatever its form is taken for.
    let told = |word: usize| {
        let node = &words.nodes[word];
        let subject = |other: usize| {
            let node = &words.nodes[other];
            node.head == Some(word) && node.deprel.starts_with("nsubj")
        };
        node.upos == "VERB" && node.head.is_none() && sentence.clone().any(subject)
    };
    if sentence.clone().any(told) {
        return None;
    }
    // “Norway’s minister to visit Brazil”
    let to = |word: usize| lexicon.is("to", &words.form(word).to_lowercase());
    let infinitive = |word: &usize| words.nodes[*word].feats.contains("VerbForm=Inf");
    if let Some(verb) = sentence.clone().find(infinitive) {
        let opens = verb > sentence.start + 1 && to(verb - 1) && is_nominal(words, verb - 2);
        let somebody =
            || words.nodes[verb - 2].upos == "PROPN" || frames.is(words.nodes[verb - 2].lemma, "@somebody");
        let other = || (sentence.start..verb).any(|word| words.nodes[word].upos == "VERB");
        return (opens && somebody() && !other()).then_some(verb);
    }
    let known = |lemma: &str| frames.of(lemma, false).next().is_some();
    // “Norway, Sweden reach accord”, “Police arrest ten”
    let several = |word: usize| {
        (sentence.start..word).any(|before| {
            let node = &words.nodes[before];
            matches!(words.form(before), "," | "&")
                || lexicon.is("and", &words.form(before).to_lowercase())
                || node.feats.contains("Number=Plur")
                || before + 1 == word && frames.is(node.lemma, "@somebody")
        })
    };
    let tells = |word: &usize| {
        let form = words.form(*word).to_lowercase();
        let inflected = frames.lemma(&form).is_some_and(|lemma| lemma != form && known(&lemma));
        let bare = known(&form) && several(*word) && words.node(*word).is_some_and(|node| node.upos != "ADJ");
        let noun = matches!(words.nodes[*word].upos, "NOUN" | "VERB" | "PROPN" | "X");
        let before = is_nominal(words, word - 1)
            && words.form(word - 1).chars().next().is_some_and(char::is_alphabetic);
        (inflected || bare) && noun && before
    };
    let all: Vec<usize> = (sentence.start + 1..sentence.end).filter(tells).collect();
    // “US strikes on harbour kill ten”: a verb stands before its object, if there is a choice.
    let object = |word: &usize| word + 1 < sentence.end && words.nodes[word + 1].upos != "ADP";
    let with_object = all.iter().copied().find(object);
    with_object
        .or_else(|| all.first().copied().filter(|word| !words.form(*word).to_lowercase().ends_with("ed")))
}

fn is_nominal(words: &Words<'_>, word: usize) -> bool {
    matches!(words.nodes[word].upos, "NOUN" | "PROPN" | "ADJ" | "NUM" | "PRON" | "X")
}

/// The verb above, the phrase before it as its subject, the one behind it as its object, those behind prepositions
/// with it.
fn plant<'t>(words: &Words<'t>, nodes: &mut [avviso_syntax::Word<'t>], sentence: Range<usize>, verb: usize) {
    let infinitive = nodes[verb].feats.contains("VerbForm=Inf");
    nodes[verb] = avviso_syntax::Word {
        upos: "VERB",
        feats: if infinitive { nodes[verb].feats } else { "Mood=Ind|Tense=Pres|VerbForm=Fin" },
        head: None,
        deprel: "root",
        ..nodes[verb]
    };
    let mut relation = "nsubj";
    let mut start = sentence.start;
    // What stands behind an infinitive has a tree as elsewhere.
    let sentence = sentence.start..if infinitive { verb } else { sentence.end };
    while start < sentence.end {
        let preposition = |word: usize| words.nodes[word].upos == "ADP";
        let to = infinitive && start < verb;
        // “Paraguay and Taiwan”, “Norway, Sweden”: the members of a list before the verb.
        let joins = |word: usize| words.form(word) == "," || word < verb && words.nodes[word].upos == "CCONJ";
        let breaks = |word: usize| word == verb || to && word + 1 == verb || preposition(word) || joins(word);
        let case = start != verb && preposition(start);
        let first = start + usize::from(case || start == verb);
        let end = (first..sentence.end).find(|word| breaks(*word)).unwrap_or(sentence.end);
        let relation_here = if case { "obl" } else { relation };
        if let Some(head) = (first..end).rev().find(|word| is_nominal(words, *word)) {
            for word in (first..end).filter(|word| *word != head) {
                let relation = match words.nodes[word].upos {
                    "PROPN" | "NOUN" | "X" => "compound",
                    "ADJ" => "amod",
                    "NUM" => "nummod",
                    "DET" => "det",
                    "PART" => "case",
                    _ => "punct",
                };
                (nodes[word].head, nodes[word].deprel) = (Some(head), relation);
            }
            let listed = !case && start > sentence.start && start <= verb && joins(start - 1);
            let (above, relation) =
                if listed { (first_of(nodes, &sentence, verb), "conj") } else { (verb, relation_here) };
            (nodes[head].head, nodes[head].deprel) = (Some(above), relation);
            if case {
                (nodes[start].head, nodes[start].deprel) = (Some(head), "case");
            }
        }
        if to && end + 1 == verb {
            (nodes[end].head, nodes[end].deprel) = (Some(verb), "mark");
        }
        if end < sentence.end && joins(end) {
            let relation = if words.form(end) == "," { "punct" } else { "cc" };
            (nodes[end].head, nodes[end].deprel) = (Some(verb), relation);
        }
        if end == verb || start == verb {
            relation = "obj";
        } else if case {
            relation = "obl";
        }
        start = if end < sentence.end && joins(end) { end + 1 } else { end.max(start + 1) };
    }
}

/// The subject that a list begins with.
fn first_of(nodes: &[avviso_syntax::Word<'_>], sentence: &Range<usize>, verb: usize) -> usize {
    let subject = |word: &usize| nodes[*word].head == Some(verb) && nodes[*word].deprel == "nsubj";
    sentence.clone().find(subject).unwrap_or(verb)
}
