//! Attributions as triples of source, cue and content on raw articles.

use avviso_record::attribution::{Role, Tagger};

use super::calibration::Judged;
use super::corpus::Grammar;
use super::passages::shared;
use super::polnear::{Article, Attribution};
use crate::segmentation::Score;

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Attributions whose source, cue and content each share at least half of their joint characters.
    pub overlapping: Score,
    /// Attributions whose source, cue and content are the same.
    pub exact: Score,
    /// For each found attribution its raw confidence, and whether it shares enough with a gold one.
    pub judged: Vec<Judged>,
}

/// Finds the attributions of articles and compares.
pub fn compare(tagger: &Tagger, grammar: &Grammar, articles: &[Article]) -> Figures {
    let mut figures = Figures::default();
    for article in articles {
        let found = attributions(tagger, grammar, &article.text);
        let alike = |a: &Attribution, b: &Attribution| {
            Role::ALL.into_iter().all(|role| {
                let (a, b) = (a.pieces(role), b.pieces(role));
                a.is_empty() && b.is_empty() || shared(a, b) >= 0.5
            })
        };
        let (found, confidences): (Vec<Attribution>, Vec<f32>) = found.into_iter().unzip();
        let right = count(&mut figures.overlapping, &article.attributions, &found, alike);
        figures.judged.extend(confidences.into_iter().zip(right));
        count(&mut figures.exact, &article.attributions, &found, |a, b| a == b);
    }
    figures
}

/// Each found attribution counts for one of the gold ones. Gives which of the found ones are right.
fn count(
    score: &mut Score,
    gold: &[Attribution],
    found: &[Attribution],
    alike: impl Fn(&Attribution, &Attribution) -> bool,
) -> Vec<bool> {
    let mut taken = vec![false; found.len()];
    score.gold += gold.len();
    score.found += found.len();
    for attribution in gold {
        let fits = |place: &usize| !taken[*place] && alike(attribution, &found[*place]);
        if let Some(place) = (0..found.len()).find(fits) {
            taken[place] = true;
            score.right += 1;
        }
    }
    taken
}

/// The attributions of a text, in code points, each with its raw confidence.
fn attributions(tagger: &Tagger, grammar: &Grammar, text: &str) -> Vec<(Attribution, f32)> {
    let prepared = grammar.prepare(text);
    let paragraphs = prepared.paragraphs();
    let mut all = Vec::new();
    let mut scratch = avviso_record::attribution::Scratch::default();
    for (words, (spans, linked)) in paragraphs.iter().zip(tagger.attributions(&paragraphs, &mut scratch)) {
        let piece = |place: &usize| {
            let span = &spans[*place];
            [prepared.given(words, span.start)[0], prepared.given(words, span.end - 1)[1]]
        };
        all.extend(linked.iter().map(|linked| {
            let attribution = Attribution {
                source: linked.source.iter().map(piece).collect(),
                cue: linked.cue.iter().map(piece).collect(),
                content: linked.contents.iter().map(piece).collect(),
            };
            (attribution, linked.confidence(&spans))
        }));
    }
    all.retain(|(attribution, _)| !attribution.content.is_empty() && !attribution.cue.is_empty());
    all
}
