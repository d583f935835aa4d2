//! Days in languages whose particles are written with the word: 지난주 목요일에, 지난해 12월, 사흘 전.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Kind, Moments};

/// What the words of a phrase say about a day.
#[derive(Debug, Default)]
struct Said {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    weeks: Option<i8>,
    past: bool,
}

impl Moments {
    /// The day, month or year that a phrase names (ISO 8601): the latest up to the day of publication. `before` is
    /// the day that the text named last.
    pub(crate) fn resolve_written(&self, text: &str, before: Option<&str>) -> Option<String> {
        let published = self.published?;
        let mut said = Said::default();
        let mut days: Option<i64> = None;
        for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let digits = word.trim_start_matches(|char: char| char.is_ascii_digit());
            let number: Option<i16> = word[..word.len() - digits.len()].parse().ok();
            match (number, self.beginning(digits)) {
                (_, Some(Kind::Ago)) => {
                    let back = days.or(said.day.map(i64::from))?;
                    return Some(published.checked_sub(back.days()).ok()?.to_string());
                }
                (Some(number), Some(Kind::DayOfMonth)) => said.day = i8::try_from(number).ok(),
                (Some(number), Some(Kind::MonthOfYear)) => said.month = i8::try_from(number).ok(),
                (Some(number), Some(Kind::Year)) => said.year = Some(number),
                (None, Some(kind)) => match kind {
                    Kind::ThatDay => {
                        return Some(before.map_or_else(|| published.to_string(), str::to_owned));
                    }
                    Kind::Day(days) => return Some(published.checked_add(days.days()).ok()?.to_string()),
                    Kind::Count(count) => days = Some(i64::from(count)),
                    Kind::Weekday(number) => said.weekday = Some(number),
                    Kind::Weeks(weeks) => said.weeks = Some(weeks),
                    Kind::Months(months) => {
                        let there =
                            published.first_of_month().checked_add(i64::from(months).months()).ok()?;
                        (said.year, said.month) = (Some(there.year()), Some(there.month()));
                    }
                    Kind::Years(years) => said.year = Some(published.year() + i16::from(years)),
                    Kind::Past => said.past = true,
                    _ => {}
                },
                _ => {}
            }
        }
        said.resolve(published)
    }

    /// The kind of the longest word that `text` begins with.
    fn beginning(&self, text: &str) -> Option<Kind> {
        let mut ends = text.char_indices().rev().map(|(start, last)| start + last.len_utf8());
        ends.find_map(|end| self.words.get(&text[..end]).copied())
    }
}

impl Said {
    fn resolve(&self, published: Date) -> Option<String> {
        if let Some(number) = self.weekday.filter(|_| self.day.is_none()) {
            let weekday = Weekday::from_monday_one_offset(number).ok()?;
            let back = i64::from(published.weekday().since(weekday));
            let latest = published.checked_sub(back.days()).ok()?;
            let found = match self.weeks {
                Some(weeks) => {
                    let monday = i64::from(published.weekday().to_monday_zero_offset());
                    let far = i64::from(weeks) * 7 + i64::from(number) - 1 - monday;
                    published.checked_add(far.days()).ok()?
                }
                None if self.past && latest == published => published.checked_sub(7.days()).ok()?,
                None => latest,
            };
            return Some(found.to_string());
        }
        let of = |year, month| Date::new(year, month, self.day?).ok();
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(_)) => of(year, month).map(|date| date.to_string()),
            (Some(year), Some(month), None) => Some(format!("{year:04}-{month:02}")),
            (None, Some(month), Some(_)) => {
                let this = of(published.year(), month).filter(|date| *date <= published);
                this.or_else(|| of(published.year() - 1, month)).map(|date| date.to_string())
            }
            (None, Some(month), None) => {
                let year = published.year() - i16::from(month > published.month());
                Some(format!("{year:04}-{month:02}"))
            }
            (_, None, Some(_)) => {
                let this = of(published.year(), published.month()).filter(|date| *date <= published);
                let before = published.first_of_month().yesterday().ok()?;
                this.or_else(|| of(before.year(), before.month())).map(|date| date.to_string())
            }
            (Some(year), None, None) => Some(format!("{year:04}")),
            (None, None, None) => None,
        }
    }
}
