//! What a character may contribute to the morphemes of its word.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::morphemes::Morphemes;
use super::search::Scratch;
use crate::places::Places;

/// Divides morphemes within [`Class::append`].
pub const BOUNDARY: char = '\u{1}';

/// What a character contributes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class {
    /// The tag of the morpheme that goes on; none if a morpheme begins with the character.
    pub enter: Option<u16>,
    /// What is taken off the end of the decomposed character.
    pub strip: String,
    /// What comes in its place, decomposed, with [`BOUNDARY`] where a morpheme begins.
    pub append: String,
    /// The tags of the morphemes that begin.
    pub tags: Vec<u16>,
}

impl Class {
    /// The tag of the morpheme that the character ends in.
    pub fn exit(&self) -> u16 {
        self.tags.last().copied().or(self.enter).unwrap_or(0)
    }
}

/// Which classes a character may have.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Names of the tags.
    pub tags: Vec<String>,
    /// All classes.
    pub classes: Vec<Class>,
    /// The classes of the characters that training knows well enough to have no others.
    pub known: HashMap<char, Vec<u16>>,
    /// The classes of the other characters that training knows, besides the general ones.
    pub rare: HashMap<char, Vec<u16>>,
    /// Classes of characters that training hardly knows, if what they strip is there.
    pub general: Vec<u16>,
    /// Hashes, by [`super::lexicon_hash`], of the morphemes that training saw several times.
    pub lexicon: Places,
}

impl Candidates {
    /// Appends the classes of a character.
    pub fn of(&self, char: char, out: &mut Vec<u16>) {
        if let Some(known) = self.known.get(&char) {
            out.extend(known);
            return;
        }
        let start = out.len();
        out.extend(self.rare.get(&char).into_iter().flatten());
        let mut buffer = [char; 8];
        let mut length = 0;
        for (slot, part) in buffer.iter_mut().zip(std::iter::once(char).nfd()) {
            *slot = part;
            length += 1;
        }
        for class in &self.general {
            let strip = &self.classes[*class as usize].strip;
            let count = strip.chars().count();
            let fits = count <= length && buffer[length - count..length].iter().copied().eq(strip.chars());
            if fits && !out[start..].contains(class) {
                out.push(*class);
            }
        }
    }
}

impl Candidates {
    /// Sets `morphemes` to what the classes in `scratch` make of its words.
    pub fn morphemes(&self, scratch: &mut Scratch, morphemes: &mut Morphemes) {
        let Scratch { stream, classes, morpheme, parts, .. } = scratch;
        morphemes.clear();
        let mut next = classes.iter();
        for (start, end) in stream.words().iter().copied() {
            morpheme.clear();
            parts.clear();
            for char in stream.given(start, end) {
                let Some(class) = next.next().and_then(|class| self.classes.get(*class as usize)) else {
                    continue;
                };
                contribute(*char, class, morpheme, parts);
            }
            if let Some(last) = parts.last_mut() {
                last.0.end = morpheme.len();
            }
            let named = |(range, tag): &(std::ops::Range<usize>, u16)| {
                (range.clone(), self.tags.get(*tag as usize).map_or("_", String::as_str))
            };
            morphemes.push(morpheme, parts.iter().map(named));
        }
    }
}

/// Adds what a character of this class contributes; a part's end is set when the next one begins.
fn contribute(char: char, class: &Class, text: &mut String, parts: &mut Vec<(std::ops::Range<usize>, u16)>) {
    let mut tags = class.tags.iter();
    let mut begin = |text: &String, parts: &mut Vec<(std::ops::Range<usize>, u16)>| {
        if let Some(last) = parts.last_mut() {
            last.0.end = text.len();
        }
        parts.push((text.len()..text.len(), tags.next().copied().unwrap_or(0)));
    };
    if class.enter.is_none() || parts.is_empty() {
        begin(text, parts);
    }
    let kept = std::iter::once(char).nfd().count().saturating_sub(class.strip.chars().count());
    text.extend(std::iter::once(char).nfd().take(kept));
    for char in class.append.chars() {
        if char == BOUNDARY {
            begin(text, parts);
        } else {
            text.push(char);
        }
    }
}
