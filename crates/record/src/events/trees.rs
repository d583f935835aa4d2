//! Who does what by a tree of Universal Dependencies and the words that mark its relations.

use std::ops::Range;

use avviso_text::Span;

use super::Status;
use super::frames::Label;
use super::grammar::{Argument, Grammar, Marks};
use crate::Certainty;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;
use crate::yields::whole;

/// Steps up a tree, at most.
const DEEPEST: usize = 24;

/// A paragraph in its trees.
pub(crate) struct Trees<'a, 't> {
    words: &'a Words<'t>,
    lexicon: &'a Lexicon,
    lemmas: Vec<String>,
    children: Vec<Vec<usize>>,
}

impl<'a, 't> Trees<'a, 't> {
    pub(crate) fn new(words: &'a Words<'t>, lexicon: &'a Lexicon) -> Self {
        let mut children = vec![Vec::new(); words.len()];
        for (word, node) in words.nodes.iter().enumerate() {
            if let Some(list) = node.head.and_then(|head| children.get_mut(head)) {
                list.push(word);
            }
        }
        let lemmas = words.nodes.iter().map(|node| node.lemma.to_lowercase()).collect();
        Self { words, lexicon, lemmas, children }
    }

    fn relation(&self, word: usize) -> &'t str {
        self.words.nodes[word].deprel
    }

    fn below(&self, word: usize, relation: &str) -> impl Iterator<Item = usize> {
        self.children[word].iter().copied().filter(move |child| universal(self.relation(*child)) == relation)
    }

    fn has(&self, word: usize, feature: &str) -> bool {
        self.words.nodes[word].feats.contains(feature)
    }

    fn form(&self, word: usize) -> String {
        self.words.form(word).to_lowercase()
    }

    /// Whether a sentence has a verb that can be its main one.
    fn has_finite(&self, word: usize) -> bool {
        let (sentence, _) = self.words.place(word);
        self.words.sentences[sentence].clone().any(|word| self.has(word, "VerbForm=Fin"))
    }

    /// “Britain mobilized reservists”, taken for “mobilized reservists” of Britain: the verb in such a tree that has
    /// no other, with its subject and its object.
    fn hidden(&self, word: usize) -> Option<(usize, usize)> {
        let node = &self.words.nodes[word];
        let head = node.head.filter(|head| *head > word)?;
        if node.upos != "VERB" || node.deprel != "amod" || !self.has(word, "Tense=Past") {
            return None;
        }
        let before = |child: &usize| {
            let named = self.words.nodes[*child].upos == "PROPN";
            *child < word && named && matches!(self.relation(*child), "compound" | "nmod" | "nmod:unmarked")
        };
        let subject = self.children[head].iter().copied().find(before)?;
        (!self.has_finite(word)).then_some((subject, head))
    }

    fn is_passive(&self, word: usize) -> bool {
        let marked =
            |relation: &str| self.children[word].iter().any(|child| self.relation(*child) == relation);
        let participle = || self.has(word, "Tense=Past") && self.has(word, "VerbForm=Part");
        // A verb in the past is often taken for a participle: one that nothing else shows to be passive is none.
        marked("aux:pass")
            || match self.relation(word) {
                "acl" => participle() && self.has_finite(word),
                "conj" if participle() && !marked("nsubj") && !marked("aux") => {
                    self.words.nodes[word].head.is_some_and(|head| head != word && self.is_passive(head))
                }
                _ => false,
            }
    }

    /// Who stands before the predicate as its subject, also where it is left out.
    fn subject(&self, word: usize, steps: usize) -> Option<usize> {
        if let Some(own) = self.below(word, "nsubj").next() {
            let stands_for = self.has(own, "PronType=Rel");
            return if stands_for { self.antecedent(word).or(Some(own)) } else { Some(own) };
        }
        let head = self.words.nodes[word].head.filter(|_| steps > 0)?;
        match self.relation(word) {
            "conj" | "parataxis" | "advcl" => self.subject(head, steps - 1),
            // “a plan to attack”: whose plan it is.
            "acl" if self.is_infinitive(word) => {
                let own = self.below(head, "nsubj").next().or_else(|| self.owner(head));
                own.or_else(|| self.above(head).and_then(|(_, verb)| self.subject(verb, steps - 1)))
            }
            "acl" => Some(head),
            "acl:relcl" => Some(head),
            "xcomp" => self.below(head, "obj").next().or_else(|| self.subject(head, steps - 1)),
            "ccomp" if !self.has(word, "VerbForm=Fin") => self.subject(head, steps - 1),
            _ => None,
        }
    }

    fn owner(&self, noun: usize) -> Option<usize> {
        self.children[noun].iter().copied().find(|child| self.relation(*child) == "nmod:poss")
    }

    fn antecedent(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while universal(self.relation(at)) == "conj" {
            at = self.words.nodes[at].head?;
        }
        (self.relation(at) == "acl:relcl").then_some(self.words.nodes[at].head?)
    }

    fn is_infinitive(&self, word: usize) -> bool {
        self.below(word, "mark").any(|mark| self.lexicon.is("to", &self.form(mark)))
    }

    /// The preposition before a noun: its words, joined.
    fn preposition(&self, word: usize) -> Option<String> {
        let mut cases = self.below(word, "case").filter(|case| self.words.nodes[*case].upos != "PART");
        let first = cases.next()?;
        let mut text = self.lemmas[first].clone();
        for part in cases.chain(self.below(first, "fixed")) {
            text.push(' ');
            text.push_str(&self.lemmas[part]);
        }
        Some(text)
    }

    fn of_predicate(&self, word: usize) -> Vec<Argument> {
        let passive = self.is_passive(word);
        // “were given money” has an object besides the one that is its subject.
        let object = self.below(word, "obj").next().is_some();
        let subject = match (passive, object) {
            (false, _) => Label::Subject,
            (true, true) => Label::Indirect,
            (true, false) => Label::Object,
        };
        let mut list: Vec<Argument> = Vec::new();
        let mut objects = self.below(word, "obj").count();
        if let Some((subject, object)) = self.hidden(word) {
            list.extend([(Label::Subject, subject), (Label::Object, object)]);
            list.extend(self.of_noun(object));
        }
        list.extend(self.subject(word, DEEPEST).map(|found| (subject, found)));
        for child in self.children[word].iter().copied() {
            match self.relation(child) {
                "obj" if objects > 1 => {
                    list.push((Label::Indirect, child));
                    objects = 0;
                }
                "obj" => list.push((Label::Object, child)),
                "iobj" => list.push((if object { Label::Indirect } else { Label::Object }, child)),
                "obl:agent" => list.push((Label::Subject, child)),
                "compound:prt" => list.push((Label::With(self.lemmas[child].clone()), child)),
                "expl" => list.push((Label::Subject, child)),
                "xcomp" | "ccomp" | "csubj" => {
                    list.push((Label::Clause, child));
                    if self.is_infinitive(child) {
                        list.push((Label::Infinitive, child));
                    }
                }
                "advmod" | "aux" | "obl:unmarked" => {
                    list.push((Label::With(self.lemmas[child].clone()), child))
                }
                "obl" | "nmod" => {
                    let preposition = self.preposition(child).map_or(Label::Modifier, Label::With);
                    list.push((preposition, child));
                }
                "advcl" => {
                    // “for sheltering rebels”, “to attack”.
                    if self.is_infinitive(child) {
                        list.push((Label::Clause, child));
                        continue;
                    }
                    // “with demining equipment” may be taken for a clause.
                    let things = || std::iter::once(child).chain(self.below(child, "obj"));
                    for mark in self.below(child, "mark") {
                        list.extend(things().map(|thing| (Label::With(self.lemmas[mark].clone()), thing)));
                    }
                }
                _ => {}
            }
        }
        // “the town that they shelled”
        if self.relation(word) == "acl:relcl"
            && let Some(head) = self.words.nodes[word].head
            && !passive
            && !list.iter().any(|(label, place)| *label == Label::Object || *place == head)
        {
            list.push((Label::Object, head));
        }
        list
    }

    fn of_noun(&self, word: usize) -> Vec<Argument> {
        let mut list: Vec<Argument> = Vec::new();
        for child in self.children[word].iter().copied() {
            match self.relation(child) {
                "nmod:poss" => list.push((Label::Owner, child)),
                "amod" | "compound" | "nmod:unmarked" | "nmod:desc" | "flat" => {
                    list.push((Label::Modifier, child))
                }
                "nmod" | "obl" => {
                    let preposition = self.preposition(child).map_or(Label::Modifier, Label::With);
                    list.push((preposition, child));
                }
                "acl" => list.push((Label::Clause, child)),
                _ => {}
            }
        }
        list
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
        matches!(self.words.nodes[word].upos, "VERB" | "ADJ")
            || self.below(word, "nsubj").next().is_some()
            || self.relation(word) == "root"
    }

    fn is_noun(&self, word: usize) -> bool {
        matches!(self.words.nodes[word].upos, "NOUN" | "PROPN")
    }

    fn is_name(&self, word: usize) -> bool {
        self.words.nodes[word].upos == "PROPN"
    }

    fn is_pronoun(&self, word: usize) -> bool {
        self.words.nodes[word].upos == "PRON" && !self.has(word, "PronType=Rel")
    }

    fn arguments(&self, word: usize) -> Vec<Argument> {
        if self.is_predicate(word) { self.of_predicate(word) } else { self.of_noun(word) }
    }

    fn above(&self, word: usize) -> Option<Argument> {
        let head = self.words.nodes[word].head?;
        let label = match self.relation(word) {
            "nsubj" | "nsubj:pass" if self.is_passive(head) => Label::Object,
            "nsubj" | "nsubj:pass" => Label::Subject,
            "obj" => Label::Object,
            "iobj" => Label::Indirect,
            "xcomp" | "ccomp" | "csubj" | "acl" | "advcl" => Label::Clause,
            "nmod:poss" => Label::Owner,
            "compound" | "amod" => Label::Modifier,
            "obl" | "nmod" => self.preposition(word).map_or(Label::Modifier, Label::With),
            "conj" => return self.above(head),
            _ => return None,
        };
        Some((label, head))
    }

    fn joined(&self, word: usize) -> Vec<usize> {
        let noun =
            |child: &usize| matches!(self.words.nodes[*child].upos, "NOUN" | "PROPN" | "PRON" | "ADJ" | "X");
        self.below(word, "conj").filter(noun).collect()
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
            let under = whole(self.words, child);
            if under.end <= word {
                start = start.min(under.start);
            } else if self.relation(child) == "flat" {
                end = end.max(under.end);
            }
        }
        let dropped = |word: usize| matches!(self.words.nodes[word].upos, "DET" | "PUNCT" | "NUM");
        while start < word && dropped(start) {
            start += 1;
        }
        self.words.cover(start..end)
    }

    fn phrase(&self, word: usize) -> Option<Span> {
        let mut all = whole(self.words, word);
        // Members of a list are parties of their own.
        for child in self.children[word].iter().filter(|child| self.relation(**child) == "conj") {
            all.end = all.end.min(whole(self.words, *child).start);
        }
        self.words.cover(all)
    }

    fn clause(&self, word: usize) -> Range<usize> {
        whole(self.words, word)
    }

    fn marks(&self, word: usize) -> Marks {
        let mut marks = Marks::default();
        let mut being = false;
        for child in self.children[word].iter().copied() {
            let form = self.form(child);
            match self.relation(child) {
                "advmod" | "det" | "cc" => marks.negated |= self.lexicon.is("not", &form),
                "aux" | "aux:pass" | "cop" => {
                    let modal = self.lexicon.named_certainty("modal", &form);
                    marks.status = marks.status.or(modal.map(Status::from));
                    being |= self.lemmas[child] == "be";
                }
                "nsubj" | "nsubj:pass" => {
                    let denied = |word: usize| self.lexicon.is("no", &self.form(word));
                    marks.negated |= denied(child) || self.below(child, "det").any(denied);
                }
                "advcl" => {
                    let begins =
                        self.below(child, "mark").any(|mark| self.lexicon.is("if", &self.form(mark)));
                    if begins && marks.status == Some(Status::Planned) && self.has(word, "VerbForm=Inf") {
                        marks.status = Some(Status::Conditional);
                    }
                }
                "mark" if self.lexicon.is("if", &form) => marks.status = Some(Status::Conditional),
                _ => {}
            }
        }
        if marks.status.is_none() && self.is_predicate(word) {
            if being && self.is_infinitive(word) {
                marks.status = Some(Status::Planned);
            } else if being && self.has(word, "Tense=Pres") && self.has(word, "VerbForm=Part") {
                marks.status = Some(Status::Ongoing);
            }
        }
        marks
    }

    fn depth(&self, word: usize) -> usize {
        let mut at = word;
        for depth in 0..DEEPEST {
            match self.words.nodes[at].head {
                Some(head) => at = head,
                None => return depth,
            }
        }
        DEEPEST
    }
}

impl From<Certainty> for Status {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Asserted => Self::Occurred,
            Certainty::Planned => Self::Planned,
            Certainty::Expected => Self::Expected,
            Certainty::Possible | Certainty::Conditional => Self::Conditional,
            Certainty::Denied => Self::Denied,
        }
    }
}
