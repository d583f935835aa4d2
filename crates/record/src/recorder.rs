//! The first stage behind the record: quotations and reporting clauses, by the cue tables of a language.

use std::collections::BTreeMap;

use avviso_syntax::Analysis;
use avviso_tables::{Error, Result, Tables};
use avviso_text::{Language, Segmentation, Text};

use crate::Curve;
use crate::acts::Acts;
use crate::attributed::Tools;
use crate::attribution::{MODEL_FILE, Scratch, Tagger, Words};
use crate::completion::{Completion, Found};
use crate::entity::recorded;
use crate::events::{self, Events, Particles, Trees};
use crate::lexicon::Lexicon;
use crate::mentions::{Entities, Finder};
use crate::paragraph::{Learning, last_quoted, moved, pieces};
use crate::people::{People, Place};
use crate::proper;
use crate::quantities::{self, Quantities};
use crate::reported::{self, Registry, Sentence};
use crate::times::{self, Moments, Times};
use crate::{Record, Statement};

/// What is known about a text besides its characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'c> {
    /// When it was published, ISO 8601.
    pub published: Option<&'c str>,
    /// Who published it.
    pub outlet: Option<&'c str>,
}

/// A text with its sentences and their trees.
#[derive(Debug, Clone, Copy)]
pub struct Parsed<'a> {
    /// The text.
    pub text: &'a Text,
    /// Its sentences and words.
    pub segmentation: &'a Segmentation,
    /// The trees of the sentences, as far as their languages have a parser.
    pub analysis: &'a Analysis,
}

impl<'a> Parsed<'a> {
    /// The paragraphs in a language, each with its place and its words in their trees.
    fn paragraphs(self, language: Language) -> impl Iterator<Item = (usize, Words<'a>)> {
        let all = self.text.paragraphs.iter().enumerate();
        let ours = all.filter(move |(_, paragraph)| paragraph.language == Some(language));
        ours.filter_map(move |(place, paragraph)| {
            let words = Words::new(&self.text.content, paragraph.span, self.segmentation, self.analysis);
            Some((place, words?))
        })
    }
}

/// Finds statements. Immutable; shared by threads.
#[derive(Debug, Default)]
pub struct Recorder {
    lexicons: BTreeMap<Language, Lexicon>,
    learned: BTreeMap<Language, Learned>,
    /// What finds times and amounts.
    measures: BTreeMap<Language, Measures>,
    /// How often statements of some confidence are right, by language.
    curves: BTreeMap<Language, Curve>,
    events: Events,
}

/// What a language has whose attributions are found by a trained model.
#[derive(Debug)]
struct Learned {
    tagger: Tagger,
    /// Who is who; none where the language has no model for it.
    finder: Option<Finder>,
    acts: Acts,
}

/// What a language has for times and amounts.
#[derive(Debug)]
struct Measures {
    times: Option<Times>,
    quantities: Option<Quantities>,
}

impl Recorder {
    /// Loads the cue tables of all languages that have them.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut recorder = Self { events: Events::load(tables)?, ..Self::default() };
        for code in tables.languages() {
            let (Some(language), Some(lexicon)) = (Language::new(&code), Lexicon::load(tables, &code)?)
            else {
                continue;
            };
            let (times, quantities) = (Times::load(tables, &code)?, Quantities::load(tables, &code)?);
            recorder.measures.insert(language, Measures { times, quantities });
            recorder.lexicons.insert(language, lexicon);
            recorder.curves.insert(language, Curve::load(tables, &code)?);
            if let Some(file) = tables.language_file(&code, MODEL_FILE)? {
                let tagger = Tagger::of_bytes(&file.bytes, &file.path);
                let tagger = tagger.map_err(|error| Error::new(&file.path, error.to_string()))?;
                let acts = Acts::load(tables, &code)?;
                let finder = Finder::load(tables, &code)?;
                recorder.learned.insert(language, Learned { tagger, finder, acts });
            }
        }
        Ok(recorder)
    }

    /// The record of a text: its statements in the order of their paragraphs and sentences.
    ///
    /// Odd text gives few statements, never an error; the time is linear in the text.
    pub fn record(&self, parsed: Parsed<'_>, context: &Context<'_>, scratch: &mut Scratch) -> Record {
        let mut record = Record::default();
        let mut learned = self.learned_statements(parsed, context, (scratch, &mut record));
        learned.append(&mut self.reported_statements(parsed, context, &mut record));
        record.times.sort_by_key(|time| time.span.start);
        quantities::in_order(&mut record.quantities);
        for (place, paragraph) in parsed.text.paragraphs.iter().enumerate() {
            let before = record.statements.len() as u32;
            let curve = paragraph.language.and_then(|language| self.curves.get(&language));
            let found = learned.remove(&place).into_iter().flatten();
            record.statements.extend(found.map(|mut said| {
                said.confidence = curve.map_or(said.confidence, |curve| curve.at(said.confidence));
                moved(said, before)
            }));
        }
        events::settle(&mut record, context.published);
        record
    }

    /// Records the times and amounts of the paragraphs of a language; the times are given back for those who ask
    /// when something was said.
    fn measured<'w, 't: 'w>(
        &self,
        language: Language,
        paragraphs: impl Iterator<Item = &'w Words<'t>>,
        context: &Context<'_>,
        record: &mut Record,
    ) -> Vec<times::Found> {
        let Some(Measures { times, quantities }) = self.measures.get(&language) else { return Vec::new() };
        let mut found = Vec::new();
        let mut paragraphs = paragraphs.peekable();
        let beginning =
            paragraphs.peek().and_then(|words| words.text.get(words.spans.first()?.start as usize..));
        let beginning = beginning.unwrap_or_default();
        let mut course = times.as_ref().map(|times| times.begin(context.published, beginning));
        for words in paragraphs {
            let first = found.len();
            if let (Some(times), Some(course)) = (times, &mut course) {
                times.find(words, course, &mut found);
            }
            if let Some(quantities) = quantities {
                quantities.find(words, &found[first..], &mut record.quantities);
            }
        }
        record.times.extend(found.iter().map(times::Found::time));
        found
    }

    /// The statements of the paragraphs whose language is read in morphemes, by the paragraph's place.
    fn reported_statements(
        &self,
        parsed: Parsed<'_>,
        context: &Context<'_>,
        record: &mut Record,
    ) -> BTreeMap<usize, Vec<Statement>> {
        let mut found = BTreeMap::new();
        let in_morphemes = self.lexicons.iter().filter(|(_, lexicon)| lexicon.has_morphemes());
        for (language, lexicon) in in_morphemes {
            let paragraphs: Vec<(usize, Words<'_>)> = parsed.paragraphs(*language).collect();
            let first = (record.mentions.len(), record.times.len());
            let times = self.measured(*language, paragraphs.iter().map(|(_, words)| words), context, record);
            let moments = Moments::new(&times);
            let mut registry = Registry::default();
            let mut sentences: Vec<Sentence<'_, '_, '_>> =
                paragraphs.iter().map(|(_, words)| Sentence::new(words, lexicon)).collect();
            sentences.iter().for_each(|sentence| registry.note(sentence));
            let ours: Vec<Vec<Statement>> = sentences
                .iter()
                .map(|sentence| reported::statements(sentence, moments, &mut registry))
                .collect();
            registry.rewind();
            let before = record.entities.len() as u32;
            for (sentence, statements) in sentences.iter_mut().zip(&ours) {
                let mentions = reported::mentions(sentence, statements, &mut registry);
                record.mentions.extend(mentions.into_iter().map(|mut mention| {
                    mention.entity += before;
                    mention
                }));
            }
            record.entities.extend(registry.into_entities());
            if let Some(finding) = self.events.of(*language) {
                for sentence in &sentences {
                    let known = events::Known::since(first, record);
                    let grammar = Particles::new(sentence, finding.frames, known.mentions);
                    record.events.extend(finding.events(sentence.words, &grammar, known));
                }
            }
            for ((place, _), mut statements) in paragraphs.iter().zip(ours) {
                for party in
                    statements.iter_mut().flat_map(|said| said.speaker.iter_mut().chain(&mut said.addressee))
                {
                    party.entity = party.entity.map(|entity| entity + before);
                }
                found.insert(*place, statements);
            }
        }
        found
    }

    /// The statements of the paragraphs whose language has a model, by the paragraph's place; parents are
    /// counted within it.
    fn learned_statements(
        &self,
        parsed: Parsed<'_>,
        context: &Context<'_>,
        (scratch, record): (&mut Scratch, &mut Record),
    ) -> BTreeMap<usize, Vec<Statement>> {
        let mut found: BTreeMap<usize, Vec<Statement>> = BTreeMap::new();
        for (language, learned) in &self.learned {
            let Some(lexicon) = self.lexicons.get(language) else { continue };
            let (mut places, mut paragraphs) = (Vec::new(), Vec::new());
            for (place, words) in parsed.paragraphs(*language) {
                for part in pieces(words) {
                    places.push(place);
                    paragraphs.push(part);
                }
            }
            proper::mend(&mut paragraphs, lexicon);
            let first = (record.mentions.len(), record.times.len());
            let times = self.measured(*language, paragraphs.iter(), context, record);
            let tools = Tools { lexicon, acts: &learned.acts, moments: Moments::new(&times) };
            let finder = learned.finder.as_ref();
            let entities = finder.map_or_else(Entities::default, |finder| finder.find(&paragraphs, None));
            let recorded = recorded(&entities, &paragraphs, record.entities.len() as u32);
            let mut people = People::new(&entities);
            let attributions = learned.tagger.attributions(&paragraphs, scratch);
            // The paragraph read last, and the one that holds the statement whose quotation may go on.
            let mut last: Option<(usize, usize)> = None;
            let mut asked: Option<(usize, usize)> = None;
            for (number, (words, (spans, linked))) in paragraphs.iter().zip(&attributions).enumerate() {
                let place = &places[number];
                let at = Place { paragraph: number, offset: 0 };
                let paragraph = Learning { tagger: &learned.tagger, words, tools, scratch, at };
                let found_here = Found { spans: spans.clone(), linked: linked.clone() };
                let completion = Completion { words, tools, found: found_here };
                let complete = completion.of_paragraph(at, &entities);
                let (mut statements, continued) = paragraph.statements(&complete, &mut people);
                // A question in a line of a transcript is put to whoever has the next line.
                let line = statements.first_mut().filter(|said| said.cue.is_none() && said.source.is_some());
                let question = line.as_ref().is_some_and(|said| {
                    said.content.last().is_some_and(|piece| piece.of(&parsed.text.content).ends_with('?'))
                });
                if let Some(line) = line {
                    let before = asked.and_then(|(place, at)| {
                        found.get_mut(&place)?.get_mut(at).filter(|_| place + 1 == places[number])
                    });
                    match before {
                        _ if question => line.act = crate::Act::Ask,
                        Some(before) => {
                            let before: &mut Statement = before;
                            line.act = crate::Act::Answer;
                            before.addressee.clone_from(&line.speaker);
                        }
                        None => {}
                    }
                }
                asked = question.then(|| (*place, found.get(place).map_or(0, Vec::len)));
                let holder = last.filter(|(near, _)| near + 1 >= *place).map(|(_, holder)| holder);
                last = match (statements.is_empty(), holder) {
                    (false, _) => Some((*place, *place)),
                    (true, Some(holder)) if !continued.is_empty() => Some((*place, holder)),
                    _ => None,
                };
                let open = holder.and_then(|holder| found.get_mut(&holder));
                if let Some(open) = open.and_then(|statements: &mut Vec<Statement>| last_quoted(statements)) {
                    open.content.extend(continued);
                }
                let all = found.entry(*place).or_default();
                let before = all.len() as u32;
                all.extend(statements.into_iter().map(|said| moved(said, before)));
            }
            for said in found.values_mut().flatten() {
                for party in said.speaker.iter_mut().chain(&mut said.addressee) {
                    party.entity = party.entity.and_then(|entity| recorded.number(entity));
                }
            }
            record.mentions.extend(recorded.mentions);
            record.entities.extend(recorded.entities);
            if let Some(finding) = self.events.of(*language) {
                for words in &paragraphs {
                    let known = events::Known::since(first, record);
                    record.events.extend(finding.events(
                        words,
                        &Trees::new(words, lexicon, finding.frames),
                        known,
                    ));
                }
            }
        }
        found
    }
}
