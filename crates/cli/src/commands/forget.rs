//! `avviso forget`: a takedown.

use std::path::Path;

use avviso_store::Store;

use crate::args::ForgetArgs;
use crate::error::{Outcome, Result};
use crate::terminal::Terminal;

/// Takes a document down; a tombstone stays.
pub fn run(args: &ForgetArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    // Read-only first: asking to forget must not make a corpus.
    drop(Store::open_read_only(corpus)?);
    let gone = Store::open(corpus)?.forget(&args.document, &args.reason)?;
    terminal.line(format_args!(
        "{} is forgotten: {} captures, {} readings, {} statements, {} events; a tombstone stays",
        gone.document, gone.captures, gone.readings, gone.statements, gone.events
    ))?;
    Ok(Outcome::Done)
}
