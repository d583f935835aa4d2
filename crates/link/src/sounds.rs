//! Names that sound alike in two scripts: 기시다 후미오 and Fumio Kishida.
//!
//! A name is taken apart into letters of its script, each of which may be spelled by some letters of the other; the
//! cheapest way to spell one name by the other, in nats a letter, tells how likely they are one. The alignment is
//! that of Wagner and Fischer, 1974, “The string-to-string correction problem”, with several letters at a step.

use std::collections::HashMap;

use avviso_tables::{Result, Table};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name that costs more a letter is another name. Of a hundred persons whose names were not counted seventy are
/// found by it; of 300,000 pairs of persons it takes one for the same.
const ALIKE: f32 = 1.0;
/// The cost of what the table doesn't know, and of each of the letters that it takes then, in nats.
const UNKNOWN: (f32, f32) = (4.0, 1.2);
/// At most so many letters spell one.
const LONGEST: usize = 4;
/// Shorter names sound like too many others, in letters of the script that is spelled.
const SHORTEST: usize = 6;
/// Names of more words are not compared.
const WORDS: usize = 6;
/// And none of more letters.
const LETTERS: usize = 80;

/// How letters of other scripts are spelled in Latin ones.
#[derive(Debug, Default)]
pub(crate) struct Sounds {
    /// By letter: what spells it, with its cost.
    spelled: HashMap<char, Vec<(String, f32)>>,
}

impl Sounds {
    /// Adds a language's table.
    pub(crate) fn take(&mut self, table: &Table) -> Result<()> {
        for row in table.rows() {
            let mut letters = row.required("letter")?.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else {
                return Err(row.error("the column letter holds more than one character".to_owned()));
            };
            let share: f32 = row.required("share")?.parse().unwrap_or_default();
            if !(share > 0.0 && share <= 100.0) {
                return Err(row.error("a share is a number above 0 and up to 100".to_owned()));
            }
            let spelled = row.required("spelled")?;
            let spelled = if spelled == "-" { "" } else { spelled };
            self.spelled.entry(letter).or_default().push((spelled.to_owned(), -(share / 100.0).ln()));
        }
        Ok(())
    }

    /// Whether one of two names, in whichever order, is how the other is spelled. The words of the spelled one may
    /// begin with any of them: in some languages the family's name goes first.
    pub(crate) fn alike(&self, one: &str, other: &str) -> bool {
        let (one, other) = (self.heard(one), self.heard(other));
        match (one, other) {
            (Some((letters, true)), Some((words, false))) | (Some((words, false)), Some((letters, true))) => {
                self.spells(&letters.concat(), &words)
            }
            _ => false,
        }
    }

    /// The letters of a name, word by word, and whether they are of a script that is spelled; none where they are
    /// of several scripts or too many.
    fn heard(&self, name: &str) -> Option<(Vec<Vec<char>>, bool)> {
        let letters = |word: &str| -> Vec<char> {
            let plain = word.nfd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase);
            plain.filter(|char| char.is_alphabetic()).collect()
        };
        let words: Vec<Vec<char>> =
            name.split([' ', '.']).map(letters).filter(|word| !word.is_empty()).collect();
        let all = || words.iter().flatten();
        let foreign = all().all(|letter| self.spelled.contains_key(letter));
        let latin = all().all(char::is_ascii_lowercase);
        let fits = words.len() <= WORDS && all().count() <= LETTERS && all().count() >= SHORTEST;
        (fits && (foreign || latin)).then_some((words, foreign))
    }

    fn spells(&self, letters: &[char], words: &[Vec<char>]) -> bool {
        let most = ALIKE * letters.len() as f32;
        (0..words.len()).any(|first| {
            let turned: String = words[first..].iter().chain(&words[..first]).flatten().collect();
            self.cost(letters, &turned) <= most
        })
    }

    /// The cost of the cheapest way to spell `letters` by all of `text`, which is ASCII.
    fn cost(&self, letters: &[char], text: &str) -> f32 {
        // By the number of characters that are spent.
        let mut spent: Vec<f32> = vec![f32::INFINITY; text.len() + 1];
        spent[0] = 0.0;
        for letter in letters {
            let ways = self.spelled.get(letter).map(Vec::as_slice).unwrap_or_default();
            spent = (0..=text.len())
                .map(|end| {
                    let step = |length: usize| {
                        let part = &text[end - length..end];
                        let known = ways.iter().find(|(way, _)| way == part).map(|(_, cost)| *cost);
                        let unknown = || UNKNOWN.0 + UNKNOWN.1 * length as f32;
                        spent[end - length] + known.unwrap_or_else(unknown)
                    };
                    (0..=LONGEST.min(end)).map(step).fold(f32::INFINITY, f32::min)
                })
                .collect();
        }
        spent[text.len()]
    }
}
