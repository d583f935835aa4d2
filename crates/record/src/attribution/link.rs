//! Which source and which contents belong to a cue.
//!
//! Each pair of a cue and another span of its paragraph is judged by itself (logistic regression over hashed
//! features); a content goes to its most probable cue, a cue takes its most probable source.

use avviso_syntax::features::Hasher;

use super::spans::{Role, RoleSpan};
use super::words::{Words, universal};

/// Weights of pairs, as a power of two.
pub const BITS: u32 = 15;

/// Less probable pairs do not belong together.
const LEAST: f32 = 0.5;

/// The weights of the features of pairs, at the upper bits of their hashes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linker(pub Vec<f32>);

/// Spans that belong together, as places in the list of spans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// The words that attribute.
    pub cue: Option<usize>,
    /// Who holds it.
    pub source: Option<usize>,
    /// What is attributed; may be in several pieces.
    pub contents: Vec<usize>,
    /// How probable it is that these belong together.
    pub probability: f32,
}

impl Linked {
    /// How sure it is that these spans are there and belong together, before it was measured how often that is
    /// right.
    pub fn confidence(&self, spans: &[RoleSpan]) -> f32 {
        let all = self.contents.iter().chain(&self.cue).chain(&self.source);
        let least =
            all.filter_map(|place| spans.get(*place)).map(|span| span.probability).fold(1.0, f32::min);
        least * self.probability
    }
}

impl Linker {
    /// How probable it is that a pair with these features belongs together.
    pub fn probability(&self, features: &[u32]) -> f32 {
        let weight = |hash: &u32| self.0.get((hash >> (32 - BITS)) as usize).copied().unwrap_or(0.0);
        let score: f32 = features.iter().map(weight).sum();
        1.0 / (1.0 + (-score).exp())
    }

    /// Puts the spans of a paragraph together, in the order of the text.
    pub fn link(&self, words: &Words<'_>, spans: &[RoleSpan]) -> Vec<Linked> {
        let pairs = Pairs::new(words, spans);
        let mut features = Vec::new();
        let mut probability = |cue: usize, other: usize| {
            pairs.features(cue, other, &mut features);
            self.probability(&features)
        };
        let of_role = |role: Role| (0..spans.len()).filter(move |place| spans[*place].role == role);
        let mut linked: Vec<Linked> = Vec::new();
        for cue in of_role(Role::Cue) {
            let sources = of_role(Role::Source).map(|source| (probability(cue, source), source));
            let best = sources.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(chance, _)| *chance >= LEAST);
            linked.push(Linked {
                cue: Some(cue),
                source: best.map(|(_, source)| source),
                contents: Vec::new(),
                probability: best.map_or(1.0, |(chance, _)| chance),
            });
        }
        let mut alone = Vec::new();
        for content in of_role(Role::Content) {
            let cues =
                linked.iter_mut().filter_map(|linked| Some((probability(linked.cue?, content), linked)));
            match cues.max_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((chance, linked)) if chance >= LEAST => {
                    linked.contents.push(content);
                    linked.probability = linked.probability.min(chance);
                }
                _ => alone.push(Linked { contents: vec![content], probability: 1.0, ..Linked::default() }),
            }
        }
        linked.extend(alone);
        linked.sort_by_key(|linked| linked.contents.first().copied().or(linked.cue));
        linked
    }
}

/// A paragraph's spans with what pairs of them are told by.
#[derive(Debug)]
pub struct Pairs<'w, 't> {
    words: &'w Words<'t>,
    spans: &'w [RoleSpan],
    /// The word of each span that the others hang on.
    heads: Vec<usize>,
    /// The place of each word's head.
    above: Vec<Option<usize>>,
}

impl<'w, 't> Pairs<'w, 't> {
    /// Looks at the spans of a paragraph.
    pub fn new(words: &'w Words<'t>, spans: &'w [RoleSpan]) -> Self {
        let above: Vec<Option<usize>> =
            (0..words.len()).map(|word| words.node(word).and_then(|node| node.head)).collect();
        let head = |span: &RoleSpan| {
            let outside =
                |word: &usize| above[*word].is_none_or(|head| !(span.start..span.end).contains(&head));
            (span.start..span.end).find(outside).unwrap_or(span.start)
        };
        let heads = spans.iter().map(head).collect();
        Self { words, spans, heads, above }
    }

    /// Sets `out` to the hashes of what is seen of a cue and another span.
    pub fn features(&self, cue: usize, other: usize, out: &mut Vec<u32>) {
        out.clear();
        let (a, b) = (&self.spans[cue], &self.spans[other]);
        let role = if b.role == Role::Source { "source" } else { "content" };
        let (near, far) = if b.start >= a.end { (a.end, b.start) } else { (b.end, a.start) };
        let distance = (far.saturating_sub(near)).min(24);
        let distance = if distance > 6 { 6 + distance / 6 } else { distance };
        let side = if b.start >= a.end { "behind" } else { "before" };
        let between = |role: Role| {
            let inside = |span: &&RoleSpan| span.role == role && span.start >= near && span.end <= far;
            self.spans.iter().filter(inside).count().min(3).to_string()
        };
        let sentences = self.words.place(b.start).0.abs_diff(self.words.place(a.start).0).min(3).to_string();
        let node = self.words.node(self.heads[cue]);
        let lemma = node.map_or("", |node| node.lemma);
        let path = self.path(self.heads[cue], self.heads[other]);
        let first = self.words.form(b.start);
        let relation = self.words.node(self.heads[other]).map_or("", |node| universal(node.deprel));
        let distance = distance.to_string();
        let between: Vec<String> = Role::ALL.into_iter().map(between).collect();
        let between = between.join("/");
        let mut add = |kind: usize, texts: &[&str]| {
            let start = Hasher::of(200 + kind).text(role).char('\u{1}');
            let hash = texts.iter().fold(start, |hash, text| hash.text(text).char('\u{1}'));
            out.push(hash.feature(1.0).hash);
        };
        add(0, &[]);
        add(1, &[side]);
        add(2, &[side, &distance]);
        add(3, &[side, &between]);
        add(4, &[side, &sentences]);
        add(5, &[side, &sentences, &between]);
        add(6, &[&path]);
        add(7, &[&path, lemma]);
        add(8, &[side, lemma]);
        add(9, &[side, lemma, &sentences]);
        add(10, &[side, first]);
        add(11, &[side, relation, &sentences]);
        add(12, &[&path, &between]);
        add(13, &[side, &distance, &between]);
    }

    /// The relations from one word up to where the ways meet, and down to the other.
    fn path(&self, from: usize, to: usize) -> String {
        let up = |word: usize| std::iter::successors(Some(word), |word| self.above[*word]).take(6);
        let Some((steps, meeting)) =
            up(from).enumerate().find(|(_, word)| up(to).any(|other| other == *word))
        else {
            return "none".to_owned();
        };
        let relation = |word: usize| self.words.node(word).map_or("", |node| universal(node.deprel));
        let mut path = String::new();
        for word in up(from).take(steps) {
            path.push('<');
            path.push_str(relation(word));
        }
        for word in up(to).take_while(|word| *word != meeting) {
            path.push('>');
            path.push_str(relation(word));
        }
        path
    }
}
