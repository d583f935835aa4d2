//! Tab-separated tables with a header line.

use std::collections::HashMap;

use crate::{Error, File, Result};

/// The rows of a table, from one file or from several laid over each other.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: Vec<Row>,
}

/// One row; cells are asked for by the name of their column.
#[derive(Debug, Clone)]
pub struct Row {
    columns: std::sync::Arc<HashMap<String, usize>>,
    cells: Vec<String>,
    path: std::sync::Arc<str>,
    line: usize,
}

impl Table {
    /// Splits one file into rows.
    pub fn parse(file: &File) -> Result<Self> {
        let path: std::sync::Arc<str> = file.path.as_str().into();
        let mut columns: Option<std::sync::Arc<HashMap<String, usize>>> = None;
        let mut rows = Vec::new();
        for (number, line) in file.text()?.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
            match &columns {
                None => {
                    columns = Some(std::sync::Arc::new(
                        cells.into_iter().enumerate().map(|(n, cell)| (cell, n)).collect(),
                    ));
                }
                Some(columns) if cells.len() > columns.len() => {
                    let message =
                        format!("has {} cells, but the header names {} columns", cells.len(), columns.len());
                    return Err(Error::at(&*path, number + 1, message));
                }
                Some(columns) => {
                    rows.push(Row { columns: columns.clone(), cells, path: path.clone(), line: number + 1 });
                }
            }
        }
        Ok(Self { rows })
    }

    pub(crate) fn join(files: Vec<File>) -> Result<Option<Self>> {
        if files.is_empty() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for file in &files {
            rows.extend(Self::parse(file)?.rows);
        }
        Ok(Some(Self { rows }))
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    /// The cell under `column`; empty if the row is shorter or the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|&n| self.cells.get(n)).map_or("", String::as_str)
    }

    /// The cell under `column`, which must not be empty.
    pub fn required(&self, column: &str) -> Result<&str> {
        match self.get(column) {
            "" => Err(self.error(format!("the column “{column}” is empty"))),
            cell => Ok(cell),
        }
    }

    /// The values of a cell that lists several, separated by `|`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|value| !value.is_empty())
    }

    /// Its line in its file, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// An error about this row, with its file and line.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::at(&*self.path, self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &'static str) -> Result<Table> {
        Table::parse(&File { path: "t.tsv".into(), bytes: text.as_bytes().into() })
    }

    #[test]
    fn cells_are_found_by_column_and_comments_are_skipped() {
        let table =
            parse("# what a row means\nword\tact\n\nsaid\tsay\nwarned|cautioned\twarn\nmute\n").unwrap();
        assert_eq!(table.rows().len(), 3);
        assert_eq!(table.rows()[0].get("act"), "say");
        assert_eq!(table.rows()[1].list("word").collect::<Vec<_>>(), ["warned", "cautioned"]);
        assert_eq!(
            table.rows()[2].required("act").unwrap_err().to_string(),
            "t.tsv:6: the column “act” is empty"
        );
    }

    #[test]
    fn a_row_longer_than_the_header_is_refused_with_its_line() {
        let error = parse("a\tb\n1\t2\t3\n").unwrap_err();
        assert_eq!(error.to_string(), "t.tsv:2: has 3 cells, but the header names 2 columns");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_line() {
        let file = File { path: "t.tsv".into(), bytes: vec![b'a', b'\n', 0xFF].into() };
        assert_eq!(
            Table::parse(&file).unwrap_err().to_string(),
            "t.tsv:2: is not UTF-8; save the table as UTF-8"
        );
    }
}
