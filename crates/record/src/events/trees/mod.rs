//! Who does what by a tree of Universal Dependencies and the words that mark its relations.

mod arguments;
mod headline;
mod marks;
mod subjects;

use std::borrow::Cow;
use std::ops::Range;

use avviso_text::Span;

use super::frames::{Frames, Label};
use super::grammar::{Argument, Grammar, Marks};
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;
use crate::yields::whole_by;

/// Steps up a tree, at most.
const DEEPEST: usize = 24;

/// A paragraph in its trees.
pub(crate) struct Trees<'a, 't> {
    words: &'a Words<'t>,
    /// Tags and heads of the words, those of headlines mended.
    nodes: Cow<'a, [avviso_syntax::Word<'t>]>,
    lexicon: &'a Lexicon,
    frames: &'a Frames,
    lemmas: Vec<String>,
    /// Words that stand for a noun with a dash in it: “sit-in”.
    joined: Vec<bool>,
    children: Vec<Vec<usize>>,
}

impl<'a, 't> Trees<'a, 't> {
    pub(crate) fn new(words: &'a Words<'t>, lexicon: &'a Lexicon, frames: &'a Frames) -> Self {
        let nodes = headline::mended(words, frames, lexicon).map_or(Cow::Borrowed(&*words.nodes), Cow::Owned);
        let mut children = vec![Vec::new(); words.len()];
        for (word, node) in nodes.iter().enumerate() {
            if let Some(list) = node.head.and_then(|head| children.get_mut(head)) {
                list.push(word);
            }
        }
        let lemma = |(word, node): (usize, &avviso_syntax::Word<'_>)| {
            let lemma = node.lemma.to_lowercase();
            // “is imposing sanctions”, taken for what they are like.
            let participle = node.upos == "ADJ"
                && node.deprel == "amod"
                && word
                    .checked_sub(1)
                    .is_some_and(|before| nodes[before].deprel == "cop" && nodes[before].head == node.head);
            // “rules were relaxed”
            let passive = || children[word].iter().any(|child| nodes[*child].deprel == "aux:pass");
            let verb = node.upos == "VERB" || participle || node.upos == "ADJ" && passive();
            let known = !verb || frames.knows(&lemma, false);
            // “the premier and her counterpart”, taken for what something is like.
            let form = words.form(word).to_lowercase();
            if node.upos == "ADJ" && universal(node.deprel) == "nsubj" && frames.knows(&form, true) {
                return form;
            }
            // Rare verbs have odd lemmas at times: raided, “raide”.
            let by_form = || frames.lemma(&words.form(word).to_lowercase());
            if known { lemma } else { by_form().unwrap_or(lemma) }
        };
        let mut lemmas: Vec<String> = nodes.iter().enumerate().map(lemma).collect();
        let mut joined = vec![false; words.len()];
        for (word, lemma) in hyphened(words, &nodes, frames) {
            (lemmas[word], joined[word]) = (lemma, true);
        }
        Self { words, nodes, lexicon, frames, lemmas, joined, children }
    }

    fn relation(&self, word: usize) -> &'t str {
        self.nodes[word].deprel
    }

    fn below(&self, word: usize, relation: &str) -> impl Iterator<Item = usize> {
        self.children[word].iter().copied().filter(move |child| universal(self.relation(*child)) == relation)
    }

    /// “gave them an ultimatum”, taken for how long: a noun that says an event behind an object.
    fn is_second_object(&self, word: usize) -> bool {
        let object = |verb: usize| self.below(verb, "obj").any(|object| object < word);
        let says = || self.frames.of(&self.lemmas[word], true).next().is_some();
        self.relation(word) == "obl:unmarked" && self.nodes[word].head.is_some_and(object) && says()
    }

    /// Whether a word says what its subject is like: “possible”, “under way”.
    fn is_described(&self, word: usize) -> bool {
        let behind = || self.below(word, "cop").next().is_some() && self.below(word, "case").next().is_some();
        self.nodes[word].upos == "ADJ" || behind()
    }

    fn described_by(&self, verb: usize) -> Option<usize> {
        self.below(verb, "xcomp").find(|like| self.nodes[*like].upos == "ADJ")
    }

    fn has(&self, word: usize, feature: &str) -> bool {
        self.nodes[word].feats.contains(feature)
    }

    fn form(&self, word: usize) -> String {
        self.words.form(word).to_lowercase()
    }
}

impl Grammar for Trees<'_, '_> {
    fn sentences(&self) -> &[Range<usize>] {
        &self.words.sentences
    }

    fn lemma(&self, word: usize) -> &str {
        &self.lemmas[word]
    }

    fn bare(&self, word: usize) -> Span {
        self.words.spans[word]
    }

    fn is_predicate(&self, word: usize) -> bool {
        matches!(self.nodes[word].upos, "VERB" | "ADJ")
            || self.below(word, "nsubj").next().is_some()
            || self.relation(word) == "root"
    }

    fn is_noun(&self, word: usize) -> bool {
        // “a plea to them” may be taken for a cry, “an ultimatum” for what something is like.
        let article =
            || self.below(word, "det").next().is_some() || self.below(word, "nmod").next().is_some();
        match self.nodes[word].upos {
            "NOUN" | "PROPN" => true,
            "INTJ" | "ADJ" | "X" => {
                matches!(universal(self.relation(word)), "nsubj" | "obj" | "obl" | "nmod") && article()
            }
            _ => self.joined[word],
        }
    }

    fn is_name(&self, word: usize) -> bool {
        self.nodes[word].upos == "PROPN"
    }

    fn is_pronoun(&self, word: usize) -> bool {
        self.nodes[word].upos == "PRON" && !self.has(word, "PronType=Rel")
    }

    fn arguments(&self, word: usize) -> Vec<Argument> {
        // “Egypt's refusal to sign it disappointed them” may have its noun for a main verb.
        let has = |relation: &str| self.below(word, relation).next().is_some();
        let noun = matches!(self.nodes[word].upos, "NOUN" | "PROPN") && !has("nsubj") && !has("cop");
        if self.is_predicate(word) && !noun { self.of_predicate(word) } else { self.of_noun(word) }
    }

    fn above(&self, word: usize) -> Option<Argument> {
        let head = self.nodes[word].head?;
        if self.hidden(word).is_some() {
            let governor = self.nodes[head].head.filter(|_| self.relation(head) == "obj");
            return self.above(governor.unwrap_or(head));
        }
        let label = match self.relation(word) {
            "nsubj" | "nsubj:pass" if self.is_passive(head) => Label::Object,
            // “loans are possible”
            "nsubj" if self.nodes[word].upos == "NOUN" && self.is_described(head) => Label::Object,
            // “an attack remains possible”
            "nsubj" if self.frames.is(&self.lemmas[head], "@seems") && self.described_by(head).is_some() => {
                return self.described_by(head).map(|like| (Label::Object, like));
            }
            "nsubj" | "nsubj:pass" => Label::Subject,
            "obj" => Label::Object,
            "iobj" => Label::Indirect,
            "xcomp" | "ccomp" | "csubj" | "acl" | "advcl" => Label::Clause,
            // “no truth to a report that they had met”
            "acl:relcl" if self.below(word, "mark").next().is_some() => Label::Clause,
            "nmod:poss" => Label::Owner,
            "compound" | "amod" => Label::Modifier,
            "obl" | "nmod" => self.preposition(word).map_or(Label::Modifier, Label::With),
            "obl:unmarked" if self.is_second_object(word) => Label::Object,
            "conj" => return self.above(head),
            _ => return None,
        };
        Some((label, head))
    }

    fn joined(&self, word: usize) -> Vec<usize> {
        let noun = |child: &usize| matches!(self.nodes[*child].upos, "NOUN" | "PROPN" | "PRON" | "ADJ" | "X");
        // “A, B and C” may hang one on the other.
        let below = |word: usize| self.below(word, "conj").filter(noun);
        let listed = below(word).flat_map(|first| std::iter::once(first).chain(below(first)));
        // “Norway, Sweden to meet”
        let headline = |child: &usize| self.is_name(*child) && self.is_name(word) && !self.has_finite(word);
        listed.chain(self.below(word, "appos").filter(headline)).collect()
    }

    fn name(&self, word: usize) -> Option<Span> {
        let part = |child: &usize| {
            matches!(
                self.relation(*child),
                "compound" | "amod" | "flat" | "nmod:poss" | "nmod:unmarked" | "nmod:desc" | "goeswith"
            ) && !self.has(*child, "PronType")
        };
        let (mut start, mut end) = (word, word + 1);
        for child in self.children[word].iter().copied().filter(part) {
            let under = whole_by(self.words, &self.nodes, child);
            if under.end <= word {
                start = start.min(under.start);
            } else if self.relation(child) == "flat" {
                end = end.max(under.end);
            }
        }
        let dropped = |word: usize| matches!(self.nodes[word].upos, "DET" | "PUNCT" | "NUM");
        while start < word && dropped(start) {
            start += 1;
        }
        // “Seung-ah” is cut at the dash.
        let spans = &self.words.spans;
        let dash = |word: usize| !self.words.form(word).chars().any(char::is_alphanumeric);
        while end < spans.len()
            && spans[end - 1].end == spans[end].start
            && (self.words.form(end).starts_with('-') || dash(end - 1) && !dash(end))
        {
            end += 1;
        }
        while end > word + 1 && dash(end - 1) {
            end -= 1;
        }
        self.words.cover(start..end)
    }

    fn phrase(&self, word: usize) -> Option<Span> {
        let mut all = whole_by(self.words, &self.nodes, word);
        // Members of a list are parties of their own, and a clause tells of others.
        for child in self.children[word].iter().copied().filter(|child| *child > word) {
            let part = match universal(self.relation(child)) {
                "flat" | "compound" | "punct" | "goeswith" | "nummod" => true,
                "nmod" => self.preposition(child).is_some_and(|word| self.frames.is(&word, "@belongs")),
                _ => false,
            };
            if !part {
                all.end = all.end.min(whole_by(self.words, &self.nodes, child).start).max(word + 1);
            }
        }
        // “freed six sailors from Chile”: where they are from may hang on the verb.
        let origin = |part: &usize| {
            let from = self.preposition(*part).is_some_and(|word| self.frames.is(&word, "@origin"));
            from && self.is_name(*part) && whole_by(self.words, &self.nodes, *part).start == all.end
        };
        if matches!(self.relation(word), "obj" | "obl")
            && let Some(verb) = self.nodes[word].head
            && let Some(from) = self.below(verb, "obl").find(origin)
        {
            all.end = whole_by(self.words, &self.nodes, from).end;
        }
        self.words.cover(all)
    }

    fn clause(&self, word: usize) -> Range<usize> {
        whole_by(self.words, &self.nodes, word)
    }

    fn marks(&self, word: usize) -> Marks {
        self.marked(word)
    }

    fn adverbs(&self, word: usize) -> Vec<usize> {
        self.below(word, "advmod").collect()
    }

    fn is_adverbial(&self, word: usize) -> bool {
        // “aimed at sealing it” is no clause beside.
        let beside = |mark: usize| self.frames.is(&self.lemmas[mark], "@during");
        let clause = || self.below(word, "nsubj").next().is_some() && !self.is_infinitive(word);
        self.relation(word) == "advcl" && (clause() || self.below(word, "mark").all(beside))
    }

    fn depth(&self, word: usize) -> usize {
        let mut at = word;
        for depth in 0..DEEPEST {
            match self.nodes[at].head {
                Some(head) => at = head,
                None => return depth,
            }
        }
        DEEPEST
    }
}

/// The words that stand for nouns with a dash in them, which are cut into three words, with these nouns.
fn hyphened(words: &Words<'_>, nodes: &[avviso_syntax::Word<'_>], frames: &Frames) -> Vec<(usize, String)> {
    let glued = |word: usize| words.spans[word].end == words.spans[word + 1].start;
    let noun = |dash: usize| {
        let three = dash - 1..dash + 2;
        let form = words.cover(three.clone())?.of(words.text).to_lowercase();
        let plural = form.strip_suffix('s').unwrap_or(&form).to_owned();
        let known = [form, plural].into_iter().find(|form| frames.of(form, true).next().is_some())?;
        let top = three.clone().find(|word| nodes[*word].head.is_none_or(|head| !three.contains(&head)))?;
        Some((top, known))
    };
    let dashes = (1..words.len().saturating_sub(1)).filter(|word| words.form(*word) == "-");
    dashes.filter(|dash| glued(dash - 1) && glued(*dash)).filter_map(noun).collect()
}
