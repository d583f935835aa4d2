//! What is known while the paragraphs of a text are gone through: the day of publication, and the times named before.

use avviso_text::Span;
use jiff::civil::Date;

use super::resolve::Against;
use super::said::Said;
use super::tense::Tense;
use super::value::Moment;

/// What is known while the paragraphs of a text are gone through.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Course {
    pub(super) published: Option<Date>,
    /// The time named last, and the last one that is a day.
    last: Option<Named>,
    day: Option<Named>,
    pub(super) paragraph: u32,
}

#[derive(Debug, Clone, Copy)]
struct Named {
    moment: Moment,
    paragraph: u32,
    end: u32,
}

impl Course {
    /// The beginning of a text.
    pub(super) fn new(published: Option<Date>) -> Self {
        Self { published, ..Self::default() }
    }

    /// Takes note of a time that is named.
    pub(super) fn named(&mut self, moment: Moment, end: u32) {
        let named = Named { moment, paragraph: self.paragraph, end };
        self.last = Some(named);
        if moment.day().is_some() {
            self.day = Some(named);
        }
    }

    /// The time that an expression means.
    pub(super) fn resolve(&self, said: &Said, tense: Tense, span: Span) -> Option<Moment> {
        let published = match self.published {
            Some(published) => published,
            // What names its year needs no day of publication.
            None if said.is_absolute() => Date::constant(2000, 1, 1),
            None => return None,
        };
        let near = |named: &Named| {
            named.paragraph == self.paragraph
                || named.moment.first().is_some_and(|first| far(first, published) <= NEAR_DAYS)
        };
        let named = if said.hangs_on_day() { self.day } else { self.last };
        let here = |named: &Named| {
            named.paragraph == self.paragraph && span.start.saturating_sub(named.end) < NEAR_BYTES
        };
        let day = self.day.filter(here).and_then(|named| named.moment.day()).unwrap_or(published);
        let before = named.filter(near).map(|named| named.moment);
        Against { published, before, day, tense }.resolve(said)
    }
}

/// A day of another paragraph is the one that “that day” means if it is so near the day of publication, in days.
const NEAR_DAYS: i32 = 10;

/// An hour is of the day named before if it stands so near, in bytes.
const NEAR_BYTES: u32 = 120;

/// How many days lie between two.
pub(super) fn far(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days().abs())
}
