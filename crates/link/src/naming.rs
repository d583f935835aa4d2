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

/// The names in `text` from left to right, the longest at each place. `known` says whose a name is, `affix` what may
/// be written behind a name within its word: particles, as far as a language has them, and the like.
pub(crate) fn names<T>(
    text: &str,
    known: impl Fn(&str) -> Option<T>,
    affix: impl Fn(&str) -> bool,
) -> Vec<Found<T>> {
    let words = words(text);
    let (mut found, mut from) = (Vec::new(), 0);
    while from < words.len() {
        let longest = (from..words.len().min(from + LONGEST)).rev().find_map(|last| {
            ends(text, words[last])
                .filter(|end| {
                    *end == words[last].end || affix(&text[*end as usize..words[last].end as usize])
                })
                .find_map(|end| {
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
    let inner = |char: char| {
        char.is_alphanumeric() || matches!(char, '.' | '-' | '\'' | '’' | '&' | '·' | '‧' | '・')
    };
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
    let inner = word.of(text).char_indices().rev().map(move |(place, _)| word.start + place as u32);
    std::iter::once(word.end).chain(inner.filter(move |end| *end > word.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, known: &[&str]) -> Vec<&'t str> {
        let known = |name: &str| known.contains(&name).then_some(());
        let affix = |text: &str| ["’s", ".", "은", "군은"].contains(&text);
        names(text, known, affix).into_iter().map(|name| name.span.of(text)).collect()
    }

    #[test]
    fn the_longest_name_at_each_place() {
        let known = ["South Korea", "Korea", "U.S.", "UN", "한국", "미국", "도하"];
        assert_eq!(found("South Korea’s army and U.S. envoys", &known), ["South Korea", "U.S."]);
        assert_eq!(found("한국은 미국군은 도하훈련", &known), ["한국", "미국"]);
        assert_eq!(found("UNESCO", &known), [""; 0]);
    }
}
