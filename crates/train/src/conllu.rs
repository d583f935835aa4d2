//! CoNLL-U files, as far as words and sentences need them.

use std::path::Path;

use crate::{Error, Result};

/// A sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    /// Whether a paragraph begins with it.
    pub(crate) begins_paragraph: bool,
    pub(crate) tokens: Vec<Token>,
}

/// What stands between blanks or signs: one word, or several.
#[derive(Debug, Clone, Default)]
pub(crate) struct Token {
    pub(crate) form: String,
    /// The forms of its words; of an ordinary token, its own.
    pub(crate) words: Vec<String>,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    pub(crate) space_after: bool,
}

/// Reads a file. A line that is not CoNLL-U is an error with its number.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let content = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    // The number of the last word of the multiword token that is being read.
    let mut range_end = 0;
    for (number, line) in content.lines().enumerate() {
        if line.is_empty() {
            if !sentence.tokens.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            range_end = 0;
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            sentence.begins_paragraph |= comment.starts_with("newpar")
                && !comment.starts_with("newpar_block")
                || comment.starts_with("newdoc");
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, upos, xpos, _, _, _, _, misc] = fields.as_slice() else {
            let said = format!("has {} columns; a line of CoNLL-U has 10", fields.len());
            return Err(Error::at(path, number + 1, said));
        };
        let space_after = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if id.contains('.') {
            continue;
        }
        if let Some((_, end)) = id.split_once('-') {
            range_end =
                end.parse().map_err(|_| Error::at(path, number + 1, "has a damaged range of words"))?;
            sentence.tokens.push(Token { form: form.to_owned(), space_after, ..Token::default() });
            continue;
        }
        let id: usize =
            id.parse().map_err(|_| Error::at(path, number + 1, "does not begin with a number"))?;
        match sentence.tokens.last_mut() {
            Some(token) if id <= range_end => token.words.push(form.to_owned()),
            _ => sentence.tokens.push(Token {
                form: form.to_owned(),
                words: vec![form.to_owned()],
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                space_after,
            }),
        }
    }
    if !sentence.tokens.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}
