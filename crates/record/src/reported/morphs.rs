//! Words that are cut into morphemes, as far as reported speech asks for them.

use std::ops::Range;

use avviso_text::{Span, ends_closed, is_han};

use crate::attribution::Words;
use crate::lexicon::Lexicon;

/// Of how many bytes a syllable is.
pub(crate) const SYLLABLE: usize = 3;
/// A shorter name of a country may be another word.
pub(crate) const LONG_NAME: usize = 3 * SYLLABLE;

/// What a word is by its last morpheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Role {
    /// A noun without a particle, or a sign.
    #[default]
    Bare,
    /// With the particle of a topic.
    Topic,
    /// Of a subject.
    Subject,
    /// Of an object.
    Object,
    /// Of an owner.
    Genitive,
    /// Of anything else.
    Adverbial,
    /// Ends reported words.
    Quotative,
    /// A predicate before a noun.
    Adnominal,
    /// A predicate with another ending.
    Predicate,
    /// An adverb.
    Adverb,
    /// A word that points to a noun.
    Determiner,
}

impl Role {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "topic" => Self::Topic,
            "subject" => Self::Subject,
            "object" => Self::Object,
            "genitive" => Self::Genitive,
            "adverbial" => Self::Adverbial,
            "quotative" => Self::Quotative,
            "adnominal" => Self::Adnominal,
            "ending" => Self::Predicate,
            "adverb" => Self::Adverb,
            "determiner" => Self::Determiner,
            "noun" | "name" => Self::Bare,
            _ => return None,
        })
    }

    /// Whether it is a particle behind a noun.
    pub(crate) fn is_particle(self) -> bool {
        matches!(self, Self::Topic | Self::Subject | Self::Object | Self::Genitive | Self::Adverbial)
    }
}

/// A word in its morphemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    /// What it is.
    pub(crate) role: Role,
    /// Its morphemes before the first ending or particle, run together.
    pub(crate) stem: String,
    /// Of how many bytes its particles are.
    pub(crate) particles: usize,
    /// Whether the morpheme before its last one is the copula.
    pub(crate) copula: bool,
    /// Whether it is a noun, particles aside, and whether a name.
    pub(crate) noun: bool,
    pub(crate) name: bool,
    /// The outermost quotation of the region that it stands in, as an index of the paragraph's quotations.
    pub(crate) quotation: Option<usize>,
}

/// The words of a paragraph in their morphemes.
pub(crate) struct Sentence<'w, 'l, 't> {
    pub(crate) words: &'w Words<'t>,
    pub(crate) lexicon: &'l Lexicon,
    pub(crate) list: Vec<Word>,
}

impl<'w, 'l, 't> Sentence<'w, 'l, 't> {
    /// Looks at all words.
    pub(crate) fn new(words: &'w Words<'t>, lexicon: &'l Lexicon) -> Self {
        let list = (0..words.len()).map(|word| of(words, word, lexicon)).collect();
        let mut sentence = Self { words, lexicon, list };
        sentence.mend_names();
        sentence
    }

    /// The characters of a word.
    pub(crate) fn form(&self, word: usize) -> &'t str {
        self.words.form(word)
    }

    /// What a word is.
    pub(crate) fn role(&self, word: usize) -> Role {
        self.list.get(word).map_or(Role::Bare, |word| word.role)
    }

    /// Whether a word's characters, or those before its particles, are of a kind.
    pub(crate) fn is(&self, kind: &str, word: usize) -> bool {
        self.lexicon.is(kind, self.form(word)) || self.lexicon.is(kind, self.bare(word))
    }

    /// A word without its particles.
    pub(crate) fn bare(&self, word: usize) -> &'t str {
        let form = self.form(word);
        let particles = self.list.get(word).map_or(0, |word| word.particles);
        form.get(..form.len().saturating_sub(particles)).unwrap_or(form)
    }

    /// Whether a word is a sign.
    pub(crate) fn is_sign(&self, word: usize) -> bool {
        !self.form(word).chars().any(char::is_alphanumeric)
    }

    /// Whether a word is a name of the world's tables, of so many syllables that it is no other word.
    pub(crate) fn is_of_world(&self, word: usize) -> bool {
        let bare = self.bare(word);
        let known =
            || ["world-body", "world-place", "world-person"].iter().any(|kind| self.lexicon.is(kind, bare));
        (bare.len() >= LONG_NAME || bare.chars().all(|char| char.is_ascii_uppercase())) && known()
    }

    /// Whether a word is an occasion or a channel with its particle, or ends so.
    pub(crate) fn is_occasion(&self, word: usize) -> bool {
        let form = self.form(word);
        self.lexicon.is("occasion", form) || self.lexicon.ending("occasion", form).is_some()
    }

    /// Whether a word is a title, or ends with one of more than a syllable.
    pub(crate) fn is_title(&self, word: usize) -> bool {
        word < self.list.len() && (self.is("title", word) || self.ends_at_length("title", word))
    }

    /// Whether a word names a body, or ends so.
    pub(crate) fn is_institution(&self, word: usize) -> bool {
        self.is("institution", word) || self.ends_at_length("institution", word) && !self.is_native(word)
    }

    /// Whether a word is written as a Korean name is: surname and two syllables of given names.
    pub(crate) fn is_native(&self, word: usize) -> bool {
        if word >= self.list.len() {
            return false;
        }
        let (form, bare) = (self.form(word), self.bare(word));
        let common = |form: &str| {
            let kinds = ["title", "unnamed", "institution", "country", "describes", "occasion", "not-name"];
            kinds.iter().any(|kind| self.lexicon.is(kind, form))
        };
        let fits = |form: &str| self.lexicon.is_native_name(form) && !common(form);
        // Before a title nothing has a particle, whatever it looks like: 손가을 감독.
        let titled = self.list.get(word + 1).is_some() && {
            let next = self.bare(word + 1);
            ["title", "institution"].iter().any(|kind| {
                self.lexicon.is(kind, next)
                    || self.lexicon.ending(kind, next).is_some_and(|(form, _)| form.len() > SYLLABLE)
            })
        };
        // 권태은 대변인은: two topics in a row are none.
        let again = self.role(word + 1) == Role::Topic;
        let titled = titled && (self.role(word) != Role::Topic || self.list[word].name || again);
        fits(bare) || titled && self.list[word].particles <= SYLLABLE && fits(form) && !common(bare)
    }

    /// Whether all of a word is a name written so, with no particle behind it.
    pub(crate) fn is_native_as_written(&self, word: usize) -> bool {
        self.lexicon.is_native_name(self.form(word)) && self.is_native(word)
    }

    /// Whether a name of three syllables stands before a title, though its last one looks like a particle: 도하은
    /// 박물관장.
    pub(crate) fn is_native_before_title(&self, word: usize) -> bool {
        self.is_native_as_written(word) && self.is_title(word + 1)
    }

    /// Whether a word may name who speaks: by itself, or since what somebody is stands right before it.
    pub(crate) fn speaks(&self, word: usize) -> bool {
        let before = |word: usize| {
            self.role(word) == Role::Bare
                && (self.is_title(word) || self.is("describes", word) || self.list[word].name)
        };
        self.can_speak(word)
            || self.list[word].name
            || self.is_native(word)
            || word.checked_sub(1).is_some_and(before)
            || self.lexicon.ending("glued", self.bare(word)).is_some()
            // 총재인 이자벨 모랭: what somebody is may stand before two names.
            || (word.saturating_sub(2)..word).any(|before| self.list[before].copula && self.is_titled_by(before))
    }

    /// Whether a word before names says by the copula what somebody is.
    fn is_titled_by(&self, word: usize) -> bool {
        self.role(word) == Role::Adnominal
            && (self.lexicon.is("title", &self.list[word].stem)
                || self.lexicon.ending("title", &self.list[word].stem).is_some())
    }

    /// Whether a word ends with a form of a kind that is longer than a syllable.
    fn ends_at_length(&self, kind: &str, word: usize) -> bool {
        self.lexicon.ending(kind, self.bare(word)).is_some_and(|(form, _)| form.len() > SYLLABLE)
    }

    /// Whether a noun is one for persons or bodies.
    pub(crate) fn can_speak(&self, word: usize) -> bool {
        let bare = self.bare(word);
        let body = bare.chars().count() > 2 && self.lexicon.ending("body", bare).is_some();
        body || ["title", "unnamed", "institution", "pronoun"]
            .iter()
            .any(|kind| self.is(kind, word) || self.ends_at_length(kind, word))
    }

    /// Whether a quotation before a particle is the name of a body: 장애인단체 ‘함께걷기’는.
    pub(crate) fn is_name_in_marks(&self, quotation: usize, particle: usize) -> bool {
        let span = self.words.quotations[quotation].span;
        let first = self.words.spans.partition_point(|word| word.start < span.start);
        let short =
            self.words.quotations[quotation].inner.of(self.words.text).split_whitespace().count() <= 2;
        let described = |before: usize| {
            self.list[before].particles == 0 && (self.is("describes", before) || self.can_speak(before))
        };
        short
            && self.lexicon.is("topic-particle", self.form(particle))
            && first.checked_sub(1).is_some_and(described)
    }

    /// Whether a name is only a noun that stands for a body.
    pub(crate) fn is_anaphor_form(&self, name: &str) -> bool {
        self.lexicon.is("anaphor", name)
    }

    /// Where a word stands.
    pub(crate) fn span(&self, word: usize) -> Span {
        self.words.spans[word]
    }

    /// The characters from the first to the last of some words, signs at the edges left out, the last one's
    /// particles too.
    pub(crate) fn noun_span(&self, words: Range<usize>) -> Option<Span> {
        let mut words = words;
        let quoted = |word: usize| self.list[word].quotation.is_some() || "([)]".contains(self.form(word));
        while words.start < words.end && self.is_sign(words.start) && !quoted(words.start) {
            words.start += 1;
        }
        while words.start < words.end && self.is_sign(words.end - 1) && !quoted(words.end - 1) {
            words.end -= 1;
        }
        if words.is_empty() {
            return None;
        }
        // A particle by itself, as behind a bracket.
        while words.len() > 1 && self.list[words.end - 1].particles == self.form(words.end - 1).len() {
            words.end -= 1;
        }
        let span = self.words.cover(words.clone())?;
        let cut = self.list[words.end - 1].particles;
        let cut = if self.span(words.end - 1).len() > cut { cut } else { 0 };
        let span = Span::new(span.start as usize, span.end as usize - cut);
        Some(span.trim(self.words.text)).filter(|span| !span.is_empty())
    }
}

/// Of how many bytes the particles at the end of a word are, as far as they are written as they are read: of two
/// only those that stand together, since the last syllable of a noun may be read as a particle.
fn particles(form: &str, parts: &[(&str, &str)], lexicon: &Lexicon) -> usize {
    let Some((&(last, _), before)) = parts.split_last() else { return 0 };
    let Some(rest) = form.strip_suffix(last) else { return 0 };
    let two = before.last().and_then(|(text, _)| {
        let shorter = rest.strip_suffix(text)?;
        lexicon.is("two-particles", &form[shorter.len()..]).then_some(shorter)
    });
    form.len() - two.unwrap_or(rest).len()
}

/// Whether a particle for open syllables is read behind a closed one, where none stands: 환경운동가.
fn misfits(form: &str, particles: usize, lexicon: &Lexicon) -> bool {
    let Some((noun, particle)) = form.len().checked_sub(particles).and_then(|cut| form.split_at_checked(cut))
    else {
        return false;
    };
    lexicon.is("open-particle", particle) && ends_closed(noun) == Some(true)
}

fn of(words: &Words<'_>, place: usize, lexicon: &Lexicon) -> Word {
    let Some(node) = words.node(place) else { return Word::default() };
    let form = words.form(place);
    // Morphemes without characters of their own are left out of the lemma.
    let texts = node.lemma.split('+').chain(std::iter::repeat(""));
    let parts: Vec<(&str, &str)> = texts.zip(node.xpos.split('+')).collect();
    let tag_role = |tag: &str| lexicon.value("tag", tag);
    let mut word = Word::default();
    // A name that the morphemes do not know is still one to the tree.
    let nominal = matches!(node.upos, "PROPN" | "NOUN");
    let behind_stem = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| parts.get(before));
        before.is_some_and(|(_, tag)| tag_role(tag).as_deref() == Some("stem"))
    };
    let mut stem_ended = false;
    for (place, (text, tag)) in parts.iter().enumerate() {
        let name = tag_role(tag);
        // An ending within the word joins two stems: 알리+어+지.
        let joins = parts[place + 1..].iter().any(|(_, tag)| tag_role(tag).as_deref() == Some("stem"));
        let role = name.as_deref().and_then(Role::named);
        let closes = name.as_deref().is_some_and(|name| !matches!(name, "noun" | "name" | "sign" | "stem"));
        if !stem_ended && closes && !(joins && name.as_deref() == Some("ending")) {
            stem_ended = true;
        } else if !stem_ended && name.as_deref() != Some("sign") {
            word.stem.push_str(text);
        }
        if name.as_deref() == Some("sign") && parts.len() > 1 {
            continue;
        }
        word.name |= name.as_deref() == Some("name");
        word.noun |= matches!(name.as_deref(), Some("noun" | "name"));
        match role {
            Some(role) if role.is_particle() && (word.noun || nominal || parts.len() == 1) => {
                word.particles = particles(form, &parts[..=place], lexicon);
                // Of two particles the first says what the noun does, but a topic stays a topic: nothing but an
                // ending of the noun looks like one before the particle of an object.
                if word.role != Role::Topic || role == Role::Object {
                    word.role = role;
                }
            }
            // 끊을 계획, 끊은: right behind a stem what is read as a particle is the ending before a noun.
            Some(Role::Object | Role::Topic) if behind_stem(place) => word.role = Role::Adnominal,
            Some(role) => {
                word.role = role;
                word.particles = 0;
            }
            None if name.is_none() => word.role = Role::Bare,
            None => {}
        }
    }
    if let Some((_, stem)) = lexicon.beginning("stem", form) {
        word.stem.clone_from(stem);
        word.role = if word.role == Role::Bare { Role::Predicate } else { word.role };
    }
    word.name |= word.noun && node.upos == "PROPN";
    // Of two particles the reader of morphemes may have seen one: 북방경제와의.
    if word.role == Role::Genitive
        && let Some((with, _)) = lexicon.ending("with", form)
    {
        word.particles = word.particles.max(with.len());
    }
    // What the tree takes for a name is one, though its last syllables may look like endings: 빅토리아 첸.
    let looks = matches!(word.role, Role::Adnominal | Role::Predicate) && node.upos == "PROPN"
        || word.role == Role::Adverb && nominal;
    if looks && !word.noun {
        word = Word { noun: true, name: true, stem: form.to_owned(), ..Word::default() };
    }
    if word.role.is_particle() && misfits(form, word.particles, lexicon) {
        word = Word { noun: true, stem: form.to_owned(), ..Word::default() };
    }
    // 英 해군, 佛 총리: a sign of a state that no other word is written with.
    if form.chars().all(is_han) && lexicon.is("sign-of-state", form) {
        word = Word { noun: true, name: true, stem: form.to_owned(), ..Word::default() };
    }
    let first_name = lexicon.is("first-name", form);
    let country = form.chars().count() > 1 && lexicon.is("country", form);
    // 산부인과 is one word, 아세안과 is two.
    let body = |noun: &str| lexicon.is("world-body", noun);
    let joined =
        || lexicon.ending("with", form).is_some_and(|(with, _)| body(&form[..form.len() - with.len()]));
    let noun_end = lexicon.ending("noun-end", form).is_some() && !joined();
    // 소설가 is not 소설 with a particle.
    let somebody = word.role == Role::Subject && lexicon.is("describes", form);
    if first_name || country || noun_end || somebody || lexicon.is("noun", form) {
        word = Word { noun: true, name: first_name, stem: form.to_owned(), ..Word::default() };
    }
    // A title behind a name is a noun, though it may be read as a verb, and so is a name of the world: 서리나 배우는,
    // 르완다는, 카라지치는.
    let behind_name = || place > 0 && lexicon.is_native_name(words.form(place - 1));
    // No ending of a predicate stands right behind a noun: 해안경비대는.
    let only_noun = || {
        let nouns = parts.iter().rev().skip(1).map(|(_, tag)| tag_role(tag));
        let all = nouns.map(|kind| matches!(kind.as_deref(), Some("noun" | "name")));
        word.role == Role::Adnominal && parts.len() > 1 && all.min() == Some(true)
    };
    if !word.role.is_particle()
        && let Some((particle, role)) = lexicon.ending("topic-particle", form)
        && let noun = &form[..form.len() - particle.len()]
        && (is_of_world(noun, lexicon) || lexicon.is("title", noun) && behind_name() || only_noun())
    {
        let role = Role::named(role).unwrap_or_default();
        word = Word { noun: true, role, particles: particle.len(), ..Word::default() };
    }
    word = of_world_or_country(&word, form, lexicon).unwrap_or(word);
    if word.noun && word.particles >= form.len() {
        word.particles = 0;
    }
    word.copula =
        parts.iter().rev().skip(1).take(3).any(|(_, tag)| tag_role(tag).as_deref() == Some("copula"));
    word.quotation = words.quotations.iter().position(|quotation| {
        quotation.depth == 0
            && quotation.end != avviso_text::QuotationEnd::Repaired
            && quotation.span.overlaps(words.spans[place])
    });
    word
}

/// Whether a noun of some length names somebody or something of the world's tables.
fn is_of_world(noun: &str, lexicon: &Lexicon) -> bool {
    let known = ["country", "world-person", "world-body"].iter().any(|kind| lexicon.is(kind, noun));
    noun.len() >= LONG_NAME && known
}

/// 무가베와, 캐나다인 사업가: a name of the world with a particle, and a word for somebody of a country, whatever else they
/// were read as.
fn of_world_or_country(word: &Word, form: &str, lexicon: &Lexicon) -> Option<Word> {
    if word.role.is_particle() {
        return None;
    }
    let before = |ending: &str| &form[..form.len() - ending.len()];
    let with = lexicon.ending("with", form).filter(|(with, _)| is_of_world(before(with), lexicon));
    if let Some((with, _)) = with {
        let role = Role::Adverbial;
        return Some(Word { noun: true, name: true, role, particles: with.len(), ..Word::default() });
    }
    let country = lexicon.ending("national", form).map(|(end, _)| before(end));
    let national = country.is_some_and(|name| name.chars().count() > 1 && lexicon.is("country", name));
    national.then(|| Word { noun: true, stem: form.to_owned(), ..Word::default() })
}
