//! Morphemes by classes of characters: each character of a word keeps its place in a morpheme, begins a
//! new one, or stands for other characters and several morphemes. The best sequence of classes is found
//! by Viterbi's algorithm over scores of a linear model.

use std::collections::HashMap;

use super::classes::{Candidates, Class};
use super::morphemes::Morphemes;
use super::search::{Scratch, search};
use super::weights::Rounded;
use crate::file::{Reader, Writer};
use crate::places::Places;

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
        writer.u32(lexicon.hashes().len());
        writer.numbers(lexicon.hashes());
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
            (0..reader.count()?)
                .map(|_| Some((char::from_u32(reader.u32()?)?, read_list(reader, count)?)))
                .collect()
        };
        let (mut known, mut rare) = (table(reader)?, table(reader)?);
        let general = read_list(reader, count)?;
        let begins = |class: &u16| classes[*class as usize].enter.is_none();
        // Any character must be able to begin a word.
        if !general.iter().any(|class| begins(class) && classes[*class as usize].strip.is_empty()) {
            return None;
        }
        // Nor may a known one have only classes that go on: no path would lead through it.
        rare.extend(known.extract_if(|_, list| !list.iter().any(begins)));
        let count = reader.count()?;
        let lexicon = Places::new(reader.numbers(count)?);
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
