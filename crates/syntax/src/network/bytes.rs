//! Sums of products of bytes by the processor's own instruction (AVX-512 VNNI).

use std::arch::x86_64::{__m512i, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_set1_epi32};

use pulp::cast;

use super::rounded::{DEEP, Levels, OFFSET, Output, PANEL, ROWS};

/// Columns of one register.
const LANES: usize = 16;
/// Registers of a panel.
const PARTS: usize = PANEL / LANES;

/// One register of weights: `DEEP` rows of each of `LANES` columns, column by column.
type Weights = [i8; DEEP * LANES];

/// A matrix of whole numbers.
#[derive(Debug, Clone)]
pub struct Bytes {
    /// Registers from the first row of a panel to the last.
    deep: usize,
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
        Some(Self { deep, weights, begin })
    }

    /// The sums of `left` × this go to `output`.
    pub fn multiply(&self, left: &Levels, output: Output<'_>) {
        // SAFETY: a value of this type is made only where the processor has the instructions.
        #[expect(unsafe_code, reason = "three times as fast as products of floating-point numbers")]
        unsafe {
            self.product(left, output);
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn product(&self, left: &Levels, mut output: Output<'_>) {
        let mut sums = [[0.0_f32; PANEL]; ROWS];
        for ((levels, scales), mut block) in left.blocks().zip(output.blocks()) {
            let panels = self.weights.chunks_exact(self.deep).zip(&self.begin);
            for (panel, (weights, begin)) in panels.enumerate() {
                match scales.len() {
                    8 => tile::<8>(levels, weights, begin, &mut sums),
                    5..8 => tile::<7>(levels, weights, begin, &mut sums),
                    3..5 => tile::<4>(levels, weights, begin, &mut sums),
                    2 => tile::<2>(levels, weights, begin, &mut sums),
                    _ => tile::<1>(levels, weights, begin, &mut sums),
                }
                block.take(panel, &sums, scales);
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
