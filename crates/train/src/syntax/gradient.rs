//! The loss of a batch and its gradient.

use avviso_syntax::network::function::softmax;
use avviso_syntax::network::{
    self, Batch, Buffers, Masks, Network, Place, SLOPE, Values, add_product, matrix::Packed,
};
use pulp::Arch;

use crate::learning::backward::{self, Pass};
use crate::learning::columns;

/// What the words of a batch should be, by row of the batch.
#[derive(Debug, Default)]
pub(super) struct Target {
    pub(super) upos: Vec<usize>,
    /// `None` for a tag that is too rare to be a class.
    pub(super) fine: Vec<Option<usize>>,
    /// The head's place in its sentence from 1, or 0.
    pub(super) head: Vec<usize>,
    pub(super) relation: Vec<usize>,
}

/// How wrong the words of a batch were, in nats a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Loss {
    pub(super) tags: f64,
    pub(super) arcs: f64,
    pub(super) relations: f64,
}

/// Runs backward through a pass and adds to the gradients. `inner` is set to that of the network's input.
pub(super) fn backward(
    arch: Arch,
    network: &Network,
    batch: &Batch,
    (masks, values): (&Masks, &Values),
    target: &Target,
    (gradient, inner): (&mut Network, &mut Vec<f32>),
) -> Loss {
    let rows = batch.rows();
    let scale = 1.0 / rows as f32;
    let mut loss = Loss::default();
    let mut views = values.views.each_ref().map(|view| vec![0.0_f32; view.len()]);
    arcs(arch, network, batch, values, target, gradient, &mut views, &mut loss, scale);
    relations(arch, network, batch, values, target, gradient, &mut views, &mut loss, scale);
    let mut top = vec![0.0_f32; values.top.len()];
    for (place, view) in views.iter_mut().enumerate() {
        network::multiply(batch, &masks.views[place], view);
        for (change, value) in view.iter_mut().zip(&values.views[place]) {
            *change *= if *value > 0.0 { 1.0 } else { SLOPE };
        }
        backward::affine(
            arch,
            &network.views[place],
            &mut gradient.views[place],
            &values.top,
            view,
            &mut top,
        );
    }
    network::multiply(batch, &masks.top, &mut top);
    let mut outer = top;
    for place in (0..network.layers.len()).rev() {
        let cells = network.layers[place][0].cells();
        let input = &values.inputs[place];
        let mut below = vec![0.0_f32; input.len()];
        for side in 0..2 {
            let part = columns(&outer, rows, side * cells..(side + 1) * cells);
            let pass = Pass {
                batch,
                x: input,
                mask: &masks.recurrent[place][side],
                trace: &values.traces[place][side],
            };
            let layer = &network.layers[place][side];
            backward::lstm(arch, layer, &mut gradient.layers[place][side], &pass, &part, &mut below);
        }
        network::multiply(batch, &masks.inputs[place], &mut below);
        if place == 1 {
            let width = 2 * network.layers[0][0].cells();
            let seen_upos = columns(&below, rows, width..width + network.upos_seen.outputs());
            let all = below.len() / rows;
            let seen_fine = columns(&below, rows, width + network.upos_seen.outputs()..all);
            outer = columns(&below, rows, 0..width);
            let mut tags = vec![0.0_f32; outer.len()];
            tagging(
                arch,
                network,
                values,
                target,
                gradient,
                [&seen_upos, &seen_fine],
                &mut tags,
                &mut loss,
                scale,
            );
            network::multiply(batch, &masks.tags, &mut tags);
            for (sum, value) in outer.iter_mut().zip(&tags) {
                *sum += value;
            }
        } else {
            outer = below;
        }
    }
    *inner = outer;
    for part in [&mut loss.tags, &mut loss.arcs, &mut loss.relations] {
        *part /= rows as f64;
    }
    loss
}

#[allow(clippy::too_many_arguments)]
fn arcs(
    arch: Arch,
    network: &Network,
    batch: &Batch,
    values: &Values,
    target: &Target,
    gradient: &mut Network,
    views: &mut [Vec<f32>; 4],
    loss: &mut Loss,
    scale: f32,
) {
    let width = network.arcs.outputs();
    let mut arcs = vec![0.0_f32; values.arcs.len()];
    let mut prior = vec![0.0_f32; values.prior.len()];
    let (mut root_arcs, mut root_prior) = (vec![0.0_f32; width], 0.0_f32);
    let mut buffers = Buffers::default();
    let mut packed = Packed::default();
    for sentence in 0..batch.lengths().len() {
        let words = batch.lengths()[sentence];
        network.arc_scores(arch, Place { batch, sentence }, values, &mut buffers);
        let Buffers { dependants, heads, scores, .. } = &mut buffers;
        softmax(arch, scores, words + 1);
        for (word, row) in scores.chunks_exact_mut(words + 1).enumerate() {
            let gold = target.head[batch.row(sentence, word)];
            loss.arcs += cross_entropy(row, gold, scale);
        }
        // Dependants: scores × heads. Heads: scoresᵀ × dependants.
        packed.pack(heads, words + 1, width);
        let mut change = vec![0.0_f32; words * width];
        add_product(arch, scores, &packed, &mut change);
        let mut head_change = vec![0.0_f32; (words + 1) * width];
        backward::add_outer(arch, scores, dependants, words, &mut head_change);
        for word in 0..words {
            let row = batch.row(sentence, word);
            let at = row * width..(row + 1) * width;
            add(&mut views[network::DEPENDANT][at.clone()], &change[word * width..(word + 1) * width]);
            add(&mut arcs[at], &head_change[(word + 1) * width..(word + 2) * width]);
            prior[row] += scores.iter().skip(word + 1).step_by(words + 1).sum::<f32>();
        }
        add(&mut root_arcs, &head_change[..width]);
        root_prior += scores.iter().step_by(words + 1).sum::<f32>();
    }
    let head = &values.views[network::HEAD];
    let change = &mut views[network::HEAD];
    backward::affine(arch, &network.arcs, &mut gradient.arcs, head, &arcs, change);
    backward::affine(arch, &network.prior, &mut gradient.prior, head, &prior, change);
    let mut root = vec![0.0_f32; network.roots[0].len()];
    backward::affine(arch, &network.arcs, &mut gradient.arcs, &network.roots[0], &root_arcs, &mut root);
    backward::affine(arch, &network.prior, &mut gradient.prior, &network.roots[0], &[root_prior], &mut root);
    add(&mut gradient.roots[0], &root);
}

#[allow(clippy::too_many_arguments)]
fn relations(
    arch: Arch,
    network: &Network,
    batch: &Batch,
    values: &Values,
    target: &Target,
    gradient: &mut Network,
    views: &mut [Vec<f32>; 4],
    loss: &mut Loss,
    scale: f32,
) {
    let width = network.roots[1].len();
    let classes = network.relations.outputs();
    let mut buffers = Buffers::default();
    for sentence in 0..batch.lengths().len() {
        let place = |word| batch.row(sentence, word);
        let heads: Vec<usize> = (0..batch.lengths()[sentence]).map(|word| target.head[place(word)]).collect();
        network.relation_scores(arch, Place { batch, sentence }, &heads, (values, &mut buffers));
        let Buffers { pairs: input, relations: scores, .. } = &mut buffers;
        softmax(arch, scores, classes);
        for (word, row) in scores.chunks_exact_mut(classes).enumerate() {
            let gold = target.relation[place(word)];
            loss.relations += cross_entropy(row, gold, scale);
        }
        let mut change = vec![0.0_f32; input.len()];
        backward::affine(arch, &network.relations, &mut gradient.relations, input, scores, &mut change);
        for (word, change) in change.chunks_exact(3 * width).enumerate() {
            let seen = &input[word * 3 * width..(word + 1) * 3 * width];
            let (dependant, head) = (&seen[width..2 * width], &seen[2 * width..]);
            let row = place(word);
            let to = &mut views[network::DEPENDANT_RELATION][row * width..(row + 1) * width];
            for i in 0..width {
                to[i] += change[i] * head[i] + change[width + i];
            }
            let to = match heads[word].checked_sub(1) {
                None => gradient.roots[1].as_mut_slice(),
                Some(head) => {
                    let row = place(head);
                    &mut views[network::HEAD_RELATION][row * width..(row + 1) * width]
                }
            };
            for i in 0..width {
                to[i] += change[i] * dependant[i] + change[2 * width + i];
            }
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn tagging(
    arch: Arch,
    network: &Network,
    values: &Values,
    target: &Target,
    gradient: &mut Network,
    seen: [&[f32]; 2],
    tags: &mut [f32],
    loss: &mut Loss,
    scale: f32,
) {
    let mut change = vec![0.0_f32; values.upos.len()];
    backward::affine(arch, &network.upos_seen, &mut gradient.upos_seen, &values.upos, seen[0], &mut change);
    let gold = target.upos.iter().map(|gold| Some(*gold));
    loss.tags += through_softmax(&values.upos, network.upos.outputs(), gold, scale, &mut change);
    backward::affine(arch, &network.upos, &mut gradient.upos, &values.tag_input, &change, tags);
    if network.fine.outputs() > 0 {
        let mut change = vec![0.0_f32; values.fine.len()];
        backward::affine(
            arch,
            &network.fine_seen,
            &mut gradient.fine_seen,
            &values.fine,
            seen[1],
            &mut change,
        );
        let gold = target.fine.iter().copied();
        loss.tags += through_softmax(&values.fine, network.fine.outputs(), gold, scale, &mut change);
        backward::affine(arch, &network.fine, &mut gradient.fine, &values.tag_input, &change, tags);
    }
}

/// Turns the probabilities of one choice into the gradient of its scores; how wrong they were, in nats.
fn cross_entropy(row: &mut [f32], gold: usize, scale: f32) -> f64 {
    let loss = -f64::from(row[gold].max(1e-9).ln());
    row[gold] -= 1.0;
    for value in row.iter_mut() {
        *value *= scale;
    }
    loss
}

/// Turns the gradient of probabilities into that of scores and adds the cross-entropy's.
fn through_softmax(
    probabilities: &[f32],
    classes: usize,
    gold: impl Iterator<Item = Option<usize>>,
    scale: f32,
    change: &mut [f32],
) -> f64 {
    let mut loss = 0.0;
    let rows = probabilities.chunks_exact(classes).zip(change.chunks_exact_mut(classes));
    for ((row, change), gold) in rows.zip(gold) {
        let mean: f32 = row.iter().zip(change.iter()).map(|(p, d)| p * d).sum();
        for (d, p) in change.iter_mut().zip(row) {
            *d = p * (*d - mean);
        }
        let Some(gold) = gold else { continue };
        loss -= f64::from(row[gold].max(1e-9).ln());
        for (class, (d, p)) in change.iter_mut().zip(row).enumerate() {
            *d += scale * (p - f32::from(u8::from(class == gold)));
        }
    }
    loss
}

fn add(to: &mut [f32], values: &[f32]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += value;
    }
}

#[cfg(test)]
#[path = "gradient_tests.rs"]
mod tests;
