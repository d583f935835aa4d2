//! The table of what the network sees of features.

use crate::features::Feature;

/// Rows of 8-bit numbers, each with its own scale, found by the hash of a feature. A feature that was too
/// rare in training has no row and adds nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Embedding {
    pub(crate) width: usize,
    /// Rising; the place is the row.
    pub(crate) hashes: Vec<u32>,
    pub(crate) scales: Vec<f32>,
    pub(crate) values: Vec<i8>,
    /// Open addressing over `hashes`: row + 1, or 0.
    index: Vec<u32>,
}

impl Embedding {
    /// A table of rows in rising order of their hashes. `None` if the parts do not fit.
    pub(crate) fn new(width: usize, hashes: Vec<u32>, scales: Vec<f32>, values: Vec<i8>) -> Option<Self> {
        let fits = scales.len() == hashes.len() && Some(values.len()) == hashes.len().checked_mul(width);
        if !fits || !hashes.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut index = vec![0; (2 * hashes.len()).next_power_of_two().max(1)];
        for (row, hash) in hashes.iter().enumerate() {
            let mut slot = *hash as usize & (index.len() - 1);
            while index[slot] != 0 {
                slot = (slot + 1) & (index.len() - 1);
            }
            index[slot] = row as u32 + 1;
        }
        Some(Self { width, hashes, scales, values, index })
    }

    /// Rounds rows of weights to 8 bits.
    pub(crate) fn quantised(width: usize, hashes: Vec<u32>, weights: &[f32]) -> Option<Self> {
        let mut scales = Vec::with_capacity(hashes.len());
        let mut values = Vec::with_capacity(weights.len());
        for row in weights.chunks_exact(width.max(1)) {
            let scale = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())) / 127.0;
            scales.push(scale);
            let step = if scale > 0.0 { scale } else { 1.0 };
            values.extend(row.iter().map(|weight| (weight / step).round() as i8));
        }
        Self::new(width, hashes, scales, values)
    }

    /// Adds the feature's row to `out`.
    pub(crate) fn add(&self, feature: Feature, out: &mut [f32]) {
        let Some(row) = self.row(feature.hash) else { return };
        let scale = self.scales[row] * feature.weight;
        let values = &self.values[row * self.width..(row + 1) * self.width];
        for (out, value) in out.iter_mut().zip(values) {
            *out += scale * f32::from(*value);
        }
    }

    fn row(&self, hash: u32) -> Option<usize> {
        let mut slot = hash as usize & (self.index.len() - 1);
        loop {
            let row = (*self.index.get(slot)? as usize).checked_sub(1)?;
            if self.hashes[row] == hash {
                return Some(row);
            }
            slot = (slot + 1) & (self.index.len() - 1);
        }
    }
}
