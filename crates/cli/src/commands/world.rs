//! `avviso world`: tables of the world of one's own.

use std::path::Path;

use avviso_link::Codes;
use avviso_tables::Tables;

use crate::args::WorldImportArgs;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::Terminal;

/// Makes tables of an actor dictionary.
pub fn import(args: &WorldImportArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let path = &args.cameo;
    let wrong =
        |path: &Path, error: std::io::Error| Failure::new(format_args!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| wrong(path, error))?;
    // The old dictionaries are in plain ASCII or Latin-1.
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect());
    let imported = Codes::load(tables)?.import(&text);
    let (organisations, persons) = (imported.organisations.len() - 1, imported.persons.len() - 1);
    if organisations + persons == 0 {
        let message = format!("{}: holds no entry of a CAMEO actor dictionary", path.display());
        return Err(Failure::new(message));
    }
    std::fs::create_dir_all(&args.out).map_err(|error| wrong(&args.out, error))?;
    for (name, lines) in [("organisations.tsv", &imported.organisations), ("persons.tsv", &imported.persons)]
    {
        let file = args.out.join(name);
        if file.exists() {
            let message = format!("{}: is there already; name another folder with --out", file.display());
            return Err(Failure::new(message));
        }
        let header = format!("# From {}, a CAMEO actor dictionary.\n", path.display());
        std::fs::write(&file, header + &lines.join("\n") + "\n").map_err(|error| wrong(&file, error))?;
    }
    for (line, why) in &imported.skipped {
        terminal.faint(format_args!("{}:{line}: left out: {why}", path.display()))?;
    }
    terminal.line(format_args!(
        "{organisations} bodies and {persons} persons in {}, {} entries left out",
        args.out.display(),
        imported.skipped.len()
    ))?;
    terminal.line(format_args!("use them with --world {}", args.out.display()))?;
    Ok(if imported.skipped.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}
