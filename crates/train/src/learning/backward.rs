//! Gradients of the network's layers. A gradient has the shape of what it belongs to, so that a zeroed
//! [`Network`] holds those of all weights.

use avviso_syntax::network::{Affine, Batch, Direction, Lstm, Packed, Trace, add_product};
use pulp::Arch;

/// Adds `left`ᵀ × `right` to `out`; both have one row for each word.
pub(crate) fn add_outer(arch: Arch, left: &[f32], right: &[f32], rows: usize, out: &mut [f32]) {
    if rows == 0 {
        return;
    }
    let width = left.len() / rows;
    let mut turned = vec![0.0; left.len()];
    for (row, values) in left.chunks_exact(width).enumerate() {
        for (column, value) in values.iter().enumerate() {
            turned[column * rows + row] = *value;
        }
    }
    let mut packed = Packed::default();
    packed.pack(right, rows, right.len() / rows);
    add_product(arch, &turned, &packed, out);
}

/// Adds `left` × `weight`ᵀ to `out`; `weight` has `inputs` rows.
pub(crate) fn add_back(arch: Arch, left: &[f32], weight: &[f32], inputs: usize, out: &mut [f32]) {
    let mut packed = Packed::default();
    packed.pack_transposed(weight, weight.len() / inputs, inputs);
    add_product(arch, left, &packed, out);
}

/// From the gradient of a layer's outputs to that of its weights and of its inputs.
pub(crate) fn affine(
    arch: Arch,
    layer: &Affine,
    gradient: &mut Affine,
    x: &[f32],
    outer: &[f32],
    inner: &mut [f32],
) {
    let outputs = layer.outputs();
    if outputs == 0 || outer.is_empty() {
        return;
    }
    let rows = outer.len() / outputs;
    add_outer(arch, x, outer, rows, &mut gradient.weight);
    for row in outer.chunks_exact(outputs) {
        for (sum, value) in gradient.bias.iter_mut().zip(row) {
            *sum += value;
        }
    }
    add_back(arch, outer, &layer.weight, layer.inputs(), inner);
}

/// What a recurrent layer's gradient is taken from.
pub(crate) struct Pass<'a> {
    pub(crate) batch: &'a Batch,
    pub(crate) x: &'a [f32],
    pub(crate) mask: &'a [f32],
    pub(crate) trace: &'a Trace,
}

/// The same for one direction of a recurrent layer, backward through time.
pub(crate) fn lstm(
    arch: Arch,
    layer: &Lstm,
    gradient: &mut Lstm,
    pass: &Pass<'_>,
    outer: &[f32],
    inner: &mut [f32],
) {
    let Pass { batch, x, mask, trace } = *pass;
    let (rows, n) = (batch.rows(), layer.cells());
    let mut gates = vec![0.0_f32; rows * 4 * n];
    let mut outputs = outer.to_vec();
    let mut cells = vec![0.0_f32; rows * n];
    let mut turned = Packed::default();
    turned.pack_transposed(&layer.recurrent, 4 * n, n);
    let mut before_gradient = Vec::new();
    for order in (0..batch.steps()).rev() {
        let (step, before) = match layer.direction {
            Direction::Forward => (order, order.checked_sub(1)),
            Direction::Backward => {
                let step = batch.steps() - 1 - order;
                (step, Some(step + 1).filter(|before| *before < batch.steps()))
            }
        };
        let here = batch.step(step);
        for row in here.clone() {
            let at = row * n..(row + 1) * n;
            let gate = &trace.gates[row * 4 * n..(row + 1) * 4 * n];
            let change = &mut gates[row * 4 * n..(row + 1) * 4 * n];
            let (cell, previous) = (&trace.cells[at.clone()], &trace.previous_cells[at.clone()]);
            let (dh, dc) = (&outputs[at.clone()], &mut cells[at]);
            backward_cells(n, (gate, cell, previous), dh, dc, change);
        }
        let Some(before) = before else { continue };
        let from = batch.step(before);
        let shared = here.len().min(from.len());
        before_gradient.clear();
        before_gradient.resize(shared * n, 0.0);
        add_product(
            arch,
            &gates[here.start * 4 * n..(here.start + shared) * 4 * n],
            &turned,
            &mut before_gradient,
        );
        for (row, gradient) in before_gradient.chunks_exact(n).enumerate() {
            let (to, at) = ((from.start + row) * n, (here.start + row) * n);
            for i in 0..n {
                outputs[to + i] += gradient[i] * mask[row * n + i];
                cells[to + i] += cells[at + i] * trace.gates[(here.start + row) * 4 * n + n + i];
            }
        }
    }
    add_outer(arch, x, &gates, rows, &mut gradient.input);
    add_outer(arch, &trace.previous, &gates, rows, &mut gradient.recurrent);
    for row in gates.chunks_exact(4 * n) {
        for (sum, value) in gradient.bias.iter_mut().zip(row) {
            *sum += value;
        }
    }
    add_back(arch, &gates, &layer.input, layer.input.len() / (4 * n), inner);
}

/// One word's cells: adds to `dc` what comes through the output, and sets the gradient of the gates.
fn backward_cells(n: usize, seen: (&[f32], &[f32], &[f32]), dh: &[f32], dc: &mut [f32], change: &mut [f32]) {
    let (gate, cell, previous) = seen;
    for i in 0..n {
        let (input, forget, output, candidate) = (gate[i], gate[n + i], gate[2 * n + i], gate[3 * n + i]);
        let squashed = avviso_syntax::network::function::tanh(cell[i]);
        let through = dc[i] + dh[i] * output * (1.0 - squashed * squashed);
        dc[i] = through;
        change[i] = through * candidate * input * (1.0 - input);
        change[n + i] = through * previous[i] * forget * (1.0 - forget);
        change[2 * n + i] = dh[i] * squashed * output * (1.0 - output);
        change[3 * n + i] = through * input * (1.0 - candidate * candidate);
    }
}
