//! What is known of somebody or something from its mentions so far.

use super::described::description;
use super::pairs::Seen;
use super::{Candidate, Class, Form};
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// What is left of an entity's salience a sentence later.
const FADES: f32 = 0.7;
/// What a mention as a subject adds to salience; others add one.
const SUBJECT: f32 = 2.0;
/// What a mention within a quotation adds.
const QUOTED: f32 = 0.3;
/// A given name or a title tells more than so many pronouns.
const SURE: usize = 20;

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
    /// The last mention.
    pub(crate) last: Seen,
    /// The last mention outside of quotations, if there is one.
    pub(crate) outside: Option<Seen>,
}

impl Entity {
    /// One that a mention is the first of; [`take`](Self::take) adds it.
    pub(crate) fn new(first: &Seen) -> Self {
        Self {
            name: String::new(),
            class: first.class,
            mentions: Vec::new(),
            names: Vec::new(),
            roles: Vec::new(),
            seen: Vec::new(),
            plural: first.plural,
            reports: 0,
            subject_in: None,
            genders: Vec::new(),
            person: f32::NEG_INFINITY,
            salient: 0.0,
            last: first.clone(),
            outside: None,
        }
    }
    /// Whether a name is known.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a name of it has several words, of which the last one, in small letters, fits.
    pub(crate) fn ends_with(&self, fits: impl Fn(&str) -> bool) -> bool {
        let last =
            |name: &Vec<String>| name.last().filter(|_| name.len() > 1).map(|last| last.to_lowercase());
        self.names.iter().filter_map(last).any(|last| fits(&last))
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
    pub(crate) fn salience(&self, sentence: usize) -> f32 {
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

impl Entity {
    /// Adds what a mention tells.
    pub(crate) fn take(
        &mut self,
        words: &Words<'_>,
        candidate: &Candidate,
        (seen, name): (Seen, Option<Vec<String>>),
        lexicon: &Lexicon,
    ) {
        if candidate.form == Form::Name {
            if seen.class == Class::Person {
                let given = name.iter().flatten().next().map(|part| part.to_lowercase());
                self.vote(given.and_then(|given| lexicon.value("given-name", &given)), SURE);
            }
            if self.names.is_empty() || self.class != Class::Person && seen.class == Class::Person {
                self.class = seen.class;
            }
        }
        self.take_roles(words, candidate, (&seen, name.as_deref()), lexicon);
        self.vote(seen.gender.clone(), if candidate.form == Form::Pronoun { 1 } else { SURE });
        self.reports += usize::from(seen.reports());
        self.person = self.person.max(seen.person);
        let weight = match (seen.is_quoted(), seen.is_subject()) {
            (true, _) => QUOTED,
            (false, true) => SUBJECT,
            (false, false) => 1.0,
        };
        self.salient = self.salience(seen.sentence) + weight;
        if seen.is_subject() {
            self.subject_in = Some(seen.sentence);
        }
        self.take_name(words, candidate, name, lexicon);
        if !seen.is_quoted() {
            self.outside = Some(seen.clone());
        }
        self.last = seen;
    }

    /// Adds the nouns that a mention says it is.
    fn take_roles(
        &mut self,
        words: &Words<'_>,
        candidate: &Candidate,
        (seen, name): (&Seen, Option<&[String]>),
        lexicon: &Lexicon,
    ) {
        let lower = |word: usize| words.form(word).to_lowercase();
        match candidate.form {
            Form::Name => {
                // “Mayor Ida Lund-Moe”, where the tree has the names below the title.
                let head = lower(candidate.head);
                let named = name.into_iter().flatten().any(|part| part.to_lowercase() == head);
                let role = |word: &str| lexicon.is("title", word) || lexicon.is("person", word);
                if !named && name.is_some() && role(&head) {
                    self.roles.push(head);
                }
                // “Prime Minister Ida Lund”, “harbour master Ida Lund”.
                for word in candidate.words.clone().filter(|word| *word != candidate.head) {
                    let below = words.node(word).is_some_and(|node| node.head == Some(candidate.head));
                    let title = lexicon.is("title", &lower(word));
                    let noun = words.node(word).is_some_and(|node| node.upos == "NOUN");
                    // “the critic Ida Lund”, whatever the tree takes him for.
                    let person = word < candidate.head && lexicon.is("person", &lower(word));
                    if title || below && noun || person {
                        self.roles.push(lower(word));
                    }
                }
            }
            Form::Noun => {
                self.roles.push(seen.word.clone());
                let others = candidate.words.clone().filter(|word| *word != candidate.head);
                self.seen
                    .extend(others.map(|word| {
                        words.node(word).map_or(String::new(), |node| node.lemma.to_lowercase())
                    }));
            }
            Form::Pronoun => {}
        }
        // “Ida Lund, 41”
        if candidate.form == Form::Name {
            let behind = candidate.head + 1..candidate.words.end + 2;
            let number = |word: &usize| {
                let comma = words.node(word - 1).is_some() && words.form(word - 1) == ",";
                comma && words.node(*word).is_some_and(|node| node.upos == "NUM")
            };
            self.roles.extend(behind.clone().find(number).map(lower));
        }
        // “Ida Lund is the minister”, “the minister, Ida Lund”: what it is said to be.
        if let Some(node) = words.node(candidate.head)
            && let Some(above) = node.head.and_then(|above| words.node(above))
            && universal(node.deprel) == "nsubj"
            && above.upos == "NOUN"
        {
            self.roles.push(above.lemma.to_lowercase());
        }
    }

    /// Takes a new name, or else a fuller description while there is none.
    fn take_name(
        &mut self,
        words: &Words<'_>,
        candidate: &Candidate,
        name: Option<Vec<String>>,
        lexicon: &Lexicon,
    ) {
        if let Some(name) = name.filter(|name| !self.names.contains(name)) {
            let longest = self.names.iter().map(Vec::len).max().unwrap_or(0);
            if name.len() > longest {
                self.name = name.join(" ");
            }
            // “Liu” after “Liu Wenqing”, “Karel” after “Karel Lund”
            let alone = |first: &&String| {
                let lower = first.to_lowercase();
                ["family-first", "given-name"].iter().any(|kind| lexicon.is(kind, &lower))
            };
            let first = name.first().filter(alone).filter(|_| self.class == Class::Person && name.len() > 1);
            let first = first.map(|first| vec![first.clone()]);
            self.names.push(name);
            self.names.extend(first.filter(|first| !self.names.contains(first)));
        } else if self.names.is_empty() && candidate.form == Form::Noun && !self.name.contains(' ') {
            // A headline's “union” is described more fully later.
            let described = description(words, candidate.words.clone(), lexicon);
            let (long, short) = (described.to_lowercase(), self.name.to_lowercase());
            let fuller = long.ends_with(&format!(" {short}")) || long.starts_with(&format!("{short} "));
            if self.name.is_empty() || fuller {
                self.name = described;
            }
        }
    }
}
