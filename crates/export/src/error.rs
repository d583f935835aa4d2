//! The one error of this crate: a table that can't be written.

use std::fmt;
use std::path::{Path, PathBuf};

/// Result of writing a table.
pub type Result<T> = std::result::Result<T, Error>;

/// A table that can't be written: where, and why.
#[derive(Debug)]
pub struct Error {
    path: Option<PathBuf>,
    message: String,
    io: Option<std::io::Error>,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { path: None, message: message.into(), io: None }
    }

    pub(crate) fn io(error: std::io::Error) -> Self {
        Self { path: None, message: "can't be written".to_owned(), io: Some(error) }
    }

    /// With the file that it is about.
    #[must_use]
    pub(crate) fn of(self, path: &Path) -> Self {
        Self { path: self.path.or_else(|| Some(path.to_owned())), ..self }
    }

    /// Whether whoever reads the output has closed it.
    pub fn is_closed(&self) -> bool {
        self.io.as_ref().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.io.as_ref().map(|error| error as _)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::io(error)
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        let message = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Error::io(error),
            _ => Error::new(message),
        }
    }
}

impl From<parquet::errors::ParquetError> for Error {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Error::new(error.to_string())
    }
}

impl From<arrow_schema::ArrowError> for Error {
    fn from(error: arrow_schema::ArrowError) -> Self {
        Error::new(error.to_string())
    }
}

impl From<avviso_store::Error> for Error {
    fn from(error: avviso_store::Error) -> Self {
        Error::new(error.to_string())
    }
}
