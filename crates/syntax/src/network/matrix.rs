//! Products of matrices of 32-bit numbers.
//!
//! Sums run in one order on every machine, with fused multiplications where the machine has them and
//! exact ones in software where not, so that a sentence gets the same tree everywhere.

use pulp::{Arch, Simd, WithSimd};

/// Columns that are kept side by side.
const PANEL: usize = 32;
/// Rows that one pass over a panel serves; their sums stay in registers.
const ROWS: usize = 6;

/// A matrix as the right factor of products: `PANEL` columns after the other, each row by row.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    rows: usize,
    columns: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a matrix of `rows` × `columns` that lies row by row.
    pub fn pack(&mut self, matrix: &[f32], rows: usize, columns: usize) {
        self.resize(rows, columns);
        if rows == 0 || columns == 0 {
            return;
        }
        for (panel, at) in self.panels.chunks_exact_mut(rows * PANEL).zip((0..).step_by(PANEL)) {
            let width = PANEL.min(columns - at);
            for (to, row) in panel.chunks_exact_mut(PANEL).zip(matrix.chunks_exact(columns)) {
                to[..width].copy_from_slice(&row[at..at + width]);
            }
        }
    }

    /// Packs the transpose of a matrix of `columns` × `rows` that lies row by row.
    pub fn pack_transposed(&mut self, matrix: &[f32], rows: usize, columns: usize) {
        self.resize(rows, columns);
        if rows == 0 || columns == 0 {
            return;
        }
        for (column, values) in matrix.chunks_exact(rows).enumerate().take(columns) {
            let start = column / PANEL * rows * PANEL + column % PANEL;
            for (to, value) in self.panels[start..].iter_mut().step_by(PANEL).zip(values) {
                *to = *value;
            }
        }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    fn resize(&mut self, rows: usize, columns: usize) {
        self.rows = rows;
        self.columns = columns;
        self.panels.clear();
        self.panels.resize(columns.div_ceil(PANEL) * rows * PANEL, 0.0);
    }
}

/// Adds `left` × `right` to `out`; both lie row by row. `left` has `right.rows()` columns.
pub fn add_product(arch: Arch, left: &[f32], right: &Packed, out: &mut [f32]) {
    if right.rows > 0 && right.columns > 0 {
        arch.dispatch(Product { left, right, out });
    }
}

struct Product<'a> {
    left: &'a [f32],
    right: &'a Packed,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { left, right, out } = self;
        for (panel, at) in right.panels.chunks_exact(right.rows * PANEL).zip((0..).step_by(PANEL)) {
            let width = PANEL.min(right.columns - at);
            let lefts = left.chunks(ROWS * right.rows);
            let outs = out.chunks_mut(ROWS * right.columns);
            for (left, out) in lefts.zip(outs) {
                let place = Place { inner: right.rows, columns: right.columns, at, width };
                match left.len() / right.rows {
                    6 => tile::<S, 6>(simd, left, panel, out, place),
                    5 => tile::<S, 5>(simd, left, panel, out, place),
                    4 => tile::<S, 4>(simd, left, panel, out, place),
                    3 => tile::<S, 3>(simd, left, panel, out, place),
                    2 => tile::<S, 2>(simd, left, panel, out, place),
                    _ => tile::<S, 1>(simd, left, panel, out, place),
                }
            }
        }
    }
}

/// Where a tile stands.
#[derive(Clone, Copy)]
struct Place {
    inner: usize,
    columns: usize,
    at: usize,
    width: usize,
}

/// `R` rows times one panel.
#[inline(always)]
fn tile<S: Simd, const R: usize>(simd: S, left: &[f32], panel: &[f32], out: &mut [f32], place: Place) {
    let Place { inner, columns, at, width } = place;
    let rows: [&[f32]; R] = std::array::from_fn(|row| &left[row * inner..(row + 1) * inner]);
    let step = 2 * S::F32_LANES;
    for from in (0..width).step_by(step) {
        let mut sums = [[simd.splat_f32s(0.0); 2]; R];
        for (place, right) in panel.chunks_exact(PANEL).enumerate() {
            let (right, _) = S::as_simd_f32s(&right[from..from + step]);
            for (sums, row) in sums.iter_mut().zip(rows) {
                let left = simd.splat_f32s(row[place]);
                sums[0] = simd.mul_add_f32s(left, right[0], sums[0]);
                sums[1] = simd.mul_add_f32s(left, right[1], sums[1]);
            }
        }
        let end = width.min(from + step);
        for (row, sums) in sums.iter().enumerate() {
            let mut plain = [0.0_f32; PANEL];
            let (lanes, _) = S::as_mut_simd_f32s(&mut plain);
            lanes[..2].copy_from_slice(sums);
            let out = &mut out[row * columns + at + from..row * columns + at + end];
            for (out, sum) in out.iter_mut().zip(plain) {
                *out += sum;
            }
        }
    }
}
