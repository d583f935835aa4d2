//! States of parties that their own words do not tell, and recipients that are none.

use avviso_record::mentions::Class;
use avviso_record::{Actant, Entity, Event, EventType};
use avviso_text::Span;

use crate::World;
use crate::actor::Kind;
use crate::names::folded;
use crate::naming::{Found, words};
use crate::parties::is_organ;

/// What is always done to somebody.
const BETWEEN: [EventType; 9] = [
    EventType::Agree,
    EventType::Support,
    EventType::Concede,
    EventType::Aid,
    EventType::Request,
    EventType::Accuse,
    EventType::Reject,
    EventType::Threaten,
    EventType::Sanction,
];

/// What a state does for another one, or promises it.
const GIVES: [EventType; 3] = [EventType::Agree, EventType::Support, EventType::Aid];

/// The sector of who speaks for a state as a whole.
pub(crate) const GOVERNMENT: &str = "government";

/// What may be done to one's own country.
const FORCES: [EventType; 4] =
    [EventType::Assault, EventType::Coerce, EventType::Sanction, EventType::Accuse];

/// Who is sentenced or arrested by courts or police of a state is coded by it, named or not.
fn judged(event: &mut Event) {
    let power = matches!(event.kind, EventType::Sanction | EventType::Coerce);
    let organ = |party: &&Actant| is_organ(party.sector.as_deref());
    let Some(code) = event.actor.iter().filter(|_| power).find(organ).and_then(|party| party.code.clone())
    else {
        return;
    };
    for party in event.recipient.iter_mut().filter(|party| party.named && party.code.is_none()) {
        party.code = Some(code.clone());
    }
}

/// Parties that stand so near each other are members of one list, in bytes.
const BESIDE: u32 = 12;

/// 미국 재무부와 상무부: a member of a list is of the state of the one right before it, if nothing tells another.
fn listed(parties: &mut [Actant]) {
    parties.sort_by_key(|party| party.span.start);
    for place in 1..parties.len() {
        let (before, party) = (&parties[place - 1], &parties[place]);
        let near = party.span.start.saturating_sub(before.span.end) <= BESIDE;
        if near && party.code.is_none() && !party.named && !party.nowhere {
            let code = before.code.clone();
            parties[place].code = code;
        }
    }
}

/// “students marched against the government”: it is theirs.
fn own_government(event: &mut Event) {
    let mut codes = event.actor.iter().filter(|_| event.kind == EventType::Protest).map(|actor| &actor.code);
    let Some(code) = codes.next().filter(|code| codes.all(|other| other == *code)).cloned().flatten() else {
        return;
    };
    let organ = |party: &&mut Actant| is_organ(party.sector.as_deref());
    for party in event.recipient.iter_mut().filter(organ).filter(|party| party.code.is_none()) {
        (party.code, party.country) = (Some(code.clone()), Some(code.clone()));
    }
}

/// “The envoy”, said of the envoy of the United Nations before: a person who is called by one word only is of the state
/// of the last one before who was called so, too.
pub(crate) fn again(content: &str, entities: &[Entity], events: &mut [Event]) {
    let last = |party: &Actant| {
        let name = party.span.of(content);
        words(name).last().map(|word| folded(word.of(name)))
    };
    let mut before: Vec<(u32, String, Option<String>, Option<String>)> = Vec::new();
    for party in events.iter_mut().flat_map(Event::parties_mut).filter(|party| party.code.is_some()) {
        if let Some(word) = last(party) {
            before.push((party.span.start, word, party.country.clone(), party.code.clone()));
        }
    }
    before.sort_by_key(|(start, ..)| *start);
    for party in events.iter_mut().flat_map(Event::parties_mut).filter(|party| party.code.is_none()) {
        let entity = party.entity.and_then(|entity| entities.get(entity as usize));
        let person = entity.is_some_and(|entity| entity.class == Class::Person);
        let single = words(party.span.of(content)).len() == 1 && !party.named;
        let Some(word) = last(party).filter(|_| single && person) else { continue };
        let mut same =
            before.iter().rev().filter(|(start, known, ..)| *start < party.span.start && *known == word);
        if let Some((_, _, country, code)) = same.next() {
            (party.country, party.code) = (country.clone(), code.clone());
        }
    }
}

impl World {
    /// Leaves out the recipients that are none.
    pub(crate) fn leave_own(&self, content: &str, event: &mut Event, entities: &[Entity]) {
        let recipients = std::mem::take(&mut event.recipient);
        let others = |party: &Actant| !self.is_own(content, event, party, entities);
        event.recipient = recipients.into_iter().filter(others).collect();
        // Forces are readied by states, and what several agree on is theirs: others without a state have no part in it.
        let several = event.kind == EventType::Agree && event.actor.len() > 1;
        if several || event.kind == EventType::Mobilize {
            event.recipient.retain(|party| party.code.is_some());
        }
    }

    /// Whether a recipient is the actor again, or a place in its state: “moves tanks to its border”. Force may be used
    /// at home, and a people spoken to.
    fn is_own(&self, content: &str, event: &Event, recipient: &Actant, entities: &[Entity]) -> bool {
        let place = recipient.actor.as_deref().and_then(|id| self.place(id));
        let entity = recipient.entity.and_then(|entity| entities.get(entity as usize));
        let state = self.names.contains_key(&self.key(recipient.span.of(content)));
        let people = !state && entity.is_some_and(|entity| entity.class == Class::Person);
        let land = state && place.is_some_and(|place| self.actors()[place].kind == Kind::Place)
            || !people && self.is_land(content, recipient);
        // Troops leave places, and are readied there.
        let leaves = matches!(event.kind, EventType::Retreat | EventType::Mobilize);
        let same_state =
            event.actor.iter().all(|actor| actor.code == recipient.code) && !event.actor.is_empty();
        let there = entity.is_some_and(|entity| entity.class == Class::Place) && same_state;
        if leaves && !people && (there || self.is_within(content, recipient)) {
            return true;
        }
        let home = land && !FORCES.contains(&event.kind) && !event.actor.is_empty();
        let same = |actor: &Actant| actor.actor.is_some() && actor.actor == recipient.actor;
        event.actor.iter().any(same) || home && event.actor.iter().all(|actor| actor.code == recipient.code)
    }

    /// Whether a party is told by a place within a state: “Kismayo”, “southern Lebanon”.
    fn is_within(&self, content: &str, party: &Actant) -> bool {
        let name = party.span.of(content);
        let place =
            party.actor.as_deref().and_then(|id| self.place(id)).map(|place| self.actors()[place].kind);
        let part = name.split_once(' ').is_some_and(|(first, rest)| {
            first.chars().all(char::is_lowercase) && self.names.contains_key(&self.key(rest))
        });
        let seat = self.seats.contains_key(&self.key(name));
        place == Some(Kind::Place) || place == Some(Kind::State) && (part || seat)
    }

    /// Whether a party is told by nothing but the name of a state, its people or its seat of government.
    fn is_land(&self, content: &str, party: &Actant) -> bool {
        let name = party.span.of(content);
        let whole = self.names(name);
        // 조지아 트빌리시: a place of the state before it.
        let place = |found: &Found<(usize, bool)>| self.actors()[found.whose.0].kind == Kind::Place;
        let whole = match whole.as_slice() {
            [state, rest @ ..] if rest.iter().all(place) => vec![*state],
            _ => whole,
        };
        let [found] = whole.as_slice() else { return false };
        let rest = name[found.span.end as usize..].trim_start_matches(|char: char| !char.is_alphanumeric());
        let alone = found.span.start == 0
            && (rest.is_empty() || self.affixes.contains(&name[found.span.end as usize..]));
        alone && self.actors()[found.whose.0].kind == Kind::State
    }

    /// Who stands at one end of what is always done by somebody to somebody else, where the words around it tell only
    /// the other end: the only other state or body that the sentence names.
    pub(crate) fn reach(&self, content: &str, event: &mut Event) {
        // Tariffs are nobody whom somebody threatens.
        let thing = |party: &Actant| {
            party.code.is_none() && party.sector.is_none() && !party.named && party.entity.is_none()
        };
        let things = event.recipient.iter().all(thing);
        let (ends, open) = match (event.actor.as_slice(), event.recipient.as_slice()) {
            (actors, _) if things && !actors.is_empty() => (actors, true),
            ([], recipients @ [_]) => (recipients, false),
            _ => return,
        };
        if !BETWEEN.contains(&event.kind) || ends.iter().any(|end| end.code.is_none()) {
            return;
        }
        let Some(other) = self.only_other(content, event, ends) else { return };
        if open { event.recipient = vec![other] } else { event.actor.push(other) }
    }

    /// The only state or body named in an event's sentence, besides one end of it and where it took place. A seat of
    /// government is mostly where something is said.
    fn only_other(&self, content: &str, event: &Event, ends: &[Actant]) -> Option<Actant> {
        let start = event.sentence.start;
        let place = event.place.as_ref().map(|place| place.span);
        let mut only: Option<(Span, &str)> = None;
        for found in self.names(event.sentence.of(content)) {
            let span = Span { start: start + found.span.start, end: start + found.span.end };
            // A full stop behind the last word is none of it; U.S. has its own.
            let stop = span.of(content).strip_suffix('.').filter(|name| !name.contains('.'));
            let span = Span { end: span.end - u32::from(stop.is_some()), ..span };
            let actor = &self.actors()[found.whose.0];
            let own = |code: &str| ends.iter().any(|end| end.code.as_deref() == Some(code));
            let code = actor.code.as_deref().or(actor.state.as_deref()).filter(|code| !own(code));
            let beside = || ends.iter().any(|end| end.phrase.overlaps(span));
            let seat = || self.seats.contains_key(&self.key(span.of(content)));
            let Some(code) = code.filter(|_| !beside() && !seat()) else { continue };
            if place.is_some_and(|place| place.overlaps(span)) {
                continue;
            }
            match only {
                Some((_, known)) if known != code => return None,
                Some(_) => {}
                None => only = Some((span, code)),
            }
        }
        let (span, code) = only?;
        let (entity, owner, actor, country, sector) = (None, None, None, None, None);
        let (phrase, code, named, nowhere) = (span, Some(code.to_owned()), true, false);
        Some(Actant { span, phrase, named, nowhere, entity, owner, actor, country, code, sector })
    }

    /// “Chad restored relations with the emirate”: an organ of a state that its words do not tell is of the only one named in
    /// the sentence besides that of the other end.
    fn opposite(&self, content: &str, event: &mut Event) {
        let named = self.names(event.sentence.of(content));
        let states = named.iter().map(|found| &self.actors()[found.whose.0]);
        let states = states.filter(|actor| actor.kind == Kind::State).filter_map(|actor| actor.state.clone());
        let mut states: Vec<String> = states.collect();
        states.sort_unstable();
        states.dedup();
        let of =
            |parties: &[Actant]| parties.iter().filter_map(|party| party.code.clone()).collect::<Vec<_>>();
        let (actors, recipients) = (of(&event.actor), of(&event.recipient));
        let together = event.actor.len() > 1 && event.recipient.is_empty();
        let recipients = if together { actors.clone() } else { recipients };
        for (parties, others) in [(&mut event.actor, recipients), (&mut event.recipient, actors)] {
            let mut rest = states.iter().filter(|state| !others.contains(state));
            let Some(only) = rest.next().filter(|_| rest.next().is_none() && !others.is_empty()) else {
                continue;
            };
            let open = |party: &&mut Actant| {
                let government = party.sector.as_deref() == Some(GOVERNMENT);
                party.code.is_none() && !party.nowhere && !party.named && government
            };
            for party in parties.iter_mut().filter(open) {
                party.code = Some(only.clone());
            }
        }
    }

    /// Whoever has no state is coded by the state that the event takes place in, or else by the only one that its
    /// sentence names, as coders of events do; organs of a state are taken to be of that one.
    pub(crate) fn settle(&self, content: &str, event: &mut Event, home: Option<&str>) {
        judged(event);
        own_government(event);
        if event.parties_mut().all(|party| party.code.is_some()) {
            return;
        }
        listed(&mut event.actor);
        listed(&mut event.recipient);
        self.opposite(content, event);
        let mut alone = true;
        let Some(here) = event.place.as_ref().and_then(|place| place.country.clone()).or_else(|| {
            let named = self.names(event.sentence.of(content));
            let states = named.into_iter().filter_map(|found| self.actors()[found.whose.0].state.clone());
            let mut states: Vec<String> =
                states.chain(event.parties_mut().filter_map(|party| party.country.clone())).collect();
            let first = states.first().cloned();
            states.sort_unstable();
            states.dedup();
            // The state that the sentence begins with, if whoever does it is of no other.
            let mut actors = event.actor.iter().map(|party| party.country.as_ref()).peekable();
            let of_first =
                first.is_some() && actors.peek().is_some() && actors.all(|state| state == first.as_ref());
            alone = states.len() == 1;
            if alone || of_first { first } else { None }
        }) else {
            return;
        };
        // A person whom only a name tells may be of anywhere.
        let open = |party: &&mut Actant| {
            party.code.is_none() && !party.nowhere && (!party.named || party.sector.is_some())
        };
        // 정부, 가나에 쌀 지원키로: no government gives its own state anything; one of an outlet's home does all else, too, to
        // another state.
        let state = |party: &Actant| party.code.as_ref() == Some(&here) && self.is_land(content, party);
        let itself = |party: &Actant| {
            let place = party.actor.as_deref().and_then(|id| self.place(id));
            place.is_some_and(|place| self.actors()[place].kind == Kind::State)
        };
        let abroad = home.is_some_and(|home| home != here);
        let gives = GIVES.contains(&event.kind);
        let given = event.recipient.iter().any(|party| state(party) && (gives || abroad && itself(party)));
        let giver = |party: &Actant| given && party.sector.as_deref() == Some(GOVERNMENT);
        for party in event.parties_mut().filter(open) {
            if giver(party) {
                continue;
            }
            let organ = is_organ(party.sector.as_deref());
            if !organ && !alone {
                continue;
            }
            if organ {
                party.country = Some(here.clone());
            }
            party.code = Some(here.clone());
        }
    }
}

/// 정부는, 국회는: organs whose state nothing tells are those of the state whose readers the text is for.
pub(crate) fn at_home(event: &mut Event, home: Option<&str>) {
    let Some(home) = home else { return };
    let open = |party: &&mut Actant| {
        party.code.is_none() && !party.nowhere && !party.named && is_organ(party.sector.as_deref())
    };
    for party in event.parties_mut().filter(open) {
        (party.code, party.country) = (Some(home.to_owned()), Some(home.to_owned()));
    }
}
