//! The code of a language.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language by its BCP 47 primary subtag of two or three letters: `en`, `ko`.
///
/// Which languages the program can read is decided by the folders under `languages/`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// The code; of a fuller tag (`en-GB`, `ko_KR`) the first part. `None` if it is not a code.
    pub fn new(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let letters = primary.as_bytes();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let mut code = [0; 3];
        for (to, from) in code.iter_mut().zip(letters) {
            *to = from.to_ascii_lowercase();
        }
        Some(Self(code))
    }

    /// The code, in lower case.
    pub fn as_str(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        Self::new(tag).ok_or_else(|| format!("“{tag}” is not a language code; write for example en or ko"))
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        tag.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_to_their_primary_code() {
        let code = |tag| Language::new(tag).map(|language| language.to_string());
        assert_eq!(code("en-GB").as_deref(), Some("en"));
        assert_eq!(code("ko_KR").as_deref(), Some("ko"));
        assert_eq!(code("KOR").as_deref(), Some("kor"));
        assert_eq!(code("e"), None);
        assert_eq!(code("한국어"), None);
    }
}
