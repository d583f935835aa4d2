//! Which predicate a phrase belongs to, and whoever does what a predicate without a subject of its own says.

use super::super::frames::Label;
use super::super::grammar::Grammar;
use super::Particles;
use crate::reported::Role;

impl Particles<'_, '_, '_, '_> {
    /// The predicate that a noun with a particle, or a predicate before another one, belongs to.
    pub(super) fn predicate(&self, word: usize) -> Option<usize> {
        let sentence = self.around(word);
        let head = self.sentence.words.nodes[word].head;
        let nearest = || (word + 1..sentence.end).find(|next| self.is_predicate(*next) && !self.ties(*next));
        // A topic may belong to a predicate farther on; what the tree says there is better than nothing.
        let by_tree = head.filter(|head| *head > word && self.is_predicate(*head) && !self.ties(*head));
        // 서명식이 장관들이 참석한 가운데 열린다: a clause with a subject of its own stands between.
        let nested = || {
            let next = nearest()?;
            let own = (word + 1..next).any(|at| self.role(at) == Role::Subject);
            (own && self.role(word) == Role::Subject).then_some(by_tree.filter(|head| *head > next)?)
        };
        if self.role(word) == Role::Topic { by_tree.or_else(nearest) } else { nested().or_else(nearest) }
    }

    /// Whoever a predicate without a subject of its own has in common with the clause around it or before it.
    pub(super) fn shared(&self, word: usize) -> Option<usize> {
        let sentence = self.around(word);
        let acts = |at: &usize| self.label(*at) == Some(Label::Subject);
        let noun = |at: usize| self.sentence.list[self.kernel(at)].noun;
        let topic = |at: &usize| {
            self.role(*at) == Role::Topic && noun(*at) && acts(at) && !self.is_quoted_apart(*at, word)
        };
        let subject = |at: &usize| {
            matches!(self.role(*at), Role::Subject | Role::Topic)
                && acts(at)
                && !self.is_quoted_apart(*at, word)
        };
        // 시위를 벌이던 시민: whoever the clause stands before.
        if self.is_adnominal(word) {
            let noun = self.acts_behind(word);
            if noun.is_some() {
                return noun;
            }
        } else if let Some(noun) = self.serves(word) {
            return Some(noun);
        }
        let of_tree = |at: &usize| {
            subject(at) && self.sentence.words.nodes[*at].head == Some(word) && !self.is_apart(*at, word)
        };
        let mut before = sentence.start..word;
        let by_tree = before.clone().find(of_tree);
        let topic = before.clone().rev().find(topic);
        // 검찰은 장관이 …을 사며 돈을 빼돌렸다는 의혹을: what is reported has a subject of its own.
        let own = || {
            let from = topic.filter(|_| self.ends_in(word, "@quotes"))? + 1;
            // 동향이 담긴 사진: the next word is said of it.
            let inner =
                |at: &usize| *at + 1 < word && self.is_predicate(*at + 1) && self.is_adnominal(*at + 1);
            let own = |at: &usize| {
                self.role(*at) == Role::Subject && acts(at) && !self.is_apart(*at, word) && !inner(at)
            };
            (from..word).find(own)
        };
        // 군함이 포를 쏜 가운데 정부는 요청했다: what is said of a topic behind another clause is said of it.
        let later = |subject: &usize| {
            let topic = topic.filter(|topic| topic > subject)?;
            let clause = (subject + 1..topic).any(|at| self.is_predicate(at) && !self.is_adnominal(at));
            let when = (subject + 1..topic).any(|at| self.is_when(at));
            (clause || when).then_some(topic)
        };
        let by_tree = by_tree.map(|subject| later(&subject).unwrap_or(subject));
        // Of several subjects the first one is that of the sentence.
        by_tree.or_else(own).or(topic).or_else(|| before.find(subject))
    }

    /// Whoever a clause stands before that goes on behind a predicate and has an object: 검문소를 습격해 병사를 숨지게
    /// 한 괴한들.
    pub(super) fn serves(&self, word: usize) -> Option<usize> {
        let sentence = self.around(word);
        let mut objects = word > sentence.start && self.role(word - 1) == Role::Object;
        let mut at = word;
        // 수사를 받고 있는 간부
        let goes_on = |at: usize| {
            let hollow = || self.frames.is(&self.sentence.list[at + 1].stem, "@hollow");
            self.ends_in(at, "@serial")
                || self.ends_in(at, "@how")
                || at + 1 < sentence.end && self.is_predicate(at + 1) && hollow()
        };
        while goes_on(at) {
            let next = (at + 1..sentence.end).find(|next| self.is_predicate(*next) && !self.ties(*next))?;
            let role = |part: usize| self.role(part);
            if (at + 1..next).any(|part| matches!(role(part), Role::Subject | Role::Topic)) {
                return None;
            }
            objects |= (at + 1..next).any(|part| role(part) == Role::Object);
            at = next;
        }
        let noun = self.acts_behind(at).filter(|_| at != word && objects && self.is_adnominal(at))?;
        let named = self.sentence.list[noun].name || self.sentence.can_speak(noun);
        (named || self.frames.is(&self.lemmas[noun].0, "@somebody")).then_some(noun)
    }

    /// Whether a word stands within marks that another one stands outside of.
    pub(super) fn is_quoted_apart(&self, word: usize, other: usize) -> bool {
        let quotation = |word: usize| self.sentence.list[word].quotation;
        quotation(word).is_some() && quotation(word) != quotation(other)
    }

    /// Whether a subject belongs to a clause of its own before a predicate: 법안이 통과하면 반납할.
    pub(super) fn is_apart(&self, subject: usize, word: usize) -> bool {
        if self.role(subject) == Role::Topic {
            return false;
        }
        let next = (subject + 1..word).find(|next| self.is_predicate(*next) && !self.ties(*next));
        next.is_some_and(|next| {
            let own = (subject + 1..next).any(|at| self.role(at) == Role::Subject);
            !own && self.ends_in(next, "@if")
        })
    }

    /// The noun that a clause stands before: the last of its run.
    pub(super) fn noun_behind(&self, word: usize) -> Option<usize> {
        let sentence = self.around(word);
        // 합의한 한국과 미국은: both.
        let ends = |at: &usize| !self.is_bare(*at) && !self.frames.is(self.particle(*at), "@and");
        let last = (word + 1..sentence.end).find(ends)?;
        let noun = self.sentence.list[last].noun && !self.is_predicate(last);
        noun.then(|| self.kernel(last))
    }

    /// The noun that a clause stands before, if it has a part in the clause: not 했다는 발표, 하는 방안, 한 뒤.
    pub(super) fn acts_behind(&self, word: usize) -> Option<usize> {
        let is = |noun: usize, class: &str| self.frames.is(&self.lemmas[noun].0, class);
        if self.ends_in(word, "@quotes") || word + 1 < self.lemmas.len() && is(word + 1, "@when") {
            return None;
        }
        self.noun_behind(word).filter(|noun| !is(*noun, "@clausal") && !is(*noun, "@when"))
    }
}
