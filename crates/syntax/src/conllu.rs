//! Trees in files: CoNLL-U (<https://universaldependencies.org/format.html>).
//!
//! What is read is written back to the byte, but for line ends, which become `\n`.

use std::fmt;
use std::io::{BufRead, Write};
use std::path::Path;

use avviso_text::Multiword;
use avviso_text::segmentation::{self, Segmentation};

use crate::{Error, Result};

/// How many columns a line has.
const COLUMNS: usize = 10;

/// A sentence: its comments, then a line for each token, word and empty node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The comments, with their `#`.
    pub comments: Vec<String>,
    /// The lines in order.
    pub lines: Vec<Line>,
    /// The line of the file that `lines` begin at, from 1.
    pub begins_at: usize,
}

/// What a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Id {
    /// A word, numbered from 1.
    Word(usize),
    /// A token that is several words: the first and the last.
    Range(usize, usize),
    /// An empty node after a word.
    Empty(usize, usize),
}

/// A line: its ten columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it stands for.
    pub id: Id,
    /// All columns, the first too.
    columns: [String; COLUMNS],
}

/// A column after the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the format")]
pub enum Column {
    Form = 1,
    Lemma,
    Upos,
    Xpos,
    Feats,
    Head,
    Deprel,
    Deps,
    Misc,
}

impl Line {
    /// A line of which only these are known; the rest is `_`.
    pub fn new(id: Id, form: &str) -> Self {
        let mut columns = [const { String::new() }; COLUMNS];
        for column in &mut columns {
            "_".clone_into(column);
        }
        columns[0] = id.to_string();
        let mut line = Self { id, columns };
        line.set(Column::Form, form);
        line
    }

    /// What a column holds.
    pub fn get(&self, column: Column) -> &str {
        &self.columns[column as usize]
    }

    /// Sets a column. An empty value becomes `_`; tabs and line ends become blanks.
    pub fn set(&mut self, column: Column, value: &str) {
        let value = if value.is_empty() { "_" } else { value };
        self.columns[column as usize] = value.replace(['\t', '\n', '\r'], " ");
    }

    /// The head's number, 0 for the root; none if the column is blank.
    pub fn head(&self) -> Option<usize> {
        number(self.get(Column::Head))
    }

    /// Whether a blank follows in the text.
    pub fn space_after(&self) -> bool {
        !self.get(Column::Misc).split('|').any(|entry| entry == "SpaceAfter=No")
    }
}

impl Sentence {
    /// The words, without ranges and empty nodes.
    pub fn words(&self) -> impl Iterator<Item = &Line> + Clone {
        self.lines.iter().filter(|line| matches!(line.id, Id::Word(_)))
    }

    /// The same, to be changed.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.lines.iter_mut().filter(|line| matches!(line.id, Id::Word(_)))
    }

    /// The tokens as the text has them: ranges in place of their words.
    pub fn tokens(&self) -> impl Iterator<Item = &Line> {
        let mut covered = 0;
        self.lines.iter().filter(move |line| match line.id {
            Id::Range(_, last) => {
                covered = last;
                true
            }
            Id::Word(number) => number > covered,
            Id::Empty(..) => false,
        })
    }

    /// Whether a paragraph or a document begins with it.
    pub fn begins_paragraph(&self) -> bool {
        self.comments.iter().map(|comment| comment.trim_start_matches('#').trim_start()).any(|comment| {
            (comment.starts_with("newpar") && !comment.starts_with("newpar_block"))
                || comment.starts_with("newdoc")
        })
    }

    /// Checks that the words form one tree.
    pub fn check_tree(&self, origin: &str) -> Result<()> {
        let words: Vec<&Line> = self.words().collect();
        let place = |word: &Line| self.lines.iter().position(|line| std::ptr::eq(line, word)).unwrap_or(0);
        let wrong = |word: &Line, said: String| {
            Err(Error::new(format!("{origin}:{}: {said}", self.begins_at + place(word))))
        };
        let mut heads = Vec::with_capacity(words.len());
        for word in &words {
            match word.head() {
                Some(head) if head <= words.len() => heads.push(head),
                Some(head) => return wrong(word, format!("the head {head} is not a word of the sentence")),
                None => {
                    return wrong(word, format!("the head is {:?}, not a number", word.get(Column::Head)));
                }
            }
        }
        let mut roots = words.iter().zip(&heads).filter(|(_, head)| **head == 0);
        match (roots.next(), roots.next(), words.first()) {
            (Some(_), Some((second, _)), _) => {
                return wrong(second, "a second root; a tree has one".to_owned());
            }
            (None, _, Some(first)) => return wrong(first, "no word is the root".to_owned()),
            _ => {}
        }
        // Each word is passed once: a way up ends at the root, or at a word whose way up is known.
        let mut passed = vec![0; words.len()];
        for (place, word) in words.iter().enumerate() {
            let mut node = place + 1;
            while node != 0 && passed[node - 1] == 0 {
                passed[node - 1] = place + 1;
                node = heads[node - 1];
            }
            if node != 0 && passed[node - 1] == place + 1 {
                return wrong(word, "the word is its own ancestor: a cycle".to_owned());
            }
        }
        Ok(())
    }
}

/// A sentence of a segmented text, its words without tags and tree. `next` is what follows in the text.
pub fn of_segmentation(
    text: &str,
    segmentation: &Segmentation,
    sentence: &segmentation::Sentence,
    next: u32,
) -> Sentence {
    let mut result = Sentence::default();
    result.comments.push(format!("# text = {}", sentence.span.of(text).replace(['\n', '\r'], " ")));
    let words = segmentation.words_of(sentence);
    let mut number = 0;
    while let Some(word) = words.get(number) {
        let rest = words[number + 1..].iter().take_while(|word| word.multiword == Multiword::Rest).count();
        let last = &words[number + rest];
        let after = words.get(number + rest + 1).map_or(next, |word| word.span.start);
        let misc = if after == last.span.end { "SpaceAfter=No" } else { "_" };
        if rest > 0 {
            let form = text.get(word.span.start as usize..last.span.end as usize).unwrap_or_default();
            let mut line = Line::new(Id::Range(number + 1, number + rest + 1), form);
            line.set(Column::Misc, misc);
            result.lines.push(line);
        }
        for (place, word) in words[number..=number + rest].iter().enumerate() {
            let mut line = Line::new(Id::Word(number + place + 1), word.span.of(text));
            if rest == 0 {
                line.set(Column::Misc, misc);
            }
            result.lines.push(line);
        }
        number += rest + 1;
    }
    result
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(number) => write!(f, "{number}"),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
            Self::Empty(number, place) => write!(f, "{number}.{place}"),
        }
    }
}

impl Id {
    fn parse(text: &str) -> Option<Self> {
        if let Some((first, last)) = text.split_once('-') {
            return Some(Self::Range(number(first)?, number(last)?))
                .filter(|_| number(first) <= number(last));
        }
        if let Some((word, place)) = text.split_once('.') {
            return Some(Self::Empty(number(word)?, number(place)?));
        }
        number(text).map(Self::Word)
    }
}

/// A number as the format writes it: digits alone.
fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Writes a sentence with the empty line after it.
pub fn write(sentence: &Sentence, out: &mut impl Write) -> std::io::Result<()> {
    for comment in &sentence.comments {
        writeln!(out, "{comment}")?;
    }
    for line in &sentence.lines {
        for (place, column) in line.columns.iter().enumerate() {
            let end = if place + 1 == COLUMNS { '\n' } else { '\t' };
            write!(out, "{column}{end}")?;
        }
    }
    writeln!(out)
}

/// Reads all sentences of a file.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let origin = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|error| Error::io(&origin, error))?;
    sentences(std::io::BufReader::new(file), &origin).collect()
}

/// The sentences of a stream, one at a time; errors name `origin` and the line, and end the stream.
pub fn sentences<R: BufRead>(input: R, origin: &str) -> Sentences<R> {
    Sentences { input, origin: origin.to_owned(), number: 0, ended: false }
}

/// See [`sentences`].
#[derive(Debug)]
pub struct Sentences<R> {
    input: R,
    origin: String,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Iterator for Sentences<R> {
    type Item = Result<Sentence>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let result = self.sentence().transpose();
        self.ended = !matches!(result, Some(Ok(_)));
        result
    }
}

impl<R: BufRead> Sentences<R> {
    fn sentence(&mut self) -> Result<Option<Sentence>> {
        let mut sentence = Sentence::default();
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = self.input.read_until(b'\n', &mut bytes);
            let ended = read.map_err(|error| Error::io(&self.origin, error))? == 0;
            self.number += 1;
            let text = std::str::from_utf8(&bytes).map_err(|_| self.wrong("is not UTF-8"))?;
            let text = text.strip_suffix('\n').unwrap_or(text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            let text = if self.number == 1 { text.trim_start_matches('\u{feff}') } else { text };
            if text.is_empty() {
                self.check_ranges(&sentence)?;
                if !sentence.lines.is_empty() {
                    return Ok(Some(sentence));
                }
                if ended {
                    return Ok((!sentence.comments.is_empty()).then_some(sentence));
                }
            } else if text.starts_with('#') && sentence.lines.is_empty() {
                sentence.comments.push(text.to_owned());
            } else {
                if sentence.lines.is_empty() {
                    sentence.begins_at = self.number;
                }
                let line = self.line(text)?;
                self.check_order(&sentence, line.id)?;
                sentence.lines.push(line);
            }
        }
    }

    fn line(&self, text: &str) -> Result<Line> {
        let fields: Vec<&str> = text.split('\t').collect();
        let Ok(columns) = <[&str; COLUMNS]>::try_from(fields.as_slice()) else {
            let said =
                format!("has {} columns; a line of CoNLL-U has {COLUMNS}, divided by tabs", fields.len());
            return Err(self.wrong(&said));
        };
        let id = Id::parse(columns[0]);
        let id =
            id.ok_or_else(|| self.wrong(&format!("begins with {:?}, not with a word's number", columns[0])))?;
        Ok(Line { id, columns: columns.map(str::to_owned) })
    }

    /// Words count up from 1; ranges and empty nodes stand where they belong.
    fn check_order(&self, sentence: &Sentence, id: Id) -> Result<()> {
        let number = |line: &Line| match line.id {
            Id::Word(number) => Some(number),
            _ => None,
        };
        let last = sentence.lines.iter().rev().find_map(number).unwrap_or(0);
        let fits = match id {
            Id::Word(number) => number == last + 1,
            Id::Range(first, _) => first == last + 1,
            Id::Empty(word, _) => word == last,
        };
        if fits { Ok(()) } else { Err(self.wrong(&format!("has the number {id} after {last}"))) }
    }

    /// A range ends with a word of its sentence.
    fn check_ranges(&self, sentence: &Sentence) -> Result<()> {
        let words = sentence.words().count();
        let beyond = |line: &&Line| matches!(line.id, Id::Range(_, last) if last > words);
        match sentence.lines.iter().position(|line| beyond(&line)) {
            None => Ok(()),
            Some(place) => {
                let (line, id) = (sentence.begins_at + place, sentence.lines[place].id);
                let said = format!("{}:{line}: the range {id} ends behind the last word", self.origin);
                Err(Error::new(said))
            }
        }
    }

    fn wrong(&self, said: &str) -> Error {
        Error::new(format!("{}:{}: the line {said}", self.origin, self.number))
    }
}
