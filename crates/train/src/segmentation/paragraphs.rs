//! A treebank's sentences as the paragraphs that they were taken from.

use std::path::Path;

use avviso_text::Span;
use avviso_text::segmentation::learning::Lesson;

use crate::conllu::{self, Token};
use crate::logistic::Random;
use crate::{Error, Result};

/// How sentences are put together where the file marks no paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
    /// This many to a paragraph.
    Of(usize),
    /// One to so many, at random.
    UpTo(usize, u64),
}

/// The paragraphs of a treebank: its own where it marks them, or runs of sentences. What is joined
/// is joined by a blank.
pub(crate) fn of_treebank(path: &Path, runs: Runs) -> Result<Vec<Lesson>> {
    let mut sentences = conllu::read(path)?;
    if sentences.is_empty() {
        return Err(Error::new(path, "holds no sentence"));
    }
    for sentence in &mut sentences {
        close_up(&mut sentence.tokens);
    }
    if !sentences.iter().any(|sentence| sentence.begins_paragraph) {
        mark_runs(&mut sentences, runs, |sentence| &mut sentence.begins_paragraph);
    }
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut space = false;
    for sentence in &sentences {
        if sentence.begins_paragraph || lessons.is_empty() {
            lessons.push(Lesson::default());
            space = false;
        }
        let Some(lesson) = lessons.last_mut() else { continue };
        for token in &sentence.tokens {
            if space {
                lesson.text.push(' ');
            }
            add(lesson, token);
            space = token.space_after;
        }
        lesson.sentence_ends.push(lesson.text.len() as u32);
    }
    Ok(lessons)
}

/// The paragraphs of a text with one sentence a line; of its words nothing is known.
pub(crate) fn of_lines(path: &Path, runs: Runs) -> Result<Vec<Lesson>> {
    let content = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
    let mut lines: Vec<(bool, &str)> =
        content.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| (false, line)).collect();
    mark_runs(&mut lines, runs, |line| &mut line.0);
    let mut lessons: Vec<Lesson> = Vec::new();
    for (begins, line) in lines {
        if begins || lessons.is_empty() {
            lessons.push(Lesson::default());
        }
        let Some(lesson) = lessons.last_mut() else { continue };
        if !lesson.text.is_empty() {
            lesson.text.push(' ');
        }
        lesson.text.push_str(line);
        lesson.sentence_ends.push(lesson.text.len() as u32);
    }
    Ok(lessons)
}

fn mark_runs<S>(sentences: &mut [S], runs: Runs, begins: impl Fn(&mut S) -> &mut bool) {
    let mut random = Random::new(if let Runs::UpTo(_, seed) = runs { seed } else { 0 });
    let mut left = 0;
    for sentence in sentences {
        if left == 0 {
            *begins(sentence) = true;
            left = match runs {
                Runs::Of(length) => length.max(1),
                Runs::UpTo(most, _) => 1 + random.below(most),
            };
        }
        left -= 1;
    }
}

fn add(lesson: &mut Lesson, token: &Token) {
    let start = lesson.text.len();
    lesson.text.push_str(&token.form);
    let whole = Span::new(start, lesson.text.len());
    lesson.tokens.push(whole);
    let divides = token.words.concat() == token.form;
    let mut at = start;
    for word in &token.words {
        if divides {
            lesson.words.push(Span::new(at, at + word.len()));
            at += word.len();
        }
    }
    if !divides {
        lesson.words.push(whole);
    }
}

/// Some treebanks part with blanks what is written together: a particle from the bracket, mark or
/// sign before it, brackets from what they explain. Only a treebank that never writes a word after a
/// bracket or mark without a blank is changed.
fn close_up(tokens: &mut [Token]) {
    for n in 1..tokens.len() {
        let (before, from) = tokens.split_at_mut(n);
        let (Some(last), Some(next)) = (before.last_mut(), from.first()) else { continue };
        let tag = next.xpos.split('+').next().unwrap_or_default();
        let is_particle =
            matches!(tag, "jcs" | "jco" | "jcc" | "jcm" | "jcv" | "jca" | "jcj" | "jct" | "jcr")
                || matches!(
                    tag,
                    "jxc" | "jxf" | "jxt" | "jp" | "xsn" | "xsv" | "xsm" | "etm" | "ecs" | "ecc" | "ef"
                );
        let after_sign = matches!(last.upos.as_str(), "PUNCT" | "SYM")
            && last.form.chars().all(|c| !c.is_alphanumeric())
            && !matches!(last.form.as_str(), "," | "." | "?" | "!");
        let opens = matches!(next.form.as_str(), "(" | "[") && next.xpos == "sl" && last.upos != "PUNCT";
        let percent = next.form == "%" && last.form.ends_with(|c: char| c.is_numeric());
        if (is_particle && after_sign) || opens || percent {
            last.space_after = false;
        }
    }
}
