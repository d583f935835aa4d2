//! Names that the reader of morphemes takes for other words, since it has never seen most of them: 마테우스 리베라는,
//! 아미나투 바 대통령실 대변인. What stands around such a word tells that it can be nothing but a name.

use avviso_text::ends_closed;

use super::morphs::{Role, SYLLABLE, Sentence, Word};
use super::phrase;

/// Words from a name to the title behind it: 응우옌 반 하이 베트남 산업무역부 차관.
const LONGEST_OFFICE: usize = 4;

impl Sentence<'_, '_, '_> {
    /// Makes nouns of such words, once, before anything is looked for.
    pub(super) fn mend_names(&mut self) {
        // From the end, since what stands behind a name tells most.
        for word in (0..self.list.len()).rev() {
            if self.list[word].quotation.is_some() || self.is_sign(word) || self.is_common(word) {
                continue;
            }
            let noun = self.is_noun_of_tables(word).then(|| Word { noun: true, ..Word::default() });
            let verb = || self.verb_as_noun(word).map(|role| Word { role, ..Word::default() });
            if let Some(read) = noun.or_else(verb) {
                let quotation = self.list[word].quotation;
                self.list[word] = Word { stem: self.form(word).to_owned(), quotation, ..read };
                continue;
            }
            let particle = self.ends_as_topic(word).or_else(|| self.is_name_and_particle(word));
            if particle.is_some() {
                self.make_name(word, particle);
            } else if self.is_inner(word)
                || self.is_before_inner(word)
                || self.is_before_age(word)
                || self.is_from_abroad(word)
                || self.is_owner_of_body(word)
                || self.is_before_title(word)
                || self.is_name_and_verb(word)
                || self.is_joined_name(word)
            {
                self.make_name(word, None);
            }
        }
    }

    /// 집회를 열 계획, 집회를 열기로: a verb behind what is done that looks like a number or a noun.
    fn verb_as_noun(&self, word: usize) -> Option<Role> {
        let role = Role::named(&self.lexicon.value("verb-as-noun", self.form(word))?)?;
        let bound = || self.list.get(word + 1).is_some_and(|next| self.lexicon.is("bound-noun", &next.stem));
        let behind_object = word.checked_sub(1).is_some_and(|before| self.role(before) == Role::Object);
        (behind_object && (role != Role::Adnominal || bound())).then_some(role)
    }

    fn is_common(&self, word: usize) -> bool {
        [
            "time",
            "skip",
            "about",
            "through",
            "article",
            "hidden",
            "former",
            "auxiliary",
            "not-name",
            "country",
        ]
        .iter()
        .any(|kind| self.lexicon.is(kind, self.form(word)))
    }

    /// 대통령실, 피고인, 돌샘마을: a noun that looks like a predicate, or like one with a particle.
    fn is_noun_of_tables(&self, word: usize) -> bool {
        let form = self.form(word);
        let kinds = ["institution", "title", "describes", "unnamed"];
        let whole = form.len() > SYLLABLE && kinds.iter().any(|kind| self.lexicon.is(kind, form));
        let place = self.lexicon.ending("place-name", form).is_some_and(|(end, _)| end.len() > SYLLABLE);
        match self.role(word) {
            Role::Adnominal | Role::Predicate => whole,
            Role::Object => place && self.title_or_persons_behind(word),
            _ => false,
        }
    }

    /// Whether a title or a word for persons stands right behind a word, which is no object then.
    fn title_or_persons_behind(&self, word: usize) -> bool {
        word + 1 < self.list.len() && (self.is_title(word + 1) || self.is("unnamed", word + 1))
    }

    fn make_name(&mut self, word: usize, particle: Option<(Role, usize)>) {
        let (role, particles) = particle.unwrap_or_default();
        let form = self.form(word);
        let stem = form.get(..form.len() - particles).unwrap_or(form).to_owned();
        let quotation = self.list[word].quotation;
        self.list[word] =
            Word { role, stem, particles, noun: true, name: true, quotation, ..Word::default() };
    }

    /// 리베라는, 진소하는: a name whose last syllables with the particle look like an ending. Nothing that could be
    /// modified follows.
    fn ends_as_topic(&self, word: usize) -> Option<(Role, usize)> {
        if self.role(word) != Role::Adnominal {
            return None;
        }
        let form = self.form(word);
        let (particle, role) = self.lexicon.ending("topic-particle", form)?;
        let (rest, role) = (&form[..form.len() - particle.len()], Role::named(role)?);
        let before = word.checked_sub(1).filter(|before| self.role(*before) == Role::Bare)?;
        let given = self.list[before].name && !self.lexicon.is("country", self.form(before))
            || self.lexicon.is("first-name", self.form(before));
        let what = self.is_title(before) || self.is("describes", before);
        let begins_as_name = self.begins_as_name(word);
        let fits = (given || what) && begins_as_name || what && self.lexicon.is_native_name(rest);
        // 라시드 아부 누르는: a given name and a short word within names tell enough.
        let first = self.lexicon.is("inner-name", self.form(before)).then(|| before.checked_sub(1)).flatten();
        let first = first.unwrap_or(before);
        let known = self.lexicon.is("first-name", self.form(first)) && self.modifies_nothing(word);
        let fits =
            known || fits && (self.modifies_nothing(word) || begins_as_name && !self.list[word].copula);
        fits.then_some((role, particle.len()))
    }

    /// 알라이얀 방송: a name with a verb right behind it in one word is a longer name.
    fn is_name_and_verb(&self, word: usize) -> bool {
        let Some(node) = self.words.node(word) else { return false };
        let second = node.xpos.split('+').nth(1).and_then(|tag| self.lexicon.value("tag", tag));
        self.role(word) == Role::Adnominal
            && node.upos == "PROPN"
            && self.begins_as_name(word)
            && second.as_deref() == Some("stem")
            && word + 1 < self.list.len()
            && (self.is_title(word + 1) || self.is_institution(word + 1) || self.list[word + 1].name)
    }

    /// Whether the first morpheme of a word is a name.
    fn begins_as_name(&self, word: usize) -> bool {
        let tag = self.words.node(word).and_then(|node| node.xpos.split('+').next());
        tag.and_then(|tag| self.lexicon.value("tag", tag)).as_deref() == Some("name")
    }

    /// 부사장 기유나가, 이리나 소로키나는: a name with its particle, taken for one word behind what somebody is or behind
    /// a given name.
    fn is_name_and_particle(&self, word: usize) -> Option<(Role, usize)> {
        let form = self.form(word);
        let (particle, role) = self.lexicon.ending("topic-particle", form)?;
        let name = &form[..form.len() - particle.len()];
        let before = word.checked_sub(1).filter(|before| self.role(*before) == Role::Bare)?;
        let described = (self.is_title(before) || self.is("describes", before))
            && (self.list[word].particles == 0 || self.role(word) == Role::Genitive)
            && self.lexicon.is_native_name(name);
        let given = self.lexicon.is("first-name", self.form(before))
            && self.list[word].name
            && name.len() > SYLLABLE
            && self.modifies_nothing(word);
        let unsplit = given && self.role(word) == Role::Bare;
        (described || unsplit).then_some((Role::named(role)?, particle.len()))
    }

    /// 여리은(54)은, 온다솜(52) 씨: nothing has a particle before a bracket that a particle or a title stands behind.
    fn is_before_age(&self, word: usize) -> bool {
        let close = word + 3;
        let bracket = close < self.list.len()
            && self.form(word + 1) == "("
            && self.form(word + 2).chars().all(|char| char.is_ascii_digit())
            && self.form(close) == ")";
        let behind = || {
            let behind = close + 1;
            behind < self.list.len()
                && (self.is_title(behind) || self.lexicon.is("topic-particle", self.form(behind)))
        };
        let given = || {
            word.checked_sub(1).is_some_and(|before| {
                let form = self.form(before);
                self.lexicon.is("first-name", form) || self.lexicon.is("inner-name", form)
            })
        };
        let named = || self.lexicon.is_native_name(self.form(word)) || given();
        bracket && self.role(word) != Role::Bare && named() && behind()
    }

    /// 코르단 국방부: what would be the end of reported words opens a sentence, right before a body.
    fn is_owner_of_body(&self, word: usize) -> bool {
        let form = self.form(word);
        let reports = self.lexicon.ending("closes", form).is_some_and(|(_, value)| {
            value.split_once(' ').is_some_and(|(kind, _)| Role::named(kind) == Some(Role::Adnominal))
        });
        let opens = self.words.place(word).1 == 0;
        self.role(word) == Role::Adnominal
            && reports
            && opens
            && form.len() > 2 * SYLLABLE
            && word + 1 < self.list.len()
            && self.lexicon.is("institution", self.bare(word + 1))
    }

    /// 궈메이린 대변인: a family name from elsewhere and the rest of the name, taken for a verb right before a title.
    fn is_from_abroad(&self, word: usize) -> bool {
        let form = self.form(word);
        let family = self.lexicon.beginning("surname-abroad", form);
        matches!(self.role(word), Role::Adnominal | Role::Predicate | Role::Adverb)
            && family.is_some_and(|(family, _)| family.len() < form.len())
            && form.chars().count() > 2
            && self.title_behind(word).is_some()
    }

    /// 살레 빈 하마드: what stands before a short word within names, which a name stands behind.
    fn is_before_inner(&self, word: usize) -> bool {
        let inner = word + 2 < self.list.len()
            && self.lexicon.is("inner-name", self.form(word + 1))
            && self.is_name_tagged(word + 1)
            && self.is_name_tagged(word + 2);
        inner && self.role(word) == Role::Adverb && !self.is("skip", word)
    }

    /// Whether what follows is no noun that a predicate before it could belong to.
    fn modifies_nothing(&self, word: usize) -> bool {
        let next = word + 1;
        next < self.list.len()
            && (self.list[next].quotation.is_some()
                || self.is_sign(next)
                || self.is("time", next)
                || phrase::is_time(self, next)
                || self.is_occasion(next)
                || self.lexicon.ending("addressee", self.form(next)).is_some())
    }

    /// 아흐메드 알 자비르, 아미나투 바 대통령실 대변인: short words within names of persons with a title. A noun that
    /// needs something before it to say of what it is has nothing there.
    fn is_inner(&self, word: usize) -> bool {
        let form = self.form(word);
        let inner = self.lexicon.is("inner-name", form);
        let bound = form.len() <= SYLLABLE && self.lexicon.is("bound", form);
        // 왕세자 칼리드 빈 나세르와: the title may stand before the name.
        let amid = inner
            && word > 0
            && (self.is_foreign_name(word - 1) && self.is_name_tagged(word + 1)
                || self.is_first_and_inner(word + 1));
        if amid || !inner && !bound || self.title_behind(word).is_none() {
            return amid;
        }
        let opens = word == 0 || self.is_sign(word - 1) || self.is("skip", word - 1);
        // 타밈 빈 칼리드: or between a noun and a name.
        let between = || inner && self.role(word - 1) == Role::Bare && self.list[word + 1].name;
        // 살레 빈 하마드: what nobody knows may be a name, too.
        let unknown = || inner && self.role(word - 1) == Role::Adverb && self.is_name_tagged(word + 1);
        opens || self.is_foreign_name(word - 1) || between() || unknown()
    }

    /// 요아힘 폰 벨덴: whether a given name and a short word within names stand before a word that may be a name.
    fn is_first_and_inner(&self, word: usize) -> bool {
        let (Some(inner), Some(first)) = (word.checked_sub(1), word.checked_sub(2)) else { return false };
        self.lexicon.is("first-name", self.form(first))
            && self.lexicon.is("inner-name", self.form(inner))
            && !self.is("article", inner)
            && word < self.list.len()
            && self.form(word).len() > SYLLABLE
            && !self.is_title(word)
            && !self.is_institution(word)
    }

    fn is_name_tagged(&self, word: usize) -> bool {
        self.list.get(word).is_some_and(|word| word.name && word.quotation.is_none())
    }

    /// 최고경영자 카타리나 폰 리히트: a name that seems to be joined to one behind it, right behind what somebody is.
    fn is_joined_name(&self, word: usize) -> bool {
        let particle = &self.form(word)[self.bare(word).len()..];
        let joins = ["joins", "name-end"].iter().all(|kind| self.lexicon.is(kind, particle));
        let title = word.checked_sub(1).is_some_and(|title| {
            self.role(title) == Role::Bare && (self.is_title(title) || self.is("describes", title))
        });
        let inner = word + 1 < self.list.len() && self.lexicon.is("inner-name", self.form(word + 1));
        joins && title && self.is_name_tagged(if inner { word + 2 } else { word + 1 })
    }

    /// Whether a word is a name that is not written as names of the country itself are.
    fn is_foreign_name(&self, word: usize) -> bool {
        let form = self.form(word);
        let looks = self.list[word].name
            || self.lexicon.is("first-name", form)
            || self.lexicon.is("inner-name", form)
            || self.is_joined_name(word)
            || self.is_unwritten(word);
        looks
            && (self.role(word) == Role::Bare || self.is_unwritten(word) || self.is_joined_name(word))
            && (self.lexicon.is("first-name", form) || !self.is_native_as_written(word))
            && !self.lexicon.is("country", form)
            && !self.is_institution(word)
            && !self.is_title(word)
    }

    /// 오이겐 바우만 소령, 탐마삭 분야랏 태국 장관: what looks like a particle or an ending is the end of a name, since
    /// only nouns stand between it and the title that has the particle.
    fn is_before_title(&self, word: usize) -> bool {
        let here = &self.list[word];
        if here.role == Role::Bare || self.form(word).len() < 2 * SYLLABLE || self.can_speak(word) {
            return false;
        }
        let Some(title) = self.title_behind(word) else { return false };
        let again = self.role(title) == Role::Topic;
        let behind_name = word.checked_sub(1).is_some_and(|before| self.is_foreign_name(before));
        let tagged = self.words.node(word).map_or("", |node| node.upos);
        let native = self.lexicon.is_native_name(self.form(word));
        match here.role {
            // 온다솜 기상청 예보관: an adverb that nobody knows.
            Role::Adverb => native && !self.is("skip", word),
            // 여리은 환경부 장관은: of two topics in a row the first is none.
            Role::Topic if native && (again || self.is_unfit(word)) && here.particles == SYLLABLE => true,
            role if role.is_particle() && role != Role::Genitive => {
                let particle = &self.form(word)[self.bare(word).len()..];
                // The particle is not written, or there is none like it.
                let unwritten = self.is_unwritten(word);
                let none = particle.len() == SYLLABLE && !self.lexicon.is("one-particle", particle);
                let name_end = || self.lexicon.is("name-end", particle) || role == Role::Topic;
                unwritten || none || behind_name && again && particle.len() == SYLLABLE && name_end()
            }
            // 요아힘 폰 벨덴 특사는.
            Role::Predicate | Role::Adnominal if word > 1 && self.is_first_and_inner(word) => true,
            Role::Predicate | Role::Adnominal => {
                behind_name && matches!(tagged, "NOUN" | "PROPN") && !here.copula
            }
            _ => false,
        }
    }

    /// 여리은: whether the particle is one that stands behind consonants only, and none is before it.
    fn is_unfit(&self, word: usize) -> bool {
        let bare = self.bare(word);
        ends_closed(bare) == Some(false) && self.lexicon.is("after-closed", &self.form(word)[bare.len()..])
    }

    /// 오이겐: whether the particle that the reader of morphemes sees in a word is not written in it.
    fn is_unwritten(&self, word: usize) -> bool {
        let form = self.form(word);
        let contracted =
            || ["oblique", "from-topic"].iter().any(|kind| self.lexicon.ending(kind, form).is_some());
        self.role(word).is_particle()
            && self.list[word].particles == 0
            && form.len() > 2 * SYLLABLE
            && !contracted()
    }

    /// The title behind a word, with nothing but nouns without particles in between.
    fn title_behind(&self, word: usize) -> Option<usize> {
        let end = self.list.len().min(word + 1 + LONGEST_OFFICE);
        for next in word + 1..end {
            if self.list[next].quotation.is_some() || self.is_sign(next) {
                return None;
            }
            if self.is_title(next) && self.role(next) != Role::Bare {
                return Some(next);
            }
            // 대통령실 may be read as a verb.
            if self.role(next) != Role::Bare && !self.is_institution(next) {
                return None;
            }
        }
        None
    }
}
