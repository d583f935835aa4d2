//! The entity that a noun stands for although nothing in the text joins them: “the company” of a report, the
//! “ministry” of a headline, “a judge” who is named later.

use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;
use crate::mentions::{Class, Entity};
use crate::people::{People, Phrase};

/// How a noun points to what it stands for.
#[derive(PartialEq, Eq)]
enum Pointer {
    Definite,
    Indefinite,
    /// As headlines have it.
    Bare,
}

impl People<'_> {
    /// The place of the entity that the noun `head` stands for, if that is another one than its own.
    pub(crate) fn backing(&self, phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> Option<usize> {
        let words = phrase.words;
        let aged = |word: usize| lexicon.is("aged", &words.form(word).to_lowercase());
        let node = words.node(head).filter(|node| matches!(node.upos, "NOUN" | "PROPN") || aged(head))?;
        let noun = node.lemma.to_lowercase();
        let written = self.in_capitals(words.form(head));
        if written.is_some() {
            return written;
        }
        let first = words.form(phrase.of(head).start).to_lowercase();
        let pointer = match () {
            () if lexicon.is("definite", &first) => Pointer::Definite,
            () if lexicon.is("article", &first) => Pointer::Indefinite,
            () => Pointer::Bare,
        };
        let mut modifiers: Vec<String> = Vec::new();
        let mut narrowed = false;
        for word in phrase.of(head) {
            let Some(below) = words.node(word).filter(|node| node.head == Some(head)) else { continue };
            match universal(below.deprel) {
                "amod" | "compound" => modifiers.push(below.lemma.to_lowercase()),
                // “the official, who …”: what is only told besides does not say which one.
                "acl" if is_set_off(words, word) => {}
                // Nor does an age.
                "nummod" if aged(head) => {}
                "nmod" | "acl" | "nummod" | "appos" => narrowed = true,
                _ => {}
            }
        }
        let plural = node.feats.contains("Number=Plur");
        if plural && pointer != Pointer::Definite {
            return None;
        }
        let place = (phrase.place.paragraph, head + phrase.place.offset);
        let own = self.entities.of_head(place.0, place.1).map(|mention| mention.entity);
        let known = |entity: &Entity| {
            let told = |word: &String| entity.is_called(word) || entity.seen.contains(word);
            entity.is_called(&noun) && modifiers.iter().all(told) && entity.plural == plural
        };
        if pointer == Pointer::Indefinite {
            // Who is named later by this title alone: “A judge …”, “Judge Otis Farrow”.
            let holds = |entity: &Entity| {
                entity.class == Class::Person
                    && entity.is_named()
                    && !entity.roles.is_empty()
                    && entity.roles.iter().all(|role| *role == noun)
            };
            let mut later = self.after(place).filter(|entity| holds(&self.entities.list[*entity]));
            let only = later.next()?;
            return (later.next().is_none() && lexicon.is("title", &noun) && modifiers.is_empty())
                .then_some(only);
        }
        if narrowed {
            return None;
        }
        let office = lexicon.is("title", &noun) || lexicon.is("body", &noun) || lexicon.is("role", &noun);
        let named = |entity: &usize| {
            let entity = &self.entities.list[*entity];
            entity.is_named() && office && known(entity)
        };
        // “ministry” is the metalworkers' one if that is described more fully.
        let described = |place: &usize| {
            let entity = &self.entities.list[*place];
            let longer = |name: &str| name.split(' ').count() > modifiers.len() + 1;
            !entity.is_named() && Some(*place) != own && office && known(entity) && longer(&entity.name)
        };
        let found = self.before(place).find(named).or_else(|| self.after(place).find(named));
        if found.is_some() {
            return found;
        }
        if pointer == Pointer::Definite && is_aged(phrase, head, lexicon) {
            return self.aged(place, (&noun, aged(head)));
        }
        let plain = pointer == Pointer::Definite && modifiers.is_empty() && !plural;
        let called = if plain { self.ending_so(place, &noun) } else { None };
        if called.is_some() {
            return called;
        }
        let general = pointer == Pointer::Definite && lexicon.is("any-body", &noun) && modifiers.is_empty();
        let body = |place: &usize| {
            let entity = &self.entities.list[*place];
            entity.is_named() && entity.class == Class::Organisation
        };
        // A name of several words that the model takes for neither a person nor a place may be a body's.
        let thing = |place: &usize| {
            let entity = &self.entities.list[*place];
            let unlike = entity.class == Class::Person && entity.gender().is_none()
                || entity.class == Class::Place && !lexicon.is("world-place", &entity.name);
            (matches!(entity.class, Class::Other | Class::Event) || unlike)
                && entity.names.iter().any(|name| name.len() > 1)
        };
        let placed = |place: &usize| self.entities.list[*place].class == Class::Place;
        let speaks = |place: &usize| {
            let entity = &self.entities.list[*place];
            entity.is_named() && entity.gender().is_none()
        };
        let spoke = self.last_speaker.as_ref().and_then(|party| party.entity).map(|entity| entity as usize);
        spoke
            .filter(|spoke| general && (body(spoke) || speaks(spoke)))
            .or_else(|| self.before(place).find(|place| general && body(place)))
            .or_else(|| self.before(place).find(|place| general && thing(place) && !placed(place)))
            .or_else(|| self.before(place).find(|place| general && thing(place)))
            .or_else(|| self.before(place).find(described))
            .or_else(|| self.after(place).find(described).filter(|_| pointer == Pointer::Bare))
    }

    /// The person of a full name whom a transcript calls by a part of it in capitals, as it does who speaks.
    fn in_capitals(&self, form: &str) -> Option<usize> {
        let capitals = form.len() > 1 && form.chars().all(char::is_uppercase);
        let lower = form.to_lowercase();
        let named = |entity: &Entity| {
            entity.class == Class::Person && entity.name.contains(' ') && entity.has_word(&lower)
        };
        self.entities.list.iter().position(named).filter(|_| capitals)
    }

    /// “The trust” after “Ashbourne Hospitals Trust”: the last one named before a place whose name ends with a noun.
    fn ending_so(&self, place: (usize, usize), noun: &str) -> Option<usize> {
        self.before(place).find(|place| {
            let entity = &self.entities.list[*place];
            let body = entity.class != Class::Person || entity.gender().is_none();
            entity.is_named() && body && entity.ends_with(|last| last == noun)
        })
    }

    /// “The 19-year-old” is the person last named, and so is “the 19-year-old sprinter”, unless that is somebody else's
    /// role: a noun, and whether it only tells the age.
    fn aged(&self, place: (usize, usize), (noun, alone): (&str, bool)) -> Option<usize> {
        let person = |place: &usize| {
            let entity = &self.entities.list[*place];
            let class =
                entity.class == Class::Person || alone && !matches!(entity.class, Class::Place | Class::Time);
            let other = !alone && !entity.roles.is_empty() && !entity.is_called(noun);
            entity.is_named() && class && !other
        };
        self.before(place).find(person)
    }

    /// The entities mentioned before a place, the last ones first.
    fn before(&self, place: (usize, usize)) -> impl Iterator<Item = usize> {
        let all = &self.entities.mentions;
        let before = all.iter().rev().filter(move |mention| (mention.paragraph, mention.head) < place);
        before.map(|mention| mention.entity)
    }

    /// The entities first mentioned behind a place.
    fn after(&self, place: (usize, usize)) -> impl Iterator<Item = usize> {
        let all = &self.entities.list;
        let first = move |entity: &Entity| {
            let first = entity.mentions.first().map(|mention| &self.entities.mentions[*mention]);
            first.is_some_and(|first| (first.paragraph, first.head) > place)
        };
        (0..all.len()).filter(move |entity| first(&all[*entity]))
    }
}

/// Whether a comma stands before a clause, or begins it in the tree.
fn is_set_off(words: &Words<'_>, clause: usize) -> bool {
    let start = crate::yields::whole(words, clause).start;
    words.form(start) == "," || start > 0 && words.form(start - 1) == ","
}

/// Whether a phrase up to its head tells an age: “22-year-old”, in five words.
fn is_aged(phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> bool {
    let words = phrase.words;
    let joined = |word: usize| words.spans[word - 1].end == words.spans[word].start;
    (phrase.of(head).start + 1..=head)
        .any(|word| lexicon.is("aged", &words.form(word).to_lowercase()) && joined(word))
}
