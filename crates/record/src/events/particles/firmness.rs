//! How firmly a predicate stands: by its endings, what stands behind it, and the clause that it goes on in.

use super::super::Status;
use super::super::frames::Label;
use super::super::grammar::{Grammar, Marks};
use super::Particles;
use crate::reported::Role;

/// Words behind a predicate that say how firmly it stands, at most.
const TAIL: usize = 4;
/// The same for what says that it never was.
const LONG_TAIL: usize = 6;

impl Particles<'_, '_, '_, '_> {
    /// What the predicate and the words behind it say; nothing of a noun.
    pub(super) fn firmness(&self, word: usize) -> Marks {
        if !self.is_predicate(word) {
            return Marks::default();
        }
        let sentence = self.around(word);
        // What stands behind the next event is its own: 요구했지만 받아들이지 않았다. Stems of one syllable help others.
        let next = |at: &usize| {
            let lemma = self.lemma(*at);
            let helps = lemma.chars().nth(1).is_none();
            // 거절할 것으로 보인다: what a noun like that is said of says how it stands.
            let said_of = *at == word + 2 && self.frames.is(&self.sentence.list[word + 1].stem, "@clausal");
            // 공격할 움직임을: a verb made a noun.
            let content = self.frames.is(lemma, "@clausal");
            self.is_predicate(*at)
                && !helps
                && !said_of
                && !content
                && self.frames.of(lemma, false).next().is_some()
        };
        let behind = |most: usize| {
            let end = sentence.end.min(word + most);
            let end = (word + 1..end).find(next).unwrap_or(end);
            self.sentence.words.cover(word..end).map_or("", |span| span.of(self.sentence.words.text))
        };
        // 위협한 적이 한 번도 없다: what never was may be said at length.
        let long = behind(LONG_TAIL);
        if self.frames.members("@never").iter().any(|never| long.contains(never)) {
            return Marks { negated: false, status: Some(Status::Denied) };
        }
        let text = behind(TAIL);
        let to_come = self.ends_in(word, "@to-come")
            && self.sentence.list.get(word + 1).is_some_and(|next| self.frames.is(&next.stem, "@clausal"));
        // 방송을 다시 틀 경우
        let in_case = self.ends_in(word, "@to-come")
            && self.lemmas.get(word + 1).is_some_and(|(next, _)| self.frames.is(next, "@in-case"));
        let condition = in_case || self.ends_in(word, "@if");
        let status = self.frames.tail(text).or(condition.then_some(Status::Conditional));
        let status = status.or(to_come.then_some(Status::Planned)).or_else(|| {
            // 오는 22일 열린다: a day to come and no ending of the past.
            let morphemes = || self.sentence.words.nodes[word].lemma.split('+');
            let past = morphemes().any(|part| self.frames.is(part, "@past"));
            let to_come = (sentence.start..word).any(|at| self.frames.is(self.sentence.form(at), "@future"));
            let last = (word + 1..sentence.end).all(|at| !self.is_predicate(at));
            (!past && to_come && last && self.is_predicate(word)).then_some(Status::Planned)
        });
        // 받아들이지 않을 전망이다: somebody will not, as far as is foreseen.
        let helper = self.sentence.list.get(word + 1).filter(|_| word + 1 < sentence.end);
        let not = helper.is_some_and(|helper| self.frames.is(&helper.stem, "@not"));
        match status.or_else(|| self.of_next_clause(word)) {
            Some(status @ (Status::Expected | Status::Planned)) if not => {
                Marks { negated: true, status: Some(status) }
            }
            // 만나지 않기로: somebody will not.
            Some(Status::Denied) => {
                let planned = self.frames.members("@intends").iter().any(|word| text.contains(word.as_str()));
                Marks { negated: true, status: planned.then_some(Status::Planned) }
            }
            status => Marks { negated: false, status },
        }
    }

    /// How firm the clause behind is where the two are one: 기증하고 훈련도 할 예정이다.
    fn of_next_clause(&self, word: usize) -> Option<Status> {
        let past =
            || self.sentence.words.nodes[word].lemma.split('+').any(|part| self.frames.is(part, "@past"));
        let sentence = self.around(word);
        let mut after = (word + 1..sentence.end).filter(|next| {
            self.is_predicate(*next) && !self.ties(*next) && !self.is_quoted_apart(*next, word)
        });
        let mut next = after.next()?;
        // 회담하고 늘리기로 합의했다: they met and agreed; 회담하고 늘리기로 했다: they will do both.
        // 예방하고 협력하겠다고 약속했다: they came and promised.
        if self.completes(next) || self.role(next) == Role::Quotative {
            let says = after.next()?;
            if !self.frames.is(&self.sentence.list[says].stem, "@hollow") {
                next = says;
            }
        }
        // 만나 논의할 예정: the same somebody does both.
        let own = |at: usize| matches!(self.role(at), Role::Subject | Role::Topic);
        let when =
            || self.sentence.list.get(next + 1).is_some_and(|next| self.frames.is(&next.stem, "@when"));
        let serial = || self.ends_in(word, "@serial") && !(word + 1..next).any(own) && !when();
        if past() || !self.ends_in(word, "@coordinates") && !serial() {
            return None;
        }
        let follows = self.ends_in(word, "@coordinates");
        let firm = |status: &Status| match status {
            Status::Planned => true,
            Status::Expected | Status::Conditional => follows,
            _ => false,
        };
        self.marks(next).status.filter(firm)
    }

    /// Whether a predicate is no event of its own: somebody asks for it, or it ties a noun to what follows.
    pub(super) fn is_told_elsewhere(&self, word: usize) -> bool {
        // 멈추라고 소리쳤다
        let ordered = self.role(word) == Role::Quotative
            && !self.sentence.list[word].copula
            && self.ends_in(word, "@orders");
        let asks = |last: &usize| {
            *last < self.lemmas.len() && self.is_adnominal(*last) && self.ends_in(*last, "@asks")
        };
        let is = |noun: usize| self.frames.is(&self.lemmas[noun].0, "@ask");
        // 풀라는 이란의 요구: whose it is stands between.
        let owned = |noun: usize| {
            let above = self
                .above(noun)
                .filter(|(label, above)| *label == Label::Owner && *above < self.lemmas.len());
            above.is_some_and(|(_, noun)| is(noun))
        };
        // 열어 달라는: a helper has the ending.
        let last = if self.ends_in(word, "@serial") { word + 1 } else { word };
        let asked = || {
            let noun = Some(last).filter(asks).and_then(|last| self.noun_behind(last));
            noun.is_some_and(|noun| is(noun) || owned(noun))
        };
        // 증세에 항의해 파업했다: what ties a noun to what follows is told there.
        self.is_predicate(word) && (ordered || asked() || self.ties(word))
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
        // Of helpers like 않으면 the morphemes may be known no further than the stem.
        let (lemma, form) = (self.sentence.words.nodes[word].lemma, self.sentence.form(word));
        let ends = |ending: &String| lemma.ends_with(ending.as_str()) || form == ending;
        self.frames.members(class).iter().any(ends)
    }
}
