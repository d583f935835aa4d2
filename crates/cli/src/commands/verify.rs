//! `avviso verify`: whether hashes, spans and indexes hold.

use std::path::Path;

use avviso_store::Store;

use crate::error::{Outcome, Result};
use crate::terminal::Terminal;

/// Prints what does not hold; nothing found is exit code 0.
pub fn run(corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let findings = Store::open_read_only(corpus)?.verify()?;
    for finding in &findings {
        terminal.line(format_args!("{}: {}", finding.place, finding.message))?;
    }
    if findings.is_empty() {
        terminal.line(format_args!("{}: hashes, spans and indexes hold", corpus.display()))?;
        Ok(Outcome::Done)
    } else {
        Ok(Outcome::SomeFailed)
    }
}
