//! How often a statement of some confidence is right.

use avviso_tables::{Result, Table, Tables};

/// A rising curve from raw confidences to shares of statements that are right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// A curve through points, which rise.
    pub fn new(points: Vec<(f64, f64)>) -> Self {
        Self(points)
    }

    /// The table `confidence.tsv` of a language; nothing is changed if it has none.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Self> {
        let mut points: Vec<(f64, f64)> = Vec::new();
        // A curve laid over another one takes its place: no row of either says something by itself.
        let Some(file) = tables.language_file(language, "confidence.tsv")? else { return Ok(Self(points)) };
        for row in Table::parse(&file)?.rows() {
            let number = |column: &str| -> Result<f64> {
                let share = row.required(column)?.parse().ok().filter(|share| (0.0..=1.0).contains(share));
                share.ok_or_else(|| row.error(format!("{column} is not a number between 0 and 1")))
            };
            let point = (number("raw")?, number("right")?);
            if points.last().is_some_and(|last| last.0 >= point.0 || last.1 > point.1) {
                return Err(row.error("the curve does not rise"));
            }
            points.push(point);
        }
        Ok(Self(points))
    }

    /// The share at a raw confidence: between two points in a line, outside of them that of the nearest.
    pub fn at(&self, raw: f32) -> f32 {
        let x = f64::from(raw);
        let behind = self.0.partition_point(|(point, _)| *point < x);
        let share = match (behind.checked_sub(1).and_then(|before| self.0.get(before)), self.0.get(behind)) {
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
            (Some((_, y)), None) | (None, Some((_, y))) => *y,
            (None, None) => x,
        };
        share as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_points_in_a_line() {
        let curve = Curve::new(vec![(0.2, 0.3), (0.6, 0.7)]);
        let at: Vec<f32> = [0.0, 0.2, 0.4, 0.6, 0.9].map(|raw| curve.at(raw)).to_vec();
        for (found, wanted) in at.iter().zip([0.3, 0.3, 0.5, 0.7, 0.7]) {
            assert!((found - wanted).abs() < 1e-6, "{at:?}");
        }
        assert!((Curve::default().at(0.4) - 0.4).abs() < 1e-6);
    }
}
