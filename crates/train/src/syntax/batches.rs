//! The course of training.

use avviso_syntax::Model;
use avviso_syntax::morphology::Morphology;
use avviso_syntax::network::{Batch, Masks, Network, Values};
use pulp::Arch;

use super::examples::Examples;
use super::gradient::{self, Target};
use super::{Sizes, network};
use crate::learning::course::Course;
use crate::learning::table::Table;
use crate::learning::{batches, draw};

/// Words that one step learns from.
const WORDS: usize = 700;
/// How often values are silenced: those between layers, and those that a layer hands on in time.
const DROPOUT: f32 = 0.33;
const RECURRENT_DROPOUT: f32 = 0.25;
/// How often a word's own form is kept from the network, which then must go by its parts.
const FORM_DROPOUT: f32 = 0.2;
/// How often any other feature is.
const FEATURE_DROPOUT: f32 = 0.1;

/// What is learned so far.
pub(super) struct Training<'t> {
    examples: &'t Examples,
    sizes: Sizes,
    table: Table,
    network: Network,
    course: Course,
    gradient: Network,
    random: fastrand::Rng,
    arch: Arch,
}

impl<'t> Training<'t> {
    /// Begins to learn from examples, in so many epochs.
    pub(super) fn new(examples: &'t Examples, (sizes, epochs, seed): (Sizes, usize, u64)) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut network = network::new(sizes, &examples.names, &mut random);
        let words: usize = examples.list.iter().map(|example| example.words.len()).sum();
        let lengths = network::weights(&mut network).into_iter().map(|weights| weights.len());
        let course = Course::new((words / WORDS + 1) * epochs, lengths);
        Self {
            sizes,
            table: Table::new(examples.rows.len(), sizes.width),
            gradient: network.clone(),
            arch: Arch::new(),
            network,
            course,
            examples,
            random,
        }
    }

    /// Goes through all sentences once; the losses a word: tags, arcs, relations.
    pub(super) fn epoch(&mut self) -> [f64; 3] {
        let mut losses = [0.0; 3];
        let mut memory = Memory::default();
        let lengths: Vec<usize> = self.examples.list.iter().map(|example| example.words.len()).collect();
        let batches = batches(&lengths, WORDS, &mut self.random);
        for sentences in &batches {
            let loss = self.step(sentences, &mut memory);
            for (sum, loss) in losses.iter_mut().zip(loss) {
                *sum += loss / batches.len() as f64;
            }
        }
        losses
    }

    /// The model as it is now.
    pub(super) fn model(&self, morphology: &Morphology) -> Option<Model> {
        let Examples { names, rows, .. } = self.examples;
        Model::new(
            names.clone(),
            morphology.clone(),
            (rows.clone(), self.table.weights()),
            self.network.clone(),
        )
    }

    fn step(&mut self, sentences: &[usize], memory: &mut Memory) -> [f64; 3] {
        memory.batch.set(sentences.iter().map(|place| self.examples.list[*place].words.len()));
        let target = self.fill(sentences, memory);
        self.draw_masks(sentences.len(), &mut memory.masks);
        let Memory { batch, masks, values, inner, .. } = memory;
        self.network.forward(self.arch, batch, Some(masks), values);
        for gradient in network::weights(&mut self.gradient) {
            gradient.fill(0.0);
        }
        let results = (&mut self.gradient, &mut *inner);
        let loss = gradient::backward(self.arch, &self.network, batch, (masks, values), &target, results);
        self.table.begin();
        let width = self.sizes.width;
        let Memory { used, inner, .. } = memory;
        for (used, gradient) in used.iter().zip(inner.chunks_exact(width)) {
            self.table.add_gradient(used, gradient);
        }
        let weights = network::weights(&mut self.network);
        self.course.step(weights, network::weights(&mut self.gradient), &mut self.table);
        self.network.prepare();
        [loss.tags, loss.arcs, loss.relations]
    }

    /// Sets the input to the sums of the words' rows, some left out, and gives what the words should be.
    fn fill(&mut self, sentences: &[usize], memory: &mut Memory) -> Target {
        let examples = self.examples;
        let width = self.sizes.width;
        let Memory { batch, values, used, .. } = memory;
        let rows = batch.rows();
        values.inputs.resize(self.sizes.layers, Vec::new());
        let input = &mut values.inputs[0];
        input.clear();
        input.resize(rows * width, 0.0);
        used.resize_with(rows.max(used.len()), Vec::new);
        let mut target = Target {
            upos: vec![0; rows],
            fine: vec![None; rows],
            head: vec![0; rows],
            relation: vec![0; rows],
        };
        for (sentence, place) in sentences.iter().enumerate() {
            let example = &examples.list[*place];
            for (word, classes) in example.words.iter().enumerate() {
                let row = batch.row(sentence, word);
                target.upos[row] = classes.upos;
                target.fine[row] = classes.fine;
                target.head[row] = classes.head;
                target.relation[row] = classes.relation;
                used[row].clear();
                let without_form = self.random.f32() < FORM_DROPOUT;
                for (place, (feature, weight)) in example.rows[word].iter().enumerate() {
                    if (place < 2 && without_form) || self.random.f32() < FEATURE_DROPOUT {
                        continue;
                    }
                    used[row].push((*feature, *weight));
                }
                self.table.sum(&used[row], &mut input[row * width..(row + 1) * width]);
            }
        }
        target
    }

    fn draw_masks(&mut self, sentences: usize, masks: &mut Masks) {
        let random = &mut self.random;
        let mut draw =
            |width: usize, rate: f32, mask: &mut Vec<f32>| draw(random, sentences * width, rate, mask);
        masks.inputs.resize(self.network.layers.len(), Vec::new());
        masks.recurrent.resize(self.network.layers.len(), Default::default());
        for (place, layer) in self.network.layers.iter().enumerate() {
            draw(layer[0].input.len() / layer[0].bias.len(), DROPOUT, &mut masks.inputs[place]);
            for (lstm, mask) in layer.iter().zip(&mut masks.recurrent[place]) {
                draw(lstm.cells(), RECURRENT_DROPOUT, mask);
            }
        }
        draw(2 * self.sizes.cells, DROPOUT, &mut masks.tags);
        draw(2 * self.sizes.cells, DROPOUT, &mut masks.top);
        for (view, mask) in self.network.views.iter().zip(&mut masks.views) {
            draw(view.outputs(), DROPOUT, mask);
        }
    }
}

/// Memory of a step, used again by the next one.
#[derive(Default)]
struct Memory {
    batch: Batch,
    masks: Masks,
    values: Values,
    /// The gradient of the input.
    inner: Vec<f32>,
    /// The rows of the table that each word used.
    used: Vec<Vec<(u32, f32)>>,
}
