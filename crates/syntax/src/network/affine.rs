//! A layer without memory.

use pulp::Arch;

use super::matrix::Weights;

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

    /// Sets `out` to the outputs for each row of `x`.
    pub fn forward(&self, arch: Arch, x: &[f32], out: &mut Vec<f32>) {
        out.clear();
        if self.outputs() == 0 {
            return;
        }
        for _ in 0..x.len() / self.inputs() {
            out.extend_from_slice(&self.bias);
        }
        self.factor.add_product(arch, x, out);
    }
}
