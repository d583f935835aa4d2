//! `avviso eval statements`: statements against news marked by hand.

use std::io::{BufWriter, Write};
use std::path::Path;

use avviso_record::attribution::{MODEL_FILE, Role, Tagger};
use avviso_tables::Tables;
use avviso_text::Language;
use avviso_train::segmentation::Score;
use avviso_train::statements::calibration::Judged;
use avviso_train::statements::tokens::{self, Line};
use avviso_train::statements::{calibration, passages, polnear, triples};

use crate::args::EvalStatementsArgs;
use crate::commands::annotate;
use crate::commands::train::grammar;
use crate::error::{Failure, Outcome, Result};
use crate::stages::Stages;
use crate::terminal::Terminal;

/// Measures what the options name.
pub fn run(args: &EvalStatementsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    match (&args.tokens, &args.gold) {
        (Some(lines), _) => of_tokens(args, lines, tables, terminal)?,
        (None, Some(folder)) if folder.is_dir() => of_articles(args, folder, tables, terminal)?,
        (None, Some(file)) => of_passages(args, file, tables, terminal)?,
        (None, None) => return Err(Failure::new("name a file of passages, or one of tokens with --tokens")),
    }
    Ok(Outcome::Done)
}

/// Whole statements, field by field.
fn of_passages(
    args: &EvalStatementsArgs,
    file: &Path,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<()> {
    let stages = Stages::load(tables)?;
    let gold = passages::read(file)?;
    let mut found = Vec::new();
    for passage in &gold {
        let given = annotate::Given {
            id: passage.id.clone(),
            text: passage.text.clone(),
            language: args.lang,
            published: passage.published.clone(),
            outlet: passage.outlet.clone(),
        };
        found.push(annotate::part(&stages, &given, "statements")?);
    }
    let figures = passages::compare(&gold, &found, &passages::SmallWords::load(tables)?);
    head(terminal, "found")?;
    row(terminal, "all", figures.statements)?;
    for (mode, score) in &figures.by_mode {
        row(terminal, mode, *score)?;
    }
    terminal.line("")?;
    for (name, (right, all)) in &figures.fields {
        let percent = 100.0 * *right as f64 / (*all).max(1) as f64;
        terminal.line(format_args!("{name:<10} {percent:>6.2}  {right} of {all} found"))?;
    }
    let (kept, all) = figures.silent;
    terminal.line(format_args!("passages without a statement left alone: {kept} of {all}"))?;
    if args.curve.is_some() {
        reliability(args, &figures.judged, terminal)?;
    }
    let step = (figures.mistakes.len() / args.errors.max(1)).max(1);
    for mistake in figures.mistakes.iter().step_by(step).take(args.errors) {
        terminal.line(mistake)?;
    }
    Ok(())
}

/// Linked triples on raw articles.
fn of_articles(
    args: &EvalStatementsArgs,
    folder: &Path,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<()> {
    let tagger = tagger(args, tables)?;
    let grammar = grammar(tables, language(args)?)?;
    let figures = triples::compare(&tagger, &grammar, &polnear::read(folder)?);
    head(terminal, "triples")?;
    row(terminal, "overlap", figures.overlapping)?;
    row(terminal, "exact", figures.exact)?;
    reliability(args, &figures.judged, terminal)
}

/// Exact spans by role, each line alone.
fn of_tokens(args: &EvalStatementsArgs, file: &Path, tables: &Tables, terminal: &mut Terminal) -> Result<()> {
    let tagger = tagger(args, tables)?;
    let grammar = grammar(tables, language(args)?)?;
    let lines = tokens::read(file)?;
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
        return Ok(());
    }
    head(terminal, "exact")?;
    for (role, score) in Role::ALL.iter().zip(tokens::compare(&lines, &found)) {
        row(terminal, tokens::name_of(*role), score)?;
    }
    let wrong = || lines.iter().zip(&found).filter(|(gold, found)| gold.spans() != found.spans());
    let step = (wrong().count() / args.errors.max(1)).max(1);
    for (gold, found) in wrong().step_by(step).take(args.errors) {
        terminal.line("")?;
        terminal.line(format_args!("gold   {}", marked(gold)))?;
        terminal.line(format_args!("found  {}", marked(found)))?;
    }
    Ok(())
}

/// How far confidences say how often one is right, and the curve that makes them so.
fn reliability(args: &EvalStatementsArgs, judged: &[Judged], terminal: &mut Terminal) -> Result<()> {
    terminal.line("")?;
    let calibrated = calibration::crossed(judged);
    terminal.line("confidence   right  found    (of each half by the curve of the other half)")?;
    for calibration::Bin { count, confidence, right } in calibration::bins(&calibrated, 10) {
        terminal.line(format_args!("{confidence:>10.3} {right:>7.3} {count:>6}"))?;
    }
    let (raw, made) = (calibration::error(judged), calibration::error(&calibrated));
    terminal.line(format_args!("mean distance: {made:.3}, without the curve {raw:.3}"))?;
    let Some(path) = &args.curve else { return Ok(()) };
    let mut table = String::from("raw\tright\n");
    for (raw, right) in calibration::curve(judged) {
        table += &format!("{raw:.3}\t{right:.3}\n");
    }
    std::fs::write(path, table)
        .map_err(|error| Failure::new(format_args!("{}: can't be written: {error}", path.display())))
}

fn head(terminal: &mut Terminal, what: &str) -> Result<()> {
    terminal.line(format_args!("{what:<10} precision recall     F1   gold  found"))
}

fn row(terminal: &mut Terminal, name: &str, score: Score) -> Result<()> {
    let Score { right, found, gold } = score;
    let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
    terminal.line(format_args!(
        "{name:<10} {:>9.2} {:>6.2} {:>6.2} {gold:>6} {found:>6}",
        percent(found),
        percent(gold),
        100.0 * score.f1()
    ))
}

/// The language asked for, else the one whose annotated news is public.
fn language(args: &EvalStatementsArgs) -> Result<Language> {
    let language = args.lang.or_else(|| Language::new("en"));
    language.ok_or_else(|| Failure::new("say the language with --lang"))
}

fn tagger(args: &EvalStatementsArgs, tables: &Tables) -> Result<Tagger> {
    if let Some(path) = &args.model {
        let origin = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Failure::new(format_args!("{origin}: {error}")))?;
        return Ok(Tagger::of_bytes(&bytes, &origin)?);
    }
    let language = language(args)?;
    let file = tables.language_file(language.as_str(), MODEL_FILE)?;
    let file = file.ok_or_else(|| {
        Failure::new(format_args!("there is no statements model of {language}; name one with --model FILE"))
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
