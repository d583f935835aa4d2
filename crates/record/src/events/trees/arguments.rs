//! What stands with the words of a tree: objects, clauses, prepositions, what a noun has before and behind it.

use super::super::frames::Label;
use super::super::grammar::{Argument, Grammar};
use super::{DEEPEST, Trees};
use crate::yields::whole_by;

impl Trees<'_, '_> {
    /// The preposition before a noun: its words, joined.
    pub(super) fn preposition(&self, word: usize) -> Option<String> {
        // What marks an owner stands behind the noun.
        let mut cases =
            self.below(word, "case").filter(|case| *case < word || self.nodes[*case].upos != "PART");
        let first = cases.next()?;
        let mut text = self.lemmas[first].clone();
        for part in cases.chain(self.below(first, "fixed")) {
            text.push(' ');
            text.push_str(&self.lemmas[part]);
        }
        Some(text)
    }

    pub(super) fn of_predicate(&self, word: usize) -> Vec<Argument> {
        let passive = self.is_passive(word);
        // “were given money” has an object besides the one that is its subject; a bare one is taken for what they became.
        let given = |child: &usize| passive && self.frames.is(&self.lemmas[*child], "@gift");
        let object = self.below(word, "obj").any(|child| !passive || self.preposition(child).is_none())
            || self.below(word, "xcomp").any(|child| given(&child));
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
                // “the boats that Japan gave”
                "obj" if self.has(child, "PronType=Rel") => {
                    list.push((Label::Object, self.antecedent(word).unwrap_or(child)));
                }
                // “were placed on alert”, taken for what they placed.
                "obj" if passive && self.preposition(child).is_some() => {
                    list.extend(self.preposition(child).map(|word| (Label::With(word), child)));
                }
                "obj" => {
                    list.push((Label::Object, child));
                    if objects == 1 {
                        list.extend(self.receiver(word, child).map(|part| (Label::Indirect, part)));
                    }
                    // “warned them that it would …”, taken for a clause about them.
                    let clauses = self
                        .below(child, "acl")
                        .filter(|clause| self.below(*clause, "mark").next().is_some());
                    let finite = clauses.filter(|clause| !self.is_infinitive(*clause));
                    list.extend(finite.map(|clause| (Label::Clause, clause)));
                }
                "iobj" => list.push((if object { Label::Indirect } else { Label::Object }, child)),
                "obl:agent" | "expl" => {
                    list.push((Label::Subject, child));
                    list.extend(self.preposition(child).map(|word| (Label::With(word), child)));
                }
                "compound:prt" => list.push((Label::With(self.lemmas[child].clone()), child)),
                "xcomp" | "ccomp" | "csubj" => {
                    // “sentenced a Russian national”, taken for what they made of somebody.
                    let counted = self.below(child, "nummod").next().is_some();
                    let thing = matches!(self.nodes[child].upos, "ADJ" | "NOUN") || counted;
                    let phrase =
                        ["det", "amod"].iter().any(|relation| self.below(child, relation).next().is_some());
                    if thing && (!object && phrase || given(&child)) || !object && self.is_name(child) {
                        list.push((Label::Object, child));
                        continue;
                    }
                    list.push((Label::Clause, child));
                    if self.is_infinitive(child) {
                        list.push((Label::Infinitive, child));
                    }
                }
                "obl:unmarked" if self.is_second_object(child) => {
                    list.extend(self.below(word, "obj").map(|receiver| (Label::Indirect, receiver)));
                    list.insert(0, (Label::Object, child));
                }
                "advmod" | "aux" | "obl:unmarked" => {
                    list.push((Label::With(self.lemmas[child].clone()), child));
                }
                "obl" | "nmod" => self.of_preposition(word, (child, object), &mut list),
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
        list.extend(self.relative(word));
        let agent = list.iter().any(|(label, _)| *label == Label::Subject);
        if passive && !agent {
            list.extend(self.agent(word).map(|part| (Label::Subject, part)));
        }
        // “are on alert”: the noun is what they are.
        if self.below(word, "cop").next().is_some() {
            list.extend(self.preposition(word).map(|preposition| (Label::With(preposition), word)));
        }
        // “the town that they shelled”
        if self.relation(word) == "acl:relcl"
            && let Some(head) = self.nodes[word].head
            && !passive
            && !list.iter().any(|(label, place)| *label == Label::Object || *place == head)
        {
            list.push((Label::Object, head));
        }
        list
    }

    /// What stands behind a preposition of a predicate, which has an object besides or not.
    fn of_preposition(&self, word: usize, (child, object): (usize, bool), list: &mut Vec<Argument>) {
        // “give in to them”: the second part of a verb.
        if self.nodes[child].upos == "ADP" {
            list.push((Label::With(self.lemmas[child].clone()), child));
            return;
        }
        let preposition = self.preposition(child);
        // “according to the ministry”: on whose word is none of it.
        if preposition.as_ref().is_some_and(|words| self.frames.is(words, "@attributes")) {
            return;
        }
        // “agreed in principle to share it”: the clause hangs on the words between.
        let bare = self.below(child, "det").next().is_none();
        let clause = self.below(child, "acl").find(|clause| bare && self.is_infinitive(*clause));
        list.extend(clause.map(|clause| (Label::Clause, clause)));
        // “cut off the internet”: the second part of a verb may be taken for a preposition.
        let next = self.below(child, "case").next() == Some(word + 1);
        let part = next && preposition.as_ref().is_some_and(|word| self.frames.is(word, "@particle"));
        if part && !object {
            list.push((Label::Object, child));
        }
        list.push((preposition.map_or(Label::Modifier, Label::With), child));
    }

    /// “the union, to which they are expected to turn”: what a relative pronoun behind a preposition stands for, also
    /// where it hangs on the verb above.
    fn relative(&self, word: usize) -> Option<Argument> {
        let above = self.nodes[word].head.filter(|_| self.relation(word) == "xcomp");
        std::iter::once(word).chain(above).find_map(|verb| {
            let pronoun = self.below(verb, "obl").find(|child| self.has(*child, "PronType=Rel"))?;
            Some((Label::With(self.preposition(pronoun)?), self.antecedent(verb)?))
        })
    }

    /// “was hit with sanctions by Canada”: who did it may hang on a noun below a passive.
    fn agent(&self, word: usize) -> Option<usize> {
        let below = |word: &usize| self.children[*word].iter().copied();
        let second = || self.children[word].iter().flat_map(below);
        let third = second()
            .filter(|part| !self.is_predicate(*part))
            .flat_map(|part| self.children[part].iter().copied());
        let by = |part: &usize| self.preposition(*part).is_some_and(|word| self.frames.is(&word, "@by"));
        second().chain(third).find(|part| *part > word && by(part))
    }

    /// “offered the Philippines access”: a name between a verb and its object, taken for a part of the object.
    fn receiver(&self, verb: usize, object: usize) -> Option<usize> {
        if object <= verb + 1 {
            return None;
        }
        let first = verb + 1 + usize::from(self.nodes[verb + 1].upos == "DET");
        let part = self.nodes[first].head == Some(object) && self.relation(first) == "compound";
        (part && first < object && self.is_name(first)).then_some(first)
    }

    /// “a truce between the army and the militia”: the second of two that stand behind a word of @pair, taken for
    /// one more of what stands before it.
    fn second(&self, noun: usize, first: usize, preposition: &Label) -> Option<usize> {
        let pair = matches!(preposition, Label::With(word) if self.frames.is(word, "@pair"));
        let alone = self.below(first, "conj").next().is_none();
        (pair && alone).then(|| self.below(noun, "conj").find(|other| *other > first)).flatten()
    }

    pub(super) fn of_noun(&self, word: usize) -> Vec<Argument> {
        let mut list: Vec<Argument> =
            self.joined(word).into_iter().map(|other| (Label::And, other)).collect();
        for child in self.children[word].iter().copied() {
            match self.relation(child) {
                "nmod:poss" => list.push((Label::Owner, child)),
                "amod" | "compound" | "nmod:unmarked" | "nmod:desc" | "flat" => {
                    list.push((Label::Modifier, child));
                    // “a $3 million World Bank loan”: what hangs on the amount.
                    if matches!(self.nodes[child].upos, "NUM" | "SYM") {
                        let inner = whole_by(self.words, &self.nodes, child);
                        list.extend(
                            inner.filter(|part| self.is_name(*part)).map(|part| (Label::Modifier, part)),
                        );
                    }
                }
                "nmod" | "obl" => {
                    let preposition = self.preposition(child).map_or(Label::Modifier, Label::With);
                    let second = self.second(word, child, &preposition);
                    list.extend(second.map(|second| (preposition.clone(), second)));
                    list.push((preposition, child));
                }
                "acl" => list.push((Label::Clause, child)),
                _ => {}
            }
        }
        list
    }
}
