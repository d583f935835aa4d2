//! Whoever says it: before what is said, or between it and the cue.

use std::ops::Range;

use super::close::{self, Close};
use super::find::Finder;
use super::morphs::{Role, SYLLABLE};
use super::phrase;

impl Finder<'_, '_, '_, '_> {
    /// A noun phrase with the particle of a topic or subject right before the cue.
    pub(super) fn source_between(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range.clone().rev().find(|word| self.is_source_end(*word))?;
        let start = phrase::beginning(self.sentence, last, range.start);
        Some(start..last + 1)
    }

    /// The noun phrase that a clause stands before, if it names somebody.
    pub(super) fn source_behind(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range.clone().find(|word| self.sentence.role(*word) != Role::Bare)?;
        let ends = self.sentence.role(last).is_particle() && !self.sentence.is("time", last);
        (ends && self.speaks(last)).then_some(range.start..last + 1)
    }

    pub(super) fn is_source_end(&self, word: usize) -> bool {
        let here = &self.sentence.list[word];
        here.quotation.is_none()
            && (matches!(here.role, Role::Topic | Role::Subject) || self.is_too(word))
            && !self.sentence.is_native_before_title(word)
            && !self.sentence.is("skip", word)
            && !self.sentence.is("time", word)
            && !self.sentence.is_occasion(word)
            && !self.sentence.is("bound", word)
            && !self.is_oblique(word)
    }

    /// 당국자도 말했다: somebody who speaks as others did before.
    fn is_too(&self, word: usize) -> bool {
        // 주장 변형준도: so does who stands behind what they are.
        let titled = |rest: &str| {
            let title = word.checked_sub(1).filter(|title| self.sentence.role(*title) == Role::Bare);
            self.lexicon.is_native_name(rest)
                && title.is_some_and(|title| {
                    self.sentence.is_title(title) || self.sentence.is("describes", title)
                })
        };
        let too =
            |rest: &str| self.sentence.is_title(word) || self.lexicon.is("unnamed", rest) || titled(rest);
        let form = self.sentence.form(word);
        let particle =
            self.lexicon.ending("too", form).filter(|_| self.sentence.role(word) == Role::Adverbial);
        particle.is_some_and(|(particle, _)| too(&form[..form.len() - particle.len()]))
    }

    /// Whether a topic is not who speaks: 채권국들에는. The last syllable of a name may look so: 이네스 파로는.
    fn is_oblique(&self, word: usize) -> bool {
        let form = self.sentence.form(word);
        let named = word.checked_sub(1).is_some_and(|before| {
            self.sentence.role(before) == Role::Bare
                && (self.sentence.list[before].name || self.sentence.is("describes", before))
        });
        // 최고경영자 트레버 윈슬로는: a name of two words behind a title.
        let named = named
            || word.checked_sub(2).is_some_and(|title| {
                self.sentence.role(word - 1) == Role::Bare
                    && self.sentence.role(title) == Role::Bare
                    && self.sentence.is_title(title)
            });
        // 업계에서는: persons who are not named, as a place.
        let from = self.lexicon.ending("from-topic", form).is_some() && self.sentence.is("unnamed", word);
        // 도성제과는: the last syllable of a body, and no particle.
        let body = self.lexicon.ending("topic-particle", form).is_some_and(|(particle, _)| {
            let noun = &form[..form.len() - particle.len()];
            self.lexicon.ending("institution", noun).is_some_and(|(end, _)| end.len() > SYLLABLE)
        });
        !named
            && !from
            && !body
            && (self.lexicon.ending("oblique", form).is_some() || self.lexicon.is("oblique", form))
    }

    /// Whether a word may name who speaks, by itself or since the document has it as a name.
    pub(super) fn speaks(&self, word: usize) -> bool {
        // A particle behind a name in quotation marks: ‘함께걷기’는.
        let marked = self.sentence.list[word].particles == self.sentence.form(word).len()
            && word.checked_sub(1).is_some_and(|before| self.sentence.list[before].quotation.is_some());
        marked || self.sentence.speaks(word) || self.known.knows(self.sentence.bare(word))
    }

    /// The noun phrase before what is said that names who says it.
    pub(super) fn leading_source(
        &self,
        range: Range<usize>,
        close: &Close,
        (object, coordinate): (bool, bool),
    ) -> Option<Range<usize>> {
        let quoted = range.clone().find(|word| {
            self.sentence.list[*word].quotation.is_some_and(|quotation| {
                close.quotation == Some(quotation) || self.closed_quotation(quotation)
            })
        });
        let limit = quoted.unwrap_or(range.end);
        let first = (range.start..limit).find(|word| self.is_source_end(*word))?;
        let topics = || {
            (range.start..limit)
                .filter(|word| self.is_source_end(*word) && self.sentence.role(*word) == Role::Topic)
        };
        let speaks = |word: &usize| self.speaks(*word);
        let topic = topics().find(speaks).or_else(|| topics().next());
        // 총리실 인사도 명단은 짜였다고 했다: who speaks as others did stands before what that is about.
        if self.is_too(first) && topic.is_none_or(|topic| !speaks(&topic)) {
            return Some(phrase::beginning(self.sentence, first, range.start)..first + 1);
        }
        if object && topic.is_none() {
            // What is demanded stands right behind whoever demands it.
            let subjects = || (range.start..limit).rev().filter(|word| self.is_source_end(*word));
            let last = subjects().find(speaks).or_else(|| subjects().next())?;
            return Some(phrase::beginning(self.sentence, last, range.start)..last + 1);
        }
        let chosen = match topic {
            // “S가 …라고 하자 T는”: a subject long before the topic is that of what is said.
            Some(topic)
                if quoted.is_some()
                    || object
                    || coordinate
                    || speaks(&topic)
                    || self.is_own(topic, close, range.start)
                    || self.is_first(topic, range.start)
                    || (topic + 1..range.end).any(|word| self.is_source_end(word)) =>
            {
                topic
            }
            None if quoted.is_some() || object || self.speaks(first) => first,
            _ => return None,
        };
        // A topic far into the sentence, behind a clause of its own, belongs to what is said.
        let clause = (range.start..chosen).any(|word| {
            self.sentence.role(word) == Role::Predicate
                && self.lexicon.ending("clause", self.sentence.form(word)).is_some()
        });
        let start = phrase::beginning(self.sentence, chosen, range.start);
        (!clause || start == range.start || quoted.is_some() || topic.is_some() || speaks(&chosen))
            .then_some(start..chosen + 1)
    }

    /// Whether what is said is meant by the topic that opens the sentence itself: X는 …하겠다고.
    fn is_own(&self, topic: usize, close: &Close, start: usize) -> bool {
        // 이어 요금은 올리지 않겠다고 했다: whoever spoke before goes on.
        let spoken = self.known.has_spoken() || !self.found.is_empty();
        let goes_on = spoken && phrase::skip(self.sentence, start..topic) > start;
        if goes_on && !self.speaks(topic) {
            return false;
        }
        phrase::skip(self.sentence, start..topic) >= phrase::beginning(self.sentence, topic, start)
            && (self.lexicon.ending("own", self.sentence.form(close.word)).is_some()
                || self.sentence.role(topic + 1) == Role::Adverb && self.sentence.is("skip", topic + 1))
    }

    /// Whether a topic opens the first sentence in which somebody speaks, who is then named in it.
    fn is_first(&self, topic: usize, start: usize) -> bool {
        self.depth == 0
            && !self.known.has_spoken()
            && self.found.is_empty()
            && phrase::skip(self.sentence, start..topic) == topic
            && self.sentence.words.sentences.first().is_some_and(|first| first.contains(&topic))
    }

    /// Whether a quotation is closed by a quotative.
    pub(super) fn closed_quotation(&self, quotation: usize) -> bool {
        let end = self.sentence.words.quotations[quotation].span.end;
        let next = self.sentence.words.spans.partition_point(|span| span.start < end);
        next < self.sentence.words.len()
            && close::at(self.sentence, next).is_some_and(|close| close.quotation.is_some())
    }

    /// Whose claim it is: the owner between what is said and the noun, or a topic before it.
    pub(super) fn owner(
        &self,
        between: Range<usize>,
        before: Range<usize>,
        behind: Range<usize>,
    ) -> Option<Range<usize>> {
        let owner = between.clone().rev().find(|word| self.sentence.role(*word) == Role::Genitive);
        if let Some(last) = owner {
            return Some(phrase::beginning(self.sentence, last, between.start)..last + 1);
        }
        // … -다는 주장이 X에서 나왔다.
        let from = behind.clone().find(|word| {
            self.lexicon.ending("from", self.sentence.form(*word)).is_some()
                && self.sentence.list[*word].quotation.is_none()
                && (self.speaks(*word) || self.sentence.is_sign(*word))
        });
        // … -다는 우려가 상인들 사이에서 나온다.
        let among = |word: &usize| self.lexicon.is("among", self.sentence.form(*word));
        let persons = before.clone().chain(behind.clone()).find(among).and_then(|word| word.checked_sub(1));
        if let Some(last) = persons.filter(|last| *last >= before.start && self.speaks(*last)) {
            let start = if last >= behind.start { behind.start } else { before.start };
            return Some(phrase::beginning(self.sentence, last, start)..last + 1);
        }
        if let Some(last) = from {
            return Some(phrase::beginning(self.sentence, last, behind.start)..last + 1);
        }
        let first = before.clone().find(|word| self.is_source_end(*word))?;
        let other = (first + 1..before.end).any(|word| self.is_source_end(word));
        (other && self.speaks(first) || self.sentence.role(first) == Role::Topic)
            .then(|| phrase::beginning(self.sentence, first, before.start)..first + 1)
    }
}
