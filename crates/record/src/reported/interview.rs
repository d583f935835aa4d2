//! Interviews printed in questions and answers: a paragraph that says with whom, then one a question and one an
//! answer.

use avviso_text::Span;

use crate::{Act, Mode, Party, Polarity, Statement};

use super::morphs::{Role, Sentence};
use super::names::Registry;
use super::phrase;
use super::statement::{certainty_of, firmness};

/// Who talks with whom.
#[derive(Debug, Clone)]
pub(super) struct Interview {
    asks: Option<Party>,
    answers: Party,
    setting: Option<Span>,
}

/// How sure a question or an answer is, which no verb reports.
const CONFIDENCE: f32 = 0.6;

/// The interview that a paragraph announces: 다음은 일문일답.
pub(super) fn announced(sentence: &Sentence<'_, '_, '_>, registry: &mut Registry) -> Option<Interview> {
    let all = 0..sentence.list.len();
    all.clone().find(|word| sentence.is("interview-follows", *word))?;
    let talk = all.clone().find(|word| sentence.is_occasion(*word));
    let with = talk.and_then(|talk| {
        (talk.saturating_sub(2)..talk)
            .find(|word| sentence.lexicon.ending("with", sentence.form(*word)).is_some())
    });
    let speaker = |word: &usize| {
        matches!(sentence.role(*word), Role::Topic | Role::Subject)
            && (sentence.speaks(*word) || registry.knows(sentence.bare(*word)))
    };
    let last = all.clone().find(speaker)?;
    let source = sentence.noun_span(phrase::beginning(sentence, last, 0)..last + 1)?;
    let answers = registry.addressee(sentence, source)?;
    let asks = with.and_then(|with| {
        let span = sentence.noun_span(phrase::beginning(sentence, with, last + 1)..with + 1)?;
        registry.addressee(sentence, span)
    });
    let setting = talk.and_then(|talk| {
        sentence.words.cover(with.map_or(talk, |with| phrase::beginning(sentence, with, last + 1))..talk + 1)
    });
    Some(Interview { asks, answers, setting })
}

/// The question or the answer that a paragraph is.
pub(super) fn turn(sentence: &Sentence<'_, '_, '_>, interview: &Interview) -> Option<Statement> {
    let all = 0..sentence.list.len();
    let first = all.clone().next()?;
    let asks = sentence.lexicon.is("question-sign", sentence.form(first));
    let start = all.clone().find(|word| !asks || *word > first)?;
    let quotation = sentence.list[start].quotation.map(|place| sentence.words.quotations[place].span);
    let end = all.rev().find(|word| {
        !sentence.is_sign(*word) || sentence.list[*word].quotation.is_some() || sentence.form(*word) == ")"
    })?;
    let span = sentence.words.cover(start..end.max(start) + 1)?;
    // An answer is a quotation as a whole.
    let answered = quotation.is_some_and(|quotation| quotation.end >= span.end);
    if !asks && !answered || span.is_empty() {
        return None;
    }
    let (speaker, addressee) = if asks {
        (interview.asks.clone(), Some(interview.answers.clone()))
    } else {
        (Some(interview.answers.clone()), interview.asks.clone())
    };
    let (negative, read) = firmness(sentence, span);
    Some(Statement {
        parent: None,
        source: None,
        cue: None,
        mode: if answered { Mode::Direct } else { Mode::Indirect },
        content: vec![span],
        act: if asks { Act::Ask } else { Act::Answer },
        polarity: if negative { Polarity::Negative } else { Polarity::Positive },
        certainty: Some(certainty_of(read, negative)),
        speaker,
        addressee,
        setting: interview.setting,
        said_on: None,
        confidence: CONFIDENCE,
    })
}
