//! A paragraph's words in their trees, in numbers.

use std::ops::Range;

use avviso_syntax::Analysis;
use avviso_syntax::features::{self, Feature, Hasher};
use avviso_text::segmentation::Segmentation;
use avviso_text::{Quotation, Span};

/// The words of one paragraph and the trees of its sentences.
#[derive(Debug)]
pub struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// Where each word stands.
    pub spans: Vec<Span>,
    /// The sentences as ranges of words.
    pub sentences: Vec<Range<usize>>,
    /// Tags and head of each word; the head's place is that in the paragraph.
    pub nodes: Vec<avviso_syntax::Word<'t>>,
    /// What the parser's network made of the words, all behind each other.
    pub states: Vec<f32>,
    /// The quotations, outer and inner ones.
    pub quotations: Vec<Quotation>,
}

impl<'t> Words<'t> {
    /// The words of the sentences that lie in a paragraph. `None` if one of them has no tree.
    pub fn new(
        text: &'t str,
        paragraph: Span,
        segmentation: &Segmentation,
        analysis: &'t Analysis,
    ) -> Option<Self> {
        let first = segmentation.sentences.partition_point(|sentence| sentence.span.start < paragraph.start);
        let mut words = Self {
            text,
            spans: Vec::new(),
            sentences: Vec::new(),
            nodes: Vec::new(),
            states: Vec::new(),
            quotations: avviso_text::quotations(text, paragraph),
        };
        for (n, sentence) in segmentation.sentences.iter().enumerate().skip(first) {
            if !paragraph.contains(sentence.span) {
                break;
            }
            let start = words.spans.len();
            words.spans.extend(segmentation.words_of(sentence).iter().map(|word| word.span));
            words.sentences.push(start..words.spans.len());
            words.nodes.extend(analysis.parse(n)?.words().map(|mut node| {
                node.head = node.head.map(|head| head + start);
                node
            }));
            words.states.extend_from_slice(analysis.states(n));
        }
        Some(words)
    }

    /// A sentence with one blank between its words, of which tag, features, head and relation are given.
    #[cfg(test)]
    pub(crate) fn of_tree(text: &'t str, tree: &[(&'t str, &'t str, Option<usize>, &'t str)]) -> Self {
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let span = |word: &str| Span::new(place(word), place(word) + word.len());
        let node = |&(upos, feats, head, deprel)| avviso_syntax::Word {
            lemma: "",
            upos,
            xpos: "",
            feats,
            head,
            deprel,
        };
        Self {
            text,
            spans: text.split(' ').map(span).collect(),
            sentences: std::iter::once(0..tree.len()).collect(),
            nodes: tree.iter().map(node).collect(),
            states: Vec::new(),
            quotations: Vec::new(),
        }
    }

    /// Heads and relations.
    #[cfg(test)]
    pub(crate) fn tree(&self) -> Vec<(Option<usize>, &'t str)> {
        self.nodes.iter().map(|node| (node.head, node.deprel)).collect()
    }

    /// Some of the words as a paragraph of their own. What hangs on a word outside hangs on none.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let state = self.states.len().checked_div(self.len()).unwrap_or(0);
        let inside = |place: usize| place.clamp(range.start, range.end) - range.start;
        let sentences = self.sentences.iter().map(|sentence| inside(sentence.start)..inside(sentence.end));
        let nodes = self.nodes[range.clone()].iter().map(|node| {
            let head = node.head.filter(|head| range.contains(head)).map(|head| head - range.start);
            avviso_syntax::Word { head, ..*node }
        });
        let cover = self.cover(range.clone());
        let within = |quotation: &&Quotation| cover.is_some_and(|cover| cover.contains(quotation.span));
        let quotations = || self.quotations.iter().filter(within);
        let outermost = quotations().map(|quotation| quotation.depth).min().unwrap_or(0);
        Self {
            text: self.text,
            spans: self.spans[range.clone()].to_vec(),
            sentences: sentences.filter(|sentence| !sentence.is_empty()).collect(),
            nodes: nodes.collect(),
            states: self.states[range.start * state..range.end * state].to_vec(),
            quotations: quotations()
                .map(|quotation| Quotation { depth: quotation.depth - outermost, ..*quotation })
                .collect(),
        }
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The characters of a word.
    pub fn form(&self, word: usize) -> &'t str {
        self.spans.get(word).map_or("", |span| span.of(self.text))
    }

    /// Whether a word begins with a capital letter.
    pub fn is_capital(&self, word: usize) -> bool {
        self.form(word).chars().next().is_some_and(char::is_uppercase)
    }

    /// The sentence that a word stands in, and its place there.
    pub fn place(&self, word: usize) -> (usize, usize) {
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= word);
        (sentence, word - self.sentences.get(sentence).map_or(word, |sentence| sentence.start))
    }

    /// A word's tags and head.
    pub fn node(&self, word: usize) -> Option<avviso_syntax::Word<'t>> {
        self.nodes.get(word).copied()
    }

    /// From the first to the last word of a range, in characters.
    pub fn cover(&self, words: Range<usize>) -> Option<Span> {
        let inside = self.spans.get(words)?;
        Some(inside.first()?.cover(*inside.last()?))
    }
}

/// The kinds of features that only this stage has; part of the hashes.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Lemma = 64,
    Upos,
    Xpos,
    Relation,
    LemmaRelation,
    Head,
    HeadRelation,
    HeadTag,
    Relations,
    Grandparent,
    Child,
    ChildSubject,
    Governor,
    Quoted,
    Place,
    LeftEdge,
    RightEdge,
}

/// Crossing one of these, one comes from a clause to what governs it (Universal Dependencies).
const CLAUSES: [&str; 7] = ["ccomp", "xcomp", "parataxis", "advcl", "acl", "conj", "appos"];

/// The relation without its subtype.
pub fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// Calls `each` with the features of each word in order.
pub fn features(words: &Words<'_>, mut each: impl FnMut(usize, &[Feature])) {
    let nodes = &words.nodes;
    let edges = Edges::new(&nodes.iter().map(|node| node.head).collect::<Vec<_>>());
    let children = children(nodes);
    let quoted = quoted(words);
    let mut scratch = features::Scratch::default();
    let mut out = Vec::new();
    for (word, node) in nodes.iter().enumerate() {
        out.clear();
        features::of_form(words.form(word), &mut scratch, &mut out);
        let mut add = |kind: Kind, texts: &[&str]| {
            let hash =
                texts.iter().fold(Hasher::of(kind as usize), |hash, text| hash.text(text).char('\u{1}'));
            out.push(hash.feature(1.0));
        };
        let head = node.head.and_then(|head| nodes.get(head));
        let (head_lemma, head_tag) = head.map_or(("", ""), |head| (head.lemma, head.upos));
        let above = head.and_then(|head| nodes.get(head.head?)).map_or("", |above| above.lemma);
        let head_relation = head.map_or("", |head| head.deprel);
        add(Kind::Lemma, &[node.lemma]);
        add(Kind::Upos, &[node.upos]);
        add(Kind::Xpos, &[node.xpos]);
        add(Kind::Relation, &[node.deprel]);
        add(Kind::LemmaRelation, &[node.lemma, node.deprel]);
        add(Kind::Head, &[head_lemma]);
        add(Kind::HeadRelation, &[head_lemma, node.deprel]);
        add(Kind::HeadTag, &[head_tag, node.deprel]);
        add(Kind::Relations, &[node.deprel, head_relation]);
        add(Kind::Grandparent, &[above, head_relation, node.deprel]);
        for child in &children[word] {
            let child = &nodes[*child];
            add(Kind::Child, &[node.upos, child.deprel]);
            if universal(child.deprel) == "nsubj" {
                add(Kind::ChildSubject, &[child.lemma]);
            }
        }
        if let Some((relation, governor)) = governor(nodes, word) {
            add(Kind::Governor, &[relation, nodes[governor].lemma]);
            add(Kind::Governor, &[relation, "", if governor < word { "before" } else { "behind" }]);
        }
        add(Kind::Quoted, &[quoted[word]]);
        add(Kind::Quoted, &[quoted[word], node.deprel]);
        let (sentence, place) = words.place(word);
        let (sentence, place) = (sentence.min(3).to_string(), place.min(4).to_string());
        add(Kind::Place, &[&sentence, &place]);
        if let Some(top) = edges.left[word] {
            add(Kind::LeftEdge, &[nodes[top].deprel]);
            add(Kind::LeftEdge, &[nodes[top].deprel, nodes[top].head.map_or("", |head| nodes[head].lemma)]);
        }
        if let Some(top) = edges.right[word] {
            add(Kind::RightEdge, &[nodes[top].deprel]);
            add(Kind::RightEdge, &[nodes[top].deprel, nodes[top].head.map_or("", |head| nodes[head].lemma)]);
        }
        each(word, &out);
    }
}

/// The clause that a word stands in: how it hangs on what governs it, and on which word.
fn governor<'n>(nodes: &[avviso_syntax::Word<'n>], word: usize) -> Option<(&'n str, usize)> {
    let mut at = word;
    for _ in 0..nodes.len() {
        let head = nodes[at].head?;
        let relation = universal(nodes[at].deprel);
        if CLAUSES.contains(&relation) {
            return Some((relation, head));
        }
        at = head;
    }
    None
}

fn children(nodes: &[avviso_syntax::Word<'_>]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); nodes.len()];
    for (word, node) in nodes.iter().enumerate() {
        if let Some(list) = node.head.and_then(|head| children.get_mut(head)) {
            list.push(word);
        }
    }
    children
}

/// For each word the highest node whose words begin, or end, with it.
struct Edges {
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
}

impl Edges {
    fn new(heads: &[Option<usize>]) -> Self {
        let mut first: Vec<usize> = (0..heads.len()).collect();
        let mut last = first.clone();
        for word in 0..heads.len() {
            let mut above = heads[word];
            for _ in 0..heads.len() {
                let Some(head) = above else { break };
                first[head] = first[head].min(word);
                last[head] = last[head].max(word);
                above = heads[head];
            }
        }
        let mut edges = Self { left: vec![None; heads.len()], right: vec![None; heads.len()] };
        let size = |node: usize| last[node] - first[node];
        for node in 0..heads.len() {
            for (edge, at) in [(&mut edges.left, first[node]), (&mut edges.right, last[node])] {
                if size(node) > 0 && edge[at].is_none_or(|known| size(known) < size(node)) {
                    edge[at] = Some(node);
                }
            }
        }
        edges
    }
}

/// How each word stands to the paragraph's outer quotations.
fn quoted(words: &Words<'_>) -> Vec<&'static str> {
    let outer: Vec<&Quotation> = words.quotations.iter().filter(|quotation| quotation.depth == 0).collect();
    let mut next = 0;
    let state = |span: &Span| {
        while outer.get(next).is_some_and(|quotation| quotation.span.end <= span.start) {
            next += 1;
        }
        match outer.get(next) {
            Some(quotation) if quotation.span.start >= span.end => match next {
                0 => "before the first",
                _ => "between",
            },
            Some(quotation) if quotation.span.start == span.start => "opens",
            Some(quotation) if quotation.span.end == span.end => "closes",
            Some(_) => "inside",
            None if outer.is_empty() => "none",
            None => "behind the last",
        }
    };
    words.spans.iter().map(state).collect()
}
