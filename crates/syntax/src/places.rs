//! Hashes and their places in a list.

/// Hashes in rising order, found by open addressing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    hashes: Vec<u32>,
    /// Place + 1, or 0; a power of two long.
    index: Vec<u32>,
}

impl Places {
    /// A table of hashes, sorted and without doubles.
    pub fn new(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let mut index = vec![0; (2 * hashes.len()).next_power_of_two().max(2)];
        for (place, hash) in hashes.iter().enumerate() {
            let mut slot = *hash as usize & (index.len() - 1);
            while index[slot] != 0 {
                slot = (slot + 1) & (index.len() - 1);
            }
            index[slot] = place as u32 + 1;
        }
        Self { hashes, index }
    }

    /// The place of a hash.
    pub fn place(&self, hash: u32) -> Option<usize> {
        let mut slot = hash as usize & self.index.len().checked_sub(1)?;
        loop {
            let place = (self.index[slot] as usize).checked_sub(1)?;
            if self.hashes[place] == hash {
                return Some(place);
            }
            slot = (slot + 1) & (self.index.len() - 1);
        }
    }

    /// Whether a hash is there.
    pub fn contains(&self, hash: u32) -> bool {
        self.place(hash).is_some()
    }

    /// All hashes, rising.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }
}
