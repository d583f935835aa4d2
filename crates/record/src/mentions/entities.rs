//! The mentions and entities of a document.

use std::collections::HashMap;

use super::{Entity, Found};

/// The mentions and entities of a document.
#[derive(Debug, Default)]
pub struct Entities {
    /// All mentions, in the order of the text.
    pub mentions: Vec<Found>,
    /// The entities in the order of their first mentions.
    pub list: Vec<Entity>,
    /// The places of mentions by paragraph and head.
    pub(super) by_head: HashMap<(usize, usize), usize>,
}

impl Entities {
    /// The mention whose phrase has this head.
    pub fn of_head(&self, paragraph: usize, head: usize) -> Option<&Found> {
        self.by_head.get(&(paragraph, head)).map(|place| &self.mentions[*place])
    }
}
