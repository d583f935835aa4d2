//! `avviso export`: the corpus as tables in a folder.

use std::path::Path;

use avviso_export::{Existing, Form, export};
use avviso_store::Store;

use crate::args::{ExportArgs, ExportFormat};
use crate::error::{Outcome, Result};
use crate::terminal::Terminal;

/// Writes all tables in each form asked for.
pub fn run(args: &ExportArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let existing = if args.overwrite { Existing::Replace } else { Existing::Keep };
    for format in &args.format {
        let form = match format {
            ExportFormat::Csv => Form::Csv,
            ExportFormat::Jsonl => Form::Jsonl,
            ExportFormat::Parquet => Form::Parquet,
        };
        for written in export(&store, &args.folder, form, existing)? {
            let path = args.folder.join(&written.file);
            terminal.line(format_args!("{}  {} rows", path.display(), written.rows))?;
        }
    }
    Ok(Outcome::Done)
}
