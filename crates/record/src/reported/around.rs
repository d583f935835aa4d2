//! What stands around: to whom, on what occasion, on what day.

use std::ops::Range;

use avviso_text::Span;

use crate::lexicon::Cue;

use super::close::Close;
use super::find::{Finder, act_name};
use super::morphs::{Role, Sentence};
use super::phrase;

/// Words before the one that names a day: 지난해 12월 3일.
const LONGEST_DAY: usize = 3;

impl Finder<'_, '_, '_, '_> {
    /// Where what is said begins: behind the day, the occasion and whoever is spoken to.
    pub(super) fn body_start(&self, range: Range<usize>, close: &Close, by: Option<&Cue>) -> usize {
        let mut start = phrase::skip(self.sentence, range.clone());
        let quoted = |word: usize| self.sentence.list[word].quotation.is_some();
        loop {
            let mut ends = (start..range.end.min(start + 9)).take_while(|word| !quoted(*word));
            let last = ends.find(|word| {
                self.sentence.is_occasion(*word) && self.sentence.role(*word) == Role::Adverbial
                    || self.is_spoken_to(*word)
                    || self.sentence.is("through", *word)
                    || self.is_met_before(*word, start)
                    || self.is_directed(*word, by) && !self.is_within(*word, start, close)
                    || phrase::is_time(self.sentence, *word) && *word == start
                    || self.sentence.is("about", *word) && close.quotation.is_some()
            });
            match last {
                Some(last) if last < range.end && last < close.word => {
                    start = phrase::skip(self.sentence, last + 1..range.end);
                    // What is in brackets behind a day: (현지시간).
                    if self.sentence.form(start) == "(" {
                        let close = (start..range.end).find(|word| self.sentence.form(*word) == ")");
                        start =
                            close.map_or(start, |close| phrase::skip(self.sentence, close + 1..range.end));
                    }
                }
                _ => return start,
            }
        }
    }

    /// Whoever is spoken to: a noun phrase with its particle; with a demand also a plain one.
    pub(super) fn addressee(&self, range: Range<usize>, by: Option<&Cue>) -> Option<Span> {
        let found = range.clone().find(|word| {
            self.sentence.list[*word].quotation.is_none()
                && (self.is_spoken_to(*word) || self.is_directed(*word, by))
        });
        // With whom somebody speaks: X와의 인터뷰에서, CNN 인터뷰에서.
        let with = |word: &usize| {
            let interview = |next| self.sentence.is("interview", next);
            self.lexicon.ending("with", self.sentence.form(*word)).is_some()
                && (*word + 1..range.end.min(word + 3)).any(interview)
                || self.is_outlet(*word) && word + 1 < range.end && interview(word + 1)
        };
        // 기자들과 만나.
        let met = |word: &usize| self.is_met(*word);
        let found = found.or_else(|| range.clone().find(met));
        let last = found.or_else(|| range.clone().find(with))?;
        let span = self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1)?;
        // Of two particles the reader of morphemes may have seen one.
        let cut = self.lexicon.ending("with", span.of(self.sentence.words.text)).filter(|_| found.is_none());
        Some(Span { end: span.end - cut.map_or(0, |(form, _)| form.len() as u32), ..span })
    }

    /// Whoever is spoken to in some words; else, where nobody is named who speaks, between the first word of a sentence
    /// and what is said: 이어 팬들에게 “…”.
    pub(super) fn told(
        &self,
        around: &[Range<usize>],
        (first, content): (Option<usize>, u32),
        by: Option<&Cue>,
    ) -> Option<Span> {
        let behind = self.sentence.words.spans.partition_point(|span| span.start < content);
        let found = around.iter().find_map(|words| self.addressee(words.clone(), by));
        found.or_else(|| first.and_then(|first| self.addressee(first..behind, by)))
    }

    /// Whether a word has the particle of whoever is spoken to.
    pub(super) fn is_spoken_to(&self, word: usize) -> bool {
        self.sentence.role(word) == Role::Adverbial
            && self.lexicon.ending("addressee", self.sentence.form(word)).is_some()
    }

    fn is_met_before(&self, word: usize, start: usize) -> bool {
        word > start && self.is_met(word - 1)
    }

    /// Whether a word names somebody who is met: 기자들과 만나.
    fn is_met(&self, word: usize) -> bool {
        self.sentence.list[word].quotation.is_none()
            && self.lexicon.ending("with", self.sentence.form(word)).is_some()
            && word + 1 < self.sentence.list.len()
            && self.sentence.is("meets", word + 1)
    }

    /// Whether a word with a plain particle names whoever an act like a demand is directed at.
    pub(super) fn is_directed(&self, word: usize, by: Option<&Cue>) -> bool {
        let speaks = |word: usize| self.sentence.can_speak(word) || self.sentence.list[word].name;
        let open = |word: usize| {
            speaks(word)
                || self.sentence.bare(word).is_empty() && self.before_bracket(word).is_some_and(speaks)
        };
        let directed = by.is_some_and(|cue| self.lexicon.is("directed", act_name(cue.act)));
        self.lexicon.is_or_ends("place", self.sentence.form(word))
            && matches!(self.sentence.role(word), Role::Adverbial | Role::Topic)
            && (directed && open(word) || self.is_told_to_outlet(word))
            && !phrase::is_time(self.sentence, word)
            && !self.sentence.is_occasion(word)
    }

    /// Whether a word with a plain particle belongs to what is said: behind an object, or right before the verb: 상금을 학교에
    /// 기부하겠다고.
    fn is_within(&self, word: usize, start: usize, close: &Close) -> bool {
        word + 1 == close.word || (start..word).any(|before| self.sentence.role(before) == Role::Object)
    }

    /// Whether a word with a plain particle names an outlet that is told something, not one where it stands: NYT에 말했다.
    fn is_told_to_outlet(&self, word: usize) -> bool {
        let named = if self.sentence.bare(word).is_empty() { self.before_bracket(word) } else { Some(word) };
        let next = word + 1;
        let stands = self.sentence.role(next) == Role::Adnominal
            || next < self.sentence.list.len() && self.sentence.is("light", next);
        named.is_some_and(|word| self.is_outlet(word)) && !stands
    }

    /// Whether a word, particles aside, is the name of an outlet.
    fn is_outlet(&self, word: usize) -> bool {
        self.lexicon.is("world-outlet", self.sentence.bare(word))
    }

    /// The word before the bracket that closes before a particle.
    pub(super) fn before_bracket(&self, particle: usize) -> Option<usize> {
        (0..particle).rev().find(|word| self.sentence.form(*word) == "(")?.checked_sub(1)
    }

    /// The words for the occasion, with their particle.
    pub(super) fn setting(&self, range: Range<usize>) -> Option<Span> {
        let last = range.clone().find(|word| {
            self.sentence.list[*word].quotation.is_none()
                && (self.sentence.is_occasion(*word) && self.sentence.role(*word) != Role::Topic
                    || self.sentence.is("through", *word)
                    || self.is_met_before(*word, range.start))
        })?;
        let two = self.sentence.is("through", last) || self.is_met_before(last, range.start);
        let first = if two { last.checked_sub(1)?.max(range.start) } else { last };
        let begin = phrase::beginning(self.sentence, first, range.start);
        // What is in brackets at the beginning belongs to the day before it: 4일(현지시간) 의회에서.
        let behind = (begin..last).find(|word| self.sentence.form(*word) == ")");
        let bracket = behind.filter(|_| self.sentence.form(begin) == "(");
        self.sentence.words.cover(bracket.map_or(begin, |close| close + 1)..last + 1)
    }

    /// The words that name the day, or else the month.
    pub(super) fn day(&self, range: Range<usize>) -> Option<Span> {
        let day = range.clone().find(|word| is_day(self.sentence, *word));
        // 지난달 28일 일어난, 지난달 개통한: a month may belong to what is said.
        let month = |word: &usize| {
            let named = self.sentence.is("months", *word)
                || phrase::is_time(self.sentence, *word)
                    && self.lexicon.ending("dated-month", self.sentence.form(*word)).is_some();
            let next = word + 1;
            let inner = next < self.sentence.list.len()
                && (phrase::is_time(self.sentence, next) || self.sentence.role(next) == Role::Adnominal);
            named && !inner
        };
        days(self.sentence, day.or_else(|| range.clone().find(month))?, range.start)
    }
}

/// Whether a word names a day, perhaps with words before it.
pub(super) fn is_day(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let counts = |before: usize| {
        sentence.is("count", before)
            || phrase::is_time(sentence, before)
                && sentence.lexicon.ending("dated", sentence.form(before)).is_some()
    };
    ["day", "that-day", "weekday"].iter().any(|kind| sentence.is(kind, word))
        || sentence.is("ago", word) && word.checked_sub(1).is_some_and(counts)
        || phrase::is_time(sentence, word)
            && sentence.lexicon.ending("dated", sentence.form(word)).is_some()
            && !(word + 1 < sentence.list.len() && sentence.is("ago", word + 1))
}

/// The words of a day from the first that belongs to it.
pub(super) fn days(sentence: &Sentence<'_, '_, '_>, day: usize, start: usize) -> Option<Span> {
    let belongs = |word: usize| {
        ["time", "past", "weeks", "months", "years", "count"].iter().any(|kind| sentence.is(kind, word))
            || phrase::is_time(sentence, word)
    };
    let mut first = day;
    while first > start && day - first < LONGEST_DAY && belongs(first - 1) {
        first -= 1;
    }
    sentence.words.cover(first..day + 1)
}
