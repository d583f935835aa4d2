//! When: the times that a text names, resolved against the day of its publication.
//!
//! The rules of a language (`times.tsv`, `numbers.tsv`) find an expression; [`said`] is what its words say,
//! [`resolve`] what that is on the calendar, by the [`tense`] of its clause and the time named before; [`frames`] are
//! the words around it that make it open (since, until) or a range. What can't be resolved is kept without a value.
//!
//! Not in here: how long something lasts; that is a quantity.

mod course;
mod frames;
mod moments;
mod resolve;
mod said;
mod tense;
mod value;
mod zone;

use avviso_tables::{Result, Tables};
use avviso_text::Span;
use serde::{Deserialize, Serialize};

use crate::attribution::Words;
use crate::phrases::{Class, Lexis, Reader, begins, next_start};
pub(crate) use course::Course;
use course::far;
use frames::{Frame, Frames};
pub(crate) use moments::{Found, Moments};
use said::{Place, Said, Slot};
use tense::{Signs, Tense};
use value::{Moment, Value};
use zone::Zones;

/// Words that say when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Where they stand, without a preposition or a particle.
    pub span: Span,
    /// When that is: EDTF, with the parts of a day as TIMEX3 has them (`2026-03-06TMO`); none if the text does not
    /// say it.
    pub value: Option<String>,
}

/// What finds the times of a language. Immutable; shared by threads.
#[derive(Debug)]
pub(crate) struct Times {
    lexis: Lexis,
    slots: Vec<Slot>,
    signs: Signs,
    frames: Frames,
    /// Says that something comes again and again: every.
    every: Class,
    zones: Zones,
}

impl Times {
    /// The tables of a language; `None` if it has none.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Option<Self>> {
        let (Some(times), Some(numbers)) =
            (tables.language_table(language, "times.tsv")?, tables.language_table(language, "numbers.tsv")?)
        else {
            return Ok(None);
        };
        let mut lexis = Lexis::new(&numbers)?;
        lexis.take(&times, |_, value| if value.is_empty() { Some(0.0) } else { value.parse().ok() })?;
        let (signs, frames, every) = (Signs::new(&mut lexis), Frames::new(&mut lexis), lexis.intern("every"));
        let zones = Zones::load(tables, language)?;
        let slots = said::slots(&lexis);
        Ok(Some(Self { lexis, slots, signs, frames, every, zones }))
    }

    /// The beginning of a text that was published then (ISO 8601, perhaps with a zone), with its first words.
    pub(crate) fn begin(&self, published: Option<&str>, beginning: &str) -> Course {
        Course::new(published.and_then(|published| self.zones.day(published, beginning)))
    }

    /// The times of a paragraph, in its order.
    pub(crate) fn find(&self, words: &Words<'_>, course: &mut Course, found: &mut Vec<Found>) {
        course.paragraph += 1;
        let first = found.len();
        let (Some(start), Some(end)) = (words.spans.first(), words.spans.last()) else { return };
        let (mut at, end) = (start.start as usize, end.end as usize);
        let mut reader = Reader::new(&self.lexis, words);
        while at < end {
            let next = next_start(words.text, at);
            if begins(words.text, at) && reader.phrase(at) {
                let every = self.lexis.is_before(words.text, at, self.every);
                let past = reader.best.end.max(next);
                if !every {
                    self.take(&reader, (course, first), found);
                }
                at = past;
            } else {
                at = next;
            }
        }
    }

    /// Takes the reader's phrase for a time, or for the end of the range that the last one begins.
    fn take(&self, reader: &Reader<'_, '_>, (course, first): (&mut Course, usize), found: &mut Vec<Found>) {
        let (phrase, words) = (&reader.best, reader.words);
        let (mut said, upper) = Said::of(&phrase.captures, &self.slots);
        let mut span = Span { start: phrase.start as u32, end: phrase.end as u32 };
        let frame = self.frames.around(&self.lexis, words.text, &mut span);
        let before = found[first..].last().copied();
        let link = before.and_then(|before| self.frames.between(&self.lexis, words.text, before.span, span));
        if let (Some(_), Some(before)) = (link, before)
            && said.month.is_none()
            && said.day.is_some_and(|day| matches!(day, Place::Number(_)))
            && before.said.day.is_some()
        {
            (said.month, said.year) = (before.said.month, said.year.or(before.said.year));
            said.toward = said.toward.or(before.said.toward);
        }
        // May 21 and May 28: both are to come, or both are over.
        let tense = match (link, before) {
            (Some(frames::Link::List), Some(before)) if frame == Frame::None => before.tense,
            _ => self.tense(words, span, (frame, &said)),
        };
        let resolved = course.resolve(&said, tense, span);
        let value = resolved.map(|moment| match (upper, frame) {
            (Some(upper), _) => {
                let last = course.resolve(&upper.behind(moment), tense, span);
                last.and_then(|last| joined(Value::At(moment), Value::At(last), tense))
                    .unwrap_or(Value::At(moment))
            }
            (None, Frame::Since) => Value::Since(moment),
            (None, Frame::From) => match (moment.first(), course.published) {
                (Some(first), Some(published)) if first > published => Value::Since(moment),
                _ => Value::At(moment),
            },
            (None, Frame::Until) => Value::Until(moment),
            (None, Frame::About) => Value::About(moment),
            (None, Frame::None | Frame::Coming) => Value::At(moment),
        });
        if let Some(value) = value {
            course.named(value.moment(), span.end);
        }
        if link == Some(frames::Link::Range)
            && let (Some(before), Some(value)) = (found.last_mut(), value)
            && let Some(first) = before.value.and_then(|first| joined(first, value, tense))
        {
            before.span.end = span.end;
            before.value = Some(first);
            return;
        }
        found.push(Found { span, value, said, tense });
    }

    fn tense(&self, words: &Words<'_>, span: Span, (frame, said): (Frame, &Said)) -> Tense {
        let word = words.spans.partition_point(|word| word.end <= span.start);
        let clause = || self.signs.around(words, word, &self.lexis);
        match frame {
            Frame::Since => Tense::Past,
            Frame::Coming => Tense::Future,
            Frame::Until => match clause() {
                // “By Friday, he said, it will be over”: of such days the nearest one is meant.
                Tense::Past if said.weekday.is_some() => Tense::Unknown,
                Tense::Past => Tense::Past,
                _ => Tense::Future,
            },
            _ => clause(),
        }
    }
}

/// The range between two times.
fn joined(first: Value, last: Value, tense: Tense) -> Option<Value> {
    let (Value::At(mut a) | Value::Since(mut a), Value::At(mut b) | Value::Until(mut b)) = (first, last)
    else {
        return None;
    };
    if let (Moment::Month(_, from), Moment::Month(year, to)) = (a, b)
        && b.first()? < a.first()?
    {
        // January to March, December to March: up to the month that is named last.
        a = Moment::Month(year - i16::from(from > to), from);
    } else if b.first()? < a.first()? {
        // Friday to Sunday, December 30 to January 2: one of them is of the week or year beside.
        let (Moment::Day(from), Moment::Day(to)) = (a, b) else { return None };
        let step = if far(from, to) < 7 { jiff::Span::new().days(7) } else { jiff::Span::new().years(1) };
        if tense == Tense::Future {
            b = Moment::Day(to.checked_add(step).ok()?);
        } else {
            a = Moment::Day(from.checked_sub(step).ok()?);
        }
    }
    (b.first()? >= a.first()?).then_some(Value::Between(a, b))
}
