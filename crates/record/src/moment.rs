//! Days that a text names: resolved against the day of publication.

mod written;

use std::collections::HashMap;

use avviso_tables::{Result, Tables};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::attribution::Words;

/// Words for days of one language, and the day of publication.
#[derive(Debug, Default, Clone)]
pub(crate) struct Moments {
    words: std::sync::Arc<HashMap<String, Kind>>,
    published: Option<Date>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A day of the week, Monday is 1.
    Weekday(i8),
    /// So many days from the day of publication.
    Day(i64),
    /// A month.
    Month(i8),
    /// What stands behind the number of a day.
    DayOfMonth,
    /// What stands behind the number of a month.
    MonthOfYear,
    /// What stands behind the number of a year.
    Year,
    /// The day that was named before, else that of publication.
    ThatDay,
    /// Before a day of the week or a number: the one that is over.
    Past,
    /// So many weeks from that of publication.
    Weeks(i8),
    /// So many months from that of publication.
    Months(i8),
    /// So many years from that of publication.
    Years(i8),
    /// A number of days.
    Count(i8),
    /// Behind a number of days: so long ago.
    Ago,
}

impl Moments {
    /// The rows of `words.tsv` and `dates.tsv` that name days.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Self> {
        let mut words = HashMap::new();
        if let Some(table) = tables.language_table(language, "words.tsv")? {
            for row in table.rows() {
                let kind = match row.get("kind") {
                    "weekday" => |value| Kind::Weekday(value),
                    "day" => |value| Kind::Day(i64::from(value)),
                    "day-of-month" => |_| Kind::DayOfMonth,
                    "month-of-year" => |_| Kind::MonthOfYear,
                    "year" => |_| Kind::Year,
                    "that-day" => |_| Kind::ThatDay,
                    "past" => |_| Kind::Past,
                    "weeks" => Kind::Weeks,
                    "months" => Kind::Months,
                    "years" => Kind::Years,
                    "count" => Kind::Count,
                    "ago" => |_| Kind::Ago,
                    _ => continue,
                };
                let value = if row.get("value").is_empty() { "0" } else { row.get("value") };
                let value = value.parse().map_err(|_| row.error("the value is not a number"))?;
                words.extend(row.list("form").map(|form| (form.to_owned(), kind(value))));
            }
        }
        if let Some(table) = tables.language_table(language, "dates.tsv")? {
            for row in table.rows().iter().filter(|row| row.get("kind") == "month") {
                let value = row.get("value").parse().map_err(|_| row.error("the value is not a number"))?;
                words.extend(row.list("name").map(|name| (name.to_owned(), Kind::Month(value))));
            }
        }
        Ok(Self { words: words.into(), published: None })
    }

    /// The same words on this day.
    pub(crate) fn on(&self, published: Option<&str>) -> Self {
        let published = published.and_then(|published| published.get(..10)?.parse().ok());
        Self { words: std::sync::Arc::clone(&self.words), published }
    }

    /// Whether words of a phrase name a day or a month.
    pub(crate) fn is_moment(&self, words: &Words<'_>, phrase: std::ops::Range<usize>) -> bool {
        phrase.into_iter().any(|word| self.kind(words.form(word)).is_some())
    }

    /// The day or month that a phrase names (ISO 8601): the latest up to the day of publication.
    pub(crate) fn resolve(&self, words: &Words<'_>, phrase: std::ops::Range<usize>) -> Option<String> {
        let published = self.published?;
        let (place, kind) = phrase.clone().find_map(|word| Some((word, self.kind(words.form(word))?)))?;
        match kind {
            Kind::Day(days) => Some(published.checked_add(days.days()).ok()?.to_string()),
            Kind::Weekday(number) => {
                let weekday = Weekday::from_monday_one_offset(number).ok()?;
                let back = published.weekday().since(weekday);
                Some(published.checked_sub(i64::from(back).days()).ok()?.to_string())
            }
            Kind::Month(month) => {
                let numbers = |word: usize| words.form(word).parse::<i16>().ok();
                let near = place.saturating_sub(1)..(place + 4).min(words.len());
                let day = near.clone().filter_map(numbers).find(|number| (1..=31).contains(number));
                let year = near.filter_map(numbers).find(|number| (1900..2100).contains(number));
                match (year, day) {
                    (year, Some(day)) => {
                        let of = |year: i16| Date::new(year, month, day as i8).ok();
                        let found = match year {
                            Some(year) => of(year)?,
                            None => of(published.year())
                                .filter(|date| *date <= published)
                                .or_else(|| of(published.year() - 1))?,
                        };
                        Some(found.to_string())
                    }
                    (year, None) => {
                        let before = i16::from(month > published.month());
                        Some(format!("{:04}-{month:02}", year.unwrap_or(published.year() - before)))
                    }
                }
            }
            _ => None,
        }
    }

    fn kind(&self, form: &str) -> Option<Kind> {
        self.words.get(form.trim_end_matches('.').to_lowercase().as_str()).copied()
    }
}
