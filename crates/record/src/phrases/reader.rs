//! The longest phrases of a text.

use std::ops::RangeInclusive;

use avviso_tables::{Result, Table};
use avviso_text::Span;

use super::Class;
use super::forms::{Forms, Meaning};
use super::grammar::{Capture, Conditions, Grammar, Parts, add_part};
use super::numbers::Numbers;
use crate::attribution::Words;

/// The class of any number, and that of the word for one by itself, which is often no number.
const NUMBER: &str = "number";
const ONE: &str = "one";

/// Kinds of numbers in digits that nothing divides, which rules name as they name classes of words: how many digits
/// they have, which number, and what it is a multiple of.
const KINDS: [(&str, RangeInclusive<usize>, RangeInclusive<u16>, u16); 9] = [
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
    number: Class,
    one: Class,
    /// The class of the first of the kinds of numbers.
    kinds: Class,
    particle: Class,
    noun: Class,
    /// Words that are no things: units, and nouns like “time”.
    not_nouns: [Class; 3],
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
    fn may_open(&self, text: &str, at: usize) -> bool {
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

/// A phrase and what it is made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The place of its rule, in the order of the table.
    pub(crate) rule: u16,
    pub(crate) captures: Vec<Capture>,
}

/// Finds phrases in paragraphs; its memory is used again for each.
#[derive(Debug)]
pub(crate) struct Reader<'a, 't> {
    pub(crate) lexis: &'a Lexis,
    pub(crate) words: &'a Words<'t>,
    captures: Vec<Capture>,
    /// What stands at the places of the phrase under way.
    pending: Vec<(Class, f64, usize)>,
    pub(crate) best: Phrase,
}

impl<'a, 't> Reader<'a, 't> {
    pub(crate) fn new(lexis: &'a Lexis, words: &'a Words<'t>) -> Self {
        Self { lexis, words, captures: Vec::new(), pending: Vec::new(), best: Phrase::default() }
    }

    /// The longest phrase that begins at `at`, in [`Self::best`].
    pub(crate) fn phrase(&mut self, at: usize) -> bool {
        if !self.lexis.may_open(self.words.text, at) {
            return false;
        }
        self.captures.clear();
        self.pending.clear();
        self.best = Phrase { start: at, end: at, rule: 0, captures: std::mem::take(&mut self.best.captures) };
        self.walk(0, at);
        self.best.end > at
    }

    fn walk(&mut self, node: u32, end: usize) {
        let text = self.words.text;
        for rule in self.lexis.grammar.ending(node) {
            let better = end > self.best.end || end == self.best.end && *rule < self.best.rule;
            if better && self.lexis.closes(text, end) && self.holds(*rule, end) {
                (self.best.end, self.best.rule) = (end, *rule);
                self.best.captures.clear();
                self.best.captures.extend_from_slice(&self.captures);
            }
        }
        if self.captures.len() >= LONGEST {
            return;
        }
        let at = if node == 0 { end } else { skip_blank(text, end) };
        let first = self.pending.len();
        self.look(node, at);
        for place in first..self.pending.len() {
            let (class, value, to) = self.pending[place];
            if let Some(next) = self.lexis.grammar.next(node, class) {
                let span = Span { start: at as u32, end: to as u32 };
                self.captures.push(Capture { class, value, span });
                self.walk(next, to);
                self.captures.pop();
            }
        }
        self.pending.truncate(first);
    }

    /// What stands at `at`, as far as the rules ask for it.
    fn look(&mut self, node: u32, at: usize) {
        let (lexis, text) = (self.lexis, self.words.text);
        let grammar = &lexis.grammar;
        let pending = &mut self.pending;
        lexis.forms.each(text, at, |Meaning { class, value, .. }, end| {
            if ends_word(text, end) && grammar.next(node, class).is_some() {
                pending.push((class, value, end));
            }
        });
        if begins_number(text, at) {
            let mut add = |class: Class, value: f64, end: usize| {
                if grammar.next(node, class).is_some() {
                    pending.push((class, value, end));
                }
            };
            let digits = lexis.numbers.digits(text, at);
            if let Some(digits) = digits
                && let Some(length) = digits.plain
            {
                for (class, (_, lengths, numbers, of)) in (lexis.kinds..).zip(&KINDS) {
                    let number = digits.value as u16;
                    if lengths.contains(&length) && numbers.contains(&number) && number % of == 0 {
                        add(class, digits.value, digits.end);
                    }
                }
            }
            if let Some(number) = lexis.numbers.read(text, at) {
                add(if number.is_one { lexis.one } else { lexis.number }, number.value, number.end);
                if let Some(digits) = digits.filter(|digits| digits.end < number.end) {
                    add(lexis.number, digits.number(), digits.end);
                }
            }
        }
        if grammar.next(node, lexis.noun).is_some()
            && let Some((end, word)) = self.noun(at)
        {
            self.pending.push((lexis.noun, word as f64, end));
        }
    }

    /// Whether what must hold around a phrase of a rule does so.
    fn holds(&self, rule: u16, end: usize) -> bool {
        let (lexis, text) = (self.lexis, self.words.text);
        let Some(Conditions { after, then, unless }) = lexis.grammar.rules.get(rule as usize) else {
            return false;
        };
        let follows = |class: &Class| {
            if *class == lexis.noun {
                self.noun(skip_blank(text, end)).is_some()
            } else {
                lexis.behind(text, end, *class).is_some()
            }
        };
        (after.is_empty() || after.iter().any(|class| lexis.is_before(text, self.best.start, *class)))
            && (then.is_empty() || then.iter().any(follows))
            && !unless.iter().any(follows)
    }

    /// The word that begins at `at`.
    pub(crate) fn word(&self, at: usize) -> Option<usize> {
        self.words.spans.binary_search_by_key(&(at as u32), |span| span.start).ok()
    }

    /// Whether a word goes on behind a hyphen.
    fn is_joined(&self, word: usize) -> bool {
        let end = |word: usize| self.words.spans.get(word).map(|span| span.end);
        let start = |word: usize| self.words.spans.get(word).map(|span| span.start);
        self.words.form(word + 1) == HYPHEN
            && end(word) == start(word + 1)
            && end(word + 1) == start(word + 2)
    }

    /// The noun phrase at `at`: where it ends, and its noun.
    fn noun(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.word(at)?;
        let none = |word: usize| {
            let Some(span) = self.words.spans.get(word) else { return false };
            let is = |class: Class| {
                let found = self.lexis.forms.longest(class, self.words.text, span.start as usize);
                found.is_some_and(|(_, end)| end >= span.end as usize)
            };
            self.lexis.not_nouns.iter().any(|class| is(*class))
        };
        if none(first) {
            return None;
        }
        let mut found = None;
        for word in first..(first + LONGEST_NOUN).min(self.words.len()) {
            let node = self.words.node(word)?;
            let inside = match node.upos {
                "NOUN" => {
                    found = Some(word);
                    true
                }
                "PROPN" | "ADJ" => true,
                "VERB" => node.deprel.starts_with("amod") || node.deprel == "compound",
                _ => false,
            };
            let next = self.words.node(word + 1);
            // Water-bombers: what a hyphen joins goes on.
            if self.is_joined(word) || word > first && self.is_joined(word - 1) && !inside {
                continue;
            }
            let goes_on = node.upos != "NOUN"
                || node.head.is_some_and(|head| head > word)
                    && next.is_some_and(|next| matches!(next.upos, "NOUN" | "PROPN" | "ADJ"));
            if !inside || !goes_on {
                break;
            }
        }
        let noun = found.filter(|noun| !none(*noun))?;
        Some((self.words.spans.get(noun)?.end as usize, noun))
    }
}

/// Longer phrases are none, in classes.
const LONGEST: usize = 14;

/// Joins the parts of a word.
const HYPHEN: &str = "-";

/// A noun stands at most so many words behind its number.
const LONGEST_NOUN: usize = 5;

/// The first character at or behind `at` that is no blank of the line.
pub(crate) fn skip_blank(text: &str, at: usize) -> usize {
    let blank = |char: char| char.is_whitespace() && char != '\n';
    at + text[at..].len() - text[at..].trim_start_matches(blank).len()
}

/// Whether a word of Latin letters ends at `end`; words of other scripts may go on with particles.
fn ends_word(text: &str, end: usize) -> bool {
    let letter = |char: char| char.is_ascii_alphabetic();
    !(text[..end].ends_with(letter) && text[end..].starts_with(letter))
}

/// Whether a number that begins at `at` is not the rest of something else: F-35, 3-1, 1.5.
fn begins_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(last) = before.next() else { return true };
    if last.is_ascii_alphanumeric() && text[at..].starts_with(|char: char| char.is_ascii_alphanumeric()) {
        return false;
    }
    let joined = matches!(last, '.' | ',' | '·' | '/' | '\'' | '’');
    !(joined && before.next().is_some_and(|char| char.is_ascii_digit()))
}

/// Where the words directly before `at` begin, the nearest first, and where they end: up to four.
pub(crate) fn words_before(text: &str, at: usize) -> impl Iterator<Item = (usize, usize)> {
    let before = text[..at].trim_end_matches(|char: char| char.is_whitespace() && char != '\n');
    let end = before.len();
    let starts = before.char_indices().rev().filter(move |(start, char)| {
        let last = text[..*start].chars().next_back();
        !char.is_alphanumeric() || last.is_none_or(|last| !last.is_alphanumeric())
    });
    starts.take(FARTHEST).map(move |(start, _)| (start, end))
}

/// How many words, signs and blanks a condition looks back.
const FARTHEST: usize = 7;
