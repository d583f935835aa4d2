//! Treebanks as far as words and sentences need them.

use std::path::Path;

use avviso_syntax::conllu::{self, Column, Id};

use crate::Result;

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
    let sentences = conllu::read(path)?;
    Ok(sentences.iter().filter(|sentence| !sentence.lines.is_empty()).map(of).collect())
}

fn of(sentence: &conllu::Sentence) -> Sentence {
    let mut tokens: Vec<Token> = Vec::new();
    // The number of the last word of the multiword token that is being read.
    let mut covered = 0;
    for line in &sentence.lines {
        let form = line.get(Column::Form).to_owned();
        match (line.id, tokens.last_mut()) {
            (Id::Empty(..), _) => {}
            (Id::Range(_, last), _) => {
                covered = last;
                tokens.push(Token { form, space_after: line.space_after(), ..Token::default() });
            }
            (Id::Word(number), Some(token)) if number <= covered => token.words.push(form),
            (Id::Word(_), _) => tokens.push(Token {
                words: vec![form.clone()],
                form,
                upos: line.get(Column::Upos).to_owned(),
                xpos: line.get(Column::Xpos).to_owned(),
                space_after: line.space_after(),
            }),
        }
    }
    Sentence { begins_paragraph: sentence.begins_paragraph(), tokens }
}
