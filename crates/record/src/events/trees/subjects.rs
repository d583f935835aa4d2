//! Who does what the predicates of a tree say, also where it is left out or the tree has it for something else.

use crate::attribution::universal;

use super::super::frames::{Frame, Label};
use super::super::grammar::Grammar;
use super::{DEEPEST, Trees};

/// Whether a word is written in capitals, as abbreviations are.
fn is_capitals(form: &str) -> bool {
    form.chars().count() > 1 && form.chars().all(char::is_uppercase)
}

impl Trees<'_, '_> {
    /// Whether a sentence has a verb that can be its main one.
    pub(super) fn has_finite(&self, word: usize) -> bool {
        let (sentence, _) = self.words.place(word);
        self.words.sentences[sentence].clone().any(|word| self.has(word, "VerbForm=Fin"))
    }

    /// “Britain mobilized reservists”, taken for “mobilized reservists” of Britain: the verb in such a tree that has
    /// no other, with its subject and its object.
    pub(super) fn hidden(&self, word: usize) -> Option<(usize, usize)> {
        let node = &self.nodes[word];
        let head = node.head.filter(|head| *head > word)?;
        if !self.is_verb(word) || node.deprel != "amod" {
            return None;
        }
        // “has been massing tanks”, “had eased rules”: the auxiliary stands right before.
        let before = word.checked_sub(1)?;
        let auxiliary = matches!(universal(self.relation(before)), "aux" | "cop");
        if auxiliary && self.nodes[before].head == Some(head) {
            return self.below(head, "nsubj").next().map(|subject| (subject, head));
        }
        if self.relation(head) == "obj" && self.nodes[head].head == Some(before) {
            return self.subject(before, DEEPEST).map(|subject| (subject, head));
        }
        if !self.has(word, "Tense=Past") {
            return None;
        }
        let before = |child: &usize| {
            let relation = matches!(self.relation(*child), "compound" | "nmod" | "nmod:unmarked" | "amod");
            let capital = || self.words.is_capital(*child);
            let noun = matches!(self.nodes[*child].upos, "PROPN" | "NOUN");
            *child < word && relation && (noun || capital())
        };
        let subject = self.children[head].iter().copied().find(before)?;
        let main = matches!(self.relation(head), "root" | "ccomp" | "parataxis");
        let other = self.below(head, "nsubj").next().is_some() || self.below(head, "cop").next().is_some();
        (main && !other).then_some((subject, head))
    }

    /// Whether a word is a verb, or what a tree takes for an adjective behind “is”: “is imposing sanctions”.
    pub(super) fn is_verb(&self, word: usize) -> bool {
        let node = &self.nodes[word];
        let behind_being = || {
            let before = word.checked_sub(1).map(|before| &self.nodes[before]);
            before.is_some_and(|before| before.deprel == "cop" && before.head == node.head)
        };
        let inflected =
            || self.frames.lemma(&self.form(word)).is_some_and(|lemma| lemma == self.lemmas[word]);
        node.upos == "VERB" || node.upos == "ADJ" && node.deprel == "amod" && behind_being() && inflected()
    }

    pub(super) fn is_passive(&self, word: usize) -> bool {
        let marked =
            |relation: &str| self.children[word].iter().any(|child| self.relation(*child) == relation);
        let participle = || self.has(word, "Tense=Past") && self.has(word, "VerbForm=Part");
        // “Pressed for weeks by the union, the ministry gave way.”
        let opens = || {
            let (sentence, _) = self.words.place(word);
            let first = self.words.sentences[sentence].start == word;
            first && self.has(word, "Tense=Past") && self.below(word, "nsubj").next().is_none()
        };
        // A verb in the past is often taken for a participle: one that nothing else shows to be passive is none.
        marked("aux:pass")
            || match self.relation(word) {
                "advcl" | "amod" => opens(),
                // “after crews trained with them”: what has a subject of its own is done by it.
                "acl" => participle() && self.has_finite(word) && self.below(word, "nsubj").next().is_none(),
                "root" => self.is_done_in_headline(word),
                "conj" if participle() && !marked("nsubj") && !marked("aux") => {
                    self.nodes[word].head.is_some_and(|head| head != word && self.is_passive(head))
                }
                _ => false,
            }
    }

    /// “Two officers shot dead in Haiti”: in a headline, which ends without a sign, what is told in the past and has no
    /// object is done to the subject, if the tables know a verb that is done to somebody.
    fn is_done_in_headline(&self, word: usize) -> bool {
        let (sentence, _) = self.words.place(word);
        let sentence = self.words.sentences[sentence].clone();
        let ends = self.words.form(sentence.end - 1).ends_with(char::is_alphanumeric);
        let alone = ["obj", "ccomp", "aux", "obl:unmarked", "expl", "parataxis", "conj"];
        let alone = !self.children[word].iter().any(|child| alone.contains(&self.relation(*child)));
        let behind = (word + 1..sentence.end).find(|next| !matches!(self.nodes[*next].upos, "ADJ" | "ADV"));
        let phrase = behind.is_none_or(|next| self.nodes[next].upos == "ADP");
        let object = [Label::Object];
        let done = |frame: &Frame| frame.recipient.iter().any(|path| path.as_slice() == object);
        ends && alone
            && phrase
            && self.has(word, "Tense=Past")
            && self.frames.of(&self.lemmas[word], false).any(done)
    }

    /// Who stands before the predicate as its subject, also where it is left out.
    pub(super) fn subject(&self, word: usize, steps: usize) -> Option<usize> {
        if let Some(own) = self.own_subject(word) {
            let stands_for = self.has(own, "PronType=Rel");
            return if stands_for { self.antecedent(word).or(Some(own)) } else { Some(own) };
        }
        let head = self.nodes[word].head.filter(|_| steps > 0)?;
        match self.relation(word) {
            // “quoted the minister as saying”
            "advcl" if self.below(word, "mark").any(|mark| self.lexicon.is("as", &self.form(mark))) => {
                self.below(head, "obj").next().or_else(|| self.subject(head, steps - 1))
            }
            // “thanked them for giving it”
            "advcl" if self.is_of_object(word, head) => {
                self.below(head, "obj").next().or_else(|| self.subject(head, steps - 1))
            }
            "conj" | "parataxis" | "advcl" => self.subject(head, steps - 1),
            // “a plan to attack”: whose plan it is.
            // “Norway, Sweden to meet”: a headline.
            "acl"
                if self.is_infinitive(word)
                    && !self.has_finite(word)
                    && (self.is_name(head) || self.frames.is(&self.lemmas[head], "@somebody")) =>
            {
                let first = self.nodes[head].head.filter(|_| self.relation(head) == "appos");
                first.or(Some(head))
            }
            "acl" if self.is_infinitive(word) => {
                // “Turkey plans to attack”, taken for plans called so.
                let before = || self.below(head, "compound").next();
                let name = || before().filter(|name| self.is_name(*name) && !self.has_finite(word));
                let own = self.below(head, "nsubj").next().or_else(|| self.owner(head)).or_else(name);
                own.or_else(|| self.above(head).and_then(|(_, verb)| self.subject(verb, steps - 1)))
            }
            "acl" | "acl:relcl" => Some(head),
            "xcomp" => self.below(head, "obj").next().or_else(|| self.subject(head, steps - 1)),
            "ccomp" if !self.has(word, "VerbForm=Fin") => self.subject(head, steps - 1),
            _ => None,
        }
    }

    /// Whether a clause tells what somebody is thanked or blamed for.
    fn is_of_object(&self, word: usize, verb: usize) -> bool {
        let marked = || self.below(word, "mark").any(|mark| self.frames.is(&self.lemmas[mark], "@for"));
        self.frames.is(&self.lemmas[verb], "@judges") && marked()
    }

    /// The subject that the tree gives a predicate: the nearest before it, if there are several (“hours after they
    /// left, Norway …”); one behind it only where no other verb shares its subject with it.
    ///
    /// What stands before a finite verb in its place is taken for it: “up to 100 people” is no place where something
    /// is done, and a name in capitals no auxiliary.
    fn own_subject(&self, word: usize) -> Option<usize> {
        let before = self.below(word, "nsubj").filter(|subject| *subject < word).last();
        let shares = || self.relation(word) == "conj" && self.has(word, "VerbForm=Fin");
        let behind = || self.below(word, "nsubj").next().filter(|_| !shares());
        let misread = |child: &usize| {
            let counted = || self.has(word, "VerbForm=Fin") && self.below(*child, "nummod").next().is_some();
            match self.relation(*child) {
                "obl" => counted() && self.is_many(*child),
                "aux" => is_capitals(self.words.form(*child)),
                _ => false,
            }
        };
        let alone = || !matches!(self.relation(word), "conj" | "xcomp" | "advcl" | "acl" | "acl:relcl");
        let first = || self.children[word].iter().copied().find(|child| *child < word);
        before.or_else(behind).or_else(|| first().filter(|_| alone()).filter(misread))
    }

    /// Whether a noun stands for several of whom somebody may be: not “in 2010”, “on 5 May”.
    fn is_many(&self, word: usize) -> bool {
        let somebody = || self.is_name(word) || self.frames.is(&self.lemmas[word], "@somebody");
        self.has(word, "Number=Plur") && somebody()
    }

    fn owner(&self, noun: usize) -> Option<usize> {
        self.children[noun].iter().copied().find(|child| self.relation(*child) == "nmod:poss")
    }

    pub(super) fn antecedent(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while universal(self.relation(at)) == "conj" {
            at = self.nodes[at].head?;
        }
        (self.relation(at) == "acl:relcl").then_some(self.nodes[at].head?)
    }

    pub(super) fn is_infinitive(&self, word: usize) -> bool {
        self.below(word, "mark").any(|mark| self.lexicon.is("to", &self.form(mark)))
    }
}
