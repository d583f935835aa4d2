//! A statement as it is found, before its speaker is named.

use avviso_text::Span;

use crate::lexicon::{Cue, Frame};
use crate::passage::Passage;
use crate::{Act, Certainty, Mode};

/// What a frame found around a cue.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) cue: Span,
    pub(crate) source: Option<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) addressee: Option<Span>,
    pub(crate) setting: Option<Span>,
    /// The statement that relays this one, counted backwards from it in the list of drafts.
    pub(crate) relayed_by_previous: bool,
    pub(crate) act: Act,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) confidence: f32,
    pub(crate) frame: Frame,
}

impl Draft {
    /// A statement with nothing but its cue.
    pub(crate) fn new(span: Span, cue: &Cue) -> Self {
        Self {
            cue: span,
            source: None,
            content: Vec::new(),
            addressee: None,
            setting: None,
            relayed_by_previous: false,
            act: cue.act,
            certainty: cue.certainty,
            confidence: cue.confidence,
            frame: cue.frame,
        }
    }

    /// Whether the pieces are the speaker's own words.
    pub(crate) fn mode(&self, passage: &Passage<'_>) -> Mode {
        let quoted: Vec<(bool, bool)> = self.content.iter().map(|&piece| passage.quoted(piece)).collect();
        if quoted.iter().all(|(_, whole)| *whole) {
            Mode::Direct
        } else if quoted.iter().any(|(some, _)| *some) {
            Mode::Mixed
        } else {
            Mode::Indirect
        }
    }
}
