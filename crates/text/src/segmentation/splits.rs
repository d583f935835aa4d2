//! Runs of letters that hold more than one word, as learnt from a treebank.

use std::collections::HashMap;

use super::hash::{feature, form};

/// Where runs of letters are split, by the run and what follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Splits {
    /// Hash to the number of characters before the split (whole runs) or behind it (ends of runs).
    pub(super) whole: HashMap<u32, u8>,
    pub(super) ends: HashMap<u32, u8>,
}

/// Longer ends are not looked for.
pub(super) const LONGEST_END: usize = 3;
/// Longer runs are not split.
pub(super) const LONGEST_RUN: usize = 16;

/// The run with what is written behind it: two atoms at most, up to the next blank.
pub(super) fn whole_key(run: &str, behind: [&str; 2]) -> u32 {
    feature(1, [form(run), form(behind[0]), form(behind[1])])
}

pub(super) fn end_key(end: &str, behind: [&str; 2]) -> u32 {
    feature(2, [form(end), form(behind[0]), form(behind[1])])
}

/// The byte at which the last `count` characters of a run begin.
pub(super) fn tail(run: &str, count: usize) -> Option<usize> {
    run.char_indices().rev().nth(count.checked_sub(1)?).map(|(offset, _)| offset)
}

/// The byte at which character number `count` of a run begins.
pub(super) fn head(run: &str, count: usize) -> Option<usize> {
    run.char_indices().nth(count).map(|(offset, _)| offset)
}

impl Splits {
    /// The byte within `run` before which a further word of the same token begins.
    pub(super) fn find(&self, run: &str, behind: [&str; 2]) -> Option<usize> {
        if run.len() < 2 || run.len() > LONGEST_RUN || (self.whole.is_empty() && self.ends.is_empty()) {
            return None;
        }
        if let Some(&count) = self.whole.get(&whole_key(run, behind)) {
            return head(run, usize::from(count)).filter(|&at| at > 0);
        }
        if behind[0].is_empty() {
            return None;
        }
        (1..=LONGEST_END).rev().find_map(|count| {
            let at = tail(run, count).filter(|&at| at > 0)?;
            let &known = self.ends.get(&end_key(run.get(at..)?, behind))?;
            (usize::from(known) == count).then_some(at)
        })
    }
}
