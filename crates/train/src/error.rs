//! The one error of this crate.

use std::fmt;
use std::path::Path;

/// Result of training or measuring.
pub type Result<T> = std::result::Result<T, Error>;

/// Data that can't be used or a model that can't be made, with the file if there is one.
#[derive(Debug)]
pub struct Error {
    place: String,
    message: String,
    source: Option<std::io::Error>,
}

impl Error {
    pub(crate) fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { place: path.display().to_string(), message: message.into(), source: None }
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self { place: path.display().to_string(), message: source.to_string(), source: Some(source) }
    }
}

impl From<avviso_tables::Error> for Error {
    fn from(error: avviso_tables::Error) -> Self {
        Self { place: String::new(), message: error.to_string(), source: None }
    }
}

impl From<avviso_syntax::Error> for Error {
    fn from(error: avviso_syntax::Error) -> Self {
        Self { place: String::new(), message: error.to_string(), source: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
