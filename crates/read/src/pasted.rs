//! Plain text, perhaps pasted from a page with its furniture.

use avviso_text::Zone;

use crate::draft::{Block, Draft};
use crate::reader::Knowledge;

pub(crate) fn read(content: &str, knowledge: &Knowledge) -> Draft {
    let mut draft = Draft::default();
    for line in content.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !knowledge.furniture.is_line(line) {
            draft.blocks.push(Block::new(Zone::Body, line));
        }
    }
    draft
}
