//! What stands with a predicate: the phrases and clauses before it, passives undone. Whose subject it shares is
//! `subjects`'.

use super::super::frames::Label;
use super::super::grammar::{Argument, Grammar};
use super::Particles;
use crate::reported::Role;

/// Words from a predicate back to what belongs to it, at most.
const FARTHEST: usize = 40;
/// Words between a hollow predicate and the one that it stands for, at most.
const HOLLOW: usize = 2;

impl Particles<'_, '_, '_, '_> {
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
        // 원조도 중단했다: a particle that only adds hides what is done.
        if !has(&list, &Label::Object) {
            let also = |label: &Label| matches!(label, Label::With(word) if self.frames.is(word, "@also"));
            let thing = |part: usize| {
                !self.sentence.list[part].name && !self.frames.is(&self.lemmas[part].0, "@somebody")
            };
            let object = list.iter().find(|(label, part)| also(label) && thing(*part)).map(|(_, part)| *part);
            list.extend(object.map(|object| (Label::Object, object)));
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
        // 제네바에서 체결됐다: a body passes what passes there, a place does not.
        let body = |noun: usize| {
            let known = self.frames.is(&self.lemmas[noun].0, "@somebody");
            known || !self.sentence.list[noun].name || self.sentence.is_institution(noun)
        };
        let place = place.or_else(|| list.iter().position(|(label, noun)| by(label) && body(*noun)));
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

    /// Whether a headline ends with the word; 방문 중이다 has its parts in the sentence.
    pub(super) fn ends_headline(&self, word: usize) -> bool {
        self.headline[word] && !self.sentence.list.get(word + 1).is_some_and(|next| next.copula)
    }

    /// 중국, 미국산 대두에 관세 부과: who does it stands before the first comma or mark, what is done right before the noun.
    fn of_headline(&self, word: usize, from: usize) -> Vec<Argument> {
        let comma = |at: &usize| self.frames.is(self.sentence.form(*at), "@comma");
        // 미국·필리핀, …: a sign that is written with what stands on both sides of it parts nothing.
        let joins = |at: usize| at > from && self.sentence.is_sign(at) && self.is_written_with_both(at);
        // 美 “보복 관세” 경고, 이란 총리 “기지 타격”
        let quotes = |at: &usize| {
            let named = *at > from && (from..*at).all(|before| self.is_bare(before) || joins(before));
            self.sentence.is_sign(*at) && (*at == from + 1 || named && self.opens_quotation(*at))
        };
        let parts = |at: &usize| (comma(at) || quotes(at)) && !joins(*at);
        let behind = (from..word).find(parts);
        let subject =
            behind.and_then(|behind| behind.checked_sub(1)).filter(|at| *at >= from && self.is_bare(*at));
        // 미사일 20기 제공
        let open = |at: usize| self.is_bare(at) || self.kernel(at) < at;
        let before = (from..word).rev().find(|at| !self.is_how(*at));
        let object = before.filter(|at| open(*at) && Some(*at) != subject);
        let subject = subject.map(|at| (Label::Subject, self.kernel(at)));
        subject.into_iter().chain(object.map(|at| (Label::Object, self.kernel(at)))).collect()
    }

    /// Whether a word only says how or which before a noun: 합동훈련 첫 실시.
    pub(super) fn is_how(&self, word: usize) -> bool {
        matches!(self.role(word), Role::Determiner | Role::Adverb)
            || self.frames.is(self.sentence.form(word), "@article")
    }

    /// Whether a sign opens words in quotation marks.
    fn opens_quotation(&self, sign: usize) -> bool {
        let start = self.sentence.span(sign).start;
        self.sentence.words.quotations.iter().any(|quotation| quotation.span.start == start)
    }

    /// Whether no blank stands on either side of a sign.
    fn is_written_with_both(&self, sign: usize) -> bool {
        let spans = &self.sentence.words.spans;
        let end = sign.checked_sub(1).map(|before| spans[before].end);
        end == Some(spans[sign].start)
            && spans.get(sign + 1).is_some_and(|next| next.start == spans[sign].end)
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
}
