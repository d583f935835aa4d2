//! Which names of the world stand in a few words.

use avviso_text::Span;

/// The longest name that is looked for, in words.
const LONGEST: usize = 7;

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<T> {
    /// Where, in bytes of the text that was searched.
    pub(crate) span: Span,
    /// Whose it is.
    pub(crate) whose: T,
}

/// The names in `text` from left to right, the longest at each place. `known` says whose a name is.
///
/// A name ends where a word ends; in a script whose particles are written with the word before them, it may
/// end within one.
pub(crate) fn names<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Vec<Found<T>> {
    let words = words(text);
    let (mut found, mut from) = (Vec::new(), 0);
    while from < words.len() {
        let longest = (from..words.len().min(from + LONGEST)).rev().find_map(|last| {
            ends(text, words[last]).find_map(|end| {
                let span = Span { start: words[from].start, end };
                known(span.of(text)).map(|whose| (last, Found { span, whose }))
            })
        });
        from += 1;
        if let Some((last, name)) = longest {
            from = last + 1;
            found.push(name);
        }
    }
    found
}

/// The words of a text: letters and digits, with what joins them.
pub(crate) fn words(text: &str) -> Vec<Span> {
    let inner = |char: char| char.is_alphanumeric() || matches!(char, '.' | '-' | '\'' | '’' | '&' | '·' | '‧' | '・');
    let mut words: Vec<Span> = Vec::new();
    let mut open: Option<u32> = None;
    for (place, char) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (open, inner(char)) {
            (None, true) if char.is_alphanumeric() => open = Some(place as u32),
            (Some(start), false) => {
                words.push(Span { start, end: place as u32 });
                open = None;
            }
            _ => {}
        }
    }
    words
}

/// Where a name may end in a word, the farthest place first.
fn ends(text: &str, word: Span) -> impl Iterator<Item = u32> {
    let form = word.of(text);
    let glued = is_glued(form);
    // Possessives and dots at the end of a sentence are no part of a name.
    let short = move |char: char| matches!(char, '\'' | '’' | '.' | '-' | '·' | '&');
    let inner = form.char_indices().rev().filter_map(move |(place, char)| {
        (place > 0 && (glued || short(char))).then_some(word.start + place as u32)
    });
    std::iter::once(word.end).chain(inner)
}

/// Whether particles are written with the word before them: Hangul.
pub(crate) fn is_glued(form: &str) -> bool {
    form.chars().any(|char| matches!(char, '\u{ac00}'..='\u{d7a3}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, known: &[&str]) -> Vec<&'t str> {
        let names = names(text, |name| known.contains(&name).then_some(()));
        names.into_iter().map(|name| name.span.of(text)).collect()
    }

    #[test]
    fn the_longest_name_at_each_place() {
        let known = ["South Korea", "Korea", "U.S.", "UN", "한국", "미국"];
        assert_eq!(found("South Korea’s army and U.S. envoys", &known), ["South Korea", "U.S."]);
        assert_eq!(found("한국은 미국과", &known), ["한국", "미국"]);
        assert_eq!(found("UNESCO", &known), [""; 0]);
    }
}
