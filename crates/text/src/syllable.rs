//! Syllables of Hangul. One of the block U+AC00 is (lead × 21 + vowel) × 28 + final.

/// The first syllable of the block.
pub(crate) const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
/// Final consonants that a syllable may have, and none.
pub(crate) const FINALS: u32 = 28;

/// A syllable of Hangul without its final consonant, and the number of that consonant in the order of Unicode: 1 to 27,
/// or 0 for none. `None` for any other character.
pub fn without_final(syllable: char) -> Option<(char, u32)> {
    let code = u32::from(syllable);
    let index = code.checked_sub(FIRST).filter(|_| code <= LAST)?;
    let last = index % FINALS;
    Some((char::from_u32(code - last)?, last))
}

/// Whether a text ends with a syllable of Hangul that has a final consonant, or that has none; `None` for any other
/// end.
pub fn ends_closed(text: &str) -> Option<bool> {
    without_final(text.chars().next_back()?).map(|(_, last)| last > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_has_a_final_consonant_or_none() {
        assert_eq!(without_final('한'), Some(('하', 4)));
        assert_eq!(without_final('하'), Some(('하', 0)));
        assert_eq!(without_final('a'), None);
        assert_eq!(["한국", "미", "Lund", ""].map(ends_closed), [Some(true), Some(false), None, None]);
    }
}
