//! Whom a noun phrase means: the members of a list, whoever something belongs to.

use avviso_text::Span;

use super::event::Actant;
use super::frames::{Frames, Label};
use super::gazetteer::Gazetteer;
use super::grammar::Grammar;
use crate::attribution::Words;
use crate::mentions::{Class, Form};
use crate::{Entity, Mention, Time};

/// Steps from a thing to its owner.
const DEEPEST: usize = 3;

/// What is recorded of the text so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    /// In the order of the text.
    pub(crate) mentions: &'a [Mention],
    pub(crate) entities: &'a [Entity],
    /// In the order of the text.
    pub(crate) times: &'a [Time],
}

impl<'a> Known<'a> {
    /// What a record holds of a language since its first mention and time; languages stand behind each other.
    pub(crate) fn since((mention, time): (usize, usize), record: &'a crate::Record) -> Self {
        Self {
            mentions: record.mentions.get(mention..).unwrap_or_default(),
            entities: &record.entities,
            times: record.times.get(time..).unwrap_or_default(),
        }
    }
}

/// What somebody is found by.
#[derive(Clone, Copy)]
pub(crate) struct Parties<'a> {
    pub(crate) grammar: &'a dyn Grammar,
    pub(crate) words: &'a Words<'a>,
    pub(crate) frames: &'a Frames,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) known: Known<'a>,
}

impl Parties<'_> {
    /// Whoever the noun at `word`, and those listed with it, stand for.
    pub(crate) fn of(&self, word: usize) -> Vec<Actant> {
        let mut all = Vec::new();
        let word = self.meant(word);
        // 두샨베와 후잔트 교도소의 정치범: a place is no member of a list of persons.
        let place = |word: usize| {
            let place = |mention: &Mention| mention.class == Class::Place;
            self.mention(word).is_some_and(place) && !self.is_state(word)
        };
        let joined = self.grammar.joined(word).into_iter().filter(|member| place(word) || !place(*member));
        if let Some(state) = self.toward(word) {
            self.push(word, state, state, &mut all);
            all.iter_mut().for_each(|party| party.entity = None);
            return all;
        }
        for member in std::iter::once(word).chain(joined) {
            for somebody in self.somebody(member, DEEPEST) {
                self.split(somebody, &mut all);
            }
        }
        all
    }

    /// Whom a pronoun means within its sentence, else the word itself.
    pub(super) fn meant(&self, word: usize) -> usize {
        self.speaker(word).or_else(|| self.object(word)).unwrap_or(word)
    }

    /// “arrested monks, accusing them of …”: a pronoun that is the object of what is told beside, and nobody known, is the
    /// object of what it stands beside.
    fn object(&self, word: usize) -> Option<usize> {
        let grammar = self.grammar;
        if !grammar.is_pronoun(word) || self.mention(word).is_some() {
            return None;
        }
        let (label, verb) = grammar.above(word)?;
        let (_, main) = grammar.above(verb)?;
        if label != Label::Object || !grammar.is_adverbial(verb) {
            return None;
        }
        let object = grammar.arguments(main).into_iter().find(|(label, _)| *label == Label::Object);
        object.map(|(_, object)| object).filter(|object| !grammar.is_pronoun(*object))
    }

    /// “Iran said it would …”, “denied reports that it had …”: a pronoun that is the subject of what somebody says is who
    /// says it.
    fn speaker(&self, word: usize) -> Option<usize> {
        let grammar = self.grammar;
        if !grammar.is_pronoun(word) {
            return None;
        }
        let (label, verb) = grammar.above(word)?;
        let (clause, mut says) = grammar.above(verb)?;
        if label != Label::Subject || clause != Label::Clause {
            return None;
        }
        for _ in 0..DEEPEST {
            match grammar.above(says).filter(|_| grammar.is_noun(says)) {
                Some((_, above)) => says = above,
                None => break,
            }
        }
        let subject = grammar.arguments(says).into_iter().find(|(label, _)| *label == Label::Subject);
        subject.map(|(_, subject)| subject).filter(|subject| !grammar.is_pronoun(*subject))
    }

    /// The mention whose head is a word, or else the longest that ends where the word does.
    fn mention(&self, word: usize) -> Option<&Mention> {
        let (span, bare) = (self.words.spans[word], self.grammar.bare(word));
        let near = self.known.mentions.partition_point(|mention| mention.span.end < bare.end);
        let begins = |mention: &&Mention| mention.span.start <= span.start;
        let around = || self.known.mentions[near..].iter().take_while(begins);
        let ends = |mention: &&Mention| mention.span.end == bare.end || mention.span.end == span.end;
        around().find(|mention| mention.head == span).or_else(|| around().find(ends))
    }

    /// The time that a word belongs to.
    pub(crate) fn time(&self, word: usize) -> Option<&Time> {
        let span = self.words.spans[word];
        let first = self.known.times.partition_point(|time| time.span.end <= span.start);
        self.known.times.get(first).filter(|time| time.span.overlaps(span))
    }

    /// Whether a noun stands for a person, a body, a state or a place.
    pub(crate) fn is_somebody(&self, word: usize) -> bool {
        let nobody = self.frames.is(self.grammar.lemma(word), "@nobody") && !self.is_named(word);
        if nobody || self.time(word).is_some() {
            return false;
        }
        let classed = self.mention(word).is_some_and(|mention| match mention.class {
            Class::Person | Class::Organisation => true,
            // “its posts”, of a country
            Class::Place => mention.form != Form::Noun,
            _ => false,
        });
        let unknown = || self.mention(word).is_none() && self.grammar.is_name(word);
        classed || self.frames.is(self.grammar.lemma(word), "@somebody") || self.is_named(word) || unknown()
    }

    /// The place that a noun names, or that what hangs on it does: “the town of Walikale”.
    pub(crate) fn place(&self, word: usize) -> Option<Actant> {
        let named = |word: usize| {
            let place = |mention: &Mention| mention.class == Class::Place && mention.form == Form::Name;
            self.mention(word).is_some_and(place) || self.is_state(word)
        };
        let below = self.grammar.arguments(word).into_iter().map(|(_, part)| part);
        let found = std::iter::once(word).chain(below).find(|part| named(*part))?;
        let mut all = Vec::new();
        let name = self.grammar.name(found)?;
        self.push(found, name, self.grammar.phrase(word).unwrap_or(name), &mut all);
        all.pop()
    }

    /// Whoever is named first within what stands with an event's word, the nearest words before those below them.
    /// Whoever does what the event is stays out.
    pub(crate) fn below(&self, word: usize, steps: usize, actor: Option<usize>) -> Vec<Actant> {
        // “a Turkish proposal”: what a thing is like may be whose it is.
        let noun = !self.grammar.is_predicate(word) || self.is_state(word);
        if noun && (self.is_named(word) || self.is_of_state(word)) {
            return self.of(word);
        }
        if steps == 0 {
            return Vec::new();
        }
        let parts = self.grammar.arguments(word).into_iter().map(|(_, part)| part);
        let below = parts.filter(|part| Some(*part) != actor).map(|part| self.below(part, steps - 1, actor));
        below.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
    }

    /// The word itself if it stands for somebody, or else whoever it belongs to or comes from.
    fn somebody(&self, word: usize, steps: usize) -> Vec<usize> {
        if steps == 0 {
            return Vec::new();
        }
        if self.frames.is(self.grammar.lemma(word), "@part")
            && let Some(whole) = self.behind(word, "@of").next()
        {
            // “leaders of Togo and Benin” are of both.
            return if self.is_state(whole) { self.listed(whole) } else { self.somebody(whole, steps - 1) };
        }
        // 정부와 반군 사이: those between whom something is.
        if self.frames.is(self.grammar.lemma(word), "@between")
            && let Some(part) = self.standing(word, |label| *label == Label::Modifier).next()
        {
            return self.with_joined(part, steps);
        }
        if self.is_somebody(word) {
            return self.several_behind(word).unwrap_or_else(|| vec![word]);
        }
        let arguments = self.grammar.arguments(word).into_iter();
        let mut ranked: Vec<(usize, usize)> = arguments
            .filter_map(|(label, part)| {
                let rank = match label {
                    // “the Hezbollah stronghold of the south”
                    Label::Modifier if self.is_named(part) && !self.is_state(part) => 0,
                    Label::Owner => 1,
                    Label::Modifier if self.has_state(part).is_some() => 2,
                    Label::With(word) if self.frames.is(&word, "@owns") => 3,
                    _ => return None,
                };
                Some((rank, part))
            })
            .collect();
        ranked.sort_unstable();
        let found = ranked.into_iter().map(|(_, part)| self.with_joined(part, steps));
        found.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
    }

    /// “envoys from Serbia and Kosovo” are of two states.
    fn several_behind(&self, word: usize) -> Option<Vec<usize>> {
        let mut behind = self.behind(word, "@owns").chain(self.behind(word, "@behalf"));
        let first = behind.find(|part| self.is_state(*part))?;
        Some(self.listed(first)).filter(|all| all.len() > 1)
    }

    fn with_joined(&self, word: usize, steps: usize) -> Vec<usize> {
        if let Some(word) = self.has_state(word) {
            return self.listed(word);
        }
        let members = std::iter::once(word).chain(self.grammar.joined(word));
        members.flat_map(|member| self.somebody(member, steps - 1)).collect()
    }

    /// “U.S. and Russian negotiators” are two, “한미 양국 군” are, too.
    fn split(&self, word: usize, all: &mut Vec<Actant>) {
        let Some(mut name) = self.grammar.name(word) else { return };
        // “Doctors Without Borders”: a body of the world's tables is one, whatever the tree.
        let whole = self.mention(word).map(|mention| mention.span).filter(|span| {
            span.contains(name) && *span != name && self.gazetteer.knows(span.of(self.words.text))
        });
        name = whole.unwrap_or(name);
        // 9월 베트남 해경: a day before a name is none of it.
        let first = self.known.times.partition_point(|time| time.span.end <= name.start);
        let before = self
            .known
            .times
            .get(first)
            .filter(|time| time.span.start <= name.start && time.span.end < name.end);
        if let Some(time) = before {
            name.start = time.span.end;
            name = name.trim(self.words.text);
        }
        let modifiers = || self.standing(word, |label| matches!(label, Label::Modifier | Label::Owner));
        let signs = |part| (part, self.grammar.bare(part), self.members(part));
        let dashes = || (word, name, self.gazetteer.divided(name.of(self.words.text)));
        let compounds = std::iter::once(word).chain(modifiers()).map(signs);
        let mut compounds = compounds.chain(std::iter::once_with(dashes));
        if let Some((part, span, members)) = compounds.find(|(_, _, members)| !members.is_empty()) {
            for member in members {
                let member = Span { start: span.start + member.start, end: span.start + member.end };
                self.push(part, member, member, all);
                // What the word as a whole mentions is none of its members.
                let whole = all.last_mut().filter(|party| party.span == member && member != span);
                whole.into_iter().for_each(|party| party.entity = None);
            }
            return;
        }
        let lists = modifiers().filter(|part| self.is_state(*part)).map(|first| self.listed(first));
        if let Some(mut listed) = lists.into_iter().find(|listed| listed.len() > 1) {
            listed.sort_unstable();
            for (place, part) in listed.iter().enumerate() {
                let Some(mut member) = self.grammar.name(*part) else { continue };
                if place + 1 == listed.len() {
                    member.end = member.end.max(name.end);
                }
                self.push(*part, member, member, all);
            }
            return;
        }
        // 일, 한, 이: a sign of a state stands for it only within a compound or before a noun.
        let text = name.of(self.words.text);
        if text.chars().nth(1).is_none() && !text.is_ascii() {
            if self.opens_headline(word) {
                self.push(word, name, name, all);
                all.iter_mut().filter(|party| party.span == name).for_each(|party| party.entity = None);
                return;
            }
            if self.whole_of(word) == word {
                return;
            }
        }
        self.push(word, name, self.grammar.phrase(word).unwrap_or(name), all);
    }

    /// 日, 러시아 선박회사 제재: whether a headline begins with the sign of a state, a comma or mark behind it.
    fn opens_headline(&self, word: usize) -> bool {
        let (grammar, words) = (self.grammar, self.words);
        let sentence = grammar.sentences().iter().find(|sentence| sentence.contains(&word));
        let marked = |next: usize| !words.form(next).starts_with(char::is_alphanumeric);
        self.frames.is(words.form(word), "@signs")
            && sentence
                .is_some_and(|sentence| sentence.start == word && word + 1 < sentence.end && marked(word + 1))
    }

    /// 체코 정부는 자국 대사를: whoever the sentence is about, before a noun that is said to be of their own state.
    fn whose_own(&self, head: usize) -> Option<usize> {
        let grammar = self.grammar;
        let own = |word: usize| self.frames.is(grammar.lemma(word), "@own-state");
        let ours = own(head)
            || self.standing(head, |label| matches!(label, Label::Modifier | Label::Owner)).any(own);
        let sentence = grammar.sentences().iter().find(|sentence| ours && sentence.contains(&head))?;
        let subject = |word: &usize| matches!(grammar.above(*word), Some((Label::Subject, _)));
        let mut nouns = (sentence.start..head).rev().filter(|word| grammar.is_noun(*word));
        nouns.find(|word| subject(word) && self.is_somebody(*word))
    }

    fn push(&self, head: usize, span: Span, phrase: Span, all: &mut Vec<Actant>) {
        if all.iter().any(|known| known.span == span) {
            return;
        }
        let entity = self.mention(head).map(|mention| mention.entity);
        let entity = entity.filter(|entity| self.known.entities.get(*entity as usize).is_some());
        let owner = self.standing(head, |label| *label == Label::Owner).next();
        let owner = self.whose_own(head).or(owner);
        let owner = owner.and_then(|owner| self.mention(owner)).map(|mention| mention.entity);
        let stateless = |word: usize| self.frames.is(self.grammar.lemma(word), "@stateless");
        let mut modifiers = self.standing(head, |label| *label == Label::Modifier);
        let nowhere = stateless(head) || modifiers.any(stateless);
        let named = self.grammar.is_name(head);
        let (actor, country, code, sector) = (None, None, None, None);
        all.push(Actant { span, phrase, named, nowhere, entity, owner, actor, country, code, sector });
    }
}
