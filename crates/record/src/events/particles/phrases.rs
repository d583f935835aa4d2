//! Noun phrases: where they begin, what their noun is, how it stands to what follows, what stands within them.

use std::ops::Range;

use super::super::frames::Label;
use super::super::grammar::{Argument, Grammar};
use super::Particles;
use crate::reported::Role;

impl<'t> Particles<'_, '_, '_, 't> {
    /// The sentence that a word stands in.
    pub(super) fn around(&self, word: usize) -> Range<usize> {
        let words = self.sentence.words;
        words.sentences.get(words.place(word).0).cloned().unwrap_or(0..0)
    }

    pub(super) fn role(&self, word: usize) -> Role {
        self.sentence.role(word)
    }

    pub(super) fn is_bare(&self, word: usize) -> bool {
        let bare = self.named[word] || self.role(word) == Role::Bare && !self.hidden[word];
        bare && !self.sentence.is_sign(word) && !self.is_when(word)
    }

    /// Whether a noun only says when a clause before it was: 훈련하는 가운데 중국군은.
    pub(super) fn is_when(&self, word: usize) -> bool {
        self.frames.is(self.sentence.form(word), "@while")
            && word > self.around(word).start
            && self.is_predicate(word - 1)
            && self.is_adnominal(word - 1)
    }

    /// The word before another one, past what stands between them in brackets: 아프리카연합(AU) 집행위원장.
    pub(super) fn before(&self, word: usize) -> Option<usize> {
        let start = self.around(word).start;
        let before = word.checked_sub(1).filter(|before| *before >= start)?;
        if !self.sentence.is_sign(before) || !self.sentence.form(before).ends_with(')') {
            return Some(before);
        }
        let open = (start..before).rev().find(|at| self.sentence.form(*at).starts_with('('))?;
        let noun = open.checked_sub(1).filter(|noun| *noun >= start)?;
        // 23일(현지시간)
        let number = self.sentence.form(noun).starts_with(|char: char| char.is_ascii_digit());
        Some(if number { before } else { noun })
    }

    /// The first word of the noun phrase that ends with a word, owners and all.
    pub(super) fn first_of(&self, word: usize, owners: bool) -> usize {
        let mut first = word;
        // 한 무장단체, 않는 한 남아공의
        let counts = |word: usize| self.frames.is(self.sentence.form(word), "@article");
        while let Some(before) = self.before(first)
            && !counts(before)
            && (self.is_bare(before) || owners && self.role(before) == Role::Genitive)
        {
            first = before;
        }
        first
    }

    /// The noun of a noun phrase that ends at a word: not how many there are.
    pub(super) fn kernel(&self, last: usize) -> usize {
        let start = self.around(last).start;
        let number = |word: usize| {
            self.sentence.words.nodes[word].upos == "NUM"
                || self.frames.is(self.sentence.bare(word), "@counter")
                || self.sentence.form(word).starts_with(|char: char| char.is_ascii_digit())
        };
        // 국제통화기금(IMF)의: the particle is a word by itself behind the bracket.
        let mut last = last;
        if self.sentence.bare(last).is_empty() && last > start {
            last -= 1;
            if self.sentence.is_sign(last) && self.sentence.form(last).ends_with(')') {
                let open = (start..last).rev().find(|at| self.sentence.form(*at).starts_with('('));
                last = open
                    .and_then(|open| open.checked_sub(1))
                    .filter(|before| *before >= start)
                    .unwrap_or(last);
            }
        }
        let mut at = last;
        while at > start && number(at) && (self.is_bare(at - 1) || number(at - 1)) {
            at -= 1;
        }
        if number(at) { last } else { at }
    }

    /// The particle of a noun.
    pub(super) fn particle(&self, word: usize) -> &'t str {
        let form = self.sentence.form(word);
        form.get(self.sentence.bare(word).len()..).unwrap_or("")
    }

    /// The first of two particles, if the second one only adds or compares: 노조에는, 노조에도.
    pub(super) fn case(&self, word: usize) -> Option<&'t str> {
        let particle = self.particle(word);
        let seconds = ["@also", "@topic"].into_iter().flat_map(|class| self.frames.members(class));
        // 정부에서는: a body does it.
        let body = || {
            let somebody = self.frames.is(&self.lemmas[word].0, "@somebody");
            somebody || self.sentence.is_institution(word)
        };
        seconds
            .into_iter()
            .find_map(|second| particle.strip_suffix(second.as_str()))
            .filter(|case| !case.is_empty())
            .filter(|case| !self.frames.is(case, "@where") || !body())
    }

    /// Whether a noun is never somebody, unless it is the end of a name: 세계식량계획은.
    pub(super) fn is_nobody(&self, word: usize) -> bool {
        // What a copula says something of, and what happens, is the subject all the same.
        let stays = |predicate: usize| {
            let happens = || self.frames.carries(&self.lemmas[predicate].0, &Label::Subject).is_some();
            self.sentence.list[predicate].copula || happens()
        };
        self.frames.is(&self.lemmas[word].0, "@nobody")
            && !self.sentence.is_of_world(word)
            && !self.predicate(word).is_some_and(stays)
    }

    pub(super) fn label(&self, word: usize) -> Option<Label> {
        Some(match self.role(word) {
            Role::Topic | Role::Adverbial if self.case(word).is_some() => {
                Label::With(self.case(word)?.to_owned())
            }
            // 제안은 거부했다: what does nothing is what is done, though it be the topic.
            Role::Topic if self.is_nobody(word) => Label::Object,
            Role::Topic | Role::Subject => Label::Subject,
            Role::Object => Label::Object,
            Role::Adverbial => Label::With(self.particle(word).to_owned()),
            _ => return None,
        })
    }

    /// Whether a predicate only ties the noun before it to what follows: 대한, 위해.
    pub(super) fn ties(&self, word: usize) -> bool {
        // 엄포를 놓고 있다: it is said of somebody.
        let goes_on = || {
            let hollow =
                self.sentence.list.get(word + 1).is_some_and(|next| self.frames.is(&next.stem, "@hollow"));
            hollow && self.ends_in(word, "@coordinates")
        };
        self.frames.is(self.sentence.form(word), "@ties") && !goes_on()
    }

    /// Whether the words before a predicate belong to a clause that ends there.
    pub(super) fn is_adnominal(&self, word: usize) -> bool {
        self.role(word) == Role::Adnominal && !self.ties(word)
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
                    // 대북 제재: towards whom it is stands within the word.
                    let common = ["@somebody", "@nobody"]
                        .iter()
                        .any(|class| self.frames.is(&self.lemmas[at].0, class));
                    let prefix = |prefix: &&String| {
                        !common
                            && !self.sentence.is_title(at)
                            && self.sentence.form(at).starts_with(prefix.as_str())
                    };
                    let towards = self.frames.members("@towards").iter().filter(prefix);
                    list.extend(towards.map(|towards| (Label::With(towards.clone()), at)));
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
                    let named = self.frames.is(&self.lemmas[tied].0, "@somebody")
                        || (first..at).any(|part| self.sentence.list[part].name);
                    let owner = self.before(first).filter(|owner| self.role(*owner) == Role::Genitive);
                    list.extend(owner.filter(|_| named).map(|owner| (Label::Owner, self.kernel(owner))));
                    break;
                }
                Role::Adnominal => {
                    list.push((Label::Clause, at));
                    // 앰네스티의 거듭된 비판: a predicate by itself is only what the noun is like.
                    let owner = self.before(at).filter(|owner| self.role(*owner) == Role::Genitive);
                    list.extend(owner.map(|owner| (Label::Owner, self.kernel(owner))));
                    break;
                }
                _ => break,
            }
        }
        list
    }

    /// What stands before a noun that a verb is made of, as it would stand with the verb: whose it is does it, what
    /// is compounded with it is done; none if it is nobody's or nothing is done.
    pub(super) fn of_nominal(&self, word: usize) -> Vec<Argument> {
        let mut list: Vec<Argument> = Vec::new();
        let mut at = word;
        while let Some(before) = self.before(at).filter(|before| !self.sentence.is_sign(*before)) {
            at = before;
            match self.role(at) {
                Role::Bare | Role::Determiner | Role::Adverb => list.push((Label::Object, at)),
                // 네덜란드와의 관계 단절
                Role::Genitive if self.frames.is(self.particle(at), "@pair") => {
                    list.push((Label::With(self.particle(at).to_owned()), self.kernel(at)));
                    at = self.first_of(at, false);
                }
                Role::Genitive => {
                    list.push((Label::Subject, self.kernel(at)));
                    break;
                }
                _ if self.ties(at) && at > self.around(at).start => {
                    list.push((Label::With(self.sentence.form(at).to_owned()), self.kernel(at - 1)));
                    at = self.first_of(at - 1, false);
                }
                Role::Adnominal => {}
                _ => break,
            }
        }
        list
    }

    /// Whether a noun is only the first of two that something is between, or a thing the first of two that are done
    /// something to: 위치와 항로를 공유했다.
    pub(super) fn is_listed(&self, at: usize) -> bool {
        let end = self.around(at).end;
        let last = || (at + 1..end).find(|next| !self.is_bare(*next) && self.role(*next) != Role::Genitive);
        // 말레이시아와 싱가포르 사이에
        let between = |last: usize| {
            self.role(last) == Role::Adverbial && self.frames.is(self.sentence.bare(last), "@between")
        };
        if self.frames.is(self.particle(at), "@and") && last().is_some_and(between) {
            return true;
        }
        self.role(at) == Role::Adverbial
            && self.frames.is(self.particle(at), "@and")
            && !self.sentence.list[at].name
            && !self.frames.is(&self.lemmas[self.kernel(at)].0, "@somebody")
            && !self.sentence.can_speak(at)
            && !self.sentence.is("country", at)
            && !self.sentence.is_of_world(at)
            && last().is_some_and(|last| self.role(last) == Role::Object)
    }
}
