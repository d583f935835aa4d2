//! The whole corpus as tables in a folder.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use avviso_store::{Corrected, DocumentFilter, EventFilter, Order, ProblemFilter, StatementFilter, Store};

use crate::table::{Column, Form, TableWriter};
use crate::{Error, Result, rows};

/// What is done about tables that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// They are kept, and it is an error.
    Keep,
    /// The new ones take their place.
    Replace,
}

/// One table that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file's name.
    pub file: String,
    /// Its rows.
    pub rows: u64,
}

type Out = TableWriter<BufWriter<File>>;

/// Writes all tables of the corpus in one form, each sorted by id. A table appears under its name
/// only when it is whole.
pub fn export(store: &Store, folder: &Path, form: Form, existing: Existing) -> Result<Vec<Written>> {
    std::fs::create_dir_all(folder).map_err(|error| Error::io(error).of(folder))?;
    let tables = ["documents", "statements", "events", "problems", "corrections"];
    let taken = tables.map(|name| folder.join(format!("{name}.{}", form.extension())));
    if let Some(path) = taken.iter().find(|path| existing == Existing::Keep && path.exists()) {
        return Err(Error::new("is there already; name another folder, or add --overwrite").of(path));
    }
    let documents = DocumentFilter { order: Order::Id, ..DocumentFilter::default() };
    let statements =
        StatementFilter { order: Order::Id, corrected: Corrected::Yes, ..StatementFilter::default() };
    let events = EventFilter { order: Order::Id, corrected: Corrected::Yes, ..EventFilter::default() };
    Ok(vec![
        table(folder, "documents", (form, rows::DOCUMENTS), |out, count| {
            store.for_each_document(&documents, |row| add(out, count, rows::document(&row)))
        })?,
        table(folder, "statements", (form, rows::STATEMENTS), |out, count| {
            store.for_each_statement(&statements, |row| add(out, count, rows::statement(&row)))
        })?,
        table(folder, "events", (form, rows::EVENTS), |out, count| {
            store.for_each_event(&events, |row| add(out, count, rows::event(&row)))
        })?,
        table(folder, "problems", (form, rows::PROBLEMS), |out, count| {
            store.for_each_problem(&ProblemFilter::default(), |row| add(out, count, rows::problem(&row)))
        })?,
        table(folder, "corrections", (form, rows::CORRECTIONS), |out, count| {
            store.corrections()?.iter().try_for_each(|row| add(out, count, rows::correction(row)))
        })?,
    ])
}

fn add(out: &mut Out, count: &mut u64, cells: Vec<crate::table::Cell>) -> Result<()> {
    *count += 1;
    out.row(cells)
}

fn table(
    folder: &Path,
    name: &str,
    (form, columns): (Form, &'static [Column]),
    fill: impl FnOnce(&mut Out, &mut u64) -> Result<()>,
) -> Result<Written> {
    let file = format!("{name}.{}", form.extension());
    let path = folder.join(&file);
    let unfinished = folder.join(format!(".{file}.unfinished"));
    let written = (|| {
        let mut out = TableWriter::new(columns, form, BufWriter::new(File::create(&unfinished)?))?;
        let mut rows = 0;
        fill(&mut out, &mut rows)?;
        out.finish()?;
        std::fs::rename(&unfinished, &path)?;
        Ok(Written { file, rows })
    })();
    written.map_err(|error: Error| {
        // What is left of a failed table is of no use; that it can't be removed is not worth a word.
        let _ = std::fs::remove_file(&unfinished);
        error.of(&path)
    })
}
