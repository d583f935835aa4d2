//! `avviso problems`: what could not be read, and why.

use std::path::Path;

use avviso_export::rows;
use avviso_store::{ProblemFilter, Store};

use crate::args::{Format, ProblemsArgs};
use crate::commands::statements::name;
use crate::error::{Outcome, Result};
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal};

/// Prints the problems of the corpus, each with what can be done about it.
pub fn run(args: &ProblemsArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let table = args.output.format == Format::Table;
    let limit = args.output.limit.or(table.then_some(output::TABLE_ROWS));
    let found = store.problems(&ProblemFilter { limit, ..ProblemFilter::default() })?;
    if !table {
        output::write(&args.output, rows::PROBLEMS, found.iter().map(rows::problem))?;
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        terminal.faint("no problems")?;
        return Ok(Outcome::Done);
    }
    let width = terminal.width() as u16;
    let columns = [
        Column::new("kind", 14, CellStyle::Strong),
        Column::new("where", width / 2, CellStyle::Plain),
        Column::new("what", width, CellStyle::Plain),
    ];
    let cells: Vec<Vec<String>> = found
        .iter()
        .map(|row| {
            let problem = &row.problem;
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            let remedy = problem.remedy.as_ref().map(|remedy| format!(" ({remedy})")).unwrap_or_default();
            vec![
                name(&problem.kind),
                format!("{}{line}", problem.place),
                format!("{}{remedy}", problem.message),
            ]
        })
        .collect();
    terminal.table(&columns, &cells)?;
    Ok(Outcome::Done)
}
