//! What stands with a predicate or a noun: the phrases before it, subjects that are left out, passives undone.

use super::super::frames::Label;
use super::super::grammar::{Argument, Grammar};
use super::{FARTHEST, Particles};
use crate::reported::Role;

/// Words between a hollow predicate and the one that it stands for, at most.
const HOLLOW: usize = 2;

impl Particles<'_, '_, '_, '_> {
    /// The predicate that a noun with a particle, or a predicate before another one, belongs to.
    pub(super) fn predicate(&self, word: usize) -> Option<usize> {
        let sentence = self.around(word);
        let head = self.sentence.words.nodes[word].head;
        let nearest = || (word + 1..sentence.end).find(|next| self.is_predicate(*next) && !self.ties(*next));
        // A topic may belong to a predicate farther on; what the tree says there is better than nothing.
        let by_tree = head.filter(|head| *head > word && self.is_predicate(*head) && !self.ties(*head));
        if matches!(self.role(word), Role::Topic) { by_tree.or_else(nearest) } else { nearest() }
    }

    /// Whoever a predicate without a subject of its own has in common with the clause around it or before it.
    fn shared(&self, word: usize) -> Option<usize> {
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
        // Of several subjects the first one is that of the sentence.
        by_tree.or_else(own).or(topic).or_else(|| before.find(subject))
    }

    /// Whoever a clause stands before that goes on behind a predicate and has an object: 검문소를 습격해 병사를 숨지게
    /// 한 괴한들.
    fn serves(&self, word: usize) -> Option<usize> {
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
    fn is_apart(&self, subject: usize, word: usize) -> bool {
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
        let ends = |at: &usize| !self.is_bare(*at);
        let last = (word + 1..sentence.end).find(ends)?;
        let noun = self.sentence.list[last].noun && !self.is_predicate(last);
        noun.then(|| self.kernel(last))
    }

    /// The noun that a clause stands before, if it has a part in the clause: not 했다는 발표, 하는 방안, 한 뒤.
    fn acts_behind(&self, word: usize) -> Option<usize> {
        let is = |noun: usize, class: &str| self.frames.is(&self.lemmas[noun].0, class);
        if self.ends_in(word, "@quotes") || word + 1 < self.lemmas.len() && is(word + 1, "@when") {
            return None;
        }
        self.noun_behind(word).filter(|noun| !is(*noun, "@clausal") && !is(*noun, "@when"))
    }

    pub(super) fn of_predicate(&self, word: usize) -> Vec<Argument> {
        let from = self.around(word).start.max(word.saturating_sub(FARTHEST));
        let mut list = if self.ends_headline(word) { self.of_headline(word, from) } else { Vec::new() };
        let (mut ended, mut quoted) = (false, false);
        let behind = self.acts_behind(word).filter(|_| self.is_adnominal(word));
        let served = behind.or_else(|| self.serves(word));
        let mut rest = word;
        while let Some(at) = rest.checked_sub(1).filter(|at| *at >= from) {
            rest = at;
            if let Some(open) = self.opening(at).filter(|open| *open >= from) {
                // “주권 침해”라고 규탄했다: what is said is told by itself.
                let says = self.is_predicate(at - 1);
                if says && !ended && !list.iter().any(|(label, _)| *label == Label::Clause) {
                    list.push((Label::Clause, self.full(at - 1)));
                }
                quoted |= says;
                rest = open;
            } else if self.ties(at) {
                let noun = (from..at).rev().find(|noun| self.sentence.list[*noun].noun);
                let tied = noun.filter(|_| !ended).map(|noun| self.kernel(noun));
                list.extend(tied.map(|noun| (Label::With(self.sentence.form(at).to_owned()), noun)));
            } else if self.is_predicate(at) && !self.reports(at) {
                ended |= self.clause_before((word, at), ended, &mut list);
            } else if served.is_none() || self.role(at) != Role::Topic {
                // 미국이 “물러나라”고: who stands before the words may be theirs.
                let ended = ended || quoted && self.role(at) == Role::Subject;
                self.phrase_before((word, at), ended, &mut list);
            }
        }
        let has = |list: &[Argument], asked: &Label| list.iter().any(|(label, _)| label == asked);
        if !has(&list, &Label::Subject) {
            let also = |label: &Label| matches!(label, Label::With(word) if self.frames.is(word, "@also"));
            let acts = |part: &usize| {
                self.sentence.list[*part].name || self.frames.is(&self.lemmas[*part].0, "@somebody")
            };
            let too = list.iter().find(|(label, part)| also(label) && acts(part)).map(|(_, part)| *part);
            let subject = too.or_else(|| self.shared(word).map(|subject| self.kernel(subject)));
            list.extend(subject.map(|subject| (Label::Subject, subject)));
        }
        // 북한이 발사한 미사일: what the clause stands before is done, if nothing else is.
        if let Some(noun) = behind
            && !has(&list, &Label::Object)
            && !list.iter().any(|(_, part)| *part == noun)
        {
            list.push((Label::Object, noun));
        }
        if self.lemmas[word].1 {
            self.undo(word, &mut list);
        }
        list
    }

    /// Gives a passive the labels of the active: the nearest noun behind which somebody does it is who does.
    fn undo(&self, word: usize, list: &mut [Argument]) {
        // 주민들에게 전달됐다: to whom, and not by whom.
        let given = self.frames.is(&self.lemmas[word].0, "@given");
        let by = |label: &Label| {
            matches!(label, Label::With(particle) if self.frames.is(particle, "@by")
                && !(given && self.frames.is(particle, "@to")))
        };
        let doer =
            |label: &Label| by(label) && !matches!(label, Label::With(at) if self.frames.is(at, "@where"));
        let place = list.iter().position(|(label, _)| doer(label));
        let place = place.or_else(|| list.iter().position(|(label, _)| by(label)));
        for (at, (label, _)) in list.iter_mut().enumerate() {
            if *label == Label::Subject {
                *label = Label::Object;
            } else if Some(at) == place {
                *label = Label::Subject;
            }
        }
    }

    /// Whether a word only says that the words in the marks before it are reported.
    pub(super) fn reports(&self, word: usize) -> bool {
        self.frames.is(self.sentence.form(word), "@reports") && word > 0 && self.sentence.is_sign(word - 1)
    }

    /// The first sign of reported words that a sign closes.
    fn opening(&self, sign: usize) -> Option<usize> {
        let words = self.sentence.words;
        let end = self.sentence.span(sign).end;
        let quotation = words.quotations.iter().find(|quotation| quotation.span.end == end)?;
        let open = words.spans.partition_point(|span| span.end <= quotation.span.start);
        (self.sentence.is_sign(sign) && open < sign && self.reports(sign + 1)).then_some(open)
    }

    /// Takes up a predicate before the one that arguments are looked for; whether what stands before it belongs to it.
    fn clause_before(&self, (word, at): (usize, usize), ended: bool, list: &mut Vec<Argument>) -> bool {
        let closes = self.role(at) == Role::Quotative || self.completes(at);
        if closes && !ended && !list.iter().any(|(label, _)| *label == Label::Clause) {
            list.push((Label::Clause, self.full(at)));
            // 부과할 계획이라고: the copula orders nothing.
            if self.ends_in(at, "@orders") && !self.sentence.list[at].copula {
                list.push((Label::Order, at));
            }
        }
        // 늦춘다면 내리는 방안에 동의할 수 있다: a clause before a noun does not part the condition from what hangs on it.
        let mut between = (at + 1..word).filter(|at| self.is_predicate(*at) && !self.ties(*at));
        if between.all(|at| self.is_adnominal(at) || self.ends_in(at, "@serial")) && self.ends_in(at, "@if") {
            list.push((Label::If, self.full(at)));
        }
        // 강하게 반발했다: it only says how. “…”이라고 takes nothing.
        let how = self.ends_in(at, "@how") && self.is_predicate(at + 1);
        let quoted = self.sentence.list[at].copula && self.role(at) == Role::Quotative;
        !how && !quoted
    }

    /// Takes up a noun or an adverb before a predicate. Once another predicate stands between, only topics belong to
    /// it, whoever something is given or said to, and what the tree says.
    fn phrase_before(&self, (word, at): (usize, usize), ended: bool, list: &mut Vec<Argument>) {
        if at + 1 == word && self.is_bare(at) {
            list.push((Label::Modifier, at));
        }
        if self.is_listed(at) {
            return;
        }
        if matches!(self.role(at), Role::Adverb | Role::Adverbial) && !ended {
            list.push((Label::With(self.sentence.form(at).to_owned()), at));
        }
        let tied = at + 1 < word && self.ties(at + 1);
        let Some(label) = self.label(at).filter(|_| !tied) else { return };
        let by_tree = || self.sentence.words.nodes[at].head == Some(word);
        let ours = match &label {
            _ if self.role(at) == Role::Topic => self.predicate(at) == Some(word),
            Label::With(particle) => {
                let named = || self.sentence.list[at].name;
                let somebody = || self.frames.is(&self.lemmas[self.kernel(at)].0, "@somebody");
                let to = self.frames.is(particle, "@at") && (named() || somebody());
                by_tree() || to || self.frames.is(particle, "@dative")
            }
            Label::Object => by_tree() || self.is_left_over(at, word),
            _ => false,
        };
        if ended && !ours || list.iter().any(|(known, _)| *known == label) {
            return;
        }
        let noun = self.kernel(at);
        if self.role(at) == Role::Subject {
            list.push((Label::Own, noun));
        }
        list.push((label, noun));
    }

    /// Whether an object belongs behind a clause that has one of its own: 요청을 상황을 더 지켜봐야 한다며 거절했다.
    fn is_left_over(&self, object: usize, word: usize) -> bool {
        let mut between = (object + 1..word).filter(|at| self.is_predicate(*at) && !self.ties(*at));
        let Some(first) = between.next() else { return false };
        let hollow = |at: usize| self.frames.is(&self.sentence.list[at].stem, "@hollow");
        (object + 1..first).any(|at| self.role(at) == Role::Object) && between.all(hollow)
    }

    /// Whether a thing is only the first of two that are done something to: 위치와 항로를 공유했다.
    fn is_listed(&self, at: usize) -> bool {
        let end = self.around(at).end;
        let last = || (at + 1..end).find(|next| !self.is_bare(*next) && self.role(*next) != Role::Genitive);
        self.role(at) == Role::Adverbial
            && self.frames.is(self.particle(at), "@and")
            && !self.sentence.list[at].name
            && !self.frames.is(&self.lemmas[self.kernel(at)].0, "@somebody")
            && !self.sentence.can_speak(at)
            && !self.sentence.is("country", at)
            && !self.sentence.is_of_world(at)
            && last().is_some_and(|last| self.role(last) == Role::Object)
    }

    /// Whether a headline ends with the word; 방문 중이다 has its parts in the sentence.
    fn ends_headline(&self, word: usize) -> bool {
        self.headline[word] && !self.sentence.list.get(word + 1).is_some_and(|next| next.copula)
    }

    /// 중국, 미국산 대두에 관세 부과: who does it stands before the first comma, what is done right before the noun.
    fn of_headline(&self, word: usize, from: usize) -> Vec<Argument> {
        let comma = (from..word).find(|at| self.frames.is(self.sentence.form(*at), "@comma"));
        let subject =
            comma.and_then(|comma| comma.checked_sub(1)).filter(|at| *at >= from && self.is_bare(*at));
        let object =
            word.checked_sub(1).filter(|at| *at >= from && self.is_bare(*at) && Some(*at) != subject);
        let subject = subject.map(|at| (Label::Subject, self.kernel(at)));
        subject.into_iter().chain(object.map(|at| (Label::Object, self.kernel(at)))).collect()
    }

    /// The predicate that a hollow one stands for: 보복할 것이라고, 풀지 않으면, 해야 한다고.
    fn full(&self, word: usize) -> usize {
        let start = self.around(word).start;
        let mut at = word;
        while self.sentence.list[at].copula || self.frames.is(&self.sentence.list[at].stem, "@hollow") {
            let before =
                (start.max(at.saturating_sub(HOLLOW))..at).rev().find(|before| self.is_predicate(*before));
            match before {
                Some(before) => at = before,
                None => break,
            }
        }
        at
    }

    /// Whether a predicate is what another one is about: 하기로, 할 것을, 하도록.
    pub(super) fn completes(&self, word: usize) -> bool {
        let says = || {
            let form = self.sentence.form(word);
            self.frames.members("@says").iter().any(|ending| form.ends_with(ending.as_str()))
        };
        self.ends_in(word, "@completes") || says()
    }

    /// Whether a word's morphemes end in those of a class.
    pub(super) fn ends_in(&self, word: usize, class: &str) -> bool {
        let lemma = self.sentence.words.nodes[word].lemma;
        self.frames.members(class).iter().any(|ending| lemma.ends_with(ending.as_str()))
    }

    pub(super) fn of_noun(&self, word: usize) -> Vec<Argument> {
        let start = self.around(word).start;
        let mut list: Vec<Argument> =
            self.joined(word).into_iter().map(|other| (Label::And, other)).collect();
        let mut at = word;
        while let Some(before) = self.before(at) {
            at = before;
            if self.sentence.is_sign(at) {
                break;
            }
            match self.role(at) {
                Role::Bare | Role::Determiner | Role::Adverb => {
                    list.push((Label::Modifier, at));
                }
                Role::Genitive => {
                    list.push((Label::Owner, self.kernel(at)));
                    break;
                }
                _ if self.ties(at) && at > start => {
                    let tied = self.kernel(at - 1);
                    list.push((Label::With(self.sentence.form(at).to_owned()), tied));
                    // 반군의 케냐 호송대에 대한 공격: whose the attack is stands before the name that it is on.
                    let first = self.first_of(at - 1, false);
                    let named = (first..at).any(|part| self.sentence.list[part].name);
                    let owner = self.before(first).filter(|owner| self.role(*owner) == Role::Genitive);
                    list.extend(owner.filter(|_| named).map(|owner| (Label::Owner, self.kernel(owner))));
                    break;
                }
                Role::Adnominal => {
                    list.push((Label::Clause, at));
                    break;
                }
                _ => break,
            }
        }
        list
    }
}
