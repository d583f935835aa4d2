//! What a cue reports: the end of reported words before it, or a noun phrase.

use std::ops::Range;

use crate::lexicon::Frame;

use super::close::{self, Close, Kind};
use super::cues::Found as CueFound;
use super::find::{Finder, act_name};
use super::morphs::Role;
use super::phrase;

/// Words between what is said and its cue.
const LONGEST_GAP: usize = 12;

/// Words between what something is expected of and what is expected.
const FARTHEST_AS: usize = 8;

/// What a cue stands with.
pub(super) struct Frameset {
    pub(super) cue: Range<usize>,
    pub(super) close: Close,
    /// What is said is a noun phrase that begins here.
    pub(super) phrase: Option<usize>,
}

impl<'l> Finder<'_, '_, 'l, '_> {
    /// What a cue reports, if it does.
    pub(super) fn frameset(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        let first = found.first;
        let cue = found.first..found.last + 1;
        match found.cue.frame {
            Frame::Cited | Frame::Postposed => return None,
            Frame::Evidential => {
                let close = self.nearest(first, range.start, |close| close.kind != Kind::Adnominal, 4);
                return close
                    .map(|close| Frameset { cue, close, phrase: None })
                    .or_else(|| self.subject(found, range));
            }
            _ => {}
        }
        if found.noun {
            let close = self.nearest(first, range.start, |close| close.kind == Kind::Adnominal, 6);
            return close.map(|close| Frameset { cue, close, phrase: None });
        }
        let cited = (range.start..first)
            .rev()
            .take(LONGEST_GAP)
            .find(|word| self.frame_at(*word, range.start) == Some(Frame::Cited));
        let close = self.nearest(
            first,
            range.start,
            |close| {
                let before_noun = found.first < found.last && close.word + 3 >= found.first;
                close.kind != Kind::Adnominal || before_noun || cited.is_some_and(|cited| close.word < cited)
            },
            LONGEST_GAP,
        );
        if let Some(close) = close {
            // -도록 했다: who is made to do something is told nothing.
            let made = found.cue.frame == Frame::General
                && close.quotation.is_none()
                && self.lexicon.ending("made-to", self.sentence.form(close.word)).is_some();
            return (!made).then_some(Frameset { cue, close, phrase: None });
        }
        // … -다는 점을 강조했다: a noun that stands for what is said before it.
        let shell =
            first.checked_sub(1).filter(|word| *word >= range.start && self.sentence.is("shell", *word));
        if let Some(shell) = shell
            && let Some(close) = self.nearest(shell, range.start, |close| close.kind == Kind::Adnominal, 2)
        {
            return Some(Frameset { cue, close, phrase: None });
        }
        self.object(found, range)
    }

    /// The nearest end of reported words before a word.
    pub(super) fn nearest(
        &self,
        before: usize,
        start: usize,
        fits: impl Fn(&Close) -> bool,
        most: usize,
    ) -> Option<Close> {
        let mut near = 0;
        for word in (start..before).rev() {
            if let Some(close) = close::at(self.sentence, word).filter(&fits) {
                return Some(close);
            }
            if self.sentence.list[word].quotation.is_none() {
                near += usize::from(!self.sentence.is_sign(word));
                // Another clause stands between.
                let own = matches!(self.sentence.role(word), Role::Predicate)
                    && !self.sentence.is("light", word)
                    && self.frame_at(word, start) != Some(Frame::Cited);
                if near > most || own {
                    return None;
                }
            } else {
                return None;
            }
        }
        None
    }

    /// What is demanded, promised or denied as a noun phrase with the particle of an object.
    pub(super) fn object(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        let act = act_name(found.cue.act);
        // Within what is said these are no acts of speech: 폐지를 비판하는 사람들.
        let ends = self.depth == 0 && self.sentence.role(found.last) == Role::Predicate;
        if !(self.lexicon.is("takes-noun", act) || ends && self.lexicon.is("ends-with-noun", act)) {
            return None;
        }
        let mut last = found.first.checked_sub(1)?;
        while last > range.start
            && (self.sentence.role(last) == Role::Adverb || self.sentence.is("manner", last))
        {
            last -= 1;
        }
        // NP에 우려를 표했다: what a feeling is about.
        let about = found.first < found.last
            && self.sentence.role(last) == Role::Adverbial
            && self.lexicon.ending("place", self.sentence.form(last)).is_some()
            && self.lexicon.is("felt", act_name(found.cue.act));
        // 성장률을 2.1%로 전망했다: what is expected of what.
        if found.first == found.last
            && self.lexicon.is("expects", act)
            && self.sentence.role(last) == Role::Adverbial
            && self.lexicon.is_or_ends("as", self.sentence.form(last))
        {
            let near = range.start.max(last.saturating_sub(FARTHEST_AS))..last;
            let object = near.clone().rev().find(|word| self.sentence.role(*word) == Role::Object)?;
            let start = phrase::object(self.sentence, object, range.start);
            let start = phrase::skip(self.sentence, start..object);
            let end = self.sentence.noun_span(start..last + 1)?.end;
            let close = Close { word: last, end, kind: Kind::Nominal, quotation: None };
            return Some(Frameset { cue: found.first..found.last + 1, close, phrase: Some(start) });
        }
        if last < range.start
            || self.sentence.role(last) != Role::Object && !about
            || self.sentence.list[last].quotation.is_some()
        {
            return None;
        }
        self.of_phrase(found, last, range)
    }

    /// What is feared or expected as the subject.
    pub(super) fn subject(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        let last = found.first.checked_sub(1).filter(|last| *last >= range.start)?;
        if self.sentence.role(last) != Role::Subject
            || !self.lexicon.is("takes-noun", act_name(found.cue.act))
        {
            return None;
        }
        self.of_phrase(found, last, range)
    }

    pub(super) fn of_phrase(
        &self,
        found: &CueFound<'l>,
        last: usize,
        range: Range<usize>,
    ) -> Option<Frameset> {
        let start = phrase::object(self.sentence, last, range.start);
        let start = phrase::skip(self.sentence, start..last);
        let span = self.sentence.noun_span(start..last + 1)?;
        let close = Close { word: last, end: span.end, kind: Kind::Nominal, quotation: None };
        Some(Frameset { cue: found.first..found.last + 1, close, phrase: Some(start) })
    }

    /// … -라며 비디오를 공개했다: any predicate may report what ends with a joining quotative.
    pub(super) fn unnamed_cue(&self, range: Range<usize>) -> Option<Frameset> {
        let predicate = range.clone().rev().find(|word| {
            self.sentence.role(*word) == Role::Predicate && self.sentence.list[*word].quotation.is_none()
        })?;
        let close = self.nearest(predicate, range.start, |close| close.kind == Kind::Joining, LONGEST_GAP)?;
        let object = predicate.checked_sub(1).filter(|word| self.sentence.role(*word) == Role::Object);
        let first = object.filter(|word| *word > close.word).unwrap_or(predicate);
        Some(Frameset { cue: first..predicate + 1, close, phrase: None })
    }
}
