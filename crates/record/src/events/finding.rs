//! Lays the frames over a paragraph.

use std::ops::Range;

use avviso_text::Span;

use super::event::{Actant, Event};
use super::frames::{ANYBODY, Carrier, Condition, Frame, Frames, Label, Path};
use super::gazetteer::Gazetteer;
use super::grammar::{Argument, Grammar};
use super::parties::{Known, Parties};
use super::status::status;
use crate::attribution::Words;

/// What finds the events of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding<'f> {
    pub(crate) frames: &'f Frames,
    pub(crate) gazetteer: &'f Gazetteer,
}

/// Steps below an event's word where whoever it is done to is looked for, at most.
const DEEPEST: usize = 4;

/// A frame that holds at a word.
struct Held<'f> {
    frame: &'f Frame,
    /// The event's word, and whether it is a noun.
    word: usize,
    noun: bool,
    /// The verb that carries the noun.
    carrier: Option<usize>,
    arguments: Vec<Argument>,
    /// The words that the conditions asked for.
    asked: Vec<usize>,
}

impl Held<'_> {
    /// The predicate that tells the event.
    fn told_by(&self) -> usize {
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

struct Paragraph<'a> {
    finding: &'a Finding<'a>,
    parties: Parties<'a>,
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
        let play = |word: usize| common(word) && frames.is(grammar.lemma(word), "@play");
        if sentence.clone().any(play) {
            return;
        }
        let mut order: Vec<usize> = sentence.clone().filter(known).collect();
        order.sort_by_key(|word| (grammar.depth(*word), *word));
        let mut told: Vec<usize> = Vec::new();
        let mut found: Vec<((usize, usize), Event)> = Vec::new();
        for (noun, word) in [false, true].iter().flat_map(|noun| order.iter().map(|word| (*noun, *word))) {
            let right_sort = if noun { grammar.is_noun(word) } else { grammar.is_predicate(word) };
            if !right_sort || grammar.is_asked(word) || told.iter().any(|top| self.is_told(*top, word)) {
                continue;
            }
            let Some(held) = self.best(word, noun) else { continue };
            let Some(event) = self.event(&held, &sentence) else { continue };
            told.extend(held.asked.iter().copied().filter(|asked| *asked != word && grammar.is_noun(*asked)));
            if held.frame.swallows {
                let clause = |(label, part): &Argument| (*label == Label::Clause).then_some(*part);
                told.extend(held.arguments.iter().filter_map(clause));
            }
            found.push(((grammar.depth(held.told_by()), word), event));
        }
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
        let mut actor = self.all(held, &frame.actor);
        let mut recipient = self.all(held, &frame.recipient);
        if recipient.is_empty() && !frame.recipient.is_empty() && actor.len() < 2 {
            recipient = self.deep(held);
        }
        // Nobody does anything to a part of the own name.
        recipient.retain(|party| !actor.iter().any(|known| known.span.contains(party.span)));
        if frame.together {
            actor.append(&mut recipient);
        }
        let place = self.place(&held.arguments);
        let bare = held.noun && held.carrier.is_none();
        if actor.is_empty() && recipient.is_empty() && (place.is_none() || bare) {
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
            status: frame.status.unwrap_or_else(status),
            time: self.time(&held.arguments, held.told_by(), sentence),
            statement: None,
        })
    }

    /// Whether a word is told with another event: it is the noun that was asked for, or stands in the clause.
    fn is_told(&self, top: usize, word: usize) -> bool {
        let grammar = self.parties.grammar;
        top == word || grammar.is_predicate(top) && grammar.clause(top).contains(&word)
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

    /// The verb that carries a noun, if it is one that does.
    fn carrier(&self, noun: usize) -> Option<(usize, Carrier)> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let (mut label, mut verb) = grammar.above(noun)?;
        // “a week of drills”: what is carried is the week.
        if matches!(&label, Label::With(word) if frames.is(word, "@of"))
            && frames.is(grammar.lemma(verb), "@part")
        {
            (label, verb) = grammar.above(verb)?;
        }
        let carried = frames.carries(grammar.lemma(verb), &label).map(|carrier| (verb, carrier));
        // “the strike that they began”
        carried.or_else(|| {
            let clauses = grammar.arguments(noun).into_iter().filter(|(label, _)| *label == Label::Clause);
            clauses.map(|(_, verb)| verb).find_map(|verb| {
                let object = grammar.arguments(verb).contains(&(Label::Object, noun));
                let carrier = frames.carries(grammar.lemma(verb), &Label::Object)?;
                object.then_some((verb, carrier))
            })
        })
    }

    /// The frame with the most that is asked for among those that hold; the first of equals.
    fn best(&self, word: usize, noun: bool) -> Option<Held<'_>> {
        let grammar = self.parties.grammar;
        let lemma = grammar.lemma(word);
        let carrier = noun.then(|| self.carrier(word)).flatten();
        let mut arguments = None;
        let mut best: Option<(usize, Held<'_>)> = None;
        for frame in self.finding.frames.of(lemma, noun) {
            // “attack helicopters” attack nobody.
            let part = || grammar.above(word).is_some_and(|(label, _)| label == Label::Modifier);
            if noun && carrier.is_none() && (!frame.alone || part()) {
                continue;
            }
            let arguments: &Vec<Argument> = arguments.get_or_insert_with(|| {
                let mut list = grammar.arguments(word);
                if !noun && grammar.marks(word).negated {
                    list.push((Label::Negated, word));
                }
                if let Some((verb, carrier)) = carrier {
                    let carried = grammar.arguments(verb).into_iter().filter(|(_, part)| *part != word);
                    list.extend(carried.map(|(label, part)| match label {
                        Label::Subject if carrier == Carrier::Undergoes => (Label::Object, part),
                        label => (label, part),
                    }));
                }
                list
            });
            let mut asked = Vec::new();
            let holds = |condition: &Condition| match condition.path.as_slice() {
                [Label::Any] => self.anywhere(condition, word) != condition.not,
                _ => self.holds(condition, arguments, &mut asked),
            };
            if !frame.conditions.iter().all(holds) {
                continue;
            }
            // What must not be so asks for nothing.
            let asks = frame.conditions.iter().filter(|condition| !condition.not);
            let weight = asks.map(|condition| 1 + usize::from(!condition.words.is_empty())).sum::<usize>();
            if best.as_ref().is_none_or(|(known, _)| weight > *known) {
                let (arguments, carrier) = (arguments.clone(), carrier.map(|(verb, _)| verb));
                best = Some((weight, Held { frame, word, noun, carrier, arguments, asked }));
            }
        }
        best.map(|(_, held)| held)
    }

    /// Whether one of the words that a condition asks for stands in the sentence.
    fn anywhere(&self, condition: &Condition, word: usize) -> bool {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let sentence = grammar.sentences().iter().find(|sentence| sentence.contains(&word));
        let is = |part: usize| condition.words.iter().any(|class| frames.is(grammar.lemma(part), class));
        sentence.is_some_and(|sentence| sentence.clone().any(|part| part != word && is(part)))
    }

    fn holds(&self, condition: &Condition, arguments: &[Argument], asked: &mut Vec<usize>) -> bool {
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
    fn is(&self, word: usize, class: &str) -> bool {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let lemma = grammar.lemma(word);
        // 외교관계 is more than 관계, by whose lemma it goes.
        let whole_word = || frames.is(grammar.bare(word).of(self.parties.words.text), class);
        if frames.is(lemma, class) || whole_word() || class == ANYBODY && self.parties.is_somebody(word) {
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

    /// Whoever stands at the first of the paths at which somebody does.
    fn all(&self, held: &Held<'_>, paths: &[Path]) -> Vec<Actant> {
        let found = paths.iter().map(|path| self.at(&held.arguments, path));
        found.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
    }

    fn at(&self, arguments: &[Argument], path: &[Label]) -> Vec<Actant> {
        let mut places = self.standing(arguments, path);
        if let (true, [before @ .., last @ Label::With(_)]) = (places.is_empty(), path) {
            places = self.lower(arguments, before, last);
        }
        let mut all: Vec<Actant> = Vec::new();
        for found in places.into_iter().flat_map(|part| self.parties.of(part)) {
            // “Addis” and “Ababa” are one, whatever the tree.
            let same = |known: &Actant| found.entity.is_some() && known.entity == found.entity;
            if !all.iter().any(|known| known.span.contains(found.span) || same(known)) {
                all.push(found);
            }
        }
        all
    }

    /// “tariffs of 40 percent on panels”: the words behind a preposition that stands with a noun below the end of a
    /// path.
    fn lower(&self, arguments: &[Argument], path: &[Label], preposition: &Label) -> Vec<usize> {
        let here = match path {
            [] => arguments.iter().map(|(_, part)| *part).collect(),
            _ => self.standing(arguments, path),
        };
        let below = |part: usize| {
            let grammar = self.parties.grammar;
            if grammar.is_predicate(part) { Vec::new() } else { grammar.arguments(part) }
        };
        let lower = here.into_iter().flat_map(below).filter(|(label, _)| matches!(label, Label::With(_)));
        let lower: Vec<Argument> = lower.collect();
        let lowest = lower.iter().flat_map(|(_, part)| below(*part));
        let fits = |(label, part): Argument| preposition.allows(&label).then_some(part);
        lower.iter().cloned().chain(lowest).filter_map(fits).collect()
    }

    /// Whoever is named within the event's object, or within the clause that it is about; else whoever is named next
    /// behind the predicate in its own clause.
    fn deep(&self, held: &Held<'_>) -> Vec<Actant> {
        let inner = |(label, part): &Argument| {
            matches!(label, Label::Object | Label::Clause).then(|| self.parties.below(*part, DEEPEST))
        };
        let found = held.arguments.iter().filter_map(inner).find(|list| !list.is_empty());
        found.or_else(|| self.next(held)).unwrap_or_default()
    }

    fn next(&self, held: &Held<'_>) -> Option<Vec<Actant>> {
        let clause = self.parties.grammar.clause(held.told_by());
        let mut behind = held.told_by() + 1..clause.end;
        let named = behind.find(|word| self.parties.is_named(*word) && !self.is_aside(held, *word))?;
        Some(self.parties.of(named)).filter(|list| !list.is_empty())
    }

    /// Whether a word stands in a clause that tells of what happened before, after or because.
    fn is_aside(&self, held: &Held<'_>, word: usize) -> bool {
        let grammar = self.parties.grammar;
        let mut at = word;
        while let Some((_, above)) = grammar.above(at).filter(|(_, above)| *above != held.told_by()) {
            if grammar.is_predicate(above) {
                let clause = grammar.above(above).is_some_and(|(label, _)| label == Label::Clause);
                return clause && !held.arguments.contains(&(Label::Clause, above));
            }
            at = above;
        }
        false
    }

    /// When: the time that stands with the event's word, or else the nearest one of its sentence that stands with
    /// no other predicate.
    fn time(&self, arguments: &[Argument], word: usize, sentence: &Range<usize>) -> Option<String> {
        let grammar = self.parties.grammar;
        if let Some(time) = arguments.iter().find_map(|(_, part)| self.parties.time(*part)) {
            return time.value.clone();
        }
        let free = |part: &usize| {
            let above = grammar.above(*part).map(|(_, above)| above);
            above.is_none_or(|above| above == word || !grammar.is_predicate(above))
        };
        let times = sentence.clone().filter(|part| self.parties.time(*part).is_some());
        let nearest = times.filter(free).min_by_key(|part| part.abs_diff(word))?;
        self.parties.time(nearest)?.value.clone()
    }

    /// The first named place behind a word of @where.
    fn place(&self, arguments: &[Argument]) -> Option<Actant> {
        let stands =
            |label: &Label| matches!(label, Label::With(word) if self.finding.frames.is(word, "@where"));
        let mut places = arguments.iter().filter(|(label, _)| stands(label)).map(|(_, part)| *part);
        places.find_map(|part| self.parties.place(part))
    }

    /// The words that stand at the end of a path.
    fn standing(&self, arguments: &[Argument], path: &[Label]) -> Vec<usize> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let here = arguments.iter().filter(|(label, _)| first.allows(label)).map(|(_, part)| *part);
        if rest.is_empty() {
            return here.collect();
        }
        here.flat_map(|part| self.standing(&self.parties.grammar.arguments(part), rest)).collect()
    }
}
