//! Trees as training takes them.

use std::path::Path;

use avviso_syntax::conllu::{self, Column};

use crate::{Error, Result};

/// A word with everything that is to be learned.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) form: String,
    pub(super) lemma: String,
    pub(super) upos: String,
    pub(super) xpos: String,
    pub(super) feats: String,
    pub(super) head: usize,
    pub(super) deprel: String,
}

/// A sentence that is one tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
}

impl Sentence {
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.form.as_str())
    }
}

/// Reads a treebank; a sentence that is no tree is an error with its line.
pub(super) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let origin = path.display().to_string();
    let sentences = conllu::read(path)?;
    if sentences.is_empty() {
        return Err(Error::new(path, "holds no sentence"));
    }
    sentences.iter().map(|sentence| of(sentence, &origin)).collect()
}

fn of(sentence: &conllu::Sentence, origin: &str) -> Result<Sentence> {
    sentence.check_tree(origin)?;
    let word = |line: &conllu::Line| {
        let get = |column| line.get(column).to_owned();
        Word {
            form: get(Column::Form),
            lemma: get(Column::Lemma),
            upos: get(Column::Upos),
            xpos: get(Column::Xpos),
            feats: get(Column::Feats),
            head: line.head().unwrap_or(0),
            deprel: get(Column::Deprel),
        }
    };
    Ok(Sentence { words: sentence.words().map(word).collect() })
}
