//! A text with its statements marked: colours on a terminal, brackets elsewhere.

use anstyle::{AnsiColor, Effects, Style};
use avviso_record::Statement;
use avviso_text::Span;

use unicode_width::UnicodeWidthChar;

use crate::terminal::{color, paint, shorten};

/// How marks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// By colour, with the statement's number before each content.
    Colours,
    /// By brackets, with the statement's number in each.
    Brackets,
}

/// What a marked span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Content,
    Source,
    Cue,
}

/// One marked span and the number of its statement.
struct Marked {
    span: Span,
    part: Part,
    number: usize,
}

/// The characters of `within` with all statements' parts marked.
pub fn mark(text: &str, within: Span, statements: &[(usize, &Statement)], marks: Marks) -> String {
    let mut marked = Vec::new();
    for (number, statement) in statements {
        let mut add = |span: Span, part| {
            if within.contains(span) && !span.is_empty() {
                marked.push(Marked { span, part, number: *number });
            }
        };
        statement.content.iter().for_each(|&span| add(span, Part::Content));
        statement.source.into_iter().for_each(|span| add(span, Part::Source));
        statement.cue.into_iter().for_each(|span| add(span, Part::Cue));
    }
    // Outer spans open first and close last; one source of two statements is marked for both.
    marked.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.part, mark.number));
    match marks {
        Marks::Brackets => with_brackets(text, within, &marked),
        Marks::Colours => with_colours(text, within, &marked),
    }
}

/// A sentence on one line with a word of it in brackets, in about `most` columns: of a longer one what stands around
/// the word.
pub fn mark_word(sentence: &str, word: Span, most: usize) -> String {
    let before = sentence.get(..word.start as usize).unwrap_or_default();
    let after = sentence.get(word.end as usize..).unwrap_or_default();
    let marked = format!("{before}‹{}›{after}", word.of(sentence));
    let whole = shorten(&marked, most);
    if !whole.ends_with('…') {
        return whole;
    }
    let mut left = most / 3;
    let tail = before.char_indices().rev().take_while(|(_, char)| {
        let width = char.width().unwrap_or(0);
        left.checked_sub(width).map(|rest| left = rest).is_some()
    });
    let start = tail.last().map_or(before.len(), |(start, _)| start);
    let kept = &before[start..];
    // Not from within a word, where words are known by blanks.
    let cut = if start == 0 { 0 } else { kept.find(' ').map_or(0, |blank| blank + 1) };
    let dots = if start + cut == 0 { "" } else { "… " };
    shorten(&format!("{dots}{}{}", &kept[cut..], &marked[before.len()..]), most)
}

/// The explanation of the marks.
pub fn legend(marks: Marks) -> String {
    match marks {
        Marks::Brackets => "⟦1 what is said⟧  {1 who says it}  ‹1 the words of saying›".to_owned(),
        Marks::Colours => format!(
            "{}{}  {}  {}",
            number(1),
            paint(style(Part::Content), "what is said"),
            paint(style(Part::Source), "who says it"),
            paint(style(Part::Cue), "the words of saying")
        ),
    }
}

fn with_brackets(text: &str, within: Span, marked: &[Marked]) -> String {
    let mut out = String::new();
    for_each_piece(within, marked, |piece, opening, closing, _| {
        out.push_str(piece.of(text));
        closing.iter().for_each(|mark| out.push(brackets(mark.part).1));
        for mark in opening {
            out.push(brackets(mark.part).0);
            out.push_str(&format!("{} ", mark.number));
        }
    });
    out
}

fn with_colours(text: &str, within: Span, marked: &[Marked]) -> String {
    let mut out = String::new();
    for_each_piece(within, marked, |piece, opening, _, open| {
        // A source or cue within a content of another statement keeps its own colour.
        let shown = open.iter().map(|mark| mark.part).max().map_or(Style::new(), style);
        // Styled word by word, so that a line can be broken anywhere.
        for (n, word) in piece.of(text).split(' ').enumerate() {
            if n > 0 {
                out.push(' ');
            }
            if !word.is_empty() {
                out.push_str(&paint(shown, word));
            }
        }
        opening
            .iter()
            .filter(|mark| mark.part == Part::Content)
            .for_each(|mark| out.push_str(&number(mark.number)));
    });
    out
}

/// Calls `each` for the stretches between borders of marks: the stretch, the marks that open at its
/// end, those that close at its end (innermost first), and those open over it.
fn for_each_piece(
    within: Span,
    marked: &[Marked],
    mut each: impl FnMut(Span, &[&Marked], &[&Marked], &[&Marked]),
) {
    let mut borders: Vec<u32> = marked.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    borders.push(within.end);
    borders.sort_unstable();
    borders.dedup();
    let mut at = within.start;
    for border in borders {
        let piece = Span { start: at, end: border };
        let opening: Vec<_> = marked.iter().filter(|mark| mark.span.start == border).collect();
        let closing: Vec<_> = marked.iter().rev().filter(|mark| mark.span.end == border).collect();
        let open: Vec<_> =
            marked.iter().filter(|mark| !piece.is_empty() && mark.span.contains(piece)).collect();
        each(piece, &opening, &closing, &open);
        at = border;
    }
}

fn brackets(part: Part) -> (char, char) {
    match part {
        Part::Content => ('⟦', '⟧'),
        Part::Source => ('{', '}'),
        Part::Cue => ('‹', '›'),
    }
}

fn style(part: Part) -> Style {
    match part {
        Part::Content => color(AnsiColor::Green),
        Part::Source => color(AnsiColor::Cyan) | Effects::BOLD,
        Part::Cue => color(AnsiColor::Yellow),
    }
}

fn number(number: usize) -> String {
    paint(Style::new().dimmed(), format!("[{number}]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use avviso_record::{Act, Mode, Polarity};

    fn statement(source: Span, cue: Span, content: Span) -> Statement {
        Statement {
            parent: None,
            source: Some(source),
            cue: Some(cue),
            content: vec![content],
            mode: Mode::Indirect,
            act: Act::Say,
            polarity: Polarity::Positive,
            certainty: None,
            speaker: None,
            addressee: None,
            setting: None,
            said_on: None,
            confidence: 1.0,
        }
    }

    #[test]
    fn a_word_is_marked_where_it_stands_and_seen_in_a_long_sentence() {
        let check = |sentence: &str, word: &str, most, expected| {
            let start = sentence.find(word).unwrap();
            assert_eq!(mark_word(sentence, Span::new(start, start + word.len()), most), expected);
        };
        check("Ann met Bo.", "met", 80, "Ann ‹met› Bo.");
        let long = "On a day of storms that nobody had foreseen Ann met Bo at the old customs house.";
        check(long, "met", 40, "… Ann ‹met› Bo at the old customs house.");
        check("두 장관은 지난 금요일 부산에서 회담했다", "회담", 30, "… 부산에서 ‹회담›했다");
    }

    #[test]
    fn nested_statements_open_and_close_in_order() {
        let text = "Ann said Bo denied it.";
        let outer = statement(Span::new(0, 3), Span::new(4, 8), Span::new(9, 21));
        let inner = statement(Span::new(9, 11), Span::new(12, 18), Span::new(19, 21));
        let marked = mark(text, Span::new(0, 22), &[(1, &outer), (2, &inner)], Marks::Brackets);
        assert_eq!(marked, "{1 Ann} ‹1 said› ⟦1 {2 Bo} ‹2 denied› ⟦2 it⟧⟧.");
    }
}
