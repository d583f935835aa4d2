//! Which words of a noun phrase are parts of a name, and which only say more of whoever it names.

use super::morphs::{Role, Sentence};

/// The longest name, in words.
pub(super) const LONGEST_NAME: usize = 4;

/// The name among the words before a title.
pub(super) fn name_before(sentence: &Sentence<'_, '_, '_>, before: &[usize]) -> Option<Vec<usize>> {
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
pub(super) fn name_opening(sentence: &Sentence<'_, '_, '_>, near: &[usize]) -> Option<Vec<usize>> {
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
pub(super) fn is_of(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
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

pub(super) fn is_body(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
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

pub(super) fn is_unnamed(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    sentence.is("unnamed", word) || sentence.lexicon.ending("unnamed", sentence.bare(word)).is_some()
}

/// Whether a clause only says that the name is kept back.
pub(super) fn hides(sentence: &Sentence<'_, '_, '_>, words: &[usize]) -> bool {
    words.iter().any(|word| sentence.is("hidden", *word))
        || words.iter().all(|word| sentence.is("article", *word))
}

pub(super) fn is_surname(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
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
pub(super) fn is_one_of_many(sentence: &Sentence<'_, '_, '_>, head: usize) -> bool {
    // 교통정책과장 is one person's office, 시의원 is many's.
    let many = |word: &str| sentence.lexicon.ending("many", word).is_some_and(|(_, value)| value.is_empty());
    sentence.is("unnamed", head) || sentence.is("many", head) || many(sentence.bare(head))
}
