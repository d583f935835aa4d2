//! A document's text in paragraphs, each in a zone and a language.

use serde::{Deserialize, Serialize};

use crate::{Language, Span};

/// What a paragraph is within an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The headline.
    Title,
    /// The line under the headline.
    Subtitle,
    /// Who wrote it.
    Byline,
    /// Place and date of filing, on a line of its own.
    Dateline,
    /// The article itself.
    Body,
    /// Text under a picture.
    Caption,
    /// Keywords as the page prints them.
    Keywords,
}

/// One paragraph of a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands, without white space around it.
    pub span: Span,
    /// What it is.
    pub zone: Zone,
    /// Its language; `None` where it can't be told or is none that the program reads.
    pub language: Option<Language>,
}

/// The canonical text of a document: paragraphs separated by an empty line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// All characters: NFC, `\n` line ends.
    pub content: String,
    /// The paragraphs in order; they do not overlap.
    pub paragraphs: Vec<Paragraph>,
}

impl Text {
    /// Adds a paragraph at the end, trimmed; nothing is added if it is blank.
    pub fn push(&mut self, zone: Zone, language: Option<Language>, paragraph: &str) {
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            return;
        }
        if !self.content.is_empty() {
            self.content.push_str("\n\n");
        }
        let start = self.content.len();
        self.content.push_str(paragraph);
        self.paragraphs.push(Paragraph { span: Span::new(start, self.content.len()), zone, language });
    }

    /// A canonical text as it stands, its paragraphs told apart by empty lines, or by lines where
    /// these are too long to have been broken by hand.
    pub fn of_paragraphs(content: String, zone: Zone) -> Self {
        let mut paragraphs = Vec::new();
        let mut add = |span: Span| {
            let span = span.trim(&content);
            if !span.is_empty() {
                paragraphs.push(Paragraph { span, zone, language: None });
            }
        };
        let whole = lines(&content, Span::new(0, content.len()));
        let blocks = whole.split(|line| line.of(&content).trim().is_empty());
        let several = blocks.clone().filter(|block| !block.is_empty()).count() > 1;
        for block in blocks {
            let wrapped =
                several && block.iter().all(|line| line.of(&content).chars().count() <= LONGEST_WRAPPED_LINE);
            match block {
                [first, .., last] if wrapped => add(first.cover(*last)),
                lines => lines.iter().copied().for_each(&mut add),
            }
        }
        Self { content, paragraphs }
    }

    /// The characters of all paragraphs of one zone, joined by an empty line.
    pub fn zone(&self, zone: Zone) -> String {
        let inside = self.paragraphs.iter().filter(|paragraph| paragraph.zone == zone);
        inside.map(|paragraph| paragraph.span.of(&self.content)).collect::<Vec<_>>().join("\n\n")
    }

    /// The paragraph that holds byte `offset`, if one does.
    pub fn paragraph_at(&self, offset: u32) -> Option<&Paragraph> {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.span.start <= offset);
        let paragraph = self.paragraphs.get(after.checked_sub(1)?)?;
        (offset < paragraph.span.end).then_some(paragraph)
    }
}

/// Lines broken by hand or by a mail program are no longer than this, in code points.
const LONGEST_WRAPPED_LINE: usize = 100;

fn lines(text: &str, within: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = within.start as usize;
    for line in within.of(text).split('\n') {
        lines.push(Span::new(start, start + line.len()));
        start += line.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_told_apart_by_empty_lines_or_else_by_lines() {
        let paragraphs = |content: &str| {
            let text = Text::of_paragraphs(content.to_owned(), Zone::Body);
            let spans = text.paragraphs.iter().map(|paragraph| paragraph.span.of(content).to_owned());
            spans.collect::<Vec<_>>()
        };
        assert_eq!(paragraphs("One\nmore.\n\n Two. \n"), ["One\nmore.", "Two."]);
        assert_eq!(paragraphs("One.\nTwo.\n"), ["One.", "Two."]);
        assert_eq!(paragraphs("  \n"), [] as [&str; 0]);
    }

    #[test]
    fn paragraphs_are_found_by_zone_and_offset() {
        let mut text = Text::default();
        text.push(Zone::Title, None, " Talks ");
        text.push(Zone::Body, None, "  ");
        text.push(Zone::Body, None, "One.");
        text.push(Zone::Body, None, "Two.");
        assert_eq!(text.content, "Talks\n\nOne.\n\nTwo.");
        assert_eq!(text.zone(Zone::Body), "One.\n\nTwo.");
        assert_eq!(text.paragraph_at(7).unwrap().span, Span::new(7, 11));
        assert_eq!(text.paragraph_at(5), None);
    }
}
