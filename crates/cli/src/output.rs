//! Rows for programs: JSONL, CSV or Parquet, on standard output or into a file.

use std::io::{BufWriter, IsTerminal, Write};

use avviso_export::{Cell, Column, Form, TableWriter};

use crate::args::{Format, OutputArgs};
use crate::error::{Failure, Result};

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
