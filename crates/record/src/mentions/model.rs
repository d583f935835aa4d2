//! The file of a model of mentions, in the container of [`avviso_syntax::file`].

use avviso_syntax::Result;
use avviso_syntax::file::{Card, Kind, Reader, Writer};

use super::Class;

/// The file of a language's built-in model.
pub const MODEL_FILE: &str = "mentions.model";

/// Weights of classes and of pairs, as powers of two.
pub const BITS: [u32; 2] = [17, 16];

const KIND: Kind = Kind {
    magic: "avviso mentions model",
    name: "a mentions model",
    version: "1",
    remedy: "train it again with `avviso train mentions`",
};

/// Weights of features, at the upper bits of their hashes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    card: Card,
    /// For each hash a weight of each class.
    classes: Vec<f32>,
    pairs: Vec<f32>,
}

impl Model {
    /// A model of trained weights.
    pub fn new(classes: Vec<f32>, pairs: Vec<f32>) -> Self {
        Self { card: Card::default(), classes, pairs }
    }

    /// The same model with another card.
    #[must_use]
    pub fn with_card(mut self, card: Card) -> Self {
        self.card = card;
        self
    }

    /// What the model says about itself.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The most probable class of a candidate with these features, and whether it is more probable than that
    /// the candidate stands for nothing; then how much more (in logits) it looks like a person than like anything
    /// else.
    pub fn class(&self, features: &[u32]) -> (Class, bool, f32) {
        let mut scores = [0.0_f32; Class::ALL.len()];
        for hash in features {
            let at = (hash >> (32 - BITS[0])) as usize * scores.len();
            for (score, weight) in scores.iter_mut().zip(self.classes.get(at..).unwrap_or_default()) {
                *score += weight;
            }
        }
        let mut best = 0;
        for (place, score) in scores.iter().enumerate() {
            if *score > scores[best] {
                best = place;
            }
        }
        let person = Class::ALL.iter().position(|class| *class == Class::Person).unwrap_or(0);
        let others = scores.iter().enumerate().filter(|(place, _)| *place != person).map(|(_, score)| *score);
        let margin = scores[person] - others.fold(0.0, f32::max);
        (Class::ALL[best], scores[best] > 0.0, margin)
    }

    /// How well a pair with these features fits.
    pub fn pair(&self, features: &[u32]) -> f32 {
        let weight = |hash: &u32| self.pairs.get((hash >> (32 - BITS[1])) as usize).copied().unwrap_or(0.0);
        features.iter().map(weight).sum()
    }

    /// The bytes of the file. The same model gives the same bytes.
    pub fn write(&self) -> std::io::Result<Vec<u8>> {
        let mut body = Writer::default();
        body.matrix(&self.classes, Class::ALL.len());
        body.matrix(&self.pairs, 1);
        KIND.write(&self.card, &body.0)
    }

    /// Reads a file. The error names `origin`, what is wrong and the remedy.
    pub fn read(bytes: &[u8], origin: &str) -> Result<Self> {
        let (card, body) = KIND.read(bytes, origin)?;
        let model = Self::of_body(Reader(&body)).ok_or_else(|| KIND.refuse(origin, "has a damaged body"))?;
        Ok(model.with_card(card))
    }

    fn of_body(mut body: Reader<'_>) -> Option<Self> {
        let classes = body.matrix(1 << BITS[0], Class::ALL.len())?;
        let pairs = body.matrix(1 << BITS[1], 1)?;
        body.0.is_empty().then(|| Self::new(classes, pairs))
    }
}
