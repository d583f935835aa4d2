//! Languages in which source and content stand on either side of the cue: “…,” X said; X said that ….

use avviso_text::{QuotationEnd, Span};

use crate::draft::Draft;
use crate::lexicon::{Cue, Frame, Lexicon};
use crate::passage::Passage;

/// The longest source, in words; what is longer is not a name or description.
const LONGEST_SOURCE: usize = 24;

/// The statements of one sentence.
pub(crate) fn find(
    passage: &Passage<'_>,
    sentence: &std::ops::Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let found = if passage.quotation(at).is_none() { cue_at(passage, at, lexicon) } else { None };
        let Some((cue, length)) = found else {
            at += 1;
            continue;
        };
        let view = View { passage, lexicon, first: sentence.start, last: sentence.end, cue: at..at + length };
        let draft = match cue.frame {
            Frame::According => view.according(cue),
            Frame::Participle => drafts.last().and_then(|before| view.participle(cue, before)),
            _ => view.joined(cue, &mut drafts).or_else(|| view.clause(cue)),
        };
        drafts.extend(draft);
        at += length;
    }
    drafts
}

fn cue_at<'l>(passage: &Passage<'_>, at: usize, lexicon: &'l Lexicon) -> Option<(&'l Cue, usize)> {
    let fits = |form: &Vec<String>| form.iter().enumerate().all(|(n, word)| passage.word(at + n) == word);
    let frames = [Frame::Clause, Frame::Told, Frame::Participle, Frame::According];
    // Within a name (the United States) a word is no cue.
    if at > 0 && passage.is_capital(at) && passage.is_capital(at - 1) && passage.quotation(at - 1).is_none() {
        return None;
    }
    lexicon
        .cues()
        .iter()
        .filter(|cue| frames.contains(&cue.frame))
        .find_map(|cue| cue.forms.iter().find(|form| fits(form)).map(|form| (cue, form.len())))
}

/// A cue in its sentence.
struct View<'v, 't> {
    passage: &'v Passage<'t>,
    lexicon: &'v Lexicon,
    first: usize,
    last: usize,
    cue: std::ops::Range<usize>,
}

impl View<'_, '_> {
    fn is(&self, kind: &str, n: usize) -> bool {
        self.lexicon.is(kind, self.passage.word(n))
    }

    fn is_comma(&self, n: usize) -> bool {
        n >= self.first && n < self.last && self.passage.word(n) == "," && self.passage.quotation(n).is_none()
    }

    /// According to X, …; …, according to X.
    fn according(&self, cue: &Cue) -> Option<Draft> {
        let mut draft = Draft::new(self.passage.cover(self.cue.clone())?, cue);
        let mut end = self.right_source_end(self.cue.end);
        if self.first == self.cue.start {
            // What stands behind the first comma is what is said.
            end = (self.cue.end..end).find(|&n| self.is_comma(n)).unwrap_or(end);
        }
        draft.source = self.passage.cover(self.cue.end..end);
        draft.source?;
        let behind = self.passage.cover(end..self.last);
        let before = self.passage.cover(self.first..self.cue.start);
        let opens = self.first == self.cue.start || before.is_none();
        draft.content.extend(if opens { behind } else { before });
        (!draft.content.is_empty()).then_some(draft)
    }

    /// …, adding that …: goes on with the source of the statement before.
    fn participle(&self, cue: &Cue, before: &Draft) -> Option<Draft> {
        let mut draft = Draft::new(self.passage.cover(self.cue.clone())?, cue);
        draft.source = before.source;
        let content = self.content_behind(self.cue.end, false, &mut draft);
        draft.content.extend(content);
        (!draft.content.is_empty()).then_some(draft)
    }

    /// X said A and warned that B: the second cue has the source of the first, and what the first
    /// one says ends before it.
    fn joined(&self, cue: &Cue, drafts: &mut [Draft]) -> Option<Draft> {
        let joiner = self.cue_start().checked_sub(1).filter(|&n| n > self.first && self.is("joins", n))?;
        let before = drafts.last_mut()?;
        let last = before.content.last_mut()?;
        let joiner = self.passage.tokens.get(joiner)?.span;
        let kept = Span { start: last.start, end: joiner.start }.trim(self.passage.text);
        if !last.contains(joiner) || kept.is_empty() {
            return None;
        }
        let draft = self.participle(cue, before)?;
        let last = before.content.last_mut()?;
        *last = Span {
            start: kept.start,
            end: kept.start + kept.of(self.passage.text).trim_end_matches(',').len() as u32,
        };
        Some(draft)
    }

    /// Whether the cue is negated, and so reports nothing.
    fn is_negated(&self) -> bool {
        let start = self.cue_start();
        (start.saturating_sub(1).max(self.first)..self.cue.start).any(|n| self.is("negation", n))
    }

    fn clause(&self, cue: &Cue) -> Option<Draft> {
        if self.is_negated() {
            return None;
        }
        let mut draft = Draft::new(self.cue_span()?, cue);
        let inverted = self.inverted_source();
        let (left, right) = if let Some(end) = inverted {
            draft.source = self.passage.cover(self.cue.end..end);
            (self.cue_start(), end)
        } else {
            let source = self.left_source()?;
            draft.source = self.passage.cover(source.clone());
            (source.start, self.cue.end)
        };
        self.check_source(draft.source?)?;
        let mut right = right;
        if cue.frame == Frame::Told && inverted.is_none() {
            let end = self.addressee_end();
            draft.addressee = self.passage.cover(self.cue.end..end);
            right = end;
        }
        let before = self.content_before(left);
        let behind = self.content_behind(right, before.is_some(), &mut draft);
        draft.content.extend(before);
        draft.content.extend(behind);
        (!draft.content.is_empty()).then_some(draft)
    }

    /// Where the words of the cue begin: auxiliaries before it belong to it.
    fn cue_start(&self) -> usize {
        let mut start = self.cue.start;
        while start > self.first && self.is("auxiliary", start - 1) {
            start -= 1;
        }
        start
    }

    fn cue_span(&self) -> Option<Span> {
        self.passage.cover(self.cue_start()..self.cue.end)
    }

    /// The end of a source behind the cue (“…,” said X), if the cue is inverted.
    fn inverted_source(&self) -> Option<usize> {
        let before = self.cue.start.checked_sub(1).filter(|&n| n >= self.first);
        let opens = match before {
            // The quotation before may be a sentence of its own.
            None => self.quotation_ending_at(self.cue.start).is_some(),
            Some(n) => self.is_comma(n) || self.passage.quotation(n).is_some(),
        };
        let begins = self.is("pronoun", self.cue.end)
            || self.is("opener", self.cue.end)
            || self.is("role", self.cue.end)
            || self.passage.is_capital(self.cue.end);
        if !opens || !begins || self.passage.quotation(self.cue.end).is_some() {
            return None;
        }
        let end = self.right_source_end(self.cue.end);
        // “X, who spoke, said Y did it” has its source on the left.
        let closes = end >= self.last
            || self.passage.is_sign(end)
            || self.is("after", end)
            || self.passage.quotation(end).is_some();
        (end > self.cue.end && closes).then_some(end)
    }

    /// The end of a source that begins at `start`.
    fn right_source_end(&self, start: usize) -> usize {
        if self.is("pronoun", start) {
            return start + 1;
        }
        let mut end = start;
        while end < self.last && end - start < LONGEST_SOURCE && self.passage.quotation(end).is_none() {
            let stops =
                self.passage.is_sign(end) && !matches!(self.passage.word(end), "-" | "." | "'" | "’" | "&");
            let stops = stops || (self.passage.word(end) == "." && end + 1 == self.last);
            if stops || (end > start && self.is("after", end)) {
                break;
            }
            end += 1;
        }
        // X, the minister of Y, …
        if self.is_comma(end) && self.is("opener", end + 1) {
            let mut close = end + 1;
            while close < self.last && !self.is_comma(close) && self.passage.quotation(close).is_none() {
                close += 1;
            }
            let whole = close >= self.last || self.is_comma(close);
            if whole && close - end < LONGEST_SOURCE {
                return if close >= self.last && self.passage.is_sign(self.last - 1) {
                    self.last - 1
                } else {
                    close
                };
            }
        }
        end
    }

    /// A source before the cue.
    fn left_source(&self) -> Option<std::ops::Range<usize>> {
        let mut end = self.cue_start();
        if end > self.first && self.is("relative", end - 1) {
            return None;
        }
        // X, the minister of Y, said; X, on the other hand, said
        let mut appositive = true;
        if end > self.first && self.is_comma(end - 1) {
            end = (self.first..end - 1).rev().take(LONGEST_SOURCE).find(|&n| self.is_comma(n))?;
            appositive = !self.is("after", end + 1);
        }
        let mut start = end;
        while start > self.first && end - start < LONGEST_SOURCE {
            let n = start - 1;
            let sign =
                self.passage.is_sign(n) && !matches!(self.passage.word(n), "-" | "'" | "’" | "&" | ".");
            let joins = self.is("joiner", n)
                && self.passage.is_capital(n + 1)
                && n > self.first
                && self.passage.is_capital(n - 1);
            let joiner = self.is("joiner", n) && !joins;
            if sign || joiner || self.is("border", n) || self.passage.quotation(n).is_some() {
                break;
            }
            start -= 1;
        }
        if self.is("pronoun", end.checked_sub(1)?) {
            start = end - 1;
        }
        let source = start..if appositive { self.cue_start() } else { end };
        (start < end).then_some(source)
    }

    /// A source has to be somebody: a pronoun, a name, a role.
    fn check_source(&self, source: Span) -> Option<()> {
        if self.passage.quotations.iter().any(|quotation| quotation.span.overlaps(source)) {
            return None;
        }
        let inside = self.passage.tokens.iter().enumerate().filter(|(_, token)| source.contains(token.span));
        let fits = inside.clone().enumerate().any(|(place, (n, _))| {
            self.is("pronoun", n)
                || self.is("role", n)
                || (self.passage.is_capital(n)
                    && (place > 0 || n > self.first || inside.clone().count() <= 3))
        });
        fits.then_some(())
    }

    /// Behind “told”: the end of whoever is spoken to.
    fn addressee_end(&self) -> usize {
        let start = self.cue.end;
        let mut end = start;
        while end < self.last && end - start < 12 && self.passage.quotation(end).is_none() {
            let stops = self.passage.is_sign(end) && !matches!(self.passage.word(end), "'" | "’" | "-");
            if stops
                || self.is("that", end)
                || (end > start && (self.is("pronoun", end) || self.is("after", end)))
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn quotation_ending_at(&self, n: usize) -> Option<Span> {
        let limit = self.passage.tokens.get(n)?.span.start;
        let before = self.passage.quotations.iter().rev().find(|quotation| quotation.span.end <= limit)?;
        let gap = self.passage.text.get(before.span.end as usize..limit as usize)?;
        gap.chars().all(|c| c.is_whitespace() || ",.".contains(c)).then_some(before.span)
    }

    /// What is said before the source: a quotation, or a clause closed by a comma.
    fn content_before(&self, left: usize) -> Option<Span> {
        if let Some(quotation) = self.quotation_ending_at(left) {
            // “A, B and “C,” X said: a clause with a quoted end.
            let start = self.passage.tokens.get(self.first).map(|token| token.span.start)?;
            let clause = (start < quotation.start).then_some(Span { start, end: quotation.end });
            // A quotation that begins with a capital is a sentence by itself.
            let inner = quotation.of(self.passage.text).chars().find(|c| c.is_alphanumeric());
            let fragment = clause.filter(|_| inner.is_some_and(|c| !c.is_uppercase()));
            return Some(fragment.unwrap_or(quotation));
        }
        let comma = left.checked_sub(1).filter(|&n| self.is_comma(n))?;
        // A short phrase before the comma is an adverbial, not what is said.
        let tail = (self.cue.end..self.last).filter(|&n| !self.passage.is_sign(n)).count();
        if comma - self.first < 4 || tail > 6 { None } else { self.passage.cover(self.first..comma) }
    }

    /// What is said behind the cue.
    fn content_behind(&self, right: usize, has_before: bool, draft: &mut Draft) -> Option<Span> {
        let mut start = right;
        // … said on Monday in a statement that …: whatever stands before “that” or a quotation.
        let ahead = right..self.last.min(right + 14);
        let marker = ahead.clone().find(|&n| self.passage.quotation(n).is_some() || self.is("that", n));
        let rest = self.passage.cover(right..self.last)?;
        if self.lexicon.begins("setting", &rest.of(self.passage.text).to_lowercase()) {
            let end = marker.or_else(|| ahead.clone().find(|&n| self.is_comma(n))).unwrap_or(self.last);
            draft.setting = self.passage.cover(right..end);
        }
        if let Some(marker) = marker {
            let between = right..marker;
            let adverbial = between.is_empty() || self.is("after", right) || self.passage.is_sign(right);
            if adverbial {
                start = marker;
            }
        } else if self.is("after", right) || has_before {
            return None;
        }
        if has_before && self.passage.quotation(start).is_none() && !self.is("that", start) {
            return None;
        }
        let piece = self.passage.cover(start..self.last)?;
        let words = self.passage.tokens.iter().filter(|token| piece.contains(token.span)).count();
        if words < 2 {
            return None;
        }
        Some(self.to_quotation_end(start, piece))
    }

    /// A content that begins with a quotation goes to its end, over the end of the sentence.
    fn to_quotation_end(&self, start: usize, piece: Span) -> Span {
        match self.passage.quotation(start).and_then(|n| self.passage.quotations.get(n)) {
            Some(quotation) if quotation.end != QuotationEnd::Repaired => piece.cover(quotation.span),
            _ => piece,
        }
    }
}
