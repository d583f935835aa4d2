//! The article's paragraphs: the extractor's choice, told against the page's own blocks.
//!
//! The extractor says *which* words are the article; the page's tree says where paragraphs end,
//! which characters stood there, and which of them are captions or datelines.

use std::collections::HashMap;

use avviso_text::Zone;

use super::class::Area;
use super::page::{Block as PageBlock, Page};
use crate::draft::Block;
use crate::outlet::folded;
use crate::trim::is_prose;

/// The extractor's text in paragraphs of the page.
pub(crate) fn blocks(extracted: &str, page: &Page) -> Vec<Block> {
    let mut lines = aligned(extracted, page);
    if let Some(rival) = rival(&lines, page) {
        lines = rival;
    }
    drop_side_matter(&mut lines, page);
    let mut blocks = Vec::new();
    if let Some(standfirst) = standfirst(&lines, page) {
        let zone = if is_prose(standfirst) { Zone::Body } else { Zone::Subtitle };
        blocks.push(Block::new(zone, standfirst));
    }
    for line in lines {
        let Some(block) = line.block.and_then(|n| page.blocks.get(n)) else {
            blocks.push(Block::new(Zone::Body, line.text));
            continue;
        };
        let zone = if block.area == Area::Caption { Zone::Caption } else { Zone::Body };
        let (dateline, rest) = block.text.split_at_checked(block.dateline).unwrap_or(("", &block.text));
        if !dateline.is_empty() {
            blocks.push(Block::new(Zone::Dateline, dateline));
        }
        blocks.push(Block::new(zone, rest));
    }
    blocks
}

/// The paragraph under the headline that sums up the article, when the extractor left it out: one
/// that stands above the article and is its description in the head of the page as well.
fn standfirst<'p>(lines: &[Line], page: &'p Page) -> Option<&'p str> {
    let first = lines.iter().find_map(|line| line.block)?;
    let described: Vec<String> = ["description", "og:description", "twitter:description"]
        .iter()
        .filter_map(|name| page.meta(name))
        .map(folded)
        .filter(|letters| letters.chars().count() >= 30)
        .collect();
    let above = page.blocks.get(..first)?.iter().rev().filter(|block| block.text.chars().count() <= 400);
    let found =
        above.map(|block| (block, folded(&block.text))).find(|(_, letters)| described.contains(letters));
    let (block, letters) = found?;
    let is_in = lines.iter().any(|line| folded(&line.text).contains(&letters));
    (!is_in).then_some(block.text.as_str())
}

/// A line of the extractor, and the block of the page that it is.
struct Line {
    text: String,
    block: Option<usize>,
}

/// The blocks of a page by their letters and digits: the extractor moves spaces.
struct Index<'p> {
    page: &'p Page,
    letters: Vec<String>,
    known: HashMap<String, Vec<usize>>,
}

impl<'p> Index<'p> {
    fn new(page: &'p Page) -> Self {
        let letters: Vec<String> = page.blocks.iter().map(|block| folded(&block.text)).collect();
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, (block, letters)) in page.blocks.iter().zip(&letters).enumerate() {
            known.entry(letters.clone()).or_default().push(n);
            if block.dateline > 0 {
                let rest = block.text.get(block.dateline..).unwrap_or_default();
                known.entry(folded(rest)).or_default().push(n);
            }
        }
        Self { page, letters, known }
    }

    /// The block that a line is. The same words may stand in several places: the first after
    /// `last`, since articles go on in order.
    fn one(&self, letters: &str, last: usize) -> Option<usize> {
        let places = self.known.get(letters)?;
        places.iter().find(|n| **n >= last).or(places.first()).copied()
    }

    /// The blocks that a line runs together, when it is several.
    fn several(&self, letters: &str) -> Option<Vec<usize>> {
        let start = (0..self.letters.len()).find(|n| {
            self.letters.get(*n).is_some_and(|first| first.len() > 1 && letters.starts_with(first))
        })?;
        let (mut left, mut parts) = (letters, Vec::new());
        for n in start..self.letters.len() {
            let Some(part) = self.letters.get(n).filter(|part| !part.is_empty()) else { continue };
            if let Some(rest) = left.strip_prefix(part.as_str()) {
                parts.push(n);
                left = rest;
            }
            if left.is_empty() {
                return Some(parts);
            }
        }
        None
    }
}

fn aligned(extracted: &str, page: &Page) -> Vec<Line> {
    let index = Index::new(page);
    let mut last = 0;
    let mut lines = Vec::new();
    for text in extracted.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let letters = folded(text);
        let found = index.one(&letters, last).map(|n| vec![n]).or_else(|| index.several(&letters));
        for n in found.iter().flatten() {
            last = *n;
            let text = index.page.blocks.get(*n).map(|block| block.text.clone()).unwrap_or_default();
            lines.push(Line { text, block: Some(*n) });
        }
        if found.is_none() {
            lines.push(Line { text: text.to_owned(), block: None });
        }
    }
    lines
}

/// How much of an article, in percent, may be taken out for the names of the elements it stands in. More is a
/// sign that the names mean something else.
const MOST_SIDE_MATTER: usize = 15;

/// Leaves out short lines that stand in elements named as side matter.
fn drop_side_matter(lines: &mut Vec<Line>, page: &Page) {
    let is_side = |line: &Line| {
        let block = line.block.and_then(|n| page.blocks.get(n));
        block.is_some_and(|block| {
            matches!(block.area, Area::Side | Area::Outside) && line.text.chars().count() < 200
        })
    };
    let size = |side: bool| -> usize {
        lines.iter().filter(|line| !side || is_side(line)).map(|line| line.text.len()).sum()
    };
    if size(true) * 100 < MOST_SIDE_MATTER * size(false) {
        lines.retain(|line| !is_side(line));
    }
}

/// How much of a page's running text, in percent, an extractor may leave out before another choice is looked at.
const LEAST_SHARE: usize = 50;

/// How much of the running text of a page, in percent, its article holds.
const COLUMN_SHARE: usize = 75;

/// The page's own column of paragraphs, when the extractor took far less than that.
fn rival(lines: &[Line], page: &Page) -> Option<Vec<Line>> {
    let taken: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    let running = |block: &&PageBlock| is_running(block);
    let total: usize = page.blocks.iter().filter(running).map(|block| block.text.chars().count()).sum();
    if total < 600 || taken * 100 * 100 >= LEAST_SHARE * COLUMN_SHARE * total {
        return None;
    }
    let mut inside = vec![0_usize; page.above.len()];
    for block in page.blocks.iter().filter(running) {
        let length = block.text.chars().count();
        for element in ancestors(page, block.element) {
            if let Some(sum) = inside.get_mut(element) {
                *sum += length;
            }
        }
    }
    // Elements are numbered in the order of their start: the last that is large enough is the deepest.
    let column = inside.iter().rposition(|sum| *sum * 100 >= COLUMN_SHARE * total)?;
    if taken * 100 >= LEAST_SHARE * *inside.get(column)? {
        return None;
    }
    let chosen = page.blocks.iter().enumerate().filter(|(_, block)| {
        block.area <= Area::Caption
            && block.linked * 2 < block.text.chars().count()
            && ancestors(page, block.element).any(|element| element == column)
    });
    Some(chosen.map(|(n, block)| Line { text: block.text.clone(), block: Some(n) }).collect())
}

/// An element and those around it.
fn ancestors(page: &Page, element: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(element), |element| {
        page.above.get(*element).copied().filter(|above| above < element)
    })
}

/// Whether a block is a paragraph of running text, as an article has and a menu has not.
fn is_running(block: &PageBlock) -> bool {
    let length = block.text.chars().count();
    block.area == Area::Main && !block.heading && length >= 60 && block.linked * 3 < length
}
