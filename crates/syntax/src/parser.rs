//! From words to a tree.

use std::sync::Arc;

use avviso_tables::Tables;
use avviso_text::Language;
use pulp::Arch;

use crate::features::{self, Feature};
use crate::file::Card;
use crate::model::Model;
use crate::morphology::{self, Morphemes};
use crate::network::{Batch, Buffers, Place, Values, tree};
use crate::parse::{Columns, Parse};
use crate::{Error, Result};

/// The file of a language's built-in model.
pub const MODEL_FILE: &str = "syntax.model";
/// Longer sentences are parsed in pieces, so that time stays linear in the text.
const LONGEST: usize = 256;
/// Words that are read side by side.
const BATCH: usize = 512;

/// Tags, lemmas, morphemes and trees for one language. Does not change once loaded; one parser serves all
/// threads, each with a [`Workspace`] of its own.
#[derive(Debug, Clone)]
pub struct Parser {
    model: Model,
    arch: Arch,
    root: u16,
    /// What joins the pieces of a sentence that is too long for one tree.
    joint: u16,
    /// The tags that go with each part of speech.
    fine_of_upos: Vec<Vec<u16>>,
}

/// Memory that is used again from call to call.
#[derive(Debug, Default)]
pub struct Workspace {
    parses: Vec<Parse>,
    /// How many of them are of the last call.
    count: usize,
    /// What the last layer made of each word, and where each sentence begins in it.
    states: Vec<f32>,
    starts: Vec<usize>,
    pieces: Vec<Piece>,
    morphemes: Vec<Morphemes>,
    morphology: morphology::Scratch,
    characters: features::Scratch,
    features: Vec<Feature>,
    batch: Batch,
    values: Values,
    buffers: Buffers,
    trees: tree::Scratch,
    heads: Vec<usize>,
    votes: Vec<f32>,
}

impl Workspace {
    /// The parses of the last call.
    pub fn parses(&self) -> &[Parse] {
        &self.parses[..self.count]
    }

    /// What the network's last layer made of the words of one sentence of the last call, so many numbers a
    /// word as [`Parser::state_width`] says, between −1 and 1: what stands around each word, in a form that a
    /// later network can read.
    pub fn states(&self, sentence: usize) -> &[f32] {
        let start = self.starts.get(sentence).copied().unwrap_or(self.states.len());
        let end = self.starts.get(sentence + 1).copied().unwrap_or(self.states.len());
        self.states.get(start..end).unwrap_or_default()
    }
}

/// Neighbouring words of a sentence.
#[derive(Debug, Clone, Copy)]
struct Piece {
    sentence: usize,
    start: usize,
    end: usize,
}

impl Parser {
    /// The built-in parser of a language, or the one in a folder laid over it.
    pub fn load(tables: &Tables, language: Language) -> Result<Self> {
        let bytes = tables.language_file(language.as_str(), MODEL_FILE);
        let bytes = bytes.map_err(|error| Error::new(error.to_string()))?.ok_or_else(|| {
            Error::new(format!(
                "languages/{language}/{MODEL_FILE}: there is no parser of this language; train one with `avviso train syntax`"
            ))
        })?;
        Self::of_bytes(&bytes.bytes, &bytes.path)
    }

    /// A parser from the bytes of a model file; errors name `origin`.
    pub fn of_bytes(bytes: &[u8], origin: &str) -> Result<Self> {
        Ok(Self::of_model(Model::read(bytes, origin)?))
    }

    /// A parser that was just trained.
    pub fn of_model(mut model: Model) -> Self {
        model.network.round();
        let place = |name: &str| model.names.deprel.iter().position(|known| known == name);
        let root = place("root").unwrap_or(0);
        let joint = place("parataxis").or_else(|| place("dep")).unwrap_or(usize::from(root == 0));
        let (upos, of_fine) = (model.names.upos.len(), &model.names.upos_of_fine);
        let fine_of = |upos: usize| {
            let tags = of_fine.iter().enumerate().filter(move |(_, of)| usize::from(**of) == upos);
            tags.map(|(place, _)| place as u16).collect()
        };
        let fine_of_upos = (0..upos).map(fine_of).collect();
        Self { arch: Arch::new(), root: root as u16, joint: joint as u16, fine_of_upos, model }
    }

    /// What the model says about itself.
    pub fn card(&self) -> &Card {
        &self.model.card
    }

    /// Parses sentences, each a list of words. The result has a parse for each, in order, and stands in
    /// the workspace until the next call. What a sentence gets does not depend on the others.
    pub fn parse<'w>(&self, sentences: &[Vec<&str>], workspace: &'w mut Workspace) -> &'w [Parse] {
        workspace.parses.resize_with(sentences.len(), Parse::default);
        workspace.morphemes.resize_with(sentences.len(), Morphemes::default);
        workspace.pieces.clear();
        workspace.starts.clear();
        workspace.count = sentences.len();
        let mut all = 0;
        for (place, words) in sentences.iter().enumerate() {
            workspace.starts.push(all);
            all += words.len() * self.state_width();
            let Workspace { parses, pieces, morphemes, morphology, .. } = &mut *workspace;
            parses[place].reset(Arc::clone(&self.model.names), words.len());
            self.model.morphology.analyse(words, morphology, &mut morphemes[place]);
            cut(words, |start, end| pieces.push(Piece { sentence: place, start, end }));
        }
        workspace.states.resize(all, 0.0);
        workspace.pieces.sort_unstable_by_key(|piece| {
            (std::cmp::Reverse(piece.end - piece.start), piece.sentence, piece.start)
        });
        let mut from = 0;
        while from < workspace.pieces.len() {
            let mut to = from;
            let mut words = 0;
            while to < workspace.pieces.len() && (to == from || words < BATCH) {
                words += workspace.pieces[to].end - workspace.pieces[to].start;
                to += 1;
            }
            self.parse_batch(sentences, from..to, workspace);
            from = to;
        }
        for (place, words) in sentences.iter().enumerate() {
            self.finish(words, &workspace.morphemes[place], &mut workspace.parses[place]);
        }
        workspace.parses()
    }

    /// How many numbers [`Workspace::states`] has for each word.
    pub fn state_width(&self) -> usize {
        self.model.network.layers.last().map_or(0, |layer| 2 * layer[0].cells())
    }

    fn parse_batch(&self, sentences: &[Vec<&str>], range: std::ops::Range<usize>, workspace: &mut Workspace) {
        let Workspace { parses, pieces, morphemes, characters, features, batch, values, .. } = workspace;
        let pieces = &pieces[range];
        batch.set(pieces.iter().map(|piece| piece.end - piece.start));
        let width = self.model.embedding.width();
        values.inputs.resize(self.model.network.layers.len().max(1), Vec::new());
        let input = &mut values.inputs[0];
        input.clear();
        input.resize(batch.rows() * width, 0.0);
        for (place, piece) in pieces.iter().enumerate() {
            for (word, form) in sentences[piece.sentence][piece.start..piece.end].iter().enumerate() {
                features.clear();
                features::of_form(form, characters, features);
                features::of_morphemes(morphemes[piece.sentence].of_word(piece.start + word), features);
                let row = batch.row(place, word);
                let out = &mut input[row * width..(row + 1) * width];
                self.model.embedding.add(self.arch, features, out);
            }
        }
        let network = &self.model.network;
        network.forward(self.arch, batch, None, values);
        let Workspace { buffers, trees, heads, votes, states, starts, .. } = workspace;
        let state = self.state_width();
        let fine_classes = network.fine.outputs();
        for (place, piece) in pieces.iter().enumerate() {
            let here = Place { batch, sentence: place };
            network.arc_scores(self.arch, here, values, buffers);
            tree::best_tree(&buffers.scores, piece.end - piece.start, trees, heads);
            network.relation_scores(self.arch, here, heads, (values, buffers));
            let columns = &mut parses[piece.sentence].columns[piece.start..piece.end];
            let relations = buffers.relations.chunks_exact(network.relations.outputs().max(1));
            for (word, ((columns, head), scores)) in
                columns.iter_mut().zip(&*heads).zip(relations).enumerate()
            {
                let row = batch.row(place, word);
                let at = starts[piece.sentence] + (piece.start + word) * state;
                states[at..at + state].copy_from_slice(row_of(&values.top, row, state));
                let tags = row_of(&values.upos, row, network.upos.outputs());
                (columns.upos, columns.fine) =
                    self.tags(tags, row_of(&values.fine, row, fine_classes), votes);
                columns.head = if *head == 0 { 0 } else { (piece.start + head) as u32 };
                columns.deprel = if *head == 0 { self.root } else { best(scores, Some(self.root)) };
            }
        }
    }

    /// The part of speech that both layers together hold most probable, and the best tag that goes with it.
    fn tags(&self, upos: &[f32], fine: &[f32], votes: &mut Vec<f32>) -> (u16, u16) {
        if fine.is_empty() {
            return (best(upos, None), 0);
        }
        let probability = |tag: &u16| fine.get(usize::from(*tag)).copied().unwrap_or(0.0);
        let vote = |(tags, upos): (&Vec<u16>, &f32)| {
            tags.iter().map(probability).fold(f32::MIN_POSITIVE, |sum, probability| sum + probability) * upos
        };
        votes.clear();
        votes.extend(self.fine_of_upos.iter().zip(upos).map(vote));
        let upos = best(votes, None);
        let fits = self.fine_of_upos.get(usize::from(upos)).into_iter().flatten();
        let best = fits.max_by(|a, b| probability(a).total_cmp(&probability(b)));
        (upos, best.copied().unwrap_or(0))
    }

    /// Joins the pieces and adds what follows from form and tags.
    fn finish(&self, words: &[&str], morphemes: &Morphemes, parse: &mut Parse) {
        let mut root = None;
        for place in 0..parse.columns.len() {
            if parse.columns[place].head == 0 {
                match root {
                    None => root = Some(place as u32 + 1),
                    Some(root) => {
                        parse.columns[place].head = root;
                        parse.columns[place].deprel = self.joint;
                    }
                }
            }
        }
        let names = Arc::clone(&self.model.names);
        for (place, word) in words.iter().enumerate() {
            let Columns { upos, fine, .. } = parse.columns[place];
            let upos = names.upos.get(upos as usize).map_or("_", String::as_str);
            let xpos = names.fine.get(fine as usize).map_or("_", |(tag, _)| tag);
            let start = parse.text.len() as u32;
            // Classes may leave nothing of a word that is like no other.
            if let Some(lemma) = morphemes.lemma(place).filter(|lemma| !lemma.is_empty()) {
                parse.text.push_str(lemma);
            } else {
                self.model.morphology.lemma(word, upos, xpos, &mut parse.text);
            }
            if parse.text.len() == start as usize {
                parse.text.push('_');
            }
            let end = parse.text.len() as u32;
            parse.columns[place].lemma = start..end;
            if let Some(tags) = morphemes.tags(place).filter(|tags| !tags.is_empty()) {
                parse.text.push_str(tags);
                parse.columns[place].xpos = Some(end..parse.text.len() as u32);
            }
        }
    }
}

/// Cuts a sentence into pieces that are short enough, after a sign if there is one.
fn cut(words: &[&str], mut piece: impl FnMut(usize, usize)) {
    let mut start = 0;
    while words.len() - start > LONGEST {
        let window = start + LONGEST / 2..start + LONGEST;
        let sign = |place: &usize| !words[*place].chars().any(char::is_alphanumeric);
        let end = window.rev().find(sign).map_or(start + LONGEST, |place| place + 1);
        piece(start, end);
        start = end;
    }
    if start < words.len() {
        piece(start, words.len());
    }
}

fn row_of(matrix: &[f32], row: usize, width: usize) -> &[f32] {
    &matrix[row * width..(row + 1) * width]
}

/// The class of the greatest score, the first of equals.
fn best(scores: &[f32], never: Option<u16>) -> u16 {
    let never = never.map(usize::from);
    let mut best = usize::from(never == Some(0));
    for (class, score) in scores.iter().enumerate() {
        if Some(class) != never && *score > scores[best] {
            best = class;
        }
    }
    if best < scores.len() { best as u16 } else { 0 }
}
