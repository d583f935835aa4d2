//! One paragraph as the recorder sees it: words, sentences, quotations.

use avviso_text::{Quotation, QuotationEnd, Segmentation, Span};

/// A word in lower case, with its place.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) lower: String,
    /// The outermost quotation it stands in, as an index of [`Passage::quotations`].
    pub(crate) quotation: Option<usize>,
}

/// One paragraph.
pub(crate) struct Passage<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// Sentences as ranges of tokens.
    pub(crate) sentences: Vec<std::ops::Range<usize>>,
    /// The outermost quotations.
    pub(crate) quotations: Vec<Quotation>,
}

impl<'t> Passage<'t> {
    /// The words, sentences and outermost quotations inside `paragraph`.
    pub(crate) fn new(text: &'t str, paragraph: Span, segmentation: &Segmentation) -> Self {
        let quotations: Vec<Quotation> = avviso_text::quotations(text, paragraph)
            .into_iter()
            .filter(|quotation| quotation.depth == 0)
            .collect();
        let first = segmentation.sentences.partition_point(|sentence| sentence.span.start < paragraph.start);
        let mut tokens = Vec::new();
        let mut sentences: Vec<std::ops::Range<usize>> = Vec::new();
        let mut at = 0;
        for sentence in segmentation.sentences.get(first..).unwrap_or_default() {
            if !paragraph.contains(sentence.span) {
                break;
            }
            let start = tokens.len();
            for word in segmentation.words_of(sentence) {
                while quotations.get(at).is_some_and(|quotation| quotation.span.end <= word.span.start) {
                    at += 1;
                }
                let inside = quotations.get(at).is_some_and(|quotation| quotation.span.contains(word.span));
                let lower = word.span.of(text).to_lowercase();
                tokens.push(Token { span: word.span, lower, quotation: inside.then_some(at) });
            }
            // A sentence that ends within a quotation does not end whoever speaks it.
            let goes_on = goes_on(&tokens, start).is_some_and(|n| {
                quotations.get(n).is_some_and(|quotation| quotation.end != QuotationEnd::Repaired)
            });
            match sentences.last_mut() {
                Some(last) if goes_on => last.end = tokens.len(),
                _ => sentences.push(start..tokens.len()),
            }
        }
        Self { text, tokens, sentences, quotations }
    }

    /// The words of a token.
    pub(crate) fn word(&self, n: usize) -> &str {
        self.tokens.get(n).map_or("", |token| token.lower.as_str())
    }

    /// The characters of a token as written.
    pub(crate) fn written(&self, n: usize) -> &'t str {
        self.tokens.get(n).map_or("", |token| token.span.of(self.text))
    }

    /// From the first to the last of a range of tokens, without punctuation and blanks at its ends.
    pub(crate) fn cover(&self, tokens: std::ops::Range<usize>) -> Option<Span> {
        let range = tokens.start..tokens.end.min(self.tokens.len());
        let mut inside = self.tokens.get(range)?;
        while let [first, rest @ ..] = inside
            && is_loose(first)
        {
            inside = rest;
        }
        while let [rest @ .., last] = inside
            && is_loose(last)
        {
            inside = rest;
        }
        match inside {
            [] => None,
            [only] => Some(only.span),
            [first, .., last] => Some(first.span.cover(last.span)),
        }
    }

    /// Whether a token is a sign and not a word.
    pub(crate) fn is_sign(&self, n: usize) -> bool {
        !self.word(n).chars().any(char::is_alphanumeric)
    }

    /// Whether a token is written with a capital.
    pub(crate) fn is_capital(&self, n: usize) -> bool {
        self.written(n).chars().next().is_some_and(char::is_uppercase)
    }

    /// The quotation of a token.
    pub(crate) fn quotation(&self, n: usize) -> Option<usize> {
        self.tokens.get(n).and_then(|token| token.quotation)
    }

    /// The quotations that lie inside `span`, and whether they cover all of its words.
    pub(crate) fn quoted(&self, span: Span) -> (bool, bool) {
        let inside: Vec<&Quotation> =
            self.quotations.iter().filter(|quotation| span.contains(quotation.span)).collect();
        let words: usize = inside.iter().map(|quotation| quotation.span.len()).sum();
        (!inside.is_empty(), words + 2 >= span.len())
    }
}

/// The quotation that holds both the token before `start` and the one at it.
fn goes_on(tokens: &[Token], start: usize) -> Option<usize> {
    let before = tokens.get(start.checked_sub(1)?)?.quotation?;
    (tokens.get(start)?.quotation == Some(before)).then_some(before)
}

/// Punctuation outside any quotation.
fn is_loose(token: &Token) -> bool {
    token.quotation.is_none() && !token.lower.chars().any(|c| c.is_alphanumeric() || "()$%#".contains(c))
}
