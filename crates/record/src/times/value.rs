//! What a time is, and how it is written: EDTF (ISO 8601-2:2019), with the parts of a day as TIMEX3 has them.

use std::fmt;

use jiff::civil::Date;

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// The part of a number in the tables, from 1.
    pub(crate) fn numbered(number: f64) -> Option<Self> {
        [Self::Morning, Self::Afternoon, Self::Evening, Self::Night].get(number as usize - 1).copied()
    }
}

/// One time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    /// Year and month.
    Month(i16, i8),
    Year(i16),
    /// Year and season, 1 for spring to 4 for winter; a winter is of the year that it begins in.
    Season(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// The first three digits of its years.
    Decade(i16),
    /// The first two digits of its years.
    Century(i16),
    /// By its Monday.
    Week(Date),
    /// From the first to the last day.
    Days(Date, Date),
    Clock(Date, i8, Option<i8>),
    Part(Date, Part),
}

/// A time as a text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    At(Moment),
    About(Moment),
    /// From a time on.
    Since(Moment),
    /// Up to a time.
    Until(Moment),
    /// From one time to another.
    Between(Moment, Moment),
}

impl Moment {
    /// Its first day.
    pub(crate) fn first(self) -> Option<Date> {
        let of = |year, month| Date::new(year, month, 1).ok();
        match self {
            Self::Day(day)
            | Self::Week(day)
            | Self::Days(day, _)
            | Self::Clock(day, ..)
            | Self::Part(day, _) => Some(day),
            Self::Month(year, month) => of(year, month),
            Self::Year(year) => of(year, 1),
            Self::Season(year, season) => of(year, season * 3),
            Self::Quarter(year, quarter) => of(year, quarter * 3 - 2),
            Self::Half(year, half) => of(year, half * 6 - 5),
            Self::Decade(decade) => of(decade * 10, 1),
            Self::Century(century) => of(century * 100, 1),
        }
    }

    /// Whether it can be written: its year has four digits.
    pub(crate) fn is_in_calendar(self) -> bool {
        self.first().is_some_and(|first| first.year() >= 0)
    }

    /// The day, if it is one or within one.
    pub(crate) fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Clock(day, ..) | Self::Part(day, _) | Self::Days(_, day) => Some(day),
            _ => None,
        }
    }

    /// Without the hour or the part of the day.
    pub(crate) fn dated(self) -> Self {
        match self {
            Self::Clock(day, ..) | Self::Part(day, _) => Self::Day(day),
            other => other,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Season(year, season) => write!(f, "{year:04}-{:02}", 20 + season),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-{:02}", 32 + quarter),
            Self::Half(year, half) => write!(f, "{year:04}-{:02}", 39 + half),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Century(century) => write!(f, "{century:02}XX"),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Self::Days(first, last) => write!(f, "{first}/{last}"),
            Self::Clock(day, hour, None) => write!(f, "{day}T{hour:02}"),
            Self::Clock(day, hour, Some(minute)) => write!(f, "{day}T{hour:02}:{minute:02}"),
            Self::Part(day, part) => {
                let part = match part {
                    Part::Morning => "MO",
                    Part::Afternoon => "AF",
                    Part::Evening => "EV",
                    Part::Night => "NI",
                };
                write!(f, "{day}T{part}")
            }
        }
    }
}

impl Value {
    /// The time itself, or the one that it goes up to.
    pub(crate) fn moment(self) -> Moment {
        match self {
            Self::At(moment) | Self::About(moment) | Self::Since(moment) | Self::Until(moment) => moment,
            Self::Between(_, last) => last,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::At(moment) | Self::About(moment @ Moment::Days(..)) => write!(f, "{moment}"),
            Self::About(moment) => write!(f, "{moment}~"),
            Self::Since(Moment::Days(first, _)) => write!(f, "{first}/.."),
            Self::Since(moment) => write!(f, "{moment}/.."),
            Self::Until(Moment::Days(_, last)) => write!(f, "../{last}"),
            Self::Until(moment) => write!(f, "../{moment}"),
            Self::Between(first, last) => {
                let first = if let Moment::Days(first, _) = first { Moment::Day(first) } else { first };
                let last = if let Moment::Days(_, last) = last { Moment::Day(last) } else { last };
                write!(f, "{first}/{last}")
            }
        }
    }
}
