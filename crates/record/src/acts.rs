//! What a speaker does by a cue, by the table `acts.tsv` of a language.

use std::collections::HashMap;

use avviso_tables::{Result, Tables};

use crate::lexicon::named;
use crate::{Act, Certainty, Polarity};

/// What is done by a cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    pub(crate) act: Act,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) polarity: Option<Polarity>,
}

impl Default for Deed {
    fn default() -> Self {
        Self { act: Act::Say, certainty: None, polarity: None }
    }
}

/// The rows by the first of their words.
#[derive(Debug, Default)]
pub(crate) struct Acts(HashMap<String, Vec<(Vec<String>, Deed)>>);

impl Acts {
    /// The table of a language; empty if it has none.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Self> {
        let mut acts = Self::default();
        let Some(table) = tables.language_table(language, "acts.tsv")? else { return Ok(acts) };
        for row in table.rows() {
            let optional = |column: &str| !row.get(column).is_empty();
            let deed = Deed {
                act: named(row, "act")?,
                certainty: if optional("certainty") { Some(named(row, "certainty")?) } else { None },
                polarity: if optional("polarity") { Some(named(row, "polarity")?) } else { None },
            };
            for form in row.list("lemma") {
                let words: Vec<String> = form.split(' ').map(str::to_owned).collect();
                if let Some(first) = words.first().cloned() {
                    acts.0.entry(first).or_default().push((words, deed));
                }
            }
        }
        Ok(acts)
    }

    /// Whether cues begin with this lemma.
    pub(crate) fn knows(&self, lemma: &str) -> bool {
        self.0.contains_key(lemma)
    }

    /// What is done by a cue of these lemmas. Of the rows that fit the one of most words counts, then the one
    /// that stands first in the cue.
    pub(crate) fn of(&self, lemmas: &[String]) -> Deed {
        let mut best: Option<(usize, Deed)> = None;
        for (place, lemma) in lemmas.iter().enumerate() {
            for (words, deed) in self.0.get(lemma).into_iter().flatten() {
                let mut rest = lemmas[place..].iter();
                let fits = words.iter().all(|word| rest.any(|lemma| lemma == word));
                if fits && best.is_none_or(|(length, _)| words.len() > length) {
                    best = Some((words.len(), *deed));
                }
            }
        }
        best.map_or_else(Deed::default, |(_, deed)| deed)
    }
}
