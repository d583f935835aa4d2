//! Names as they are compared.

use std::collections::HashSet;

/// Longer words in capitals are no abbreviations, in characters.
const LONGEST_ABBREVIATION: usize = 6;

/// A name without what differs from paper to paper: hyphens and dots within it, kinds of apostrophes, blanks.
/// Capitals count in short names without small letters: WHO is not who, but SINGAPORE is Singapore.
pub(crate) fn folded(name: &str) -> String {
    let capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let abbreviation =
        capitals && name.split([' ', '-']).all(|word| word.chars().count() <= LONGEST_ABBREVIATION);
    let kept = name.chars().filter(|char| !matches!(char, '.' | '-' | '‑' | ' ' | '’' | '\'' | '·'));
    if abbreviation { kept.collect() } else { kept.flat_map(char::to_lowercase).collect() }
}

/// Whether a name is written in letters that are large or small: in others capitals tell no names from words, and all
/// that says more of a noun stands before it.
pub(crate) fn is_cased(name: &str) -> bool {
    name.chars().any(|char| char.is_lowercase() || char.is_uppercase())
}

/// A name without the article before it. Articles are in small letters.
pub(crate) fn bare<'n>(name: &'n str, articles: &HashSet<String>) -> &'n str {
    let behind = name.split_once(' ').filter(|(first, _)| articles.contains(&first.to_lowercase()));
    behind.map_or(name, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one() {
        assert_eq!(folded("Yoon Suk-yeol"), folded("Yoon Suk Yeol"));
        assert_eq!(folded("U.S."), folded("US"));
        assert_ne!(folded("US"), folded("us"));
        assert_eq!(folded("SINGAPORE"), folded("Singapore"));
        assert_eq!(folded("조 바이든"), folded("조바이든"));
        let articles = HashSet::from(["the".to_owned()]);
        assert_eq!(bare("The United Nations", &articles), "United Nations");
        assert_eq!(bare("Theodora", &articles), "Theodora");
    }
}
