//! The first stage behind the record: quotations and reporting clauses, by the cue tables of a language.

use std::collections::BTreeMap;

use avviso_tables::{Result, Tables};
use avviso_text::{Language, Segmentation, Span, Text};

use crate::draft::Draft;
use crate::lexicon::{Frame, Lexicon};
use crate::passage::Passage;
use crate::speaker::Names;
use crate::{Act, Certainty, Mode, Polarity, Record, Statement, clause, quotative};

/// What is known about a text besides its characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'c> {
    /// When it was published, ISO 8601.
    pub published: Option<&'c str>,
    /// Who published it.
    pub outlet: Option<&'c str>,
}

/// Finds statements. Immutable; shared by threads.
#[derive(Debug, Default)]
pub struct Recorder {
    lexicons: BTreeMap<Language, Lexicon>,
}

impl Recorder {
    /// Loads the cue tables of all languages that have them.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut lexicons = BTreeMap::new();
        for code in tables.languages() {
            if let (Some(language), Some(lexicon)) = (Language::new(&code), Lexicon::load(tables, &code)?) {
                lexicons.insert(language, lexicon);
            }
        }
        Ok(Self { lexicons })
    }

    /// The record of a text: its statements in the order of their paragraphs and sentences.
    ///
    /// Odd text gives few statements, never an error; the time is linear in the text.
    pub fn record(&self, text: &Text, segmentation: &Segmentation, _context: &Context<'_>) -> Record {
        let mut record = Record::default();
        let mut names: BTreeMap<Language, Names> = BTreeMap::new();
        for paragraph in &text.paragraphs {
            let Some(language) = paragraph.language else { continue };
            let Some(lexicon) = self.lexicons.get(&language) else { continue };
            let passage = Passage::new(&text.content, paragraph.span, segmentation);
            let names = names.entry(language).or_default();
            names.note(&passage);
            for sentence in &passage.sentences {
                let mut drafts = clause::find(&passage, sentence, lexicon);
                drafts.extend(quotative::find(&passage, sentence, lexicon));
                for draft in drafts {
                    take(&mut record, &passage, draft, (lexicon, names));
                }
            }
            continue_quotations(&mut record, &passage, names);
        }
        record
    }
}

fn take(record: &mut Record, passage: &Passage<'_>, draft: Draft, (lexicon, names): (&Lexicon, &mut Names)) {
    // The same words under two cues of one frame are one statement.
    let repeated = record.statements.last().is_some_and(|last| {
        !draft.relayed_by_previous && last.cue == Some(draft.cue) && last.content == draft.content
    });
    if repeated {
        return;
    }
    let words: String =
        draft.content.iter().map(|piece| piece.of(passage.text)).collect::<Vec<_>>().join(" ");
    let certainty = draft.certainty.unwrap_or_else(|| lexicon.certainty(&words));
    let speaker = match draft.source {
        None if draft.frame == Frame::Quotative && draft.mode(passage) != Mode::Indirect => names.last(),
        source => names.speaker(passage, source, lexicon),
    };
    let addressee = draft.addressee.map(|span| crate::Party {
        name: span.of(passage.text).to_owned(),
        entity: None,
        actor: None,
        unnamed: lexicon.holds("unnamed", span.of(passage.text)) && draft.frame == Frame::Quotative,
    });
    let polarity = if certainty == Certainty::Denied { Polarity::Negative } else { Polarity::Positive };
    let parent = draft.relayed_by_previous.then(|| record.statements.len().checked_sub(1)).flatten();
    record.statements.push(Statement {
        parent: parent.map(|n| n as u32),
        source: draft.source,
        cue: Some(draft.cue),
        mode: draft.mode(passage),
        content: draft.content,
        act: draft.act,
        polarity,
        certainty: Some(certainty),
        speaker,
        addressee,
        setting: draft.setting,
        said_on: None,
        confidence: draft.confidence,
    });
}

/// A quotation that nobody introduces, behind one that is attributed, goes on with its speaker: in the
/// same paragraph as a further piece, alone in a paragraph as a statement of its own.
fn continue_quotations(record: &mut Record, passage: &Passage<'_>, names: &Names) {
    for quotation in &passage.quotations {
        let span = quotation.span;
        let words = span.of(passage.text).split_whitespace().count();
        let taken = record
            .statements
            .iter()
            .rev()
            .take(64)
            .any(|said| said.content.iter().any(|piece| piece.overlaps(span)));
        let near = record
            .statements
            .iter()
            .rev()
            .take(64)
            .any(|said| said.source.is_some_and(|source| source.overlaps(span)));
        if taken || near || words < 4 {
            continue;
        }
        let before = record.statements.last_mut().filter(|said| said.mode != Mode::Indirect);
        let sentence_alone = stands_alone(passage, span);
        match before {
            Some(said)
                if sentence_alone
                    && said.cue.is_some_and(|cue| same_paragraph(passage, cue) && cue.start < span.start) =>
            {
                said.content.push(span);
            }
            Some(said) if stands_as_paragraph(passage, span) => {
                let speaker = said.speaker.clone().or_else(|| names.last());
                let certainty = said.certainty;
                record.statements.push(Statement {
                    parent: None,
                    source: None,
                    cue: None,
                    content: vec![span],
                    mode: Mode::Direct,
                    act: Act::Say,
                    polarity: Polarity::Positive,
                    certainty,
                    speaker,
                    addressee: None,
                    setting: None,
                    said_on: None,
                    confidence: 0.5,
                });
            }
            _ => {}
        }
    }
}

fn same_paragraph(passage: &Passage<'_>, span: Span) -> bool {
    passage.tokens.first().is_some_and(|first| first.span.start <= span.start)
}

/// Whether a quotation is a sentence, or several, by itself.
fn stands_alone(passage: &Passage<'_>, span: Span) -> bool {
    let begins = passage.sentences.iter().any(|sentence| {
        passage.tokens.get(sentence.start).is_some_and(|token| token.span.start == span.start)
    });
    let ends = passage.sentences.iter().any(|sentence| {
        sentence
            .end
            .checked_sub(1)
            .and_then(|n| passage.tokens.get(n))
            .is_some_and(|token| token.span.end == span.end)
    });
    begins && ends
}

fn stands_as_paragraph(passage: &Passage<'_>, span: Span) -> bool {
    let first = passage.tokens.first().is_some_and(|token| token.span.start == span.start);
    let last = passage.tokens.last().is_some_and(|token| token.span.end <= span.end);
    first && last
}
