//! Taking particles and endings off words written in Hangul syllables.
//!
//! A final consonant that is an ending, and vowels that have run together, are undone by the arithmetic of
//! [`crate::syllable`]. Which particles, endings and contractions there are is said by the tables.

use std::collections::HashMap;

use avviso_tables::{Result, Table};

use crate::syllable::{FINALS, FIRST, without_final};

/// The particles and endings of a language.
#[derive(Debug, Clone, Default)]
pub(super) struct Inflection {
    /// Longest first.
    particles: Vec<String>,
    endings: Vec<Ending>,
    /// Vowel of a contracted syllable to the vowels of stems.
    contractions: HashMap<u32, Vec<u32>>,
    light: Vec<String>,
}

#[derive(Debug, Clone)]
struct Ending {
    /// The final consonant of the stem's last syllable, as an index of finals.
    last_consonant: Option<u32>,
    rest: String,
}

const VOWELS: u32 = 21;
/// The compatibility letter of vowel 0; the others follow in order.
const FIRST_VOWEL_LETTER: u32 = 0x314F;
/// The compatibility letters of the final consonants 1 to 27, in order.
const FINAL_LETTERS: [u32; 27] = [
    0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A, 0x313B, 0x313C, 0x313D, 0x313E,
    0x313F, 0x3140, 0x3141, 0x3142, 0x3144, 0x3145, 0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D,
    0x314E,
];

impl Inflection {
    /// Adds the rows of a table `search.tsv`.
    pub(super) fn read(&mut self, table: &Table) -> Result<()> {
        for row in table.rows() {
            let form = row.required("form")?;
            match row.required("kind")? {
                "particle" => self.particles.push(form.to_owned()),
                "light" => self.light.push(form.to_owned()),
                "ending" => self.endings.push(ending(form)),
                "contraction" => {
                    let vowel = |letter: &str| {
                        let code = letter.chars().next().map_or(0, u32::from);
                        let index = code.checked_sub(FIRST_VOWEL_LETTER).filter(|&index| index < VOWELS);
                        index.ok_or_else(|| row.error(format!("“{letter}” is not the letter of a vowel")))
                    };
                    let stems = row.list("stem").map(vowel).collect::<Result<Vec<_>>>()?;
                    self.contractions.insert(vowel(form)?, stems);
                }
                other => {
                    let message = "write particle, ending, contraction or light";
                    return Err(row.error(format!("“{other}” is not a kind; {message}")));
                }
            }
        }
        self.particles.sort_by_key(|particle| std::cmp::Reverse(particle.len()));
        Ok(())
    }

    /// The word without its particles, as long as two syllables are left.
    pub(super) fn noun<'w>(&self, word: &'w str) -> &'w str {
        let mut noun = word;
        // Three particles in a row are the most there is.
        for _ in 0..3 {
            let shorter = self.particles.iter().find_map(|particle| {
                noun.strip_suffix(particle.as_str()).filter(|rest| rest.chars().nth(1).is_some())
            });
            match shorter {
                Some(rest) => noun = rest,
                None => break,
            }
        }
        noun
    }

    /// Adds what a document is to be found by besides its pairs of syllables: stems of verbs, and
    /// nouns of one syllable.
    pub(super) fn stems(&self, word: &str, stems: &mut Vec<String>) {
        let before = stems.len();
        if word.chars().count() > LONGEST {
            return;
        }
        self.verb_stems(word, stems);
        let one_syllable = self.particles.iter().filter_map(|particle| word.strip_suffix(particle.as_str()));
        for rest in one_syllable.filter(|rest| rest.chars().count() == 1) {
            if !stems.iter().skip(before).any(|known| known == rest) {
                stems.push(rest.to_owned());
            }
        }
    }

    /// Adds every stem that an ending of the table leaves, each once.
    pub(super) fn verb_stems(&self, word: &str, stems: &mut Vec<String>) {
        let before = stems.len();
        if word.chars().count() > LONGEST {
            return;
        }
        let mut add = |stem: String| {
            if !stem.is_empty() && stem != word && !stems.iter().skip(before).any(|known| *known == stem) {
                stems.push(stem);
            }
        };
        for ending in &self.endings {
            let Some(rest) = word.strip_suffix(ending.rest.as_str()) else { continue };
            let Some((head, syllable)) = split_last(rest) else { continue };
            let Some((open, last)) = without_final(syllable) else { continue };
            if last != ending.last_consonant.unwrap_or(last) {
                continue;
            }
            let contracted = ending.last_consonant.is_some() || last == 0;
            let stem = if ending.last_consonant.is_some() { open } else { syllable };
            add(format!("{head}{stem}"));
            if !contracted {
                continue;
            }
            let open = u32::from(open);
            let vowel = (open - FIRST) / FINALS % VOWELS;
            for &stem_vowel in self.contractions.get(&vowel).into_iter().flatten() {
                let code = open - vowel * FINALS + stem_vowel * FINALS;
                if let Some(c) = char::from_u32(code) {
                    add(format!("{head}{c}"));
                }
            }
        }
    }

    /// The noun of a verb that was made of one.
    pub(super) fn without_light_verb<'s>(&self, stem: &'s str) -> Option<&'s str> {
        let nouns = self.light.iter().filter_map(|light| stem.strip_suffix(light.as_str()));
        nouns.filter(|noun| noun.chars().nth(1).is_some()).min_by_key(|noun| noun.len())
    }
}

/// Longer runs are no words.
const LONGEST: usize = 24;

fn ending(form: &str) -> Ending {
    let first = form.chars().next().map_or(0, u32::from);
    match FINAL_LETTERS.iter().position(|&letter| letter == first) {
        Some(n) => Ending { last_consonant: Some(n as u32 + 1), rest: form.chars().skip(1).collect() },
        None => Ending { last_consonant: None, rest: form.trim_start_matches('~').to_owned() },
    }
}

/// The last syllable and what stands before it.
fn split_last(word: &str) -> Option<(&str, char)> {
    let (offset, last) = word.char_indices().next_back()?;
    Some((word.get(..offset)?, last))
}
