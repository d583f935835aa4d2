//! The words, numbers and rules of a language for phrases of one kind.

use std::ops::RangeInclusive;

use avviso_tables::{Result, Table};

use super::Class;
use super::forms::Forms;
use super::grammar::{Grammar, Parts, add_part};
use super::numbers::Numbers;
use super::places::{ends_word, skip_blank, words_before};

/// The class of any number, and that of the word for one by itself, which is often no number.
const NUMBER: &str = "number";
const ONE: &str = "one";

/// Kinds of numbers in digits that nothing divides, which rules name as they name classes of words: how many digits
/// they have, which number, and what it is a multiple of.
pub(super) const KINDS: [(&str, RangeInclusive<usize>, RangeInclusive<u16>, u16); 9] = [
    ("year-number", 4..=4, 1000..=2199, 1),
    ("month-number", 1..=2, 1..=12, 1),
    ("day-number", 1..=2, 1..=31, 1),
    ("hour-number", 1..=2, 0..=24, 1),
    ("minute-number", 1..=2, 0..=59, 1),
    ("quarter-number", 1..=1, 1..=4, 1),
    ("century-number", 1..=2, 1..=30, 1),
    ("decade-number", 4..=4, 1000..=2190, 10),
    ("short-decade-number", 2..=2, 0..=90, 10),
];

/// The class of a noun phrase without determiner and number, as the tree has it.
const NOUN: &str = "NOUN";

/// The words, numbers and rules by which phrases of a kind are found.
#[derive(Debug)]
pub(crate) struct Lexis {
    names: Vec<String>,
    pub(crate) forms: Forms,
    pub(crate) grammar: Grammar,
    pub(crate) numbers: Numbers,
    parts: Parts,
    /// Whether a phrase may begin with a class.
    opens: Vec<bool>,
    pub(super) number: Class,
    pub(super) one: Class,
    /// The class of the first of the kinds of numbers.
    pub(super) kinds: Class,
    pub(super) particle: Class,
    pub(super) noun: Class,
    /// Words that are no things: units, and nouns like “time”.
    pub(super) not_nouns: [Class; 3],
}

impl Lexis {
    /// Without any words and rules, but for the numbers and particles of a language.
    pub(crate) fn new(numbers: &Table) -> Result<Self> {
        let mut lexis = Self {
            names: Vec::new(),
            forms: Forms::default(),
            grammar: Grammar::default(),
            numbers: Numbers::load(numbers)?,
            parts: Parts::default(),
            opens: Vec::new(),
            number: 0,
            one: 0,
            kinds: 0,
            particle: 0,
            noun: 0,
            not_nouns: [0; 3],
        };
        (lexis.number, lexis.one) = (lexis.intern(NUMBER), lexis.intern(ONE));
        lexis.kinds = lexis.names.len() as Class;
        lexis.names.extend(KINDS.iter().map(|(name, ..)| (*name).to_owned()));
        lexis.particle = lexis.intern("particle");
        lexis.noun = lexis.intern(NOUN);
        lexis.not_nouns = ["not-counted", "unit", "money-behind"].map(|name| lexis.intern(name));
        for row in numbers.rows().iter().filter(|row| row.get("kind") == "particle") {
            row.list("form").for_each(|form| lexis.forms.add(form, (lexis.particle, 0.0), false));
        }
        Ok(lexis)
    }

    /// The class of a name, which is a new one if no row had it.
    pub(crate) fn intern(&mut self, name: &str) -> Class {
        self.class(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() as Class - 1
        })
    }

    /// The class of a name.
    pub(crate) fn class(&self, name: &str) -> Option<Class> {
        self.names.iter().position(|known| known == name).map(|place| place as Class)
    }

    /// All names of classes, each at the place of its class.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds the words of a table, then its rules. `value` reads what stands in the column of that name.
    pub(crate) fn take(
        &mut self,
        table: &Table,
        mut value: impl FnMut(&str, &str) -> Option<f64>,
    ) -> Result<()> {
        let is_rule = |kind: &str| kind == "rule" || kind == "phrase";
        for row in table.rows().iter().filter(|row| !is_rule(row.get("kind"))) {
            let kind = row.required("kind")?;
            let (name, exact) = kind.strip_suffix('!').map_or((kind, false), |name| (name, true));
            let class = self.intern(name);
            let value = value(name, row.get("value"))
                .ok_or_else(|| row.error(format!("“{}” is no value of a {name}", row.get("value"))))?;
            row.list("form").for_each(|form| self.forms.add(form, (class, value), exact));
        }
        for row in table.rows() {
            match row.get("kind") {
                "phrase" => add_part(row, row.required("value")?, &mut self.parts, &self.names)?,
                "rule" => self.grammar.add(row, &self.parts, &self.names)?,
                _ => {}
            }
        }
        let names = 0..self.names.len() as Class;
        self.opens = names.map(|class| self.grammar.next(0, class).is_some()).collect();
        Ok(())
    }

    /// Whether the text goes on, at `end`, with nothing that belongs to the word before: its end, or particles.
    pub(crate) fn closes(&self, text: &str, end: usize) -> bool {
        let alphanumeric = |char: char| char.is_alphanumeric();
        if !text[end..].starts_with(alphanumeric) || !text[..end].ends_with(alphanumeric) {
            return true;
        }
        self.particles(text, end, 0).is_some()
    }

    /// The end of the particles at `at`, if nothing else is written together with them.
    pub(crate) fn particles(&self, text: &str, at: usize, depth: usize) -> Option<usize> {
        if !text[at..].starts_with(char::is_alphanumeric) {
            return Some(at);
        }
        let mut found = None;
        if depth < MOST_PARTICLES {
            self.forms.each(text, at, |meaning, end| {
                if found.is_none() && meaning.class == self.particle {
                    found = self.particles(text, end, depth + 1);
                }
            });
        }
        found
    }

    /// Whether the words of the language are written together with particles.
    pub(crate) fn has_particles(&self) -> bool {
        self.forms.has(self.particle)
    }

    /// Whether a phrase may begin with a word of a class.
    pub(crate) fn opens(&self, class: Class) -> bool {
        self.opens.get(class as usize) == Some(&true)
    }

    /// Whether a phrase may begin at `at`: a quick look before a long one.
    pub(super) fn may_open(&self, text: &str, at: usize) -> bool {
        let mut found = self.numbers.begins(text, at);
        if !found {
            self.forms.each(text, at, |meaning, _| found |= self.opens(meaning.class));
        }
        found
    }

    /// Whether a form of a class stands directly before `at`.
    pub(crate) fn is_before(&self, text: &str, at: usize, class: Class) -> bool {
        words_before(text, at).any(|(start, end)| {
            let mut found = false;
            self.forms.each(text, start, |meaning, to| found |= meaning.class == class && to == end);
            found
        })
    }

    /// Whether a word that begins with a form of a class follows at `end`, as [`Self::behind`].
    pub(crate) fn begins_behind(&self, text: &str, end: usize, class: Class) -> bool {
        let past = self.particles(text, end, 0).unwrap_or(end);
        [skip_blank(text, end), skip_blank(text, past)]
            .into_iter()
            .any(|at| self.forms.longest(class, text, at).is_some())
    }

    /// The end of a form of a class that follows at `end`, directly, behind a blank, or behind particles.
    pub(crate) fn behind(&self, text: &str, end: usize, class: Class) -> Option<usize> {
        let past = self.particles(text, end, 0).unwrap_or(end);
        [end, skip_blank(text, end), skip_blank(text, past)].into_iter().find_map(|at| {
            let mut found = None;
            self.forms.each(text, at, |meaning, to| {
                if meaning.class == class && ends_word(text, to) && self.closes(text, to) {
                    found = Some(to);
                }
            });
            found
        })
    }
}

/// More particles do not stand together.
const MOST_PARTICLES: usize = 4;
