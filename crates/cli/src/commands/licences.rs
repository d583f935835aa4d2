//! `avviso licences`: under which terms the parts of this program stand.

use avviso_tables::Tables;

use crate::error::{Outcome, Result};
use crate::terminal::Terminal;

/// The libraries in the binary: name, version, licence; made by `licences/update.sh`, checked by a test.
const CRATES: &str = include_str!("../../../../licences/crates.tsv");

/// Licences of models and tables, language by language, of the tables of the world, and of all libraries.
pub fn run(tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    terminal.heading("This program")?;
    terminal.line(concat!("avviso ", env!("CARGO_PKG_VERSION"), ": ", env!("CARGO_PKG_LICENSE")))?;
    for language in tables.languages() {
        if let Some(file) = tables.language_file(&language, "LICENSE")? {
            terminal.heading(format_args!("\n{}", file.path))?;
            terminal.line(file.text()?.trim_end())?;
        }
    }
    if let Some(file) = tables.world_file("LICENSE")? {
        terminal.heading(format_args!("\n{}", file.path))?;
        terminal.line(file.text()?.trim_end())?;
    }
    terminal.heading("\nLibraries")?;
    for line in CRATES.lines().filter(|line| !line.starts_with('#')) {
        terminal.line(line.replace('\t', "  "))?;
    }
    Ok(Outcome::Done)
}
