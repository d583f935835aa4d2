//! The tables of the world, by name.

use std::collections::{BTreeMap, HashMap, HashSet};

use avviso_record::mentions::Class;
use avviso_text::is_han;

use crate::actor::{Actor, Kind, Office};
use crate::home::Press;
use crate::names::{bare, folded};
use crate::naming::{Found, names};
use crate::sounds::Sounds;

/// States, persons, organisations and outlets. Immutable; shared by threads.
#[derive(Debug, Default)]
pub struct World {
    pub(crate) actors: Vec<Actor>,
    /// The places of actors by a name that is compared.
    pub(crate) names: HashMap<String, Vec<usize>>,
    /// The same for the part of a person's name that news uses alone.
    pub(crate) families: HashMap<String, Vec<usize>>,
    /// The same for full names without one of their words.
    pub(crate) shorter: HashMap<String, Vec<usize>>,
    /// The same for what stands for a state's government: capitals, palaces.
    pub(crate) seats: HashMap<String, Vec<usize>>,
    /// The same for the words for a state's people.
    pub(crate) peoples: HashMap<String, Vec<usize>>,
    /// The same for bodies by their names without that of their state: “Foreign Ministry”, 외교부.
    pub(crate) bodies: HashMap<String, Vec<usize>>,
    /// How outlets write, by their ids.
    pub(crate) press: HashMap<String, Press>,
    /// The same for the signs by which states are called in compounds: 한미일.
    pub(crate) signs: HashMap<String, usize>,
    /// The first words of persons' names.
    pub(crate) given: HashSet<String>,
    /// What may stand behind a name within its word.
    pub(crate) affixes: HashSet<String>,
    /// Words that a name may stand behind, in small letters.
    pub(crate) articles: HashSet<String>,
    /// The articles that family names may be written with: al-Maliki.
    pub(crate) family_articles: HashSet<String>,
    /// Words for persons and bodies, with the part of society that they belong to.
    pub(crate) sectors: HashMap<String, String>,
    pub(crate) by_id: BTreeMap<String, usize>,
    pub(crate) sounds: Sounds,
}

/// The sector of words that stand for a state itself behind its name.
pub(crate) const ITSELF: &str = "state";

impl World {
    /// The place of the actor with this id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// A name as it is compared.
    pub(crate) fn key(&self, name: &str) -> String {
        folded(bare(name, &self.articles))
    }

    /// The names of the world in a text.
    pub(crate) fn names(&self, text: &str) -> Vec<Found<(usize, bool)>> {
        let known = |name: &str| self.called(name).or_else(|| self.signed(name));
        names(text, known, |affix| self.affixes.contains(affix))
    }

    /// The place of the state that a sign of a compound stands for: 한, 美.
    pub(crate) fn sign(&self, text: &str) -> Option<usize> {
        self.signs.get(text).copied()
    }

    /// The state whose Han sign a word is or begins with, as in headlines: 英 해군, 日정부. It is of that state, not it.
    fn signed(&self, word: &str) -> Option<(usize, bool)> {
        let mut chars = word.chars();
        let han = chars.next().filter(|char| is_han(*char))?;
        let alone = chars.next().is_none_or(|char| !is_han(char));
        self.sign(han.encode_utf8(&mut [0; 4])).filter(|_| alone).map(|place| (place, true))
    }

    /// The part of society that a word for persons or a body belongs to: the word's, or else that of its longest
    /// end or beginning that is known.
    pub(crate) fn sector(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        if let Some(sector) = self.sectors.get(&lower) {
            return Some(sector);
        }
        // Only where names may be followed within a word are words written together.
        let cuts: Vec<usize> = lower.char_indices().map(|(place, _)| place).skip(1).collect();
        let parts =
            || cuts.iter().map(|cut| &lower[*cut..]).chain(cuts.iter().rev().map(|cut| &lower[..*cut]));
        let known = |part: &str| self.sectors.get(part).map(String::as_str);
        if lower.is_ascii() { None } else { parts().find_map(known) }
    }

    /// The place of the one actor or state that is called so, or whose government a seat stands for, and whether
    /// it is its people that is called so.
    pub(crate) fn called(&self, name: &str) -> Option<(usize, bool)> {
        // “to go” is not Togo.
        if name.chars().next().is_some_and(char::is_lowercase) && !name.contains(char::is_uppercase) {
            return None;
        }
        let key = self.key(name);
        let one = |map: &HashMap<String, Vec<usize>>| match map.get(&key).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            Some(several) => {
                let mut states = several.iter().filter(|place| self.actors[**place].kind == Kind::State);
                states.next().filter(|_| states.next().is_none()).copied()
            }
            None => None,
        };
        // A capital that acts is the state's government.
        let named = one(&self.seats).or_else(|| one(&self.names)).map(|place| (place, false));
        named.or_else(|| one(&self.peoples).map(|place| (place, true)))
    }

    /// All actors, in the order of the tables.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.get(*self.by_id.get(id)?)
    }

    /// Whoever may be meant by what a person types: by an id the one who has it; else all who are called so; else all
    /// who have it as family name, capital, seat of government or people. A state goes before others of its name.
    pub fn all_called(&self, typed: &str) -> Vec<&Actor> {
        if let Some(actor) = self.actor(typed) {
            return vec![actor];
        }
        let key = self.key(typed);
        let named = |map: &HashMap<String, Vec<usize>>| map.get(&key).cloned().unwrap_or_default();
        let mut places: Vec<usize> = [&self.names, &self.seats].into_iter().flat_map(named).collect();
        if places.is_empty() {
            places = [&self.families, &self.peoples].into_iter().flat_map(named).collect();
        }
        let is_state = |place: &&usize| self.actors[**place].kind == Kind::State;
        if let [state] = places.iter().filter(is_state).copied().collect::<Vec<_>>().as_slice() {
            places = vec![*state];
        }
        places.sort_unstable();
        places.dedup();
        places.iter().map(|place| &self.actors[*place]).collect()
    }

    /// The one actor who is called so.
    ///
    /// Somebody called by the family name alone is whoever led a state on the day of publication, or else had an
    /// office then or soon after, if only one of that name did. A state that was taken for a person is found where
    /// the name is nobody's given name.
    pub fn find(&self, name: &str, class: Class, day: Option<&str>) -> Option<&Actor> {
        let key = self.key(name);
        let places = |map: &HashMap<String, Vec<usize>>| map.get(&key).cloned().unwrap_or_default();
        let fits = |place: &usize| match (self.actors[*place].kind, class) {
            (_, Class::Time) => false,
            // A name of several words, or with letters that few words have, says who it is, whatever it is taken for: Beyoncé.
            (Kind::Person, class) => {
                class == Class::Person || name.contains(' ') || class == Class::Other && !name.is_ascii()
            }
            (_, Class::Event) => false,
            // A body may be taken for a person, as its name is written; a state is not: Jordan, Chad.
            (kind, Class::Person) => !matches!(kind, Kind::State | Kind::Place),
            _ => true,
        };
        let mut called: Vec<usize> = places(&self.names).into_iter().filter(fits).collect();
        if class == Class::Person && called.iter().any(|place| self.actors[*place].kind == Kind::Person) {
            called.retain(|place| self.actors[*place].kind == Kind::Person);
        }
        match called.as_slice() {
            [one] => return self.actors.get(*one),
            // A state before a body or a capital of the same name: Georgia, Singapore.
            [_, ..] => {
                let mut states = called.iter().filter(|place| self.actors[**place].kind == Kind::State);
                return states.next().filter(|_| states.next().is_none()).map(|place| &self.actors[*place]);
            }
            [] => {}
        }
        let only = |places: Vec<usize>| match places.as_slice() {
            [one] => self.actors.get(*one),
            _ => None,
        };
        // “Syrians”, and “Hamid Albar”, whose full name has one word more.
        if class == Class::Person
            && let Some(found) = only(places(&self.peoples)).or_else(|| only(places(&self.shorter)))
        {
            return Some(found);
        }
        // “al-Maliki”: a family name with its article.
        if let Some((article, family)) = name.split_once('-').filter(|_| class == Class::Person)
            && self.family_articles.contains(&article.to_lowercase())
            && !family.contains(' ')
        {
            return self.find(family, class, day);
        }
        // 뉴욕 타임스(NYT: an abbreviation in brackets behind it.
        if let Some((before, _)) = name.split_once('(').filter(|(before, _)| !before.trim().is_empty()) {
            return self.find(before.trim(), class, day);
        }
        // “north-central Japan”
        if let Some((first, rest)) = name.split_once(' ')
            && first.chars().all(|char| char.is_ascii_lowercase() || char == '-')
        {
            return self.find(rest, class, day);
        }
        if matches!(class, Class::Organisation | Class::Place) {
            let found =
                self.by_government(name).or_else(|| self.by_end(name)).or_else(|| self.by_beginning(name));
            if found.is_some() {
                return found;
            }
        }
        if let Some(found) = self.with_affix(name).filter(|_| class != Class::Person) {
            return Some(found);
        }
        if name.chars().count() < 2 {
            return None;
        }
        // Who leads or led a state is known by the family name, whatever the model takes it for: “Clinton”, 무가베. What
        // is no name to it may be another word: “English”.
        if matches!(class, Class::Time | Class::Event) {
            return None;
        }
        if class != Class::Person {
            let leads = |actor: &&Actor| {
                let now =
                    |office: &Office| class != Class::Other || day.is_some_and(|day| office.held_on(day));
                let inner = name.chars().skip(1).any(char::is_uppercase) && name.contains(char::is_lowercase);
                inner || actor.offices.iter().any(|office| office.is_high() && now(office))
            };
            return (!name.contains(' ')).then(|| self.by_family(&key, day).filter(leads)).flatten();
        }
        // A family name that is also a given name may be anybody's: “Scott”.
        let sure = |actor: &&Actor| !self.given.contains(&key) || actor.offices.iter().any(Office::is_high);
        self.by_family(&key, day).filter(sure).or_else(|| self.misread(&key))
    }

    /// The person of a family name who led a state on a day (ISO 8601), or else the only one of the name who had an
    /// office then or soon got one.
    fn by_family(&self, key: &str, day: Option<&str>) -> Option<&Actor> {
        let (day, families) = (day?.get(..10)?, self.families.get(key)?);
        let one = |fits: &dyn Fn(&Office) -> bool| {
            let mut known = families.iter().filter(|place| self.actors[**place].offices.iter().any(fits));
            known.next().filter(|_| known.next().is_none()).map(|place| &self.actors[*place])
        };
        one(&|office| office.leads_state() && office.held_on(day))
            .or_else(|| one(&|office| office.held_on(day)))
            .or_else(|| one(&|office| office.held_on(&later(day)) || office.began_between(day, &later(day))))
            .or_else(|| one(&|office| office.left_between(&years_before(day), day)))
    }

    /// A state or place that was taken for a person, if nobody of the tables has its name as a given name.
    fn misread(&self, key: &str) -> Option<&Actor> {
        let places = self.names.get(key).filter(|_| !self.given.contains(key))?;
        let mut known =
            places.iter().filter(|place| matches!(self.actors[**place].kind, Kind::State | Kind::Place));
        known.next().map(|place| &self.actors[*place])
    }

    /// The state whose government is meant by its name or people and a word that stands for it: “the Chinese
    /// government”, 중국 정부.
    fn by_government(&self, name: &str) -> Option<&Actor> {
        let found = self.names(name);
        let [first] = found.as_slice() else { return None };
        let state = &self.actors[first.whose.0];
        let rest = name[first.span.end as usize..].trim();
        let first = bare(&name[..first.span.start as usize], &self.articles).trim().is_empty();
        (first && state.kind == Kind::State && self.sectors.get(rest).is_some_and(|sector| sector == ITSELF))
            .then_some(state)
    }

    /// The actor whose name begins a word that what may stand behind names ends: 미국에.
    fn with_affix(&self, name: &str) -> Option<&Actor> {
        if name.is_ascii() || name.contains(' ') {
            return None;
        }
        let found = self.names(name);
        let [one] = found.as_slice() else { return None };
        let whole = one.span.start == 0 && (one.span.end as usize) < name.len();
        whole.then(|| &self.actors[one.whose.0])
    }

    /// The body or outlet whose name stands at the end, behind whose or what it is: “Iran’s Fars News Agency”, 이란
    /// 국영 파스통신.
    fn by_end(&self, name: &str) -> Option<&Actor> {
        let found = self.names(name);
        let last = found.last().filter(|last| last.span.end as usize == name.len() && last.span.start > 0)?;
        let actor = &self.actors[last.whose.0];
        let before = name[..last.span.start as usize].trim_end();
        let owns = found.iter().any(|owner| {
            let behind = before.get(owner.span.end as usize..).unwrap_or_default();
            self.actors[owner.whose.0].kind == Kind::State
                && owner.span.start == 0
                && behind.split(' ').next().is_some_and(|affix| !affix.is_empty() || !name.is_ascii())
        });
        // 인도네시아 해경 is not the one that is called so at home.
        let theirs = |owner: &Found<(usize, bool)>| {
            let owner = &self.actors[owner.whose.0];
            owner.kind != Kind::State || actor.state.is_none() || actor.state == owner.state
        };
        let owns = owns && found.iter().all(theirs);
        (owns && matches!(actor.kind, Kind::Organisation | Kind::Outlet)).then_some(actor)
    }

    /// The body or outlet whose name stands before what it is, in small letters: “the Xinhua news agency”.
    pub(crate) fn by_beginning(&self, name: &str) -> Option<&Actor> {
        let (first, what) = name.split_once(|char: char| char.is_ascii_whitespace())?;
        let small = |word: &str| word.chars().all(|char| char.is_ascii_lowercase());
        let all_small = what.split(' ').all(small) && !small(first);
        let places = self.names.get(&self.key(first)).filter(|_| all_small)?;
        let [one] = places.as_slice() else { return None };
        let actor = &self.actors[*one];
        let last = what.rsplit(' ').next().unwrap_or(what);
        let same = [what, last]
            .iter()
            .any(|word| self.sectors.get(*word).is_some_and(|sector| Some(sector) == actor.sector.as_ref()));
        (same && matches!(actor.kind, Kind::Organisation | Kind::Outlet)).then_some(actor)
    }

    /// The state for whose government a capital or a palace stands.
    pub fn government(&self, seat: &str) -> Option<&Actor> {
        let places = self.seats.get(&self.key(seat))?;
        let mut states: Vec<usize> = places.clone();
        states.dedup();
        match states.as_slice() {
            [one] => self.actors.get(*one),
            _ => None,
        }
    }
}

/// A day two years after a day (ISO 8601): candidates are known before they are elected.
fn later(day: &str) -> String {
    moved(day, 2)
}

/// A day so many years before that who left an office since is still in the news.
fn years_before(day: &str) -> String {
    moved(day, -8)
}

fn moved(day: &str, years: i32) -> String {
    let (year, rest) = day.split_at(day.len().min(4));
    year.parse::<i32>().map_or_else(|_| day.to_owned(), |year| format!("{:04}{rest}", year + years))
}
