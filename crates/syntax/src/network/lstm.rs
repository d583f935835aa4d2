//! Long short-term memory in both directions (Hochreiter and Schmidhuber 1997; Graves 2005).

use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use super::batch::Batch;
use super::factors::{Inputs, Weights};
use super::function::{sigmoid, tanh};
use super::rounded::Levels;

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

/// What a pass leaves behind: the outputs, and what training needs. Memory that is used again.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Rows × 4 cells: the gates after their functions.
    pub gates: Vec<f32>,
    /// Rows × cells; in use sentences × cells, those of the last step.
    pub cells: Vec<f32>,
    /// Rows × cells: the output.
    pub outputs: Vec<f32>,
    /// Rows × cells: the output of the step before, as the gates saw it.
    pub previous: Vec<f32>,
    /// Rows × cells: the cells of the step before.
    pub previous_cells: Vec<f32>,
    levels: Levels,
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

    /// Rows of values as this layer reads them; directions and layers of as many inputs read the same.
    pub fn left<'a>(&self, arch: Arch, values: &'a [f32], levels: &'a mut Levels) -> Inputs<'a> {
        self.input_factor.left(arch, values, levels)
    }

    /// Reads rows for use: sets `trace.outputs`.
    pub fn read(&self, arch: Arch, batch: &Batch, inputs: Inputs<'_>, trace: &mut Trace) {
        let (rows, count) = (batch.rows(), self.cells());
        let Trace { gates, cells, outputs, levels, .. } = trace;
        gates.resize(rows * 4 * count, 0.0);
        outputs.resize(rows * count, 0.0);
        cells.clear();
        cells.resize(batch.lengths().len() * count, 0.0);
        self.input_factor.multiply(arch, inputs, Some(&self.bias), gates);
        for (here, before) in self.steps(batch) {
            let gates = &mut gates[here.start * 4 * count..here.end * 4 * count];
            if let Some(from) = before {
                let shared = here.len().min(from.len());
                let previous = &outputs[from.start * count..(from.start + shared) * count];
                let inputs = self.recurrent_factor.left(arch, previous, levels);
                self.recurrent_factor.multiply(arch, inputs, None, &mut gates[..shared * 4 * count]);
            }
            arch.dispatch(Cells {
                count,
                gates,
                cells: &mut cells[..here.len() * count],
                outputs: &mut outputs[here.start * count..here.end * count],
            });
        }
    }

    /// Reads the rows of `x` for training. `mask`, sentences × cells, multiplies what the gates see of the
    /// step before (dropout of one mask a sentence: Gal and Ghahramani 2016).
    pub fn forward(&self, arch: Arch, batch: &Batch, x: &[f32], mask: &[f32], trace: &mut Trace) {
        let (rows, cells) = (batch.rows(), self.cells());
        trace.gates.resize(rows * 4 * cells, 0.0);
        self.input_factor.multiply(arch, Inputs::Exact(x), Some(&self.bias), &mut trace.gates);
        for part in [&mut trace.cells, &mut trace.outputs, &mut trace.previous, &mut trace.previous_cells] {
            part.clear();
            part.resize(rows * cells, 0.0);
        }
        for (here, before) in self.steps(batch) {
            if let Some(from) = before {
                // Sentences that have a word at both steps; the others begin here, or have ended.
                let shared = here.len().min(from.len()) * cells;
                let (to, from) = (here.start * cells, from.start * cells);
                trace.previous[to..to + shared].copy_from_slice(&trace.outputs[from..from + shared]);
                trace.previous_cells[to..to + shared].copy_from_slice(&trace.cells[from..from + shared]);
                trace.cells.copy_within(from..from + shared, to);
                for (value, keep) in trace.previous[to..to + shared].iter_mut().zip(mask) {
                    *value *= keep;
                }
                let gates = &mut trace.gates[here.start * 4 * cells..here.end * 4 * cells];
                let previous = Inputs::Exact(&trace.previous[to..to + shared]);
                self.recurrent_factor.multiply(arch, previous, None, gates);
            }
            arch.dispatch(Cells {
                count: cells,
                gates: &mut trace.gates[here.start * 4 * cells..here.end * 4 * cells],
                cells: &mut trace.cells[here.start * cells..here.end * cells],
                outputs: &mut trace.outputs[here.start * cells..here.end * cells],
            });
        }
    }

    /// The rows of each step in the order of reading, and those of the step before.
    fn steps(&self, batch: &Batch) -> impl Iterator<Item = (Range<usize>, Option<Range<usize>>)> {
        let direction = self.direction;
        (0..batch.steps()).map(move |order| match direction {
            Direction::Forward => (batch.step(order), order.checked_sub(1).map(|before| batch.step(before))),
            Direction::Backward => {
                let step = batch.steps() - 1 - order;
                (batch.step(step), (order > 0).then(|| batch.step(step + 1)))
            }
        })
    }
}

/// The functions of one step; `cells` hold those of the step before.
struct Cells<'a> {
    count: usize,
    gates: &'a mut [f32],
    cells: &'a mut [f32],
    outputs: &'a mut [f32],
}

impl WithSimd for Cells<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let n = self.count;
        let results = self.cells.chunks_exact_mut(n).zip(self.outputs.chunks_exact_mut(n));
        for (gates, (cells, outputs)) in self.gates.chunks_exact_mut(4 * n).zip(results) {
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
                cells[i] = forget[i].mul_add(cells[i], input[i] * candidate[i]);
            }
            for i in 0..n {
                outputs[i] = output[i] * tanh(cells[i]);
            }
        }
    }
}
