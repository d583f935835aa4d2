//! Spans of source, cue and content in paragraphs.

use avviso_syntax::Result;
use avviso_syntax::network::{Batch, Levels, Trace, join};
use pulp::Arch;

use super::crf::Lattice;
use super::link::Linked;
use super::model::{Model, Network};
use super::spans::{self, LABELS, RoleSpan};
use super::words::{Words, features};

/// Words that are read side by side.
const BATCH: usize = 1024;

/// A trained tagger. Does not change once loaded; one serves all threads, each with a [`Scratch`] of its own.
#[derive(Debug, Clone)]
pub struct Tagger {
    model: Model,
    arch: Arch,
}

/// Memory that is used again from call to call.
#[derive(Debug, Default)]
pub struct Scratch {
    batch: Batch,
    order: Vec<usize>,
    input: Vec<f32>,
    traces: [Trace; 2],
    levels: Levels,
    scores: Vec<f32>,
    row_scores: Vec<f32>,
    lattice: Lattice,
}

impl Tagger {
    /// A tagger from the bytes of a model file; errors name `origin`.
    pub fn of_bytes(bytes: &[u8], origin: &str) -> Result<Self> {
        Ok(Self::of_model(Model::read(bytes, origin)?))
    }

    /// A tagger that was just trained.
    pub fn of_model(mut model: Model) -> Self {
        model.network.round();
        Self { model, arch: Arch::new() }
    }

    /// What the model says about itself.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The spans of each paragraph, in its words. What a paragraph gets does not depend on the others.
    pub fn tag(&self, paragraphs: &[Words<'_>], scratch: &mut Scratch) -> Vec<Vec<RoleSpan>> {
        let candidates = self.candidates(paragraphs, scratch);
        candidates.iter().map(|candidates| spans::best(candidates, self.model.thresholds)).collect()
    }

    /// The attributions of each paragraph: its spans, and which of them belong together.
    pub fn attributions(
        &self,
        paragraphs: &[Words<'_>],
        scratch: &mut Scratch,
    ) -> Vec<(Vec<RoleSpan>, Vec<Linked>)> {
        let spans = self.tag(paragraphs, scratch);
        let link = |(words, spans): (&Words<'_>, Vec<RoleSpan>)| {
            let linked = self.model.linker.link(words, &spans);
            (spans, linked)
        };
        paragraphs.iter().zip(spans).map(link).collect()
    }

    /// All spans of some probability of each paragraph, as [`spans::candidates`] gives them.
    pub fn candidates(&self, paragraphs: &[Words<'_>], scratch: &mut Scratch) -> Vec<Vec<RoleSpan>> {
        let Scratch { batch, order, input, traces, levels, scores, row_scores, lattice } = scratch;
        order.clear();
        order.extend((0..paragraphs.len()).filter(|place| !paragraphs[*place].is_empty()));
        order.sort_by_key(|place| std::cmp::Reverse(paragraphs[*place].len()));
        let mut results = vec![Vec::new(); paragraphs.len()];
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut words = 0;
            let fits = |place: &&usize| {
                let before = words;
                words += paragraphs[**place].len();
                before < BATCH
            };
            let (here, others) = rest.split_at(rest.iter().take_while(fits).count());
            rest = others;
            batch.set(here.iter().map(|place| paragraphs[*place].len()));
            self.fill(paragraphs, batch, here, input);
            self.model.network.scores(self.arch, batch, input, (traces, levels), scores);
            for (sentence, place) in here.iter().enumerate() {
                row_scores.clear();
                for word in 0..paragraphs[*place].len() {
                    let row = batch.row(sentence, word);
                    row_scores.extend_from_slice(&scores[row * LABELS..(row + 1) * LABELS]);
                }
                lattice.set(row_scores, &self.model.network.transitions);
                results[*place] = spans::candidates(lattice, &self.model.network.transitions);
            }
        }
        results
    }

    /// The first layer's input: features, then the parser's states.
    fn fill(&self, paragraphs: &[Words<'_>], batch: &Batch, order: &[usize], input: &mut Vec<f32>) {
        let width = self.model.embedding.width();
        let inputs = self.model.network.inputs();
        input.clear();
        input.resize(batch.rows() * inputs, 0.0);
        for (sentence, place) in order.iter().enumerate() {
            let words = &paragraphs[*place];
            features(words, |word, features| {
                let row = batch.row(sentence, word) * inputs;
                self.model.embedding.add(self.arch, features, &mut input[row..row + width]);
            });
            for (word, state) in words.states.chunks_exact(words.states.len() / words.len()).enumerate() {
                let row = batch.row(sentence, word) * inputs;
                // A parser of other sizes than the one in training fills what fits.
                for (to, from) in input[row + width..row + inputs].iter_mut().zip(state) {
                    *to = *from;
                }
            }
        }
    }
}

impl Network {
    /// How many inputs a word has.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer[0].input.len() / layer[0].bias.len().max(1))
    }

    /// Sets `scores` to those of the labels of each row of the batch.
    fn scores(
        &self,
        arch: Arch,
        batch: &Batch,
        input: &mut Vec<f32>,
        (traces, levels): (&mut [Trace; 2], &mut Levels),
        scores: &mut Vec<f32>,
    ) {
        for layer in &self.layers {
            let left = layer[0].left(arch, input, levels);
            for (lstm, trace) in layer.iter().zip(traces.iter_mut()) {
                lstm.read(arch, batch, left, trace);
            }
            if batch.rows() > 0 {
                join(&[&traces[0].outputs, &traces[1].outputs], batch.rows(), input);
            }
        }
        self.labels.forward(arch, self.labels.left(arch, input, levels), batch.rows(), scores);
    }
}
