//! Rows for programs: JSONL, CSV or Parquet, on standard output or into a file.

use std::io::{BufWriter, IsTerminal, Write};

use avviso_export::{Cell, Column, Form, TableWriter};
use avviso_store::DocumentRow;

use crate::args::{Format, OutputArgs};
use crate::error::{Failure, Result};
use crate::terminal::Terminal;

/// Rows of a table for eyes unless more are asked for.
pub const TABLE_ROWS: u32 = 50;

/// Prints the rows of a table for eyes, as many as are wanted, and says whether there are more. `ask` gets the most
/// rows that are of use; `print` is not called when there are none.
pub fn for_eyes<T>(
    args: &OutputArgs,
    terminal: &mut Terminal,
    ask: impl FnOnce(Option<u32>) -> Result<Vec<T>>,
    print: impl FnOnce(&[T], &mut Terminal) -> Result<()>,
) -> Result<usize> {
    let most = args.limit.unwrap_or(TABLE_ROWS);
    let mut rows = ask(Some(most.saturating_add(1)))?;
    let more = rows.len() > most as usize;
    rows.truncate(most as usize);
    if !rows.is_empty() {
        print(&rows, terminal)?;
    }
    if more {
        terminal.faint("… and more: --limit N, or --format jsonl for all")?;
    }
    Ok(rows.len())
}

/// The day on which a document was published, as a table shows it.
pub fn day(document: &DocumentRow) -> String {
    document.published.as_deref().map(|date| date.get(..10).unwrap_or(date)).unwrap_or_default().to_owned()
}

/// The name of a document's outlet, as a table shows it.
pub fn outlet(document: &DocumentRow) -> String {
    document.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default()
}

/// Writes rows in the form that the options name.
pub fn write(
    args: &OutputArgs,
    columns: &'static [Column],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<()> {
    let form = match args.format {
        Format::Csv => Form::Csv,
        Format::Parquet => Form::Parquet,
        Format::Jsonl | Format::Table => Form::Jsonl,
    };
    let out: Box<dyn Write + Send> = match &args.output {
        Some(path) => {
            Box::new(std::fs::File::create(path).map_err(|error| {
                Failure::new(format_args!("{}: can't be written: {error}", path.display()))
            })?)
        }
        None if form == Form::Parquet && std::io::stdout().is_terminal() => {
            return Err(Failure::new("Parquet is not for a terminal; write it to a file with --output FILE"));
        }
        None => Box::new(std::io::stdout()),
    };
    let written = (|| {
        let mut table = TableWriter::new(columns, form, BufWriter::new(out))?;
        for row in rows {
            table.row(row)?;
        }
        table.finish()
    })();
    written.map_err(|error| if error.is_closed() { Failure::Closed } else { Failure::from(error) })
}
