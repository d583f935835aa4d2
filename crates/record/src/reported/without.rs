//! Statements without a reporting verb behind them: SOURCE에 따르면, and headlines.

use std::ops::Range;

use avviso_text::Span;

use crate::lexicon::Frame;

use super::find::{Finder, Found};
use super::morphs::Role;
use super::phrase;

impl Finder<'_, '_, '_, '_> {
    /// SOURCE에 따르면 CONTENT.
    pub(super) fn postposed(
        &mut self,
        range: Range<usize>,
        place: usize,
        parent: Option<usize>,
    ) -> Option<Span> {
        let cue = self.cue_at(place, range.start)?;
        let last = place.checked_sub(1).filter(|last| *last >= range.start);
        // The particle may be written with the cue.
        let source = match last {
            _ if cue.prefix > 0 => {
                let span = self.sentence.span(place);
                let first = phrase::beginning(self.sentence, place, range.start);
                let prefix = self.sentence.form(place).get(..cue.prefix).unwrap_or_default();
                let particle = self.lexicon.ending("place", prefix).map_or(0, |(form, _)| form.len());
                let start = self.sentence.span(first).start;
                let end = span.start + (cue.prefix - particle) as u32;
                (start < end).then_some(Span { start, end })
            }
            Some(last) => {
                self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1)
            }
            None => None,
        };
        let rest = phrase::skip(self.sentence, place + 1..range.end)..range.end;
        let number = self.found.len();
        let setting = self.setting(range.start..rest.start);
        self.found.push(Found {
            parent,
            source,
            cue: Some(self.sentence.span(place)),
            content: Vec::new(),
            addressee: None,
            setting,
            day: self.day(place + 1..rest.start),
            by: Some(cue.cue),
            mode: None,
        });
        self.region(rest.clone(), Some(number), None);
        let begins = rest.clone().next().map_or(0, |word| self.sentence.span(word).start);
        let all = self.whole(rest.clone());
        let direct: Vec<usize> = (number + 1..self.found.len())
            .filter(|place| self.found[*place].parent == Some(number))
            .collect();
        let edge = |found: &Found<'_>| {
            found.source.iter().chain(&found.content).map(|span| span.start).min().unwrap_or(u32::MAX)
        };
        let content = match direct.first() {
            None => all,
            Some(&first) => {
                let inner = &self.found[first];
                let evidential = inner.by.is_some_and(|cue| cue.frame == Frame::Evidential);
                let general = inner.by.is_some_and(|cue| cue.frame == Frame::General);
                if evidential || general {
                    let end = inner.content.last().map_or(begins, |last| last.end);
                    let content =
                        if evidential { all } else { vec![Span { start: begins, end: end.max(begins) }] };
                    self.found.truncate(first);
                    content
                } else if inner.source.is_none() {
                    let content = inner.content.clone();
                    self.found.truncate(first);
                    content
                } else if edge(inner) > begins + 12 {
                    // What is said ends where another speaker begins.
                    let before = Span { start: begins, end: edge(inner) };
                    for found in &mut self.found[number + 1..] {
                        found.parent = if found.parent == Some(number) { parent } else { found.parent };
                    }
                    vec![before.trim(self.sentence.words.text)]
                } else {
                    all
                }
            }
        };
        if content.is_empty() || source.is_none() {
            self.found.remove(number);
            for found in &mut self.found[number..] {
                found.parent = match found.parent {
                    Some(old) if old == number => parent,
                    Some(old) if old > number => Some(old - 1),
                    other => other,
                };
            }
            return None;
        }
        self.found[number].content = content;
        source
    }

    /// SOURCE “CONTENT”…SOURCE “CONTENT”: a headline without verbs, of one part or several.
    pub(super) fn headline(&mut self, range: Range<usize>, parent: Option<usize>) -> Option<Span> {
        let mut found = None;
        let mut start = range.start;
        for word in range.clone() {
            let breaks = self.lexicon.is("headline-break", self.sentence.form(word))
                && self.sentence.list[word].quotation.is_none();
            if breaks || word + 1 == range.end {
                let end = if breaks { word } else { word + 1 };
                found = self.headline_part(start..end, parent).or(found);
                start = word + 1;
            }
        }
        found
    }

    /// “CONTENT.” SOURCE의 말이다: a quotation as a sentence, and whose words it was.
    pub(super) fn said_before(&mut self, range: Range<usize>) {
        let words = &self.sentence.words;
        let said = range.clone().find(|word| {
            let here = &self.sentence.list[*word];
            here.copula && here.quotation.is_none() && self.lexicon.is("said", &here.stem)
        });
        let Some(said) = said.filter(|said| *said > range.start) else { return self.told_before(range) };
        let last = said - 1;
        let begins = self.sentence.list[last].role == Role::Genitive;
        let quotation =
            words.quotations.iter().rev().find(|quotation| {
                quotation.depth == 0 && quotation.span.end <= self.sentence.span(last).start
            });
        let Some(quotation) = quotation.filter(|_| begins) else { return };
        let behind = words.spans.partition_point(|span| span.start < quotation.span.end);
        // Nothing else is said in between.
        if words.place(behind).0 + 1 < words.place(said).0 {
            return;
        }
        let first = phrase::beginning(self.sentence, last, behind.max(range.start));
        self.found.push(Found {
            parent: None,
            source: self.sentence.noun_span(first..last + 1),
            cue: Some(self.sentence.span(said)),
            content: vec![quotation.span],
            addressee: None,
            setting: None,
            day: self.day(behind..first),
            by: None,
            mode: None,
        });
    }

    /// “CONTENT.” SOURCE는 담담하게 말했다: the same with a verb that says so.
    fn told_before(&mut self, range: Range<usize>) {
        let words = &self.sentence.words;
        let Some(last) = range.clone().rev().find(|word| !self.sentence.is_sign(*word)) else { return };
        let cue = self.cue_at(last, range.start);
        let Some(cue) = cue.filter(|cue| matches!(cue.cue.frame, Frame::Quotative | Frame::General)) else {
            return;
        };
        let start = self.sentence.span(range.start).start;
        let before = words.quotations.iter().rev().find(|quotation| quotation.span.end <= start);
        let Some(quotation) = before.filter(|quotation| quotation.depth == 0) else { return };
        let place = |at: u32| words.spans.partition_point(|span| span.start < at);
        let opens = words.place(place(quotation.span.start)).1 == 0;
        let taken = |found: &Found<'_>| found.content.iter().any(|span| span.overlaps(quotation.span));
        if !opens || place(quotation.span.end) != range.start || self.found.iter().any(taken) {
            return;
        }
        let Some(source) = self.source_between(range.start..cue.first) else { return };
        let around = [range.start..source.start, source.end..cue.first];
        let addressee = around.iter().find_map(|words| self.addressee(words.clone(), Some(cue.cue)));
        let setting = around.iter().find_map(|words| self.setting(words.clone()));
        let day = around.iter().find_map(|words| self.day(words.clone()));
        self.found.push(Found {
            parent: None,
            source: self.sentence.noun_span(source),
            cue: words.cover(cue.first..cue.last + 1),
            content: vec![quotation.span],
            addressee,
            setting,
            day,
            by: Some(cue.cue),
            mode: None,
        });
    }

    fn headline_part(&mut self, range: Range<usize>, parent: Option<usize>) -> Option<Span> {
        let first = range.clone().find(|word| self.sentence.list[*word].quotation.is_some())?;
        let quotation = self.sentence.words.quotations[self.sentence.list[first].quotation?];
        let behind = self.sentence.words.spans.partition_point(|span| span.start < quotation.span.end);
        let last = (range.start..first).rev().find(|word| !self.sentence.is_sign(*word))?;
        let ends = (behind..range.end).all(|word| self.sentence.is_sign(word));
        let long = quotation.inner.of(self.sentence.words.text).split_whitespace().count() > 1;
        if quotation.end == avviso_text::QuotationEnd::Repaired {
            return None;
        }
        if !ends || !long || first - range.start > 6 || !self.speaks(last) {
            return None;
        }
        let source =
            self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1)?;
        self.found.push(Found {
            parent,
            source: Some(source),
            cue: None,
            content: vec![quotation.span],
            addressee: None,
            setting: None,
            day: None,
            by: None,
            mode: None,
        });
        Some(source)
    }
}
