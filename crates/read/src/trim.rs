//! Takes furniture, bylines and datelines out of an article's paragraphs, by the tables.

use std::collections::HashSet;

use avviso_text::Zone;

use crate::draft::{Block, Draft};
use crate::outlet::folded;
use crate::reader::Knowledge;

/// How many paragraphs at the top may be a repeated title, byline, date or dateline.
pub(crate) const TOP: usize = 6;

/// A line with the date of publication is short.
const LONGEST_DATE: usize = 100;

/// How much of the text, in percent, may stand after a mark that says that the article is over; more, and the
/// mark is about a box within the article.
const MOST_AFTER_END: usize = 30;

/// Sorts an extracted article's paragraphs into zones and leaves out what is not of it.
pub(crate) fn article(draft: &mut Draft, knowledge: &Knowledge) {
    let furniture = &knowledge.furniture;
    let title = draft.title.as_deref().map(folded).unwrap_or_default();
    let blocks = std::mem::take(&mut draft.blocks);
    let half = blocks.len() / 2;
    let texts: Vec<usize> = blocks.iter().map(|block| block.text.len()).collect();
    let first = blocks
        .iter()
        .take(TOP * 2)
        .position(|block| is_prose(&block.text) && !furniture.is_line(block.text.trim()))
        .unwrap_or(0);
    let mut kept: Vec<Block> = Vec::new();
    let mut bodies = 0;
    for (n, block) in blocks.into_iter().enumerate() {
        if block.zone != Zone::Body {
            kept.push(block);
            continue;
        }
        let text = block.text.trim();
        let is_title = n < TOP && !title.is_empty() && folded(text) == title;
        if text.is_empty() || is_title {
            continue;
        }
        if furniture.is_line(text) {
            if let Some(name) = furniture.byline(text) {
                take_name(draft, name, knowledge);
            }
            continue;
        }
        if n > half && furniture.is_end(text) {
            let rest = texts.get(n..).map_or(0, |rest| rest.iter().sum::<usize>());
            if rest * 100 < MOST_AFTER_END * texts.iter().sum::<usize>() {
                break;
            }
            continue;
        }
        if let Some(list) = furniture.keywords(text) {
            if draft.keywords.is_empty() {
                draft.keywords = crate::metadata::listed(list.rest.split(',').map(str::to_owned).collect());
            }
            continue;
        }
        if let Some(name) = furniture.byline(text) {
            take_name(draft, name, knowledge);
            continue;
        }
        if text.chars().count() <= LONGEST_DATE
            && let Some(label) = furniture.date(text)
            && let Some((moment, _)) = knowledge.dates.leading(label.rest)
        {
            if draft.published.is_none() {
                draft.published = Some(moment);
            }
            continue;
        }
        if furniture.is_caption(text) {
            kept.push(Block::new(Zone::Caption, text));
            continue;
        }
        if n < first && !is_prose(text) && furniture.dateline(text).is_none() {
            continue;
        }
        let (rest, name) = furniture.strip(text);
        if let Some(name) = name {
            take_name(draft, name, knowledge);
        }
        if bodies == 0 {
            draft.blocks.append(&mut kept);
            let rest = lead(draft, rest, knowledge);
            bodies += usize::from(!rest.is_empty());
            draft.blocks.push(Block::new(Zone::Body, rest));
        } else if !rest.is_empty() {
            kept.push(Block::new(Zone::Body, rest));
        }
    }
    draft.blocks.append(&mut kept);
    once(&mut draft.blocks);
    tail(&mut draft.blocks);
}

/// Paragraphs that stand on the page twice (for small screens, for printing) are kept once.
fn once(blocks: &mut Vec<Block>) {
    let mut seen = HashSet::new();
    blocks.retain(|block| block.text.chars().count() < LONG || seen.insert(folded(&block.text)));
}

/// What is as long as this is not said twice on purpose.
const LONG: usize = 60;

/// How much of an article, in percent, may be lines after its last sentence before they are taken for a part of it.
const MOST_TAIL: usize = 20;

/// Leaves out the lines after the last paragraph of sentences: tags, other headlines, buttons.
fn tail(blocks: &mut Vec<Block>) {
    let is_line =
        |block: &Block| block.zone == Zone::Body && !is_prose(&block.text) && !ends_sentence(&block.text);
    let start = blocks.iter().rposition(|block| !is_line(block)).map_or(0, |last| last + 1);
    let size = |blocks: &[Block]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let after = blocks.get(start..).unwrap_or_default();
    if start > 0 && size(after) * 100 < MOST_TAIL * size(blocks) {
        blocks.truncate(start);
    }
}

/// The first paragraph without its dateline, which becomes a paragraph of its own.
pub(crate) fn lead(draft: &mut Draft, paragraph: &str, knowledge: &Knowledge) -> String {
    let Some(dateline) = knowledge.furniture.dateline(paragraph) else { return paragraph.to_owned() };
    if let Some(name) = dateline.name {
        take_name(draft, name, knowledge);
    }
    draft.blocks.push(Block::new(Zone::Dateline, dateline.found));
    dateline.rest.to_owned()
}

/// Whether a paragraph ends as sentences do, or is too long to be anything else.
pub(crate) fn is_prose(text: &str) -> bool {
    let length = text.trim().chars().count();
    length >= 100 || (length >= 20 && ends_sentence(text))
}

/// Whether the last character, closing marks aside, is one that sentences end with.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closed = text.trim().trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '」', '』']);
    closed.ends_with(['.', '!', '?', '…', ':', '。'])
}

/// The first name found is the writer's, unless the page has said who is.
pub(crate) fn take_name(draft: &mut Draft, name: &str, knowledge: &Knowledge) {
    let name = knowledge.furniture.name(name);
    if draft.byline.is_none() && !name.is_empty() {
        draft.byline = Some(name);
    }
}
