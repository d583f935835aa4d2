//! From what an expression says to a time: by the day of publication, the tense, and the time named before.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::said::{Origin, Place, Said, Unit};
use super::tense::Tense;
use super::value::{Moment, Part};

/// What an expression is resolved against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Against {
    /// The day of publication, in the zone of the text.
    pub(crate) published: Date,
    /// The time named last.
    pub(crate) before: Option<Moment>,
    /// The day that an hour without one is of.
    pub(crate) day: Date,
    /// When what happens then happens, as seen from the day of publication.
    pub(crate) tense: Tense,
}

/// A number of a day without a month is farther from the day of publication than this only if its sentence says so
/// clearly, in days.
const NEAR: i32 = 7;

/// The same for a day with its month but without a year, in days.
const NEAR_DATE: i32 = 14;

impl Against {
    /// The time; none if the calendar has none, or if it hangs on one that is not known.
    pub(crate) fn resolve(&self, said: &Said) -> Option<Moment> {
        let date = self.date(said).filter(|moment| moment.is_in_calendar());
        if said.hour.is_none() && said.part.is_none() {
            return date;
        }
        let day = match date {
            Some(date) => date.day()?,
            None if said.day.is_none() && said.month.is_none() && said.weekday.is_none() => self.day,
            None => return None,
        };
        let part = said.part.and_then(|part| Part::numbered(f64::from(part)));
        match (said.hour, part) {
            (Some(hour), part) => clock(day, hour, said, part).filter(|moment| moment.is_in_calendar()),
            (None, Some(part)) => Some(Moment::Part(day, part)),
            (None, None) => None,
        }
    }

    fn date(&self, said: &Said) -> Option<Moment> {
        if let Some((count, unit, origin)) = said.offset {
            return self.offset(count, unit, origin);
        }
        if let Some(century) = said.century {
            return Some(Moment::Century(century));
        }
        if let Some(decade) = said.decade {
            return Some(Moment::Decade(decade));
        }
        if let (Some(weekday), None | Some(Place::Published(_) | Place::Before(_)), None) =
            (said.weekday, said.day, said.month)
        {
            return self.weekday(weekday, said);
        }
        if said.weekend {
            return self.weekend(said);
        }
        if let Some(season) = said.season {
            return Some(self.season(season, said));
        }
        if said.quarter.is_some() || said.some_quarter {
            return self.quarter(said);
        }
        if let Some(half) = said.half {
            let year = self.year(said.year).or_else(|| self.nearest_year(|year| Moment::Half(year, half)))?;
            return Some(Moment::Half(year, half));
        }
        if let Some(week) = said.week {
            return self.week(week).map(Moment::Week);
        }
        self.calendar(said)
    }

    /// Years, months and days.
    fn calendar(&self, said: &Said) -> Option<Moment> {
        match (said.day, said.month) {
            (Some(Place::Published(days)), _) => {
                Some(Moment::Day(add(self.published, i64::from(days).days())?))
            }
            (Some(Place::Before(days)), _) => {
                let day = self.before.and_then(Moment::day).unwrap_or(self.published);
                Some(Moment::Day(add(day, i64::from(days).days())?))
            }
            (Some(Place::Number(day)), None) => self.day_of_month(day as i8, said).map(Moment::Day),
            (Some(Place::Number(day)), Some(month)) => {
                let of = |year, month| Date::new(year, month, day as i8).ok();
                if let Place::Number(month) = month
                    && said.year.is_none()
                {
                    let month = month as i8;
                    return self.nearest(said.toward, |year| of(year, month)).map(Moment::Day);
                }
                let (year, month) = self.month(month, said.year)?;
                of(year, month).map(Moment::Day)
            }
            (None, Some(Place::Number(month))) if said.year.is_none() => {
                let month = month as i8;
                let year = self.year_of_month(month, said.toward)?;
                Some(Moment::Month(year, month))
            }
            (None, Some(month)) => {
                let (year, month) = self.month(month, said.year)?;
                Some(Moment::Month(year, month))
            }
            (None, None) => Some(Moment::Year(self.year(said.year)?)),
        }
    }

    fn year(&self, year: Option<Place>) -> Option<i16> {
        Some(match year? {
            Place::Number(year) => year,
            Place::Published(years) => self.published.year() + years,
            Place::Before(years) => {
                self.before.and_then(Moment::first).unwrap_or(self.published).year() + years
            }
        })
    }

    fn month(&self, month: Place, year: Option<Place>) -> Option<(i16, i8)> {
        let from = |date: Date, months: i16| {
            let date = add(date.first_of_month(), i64::from(months).months())?;
            Some((date.year(), date.month()))
        };
        let (named, month) = match month {
            Place::Number(month) => (self.published.year(), month as i8),
            Place::Published(months) => from(self.published, months)?,
            Place::Before(months) => {
                from(self.before.and_then(Moment::first).unwrap_or(self.published), months)?
            }
        };
        (1..=12).contains(&month).then_some((self.year(year).unwrap_or(named), month))
    }

    /// When something is that words like “last” and “next” may point to.
    fn toward(&self, toward: Option<i8>) -> Tense {
        match toward {
            Some(-1) => Tense::Past,
            Some(1) => Tense::Future,
            _ => self.tense,
        }
    }

    /// The date of a year, in the year that the tense asks for.
    fn nearest(&self, toward: Option<i8>, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let year = self.published.year();
        let past = || (0..8).filter_map(|back| of(year - back)).find(|date| *date <= self.published);
        let future = || (0..8).filter_map(|on| of(year + on)).find(|date| *date >= self.published);
        let far = |date: &Date| days_between(self.published, *date).abs();
        let (near, year_off) = (
            |date: Option<Date>| date.is_some_and(|date| far(&date) <= NEAR_DATE),
            |date: Option<Date>| date.is_some_and(|date| far(&date) > 365 - 2 * NEAR_DATE),
        );
        match self.toward(toward) {
            // Whose date is that of a year ago says so: a tree may have the wrong verb.
            Tense::Past if toward.is_none() && near(future()) && year_off(past()) => future(),
            Tense::Future if toward.is_none() && near(past()) && year_off(future()) => past(),
            Tense::Past => past(),
            Tense::Future => future(),
            Tense::Unknown => past().into_iter().chain(future()).min_by_key(far),
        }
    }

    /// The day of that number, in the month that the tense asks for.
    fn day_of_month(&self, day: i8, said: &Said) -> Option<Date> {
        let months = |step: i64| {
            (0..4).filter_map(move |far| {
                let month = add(self.published.first_of_month(), (far * step).months())?;
                Date::new(month.year(), month.month(), day).ok()
            })
        };
        let past = months(-1).find(|date| *date <= self.published);
        let future = months(1).find(|date| *date >= self.published);
        let far = |date: Option<Date>| date.map_or(i32::MAX, |date| days_between(self.published, date).abs());
        match (said.toward, self.tense) {
            (Some(-1), _) => past,
            (Some(1), _) => future,
            // A paper that writes the number alone means one near by: a tree may have the wrong verb.
            (_, Tense::Future) if far(past) <= NEAR && far(future) > 2 * NEAR => past,
            (_, Tense::Past) if far(future) <= NEAR && far(past) > 3 * NEAR => future,
            (_, Tense::Future) => future,
            (_, Tense::Unknown) if far(future) < far(past) => future,
            (_, Tense::Past | Tense::Unknown) => past,
        }
    }

    fn year_of_month(&self, month: i8, toward: Option<i8>) -> Option<i16> {
        if !(1..=12).contains(&month) {
            return None;
        }
        let (year, here) = (self.published.year(), self.published.month());
        let past = year - i16::from(month > here);
        let future = year + i16::from(month < here);
        // “Last March”, in March, is that of the year before.
        if toward == Some(-1) && month == here {
            return Some(year - 1);
        }
        Some(match self.toward(toward) {
            Tense::Past => past,
            Tense::Future => future,
            Tense::Unknown => {
                let far = |year: i16| {
                    (i32::from(year - self.published.year()) * 12 + i32::from(month - here)).abs()
                };
                if far(future) < far(past) { future } else { past }
            }
        })
    }

    fn weekday(&self, number: i8, said: &Said) -> Option<Moment> {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        if let Some(week) = said.week {
            let monday = self.week(week)?;
            return Some(Moment::Day(add(monday, i64::from(number - 1).days())?));
        }
        let back = i64::from(self.published.weekday().since(weekday));
        let latest = add(self.published, -back.days())?;
        let day = match (said.toward, self.tense) {
            (Some(-1), _) if back == 0 => add(latest, (-7).days())?,
            (Some(-1), _) | (Some(0) | None, Tense::Past) => latest,
            (None, Tense::Unknown) if back <= 3 => latest,
            (Some(0), _) if back == 0 => latest,
            _ => add(latest, 7.days())?,
        };
        Some(Moment::Day(day))
    }

    fn week(&self, week: Place) -> Option<Date> {
        let (from, weeks) = match week {
            Place::Published(weeks) => (self.published, weeks),
            Place::Before(weeks) => (self.before.and_then(Moment::first).unwrap_or(self.published), weeks),
            Place::Number(_) => return None,
        };
        monday_of(add(from, i64::from(weeks).weeks())?)
    }

    fn weekend(&self, said: &Said) -> Option<Moment> {
        let monday = match (said.week, said.toward, self.tense) {
            (Some(week), ..) => self.week(week)?,
            (None, Some(toward), _) => self.week(Place::Published(i16::from(toward)))?,
            (None, None, Tense::Future) => self.week(Place::Published(0))?,
            (None, None, _) if self.published.weekday().to_monday_one_offset() >= 6 => {
                self.week(Place::Published(0))?
            }
            (None, None, _) => self.week(Place::Published(-1))?,
        };
        Some(Moment::Days(add(monday, 5.days())?, add(monday, 6.days())?))
    }

    fn season(&self, season: i8, said: &Said) -> Moment {
        if let Some(year) = self.year(said.year) {
            return Moment::Season(year, season);
        }
        let of = |year: i16| Moment::Season(year, season);
        // The winter that a January lies in began in the year before.
        let under_way = |year: i16| {
            let first = of(year).first()?;
            let last = add(first, 3.months())?;
            Some((first..last).contains(&self.published))
        };
        let year = self.published.year();
        let current = [year, year - 1].into_iter().find(|year| under_way(*year) == Some(true));
        let begun = |year: i16| of(year).first().is_some_and(|first| first <= self.published);
        let found = match (said.toward, self.tense) {
            (Some(-1), _) => {
                let latest = if begun(year) { year } else { year - 1 };
                if current == Some(latest) { latest - 1 } else { latest }
            }
            (Some(1), _) if begun(year) => year + 1,
            (Some(1), _) => year,
            (Some(_), _) => current.unwrap_or(year),
            (None, Tense::Past) => {
                if begun(year) {
                    year
                } else {
                    year - 1
                }
            }
            (None, _) => current.unwrap_or(if begun(year) { year + 1 } else { year }),
        };
        of(found)
    }

    fn quarter(&self, said: &Said) -> Option<Moment> {
        let Some(quarter) = said.quarter else {
            let here = (self.published.month() - 1) / 3;
            let far = i64::from(said.toward.unwrap_or(0)) * 3;
            let month = add(Date::new(self.published.year(), here * 3 + 1, 1).ok()?, far.months())?;
            return Some(Moment::Quarter(month.year(), (month.month() - 1) / 3 + 1));
        };
        let year =
            self.year(said.year).or_else(|| self.nearest_year(|year| Moment::Quarter(year, quarter)))?;
        (1..=4).contains(&quarter).then_some(Moment::Quarter(year, quarter))
    }

    /// The year that something of a year without its number is of.
    fn nearest_year(&self, of: impl Fn(i16) -> Moment) -> Option<i16> {
        let year = self.published.year();
        let begun = of(year).first()? <= self.published;
        let over = of(year).first().and_then(|first| add(first, 3.months()))? <= self.published;
        Some(match self.tense {
            Tense::Past if !begun => year - 1,
            Tense::Future if over => year + 1,
            _ => year,
        })
    }

    fn offset(&self, count: i32, unit: Unit, origin: Origin) -> Option<Moment> {
        let from = match origin {
            Origin::Published => self.published,
            Origin::Before => match (self.before, unit) {
                (Some(before), Unit::Day) => before.day().or_else(|| before.first())?,
                (Some(before), _) => before.first()?,
                (None, _) => self.published,
            },
        };
        let count = i64::from(count);
        match unit {
            Unit::Day => add(from, count.days()).map(Moment::Day),
            Unit::Week => monday_of(add(from, count.weeks())?).map(Moment::Week),
            Unit::Month => {
                let month = add(from.first_of_month(), count.months())?;
                Some(Moment::Month(month.year(), month.month()))
            }
            Unit::Year | Unit::Decade => {
                let year = i64::from(from.year()) + count;
                (1..=9999).contains(&year).then_some(Moment::Year(year as i16))
            }
        }
    }
}

fn add(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok().filter(|date| date.year() > 0)
}

fn monday_of(date: Date) -> Option<Date> {
    add(date, -i64::from(date.weekday().to_monday_zero_offset()).days())
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// An hour of a day, by the half or the part of the day that it is of.
fn clock(day: Date, hour: i8, said: &Said, part: Option<Part>) -> Option<Moment> {
    let hour = match (said.half_day, part) {
        (Some(half), _) => hour % 12 + half,
        (None, Some(Part::Morning)) => hour % 12,
        (None, Some(Part::Afternoon | Part::Evening)) if hour < 12 => hour + 12,
        (None, Some(Part::Night)) if (6..12).contains(&hour) => hour + 12,
        (None, Some(Part::Night)) if hour == 12 => 24,
        (None, _) => hour,
    };
    let (day, hour) = if hour == 24 { (add(day, 1.days())?, 0) } else { (day, hour) };
    ((0..24).contains(&hour)).then_some(Moment::Clock(day, hour, said.minute))
}
