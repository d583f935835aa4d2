//! Actors whom no table knows.

use avviso_record::mentions::Class;

/// What the ids of actors begin with whom no table knows.
pub const OWN: &str = "name:";
/// Names of one word have at least so many letters where words are not divided by capitals.
const LETTERS: usize = 3;

/// The id of a person or body that is known by a full name alone, the same wherever that name stands:
/// `name:ida-lund`. None for a name that may be anybody's: a family name, a single word.
pub(crate) fn own(name: &str, class: Class) -> Option<String> {
    if !matches!(class, Class::Person | Class::Organisation) {
        return None;
    }
    let word = |word: &str| -> String {
        word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words: Vec<String> = name.split([' ', '.']).map(word).filter(|word| !word.is_empty()).collect();
    // A script without capitals may write a full name as one word.
    let whole = |word: &String| {
        word.chars().count() >= LETTERS
            && !name.chars().any(|char| char.is_uppercase() || char.is_lowercase())
    };
    (words.len() > 1 || words.first().is_some_and(whole)).then(|| format!("{OWN}{}", words.join("-")))
}

/// The name in the id of an actor whom no table knows.
pub(crate) fn named(id: &str) -> Option<String> {
    id.strip_prefix(OWN).map(|name| name.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_have_ids_and_family_names_have_none() {
        let id = |name: &str| own(name, Class::Person);
        assert_eq!(id("Ida Lund").as_deref(), Some("name:ida-lund"));
        assert_eq!(id("Kim Min-su"), id("Kim Minsu"));
        assert_eq!(id("J. K. Lund").as_deref(), Some("name:j-k-lund"));
        assert_eq!(id("김민수").as_deref(), Some("name:김민수"));
        assert_eq!((id("Lund"), id("김"), id("...")), (None, None, None));
        assert_eq!(own("Ida Lund", Class::Place), None);
        assert_eq!(named("name:ida-lund").as_deref(), Some("ida lund"));
    }
}
