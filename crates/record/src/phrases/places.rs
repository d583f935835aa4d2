//! Where words and numbers begin and end in a text.

/// The first character at or behind `at` that is no blank of the line.
pub(crate) fn skip_blank(text: &str, at: usize) -> usize {
    let blank = |char: char| char.is_whitespace() && char != '\n';
    at + text[at..].len() - text[at..].trim_start_matches(blank).len()
}

/// Whether a word of Latin letters ends at `end`; words of other scripts may go on with particles.
pub(super) fn ends_word(text: &str, end: usize) -> bool {
    let letter = |char: char| char.is_ascii_alphabetic();
    !(text[..end].ends_with(letter) && text[end..].starts_with(letter))
}

/// Whether a number that begins at `at` is not the rest of something else: F-35, 3-1, 1.5.
pub(super) fn begins_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(last) = before.next() else { return true };
    if last.is_ascii_alphanumeric() && text[at..].starts_with(|char: char| char.is_ascii_alphanumeric()) {
        return false;
    }
    let joined = matches!(last, '.' | ',' | '·' | '/' | '\'' | '’');
    !(joined && before.next().is_some_and(|char| char.is_ascii_digit()))
}

/// Where the words directly before `at` begin, the nearest first, and where they end: up to four.
pub(super) fn words_before(text: &str, at: usize) -> impl Iterator<Item = (usize, usize)> {
    let before = text[..at].trim_end_matches(|char: char| char.is_whitespace() && char != '\n');
    let end = before.len();
    let starts = before.char_indices().rev().filter(move |(start, char)| {
        let last = text[..*start].chars().next_back();
        !char.is_alphanumeric() || last.is_none_or(|last| !last.is_alphanumeric())
    });
    starts.take(FARTHEST).map(move |(start, _)| (start, end))
}

/// How many words, signs and blanks a condition looks back.
const FARTHEST: usize = 7;

/// Whether a word or a number begins at `at`.
pub(crate) fn begins(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (last, here) = (before.next(), text[at..].chars().next());
    let (Some(last), Some(here)) = (last, here) else { return here.is_some() };
    if here == '-' && last.is_alphanumeric() {
        return false;
    }
    if here.is_ascii_digit() {
        // Not the rest of a name or of a score: F-35, 3-1.
        let joined = matches!(last, '-' | '.' | ',' | '·' | '/' | ':');
        let name = joined && before.next().is_some_and(|char| char.is_ascii_alphanumeric());
        return !last.is_ascii_alphanumeric() && !name;
    }
    !last.is_alphanumeric() || !here.is_alphanumeric()
}

/// The next place at which something may begin.
pub(crate) fn next_start(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return at + 1 };
    let digit = first.is_ascii_digit();
    let same = |char: char| char.is_alphanumeric() && char.is_ascii_digit() == digit;
    let run = if first.is_alphanumeric() {
        rest.find(|char| !same(char)).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    };
    at + run.max(1)
}
