//! `avviso completions`: completions for a shell.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Cli;
use crate::error::{Outcome, Result};

/// Writes the completions of `shell` on standard output.
pub fn run(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "avviso", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}
