//! The statements of a sentence, from its last cue backwards.

use std::ops::Range;

use avviso_text::Span;

use crate::attributed::mode;
use crate::attribution::Words;
use crate::lexicon::{Cue, Frame, Lexicon};
use crate::{Act, Mode};

use super::close::{self, Close, Kind};
use super::cues::{self, Found as CueFound};
use super::morphs::{Role, Sentence};
use super::phrase;

/// A statement as it is found.
#[derive(Debug, Clone)]
pub(crate) struct Found<'l> {
    /// The place of the statement in the list that holds this one.
    pub(crate) parent: Option<usize>,
    pub(crate) source: Option<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) addressee: Option<Span>,
    pub(crate) setting: Option<Span>,
    /// The words that hold the day, if one is named beside the source.
    pub(crate) day: Option<Span>,
    pub(crate) by: Option<&'l Cue>,
    /// Whether the words are the speaker's own; set when the sentence is done.
    pub(crate) mode: Option<Mode>,
}

/// Words between what is said and its cue.
const LONGEST_GAP: usize = 12;
/// The longest list of pieces of one statement.
const MOST_PIECES: usize = 6;
/// How deep statements are looked for within each other.
const DEEPEST: usize = 4;

/// The statements of the sentences of a paragraph; parents stand before what they hold.
pub(crate) fn find<'l>(words: &Words<'_>, lexicon: &'l Lexicon) -> Vec<Found<'l>> {
    find_within(words, lexicon, 0)
}

fn find_within<'l>(words: &Words<'_>, lexicon: &'l Lexicon, depth: usize) -> Vec<Found<'l>> {
    let sentence = Sentence::new(words, lexicon);
    let mut finder = Finder { sentence: &sentence, lexicon, found: Vec::new(), depth };
    // A sentence that ends within a quotation does not end whoever speaks it.
    let mut start = 0;
    for (n, range) in words.sentences.iter().enumerate() {
        let open = words.quotations.iter().any(|quotation| {
            let edge = words.spans[range.end - 1].end;
            quotation.depth == 0 && quotation.span.start < edge && edge < quotation.span.end
        });
        if open && n + 1 < words.sentences.len() {
            continue;
        }
        finder.region(start..range.end, None, None);
        start = range.end;
    }
    for found in finder.found.iter_mut().filter(|found| found.mode.is_none()) {
        found.mode = Some(mode(words, &found.content));
    }
    kept(finder.found)
}

/// Without those that were given up, whose parts go to what held them.
fn kept(mut found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    for place in 0..found.len() {
        while let Some(parent) = found[place].parent.filter(|parent| found[*parent].content.is_empty()) {
            found[place].parent = found[parent].parent;
        }
    }
    let mut number = 0;
    let numbers: Vec<usize> = found
        .iter()
        .map(|found| {
            number += usize::from(!found.content.is_empty());
            number.saturating_sub(1)
        })
        .collect();
    found.retain(|found| !found.content.is_empty());
    for found in &mut found {
        found.parent = found.parent.map(|parent| numbers[parent]);
    }
    found
}

struct Finder<'s, 'w, 'l, 't> {
    sentence: &'s Sentence<'w, 'l, 't>,
    lexicon: &'l Lexicon,
    found: Vec<Found<'l>>,
    depth: usize,
}

/// What a cue stands with.
struct Frameset {
    cue: Range<usize>,
    close: Close,
    /// What is said is a noun phrase that begins here.
    phrase: Option<usize>,
}

impl<'l> Finder<'_, '_, 'l, '_> {
    /// The statements in a range of words; `inherited` is the source of a clause before. Returns the source
    /// that a clause behind may go on with.
    fn region(
        &mut self,
        range: Range<usize>,
        parent: Option<usize>,
        inherited: Option<Span>,
    ) -> Option<Span> {
        if range.is_empty() || self.depth > DEEPEST {
            return inherited;
        }
        if let Some(place) = range.clone().find(|word| self.frame_at(*word, range.start) == Some(Frame::Postposed)) {
            return self.postposed(range, place, parent).or(inherited);
        }
        let mut end = range.end;
        while let Some(cue) = (range.start..end).rev().find_map(|word| self.cue_at(word, range.start)) {
            if !cues::is_negated(self.sentence, cue.last, range.end)
                && let Some(frameset) = self.frameset(&cue, range.clone())
            {
                return self.take(Some(cue.cue), frameset, range, parent, inherited);
            }
            end = cue.first;
        }
        match self.unnamed_cue(range.clone()) {
            Some(frameset) => self.take(None, frameset, range, parent, inherited),
            None => self.headline(range, parent).or(inherited),
        }
    }

    fn cue_at(&self, word: usize, start: usize) -> Option<CueFound<'l>> {
        if self.sentence.list.get(word)?.quotation.is_some() {
            return None;
        }
        cues::at(self.sentence, word, start)
    }

    fn frame_at(&self, word: usize, start: usize) -> Option<Frame> {
        self.cue_at(word, start).map(|found| found.cue.frame)
    }

    /// What a cue reports, if it does.
    fn frameset(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        let first = found.first;
        let cue = found.first..found.last + 1;
        match found.cue.frame {
            Frame::Cited | Frame::Postposed => return None,
            Frame::Evidential => {
                let close = self.nearest(first, range.start, |close| close.kind != Kind::Adnominal, 4);
                return close.map(|close| Frameset { cue, close, phrase: None }).or_else(|| self.subject(found, range));
            }
            _ => {}
        }
        if found.noun {
            let close = self.nearest(first, range.start, |close| close.kind == Kind::Adnominal, 6);
            return close.map(|close| Frameset { cue, close, phrase: None });
        }
        let cited = (range.start..first).rev().take(LONGEST_GAP).find(|word| {
            self.frame_at(*word, range.start) == Some(Frame::Cited)
        });
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
            return Some(Frameset { cue, close, phrase: None });
        }
        // … -다는 점을 강조했다: a noun that stands for what is said before it.
        let shell = first.checked_sub(1).filter(|word| *word >= range.start && self.sentence.is("shell", *word));
        if let Some(shell) = shell
            && let Some(close) = self.nearest(shell, range.start, |close| close.kind == Kind::Adnominal, 2)
        {
            return Some(Frameset { cue, close, phrase: None });
        }
        self.object(found, range)
    }

    /// The nearest end of reported words before a word.
    fn nearest(
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
    fn object(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        if !self.lexicon.is("takes-noun", act_name(found.cue.act)) {
            return None;
        }
        let mut last = found.first.checked_sub(1)?;
        while last > range.start && self.sentence.role(last) == Role::Adverb {
            last -= 1;
        }
        if last < range.start || self.sentence.role(last) != Role::Object || self.sentence.list[last].quotation.is_some() {
            return None;
        }
        self.of_phrase(found, last, range)
    }

    /// What is feared or expected as the subject.
    fn subject(&self, found: &CueFound<'l>, range: Range<usize>) -> Option<Frameset> {
        let last = found.first.checked_sub(1).filter(|last| *last >= range.start)?;
        if self.sentence.role(last) != Role::Subject || !self.lexicon.is("takes-noun", act_name(found.cue.act)) {
            return None;
        }
        self.of_phrase(found, last, range)
    }

    fn of_phrase(&self, found: &CueFound<'l>, last: usize, range: Range<usize>) -> Option<Frameset> {
        let start = phrase::object(self.sentence, last, range.start);
        let span = self.sentence.noun_span(start..last + 1)?;
        let close = Close { word: last, end: span.end, kind: Kind::Nominal, quotation: None };
        Some(Frameset { cue: found.first..found.last + 1, close, phrase: Some(start) })
    }

    /// … -라며 비디오를 공개했다: any predicate may report what ends with a joining quotative.
    fn unnamed_cue(&self, range: Range<usize>) -> Option<Frameset> {
        let predicate = range.clone().rev().find(|word| {
            self.sentence.role(*word) == Role::Predicate && self.sentence.list[*word].quotation.is_none()
        })?;
        let close = self.nearest(predicate, range.start, |close| close.kind == Kind::Joining, LONGEST_GAP)?;
        let object = predicate.checked_sub(1).filter(|word| self.sentence.role(*word) == Role::Object);
        let first = object.filter(|word| *word > close.word).unwrap_or(predicate);
        Some(Frameset { cue: first..predicate + 1, close, phrase: None })
    }

    /// SOURCE “CONTENT”: a headline without a verb.
    fn headline(&mut self, range: Range<usize>, parent: Option<usize>) -> Option<Span> {
        let first = range.clone().find(|word| self.sentence.list[*word].quotation.is_some())?;
        let quotation = self.sentence.words.quotations[self.sentence.list[first].quotation?];
        let behind = self.sentence.words.spans.partition_point(|span| span.start < quotation.span.end);
        let last = (range.start..first).rev().find(|word| !self.sentence.is_sign(*word))?;
        let ends = (behind..range.end).all(|word| self.sentence.is_sign(word));
        let long = quotation.inner.of(self.sentence.words.text).split_whitespace().count() > 1;
        if quotation.end == avviso_text::QuotationEnd::Repaired {
            return None;
        }
        if !ends || !long || first - range.start > 6 || !self.sentence.can_speak(last) && !self.sentence.list[last].name {
            return None;
        }
        let source = self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1)?;
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

    /// SOURCE에 따르면 CONTENT.
    fn postposed(&mut self, range: Range<usize>, place: usize, parent: Option<usize>) -> Option<Span> {
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
            Some(last) => self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1),
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
        let direct: Vec<usize> =
            (number + 1..self.found.len()).filter(|place| self.found[*place].parent == Some(number)).collect();
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
                    let content = if evidential { all } else { vec![Span { start: begins, end: end.max(begins) }] };
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

    /// All words of a range but the sign at its end.
    fn whole(&self, range: Range<usize>) -> Vec<Span> {
        let mut range = range;
        while !range.is_empty()
            && self.sentence.is_sign(range.end - 1)
            && self.sentence.list[range.end - 1].quotation.is_none()
            && self.sentence.form(range.end - 1) != ")"
        {
            range.end -= 1;
        }
        self.sentence.words.cover(range).into_iter().collect()
    }

    /// Records a statement, what is said within it, and what stands before it in the sentence.
    fn take(
        &mut self,
        by: Option<&'l Cue>,
        frameset: Frameset,
        range: Range<usize>,
        parent: Option<usize>,
        inherited: Option<Span>,
    ) -> Option<Span> {
        let Frameset { cue, close, phrase } = frameset;
        let mut from = range.start;
        let mut inherited = inherited;
        let boundary = self.boundary(range.start..phrase.unwrap_or(close.word), &close);
        if let Some(boundary) = boundary {
            inherited = self.region(range.start..boundary + 1, parent, inherited).or_else(|| {
                // A clause that reports nothing may still name who goes on to speak.
                let topic = (range.start..boundary).find(|word| {
                    self.is_source_end(*word) && self.sentence.role(*word) == Role::Topic
                })?;
                let start = phrase::beginning(self.sentence, topic, range.start);
                self.sentence.noun_span(start..topic + 1)
            });
            from = boundary + 1;
        }
        let cited = (close.word + 1..cue.start)
            .chain(from..close.word)
            .find(|word| self.frame_at(*word, from) == Some(Frame::Cited));
        let is_noun = by.is_some_and(|cue| cue.frame == Frame::Noun);
        let evidential = by.is_some_and(|cue| cue.frame == Frame::Evidential);
        let between = if cited.is_some_and(|cited| cited > close.word) || is_noun {
            None
        } else {
            self.source_between(close.word + 1..cue.start)
        };
        let leading_end = phrase.unwrap_or(close.word);
        let leading = || self.leading_source(from..leading_end, &close, (phrase.is_some(), boundary.is_some()));
        let (source_words, body) = match &between {
            _ if evidential => (None, from),
            Some(source) => (Some(source.clone()), from),
            None => match leading() {
                Some(source) if !is_noun => (Some(source.clone()), source.end),
                _ => (None, from),
            },
        };
        let source_words = if is_noun { self.owner(close.word + 1..cue.start, from..close.word) } else { source_words };
        let body = if is_noun { source_words.as_ref().filter(|words| words.end <= close.word).map_or(from, |words| words.end) } else { body };
        let body = cited.filter(|cited| *cited < close.word).map_or(body, |cited| body.max(cited + 1));
        let source = source_words.clone().and_then(|words| self.sentence.noun_span(words));
        let source = source.or(if evidential || is_noun { None } else { inherited });
        let led = source_words.as_ref().is_some_and(|words| words.end == body);
        let body_start = phrase.unwrap_or_else(|| match led {
            true => self.body_start(body..close.word + 1, &close, by),
            false => phrase::skip(self.sentence, body..close.word + 1),
        });
        let content = match phrase {
            Some(start) => self.sentence.noun_span(start..close.word + 1).into_iter().collect(),
            None => self.pieces(body_start, &close),
        };
        if content.is_empty() {
            return inherited;
        }
        if let Some(words) = &source_words
            && words.start > from + 2
            && cited.is_none()
        {
            self.region(from..words.start, parent, None);
        }
        let number = self.found.len();
        let around = [body..body_start, close.word + 1..cue.start, from..source_words.as_ref().map_or(from, |words| words.start)];
        let addressee = around.iter().take(2).find_map(|words| self.addressee(words.clone(), by));
        let setting = around.iter().find_map(|words| self.setting(words.clone()));
        let day = around.iter().find_map(|words| self.day(words.clone()));
        let span = self.sentence.words.cover(cue.clone());
        self.found.push(Found { parent, source, cue: span, content: content.clone(), addressee, setting, day, by, mode: None });
        if let Some(cited) = cited {
            self.cited(cited, from, &close, number, content.clone());
        } else {
            self.nested(body_start, &close, phrase, number);
        }
        source
    }

    /// The last word of a clause before this one that reports something of its own, or nothing.
    fn boundary(&self, range: Range<usize>, close: &Close) -> Option<usize> {
        let limit = close.quotation.map_or(range.end, |quotation| {
            let start = self.sentence.words.quotations[quotation].span.start;
            self.sentence.words.spans.partition_point(|span| span.start < start)
        });
        (range.start..limit.min(range.end)).rev().find(|word| {
            let joins = self.sentence.role(*word) == Role::Predicate
                && self.lexicon.ending("clause", self.sentence.form(*word)).is_some();
            let last_negated = joins
                && self.lexicon.begins("negated", self.sentence.form(*word))
                && word.checked_sub(1).is_some_and(|cue| self.cue_at(cue, range.start).is_some());
            joins
                && (last_negated
                    || self.cue_at(*word, range.start).is_some_and(|found| {
                        matches!(found.cue.frame, Frame::Quotative | Frame::Noun) && self.frameset(&found, range.clone()).is_some()
                    }))
        })
    }

    /// A noun phrase with the particle of a topic or subject right before the cue.
    fn source_between(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range.clone().rev().find(|word| self.is_source_end(*word))?;
        let start = phrase::beginning(self.sentence, last, range.start);
        Some(start..last + 1)
    }

    fn is_source_end(&self, word: usize) -> bool {
        let here = &self.sentence.list[word];
        here.quotation.is_none()
            && matches!(here.role, Role::Topic | Role::Subject)
            && !self.sentence.is("skip", word)
            && !self.sentence.is("time", word)
            && !self.sentence.is_occasion(word)
            && !self.sentence.is("bound", word)
    }

    /// The noun phrase before what is said that names who says it.
    fn leading_source(
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
        let mut ends = (range.start..limit).filter(|word| self.is_source_end(*word));
        let first = ends.next()?;
        let topics = || {
            (range.start..limit).filter(|word| self.is_source_end(*word) && self.sentence.role(*word) == Role::Topic)
        };
        let speaks = |word: &usize| self.sentence.can_speak(*word) || self.sentence.list[*word].name;
        let topic = topics().find(speaks).or_else(|| topics().next());
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
                    || self.sentence.can_speak(topic)
                    || self.sentence.list[topic].name
                    || (topic + 1..range.end).any(|word| self.is_source_end(word)) =>
            {
                topic
            }
            Some(_) => return None,
            None if quoted.is_some() || object || ends.next().is_some() || self.sentence.can_speak(first) => first,
            None => return None,
        };
        // A topic far into the sentence, behind a clause of its own, belongs to what is said.
        let clause = (range.start..chosen).any(|word| {
            self.sentence.role(word) == Role::Predicate && self.lexicon.ending("clause", self.sentence.form(word)).is_some()
        });
        let start = phrase::beginning(self.sentence, chosen, range.start);
        (!clause || start == range.start || quoted.is_some() || topic.is_some() || speaks(&chosen)).then_some(start..chosen + 1)
    }

    /// Whether a quotation is closed by a quotative.
    fn closed_quotation(&self, quotation: usize) -> bool {
        let end = self.sentence.words.quotations[quotation].span.end;
        let next = self.sentence.words.spans.partition_point(|span| span.start < end);
        next < self.sentence.words.len() && close::at(self.sentence, next).is_some_and(|close| close.quotation.is_some())
    }

    /// Whose claim it is: the owner between what is said and the noun, or a topic before it.
    fn owner(&self, between: Range<usize>, before: Range<usize>) -> Option<Range<usize>> {
        let owner = between.clone().rev().find(|word| self.sentence.role(*word) == Role::Genitive);
        if let Some(last) = owner {
            return Some(phrase::beginning(self.sentence, last, between.start)..last + 1);
        }
        let first = before.clone().find(|word| self.is_source_end(*word))?;
        let other = (first + 1..before.end).any(|word| self.is_source_end(word));
        (other && (self.sentence.can_speak(first) || self.sentence.list[first].name)
            || self.sentence.role(first) == Role::Topic)
            .then(|| phrase::beginning(self.sentence, first, before.start)..first + 1)
    }

    /// Where what is said begins: behind the day, the occasion and whoever is spoken to.
    fn body_start(&self, range: Range<usize>, close: &Close, by: Option<&Cue>) -> usize {
        let mut start = phrase::skip(self.sentence, range.clone());
        let quoted = |word: usize| self.sentence.list[word].quotation.is_some();
        loop {
            let mut ends = (start..range.end.min(start + 9)).take_while(|word| !quoted(*word));
            let last = ends.find(|word| {
                self.sentence.is_occasion(*word) && self.sentence.role(*word) == Role::Adverbial
                    || self.is_spoken_to(*word)
                    || self.sentence.is("through", *word)
                    || self.is_directed(*word, by)
                    || phrase::is_time(self.sentence, *word) && *word == start
                    || self.sentence.is("about", *word) && close.quotation.is_some()
            });
            match last {
                Some(last) if last < range.end && last < close.word => {
                    start = phrase::skip(self.sentence, last + 1..range.end);
                    // What is in brackets behind a day: (현지시간).
                    if self.sentence.form(start) == "(" {
                        let close = (start..range.end).find(|word| self.sentence.form(*word) == ")");
                        start = close.map_or(start, |close| phrase::skip(self.sentence, close + 1..range.end));
                    }
                }
                _ => return start,
            }
        }
    }

    /// The pieces of what is said from a word to where it closes.
    fn pieces(&self, start: usize, close: &Close) -> Vec<Span> {
        let mut pieces = Vec::new();
        let mut close = *close;
        for _ in 0..MOST_PIECES {
            let first = match close.quotation {
                Some(quotation) => {
                    let begin = self.sentence.words.quotations[quotation].span.start;
                    self.sentence.words.spans.partition_point(|span| span.start < begin)
                }
                None => close.word,
            };
            let before = (start..first).rev().find_map(|word| {
                close::at(self.sentence, word).filter(|close| close.kind == Kind::Joining)
            });
            let begin = before.map_or(start, |before| before.word + 1);
            let begin = phrase::skip(self.sentence, begin..first.max(begin));
            let lead = begin..first;
            let led = close.quotation.is_none() || self.leads_in(lead.clone());
            let begin = if led && begin < self.sentence.words.len() { self.sentence.span(begin).start } else {
                self.sentence.span(first).start
            };
            let begin = match close.quotation {
                Some(quotation) if !led || lead.is_empty() => self.sentence.words.quotations[quotation].span.start,
                _ => begin,
            };
            if begin < close.end {
                pieces.push(Span { start: begin, end: close.end }.trim(self.sentence.words.text));
            }
            match before {
                Some(before) => close = before,
                None => break,
            }
        }
        pieces.reverse();
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// Whether the words before a quotation are of one sentence with it.
    fn leads_in(&self, lead: Range<usize>) -> bool {
        let last = lead.clone().rev().find(|word| !self.sentence.is_sign(*word));
        last.is_some_and(|last| {
            matches!(self.sentence.role(last), Role::Predicate | Role::Object | Role::Subject | Role::Topic)
        }) && lead.len() > 1
    }

    /// Statements within what is said.
    fn nested(&mut self, start: usize, close: &Close, phrase: Option<usize>, number: usize) {
        let first = self.sentence.words.spans.get(start).map_or(0, |span| span.start);
        let quotations: Vec<Span> = self
            .sentence
            .words
            .quotations
            .iter()
            .filter(|quotation| quotation.depth == 0 && quotation.span.start >= first && quotation.span.end <= close.end)
            .map(|quotation| quotation.inner)
            .collect();
        for inner in quotations {
            let from = self.sentence.words.spans.partition_point(|span| span.start < inner.start);
            let to = self.sentence.words.spans.partition_point(|span| span.start < inner.end);
            if to < from + 3 || self.depth >= DEEPEST {
                continue;
            }
            let part = self.sentence.words.part(from..to);
            let base = self.found.len();
            for mut found in find_within(&part, self.lexicon, self.depth + 1) {
                // “I think”: whoever speaks says so of themselves.
                if found.source.is_none() && found.parent.is_none() {
                    found.by = found.by.filter(|cue| cue.frame == Frame::Noun);
                    if found.by.is_none() {
                        // Keeps its place, so that the numbers of what it holds stay right.
                        found.content.clear();
                    }
                }
                found.parent = Some(found.parent.map_or(number, |parent| base + parent));
                self.found.push(found);
            }
        }
        if close.quotation.is_none() {
            self.depth += 1;
            let end = if phrase.is_some() { close.word } else { close.word + 1 };
            let before = self.found.len();
            self.region(start..end, Some(number), None);
            // What is said as a whole is not said again by its own last word.
            let content = self.found[number].content.clone();
            for found in &mut self.found[before..] {
                if found.content == content || found.source.is_none() && found.by.is_none() {
                    found.content.clear();
                }
            }
            self.depth -= 1;
        }
    }

    /// Who is cited: the statement is relayed by the one before.
    fn cited(&mut self, cited: usize, from: usize, close: &Close, number: usize, content: Vec<Span>) {
        let Some(cue) = self.cue_at(cited, from) else { return };
        let mut last = cue.first.checked_sub(1);
        // … 의 말을 인용해: the object is of the cue, its owner is who is cited.
        let mut first = cue.first;
        if let Some(object) = last.filter(|word| self.sentence.is("words", *word)) {
            first = object;
            last = object.checked_sub(1);
        }
        let Some(last) = last.filter(|last| *last >= from) else { return };
        let limit = if cited > close.word { close.word + 1 } else { from };
        let source = self.sentence.noun_span(phrase::beginning(self.sentence, last, limit)..last + 1);
        if source.is_none() || source == self.found[number].source {
            return;
        }
        self.found.push(Found {
            parent: Some(number),
            source,
            cue: self.sentence.words.cover(first..cue.last + 1),
            content,
            addressee: None,
            setting: None,
            day: None,
            by: Some(cue.cue),
            mode: None,
        });
    }

    /// Whoever is spoken to: a noun phrase with its particle; with a demand also a plain one.
    fn addressee(&self, range: Range<usize>, by: Option<&Cue>) -> Option<Span> {
        let found = range.clone().find(|word| {
            self.sentence.list[*word].quotation.is_none()
                && (self.is_spoken_to(*word) || self.is_directed(*word, by))
        });
        // With whom somebody speaks: X와의 인터뷰에서.
        let with = |word: &usize| {
            self.lexicon.ending("with", self.sentence.form(*word)).is_some()
                && (*word + 1..range.end.min(word + 3)).any(|next| self.sentence.is("interview", next))
        };
        let last = found.or_else(|| range.clone().find(with))?;
        self.sentence.noun_span(phrase::beginning(self.sentence, last, range.start)..last + 1)
    }

    /// Whether a word has the particle of whoever is spoken to.
    fn is_spoken_to(&self, word: usize) -> bool {
        self.sentence.role(word) == Role::Adverbial
            && self.lexicon.ending("addressee", self.sentence.form(word)).is_some()
    }

    /// Whether a word with a plain particle names whoever an act like a demand is directed at.
    fn is_directed(&self, word: usize, by: Option<&Cue>) -> bool {
        let speaks = |word: usize| self.sentence.can_speak(word) || self.sentence.list[word].name;
        by.is_some_and(|cue| self.lexicon.is("directed", act_name(cue.act)))
            && self.lexicon.ending("place", self.sentence.form(word)).is_some()
            && self.sentence.role(word) == Role::Adverbial
            && (speaks(word) || self.sentence.bare(word).is_empty() && self.before_bracket(word).is_some_and(speaks))
            && !phrase::is_time(self.sentence, word)
            && !self.sentence.is_occasion(word)
    }

    /// The word before the bracket that closes before a particle.
    fn before_bracket(&self, particle: usize) -> Option<usize> {
        (0..particle).rev().find(|word| self.sentence.form(*word) == "(")?.checked_sub(1)
    }

    /// The words for the occasion, with their particle.
    fn setting(&self, range: Range<usize>) -> Option<Span> {
        let last = range.clone().find(|word| {
            self.sentence.list[*word].quotation.is_none()
                && (self.sentence.is_occasion(*word) && self.sentence.role(*word) != Role::Topic
                    || self.sentence.is("through", *word))
        })?;
        let first = if self.sentence.is("through", last) { last.checked_sub(1)?.max(range.start) } else { last };
        self.sentence.words.cover(phrase::beginning(self.sentence, first, range.start)..last + 1)
    }

    /// The word that names the day.
    fn day(&self, range: Range<usize>) -> Option<Span> {
        let day = range.clone().find(|word| {
            self.sentence.is("day", *word)
                || phrase::is_time(self.sentence, *word) && self.lexicon.ending("dated", self.sentence.form(*word)).is_some()
        })?;
        let first = day.checked_sub(1).filter(|before| *before >= range.start && self.sentence.is("time", *before));
        self.sentence.words.cover(first.unwrap_or(day)..day + 1)
    }
}

/// The name of an act, as the tables have it.
fn act_name(act: Act) -> &'static str {
    match act {
        Act::Demand => "demand",
        Act::Promise => "promise",
        Act::Propose => "propose",
        Act::Fear => "fear",
        Act::Expect => "expect",
        Act::Deny => "deny",
        Act::Ask => "ask",
        Act::Announce => "announce",
        Act::Warn => "warn",
        _ => "",
    }
}
