//! The trees of a whole text.

use std::collections::BTreeMap;

use avviso_tables::Tables;
use avviso_text::segmentation::Segmentation;
use avviso_text::{Language, Text};

use crate::{MODEL_FILE, Parse, Parser, Result, Workspace};

/// The parsers of all languages that have one. One serves all threads, each with an [`Analysis`] of its own.
#[derive(Debug, Default)]
pub struct Parsers(BTreeMap<Language, Parser>);

/// The trees of one text, in memory that the next one uses again.
#[derive(Debug, Default)]
pub struct Analysis {
    workspaces: BTreeMap<Language, Workspace>,
    /// For each sentence the language and the place within its workspace.
    places: Vec<Option<(Language, usize)>>,
}

impl Parsers {
    /// Loads the built-in parsers, or those of a folder laid over them.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut parsers = BTreeMap::new();
        for code in tables.languages() {
            let Some(language) = Language::new(&code) else { continue };
            let file = tables.language_file(&code, MODEL_FILE);
            if file.map_err(|error| crate::Error::new(error.to_string()))?.is_some() {
                parsers.insert(language, Parser::load(tables, language)?);
            }
        }
        Ok(Self(parsers))
    }

    /// The parser of a language.
    pub fn get(&self, language: Language) -> Option<&Parser> {
        self.0.get(&language)
    }

    /// Parses all sentences of a text whose paragraphs have a language with a parser.
    pub fn analyse(&self, text: &Text, segmentation: &Segmentation, analysis: &mut Analysis) {
        analysis.places.clear();
        let mut sentences: BTreeMap<Language, Vec<Vec<&str>>> = BTreeMap::new();
        let mut paragraphs = text.paragraphs.iter().peekable();
        for sentence in &segmentation.sentences {
            while paragraphs.next_if(|paragraph| paragraph.span.end <= sentence.span.start).is_some() {}
            let language = paragraphs.peek().and_then(|paragraph| paragraph.language);
            let language = language.filter(|language| self.0.contains_key(language));
            analysis.places.push(language.map(|language| {
                let list = sentences.entry(language).or_default();
                let words = segmentation.words_of(sentence).iter();
                list.push(words.map(|word| word.span.of(&text.content)).collect());
                (language, list.len() - 1)
            }));
        }
        for (language, sentences) in &sentences {
            if let Some(parser) = self.0.get(language) {
                parser.parse(sentences, analysis.workspaces.entry(*language).or_default());
            }
        }
    }
}

impl Analysis {
    /// The tree of a sentence by its place in the segmentation, if its language has a parser.
    pub fn parse(&self, sentence: usize) -> Option<&Parse> {
        let (language, place) = (*self.places.get(sentence)?)?;
        self.workspaces.get(&language)?.parses().get(place)
    }

    /// What the parser's network made of the words of a sentence; see [`Workspace::states`].
    pub fn states(&self, sentence: usize) -> &[f32] {
        let place = self.places.get(sentence).copied().flatten();
        let found = place.and_then(|(language, place)| Some(self.workspaces.get(&language)?.states(place)));
        found.unwrap_or_default()
    }
}
