//! `avviso statements`: who said what.

use std::collections::BTreeMap;
use std::path::Path;

use avviso_export::rows;
use avviso_record::{Certainty, Mode};
use avviso_store::{Corrected, Order, StatementFilter, StatementRow, Store};
use avviso_tables::Tables;
use avviso_text::Search;
use serde::de::DeserializeOwned;
use unicode_width::UnicodeWidthStr;

use crate::args::{Format, StatementsArgs};
use crate::error::{Failure, Outcome, Result};
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal, shorten};

/// Statements of each language in the table after a run.
const TELLING: usize = 4;

/// Statements looked at to find the most telling ones.
const CANDIDATES: u32 = 2_000;

/// Prints the statements that the filters leave, the latest first.
pub fn run(
    args: &StatementsArgs,
    corpus: &Path,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let filter = StatementFilter {
        by: args.by.clone(),
        actor: None,
        to: args.to.clone(),
        about: args.about.as_deref().map(|words| about(words, tables)).transpose()?,
        via: args.via.clone(),
        since: args.told.published.since.clone(),
        until: args.told.published.until.clone(),
        language: args.told.published.lang,
        certainty: args.certainty.as_deref().map(word::<Certainty>).transpose()?,
        mode: args.mode.as_deref().map(word::<Mode>).transpose()?,
        outlet: args.told.outlet.clone(),
        document: args.told.document.clone(),
        limit: args.output.limit,
        order: Order::Recent,
        corrected: Corrected::Yes,
    };
    if args.output.format != Format::Table {
        let rows_found = store.statements(&filter)?;
        output::write(&args.output, rows::STATEMENTS, rows_found.iter().map(rows::statement))?;
        return Ok(Outcome::Done);
    }
    let ask = |limit| Ok(store.statements(&StatementFilter { limit, ..filter })?);
    if output::for_eyes(&args.output, terminal, ask, print)? == 0 {
        terminal.faint("no statement fits; leave a filter out, or read more articles")?;
    }
    Ok(Outcome::Done)
}

/// A value of the record by its name.
pub fn word<T: DeserializeOwned>(name: &str) -> Result<T> {
    Ok(serde_json::from_value(serde_json::Value::String(name.to_owned()))?)
}

/// The words of `--about` as an expression over terms.
pub fn about(words: &str, tables: &Tables) -> Result<String> {
    let expression = Search::load(tables)?.query(words);
    if expression.is_empty() {
        return Err(Failure::new(format_args!("--about “{words}” holds no word to look for")));
    }
    Ok(expression)
}

/// The table of statements.
fn print(rows: &[StatementRow], terminal: &mut Terminal) -> Result<()> {
    let width = terminal.width() as u16;
    let columns = [
        Column::new("id", 18, CellStyle::Faint),
        Column::new("date", 12, CellStyle::Faint),
        Column::new("who", (width / 4).min(36), CellStyle::Strong),
        Column::new("act", 11, CellStyle::Plain),
        Column::new("what", width, CellStyle::Plain),
    ];
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(row, 280)).collect();
    terminal.table(&columns, &cells)
}

fn cells(row: &StatementRow, longest: usize) -> Vec<String> {
    vec![
        row.id.clone(),
        output::day(&row.document),
        who(row),
        name(&row.statement.act),
        shorten(&row.pieces.join(" … "), longest),
    ]
}

/// Who speaks, as a table shows it: the speaker's name, else the words of the text, else a dash.
fn who(row: &StatementRow) -> String {
    let speaker = row.statement.speaker.as_ref().map(|speaker| speaker.name.clone());
    let mut who = speaker.or_else(|| row.source.clone()).unwrap_or_else(|| "–".to_owned());
    if !row.via.is_empty() {
        who.push_str(&format!(" (via {})", row.via.join(", ")));
    }
    shorten(&who, 90)
}

/// The name of a value of the record, as in its JSON.
pub fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The most telling statements of each language: named speaker, own words, a line's length.
pub fn print_telling(store: &Store, terminal: &mut Terminal) -> Result<()> {
    let rows = telling(store)?;
    if rows.is_empty() {
        return Ok(());
    }
    terminal.line("")?;
    let width = terminal.width() as u16;
    let columns = [
        Column::new("outlet", 20, CellStyle::Faint),
        Column::new("who", (width / 4).min(32), CellStyle::Strong),
        Column::new("act", 11, CellStyle::Plain),
        Column::new("what", width, CellStyle::Plain),
    ];
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let mut cells = cells(row, 150);
            cells.splice(0..2, [output::outlet(&row.document)]);
            cells
        })
        .collect();
    terminal.table(&columns, &cells)
}

/// A document and a speaker worth looking at next.
pub fn example(store: &Store) -> Result<Option<(String, String)>> {
    let row = telling(store)?.into_iter().find(|row| row.statement.speaker.is_some());
    Ok(row.and_then(|row| {
        let speaker = row.statement.speaker.as_ref()?.name.clone();
        let last = speaker.split_whitespace().last()?.to_owned();
        Some((row.document.id.clone(), last))
    }))
}

fn telling(store: &Store) -> Result<Vec<StatementRow>> {
    let filter =
        StatementFilter { limit: Some(CANDIDATES), corrected: Corrected::Yes, ..StatementFilter::default() };
    let mut rows = store.statements(&filter)?;
    rows.retain(|row| row.language.is_some() && row.statement.speaker.is_some());
    rows.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| a.pieces.cmp(&b.pieces)));
    let mut taken: BTreeMap<_, Vec<StatementRow>> = BTreeMap::new();
    // First one of a speaker and one of an article, so that the table shows how wide the corpus is;
    // where that leaves room, others of the same articles.
    let mut left = Vec::new();
    for row in rows {
        let same = taken.entry(row.language).or_default();
        let seen = same.iter().any(|other| other.document.id == row.document.id || who(other) == who(&row));
        if same.len() < TELLING && !seen { same.push(row) } else { left.push(row) }
    }
    for row in left {
        let same = taken.entry(row.language).or_default();
        if same.len() < TELLING && same.iter().all(|other| who(other) != who(&row)) {
            same.push(row);
        }
    }
    Ok(taken.into_values().flatten().collect())
}

fn score(row: &StatementRow) -> f32 {
    let named = row.statement.speaker.as_ref().is_some_and(|speaker| !speaker.unnamed);
    let own_words = row.statement.mode != Mode::Indirect;
    let width = row.pieces.iter().map(|piece| piece.width()).sum::<usize>();
    let length = if (50..=150).contains(&width) { 1.0 } else { 0.0 };
    row.statement.confidence + f32::from(u8::from(named)) + 0.5 * f32::from(u8::from(own_words)) + length
}
