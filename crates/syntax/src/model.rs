//! The file of a model, in the container of [`file`](crate::file).
//!
//! Its body: names of classes, sizes, lemmas and morphemes, the table of features, the weights of the
//! layers; weights as 8-bit numbers with a scale for each row of the table and each column of a matrix.

use std::sync::Arc;

use crate::Result;
use crate::embedding::Embedding;
use crate::file::{Card, Kind, Reader, Writer};
use crate::morphology::Morphology;
use crate::network::{Direction, Lstm, Network};
use crate::parse::Names;

const KIND: Kind = Kind {
    magic: "avviso syntax model",
    name: "a syntax model",
    version: "1",
    remedy: "train it again with `avviso train syntax`, or leave it out to use the built-in one",
};

/// Everything that a parser of one language knows.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) card: Card,
    pub(crate) names: Arc<Names>,
    pub(crate) morphology: Morphology,
    pub(crate) embedding: Embedding,
    pub(crate) network: Network,
}

impl Model {
    /// A model of trained parts. `rows` are the features' hashes in rising order; `table` holds their
    /// weights, as many a row as the first layer has inputs. `None` if the sizes do not fit.
    pub fn new(
        names: Names,
        morphology: Morphology,
        (rows, table): (Vec<u32>, &[f32]),
        network: Network,
    ) -> Option<Self> {
        let width = inputs(&network.layers.first()?[0]);
        let embedding = Embedding::quantised(width, rows, table)?;
        Some(Self { card: Card::default(), names: Arc::new(names), morphology, embedding, network })
    }

    /// The same model with another card.
    #[must_use]
    pub fn with_card(mut self, card: Card) -> Self {
        self.card = card;
        self
    }

    /// The bytes of the file. The same model gives the same bytes.
    pub fn write(&self) -> std::io::Result<Vec<u8>> {
        let mut body = Writer::default();
        let names = &self.names;
        body.texts(names.upos.iter().map(String::as_str));
        body.texts(names.fine.iter().map(|(tag, _)| tag.as_str()));
        body.texts(names.fine.iter().map(|(_, features)| features.as_str()));
        body.texts(names.deprel.iter().map(String::as_str));
        let network = &self.network;
        for size in Sizes::of(network).list() {
            body.u32(size);
        }
        let mut morphology = Vec::new();
        self.morphology.write(&mut morphology);
        body.section(&morphology);
        self.embedding.write(&mut body);
        for lstm in network.layers.iter().flatten() {
            body.lstm(lstm);
        }
        let Network { upos, fine, upos_seen, fine_seen, views, roots, arcs, prior, relations, .. } = network;
        for affine in [upos, fine, upos_seen, fine_seen, arcs, prior, relations].into_iter().chain(views) {
            body.affine(affine);
        }
        roots.iter().for_each(|root| body.floats(root));
        body.numbers(&names.upos_of_fine.iter().map(|upos| u32::from(*upos)).collect::<Vec<_>>());
        KIND.write(&self.card, &body.0)
    }

    /// Reads a file. The error names `origin`, what is wrong and the remedy.
    pub fn read(bytes: &[u8], origin: &str) -> Result<Self> {
        let (card, body) = KIND.read(bytes, origin)?;
        let model = Self::of_body(Reader(&body)).ok_or_else(|| KIND.refuse(origin, "has a damaged body"))?;
        Ok(model.with_card(card))
    }

    /// What the model says about itself.
    pub fn card(&self) -> &Card {
        &self.card
    }

    fn of_body(mut body: Reader<'_>) -> Option<Self> {
        let upos = body.texts()?;
        let (tags, features) = (body.texts()?, body.texts()?);
        let deprel = body.texts()?;
        let fine = tags.into_iter().zip(features).collect();
        let mut names = Names { upos, fine, deprel, upos_of_fine: Vec::new() };
        let sizes = Sizes::read(&mut body)?;
        let morphology = Morphology::read(body.section()?)?;
        let embedding = Embedding::read(sizes.width, &mut body)?;
        let network = sizes.network(&mut body, &names)?;
        let upos_of_fine = body.numbers(network.fine.outputs())?;
        names.upos_of_fine = upos_of_fine.into_iter().map(|upos| upos as u16).collect();
        let complete = body.0.is_empty() && names.deprel.iter().any(|name| name == "root");
        complete.then(|| Self {
            card: Card::default(),
            names: Arc::new(names),
            morphology,
            embedding,
            network,
        })
    }
}

fn inputs(lstm: &Lstm) -> usize {
    lstm.input.len() / lstm.bias.len().max(1)
}

/// The sizes that the names do not give.
struct Sizes {
    width: usize,
    layers: usize,
    cells: usize,
    seen: [usize; 2],
    views: [usize; 2],
}

impl Sizes {
    fn of(network: &Network) -> Self {
        Self {
            width: network.layers.first().map_or(0, |layer| inputs(&layer[0])),
            layers: network.layers.len(),
            cells: network.layers.first().map_or(0, |layer| layer[0].cells()),
            seen: [network.upos_seen.outputs(), network.fine_seen.outputs()],
            views: network.roots.each_ref().map(Vec::len),
        }
    }

    fn list(&self) -> [usize; 7] {
        let Self { width, layers, cells, seen, views } = self;
        [*width, *layers, *cells, seen[0], seen[1], views[0], views[1]]
    }

    fn read(body: &mut Reader<'_>) -> Option<Self> {
        let mut size = || body.u32().map(|size| size as usize).filter(|size| *size <= 4096);
        Some(Self {
            width: size()?,
            layers: size()?,
            cells: size()?,
            seen: [size()?, size()?],
            views: [size()?, size()?],
        })
    }

    fn network(&self, body: &mut Reader<'_>, names: &Names) -> Option<Network> {
        let Self { width, layers, cells, seen, views: [arc, relation] } = *self;
        let top = 2 * cells;
        let mut stack = Vec::new();
        for place in 0..layers {
            let inputs = match place {
                0 => width,
                1 => top + seen[0] + seen[1],
                _ => top,
            };
            let mut direction = |direction| body.lstm(direction, inputs, cells);
            stack.push([direction(Direction::Forward)?, direction(Direction::Backward)?]);
        }
        // Languages whose tags come with the morphemes have a single fine class and no layer for it.
        let fine = if seen[1] > 0 { names.fine.len() } else { 0 };
        let (upos, deprel) = (names.upos.len(), names.deprel.len());
        let below = if fine > 0 { top } else { 0 };
        let network = Network {
            layers: stack,
            upos: body.affine(top, upos)?,
            fine: body.affine(below, fine)?,
            upos_seen: body.affine(upos, seen[0])?,
            fine_seen: body.affine(fine, seen[1])?,
            arcs: body.affine(arc, arc)?,
            prior: body.affine(arc, 1)?,
            relations: body.affine(3 * relation, deprel)?,
            views: [
                body.affine(top, arc)?,
                body.affine(top, arc)?,
                body.affine(top, relation)?,
                body.affine(top, relation)?,
            ],
            roots: [body.floats(arc)?, body.floats(relation)?],
        };
        (layers > 0 && cells > 0 && upos > 0).then_some(network)
    }
}
