//! Units by their numbers in the tables.

use avviso_tables::Table;

/// Units and what they measure.
#[derive(Debug, Default)]
pub(crate) struct Units {
    names: Vec<String>,
    /// Units of one dimension: unit and dimension.
    dimensions: Vec<(String, String)>,
}

/// Between the two units that a word may mean.
const OR: &str = " or ";

/// What stands for no unit.
const NONE: &str = "-";

impl Units {
    /// The rows that say which units measure the same.
    pub(crate) fn take_dimensions(&mut self, table: &Table) {
        for row in table.rows().iter().filter(|row| row.get("kind") == "dimension") {
            let dimension = row.get("value");
            self.dimensions.extend(row.list("form").map(|unit| (unit.to_owned(), dimension.to_owned())));
        }
    }

    /// What stands for a value of a class: a number, or the number of a unit.
    pub(crate) fn value(&mut self, class: &str, value: &str) -> Option<f64> {
        let number = value.parse::<f64>().ok();
        if number.is_some() || value.is_empty() || class == "dimension" {
            return number.or(Some(0.0));
        }
        let known = self.names.iter().position(|known| known == value);
        Some(known.unwrap_or_else(|| {
            self.names.push(value.to_owned());
            self.names.len() - 1
        }) as f64)
    }

    /// The name behind a number.
    pub(crate) fn name(&self, number: f64) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// Whether a number stands for a unit.
    pub(crate) fn is(&self, number: f64, unit: &str) -> bool {
        self.name(number) == unit
    }

    /// The unit that a name means, where words near to it may speak for another one.
    pub(crate) fn meant(name: &str, near: impl Fn(&str) -> bool) -> Option<&str> {
        let unit = match name.split_once(OR) {
            Some((_, other)) if near(other) => other,
            Some((first, _)) => first,
            None => name,
        };
        (unit != NONE).then_some(unit)
    }

    /// The unit of a length by a time, if the tables have it.
    pub(crate) fn speed(&self, length: &str, per: &str) -> Option<&str> {
        let is = |unit: &str| unit.strip_suffix(per) == Some(length);
        self.dimensions.iter().map(|(unit, _)| unit.as_str()).find(|unit| is(unit))
    }

    /// Whether an amount in one unit can be given again in another one.
    pub(crate) fn compares(&self, unit: &str, other: &str) -> bool {
        let of = |unit: &str| {
            let found = self.dimensions.iter().find(|(known, _)| known == unit);
            found.map(|(_, dimension)| dimension.as_str())
        };
        let money = |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
        unit != other && (money(unit) && money(other) || of(unit).is_some() && of(unit) == of(other))
    }
}
