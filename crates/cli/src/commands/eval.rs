//! `avviso eval`: figures against gold data.

use std::path::Path;

use avviso_tables::Tables;
use avviso_text::{Language, Languages, Segmenter};
use avviso_train::segmentation::{Gold, Score, evaluate};

use crate::args::EvalSegmentationArgs;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::{CellStyle, Column, Terminal};

/// Precision, recall and F1 of tokens, words and sentences, and the speed on one core.
pub fn segmentation(
    args: &EvalSegmentationArgs,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let segmenter = Segmenter::load(tables)?;
    let language = match args.lang {
        Some(language) => language,
        None => language_of(&args.gold, &Languages::load(tables)?)?,
    };
    let gold = Gold { path: args.gold.clone(), language, run: args.runs.max(1) };
    let evaluation = evaluate(&segmenter, &gold)?;
    let figures = &evaluation.figures;
    let parts = [
        ("tokens", figures.tokens.as_ref()),
        ("words", figures.words.as_ref()),
        ("sentences", Some(&figures.sentences)),
        ("sentence ends", Some(&figures.sentence_ends)),
    ];
    let number = |head| Column::new(head, 12, CellStyle::Plain);
    let columns = [
        Column::new("", 15, CellStyle::Strong),
        number("precision"),
        number("recall"),
        number("F1"),
        number("gold"),
        number("found"),
    ];
    let cells: Vec<Vec<String>> =
        parts.iter().filter_map(|(name, score)| score.map(|score| row(name, score))).collect();
    terminal.table(&columns, &cells)?;
    terminal.faint(format_args!("{language}: {:.0} words a second on one core", figures.words_a_second()))?;
    for mistake in evaluation.errors(args.errors) {
        terminal.line(format_args!("{:<16}  {}", mistake.kind, mistake.context))?;
    }
    Ok(Outcome::Done)
}

fn row(name: &str, score: &Score) -> Vec<String> {
    let percent = |share: f64| format!("{:.2}", share * 100.0);
    vec![
        name.to_owned(),
        percent(score.precision()),
        percent(score.recall()),
        percent(score.f1()),
        score.gold.to_string(),
        score.found.to_string(),
    ]
}

/// The language that the file's name begins or ends with, as `en_ewt-dev.conllu` and `dev.ko` do.
fn language_of(gold: &Path, languages: &Languages) -> Result<Language> {
    let name = gold.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = name.split(['_', '-', '.']).filter_map(Language::new);
    let known: Vec<Language> = parts.filter(|language| languages.reads(*language)).collect();
    known.first().copied().ok_or_else(|| Failure::new(format_args!("{name}: say its language with --lang")))
}
