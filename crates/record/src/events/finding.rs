//! Lays the frames over a paragraph.

use std::ops::Range;

use avviso_text::Span;

use super::Status;
use super::event::{Event, EventType};
use super::frames::{ANYBODY, Carrier, Condition, Frame, Frames, Label};
use super::gazetteer::Gazetteer;
use super::grammar::{Argument, Grammar};
use super::parties::{Known, Parties};
use super::status::status;
use crate::attribution::Words;

/// Steps from a word to what it is told with.
const DEEPEST: usize = 24;

/// What finds the events of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding<'f> {
    pub(crate) frames: &'f Frames,
    pub(crate) gazetteer: &'f Gazetteer,
}

/// A frame that holds at a word.
pub(super) struct Held<'f> {
    pub(super) frame: &'f Frame,
    /// The event's word, and whether it is a noun.
    pub(super) word: usize,
    pub(super) noun: bool,
    /// The verb that carries the noun.
    pub(super) carrier: Option<usize>,
    /// The verb's subject is whom the noun is done to.
    pub(super) undergone: bool,
    pub(super) arguments: Vec<Argument>,
    /// How many of the arguments are the word's own, not its carrier's.
    pub(super) own: usize,
    /// The words that the conditions asked for.
    pub(super) asked: Vec<usize>,
}

impl Held<'_> {
    /// Whether a noun tells it.
    pub(super) fn is_noun(&self) -> bool {
        self.noun
    }

    /// Whether somebody named elsewhere in its clause may be whom it is done to: not of what a noun tells, nor of
    /// forces, which are readied for places.
    pub(super) fn reaches(&self) -> bool {
        !self.noun && self.frame.kind != EventType::Mobilize
    }

    /// The predicate that tells the event.
    pub(super) fn told_by(&self) -> usize {
        self.carrier.unwrap_or(self.word)
    }
}

impl Finding<'_> {
    /// The events of a paragraph, sentence by sentence, those of the main clause first.
    pub(crate) fn events(&self, words: &Words<'_>, grammar: &dyn Grammar, known: Known<'_>) -> Vec<Event> {
        let Self { frames, gazetteer } = *self;
        let parties = Parties { grammar, words, frames, gazetteer, known };
        let paragraph = Paragraph { finding: self, parties };
        let mut events = Vec::new();
        for sentence in grammar.sentences() {
            paragraph.sentence(sentence.clone(), &mut events);
        }
        events
    }
}

pub(super) struct Paragraph<'a> {
    pub(super) finding: &'a Finding<'a>,
    pub(super) parties: Parties<'a>,
}

impl Paragraph<'_> {
    fn sentence(&self, sentence: Range<usize>, events: &mut Vec<Event>) {
        let grammar = self.parties.grammar;
        let frames = self.finding.frames;
        let known = |word: &usize| {
            let lemma = grammar.lemma(*word);
            frames.of(lemma, false).next().is_some() || frames.of(lemma, true).next().is_some()
        };
        // News of sport is told in the words of war; the Arab League plays no games.
        let common = |word: usize| grammar.is_noun(word) && !grammar.is_name(word);
        // A football ground is a place.
        let part = |word: usize| matches!(grammar.above(word), Some((Label::Modifier, _)));
        // War games are none.
        let martial = |word: usize| {
            let mut parts = grammar.arguments(word).into_iter();
            parts.any(|(label, part)| label == Label::Modifier && frames.is(grammar.lemma(part), "@martial"))
        };
        let play = |word: usize| {
            common(word) && !part(word) && frames.is(grammar.lemma(word), "@play") && !martial(word)
        };
        if sentence.clone().any(play) {
            return;
        }
        let mut order: Vec<usize> = sentence.clone().filter(known).collect();
        order.sort_by_key(|word| (grammar.depth(*word), *word));
        let mut told: Vec<usize> = Vec::new();
        let mut with: Vec<(usize, EventType)> = Vec::new();
        let mut swallowed: Vec<usize> = Vec::new();
        let mut found: Vec<((usize, usize), Event)> = Vec::new();
        for (noun, word) in [false, true].iter().flat_map(|noun| order.iter().map(|word| (*noun, *word))) {
            let right_sort = if noun { grammar.is_noun(word) } else { grammar.is_predicate(word) };
            if !right_sort || grammar.is_asked(word) || told.iter().any(|top| self.is_told(*top, word)) {
                continue;
            }
            let Some(held) = self.best(word, noun) else { continue };
            let Some(event) = self.event(&held, &sentence) else { continue };
            // 습격을 받았다: what a verb tells with a noun is not told again by the noun.
            if noun && with.contains(&(word, event.kind)) {
                continue;
            }
            // “claimed a bombing that killed ten”: it is the killing that is told.
            let does = |((_, verb), other): &((usize, usize), Event)| {
                let subject = || grammar.arguments(*verb).contains(&(Label::Subject, word));
                other.kind == event.kind && grammar.is_predicate(*verb) && subject()
            };
            if noun && self.claimed(word).is_some() && found.iter().any(does) {
                continue;
            }
            // “turned down a request by them”: what somebody said is told for itself, too.
            let own = |noun: usize| {
                let whose = |(label, _): &Argument| matches!(label, Label::Owner | Label::With(_));
                let told = ["@uttered", "@deed"].iter().any(|class| frames.is(grammar.lemma(noun), class));
                told && grammar.arguments(noun).iter().any(whose)
            };
            let asked = held.asked.iter().copied().filter(|asked| *asked != word && grammar.is_noun(*asked));
            let (nouns, others): (Vec<usize>, Vec<usize>) = asked.partition(|asked| own(*asked));
            told.extend(others);
            with.extend(nouns.into_iter().map(|noun| (noun, event.kind)));
            if held.frame.swallows {
                let clause = |(label, part): &Argument| (*label == Label::Clause).then_some(*part);
                let clauses: Vec<usize> = held.arguments.iter().filter_map(clause).collect();
                told.extend(&clauses);
                swallowed.extend(clauses);
            }
            found.push(((grammar.depth(held.told_by()), word), event));
        }
        self.answered(&mut found);
        self.paired(&mut found);
        self.judged(&mut found);
        // “a request to reopen it”: the noun came after the verbs.
        found.retain(|((_, word), _)| !swallowed.iter().any(|top| self.is_told(*top, *word)));
        found.sort_by_key(|(order, _)| *order);
        events.extend(found.into_iter().map(|(_, event)| event));
    }

    /// The event that a frame says where it holds; none if nobody is found who has to do with it.
    fn event(&self, held: &Held<'_>, sentence: &Range<usize>) -> Option<Event> {
        let (grammar, frame) = (self.parties.grammar, held.frame);
        // A row without parties says what is no event.
        if frame.actor.is_empty() && frame.recipient.is_empty() {
            return None;
        }
        let mut actor = self.all(held, &frame.actor, &[]);
        // “battalions were placed on alert”: forces that are readied are those of whoever readies them.
        if actor.is_empty() && frame.kind == EventType::Mobilize {
            actor = self.all(held, &[vec![Label::Object]], &[]);
        }
        let mut recipient = self.all(held, &frame.recipient, &actor);
        if recipient.is_empty() && held.undergone {
            recipient = self.all(held, &[vec![Label::Object]], &actor);
        }
        if recipient.is_empty() && !frame.recipient.is_empty() && actor.len() < 2 {
            recipient = self.deep(held);
        }
        // Nobody does anything to a part of the own name.
        recipient.retain(|party| !actor.iter().any(|known| known.span.contains(party.span)));
        if frame.together {
            // “their second month”: those who do it together are named before.
            recipient.retain(|party| actor.is_empty() || !self.parties.is_pronoun(party.span));
            actor.append(&mut recipient);
        }
        let place = self.place(&held.arguments);
        let bare = held.noun && held.carrier.is_none();
        if actor.is_empty() && recipient.is_empty() && (place.is_none() || bare) {
            return None;
        }
        // “a dozen trips to Oaxaca” are nobody's.
        if actor.is_empty() && bare && frame.kind == EventType::Consult {
            return None;
        }
        let trigger = self.trigger(held)?;
        let status = || status(grammar, self.finding.frames, held.word, held.carrier);
        Some(Event {
            kind: frame.kind,
            mode: frame.mode.clone(),
            contexts: frame.contexts.clone(),
            actor,
            recipient,
            place,
            trigger,
            sentence: self.parties.words.cover(sentence.clone()).unwrap_or(trigger),
            row: frame.row,
            status: self.refused(held).or(frame.status).unwrap_or_else(status),
            time: self.time(&held.arguments, held.told_by(), sentence),
            statement: None,
        })
    }

    /// 받아들이지 않을 방침이다: how firmly somebody will not do what a frame says that they do not.
    fn refused(&self, held: &Held<'_>) -> Option<Status> {
        let negated = |condition: &Condition| condition.path.as_slice() == [Label::Negated];
        held.frame.status?;
        held.frame
            .conditions
            .iter()
            .any(negated)
            .then(|| self.parties.grammar.marks(held.word).status)
            .flatten()
    }

    /// Whether a word is told with another event: it is the noun that was asked for, or stands in the clause.
    fn is_told(&self, top: usize, word: usize) -> bool {
        let grammar = self.parties.grammar;
        // “threatened to halt it after they had imposed a ban”: what is told beside is told by itself.
        let beside = || {
            let above = |at: &usize| grammar.above(*at).map(|(_, above)| above).filter(|above| *above != top);
            std::iter::successors(Some(word), above).take(DEEPEST).any(|at| grammar.is_adverbial(at))
        };
        top == word || grammar.is_predicate(top) && grammar.clause(top).contains(&word) && !beside()
    }

    fn trigger(&self, held: &Held<'_>) -> Option<Span> {
        let (words, word) = (self.parties.words, held.word);
        let mut span = *words.spans.get(word)?;
        // “called on”, “beat up”
        for condition in &held.frame.conditions {
            let next = || words.node(word + 1).map(|node| Label::With(node.lemma.to_lowercase()));
            if let ([label @ Label::With(_)], true, false) =
                (condition.path.as_slice(), condition.words.is_empty(), condition.not)
                && next().as_ref() == Some(label)
            {
                span = span.cover(words.spans[word + 1]);
            }
        }
        Some(span)
    }

    /// The frame with the most that is asked for among those that hold; the first of equals.
    fn best(&self, word: usize, noun: bool) -> Option<Held<'_>> {
        let grammar = self.parties.grammar;
        let lemma = grammar.lemma(word);
        let carrier = noun.then(|| self.carrier(word)).flatten();
        let bare = noun && carrier.is_none();
        let attended = bare
            .then(|| self.attended(word).or_else(|| self.blamed(word)).or_else(|| self.claimed(word)))
            .flatten();
        let (mut arguments, mut own) = (None, 0);
        let mut best: Option<(usize, Held<'_>)> = None;
        for frame in self.finding.frames.of(lemma, noun) {
            if noun && carrier.is_none() && attended.is_none() && (!frame.alone || self.is_part(word)) {
                continue;
            }
            let arguments: &Vec<Argument> = arguments.get_or_insert_with(|| {
                let laid = self.laid_out(word, noun, carrier, attended);
                own = laid.1;
                laid.0
            });
            let mut asked = Vec::new();
            let holds = |condition: &Condition| match condition.path.as_slice() {
                [Label::Any] => self.anywhere(condition, word) != condition.not,
                _ => self.holds(condition, arguments, &mut asked),
            };
            if !frame.conditions.iter().all(holds) {
                continue;
            }
            let weight = frame.asks();
            if best.as_ref().is_none_or(|(known, _)| weight > *known) {
                let undergone = carrier.is_some_and(|(_, carrier)| carrier == Carrier::Undergoes);
                let (arguments, carrier) = (arguments.clone(), carrier.map(|(verb, _)| verb));
                best = Some((weight, Held { frame, word, noun, carrier, undergone, arguments, own, asked }));
            }
        }
        match best {
            Some((_, held)) => Some(held),
            None if noun && attended.is_none() && !self.is_part(word) => self.nominal(word),
            None => None,
        }
    }

    /// Whether one of the words that a condition asks for stands in the sentence.
    fn anywhere(&self, condition: &Condition, word: usize) -> bool {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let sentence = grammar.sentences().iter().find(|sentence| sentence.contains(&word));
        let is = |part: usize| condition.words.iter().any(|class| frames.is(grammar.lemma(part), class));
        sentence.is_some_and(|sentence| sentence.clone().any(|part| part != word && is(part)))
    }

    pub(super) fn holds(
        &self,
        condition: &Condition,
        arguments: &[Argument],
        asked: &mut Vec<usize>,
    ) -> bool {
        let fits = |part: &usize| {
            condition.words.is_empty() || condition.words.iter().any(|word| self.is(*part, word))
        };
        // “called him on Sunday” calls on nobody.
        let when = |part: &usize| {
            matches!(condition.path.as_slice(), [.., Label::With(_)]) && self.parties.time(*part).is_some()
        };
        let fits = |part: &usize| !when(part) && fits(part);
        let mut found = self.standing(arguments, &condition.path).into_iter().find(fits);
        // “made contact with them”: behind the object.
        if let (None, false, [before @ .., last @ Label::With(_)]) =
            (found, condition.not || condition.words.is_empty(), condition.path.as_slice())
        {
            found = self.lower(arguments, before, last).into_iter().find(fits);
        }
        if !condition.words.is_empty() && !condition.not {
            asked.extend(found);
        }
        found.is_some() != condition.not
    }

    /// Whether a word, or what it is a part or number of, is of a class.
    pub(super) fn is(&self, word: usize, class: &str) -> bool {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let lemma = grammar.lemma(word);
        // 외교관계 is more than 관계, by whose lemma it goes.
        let whole_word = || frames.is(grammar.bare(word).of(self.parties.words.text), class);
        if frames.is(lemma, class)
            || whole_word()
            || class == ANYBODY && self.parties.is_somebody(self.parties.meant(word))
        {
            return true;
        }
        let joined = || grammar.joined(word).into_iter().any(|part| frames.is(grammar.lemma(part), class));
        let whole = || {
            let arguments = grammar.arguments(word);
            arguments.into_iter().any(|(label, part)| {
                matches!(&label, Label::With(of) if frames.is(of, "@of"))
                    && frames.is(grammar.lemma(part), class)
            })
        };
        joined() || frames.is(lemma, "@part") && whole()
    }
}
