//! How far each step goes.

use super::adam::{Moments, Rate};
use super::table::Table;

/// The step of Adam at its largest.
const STEP: f32 = 0.002;
/// Steps until it is reached.
const WARM: f32 = 200.0;
/// Longer gradients are shortened to this.
const LONGEST: f32 = 1.0;

/// Steps that first grow, then shrink to nothing.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    /// Steps taken, and steps in all.
    time: i32,
    steps: f32,
    moments: Vec<Moments>,
}

impl Course {
    /// A course of so many steps for weights of these lengths.
    pub(crate) fn new(steps: usize, lengths: impl Iterator<Item = usize>) -> Self {
        Self { time: 0, steps: steps as f32, moments: lengths.map(Moments::new).collect() }
    }

    /// Takes a step: moves the weights and the table against their gradients.
    pub(crate) fn step(
        &mut self,
        weights: Vec<&mut Vec<f32>>,
        mut gradients: Vec<&mut Vec<f32>>,
        table: &mut Table,
    ) {
        self.time += 1;
        let squares = |values: &[f32]| values.iter().map(|value| value * value).sum::<f32>();
        let dense: f32 = gradients.iter().map(|gradient| squares(gradient)).sum();
        let length = (dense + squares(table.gradient())).sqrt();
        let shorten = LONGEST / length.max(LONGEST);
        let all = gradients.iter_mut().map(|gradient| &mut **gradient).chain([table.gradient()]);
        for value in all.flatten() {
            *value *= shorten;
        }
        let time = self.time as f32;
        let left = (1.0 - time / (self.steps * 1.02)).max(0.01);
        let rate = Rate { step: STEP * (time / WARM).min(1.0) * left, time: self.time };
        table.update(rate);
        for ((weights, gradient), moments) in weights.into_iter().zip(gradients).zip(&mut self.moments) {
            moments.update(weights, 0, gradient, rate);
        }
    }
}
