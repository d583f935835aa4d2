//! Which mentions stand for the same: a document read from beginning to end.

use super::entities::Entities;
use super::finder::Finder;
use super::names::{alike, differ, of_body, of_person, parts};
use super::pairs::Seen;
use super::ranking::Teacher;
use super::{Candidate, Class, Entity, Form, Found};
use crate::attribution::{Words, universal};

/// Who was last mentioned longer ago, in sentences, does not simply go on.
pub(super) const SOON: usize = 4;

/// A document that is being read.
pub(super) struct Reading<'a, 't, 'c> {
    pub(super) finder: &'a Finder,
    pub(super) entities: Entities,
    pub(super) teacher: Option<&'t mut Teacher<'c>>,
    /// The one who last reported something outside of quotations.
    pub(super) speaker: Option<usize>,
    /// The last person who was the subject of a main clause outside of quotations.
    pub(super) topic: Option<usize>,
    /// Whether a headline is read: it adds nothing to a name.
    pub(super) headline: bool,
}

impl<'a, 't, 'c> Reading<'a, 't, 'c> {
    /// Nothing is read yet.
    pub(super) fn new(finder: &'a Finder, teacher: Option<&'t mut Teacher<'c>>) -> Self {
        let entities = Entities::default();
        Self { finder, entities, teacher, speaker: None, topic: None, headline: false }
    }
}

impl Reading<'_, '_, '_> {
    /// Reads the next candidate that stands for something.
    pub(super) fn take(&mut self, words: &Words<'_>, paragraph: usize, candidate: Candidate, seen: Seen) {
        let name = self.name(words, &candidate, seen.class);
        let beside = self.beside(words, paragraph, &candidate);
        let known = match (candidate.form, beside) {
            (_, Some(entity)) => Some(entity),
            // “the engineer, Emil Torvi” is whoever has that name, or somebody new.
            (Form::Noun, _) if let Some(name) = self.name_beside(words, &candidate) => {
                self.named(Class::Person, &name)
            }
            (Form::Name, _) => name.as_ref().and_then(|name| self.named(seen.class, name)),
            (Form::Pronoun, _) if !third(words, candidate.head) => None,
            (Form::Pronoun, _) if let Some(topic) = self.topic(&seen) => Some(topic),
            (Form::Noun, _) if !seen.points_back() => None,
            _ => {
                let ranked = self.ranked(&candidate, &seen, paragraph);
                if self.teacher.is_some() { ranked } else { self.described(words, &candidate, &seen, ranked) }
            }
        };
        let place = known.unwrap_or(self.entities.list.len());
        if known.is_none() {
            self.entities.list.push(Entity::new(&seen));
        }
        if let Some(teacher) = &mut self.teacher {
            let chain = (teacher.chain)(paragraph, candidate.head);
            match known {
                Some(known) => teacher.chains[known] = teacher.chains[known].or(chain),
                None => teacher.chains.push(chain),
            }
        }
        self.note(words, (place, paragraph), candidate, (seen, name));
    }

    /// Adds a mention to its entity.
    fn note(
        &mut self,
        words: &Words<'_>,
        (place, paragraph): (usize, usize),
        candidate: Candidate,
        (seen, name): (Seen, Option<Vec<String>>),
    ) {
        let number = self.entities.mentions.len();
        self.entities.by_head.insert((paragraph, candidate.head), number);
        if !seen.is_quoted() {
            if seen.reports() {
                self.speaker = Some(place);
            }
            if seen.is_main() && seen.class == Class::Person && !seen.plural {
                self.topic = Some(place);
            }
        }
        let class = seen.class;
        let entity = &mut self.entities.list[place];
        entity.take(words, &candidate, (seen, name), &self.finder.lexicon);
        entity.mentions.push(number);
        let Candidate { words, head, form, .. } = candidate;
        self.entities.mentions.push(Found { paragraph, words, head, form, class, entity: place });
    }

    fn name(&self, words: &Words<'_>, candidate: &Candidate, class: Class) -> Option<Vec<String>> {
        if candidate.form != Form::Name {
            return None;
        }
        let mut name = match class {
            Class::Person => of_person(words, candidate, &self.finder.lexicon),
            _ => of_body(words, candidate, &self.finder.lexicon),
        };
        // “Rival Ida Lund had …”: a sentence's first word has its capital from there, if the rest is a known name.
        let first = words.sentences.iter().any(|sentence| sentence.start == name.start);
        if first && class == Class::Person && name.len() > 2 {
            let rest = parts(words, name.start + 1..name.end);
            // “Passenger Ida Lund”
            let role = self.finder.lexicon.is("person", &words.form(name.start).to_lowercase());
            if role || self.entities.list.iter().any(|entity| entity.names.contains(&rest)) {
                name.start += 1;
            }
        }
        (!name.is_empty()).then(|| parts(words, name))
    }

    /// The entity that a mention stands beside, “Ida Lund, the minister”, or is said to be, “Ida Lund is the
    /// minister”; also what is joined to it, “minister and mayor”.
    fn beside(&self, words: &Words<'_>, paragraph: usize, candidate: &Candidate) -> Option<usize> {
        let node = words.node(candidate.head)?;
        let of = |head: usize| {
            self.entities.by_head.get(&(paragraph, head)).map(|place| &self.entities.mentions[*place])
        };
        let sentence = words.sentences.get(words.place(candidate.head).0)?.clone();
        let child = |of: usize, relation: &str| {
            sentence.clone().find(|word| {
                words
                    .node(*word)
                    .is_some_and(|node| node.head == Some(of) && universal(node.deprel) == relation)
            })
        };
        let mention = match universal(node.deprel) {
            "appos" => {
                let near = of(node.head?)?;
                // “a spokesman for the ministry, Pavel Drozd”: a person stands beside the one whom the
                // ministry only describes.
                let above = words.node(node.head?).filter(|above| universal(above.deprel) == "nmod");
                let upper = above.and_then(|above| of(above.head?));
                let person = self.persons(words, candidate);
                let office = |upper: &&Found| {
                    upper.form == Form::Noun || self.finder.lexicon.is("title", &lower_of(words, upper.head))
                };
                match upper.filter(|upper| person && office(upper)) {
                    // Nor are two names side by side one person's.
                    Some(upper)
                        if (near.class != Class::Person || near.form == Form::Name)
                            && upper.class == Class::Person =>
                    {
                        upper
                    }
                    _ => near,
                }
            }
            "conj" if candidate.form == Form::Noun && !node.feats.contains("Number=Plur") => {
                let first = node.head?;
                child(first, "cop")?;
                let subject = of(child(first, "nsubj")?)?;
                of(first).filter(|first| first.entity == subject.entity)?
            }
            _ if candidate.form == Form::Noun => {
                child(candidate.head, "cop")?;
                of(child(candidate.head, "nsubj")?)?
            }
            _ => return None,
        };
        let entity = &self.entities.list[mention.entity];
        // Two different names beside each other are two: “Oslo, Norway”.
        let both = candidate.form == Form::Name && mention.form == Form::Name && entity.is_named();
        (!both).then_some(mention.entity)
    }

    /// The name of a person that stands beside a noun, behind a comma.
    fn name_beside(&self, words: &Words<'_>, candidate: &Candidate) -> Option<Vec<String>> {
        let sentence = words.sentences.get(words.place(candidate.head).0)?.clone();
        let head = (candidate.head + 1..sentence.end).find(|word| {
            words.node(*word).is_some_and(|node| {
                node.head == Some(candidate.head) && node.deprel == "appos" && node.upos == "PROPN"
            })
        })?;
        let near = Candidate { words: head..head + 1, head, form: Form::Name, name: head };
        let name = of_person(words, &near, &self.finder.lexicon);
        (name.len() > 1).then(|| parts(words, name))
    }

    /// Whether a candidate is the name of a person, by its given name.
    fn persons(&self, words: &Words<'_>, candidate: &Candidate) -> bool {
        let given =
            |word: usize| self.finder.lexicon.value("given-name", &words.form(word).to_lowercase()).is_some();
        let behind = |word: usize| words.is_capital(word + 1);
        candidate.form == Form::Name && candidate.words.clone().any(|word| given(word) && behind(word))
    }

    /// The last entity with a name that is alike.
    fn named(&self, class: Class, name: &[String]) -> Option<usize> {
        let list = &self.entities.list;
        let same = |entity: &Entity| entity.names.iter().any(|known| known == name);
        let found = list.iter().rposition(same);
        let fits = |entity: &Entity| {
            let longest = entity.names.iter().map(Vec::len).max().unwrap_or(0);
            if self.headline && name.len() > longest {
                return false;
            }
            let class = if entity.class == Class::Person { Class::Person } else { class };
            // “Tim Reve” is not the “Reve” who was “Ida Reve” before.
            let another = |known: &Vec<String>| class == Class::Person && differ(known, name);
            entity.names.iter().any(|known| alike(class, known, name)) && !entity.names.iter().any(another)
        };
        found.or_else(|| list.iter().rposition(fits)).or_else(|| self.shortened(name))
    }

    /// “NWO” after “National Weather Office”, “Norvane” after “Norvane Motors”, whatever these were taken for: the only
    /// one whom a text may call so.
    fn shortened(&self, name: &[String]) -> Option<usize> {
        let [short] = name else { return None };
        let lexicon = &self.finder.lexicon;
        let lower = short.to_lowercase();
        let other = ["given-name", "title", "person", "any-body", "body", "family-first"];
        let known = ["world-place", "world-body"].iter().any(|kind| lexicon.is(kind, short));
        if known || other.iter().any(|kind| lexicon.is(kind, &lower)) {
            return None;
        }
        let initials = |name: &[String]| {
            let firsts = name.iter().filter_map(|word| word.chars().next());
            firsts.filter(|char| char.is_uppercase()).collect::<String>()
        };
        let begins = |entity: &Entity| {
            let body = entity.class == Class::Organisation
                || entity.class != Class::Time && entity.gender().is_none();
            let word = short.chars().any(char::is_lowercase);
            body && word && entity.names.iter().any(|known| known.len() > 1 && known.first() == Some(short))
        };
        let shortens = |entity: &Entity| {
            short.len() > 2 && entity.names.iter().any(|known| known.len() > 2 && initials(known) == *short)
                || begins(entity)
        };
        let list = &self.entities.list;
        let mut all = (0..list.len()).filter(|place| shortens(&list[*place]));
        all.next().filter(|_| all.next().is_none())
    }

    /// “…,” he said: the person who was the subject before goes on, outside of quotations.
    fn topic(&self, seen: &Seen) -> Option<usize> {
        let goes_on = self.teacher.is_none()
            && seen.is_main()
            && !seen.is_quoted()
            && seen.reports()
            && seen.is_beside_quotation();
        let place = self.topic.filter(|_| goes_on)?;
        let (entity, gender) = (&self.entities.list[place], seen.gender.as_ref()?);
        let near = seen.sentence <= entity.last.sentence + SOON;
        (near && entity.gender().is_none_or(|theirs| theirs == gender)).then_some(place)
    }
}

pub(super) fn lower_of(words: &Words<'_>, word: usize) -> String {
    words.form(word).to_lowercase()
}

fn third(words: &Words<'_>, head: usize) -> bool {
    words.node(head).is_some_and(|node| node.feats.contains("Person=3"))
}
