//! What a model says about itself.

use std::fmt;

/// The card in a model's header: what it is for, what it was made of, what it reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    lines: Vec<(String, String)>,
}

impl Card {
    /// Adds a line. Line ends in the value become blanks.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.lines.push((key.to_owned(), value.replace(['\n', '\r'], " ")));
        self
    }

    /// The first value of a key: `language`, `data`, `figures`, `date`, `command`.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.lines.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// All values of a key.
    pub fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The lines in order.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|(key, value)| writeln!(f, "{key}: {value}"))
    }
}
