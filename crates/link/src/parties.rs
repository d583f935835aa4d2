//! Who the parties of events are: an actor of the world, or at least somebody of a state.

use avviso_record::{Actant, Entity, EventType, Record};
use avviso_text::Span;

use crate::World;
use crate::actor::{Kind, Office};
use crate::coding::{GOVERNMENT, again, at_home};
use crate::names::{folded, is_cased};
use crate::naming::{Found, words};
use crate::own::OWN;
use crate::world::ITSELF;

/// Sectors whose members are of their own state wherever they are, and of the one that a sentence is about.
const ORGANS: [&str; 5] = ["government", "military", "police", "legislature", "judiciary"];

/// Whether a part of society is one of a state's organs.
pub(crate) fn is_organ(sector: Option<&str>) -> bool {
    sector.is_some_and(|sector| ORGANS.contains(&sector))
}

/// Whether a sign of a state stands for it: in a compound (한미), or where a headline begins (日, 러시아 제재). 한 체육관 is
/// some hall.
fn is_sign(content: &str, sign: Span) -> bool {
    let (before, behind) = (&content[..sign.start as usize], &content[sign.end as usize..]);
    let beside = |char: char| char.is_alphanumeric() || "·ㆍ‧-".contains(char);
    let compound = before.ends_with(beside) || behind.starts_with(beside);
    let parts = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
    let begins = parts(before.trim_end_matches(' ').chars().next_back());
    let marked = behind.trim_start().starts_with(|char: char| !char.is_alphanumeric());
    compound || begins && marked
}

/// The code of bodies without a state that are no states' bodies.
const SOCIETY: &str = "NGO";

/// What is known about a party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Belonging {
    actor: Option<String>,
    country: Option<String>,
    code: Option<String>,
    sector: Option<String>,
}

impl World {
    /// Gives the parties of a record's events their actors, states, codes and sectors.
    ///
    /// An event none of whose parties is of a state or of a part of society is left out.
    /// A party belongs to the state that its own words name, or those of what hangs on it, or those by which the
    /// text calls it elsewhere; else it is coded by where the event takes place. Of `home` are the organs of a state whose readers
    /// need not be told which.
    pub(crate) fn link_events(&self, content: &str, record: &mut Record, home: Option<&str>) {
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
            self.settle(content, event, home);
            at_home(event, home);
            self.reach(content, event);
            // Who protests does so at home.
            if event.kind == EventType::Protest {
                self.leave_own(content, event, &record.entities);
            }
            true
        });
        record.events = events;
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
        let sector = sector.map(|sector| if sector == ITSELF { GOVERNMENT } else { sector });
        let entity = party.entity.and_then(|entity| record.entities.get(entity as usize));
        let linked = entity.and_then(|entity| entity.actor.as_deref()).and_then(|id| self.place(id));
        let sign = self.sign(name).filter(|_| is_sign(content, party.span));
        let sign = sign.map(|place| self.of_actor(place, true));
        let owner = party.owner.and_then(|owner| record.entities.get(owner as usize));
        let mut known = sign.unwrap_or_else(|| self.of_words(name));
        if let Some(state) = self.of_another_state(owner, &known) {
            known = state;
        }
        // “Albanians in Serbia” are coded by where they are; envoys are of the state that sends them.
        let organ = is_organ(sector);
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
        // 미 국무장관: a sign that the reader of names found before an office.
        if known.code.is_none()
            && let Some(state) = self.state_within(party, record)
        {
            known = self.of_actor(state, false);
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

    /// 몰도바의 선거관리위원회: whoever is of the state that owns it, and not the body of another state that is called so.
    fn of_another_state(&self, owner: Option<&Entity>, known: &Belonging) -> Option<Belonging> {
        let place = |id: Option<&str>| id.and_then(|id| self.place(id));
        let owner = place(owner?.actor.as_deref())?;
        let body = &self.actors()[place(known.actor.as_deref())?];
        let state = &self.actors()[owner];
        let other = state.kind == Kind::State
            && body.kind == Kind::Organisation
            && body.state.is_some()
            && body.state != state.state;
        other.then(|| self.of_actor(owner, false))
    }

    /// The state that a part of a party's name is a mention of.
    fn state_within(&self, party: &Actant, record: &Record) -> Option<usize> {
        let mut within = record.mentions.iter().filter(|mention| party.span.contains(mention.span));
        within.find_map(|mention| {
            let entity = record.entities.get(mention.entity as usize)?;
            let place = self.place(entity.actor.as_deref()?)?;
            let state = self.actors()[place].kind == Kind::State && mention.span.end < party.span.end;
            state.then_some(place)
        })
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
                // 모스크바 주재 영국 외교관: the nearest, where all that says more stands before a noun.
                let state = |name: &&Found<(usize, bool)>| self.actors()[name.whose.0].kind == Kind::State;
                let state =
                    if is_cased(text) { found.iter().find(state) } else { found.iter().rev().find(state) };
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
}
