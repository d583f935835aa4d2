//! The zone that the days of a text are meant in.

use avviso_tables::{Result, Table, Tables};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::phrases::skip_blank;

/// The zones of a language's texts.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    /// That of a text without a dateline; none: that which the day of publication is written in.
    default: Option<TimeZone>,
    /// Cities of datelines, the longest first, and their zones.
    cities: Vec<(String, TimeZone)>,
}

/// What stands around the city of a dateline: before it, behind it, and behind one in capitals.
const OPENING: [char; 4] = ['(', '[', '【', '（'];
const BEHIND: [char; 7] = ['=', '(', '—', '–', '-', '/', '|'];
const BEHIND_CAPITALS: char = ',';

impl Zones {
    /// The tables of a language and of the world.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Self> {
        let mut zones = Self::default();
        if let Some(dates) = tables.language_table(language, "dates.tsv")? {
            zones.default = default_zone(&dates)?;
        }
        if let Some(cities) = tables.world_table("zones.tsv")? {
            for row in cities.rows() {
                let name = row.required("zone")?;
                let zone =
                    TimeZone::get(name).map_err(|_| row.error(format!("there is no zone “{name}”")))?;
                zones.cities.extend(row.list("name").map(|city| (city.to_owned(), zone.clone())));
            }
            zones.cities.sort_by_key(|(city, _)| std::cmp::Reverse(city.len()));
        }
        Ok(zones)
    }

    /// The day of publication of a text that begins so (ISO 8601, perhaps with a zone).
    pub(crate) fn day(&self, published: &str, beginning: &str) -> Option<Date> {
        let zone = self.dateline(beginning).or(self.default.as_ref());
        match (published.parse::<jiff::Timestamp>(), zone) {
            (Ok(there), Some(zone)) => Some(zone.to_datetime(there).date()),
            _ => published.get(..10)?.parse().ok(),
        }
    }

    /// The zone of the city that a text begins with, if that is a dateline.
    fn dateline(&self, beginning: &str) -> Option<&TimeZone> {
        let text = beginning.trim_start().trim_start_matches(OPENING);
        let (city, zone) = self.cities.iter().find(|(city, _)| text.starts_with(city.as_str()))?;
        let capitals = city.chars().all(|char| char.is_ascii_uppercase() || char == ' ');
        let behind = text[skip_blank(text, city.len())..].chars().next()?;
        (BEHIND.contains(&behind) || capitals && behind == BEHIND_CAPITALS).then_some(zone)
    }
}

fn default_zone(dates: &Table) -> Result<Option<TimeZone>> {
    let Some(row) = dates.rows().iter().find(|row| row.get("kind") == "default-zone") else {
        return Ok(None);
    };
    let zone = TimeZone::get(row.get("value"));
    zone.map(Some).map_err(|_| row.error(format!("there is no zone “{}”", row.get("value"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, beginning: &str, expected: &str) {
        let zones = Zones::load(&Tables::built_in(), language).unwrap();
        let day = zones.day("2024-04-08T01:30:00Z", beginning).unwrap();
        assert_eq!(day.to_string(), expected, "{beginning}");
    }

    #[test]
    fn a_dateline_says_whose_days_are_meant() {
        check("en", "WASHINGTON (Reuters) - The ship", "2024-04-07");
        check("en", "LOS ANGELES, April 7 - The ship", "2024-04-07");
        check("en", "Washington has said no", "2024-04-08");
        check("en", "The ship", "2024-04-08");
        check("ko", "(워싱턴=연합뉴스) 홍길동 특파원 = 정부는", "2024-04-07");
        check("ko", "정부는", "2024-04-08");
    }
}
