//! Languages in which reported words stand before the cue and end with a quotative: … -다고 말했다.
//!
//! Which particles and endings these are is said in `words.tsv`; here only where they stand matters.

use avviso_text::Span;

use crate::draft::Draft;
use crate::lexicon::{Cue, Frame, Lexicon};
use crate::passage::Passage;

/// The longest source, in words.
const LONGEST_SOURCE: usize = 14;

/// Words that may stand between reported words and their cue.
const LONGEST_GAP: usize = 9;

/// Words before what is said in which whoever is spoken to and the occasion are looked for.
const LONGEST_LEAD: usize = 7;

/// The statements of one sentence.
pub(crate) fn find(
    passage: &Passage<'_>,
    sentence: &std::ops::Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut from = sentence.start;
    let mut relay: Option<(usize, Draft)> = None;
    for at in sentence.clone() {
        if passage.quotation(at).is_some() {
            continue;
        }
        let Some(cue) = cue_at(passage, at, lexicon) else { continue };
        // What is cited belongs to the citing, not to what is said.
        let body = relay.as_ref().map_or(from, |(cited, _)| cited + 1);
        let view = View { passage, lexicon, from, body, end: sentence.end, at };
        match cue.frame {
            Frame::Postposed => {
                if let Some(draft) = view.postposed(cue) {
                    drafts.push(draft);
                    from = at + 1;
                }
            }
            Frame::Cited => relay = view.cited(cue).map(|draft| (at, draft)).or(relay),
            Frame::Evidential => drafts.extend(view.evidential(cue).filter(|_| drafts.is_empty())),
            _ => {
                if let Some(mut draft) = view.quotative(cue) {
                    if let Some((_, mut cited)) = relay.take() {
                        cited.content.clone_from(&draft.content);
                        cited.relayed_by_previous = true;
                        if draft.source.is_some_and(|source| source.overlaps(cited.cue)) {
                            draft.source = None;
                        }
                        drafts.push(draft);
                        drafts.push(cited);
                    } else {
                        drafts.push(draft);
                    }
                    from = at + 1;
                }
            }
        }
    }
    drafts
}

fn cue_at<'l>(passage: &Passage<'_>, at: usize, lexicon: &'l Lexicon) -> Option<&'l Cue> {
    let word = passage.word(at);
    let frames = [Frame::Quotative, Frame::Postposed, Frame::Cited, Frame::Evidential];
    let cues = lexicon.cues().iter().filter(|cue| frames.contains(&cue.frame));
    let fits = cues.filter_map(|cue| {
        let forms = cue.forms.iter().filter_map(|form| form.first());
        forms
            .filter(|form| word.starts_with(form.as_str()))
            .map(String::len)
            .max()
            .map(|length| (length, cue))
    });
    fits.max_by_key(|(length, _)| *length).map(|(_, cue)| cue)
}

/// A cue in its sentence, with what other cues have left.
struct View<'v, 't> {
    passage: &'v Passage<'t>,
    lexicon: &'v Lexicon,
    from: usize,
    /// What is said begins here or later.
    body: usize,
    end: usize,
    at: usize,
}

/// Where reported words end.
struct Close {
    /// The token that carries the quotative.
    token: usize,
    /// The end of the content, in bytes.
    end: u32,
}

impl View<'_, '_> {
    fn word(&self, n: usize) -> &str {
        self.passage.word(n)
    }

    fn token(&self, n: usize) -> Option<Span> {
        self.passage.tokens.get(n).map(|token| token.span)
    }

    /// … -다고 SOURCE CUE; SOURCE … -다고 CUE; “…”라고 CUE.
    fn quotative(&self, cue: &Cue) -> Option<Draft> {
        let close = self.close("quotative").or_else(|| self.close("bound"))?;
        let mut draft = Draft::new(self.token(self.at)?, cue);
        let between = self.source_in(close.token + 1..self.at);
        let (source, start) = match between {
            Some(source) => (Some(source), self.from),
            None => self.leading_source(close.token),
        };
        let start = start.max(self.body);
        draft.source = source.and_then(|tokens| self.noun(tokens));
        draft.setting = (self.from..self.at)
            .filter(|&n| self.passage.quotation(n).is_none())
            .find(|&n| self.lexicon.is("setting", self.word(n)))
            .and_then(|n| self.token(n));
        draft.addressee = self.addressee(start, close.token);
        draft.content = self.pieces(start, &close, draft.addressee);
        (!draft.content.is_empty()).then_some(draft)
    }

    /// SOURCE에 따르면 CONTENT.
    fn postposed(&self, cue: &Cue) -> Option<Draft> {
        let mut draft = Draft::new(self.token(self.at)?, cue);
        let start = self.at.saturating_sub(LONGEST_SOURCE).max(self.from);
        let start = (start..self.at).rev().find(|&n| self.passage.is_sign(n)).map_or(start, |n| n + 1);
        draft.source = self.noun(start..self.at);
        draft.source?;
        draft.content.extend(self.passage.cover(self.at + 1..self.end));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// CITED을 인용해: who stands before it is relayed by the sentence's own reporting cue.
    fn cited(&self, cue: &Cue) -> Option<Draft> {
        let mut draft = Draft::new(self.token(self.at)?, cue);
        let mut end = self.at;
        // … 의 말을 인용해: the object names the words, its owner is who is cited.
        if end > self.from
            && self.lexicon.ending("object", self.word(end - 1)).is_some()
            && end - 1 > self.from
            && self.lexicon.ending("genitive", self.word(end - 2)).is_some()
        {
            end -= 1;
        }
        let before = (self.from..end.saturating_sub(1)).rev();
        let border = before.take(LONGEST_SOURCE).find(|&n| {
            self.passage.is_sign(n)
                || self.lexicon.ending("topic", self.word(n)).is_some()
                || self.lexicon.ending("subject", self.word(n)).is_some()
        });
        draft.source = self.noun(border.map_or(self.from, |n| n + 1)..end);
        draft.source.map(|_| draft)
    }

    /// CONTENT 것으로 알려졌다.
    fn evidential(&self, cue: &Cue) -> Option<Draft> {
        let mut draft = Draft::new(self.token(self.at)?, cue);
        let close = self.close("bound").or_else(|| self.close("quotative"));
        let end = match &close {
            Some(close) => close.end,
            None => return None,
        };
        let start = self.token(self.from)?.start;
        draft.content.extend((start < end).then_some(Span { start, end }));
        (!draft.content.is_empty()).then_some(draft)
    }

    /// The nearest token before the cue that closes reported words.
    fn close(&self, kind: &str) -> Option<Close> {
        let first = self.at.saturating_sub(LONGEST_GAP).max(self.from);
        for n in (first..self.at).rev() {
            if self.passage.quotation(n).is_some() {
                return None;
            }
            let token = self.token(n)?;
            let after_quotation = n > self.from && self.passage.quotation(n - 1).is_some();
            if after_quotation && self.lexicon.beginning(kind, self.word(n)).is_some() {
                return Some(Close { token: n, end: self.token(n - 1)?.end });
            }
            let whole = if kind == "bound" { self.lexicon.whole(kind, self.word(n)) } else { None };
            if let Some((form, kept)) = self.lexicon.ending(kind, self.word(n)).or(whole) {
                // A short ending alone (-고, -며) also joins clauses; it closes words only right before the cue.
                let sure = form.chars().count() > 1 || n + 1 == self.at;
                let written = self.passage.written(n);
                if sure && written.len() == self.word(n).len() {
                    let end = token.end - form.len() as u32 + kept.len() as u32;
                    return Some(Close { token: n, end });
                }
            }
        }
        None
    }

    /// The noun phrase with a topic or subject particle in a stretch of tokens.
    fn source_in(&self, tokens: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
        let last = tokens.clone().rev().find(|&n| self.is_subject(n))?;
        let start =
            tokens.clone().find(|&n| !self.lexicon.is("skip", self.word(n)) && !self.passage.is_sign(n))?;
        (start <= last).then_some(start..last + 1)
    }

    fn is_subject(&self, n: usize) -> bool {
        self.passage.quotation(n).is_none()
            && !self.lexicon.is("skip", self.word(n))
            && !self.lexicon.is("setting", self.word(n))
            && ["topic", "subject"]
                .iter()
                .any(|kind| self.lexicon.ending(kind, self.word(n)).is_some() || self.is_particle(kind, n))
    }

    /// Whether a token is a particle by itself, as behind a bracket.
    fn is_particle(&self, kind: &str, n: usize) -> bool {
        n > self.from && self.passage.is_sign(n - 1) && self.lexicon.is(kind, self.word(n))
    }

    /// The source before the reported words, and where these begin.
    fn leading_source(&self, close: usize) -> (Option<std::ops::Range<usize>>, usize) {
        let mut start = self.from;
        while start < close
            && (self.passage.is_sign(start) || self.lexicon.is("skip", self.word(start)))
            && self.passage.quotation(start).is_none()
        {
            start += 1;
        }
        let first_quotation = (start..close).find(|&n| self.passage.quotation(n).is_some());
        let limit = first_quotation.unwrap_or(close).min(start + LONGEST_SOURCE);
        let topic = (start..limit).find(|&n| {
            self.passage.quotation(n).is_none()
                && self.lexicon.ending("topic", self.word(n)).is_some()
                && self.is_subject(n)
        });
        // Before a quotation any subject is who speaks; otherwise one that is not the content's own.
        let subject = (start..limit).find(|&n| self.is_subject(n));
        let other = subject.and_then(|first| (first + 1..close).find(|&n| self.is_subject(n)));
        let chosen = match (topic, subject) {
            (Some(topic), Some(subject))
                if subject < topic && first_quotation.is_none() && topic - subject > 2 =>
            {
                Some(subject)
            }
            (Some(topic), _) => Some(topic),
            (None, Some(subject)) if first_quotation.is_some() || other.is_some() => Some(subject),
            _ => None,
        };
        match chosen {
            Some(last) => {
                // What stands before a comma is not part of who speaks, brackets aside.
                let comma =
                    (start..last).rev().find(|&n| self.passage.is_sign(n) && !self.is_bracketed(n, last));
                (Some(comma.map_or(start, |n| n + 1)..last + 1), last + 1)
            }
            None => (None, start),
        }
    }

    /// Whether a sign stands in or beside brackets that close before `last`.
    fn is_bracketed(&self, n: usize, last: usize) -> bool {
        (n..=last).any(|n| self.word(n) == ")") || self.word(n) == "("
    }

    /// Whoever is spoken to: a noun phrase of one or two words with its particle, outside quotations.
    fn addressee(&self, start: usize, close: usize) -> Option<Span> {
        let ranges = (start..close.min(start + 6)).chain(close + 1..self.at);
        let at = ranges.into_iter().find(|&n| {
            self.passage.quotation(n).is_none() && self.lexicon.ending("addressee", self.word(n)).is_some()
        })?;
        let span = self.token(at)?;
        let (form, _) = self.lexicon.ending("addressee", self.word(at))?;
        Some(Span { start: span.start, end: span.end - form.len() as u32 })
    }

    /// The reported words from `start` to where they close: quotations with their particles cut out,
    /// or the clause as a whole.
    fn pieces(&self, start: usize, close: &Close, addressee: Option<Span>) -> Vec<Span> {
        // Whoever is spoken to, and the occasion, stand before what is said.
        let lead = (start..close.token.min(start + LONGEST_LEAD))
            .take_while(|&n| self.passage.quotation(n).is_none());
        let is_lead = |n: usize| {
            self.lexicon.is("setting", self.word(n))
                || self.token(n).is_some_and(|span| addressee.is_some_and(|whom| span.contains(whom)))
        };
        let mut start = lead.filter(|&n| is_lead(n)).last().map_or(start, |n| n + 1);
        while start < close.token
            && self.passage.quotation(start).is_none()
            && (self.passage.is_sign(start) || self.lexicon.is("skip", self.word(start)))
        {
            start += 1;
        }
        let Some(from) = self.token(start).map(|span| span.start).filter(|&from| from < close.end) else {
            return Vec::new();
        };
        let within = Span { start: from, end: close.end };
        let quotations: Vec<_> =
            self.passage.quotations.iter().filter(|quotation| within.contains(quotation.span)).collect();
        let closed: Vec<Span> = quotations
            .iter()
            .filter(|quotation| {
                let next = self.passage.tokens.partition_point(|token| token.span.start < quotation.span.end);
                let closes_here = quotation.span.end == close.end;
                closes_here || self.lexicon.beginning("quotative", self.word(next)).is_some()
            })
            .map(|quotation| quotation.span)
            .collect();
        match (closed.first(), closed.last()) {
            // “A”며 “B”라고: the quotations are what is said, with a clause before the first or between them left out
            // only where it has its own quotative.
            (Some(first), Some(last)) if last.end == close.end => {
                let lead = Span { start: from, end: first.start };
                let unquoted = lead.of(self.passage.text).trim();
                if closed.len() == 1 && !unquoted.is_empty() && !self.leads_away(lead) {
                    vec![within.trim(self.passage.text)]
                } else {
                    closed
                }
            }
            _ => vec![within.trim(self.passage.text)],
        }
    }

    /// Whether the words before a quotation are a phrase of their own (about what, where), not part of it.
    fn leads_away(&self, lead: Span) -> bool {
        let last = self.passage.tokens.iter().rev().find(|token| lead.contains(token.span));
        let Some(last) = last else { return true };
        let sign = !last.lower.chars().any(char::is_alphanumeric);
        let blank = lead.of(self.passage.text).ends_with(char::is_whitespace);
        sign || blank
    }

    /// A noun phrase without its last particle.
    fn noun(&self, tokens: std::ops::Range<usize>) -> Option<Span> {
        let mut tokens = tokens;
        let last = tokens.end.checked_sub(1)?;
        if ["topic", "subject"].iter().any(|kind| self.is_particle(kind, last)) && last > tokens.start {
            tokens.end = last;
            return self.passage.cover(tokens);
        }
        let span = self.passage.cover(tokens)?;
        let word = self.word(last);
        let same_length = self.passage.written(last).len() == word.len();
        let ending = ["topic", "subject", "object", "genitive", "addressee"]
            .iter()
            .filter_map(|kind| self.lexicon.ending(kind, word))
            .max_by_key(|(form, _)| form.len())
            .or_else(|| self.lexicon.ending("place", word));
        let cut = ending.filter(|_| same_length).map_or(0, |(form, _)| form.len());
        Some(Span::new(span.start as usize, span.end as usize - cut))
    }
}
