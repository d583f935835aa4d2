//! Documents with entities and coreference in CoNLL-U, as the GUM corpus writes them: brackets in the key
//! `Entity` of the last column, `(7-person-new-…` where a mention begins and `7)` where it ends.

use std::path::Path;

use avviso_record::mentions::{Class, Form};
use avviso_syntax::conllu::{self, Column, Id, Sentence};

use crate::{Error, Result};

/// A document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its text, a blank line between paragraphs.
    pub text: String,
    /// Its mentions.
    pub mentions: Vec<Gold>,
}

/// A mention as it is annotated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// Where it stands in the text, in bytes.
    pub span: [usize; 2],
    /// Where its head stands.
    pub head: [usize; 2],
    /// Which mentions are of one entity.
    pub chain: u32,
    /// What kind of thing.
    pub class: Class,
    /// By what it is mentioned, as its head is tagged; none for verbs, numbers and the like.
    pub form: Option<Form>,
    /// Whether it is a pronoun of the third person.
    pub third: bool,
}

/// A mention whose end has not come.
struct Open {
    chain: u32,
    class: Class,
    /// The place of its first word in its sentence.
    start: usize,
}

/// A word of a sentence.
struct Word {
    span: [usize; 2],
    upos: String,
    third: bool,
    head: Option<usize>,
}

/// Reads the documents of a file.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    for sentence in conllu::read(path)? {
        let begins = sentence.comments.iter().any(|comment| comment.starts_with("# newdoc"));
        if begins || documents.is_empty() {
            documents.push(Document::default());
        }
        let Some(document) = documents.last_mut() else { continue };
        add(document, &sentence).ok_or_else(|| {
            Error::new(path, format!("line {}: brackets of entities do not close", sentence.begins_at))
        })?;
    }
    Ok(documents)
}

/// Adds a sentence. `None` if its brackets do not fit.
fn add(document: &mut Document, sentence: &Sentence) -> Option<()> {
    if sentence.begins_paragraph() && !document.text.is_empty() {
        document.text.truncate(document.text.trim_end().len());
        document.text.push_str("\n\n");
    }
    let mut words: Vec<Word> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut closed: Vec<(Open, usize)> = Vec::new();
    // The rest of a token that is several words.
    let mut token: Option<(usize, usize)> = None;
    for line in &sentence.lines {
        match line.id {
            Id::Range(_, last) => {
                let start = document.text.len();
                document.text.push_str(line.get(Column::Form));
                token = Some((last, start));
                if line.space_after() {
                    document.text.push(' ');
                }
            }
            Id::Word(number) => {
                let form = line.get(Column::Form);
                let start = match token {
                    Some((last, at)) if number <= last => {
                        token = Some((last, at + form.len()));
                        at
                    }
                    _ => {
                        let start = document.text.len();
                        document.text.push_str(form);
                        if line.space_after() {
                            document.text.push(' ');
                        }
                        start
                    }
                };
                let place = words.len();
                words.push(Word {
                    span: [start, start + form.len()],
                    upos: line.get(Column::Upos).to_owned(),
                    third: line.get(Column::Feats).contains("Person=3"),
                    head: line.head(),
                });
                let entity = line.get(Column::Misc).split('|').find_map(|item| item.strip_prefix("Entity="));
                brackets(entity.unwrap_or_default(), place, (&mut open, &mut closed))?;
            }
            Id::Empty(..) => {}
        }
    }
    if !open.is_empty() {
        return None;
    }
    let inside = |place: usize, start: usize, end: usize| {
        words[place]
            .head
            .and_then(|head| head.checked_sub(1))
            .is_some_and(|head| (start..=end).contains(&head))
    };
    for (open, end) in closed {
        let head = (open.start..=end).find(|place| !inside(*place, open.start, end)).unwrap_or(open.start);
        let word = &words[head];
        document.mentions.push(Gold {
            span: [words[open.start].span[0], words[end].span[1]],
            head: word.span,
            chain: open.chain,
            class: open.class,
            form: match word.upos.as_str() {
                "PROPN" => Some(Form::Name),
                "NOUN" => Some(Form::Noun),
                "PRON" => Some(Form::Pronoun),
                _ => None,
            },
            third: word.upos == "PRON" && word.third,
        });
    }
    Some(())
}

/// Takes up the brackets of one word.
fn brackets(
    text: &str,
    place: usize,
    (open, closed): (&mut Vec<Open>, &mut Vec<(Open, usize)>),
) -> Option<()> {
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let mut parts = inner[..end].split('-');
            let chain = number(parts.next()?)?;
            open.push(Open { chain, class: class(parts.next()?), start: place });
            rest = &inner[end..];
            if let Some(after) = rest.strip_prefix(')') {
                closed.push((open.pop()?, place));
                rest = after;
            }
        } else {
            let (chain, after) = rest.split_once(')')?;
            let chain = number(chain)?;
            let last = open.iter().rposition(|open| open.chain == chain)?;
            closed.push((open.remove(last), place));
            rest = after;
        }
    }
    Some(())
}

/// The number of a chain: `12`, or `12[1/2]` for a part of a mention.
fn number(text: &str) -> Option<u32> {
    text.split('[').next()?.parse().ok()
}

fn class(name: &str) -> Class {
    match name {
        "person" => Class::Person,
        "organization" => Class::Organisation,
        "place" => Class::Place,
        "time" => Class::Time,
        "event" => Class::Event,
        _ => Class::Other,
    }
}
