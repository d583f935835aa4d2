//! Morphemes by classes of characters: each character of a word keeps its place in a morpheme, begins a
//! new one, or stands for other characters and several morphemes. The best sequence of classes is found
//! by Viterbi's algorithm over scores of a linear model.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::morphemes::Morphemes;
use super::weights::{Rounded, Weights};
use crate::bytes::{Reader, Writer};

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
    /// Hashes, by [`lexicon_hash`], of the morphemes that training saw several times.
    pub lexicon: HashSet<u32>,
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

/// The characters of a sentence as the model sees them.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// The characters, composed, with a boundary before, between and after the words.
    chars: Vec<char>,
    /// Where the words stand in `chars`.
    words: Vec<(usize, usize)>,
}

/// Between words.
const BLANK: char = '\u{2}';

impl Stream {
    /// Takes up a sentence.
    pub fn set(&mut self, words: &[&str]) {
        self.chars.clear();
        self.words.clear();
        self.chars.push(BLANK);
        for word in words {
            let start = self.chars.len();
            self.chars.extend(word.nfc());
            self.words.push((start, self.chars.len()));
            self.chars.push(BLANK);
        }
    }

    /// The words' places in the characters.
    pub fn words(&self) -> &[(usize, usize)] {
        &self.words
    }

    /// The characters; between words stands one that no word has.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Sets `out` to the hashes of what is seen at a character of a word.
    pub fn features(&self, lexicon: &HashSet<u32>, (word, at): (usize, usize), out: &mut Vec<u32>) {
        let (start, end) = self.words[word];
        let char = |offset: isize| {
            let place = at.wrapping_add_signed(offset);
            // Beyond the word's neighbouring blanks nothing is seen.
            if place + 1 < start || place > end { '\u{3}' } else { self.chars[place] }
        };
        let span = |template: u32, from: usize, to: usize| {
            self.chars[from..to].iter().fold(mix(template), |hash, char| step(hash, *char))
        };
        let beside = |word: Option<usize>| word.and_then(|word| self.words.get(word)).copied();
        let window = |template: u32, from: isize, to: isize| {
            (from..=to).fold(mix(template), |hash, offset| step(hash, char(offset)))
        };
        out.clear();
        let windows = [(0, 0), (-1, 0), (0, 1), (-1, 1), (-2, 0), (0, 2), (-2, 1), (-1, 2), (-2, 2), (-3, 0), (0, 3), (-1, -1), (1, 1)];
        for (template, (from, to)) in (1..).zip(windows) {
            out.push(window(template, from, to));
        }
        // A word's end is short; its beginning may be long and is then like no other.
        if at - start < 6 {
            out.push(span(20, start, at + 1));
        }
        if end - at < 7 {
            out.push(span(21, at, end));
            out.push(step(span(22, at + 1, end), char(-1)));
        }
        if end - start < 9 {
            out.push(step(span(23, start, end), place_char(at - start)));
        }
        // The longest morphemes that training knows: from here on, and up to here.
        let longest = |chars: &mut dyn Iterator<Item = &char>| {
            let mut hash = LEXICON;
            let mut longest = 0;
            for (place, char) in chars.take(LONGEST_MORPHEME).enumerate() {
                hash = step(hash, *char);
                if lexicon.contains(&hash) {
                    longest = place + 1;
                }
            }
            longest as u32
        };
        let ahead = longest(&mut self.chars[at..end].iter());
        let behind = self.longest_before(lexicon, start, at);
        let after = if at + (ahead as usize) < end {
            1 + longest(&mut self.chars[at + ahead as usize..end].iter())
        } else {
            0
        };
        let both = mix(40 + ahead) ^ mix(60 + behind).rotate_left(9);
        out.push(both);
        out.push(both ^ mix(80 + after).rotate_left(17));
        out.push(step(mix(100 + ahead), char(0)));
        out.push(step(both ^ 0x2545, place_char(end - at)));
        out.push(mix(120 + ahead) ^ mix(140 + after).rotate_left(5));
        if let Some((from, to)) = beside(word.checked_sub(1)) {
            out.push(step(span(24, from.max(to.saturating_sub(2)), to), char(0)));
            out.push(step(span(25, from, to), char(0)));
            if end - at < 7 {
                out.push(step(span(26, at, end), self.chars[to - 1]));
            }
        }
        if let Some((from, to)) = beside(Some(word + 1)) {
            out.push(step(span(27, from, to.min(from + 2)), char(0)));
            if end - at < 7 {
                let hash = span(28, at, end);
                out.push(step(hash, self.chars[from]));
                out.push(self.chars[from..to.min(from + 2)].iter().fold(hash ^ 0x5bd1, |hash, char| step(hash, *char)));
            }
        }
    }
}

impl Stream {
    /// The length of the longest morpheme of the lexicon that ends before a character.
    fn longest_before(&self, lexicon: &HashSet<u32>, start: usize, at: usize) -> u32 {
        let first = start.max(at.saturating_sub(LONGEST_MORPHEME));
        let known = |from: &usize| lexicon.contains(&lexicon_hash(&self.chars[*from..at]));
        (first..at).find(known).map_or(0, |from| (at - from) as u32)
    }
}

/// Longer morphemes are not looked up, in characters.
const LONGEST_MORPHEME: usize = 6;
/// Where hashes of the lexicon begin.
const LEXICON: u32 = 0x6c65_7869;

/// The hash of a morpheme's characters, composed.
pub fn lexicon_hash(chars: &[char]) -> u32 {
    chars.iter().fold(LEXICON, |hash, char| step(hash, *char))
}

fn place_char(place: usize) -> char {
    char::from_u32(place as u32 + 16).unwrap_or('\0')
}

fn mix(template: u32) -> u32 {
    template.wrapping_mul(0x9e37_79b1) ^ 0x811c_9dc5
}

fn step(hash: u32, char: char) -> u32 {
    let mixed = (hash ^ u32::from(char)).wrapping_mul(0x85eb_ca6b);
    mixed ^ (mixed >> 15)
}

/// The place of a feature's weight for a class.
pub fn place(feature: u32, class: u16) -> u32 {
    let mixed = (feature ^ u32::from(class).wrapping_mul(0xcc9e_2d51)).wrapping_mul(0x1b87_3593);
    (mixed ^ (mixed >> 13)).wrapping_mul(0x9e37_79b1)
}

/// The feature of a class that follows a tag; at a word's first character the tag is of the word before.
pub fn transition(tag: Option<u16>, first: bool) -> u32 {
    mix(64 + u32::from(first)) ^ (u32::from(tag.map_or(0, |tag| tag + 1))).wrapping_mul(0x27d4_eb2f)
}

/// Memory for a sentence's search.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// The sentence.
    pub stream: Stream,
    features: Vec<u32>,
    /// Candidates of all characters, one after the other.
    candidates: Vec<u16>,
    scores: Vec<f32>,
    back: Vec<u32>,
    steps: Vec<Step>,
    /// The result: a class for each character of each word.
    pub classes: Vec<u16>,
    morpheme: String,
    parts: Vec<(std::ops::Range<usize>, u16)>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    start: usize,
    end: usize,
}

/// Finds the best classes of the words in `scratch.stream`. `margin` is added to a class at a character of
/// a word when it is not the wanted one; training asks for it with the wanted classes in order.
pub fn search(
    candidates: &Candidates,
    weights: &impl Weights,
    wanted: Option<(&[u16], f32)>,
    scratch: &mut Scratch,
) {
    let Scratch { stream, features, candidates: list, scores, back, steps, classes, .. } = scratch;
    list.clear();
    scores.clear();
    back.clear();
    steps.clear();
    classes.clear();
    for (word, (start, end)) in stream.words.iter().copied().enumerate() {
        for at in start..end {
            let from = list.len();
            candidates.of(stream.chars[at], list);
            let gold = wanted.and_then(|(classes, _)| classes.get(steps.len())).copied();
            if let Some(gold) = gold.filter(|gold| !list[from..].contains(gold)) {
                list.push(gold);
            }
            stream.features(&candidates.lexicon, (word, at), features);
            let previous = steps.last().copied();
            for place_of in from..list.len() {
                let id = list[place_of];
                let class = &candidates.classes[id as usize];
                let mut score: f32 = features.iter().map(|feature| weights.weight(place(*feature, id))).sum();
                if let Some((_, margin)) = wanted
                    && gold != Some(id)
                {
                    score += margin;
                }
                let mut best = (f32::NEG_INFINITY, u32::MAX);
                let first = at == start;
                let mut take = |before: f32, from: u32, tag: Option<u16>| {
                    let total = before + weights.weight(place(transition(tag, first), id));
                    if total > best.0 || best.1 == u32::MAX {
                        best = (total, from);
                    }
                };
                match previous {
                    None if class.enter.is_none() => take(0.0, 0, None),
                    None => {}
                    Some(previous) => {
                        for from in previous.start..previous.end {
                            let exit = candidates.classes[list[from] as usize].exit();
                            let fits = match class.enter {
                                Some(tag) => !first && exit == tag,
                                None => true,
                            };
                            if fits && scores[from].is_finite() {
                                take(scores[from], from as u32, Some(exit));
                            }
                        }
                    }
                }
                scores.push(best.0 + score);
                back.push(best.1);
            }
            steps.push(Step { start: from, end: list.len() });
        }
    }
    let Some(last) = steps.last() else { return };
    let mut best = last.start;
    for place in last.start..last.end {
        if scores[place] > scores[best] {
            best = place;
        }
    }
    for step in steps.iter().rev() {
        classes.push(list.get(best).copied().unwrap_or(0));
        debug_assert!((step.start..step.end).contains(&best));
        best = back.get(best).map_or(0, |back| *back as usize);
    }
    classes.reverse();
}

/// A trained model.
#[derive(Debug, Clone)]
pub struct Cutter {
    candidates: Candidates,
    weights: Rounded,
}

impl Cutter {
    /// A model of trained parts.
    pub fn new(candidates: Candidates, weights: Rounded) -> Self {
        Self { candidates, weights }
    }

    /// Sets `morphemes` to those of the words.
    pub fn analyse(&self, words: &[&str], scratch: &mut Scratch, morphemes: &mut Morphemes) {
        scratch.stream.set(words);
        search(&self.candidates, &self.weights, None, scratch);
        self.candidates.morphemes(scratch, morphemes);
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        let Candidates { tags, classes, known, rare, general, lexicon } = &self.candidates;
        writer.texts(tags.iter().map(String::as_str));
        writer.u32(classes.len());
        for class in classes {
            writer.u32(class.enter.map_or(0, |tag| tag as usize + 1));
            writer.section(class.strip.as_bytes());
            writer.section(class.append.as_bytes());
            writer.numbers(&[class.tags.len() as u32]);
            writer.numbers(&class.tags.iter().map(|tag| u32::from(*tag)).collect::<Vec<_>>());
        }
        for table in [known, rare] {
            let mut sorted: Vec<(&char, &Vec<u16>)> = table.iter().collect();
            sorted.sort();
            writer.u32(sorted.len());
            for (char, list) in sorted {
                writer.u32(*char as usize);
                write_list(list, writer);
            }
        }
        write_list(general, writer);
        let mut sorted: Vec<u32> = lexicon.iter().copied().collect();
        sorted.sort_unstable();
        writer.u32(sorted.len());
        writer.numbers(&sorted);
        self.weights.write(writer);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let tags = reader.texts()?;
        let mut classes = Vec::new();
        let tag = |number: u32| Some(number as u16).filter(|tag| usize::from(*tag) < tags.len());
        for _ in 0..reader.count()? {
            let enter = match reader.u32()? {
                0 => None,
                number => Some(tag(number - 1)?),
            };
            let (strip, append) = (reader.text()?, reader.text()?);
            let count = reader.count()?;
            let begun = reader.numbers(count)?.into_iter().map(tag).collect::<Option<_>>()?;
            classes.push(Class { enter, strip, append, tags: begun });
        }
        let count = classes.len();
        let table = |reader: &mut Reader<'_>| -> Option<HashMap<char, Vec<u16>>> {
            (0..reader.count()?).map(|_| Some((char::from_u32(reader.u32()?)?, read_list(reader, count)?))).collect()
        };
        let (known, rare) = (table(reader)?, table(reader)?);
        let general = read_list(reader, count)?;
        let begins = |class: &u16| classes[*class as usize].enter.is_none();
        // Any character must be able to begin a word.
        if !general.iter().any(|class| begins(class) && classes[*class as usize].strip.is_empty()) {
            return None;
        }
        let count = reader.count()?;
        let lexicon = reader.numbers(count)?.into_iter().collect();
        let candidates = Candidates { tags, classes, known, rare, general, lexicon };
        Some(Self { candidates, weights: Rounded::read(reader)? })
    }
}

fn write_list(list: &[u16], writer: &mut Writer) {
    writer.u32(list.len());
    writer.numbers(&list.iter().map(|class| u32::from(*class)).collect::<Vec<_>>());
}

fn read_list(reader: &mut Reader<'_>, classes: usize) -> Option<Vec<u16>> {
    let count = reader.count()?;
    let list = reader.numbers(count)?;
    list.into_iter().map(|class| Some(class as u16).filter(|_| (class as usize) < classes)).collect()
}

impl Candidates {
    /// Sets `morphemes` to what the classes in `scratch` make of its words.
    pub fn morphemes(&self, scratch: &mut Scratch, morphemes: &mut Morphemes) {
        let Scratch { stream, classes, morpheme, parts, .. } = scratch;
        morphemes.clear();
        let mut next = classes.iter();
        for (start, end) in stream.words.iter().copied() {
            morpheme.clear();
            parts.clear();
            for char in &stream.chars[start..end] {
                let Some(class) = next.next().and_then(|class| self.classes.get(*class as usize)) else { continue };
                self.contribute(*char, class, morpheme, parts);
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

    /// Adds what a character of this class contributes; a part's end is set when the next one begins.
    fn contribute(
        &self,
        char: char,
        class: &Class,
        text: &mut String,
        parts: &mut Vec<(std::ops::Range<usize>, u16)>,
    ) {
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
}
