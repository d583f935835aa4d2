//! Whom a pronoun, or a noun that points back, stands for: the one that fits best.

use super::pairs::{self, Seen, Standing, Starts};
use super::reading::Reading;
use super::{Candidate, Class, Entity, Form};

/// Entities last mentioned longer ago, in sentences, are not what a pronoun stands for.
const FAR: usize = 15;
/// Entities that are looked at for one mention.
const MOST: usize = 24;

/// Whoever knows the truth, for training the ranker: says who is meant, and notes among whom one had to choose.
pub struct Teacher<'a> {
    /// The chain of the mention with this head.
    pub chain: &'a dyn Fn(usize, usize) -> Option<u32>,
    /// For each choice the features of those to choose among, and which of them are right.
    pub choices: &'a mut Vec<Vec<(Vec<u32>, bool)>>,
    /// The chains of the entities so far.
    pub(super) chains: Vec<Option<u32>>,
}

impl<'a> Teacher<'a> {
    /// A teacher who knows chains.
    pub fn new(
        chain: &'a dyn Fn(usize, usize) -> Option<u32>,
        choices: &'a mut Vec<Vec<(Vec<u32>, bool)>>,
    ) -> Self {
        Self { chain, choices, chains: Vec::new() }
    }
}

/// Somebody who may be meant.
struct Able {
    /// The place of the entity.
    place: usize,
    /// Whether class, number and gender agree.
    agrees: bool,
    /// Mentions since its last one.
    distance: usize,
    salience: f32,
}

/// What is seen of a mention and an entity that may be meant, or of nobody of them.
type Choice = (Option<usize>, Vec<u32>);

impl Reading<'_, '_, '_> {
    /// The entity that fits best, if any fits better than none.
    pub(super) fn ranked(&mut self, candidate: &Candidate, seen: &Seen, paragraph: usize) -> Option<usize> {
        let able = self.able(candidate, seen, paragraph);
        if let Some(teacher) = &self.teacher {
            let chain = (teacher.chain)(paragraph, candidate.head);
            let mut choices = Vec::new();
            self.each_choice(seen, &able, |place, hashes| choices.push((place, hashes.to_vec())));
            return self.teacher.as_mut().and_then(|teacher| teacher.choose(chain, choices));
        }
        let model = &self.finder.model;
        let mut best: Option<(f32, Option<usize>)> = None;
        self.each_choice(seen, &able, |place, hashes| {
            let score = model.pair(hashes);
            if best.is_none_or(|(most, _)| score.total_cmp(&most).is_ge()) {
                best = Some((score, place));
            }
        });
        best.and_then(|(_, place)| place)
    }

    /// Those who may be meant, the last mentioned first.
    fn able(&self, candidate: &Candidate, seen: &Seen, paragraph: usize) -> Vec<Able> {
        let pronoun = candidate.form == Form::Pronoun;
        let list = &self.entities.list;
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(list[*place].mentions.last().copied()));
        let mut all = Vec::new();
        for place in order {
            let entity = &list[place];
            let Some(last) = entity.mentions.last().copied() else { continue };
            let mention = &self.entities.mentions[last];
            if pronoun && seen.sentence > entity.last.sentence + FAR || all.len() >= MOST {
                break;
            }
            // What a mention is part of is something else.
            let around = mention.paragraph == paragraph
                && mention.words.start <= candidate.head
                && candidate.head < mention.words.end;
            if around || entity.class == Class::Time {
                continue;
            }
            let (gender, theirs) = (seen.gender.as_ref(), entity.gender());
            let clash = gender.is_some() && theirs.is_some() && gender != theirs;
            let fits = if pronoun {
                // A thing is no “she”; what only pronouns stand for tells nothing. Nobody is “he” here and “she” there.
                let thing = theirs.is_none()
                    && (matches!(entity.class, Class::Event | Class::Other)
                        || entity.class != Class::Person && !entity.is_named());
                // Nor is a place of the world, and one thing is not “they”.
                let known = || self.finder.lexicon.is("world-place", &entity.name);
                let place = entity.class == Class::Place && gender.is_some() && known();
                // “Bradwell Crown Court” is no “she”, whatever stood for it.
                let body = gender.is_some() && self.finder.is_body(entity);
                let one =
                    matches!(entity.class, Class::Event | Class::Other) && !entity.plural && seen.plural;
                !(thing && gender.is_some() || place || body || one || entity.name.is_empty() || clash)
            } else {
                seen.class == entity.class || entity.is_called(&seen.word)
            };
            if fits {
                let agrees = !clash && entity.class == seen.class && entity.plural == seen.plural;
                let distance = self.entities.mentions.len() - last - 1;
                all.push(Able { place, agrees, distance, salience: entity.salience(seen.sentence) });
            }
        }
        all
    }

    /// Shows what is seen of each pair of a mention and somebody who may be meant, and for a noun what speaks
    /// for somebody new.
    fn each_choice(&self, seen: &Seen, all: &[Able], mut show: impl FnMut(Option<usize>, &[u32])) {
        let list = &self.entities.list;
        let of_class = (0..list.len()).filter(|place| list[*place].class == seen.class);
        let most = of_class.max_by_key(|place| {
            (list[*place].mentions.len(), std::cmp::Reverse(list[*place].mentions.last().copied()))
        });
        let starts = Starts::new(seen);
        let mut hashes = Vec::new();
        let mut rank = 0;
        for able in all {
            let entity = &list[able.place];
            let more = all.iter().filter(|other| other.agrees && other.salience > able.salience);
            let standing = Standing {
                distance: able.distance,
                rank: if able.agrees { rank } else { usize::MAX },
                main: most == Some(able.place),
                salience: able.salience,
                behind: more.count(),
                opens: able.place == 0,
                spoke: self.speaker == Some(able.place),
                topic: self.topic == Some(able.place),
            };
            rank += usize::from(able.agrees);
            // What is said within a quotation is another text.
            let last = entity.outside.as_ref().filter(|_| !seen.is_quoted()).unwrap_or(&entity.last);
            pairs::features((seen, &starts), entity, last, standing, &mut hashes);
            show(Some(able.place), &hashes);
        }
        if seen.form != Form::Pronoun {
            let known = |knows: &dyn Fn(&Entity) -> bool| all.iter().any(|able| knows(&list[able.place]));
            let role = known(&|entity| entity.roles.contains(&seen.word));
            let in_name = known(&|entity| entity.has_word(&seen.word));
            pairs::features_alone(seen, [role, in_name], &mut hashes);
            show(None, &hashes);
        }
    }
}

impl Teacher<'_> {
    /// The right one of the choices for a mention of a chain; notes them if there is something to learn.
    fn choose(&mut self, chain: Option<u32>, choices: Vec<Choice>) -> Option<usize> {
        let right = |place: &usize| chain.is_some() && self.chains[*place] == chain;
        let found = choices.iter().filter_map(|(place, _)| *place).find(right);
        let is_right = |place: Option<usize>| match found {
            Some(_) => place.is_some_and(|place| right(&place)),
            None => place.is_none(),
        };
        let choice: Vec<(Vec<u32>, bool)> =
            choices.into_iter().map(|(place, hashes)| (hashes, is_right(place))).collect();
        if chain.is_some() && choice.iter().any(|(_, right)| *right) && choice.len() > 1 {
            self.choices.push(choice);
        }
        found
    }
}
