//! The table of features while it is learned: a word's input is the sum of its features' rows.

use super::adam::{Moments, Rate};

/// Weights of the rows, and the gradients of those that the last step used.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    width: usize,
    weights: Vec<f32>,
    moments: Moments,
    /// For each row its place in `touched`, or the largest number.
    slots: Vec<u32>,
    touched: Vec<u32>,
    gradient: Vec<f32>,
}

impl Table {
    /// Rows of zeros.
    pub(crate) fn new(rows: usize, width: usize) -> Self {
        Self {
            width,
            weights: vec![0.0; rows * width],
            moments: Moments::new(rows * width),
            slots: vec![u32::MAX; rows],
            touched: Vec::new(),
            gradient: Vec::new(),
        }
    }

    /// All rows, one behind the other.
    pub(crate) fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Adds rows, each so many times, to `out`.
    pub(crate) fn sum(&self, rows: &[(u32, f32)], out: &mut [f32]) {
        for (row, weight) in rows {
            let from = &self.weights[*row as usize * self.width..(*row as usize + 1) * self.width];
            for (to, from) in out.iter_mut().zip(from) {
                *to += weight * from;
            }
        }
    }

    /// Forgets the gradient of the last step.
    pub(crate) fn begin(&mut self) {
        for row in self.touched.drain(..) {
            self.slots[row as usize] = u32::MAX;
        }
        self.gradient.clear();
    }

    /// Takes up the gradient of a sum of rows.
    pub(crate) fn add_gradient(&mut self, rows: &[(u32, f32)], gradient: &[f32]) {
        let width = self.width;
        for (row, weight) in rows {
            let slot = &mut self.slots[*row as usize];
            if *slot == u32::MAX {
                *slot = self.touched.len() as u32;
                self.touched.push(*row);
                self.gradient.resize(self.gradient.len() + width, 0.0);
            }
            let at = *slot as usize * width;
            for (to, from) in self.gradient[at..at + width].iter_mut().zip(gradient) {
                *to += weight * from;
            }
        }
    }

    /// The gradient of the touched rows.
    pub(crate) fn gradient(&mut self) -> &mut Vec<f32> {
        &mut self.gradient
    }

    /// Moves the touched rows.
    pub(crate) fn update(&mut self, rate: Rate) {
        for (row, gradient) in self.touched.iter().zip(self.gradient.chunks_exact(self.width)) {
            self.moments.update(&mut self.weights, *row as usize * self.width, gradient, rate);
        }
    }
}
