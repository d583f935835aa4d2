//! Log-linear ranking of hashed features by AdaGrad with averaged weights.

use crate::logistic::Random;

/// For each choice the features of those to choose among, and which of them are right.
pub(super) type Choice = Vec<(Vec<u32>, bool)>;

/// How often the choices are gone through, and how far a step goes.
const ROUNDS: usize = 8;
const RATE: f32 = 0.08;

/// Weight of the square of the weights, for each choice seen.
const DECAY: f32 = 1e-3;

/// Orders of the choices over whose weights the mean is taken: what one order does by chance, the others do not.
const ORDERS: u64 = 5;

/// The weights that make right ones probable.
pub(super) fn train(choices: &[Choice], bits: u32, seed: u64) -> Vec<f32> {
    let mut mean = vec![0.0_f32; 1 << bits];
    for order in 0..ORDERS {
        let weights = train_in_order(choices, bits, seed + order);
        mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight / ORDERS as f32);
    }
    mean
}

fn train_in_order(choices: &[Choice], bits: u32, seed: u64) -> Vec<f32> {
    let size = 1 << bits;
    let shift = 32 - bits;
    let (mut weights, mut squares, mut sums) =
        (vec![0.0_f32; size], vec![1e-4_f32; size], vec![0.0_f32; size]);
    let mut order: Vec<u32> = (0..choices.len() as u32).collect();
    let mut random = Random::new(seed);
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for place in &order {
            let choice = &choices[*place as usize];
            let scores: Vec<f32> = choice
                .iter()
                .map(|(features, _)| features.iter().map(|hash| weights[(hash >> shift) as usize]).sum())
                .collect();
            let most = scores.iter().fold(f32::NEG_INFINITY, |most, score| most.max(*score));
            let chances: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
            let total: f32 = chances.iter().sum();
            let right: f32 =
                chances.iter().zip(choice).filter(|(_, (_, right))| *right).map(|(chance, _)| chance).sum();
            for ((features, is_right), chance) in choice.iter().zip(&chances) {
                let wanted = if *is_right { chance / right.max(f32::MIN_POSITIVE) } else { 0.0 };
                let error = chance / total - wanted;
                if error.abs() < 1e-4 {
                    continue;
                }
                for hash in features {
                    let at = (hash >> shift) as usize;
                    let gradient = error + DECAY * weights[at];
                    squares[at] += gradient * gradient;
                    weights[at] -= RATE * gradient / squares[at].sqrt();
                }
            }
        }
        if round >= ROUNDS / 2 {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
    sums.iter().map(|sum| sum / (ROUNDS - ROUNDS / 2) as f32).collect()
}
