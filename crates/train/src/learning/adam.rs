//! Adam (Kingma and Ba 2015), for whole matrices and for the touched rows of a table.

/// How far and how steadily a step goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) step: f32,
    /// How many steps there have been, this one included.
    pub(crate) time: i32,
}

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.95;
const FLOOR: f32 = 1e-8;

/// The moments of one weight array.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    pub(crate) fn new(len: usize) -> Self {
        Self { first: vec![0.0; len], second: vec![0.0; len] }
    }

    /// Changes weights `at..at + gradient.len()`.
    pub(crate) fn update(&mut self, weights: &mut [f32], at: usize, gradient: &[f32], rate: Rate) {
        let first_part = 1.0 - FIRST.powi(rate.time);
        let second_part = 1.0 - SECOND.powi(rate.time);
        let range = at..at + gradient.len();
        let moments = self.first[range.clone()].iter_mut().zip(&mut self.second[range.clone()]);
        for ((weight, gradient), (first, second)) in weights[range].iter_mut().zip(gradient).zip(moments) {
            *first = FIRST * *first + (1.0 - FIRST) * gradient;
            *second = SECOND * *second + (1.0 - SECOND) * gradient * gradient;
            *weight -= rate.step * (*first / first_part) / ((*second / second_part).sqrt() + FLOOR);
        }
    }
}
