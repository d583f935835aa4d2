//! Lemmas by form and tags: words that training knows, else the rule of words with the same end.

use std::collections::HashMap;

use crate::file::{Reader, Writer};

/// How a lemma comes from a form: what is taken off its end and what is put there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// Whether the form is put in small letters first.
    pub lower: bool,
    /// How many characters are taken off.
    pub strip: u8,
    /// What is put in their place.
    pub append: String,
}

impl Rule {
    /// The rule that makes a lemma of a form; it leaves the longest common beginning.
    pub fn between(form: &str, lemma: &str) -> Self {
        let of = |form: &str, lower| {
            let common = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
            let strip = form.chars().count() - common;
            Self { lower, strip: strip.min(255) as u8, append: lemma.chars().skip(common).collect() }
        };
        let (plain, lowered) = (of(form, false), of(&form.to_lowercase(), true));
        if lowered.strip < plain.strip { lowered } else { plain }
    }

    fn apply(&self, form: &str, out: &mut String) {
        let start = out.len();
        if self.lower {
            out.extend(form.chars().flat_map(char::to_lowercase));
        } else {
            out.push_str(form);
        }
        for _ in 0..self.strip {
            if out.len() > start {
                out.pop();
            }
        }
        out.push_str(&self.append);
        if out.len() == start {
            out.push_str(form);
        }
    }
}

/// Rules by the hash of what they are for.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    rules: Vec<Rule>,
    places: HashMap<u32, u16>,
}

/// The longest end of a word that a rule is looked up by, in characters.
pub const LONGEST_END: usize = 6;

/// What a rule may be looked up by, the most telling first: the whole form with both tags, with the
/// universal one, then ends of the form with tags, the longest first.
pub fn keys(form: &str, upos: &str, xpos: &str) -> impl Iterator<Item = u32> {
    let hash = |kind: u32, text: &str, tag: &str| Hash::of(kind).text(text).end(tag);
    // Capitals matter to a whole word, not to how its end changes.
    let case =
        u32::from(form.chars().any(char::is_lowercase)) * 2 + u32::from(form.starts_with(char::is_uppercase));
    let end = move |length: usize| {
        let place = form.char_indices().rev().nth(length - 1).map(|(place, _)| place);
        let end = place.and_then(|place| form.get(place..));
        end.map(|end| Hash::of(8 + case).lowercase(end).end(xpos))
    };
    [hash(1, form, xpos), hash(2, form, upos)]
        .into_iter()
        .chain((1..=LONGEST_END).rev().filter_map(end))
        .chain([hash(3 + 16 * (case + 1), "", upos)])
}

/// A hash under way (FNV-1a over bytes).
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn of(kind: u32) -> Self {
        Self(kind.wrapping_mul(0x9e37_79b1) ^ 0x811c_9dc5)
    }

    fn text(self, text: &str) -> Self {
        Self(text.bytes().fold(self.0, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
    }

    fn lowercase(self, text: &str) -> Self {
        let lower = text.chars().flat_map(char::to_lowercase);
        lower.fold(self, |hash, char| hash.text(char.encode_utf8(&mut [0; 4])))
    }

    /// The hash with the tag behind the text.
    fn end(self, tag: &str) -> u32 {
        let Self(hash) = self.text("\0").text(tag);
        (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b)
    }
}

impl Lemmas {
    /// A model of rules by the hashes of [`keys`].
    pub fn new(chosen: impl IntoIterator<Item = (u32, Rule)>) -> Self {
        let mut sorted: Vec<(u32, Rule)> = chosen.into_iter().collect();
        sorted.sort();
        let mut rules: Vec<Rule> = sorted.iter().map(|(_, rule)| rule.clone()).collect();
        rules.sort();
        rules.dedup();
        rules.truncate(usize::from(u16::MAX));
        let place = |rule: &Rule| rules.binary_search(rule).ok().map(|place| place as u16);
        let places = sorted.iter().filter_map(|(key, rule)| Some((*key, place(rule)?))).collect();
        Self { rules, places }
    }

    /// Appends the lemma of a form with these tags.
    pub fn append(&self, form: &str, upos: &str, xpos: &str, out: &mut String) {
        let place = keys(form, upos, xpos).find_map(|key| self.places.get(&key));
        match place.and_then(|place| self.rules.get(*place as usize)) {
            Some(rule) => rule.apply(form, out),
            None => out.push_str(form),
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u32(self.rules.len());
        for rule in &self.rules {
            writer.numbers(&[u32::from(rule.lower), u32::from(rule.strip)]);
            writer.section(rule.append.as_bytes());
        }
        let mut sorted: Vec<(&u32, &u16)> = self.places.iter().collect();
        sorted.sort();
        writer.u32(sorted.len());
        writer.numbers(&sorted.iter().map(|(key, _)| **key).collect::<Vec<_>>());
        writer.numbers(&sorted.iter().map(|(_, rule)| u32::from(**rule)).collect::<Vec<_>>());
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut rules = Vec::new();
        for _ in 0..reader.count()? {
            let [lower, strip] = reader.numbers(2)?.try_into().ok()?;
            rules.push(Rule { lower: lower != 0, strip: strip as u8, append: reader.text()? });
        }
        let count = reader.count()?;
        let keys = reader.numbers(count)?;
        let places = reader.numbers(count)?;
        let fits = places.iter().all(|place| (*place as usize) < rules.len());
        let places = keys.into_iter().zip(places.into_iter().map(|place| place as u16)).collect();
        fits.then_some(Self { rules, places })
    }
}
