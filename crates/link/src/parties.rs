//! Who the parties of events are: an actor of the world, or at least somebody of a state.

use avviso_record::mentions::Class;
use avviso_record::{Actant, Entity, Event, EventType, Record};
use avviso_text::Span;

use crate::World;
use crate::actor::{Kind, Office};
use crate::names::folded;
use crate::naming::words;
use crate::own::OWN;
use crate::world::ITSELF;

/// Sectors whose members are of their own state wherever they are, and of the one that a sentence is about.
const ORGANS: [&str; 5] = ["government", "military", "police", "legislature", "judiciary"];

/// The code of bodies without a state that are no states' bodies.
const SOCIETY: &str = "NGO";

/// What may be done to one's own country.
const FORCES: [EventType; 4] =
    [EventType::Assault, EventType::Coerce, EventType::Sanction, EventType::Accuse];

/// What is known about a party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Belonging {
    actor: Option<String>,
    country: Option<String>,
    code: Option<String>,
    sector: Option<String>,
}

/// Who is sentenced or arrested by courts or police of a state is coded by it, named or not.
fn judged(event: &mut Event) {
    let power = matches!(event.kind, EventType::Sanction | EventType::Coerce);
    let organ = |party: &&Actant| party.sector.as_deref().is_some_and(|sector| ORGANS.contains(&sector));
    let Some(code) = event.actor.iter().filter(|_| power).find(organ).and_then(|party| party.code.clone())
    else {
        return;
    };
    for party in event.recipient.iter_mut().filter(|party| party.named && party.code.is_none()) {
        party.code = Some(code.clone());
    }
}

/// “students marched against the government”: it is theirs.
fn own_government(event: &mut Event) {
    let mut codes = event.actor.iter().filter(|_| event.kind == EventType::Protest).map(|actor| &actor.code);
    let Some(code) = codes.next().filter(|code| codes.all(|other| other == *code)).cloned().flatten() else {
        return;
    };
    let organ = |party: &&mut Actant| party.sector.as_deref().is_some_and(|sector| ORGANS.contains(&sector));
    for party in event.recipient.iter_mut().filter(organ).filter(|party| party.code.is_none()) {
        (party.code, party.country) = (Some(code.clone()), Some(code.clone()));
    }
}

/// “The envoy”, said of the envoy of the United Nations before: a person who is called by one word only is of the state
/// of the last one before who was called so, too.
fn again(content: &str, entities: &[Entity], events: &mut [Event]) {
    let last = |party: &Actant| {
        let name = party.span.of(content);
        words(name).last().map(|word| folded(word.of(name)))
    };
    let mut before: Vec<(u32, String, Belonging)> = Vec::new();
    for party in events.iter_mut().flat_map(Event::parties_mut) {
        if let (Some(word), Some(_)) = (last(party), &party.code) {
            let known = Belonging {
                country: party.country.clone(),
                code: party.code.clone(),
                ..Belonging::default()
            };
            before.push((party.span.start, word, known));
        }
    }
    before.sort_by_key(|(start, ..)| *start);
    for party in events.iter_mut().flat_map(Event::parties_mut) {
        let entity = party.entity.and_then(|entity| entities.get(entity as usize));
        let person = entity.is_some_and(|entity| entity.class == Class::Person);
        let single = words(party.span.of(content)).len() == 1 && !party.named && party.code.is_none();
        let Some(word) = last(party).filter(|_| single && person) else { continue };
        let same =
            |(start, known, _): &&(u32, String, Belonging)| *start < party.span.start && *known == word;
        if let Some((_, _, known)) = before.iter().rev().find(same) {
            (party.country, party.code) = (known.country.clone(), known.code.clone());
        }
    }
}

impl World {
    /// Gives the parties of a record's events their actors, states, codes and sectors.
    ///
    /// An event none of whose parties is of a state or of a part of society is left out.
    /// A party belongs to the state that its own words name, or those of what hangs on it, or those by which the
    /// text calls it elsewhere; else it is coded by where the event takes place.
    pub(crate) fn link_events(&self, content: &str, record: &mut Record) {
        let mut events = std::mem::take(&mut record.events);
        for event in &mut events {
            for party in event.parties_mut() {
                let known = self.belonging(content, party, record);
                party.actor = known.actor;
                party.country = known.country;
                party.code = known.code;
                party.sector = known.sector;
            }
        }
        again(content, &record.entities, &mut events);
        // Who is of no state and of no part of society is nobody that events are told of.
        events.retain_mut(|event| {
            let known = |party: &mut Actant| party.code.is_some() || party.sector.is_some();
            let parties = event.actor.len() + event.recipient.len();
            let placed = event.place.as_ref().is_some_and(|place| place.country.is_some());
            if parties > 0 && !placed && !event.actor.iter_mut().chain(&mut event.recipient).any(known) {
                return false;
            }
            self.leave_own(content, event, &record.entities);
            self.settle(content, event);
            // Who protests does so at home.
            if event.kind == EventType::Protest {
                self.leave_own(content, event, &record.entities);
            }
            true
        });
        record.events = events;
    }

    fn leave_own(&self, content: &str, event: &mut Event, entities: &[Entity]) {
        let recipients = std::mem::take(&mut event.recipient);
        let others = |party: &Actant| !self.is_own(content, event, party, entities);
        event.recipient = recipients.into_iter().filter(others).collect();
    }

    /// Whether a recipient is the actor again, or a place in its state: “moves tanks to its border”. Force may be used
    /// at home, and a people spoken to.
    fn is_own(&self, content: &str, event: &Event, recipient: &Actant, entities: &[Entity]) -> bool {
        let place = recipient.actor.as_deref().and_then(|id| self.place(id));
        let entity = recipient.entity.and_then(|entity| entities.get(entity as usize));
        let state = self.names.contains_key(&self.key(recipient.span.of(content)));
        let people = !state && entity.is_some_and(|entity| entity.class == Class::Person);
        let land = place.is_some_and(|place| self.actors()[place].kind == Kind::Place)
            || !people && self.is_land(content, recipient);
        // Troops leave places, and are readied there.
        let leaves = matches!(event.kind, EventType::Retreat | EventType::Mobilize);
        if leaves && !people && self.is_within(content, recipient) {
            return true;
        }
        let home = land && !FORCES.contains(&event.kind) && !event.actor.is_empty();
        let same = |actor: &Actant| actor.actor.is_some() && actor.actor == recipient.actor;
        event.actor.iter().any(same) && event.actor.len() == 1
            || home && event.actor.iter().all(|actor| actor.code == recipient.code)
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
        let [found] = whole.as_slice() else { return false };
        let rest = name[found.span.end as usize..].trim_start_matches(|char: char| !char.is_alphanumeric());
        let alone = found.span.start == 0
            && (rest.is_empty() || self.affixes.contains(&name[found.span.end as usize..]));
        alone && self.actors()[found.whose.0].kind == Kind::State
    }

    fn belonging(&self, content: &str, party: &Actant, record: &Record) -> Belonging {
        let name = party.span.of(content);
        let sector = words(name).into_iter().rev().find_map(|word| self.sector(word.of(name)));
        // “the opposition candidate Ida Lund”
        let titled = || {
            let before = party.phrase.of(content).split(name).next().unwrap_or_default();
            words(before).into_iter().rev().find_map(|word| self.sector(word.of(before)))
        };
        let sector = sector.or_else(|| party.named.then(titled).flatten());
        let sector = sector.map(|sector| if sector == ITSELF { "government" } else { sector });
        let entity = party.entity.and_then(|entity| record.entities.get(entity as usize));
        let linked = entity.and_then(|entity| entity.actor.as_deref()).and_then(|id| self.place(id));
        // A sign stands for a state only within a compound.
        let beside =
            |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || "·ㆍ‧-".contains(char));
        let compound = beside(content[..party.span.start as usize].chars().next_back())
            || beside(content[party.span.end as usize..].chars().next());
        let sign = self.sign(name).filter(|_| compound).map(|place| self.of_actor(place, true));
        let owner = party.owner.and_then(|owner| record.entities.get(owner as usize));
        let mut known = sign.unwrap_or_else(|| self.of_words(name));
        // “Albanians in Serbia” are coded by where they are; envoys are of the state that sends them.
        let organ = sector.is_some_and(|sector| ORGANS.contains(&sector));
        let behind = party.phrase.of(content).strip_prefix(name).map(|behind| self.of_words(behind));
        if let (None, Some(Belonging { country: Some(country), .. })) = (&known.actor, behind)
            && known.code.is_some()
            && !organ
        {
            known.code = Some(country.clone());
            known.country = Some(country);
        }
        if let (None, Some(place)) = (&known.actor, linked)
            && (known.code.is_none() || self.actors()[place].kind != Kind::State)
        {
            known = self.of_actor(place, true);
        }
        if known.code.is_none() && sector.is_some() {
            known.country = self.of_family(name);
            known.code = known.country.clone();
        }
        let named = |entity: Option<&Entity>| entity.map_or("", |entity| entity.name.as_str()).to_owned();
        for text in [party.phrase.of(content), &named(entity), &named(owner)] {
            if known.code.is_none() {
                known = self.of_words(text);
                known.actor = None;
            }
        }
        if party.named && known.actor.is_none() {
            let alone = entity.and_then(|entity| entity.actor.clone());
            known.actor = alone.filter(|id| id.starts_with(OWN));
        }
        known.sector = sector.map(str::to_owned).or(known.sector);
        known
    }

    /// The state that all those led whose family name stands in a name with a title: “President Bush”, whichever.
    fn of_family(&self, name: &str) -> Option<String> {
        let leads = |place: &usize| {
            let actor = &self.actors()[*place];
            actor.offices.iter().any(Office::leads_state).then(|| actor.state.clone()).flatten()
        };
        let long = |word: &Span| word.of(name).chars().count() > 1;
        let family = |word: Span| self.families.get(&folded(word.of(name)));
        let mut states: Vec<String> =
            words(name).into_iter().filter(long).filter_map(family).flatten().filter_map(leads).collect();
        states.sort_unstable();
        states.dedup();
        if states.len() == 1 { states.pop() } else { None }
    }

    /// What the words of a noun phrase say: whoever is named by its end, or else first.
    fn of_words(&self, text: &str) -> Belonging {
        let found = self.names(text);
        let end = text.trim_end_matches(|char: char| !char.is_alphanumeric()).len() as u32;
        let last = found.last().filter(|name| name.span.end >= end);
        // “인도네시아 해경”: a body that many states call so is that of the state before it.
        let of_another = last.and_then(|last| {
            let before = found.iter().rev().find(|name| name.span.end < last.span.start)?;
            let [owner, body] = [before, last].map(|name| &self.actors()[name.whose.0]);
            let beside = text[before.span.end as usize..last.span.start as usize].trim().is_empty();
            let other =
                owner.kind == Kind::State && body.kind == Kind::Organisation && body.state != owner.state;
            // So is a society of a state that is called as the one of all states: “Danish Red Cross”.
            let society = body.code.as_deref() == Some(SOCIETY) && owner.kind == Kind::State;
            (beside && (other && body.state.is_some() || society)).then_some(before.whose.0)
        });
        if let Some(state) = of_another {
            return self.of_actor(state, false);
        }
        match (last, found.first()) {
            (Some(last), _) => self.of_actor(last.whose.0, !last.whose.1),
            // “Chinese officials”: they are of China, and not China. “라자루스 말라위 대통령”: of the state that is named.
            (None, Some(first)) => {
                let state = found.iter().find(|name| self.actors()[name.whose.0].kind == Kind::State);
                self.of_actor(state.unwrap_or(first).whose.0, false)
            }
            (None, None) => Belonging::default(),
        }
    }

    fn of_actor(&self, place: usize, itself: bool) -> Belonging {
        let actor = &self.actors()[place];
        let code = actor.code.clone().or_else(|| actor.state.clone());
        Belonging {
            actor: itself.then(|| actor.id.clone()),
            country: actor.state.clone().filter(|state| code.as_ref() == Some(state)),
            code,
            sector: actor.sector.clone().filter(|_| itself),
        }
    }

    /// Whoever has no state is coded by the state that the event takes place in, or else by the only one that its
    /// sentence names, as coders of events do; organs of a state are taken to be of that one.
    fn settle(&self, content: &str, event: &mut Event) {
        judged(event);
        own_government(event);
        if event.parties_mut().all(|party| party.code.is_some()) {
            return;
        }
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
        for party in event.parties_mut().filter(open) {
            let organ = party.sector.as_deref().is_some_and(|sector| ORGANS.contains(&sector));
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
