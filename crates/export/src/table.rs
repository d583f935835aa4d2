//! Tables on their way out: named, typed columns and rows of cells.

use std::io::Write;

use crate::{Error, Result, parquet};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Characters.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Yes or no.
    Truth,
    /// Several texts.
    Texts,
    /// Spans, start and end in code points.
    Spans,
}

/// A named column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in every form.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column of a kind.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}

/// One cell; `Nothing` in any column is what is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known.
    Nothing,
    /// In a [`Kind::Text`] column.
    Text(String),
    /// In a [`Kind::Integer`] column.
    Integer(i64),
    /// In a [`Kind::Number`] column.
    Number(f64),
    /// In a [`Kind::Truth`] column.
    Truth(bool),
    /// In a [`Kind::Texts`] column.
    Texts(Vec<String>),
    /// In a [`Kind::Spans`] column.
    Spans(Vec<[u32; 2]>),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::Nothing, Cell::Text)
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Cell::Nothing, |text| Cell::Text(text.to_owned()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Integer(i64::from(number))
    }
}

impl From<Option<[u32; 2]>> for Cell {
    fn from(span: Option<[u32; 2]>) -> Self {
        span.map_or(Cell::Nothing, |span| Cell::Spans(vec![span]))
    }
}

/// The forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values: UTF-8, a header line, quoted as in RFC 4180, lines ending in `\n`; lists as JSON.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
}

impl Form {
    /// How a file of this form ends.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Jsonl => "jsonl",
            Form::Parquet => "parquet",
        }
    }
}

/// Writes the rows of one table, one by one, in memory that does not grow with their number.
pub struct TableWriter<W: Write + Send> {
    columns: &'static [Column],
    form: Sink<W>,
}

enum Sink<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(W),
    Parquet(Box<parquet::Writer<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table.
    pub fn new(columns: &'static [Column], form: Form, out: W) -> Result<Self> {
        let form = match form {
            Form::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(columns.iter().map(|column| column.name))?;
                Sink::Csv(Box::new(writer))
            }
            Form::Jsonl => Sink::Jsonl(out),
            Form::Parquet => Sink::Parquet(Box::new(parquet::Writer::new(columns, out)?)),
        };
        Ok(Self { columns, form })
    }

    /// Adds a row: a cell for each column, in order.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        match &mut self.form {
            Sink::Csv(writer) => writer.write_record(cells.iter().map(csv_cell))?,
            Sink::Jsonl(out) => {
                let row: serde_json::Map<_, _> = self
                    .columns
                    .iter()
                    .zip(&cells)
                    .map(|(column, cell)| (column.name.to_owned(), json(cell)))
                    .collect();
                serde_json::to_writer(&mut *out, &row).map_err(|error| Error::io(error.into()))?;
                out.write_all(b"\n")?;
            }
            Sink::Parquet(writer) => writer.row(cells)?,
        }
        Ok(())
    }

    /// Ends the table; without it the last rows may be missing.
    pub fn finish(self) -> Result<()> {
        match self.form {
            Sink::Csv(mut writer) => writer.flush()?,
            Sink::Jsonl(mut out) => out.flush()?,
            Sink::Parquet(writer) => writer.finish()?,
        }
        Ok(())
    }
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text.clone(),
        other => json(other).to_string(),
    }
}

fn json(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Nothing => serde_json::Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::Truth(truth) => (*truth).into(),
        Cell::Texts(texts) => texts.as_slice().into(),
        Cell::Spans(spans) => spans.iter().map(|span| span.to_vec()).collect(),
    }
}
