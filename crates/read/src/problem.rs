//! What could not be read, and what can be done about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of thing went wrong; the name is stable and stands in `avviso problems`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// There is no such file, folder or page, or it can't be opened.
    Unavailable,
    /// The file or page is larger than the limit.
    TooLarge,
    /// The file or page holds no bytes.
    Empty,
    /// The container (gzip, WARC, feed, JSONL) is broken or cut short.
    Broken,
    /// The bytes are not what they claim to be (encoding, format).
    Malformed,
    /// There is a page, but no article in it.
    NoArticle,
    /// The language is not one that the program reads.
    Language,
    /// The site asks not to be read (robots.txt), or the address is private.
    Refused,
    /// The program itself failed on this document.
    Internal,
}

/// One thing that could not be read, or was read with a reservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The file, URL or part of an archive, as a person knows it.
    pub place: String,
    /// The line (or the record of an archive), counted from 1.
    pub line: Option<u64>,
    /// What happened: lower case, no full stop.
    pub message: String,
    /// What the person can do, if there is something.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(kind: ProblemKind, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, place: place.into(), line: None, message: message.into(), remedy: None }
    }

    /// With the line, or the number of the record in an archive (from 1).
    #[must_use]
    pub fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// With what the person can do.
    #[must_use]
    pub fn with_remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(remedy) = &self.remedy {
            write!(f, " ({remedy})")?;
        }
        Ok(())
    }
}
