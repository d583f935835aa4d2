//! The container of a model: what it says about itself, and a body that is checked before it is used.
//!
//! Readable lines (`key: value`, the first one the magic, an empty line at the end): the card, the
//! format's version, and the SHA-256 of what follows, so that a damaged file is refused. Then the body,
//! compressed by Zstandard.

mod bytes;
mod card;

use std::fmt::Write as _;
use std::io::Read as _;

use sha2::{Digest, Sha256};

use crate::{Error, Result};
pub use bytes::{Reader, Writer};
pub use card::Card;

/// Larger bodies are refused before they are unpacked, in bytes.
const LARGEST: u64 = 256 << 20;

/// What a file holds.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its first line.
    pub magic: &'static str,
    /// What to call it in a message: “a syntax model”.
    pub name: &'static str,
    /// Of the body's format and of the features; raised whenever either changes.
    pub version: &'static str,
    /// What to do about a file that can't be used.
    pub remedy: &'static str,
}

impl Kind {
    /// The bytes of a file. The same card and body give the same bytes.
    pub fn write(&self, card: &Card, body: &[u8]) -> std::io::Result<Vec<u8>> {
        let body = zstd::encode_all(body, 19)?;
        let mut head =
            format!("{}\nversion: {}\n{card}sha256: {}\n\n", self.magic, self.version, checksum(&body));
        head.retain(|char| char != '\0');
        let mut bytes = head.into_bytes();
        bytes.extend(body);
        Ok(bytes)
    }

    /// The card and the unpacked body of a file. The error names `origin`, what is wrong and the remedy.
    pub fn read(&self, bytes: &[u8], origin: &str) -> Result<(Card, Vec<u8>)> {
        let (card, body) = self.split(bytes).map_err(|what| self.refuse(origin, &what))?;
        let mut plain = Vec::new();
        zstd::Decoder::new(body)
            .and_then(|decoder| decoder.take(LARGEST).read_to_end(&mut plain))
            .map_err(|error| self.refuse(origin, &format!("can't be unpacked ({error})")))?;
        Ok((card, plain))
    }

    /// An error about a file.
    pub fn refuse(&self, origin: &str, what: &str) -> Error {
        Error::new(format!("{origin}: {what}; {}", self.remedy))
    }

    /// The card and the checked, packed body.
    fn split<'b>(&self, bytes: &'b [u8]) -> std::result::Result<(Card, &'b [u8]), String> {
        if !bytes.starts_with(self.magic.as_bytes()) {
            return Err(format!("is not {}", self.name));
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
        if version != self.version {
            return Err(format!("has format version {version}, this program reads {}", self.version));
        }
        if sum != checksum(body) {
            return Err("is damaged or cut short (the checksum differs)".to_owned());
        }
        Ok((card, body))
    }
}

fn checksum(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
