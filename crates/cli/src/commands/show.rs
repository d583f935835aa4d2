//! `avviso show`: an article with its statements marked.

use std::path::Path;

use avviso_record::Statement;
use avviso_store::{Corrected, StatementFilter, StatementRow, Store, StoredDocument};
use avviso_text::Zone;

use crate::args::ShowArgs;
use crate::commands::statements::name;
use crate::error::{Outcome, Result};
use crate::marking::{Marks, legend, mark};
use crate::terminal::{Terminal, wrap};

/// The widest that running text is set.
const MEASURE: usize = 90;

/// Prints the current reading of one document.
pub fn run(args: &ShowArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let stored = store.document(&args.document)?;
    print_head(&stored, terminal)?;
    let marks = if terminal.is_coloured() { Marks::Colours } else { Marks::Brackets };
    let filter = StatementFilter {
        document: Some(stored.row.id.clone()),
        corrected: Corrected::Yes,
        ..StatementFilter::default()
    };
    let rows = if args.plain { Vec::new() } else { store.statements(&filter)? };
    let statements: Vec<(usize, &Statement)> =
        rows.iter().map(|row| (row.n as usize, &row.statement)).collect();
    if !statements.is_empty() {
        terminal.faint(legend(marks))?;
    }
    let measure = terminal.width().min(MEASURE);
    for paragraph in &stored.text.paragraphs {
        terminal.line("")?;
        let marked = mark(&stored.text.content, paragraph.span, &statements, marks);
        for line in marked.lines().flat_map(|line| wrap(line, measure)) {
            if paragraph.zone == Zone::Title { terminal.heading(line)? } else { terminal.line(line)? }
        }
    }
    let retracted = stored.record.statements.len() - rows.len();
    if !args.plain && retracted > 0 {
        terminal.line("")?;
        terminal.faint(format_args!("{retracted} retracted; `avviso corrections` says by whom"))?;
    }
    if !statements.is_empty() {
        terminal.line("")?;
        for row in &rows {
            terminal.line(summary(row))?;
            for note in &row.notes {
                terminal.faint(format_args!("     {note}"))?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn print_head(stored: &StoredDocument, terminal: &mut Terminal) -> Result<()> {
    let row = &stored.row;
    let outlet = row.outlet.as_ref().map(|outlet| outlet.name.clone());
    let head = [
        outlet,
        row.published.clone(),
        row.byline.clone(),
        row.language.map(|language| language.to_string()),
    ];
    let head: Vec<String> = head.into_iter().flatten().collect();
    terminal.faint(format_args!("{}  {}", row.id, head.join(" · ")))?;
    terminal.faint(row.url.as_deref().unwrap_or(&row.shown))
}

/// One line about a statement: its number, who speaks, act, mode, certainty, relay, and whether a person
/// corrected it.
fn summary(row: &StatementRow) -> String {
    let (number, statement) = (row.n, &row.statement);
    let speaker = statement.speaker.as_ref().map_or("–", |speaker| &speaker.name);
    let unnamed =
        if statement.speaker.as_ref().is_some_and(|speaker| speaker.unnamed) { " (unnamed)" } else { "" };
    let mut line =
        format!("{number:>3}  {speaker}{unnamed}: {}, {}", name(&statement.act), name(&statement.mode));
    if let Some(certainty) = statement.certainty {
        line.push_str(&format!(", {}", name(&certainty)));
    }
    if let Some(addressee) = &statement.addressee {
        line.push_str(&format!(", to {}", addressee.name));
    }
    if let Some(parent) = statement.parent {
        line.push_str(&format!(", within {parent}"));
    }
    if row.is_corrected {
        line.push_str(", corrected");
    }
    line
}
