use avviso_syntax::Names;
use avviso_syntax::network::{Batch, Masks, Network, Values};
use pulp::Arch;

use super::super::{Sizes, network};
use super::{Loss, Target, backward};

/// The loss of one batch, and the gradients.
fn loss(network: &Network, x: &[f32], target: &Target, gradient: &mut Network) -> (f64, Vec<f32>) {
    let arch = Arch::new();
    let mut batch = Batch::default();
    batch.set([4, 3, 1]);
    let width =
        |outputs: usize| (0..3 * outputs).map(|place| 0.5 + (place % 3) as f32 * 0.5).collect::<Vec<f32>>();
    let cells = network.layers[0][0].cells();
    let inputs =
        |layer: &[avviso_syntax::network::Lstm; 2]| width(layer[0].input.len() / layer[0].bias.len());
    let masks = Masks {
        inputs: network.layers.iter().map(inputs).collect(),
        recurrent: network.layers.iter().map(|_| [width(cells), width(cells)]).collect(),
        tags: width(2 * cells),
        top: width(2 * cells),
        views: network.views.each_ref().map(|view| width(view.outputs())),
    };
    let mut values = Values { inputs: vec![x.to_vec(); network.layers.len()], ..Values::default() };
    network.forward(arch, &batch, Some(&masks), &mut values);
    for weights in network::weights(gradient) {
        weights.fill(0.0);
    }
    let mut inner = Vec::new();
    let Loss { tags, arcs, relations } =
        backward(arch, network, &batch, (&masks, &values), target, (gradient, &mut inner));
    (tags + arcs + relations, inner)
}

/// Every weight moved a little changes the loss as its gradient says.
#[test]
fn gradients_are_those_of_the_loss() {
    let names = |count: usize| (0..count).map(|place| place.to_string()).collect::<Vec<_>>();
    let names = Names {
        upos: names(3),
        fine: (0..4).map(|place| (place.to_string(), String::new())).collect(),
        upos_of_fine: vec![0, 1, 2, 2],
        deprel: names(3),
    };
    let sizes = Sizes { rows: 1, width: 3, layers: 3, cells: 2, seen: 2, arc: 3, relation: 2 };
    let mut random = fastrand::Rng::with_seed(5);
    let mut network = network::new(sizes, &names, &mut random);
    // Away from zero, where the activations have a bend.
    for weight in network::weights(&mut network).into_iter().flatten() {
        *weight += random.f32() - 0.5;
    }
    network.prepare();
    let mut x: Vec<f32> = (0..8 * 3).map(|_| random.f32() * 2.0 - 1.0).collect();
    let target = Target {
        upos: vec![0, 1, 2, 0, 1, 2, 0, 1],
        fine: vec![Some(0), None, Some(2), Some(3), Some(1), Some(2), Some(0), Some(1)],
        head: vec![0, 2, 0, 1, 0, 1, 2, 3],
        relation: vec![0, 1, 2, 0, 1, 2, 0, 1],
    };
    let mut gradient = network.clone();
    let (_, inner) = loss(&network, &x, &target, &mut gradient);
    let mut spare = network.clone();
    let step = 1e-3_f32;
    let check = |numeric: f64, analytic: f32, what: &str| {
        let difference = (numeric - f64::from(analytic)).abs();
        assert!(difference < 1e-3 + 0.03 * numeric.abs(), "{what}: {numeric} against {analytic}");
    };
    let lists = network::weights(&mut network).len();
    for list in 0..lists {
        let length = network::weights(&mut network)[list].len();
        for place in (0..length).step_by(1 + length / 12) {
            let mut moved = |by: f32| {
                network::weights(&mut network)[list][place] += by;
                network.prepare();
                loss(&network, &x, &target, &mut spare).0
            };
            let (up, down) = (moved(step), moved(-2.0 * step));
            moved(step);
            let analytic = network::weights(&mut gradient)[list][place];
            check((up - down) / f64::from(2.0 * step), analytic, &format!("weight {place} of list {list}"));
        }
    }
    for place in 0..x.len() {
        x[place] += step;
        let (up, _) = loss(&network, &x, &target, &mut spare);
        x[place] -= 2.0 * step;
        let (down, _) = loss(&network, &x, &target, &mut spare);
        x[place] += step;
        check((up - down) / f64::from(2.0 * step), inner[place], "input");
    }
}
