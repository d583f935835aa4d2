//! A new network, and its weights as a list.

use avviso_syntax::Names;
use avviso_syntax::network::{Affine, Direction, Lstm, Network};

use super::Sizes;

/// A network of random weights (uniform after Glorot and Bengio 2010; forget gates open).
pub(super) fn new(sizes: Sizes, names: &Names, random: &mut fastrand::Rng) -> Network {
    let Sizes { width, layers, cells, seen, arc, relation, .. } = sizes;
    let top = 2 * cells;
    // One class alone needs no layer.
    let fine = if names.fine.len() > 1 { names.fine.len() } else { 0 };
    let (fine_inputs, fine_seen) = if fine > 0 { (top, seen) } else { (0, 0) };
    let stack = (0..layers).map(|place| {
        let inputs = match place {
            0 => width,
            1 => top + seen + fine_seen,
            _ => top,
        };
        [Direction::Forward, Direction::Backward].map(|direction| lstm(direction, inputs, cells, random))
    });
    Network {
        layers: stack.collect(),
        upos: affine(top, names.upos.len(), random),
        fine: affine(fine_inputs, fine, random),
        upos_seen: affine(names.upos.len(), seen, random),
        fine_seen: affine(fine, fine_seen, random),
        views: [arc, arc, relation, relation].map(|outputs| affine(top, outputs, random)),
        roots: [arc, relation].map(|outputs| uniform(1, outputs, outputs, random)),
        arcs: affine(arc, arc, random),
        prior: affine(arc, 1, random),
        relations: affine(3 * relation, names.deprel.len(), random),
    }
}

fn uniform(inputs: usize, outputs: usize, count: usize, random: &mut fastrand::Rng) -> Vec<f32> {
    let most = (6.0 / (inputs + outputs).max(1) as f32).sqrt();
    (0..count).map(|_| (random.f32() * 2.0 - 1.0) * most).collect()
}

fn affine(inputs: usize, outputs: usize, random: &mut fastrand::Rng) -> Affine {
    Affine::new(uniform(inputs, outputs, inputs * outputs, random), vec![0.0; outputs])
}

fn lstm(direction: Direction, inputs: usize, cells: usize, random: &mut fastrand::Rng) -> Lstm {
    let mut bias = vec![0.0; 4 * cells];
    bias[cells..2 * cells].fill(1.0);
    let input = uniform(inputs, cells, inputs * 4 * cells, random);
    let recurrent = uniform(5 * cells, cells, cells * 4 * cells, random);
    Lstm::new(direction, input, recurrent, bias)
}

/// All weights in one order.
pub(super) fn weights(network: &mut Network) -> Vec<&mut Vec<f32>> {
    let Network { layers, upos, fine, upos_seen, fine_seen, views, roots, arcs, prior, relations } = network;
    let mut list = Vec::new();
    for lstm in layers.iter_mut().flatten() {
        list.extend([&mut lstm.input, &mut lstm.recurrent, &mut lstm.bias]);
    }
    for affine in [upos, fine, upos_seen, fine_seen, arcs, prior, relations].into_iter().chain(views) {
        list.extend([&mut affine.weight, &mut affine.bias]);
    }
    list.extend(roots);
    list
}
