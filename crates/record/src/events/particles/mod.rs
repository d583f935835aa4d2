//! Who does what by particles and endings: languages whose predicates stand behind what belongs to them.

mod arguments;

use std::ops::Range;

use avviso_text::Span;

use super::Status;
use super::frames::{Frames, Label};
use super::grammar::{Argument, Grammar, Marks};
use crate::Mention;
use crate::mentions::{Class, Form};
use crate::reported::{Role, Sentence};

/// Words behind a predicate that say how firmly it stands, at most.
const TAIL: usize = 4;
/// Words from a predicate back to what belongs to it, at most.
const FARTHEST: usize = 40;
/// Words of a person's name with a title, at most.
const LONGEST_NAME: usize = 3;

/// A paragraph in its morphemes.
pub(crate) struct Particles<'a, 'w, 'l, 't> {
    sentence: &'a Sentence<'w, 'l, 't>,
    frames: &'a Frames,
    /// Words as the tables have them, and whether what is done is done to the subject.
    lemmas: Vec<(String, bool)>,
    /// Nouns that a headline ends with in the place of a predicate.
    headline: Vec<bool>,
    /// Words within the name of a person, all but its last.
    named: Vec<bool>,
    /// Predicates behind what is done that were read as names: 어선을 나포해.
    hidden: Vec<bool>,
}

impl<'a, 'w, 'l, 't> Particles<'a, 'w, 'l, 't> {
    pub(crate) fn new(sentence: &'a Sentence<'w, 'l, 't>, frames: &'a Frames, mentions: &[Mention]) -> Self {
        // A name may look like a predicate: 바이든. Longer mentions hold more than a name.
        let name = |word: usize| {
            let span = sentence.span(word);
            let near = mentions.partition_point(|mention| mention.span.end <= span.start);
            let here = mentions[near..].iter().take_while(|mention| mention.span.start <= span.start);
            let short =
                |mention: &&Mention| mention.span.of(sentence.words.text).split(' ').count() <= LONGEST_NAME;
            here.filter(|mention| mention.form == Form::Name && mention.class == Class::Person)
                .filter(short)
                .any(|mention| mention.span.contains(span) && mention.span.end > span.end)
                && !sentence.role(word).is_particle()
        };
        // What the table knows as it stands is a noun, whatever its syllables look like: 언론인.
        let known = |word: usize| frames.is(sentence.form(word), "@somebody");
        let named: Vec<bool> = (0..sentence.list.len()).map(|word| name(word) || known(word)).collect();
        let hidden = |word: usize| {
            let form = sentence.form(word);
            let mut nouns =
                frames.members("@active").iter().filter_map(|ending| form.strip_suffix(ending.as_str()));
            let behind_object = word > 0 && sentence.role(word - 1) == Role::Object;
            let acts = |noun: &str| frames.of(noun, false).next().is_some();
            behind_object && sentence.role(word) == Role::Bare && nouns.any(acts)
        };
        let hidden: Vec<bool> = (0..sentence.list.len()).map(hidden).collect();
        let lemma = |word: usize| {
            let stem = sentence.list[word].stem.as_str();
            let bare = sentence.bare(word);
            if named[word] || !hidden[word] && !is_predicate(sentence, word) {
                return (known_end(bare, frames, true).to_owned(), false);
            }
            let cut = |class| {
                let nouns =
                    frames.members(class).iter().filter_map(|suffix| stem.strip_suffix(suffix.as_str()));
                nouns.into_iter().find(|noun| !noun.is_empty())
            };
            let (noun, undone) = match (cut("@passive"), cut("@active")) {
                _ if frames.knows(stem, false) => (stem, false),
                (Some(noun), _) => (noun, true),
                (_, Some(noun)) => (noun, false),
                _ => (stem, false),
            };
            // 풀어줬다는, 쐈다는: the past may be left on the stem.
            if let Some(present) = without_past(noun)
                && frames.knows(&present, false)
            {
                return (present, undone);
            }
            // A word that the morphemes are not known of may still begin with one that the table knows.
            let known = known_end(noun, frames, false);
            if frames.knows(known, false) {
                return (known.to_owned(), undone);
            }
            (known_beginning(bare, frames).unwrap_or(known).to_owned(), undone)
        };
        let lemmas: Vec<(String, bool)> = (0..sentence.list.len()).map(lemma).collect();
        let mut headline = vec![false; lemmas.len()];
        for range in &sentence.words.sentences {
            // 봉쇄 위협…유가 급등: a headline has parts.
            let breaks = range.clone().filter(|word| sentence.lexicon.is("ellipsis", sentence.form(*word)));
            for end in breaks.chain([range.end]) {
                let last = (range.start..end).rev().find(|word| !sentence.is_sign(*word));
                let Some(last) = last.filter(|last| sentence.role(*last) == Role::Bare) else { continue };
                headline[last] = frames.of(&lemmas[last].0, false).next().is_some();
            }
        }
        // 수사 중이다, 방문 예정이다: the noun before is what is done.
        for word in 1..lemmas.len() {
            let during = sentence.list[word].copula && frames.is(&sentence.list[word].stem, "@during");
            if during && sentence.role(word - 1) == Role::Bare {
                headline[word - 1] = frames.of(&lemmas[word - 1].0, false).next().is_some();
            }
        }
        Self { sentence, frames, lemmas, headline, named, hidden }
    }

    /// The sentence that a word stands in.
    fn around(&self, word: usize) -> Range<usize> {
        let words = self.sentence.words;
        words.sentences.get(words.place(word).0).cloned().unwrap_or(0..0)
    }

    fn role(&self, word: usize) -> Role {
        self.sentence.role(word)
    }

    fn is_bare(&self, word: usize) -> bool {
        let bare = self.named[word] || self.role(word) == Role::Bare && !self.hidden[word];
        bare && !self.sentence.is_sign(word) && !self.is_when(word)
    }

    /// Whether a noun only says when a clause before it was: 훈련하는 가운데 중국군은.
    fn is_when(&self, word: usize) -> bool {
        self.frames.is(self.sentence.form(word), "@while")
            && word > self.around(word).start
            && self.is_predicate(word - 1)
            && self.is_adnominal(word - 1)
    }

    /// The word before another one, past what stands between them in brackets: 아프리카연합(AU) 집행위원장.
    fn before(&self, word: usize) -> Option<usize> {
        let start = self.around(word).start;
        let before = word.checked_sub(1).filter(|before| *before >= start)?;
        if !self.sentence.is_sign(before) || !self.sentence.form(before).ends_with(')') {
            return Some(before);
        }
        let open = (start..before).rev().find(|at| self.sentence.form(*at).starts_with('('))?;
        let noun = open.checked_sub(1).filter(|noun| *noun >= start)?;
        // 23일(현지시간)
        let number = self.sentence.form(noun).starts_with(|char: char| char.is_ascii_digit());
        Some(if number { before } else { noun })
    }

    /// The first word of the noun phrase that ends with a word, owners and all.
    fn first_of(&self, word: usize, owners: bool) -> usize {
        let mut first = word;
        while let Some(before) = self.before(first)
            && (self.is_bare(before) || owners && self.role(before) == Role::Genitive)
        {
            first = before;
        }
        first
    }

    /// The noun of a noun phrase that ends at a word: not how many there are.
    fn kernel(&self, last: usize) -> usize {
        let start = self.around(last).start;
        let number = |word: usize| {
            self.sentence.words.nodes[word].upos == "NUM"
                || self.frames.is(self.sentence.bare(word), "@counter")
                || self.sentence.form(word).starts_with(|char: char| char.is_ascii_digit())
        };
        // 국제통화기금(IMF)의: the particle is a word by itself behind the bracket.
        let mut last = last;
        if self.sentence.bare(last).is_empty() && last > start {
            last -= 1;
            if self.sentence.is_sign(last) && self.sentence.form(last).ends_with(')') {
                let open = (start..last).rev().find(|at| self.sentence.form(*at).starts_with('('));
                last = open
                    .and_then(|open| open.checked_sub(1))
                    .filter(|before| *before >= start)
                    .unwrap_or(last);
            }
        }
        let mut at = last;
        while at > start && number(at) && (self.is_bare(at - 1) || number(at - 1)) {
            at -= 1;
        }
        if number(at) { last } else { at }
    }

    /// The particle of a noun.
    fn particle(&self, word: usize) -> &'t str {
        let form = self.sentence.form(word);
        form.get(self.sentence.bare(word).len()..).unwrap_or("")
    }

    /// The first of two particles, if the second one only adds or compares: 노조에는, 노조에도.
    fn case(&self, word: usize) -> Option<&'t str> {
        let particle = self.particle(word);
        let seconds = ["@also", "@topic"].into_iter().flat_map(|class| self.frames.members(class));
        // 정부에서는: a body does it.
        let body = || {
            let somebody = self.frames.is(&self.lemmas[word].0, "@somebody");
            somebody || self.sentence.is_institution(word)
        };
        seconds
            .into_iter()
            .find_map(|second| particle.strip_suffix(second.as_str()))
            .filter(|case| !case.is_empty())
            .filter(|case| !self.frames.is(case, "@where") || !body())
    }

    /// Whether a noun is never somebody, unless it is the end of a name: 세계식량계획은.
    fn is_nobody(&self, word: usize) -> bool {
        // What a copula says something of, and what happens, is the subject all the same.
        let stays = |predicate: usize| {
            let happens = || self.frames.carries(&self.lemmas[predicate].0, &Label::Subject).is_some();
            self.sentence.list[predicate].copula || happens()
        };
        self.frames.is(&self.lemmas[word].0, "@nobody")
            && !self.sentence.is_of_world(word)
            && !self.predicate(word).is_some_and(stays)
    }

    fn label(&self, word: usize) -> Option<Label> {
        Some(match self.role(word) {
            Role::Topic | Role::Adverbial if self.case(word).is_some() => {
                Label::With(self.case(word)?.to_owned())
            }
            // 제안은 거부했다: what does nothing is what is done, though it be the topic.
            Role::Topic if self.is_nobody(word) => Label::Object,
            Role::Topic | Role::Subject => Label::Subject,
            Role::Object => Label::Object,
            Role::Adverbial => Label::With(self.particle(word).to_owned()),
            _ => return None,
        })
    }

    /// Whether a predicate only ties the noun before it to what follows: 대한, 위해.
    fn ties(&self, word: usize) -> bool {
        // 엄포를 놓고 있다: it is said of somebody.
        let goes_on = || {
            let hollow =
                self.sentence.list.get(word + 1).is_some_and(|next| self.frames.is(&next.stem, "@hollow"));
            hollow && self.ends_in(word, "@coordinates")
        };
        self.frames.is(self.sentence.form(word), "@ties") && !goes_on()
    }

    /// Whether the words before a predicate belong to a clause that ends there.
    fn is_adnominal(&self, word: usize) -> bool {
        self.role(word) == Role::Adnominal && !self.ties(word)
    }
}

impl Particles<'_, '_, '_, '_> {
    /// How firm the clause behind is where the two are one: 기증하고 훈련도 할 예정이다.
    fn of_next_clause(&self, word: usize) -> Option<Status> {
        let past =
            || self.sentence.words.nodes[word].lemma.split('+').any(|part| self.frames.is(part, "@past"));
        let sentence = self.around(word);
        let mut after = (word + 1..sentence.end).filter(|next| {
            self.is_predicate(*next) && !self.ties(*next) && !self.is_quoted_apart(*next, word)
        });
        let mut next = after.next()?;
        // 회담하고 늘리기로 합의했다: they met and agreed; 회담하고 늘리기로 했다: they will do both.
        if self.completes(next) {
            let says = after.next()?;
            if !self.frames.is(&self.sentence.list[says].stem, "@hollow") {
                next = says;
            }
        }
        // 만나 논의할 예정: the same somebody does both.
        let own = |at: usize| matches!(self.role(at), Role::Subject | Role::Topic);
        let when =
            || self.sentence.list.get(next + 1).is_some_and(|next| self.frames.is(&next.stem, "@when"));
        let serial = || self.ends_in(word, "@serial") && !(word + 1..next).any(own) && !when();
        if past() || !self.ends_in(word, "@coordinates") && !serial() {
            return None;
        }
        let follows = self.ends_in(word, "@coordinates");
        let firm = |status: &Status| match status {
            Status::Planned => true,
            Status::Expected | Status::Conditional => follows,
            _ => false,
        };
        self.marks(next).status.filter(firm)
    }
}

/// Whether a word is a predicate, with whatever ending: its last morpheme that is neither ending nor particle is a
/// stem.
fn is_predicate(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let kind = |tag| sentence.lexicon.value("tag", tag);
    let tags = || sentence.words.nodes[word].xpos.split('+');
    let content = tags()
        .rev()
        .filter_map(kind)
        .find(|kind| matches!(kind.as_str(), "stem" | "copula" | "noun" | "name"));
    let role = matches!(sentence.role(word), Role::Predicate | Role::Adnominal | Role::Quotative);
    match content.as_deref() {
        _ if sentence.lexicon.is("noun", sentence.form(word)) => false,
        // An adverb made of a stem has no ending: 강력히.
        Some("stem" | "copula") => {
            let ends = || tags().filter_map(kind).any(|kind| matches!(kind.as_str(), "ending" | "adnominal"));
            // What was found to be a noun all the same has no stem left, or no ending: 우간다 경찰.
            let noun = sentence.role(word) == Role::Bare
                || sentence.list[word].noun && sentence.list[word].stem.is_empty();
            !sentence.is_sign(word) && (role || !noun && ends())
        }
        // 집회를 열 계획
        Some(_) => {
            matches!(sentence.role(word), Role::Adnominal | Role::Predicate) && !sentence.list[word].noun
        }
        // What the morphemes do not say is said by the word's form.
        None => role,
    }
}

/// A stem without the consonant of the past at its end.
fn without_past(stem: &str) -> Option<String> {
    const FIRST: u32 = 0xAC00;
    const FINALS: u32 = 28;
    const PAST: u32 = 20;
    let last = stem.chars().next_back()?;
    let code = u32::from(last).checked_sub(FIRST)?;
    let open = char::from_u32(FIRST + code - PAST).filter(|_| code % FINALS == PAST)?;
    Some(format!("{}{open}", &stem[..stem.len() - last.len_utf8()]))
}

/// The longest beginning of a word, of two syllables or more, that is an event's.
fn known_beginning<'w>(form: &'w str, frames: &Frames) -> Option<&'w str> {
    let ends = form.char_indices().skip(2).map(|(place, _)| place);
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends.into_iter().map(|end| &form[..end]).find(|begin| frames.of(begin, false).next().is_some())
}

/// A word itself if a table knows it, or else its longest end of two syllables or more that one knows.
fn known_end<'w>(word: &'w str, frames: &Frames, noun: bool) -> &'w str {
    let ends = word.char_indices().map(|(place, _)| &word[place..]);
    let mut ends = ends.filter(|end| *end == word || end.chars().count() > 1);
    ends.find(|end| frames.knows(end, noun) || frames.knows(end, !noun)).unwrap_or(word)
}

impl Grammar for Particles<'_, '_, '_, '_> {
    fn sentences(&self) -> &[Range<usize>] {
        &self.sentence.words.sentences
    }

    fn lemma(&self, word: usize) -> &str {
        &self.lemmas[word].0
    }

    fn is_predicate(&self, word: usize) -> bool {
        // 이르면, 오는: they only say when.
        let aside = || self.frames.is(self.sentence.form(word), "@aside");
        self.headline[word]
            || self.hidden[word]
            || !self.named[word] && is_predicate(self.sentence, word) && !aside()
    }

    fn is_noun(&self, word: usize) -> bool {
        !self.is_predicate(word) && !self.sentence.is_sign(word)
    }

    fn is_name(&self, word: usize) -> bool {
        self.sentence.list[word].name
    }

    fn is_pronoun(&self, _: usize) -> bool {
        false
    }

    fn arguments(&self, word: usize) -> Vec<Argument> {
        if self.is_predicate(word) { self.of_predicate(word) } else { self.of_noun(word) }
    }

    fn above(&self, word: usize) -> Option<Argument> {
        if self.is_predicate(word) {
            let sentence = self.around(word);
            // …했다는 보도를 “날조”라며 부인했다: what is in marks is said of it, and governs nothing.
            let governs = |next: &usize| {
                self.is_predicate(*next)
                    && !self.ties(*next)
                    && !self.is_quoted_apart(*next, word)
                    && !self.reports(*next)
            };
            let next = (word + 1..sentence.end).find(governs)?;
            // 철수했다는 발표를 부인했다: what is reported is as firm as the report.
            let reported = self.is_adnominal(word) && self.ends_in(word, "@quotes");
            let closes = self.role(word) == Role::Quotative || self.completes(word) || reported;
            return closes.then_some((Label::Clause, next));
        }
        // The particle stands with the last word of the phrase: 공습 3건을.
        let sentence = self.around(word);
        let last = (word..sentence.end).find(|at| !self.is_bare(*at) || self.sentence.is_sign(*at))?;
        let kernel = self.kernel(last);
        match self.role(last) {
            _ if kernel > word => Some((Label::Modifier, kernel)),
            Role::Genitive => Some((Label::Owner, last + 1)),
            _ => {
                // 훈련도 실시했다: a particle that only adds hides what the noun is.
                let label = match self.label(last)? {
                    Label::With(particle) if self.frames.is(&particle, "@also") => Label::Object,
                    label => label,
                };
                Some((label, self.predicate(last)?))
            }
        }
    }

    fn bare(&self, word: usize) -> Span {
        let mut span = self.sentence.span(word);
        let cut = self.particle(word).len() as u32;
        if cut < span.end - span.start {
            span.end -= cut;
        }
        span
    }

    fn joined(&self, word: usize) -> Vec<usize> {
        let Some(mut before) = self.before(self.first_of(word, true)) else { return Vec::new() };
        if self.frames.is(self.sentence.form(before), "@comma") {
            let Some(member) = self.before(before).filter(|member| self.is_bare(*member)) else {
                return Vec::new();
            };
            before = member;
        } else if !self.frames.is(self.particle(before), "@and") {
            return Vec::new();
        }
        let mut all = vec![self.kernel(before)];
        all.extend(self.joined(before));
        all
    }

    fn name(&self, word: usize) -> Option<Span> {
        self.sentence.noun_span(self.first_of(word, false)..word + 1)
    }

    fn phrase(&self, word: usize) -> Option<Span> {
        self.sentence.noun_span(self.first_of(word, true)..word + 1)
    }

    fn clause(&self, word: usize) -> Range<usize> {
        // 회담하고 늘리기로 했다: what both clauses have in common stands before the first one.
        let other = |at: &usize| {
            let before_when = *at + 1 < word && self.is_when(*at + 1);
            let closes = self.role(*at) == Role::Quotative || self.completes(*at);
            let part = self.is_adnominal(*at) || closes || self.ends_in(*at, "@if");
            self.is_predicate(*at) && !self.ties(*at) && (before_when || !part)
        };
        let start = self.around(word).start;
        let from = (start..word).rev().find(other).map_or(start, |other| other + 1);
        let parts = self.of_predicate(word).into_iter().map(|(_, part)| part);
        parts.filter(|part| (from..word).contains(part)).min().unwrap_or(word)..word + 1
    }

    fn marks(&self, word: usize) -> Marks {
        if !self.is_predicate(word) {
            return Marks::default();
        }
        let sentence = self.around(word);
        // What stands behind the next event is its own: 요구했지만 받아들이지 않았다. Stems of one syllable help others.
        let next = |at: &usize| {
            let lemma = self.lemma(*at);
            let helps = lemma.chars().nth(1).is_none();
            // 거절할 것으로 보인다: what a noun like that is said of says how it stands.
            let said_of = *at == word + 2 && self.frames.is(&self.sentence.list[word + 1].stem, "@clausal");
            // 공격할 움직임을: a verb made a noun.
            let content = self.frames.is(lemma, "@clausal");
            self.is_predicate(*at)
                && !helps
                && !said_of
                && !content
                && self.frames.of(lemma, false).next().is_some()
        };
        let end = sentence.end.min(word + TAIL);
        let end = (word + 1..end).find(next).unwrap_or(end);
        let text = self.sentence.words.cover(word..end).map_or("", |span| span.of(self.sentence.words.text));
        let to_come = self.ends_in(word, "@to-come")
            && self.sentence.list.get(word + 1).is_some_and(|next| self.frames.is(&next.stem, "@clausal"));
        // 방송을 다시 틀 경우
        let in_case = self.ends_in(word, "@to-come")
            && self.lemmas.get(word + 1).is_some_and(|(next, _)| self.frames.is(next, "@in-case"));
        let status = self.frames.tail(text).or(in_case.then_some(Status::Conditional));
        let status = status.or(to_come.then_some(Status::Planned)).or_else(|| {
            // 오는 22일 열린다: a day to come and no ending of the past.
            let morphemes = || self.sentence.words.nodes[word].lemma.split('+');
            let past = morphemes().any(|part| self.frames.is(part, "@past"));
            let to_come = (sentence.start..word).any(|at| self.frames.is(self.sentence.form(at), "@future"));
            let last = (word + 1..sentence.end).all(|at| !self.is_predicate(at));
            (!past && to_come && last && self.is_predicate(word)).then_some(Status::Planned)
        });
        match status.or_else(|| self.of_next_clause(word)) {
            // 만난 적이 없다: it did not happen; 만나지 않기로: somebody will not.
            Some(Status::Denied)
                if self.frames.members("@never").iter().any(|never| text.contains(never)) =>
            {
                Marks { negated: false, status: Some(Status::Denied) }
            }
            Some(Status::Denied) => {
                let planned = self.frames.members("@intends").iter().any(|word| text.contains(word.as_str()));
                Marks { negated: true, status: planned.then_some(Status::Planned) }
            }
            status => Marks { negated: false, status },
        }
    }

    fn is_asked(&self, word: usize) -> bool {
        // 멈추라고 소리쳤다
        let ordered = self.role(word) == Role::Quotative
            && !self.sentence.list[word].copula
            && self.ends_in(word, "@orders");
        let asked = || {
            self.is_adnominal(word)
                && self.ends_in(word, "@asks")
                && self.noun_behind(word).is_some_and(|noun| self.frames.is(&self.lemmas[noun].0, "@ask"))
        };
        // 증세에 항의해 파업했다: what ties a noun to what follows is told there.
        self.is_predicate(word) && (ordered || asked() || self.ties(word))
    }

    fn depth(&self, word: usize) -> usize {
        // What governs stands behind: the later, the higher.
        self.around(word).end - word
    }
}
