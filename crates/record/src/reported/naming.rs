//! What a noun phrase names: a person, a body, somebody whose name is kept back.
//!
//! Names stand before titles and behind them, what a title is of on either side: 김민수 외교부 장관,
//! 외교부 김민수 장관, 외교부 장관 김민수. Who in the document is meant is not decided here, but in `meaning`; which words
//! are parts of a name, in `parts`.

use std::ops::Range;

use super::describing::{described, own_words, quoted_name, text, title, told, without_brackets, written};
use super::morphs::{Role, Sentence};
use super::parts::{
    LONGEST_NAME, hides, is_body, is_of, is_one_of_many, is_surname, is_unnamed, modifies, name_before,
    name_opening,
};

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
