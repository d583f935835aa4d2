//! The file of a model.
//!
//! Readable lines (`key: value`, the first one the magic, an empty line at the end): the card, the
//! format's version, and the SHA-256 of what follows, so that a damaged file is refused and not used.
//! Then the body, compressed by Zstandard: names of classes, sizes, lemmas and morphemes, the table of
//! features, the weights of the layers; weights as 8-bit numbers with a scale for each row of the table
//! and each column of a matrix.

use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::bytes::{Reader, Writer};
use crate::card::Card;
use crate::embedding::Embedding;
use crate::morphology::Morphology;
use crate::network::{Direction, Lstm, Network};
use crate::parse::Names;
use crate::{Error, Result};

const MAGIC: &str = "avviso syntax model";
/// Of the format and of the features; raised whenever either changes.
const VERSION: &str = "1";
const REMEDY: &str = "train it again with `avviso train syntax`, or leave it out to use the built-in one";
/// Larger bodies are refused before they are unpacked.
const LARGEST: u64 = 256 << 20;

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
        let table = &self.embedding;
        body.u32(table.rows.hashes().len());
        body.numbers(table.rows.hashes());
        body.floats(&table.scales);
        body.signed(&table.values);
        for lstm in network.layers.iter().flatten() {
            body.matrix(&lstm.input, lstm.bias.len());
            body.matrix(&lstm.recurrent, lstm.bias.len());
            body.floats(&lstm.bias);
        }
        let Network { upos, fine, upos_seen, fine_seen, views, roots, arcs, prior, relations, .. } = network;
        for affine in [upos, fine, upos_seen, fine_seen, arcs, prior, relations].into_iter().chain(views) {
            body.affine(affine);
        }
        roots.iter().for_each(|root| body.floats(root));
        body.numbers(&names.upos_of_fine.iter().map(|upos| u32::from(*upos)).collect::<Vec<_>>());
        let body = zstd::encode_all(body.0.as_slice(), 19)?;
        let mut bytes = format!("{MAGIC}\nversion: {VERSION}\n{}sha256: {}\n\n", self.card, checksum(&body));
        bytes.retain(|char| char != '\0');
        let mut bytes = bytes.into_bytes();
        bytes.extend(body);
        Ok(bytes)
    }

    /// Reads a file. The error names `origin`, what is wrong and the remedy.
    pub fn read(bytes: &[u8], origin: &str) -> Result<Self> {
        let refused = |what: &str| Error::new(format!("{origin}: {what}; {REMEDY}"));
        let (card, body) = split(bytes).map_err(|what| refused(&what))?;
        let mut plain = Vec::new();
        zstd::Decoder::new(body)
            .and_then(|decoder| decoder.take(LARGEST).read_to_end(&mut plain))
            .map_err(|error| refused(&format!("can't be unpacked ({error})")))?;
        let damaged = || refused("has a damaged body");
        let mut model = Self::of_body(Reader(&plain)).ok_or_else(damaged)?;
        model.card = card;
        Ok(model)
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
        let rows = body.count()?;
        let hashes = body.numbers(rows)?;
        let scales = body.floats(rows)?;
        let values = body.signed(rows.checked_mul(sizes.width)?)?;
        let embedding = Embedding::new(sizes.width, hashes, scales, values)?;
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

/// The card and the checked body.
fn split(bytes: &[u8]) -> std::result::Result<(Card, &[u8]), String> {
    if !bytes.starts_with(MAGIC.as_bytes()) {
        return Err("is not a syntax model".to_owned());
    }
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").ok_or("ends in its header")?;
    let (head, body) = bytes.split_at(end + 2);
    let head = std::str::from_utf8(head).map_err(|_| "has a damaged header")?;
    let mut card = Card::default();
    let (mut version, mut sum) = ("", "");
    for (key, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
        match key {
            "version" => version = value,
            "sha256" => sum = value,
            _ => card = card.with(key, value),
        }
    }
    if version != VERSION {
        return Err(format!("has format version {version}, this program reads {VERSION}"));
    }
    if sum != checksum(body) {
        return Err("is damaged or cut short (the checksum differs)".to_owned());
    }
    Ok((card, body))
}

fn checksum(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
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
        let (top, gates) = (2 * cells, 4 * cells);
        let mut stack = Vec::new();
        for place in 0..layers {
            let inputs = match place {
                0 => width,
                1 => top + seen[0] + seen[1],
                _ => top,
            };
            let mut direction = |direction| {
                let (input, recurrent) = (body.matrix(inputs, gates)?, body.matrix(cells, gates)?);
                Some(Lstm::new(direction, input, recurrent, body.floats(gates)?))
            };
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
