//! When: the times that a text names, resolved against the day of its publication.
//!
//! The rules of a language (`times.tsv`, `numbers.tsv`) find an expression; [`said`] is what its words say,
//! [`resolve`] what that is on the calendar, by the [`tense`] of its clause and the time named before; [`frames`] are
//! the words around it that make it open (since, until) or a range. What can't be resolved is kept without a value.
//!
//! Not in here: how long something lasts; that is a quantity.

mod frames;
mod resolve;
mod said;
mod tense;
mod value;

use avviso_tables::{Result, Table, Tables};
use avviso_text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::attribution::Words;
use crate::phrases::{Class, Lexis, Reader};
use frames::{Frame, Frames};
use resolve::Against;
use said::{Place, Said, Slot};
use tense::{Signs, Tense};
use value::{Moment, Value};

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
    /// The zone that a day of publication is meant in, if the language has one.
    zone: Option<jiff::tz::TimeZone>,
}

/// What is known while the paragraphs of a text are gone through.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Course {
    published: Option<Date>,
    /// The time named last, and the last one that is a day.
    last: Option<Named>,
    day: Option<Named>,
    paragraph: u32,
}

#[derive(Debug, Clone, Copy)]
struct Named {
    moment: Moment,
    paragraph: u32,
    end: u32,
}

/// A time as it is found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) span: Span,
    value: Option<Value>,
    said: Said,
    tense: Tense,
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
        let dates = tables.language_table(language, "dates.tsv")?;
        let zone = dates.as_ref().map(default_zone).transpose()?.flatten();
        let slots = said::slots(&lexis);
        Ok(Some(Self { lexis, slots, signs, frames, every, zone }))
    }

    /// The beginning of a text that was published then (ISO 8601, perhaps with a zone).
    pub(crate) fn begin(&self, published: Option<&str>) -> Course {
        let published = published.and_then(|published| {
            let there = published.parse::<jiff::Timestamp>().ok();
            match (there, &self.zone) {
                (Some(there), Some(zone)) => Some(zone.to_datetime(there).date()),
                _ => published.get(..10)?.parse().ok(),
            }
        });
        Course { published, ..Course::default() }
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
        let resolved = self.resolve(&said, tense, course, span);
        let value = resolved.map(|moment| match (upper, frame) {
            (Some(upper), _) => self
                .resolve(&upper, tense, course, span)
                .map_or(Value::At(moment), |last| Value::Between(moment, last)),
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

    fn resolve(&self, said: &Said, tense: Tense, course: &Course, span: Span) -> Option<Moment> {
        let published = match course.published {
            Some(published) => published,
            // What names its year needs no day of publication.
            None if said.is_absolute() => Date::constant(2000, 1, 1),
            None => return None,
        };
        let near = |named: &Named| {
            named.paragraph == course.paragraph
                || named.moment.first().is_some_and(|first| far(first, published) <= NEAR_DAYS)
        };
        let named = if said.hangs_on_day() { course.day } else { course.last };
        let here = |named: &Named| {
            named.paragraph == course.paragraph && span.start.saturating_sub(named.end) < NEAR_BYTES
        };
        let day = course.day.filter(here).and_then(|named| named.moment.day()).unwrap_or(published);
        let before = named.filter(near).map(|named| named.moment);
        Against { published, before, day, tense }.resolve(said)
    }
}

/// A day of another paragraph is the one that “that day” means if it is so near the day of publication, in days.
const NEAR_DAYS: i32 = 10;

/// An hour is of the day named before if it stands so near, in bytes.
const NEAR_BYTES: u32 = 120;

fn far(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days().abs())
}

impl Course {
    fn named(&mut self, moment: Moment, end: u32) {
        let named = Named { moment, paragraph: self.paragraph, end };
        self.last = Some(named);
        if moment.day().is_some() {
            self.day = Some(named);
        }
    }
}

/// The range between two times.
fn joined(first: Value, last: Value, tense: Tense) -> Option<Value> {
    let (Value::At(mut a) | Value::Since(mut a), Value::At(mut b) | Value::Until(mut b)) = (first, last)
    else {
        return None;
    };
    if b.first()? < a.first()? {
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

impl Found {
    /// As it is recorded.
    pub(crate) fn time(&self) -> Time {
        Time { span: self.span, value: self.value.map(|value| value.to_string()) }
    }

    /// The day, or else the month or year, without an hour; none for what is open.
    pub(crate) fn dated(&self) -> Option<String> {
        match self.value? {
            Value::At(moment) | Value::About(moment) => Some(moment.dated().to_string()),
            _ => None,
        }
    }
}

/// Times that are known in a text, for whoever asks when something is said.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments<'f> {
    found: &'f [Found],
}

impl<'f> Moments<'f> {
    /// All those of a text.
    pub(crate) fn new(found: &'f [Found]) -> Self {
        Self { found }
    }

    fn within(self, span: Span) -> impl Iterator<Item = &'f Found> {
        let first = self.found.partition_point(|found| found.span.end <= span.start);
        self.found[first..].iter().take_while(move |found| found.span.start < span.end)
    }

    /// Whether words of a phrase name a time.
    pub(crate) fn is_moment(self, words: &Words<'_>, phrase: std::ops::Range<usize>) -> bool {
        words.cover(phrase).is_some_and(|span| self.within(span).next().is_some())
    }

    /// The day, month or year that a phrase names first.
    pub(crate) fn resolve(self, words: &Words<'_>, phrase: std::ops::Range<usize>) -> Option<String> {
        self.resolve_span(words.cover(phrase)?)
    }

    /// The same for some characters.
    pub(crate) fn resolve_span(self, span: Span) -> Option<String> {
        self.within(span).find_map(Found::dated)
    }
}

/// Whether a word or a number begins at `at`.
pub(crate) fn begins(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (last, here) = (before.next(), text[at..].chars().next());
    let (Some(last), Some(here)) = (last, here) else { return here.is_some() };
    if here.is_ascii_digit() {
        // Not the rest of a name or of a score: F-35, 3-1.
        let joined = matches!(last, '-' | '.' | ',' | '·' | '/' | ':');
        let name = joined && before.next().is_some_and(|char| char.is_ascii_alphanumeric());
        return !last.is_ascii_alphanumeric() && !name;
    }
    !last.is_alphanumeric() || !here.is_alphanumeric()
}

/// The next place at which something may begin.
pub(crate) fn next_start(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return at + 1 };
    let digit = first.is_ascii_digit();
    let same = |char: char| char.is_alphanumeric() && char.is_ascii_digit() == digit;
    let run = if first.is_alphanumeric() {
        rest.find(|char| !same(char)).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    };
    at + run.max(1)
}

fn default_zone(dates: &Table) -> Result<Option<jiff::tz::TimeZone>> {
    let Some(row) = dates.rows().iter().find(|row| row.get("kind") == "default-zone") else {
        return Ok(None);
    };
    let zone = jiff::tz::TimeZone::get(row.get("value"));
    zone.map(Some).map_err(|_| row.error(format!("there is no zone “{}”", row.get("value"))))
}

impl Said {
    /// Whether it needs no day of publication.
    fn is_absolute(&self) -> bool {
        let number = |place: Option<Place>| place.is_none_or(|place| matches!(place, Place::Number(_)));
        let dated = self.year.is_some() || self.decade.is_some() || self.century.is_some();
        dated && number(self.year) && number(self.month) && number(self.day) && self.offset.is_none()
    }

    /// Whether it is reckoned from a day named before.
    fn hangs_on_day(&self) -> bool {
        matches!(self.day, Some(Place::Before(_)))
            || matches!(self.offset, Some((_, said::Unit::Day | said::Unit::Week, said::Origin::Before)))
    }
}
