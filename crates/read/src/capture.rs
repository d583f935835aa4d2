//! The bytes of one article as they came, and from where.

use std::fmt::Write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where the bytes of one article came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "place")]
pub enum Place {
    /// A page fetched from the web, or taken from an archive that says its URL.
    Url(String),
    /// A file, by its absolute path; of an archive or a feed, the path and `#` and a part.
    Path(String),
    /// Neither: an id that came with the text, or was given on the command line.
    Id(String),
}

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A web page, or a piece of one.
    Html,
    /// Plain text, perhaps pasted from a page with its furniture.
    Text,
    /// Markdown, perhaps with front matter.
    Markdown,
}

/// What the container of an article says of it, outside the article's own bytes: a feed's entry, a
/// line of JSONL, the record of an archive. It takes precedence over what the page says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// An id by which the giver knows the article.
    pub id: Option<String>,
    /// Its URL.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// When it was published, as written there.
    pub published: Option<String>,
    /// Its language, as written there.
    pub language: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
}

/// One article as it came.
#[derive(Debug, Clone)]
pub struct Capture {
    /// From where.
    pub place: Place,
    /// The name by which a person knows it, for messages: the path as typed, the URL.
    pub shown: String,
    /// What the bytes are.
    pub format: Format,
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The character encoding that the transport declared (`charset` of a Content-Type).
    pub declared_charset: Option<String>,
    /// When it was fetched, if it was (from the web now, or by the archive then).
    pub fetched: Option<Timestamp>,
    /// The response headers worth keeping, names in lower case.
    pub headers: Vec<(String, String)>,
    /// What the container says of the article.
    pub given: Given,
}

impl Capture {
    /// The hash (SHA-256, hex) of the bytes and of what the container says: two captures with one
    /// hash at one place are the same capture.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(&self.bytes);
        if self.given != Given::default() {
            hasher.update(serde_json::to_vec(&self.given).unwrap_or_default());
        }
        hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}
