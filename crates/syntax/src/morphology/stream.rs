//! What is seen at a character: its neighbours, its place, known morphemes around it, the next words.

use unicode_normalization::UnicodeNormalization;

use crate::places::Places;
use crate::signs::plain;

/// The characters of a sentence as the model sees them.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// The characters, composed, signs in their plain form, with a boundary before, between and after the words.
    chars: Vec<char>,
    /// The same as they are written.
    given: Vec<char>,
    /// Where the words stand in `chars`.
    words: Vec<(usize, usize)>,
}

/// Between words.
const BLANK: char = '\u{2}';

impl Stream {
    /// Takes up a sentence.
    pub fn set(&mut self, words: &[&str]) {
        self.chars.clear();
        self.given.clear();
        self.words.clear();
        self.chars.push(BLANK);
        for word in words {
            let start = self.chars.len();
            self.given.resize(start, BLANK);
            self.given.extend(word.nfc());
            self.chars.extend(self.given[start..].iter().copied().map(plain));
            self.words.push((start, self.chars.len()));
            self.chars.push(BLANK);
        }
    }

    /// The words' places in the characters.
    pub fn words(&self) -> &[(usize, usize)] {
        &self.words
    }

    /// The characters of a word as they are written.
    pub fn given(&self, start: usize, end: usize) -> &[char] {
        self.given.get(start..end).unwrap_or_default()
    }

    /// The characters; between words stands one that no word has.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Sets `out` to the hashes of what is seen at a character of a word.
    pub fn features(&self, lexicon: &Places, (word, at): (usize, usize), out: &mut Vec<u32>) {
        let (start, end) = self.words[word];
        let char = |offset: isize| {
            let place = at.wrapping_add_signed(offset);
            // Beyond the word's neighbouring blanks nothing is seen.
            if place.wrapping_add(1) < start || place > end { '\u{3}' } else { self.chars[place] }
        };
        let span = |template: u32, from: usize, to: usize| {
            self.chars[from..to].iter().fold(mix(template), |hash, char| step(hash, *char))
        };
        let beside = |word: Option<usize>| word.and_then(|word| self.words.get(word)).copied();
        let window = |template: u32, from: isize, to: isize| {
            (from..=to).fold(mix(template), |hash, offset| step(hash, char(offset)))
        };
        out.clear();
        let windows = [
            (0, 0),
            (-1, 0),
            (0, 1),
            (-1, 1),
            (-2, 0),
            (0, 2),
            (-2, 1),
            (-1, 2),
            (-2, 2),
            (-3, 0),
            (0, 3),
            (-1, -1),
            (1, 1),
        ];
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
                if lexicon.contains(hash) {
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
                out.push(
                    self.chars[from..to.min(from + 2)]
                        .iter()
                        .fold(hash ^ 0x5bd1, |hash, char| step(hash, *char)),
                );
            }
        }
    }
}

impl Stream {
    /// The length of the longest morpheme of the lexicon that ends before a character.
    fn longest_before(&self, lexicon: &Places, start: usize, at: usize) -> u32 {
        let first = start.max(at.saturating_sub(LONGEST_MORPHEME));
        let known = |from: &usize| lexicon.contains(lexicon_hash(&self.chars[*from..at]));
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

/// The place of a feature's weight for a class. The upper bits are of the feature alone and the next
/// six of both, so that the weights of one feature lie in one line of the processor's cache.
pub fn place(feature: u32, class: u16) -> u32 {
    let block = (feature ^ (feature >> 16)).wrapping_mul(0x9e37_79b1);
    let within =
        (feature.rotate_left(11) ^ u32::from(class).wrapping_mul(0xcc9e_2d51)).wrapping_mul(0x1b87_3593);
    let shift = 32 - super::weights::BITS;
    let mask = ((1 << NEAR) - 1) << shift;
    (block & !mask) | ((within >> (32 - NEAR - shift)) & mask)
}

/// How many bits of a place tell the weights of one feature apart.
const NEAR: u32 = 6;

/// The feature of a class that follows a tag; at a word's first character the tag is of the word before.
pub fn transition(tag: Option<u16>, first: bool) -> u32 {
    mix(64 + u32::from(first)) ^ (u32::from(tag.map_or(0, |tag| tag + 1))).wrapping_mul(0x27d4_eb2f)
}
