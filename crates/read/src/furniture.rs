//! The lines that pages put around an article, by the patterns of `furniture.tsv`.
//!
//! The patterns of every language are tried on every paragraph: each is written in its own script
//! or wording, and Korean pages have English furniture.

use avviso_tables::{Result, Row, Tables};
use regex::{Regex, RegexSet};

/// All patterns, by what they find.
#[derive(Debug)]
pub(crate) struct Furniture {
    lines: RegexSet,
    ends: RegexSet,
    captions: RegexSet,
    prefixes: Vec<Regex>,
    suffixes: Vec<Regex>,
    bylines: Vec<Regex>,
    datelines: Vec<Regex>,
    keywords: Vec<Regex>,
    dates: Vec<Regex>,
    starts: Vec<Regex>,
    names: Vec<(Regex, String)>,
}

/// A paragraph parted at a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parted<'t> {
    /// What the pattern found.
    pub(crate) found: &'t str,
    /// The name in it, if it holds one.
    pub(crate) name: Option<&'t str>,
    /// What is left of the paragraph.
    pub(crate) rest: &'t str,
}

/// What a row may be.
const KINDS: [&str; 10] =
    ["line", "end", "caption", "prefix", "suffix", "byline", "dateline", "keywords", "date", "name"];

impl Furniture {
    /// Reads `furniture.tsv` of every language that has one.
    pub(crate) fn load(tables: &Tables) -> Result<Self> {
        let mut rows: Vec<Row> = Vec::new();
        for code in tables.languages() {
            if let Some(table) = tables.language_table(&code, "furniture.tsv")? {
                rows.extend(table.rows().iter().cloned());
            }
        }
        for row in &rows {
            let kind = row.required("kind")?;
            if !KINDS.contains(&kind) {
                return Err(row.error(format!("“{kind}” is not a kind of furniture")));
            }
        }
        Ok(Self {
            lines: set(&rows, "line")?,
            ends: set(&rows, "end")?,
            captions: set(&rows, "caption")?,
            prefixes: list(&rows, "prefix", |p| format!("^(?:{p})"))?,
            suffixes: list(&rows, "suffix", |p| format!("(?:{p})$"))?,
            bylines: list(&rows, "byline", whole)?,
            datelines: list(&rows, "dateline", |p| format!("^(?:{p})"))?,
            keywords: list(&rows, "keywords", |p| format!("^(?:{p})"))?,
            dates: list(&rows, "date", str::to_owned)?,
            starts: list(&rows, "byline", |p| format!(r"^(?:{p})(?:\s|$)"))?,
            names: {
                let put =
                    rows.iter().filter(|row| row.get("kind") == "name").map(|row| row.get("to").to_owned());
                list(&rows, "name", str::to_owned)?.into_iter().zip(put).collect()
            },
        })
    }

    /// Whether a paragraph is furniture from end to end.
    pub(crate) fn is_line(&self, paragraph: &str) -> bool {
        is_short(paragraph) && self.lines.is_match(paragraph)
    }

    /// Whether a paragraph says that the article is over.
    pub(crate) fn is_end(&self, paragraph: &str) -> bool {
        is_short(paragraph) && self.ends.is_match(paragraph)
    }

    /// Whether a paragraph stands under a picture.
    pub(crate) fn is_caption(&self, paragraph: &str) -> bool {
        is_short(paragraph) && self.captions.is_match(paragraph)
    }

    /// The paragraph without what is printed before and after its sentences, and the name found there.
    pub(crate) fn strip<'t>(&self, paragraph: &'t str) -> (&'t str, Option<&'t str>) {
        let mut rest = paragraph.trim();
        let mut name = None;
        // A paragraph has a handful of layers at most; each pass takes one off either end.
        for _ in 0..4 {
            let before = rest.len();
            for pattern in &self.prefixes {
                if let Some(found) = pattern.captures(rest) {
                    let whole = found.get(0).map_or(0, |whole| whole.end());
                    name = name.or(found.name("name").map(|name| name.as_str()));
                    rest = rest.get(whole..).unwrap_or_default().trim_start();
                }
            }
            for pattern in &self.suffixes {
                if let Some(found) = pattern.captures(rest) {
                    let whole = found.get(0).map_or(rest.len(), |whole| whole.start());
                    name = name.or(found.name("name").map(|name| name.as_str()));
                    rest = rest.get(..whole).unwrap_or_default().trim_end();
                }
            }
            if rest.len() == before {
                break;
            }
        }
        (rest, name)
    }

    /// The writer, when a paragraph is a byline from end to end.
    pub(crate) fn byline<'t>(&self, paragraph: &'t str) -> Option<&'t str> {
        let found = self.bylines.iter().find_map(|pattern| pattern.captures(paragraph))?;
        found.name("name").map(|name| name.as_str().trim())
    }

    /// The dateline at the start of a paragraph.
    pub(crate) fn dateline<'t>(&self, paragraph: &'t str) -> Option<Parted<'t>> {
        part(&self.datelines, paragraph)
    }

    /// The label at the start of a list of keywords.
    pub(crate) fn keywords<'t>(&self, paragraph: &'t str) -> Option<Parted<'t>> {
        part(&self.keywords, paragraph)
    }

    /// The label before the date of publication.
    pub(crate) fn date<'t>(&self, paragraph: &'t str) -> Option<Parted<'t>> {
        part(&self.dates, paragraph)
    }

    /// A writer's name without what stands around it in a byline.
    pub(crate) fn name(&self, byline: &str) -> String {
        let mut name = byline.trim().to_owned();
        for (pattern, to) in &self.names {
            name = pattern.replace_all(&name, to.as_str()).trim().to_owned();
        }
        name
    }

    /// The writer in an element that is marked as a byline, whatever stands after the name.
    pub(crate) fn marked_byline<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = self.starts.iter().find_map(|pattern| pattern.captures(text))?;
        found.name("name").map(|name| name.as_str().trim())
    }
}

/// What is longer is text, whatever it looks like.
const LONGEST: usize = 250;

fn is_short(paragraph: &str) -> bool {
    paragraph.len() <= LONGEST || paragraph.chars().nth(LONGEST).is_none()
}

fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

fn part<'t>(patterns: &[Regex], paragraph: &'t str) -> Option<Parted<'t>> {
    let found = patterns.iter().find_map(|pattern| pattern.captures(paragraph))?;
    let end = found.get(0)?.end();
    Some(Parted {
        found: paragraph.get(..end)?.trim(),
        name: found.name("name").map(|name| name.as_str()),
        rest: paragraph.get(end..)?.trim(),
    })
}

fn set(rows: &[Row], kind: &str) -> Result<RegexSet> {
    let checked = list(rows, kind, whole)?;
    RegexSet::new(checked.iter().map(Regex::as_str))
        .map_err(|error| avviso_tables::Error::new("furniture.tsv", error.to_string()))
}

fn list(rows: &[Row], kind: &str, wrap: impl Fn(&str) -> String) -> Result<Vec<Regex>> {
    let of_kind = rows.iter().filter(|row| row.get("kind") == kind);
    of_kind
        .map(|row| Regex::new(&wrap(row.required("pattern")?)).map_err(|error| row.error(error.to_string())))
        .collect()
}
