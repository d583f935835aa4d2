//! The one error of this crate: which corpus, what happened, what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Result of anything done with a corpus.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file, or its folder, is not there or can't be opened.
    Unavailable,
    /// The file is something else than a corpus.
    NotCorpus,
    /// The corpus was made by a newer version of the program.
    Newer,
    /// The corpus was made by an older version and is opened for reading only.
    Older,
    /// The file can't be written.
    ReadOnly,
    /// There is no room on the disk.
    Full,
    /// Another process kept the corpus locked for too long.
    Busy,
    /// What was asked for is not in the corpus.
    NotFound,
    /// What was asked for fits several documents.
    Ambiguous,
    /// A search expression that can't be understood.
    Query,
    /// The file is damaged.
    Damaged,
    /// Reading or writing the file failed.
    Io,
}

/// Something that could not be done with a corpus.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: PathBuf,
    message: String,
    remedy: Option<&'static str>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, path: PathBuf::new(), message: message.into(), remedy: None, source: None }
    }

    pub(crate) fn with_remedy(self, remedy: &'static str) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    /// Says which corpus, unless that is said already.
    pub(crate) fn of(mut self, path: &Path) -> Self {
        if self.path.as_os_str().is_empty() {
            path.clone_into(&mut self.path);
        }
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The corpus.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a person can do, if there is something.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.as_os_str().is_empty() {
            write!(f, "{}: ", self.path.display())?;
        }
        write!(f, "{}", self.message)?;
        if let Some(remedy) = self.remedy {
            write!(f, " ({remedy})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        let (kind, message, remedy) = explain(&source);
        Self { kind, path: PathBuf::new(), message, remedy, source: Some(Box::new(source)) }
    }
}

impl From<serde_json::Error> for Error {
    fn from(source: serde_json::Error) -> Self {
        let message = "holds a row that can't be understood".to_owned();
        let remedy = Some("check it with: avviso verify");
        Self {
            kind: ErrorKind::Damaged,
            path: PathBuf::new(),
            message,
            remedy,
            source: Some(Box::new(source)),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        let message = "compressed data in it can't be read".to_owned();
        let remedy = Some("check it with: avviso verify");
        Self {
            kind: ErrorKind::Damaged,
            path: PathBuf::new(),
            message,
            remedy,
            source: Some(Box::new(source)),
        }
    }
}

/// What a failure of SQLite means to a person.
fn explain(source: &rusqlite::Error) -> (ErrorKind, String, Option<&'static str>) {
    let (kind, message, remedy) = match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            ErrorKind::Full,
            "the disk is full",
            Some("make room, then give the same command again: it goes on where it stopped"),
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            ErrorKind::Busy,
            "another process keeps the corpus locked",
            Some("wait until it has finished, then try again"),
        ),
        Some(
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied,
        ) => (
            ErrorKind::ReadOnly,
            "can't be written",
            Some("change its permissions, or name another corpus with --corpus"),
        ),
        Some(ErrorCode::NotADatabase) => {
            (ErrorKind::NotCorpus, "is not a corpus", Some("name another file with --corpus"))
        }
        Some(ErrorCode::DatabaseCorrupt) => (
            ErrorKind::Damaged,
            "is damaged",
            Some("restore it from a copy, or read the articles again into a new one"),
        ),
        Some(ErrorCode::CannotOpen) => {
            (ErrorKind::Unavailable, "can't be opened", Some("check the path and its permissions"))
        }
        Some(ErrorCode::SystemIoFailure) => (
            ErrorKind::Io,
            "reading or writing failed",
            Some("check that the disk has room and works, then give the same command again"),
        ),
        _ => return (ErrorKind::Io, format!("failed: {source}"), None),
    };
    (kind, message.to_owned(), remedy)
}
