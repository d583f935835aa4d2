//! `avviso search`: articles that hold the words.

use std::path::Path;

use avviso_export::rows;
use avviso_store::{Found, Store};
use avviso_tables::Tables;
use avviso_text::Search;

use crate::args::{Format, SearchArgs};
use crate::error::{Failure, Outcome, Result};
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal, shorten};

/// Prints the articles that hold all words, in any inflected form, the best first.
pub fn run(args: &SearchArgs, corpus: &Path, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let words = args.words.join(" ");
    let expression = Search::load(tables)?.query(&words);
    if expression.is_empty() {
        return Err(Failure::new(format_args!("“{words}” holds no word to look for")));
    }
    let table = args.output.format == Format::Table;
    let most = args.output.limit.unwrap_or(if table { output::TABLE_ROWS } else { u32::MAX });
    let found = store.search(&expression, most)?;
    if !table {
        output::write(&args.output, rows::FOUND, found.iter().map(rows::found))?;
    } else if found.is_empty() {
        terminal.faint(format_args!("nothing holds {words}"))?;
    } else {
        print(&found, terminal)?;
    }
    Ok(Outcome::Done)
}

fn print(found: &[Found], terminal: &mut Terminal) -> Result<()> {
    let width = terminal.width() as u16;
    let columns = [
        Column::new("id", 14, CellStyle::Faint),
        Column::new("date", 12, CellStyle::Faint),
        Column::new("outlet", 20, CellStyle::Plain),
        Column::new("title", width / 3, CellStyle::Strong),
        Column::new("where", width, CellStyle::Plain),
    ];
    let cells: Vec<Vec<String>> = found
        .iter()
        .map(|found| {
            let row = &found.document;
            let title = row.title.clone().unwrap_or_default();
            vec![
                row.id.clone(),
                output::day(row),
                output::outlet(row),
                shorten(&title, 80),
                shorten(&found.paragraph, 160),
            ]
        })
        .collect();
    terminal.table(&columns, &cells)
}
