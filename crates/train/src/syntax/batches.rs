//! The course of training.

use avviso_syntax::Model;
use avviso_syntax::morphology::Morphology;
use avviso_syntax::network::function::softmax;
use avviso_syntax::network::{Batch, Buffers, Masks, Network, Place, Values};
use pulp::Arch;

use super::adam::{Moments, Rate};
use super::examples::Examples;
use super::gradient::{self, Opinion, Target};
use super::{Sizes, network};

/// Words that one step learns from.
const WORDS: usize = 700;
/// The step of Adam at its largest.
const STEP: f32 = 0.002;
/// Steps until it is reached.
const WARM: f32 = 200.0;
/// Longer gradients are shortened to this.
const LONGEST_GRADIENT: f32 = 1.0;
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
    /// Those that are learned from.
    places: Vec<usize>,
    sizes: Sizes,
    table: Vec<f32>,
    table_moments: Moments,
    network: Network,
    moments: Vec<Moments>,
    gradient: Network,
    random: fastrand::Rng,
    arch: Arch,
    /// Steps taken, and steps in all.
    time: i32,
    steps: f32,
}

impl<'t> Training<'t> {
    /// Begins to learn from the examples at `places`, in so many epochs.
    pub(super) fn new(
        examples: &'t Examples,
        places: Vec<usize>,
        (sizes, epochs, seed): (Sizes, usize, u64),
    ) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut network = network::new(sizes, &examples.names, &mut random);
        let moments =
            network::weights(&mut network).iter().map(|weights| Moments::new(weights.len())).collect();
        let words: usize = places.iter().map(|place| examples.list[*place].words.len()).sum();
        let table = examples.rows.len() * sizes.width;
        Self {
            sizes,
            table: vec![0.0; table],
            table_moments: Moments::new(table),
            gradient: network.clone(),
            arch: Arch::new(),
            time: 0,
            steps: ((words / WORDS + 1) * epochs) as f32,
            network,
            moments,
            examples,
            places,
            random,
        }
    }

    /// Goes through all sentences once; the losses a word: tags, arcs, relations.
    pub(super) fn epoch(&mut self) -> [f64; 3] {
        let mut losses = [0.0; 3];
        let mut memory = Memory { slots: vec![u32::MAX; self.examples.rows.len()], ..Memory::default() };
        let batches = self.batches();
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
        Model::new(names.clone(), morphology.clone(), (rows.clone(), &self.table), self.network.clone())
    }

    /// What it thinks by now of one example.
    pub(super) fn opinion(&self, place: usize) -> Opinion {
        let example = &self.examples.list[place];
        let mut batch = Batch::default();
        batch.set([example.words.len()]);
        let mut values = Values { inputs: vec![Vec::new(); self.sizes.layers], ..Values::default() };
        let width = self.sizes.width;
        values.inputs[0].resize(example.words.len() * width, 0.0);
        for (rows, out) in example.rows.iter().zip(values.inputs[0].chunks_exact_mut(width)) {
            self.sum(rows, out);
        }
        self.network.forward(self.arch, &batch, None, &mut values);
        let place = Place { batch: &batch, sentence: 0 };
        let mut buffers = Buffers::default();
        self.network.arc_scores(self.arch, place, &values, &mut buffers);
        softmax(self.arch, &mut buffers.scores, example.words.len() + 1);
        let heads: Vec<usize> = example.words.iter().map(|word| word.head).collect();
        let (mut input, mut relations) = (Vec::new(), Vec::new());
        self.network.relation_scores(self.arch, place, &heads, (&values, &mut input, &mut relations));
        softmax(self.arch, &mut relations, self.network.relations.outputs());
        Opinion { upos: values.upos, arcs: buffers.scores, relations }
    }

    /// Adds rows of the table.
    fn sum(&self, rows: &[(u32, f32)], out: &mut [f32]) {
        let width = out.len();
        for (row, weight) in rows {
            let from = &self.table[*row as usize * width..(*row as usize + 1) * width];
            for (to, from) in out.iter_mut().zip(from) {
                *to += weight * from;
            }
        }
    }

    /// Sentences of like length together, the longest of a batch first; batches in random order.
    fn batches(&mut self) -> Vec<Vec<usize>> {
        let length = |place: usize| self.examples.list[place].words.len();
        let random = &mut self.random;
        let mut order: Vec<(f32, usize)> = self
            .places
            .iter()
            .map(|place| (length(*place) as f32 * (0.85 + 0.3 * random.f32()), *place))
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut batches: Vec<Vec<usize>> = vec![Vec::new()];
        let mut words = 0;
        for (_, place) in order {
            if words > 0 && words + length(place) > WORDS {
                batches.push(Vec::new());
                words = 0;
            }
            words += length(place);
            if let Some(batch) = batches.last_mut() {
                batch.push(place);
            }
        }
        for batch in &mut batches {
            batch.sort_by_key(|place| (std::cmp::Reverse(length(*place)), *place));
        }
        random.shuffle(&mut batches);
        batches
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
        self.collect(memory);
        self.update(memory);
        [loss.tags, loss.arcs, loss.relations]
    }

    /// Sets the input to the sums of the words' rows, some left out, and gives what the words should be.
    fn fill(&mut self, sentences: &[usize], memory: &mut Memory) -> Target<'t> {
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
            opinions: sentences.iter().filter_map(|place| examples.opinions.get(*place)).collect(),
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
                self.sum(&used[row], &mut input[row * width..(row + 1) * width]);
            }
        }
        target
    }

    fn draw_masks(&mut self, sentences: usize, masks: &mut Masks) {
        let random = &mut self.random;
        let mut draw = |width: usize, rate: f32, mask: &mut Vec<f32>| {
            let kept = 1.0 / (1.0 - rate);
            mask.clear();
            mask.extend((0..sentences * width).map(|_| if random.f32() < rate { 0.0 } else { kept }));
        };
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

    /// Gathers the input's gradient for each row of the table that was used.
    fn collect(&self, memory: &mut Memory) {
        let width = self.sizes.width;
        let Memory { batch, inner, used, slots, touched, rows, .. } = memory;
        touched.clear();
        rows.clear();
        for (row, used) in used.iter().enumerate().take(batch.rows()) {
            let gradient = &inner[row * width..(row + 1) * width];
            for (feature, weight) in used {
                let slot = &mut slots[*feature as usize];
                if *slot == u32::MAX {
                    *slot = touched.len() as u32;
                    touched.push(*feature);
                    rows.resize(rows.len() + width, 0.0);
                }
                let at = *slot as usize * width;
                for (to, from) in rows[at..at + width].iter_mut().zip(gradient) {
                    *to += weight * from;
                }
            }
        }
        for feature in touched {
            slots[*feature as usize] = u32::MAX;
        }
    }

    fn update(&mut self, memory: &mut Memory) {
        let width = self.sizes.width;
        self.time += 1;
        let squares = |values: &[f32]| values.iter().map(|value| value * value).sum::<f32>();
        let dense: f32 = network::weights(&mut self.gradient).iter().map(|gradient| squares(gradient)).sum();
        let length = (dense + squares(&memory.rows)).sqrt();
        let shorten = LONGEST_GRADIENT / length.max(LONGEST_GRADIENT);
        for value in network::weights(&mut self.gradient).into_iter().flatten().chain(&mut memory.rows) {
            *value *= shorten;
        }
        let time = self.time as f32;
        let left = (1.0 - time / (self.steps * 1.02)).max(0.01);
        let rate = Rate { step: STEP * (time / WARM).min(1.0) * left, time: self.time };
        for (feature, gradient) in memory.touched.iter().zip(memory.rows.chunks_exact(width)) {
            self.table_moments.update(&mut self.table, *feature as usize * width, gradient, rate);
        }
        let gradients = network::weights(&mut self.gradient).into_iter();
        for ((weights, gradient), moments) in
            network::weights(&mut self.network).into_iter().zip(gradients).zip(&mut self.moments)
        {
            moments.update(weights, 0, gradient, rate);
        }
        self.network.prepare();
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
    /// For each row of the table its place in `touched`.
    slots: Vec<u32>,
    touched: Vec<u32>,
    /// The gradient of the touched rows.
    rows: Vec<f32>,
}
