//! Dates and times as pages write them, to one form.
//!
//! ISO 8601, RFC 2822 and plain numbers (`2024.04.08 15:12`) are the same in every language; how a
//! language writes dates besides stands in its `dates.tsv`.

use std::collections::HashMap;

use avviso_tables::{Result, Tables};
use avviso_text::Language;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};

use crate::Published;

/// A date, with time and zone as far as they are written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    pub(crate) date: Date,
    pub(crate) time: Option<Time>,
    pub(crate) zone: Option<TimeZone>,
}

impl Moment {
    /// In the form of [`Published`]; `local` is the zone of a time that names none. A time in UTC,
    /// which content systems write whatever the newsroom's zone, is told in the local one.
    pub(crate) fn published(&self, local: Option<&TimeZone>) -> Published {
        let Some(time) = self.time else {
            return Published(self.date.to_string());
        };
        let clock = self.date.to_datetime(time);
        let zoned = self.zone.as_ref().or(local).and_then(|zone| clock.to_zoned_datetime(zone.clone()).ok());
        let zoned = zoned.map(|zoned| match local {
            Some(local) if zoned.offset() == Offset::UTC => zoned.with_time_zone(local.clone()),
            _ => zoned,
        });
        Published(match zoned {
            Some(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            None => clock.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        })
    }
}

/// How dates are written.
#[derive(Debug)]
pub(crate) struct Dates {
    formats: Vec<Regex>,
    months: HashMap<String, i8>,
    afternoons: HashMap<String, bool>,
    zones: HashMap<String, TimeZone>,
    defaults: HashMap<Language, TimeZone>,
}

/// Year, month and day in this order with one kind of mark between them; perhaps a time.
const NUMERIC: &str = r"(?x)\b(?<year>(?:19|20)\d\d)
    \s?[-./]\s?(?<month>\d{1,2})\s?[-./]\s?(?<day>\d{1,2})(?:T|\b\.?)
    (?:[\s,|(]{0,4}(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?
       \s?(?<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,4}\b)?)?";

/// Eight digits, and six more for the time; only believed where nothing but a date can stand.
const COMPACT: &str = r"(?x)^(?<year>(?:19|20)\d\d)(?<month>[01]\d)(?<day>[0-3]\d)
    (?:T?(?<hour>[0-2]\d)(?<minute>[0-5]\d)(?<second>[0-5]\d)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$";

/// A date in the path of an address.
const IN_PATH: &str = r"(?x)(?:/|-|_|=|\b)(?<year>(?:19|20)\d\d)
    (?:[/-](?<month>[01]?\d)[/-](?<day>[0-3]?\d)(?:/|-|$) | [/-](?<name>[a-z]{3})[/-](?<nameday>[0-3]?\d)(?:/|-|$)
       | (?<compactmonth>[01]\d)(?<compactday>[0-3]\d))";

impl Dates {
    /// Reads `dates.tsv` of every language that has one.
    pub(crate) fn load(tables: &Tables) -> Result<Self> {
        let mut dates = Self {
            formats: Vec::new(),
            months: HashMap::new(),
            afternoons: HashMap::new(),
            zones: HashMap::new(),
            defaults: HashMap::new(),
        };
        for code in tables.languages() {
            let Some(table) = tables.language_table(&code, "dates.tsv")? else { continue };
            for row in table.rows() {
                let value = row.get("value");
                match row.required("kind")? {
                    "format" => {
                        let pattern = Regex::new(row.required("name")?);
                        dates.formats.push(pattern.map_err(|error| row.error(error.to_string()))?);
                    }
                    "month" => {
                        let month = value.parse::<i8>().ok().filter(|month| (1..=12).contains(month));
                        let month = month.ok_or_else(|| row.error("the value of a month is 1 to 12"))?;
                        dates.months.extend(row.list("name").map(|name| (name.to_lowercase(), month)));
                    }
                    "half" => {
                        let afternoon = match value {
                            "am" => false,
                            "pm" => true,
                            _ => return Err(row.error("the value of a half of the day is am or pm")),
                        };
                        dates.afternoons.extend(row.list("name").map(|name| (bare(name), afternoon)));
                    }
                    "zone" => {
                        let zone = zone_named(value).ok_or_else(|| row.error("no such time zone"))?;
                        dates.zones.extend(row.list("name").map(|name| (name.to_owned(), zone.clone())));
                    }
                    "default-zone" => {
                        let zone = zone_named(value).ok_or_else(|| row.error("no such time zone"))?;
                        if let Some(language) = Language::new(&code) {
                            dates.defaults.insert(language, zone);
                        }
                    }
                    kind => return Err(row.error(format!("“{kind}” is not a kind of row of this table"))),
                }
            }
        }
        for pattern in [NUMERIC, COMPACT, IN_PATH] {
            let pattern = Regex::new(pattern);
            dates
                .formats
                .push(pattern.map_err(|error| avviso_tables::Error::new("dates", error.to_string()))?);
        }
        Ok(dates)
    }

    /// The zone of a local time in a text of a language, where the language says one.
    pub(crate) fn default_zone(&self, language: Language) -> Option<&TimeZone> {
        self.defaults.get(&language)
    }

    /// What a field that holds a date holds.
    pub(crate) fn field(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        if let Some(moment) = standard(text) {
            return Some(moment);
        }
        let [.., compact, _] = self.formats.as_slice() else { return None };
        compact.captures(text).and_then(|found| self.moment(&found)).or_else(|| self.first(text))
    }

    /// The first date in a text.
    pub(crate) fn first(&self, text: &str) -> Option<Moment> {
        self.find(text).map(|(moment, _)| moment)
    }

    /// The first date in a text, and where it ends.
    pub(crate) fn find(&self, text: &str) -> Option<(Moment, usize)> {
        self.locate(text).map(|(_, end, moment)| (moment, end))
    }

    /// Where the first date in a text starts.
    pub(crate) fn start(&self, text: &str) -> Option<usize> {
        self.locate(text).map(|(start, ..)| start)
    }

    fn locate(&self, text: &str) -> Option<(usize, usize, Moment)> {
        let in_text = self.formats.len().saturating_sub(2);
        let found = self.formats.iter().take(in_text).filter_map(|format| {
            let found = format.captures(text)?;
            let whole = found.get(0)?;
            Some((whole.start(), whole.end(), self.moment(&found)?))
        });
        found.min_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)))
    }

    /// The date and where it stands, when a text starts with one.
    pub(crate) fn leading(&self, text: &str) -> Option<(Moment, usize)> {
        let in_text = self.formats.len().saturating_sub(2);
        let found = self.formats.iter().take(in_text).filter_map(|format| {
            let found = format.captures(text)?;
            let whole = found.get(0).filter(|whole| whole.start() == 0)?;
            Some((self.moment(&found)?, whole.end()))
        });
        found.max_by_key(|(_, end)| *end)
    }

    /// The date in an address.
    pub(crate) fn in_address(&self, address: &str) -> Option<Moment> {
        let found = self.formats.last()?.captures(address)?;
        let number = |name| found.name(name).and_then(|part| part.as_str().parse::<i8>().ok());
        let by_name = || self.months.get(found.name("name")?.as_str()).copied();
        let month = number("month").or_else(|| number("compactmonth")).or_else(by_name)?;
        let day = number("day").or_else(|| number("compactday")).or_else(|| number("nameday"))?;
        let year = found.name("year")?.as_str().parse::<i16>().ok()?;
        Some(Moment { date: Date::new(year, month, day).ok()?, time: None, zone: None })
    }

    fn moment(&self, found: &Captures<'_>) -> Option<Moment> {
        let part = |name| found.name(name).map(|part| part.as_str());
        let number = |name| part(name).and_then(|digits| digits.parse::<i8>().ok());
        let month = number("month").or_else(|| {
            let name = part("month")?.trim_end_matches('.').to_lowercase();
            self.months.get(&name).copied()
        })?;
        let date = Date::new(part("year")?.parse::<i16>().ok()?, month, number("day")?).ok()?;
        let half = part("half").and_then(|name| self.afternoons.get(&bare(name)).copied());
        let time = number("hour").and_then(|hour| {
            let hour = match half {
                Some(true) if hour < 12 => hour + 12,
                Some(false) if hour == 12 => 0,
                _ => hour,
            };
            Time::new(hour, number("minute").unwrap_or(0), number("second").unwrap_or(0), 0).ok()
        });
        let zone = part("zone").and_then(|name| self.zones.get(name).cloned().or_else(|| zone_named(name)));
        Some(Moment { date, time, zone })
    }
}

/// `a.m.`, `AM`, `am` are one.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// ISO 8601 and RFC 2822.
fn standard(text: &str) -> Option<Moment> {
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        let zone = TimeZone::fixed(zoned.offset());
        return Some(Moment { date: zoned.date(), time: Some(zoned.time()), zone: Some(zone) });
    }
    None
}

/// `Asia/Seoul`, `+09:00`, `+0900`, `Z`.
pub(crate) fn zone_named(name: &str) -> Option<TimeZone> {
    if matches!(name, "Z" | "UTC" | "GMT") {
        return Some(TimeZone::UTC);
    }
    if name.starts_with(['+', '-']) {
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        let hours = digits.get(..2)?.parse::<i32>().ok()?;
        let minutes = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse::<i32>().ok())?;
        let sign = if name.starts_with('-') { -1 } else { 1 };
        let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
        return Some(TimeZone::fixed(offset));
    }
    name.contains('/').then(|| TimeZone::get(name).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let dates = Dates::load(&Tables::built_in()).unwrap();
        let found = dates.field(text).map(|moment| moment.published(None).0);
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn dates_are_read_in_every_form() {
        check("2024-04-08", "2024-04-08");
        check("2024-04-08T15:12:00+09:00", "2024-04-08T15:12:00+09:00");
        check("2024-04-08T15:12:00.123Z", "2024-04-08T15:12:00+00:00");
        check("2024-04-08 15:12", "2024-04-08T15:12:00");
        check("20240408", "2024-04-08");
        check("20240408151200", "2024-04-08T15:12:00");
        check("Mon, 08 Apr 2024 15:12:00 +0900", "2024-04-08T15:12:00+09:00");
        check("Apr 08. 2024", "2024-04-08");
        check("April 8th, 2024 at 3:12 p.m. ET", "2024-04-08T15:12:00-04:00");
        check("8 April 2024", "2024-04-08");
        check("2024년 4월 8일 (월) 오후 3시 12분", "2024-04-08T15:12:00");
        check("2024.04.08. 오전 12:05", "2024-04-08T00:05:00");
        check("2024. 4. 8. 23:48", "2024-04-08T23:48:00");
    }

    #[test]
    fn what_is_no_date_is_none() {
        let dates = Dates::load(&Tables::built_in()).unwrap();
        for text in ["", "2024", "2024-13-41", "12.04.08 3", "1500-01-01", "99999999"] {
            assert_eq!(dates.field(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        let dates = Dates::load(&Tables::built_in()).unwrap();
        let date = |path| dates.in_address(path).map(|moment| moment.date.to_string());
        assert_eq!(date("/2024/04/08/talks").as_deref(), Some("2024-04-08"));
        assert_eq!(date("/world/2024/apr/08/talks").as_deref(), Some("2024-04-08"));
        assert_eq!(date("/view/AKR20240408002100").as_deref(), None);
        assert_eq!(date("/news/20240408/talks").as_deref(), Some("2024-04-08"));
        assert_eq!(date("/talks"), None);
    }

    /// Content systems write UTC; the day is the newsroom's.
    #[test]
    fn universal_time_is_told_in_the_newsrooms_zone() {
        let dates = Dates::load(&Tables::built_in()).unwrap();
        let seoul = zone_named("Asia/Seoul");
        let moment = dates.field("2024-04-07T20:00:00Z").unwrap();
        assert_eq!(moment.published(seoul.as_ref()).0, "2024-04-08T05:00:00+09:00");
    }
}
