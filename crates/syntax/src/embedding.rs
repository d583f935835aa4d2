//! The table of what the network sees of features.

use pulp::{Arch, Simd, WithSimd};

use crate::features::Feature;
use crate::file::{Reader, Writer};
use crate::places::Places;

/// Rows of 8-bit numbers, each with its own scale, found by the hash of a feature. A feature that was too
/// rare in training has no row and adds nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embedding {
    width: usize,
    /// The place of a hash is the row.
    rows: Places,
    scales: Vec<f32>,
    values: Vec<i8>,
}

impl Embedding {
    /// A table of rows in rising order of their hashes. `None` if the parts do not fit.
    fn new(width: usize, hashes: Vec<u32>, scales: Vec<f32>, values: Vec<i8>) -> Option<Self> {
        let rows = Places::new(hashes);
        let count = rows.hashes().len();
        let fits = scales.len() == count && Some(values.len()) == count.checked_mul(width);
        fits.then_some(Self { width, rows, scales, values })
    }

    /// Rounds rows of weights to 8 bits.
    pub fn quantised(width: usize, hashes: Vec<u32>, weights: &[f32]) -> Option<Self> {
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

    /// Appends the table to a model's body.
    pub fn write(&self, body: &mut Writer) {
        body.u32(self.rows.hashes().len());
        body.numbers(self.rows.hashes());
        body.floats(&self.scales);
        body.signed(&self.values);
    }

    /// Reads a table of rows of this width.
    pub fn read(width: usize, body: &mut Reader<'_>) -> Option<Self> {
        let rows = body.count()?;
        let hashes = body.numbers(rows)?;
        let scales = body.floats(rows)?;
        let values = body.signed(rows.checked_mul(width)?)?;
        Self::new(width, hashes, scales, values)
    }

    /// How many numbers a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds the features' rows to `out`.
    pub fn add(&self, arch: Arch, features: &[Feature], out: &mut [f32]) {
        arch.dispatch(Sum { embedding: self, features, out });
    }
}

struct Sum<'a> {
    embedding: &'a Embedding,
    features: &'a [Feature],
    out: &'a mut [f32],
}

impl WithSimd for Sum<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "compiled for the instructions that the machine has")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Embedding { width, rows, scales, values } = self.embedding;
        for feature in self.features {
            let Some(row) = rows.place(feature.hash) else { continue };
            let scale = scales[row] * feature.weight;
            let values = &values[row * width..(row + 1) * width];
            for (out, value) in self.out.iter_mut().zip(values) {
                *out = scale.mul_add(f32::from(*value), *out);
            }
        }
    }
}
