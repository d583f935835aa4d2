//! Who is meant by the words of a source: the entity behind them, under the fullest name that the text gives.

use std::collections::HashMap;
use std::ops::Range;

use crate::Party;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;
use crate::mentions::{Class, Entities, Entity, Form, Found, description, same_place};

/// Paragraphs back to which a pronoun looks for a name.
const NEAR: usize = 3;

/// The entities of a document, and who spoke last.
#[derive(Debug)]
pub(crate) struct People<'e> {
    pub(crate) entities: &'e Entities,
    pub(crate) last_speaker: Option<Party>,
    /// All who spoke so far, each once.
    spoken: Vec<Party>,
    /// Whoever was asked last and has a name.
    asked: Option<Party>,
    /// Whether the names of those who spoke without one were kept back, by their entities.
    kept_back: HashMap<u32, bool>,
}

/// Words within the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The place of the paragraph among those that were read.
    pub(crate) paragraph: usize,
    /// How many words of it stand before the first one.
    pub(crate) offset: usize,
}

/// A phrase of some words.
pub(crate) struct Phrase<'w, 't> {
    pub(crate) words: &'w Words<'t>,
    pub(crate) place: Place,
    pub(crate) range: Range<usize>,
}

impl<'e> People<'e> {
    pub(crate) fn new(entities: &'e Entities) -> Self {
        Self { entities, last_speaker: None, spoken: Vec::new(), asked: None, kept_back: HashMap::new() }
    }

    /// Whoever a source names.
    pub(crate) fn party(&mut self, source: &Phrase<'_, '_>, lexicon: &Lexicon) -> Option<Party> {
        let found = self.resolve(source, lexicon).map(|party| self.in_full(party, source, lexicon));
        if let Some(party) = &found {
            if !self.spoken.iter().any(|known| known.name == party.name) {
                self.spoken.push(party.clone());
            }
            self.last_speaker.clone_from(&found);
            party.entity.map(|entity| self.kept_back.entry(entity).or_insert(party.unnamed));
        }
        found
    }

    /// The same under the longer name of somebody who spoke before: “Lund” after “Ida Lund”, “the tribunal” after
    /// “the Inland Waterways Tribunal”.
    fn in_full(&self, party: Party, source: &Phrase<'_, '_>, lexicon: &Lexicon) -> Party {
        let first = source.words.form(source.range.start).to_lowercase();
        let capital = party.name.chars().any(char::is_uppercase);
        if !capital && (party.name.contains(' ') || !lexicon.is("definite", &first) || party.unnamed) {
            return party;
        }
        let ending = format!(" {}", party.name);
        let longer = |known: &&Party| {
            let name = &known.name;
            let person = capital && name.ends_with(&ending);
            // Joined speakers are not the last of them.
            known.entity.is_none_or(|entity| Some(entity) != party.entity)
                && !name.contains(&format!(" {} ", lexicon.form("and").unwrap_or_default()))
                && name.chars().next().is_some_and(char::is_uppercase)
                && (person || !capital && name.to_lowercase().ends_with(&ending))
        };
        self.spoken.iter().rev().find(longer).cloned().unwrap_or(party)
    }

    /// Takes note of whoever is asked.
    pub(crate) fn ask(&mut self, addressee: Option<&Party>) {
        let named = |party: &&Party| {
            party
                .entity
                .is_some_and(|entity| self.entities.list.get(entity as usize).is_some_and(Entity::is_named))
        };
        self.asked = addressee.filter(named).cloned();
    }

    /// Whoever answers: “he replied” is said by whoever was asked, if the pronoun may stand for them.
    pub(crate) fn answering(&mut self, source: &Phrase<'_, '_>, lexicon: &Lexicon) -> Option<Party> {
        let pronoun = source.words.form(source.range.start).to_lowercase();
        let one = source.range.len() == 1 && lexicon.is("pronoun", &pronoun);
        let asked = self.asked.take().filter(|asked| one && self.may_be(asked, &pronoun, lexicon))?;
        self.last_speaker = Some(asked.clone());
        Some(asked)
    }

    /// Whoever is spoken to.
    pub(crate) fn addressee(&self, phrase: &Phrase<'_, '_>, lexicon: &Lexicon) -> Option<Party> {
        self.resolve(phrase, lexicon)
    }

    /// Whether a party is a person or some.
    pub(crate) fn is_person(&self, party: &Party, lexicon: &Lexicon) -> bool {
        let entity = party.entity.and_then(|entity| self.entities.list.get(entity as usize));
        party.unnamed
            || entity.is_some_and(|entity| {
                let office = |role: &String| {
                    !lexicon.is("body", role) && (lexicon.is("person", role) || lexicon.is("title", role))
                };
                if entity.is_named() {
                    entity.class == Class::Person
                } else {
                    entity.roles.first().is_some_and(office)
                }
            })
    }

    fn resolve(&self, phrase: &Phrase<'_, '_>, lexicon: &Lexicon) -> Option<Party> {
        let mut heads: Vec<usize> = Vec::new();
        for head in phrase.heads() {
            let head = office_behind(phrase, head, lexicon).unwrap_or(head);
            // “the mayor of Tindra, Solveig Moe”: the name stands beside what somebody is, wherever the tree
            // has it.
            let beside = || {
                let unnamed = !self.is_named(phrase, head) && phrase.is_noun(head);
                let joint = |word: &usize| {
                    phrase.words.node(*word).is_some_and(|node| universal(node.deprel) == "cc")
                };
                let end = (head + 1..phrase.range.end).find(joint).unwrap_or(phrase.range.end);
                let mut behind = (head + 1..end).filter(|_| unnamed);
                behind.find(|word| self.is_beside(phrase, (head, *word), lexicon))
            };
            // “ministers Karl Weide and Lotta Nyman”: the names are joined, and not the nouns.
            let named = beside();
            let joined = named.into_iter().flat_map(|name| phrase.joined(name));
            for head in std::iter::once(named.unwrap_or(head)).chain(joined) {
                if !heads.contains(&head) {
                    heads.push(head);
                }
            }
        }
        let mut parties: Vec<Party> =
            heads.iter().filter_map(|head| self.of_head(phrase, *head, lexicon)).collect();
        parties.dedup_by(|a, b| a.name == b.name);
        if parties.len() < 2 {
            return parties.pop();
        }
        let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
        let name = lexicon.joined(&names);
        Some(Party { name, unnamed: parties.iter().all(|party| party.unnamed), entity: None, actor: None })
    }

    /// The person with a name and the gender of a pronoun who was mentioned last before it, not long ago.
    fn named_before(&self, phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> Option<usize> {
        let gender = lexicon.value("gender", &phrase.words.form(head).to_lowercase())?;
        let here = (phrase.place.paragraph, head + phrase.place.offset);
        let last = |place: usize| {
            let mentions =
                self.entities.list[place].mentions.iter().map(|mention| &self.entities.mentions[*mention]);
            mentions.map(|mention| (mention.paragraph, mention.head)).filter(|at| *at < here).max()
        };
        let fits = |place: &usize| {
            let entity = &self.entities.list[*place];
            entity.is_named() && entity.class == Class::Person && entity.gender() == Some(&gender)
        };
        let near = (0..self.entities.list.len()).filter(fits).filter_map(|place| Some((last(place)?, place)));
        near.filter(|(at, _)| at.0 + NEAR >= here.0).max().map(|(_, place)| place)
    }

    /// Whether a pronoun of the third person may stand for whoever has a name and spoke last.
    fn may_be(&self, last: &Party, pronoun: &str, lexicon: &Lexicon) -> bool {
        let entity = last.entity.and_then(|entity| self.entities.list.get(entity as usize));
        let gender = lexicon.value("gender", pronoun);
        entity.is_some_and(|entity| {
            let known = entity.gender();
            entity.is_named()
                && gender.is_some_and(|gender| {
                    known.map_or(entity.class == Class::Person, |known| *known == gender)
                })
        })
    }

    fn is_named(&self, phrase: &Phrase<'_, '_>, head: usize) -> bool {
        self.mention(phrase, head).is_some_and(|mention| self.entities.list[mention.entity].is_named())
    }

    /// Whether a word is the head of a person's name that stands behind a comma or the noun that says what the
    /// person is.
    fn is_beside(&self, phrase: &Phrase<'_, '_>, (noun, head): (usize, usize), lexicon: &Lexicon) -> bool {
        let at = self.entities.of_head(phrase.place.paragraph, head + phrase.place.offset);
        let lemma = phrase.words.node(noun).map_or("", |node| node.lemma).to_lowercase();
        let office = ["person", "unnamed", "title"].iter().any(|kind| lexicon.is(kind, &lemma));
        // A noun for persons stands beside a person, whatever the name looks like by itself.
        let paper = lexicon.is("body", &lemma);
        let person = |mention: &&Found| {
            let directly = mention.words.start == noun + 1 + phrase.place.offset;
            let comma = mention.words.start > phrase.place.offset
                && phrase.words.form(mention.words.start - 1 - phrase.place.offset) == ",";
            mention.class == Class::Person || office || paper && (directly || comma)
        };
        let named = at.filter(|mention| mention.form == Form::Name).filter(person);
        let Some(mention) = named else { return false };
        let start = mention.words.start.saturating_sub(phrase.place.offset);
        // “a spokeswoman for Ida Lund” is not Ida Lund.
        let of = (noun..start).any(|word| {
            let node = phrase.words.node(word);
            node.is_some_and(|node| node.deprel == "case" && node.head == Some(head))
        });
        let before = start.checked_sub(1).filter(|before| phrase.range.contains(before) && !of);
        before.is_some_and(|before| phrase.words.form(before) == "," || before == noun)
    }

    /// Whoever the phrase around a head names.
    fn of_head(&self, phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> Option<Party> {
        let words = phrase.words;
        let lower = words.form(head).to_lowercase();
        // “who” is whoever the clause is about.
        if words.node(head).is_some_and(|node| node.feats.contains("PronType=Rel"))
            && let Some(noun) = antecedent(words, head)
        {
            let whole = crate::yields::whole(words, noun);
            let range = whole.start..(noun + 1).max(whole.start + 1);
            return self.of_head(&Phrase { words, place: phrase.place, range }, noun, lexicon);
        }
        if let Some(party) = self.of_two(phrase, head, lexicon) {
            return Some(party);
        }
        let mention = self.mention(phrase, head);
        let pronoun = mention.map_or(lexicon.is("pronoun", &lower), |mention| mention.form == Form::Pronoun);
        let meant = mention.map(|mention| {
            let office = mention.form == Form::Noun;
            self.holder(mention.entity, &lower).filter(|_| office).unwrap_or(mention.entity)
        });
        // “to buy Sando, two people familiar with the matter said”: several are not the name that they stand behind.
        let meant = meant.filter(|place| {
            let entity = &self.entities.list[*place];
            let node = words.node(head);
            let several = node.is_some_and(|node| node.upos == "NOUN" && node.feats.contains("Number=Plur"));
            let persons = |noun: &str| lexicon.is("unnamed", noun) || lexicon.is("person", noun);
            !(several && entity.is_named() && persons(&lower) && !entity.plural)
        });
        // A headline's “Okello” is whoever is called so in the text.
        let meant = meant.or_else(|| self.surnamed(words.form(head)));
        let entity = meant.map(|place| &self.entities.list[place]);
        let number = meant.map(|place| place as u32);
        // “they” who spoke before are all of them.
        let several = |party: &&Party| party.entity.is_none() && !party.unnamed;
        if let Some(last) = self.last_speaker.as_ref().filter(several)
            && pronoun
            && words.node(head).is_some_and(|node| node.feats.contains("Number=Plur"))
            && entity.is_none_or(|entity| !entity.is_named() || last.name.contains(&entity.name))
        {
            return Some(last.clone());
        }
        // “Sources close to the family” begins a sentence with a capital; a company is no person.
        let lemma = words.node(head).map_or("", |node| node.lemma).to_lowercase();
        let noun = |kind: &str| lexicon.is(kind, &lower) || lexicon.is(kind, &lemma);
        let other = |entity: &&Entity| {
            let written = entity.name.to_lowercase().starts_with(&lower) && entity.names.len() == 1;
            let common = words.node(head).is_some_and(|node| node.upos == "NOUN");
            written && noun("unnamed")
                || common
                    && entity.class == Class::Person
                    && noun("body")
                    && !noun("title")
                    && !noun("any-body")
        };
        if let Some(entity) = entity.filter(|entity| entity.is_named() && !other(entity)) {
            return Some(Party { name: entity.name.clone(), entity: number, actor: None, unnamed: false });
        }
        if !pronoun && let Some(place) = self.backing(phrase, head, lexicon) {
            let entity = &self.entities.list[place];
            let unnamed = !entity.is_named() && is_kept_back(entity, lexicon);
            let name = entity.name.clone();
            return Some(Party { name, entity: Some(place as u32), actor: None, unnamed });
        }
        if pronoun {
            return self.of_pronoun(phrase, head, meant, lexicon);
        }
        let node = words.node(head);
        let noun = node.map_or("", |node| node.lemma).to_lowercase();
        let several = node.is_some_and(|node| node.upos == "NOUN" && node.feats.contains("Number=Plur"));
        // The longest description: where somebody comes in, or where they come again.
        let own = description(words, phrase.of(head), lexicon);
        let known = entity.map_or("", |entity| entity.name.as_str());
        // A description that what stands before is part of is cut wrongly, and so is one that goes on behind the source.
        let beyond =
            mention.is_some_and(|mention| mention.words.end > phrase.range.end + phrase.place.offset);
        let known = if known.contains(',') || beyond { "" } else { known };
        let name = if known.len() > own.len() { known.to_owned() } else { own };
        let definite = lexicon.is("definite", &words.form(phrase.range.start).to_lowercase());
        // Where the tree has another word above the noun.
        let any = !node.is_some_and(|node| matches!(node.upos, "NOUN" | "PROPN"))
            && phrase.range.clone().any(|word| lexicon.is("unnamed", &words.form(word).to_lowercase()));
        let nameless = |word: usize| lexicon.is("nameless", &words.form(word).to_lowercase());
        let unnamed = any
            || phrase.range.clone().any(nameless)
            || lexicon.is("unnamed", &noun)
            || lexicon.is("person", &noun) && !definite
            || several && !lexicon.is("body", &noun);
        (!name.is_empty()).then_some(Party { name, entity: number, actor: None, unnamed })
    }

    /// Whom a pronoun at `head` means; `meant` is the place of the entity that it was put to, which has no name.
    fn of_pronoun(
        &self,
        phrase: &Phrase<'_, '_>,
        head: usize,
        meant: Option<usize>,
        lexicon: &Lexicon,
    ) -> Option<Party> {
        let lower = phrase.words.form(head).to_lowercase();
        let entity = meant.map(|place| &self.entities.list[place]);
        // Whoever spoke last goes on, before somebody who has no name.
        if let Some(last) = self.last_speaker.as_ref().filter(|last| self.may_be(last, &lower, lexicon)) {
            return Some(last.clone());
        }
        let kept_back = entity.is_some_and(|entity| is_kept_back(entity, lexicon));
        if let Some(place) = self.named_before(phrase, head, lexicon).filter(|_| !kept_back) {
            let name = self.entities.list[place].name.clone();
            return Some(Party { name, entity: Some(place as u32), actor: None, unnamed: false });
        }
        // “He” is no avalanche, and “they” are not hands: whoever spoke last goes on.
        let thing = |entity: &Entity| {
            let several = phrase.words.node(head).is_some_and(|node| node.feats.contains("Number=Plur"));
            let person = matches!(entity.class, Class::Person | Class::Organisation);
            !person && (several || lexicon.value("gender", &lower).is_some())
        };
        let spoke = self.last_speaker.is_some();
        let Some((place, entity)) = meant.zip(entity).filter(|(_, entity)| {
            // Beside somebody who has spoken, a thing is not whom a pronoun means.
            !(entity.name.is_empty() || spoke && thing(entity))
        }) else {
            return self.last_speaker.clone();
        };
        let number = place as u32;
        let known = self.kept_back.get(&number).copied();
        let unnamed = known.unwrap_or_else(|| is_kept_back(entity, lexicon));
        Some(Party { name: entity.name.clone(), entity: Some(number), actor: None, unnamed })
    }

    /// The only one whom the text calls by a title, if whoever was found has a name and another title: “the governor”.
    fn holder(&self, found: usize, title: &str) -> Option<usize> {
        let list = &self.entities.list;
        let named = |entity: &Entity| entity.is_named() && entity.class == Class::Person;
        if !named(&list[found]) || list[found].roles.is_empty() || list[found].is_called(title) {
            return None;
        }
        let holds =
            |place: &usize| named(&list[*place]) && list[*place].roles.iter().any(|role| role == title);
        let mut holders = (0..list.len()).filter(holds);
        holders.next().filter(|_| holders.next().is_none())
    }

    /// The person whose name ends with a word with a capital.
    fn surnamed(&self, word: &str) -> Option<usize> {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let called = |entity: &Entity| {
            let ends = |name: &Vec<String>| name.len() > 1 && name.last().is_some_and(|last| last == word);
            entity.class == Class::Person && entity.names.iter().any(ends)
        };
        self.entities.list.iter().position(called).filter(|_| capital)
    }

    /// The mention with this head, or the one that stands beside it: “business daily Handelspost”.
    fn mention(&self, phrase: &Phrase<'_, '_>, head: usize) -> Option<&'e Found> {
        let at = |head: usize| self.entities.of_head(phrase.place.paragraph, head + phrase.place.offset);
        let named = |mention: &&Found| self.entities.list[mention.entity].is_named();
        let own = at(head);
        if own.is_some_and(|own| named(&own)) {
            return own;
        }
        let beside = phrase.range.clone().filter(|word| {
            phrase.words.node(*word).is_some_and(|node| {
                let near = phrase.words.node(head).and_then(|node| node.head);
                (node.head == Some(head) || *word == head + 1 && node.head == near)
                    && node.upos == "PROPN"
                    && matches!(
                        universal(node.deprel),
                        "flat" | "appos" | "list" | "dep" | "parataxis" | "nsubj"
                    )
            })
        });
        beside.filter_map(at).find(named).or(own)
    }
}

impl Phrase<'_, '_> {
    /// The word that the others hang on, and those that are joined to it.
    pub(crate) fn heads(&self) -> Vec<usize> {
        let outside = |word: &usize| {
            let node = self.words.node(*word);
            node.and_then(|node| node.head).is_none_or(|head| !self.range.contains(&head))
        };
        let mut tops = self.range.clone().filter(outside);
        let top = tops.next().unwrap_or(self.range.start);
        // “Ministers Anneli Korpi and Sven Tallgren”: the tree may have the names beside the noun before them.
        let names = tops.filter(|word| self.words.node(*word).is_some_and(|node| node.upos == "PROPN"));
        let others: Vec<usize> = names.flat_map(|name| self.joined(name)).collect();
        std::iter::once(top).chain(self.joined(top)).chain(others).collect()
    }

    /// The words that are joined to one.
    fn joined(&self, first: usize) -> impl Iterator<Item = usize> {
        self.range.clone().filter(move |word| {
            let node = self.words.node(*word);
            node.is_some_and(|node| {
                node.head == Some(first) && universal(node.deprel) == "conj" && node.upos != "NUM"
            })
                // One name of two words, and “Greenfield & Sons”.
                && !(*word > 0 && (same_place(self.words, *word - 1) || self.words.form(*word - 1) == "&"))
        })
    }

    fn is_noun(&self, word: usize) -> bool {
        self.words.node(word).is_some_and(|node| node.upos == "NOUN")
    }

    /// The words of the phrase up to what is joined to its head.
    pub(crate) fn of(&self, head: usize) -> Range<usize> {
        let heads = self.heads();
        let next = heads.iter().copied().find(|other| *other > head);
        let before = heads.iter().copied().rfind(|other| *other < head);
        let cut = |word: usize| {
            let node = self.words.node(word);
            node.is_some_and(|node| matches!(universal(node.deprel), "cc" | "punct"))
        };
        let start = before.map_or(self.range.start, |before| {
            (before + 1..head).rev().find(|word| cut(*word)).map_or(before + 1, |cut| cut + 1)
        });
        let end =
            next.map_or(self.range.end, |next| (head + 1..next).find(|word| cut(*word)).unwrap_or(next));
        start..end
    }
}

/// Whether a description keeps a name back.
fn is_kept_back(entity: &Entity, lexicon: &Lexicon) -> bool {
    let any = |kind: &str| entity.roles.first().is_some_and(|role| lexicon.is(kind, role));
    any("unnamed") || any("person") || entity.plural && !any("body")
}

/// “Bank of Orlen chief”: the noun at the end says who is meant, also where the tree has the name above it.
fn office_behind(phrase: &Phrase<'_, '_>, head: usize, lexicon: &Lexicon) -> Option<usize> {
    let last = phrase.range.end.checked_sub(1).filter(|last| *last > head)?;
    let node = phrase.words.node(last).filter(|node| node.upos == "NOUN")?;
    let office = ["person", "unnamed", "title"];
    let office = office.iter().any(|kind| lexicon.is(kind, &node.lemma.to_lowercase()));
    let comma = (head..last).any(|word| !phrase.words.form(word).chars().any(char::is_alphanumeric));
    let proper = phrase.words.node(head).is_some_and(|node| node.upos == "PROPN");
    let under = (head + 1..last).all(|word| phrase.words.node(word).is_none_or(|node| node.upos != "DET"));
    (office && proper && under && !comma).then_some(last)
}

/// The noun that a relative clause with this pronoun hangs on.
fn antecedent(words: &Words<'_>, pronoun: usize) -> Option<usize> {
    let mut at = pronoun;
    for _ in 0..4 {
        let node = words.node(at)?;
        if universal(node.deprel) == "acl" {
            return node.head.filter(|head| *head < pronoun);
        }
        at = node.head?;
    }
    None
}
