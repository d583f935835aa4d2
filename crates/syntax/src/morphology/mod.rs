//! Lemmas: of languages whose words are cut into morphemes, from the words alone; of others, from the
//! form and its tags.

mod classes;
mod cutter;
mod lemmas;
mod morphemes;
mod search;
mod stream;
pub mod weights;

use unicode_normalization::UnicodeNormalization;

use crate::file::{Reader, Writer};
pub use classes::{BOUNDARY, Candidates, Class};
pub use cutter::Cutter;
pub use lemmas::{Lemmas, Rule, keys};
pub use morphemes::Morphemes;
pub use search::{Scratch, search};
pub use stream::{Stream, lexicon_hash, place, transition};

/// How a language's lemmas are found.
#[derive(Debug, Clone)]
pub enum Morphology {
    /// Words are cut into morphemes, each with a tag; the lemma is the morphemes joined by `+`.
    Morphemes(Cutter),
    /// A lemma is looked up by form and tag, or made by the rule of a similar word.
    Lemmas(Lemmas),
}

impl Morphology {
    /// Appends a section of a model's body.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let mut writer = Writer::default();
        match self {
            Self::Morphemes(cutter) => {
                writer.u32(1);
                cutter.write(&mut writer);
            }
            Self::Lemmas(lemmas) => {
                writer.u32(2);
                lemmas.write(&mut writer);
            }
        }
        out.extend(writer.0);
    }

    /// Reads such a section. `None` if it is damaged.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let morphology = match reader.u32()? {
            1 => Self::Morphemes(Cutter::read(&mut reader)?),
            2 => Self::Lemmas(Lemmas::read(&mut reader)?),
            _ => return None,
        };
        reader.0.is_empty().then_some(morphology)
    }

    /// Cuts the words of a sentence into morphemes; leaves none where lemmas are looked up.
    pub fn analyse(&self, words: &[&str], scratch: &mut Scratch, morphemes: &mut Morphemes) {
        morphemes.clear();
        if let Self::Morphemes(cutter) = self {
            cutter.analyse(words, scratch, morphemes);
        }
    }

    /// Appends the lemma of a word with these tags.
    pub fn lemma(&self, form: &str, upos: &str, xpos: &str, out: &mut String) {
        match self {
            Self::Lemmas(lemmas) => lemmas.append(form, upos, xpos, out),
            Self::Morphemes(_) => out.extend(form.nfc()),
        }
    }
}
