//! Names as they are compared.

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

/// A name without the article before it.
pub(crate) fn bare<'n>(name: &'n str, articles: &[&str]) -> &'n str {
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
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
        assert_eq!(bare("the United Nations", &["the "]), "United Nations");
    }
}
