//! What a noun phrase names: a person, a body, somebody whose name is kept back.
//!
//! Names stand before titles and behind them, what a title is of on either side: 김민수 외교부 장관,
//! 외교부 김민수 장관, 외교부 장관 김민수. Who in the document is meant is not decided here, but in `names`.

use std::ops::Range;

use super::describing::{described, own_words, quoted_name, text, title, told, without_brackets, written};
use super::morphs::{Role, Sentence};

/// What a phrase names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A person by name or by the surname alone, and the title.
    /// `pointed` if the surname may also be a word that points, 이 교수, 한 의원: the description that is meant
    /// then, empty if none is known.
    Person { name: String, title: Option<String>, pointed: Option<String> },
    /// Somebody by a title, without a name, or by a description; `before` is a word before the title that is read
    /// as something else, but may be a name that the document has.
    Described { phrase: String, title: Option<String>, unnamed: bool, same: bool, before: Option<String> },
    /// A body, or whatever else the phrase calls by name; `same` if it points back: 이 단체.
    Body { phrase: String, same: bool },
}

/// The longest name, in words.
const LONGEST_NAME: usize = 4;

/// The parts of a phrase that joins persons or bodies, each one's words: X 장관과 Y 총리, X·Y 의원.
pub(super) fn joined(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = words.start;
    let mut bracket = false;
    for word in words.clone() {
        let form = sentence.form(word);
        bracket = form == "(" || bracket && form != ")";
        if bracket || word + 1 >= words.end || word < start {
            continue;
        }
        let sign = sentence.lexicon.is("joining-sign", form);
        // 러시아 및 일본: a word by itself joins what is before it.
        let word_alone = word > start && sentence.lexicon.is("joins-names", form);
        let joins = sign
            || word_alone && names_somebody(sentence, word - 1)
            || sentence.lexicon.ending("joins-names", form).is_some()
                && sentence.role(word) == Role::Adverbial
                && names_somebody(sentence, word);
        let tail = last_noun(sentence, word + 1..words.end);
        // A sign may stand within a name of a body; names alone are joined by it.
        let fits = !sign || word > start && sentence.is_native(word - 1) && sentence.is_native(word + 1);
        // X와 회담을 마친 Y: the joint belongs to a clause.
        let clause = (word + 1..words.end).any(|word| {
            matches!(sentence.role(word), Role::Object | Role::Adnominal)
                && !sentence.list[word].copula
                && !sentence.is_native(word)
                && !sentence.is_title(word + 1)
        });
        if joins && !clause && fits && tail.is_some_and(|tail| names_somebody(sentence, tail)) {
            parts.push(start..if sign || word_alone { word } else { word + 1 });
            start = word + 1;
        }
    }
    parts.push(start..words.end);
    parts
}

fn names_somebody(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    // 감독 한결: what stands behind a title is a name.
    let behind = |word: usize| {
        sentence.role(word) == Role::Bare && (sentence.is_title(word) || sentence.is("describes", word))
    };
    sentence.can_speak(word)
        || sentence.list[word].name
        || sentence.is_native(word)
        || word.checked_sub(1).is_some_and(behind)
}

fn last_noun(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Option<usize> {
    words.rev().find(|word| !sentence.is_sign(*word))
}

/// What one phrase names.
pub(super) fn named(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Option<Named> {
    let words = without_brackets(sentence, words);
    let (&last, before) = words.split_last()?;
    if let Some(name) = quoted_name(sentence, &words) {
        return Some(Named::Body { phrase: name, same: false });
    }
    // 김 모 씨, 김모 씨: of a name that is kept back only the surname is told.
    if let Some(name) = withheld(sentence, &words) {
        return Some(Named::Person { name, title: Some(title(sentence, last)), pointed: None });
    }
    if let Some(phrase) = counted(sentence, &words) {
        return Some(Named::Described { phrase, title: None, unnamed: true, same: false, before: None });
    }
    // What modifies the noun by a clause or points to it stands before the core.
    let ends = (words[0], last);
    let modified = before.iter().rposition(|word| modifies(sentence, *word, ends));
    let core = &words[modified.map_or(0, |place| place + 1)..];
    let same = core.len() <= 2 && modified.is_some_and(|place| sentence.is("same", words[place]));
    let owned = core.iter().rposition(|word| *word != last && owns(sentence, *word));
    let near = &core[owned.map_or(0, |place| place + 1)..];
    let (&head, near) = near.split_last()?;
    // 문씨: a surname and its title in one word.
    if let Some((title, _)) = sentence.lexicon.ending("glued", sentence.bare(head)) {
        let name = sentence.bare(head).trim_end_matches(title.as_str());
        if sentence.lexicon.is("surname", name) || sentence.lexicon.is_native_name(name) {
            return Some(Named::Person { name: name.to_owned(), title: Some(title.clone()), pointed: None });
        }
    }
    // 한국개발연구원: a body whose last syllables are also a word for persons.
    let is_body_name =
        sentence.list[head].name && sentence.is_institution(head) && !sentence.is("title", head);
    let is_title = sentence.is_title(head) && !sentence.is_native(head) && !is_body_name;
    if is_title {
        let title = title(sentence, head);
        if let Some(name) = name_before(sentence, near) {
            let name = written(sentence, &name, true);
            return Some(Named::Person { name, title: Some(title), pointed: None });
        }
        let pointed = modified.map(|place| words[place]);
        let surname = pointed.filter(|word| near.is_empty() && is_surname(sentence, *word));
        if let Some(surname) = surname {
            let one = sentence.is("one", surname);
            let described = || described(sentence, &words, modified, core);
            let pointed =
                is_one_of_many(sentence, head).then(|| if one { described() } else { String::new() });
            let name = sentence.form(surname).to_owned();
            return Some(Named::Person { name, title: Some(title), pointed });
        }
        let phrase = described(sentence, &words, modified, core);
        // 한 전직 장관: one among many by what points to it.
        let one = core.len() > 1 && modified.is_some_and(|place| sentence.is("one", words[place]));
        let unnamed = one || is_one_of_many(sentence, head);
        // 온 예보관: any syllable may be a surname that the document has.
        let syllable = || near.last().copied().filter(|word| sentence.form(*word).chars().count() == 1);
        let before = pointed.filter(|_| near.is_empty()).or_else(syllable);
        let before = before.map(|word| sentence.form(word).to_owned());
        return Some(Named::Described { phrase, title: Some(title), unnamed, same, before });
    }
    let body = is_body(sentence, head);
    let kept_back = !sentence.is("institution", head) && !is_body_name && is_unnamed(sentence, head);
    if (kept_back || sentence.is("describes", head))
        && let Some(name) = name_opening(sentence, near)
    {
        let name = written(sentence, &name, true);
        return Some(Named::Person { name, title: None, pointed: None });
    }
    if kept_back && !sentence.is_native(head) || sentence.is("unnamed", head) {
        let phrase = match (core.len(), modified) {
            // A noun by itself says too little without what it is told by: 협상에 정통한 소식통.
            (1, Some(place)) if !hides(sentence, &words[..=place]) && !is_owned(sentence, &words, place) => {
                let first = words.iter().position(|word| !sentence.is("article", *word));
                told(sentence, &words[first.unwrap_or(place)..], core)
            }
            _ => described(sentence, &words, modified, core),
        };
        return Some(Named::Described { phrase, title: None, unnamed: true, same, before: None });
    }
    if !body && !sentence.is("document", head) {
        let behind = near.iter().rposition(|word| is_of(sentence, *word));
        let run = behind.map_or(0, |place| place + 1);
        let mut name: Vec<usize> = near[run..].to_vec();
        name.push(head);
        if sentence.is_native(head) {
            name.drain(..name.len() - 1);
        }
        // 주포 안드레 산투스: a noun that no table has before two names.
        let sure = |word: &usize| sentence.list[*word].name;
        if name.len() > 2 && !sure(&name[0]) && name[1..].iter().all(sure) {
            name.drain(..1);
        }
        let proper = sentence.list[head].name || sentence.is_native(head);
        if name.len() <= LONGEST_NAME && (behind.is_some() || proper) {
            let title = behind.map(|place| near[place]).filter(|word| sentence.is_title(*word));
            let title = title.map(|word| self::title(sentence, word));
            let person = title.is_some() || sentence.is_native(head) || name.len() > 1;
            let name = written(sentence, &name, false);
            return Some(if person {
                Named::Person { name, title, pointed: None }
            } else {
                Named::Body { phrase: name, same }
            });
        }
    }
    let phrase = text(sentence, own_words(sentence, core));
    (!phrase.is_empty()).then_some(Named::Body { phrase, same })
}

/// Whether a word has the particle of an owner, perhaps behind what is in brackets: 휴먼라이츠워치(HRW)의 분석가.
fn owns(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let bracket = sentence.list.len() > word + 1 && sentence.form(word + 1) == "(";
    let behind =
        || (word + 2..sentence.list.len()).find(|word| sentence.form(*word) == ")").map(|close| close + 1);
    sentence.role(word) == Role::Genitive
        || bracket && behind().is_some_and(|particle| sentence.role(particle) == Role::Genitive)
}

/// 사안을 잘 아는 소식통 두 명: a number of persons behind what they are.
fn counted(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> Option<String> {
    let [.., persons, _, count] = words else { return None };
    let who = sentence.is("unnamed", *persons) || sentence.is("describes", *persons);
    (sentence.is("persons-counted", *count) && who && sentence.role(*persons) == Role::Bare)
        .then(|| text(sentence, words))
}

/// The surname and the word for the rest of a name that is kept back, before a title.
fn withheld(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> Option<String> {
    let (&last, before) = words.split_last()?;
    let end = before.iter().rposition(|word| !sentence.is("former", *word)).map_or(0, |place| place + 1);
    let before = &before[..end];
    let &near = before.last().filter(|_| sentence.is_title(last))?;
    let form = sentence.form(near);
    let is_surname = |word: &str| sentence.lexicon.is("surname", word);
    if sentence.lexicon.is("kept-back", form) {
        let surname = sentence.form(*before.get(before.len().checked_sub(2)?)?);
        return is_surname(surname).then(|| format!("{surname} {form}"));
    }
    let (rest, _) = sentence.lexicon.ending("kept-back", form)?;
    is_surname(&form[..form.len() - rest.len()]).then(|| form.to_owned())
}

/// Whether a word that only points stands behind an owner: 국무부의 한 당국자.
fn is_owned(sentence: &Sentence<'_, '_, '_>, words: &[usize], place: usize) -> bool {
    sentence.is("article", words[place])
        && place.checked_sub(1).is_some_and(|owner| sentence.role(words[owner]) == Role::Genitive)
}

/// The name among the words before a title.
fn name_before(sentence: &Sentence<'_, '_, '_>, before: &[usize]) -> Option<Vec<usize>> {
    let of = |word: usize| is_of(sentence, word);
    let later = before.iter().rposition(|word| !sentence.is("former", *word))?;
    if is_surname(sentence, before[later]) {
        return Some(vec![before[later]]);
    }
    let mut end = before.iter().rposition(|word| !of(*word))? + 1;
    // 응오딘쯔엉 하노이 시장: a place of the world before the title.
    let place = |word: usize| sentence.lexicon.is("world-place", sentence.form(word));
    if end > 1 && place(before[end - 1]) && !of(before[end - 2]) && !place(before[end - 2]) {
        end -= 1;
    }
    // 알베르 카소 주한 프레노르 대사: of two runs of names the first is who, the last where.
    let run = before[..end].iter().rposition(|word| of(*word)).map_or(0, |place| place + 1);
    if end - run == 1 && run > 0 && !sentence.is_native(before[run]) {
        let other = before[..run].iter().rposition(|word| !of(*word)).map_or(0, |place| place + 1);
        if other > 1 || other == 1 && sentence.is_native(before[0]) {
            end = other;
        }
    }
    let last = before[end - 1];
    if sentence.is_native(last) {
        return Some(vec![last]);
    }
    let begin = before[..end].iter().rposition(|word| of(*word)).map_or(0, |place| place + 1);
    let run = &before[begin..end];
    let bodies = before[end..].iter().any(|word| !sentence.is("former", *word));
    match run {
        // 라벤 육군 참모총장: a country before a body of it.
        [one]
            if bodies
                && !is_short_name(sentence, *one)
                && !sentence.lexicon.is("first-name", sentence.form(*one)) =>
        {
            None
        }
        [one] => Some(vec![*one]),
        [first, rest @ ..] if sentence.is_native(*first) && !is_given(sentence, rest) => Some(vec![*first]),
        // 차은성 미르모빌리티 대표: a firm that the tables don't have.
        [first, firm] if is_whole(sentence, *first) && is_long(sentence, *firm) => Some(vec![*first]),
        // 마르셀 오딘 아르덴 외교장관: a country before the title.
        [first, second, _] if !bodies && !sentence.lexicon.is("inner-name", sentence.form(*second)) => {
            Some(vec![*first, *second])
        }
        _ => Some(run[run.len().saturating_sub(LONGEST_NAME)..].to_vec()),
    }
}

/// The name that opens a description of what somebody is: 셀림 아타만 터키항공 조종사.
fn name_opening(sentence: &Sentence<'_, '_, '_>, near: &[usize]) -> Option<Vec<usize>> {
    let proper =
        |word: usize| sentence.list[word].name && !is_of(sentence, word) && !sentence.is("country", word);
    match near {
        [first, second, of, ..] if proper(*first) && proper(*second) && is_of(sentence, *of) => {
            Some(vec![*first, *second])
        }
        [first, of, ..] if sentence.is_native(*first) && proper(*first) && is_of(sentence, *of) => {
            Some(vec![*first])
        }
        _ => None,
    }
}

/// Whether a word of two syllables may be a whole name.
fn is_short_name(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let form = sentence.form(word);
    form.chars().count() == 2 && sentence.lexicon.looks_like_name(form)
}

/// Whether a word is a whole name with a common surname, so that no foreign one begins so.
fn is_whole(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let form = sentence.form(word);
    sentence.is_native(word)
        && sentence.lexicon.looks_like_name(form)
        && !sentence.lexicon.is("first-name", form)
}

/// Whether a word is longer than family names mostly are.
fn is_long(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    sentence.form(word).chars().count() > 4 && !sentence.lexicon.is("world-person", sentence.form(word))
}

/// Whether words behind what looks like a whole name are the rest of a foreign one.
fn is_given(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> bool {
    words.iter().all(|word| sentence.list[*word].name || sentence.form(*word).chars().count() <= 2)
}

/// Whether a word says what a title is of, or what somebody is.
fn is_of(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let describes = sentence.is("describes", word)
        || sentence
            .lexicon
            .ending("describes", sentence.bare(word))
            .is_some_and(|(form, _)| form.chars().count() > 1);
    describes
        || is_lettered(sentence, word)
        || sentence.is("former", word)
        || sentence.is("not-name", word)
        || sentence.form(word).starts_with(|char: char| char.is_ascii_digit())
        || !sentence.is_native(word)
            && (sentence.is_title(word) || is_body(sentence, word) || is_unnamed(sentence, word))
}

/// Whether a body is called by a letter: B사.
fn is_lettered(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let bare = sentence.bare(word);
    let rest = bare.trim_start_matches(|char: char| char.is_ascii_uppercase());
    rest.len() < bare.len() && sentence.lexicon.is("lettered", rest)
}

fn is_body(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let bare = sentence.bare(word);
    sentence.is("institution", word)
        || sentence.is("country", word)
        || !sentence.is_native(word)
            && !is_given_name(sentence, word)
            && !is_family_name(sentence, word)
            && bare.chars().count() > 2
            && (sentence.lexicon.ending("institution", bare).is_some()
                || sentence.lexicon.ending("body", bare).is_some())
        // 서원대: its last syllable may look like a particle.
        || sentence.role(word) == Role::Adverbial
            && !sentence.is_native(word)
            && sentence.lexicon.ending("institution", sentence.form(word)).is_some()
}

/// 라즈니시 코타리: whether a name that ends as bodies do stands before a family name from elsewhere.
fn is_given_name(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let next = word + 1;
    let foreign = |word: usize| {
        sentence.list[word].name
            && sentence.role(word) == Role::Bare
            && !sentence.is_native(word)
            && !sentence.is_title(word)
            && !sentence.is_of_world(word)
    };
    let known = || {
        let form = sentence.form(word);
        let mut short = form.chars();
        short.next_back();
        sentence.lexicon.is("world-place", short.as_str())
            || sentence.lexicon.ending("institution", form).is_some_and(|(end, _)| end.chars().count() > 1)
    };
    sentence.lexicon.is("first-name", sentence.form(word))
        || next < sentence.list.len() && foreign(word) && foreign(next) && !known()
}

/// 다리우시 파르시: whether a name that ends as bodies do stands behind a given name from elsewhere.
fn is_family_name(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let given = |word: usize| {
        let form = sentence.form(word);
        sentence.lexicon.is("first-name", form) || sentence.lexicon.is("inner-name", form)
    };
    let bare = sentence.bare(word);
    let long =
        || sentence.lexicon.ending("institution", bare).is_some_and(|(end, _)| end.chars().count() > 1);
    word.checked_sub(1).is_some_and(given) && !long()
}

fn is_unnamed(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    sentence.is("unnamed", word) || sentence.lexicon.ending("unnamed", sentence.bare(word)).is_some()
}

/// Whether a clause only says that the name is kept back.
fn hides(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> bool {
    words.iter().any(|word| sentence.is("hidden", *word))
        || words.iter().all(|word| sentence.is("article", *word))
}

fn is_surname(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    sentence.lexicon.is("surname", sentence.form(word))
}

/// Whether a word opens a phrase that no predicate can open, so that it is a name: 노라 베켄 총리.
fn is_misread_name(sentence: &Sentence<'_, '_, '_>, word: usize, (first, last): (usize, usize)) -> bool {
    let short = |word: usize| sentence.form(word).chars().count() <= 3;
    word == first
        && word + 1 < last
        && matches!(sentence.role(word), Role::Predicate | Role::Quotative)
        && short(word)
        && short(word + 1)
        && !sentence.is("skip", word)
        && !sentence.is("auxiliary", word + 1)
        && (word + 2..=last).any(|word| sentence.is_title(word))
}

/// Whether a word before the last of a phrase modifies it by a clause or points to it.
pub(super) fn modifies(sentence: &Sentence<'_, '_, '_>, word: usize, (first, last): (usize, usize)) -> bool {
    let misread = |word: usize| is_misread_name(sentence, word, (first, last));
    if misread(word)
        || word > first && misread(word - 1) && (sentence.is_title(word + 1) || is_of(sentence, word + 1))
    {
        return false;
    }
    // 반 타인 위원장: behind a given name, before what the title is of.
    let given = (word.saturating_sub(2).max(first)..word)
        .any(|before| sentence.lexicon.is("first-name", sentence.form(before)));
    let titled = (word + 1..=last.min(word + 2)).any(|word| sentence.is_title(word));
    if sentence.lexicon.is("first-name", sentence.form(word.saturating_sub(1)))
        && word > first
        && sentence.role(word) == Role::Adnominal
        && sentence.form(word).chars().count() <= 4
        && titled
    {
        return false;
    }
    if given
        && (sentence.list[word].copula && sentence.form(word).chars().count() <= 2
            || sentence.role(word) == Role::Predicate && sentence.form(word).chars().count() <= 4)
        && word < last
        && (sentence.is_title(word + 1) || is_of(sentence, word + 1))
    {
        return false;
    }
    // 이다룬 장관, 윤태인 대학 교수: a name may look like a predicate or an adverb.
    let near = word < last && (sentence.is_title(word + 1) || sentence.is_title(last));
    let surname = word < last && sentence.is_title(word + 1) && is_surname(sentence, word);
    // 이 씨: what is written with a surname in one word stands behind one.
    let glued = surname && sentence.is("glued", word + 1);
    if near && sentence.is_native(word) || surname && !sentence.is("article", word) || glued {
        return false;
    }
    let next = &sentence.list[(word + 1).min(last)];
    let adnominal = sentence.role(word) == Role::Adnominal;
    if sentence.role(word) == Role::Quotative || adnominal && sentence.list[word].copula {
        return true;
    }
    // 주주인 오르비스펀드: the copula is not seen in every word.
    let being = sentence.lexicon.ending("being", sentence.form(word)).map(|(being, _)| being.len());
    let is = |form: &str| {
        ["title", "describes", "unnamed", "any-body"].iter().any(|kind| sentence.lexicon.is(kind, form))
    };
    if let Some(form) = being.map(|cut| &sentence.form(word)[..sentence.form(word).len() - cut])
        && is(form)
        && !is(sentence.form(word))
        && (!sentence.is_native(word) || !sentence.is_title(word + 1))
        && word < last
    {
        return true;
    }
    if word < last && sentence.list[word].name && sentence.role(word) != Role::Genitive && !adnominal {
        return false;
    }
    // 다니엘 모로 대통령: behind a name and before a title.
    let behind_name = word.checked_sub(1).is_some_and(|before| {
        (sentence.list[before].name || sentence.is_native(before)) && sentence.role(before) == Role::Bare
    });
    // 노라 베켄 총리: a verb would have an object or an adverb before it.
    let bare = adnominal
        && !sentence.list[word].noun
        && sentence.is_title(word + 1)
        && word.checked_sub(1).is_some_and(|before| {
            sentence.role(before) == Role::Bare
                && !sentence.is_sign(before)
                && !is_of(sentence, before)
                && !["time", "skip", "article"].iter().any(|kind| sentence.is(kind, before))
        });
    let of = sentence.is_title(word + 1) || near && is_of(sentence, word + 1);
    if (behind_name && of || bare) && sentence.form(word).chars().count() <= 3 {
        return false;
    }
    match sentence.role(word) {
        _ if sentence.is("all", word) => false,
        Role::Adnominal | Role::Determiner | Role::Predicate | Role::Object => true,
        // 이든 그레이 총리, 벨로나 중앙은행.
        Role::Adverb => {
            let is_name = next.name || sentence.is_institution(word + 1) || sentence.is_title(word + 1);
            let known = sentence.is_title(word) || is_of(sentence, word);
            !known && (!is_name || sentence.is("skip", word))
        }
        _ => sentence.is("article", word),
    }
}

/// Whether a title is one among many, so that without a name the name is kept back.
fn is_one_of_many(sentence: &Sentence<'_, '_, '_>, head: usize) -> bool {
    // 교통정책과장 is one person's office, 시의원 is many's.
    let many = |word: &str| sentence.lexicon.ending("many", word).is_some_and(|(_, value)| value.is_empty());
    sentence.is("unnamed", head) || sentence.is("many", head) || many(sentence.bare(head))
}
