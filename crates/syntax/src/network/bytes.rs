//! Sums of products of bytes by the processor's own instruction (AVX-512 VNNI).

use std::arch::x86_64::{__m512i, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_set1_epi32};

use pulp::cast;

use super::rounded::{LONGEST, OFFSET, PANEL, ROWS, add_scaled, round_row};

/// Products that the instruction adds up at once.
const DEEP: usize = 4;
/// Columns of one register.
const LANES: usize = 16;
/// Registers of a panel.
const PARTS: usize = PANEL / LANES;

/// One register of weights: `DEEP` rows of each of `LANES` columns, column by column.
type Weights = [i8; DEEP * LANES];

/// A matrix of whole numbers.
#[derive(Debug, Clone)]
pub struct Bytes {
    inner: usize,
    /// For each panel, going down its rows by `DEEP`, its registers.
    weights: Vec<[Weights; PARTS]>,
    /// For each panel what its sums begin with: what [`OFFSET`] adds to them, taken off.
    begin: Vec<[[i32; LANES]; PARTS]>,
}

impl Bytes {
    /// Packs a matrix of `inner` × `columns`. `None` where the processor lacks the instruction.
    pub fn new(levels: &[i8], inner: usize, columns: usize) -> Option<Self> {
        let able = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vnni");
        if !able {
            return None;
        }
        let (deep, panels) = (inner.div_ceil(DEEP), columns.div_ceil(PANEL));
        let mut weights = vec![[[0; DEEP * LANES]; PARTS]; panels * deep];
        let mut begin = vec![[[0; LANES]; PARTS]; panels];
        for (row, line) in levels.chunks_exact(columns.max(1)).enumerate() {
            for (column, level) in line.iter().enumerate() {
                let (panel, part, lane) = (column / PANEL, column % PANEL / LANES, column % LANES);
                weights[panel * deep + row / DEEP][part][lane * DEEP + row % DEEP] = *level;
                begin[panel][part][lane] -= i32::from(OFFSET) * i32::from(*level);
            }
        }
        Some(Self { inner, weights, begin })
    }

    /// Adds `left` × this to `out`, the columns in their scales.
    pub fn add_product(&self, scales: &[f32], left: &[f32], out: &mut [f32]) {
        // SAFETY: a value of this type is made only where the processor has the instructions.
        #[expect(unsafe_code, reason = "three times as fast as products of floating-point numbers")]
        unsafe {
            self.product(scales, left, out);
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn product(&self, scales: &[f32], left: &[f32], out: &mut [f32]) {
        let (inner, columns) = (self.inner, scales.len());
        let deep = inner.div_ceil(DEEP);
        // What stands behind a row's values is multiplied with weights of 0.
        let mut rounded = [0_u8; LONGEST.next_multiple_of(DEEP)];
        let mut levels = [[[0_u8; DEEP]; ROWS]; LONGEST.div_ceil(DEEP)];
        let levels = &mut levels[..deep];
        for (left, out) in left.chunks(ROWS * inner).zip(out.chunks_mut(ROWS * columns)) {
            let mut row_scales = [0.0_f32; ROWS];
            for (place, (row, scale)) in left.chunks_exact(inner).zip(&mut row_scales).enumerate() {
                *scale = round_row(row, &mut rounded[..inner]);
                for (levels, rounded) in levels.iter_mut().zip(rounded.as_chunks().0) {
                    levels[place] = *rounded;
                }
            }
            let panels = self.weights.chunks_exact(deep).zip(&self.begin).zip((0..).step_by(PANEL));
            for ((weights, begin), at) in panels {
                let mut sums = [[0.0_f32; PANEL]; ROWS];
                match left.len() / inner {
                    8 => tile::<8>(levels, weights, begin, &mut sums),
                    5..8 => tile::<7>(levels, weights, begin, &mut sums),
                    3..5 => tile::<4>(levels, weights, begin, &mut sums),
                    2 => tile::<2>(levels, weights, begin, &mut sums),
                    _ => tile::<1>(levels, weights, begin, &mut sums),
                }
                let width = PANEL.min(columns - at);
                for ((out, sums), scale) in out.chunks_exact_mut(columns).zip(&sums).zip(row_scales) {
                    add_scaled(&mut out[at..at + width], sums, scale, &scales[at..at + width]);
                }
            }
        }
    }
}

/// The sums of `R` rows times one panel.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn tile<const R: usize>(
    levels: &[[[u8; DEEP]; ROWS]],
    weights: &[[Weights; PARTS]],
    begin: &[[i32; LANES]; PARTS],
    sums: &mut [[f32; PANEL]; ROWS],
) {
    let mut totals = [begin.map(cast::<_, __m512i>); R];
    for (levels, weights) in levels.iter().zip(weights) {
        let weights = weights.map(cast::<_, __m512i>);
        for (totals, levels) in totals.iter_mut().zip(levels) {
            let values = _mm512_set1_epi32(i32::from_le_bytes(*levels));
            for (total, weights) in totals.iter_mut().zip(weights) {
                *total = _mm512_dpbusd_epi32(*total, values, weights);
            }
        }
    }
    for (sums, totals) in sums.iter_mut().zip(totals) {
        for (sums, total) in sums.as_chunks_mut::<LANES>().0.iter_mut().zip(totals) {
            *sums = cast(_mm512_cvtepi32_ps(total));
        }
    }
}
