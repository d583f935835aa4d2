//! Products with matrices of 8-bit numbers.
//!
//! The left factor is rounded to 8 bits too, each row to its own scale, so that all sums are sums of whole
//! numbers: exact in any order, and a sentence gets the same tree on every machine. Where the processor
//! adds up products of bytes (AVX-512 VNNI) it does; elsewhere the same whole numbers are multiplied as
//! 32-bit floating-point numbers.

use pulp::{Arch, Simd, WithSimd};

#[cfg(target_arch = "x86_64")]
use super::bytes::Bytes;
use super::matrix::{Packed, add_product};

/// The greatest whole number that a weight or a value is rounded to.
const MOST: f32 = 127.0;
/// More terms could add up to whole numbers that 32-bit floating-point numbers do not hold.
pub const LONGEST: usize = (1 << 24) / (127 * 127);
/// Columns that are kept side by side.
pub const PANEL: usize = 32;
/// Rows of the left factor that are rounded at a time.
pub const ROWS: usize = 8;
/// Whole numbers that are held as floating-point numbers at a time.
const BUFFER: usize = 3 * LONGEST;
/// What is added to a rounded value, so that it is a byte without a sign.
pub const OFFSET: u8 = 128;

/// From 2²³ to 2²⁴ there are whole numbers only; [`OFFSET`] is added to the middle.
const WHOLE: f32 = 12_582_912.0 + OFFSET as f32;

/// A matrix of weights as the right factor of products, rounded with a scale for each column.
#[derive(Debug, Clone)]
pub struct Rounded {
    rows: usize,
    columns: usize,
    scales: Vec<f32>,
    weights: Weights,
}

/// The whole numbers, in panels of columns.
#[derive(Debug, Clone)]
enum Weights {
    Plain(Vec<Packed>),
    #[cfg(target_arch = "x86_64")]
    Bytes(Bytes),
}

impl Rounded {
    /// Rounds a matrix of `rows` × `columns` that lies row by row, to the numbers that a model's file holds.
    /// `None` if it has too many rows for exact sums.
    pub fn new(matrix: &[f32], rows: usize, columns: usize) -> Option<Self> {
        let (scales, levels) = round_columns(matrix, columns);
        let fits = rows <= LONGEST && levels.len() == rows * columns;
        fits.then(|| Self { rows, columns, scales, weights: Weights::new(&levels, rows, columns) })
    }

    /// Adds `left` × this to `out`; both lie row by row. `left` has as many columns as this has rows.
    pub fn add_product(&self, arch: Arch, left: &[f32], out: &mut [f32]) {
        if self.rows == 0 || self.columns == 0 {
            return;
        }
        let scales = self.scales.as_slice();
        match &self.weights {
            Weights::Plain(panels) => {
                arch.dispatch(Plain { arch, inner: self.rows, panels, scales, left, out });
            }
            #[cfg(target_arch = "x86_64")]
            Weights::Bytes(bytes) => bytes.add_product(scales, left, out),
        }
    }
}

impl Weights {
    fn new(levels: &[i8], rows: usize, columns: usize) -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(bytes) = Bytes::new(levels, rows, columns) {
            return Self::Bytes(bytes);
        }
        Self::plain(levels, rows, columns)
    }

    fn plain(levels: &[i8], rows: usize, columns: usize) -> Self {
        let panel = |at: usize| {
            let width = PANEL.min(columns - at);
            let lines = levels.chunks_exact(columns);
            let numbers: Vec<f32> =
                lines.flat_map(|line| line[at..at + width].iter().map(|level| f32::from(*level))).collect();
            let mut packed = Packed::default();
            packed.pack(&numbers, rows, width);
            packed
        };
        Self::Plain((0..columns).step_by(PANEL).map(panel).collect())
    }
}

/// Rounds a matrix to whole numbers of −127 to 127, with a scale for each column.
pub fn round_columns(matrix: &[f32], columns: usize) -> (Vec<f32>, Vec<i8>) {
    let mut scales = vec![0.0_f32; columns];
    for row in matrix.chunks_exact(columns.max(1)) {
        for (scale, weight) in scales.iter_mut().zip(row) {
            *scale = scale.max(weight.abs() / MOST);
        }
    }
    let steps: Vec<f32> = scales.iter().map(|scale| if *scale > 0.0 { *scale } else { 1.0 }).collect();
    let numbers = matrix.iter().zip(steps.iter().cycle());
    let levels = numbers.map(|(weight, step)| (weight / step).round() as i8).collect();
    (scales, levels)
}

/// Rounds a row to whole numbers, [`OFFSET`] added. Gives its scale.
#[inline(always)]
pub fn round_row(row: &[f32], levels: &mut [u8]) -> f32 {
    let most = row.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
    let factor = if most > 0.0 { MOST / most } else { 0.0 };
    for (level, value) in levels.iter_mut().zip(row) {
        // Numbers of this size have no place for a fraction: the sum is rounded, its last byte is the level.
        *level = (value * factor + WHOLE).to_bits() as u8;
    }
    most / MOST
}

/// Adds sums of whole numbers to the outputs, each in its scale.
#[inline(always)]
pub fn add_scaled(out: &mut [f32], sums: &[f32], row: f32, columns: &[f32]) {
    for ((out, sum), column) in out.iter_mut().zip(sums).zip(columns) {
        *out += sum * (row * column);
    }
}

/// The product by floating-point numbers.
struct Plain<'a> {
    arch: Arch,
    inner: usize,
    panels: &'a [Packed],
    scales: &'a [f32],
    left: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Plain<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { arch, inner, panels, scales, left, out } = self;
        let columns = scales.len();
        let (mut levels, mut numbers) = ([0_u8; LONGEST], [0.0_f32; BUFFER]);
        let height = (BUFFER / inner).min(ROWS);
        for (left, out) in left.chunks(height * inner).zip(out.chunks_mut(height * columns)) {
            let mut row_scales = [0.0_f32; ROWS];
            let numbers = &mut numbers[..left.len()];
            let rows = left.chunks_exact(inner).zip(numbers.chunks_exact_mut(inner));
            for ((row, numbers), scale) in rows.zip(&mut row_scales) {
                *scale = round_row(row, &mut levels[..inner]);
                for (number, level) in numbers.iter_mut().zip(&levels) {
                    *number = f32::from(*level) - f32::from(OFFSET);
                }
            }
            for (panel, at) in panels.iter().zip((0..).step_by(PANEL)) {
                let width = panel.columns();
                let mut sums = [0.0_f32; ROWS * PANEL];
                let sums = &mut sums[..left.len() / inner * width];
                add_product(arch, numbers, panel, sums);
                let rows = out.chunks_exact_mut(columns).zip(sums.chunks_exact(width));
                for ((out, sums), scale) in rows.zip(row_scales) {
                    add_scaled(&mut out[at..at + width], sums, scale, &scales[at..at + width]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers(count: usize, seed: u64) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..count).map(|_| random.f32() * 2.0 - 1.0).collect()
    }

    /// The product and the same one computed without the processor's products of bytes.
    fn both_ways(left: &[f32], matrix: &[f32], rows: usize, columns: usize) -> [Vec<f32>; 2] {
        let fastest = Rounded::new(matrix, rows, columns).unwrap();
        let (scales, levels) = round_columns(matrix, columns);
        let plain = Rounded { rows, columns, scales, weights: Weights::plain(&levels, rows, columns) };
        [fastest, plain].map(|rounded| {
            let mut out = vec![0.5; left.len() / rows * columns];
            rounded.add_product(Arch::new(), left, &mut out);
            out
        })
    }

    proptest! {
        #[test]
        fn every_machine_gets_the_same_product(
            height in 1..20_usize, rows in 1..90_usize, columns in 1..90_usize, seed in any::<u64>()
        ) {
            let (left, matrix) = (numbers(height * rows, seed), numbers(rows * columns, !seed));
            let [fastest, plain] = both_ways(&left, &matrix, rows, columns);
            prop_assert_eq!(&fastest, &plain);
            let mut packed = Packed::default();
            packed.pack(&matrix, rows, columns);
            let mut exact = vec![0.5; height * columns];
            add_product(Arch::new(), &left, &packed, &mut exact);
            for (rounded, exact) in plain.iter().zip(exact) {
                prop_assert!((rounded - exact).abs() < 0.01 * (rows as f32).sqrt(), "{rounded} {exact}");
            }
        }
    }

    #[test]
    fn the_longest_sums_are_exact() {
        let (left, matrix) = (vec![1.0; LONGEST], vec![1.0; LONGEST]);
        let [fastest, plain] = both_ways(&left, &matrix, LONGEST, 1);
        assert_eq!(fastest, plain);
        assert!(Rounded::new(&[1.0; LONGEST + 1], LONGEST + 1, 1).is_none());
    }
}
