//! Times and quantities against sentences marked by hand: JSONL with `text`, `published`, and `times` or `quantities`,
//! each with the fields of `docs/record.schema.json` that count (`bench/record/README.md`).

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::segmentation::Score;
use crate::{Result, jsonl};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// When.
    Times,
    /// How much and how many.
    Quantities,
}

impl Measure {
    /// Its name in a line and in a record.
    pub fn field(self) -> &'static str {
        match self {
            Self::Times => "times",
            Self::Quantities => "quantities",
        }
    }

    /// The fields that must be as they are marked, a field that is left out being null.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Times => &["value"],
            Self::Quantities => &["value", "upper", "unit", "approximate"],
        }
    }
}

/// A marked sentence.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// Its name.
    pub id: String,
    /// Its characters.
    pub text: String,
    /// The day of publication, if it is said.
    pub published: Option<String>,
    /// The marked expressions and everything else.
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// One expression, marked or found.
pub type Expression = Map<String, Value>;

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Expressions with the marked span.
    pub spans: Score,
    /// Those that also have the marked value, and every other field that counts.
    pub values: Score,
    /// What is wrong, for a person to read.
    pub mistakes: Vec<String>,
}

/// Reads a file of marked sentences.
pub fn read(path: &Path, measure: Measure) -> Result<Vec<Line>> {
    jsonl::read(path, |line: &Line| {
        let marked = line.fields.get(measure.field()).and_then(Value::as_array);
        if marked.is_some_and(|marked| marked.iter().all(Value::is_object)) {
            return Ok(());
        }
        Err(format!("has no list “{}” of marked expressions", measure.field()))
    })
}

/// Compares what was found in each sentence with what is marked.
pub fn compare(measure: Measure, gold: &[Line], found: &[Vec<Expression>]) -> Figures {
    let mut figures = Figures::default();
    for (line, found) in gold.iter().zip(found) {
        let marked = line.marked(measure);
        let span = |expression: &Expression| expression.get("span").and_then(span_of);
        for score in [&mut figures.spans, &mut figures.values] {
            score.gold += marked.len();
            score.found += found.len();
        }
        for expression in &marked {
            let Some(other) = found.iter().find(|other| span(other) == span(expression)) else {
                figures.mistakes.push(format!("{}  missed  {}", line.id, line.shown(measure, expression)));
                continue;
            };
            figures.spans.right += 1;
            if measure.fields().iter().all(|field| same(expression.get(*field), other.get(*field))) {
                figures.values.right += 1;
            } else {
                let (gold, found) = (line.shown(measure, expression), line.shown(measure, other));
                figures.mistakes.push(format!("{}  {gold} ≠ {found}", line.id));
            }
        }
        for other in found.iter().filter(|other| !marked.iter().any(|known| span(known) == span(other))) {
            figures.mistakes.push(format!("{}  added  {}", line.id, line.shown(measure, other)));
        }
    }
    figures
}

impl Line {
    fn marked(&self, measure: Measure) -> Vec<&Expression> {
        let marked = self.fields.get(measure.field()).and_then(Value::as_array);
        marked.into_iter().flatten().filter_map(Value::as_object).collect()
    }

    fn shown(&self, measure: Measure, expression: &Expression) -> String {
        let [start, end] = expression.get("span").and_then(span_of).unwrap_or_default();
        let words: String =
            self.text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect();
        let fields = measure.fields().iter().filter_map(|field| expression.get(*field));
        let fields: Vec<String> =
            fields.filter(|value| **value != Value::Bool(false)).map(Value::to_string).collect();
        format!("[{words}] {}", fields.join(" "))
    }
}

fn span_of(span: &Value) -> Option<[u64; 2]> {
    let ends = span.as_array()?;
    Some([ends.first()?.as_u64()?, ends.get(1)?.as_u64()?])
}

/// Equal values; numbers up to a billionth.
fn same(marked: Option<&Value>, found: Option<&Value>) -> bool {
    let (marked, found) = (marked.unwrap_or(&Value::Null), found.unwrap_or(&Value::Null));
    match (marked.as_f64(), found.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        _ => marked == found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expressions(json: &str) -> Vec<Expression> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_span_counts_without_its_value_but_not_the_other_way_round() {
        let line = r#"{"id": "a", "text": "2 km or 3 km", "quantities": [
            {"span": [0, 4], "value": 2, "unit": "km", "approximate": false},
            {"span": [8, 12], "value": 3, "unit": "km", "approximate": false}]}"#;
        let gold: Line = serde_json::from_str(line).unwrap();
        let found = expressions(
            r#"[{"span": [0, 4], "value": 2.0, "unit": "km", "approximate": false},
                {"span": [8, 12], "value": 3, "unit": "mi", "approximate": false},
                {"span": [5, 7], "value": 0, "unit": "km", "approximate": true}]"#,
        );
        let figures = compare(Measure::Quantities, &[gold], &[found]);
        assert_eq!((figures.spans.right, figures.spans.gold, figures.spans.found), (2, 2, 3));
        assert_eq!(figures.values.right, 1);
        assert_eq!(figures.mistakes.len(), 2, "{:?}", figures.mistakes);
    }
}
