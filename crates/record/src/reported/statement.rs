//! From what was found to statements: mode, certainty, whoever speaks.

use avviso_text::Span;

use crate::lexicon::Frame;
use crate::times::Moments;
use crate::{Act, Certainty, Mode, Polarity, Statement};

use super::find::{Found, find};
use super::interview;
use super::morphs::{Role, Sentence};
use super::names::Registry;

/// The statements of a paragraph.
pub(crate) fn statements(
    sentence: &Sentence<'_, '_, '_>,
    moments: Moments<'_>,
    registry: &mut Registry,
) -> Vec<Statement> {
    if let Some(turn) = registry.interview().and_then(|interview| interview::turn(sentence, interview)) {
        return vec![turn];
    }
    if let Some(interview) = interview::announced(sentence, registry) {
        registry.begin(interview);
    }
    let found = find(sentence, registry);
    found.into_iter().map(|found| statement(sentence, found, moments, registry)).collect()
}

fn statement(
    sentence: &Sentence<'_, '_, '_>,
    found: Found<'_>,
    moments: Moments<'_>,
    registry: &mut Registry,
) -> Statement {
    let Found { parent, source, cue, content, addressee, setting, day, by, mode } = found;
    let act = by.map_or(Act::Say, |cue| cue.act);
    let (negated, read) = content.first().map_or((false, None), |first| firmness(sentence, *first));
    let denies = by.is_some_and(|cue| cue.certainty == Some(Certainty::Denied));
    let negative = negated != denies;
    let own = by.and_then(|cue| cue.certainty).filter(|certainty| *certainty != Certainty::Denied);
    let certainty = match (read, own) {
        // What is expected to be is not planned.
        (Some(Certainty::Planned) | None, Some(own)) => Some(own),
        (read, _) => read,
    };
    let certainty = certainty_of(certainty, negative);
    // A speaker who is not named in the sentence goes on from the one before; what is only known has none.
    let goes_on = by.is_none_or(|by| match by.frame {
        Frame::Evidential => false,
        // … -다는 설명이다.
        Frame::Noun => cue_word(sentence, cue).is_some_and(|word| sentence.list[word].copula),
        _ => true,
    });
    let (speaker, person) = match source {
        Some(source) => registry.speaker(sentence, source, parent.is_some()).unzip(),
        None if goes_on && parent.is_none() => {
            let at = cue.or(content.first().copied()).map_or(0, |span| span.start);
            registry.last(at).map(|party| (party, false)).unzip()
        }
        None => (None, None),
    };
    let speaks = speaker.as_ref().zip(by);
    let act = speaks.map_or(act, |(speaker, by)| {
        let passes_on = cue_word(sentence, cue)
            .is_some_and(|word| sentence.lexicon.is("passes-on", &sentence.list[word].stem));
        let kind = |kind: &str| {
            let last = speaker.name.rsplit(' ').next().unwrap_or_default();
            sentence.lexicon.is(kind, last) || sentence.lexicon.ending(kind, last).is_some()
        };
        // What the same cue means depends on who speaks: outlets report what persons say, courts decide what
        // others think.
        match (act, by.frame) {
            (Act::Report, Frame::Cited) if !kind("outlet") => Act::Say,
            (Act::Report, Frame::Postposed) if person == Some(true) && !kind("document") => Act::Say,
            (Act::Report, Frame::Quotative) if passes_on && !kind("outlet") => Act::Say,
            (Act::Believe, Frame::Quotative) if kind("court") => Act::Decide,
            _ => act,
        }
    });
    Statement {
        parent: parent.map(|parent| parent as u32),
        source,
        cue,
        mode: mode.unwrap_or(Mode::Indirect),
        content,
        act,
        polarity: if negative { Polarity::Negative } else { Polarity::Positive },
        certainty: Some(certainty),
        speaker,
        addressee: addressee.and_then(|phrase| registry.addressee(sentence, phrase)),
        setting,
        said_on: day.and_then(|day| moments.resolve_span(day)),
        confidence: by.map_or(0.5, |cue| cue.confidence),
    }
}

/// What is not, or is not planned, is denied.
pub(super) fn certainty_of(read: Option<Certainty>, negative: bool) -> Certainty {
    match read {
        Some(Certainty::Planned) | None if negative => Certainty::Denied,
        Some(certainty) => certainty,
        None => Certainty::Asserted,
    }
}

/// The last word of a cue.
fn cue_word(sentence: &Sentence<'_, '_, '_>, cue: Option<Span>) -> Option<usize> {
    let end = cue?.end;
    sentence.words.spans.partition_point(|span| span.start < end).checked_sub(1)
}

/// Whether the main clause of what is said, which stands at its end, is negated, and how firmly it stands.
pub(super) fn firmness(sentence: &Sentence<'_, '_, '_>, content: Span) -> (bool, Option<Certainty>) {
    let words = &sentence.words.spans;
    let first = words.partition_point(|span| span.start < content.start);
    let behind = words.partition_point(|span| span.start < content.end);
    let ends = |word: &usize| sentence.lexicon.is("full-stop", sentence.form(*word));
    let last = (first..behind).find(ends).unwrap_or(behind);
    // 올리지 않겠다고 말했다: what somebody else says within it is none of its main clause.
    let told = (first..last.saturating_sub(1))
        .rev()
        .find(|word| sentence.role(*word) == Role::Quotative)
        .map_or(first, |word| word + 1);
    let tail = words.get(last.saturating_sub(3).max(told)).map_or(content.start, |span| span.start);
    let end = words.get(last).filter(|_| last < behind).map_or(content.end, |span| span.start);
    let tail = Span { start: tail, end: end.max(tail) }.of(sentence.words.text);
    let negated = sentence.lexicon.holds("not", tail);
    let conditional = (first..last).any(|word| {
        sentence.role(word) == Role::Predicate
            && sentence.lexicon.ending("if", sentence.form(word)).is_some()
            && !sentence.is("not-if", word)
    });
    let read = sentence.lexicon.written_certainty(tail);
    (negated, if conditional { Some(Certainty::Conditional) } else { read })
}
