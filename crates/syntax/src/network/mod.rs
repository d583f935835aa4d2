//! The network: recurrent layers that read the sentence both ways, tags from the first, and from the last
//! a score for each pair of words (deep biaffine attention: Dozat and Manning 2017).

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instructions that the machine turns out to have"
)]

pub mod affine;
pub mod batch;
#[cfg(target_arch = "x86_64")]
mod bytes;
pub mod factors;
pub mod function;
pub mod lstm;
pub mod matrix;
pub mod rounded;
pub mod tree;

use pulp::Arch;

pub use affine::Affine;
pub use batch::Batch;
pub use factors::Inputs;
pub use lstm::{Direction, Lstm, Trace};
pub use matrix::{Packed, add_product};
pub use rounded::{Levels, Rounded};

/// The slope of an activation below zero.
pub const SLOPE: f32 = 0.1;

/// The weights.
#[derive(Debug, Clone)]
pub struct Network {
    /// The recurrent layers, each in both directions.
    pub layers: Vec<[Lstm; 2]>,
    /// First layer → universal parts of speech.
    pub upos: Affine,
    /// First layer → tags with features; no outputs where morphemes bring them.
    pub fine: Affine,
    /// Probabilities of parts of speech → what the second layer sees of them.
    pub upos_seen: Affine,
    /// The same for tags.
    pub fine_seen: Affine,
    /// Last layer → the four views of a word: as dependant, as head, and both again for the relation.
    pub views: [Affine; 4],
    /// The root's views as head, for the arc and for the relation.
    pub roots: [Vec<f32>; 2],
    /// A head's view → what is multiplied with a dependant's.
    pub arcs: Affine,
    /// A head's view → how good a head it is for any word.
    pub prior: Affine,
    /// The product of both views, the dependant's and the head's → relations.
    pub relations: Affine,
}

/// Places in [`Network::views`].
pub const DEPENDANT: usize = 0;
/// See [`DEPENDANT`].
pub const HEAD: usize = 1;
/// See [`DEPENDANT`].
pub const DEPENDANT_RELATION: usize = 2;
/// See [`DEPENDANT`].
pub const HEAD_RELATION: usize = 3;

/// Masks that silence parts of a sentence's values in training: sentences × width each.
#[derive(Debug, Clone, Default)]
pub struct Masks {
    /// On the input of each layer.
    pub inputs: Vec<Vec<f32>>,
    /// On the recurrent outputs of each layer and direction.
    pub recurrent: Vec<[Vec<f32>; 2]>,
    /// On the outputs of the first layer, as the tags see them.
    pub tags: Vec<f32>,
    /// On the outputs of the last layer.
    pub top: Vec<f32>,
    /// On the views.
    pub views: [Vec<f32>; 4],
}

/// The values of a pass.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// The input of each layer, masked.
    pub inputs: Vec<Vec<f32>>,
    /// What the layers left.
    pub traces: Vec<[Trace; 2]>,
    /// The first layer's outputs, as the tags see them.
    pub tag_input: Vec<f32>,
    /// Probabilities of parts of speech.
    pub upos: Vec<f32>,
    /// Probabilities of tags with features.
    pub fine: Vec<f32>,
    /// What the second layer sees of parts of speech and of tags.
    pub seen: [Vec<f32>; 2],
    /// The last layer's outputs, masked.
    pub top: Vec<f32>,
    /// The views, after activation and mask.
    pub views: [Vec<f32>; 4],
    /// What is multiplied with a dependant's view, for each head.
    pub arcs: Vec<f32>,
    /// How good a head each word is.
    pub prior: Vec<f32>,
    /// The same two for the root.
    pub root: [Vec<f32>; 2],
    /// Memory for what is rounded.
    pub levels: Levels,
}

impl Network {
    /// Takes up changed weights.
    pub fn prepare(&mut self) {
        self.layers.iter_mut().flatten().for_each(Lstm::prepare);
        self.affines().into_iter().for_each(Affine::prepare);
    }

    /// Rounds the weights as a file holds them, for use alone: from here on products are those of [`Rounded`].
    pub fn round(&mut self) {
        self.layers.iter_mut().flatten().for_each(Lstm::round);
        self.affines().into_iter().for_each(Affine::round);
    }

    fn affines(&mut self) -> [&mut Affine; 11] {
        let Self { upos, fine, upos_seen, fine_seen, arcs, prior, relations, views, .. } = self;
        let [a, b, c, d] = views;
        [upos, fine, upos_seen, fine_seen, arcs, prior, relations, a, b, c, d]
    }

    /// Reads a batch. `values.inputs[0]` holds a row for each word.
    pub fn forward(&self, arch: Arch, batch: &Batch, masks: Option<&Masks>, values: &mut Values) {
        values.inputs.resize(self.layers.len(), Vec::new());
        values.traces.resize(self.layers.len(), Default::default());
        for (place, layer) in self.layers.iter().enumerate() {
            if place > 0 {
                let [forward, backward] = &values.traces[place - 1];
                let [upos, fine] = &values.seen;
                let below = [&forward.outputs, &backward.outputs, upos, fine].map(Vec::as_slice);
                let parts = if place == 1 { &below[..] } else { &below[..2] };
                join(parts, batch.rows(), &mut values.inputs[place]);
            }
            if let Some(masks) = masks {
                multiply(batch, &masks.inputs[place], &mut values.inputs[place]);
            }
            let inputs = layer[0].left(arch, &values.inputs[place], &mut values.levels);
            for (side, (lstm, trace)) in layer.iter().zip(&mut values.traces[place]).enumerate() {
                match masks.map(|masks| masks.recurrent[place][side].as_slice()) {
                    Some(mask) => lstm.forward(arch, batch, &values.inputs[place], mask, trace),
                    None => lstm.read(arch, batch, inputs, trace),
                }
            }
            if place == 0 {
                self.tag(arch, batch, masks, values);
            }
        }
        let [forward, backward] = &values.traces[self.layers.len() - 1];
        join(&[&forward.outputs, &backward.outputs], batch.rows(), &mut values.top);
        if let Some(masks) = masks {
            multiply(batch, &masks.top, &mut values.top);
        }
        let rows = batch.rows();
        let inputs = self.views[0].left(arch, &values.top, &mut values.levels);
        for (place, (affine, view)) in self.views.iter().zip(&mut values.views).enumerate() {
            affine.forward(arch, inputs, rows, view);
            for value in view.iter_mut() {
                *value = value.max(SLOPE * *value);
            }
            if let Some(masks) = masks {
                multiply(batch, &masks.views[place], view);
            }
        }
        let [arcs, prior] = &mut values.root;
        for (view, rows, arcs, prior) in [
            (&values.views[HEAD], rows, &mut values.arcs, &mut values.prior),
            (&self.roots[0], 1, arcs, prior),
        ] {
            let inputs = self.arcs.left(arch, view, &mut values.levels);
            self.arcs.forward(arch, inputs, rows, arcs);
            self.prior.forward(arch, inputs, rows, prior);
        }
    }

    fn tag(&self, arch: Arch, batch: &Batch, masks: Option<&Masks>, values: &mut Values) {
        let [forward, backward] = &values.traces[0];
        join(&[&forward.outputs, &backward.outputs], batch.rows(), &mut values.tag_input);
        if let Some(masks) = masks {
            multiply(batch, &masks.tags, &mut values.tag_input);
        }
        let rows = batch.rows();
        let inputs = self.upos.left(arch, &values.tag_input, &mut values.levels);
        self.upos.forward(arch, inputs, rows, &mut values.upos);
        self.fine.forward(arch, inputs, rows, &mut values.fine);
        let [seen_upos, seen_fine] = &mut values.seen;
        for (classes, affine, seen) in
            [(&mut values.upos, &self.upos_seen, seen_upos), (&mut values.fine, &self.fine_seen, seen_fine)]
        {
            if affine.inputs() > 0 {
                function::softmax(arch, classes, affine.inputs());
                affine.forward(arch, affine.left(arch, classes, &mut values.levels), rows, seen);
            }
        }
    }

    /// Scores of arcs within one sentence: a row for each word, a column for each head, the root first.
    pub fn arc_scores(&self, arch: Arch, place: Place, values: &Values, buffers: &mut Buffers) {
        let Place { batch, sentence } = place;
        let words = batch.lengths()[sentence];
        let width = self.arcs.outputs();
        let rows = || (0..words).map(|word| batch.row(sentence, word));
        let Buffers { dependants, heads, packed, scores, .. } = buffers;
        dependants.clear();
        heads.clear();
        scores.clear();
        heads.extend_from_slice(&values.root[0]);
        for row in rows() {
            dependants.extend_from_slice(&values.views[DEPENDANT][row * width..(row + 1) * width]);
            heads.extend_from_slice(&values.arcs[row * width..(row + 1) * width]);
        }
        for _ in 0..words {
            scores.push(values.root[1][0]);
            scores.extend(rows().map(|row| values.prior[row]));
        }
        packed.pack_transposed(heads, width, words + 1);
        add_product(arch, dependants, packed, scores);
    }

    /// Scores of relations for each word of a sentence under a given head (0 the root, else a word from 1).
    pub fn relation_scores(&self, arch: Arch, place: Place, heads: &[usize], pass: (&Values, &mut Buffers)) {
        let Place { batch, sentence } = place;
        let (values, buffers) = pass;
        let Buffers { pairs: input, relations: scores, levels, .. } = buffers;
        let width = self.roots[1].len();
        input.clear();
        for (word, head) in heads.iter().enumerate() {
            let row = batch.row(sentence, word);
            let dependant = &values.views[DEPENDANT_RELATION][row * width..(row + 1) * width];
            let head = match head.checked_sub(1) {
                None => self.roots[1].as_slice(),
                Some(head) => {
                    let row = batch.row(sentence, head);
                    &values.views[HEAD_RELATION][row * width..(row + 1) * width]
                }
            };
            input.extend(dependant.iter().zip(head).map(|(dependant, head)| dependant * head));
            input.extend_from_slice(dependant);
            input.extend_from_slice(head);
        }
        self.relations.forward(arch, self.relations.left(arch, input, levels), heads.len(), scores);
    }
}

/// A sentence of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// Which one.
    pub sentence: usize,
}

/// Memory for the arcs and relations of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Buffers {
    /// The dependants' views in the order of the sentence.
    pub dependants: Vec<f32>,
    /// The heads' products, the root's first.
    pub heads: Vec<f32>,
    packed: Packed,
    /// The scores.
    pub scores: Vec<f32>,
    /// What the relations' layer reads: for each word its own view and its head's, and their product.
    pub pairs: Vec<f32>,
    /// Scores of relations.
    pub relations: Vec<f32>,
    levels: Levels,
}

/// Puts rows of several matrices beside each other.
pub fn join(parts: &[&[f32]], rows: usize, out: &mut Vec<f32>) {
    out.clear();
    for row in 0..rows {
        for part in parts {
            let width = part.len() / rows;
            out.extend_from_slice(&part[row * width..(row + 1) * width]);
        }
    }
}

/// Multiplies each row by the mask of its sentence.
pub fn multiply(batch: &Batch, mask: &[f32], values: &mut [f32]) {
    if batch.rows() == 0 || batch.lengths().is_empty() {
        return;
    }
    let width = mask.len() / batch.lengths().len();
    for step in 0..batch.steps() {
        let rows = batch.step(step);
        let values = &mut values[rows.start * width..rows.end * width];
        for (value, keep) in values.iter_mut().zip(mask) {
            *value *= keep;
        }
    }
}
