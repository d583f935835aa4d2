//! The course of training the tagger.

use std::collections::HashMap;

use avviso_record::attribution::crf::{Lattice, Transitions};
use avviso_record::attribution::spans::LABELS;
use avviso_record::attribution::{Model, Network};
use avviso_syntax::network::{Affine, Batch, Direction, Inputs, Lstm, Trace, join, multiply};
use pulp::Arch;

use super::{Options, RawExample, Sizes};
use crate::learning::backward::{self, Pass};
use crate::learning::course::Course;
use crate::learning::table::Table;
use crate::learning::{batches, columns, draw};

/// Words that one step learns from.
const WORDS: usize = 900;
/// How often values are silenced: those between layers, and those that a layer hands on in time.
const DROPOUT: f32 = 0.4;
const RECURRENT_DROPOUT: f32 = 0.25;
/// How often a feature is kept from the network.
const FEATURE_DROPOUT: f32 = 0.2;
/// The least probability of a span while nothing better is known.
pub(super) const THRESHOLD: f32 = 0.35;

/// A paragraph in numbers.
pub(super) struct Example {
    rows: Vec<Vec<(u32, f32)>>,
    states: Vec<f32>,
    labels: Vec<usize>,
}

/// What is learned so far.
pub(super) struct Training {
    examples: Vec<Example>,
    hashes: Vec<u32>,
    sizes: Sizes,
    /// Numbers of the parser for each word.
    state: usize,
    table: Table,
    network: Network,
    gradient: Network,
    course: Course,
    random: fastrand::Rng,
    arch: Arch,
}

impl Training {
    /// Begins to learn. `None` if the examples have no states.
    pub(super) fn new(examples: Vec<RawExample>, options: &Options) -> Option<Self> {
        let sizes = options.sizes;
        let first = examples.iter().find(|example| !example.labels.is_empty())?;
        let state = first.states.len() / first.labels.len();
        let hashes = commonest(&examples, sizes.rows);
        let examples = examples.into_iter().map(|example| numbered(example, &hashes)).collect::<Vec<_>>();
        let mut random = fastrand::Rng::with_seed(options.seed);
        let mut network = network(sizes, state, &mut random);
        let words: usize = examples.iter().map(|example| example.labels.len()).sum();
        let lengths = weights(&mut network).into_iter().map(|weights| weights.len());
        let course = Course::new((words / WORDS + 1) * options.epochs, lengths);
        Some(Self {
            table: Table::new(hashes.len(), sizes.width),
            gradient: network.clone(),
            arch: Arch::new(),
            examples,
            hashes,
            sizes,
            state,
            network,
            course,
            random,
        })
    }

    /// Goes through all paragraphs once; the loss a word.
    pub(super) fn epoch(&mut self) -> f64 {
        let lengths: Vec<usize> = self.examples.iter().map(|example| example.labels.len()).collect();
        let batches = batches(&lengths, WORDS, &mut self.random);
        let losses = batches.iter().map(|batch| self.step(batch)).sum::<f64>();
        losses / batches.len() as f64
    }

    /// The model as it is now.
    pub(super) fn model(&self) -> Option<Model> {
        let table = (self.sizes.width, self.hashes.clone(), self.table.weights());
        Model::new(table, self.network.clone(), [THRESHOLD; 3])
    }

    fn step(&mut self, places: &[usize]) -> f64 {
        let arch = self.arch;
        let mut batch = Batch::default();
        batch.set(places.iter().map(|place| self.examples[*place].labels.len()));
        let (input, used) = self.fill(&batch, places);
        let masks = Masks::new(&self.network, places.len(), &mut self.random);
        let mut pass = Forward::new(arch, &self.network, &batch, input, &masks);
        for gradient in weights(&mut self.gradient) {
            gradient.fill(0.0);
        }
        let gold: Vec<&[usize]> =
            places.iter().map(|place| self.examples[*place].labels.as_slice()).collect();
        let loss = chain_loss(&self.network, &batch, &gold, &mut pass.scores, &mut self.gradient.transitions);
        let inner = pass.backward(arch, &self.network, &batch, &masks, &mut self.gradient);
        self.table.begin();
        let inputs = self.network.inputs();
        for (used, gradient) in used.iter().zip(inner.chunks_exact(inputs)) {
            self.table.add_gradient(used, &gradient[..self.sizes.width]);
        }
        self.course.step(weights(&mut self.network), weights(&mut self.gradient), &mut self.table);
        for lstm in self.network.layers.iter_mut().flatten() {
            lstm.prepare();
        }
        self.network.labels.prepare();
        loss
    }

    /// The input of each row, and the rows of the table that it is the sum of.
    fn fill(&mut self, batch: &Batch, places: &[usize]) -> (Vec<f32>, Vec<Vec<(u32, f32)>>) {
        let (inputs, width, state) = (self.network.inputs(), self.sizes.width, self.state);
        let mut input = vec![0.0; batch.rows() * inputs];
        let mut used = vec![Vec::new(); batch.rows()];
        for (sentence, place) in places.iter().enumerate() {
            let example = &self.examples[*place];
            for (word, features) in example.rows.iter().enumerate() {
                let row = batch.row(sentence, word);
                let kept = features.iter().filter(|_| self.random.f32() >= FEATURE_DROPOUT);
                used[row].extend(kept.copied());
                let to = &mut input[row * inputs..(row + 1) * inputs];
                self.table.sum(&used[row], &mut to[..width]);
                to[width..].copy_from_slice(&example.states[word * state..(word + 1) * state]);
            }
        }
        (input, used)
    }
}

/// The commonest features' hashes, rising.
fn commonest(examples: &[RawExample], limit: usize) -> Vec<u32> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features).flatten() {
        *counts.entry(feature.hash).or_default() += 1;
    }
    let mut order: Vec<(std::cmp::Reverse<usize>, u32)> =
        counts.into_iter().map(|(hash, count)| (std::cmp::Reverse(count), hash)).collect();
    order.sort_unstable();
    order.truncate(limit);
    let mut hashes: Vec<u32> = order.into_iter().map(|(_, hash)| hash).collect();
    hashes.sort_unstable();
    hashes
}

fn numbered(example: RawExample, hashes: &[u32]) -> Example {
    let RawExample { features, states, labels } = example;
    let row = |feature: &avviso_syntax::features::Feature| {
        Some((hashes.binary_search(&feature.hash).ok()? as u32, feature.weight))
    };
    let rows = features.iter().map(|features| features.iter().filter_map(row).collect()).collect();
    Example { rows, states, labels }
}

/// A network of random weights.
fn network(sizes: Sizes, state: usize, random: &mut fastrand::Rng) -> Network {
    let cells = sizes.cells;
    let mut layer = |inputs: usize| {
        [Direction::Forward, Direction::Backward].map(|direction| {
            let mut bias = vec![0.0; 4 * cells];
            bias[cells..2 * cells].fill(1.0);
            let input = uniform(inputs, cells, inputs * 4 * cells, random);
            let recurrent = uniform(5 * cells, cells, cells * 4 * cells, random);
            Lstm::new(direction, input, recurrent, bias)
        })
    };
    let layers = (0..sizes.layers)
        .map(|place| layer(if place == 0 { sizes.width + state } else { 2 * cells }))
        .collect();
    let labels = Affine::new(uniform(2 * cells, LABELS, 2 * cells * LABELS, random), vec![0.0; LABELS]);
    Network { layers, labels, transitions: Transitions::zero() }
}

/// Uniform after Glorot and Bengio (2010).
fn uniform(inputs: usize, outputs: usize, count: usize, random: &mut fastrand::Rng) -> Vec<f32> {
    let most = (6.0 / (inputs + outputs).max(1) as f32).sqrt();
    (0..count).map(|_| (random.f32() * 2.0 - 1.0) * most).collect()
}

/// All weights in one order.
fn weights(network: &mut Network) -> Vec<&mut Vec<f32>> {
    let Network { layers, labels, transitions } = network;
    let mut list = Vec::new();
    for lstm in layers.iter_mut().flatten() {
        list.extend([&mut lstm.input, &mut lstm.recurrent, &mut lstm.bias]);
    }
    list.extend([&mut labels.weight, &mut labels.bias, &mut transitions.0]);
    list
}

/// What is silenced in a step, by sentence.
struct Masks {
    inputs: Vec<Vec<f32>>,
    recurrent: Vec<[Vec<f32>; 2]>,
    top: Vec<f32>,
}

impl Masks {
    fn new(network: &Network, sentences: usize, random: &mut fastrand::Rng) -> Self {
        let mut mask = |width: usize, rate: f32| {
            let mut mask = Vec::new();
            draw(random, sentences * width, rate, &mut mask);
            mask
        };
        let cells = network.layers.first().map_or(0, |layer| layer[0].cells());
        Self {
            inputs: network
                .layers
                .iter()
                .map(|layer| mask(layer[0].input.len() / layer[0].bias.len(), DROPOUT))
                .collect(),
            recurrent: network
                .layers
                .iter()
                .map(|_| [mask(cells, RECURRENT_DROPOUT), mask(cells, RECURRENT_DROPOUT)])
                .collect(),
            top: mask(2 * cells, DROPOUT),
        }
    }
}

/// A pass through the network, kept for the way back.
struct Forward {
    inputs: Vec<Vec<f32>>,
    traces: Vec<[Trace; 2]>,
    top: Vec<f32>,
    /// The labels' scores; then, set by the loss, their gradient.
    scores: Vec<f32>,
}

impl Forward {
    fn new(arch: Arch, network: &Network, batch: &Batch, mut input: Vec<f32>, masks: &Masks) -> Self {
        let (mut inputs, mut traces) = (Vec::new(), Vec::new());
        for (place, layer) in network.layers.iter().enumerate() {
            multiply(batch, &masks.inputs[place], &mut input);
            let mut both: [Trace; 2] = Default::default();
            for (side, lstm) in layer.iter().enumerate() {
                lstm.forward(arch, batch, &input, &masks.recurrent[place][side], &mut both[side]);
            }
            let mut output = Vec::new();
            join(&[&both[0].outputs, &both[1].outputs], batch.rows(), &mut output);
            inputs.push(std::mem::replace(&mut input, output));
            traces.push(both);
        }
        multiply(batch, &masks.top, &mut input);
        let mut scores = Vec::new();
        network.labels.forward(arch, Inputs::Exact(&input), batch.rows(), &mut scores);
        Self { inputs, traces, top: input, scores }
    }

    /// Adds to the gradients; returns that of the input.
    fn backward(
        &self,
        arch: Arch,
        network: &Network,
        batch: &Batch,
        masks: &Masks,
        gradient: &mut Network,
    ) -> Vec<f32> {
        let rows = batch.rows();
        let mut outer = vec![0.0_f32; self.top.len()];
        backward::affine(arch, &network.labels, &mut gradient.labels, &self.top, &self.scores, &mut outer);
        multiply(batch, &masks.top, &mut outer);
        for (place, layer) in network.layers.iter().enumerate().rev() {
            let mut below = vec![0.0_f32; self.inputs[place].len()];
            for (side, lstm) in layer.iter().enumerate() {
                let cells = lstm.cells();
                let part = columns(&outer, rows, side * cells..(side + 1) * cells);
                let pass = Pass {
                    batch,
                    x: &self.inputs[place],
                    mask: &masks.recurrent[place][side],
                    trace: &self.traces[place][side],
                };
                let gradient = &mut gradient.layers[place][side];
                backward::lstm(arch, lstm, gradient, &pass, &part, &mut below);
            }
            multiply(batch, &masks.inputs[place], &mut below);
            outer = below;
        }
        outer
    }
}

/// The negative logarithm of the gold labels' probability, a word, and its gradients.
fn chain_loss(
    network: &Network,
    batch: &Batch,
    gold: &[&[usize]],
    scores: &mut [f32],
    gradient: &mut Transitions,
) -> f64 {
    let scale = 1.0 / batch.rows() as f32;
    let transitions = &network.transitions;
    let mut lattice = Lattice::default();
    let mut loss = 0.0;
    let mut rows = Vec::new();
    for (sentence, gold) in gold.iter().enumerate() {
        rows.clear();
        for word in 0..gold.len() {
            let row = batch.row(sentence, word);
            rows.extend_from_slice(&scores[row * LABELS..(row + 1) * LABELS]);
        }
        lattice.set(&rows, transitions);
        loss += f64::from(lattice.total());
        let mut before = None;
        for (word, label) in gold.iter().copied().enumerate() {
            loss -= f64::from(rows[word * LABELS + label]);
            loss -= f64::from(transitions.score(before, label).unwrap_or(0.0));
            let row = batch.row(sentence, word);
            for other in 0..LABELS {
                let wanted = f32::from(u8::from(other == label));
                scores[row * LABELS + other] = scale * (lattice.probability(word, other) - wanted);
            }
            match before {
                None => {
                    for other in 0..LABELS {
                        gradient.0[LABELS * LABELS + other] += scale * lattice.probability(0, other);
                    }
                }
                Some(_) => {
                    for pair in 0..LABELS * LABELS {
                        let labels = (pair / LABELS, pair % LABELS);
                        gradient.0[pair] += scale * lattice.pair(word - 1, labels, transitions);
                    }
                }
            }
            gradient.0[before.unwrap_or(LABELS) * LABELS + label] -= scale;
            before = Some(label);
        }
    }
    loss / batch.rows() as f64
}
