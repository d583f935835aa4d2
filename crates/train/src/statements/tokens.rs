//! Attributions as labels of tokens, one paragraph a line: the form in which the tagging literature measures.

use std::path::Path;

use avviso_record::attribution::spans::best;
use avviso_record::attribution::{Role, RoleSpan, Tagger};
use serde::{Deserialize, Serialize};

use super::corpus::{Grammar, Prepared};
use crate::segmentation::Score;
use crate::{Result, jsonl};

/// A line: tokens, and a label for each (`B-source`, `I-source`, … or `O`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The tokens.
    pub tokens: Vec<String>,
    /// Their labels.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// Tokens `start..end` in a role.
type Span = (Role, usize, usize);

/// Reads a file of lines; an error names the line.
pub fn read(path: &Path) -> Result<Vec<Line>> {
    jsonl::read(path, |line: &Line| {
        let (tokens, labels) = (line.tokens.len(), line.labels.len());
        if labels == 0 || labels == tokens {
            return Ok(());
        }
        Err(format!("has {tokens} tokens and {labels} labels"))
    })
}

impl Line {
    /// The spans that the labels stand for. A label that goes on without a beginning begins one.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (place, label) in self.labels.iter().enumerate() {
            let Some((place_in_span, name)) = label.split_once('-') else { continue };
            let Some(role) = Role::ALL.into_iter().find(|role| name_of(*role) == name) else { continue };
            match spans.last_mut() {
                Some((last, _, end)) if place_in_span == "I" && *last == role && *end == place => *end += 1,
                _ => spans.push((role, place, place + 1)),
            }
        }
        spans
    }

    /// The same tokens with labels for these spans.
    fn with_spans(&self, spans: &[Span]) -> Self {
        let mut labels = vec!["O".to_owned(); self.tokens.len()];
        for (role, start, end) in spans {
            for (n, label) in labels[*start..*end].iter_mut().enumerate() {
                *label = format!("{}-{}", if n == 0 { "B" } else { "I" }, name_of(*role));
            }
        }
        Self { tokens: self.tokens.clone(), labels }
    }
}

/// The role's name in labels.
pub fn name_of(role: Role) -> &'static str {
    match role {
        Role::Source => "source",
        Role::Cue => "cue",
        Role::Content => "content",
    }
}

/// A line as running text in words and trees.
pub struct PreparedLine {
    prepared: Prepared,
    /// Where each token stands in the text, in code points.
    places: Vec<[usize; 2]>,
}

/// Words and trees of lines.
pub fn prepare(grammar: &Grammar, lines: &[Line]) -> Vec<PreparedLine> {
    let prepare = |line: &Line| {
        let (text, places) = running_text(&line.tokens);
        PreparedLine { prepared: grammar.prepare_paragraph(&text), places }
    };
    lines.iter().map(prepare).collect()
}

/// Tokens as a sentence is written: marks without blanks before or behind them.
fn running_text(tokens: &[String]) -> (String, Vec<[usize; 2]>) {
    let (mut text, mut places, mut at) = (String::new(), Vec::new(), 0);
    let mut glued = true;
    let mut open = false;
    for token in tokens {
        let written = match token.as_str() {
            "``" => "“",
            "''" => "”",
            "-LRB-" => "(",
            "-RRB-" => ")",
            "-LSB-" => "[",
            "-RSB-" => "]",
            "-LCB-" => "{",
            "-RCB-" => "}",
            other => other,
        };
        let straight = written == "\"";
        let to_left = written
            .starts_with(['.', ',', ';', ':', '?', '!', '%', ')', ']', '}', '”', '’', '\'', '…'])
            || token.eq_ignore_ascii_case("n't")
            || (straight && open);
        if !glued && !to_left {
            text.push(' ');
            at += 1;
        }
        let length = written.chars().count();
        places.push([at, at + length]);
        text.push_str(written);
        at += length;
        glued = matches!(written, "“" | "(" | "[" | "{" | "‘" | "`" | "$" | "#") || (straight && !open);
        open ^= straight;
    }
    (text, places)
}

impl PreparedLine {
    /// The paragraph in words; none if the line holds no word.
    pub fn words(&self) -> Option<avviso_record::attribution::Words<'_>> {
        self.prepared.paragraphs().into_iter().next()
    }

    /// Spans of words as spans of tokens; those that lie in the same tokens as one before are left out.
    fn tokens_of(&self, words: &avviso_record::attribution::Words<'_>, spans: &[RoleSpan]) -> Vec<Span> {
        let mut found = Vec::new();
        let mut last = 0;
        for span in spans {
            let start = self.prepared.given(words, span.start)[0];
            let end = self.prepared.given(words, span.end - 1)[1];
            let first = self.places.partition_point(|place| place[1] <= start).max(last);
            let behind = self.places.partition_point(|place| place[0] < end);
            if first < behind {
                found.push((span.role, first, behind));
                last = behind;
            }
        }
        found
    }
}

/// All spans of some probability of each line.
pub fn candidates(tagger: &Tagger, prepared: &[PreparedLine]) -> Vec<Vec<RoleSpan>> {
    let mut scratch = avviso_record::attribution::Scratch::default();
    let mut all = Vec::new();
    for prepared in prepared.chunks(CHUNK) {
        let words: Vec<_> = prepared.iter().map(PreparedLine::words).collect();
        let present: Vec<usize> = (0..words.len()).filter(|place| words[*place].is_some()).collect();
        let words: Vec<_> = words.into_iter().flatten().collect();
        let mut results = vec![Vec::new(); prepared.len()];
        for (place, found) in present.iter().zip(tagger.candidates(&words, &mut scratch)) {
            results[*place] = found;
        }
        all.extend(results);
    }
    all
}

/// Labels lines by the best of these candidates.
pub fn choose(
    lines: &[Line],
    prepared: &[PreparedLine],
    candidates: &[Vec<RoleSpan>],
    thresholds: [f32; 3],
) -> Vec<Line> {
    let label = |((line, prepared), candidates): ((&Line, &PreparedLine), &Vec<RoleSpan>)| {
        let spans = best(candidates, thresholds);
        let words = prepared.words();
        line.with_spans(&words.map_or_else(Vec::new, |words| prepared.tokens_of(&words, &spans)))
    };
    lines.iter().zip(prepared).zip(candidates).map(label).collect()
}

/// Labels all lines.
pub fn label(tagger: &Tagger, lines: &[Line], prepared: &[PreparedLine]) -> Vec<Line> {
    choose(lines, prepared, &candidates(tagger, prepared), tagger.model().thresholds())
}

/// Lines that are read side by side.
const CHUNK: usize = 32;

/// Exact spans by role, line by line.
pub fn compare(gold: &[Line], found: &[Line]) -> [Score; 3] {
    let mut scores = [Score::default(); 3];
    for (gold, found) in gold.iter().zip(found) {
        let (gold, found) = (gold.spans(), found.spans());
        for role in Role::ALL {
            let of_role = |spans: &[Span]| spans.iter().filter(|span| span.0 == role).count();
            let score = &mut scores[role as usize];
            score.gold += of_role(&gold);
            score.found += of_role(&found);
            score.right += found.iter().filter(|span| span.0 == role && gold.contains(span)).count();
        }
    }
    scores
}
