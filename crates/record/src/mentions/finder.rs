//! Reads documents for their mentions and entities.

use avviso_tables::{Error, Result, Tables};

use super::candidates::is_sign;
use super::entities::Entities;
use super::names::{of_body, written};
use super::pairs::Seen;
use super::ranking::Teacher;
use super::reading::Reading;
use super::{Candidate, Class, Entity, Form, MODEL_FILE, Model, candidates, class_features};
use crate::acts::Acts;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// Shorter words are written small also where the others have capitals, in characters; fewer words with capitals
/// make no headline.
const SHORT: usize = 4;
/// Longer paragraphs are no headlines, in words.
const LONGEST_HEADLINE: usize = 25;
/// How surely a name of a person stands for one, in logits.
const SURELY: f32 = 2.0;

/// Finds mentions and entities in one language. Immutable; shared by threads.
#[derive(Debug)]
pub struct Finder {
    pub(super) lexicon: Lexicon,
    acts: Acts,
    pub(super) model: Model,
}

impl Finder {
    /// The built-in model and tables of a language, or those of a folder laid over them; `None` if it has no
    /// model.
    pub fn load(tables: &Tables, language: &str) -> Result<Option<Self>> {
        let Some(file) = tables.language_file(language, MODEL_FILE)? else { return Ok(None) };
        let model = Model::read(&file.bytes, &file.path);
        let model = model.map_err(|error| Error::new(&file.path, error.to_string()))?;
        Self::of_model(tables, language, model)
    }

    /// The same with a model that was just trained.
    pub fn of_model(tables: &Tables, language: &str, model: Model) -> Result<Option<Self>> {
        let Some(mut lexicon) = Lexicon::load(tables, language)? else { return Ok(None) };
        if let Some(persons) = tables.world_table("persons.tsv")? {
            let first = persons.rows().iter().filter_map(|row| {
                let family = row.get(&format!("family_{language}"));
                let given = row.get(&format!("name_{language}")).strip_prefix(family)?;
                (!family.is_empty() && given.starts_with(' ')).then(|| (family.to_lowercase(), String::new()))
            });
            lexicon.add("family-first", first.collect::<Vec<_>>());
        }
        Ok(Some(Self { lexicon, acts: Acts::load(tables, language)?, model }))
    }

    /// The same with other weights.
    pub fn set_model(&mut self, model: Model) {
        self.model = model;
    }

    /// What the model says about itself.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Sets `out` to the hashes of what is seen of a candidate.
    pub fn class_features(&self, words: &Words<'_>, candidate: &Candidate, out: &mut Vec<u32>) {
        class_features(words, candidate, &self.lexicon, out);
    }

    /// The mentions and entities of a document, whose paragraphs come in order. A teacher learns from it.
    pub fn find(&self, paragraphs: &[Words<'_>], teacher: Option<&mut Teacher<'_>>) -> Entities {
        let mut reading = Reading::new(self, teacher);
        let mut hashes = Vec::new();
        let begins: Vec<usize> = paragraphs
            .iter()
            .scan(0, |sentences, words| {
                let begin = *sentences;
                *sentences += words.sentences.len();
                Some(begin)
            })
            .collect();
        // Headlines come last: their capitals tell no names from other words.
        let (headlines, body): (Vec<usize>, Vec<usize>) =
            (0..paragraphs.len()).partition(|place| is_headline(&paragraphs[*place]));
        let order =
            body.iter().map(|place| (place, false)).chain(headlines.iter().map(|place| (place, true)));
        for (paragraph, headline) in order {
            let words = &paragraphs[*paragraph];
            let mut first_of = None;
            for candidate in candidates(words) {
                class_features(words, &candidate, &self.lexicon, &mut hashes);
                let Some((class, person)) = self.class(words, &candidate, &hashes) else { continue };
                let mut seen = Seen::new(words, &candidate, class, (&self.lexicon, &self.acts));
                seen.person = person;
                let place = words.place(candidate.head).0;
                seen.paragraph = *paragraph;
                seen.sentence = begins[*paragraph] + place;
                seen.first = first_of != Some(place);
                first_of = Some(place);
                reading.headline = headline && !body.is_empty();
                reading.take(words, *paragraph, candidate, seen);
            }
        }
        reading.entities
    }
}

impl Finder {
    /// The class of a candidate; none if it stands for nothing.
    fn class(&self, words: &Words<'_>, candidate: &Candidate, features: &[u32]) -> Option<(Class, f32)> {
        let (class, stands, person) = self.model.class(features);
        if candidate.form != Form::Name {
            return stands.then_some((class, person));
        }
        let class = self.class_of_name(words, candidate, (class, stands))?;
        Some((class, if class == Class::Person { person.max(SURELY) } else { person }))
    }

    /// Whether a name ends with a noun for bodies: “Bradwell Crown Court”.
    pub(super) fn is_body(&self, entity: &Entity) -> bool {
        entity.ends_with(|last| self.lexicon.is("body", last))
    }

    /// The class of a name, for which the model has a class that may stand for nothing.
    fn class_of_name(
        &self,
        words: &Words<'_>,
        candidate: &Candidate,
        (class, stands): (Class, bool),
    ) -> Option<Class> {
        let lower = |word: usize| words.form(word).to_lowercase();
        // “Agriculture Ministry” is no minister.
        if class == Class::Person && self.lexicon.is("body", &lower(candidate.name)) {
            return Some(Class::Organisation);
        }
        let proper = |word: usize| words.node(word).is_some_and(|node| node.upos == "PROPN");
        if candidate.form == Form::Name && candidate.words.clone().any(|word| is_sign(words, word)) {
            return Some(Class::Organisation);
        }
        let title = |word: usize| self.lexicon.is("title", &lower(word)) && proper(word);
        let flat = |word: usize| {
            let node = words.node(word);
            node.is_some_and(|node| universal(node.deprel) == "flat" && node.head == Some(candidate.name))
        };
        // “Admiral Duarte Pinho”, also where the tree has the title for the first of the names.
        let titled = (candidate.words.start..candidate.name).any(title)
            || title(candidate.name) && flat(candidate.name + 1);
        if titled && !self.lexicon.is("body", &lower(candidate.name)) {
            return Some(Class::Person);
        }
        // Given names tell persons more surely than the model does, unless the name is that of a body.
        let given = |word: usize| self.lexicon.value("given-name", &lower(word)).is_some();
        let capital = |word: usize| words.is_capital(word);
        let relation = words.node(candidate.head).map_or("", |node| universal(node.deprel));
        if relation != "compound"
            && let Some(first) = candidate.words.clone().find(|word| proper(*word) && !title(*word))
            && capital(first + 1)
            && words.place(first).0 == words.place(first + 1).0
            && given(first)
            && !candidate.words.clone().any(|word| self.lexicon.is("body", &lower(word)))
        {
            return Some(Class::Person);
        }
        // The world's places and bodies stand for themselves, and places are no persons, unless a given name says so.
        let name = written(words, of_body(words, candidate, &self.lexicon));
        let place = |name: &str| self.lexicon.is("world-place", name.trim());
        if name.split(',').all(place) || place(words.form(candidate.name)) && name.contains(',') {
            return Some(if class == Class::Person { Class::Place } else { class });
        }
        if self.lexicon.is("world-body", &name) {
            return Some(class);
        }
        // A name before a noun may be part of what the noun says; elsewhere a name stands for something.
        (stands || !matches!(relation, "compound" | "nmod" | "amod" | "dep")).then_some(class)
    }
}

/// Whether a paragraph is written as headlines are: short, without a mark at its end or with capitals to its words.
fn is_headline(words: &Words<'_>) -> bool {
    let last = words.len().checked_sub(1).map_or("", |last| words.form(last));
    let marked = !last.chars().any(char::is_alphanumeric);
    words.len() <= LONGEST_HEADLINE && (!marked || has_capitals(words))
}

/// Whether nearly all longer words begin with a capital.
fn has_capitals(words: &Words<'_>) -> bool {
    let forms = (0..words.len()).map(|word| words.form(word));
    let longer = forms.filter(|form| form.chars().filter(|char| char.is_alphabetic()).count() >= SHORT);
    let (all, small) = longer.fold((0, 0), |(all, small), form| {
        (all + 1, small + usize::from(form.chars().next().is_some_and(char::is_lowercase)))
    });
    all >= SHORT && small * 6 <= all
}
