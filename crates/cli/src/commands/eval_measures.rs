//! `avviso eval times` and `avviso eval quantities`: against sentences marked by hand.

use std::path::PathBuf;

use avviso_tables::Tables;
use avviso_train::measures::{self, Measure};
use avviso_train::segmentation::Score;

use crate::args::EvalMeasuresArgs;
use crate::commands::annotate;
use crate::commands::eval::language_of;
use crate::error::{Outcome, Result};
use crate::stages::Stages;
use crate::terminal::Terminal;

/// Measures each file.
pub fn run(
    args: &EvalMeasuresArgs,
    measure: Measure,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let stages = Stages::load(tables)?;
    let read = |file: &PathBuf| Ok((file.clone(), measures::read(file, measure)?));
    let files = args.gold.iter().map(read).collect::<Result<Vec<_>>>()?;
    let mut mistakes = Vec::new();
    terminal.line(format_args!(
        "{:<24} precision recall     F1   gold  found  right with value",
        "exact spans"
    ))?;
    for (file, gold) in &files {
        let language = args.lang.or_else(|| language_of(file, &stages.languages).ok());
        let mut found = Vec::new();
        for line in gold {
            let given = annotate::Given {
                id: line.id.clone(),
                text: line.text.clone(),
                language,
                published: line.published.clone(),
                outlet: None,
            };
            found.push(annotate::part(&stages, &given, measure.field())?);
        }
        let figures = measures::compare(measure, gold, &found);
        row(terminal, &name(file), figures.spans, figures.values)?;
        mistakes.extend(figures.mistakes);
    }
    for mistake in mistakes.iter().take(args.errors) {
        terminal.line(mistake)?;
    }
    Ok(Outcome::Done)
}

fn row(terminal: &mut Terminal, name: &str, spans: Score, values: Score) -> Result<()> {
    let percent = |share: f64| 100.0 * share;
    terminal.line(format_args!(
        "{name:<24} {:>9.2} {:>6.2} {:>6.2} {:>6} {:>6} {:>6} = {:.2}",
        percent(spans.precision()),
        percent(spans.recall()),
        percent(spans.f1()),
        spans.gold,
        spans.found,
        values.right,
        percent(values.recall()),
    ))
}

fn name(file: &std::path::Path) -> String {
    file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}
