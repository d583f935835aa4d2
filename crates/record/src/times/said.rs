//! What the words of an expression say of a time, before anything is reckoned.

use super::value::Moment;
use crate::phrases::{Capture, Class, Lexis};

/// What a class says; its name in `times.tsv` is the one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Says nothing by itself.
    None,
    Number,
    One,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    QuarterNumber,
    Century,
    Decade,
    ShortDecade,
    /// A day of the week.
    Weekday,
    Season,
    Half,
    Quarter,
    /// A part of the day.
    Part,
    /// The half of the day that an hour is of.
    HalfDay,
    /// An hour that has a name.
    Noon,
    /// Last, this, next.
    Shift,
    DayShift,
    WeekShift,
    MonthShift,
    YearShift,
    /// The night of today.
    PartShift,
    /// The same, the following, as seen from the time named before.
    Anchor,
    AnchorDay,
    AnchorMonth,
    AnchorYear,
    Unit(Unit),
    /// So many days in one word.
    Days,
    Weeks,
    Weekend,
    /// A stretch of what is named behind it: early, the end of.
    Edge,
    /// Turns a number of units into a time, as seen from the day of publication.
    Ago,
    /// The same, as seen from the time named before.
    Later,
    /// Between the two ends of a range.
    Range,
}

impl Slot {
    /// Whether a shift before it says which one is meant: last May, next weekend.
    fn is_pointed_to(self) -> bool {
        matches!(self, Self::Month | Self::Day | Self::Quarter | Self::Weekday | Self::Season | Self::Weekend)
    }
}

/// A unit that times are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
}

const NAMES: [(&str, Slot); 55] = [
    ("number", Slot::Number),
    ("one", Slot::One),
    ("article", Slot::One),
    ("year-number", Slot::Year),
    ("month-number", Slot::Month),
    ("month", Slot::Month),
    ("day-number", Slot::Day),
    ("hour-number", Slot::Hour),
    ("minute-number", Slot::Minute),
    ("quarter-number", Slot::QuarterNumber),
    ("ordinal", Slot::QuarterNumber),
    ("century-number", Slot::Century),
    ("decade-number", Slot::Decade),
    ("short-decade-number", Slot::ShortDecade),
    ("weekday", Slot::Weekday),
    ("season", Slot::Season),
    ("half", Slot::Half),
    ("quarter-unit", Slot::Quarter),
    ("part", Slot::Part),
    ("half-day", Slot::HalfDay),
    ("noon", Slot::Noon),
    ("shift", Slot::Shift),
    ("day-shift", Slot::DayShift),
    ("week-shift", Slot::WeekShift),
    ("month-shift", Slot::MonthShift),
    ("year-shift", Slot::YearShift),
    ("part-shift", Slot::PartShift),
    ("anchor", Slot::Anchor),
    ("anchor-day", Slot::AnchorDay),
    ("anchor-month", Slot::AnchorMonth),
    ("anchor-year", Slot::AnchorYear),
    ("day-unit", Slot::Unit(Unit::Day)),
    ("week-unit", Slot::Unit(Unit::Week)),
    ("month-unit", Slot::Unit(Unit::Month)),
    ("year-unit", Slot::Unit(Unit::Year)),
    ("decade-unit", Slot::Unit(Unit::Decade)),
    ("days", Slot::Days),
    ("weeks", Slot::Weeks),
    ("weekend", Slot::Weekend),
    ("edge", Slot::Edge),
    ("ago", Slot::Ago),
    ("later", Slot::Later),
    ("later-before", Slot::Later),
    ("day-units", Slot::Unit(Unit::Day)),
    ("week-units", Slot::Unit(Unit::Week)),
    ("month-units", Slot::Unit(Unit::Month)),
    ("year-units", Slot::Unit(Unit::Year)),
    ("decade-units", Slot::Unit(Unit::Decade)),
    ("range", Slot::Range),
    ("range-and", Slot::Range),
    ("half-unit", Slot::Half),
    ("year-prefix", Slot::YearShift),
    ("sure-month", Slot::Month),
    ("ordinal-last", Slot::QuarterNumber),
    ("anchor-next", Slot::Anchor),
];

/// The slots of all classes, each at the place of its class.
pub(crate) fn slots(lexis: &Lexis) -> Vec<Slot> {
    let of = |name: &String| {
        let known = NAMES.iter().find(|(known, _)| known == name);
        known.map_or(Slot::None, |(_, slot)| *slot)
    };
    lexis.names().iter().map(of).collect()
}

/// A year, month or day: by number, or as seen from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// By its number.
    Number(i16),
    /// So many after that of publication.
    Published(i16),
    /// So many after the one named before.
    Before(i16),
}

/// What an expression says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) year: Option<Place>,
    pub(crate) month: Option<Place>,
    pub(crate) day: Option<Place>,
    /// Weeks from that of publication.
    pub(crate) week: Option<Place>,
    pub(crate) weekday: Option<i8>,
    pub(crate) weekend: bool,
    pub(crate) season: Option<i8>,
    pub(crate) quarter: Option<i8>,
    /// A quarter without its number.
    pub(crate) some_quarter: bool,
    pub(crate) half: Option<i8>,
    pub(crate) decade: Option<i16>,
    pub(crate) century: Option<i16>,
    pub(crate) part: Option<i8>,
    pub(crate) hour: Option<i8>,
    pub(crate) minute: Option<i8>,
    /// 0 or 12: the half of the day that the hour is of.
    pub(crate) half_day: Option<i8>,
    /// Last (-1), this or next before a day, month or season.
    pub(crate) toward: Option<i8>,
    /// So many units from the day of publication, or from the time named before.
    pub(crate) offset: Option<(i32, Unit, Origin)>,
}

/// What a number of units is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The day of publication.
    Published,
    /// The time named before.
    Before,
}

/// What is read before the word that it belongs to.
#[derive(Debug, Default, Clone, Copy)]
struct Open {
    shift: Option<i8>,
    anchor: Option<i8>,
    edge: bool,
    number: Option<f64>,
    count: Option<(f64, Unit)>,
}

impl Said {
    /// What the classes of an expression say; two of them if it is a range.
    pub(crate) fn of(captures: &[Capture], slots: &[Slot]) -> (Self, Option<Self>) {
        let slot = |class: Class| slots.get(class as usize).copied().unwrap_or(Slot::None);
        let range = captures.iter().position(|capture| slot(capture.class) == Slot::Range);
        let read = |captures: &[Capture]| {
            let (mut said, mut open) = (Self::default(), Open::default());
            for capture in captures {
                said.take(slot(capture.class), capture.value, &mut open);
            }
            said
        };
        match range {
            None => (read(captures), None),
            Some(range) => {
                let (mut first, mut last) = (read(&captures[..range]), read(&captures[range + 1..]));
                last.inherit(&first);
                first.inherit(&last);
                (first, Some(last))
            }
        }
    }

    /// Takes over what only the other end of a range says.
    fn inherit(&mut self, other: &Self) {
        self.year = self.year.or(other.year);
        if self.day.is_some() || self.month.is_none() && self.year != Some(Place::Number(0)) {
            self.month = self.month.or(other.month);
        }
        self.toward = self.toward.or(other.toward);
    }

    fn take(&mut self, slot: Slot, value: f64, open: &mut Open) {
        let (small, number) = (value as i8, Place::Number(value as i16));
        let shift = |open: &mut Open| open.shift.take().or(open.anchor.take());
        if slot.is_pointed_to() {
            self.toward = self.toward.or(shift(open));
        }
        match slot {
            Slot::None | Slot::Range => {}
            Slot::Number => open.number = Some(value),
            Slot::One => open.number = Some(1.0),
            Slot::Year => self.year = Some(number),
            Slot::Month => self.month = Some(number),
            Slot::Day => self.day = Some(number),
            Slot::Hour | Slot::Noon => self.hour = Some(small),
            Slot::Minute => self.minute = Some(small),
            Slot::HalfDay => self.half_day = Some(small),
            Slot::Part => {
                self.part = Some(small);
                // Last night is the one after which this day began.
                if let Some(shift) = shift(open) {
                    self.day = self.day.or(Some(Place::Published(i16::from(shift))));
                }
            }
            Slot::PartShift => (self.part, self.day) = (Some(small), Some(Place::Published(0))),
            Slot::QuarterNumber => self.quarter = Some(small),
            Slot::Quarter => self.some_quarter = true,
            Slot::Half => self.half = if value > 0.0 { Some(small) } else { self.quarter.take() },
            Slot::Century => self.century = Some(value as i16 - 1),
            Slot::Decade => self.decade = Some((value / 10.0) as i16),
            Slot::ShortDecade => self.decade = Some(190 + (value / 10.0) as i16),
            Slot::Weekday => self.weekday = Some(small),
            Slot::Season => self.season = Some(small),
            Slot::Weekend => self.weekend = true,
            Slot::Shift => open.shift = Some(small),
            Slot::Anchor => open.anchor = Some(small),
            Slot::Edge => open.edge = true,
            Slot::DayShift => self.day = Some(Place::Published(value as i16)),
            Slot::WeekShift => self.week = Some(Place::Published(value as i16)),
            Slot::MonthShift => self.month = Some(Place::Published(value as i16)),
            Slot::YearShift => self.year = Some(Place::Published(value as i16)),
            Slot::AnchorDay => self.day = Some(Place::Before(value as i16)),
            Slot::AnchorMonth => self.month = Some(Place::Before(value as i16)),
            Slot::AnchorYear => self.year = Some(Place::Before(value as i16)),
            Slot::Days => open.count = Some((value, Unit::Day)),
            Slot::Weeks => open.count = Some((value, Unit::Week)),
            Slot::Unit(unit) => self.take_unit(unit, open),
            Slot::Ago => self.take_offset(value, Origin::Published, open),
            Slot::Later => self.take_offset(value, Origin::Before, open),
        }
    }

    fn take_unit(&mut self, unit: Unit, open: &mut Open) {
        if let Some(number) = open.number.take() {
            open.count = Some((number, unit));
            return;
        }
        let place = match (open.shift.take(), open.anchor.take(), open.edge) {
            (Some(shift), ..) => Place::Published(i16::from(shift)),
            (None, Some(anchor), _) => Place::Before(i16::from(anchor)),
            (None, None, true) => Place::Published(0),
            (None, None, false) => return,
        };
        match unit {
            Unit::Day => self.day = self.day.or(Some(place)),
            Unit::Week => self.week = self.week.or(Some(place)),
            Unit::Month => self.month = self.month.or(Some(place)),
            Unit::Year => self.year = self.year.or(Some(place)),
            Unit::Decade => {}
        }
    }

    fn take_offset(&mut self, direction: f64, origin: Origin, open: &mut Open) {
        let Some((number, unit)) = open.count.take().filter(|(number, _)| *number < MOST_UNITS) else {
            return;
        };
        self.offset = match unit {
            Unit::Decade => Some(((number * direction * 10.0) as i32, Unit::Year, origin)),
            _ => Some(((number * direction) as i32, unit, origin)),
        };
    }
}

/// Times farther away are none that a calendar has.
const MOST_UNITS: f64 = 3000.0;

impl Said {
    /// The upper end of a range that begins then: a day without a month is of the same one.
    pub(super) fn behind(mut self, first: Moment) -> Self {
        if let (Moment::Day(first), None, Some(Place::Number(_))) = (first, self.month, self.day) {
            (self.year, self.month) =
                (Some(Place::Number(first.year())), Some(Place::Number(i16::from(first.month()))));
        }
        self
    }

    /// Whether it needs no day of publication.
    pub(super) fn is_absolute(&self) -> bool {
        let number = |place: Option<Place>| place.is_none_or(|place| matches!(place, Place::Number(_)));
        let dated = self.year.is_some() || self.decade.is_some() || self.century.is_some();
        dated && number(self.year) && number(self.month) && number(self.day) && self.offset.is_none()
    }

    /// Whether it is reckoned from a day named before.
    pub(super) fn hangs_on_day(&self) -> bool {
        matches!(self.day, Some(Place::Before(_)))
            || matches!(self.offset, Some((_, Unit::Day | Unit::Week, Origin::Before)))
    }
}
