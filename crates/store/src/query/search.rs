//! Documents that hold words, the best first.

use avviso_text::Span;

use super::{current_row, unpack_paragraphs};
use crate::{DocumentRow, Error, ErrorKind, Result, Store, Terms, current};

/// A document that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The document.
    pub document: DocumentRow,
    /// The paragraph that holds most of the words.
    pub best: Span,
    /// The characters of that paragraph.
    pub paragraph: String,
    /// How well it fits: higher is better, comparable within one search only (BM25).
    pub score: f64,
}

impl Store {
    /// The documents whose current readings fit an FTS5 expression over terms, the best first.
    pub fn search(&self, expression: &str, limit: u32) -> Result<Vec<Found>> {
        self.asking(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT d.id, r.id, r.text, r.paragraphs, t.score
                 FROM (SELECT rowid, bm25(document_terms) AS score FROM document_terms WHERE document_terms MATCH ?) t
                 JOIN reading r ON r.id = t.rowid JOIN document d ON d.current = r.id
                 ORDER BY t.score, d.id LIMIT ?",
            )?;
            let words = words(expression);
            let mut rows = statement.query((expression, limit)).map_err(query_error)?;
            let mut found = Vec::new();
            while let Some(row) = rows.next().map_err(query_error)? {
                let text: String = row.get(2)?;
                let paragraphs = unpack_paragraphs(&row.get::<_, String>(3)?)?;
                let best = best(&current::terms(connection, row.get(1)?)?, &words);
                let span = paragraphs.get(best).or(paragraphs.first()).map_or(Span::new(0, 0), |paragraph| paragraph.span);
                found.push(Found {
                    document: current_row(connection, &row.get::<_, String>(0)?)?,
                    best: span,
                    paragraph: span.of(&text).to_owned(),
                    score: -row.get::<_, f64>(4)?,
                });
            }
            Ok(found)
        })
    }
}

/// What SQLite says about an expression that is none.
pub(crate) fn query_error(error: rusqlite::Error) -> Error {
    let message = error.to_string();
    if message.contains("fts5:") || message.contains("no such column") || message.contains("unterminated") {
        return Error::new(ErrorKind::Query, format!("the search can't be understood: {message}"))
            .with_remedy("put each word in quotation marks");
    }
    error.into()
}

/// The words of an expression, without its operators.
fn words(expression: &str) -> Vec<String> {
    expression
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !["AND", "OR", "NOT", "NEAR"].contains(word))
        .map(str::to_lowercase)
        .collect()
}

/// The number of the paragraph with most of the words, the first of equals.
fn best(terms: &Terms, words: &[String]) -> usize {
    let score = |paragraph: &String| {
        let paragraph = paragraph.to_lowercase();
        let own: Vec<&str> = paragraph.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().filter(|word| own.contains(&word.as_str())).count()
    };
    let scores = terms.paragraphs.iter().map(score).enumerate();
    scores.max_by_key(|&(n, score)| (score, std::cmp::Reverse(n))).map_or(0, |(n, _)| n)
}
