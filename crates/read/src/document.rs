//! What a person means by an article.

use avviso_text::{Language, Text};
use serde::{Deserialize, Serialize};

use crate::{Place, Problem};

/// When an article was published: a date, with time and zone as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Published(pub String);

/// Who published an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// The id in `world/outlets.tsv` (`outlet:reuters`), else `host:` and the host.
    pub id: Option<String>,
    /// The name for a person to read.
    pub name: String,
}

/// An article: its canonical text in zones and what is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What identifies it: the canonical URL, else the path, else the given id.
    pub place: Place,
    /// The id that came with it, or the file's name without `.html` and `.gz`.
    pub id: String,
    /// The canonical URL.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// Keywords, as the page gives them.
    pub keywords: Vec<String>,
    /// The language of most of the body; `None` if it is not one that the program reads.
    pub language: Option<Language>,
    /// The canonical text: title, subtitle, byline, dateline, body, captions, keywords.
    pub text: Text,
    /// What was odd, but did not keep it from being read.
    pub problems: Vec<Problem>,
}
