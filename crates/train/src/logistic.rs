//! Multinomial logistic regression over hashed features, by `AdaGrad` with averaged weights.
//!
//! Duchi, Hazan and Singer: Adaptive Subgradient Methods (2011).

/// Cases of features and a class, stored end to end.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    features: Vec<u32>,
    /// Where each case ends in `features`, its class and its weight.
    ends: Vec<(usize, u8, f32)>,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Training {
    pub(crate) bits: u32,
    pub(crate) classes: usize,
    pub(crate) rounds: usize,
    pub(crate) rate: f32,
    /// Weight of the square of the weights, for each case seen.
    pub(crate) decay: f32,
    pub(crate) seed: u64,
}

impl Cases {
    pub(crate) fn push(&mut self, features: &[u32], class: usize, weight: f32) {
        self.features.extend_from_slice(features);
        self.ends.push((self.features.len(), class as u8, weight));
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, n: usize) -> Option<(&[u32], usize, f32)> {
        let &(end, class, weight) = self.ends.get(n)?;
        let start = n.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |&(end, ..)| end);
        Some((self.features.get(start..end)?, usize::from(class), weight))
    }
}

/// The weights: one for each feature and every class but the first.
pub(crate) fn train(cases: &Cases, training: &Training) -> Vec<f32> {
    let stride = training.classes - 1;
    let size = (1 << training.bits) * stride;
    let shift = 32 - training.bits;
    let mut weights = vec![0_f32; size];
    let mut squares = vec![1e-6_f32; size];
    let mut sums = vec![0_f32; size];
    let mut order: Vec<u32> = (0..cases.len() as u32).collect();
    let mut random = Random::new(training.seed);
    let mut scores = vec![0_f32; stride];
    let average_from = training.rounds / 2;
    for round in 0..training.rounds {
        random.shuffle(&mut order);
        for &n in &order {
            let Some((features, class, weight)) = cases.get(n as usize) else { continue };
            scores.fill(0.0);
            for &hash in features {
                let at = (hash >> shift) as usize * stride;
                for (score, w) in scores.iter_mut().zip(weights.iter().skip(at)) {
                    *score += w;
                }
            }
            let total: f32 = 1.0 + scores.iter().map(|score| score.exp().min(1e30)).sum::<f32>();
            for (k, score) in scores.iter_mut().enumerate() {
                let target = if class == k + 1 { 1.0 } else { 0.0 };
                *score = (score.exp().min(1e30) / total - target) * weight;
            }
            if scores.iter().all(|gradient| gradient.abs() < 1e-4) {
                continue;
            }
            for &hash in features {
                let at = (hash >> shift) as usize * stride;
                for (k, &error) in scores.iter().enumerate() {
                    let Some(w) = weights.get_mut(at + k) else { continue };
                    let Some(square) = squares.get_mut(at + k) else { continue };
                    let gradient = error + training.decay * *w;
                    *square += gradient * gradient;
                    *w -= training.rate * gradient / square.sqrt();
                }
            }
        }
        if round >= average_from {
            for (sum, w) in sums.iter_mut().zip(&weights) {
                *sum += w;
            }
        }
    }
    let counted = (training.rounds - average_from).max(1) as f32;
    sums.iter().map(|sum| sum / counted).collect()
}

/// A small generator of pseudo-random numbers (`SplitMix64`), so that training can be repeated.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for n in (1..items.len()).rev() {
            items.swap(n, self.below(n + 1));
        }
    }
}
