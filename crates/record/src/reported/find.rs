//! The statements of a sentence, from its last cue backwards.

use std::ops::Range;

use avviso_text::Span;

use crate::attributed::mode;
use crate::lexicon::{Cue, Frame, Lexicon};
use crate::{Act, Mode};

use super::close::Close;
use super::cues::{self, Found as CueFound};
use super::frames::Frameset;
use super::morphs::{Role, Sentence};
use super::names::Registry;
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

/// Words between a noun for what is said and the verb behind it.
const LONGEST_FROM: usize = 9;

/// How deep statements are looked for within each other.
const DEEPEST: usize = 4;

/// The statements of the sentences of a paragraph; parents stand before what they hold.
pub(crate) fn find<'l>(sentence: &Sentence<'_, 'l, '_>, known: &Registry) -> Vec<Found<'l>> {
    find_within(sentence, known, 0)
}

fn find_within<'l>(sentence: &Sentence<'_, 'l, '_>, known: &Registry, depth: usize) -> Vec<Found<'l>> {
    let (words, lexicon) = (sentence.words, sentence.lexicon);
    let mut finder = Finder { sentence, lexicon, known, found: Vec::new(), depth };
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
        let before = finder.found.len();
        finder.region(start..range.end, None, None);
        if finder.found.len() == before {
            finder.said_before(start..range.end);
        }
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

pub(super) struct Finder<'s, 'w, 'l, 't> {
    pub(super) sentence: &'s Sentence<'w, 'l, 't>,
    pub(super) lexicon: &'l Lexicon,
    /// The names of the document.
    pub(super) known: &'s Registry,
    pub(super) found: Vec<Found<'l>>,
    pub(super) depth: usize,
}

impl<'l> Finder<'_, '_, 'l, '_> {
    /// The statements in a range of words; `inherited` is the source of a clause before. Returns the source
    /// that a clause behind may go on with.
    pub(super) fn region(
        &mut self,
        range: Range<usize>,
        parent: Option<usize>,
        inherited: Option<Span>,
    ) -> Option<Span> {
        if range.is_empty() || self.depth > DEEPEST {
            return inherited;
        }
        if let Some(place) =
            range.clone().find(|word| self.frame_at(*word, range.start) == Some(Frame::Postposed))
        {
            return self.postposed(range, place, parent).or(inherited);
        }
        let mut end = range.end;
        while let Some(cue) = (range.start..end).rev().find_map(|word| self.cue_at(word, range.start)) {
            if !cues::is_negated(self.sentence, &cue, range.end)
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

    pub(super) fn cue_at(&self, word: usize, start: usize) -> Option<CueFound<'l>> {
        if self.sentence.list.get(word)?.quotation.is_some() {
            return None;
        }
        cues::at(self.sentence, word, start)
    }

    pub(super) fn frame_at(&self, word: usize, start: usize) -> Option<Frame> {
        self.cue_at(word, start).map(|found| found.cue.frame)
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
        let before = self.found.len();
        if let Some(boundary) = boundary {
            inherited = self.before(range.start..boundary + 1, parent, inherited);
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
        let leading = || {
            let joined = (phrase.is_some(), boundary.is_some());
            self.leading_source(from..leading_end, &close, joined).filter(|words| self.may_think(by, words))
        };
        let (source_words, body) = match &between {
            _ if evidential => (None, from),
            Some(source) => (Some(source.clone()), from),
            None => match leading() {
                Some(source) if !is_noun => (Some(source.clone()), source.end),
                _ => (None, from),
            },
        };
        // “…”고 증언한 선원: who says it stands behind the clause that says so.
        let source_words = source_words.or_else(|| {
            let stands = !is_noun && !evidential && self.sentence.role(cue.end - 1) == Role::Adnominal;
            stands.then(|| self.source_behind(cue.end..range.end)).flatten()
        });
        let source_words = if is_noun {
            let behind = self.found_behind(cue.start, range.end);
            self.owner(close.word + 1..cue.start, from..close.word, behind)
        } else {
            source_words
        };
        let body = if is_noun {
            source_words.as_ref().filter(|words| words.end <= close.word).map_or(from, |words| words.end)
        } else {
            body
        };
        let body = cited.filter(|cited| *cited < close.word).map_or(body, |cited| body.max(cited + 1));
        let source = source_words.clone().and_then(|words| self.sentence.noun_span(words));
        let source = source.or(inherited.filter(|_| !evidential && !is_noun));
        let led = source_words.as_ref().is_some_and(|words| words.end == body);
        let body_start = phrase.unwrap_or_else(|| {
            if led {
                self.body_start(body..close.word + 1, &close, by)
            } else {
                phrase::skip(self.sentence, body..close.word + 1)
            }
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
            && (words.end <= close.word || !is_noun)
            && cited.is_none()
        {
            self.region(from..words.start, parent, None);
        }
        let number = self.found.len();
        let around = [
            body..body_start,
            close.word + 1..cue.start,
            from..source_words.as_ref().map_or(from, |words| words.start),
        ];
        let nobody = source_words.is_none().then_some(from);
        let addressee = self.told(&around[..2], (nobody, content[0].start), by);
        let addressee = addressee.or_else(|| boundary.and_then(|_| self.asked(before..number, source)));
        let setting = around.iter().find_map(|words| self.setting(words.clone()));
        let day = around.iter().find_map(|words| self.day(words.clone()));
        self.found.push(Found {
            parent,
            source,
            cue: self.sentence.words.cover(cue),
            content: content.clone(),
            addressee,
            setting,
            day,
            by,
            mode: None,
        });
        if let Some(cited) = cited {
            self.cited(cited, from, &close, number, content.clone());
        } else {
            self.nested(body_start, &close, phrase, number);
        }
        source
    }

    /// “…이 중요하다고 생각한다”: within a quotation who thinks is its speaker, or a topic.
    fn may_think(&self, by: Option<&Cue>, source: &Range<usize>) -> bool {
        let thinks = self.depth > 0 && by.is_some_and(|cue| cue.act.is_thought());
        !thinks || self.sentence.role(source.end - 1) == Role::Topic
    }

    /// What a clause before another reports; returns who goes on to speak.
    fn before(
        &mut self,
        range: Range<usize>,
        parent: Option<usize>,
        inherited: Option<Span>,
    ) -> Option<Span> {
        let found = self.region(range.clone(), parent, inherited);
        if self.sentence.is("question", range.end - 1) {
            return None;
        }
        found.or_else(|| {
            // A clause that reports nothing may still name who goes on to speak.
            let topic = (range.start..range.end - 1)
                .find(|word| self.is_source_end(*word) && self.sentence.role(*word) == Role::Topic)?;
            let start = phrase::beginning(self.sentence, topic, range.start);
            self.sentence.noun_span(start..topic + 1)
        })
    }

    /// Who asks, of the statements before, is answered by a source, and the other way round.
    fn asked(&mut self, before: Range<usize>, source: Option<Span>) -> Option<Span> {
        let mut asked = self.found[before].iter_mut().rev();
        let asked = asked.find(|found| found.by.is_some_and(|cue| cue.act == Act::Ask))?;
        asked.addressee = asked.addressee.or(source);
        asked.source.filter(|_| source.is_some() && asked.source != source)
    }

    /// The words between a noun and the verb behind it.
    fn found_behind(&self, noun: usize, end: usize) -> Range<usize> {
        let stops =
            |word: &usize| self.sentence.role(*word) == Role::Predicate || self.sentence.form(*word) == ",";
        let last = (noun + 1..end.min(noun + LONGEST_FROM)).find(stops);
        noun + 1..last.unwrap_or(noun + 1)
    }

    /// The last word of a clause before this one that reports something of its own, or nothing.
    fn boundary(&self, range: Range<usize>, close: &Close) -> Option<usize> {
        let limit = close.quotation.map_or(range.end, |quotation| {
            let start = self.sentence.words.quotations[quotation].span.start;
            self.sentence.words.spans.partition_point(|span| span.start < start)
        });
        (range.start..limit.min(range.end)).rev().find(|word| {
            if self.sentence.is("question", *word) && self.sentence.role(*word) == Role::Adverbial {
                let asked = self.cue_at(*word, range.start).filter(|found| found.noun);
                return asked.is_some_and(|found| self.frameset(&found, range.clone()).is_some());
            }
            let joins = self.sentence.role(*word) == Role::Predicate
                && self.lexicon.ending("clause", self.sentence.form(*word)).is_some();
            let last_negated = joins
                && self.lexicon.begins("negated", self.sentence.form(*word))
                && word.checked_sub(1).is_some_and(|cue| self.cue_at(cue, range.start).is_some());
            joins
                && (last_negated
                    || self.cue_at(*word, range.start).is_some_and(|found| {
                        matches!(found.cue.frame, Frame::Quotative | Frame::Noun)
                            && self.frameset(&found, range.clone()).is_some()
                    }))
        })
    }

    /// Statements within what is said.
    fn nested(&mut self, start: usize, close: &Close, phrase: Option<usize>, number: usize) {
        let first = self.sentence.words.spans.get(start).map_or(0, |span| span.start);
        let quotations: Vec<Span> = self
            .sentence
            .words
            .quotations
            .iter()
            .filter(|quotation| {
                quotation.depth == 0 && quotation.span.start >= first && quotation.span.end <= close.end
            })
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
            let within = Sentence::new(&part, self.lexicon);
            for mut found in find_within(&within, self.known, self.depth + 1) {
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
            // A noun that is denied is somebody's claim if its owner stands before it.
            let owned = close.word > start && self.sentence.role(close.word - 1) == Role::Genitive;
            let end = if phrase.is_some() && !owned { close.word } else { close.word + 1 };
            let before = self.found.len();
            self.region(start..end, Some(number), None);
            // What is said as a whole is not said again by its own last word.
            let content = self.found[number].content.clone();
            for found in &mut self.found[before..] {
                let own = found.by.is_none_or(|cue| cue.frame == Frame::Quotative);
                if found.content == content || found.source.is_none() && own {
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
}

/// The name of an act, as the tables have it.
pub(super) fn act_name(act: Act) -> &'static str {
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
        Act::Criticise => "criticise",
        Act::Refuse => "refuse",
        Act::Regret => "regret",
        Act::Hope => "hope",
        Act::Admit => "admit",
        Act::Thank => "thank",
        _ => "",
    }
}
