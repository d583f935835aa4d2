//! Actors whom no table knows.

use avviso_record::mentions::Class;

/// What the ids of actors begin with whom no table knows.
pub const OWN: &str = "name:";
/// Syllables of a full name that is written as one word, and of a body that is.
const PERSON: usize = 3;
const BODY: std::ops::RangeInclusive<usize> = 4..=12;
/// Words of a full name in a script with capitals; more are a description.
const WORDS: std::ops::RangeInclusive<usize> = 2..=7;

/// The id of a person or body that is known by a full name alone, the same wherever that name stands:
/// `name:ida-lund`. None for a name that may be anybody's: a family name, a single word.
///
/// A script without capitals doesn't show what is a name: there one of its words must be `known` as a part of names,
/// and a full name of one word begins with one.
pub(crate) fn own(name: &str, class: Class, known: impl Fn(&str) -> bool) -> Option<String> {
    if !matches!(class, Class::Person | Class::Organisation) {
        return None;
    }
    let word = |word: &str| -> String {
        word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words: Vec<String> = name.split([' ', '.']).map(word).filter(|word| !word.is_empty()).collect();
    let cased = name.chars().any(|char| char.is_uppercase() || char.is_lowercase());
    let whole = match (words.as_slice(), class) {
        (all, _) if cased => WORDS.contains(&all.len()),
        ([one], Class::Person) => {
            let first: String = one.chars().take(1).collect();
            one.chars().count() == PERSON && known(&first)
        }
        ([one], _) => BODY.contains(&one.chars().count()),
        (all, Class::Person) => all.iter().any(|word| known(word)),
        _ => false,
    };
    whole.then(|| format!("{OWN}{}", words.join("-")))
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
        let known = |word: &str| ["김", "노라"].contains(&word);
        let id = |name: &str| own(name, Class::Person, known);
        assert_eq!(id("Ida Lund").as_deref(), Some("name:ida-lund"));
        assert_eq!(id("Kim Min-su"), id("Kim Minsu"));
        assert_eq!(id("J. K. Lund").as_deref(), Some("name:j-k-lund"));
        assert_eq!(id("김민수").as_deref(), Some("name:김민수"));
        assert_eq!(id("노라 룬드").as_deref(), Some("name:노라-룬드"));
        for part in ["Lund", "김", "...", "앞 유리", "공화국"] {
            assert_eq!(id(part), None, "{part}");
        }
        assert_eq!(own("Ida Lund", Class::Place, known), None);
        assert_eq!(named("name:ida-lund").as_deref(), Some("ida lund"));
    }
}
