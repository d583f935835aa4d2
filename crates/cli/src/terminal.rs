//! Tables and text for eyes: colour only on a terminal, Hangul two columns wide.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Attribute, Cell, Color as CellColor, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::args::Color;
use crate::error::Result;

/// Width when the output is not a terminal and `COLUMNS` does not say otherwise.
const DEFAULT_WIDTH: u16 = 100;

/// Standard output, coloured or not.
pub struct Terminal {
    out: anstream::AutoStream<std::io::Stdout>,
    color: bool,
    width: u16,
}

impl Terminal {
    /// Standard output with colour as the user wants it.
    pub fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let color = !matches!(choice, anstream::ColorChoice::Never);
        let out = anstream::AutoStream::new(std::io::stdout(), choice);
        Self { out, color, width: width() }
    }

    /// Columns of the terminal.
    pub fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Whether colour reaches the reader, so that marks need no brackets.
    pub fn is_coloured(&self) -> bool {
        self.color
    }

    /// Prints one line.
    pub fn line(&mut self, line: impl std::fmt::Display) -> Result<()> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Prints what has its line ends already.
    pub fn text(&mut self, text: &[u8]) -> Result<()> {
        Ok(self.out.write_all(text)?)
    }

    /// Prints a heading line.
    pub fn heading(&mut self, line: impl std::fmt::Display) -> Result<()> {
        self.line(paint(Style::new().bold(), line))
    }

    /// Prints a faint line.
    pub fn faint(&mut self, line: impl std::fmt::Display) -> Result<()> {
        self.line(paint(Style::new().dimmed(), line))
    }

    /// Prints a table; `columns` are its heads with the least and greatest width of each.
    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) -> Result<()> {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        if self.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(
            columns
                .iter()
                .map(|column| Cell::new(column.head).add_attribute(Attribute::Bold).fg(CellColor::DarkGrey)),
        );
        for row in rows {
            table.add_row(row.iter().zip(columns).map(|(cell, column)| match column.style {
                CellStyle::Plain => Cell::new(cell),
                CellStyle::Faint => Cell::new(cell).fg(CellColor::DarkGrey),
                CellStyle::Strong => Cell::new(cell).fg(CellColor::Cyan),
            }));
        }
        for (column, shape) in table.column_iter_mut().zip(columns) {
            column.set_padding((0, 1));
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(shape.most)));
        }
        for line in table.to_string().lines() {
            self.line(line.trim_end())?;
        }
        Ok(())
    }
}

/// How a column looks.
#[derive(Clone, Copy)]
pub enum CellStyle {
    /// As text.
    Plain,
    /// Less important.
    Faint,
    /// More important.
    Strong,
}

/// One column of a table for eyes.
#[derive(Clone, Copy)]
pub struct Column {
    /// What stands above it.
    pub head: &'static str,
    /// The most columns of the terminal that it takes, with padding.
    pub most: u16,
    /// How it looks.
    pub style: CellStyle,
}

impl Column {
    /// A column with a head, at most `most` wide.
    pub const fn new(head: &'static str, most: u16, style: CellStyle) -> Self {
        Self { head, most, style }
    }
}

/// `text` in a style.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A colour of the terminal's own palette.
pub fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into()))
}

/// `text` on one line, cut to at most `most` columns with an ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.width() <= most {
        return line;
    }
    let mut short = String::new();
    let mut used = 1;
    for c in line.chars() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Breaks `text`, which may hold styles, into lines of at most `most` columns, at spaces.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let width = anstream::adapter::strip_str(word).to_string().width();
        if used > 0 && used + 1 + width > most {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += width;
    }
    lines.push(line);
    lines
}

fn width() -> u16 {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || std::io::stdout().is_terminal().then(|| Table::new().width()).flatten();
    told.or_else(seen).unwrap_or(DEFAULT_WIDTH).clamp(40, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_counts_two_columns() {
        assert_eq!(shorten("총리는 말했다", 20), "총리는 말했다");
        assert_eq!(shorten("총리는 말했다", 9), "총리는…");
        assert_eq!(wrap("총리는 말했다 했다", 9), ["총리는", "말했다", "했다"]);
    }
}
