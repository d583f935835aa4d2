//! What the network sees of a word: hashed pieces of its form, and of its morphemes.

use crate::signs::plain;

/// A feature and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Of the kind and the text.
    pub hash: u32,
    /// 1, or less for pieces of which a word has many.
    pub weight: f32,
}

/// Which pieces. The numbers are part of the hashes: a change needs a new version of the model.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Form = 1,
    Lower,
    Shape,
    Prefix,
    Suffix = 16,
    Gram = 32,
    Morpheme = 48,
    FirstMorpheme,
    LastMorpheme,
    LastTwo,
    Tags,
    LastTag,
}

/// A hash of text, the same on every machine (FNV-1a, mixed at the end).
#[derive(Debug, Clone, Copy)]
pub struct Hasher(u64);

impl Hasher {
    /// The beginning, different for each kind of feature. This crate has the kinds below 64.
    pub fn of(kind: usize) -> Self {
        Self(0xcbf2_9ce4_8422_2325 ^ (kind as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Goes on with a character.
    #[must_use]
    pub fn char(self, char: char) -> Self {
        Self((self.0 ^ u64::from(u32::from(char))).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// Goes on with a text, its signs in their plain form.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        text.chars().map(plain).fold(self, Self::char)
    }

    /// The feature of what was hashed.
    pub fn feature(self, weight: f32) -> Feature {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        Feature { hash: (mixed >> 32) as u32, weight }
    }
}

/// Longest prefixes and suffixes, in characters.
const AFFIX: usize = 5;

/// Memory for the characters of a word.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    lower: Vec<char>,
}

/// Appends the features of a form.
pub fn of_form(form: &str, scratch: &mut Scratch, out: &mut Vec<Feature>) {
    let lower = &mut scratch.lower;
    lower.clear();
    lower.push('\u{2}');
    lower.extend(form.chars().map(plain).flat_map(char::to_lowercase));
    lower.push('\u{3}');
    let inner = &lower[1..lower.len() - 1];
    out.push(Hasher::of(Kind::Form as usize).text(form).feature(1.0));
    out.push(inner.iter().fold(Hasher::of(Kind::Lower as usize), |hash, char| hash.char(*char)).feature(1.0));
    out.push(shape(form).feature(1.0));
    let mut prefix = Hasher::of(Kind::Prefix as usize);
    for (place, char) in inner.iter().enumerate().take(AFFIX) {
        prefix = prefix.char(*char);
        if place < 4 {
            out.push(prefix.feature(1.0));
        }
    }
    let mut suffix = Hasher::of(Kind::Suffix as usize);
    for char in inner.iter().rev().take(AFFIX) {
        suffix = suffix.char(*char);
        out.push(suffix.feature(1.0));
    }
    let grams = lower.len().saturating_sub(2) + lower.len().saturating_sub(3);
    // So that the pieces of a long word together weigh as much as a feature or two.
    let weight = 1.0 / (grams.max(1) as f32).sqrt();
    for size in [3, 4] {
        for window in lower.windows(size).take(64) {
            let hash =
                window.iter().fold(Hasher::of(Kind::Gram as usize + size), |hash, char| hash.char(*char));
            out.push(hash.feature(weight));
        }
    }
}

/// Runs of capitals, small letters, digits and other characters, each written once or twice.
fn shape(form: &str) -> Hasher {
    let mut hash = Hasher::of(Kind::Shape as usize);
    let (mut last, mut run) = ('\0', 0);
    for char in form.chars().map(plain) {
        let class = if char.is_uppercase() {
            'A'
        } else if char.is_lowercase() {
            'a'
        } else if char.is_numeric() {
            '0'
        } else if char.is_alphabetic() {
            'x'
        } else {
            char
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            hash = hash.char(class);
        }
    }
    hash
}

/// Appends the features of a word's morphemes, each with its tag.
pub fn of_morphemes<'m>(morphemes: impl Iterator<Item = (&'m str, &'m str)>, out: &mut Vec<Feature>) {
    let mut tags = Hasher::of(Kind::Tags as usize);
    let mut first = true;
    let mut last: Option<(&str, &str)> = None;
    let mut two = None;
    for (text, tag) in morphemes {
        let with_tag = |kind: Kind| Hasher::of(kind as usize).text(text).char('\t').text(tag);
        out.push(Hasher::of(Kind::Morpheme as usize).text(text).feature(1.0));
        if first {
            out.push(with_tag(Kind::FirstMorpheme).feature(1.0));
        }
        two = last
            .map(|(text, tag)| Hasher::of(Kind::LastTwo as usize).text(text).char('\t').text(tag).char('\t'));
        two = two.map(|hash: Hasher| hash.text(text).char('\t').text(tag));
        tags = tags.text(tag).char('+');
        last = Some((text, tag));
        first = false;
    }
    if let Some((text, tag)) = last {
        out.push(Hasher::of(Kind::LastMorpheme as usize).text(text).char('\t').text(tag).feature(1.0));
        out.push(Hasher::of(Kind::LastTag as usize).text(tag).feature(1.0));
        out.push(tags.feature(1.0));
    }
    out.extend(two.map(|hash| hash.feature(1.0)));
}
