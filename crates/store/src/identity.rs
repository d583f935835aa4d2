//! What identifies a place, a document, a statement's words.

use avviso_read::Place;
use sha2::{Digest, Sha256};

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a document's id; sixty bits, so that a corpus of ten million documents has a clash
/// with a chance of one in twenty thousand.
pub(crate) const ID_LENGTH: usize = 12;

/// The id of the document at a place: 12 characters of Crockford's base 32 of the place's SHA-256.
pub fn document_id(place: &Place) -> String {
    let hash = place_hash(place);
    let mut bits: u64 = 0;
    for byte in hash.iter().take(8) {
        bits = bits << 8 | u64::from(*byte);
    }
    (0..ID_LENGTH).map(|n| char::from(CROCKFORD[(bits >> (59 - 5 * n)) as usize & 31])).collect()
}

/// SHA-256 of a place.
pub(crate) fn place_hash(place: &Place) -> [u8; 32] {
    let (kind, place) = place_parts(place);
    sha256(&[kind, ":", place])
}

pub(crate) fn place_parts(place: &Place) -> (&'static str, &str) {
    match place {
        Place::Url(place) => ("url", place),
        Place::Path(place) => ("path", place),
        Place::Id(place) => ("id", place),
    }
}

pub(crate) fn place_of(kind: &str, place: String) -> Place {
    match kind {
        "url" => Place::Url(place),
        "path" => Place::Path(place),
        _ => Place::Id(place),
    }
}

/// What ties a correction to a statement through later readings: a hash of the words.
pub(crate) fn anchor(pieces: &[&str]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update(piece.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(16).copied().collect()
}

pub(crate) fn sha256(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

/// How names are compared: whatever the case.
pub(crate) fn fold(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_twelve_letters_of_the_place_alone() {
        let id = |place: &str| document_id(&Place::Url(place.to_owned()));
        assert_eq!(id("https://a.example/1").len(), 12);
        assert_eq!(id("https://a.example/1"), id("https://a.example/1"));
        assert_ne!(id("https://a.example/1"), id("https://a.example/2"));
        assert_ne!(id("a"), document_id(&Place::Path("a".to_owned())));
    }
}
