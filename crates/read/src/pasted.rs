//! Plain text: paragraphs as they are, or an article pasted from a page with what stood around it.
//!
//! Ordinary text loses nothing but lines that the tables know as furniture. Only a line with writer
//! and date shows that the text was pasted from a page; then slogans above it are dropped, and what
//! is cut short or said twice is said once.

use avviso_text::Zone;

use crate::draft::{Block, Draft};
use crate::metadata::listed;
use crate::outlet::folded;
use crate::reader::Knowledge;
use crate::trim::{ends_sentence, is_prose, lead, take_name};

/// Lines that can be a headline.
const LONGEST_TITLE: usize = 160;

/// A paragraph is found among the first so many lines, or there is no head.
const LONGEST_HEAD: usize = 12;

/// How far from the end a list of keywords stands.
const TAIL: usize = 5;

/// A keyword has few words.
const LONGEST_KEYWORD: usize = 40;

/// Reads a text.
pub(crate) fn read(content: &str, knowledge: &Knowledge) -> Draft {
    let mut draft = Draft::default();
    let mut lines = paragraphs(content);
    lines.retain(|line| {
        let is_furniture = knowledge.furniture.is_line(line);
        if is_furniture && let Some(name) = knowledge.furniture.byline(line) {
            take_name(&mut draft, name, knowledge);
        }
        !is_furniture
    });
    let first = lines.iter().take(LONGEST_HEAD).position(|line| is_prose(line));
    let body = lines.split_off(first.unwrap_or(0));
    let cut_short = head(&mut draft, &lines, &body, knowledge);
    let mut bodies = 0;
    for (n, line) in body.iter().enumerate() {
        if let Some(keywords) = keyword_line(line, n > 0 && is_tail(body.get(n + 1..)), knowledge) {
            draft.keywords = listed(keywords);
            draft.blocks.push(Block::new(Zone::Keywords, line));
        } else if let Some(name) = knowledge.furniture.byline(line) {
            take_name(&mut draft, name, knowledge);
            draft.blocks.push(Block::new(Zone::Byline, line));
        } else if line.chars().count() <= LONGEST_TITLE
            && cut_short.iter().any(|cut| folded(line).starts_with(cut))
        {
            draft.blocks.push(Block::new(Zone::Subtitle, line));
        } else {
            let rest = if bodies == 0 { lead(&mut draft, line, knowledge) } else { line.clone() };
            bodies += 1;
            draft.blocks.push(Block::new(Zone::Body, rest));
        }
    }
    draft
}

/// Tells apart the lines above the first paragraph, and gives the letters of those that were cut
/// short, so that they are known where they stand in full.
fn head(draft: &mut Draft, lines: &[String], body: &[String], knowledge: &Knowledge) -> Vec<String> {
    let signature = lines.iter().position(|line| is_signature(line, knowledge));
    let mut titles: Vec<&String> = Vec::new();
    if let Some(at) = signature {
        let (above, below) = lines.split_at(at);
        for line in below.iter().filter(|line| is_signature(line, knowledge)) {
            sign(draft, line, knowledge);
        }
        let below = below.iter().filter(|line| !is_signature(line, knowledge));
        titles.extend(below);
        // Usually the headline stands above writer and date; if it stands below, those above are
        // the site's own words.
        if titles.is_empty() {
            titles.extend(above);
        }
    } else {
        titles.extend(lines);
    }
    let mut cut_short = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for line in titles {
        let letters = folded(line);
        let elsewhere = lines.iter().chain(body).any(|other| {
            let other = folded(other);
            other.len() > letters.len() && other.starts_with(&letters)
        });
        if seen.contains(&letters) || letters.is_empty() {
            continue;
        }
        if elsewhere {
            cut_short.push(letters);
            continue;
        }
        if draft.title.is_none() && line.chars().count() <= LONGEST_TITLE {
            draft.title = Some(line.clone());
        } else {
            draft.blocks.push(Block::new(Zone::Subtitle, line));
        }
        seen.push(letters);
    }
    cut_short
}

/// Whether a line says who wrote the article or when it was published, and nothing else.
fn is_signature(line: &str, knowledge: &Knowledge) -> bool {
    if is_prose(line) {
        return false;
    }
    let dated = knowledge
        .dates
        .find(line)
        .is_some_and(|(_, end)| line.get(end..).is_some_and(|rest| rest.chars().count() < 20));
    dated || knowledge.furniture.byline(line).is_some()
}

/// Takes writer and date from a line.
fn sign(draft: &mut Draft, line: &str, knowledge: &Knowledge) {
    let dates = &knowledge.dates;
    let found = knowledge.furniture.date(line).and_then(|label| dates.leading(label.rest));
    if let Some((moment, _)) = found.or_else(|| dates.find(line))
        && draft.published.is_none()
    {
        draft.published = Some(moment);
    }
    let written = dates.start(line).and_then(|start| line.get(..start));
    let parts = [written.unwrap_or(line), line].into_iter().flat_map(|part| part.split('|'));
    let trimmed = parts.map(|part| part.trim().trim_end_matches([',', '·', '-', '–', '—', '•']).trim());
    if let Some(name) = trimmed.into_iter().find_map(|part| knowledge.furniture.byline(part)) {
        take_name(draft, name, knowledge);
    }
    draft.blocks.push(Block::new(Zone::Byline, line));
}

/// Whether what follows is no more text.
fn is_tail(rest: Option<&[String]>) -> bool {
    rest.is_some_and(|rest| rest.len() < TAIL && !rest.iter().any(|line| is_prose(line)))
}

/// The keywords of a line that lists some: after a label anywhere, or as a list of short phrases
/// near the end.
fn keyword_line(line: &str, is_near_end: bool, knowledge: &Knowledge) -> Option<Vec<String>> {
    let split =
        |list: &str| -> Vec<String> { list.split([',', '、']).map(|word| word.trim().to_owned()).collect() };
    if let Some(labelled) = knowledge.furniture.keywords(line) {
        return Some(split(labelled.rest));
    }
    let words = split(line);
    let is_list = words.len() >= 3
        && words.iter().all(|word| !word.is_empty() && word.chars().count() <= LONGEST_KEYWORD)
        && !line.ends_with(['.', '!', '?', '”', '"', '…']);
    (is_near_end && is_list).then_some(words)
}

/// Lines, those of a wrapped paragraph joined.
fn paragraphs(content: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut wraps = 0;
    for line in content.lines() {
        let line = line.trim();
        if line.is_empty() {
            wraps = 0;
            continue;
        }
        match paragraphs.last_mut() {
            // Wrapped lines are about equally long, and a paragraph's last line ends a sentence.
            Some(last) if (50..=120).contains(&wraps) && !ends_sentence(last) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
        wraps = line.chars().count();
    }
    paragraphs
}
