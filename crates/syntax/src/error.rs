//! The one error of this crate.

use std::fmt;

/// Result of reading trees or models.
pub type Result<T> = std::result::Result<T, Error>;

/// A treebank or model that can't be used: where, why, and what to do.
#[derive(Debug)]
pub struct Error {
    message: String,
    source: Option<std::io::Error>,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    pub(crate) fn io(origin: &str, source: std::io::Error) -> Self {
        Self { message: format!("{origin}: {source}"), source: Some(source) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
