//! Who speaks: the fullest name that the text gives, never a pronoun.

use std::collections::HashMap;

use avviso_text::Span;

use crate::Party;
use crate::lexicon::Lexicon;
use crate::passage::Passage;

/// Names met so far in a text, by their last part.
#[derive(Debug, Default)]
pub(crate) struct Names {
    fullest: HashMap<String, String>,
    last: Option<Party>,
}

impl Names {
    /// Takes note of the names in a paragraph: runs of words with capitals.
    pub(crate) fn note(&mut self, passage: &Passage<'_>) {
        let mut run: Vec<&str> = Vec::new();
        for n in 0..=passage.tokens.len() {
            let begins_sentence = passage.sentences.iter().any(|sentence| sentence.start == n);
            if n < passage.tokens.len() && passage.is_capital(n) && !begins_sentence {
                run.push(passage.written(n));
                continue;
            }
            if let [_, .., last] = run.as_slice() {
                let name = run.join(" ");
                let known = self.fullest.entry((*last).to_owned()).or_default();
                if known.is_empty() {
                    *known = name;
                }
            }
            run.clear();
        }
    }

    /// Whoever a source names.
    pub(crate) fn speaker(
        &mut self,
        passage: &Passage<'_>,
        source: Option<Span>,
        lexicon: &Lexicon,
    ) -> Option<Party> {
        let source = source?;
        let words: Vec<&str> = passage
            .tokens
            .iter()
            .filter(|token| source.overlaps(token.span))
            .map(|token| token.lower.as_str())
            .collect();
        let written = source.of(passage.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let pronoun = words.len() == 1
            && (lexicon.is("pronoun", &written.to_lowercase())
                || words.first().is_some_and(|word| lexicon.is("pronoun", word)));
        if pronoun {
            // The one who spoke last goes on; whom else a pronoun may mean is not guessed.
            return self.last.clone();
        }
        let unnamed = self.is_unnamed(&words, &written, lexicon);
        let name = if unnamed { written } else { self.fullest_name(&written) };
        let party = Party { name, entity: None, actor: None, unnamed };
        self.last = Some(party.clone());
        Some(party)
    }

    /// Whoever spoke last.
    pub(crate) fn last(&self) -> Option<Party> {
        self.last.clone()
    }

    fn is_unnamed(&self, words: &[&str], written: &str, lexicon: &Lexicon) -> bool {
        let kept_back = words.iter().any(|word| lexicon.is("unnamed", word))
            || written.split_whitespace().any(|word| lexicon.is("unnamed", word));
        let named = written.split_whitespace().last().is_some_and(|last| self.fullest.contains_key(last));
        kept_back && !named
    }

    /// A source that ends with the last part of a fuller name gives that name.
    fn fullest_name(&self, written: &str) -> String {
        let last = written.split_whitespace().last().unwrap_or_default();
        let last = last.trim_end_matches("'s").trim_end_matches("’s");
        match self.fullest.get(last) {
            Some(full) if full.split(' ').count() > written.split_whitespace().count() => full.clone(),
            _ => written.to_owned(),
        }
    }
}
