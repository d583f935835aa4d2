//! A chain of labels, each scored at its word and after the label before (linear-chain conditional random
//! field: Lafferty, McCallum and Pereira 2001).

use super::spans::{LABELS, follows};

/// Scores of labels that follow each other: a row for the label before (the last row for the beginning), a
/// column for the label.
#[derive(Debug, Clone, PartialEq)]
pub struct Transitions(pub Vec<f32>);

impl Transitions {
    /// All zero.
    pub fn zero() -> Self {
        Self(vec![0.0; (LABELS + 1) * LABELS])
    }

    /// The score, if the label can follow. `None` before is the beginning.
    pub fn score(&self, before: Option<usize>, label: usize) -> Option<f32> {
        let row = before.unwrap_or(LABELS);
        follows(before, label).then(|| self.0[row * LABELS + label])
    }
}

/// The sums over all sequences of labels, in logarithms, and what follows from them.
#[derive(Debug, Clone, Default)]
pub struct Lattice {
    /// Words × labels: the scores of the words.
    emissions: Vec<f32>,
    /// Words × labels: of all that leads to a label at a word, it included.
    forward: Vec<f32>,
    /// Words × labels: of all that follows a label at a word.
    backward: Vec<f32>,
    /// Of everything.
    total: f32,
}

impl Lattice {
    /// Takes up the scores of the words of a passage: words × labels.
    pub fn set(&mut self, emissions: &[f32], transitions: &Transitions) {
        let words = emissions.len() / LABELS;
        self.emissions.clear();
        self.emissions.extend_from_slice(emissions);
        self.forward.clear();
        self.forward.resize(words * LABELS, f32::NEG_INFINITY);
        self.backward.clear();
        self.backward.resize(words * LABELS, 0.0);
        let mut terms = [f32::NEG_INFINITY; LABELS];
        for word in 0..words {
            for label in 0..LABELS {
                let score = emissions[word * LABELS + label];
                self.forward[word * LABELS + label] = if word == 0 {
                    transitions.score(None, label).map_or(f32::NEG_INFINITY, |first| first + score)
                } else {
                    for (before, term) in terms.iter_mut().enumerate() {
                        let step = transitions.score(Some(before), label);
                        let reached = self.forward[(word - 1) * LABELS + before];
                        *term = step.map_or(f32::NEG_INFINITY, |step| reached + step);
                    }
                    log_sum(&terms) + score
                };
            }
        }
        for word in (0..words.saturating_sub(1)).rev() {
            for label in 0..LABELS {
                for (next, term) in terms.iter_mut().enumerate() {
                    let step = transitions.score(Some(label), next);
                    let at = (word + 1) * LABELS + next;
                    *term = step.map_or(f32::NEG_INFINITY, |step| step + emissions[at] + self.backward[at]);
                }
                self.backward[word * LABELS + label] = log_sum(&terms);
            }
        }
        self.total = match words.checked_sub(1) {
            Some(last) => log_sum(&self.forward[last * LABELS..]),
            None => 0.0,
        };
    }

    /// How many words.
    pub fn words(&self) -> usize {
        self.emissions.len() / LABELS
    }

    /// The logarithm of the sum over all sequences.
    pub fn total(&self) -> f32 {
        self.total
    }

    /// The probability of a label at a word.
    pub fn probability(&self, word: usize, label: usize) -> f32 {
        let at = word * LABELS + label;
        (self.forward[at] + self.backward[at] - self.total).exp()
    }

    /// The probability of two labels at neighbouring words.
    pub fn pair(&self, word: usize, labels: (usize, usize), transitions: &Transitions) -> f32 {
        let (before, label) = labels;
        let at = (word + 1) * LABELS + label;
        transitions.score(Some(before), label).map_or(0.0, |step| {
            let reached = self.forward[word * LABELS + before];
            (reached + step + self.emissions[at] + self.backward[at] - self.total).exp()
        })
    }

    /// Calls `found` with the end (behind the last word) and the probability of each span that begins at a
    /// word with the label `begin` and goes on with `inside`, as long as any longer one could be as probable
    /// as `least`.
    pub fn spans(
        &self,
        start: usize,
        (begin, inside): (usize, usize),
        transitions: &Transitions,
        least: f32,
        mut found: impl FnMut(usize, f32),
    ) {
        let least = least.ln();
        let mut path = self.forward[start * LABELS + begin];
        let mut last = begin;
        for end in start + 1..=self.words() {
            let after = match self.words() - end {
                0 => 0.0,
                _ => {
                    let mut terms = [f32::NEG_INFINITY; LABELS];
                    for (next, term) in terms.iter_mut().enumerate().filter(|(next, _)| *next != inside) {
                        let at = end * LABELS + next;
                        let step = transitions.score(Some(last), next);
                        *term = step
                            .map_or(f32::NEG_INFINITY, |step| step + self.emissions[at] + self.backward[at]);
                    }
                    log_sum(&terms)
                }
            };
            let probability = path + after - self.total;
            if probability >= least {
                found(end, probability.exp());
            }
            if end == self.words() {
                return;
            }
            let at = end * LABELS + inside;
            let Some(step) = transitions.score(Some(last), inside) else { return };
            path += step + self.emissions[at];
            if path + self.backward[at] - self.total < least {
                return;
            }
            last = inside;
        }
    }
}

fn log_sum(terms: &[f32]) -> f32 {
    let most = terms.iter().fold(f32::NEG_INFINITY, |most, term| most.max(*term));
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.iter().map(|term| (term - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sequences of labels that may follow each other.
    fn sequences(words: usize) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![vec![]];
        for _ in 0..words {
            all = all
                .iter()
                .flat_map(|before| (0..LABELS).map(move |label| (before, label)))
                .filter(|(before, label)| follows(before.last().copied(), *label))
                .map(|(before, label)| [before.as_slice(), &[label]].concat())
                .collect();
        }
        all
    }

    #[test]
    fn sums_are_those_over_all_sequences() {
        let mut random = fastrand::Rng::with_seed(1);
        let words = 4;
        let emissions: Vec<f32> = (0..words * LABELS).map(|_| random.f32() * 4.0 - 2.0).collect();
        let transitions = Transitions((0..(LABELS + 1) * LABELS).map(|_| random.f32() * 2.0 - 1.0).collect());
        let mut lattice = Lattice::default();
        lattice.set(&emissions, &transitions);
        let score = |labels: &[usize]| -> f32 {
            let mut before = None;
            let mut sum = 0.0;
            for (word, label) in labels.iter().enumerate() {
                sum += emissions[word * LABELS + label] + transitions.score(before, *label).unwrap();
                before = Some(*label);
            }
            sum
        };
        let all: Vec<(Vec<usize>, f32)> =
            sequences(words).into_iter().map(|labels| (labels.clone(), score(&labels).exp())).collect();
        let total: f32 = all.iter().map(|(_, weight)| weight).sum();
        assert!((lattice.total() - total.ln()).abs() < 1e-4);
        let share = |holds: &dyn Fn(&[usize]) -> bool| {
            all.iter().filter(|(labels, _)| holds(labels)).map(|(_, weight)| weight).sum::<f32>() / total
        };
        for label in 0..LABELS {
            let expected = share(&|labels| labels[2] == label);
            assert!((lattice.probability(2, label) - expected).abs() < 1e-4);
            let pair = share(&|labels| labels[1] == 1 && labels[2] == label);
            assert!((lattice.pair(1, (1, label), &transitions) - pair).abs() < 1e-4);
        }
        let mut found = Vec::new();
        lattice.spans(1, (1, 2), &transitions, 0.0, |end, probability| found.push((end, probability)));
        assert_eq!(found.len(), 3);
        for (end, probability) in found {
            let expected = share(&|labels| {
                labels[1] == 1
                    && labels[2..end].iter().all(|label| *label == 2)
                    && labels.get(end).is_none_or(|label| *label != 2)
            });
            assert!((probability - expected).abs() < 1e-4, "{end}: {probability} against {expected}");
        }
    }
}
