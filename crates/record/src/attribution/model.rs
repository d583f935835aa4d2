//! The file of a tagger, in the container of [`avviso_syntax::file`].

use avviso_syntax::file::{Card, Kind, Reader, Writer};
use avviso_syntax::network::{Affine, Direction, Lstm};
use avviso_syntax::{Embedding, Result};

use super::crf::Transitions;
use super::link::{BITS, Linker};
use super::spans::LABELS;

/// The file of a language's built-in tagger.
pub const MODEL_FILE: &str = "statements.model";

const KIND: Kind = Kind {
    magic: "avviso statements model",
    name: "a statements model",
    version: "1",
    remedy: "train it again with `avviso train statements`",
};

/// The layers of the network.
#[derive(Debug, Clone)]
pub struct Network {
    /// The recurrent layers, each in both directions. The first one's inputs are a word's features and the
    /// parser's states.
    pub layers: Vec<[Lstm; 2]>,
    /// Last layer → labels.
    pub labels: Affine,
    /// Scores of labels behind each other.
    pub transitions: Transitions,
}

impl Network {
    /// Rounds the weights as a file holds them, for use alone.
    pub fn round(&mut self) {
        self.layers.iter_mut().flatten().for_each(Lstm::round);
        self.labels.round();
    }
}

/// Everything that a tagger knows.
#[derive(Debug, Clone)]
pub struct Model {
    card: Card,
    pub(super) embedding: Embedding,
    pub(super) network: Network,
    /// The least probability of a span, by role.
    pub(super) thresholds: [f32; 3],
    pub(super) linker: Linker,
}

impl Model {
    /// A model of trained parts. `rows` are the features' hashes in rising order; `table` holds their weights,
    /// `width` each. `None` if the sizes do not fit.
    pub fn new(
        (width, rows, table): (usize, Vec<u32>, &[f32]),
        network: Network,
        thresholds: [f32; 3],
    ) -> Option<Self> {
        let embedding = Embedding::quantised(width, rows, table)?;
        Some(Self { card: Card::default(), embedding, network, thresholds, linker: Linker::default() })
    }

    /// The same model with another card.
    #[must_use]
    pub fn with_card(mut self, card: Card) -> Self {
        self.card = card;
        self
    }

    /// The same model with other thresholds.
    #[must_use]
    pub fn with_thresholds(mut self, thresholds: [f32; 3]) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// The least probability of a span, by role.
    pub fn thresholds(&self) -> [f32; 3] {
        self.thresholds
    }

    /// The same model with another linker.
    #[must_use]
    pub fn with_linker(mut self, linker: Linker) -> Self {
        self.linker = linker;
        self
    }

    /// What the model says about itself.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The bytes of the file. The same model gives the same bytes.
    pub fn write(&self) -> std::io::Result<Vec<u8>> {
        let mut body = Writer::default();
        let Network { layers, labels, transitions } = &self.network;
        let cells = layers.first().map_or(0, |layer| layer[0].cells());
        let inputs = layers.first().map_or(0, |layer| layer[0].input.len() / layer[0].bias.len().max(1));
        for size in [layers.len(), cells, self.embedding.width(), inputs] {
            body.u32(size);
        }
        self.embedding.write(&mut body);
        layers.iter().flatten().for_each(|lstm| body.lstm(lstm));
        body.affine(labels);
        body.floats(&transitions.0);
        body.floats(&self.thresholds);
        body.matrix(&self.linker.0, 1);
        KIND.write(&self.card, &body.0)
    }

    /// Reads a file. The error names `origin`, what is wrong and the remedy.
    pub fn read(bytes: &[u8], origin: &str) -> Result<Self> {
        let (card, body) = KIND.read(bytes, origin)?;
        let model = Self::of_body(Reader(&body)).ok_or_else(|| KIND.refuse(origin, "has a damaged body"))?;
        Ok(model.with_card(card))
    }

    fn of_body(mut body: Reader<'_>) -> Option<Self> {
        let mut size = || body.u32().map(|size| size as usize).filter(|size| (1..=4096).contains(size));
        let [depth, cells, width, inputs] = [size()?, size()?, size()?, size()?];
        let embedding = Embedding::read(width, &mut body)?;
        let mut layers = Vec::new();
        for place in 0..depth {
            let inputs = if place == 0 { inputs } else { 2 * cells };
            let mut direction = |direction| body.lstm(direction, inputs, cells);
            layers.push([direction(Direction::Forward)?, direction(Direction::Backward)?]);
        }
        let labels = body.affine(2 * cells, LABELS)?;
        let transitions = Transitions(body.floats((LABELS + 1) * LABELS)?);
        let thresholds = body.floats(3)?.try_into().ok()?;
        let linker = Linker(body.matrix(1 << BITS, 1)?);
        let network = Network { layers, labels, transitions };
        let complete = body.0.is_empty() && width <= inputs;
        complete.then(|| Self { card: Card::default(), embedding, network, thresholds, linker })
    }
}
