//! Training what puts spans together.

use avviso_record::attribution::link::{BITS, Linker, Pairs};
use avviso_record::attribution::{Role, RoleSpan, Words};

use super::corpus::Prepared;
use super::polnear::{Article, Attribution};
use crate::logistic::{self, Cases, Training};

/// Pairs of spans, and whether they belong together.
#[derive(Default)]
pub(super) struct Links(Cases);

impl Links {
    /// Takes up the pairs of a paragraph: its gold spans, and the attributions that they are of.
    pub(super) fn add(&mut self, prepared: &Prepared, words: &Words<'_>, article: &Article) {
        let (spans, owners) = spans(prepared, words, article);
        let pairs = Pairs::new(words, &spans);
        let mut features = Vec::new();
        for cue in (0..spans.len()).filter(|place| spans[*place].role == Role::Cue) {
            for other in (0..spans.len()).filter(|place| spans[*place].role != Role::Cue) {
                pairs.features(cue, other, &mut features);
                let together = owners[cue].iter().any(|owner| owners[other].contains(owner));
                self.0.push(&features, usize::from(together), 1.0);
            }
        }
    }

    pub(super) fn train(&self, seed: u64) -> Linker {
        let training = Training { bits: BITS, classes: 2, rounds: 8, rate: 0.1, decay: 1e-5, seed };
        Linker(logistic::train(&self.0, &training))
    }
}

/// The spans that touch a paragraph, in order, each with the attributions that it is of.
fn spans(prepared: &Prepared, words: &Words<'_>, article: &Article) -> (Vec<RoleSpan>, Vec<Vec<usize>>) {
    let places: Vec<[usize; 2]> = (0..words.len()).map(|word| prepared.given(words, word)).collect();
    let mut found: Vec<(RoleSpan, Vec<usize>)> = Vec::new();
    for (number, attribution) in article.attributions.iter().enumerate() {
        for role in Role::ALL {
            for [start, end] in Attribution::pieces(attribution, role) {
                let first = places.partition_point(|place| place[1] <= *start);
                let last = places.partition_point(|place| place[0] < *end);
                if first >= last {
                    continue;
                }
                let span = RoleSpan { role, start: first, end: last, probability: 1.0 };
                match found.iter_mut().find(|(known, _)| *known == span) {
                    Some((_, owners)) => owners.push(number),
                    None => found.push((span, vec![number])),
                }
            }
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found.into_iter().unzip()
}
