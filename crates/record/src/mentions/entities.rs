//! Which mentions stand for the same.

use std::collections::HashMap;

use avviso_tables::{Error, Result, Row, Tables};

use super::described::description;
use super::names::{alike, differ, of_body, of_person, parts};
use super::pairs::{self, Seen, Standing};
use super::{Candidate, Class, Form, Found, MODEL_FILE, Model, candidates, class_features};
use crate::acts::Acts;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// Entities last mentioned longer ago, in sentences, are not what a pronoun stands for.
const FAR: usize = 15;
/// Who was last mentioned longer ago, in sentences, does not simply go on.
const SOON: usize = 4;
/// Shorter words are written small also where the others have capitals, in characters; fewer words with capitals
/// make no headline.
const SHORT: usize = 4;
/// Longer paragraphs are no headlines, in words.
const LONGEST_HEADLINE: usize = 25;
/// How surely a name of a person stands for one, in logits.
const SURELY: f32 = 2.0;
/// What is left of an entity's salience a sentence later.
const FADES: f32 = 0.7;
/// What a mention as a subject adds to salience; others add one.
const SUBJECT: f32 = 2.0;
/// What a mention within a quotation adds.
const QUOTED: f32 = 0.3;
/// A given name or a title tells more than so many pronouns.
const SURE: usize = 20;
/// Entities that are looked at for one mention.
const MOST: usize = 24;

/// Somebody or something that a document mentions.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The fullest name, or else how it is first described; never a pronoun if there is anything else.
    pub name: String,
    /// What kind of thing.
    pub class: Class,
    /// The places of its mentions, in the order of the text.
    pub mentions: Vec<usize>,
    /// Its names in words, each once.
    pub(crate) names: Vec<Vec<String>>,
    /// Nouns for what it is, in small letters.
    pub(crate) roles: Vec<String>,
    /// Other words that stood with it.
    pub(crate) seen: Vec<String>,
    pub(crate) plural: bool,
    /// How often it reported something.
    pub(crate) reports: usize,
    /// The sentence in which it was last a subject.
    pub(crate) subject_in: Option<usize>,
    /// How often words of each gender stood for it.
    genders: Vec<(String, usize)>,
    /// How much more like a person than like anything else the mention looked that did so most, in logits.
    pub(crate) person: f32,
    /// Its mentions, each counted less with every sentence since, as of the last one.
    salient: f32,
    last: Seen,
    /// The last mention outside of quotations, if there is one.
    outside: Option<Seen>,
}

impl Entity {
    /// Whether a name is known.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// How pronouns mostly stand for it; none if two genders are as likely.
    pub(crate) fn gender(&self) -> Option<&String> {
        let (gender, most) = self.genders.iter().max_by_key(|(_, count)| *count)?;
        (self.genders.iter().filter(|(_, count)| count == most).count() == 1).then_some(gender)
    }

    /// Whether it was said that it is this.
    pub(crate) fn is_called(&self, word: &str) -> bool {
        self.roles.iter().any(|role| role == word) || self.has_word(word)
    }

    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.names.iter().flatten().any(|part| part.to_lowercase() == word)
    }

    /// Its mentions before a sentence, each counted less with every sentence since.
    fn salience(&self, sentence: usize) -> f32 {
        self.salient * FADES.powi(sentence.saturating_sub(self.last.sentence).min(99) as i32)
    }

    /// Counts a gender, or each of several that a name may have.
    fn vote(&mut self, genders: Option<String>, weight: usize) {
        for gender in genders.iter().flat_map(|genders| genders.split(' ')) {
            match self.genders.iter_mut().find(|(known, _)| known == gender) {
                Some((_, count)) => *count += weight,
                None => self.genders.push((gender.to_owned(), weight)),
            }
        }
    }
}

/// The mentions and entities of a document.
#[derive(Debug, Default)]
pub struct Entities {
    /// All mentions, in the order of the text.
    pub mentions: Vec<Found>,
    /// The entities in the order of their first mentions.
    pub list: Vec<Entity>,
    by_head: HashMap<(usize, usize), usize>,
}

/// Whoever knows the truth, for training the ranker: says who is meant, and notes among whom one had to choose.
pub struct Teacher<'a> {
    /// The chain of the mention with this head.
    pub chain: &'a dyn Fn(usize, usize) -> Option<u32>,
    /// For each choice the features of those to choose among, and which of them are right.
    pub choices: &'a mut Vec<Vec<(Vec<u32>, bool)>>,
    chains: Vec<Option<u32>>,
}

impl<'a> Teacher<'a> {
    /// A teacher who knows chains.
    pub fn new(
        chain: &'a dyn Fn(usize, usize) -> Option<u32>,
        choices: &'a mut Vec<Vec<(Vec<u32>, bool)>>,
    ) -> Self {
        Self { chain, choices, chains: Vec::new() }
    }
}

/// Finds mentions and entities in one language. Immutable; shared by threads.
#[derive(Debug)]
pub struct Finder {
    lexicon: Lexicon,
    acts: Acts,
    model: Model,
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
        if let Some(names) = tables.language_table(language, "given-names.tsv")? {
            let name = |row: &Row| Ok((row.required("name")?.to_owned(), row.required("gender")?.to_owned()));
            lexicon.add("given-name", names.rows().iter().map(name).collect::<Result<Vec<_>>>()?);
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
        let mut reading = Reading {
            finder: self,
            entities: Entities::default(),
            teacher,
            alone: Vec::new(),
            speaker: None,
            topic: None,
            headline: false,
        };
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
        let capital = |word: usize| words.form(word).chars().next().is_some_and(char::is_uppercase);
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
        // A name before a noun may be part of what the noun says; elsewhere a name stands for something.
        (stands || !matches!(relation, "compound" | "nmod" | "amod" | "dep")).then_some(class)
    }
}

/// A document that is being read.
struct Reading<'a, 't, 'c> {
    finder: &'a Finder,
    entities: Entities,
    teacher: Option<&'t mut Teacher<'c>>,
    /// Memory.
    alone: Vec<u32>,
    /// The one who last reported something outside of quotations.
    speaker: Option<usize>,
    /// The last person who was the subject of a main clause outside of quotations.
    topic: Option<usize>,
    /// Whether a headline is read: it adds nothing to a name.
    headline: bool,
}

impl Reading<'_, '_, '_> {
    fn take(&mut self, words: &Words<'_>, paragraph: usize, candidate: Candidate, seen: Seen) {
        let name = self.name(words, &candidate, seen.class);
        let beside = self.beside(words, paragraph, &candidate);
        let known = match (candidate.form, beside) {
            (_, Some(entity)) => Some(entity),
            // “the engineer, Emil Torvi” is whoever has that name, or somebody new.
            (Form::Noun, _) if let Some(name) = self.name_beside(words, &candidate) => {
                self.named(Class::Person, &name)
            }
            (Form::Name, _) => name.as_ref().and_then(|name| self.named(seen.class, name)),
            (Form::Pronoun, _) if !third(words, candidate.head) => None,
            (Form::Pronoun, _) if let Some(topic) = self.topic(&seen) => Some(topic),
            (Form::Noun, _) if !seen.points_back() => None,
            _ => {
                let ranked = self.ranked(&candidate, &seen, paragraph);
                let holder = || self.holder(&seen).filter(|_| self.teacher.is_none());
                ranked.or_else(holder)
            }
        };
        let place = known.unwrap_or(self.entities.list.len());
        if known.is_none() {
            self.entities.list.push(Entity {
                name: String::new(),
                class: seen.class,
                mentions: Vec::new(),
                names: Vec::new(),
                roles: Vec::new(),
                seen: Vec::new(),
                plural: seen.plural,
                reports: 0,
                subject_in: None,
                genders: Vec::new(),
                person: f32::NEG_INFINITY,
                salient: 0.0,
                last: seen.clone(),
                outside: None,
            });
        }
        if let Some(teacher) = &mut self.teacher {
            let chain = (teacher.chain)(paragraph, candidate.head);
            match known {
                Some(known) => teacher.chains[known] = teacher.chains[known].or(chain),
                None => teacher.chains.push(chain),
            }
        }
        self.note(words, (place, paragraph), candidate, (seen, name));
    }

    /// Adds a mention to its entity.
    fn note(
        &mut self,
        words: &Words<'_>,
        (place, paragraph): (usize, usize),
        candidate: Candidate,
        (seen, name): (Seen, Option<Vec<String>>),
    ) {
        let lexicon = &self.finder.lexicon;
        let number = self.entities.mentions.len();
        let entity = &mut self.entities.list[place];
        let lower = |word: usize| words.form(word).to_lowercase();
        match candidate.form {
            Form::Name => {
                if seen.class == Class::Person {
                    let given = name.iter().flatten().next().map(|part| part.to_lowercase());
                    let voted = given.and_then(|given| lexicon.value("given-name", &given));
                    entity.vote(voted, SURE);
                }
                // “Mayor Ida Lund-Moe”, where the tree has the names below the title.
                let head = lower(candidate.head);
                let named = name.iter().flatten().any(|part| part.to_lowercase() == head);
                if !named && name.is_some() && lexicon.is("title", &head) {
                    entity.roles.push(head);
                }
                // “Prime Minister Ida Lund”, “harbour master Ida Lund”.
                for word in candidate.words.clone().filter(|word| *word != candidate.head) {
                    let below = words.node(word).is_some_and(|node| node.head == Some(candidate.head));
                    let title = lexicon.is("title", &lower(word));
                    let noun = words.node(word).is_some_and(|node| node.upos == "NOUN");
                    if title || below && noun {
                        entity.roles.push(lower(word));
                    }
                }
                if entity.names.is_empty() || entity.class != Class::Person && seen.class == Class::Person {
                    entity.class = seen.class;
                }
            }
            Form::Noun => {
                entity.roles.push(seen.word.clone());
                let others = candidate.words.clone().filter(|word| *word != candidate.head);
                entity
                    .seen
                    .extend(others.map(|word| {
                        words.node(word).map_or(String::new(), |node| node.lemma.to_lowercase())
                    }));
            }
            Form::Pronoun => {}
        }
        // “Ida Lund is the minister”, “the minister, Ida Lund”: what it is said to be.
        if let Some(node) = words.node(candidate.head)
            && let Some(above) = node.head.and_then(|above| words.node(above))
            && universal(node.deprel) == "nsubj"
            && above.upos == "NOUN"
        {
            entity.roles.push(above.lemma.to_lowercase());
        }
        entity.vote(seen.gender.clone(), if candidate.form == Form::Pronoun { 1 } else { SURE });
        entity.reports += usize::from(seen.reports());
        entity.person = entity.person.max(seen.person);
        let weight = match (seen.is_quoted(), seen.is_subject()) {
            (true, _) => QUOTED,
            (false, true) => SUBJECT,
            (false, false) => 1.0,
        };
        entity.salient = entity.salience(seen.sentence) + weight;
        if seen.is_subject() {
            entity.subject_in = Some(seen.sentence);
        }
        if let Some(name) = name.filter(|name| !entity.names.contains(name)) {
            let longest = entity.names.iter().map(Vec::len).max().unwrap_or(0);
            if name.len() > longest {
                entity.name = name.join(" ");
            }
            entity.names.push(name);
        } else if entity.names.is_empty() && candidate.form == Form::Noun && !entity.name.contains(' ') {
            // A headline's “union” is described more fully later.
            let described = description(words, candidate.words.clone(), lexicon);
            let (long, short) = (described.to_lowercase(), entity.name.to_lowercase());
            let fuller = long.ends_with(&format!(" {short}")) || long.starts_with(&format!("{short} "));
            if entity.name.is_empty() || fuller {
                entity.name = described;
            }
        }
        entity.mentions.push(number);
        self.entities.by_head.insert((paragraph, candidate.head), number);
        self.entities.mentions.push(Found {
            paragraph,
            words: candidate.words,
            head: candidate.head,
            form: candidate.form,
            class: seen.class,
            entity: place,
        });
        if !seen.is_quoted() {
            if seen.reports() {
                self.speaker = Some(place);
            }
            if seen.is_main() && seen.class == Class::Person && !seen.plural {
                self.topic = Some(place);
            }
            entity.outside = Some(seen.clone());
        }
        entity.last = seen;
    }

    fn name(&self, words: &Words<'_>, candidate: &Candidate, class: Class) -> Option<Vec<String>> {
        if candidate.form != Form::Name {
            return None;
        }
        let mut name = match class {
            Class::Person => of_person(words, candidate, &self.finder.lexicon),
            _ => of_body(words, candidate, &self.finder.lexicon),
        };
        // “Rival Ida Lund had …”: a sentence's first word has its capital from there, if the rest is a known name.
        let first = words.sentences.iter().any(|sentence| sentence.start == name.start);
        if first && class == Class::Person && name.len() > 2 {
            let rest = parts(words, name.start + 1..name.end);
            if self.entities.list.iter().any(|entity| entity.names.contains(&rest)) {
                name.start += 1;
            }
        }
        (!name.is_empty()).then(|| parts(words, name))
    }

    /// The entity that a mention stands beside, “Ida Lund, the minister”, or is said to be, “Ida Lund is the
    /// minister”; also what is joined to it, “minister and mayor”.
    fn beside(&self, words: &Words<'_>, paragraph: usize, candidate: &Candidate) -> Option<usize> {
        let node = words.node(candidate.head)?;
        let of = |head: usize| {
            self.entities.by_head.get(&(paragraph, head)).map(|place| &self.entities.mentions[*place])
        };
        let sentence = words.sentences.get(words.place(candidate.head).0)?.clone();
        let child = |of: usize, relation: &str| {
            sentence.clone().find(|word| {
                words
                    .node(*word)
                    .is_some_and(|node| node.head == Some(of) && universal(node.deprel) == relation)
            })
        };
        let mention = match universal(node.deprel) {
            "appos" => {
                let near = of(node.head?)?;
                // “a spokesman for the ministry, Pavel Drozd”: a person stands beside the one whom the
                // ministry only describes.
                let above = words.node(node.head?).filter(|above| universal(above.deprel) == "nmod");
                let upper = above.and_then(|above| of(above.head?));
                let person = self.persons(words, candidate);
                let office = |upper: &&Found| {
                    upper.form == Form::Noun || self.finder.lexicon.is("title", &lower_of(words, upper.head))
                };
                match upper.filter(|upper| person && office(upper)) {
                    Some(upper) if near.class != Class::Person && upper.class == Class::Person => upper,
                    _ => near,
                }
            }
            "conj" if candidate.form == Form::Noun && !node.feats.contains("Number=Plur") => {
                let first = node.head?;
                child(first, "cop")?;
                let subject = of(child(first, "nsubj")?)?;
                of(first).filter(|first| first.entity == subject.entity)?
            }
            _ if candidate.form == Form::Noun => {
                child(candidate.head, "cop")?;
                of(child(candidate.head, "nsubj")?)?
            }
            _ => return None,
        };
        let entity = &self.entities.list[mention.entity];
        // Two different names beside each other are two: “Oslo, Norway”.
        let both = candidate.form == Form::Name && mention.form == Form::Name && entity.is_named();
        (!both).then_some(mention.entity)
    }

    /// The name of a person that stands beside a noun, behind a comma.
    fn name_beside(&self, words: &Words<'_>, candidate: &Candidate) -> Option<Vec<String>> {
        let sentence = words.sentences.get(words.place(candidate.head).0)?.clone();
        let head = (candidate.head + 1..sentence.end).find(|word| {
            words.node(*word).is_some_and(|node| {
                node.head == Some(candidate.head) && node.deprel == "appos" && node.upos == "PROPN"
            })
        })?;
        let near = Candidate { words: head..head + 1, head, form: Form::Name, name: head };
        let name = of_person(words, &near, &self.finder.lexicon);
        (name.len() > 1).then(|| parts(words, name))
    }

    /// Whether a candidate is the name of a person, by its given name.
    fn persons(&self, words: &Words<'_>, candidate: &Candidate) -> bool {
        let given =
            |word: usize| self.finder.lexicon.value("given-name", &words.form(word).to_lowercase()).is_some();
        let behind = |word: usize| words.form(word + 1).chars().next().is_some_and(char::is_uppercase);
        candidate.form == Form::Name && candidate.words.clone().any(|word| given(word) && behind(word))
    }

    /// The last entity with a name that is alike.
    fn named(&self, class: Class, name: &[String]) -> Option<usize> {
        let list = &self.entities.list;
        let same = |entity: &Entity| entity.names.iter().any(|known| known == name);
        let found = list.iter().rposition(same);
        let fits = |entity: &Entity| {
            let longest = entity.names.iter().map(Vec::len).max().unwrap_or(0);
            if self.headline && name.len() > longest {
                return false;
            }
            let class = if entity.class == Class::Person { Class::Person } else { class };
            // “Tim Reve” is not the “Reve” who was “Ida Reve” before.
            let another = |known: &Vec<String>| class == Class::Person && differ(known, name);
            entity.names.iter().any(|known| alike(class, known, name)) && !entity.names.iter().any(another)
        };
        found.or_else(|| list.iter().rposition(fits))
    }

    /// “…,” he said: the person who was the subject before goes on, outside of quotations.
    fn topic(&self, seen: &Seen) -> Option<usize> {
        let goes_on = self.teacher.is_none()
            && seen.is_main()
            && !seen.is_quoted()
            && seen.reports()
            && seen.is_beside_quotation();
        let place = self.topic.filter(|_| goes_on)?;
        let (entity, gender) = (&self.entities.list[place], seen.gender.as_ref()?);
        let near = seen.sentence <= entity.last.sentence + SOON;
        (near && entity.gender().is_none_or(|theirs| theirs == gender)).then_some(place)
    }

    /// The named one last mentioned of whom a role is known: “the prime minister” after “Prime Minister Tomas
    /// Reve”.
    fn holder(&self, seen: &Seen) -> Option<usize> {
        let holds = |entity: &Entity| {
            let known = |word: &String| entity.roles.contains(word) || entity.has_word(word);
            entity.is_named() && entity.roles.contains(&seen.word) && seen.modifiers.iter().all(known)
        };
        let list =
            self.entities.list.iter().enumerate().filter(|(_, entity)| seen.is_definite() && holds(entity));
        list.max_by_key(|(_, entity)| entity.mentions.last().copied()).map(|(place, _)| place)
    }

    /// The entity that fits best, if any fits better than none.
    fn ranked(&mut self, candidate: &Candidate, seen: &Seen, paragraph: usize) -> Option<usize> {
        let pronoun = candidate.form == Form::Pronoun;
        let model = &self.finder.model;
        let mut order: Vec<usize> = (0..self.entities.list.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(self.entities.list[*place].mentions.last().copied()));
        let count = self.entities.mentions.len();
        let mut able_ones: Vec<(usize, bool, usize)> = Vec::new();
        let mut known = [false; 2];
        let mut rank = 0;
        let often = |place: &usize| self.entities.list[*place].mentions.len();
        let same_class = |place: &usize| self.entities.list[*place].class == seen.class;
        let most = order.iter().copied().filter(same_class).max_by_key(often);
        for place in order {
            let entity = &self.entities.list[place];
            let Some(last) = entity.mentions.last().copied() else { continue };
            let mention = &self.entities.mentions[last];
            if pronoun && seen.sentence > entity.last.sentence + FAR || able_ones.len() >= MOST {
                break;
            }
            // What a mention is part of is something else.
            let around = mention.paragraph == paragraph
                && mention.words.start <= candidate.head
                && candidate.head < mention.words.end;
            if around || entity.class == Class::Time {
                continue;
            }
            // A thing is no “she”; what only pronouns stand for tells nothing.
            let thing = entity.gender().is_none()
                && (matches!(entity.class, Class::Event | Class::Other)
                    || entity.class != Class::Person && !entity.is_named());
            if pronoun && (thing && seen.gender.is_some() || entity.name.is_empty()) {
                continue;
            }
            let close = entity.roles.contains(&seen.word) || entity.has_word(&seen.word);
            if !pronoun && !close && seen.class != entity.class {
                continue;
            }
            known[0] |= entity.roles.contains(&seen.word);
            known[1] |= entity.has_word(&seen.word);
            let (gender, theirs) = (seen.gender.as_ref(), entity.gender());
            let clash = gender.is_some() && theirs.is_some() && gender != theirs;
            // Nobody is “he” here and “she” there.
            if pronoun && clash {
                continue;
            }
            let able = !clash && entity.class == seen.class && entity.plural == seen.plural;
            able_ones.push((place, able, count - last - 1));
        }
        let saliences: Vec<f32> =
            able_ones.iter().map(|(place, ..)| self.entities.list[*place].salience(seen.sentence)).collect();
        let mut options: Vec<(Option<usize>, Vec<u32>)> = Vec::new();
        for ((place, able, distance), salience) in able_ones.iter().copied().zip(&saliences) {
            let entity = &self.entities.list[place];
            let more =
                able_ones.iter().zip(&saliences).filter(|((_, able, _), other)| *able && *other > salience);
            let standing = Standing {
                distance,
                rank: if able { rank } else { usize::MAX },
                main: most == Some(place),
                salience: *salience,
                behind: more.count(),
                opens: place == 0,
                spoke: self.speaker == Some(place),
                topic: self.topic == Some(place),
            };
            rank += usize::from(able);
            let mut hashes = Vec::new();
            // What is said within a quotation is another text.
            let last = entity.outside.as_ref().filter(|_| !seen.is_quoted()).unwrap_or(&entity.last);
            pairs::features(seen, entity, last, standing, &mut hashes);
            options.push((Some(place), hashes));
        }
        if !pronoun {
            pairs::features_alone(seen, known, &mut self.alone);
            options.push((None, self.alone.clone()));
        }
        if let Some(teacher) = &mut self.teacher {
            let chain = (teacher.chain)(paragraph, candidate.head);
            let right = |place: Option<usize>| {
                chain.is_some() && place.is_some_and(|place| teacher.chains[place] == chain)
            };
            let found = options.iter().find(|(place, _)| right(*place)).and_then(|(place, _)| *place);
            let choice: Vec<(Vec<u32>, bool)> = options
                .iter()
                .map(|(place, hashes)| {
                    (hashes.clone(), if found.is_some() { right(*place) } else { place.is_none() })
                })
                .collect();
            if chain.is_some() && choice.iter().any(|(_, right)| *right) && choice.len() > 1 {
                teacher.choices.push(choice);
            }
            return found;
        }
        let scored = options.into_iter().map(|(place, hashes)| (model.pair(&hashes), place));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).and_then(|(_, place)| place)
    }
}

impl Entities {
    /// The mention whose phrase has this head.
    pub fn of_head(&self, paragraph: usize, head: usize) -> Option<&Found> {
        self.by_head.get(&(paragraph, head)).map(|place| &self.mentions[*place])
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

fn lower_of(words: &Words<'_>, word: usize) -> String {
    words.form(word).to_lowercase()
}

fn third(words: &Words<'_>, head: usize) -> bool {
    words.node(head).is_some_and(|node| node.feats.contains("Person=3"))
}
