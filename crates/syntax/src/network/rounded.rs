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
/// Rows of the left factor that are multiplied at a time.
pub const ROWS: usize = 8;
/// Products that a processor adds up at once.
pub const DEEP: usize = 4;
/// What is added to a rounded value, so that it is a byte without a sign.
pub const OFFSET: u8 = 128;

/// From 2²³ to 2²⁴ there are whole numbers only; [`OFFSET`] is added to the middle.
const WHOLE: f32 = 12_582_912.0 + OFFSET as f32;

/// The left factor of products, rounded row by row: the whole numbers of `DEEP` columns of `ROWS` rows lie
/// together, [`OFFSET`] added. Memory that is used again.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    rows: usize,
    deep: usize,
    scales: Vec<f32>,
    numbers: Vec<[[u8; DEEP]; ROWS]>,
}

impl Levels {
    /// Rounds the rows of `values`, each of so many columns.
    pub fn set(&mut self, arch: Arch, values: &[f32], columns: usize) {
        self.rows = values.len().checked_div(columns).unwrap_or(0);
        self.deep = columns.div_ceil(DEEP);
        self.scales.resize(self.rows, 0.0);
        self.numbers.resize(self.rows.div_ceil(ROWS) * self.deep, [[0; DEEP]; ROWS]);
        if self.rows > 0 {
            arch.dispatch(Rounding { levels: self, values, columns });
        }
    }

    /// The rows by `ROWS`: their numbers and their scales.
    pub fn blocks(&self) -> impl Iterator<Item = (&[[[u8; DEEP]; ROWS]], &[f32])> {
        self.numbers.chunks_exact(self.deep.max(1)).zip(self.scales.chunks(ROWS))
    }
}

struct Rounding<'a> {
    levels: &'a mut Levels,
    values: &'a [f32],
    columns: usize,
}

impl WithSimd for Rounding<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Levels { deep, scales, numbers, .. } = self.levels;
        let mut rounded = [0_u8; LONGEST.next_multiple_of(DEEP)];
        let rows = self.values.chunks_exact(self.columns).zip(scales);
        for (place, (row, scale)) in rows.enumerate() {
            *scale = round_row(row, &mut rounded[..self.columns]);
            let block = &mut numbers[place / ROWS * *deep..][..*deep];
            for (number, rounded) in block.iter_mut().zip(rounded.as_chunks().0) {
                number[place % ROWS] = *rounded;
            }
        }
    }
}

/// A matrix of weights as the right factor of products, rounded with a scale for each column.
#[derive(Debug, Clone)]
pub struct Rounded {
    rows: usize,
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
        fits.then(|| Self { rows, scales, weights: Weights::new(&levels, rows, columns) })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds `left` × this to `out`, row by row, or sets `out` to it and a bias. `left` has as many columns as
    /// this has rows.
    pub fn multiply(&self, arch: Arch, left: &Levels, bias: Option<&[f32]>, out: &mut [f32]) {
        if self.rows == 0 || self.scales.is_empty() {
            return;
        }
        let output = Output { scales: &self.scales, bias, out };
        match &self.weights {
            Weights::Plain(panels) => arch.dispatch(Plain { arch, panels, left, output }),
            #[cfg(target_arch = "x86_64")]
            Weights::Bytes(bytes) => bytes.multiply(left, output),
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

/// Where sums of whole numbers go.
pub struct Output<'a> {
    scales: &'a [f32],
    bias: Option<&'a [f32]>,
    out: &'a mut [f32],
}

impl Output<'_> {
    /// The outputs of as many rows as a block has, in order.
    pub fn blocks(&mut self) -> impl Iterator<Item = Block<'_>> {
        let (scales, bias) = (self.scales, self.bias);
        self.out.chunks_mut(ROWS * scales.len()).map(move |out| Block { scales, bias, out })
    }
}

/// The outputs of a few rows.
pub struct Block<'a> {
    scales: &'a [f32],
    bias: Option<&'a [f32]>,
    out: &'a mut [f32],
}

impl Block<'_> {
    /// Takes up the sums of one panel, each row in its scale.
    #[inline(always)]
    pub fn take(&mut self, panel: usize, sums: &[[f32; PANEL]; ROWS], rows: &[f32]) {
        let columns = panel * PANEL..self.scales.len().min((panel + 1) * PANEL);
        let scales = &self.scales[columns.clone()];
        for ((out, sums), row) in self.out.chunks_exact_mut(self.scales.len()).zip(sums).zip(rows) {
            let out = &mut out[columns.clone()];
            match self.bias {
                Some(bias) => {
                    let bias = &bias[columns.clone()];
                    for (((out, sum), scale), bias) in out.iter_mut().zip(sums).zip(scales).zip(bias) {
                        *out = sum * (row * scale) + bias;
                    }
                }
                None => {
                    for ((out, sum), scale) in out.iter_mut().zip(sums).zip(scales) {
                        *out += sum * (row * scale);
                    }
                }
            }
        }
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
fn round_row(row: &[f32], levels: &mut [u8]) -> f32 {
    // The greatest of each of several lanes first, so that they are looked at side by side.
    let (chunks, rest) = row.as_chunks::<16>();
    let mut most = [0.0_f32; 16];
    for values in chunks.iter().map(<[f32; 16]>::as_slice).chain([rest]) {
        for (most, value) in most.iter_mut().zip(values) {
            *most = most.max(value.abs());
        }
    }
    let most = most.iter().fold(0.0_f32, |most, lane| most.max(*lane));
    let factor = if most > 0.0 { MOST / most } else { 0.0 };
    for (level, value) in levels.iter_mut().zip(row) {
        // Numbers of this size have no place for a fraction: the sum is rounded, its last byte is the level.
        *level = (value * factor + WHOLE).to_bits() as u8;
    }
    most / MOST
}

/// The product by floating-point numbers.
struct Plain<'a> {
    arch: Arch,
    panels: &'a [Packed],
    left: &'a Levels,
    output: Output<'a>,
}

impl WithSimd for Plain<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { arch, panels, left, mut output } = self;
        let mut numbers = [0.0_f32; LONGEST];
        for ((levels, scales), mut block) in left.blocks().zip(output.blocks()) {
            for (panel, packed) in panels.iter().enumerate() {
                let mut sums = [[0.0_f32; PANEL]; ROWS];
                for (row, sums) in sums.iter_mut().enumerate().take(scales.len()) {
                    let bytes = levels.iter().flat_map(|levels| levels[row]);
                    let numbers = &mut numbers[..packed.rows()];
                    for (number, byte) in numbers.iter_mut().zip(bytes) {
                        *number = f32::from(byte) - f32::from(OFFSET);
                    }
                    add_product(arch, numbers, packed, &mut sums[..packed.columns()]);
                }
                block.take(panel, &sums, scales);
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
        let plain = Rounded { rows, scales, weights: Weights::plain(&levels, rows, columns) };
        let mut levels = Levels::default();
        levels.set(Arch::new(), left, rows);
        [fastest, plain].map(|rounded| {
            let mut out = vec![0.25; left.len() / rows * columns];
            let bias = vec![0.25; columns];
            rounded.multiply(Arch::new(), &levels, Some(&bias), &mut out);
            for value in &mut out {
                *value += 0.25;
            }
            rounded.multiply(Arch::new(), &levels, None, &mut out);
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
            let mut exact = vec![0.25; height * columns];
            add_product(Arch::new(), &left, &packed, &mut exact);
            for (rounded, exact) in plain.iter().zip(exact) {
                prop_assert!((rounded / 2.0 - exact).abs() < 0.01 * (rows as f32).sqrt(), "{rounded} {exact}");
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
