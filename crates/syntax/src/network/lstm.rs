//! Long short-term memory in both directions (Hochreiter and Schmidhuber 1997; Graves 2005).

use pulp::{Arch, Simd, WithSimd};

use super::batch::Batch;
use super::function::{sigmoid, tanh};
use super::matrix::Weights;

/// Which way a layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the first word to the last.
    Forward,
    /// From the last word to the first.
    Backward,
}

/// One direction of a layer. The gates of a cell lie as input, forget, output, candidate.
#[derive(Debug, Clone)]
pub struct Lstm {
    /// Which way it reads.
    pub direction: Direction,
    /// Inputs × 4 cells, row by row.
    pub input: Vec<f32>,
    /// Cells × 4 cells.
    pub recurrent: Vec<f32>,
    /// 4 cells.
    pub bias: Vec<f32>,
    input_factor: Weights,
    recurrent_factor: Weights,
}

/// What a pass leaves behind: the outputs, and what training needs.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Rows × 4 cells: the gates after their functions.
    pub gates: Vec<f32>,
    /// Rows × cells.
    pub cells: Vec<f32>,
    /// Rows × cells: the output.
    pub outputs: Vec<f32>,
    /// Rows × cells: the output of the step before, as the gates saw it.
    pub previous: Vec<f32>,
    /// Rows × cells: the cells of the step before.
    pub previous_cells: Vec<f32>,
}

impl Lstm {
    /// A direction of these weights.
    pub fn new(direction: Direction, input: Vec<f32>, recurrent: Vec<f32>, bias: Vec<f32>) -> Self {
        let (input_factor, recurrent_factor) = (Weights::default(), Weights::default());
        let mut lstm = Self { direction, input, recurrent, bias, input_factor, recurrent_factor };
        lstm.prepare();
        lstm
    }

    /// Takes up changed weights.
    pub fn prepare(&mut self) {
        let gates = self.bias.len();
        self.input_factor.set(&self.input, self.input.len() / gates, gates);
        self.recurrent_factor.set(&self.recurrent, gates / 4, gates);
    }

    /// Rounds the weights as a file holds them, for use alone.
    pub fn round(&mut self) {
        let gates = self.bias.len();
        self.input_factor.round(&self.input, self.input.len() / gates, gates);
        self.recurrent_factor.round(&self.recurrent, gates / 4, gates);
    }

    /// How many cells.
    pub fn cells(&self) -> usize {
        self.bias.len() / 4
    }

    /// Reads the rows of `x`. `mask`, sentences × cells, multiplies what the gates see of the step before
    /// (dropout of one mask a sentence: Gal and Ghahramani 2016).
    pub fn forward(&self, arch: Arch, batch: &Batch, x: &[f32], mask: Option<&[f32]>, trace: &mut Trace) {
        let (rows, cells) = (batch.rows(), self.cells());
        trace.gates.clear();
        for _ in 0..rows {
            trace.gates.extend_from_slice(&self.bias);
        }
        self.input_factor.add_product(arch, x, &mut trace.gates);
        for part in [&mut trace.cells, &mut trace.outputs, &mut trace.previous, &mut trace.previous_cells] {
            part.clear();
            part.resize(rows * cells, 0.0);
        }
        for order in 0..batch.steps() {
            let (step, before) = match self.direction {
                Direction::Forward => (order, order.checked_sub(1)),
                Direction::Backward => {
                    let step = batch.steps() - 1 - order;
                    (step, Some(step + 1).filter(|before| *before < batch.steps()))
                }
            };
            let here = batch.step(step);
            if let Some(before) = before {
                let from = batch.step(before);
                // Sentences that have a word at both steps; the others begin here, or have ended.
                let shared = here.len().min(from.len()) * cells;
                let (to, from) = (here.start * cells, from.start * cells);
                trace.previous[to..to + shared].copy_from_slice(&trace.outputs[from..from + shared]);
                trace.previous_cells[to..to + shared].copy_from_slice(&trace.cells[from..from + shared]);
                if let Some(mask) = mask {
                    for (value, keep) in trace.previous[to..to + shared].iter_mut().zip(mask) {
                        *value *= keep;
                    }
                }
                let gates = &mut trace.gates[here.start * 4 * cells..here.end * 4 * cells];
                self.recurrent_factor.add_product(arch, &trace.previous[to..to + shared], gates);
            }
            arch.dispatch(Cells {
                count: cells,
                gates: &mut trace.gates[here.start * 4 * cells..here.end * 4 * cells],
                previous: &trace.previous_cells[here.start * cells..here.end * cells],
                cells: &mut trace.cells[here.start * cells..here.end * cells],
                outputs: &mut trace.outputs[here.start * cells..here.end * cells],
            });
        }
    }
}

/// The functions of one step.
struct Cells<'a> {
    count: usize,
    gates: &'a mut [f32],
    previous: &'a [f32],
    cells: &'a mut [f32],
    outputs: &'a mut [f32],
}

impl WithSimd for Cells<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let n = self.count;
        let rows = self.gates.chunks_exact_mut(4 * n).zip(self.previous.chunks_exact(n));
        let results = self.cells.chunks_exact_mut(n).zip(self.outputs.chunks_exact_mut(n));
        for ((gates, previous), (cells, outputs)) in rows.zip(results) {
            for gate in &mut gates[..3 * n] {
                *gate = sigmoid(*gate);
            }
            for candidate in &mut gates[3 * n..] {
                *candidate = tanh(*candidate);
            }
            let (input, rest) = gates.split_at(n);
            let (forget, rest) = rest.split_at(n);
            let (output, candidate) = rest.split_at(n);
            for i in 0..n {
                cells[i] = forget[i].mul_add(previous[i], input[i] * candidate[i]);
            }
            for i in 0..n {
                outputs[i] = output[i] * tanh(cells[i]);
            }
        }
    }
}
