//! Nouns that say events: the verbs that carry them, and whoever takes part in what they tell beside.

use super::event::{Actant, Event, EventType};
use super::finding::{Held, Paragraph};
use super::frames::{ANYBODY, Carrier, Condition, Label};
use super::grammar::Argument;

impl Paragraph<'_> {
    /// What a noun stands with, or what it is a part of does: “a week of drills”.
    fn above_whole(&self, noun: usize) -> Option<Argument> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let (label, above) = grammar.above(noun)?;
        let part = matches!(&label, Label::With(word) if frames.is(word, "@of"))
            && frames.is(grammar.lemma(above), "@part");
        if part { grammar.above(above) } else { Some((label, above)) }
    }

    /// The verb that carries a noun, if it is one that does.
    pub(super) fn carrier(&self, noun: usize) -> Option<(usize, Carrier)> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let (label, verb) = self.above_whole(noun)?;
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

    /// “On a visit to Suva, she …”: whoever the sentence is about takes part in what it tells beside.
    pub(super) fn attended(&self, noun: usize) -> Option<usize> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        if !frames.is(grammar.lemma(noun), "@attended") {
            return None;
        }
        let (label, verb) = self.above_whole(noun)?;
        let during = matches!(&label, Label::With(word) if frames.is(word, "@during"));
        let others = |(label, part): &Argument| match label {
            // “On his visit to Suva, he …”
            Label::Owner => !grammar.is_pronoun(*part),
            Label::With(word) => ["@pair", "@by", "@of"].iter().any(|class| frames.is(word, class)),
            _ => false,
        };
        if !during || grammar.arguments(noun).iter().any(others) {
            return None;
        }
        // “The chancellor, on a trip to Windhoek, …”
        if !grammar.is_predicate(verb) || grammar.is_noun(verb) {
            return Some(verb).filter(|somebody| frames.is(grammar.lemma(*somebody), "@somebody"));
        }
        let mut parts = grammar.arguments(verb).into_iter();
        parts.find(|(label, _)| *label == Label::Subject).map(|(_, subject)| subject)
    }

    /// “blamed rebels for the raid”, “blamed the raid on rebels”: whoever a noun is laid at the door of.
    pub(super) fn blamed(&self, noun: usize) -> Option<usize> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let (label, verb) = grammar.above(noun)?;
        if !frames.is(grammar.lemma(verb), "@blames") || !grammar.is_predicate(verb) {
            return None;
        }
        let deed = matches!(&label, Label::With(word) if frames.is(word, "@for"));
        let whom = |(label, part): &Argument| match label {
            Label::Object => deed && *part != noun,
            Label::With(word) => !deed && frames.is(word, "@onto"),
            _ => false,
        };
        let whom = grammar.arguments(verb).into_iter().find(whom).map(|(_, part)| part);
        whom.filter(|_| deed || label == Label::Object)
    }

    /// “The militia claimed responsibility for the raid”: whoever says that a noun is their doing.
    pub(super) fn claimed(&self, noun: usize) -> Option<usize> {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        let (label, whose) = grammar.above(noun)?;
        let of = matches!(&label, Label::With(word) if frames.is(word, "@for") || frames.is(word, "@of"));
        let owned = |part: usize| frames.is(grammar.lemma(part), "@responsibility");
        // The noun may hang on either word.
        let verb = match grammar.above(whose).filter(|_| owned(whose)) {
            Some((Label::Object, verb)) => verb,
            _ => whose,
        };
        let parts = || grammar.arguments(verb).into_iter();
        let claims = of
            && frames.is(grammar.lemma(verb), "@claims")
            && parts().any(|(label, part)| label == Label::Object && owned(part));
        parts().find(|(label, _)| claims && *label == Label::Subject).map(|(_, subject)| subject)
    }

    /// “a verdict that Vilnius condemned”, “the truce that they welcomed”: a deed that is judged is put to whoever did it.
    pub(super) fn judged(&self, found: &mut [((usize, usize), Event)]) {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        for place in 0..found.len() {
            let ((_, verb), event) = &found[place];
            let judges = matches!(event.kind, EventType::Accuse | EventType::Reject | EventType::Support);
            if !judges || !event.recipient.is_empty() || !grammar.is_predicate(*verb) {
                continue;
            }
            let object = grammar.arguments(*verb).into_iter().find(|(label, _)| *label == Label::Object);
            let Some((_, deed)) = object else { continue };
            let told = found.iter().position(|((_, word), _)| *word == deed);
            let before = || {
                let earlier = (0..found.len()).filter(|other| found[*other].0.1 < deed && *other != place);
                earlier.max_by_key(|other| found[*other].0.1)
            };
            let stands = frames.is(grammar.lemma(deed), "@stands-for");
            let Some(whose) = told.or_else(|| before().filter(|_| stands)) else { continue };
            let mut doer = found[whose].1.actor.clone();
            doer.retain(|party| !event.actor.iter().any(|judge| judge.span == party.span));
            found[place].1.recipient = doer;
        }
    }

    /// “Oslo turned down a request by Nauru”: who answers what somebody asked or offered is whom it was asked of.
    pub(super) fn answered(&self, found: &mut [((usize, usize), Event)]) {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        for asked in 0..found.len() {
            let ((_, noun), event) = &found[asked];
            let open = event.recipient.is_empty() && event.actor.len() == 1 && grammar.is_noun(*noun);
            if !open || !frames.is(grammar.lemma(*noun), "@uttered") {
                continue;
            }
            let Some((_, answer)) = grammar.above(*noun) else { continue };
            let whose = |((_, word), other): &&((usize, usize), Event)| {
                let answers = matches!(other.kind, EventType::Reject | EventType::Concede | EventType::Agree);
                *word == answer && answers
            };
            let whom = found.iter().find(whose).map(|(_, other)| other.actor.clone()).unwrap_or_default();
            let own = |party: &Actant| found[asked].1.actor.iter().any(|actor| actor.span == party.span);
            if !whom.iter().any(own) {
                found[asked].1.recipient = whom;
            }
        }
    }

    /// “after talks between the two neighbours”: both are those who are told of beside.
    pub(super) fn paired(&self, found: &mut [((usize, usize), Event)]) {
        for place in 0..found.len() {
            let event = &found[place].1;
            let does = match (event.actor.as_slice(), event.recipient.as_slice()) {
                ([party], []) if self.are_two(party) => true,
                (_, [party]) if self.are_two(party) => false,
                _ => continue,
            };
            let others = found.iter().enumerate().filter(|(other, _)| *other != place);
            let parties =
                others.map(|(_, (_, event))| [event.actor.clone(), event.recipient.clone()].concat());
            if let Some(both) = parties.into_iter().find(|both| both.len() == 2) {
                let event = &mut found[place].1;
                if does { event.actor = both } else { event.recipient = both }
            }
        }
    }

    /// Whether somebody is two: “the two countries”, 양국.
    fn are_two(&self, party: &Actant) -> bool {
        let (words, grammar) = (self.parties.words, self.parties.grammar);
        let within = (0..words.len()).filter(|word| party.phrase.contains(words.spans[*word]));
        let is = |word: usize, class: &str| self.finding.frames.is(grammar.lemma(word), class);
        let within: Vec<usize> = within.collect();
        within.iter().any(|word| is(*word, "@two-sides"))
            || within.iter().any(|word| is(*word, "@two")) && within.iter().any(|word| is(*word, "@sides"))
    }

    /// “attack helicopters” attack nobody: whether a noun is only a part of what another one says; 집회 직후 is none, since
    /// what it stands before says when.
    pub(super) fn is_part(&self, noun: usize) -> bool {
        let (grammar, frames) = (self.parties.grammar, self.finding.frames);
        grammar.above(noun).is_some_and(|(label, whole)| {
            label == Label::Modifier && !frames.is(grammar.lemma(whole), "@when")
        })
    }

    /// What stands with an event's word and with the verb that carries it, and how many of these are the word's own.
    pub(super) fn laid_out(
        &self,
        word: usize,
        noun: bool,
        carrier: Option<(usize, Carrier)>,
        attended: Option<usize>,
    ) -> (Vec<Argument>, usize) {
        let grammar = self.parties.grammar;
        let mut list = grammar.arguments(word);
        if !noun && grammar.marks(word).negated {
            list.push((Label::Negated, word));
        }
        // “claimed responsibility for a bombing that killed ten”
        if !noun {
            let mut subjects = list.iter().filter(|(label, _)| *label == Label::Subject);
            let claimed = subjects.find_map(|(_, deed)| self.claimed(*deed));
            list.extend(claimed.map(|somebody| (Label::Subject, somebody)));
        }
        let own = list.len();
        list.extend(attended.map(|subject| (Label::Subject, subject)));
        if let Some((verb, carrier)) = carrier {
            // Of what happens the noun is the subject: who else is one belongs to another clause.
            let owned = list.iter().any(|(label, _)| *label == Label::Owner);
            let apart = |label: &Label, part: usize| {
                let own = matches!(label, Label::Subject | Label::Own) && carrier == Carrier::Happens;
                let above = || grammar.above(part).map(|(_, above)| above);
                own && (owned || above().is_some_and(|above| above != verb))
            };
            let carried = grammar.arguments(verb).into_iter();
            let carried = carried.filter(|(label, part)| *part != word && !apart(label, *part));
            list.extend(carried.map(|(label, part)| match label {
                Label::Subject if carrier == Carrier::Undergoes => (Label::Object, part),
                label => (label, part),
            }));
        }
        (list, own)
    }

    /// 태국의 병력 증강: the frame of a verb that a noun stands for, whose object is compounded with it; the one that asks
    /// for most.
    pub(super) fn nominal(&self, word: usize) -> Option<Held<'_>> {
        let grammar = self.parties.grammar;
        let arguments = grammar.nominal(word);
        let whose = arguments.iter().find(|(label, _)| *label == Label::Subject)?.1;
        if !self.is(whose, ANYBODY) {
            return None;
        }
        let object = |condition: &Condition| {
            condition.path.as_slice() == [Label::Object] && !condition.words.is_empty() && !condition.not
        };
        let frames = self.finding.frames.of(grammar.lemma(word), false);
        let held = frames.filter(|frame| frame.conditions.iter().any(object)).filter_map(|frame| {
            let mut asked = Vec::new();
            let mut conditions = frame.conditions.iter();
            conditions
                .all(|condition| self.holds(condition, &arguments, &mut asked))
                .then_some((frame, asked))
        });
        // The first of equals.
        let (frame, asked) = held.min_by_key(|(frame, _)| std::cmp::Reverse(frame.asks()))?;
        let own = arguments.len();
        Some(Held { frame, word, noun: true, carrier: None, undergone: false, arguments, own, asked })
    }
}
