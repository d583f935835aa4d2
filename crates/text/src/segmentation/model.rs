//! The file of a segmentation model.
//!
//! A header of readable lines (`key: value`, the first one the magic, an empty line at the end), then
//! the list of splits and the weights in binary, little endian. The header holds the SHA-256 of what
//! follows it, so that a damaged file is refused and not used.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::linear::Linear;
use super::splits::Splits;
use crate::Language;

const MAGIC: &str = "avviso segmentation model";
/// Of the format and of the features; raised whenever either changes.
const VERSION: &str = "1";
const REMEDY: &str = "train it again with `avviso train segmentation`, or remove it to use the built-in one";

/// What a model says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The language that it cuts.
    pub language: Language,
    /// The names of the data that it was trained on, with their licences.
    pub data: Vec<String>,
    /// What it reached, on which data.
    pub figures: Vec<String>,
}

/// A model for one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    header: Header,
    pub(super) splits: Splits,
    pub(super) words: Linear,
    pub(super) sentences: Linear,
    /// The score above which a sentence ends.
    pub(super) threshold: f32,
}

impl Model {
    pub(super) fn new(
        header: Header,
        splits: Splits,
        [words, sentences]: [Linear; 2],
        threshold: f32,
    ) -> Self {
        Self { header, splits, words, sentences, threshold }
    }

    /// What the model says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The same model, saying what it reached.
    #[must_use]
    pub fn with_figures(mut self, figures: Vec<String>) -> Self {
        self.header.figures = figures;
        self
    }

    /// The bytes of the file.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(self.threshold.to_le_bytes());
        for splits in [&self.splits.whole, &self.splits.ends] {
            let mut sorted: Vec<(u32, u8)> = splits.iter().map(|(&hash, &count)| (hash, count)).collect();
            sorted.sort_unstable();
            body.extend((sorted.len() as u32).to_le_bytes());
            for (hash, count) in sorted {
                body.extend(hash.to_le_bytes());
                body.push(count);
            }
        }
        for linear in [&self.words, &self.sentences] {
            body.extend([linear.bits as u8, linear.classes as u8]);
            body.extend(linear.largest.to_le_bytes());
            body.extend(linear.weights.iter().map(|&weight| weight.cast_unsigned()));
        }
        let mut head = format!("{MAGIC}\nversion: {VERSION}\nlanguage: {}\n", self.header.language);
        for data in &self.header.data {
            let _ = writeln!(head, "data: {data}");
        }
        for figures in &self.header.figures {
            let _ = writeln!(head, "figures: {figures}");
        }
        let _ = write!(head, "sha256: {}\n\n", checksum(&body));
        let mut bytes = head.into_bytes();
        bytes.append(&mut body);
        bytes
    }

    /// Reads a file; the message says why it can't be used, and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let damaged = |what: &str| format!("{what}; {REMEDY}");
        if !bytes.starts_with(MAGIC.as_bytes()) {
            return Err(damaged("is not a segmentation model"));
        }
        let end =
            bytes.windows(2).position(|pair| pair == b"\n\n").ok_or_else(|| damaged("ends in its header"))?;
        let (head, body) = bytes.split_at(end + 2);
        let head = std::str::from_utf8(head).map_err(|_| damaged("has a damaged header"))?;
        let mut single: HashMap<&str, &str> = HashMap::new();
        let (mut data, mut figures) = (Vec::new(), Vec::new());
        for (key, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
            match key {
                "data" => data.push(value.to_owned()),
                "figures" => figures.push(value.to_owned()),
                _ => {
                    single.insert(key, value);
                }
            }
        }
        let value = |key: &str| single.get(key).copied().unwrap_or_default();
        if value("version") != VERSION {
            let said = format!("has format version {}, this program reads {VERSION}", value("version"));
            return Err(damaged(&said));
        }
        if value("sha256") != checksum(body) {
            return Err(damaged("is damaged or cut short (the checksum differs)"));
        }
        let language = Language::new(value("language"))
            .ok_or_else(|| damaged("does not say for which language it is"))?;
        Body(body).model(Header { language, data, figures }).ok_or_else(|| damaged("has a damaged body"))
    }
}

fn checksum(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What is left of the body.
struct Body<'b>(&'b [u8]);

impl Body<'_> {
    fn model(mut self, header: Header) -> Option<Model> {
        let threshold = self.float()?;
        let splits = Splits { whole: self.splits()?, ends: self.splits()? };
        let linear = [self.linear()?, self.linear()?];
        let fits = linear[0].classes == super::words::CLASSES && linear[1].classes == 2;
        (self.0.is_empty() && fits).then(|| Model::new(header, splits, linear, threshold))
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    fn splits(&mut self) -> Option<HashMap<u32, u8>> {
        let count = u32::from_le_bytes(self.take()?);
        (0..count).map(|_| Some((u32::from_le_bytes(self.take()?), self.take::<1>()?[0]))).collect()
    }

    fn linear(&mut self) -> Option<Linear> {
        let [bits, classes] = self.take::<2>()?;
        let largest = self.float()?;
        let length =
            1_usize.checked_shl(u32::from(bits))?.checked_mul(usize::from(classes).checked_sub(1)?)?;
        let (weights, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let weights = weights.iter().map(|&byte| byte.cast_signed()).collect();
        Linear::new(u32::from(bits), usize::from(classes), largest, weights)
    }
}
