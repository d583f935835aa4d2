//! A linear classifier over hashed features with 8-bit weights.

/// Weights by feature hash and class. Class 0 has no weights: its score is 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear {
    pub(super) bits: u32,
    pub(super) classes: usize,
    pub(super) largest: f32,
    pub(super) weights: Vec<i8>,
    steps: Vec<f32>,
}

impl Linear {
    /// From weights as stored, `classes - 1` for each of `2^bits` features. `None` if the sizes disagree.
    pub(super) fn new(bits: u32, classes: usize, largest: f32, weights: Vec<i8>) -> Option<Self> {
        if bits > 22 || classes < 2 || weights.len() != (1 << bits) * (classes - 1) || !largest.is_finite() {
            return None;
        }
        let steps = (0..=u8::MAX).map(|code| decode(code.cast_signed(), largest)).collect();
        Some(Self { bits, classes, largest, weights, steps })
    }

    /// Rounds weights to 8 bits, finer near 0, where most of them are.
    pub(super) fn round(bits: u32, classes: usize, weights: &[f32]) -> Option<Self> {
        let largest = weights.iter().fold(0_f32, |most, w| most.max(w.abs())).max(f32::MIN_POSITIVE);
        let code = |w: &f32| ((w.abs() / largest).sqrt() * 127.0).round().copysign(*w) as i8;
        Self::new(bits, classes, largest, weights.iter().map(code).collect())
    }

    /// The score of one class, 1 or above, against class 0.
    #[inline]
    pub(super) fn score(&self, features: &[u32], class: usize) -> f32 {
        let shift = 32 - self.bits;
        let stride = self.classes - 1;
        let weight = |hash: &u32| {
            let at = (hash >> shift) as usize * stride + class - 1;
            let code = self.weights.get(at).copied().unwrap_or_default();
            self.steps.get(usize::from(code.cast_unsigned())).copied().unwrap_or_default()
        };
        features.iter().map(weight).sum()
    }
}

fn decode(code: i8, largest: f32) -> f32 {
    let share = f32::from(code) / 127.0;
    share * share.abs() * largest
}
