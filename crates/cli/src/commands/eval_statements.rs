//! `avviso eval statements`: attributions against annotated news.

use std::io::{BufWriter, Write};

use avviso_record::attribution::{MODEL_FILE, Role, Tagger};
use avviso_tables::Tables;
use avviso_train::segmentation::Score;
use avviso_train::statements::tokens::{self, Line};

use crate::args::EvalStatementsArgs;
use crate::commands::train::grammar;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::Terminal;

/// Exact spans by role, each line alone.
pub fn run(args: &EvalStatementsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let tagger = tagger(args, tables)?;
    let grammar = grammar(tables, args.lang)?;
    let lines = tokens::read(&args.tokens)?;
    let found = tokens::label(&tagger, &lines, &tokens::prepare(&grammar, &lines));
    if let Some(path) = &args.predictions {
        let wrong = |error: std::io::Error| {
            Failure::new(format_args!("{}: can't be written: {error}", path.display()))
        };
        let mut out = BufWriter::new(std::fs::File::create(path).map_err(wrong)?);
        for line in &found {
            serde_json::to_writer(&mut out, line)?;
            out.write_all(b"\n").map_err(wrong)?;
        }
        out.flush().map_err(wrong)?;
    }
    if lines.iter().all(|line| line.labels.is_empty()) {
        return Ok(Outcome::Done);
    }
    terminal.line(format_args!("{:<9} precision recall     F1   gold  found", "exact"))?;
    for (role, score) in Role::ALL.iter().zip(tokens::compare(&lines, &found)) {
        let Score { right, found, gold } = score;
        let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
        terminal.line(format_args!(
            "{:<9} {:>9.2} {:>6.2} {:>6.2} {gold:>6} {found:>6}",
            tokens::name_of(*role),
            percent(found),
            percent(gold),
            100.0 * score.f1()
        ))?;
    }
    let wrong = || lines.iter().zip(&found).filter(|(gold, found)| gold.spans() != found.spans());
    let step = (wrong().count() / args.errors.max(1)).max(1);
    for (gold, found) in wrong().step_by(step).take(args.errors) {
        terminal.line("")?;
        terminal.line(format_args!("gold   {}", marked(gold)))?;
        terminal.line(format_args!("found  {}", marked(found)))?;
    }
    Ok(Outcome::Done)
}

fn tagger(args: &EvalStatementsArgs, tables: &Tables) -> Result<Tagger> {
    if let Some(path) = &args.model {
        let origin = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Failure::new(format_args!("{origin}: {error}")))?;
        return Ok(Tagger::of_bytes(&bytes, &origin)?);
    }
    let file = tables.language_file(args.lang.as_str(), MODEL_FILE)?;
    let file = file.ok_or_else(|| {
        Failure::new(format_args!("there is no statements model of {}; name one with --model FILE", args.lang))
    })?;
    Ok(Tagger::of_bytes(&file.bytes, &file.path)?)
}

/// A line with its spans in brackets.
fn marked(line: &Line) -> String {
    let mut words: Vec<String> = line.tokens.clone();
    for (role, start, end) in line.spans() {
        words[start] = format!("[{} {}", tokens::name_of(role), words[start]);
        words[end - 1].push(']');
    }
    words.join(" ")
}
