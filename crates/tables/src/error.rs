//! The one error of this crate: a table or folder that can't be used, and where.

use std::fmt;

/// Result of looking up or reading a table.
pub type Result<T> = std::result::Result<T, Error>;

/// A table that can't be used: the file, the line if there is one, and what is wrong with it.
#[derive(Debug)]
pub struct Error {
    file: String,
    line: Option<usize>,
    message: String,
    source: Option<std::io::Error>,
}

impl Error {
    /// An error about a whole file.
    pub fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, message: message.into(), source: None }
    }

    /// An error on one line (counted from 1) of a file.
    pub fn at(file: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(file, message) }
    }

    pub(crate) fn io(file: impl Into<String>, source: std::io::Error) -> Self {
        Self { source: Some(source), ..Self::new(file, "can't be read") }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
