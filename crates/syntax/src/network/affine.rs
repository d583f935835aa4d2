//! A layer without memory.

use pulp::Arch;

use super::factors::{Inputs, Weights};
use super::rounded::Levels;

/// `x` · weight + bias.
#[derive(Debug, Clone, Default)]
pub struct Affine {
    /// Inputs × outputs, row by row.
    pub weight: Vec<f32>,
    /// One for each output.
    pub bias: Vec<f32>,
    factor: Weights,
}

impl Affine {
    /// A layer of these weights; `bias` says how many outputs there are.
    pub fn new(weight: Vec<f32>, bias: Vec<f32>) -> Self {
        let mut layer = Self { weight, bias, factor: Weights::default() };
        layer.prepare();
        layer
    }

    /// Takes up changed weights.
    pub fn prepare(&mut self) {
        let (inputs, outputs) = (self.inputs(), self.outputs());
        self.factor.set(&self.weight, inputs, outputs);
    }

    /// Rounds the weights as a file holds them, for use alone.
    pub fn round(&mut self) {
        let (inputs, outputs) = (self.inputs(), self.outputs());
        self.factor.round(&self.weight, inputs, outputs);
    }

    /// How many inputs.
    pub fn inputs(&self) -> usize {
        self.weight.len() / self.bias.len().max(1)
    }

    /// How many outputs.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Rows of values as this layer reads them; layers of as many inputs read the same.
    pub fn left<'a>(&self, arch: Arch, values: &'a [f32], levels: &'a mut Levels) -> Inputs<'a> {
        self.factor.left(arch, values, levels)
    }

    /// Sets `out` to the outputs for each of `rows` rows.
    pub fn forward(&self, arch: Arch, inputs: Inputs<'_>, rows: usize, out: &mut Vec<f32>) {
        out.resize(rows * self.outputs(), 0.0);
        self.factor.multiply(arch, inputs, Some(&self.bias), out);
    }
}
