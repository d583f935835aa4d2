//! Proper names: their words, without titles, and which of them are alike.

use std::ops::Range;

use super::{Candidate, Class};
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// The words of a name as they are written between blanks.
pub(crate) fn parts(words: &Words<'_>, name: Range<usize>) -> Vec<String> {
    written(words, name).split(' ').map(str::to_owned).collect()
}

/// The characters of words, blanks as one.
pub(crate) fn written(words: &Words<'_>, range: Range<usize>) -> String {
    let span = words.cover(range);
    span.map_or(String::new(), |span| span.of(words.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The name of somebody: the proper nouns around the head, without titles. Empty if there are only titles.
pub(crate) fn of_person(words: &Words<'_>, candidate: &Candidate, lexicon: &Lexicon) -> Range<usize> {
    let Candidate { name: head, words: phrase, .. } = candidate;
    // “Corriere della Sera said”: what the tables know as a whole has no given name.
    if phrase.len() > 1 && lexicon.is("world-body", &written(words, phrase.clone())) {
        return phrase.clone();
    }
    let sentence = words.sentences.get(words.place(*head).0).cloned().unwrap_or(phrase.clone());
    let (mut start, mut end) = (*head, head + 1);
    let glued = |start: usize| {
        start > sentence.start
            && words.form(start - 1).ends_with(['\'', '’'])
            && words.is_capital(start - 1)
            && words.spans[start - 1].end == words.spans[start].start
    };
    while start > phrase.start && is_part(words, start - 1, start) || glued(start) {
        start -= 1;
    }
    // “Robert C. "Bobby" Lund”
    if let Some(first) = before_nickname(words, start, sentence.start) {
        start = first;
    }
    // What is flat below the head is of the name, also where the phrase was cut.
    while end < sentence.end && is_part(words, end, end - 1) {
        end += 1;
    }
    if let Some(next) = behind_nickname(words, end, sentence.end) {
        end = next;
    }
    // “Oluwaseun Bright”, “Saskia van der Meer”: the tree may take what follows for something else.
    while let Some(next) = goes_on(words, (start, end), sentence.end, lexicon) {
        end = next;
    }
    let title = |word: usize| lexicon.is("title", &words.form(word).to_lowercase());
    if (start..end).all(title) {
        return end..end;
    }
    // The last word is a name even if it is also a title: “Ida Baker”.
    let last = (start..end - 1).rev().find(|word| title(*word) || is_common(words, *word, lexicon));
    let mut name = last.map_or(start, |last| last + 1)..end;
    // “Economist Hana Březinová”: what somebody is may open the sentence with a capital.
    let opens = words.place(name.start).1 == 0 && name.len() > 2;
    if opens && lexicon.is("person", &words.form(name.start).to_lowercase()) {
        name.start += 1;
    }
    // “71-year-old Gerda Stolz”
    let begins = |word: usize| words.is_capital(word) || lexicon.is("in-person", words.form(word));
    while name.len() > 1 && !begins(name.start) && (name.start + 1..name.end).any(begins) {
        name.start += 1;
    }
    while !name.is_empty() && !words.form(name.end - 1).chars().any(char::is_alphanumeric) {
        name.end -= 1;
    }
    // “a new Ida Lund ad”
    let last_small = |word: usize| {
        let form = words.form(word);
        form.chars().next().is_some_and(char::is_lowercase) && !lexicon.is("in-person", form)
    };
    // “Tae-in” is cut into three words, and small at its end.
    let joined = |word: usize| words.spans[word - 1].end == words.spans[word].start;
    while name.len() > 1 && last_small(name.end - 1) && !joined(name.end - 1) {
        name.end -= 1;
    }
    // “pardon Hillary Clinton”: a word in small letters begins no name, unless it is small in names.
    let small = |word: usize| {
        let form = words.form(word);
        form.chars().next().is_some_and(char::is_lowercase) && !lexicon.is("in-name", form)
    };
    while name.len() > 1 && small(name.start) {
        name.start += 1;
    }
    name
}

/// Where a name goes on behind what its bearer is called in quotation marks, if it does.
fn behind_nickname(words: &Words<'_>, end: usize, most: usize) -> Option<usize> {
    let form = |word: usize| words.form(word);
    let capital = |word: usize| form(word).chars().next().is_some_and(char::is_uppercase);
    let mark = |word: usize| form(word) != "," && form(word).chars().all(|char| MARKS.contains(&char));
    (end + 3 < most && mark(end) && capital(end + 1) && mark(end + 2) && capital(end + 3)).then_some(end + 4)
}

/// Where a name begins that has what its bearer is called in quotation marks before its last words, if it has.
fn before_nickname(words: &Words<'_>, start: usize, first: usize) -> Option<usize> {
    let form = |word: usize| words.form(word);
    let capital = |word: usize| form(word).chars().next().is_some_and(char::is_uppercase);
    let mark = |word: usize| !form(word).is_empty() && form(word).chars().all(|char| MARKS.contains(&char));
    // The mark may already be part of the name, or stand before it.
    let nickname = if mark(start) { start.checked_add(1)? } else { start.checked_sub(2)? };
    let (open, close) = if mark(start) { (start, start + 2) } else { (start.checked_sub(3)?, start - 1) };
    if open <= first
        || !mark(open)
        || !mark(close)
        || !capital(nickname)
        || form(open) == ","
        || form(close) == ","
    {
        return None;
    }
    let given = |word: usize| words.node(word).is_some_and(|node| node.upos == "PROPN") && capital(word);
    let mut begin = open;
    while begin > first && given(begin - 1) {
        begin -= 1;
    }
    (begin < open).then_some(begin)
}

/// Where a name goes on behind its `end`: a capitalised word that hangs on the name, or small words of names
/// before one. None if it does not.
fn goes_on(words: &Words<'_>, (start, end): (usize, usize), most: usize, lexicon: &Lexicon) -> Option<usize> {
    let capital = |word: usize| {
        word < most && words.is_capital(word) && words.form(word).chars().any(char::is_lowercase)
    };
    let hangs = |word: usize| {
        words.node(word).is_some_and(|node| {
            node.head.is_some_and(|head| (start..end).contains(&head))
                && !matches!(universal(node.deprel), "appos" | "acl" | "parataxis")
        })
    };
    let begins = (start..end).any(capital);
    // “N'Dour” in two words.
    let apostrophe = |word: usize| words.form(word).ends_with(['\'', '’']) && words.form(word).len() > 1;
    if begins
        && end + 1 < most
        && apostrophe(end)
        && words.spans[end].end == words.spans[end + 1].start
        && capital(end + 1)
    {
        return Some(end + 2);
    }
    let small = |word: usize| word < most && lexicon.is("in-person", words.form(word));
    let behind = (end..most).find(|word| !small(*word))?;
    let name = words.node(behind).is_some_and(|node| node.upos == "PROPN");
    let fits = if behind > end { name } else { hangs(behind) && universal_of(words, behind) != "nmod" };
    (begins && capital(behind) && fits).then_some(behind + 1)
}

fn universal_of<'t>(words: &Words<'t>, word: usize) -> &'t str {
    words.node(word).map_or("", |node| universal(node.deprel))
}

/// Whether a word goes on with the name that the other one, its neighbour, is of.
fn is_part(words: &Words<'_>, word: usize, beside: usize) -> bool {
    let Some(node) = words.node(word) else { return false };
    // “Tae-ho” is one name in three words.
    let (left, right) = (word.min(beside), word.max(beside));
    let glued = words.spans[left].end == words.spans[right].start;
    let hyphen =
        |word: usize| !words.form(word).is_empty() && words.form(word).chars().all(|char| char == '-');
    if glued && (hyphen(word) || hyphen(beside)) {
        return true;
    }
    // “N'Dour”: so is what the tree has in two words with the sign at the first one's end.
    let capital = |word: usize| words.is_capital(word);
    if glued && capital(left) && capital(right) && words.form(left).ends_with(['\'', '’']) {
        return true;
    }
    let flat = universal(node.deprel) == "flat" && words.form(word).chars().any(char::is_alphabetic);
    let own = !matches!(universal(node.deprel), "conj" | "appos" | "nmod" | "nsubj" | "obj" | "obl" | "root");
    let titled = node.deprel == "nmod:desc" && word < beside;
    flat || node.upos == "PROPN" && (own || titled || same_place(words, left))
}

/// Whether a proper noun and the one behind it hang on the same word in the same way: one name of two words,
/// where the tree has two.
pub(crate) fn same_place(words: &Words<'_>, left: usize) -> bool {
    let (Some(a), Some(b)) = (words.node(left), words.node(left + 1)) else { return false };
    a.upos == "PROPN" && b.upos == "PROPN" && a.head == b.head && a.deprel == b.deprel && a.head.is_some()
}

/// “Ferry operator Blue Sound”: whether a word in small letters is a noun by itself, so that a name begins behind it.
fn is_common(words: &Words<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let form = words.form(word);
    let noun = words.node(word).is_some_and(|node| matches!(node.upos, "NOUN" | "PROPN"))
        || ["title", "person"].iter().any(|kind| lexicon.is(kind, form));
    let glued = |left: usize| words.spans[left].end == words.spans[left + 1].start;
    noun && form.chars().all(char::is_lowercase)
        && form.len() > 2
        && !["in-person", "in-name"].iter().any(|kind| lexicon.is(kind, form))
        && words.is_capital(word + 1)
        && !glued(word)
        && !word.checked_sub(1).is_some_and(glued)
}

/// The name of a body or place: the phrase without the article before it, up to a clause behind it.
pub(crate) fn of_body(words: &Words<'_>, candidate: &Candidate, lexicon: &Lexicon) -> Range<usize> {
    let mut name = candidate.words.clone();
    if candidate.name != candidate.head {
        name.start = candidate.name;
    }
    if let Some(noun) = (name.start..candidate.name).rev().find(|word| is_common(words, *word, lexicon)) {
        name.start = noun + 1;
    }
    // “the general, Otmar Fink”: a name begins behind what is only told of its bearer.
    let comma = (name.start..candidate.name).rev().find(|word| words.form(*word) == ",");
    let plain = |word: usize| !words.is_capital(word);
    if let Some(comma) = comma.filter(|comma| (name.start..*comma).all(plain)) {
        name.start = comma + 1;
    }
    while name.start < candidate.name {
        let form = words.form(name.start);
        let node = words.node(name.start);
        let describes = node.is_some_and(|node| {
            node.upos != "PROPN"
                && (matches!(universal(node.deprel), "det" | "amod" | "nummod")
                    && form.chars().next().is_some_and(char::is_lowercase)
                    || lexicon.is("article", &form.to_lowercase()))
        });
        // The first word of a sentence has a capital, whatever it is.
        let opens = words.place(name.start).1 == 0;
        let kinds = ["any-body", "person"];
        let kind = opens && kinds.iter().any(|kind| lexicon.is(kind, &form.to_lowercase()));
        let described = node.is_some_and(|node| {
            (node.upos == "NOUN" || kind)
                && (universal(node.deprel) == "compound" || node.deprel == "nmod:desc")
                && (opens || form.chars().next().is_some_and(char::is_lowercase))
        });
        if !describes && !described {
            break;
        }
        name.start += 1;
    }
    // “of Ostrey” belongs to a name; a comma, a relative clause or “in Seoul” does not.
    let goes_on = |word: usize| {
        let form = words.form(word);
        form.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric())
            || lexicon.is("in-name", &form.to_lowercase())
            || matches!(form, "-" | "&" | "'" | "’" | ".")
            // “Joon-ho” in three words
            || words.form(word - 1) == "-" && words.spans[word - 1].end == words.spans[word].start
    };
    // “Lund, Reve & Co”
    let firm = |word: usize| {
        let sign = (word + 1..name.end.min(word + 4)).find(|next| words.form(*next) == "&");
        words.form(word) == "," && sign.is_some_and(|sign| (word + 1..sign).all(goes_on))
    };
    // “France and Germany” are two.
    let whole = |end: usize| words.cover(name.start..end).map_or("", |span| span.of(words.text));
    let parts = |end: usize| {
        let joint = words.node(end).is_some_and(|node| node.upos == "CCONJ");
        joint && lexicon.is("world-place", whole(end))
    };
    let mut end = candidate.name + 1;
    while end < name.end && (goes_on(end) || firm(end)) && !parts(end) {
        end += 1;
    }
    let joined =
        |word: usize| words.form(word) == "-" && words.spans[word].end == words.spans[word + 1].start;
    while end > candidate.name + 1 && !words.is_capital(end - 1) && !joined(end - 2) {
        end -= 1;
    }
    name.end = end;
    name
}

/// Whether two names are those of one entity, as far as names tell.
pub(crate) fn alike(class: Class, a: &[String], b: &[String]) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let Some(first) = short.first() else { return false };
    match class {
        Class::Person => {
            // Where the family name stands first, the given name has a hyphen: Han Do-yun.
            let family_first = long.get(1).is_some_and(|given| given.contains('-'));
            let same = |a: &String, b: &String| a == b || a.to_lowercase() == b.to_lowercase();
            let ends = long.len() >= short.len()
                && long[long.len() - short.len()..].iter().zip(short).all(|(a, b)| same(a, b));
            let begins = long.iter().zip(short).all(|(a, b)| same(a, b));
            ends || (short.len() > 1 || family_first) && begins
        }
        _ => {
            let initials = |words: &[String]| {
                words
                    .iter()
                    .filter_map(|word| word.chars().next())
                    .filter(|char| char.is_uppercase())
                    .collect::<String>()
            };
            let plain = first.replace('.', "");
            short.len() == 1 && plain.len() > 1 && long.len() > 1 && initials(long) == plain
                || long.len() == short.len()
                    && long.iter().zip(short).all(|(a, b)| a.to_lowercase() == b.to_lowercase())
                // “Sarrin” after “Radio Sarrin”, but not “Korea” after “North Korea”.
                || short.len() == 1
                    && class != Class::Place
                    && long.last().map(|last| last.to_lowercase()) == Some(first.to_lowercase())
                    && long.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
                // “the Foreign Ministry” after “the Foreign Ministry of Ostrey”.
                || short.len() > 1 && long.starts_with(short)
        }
    }
}

/// Whether two names of persons, each of several words, are those of two who share some of them.
pub(crate) fn differ(a: &[String], b: &[String]) -> bool {
    let ([first_a, .., last_a], [first_b, .., last_b]) = (a, b) else { return false };
    if alike(Class::Person, a, b) {
        return false;
    }
    let lower = |word: &String| word.trim_matches(MARKS).to_lowercase();
    let (given, other) = (lower(first_a), lower(first_b));
    let within = |names: &[String], word: &str| names.iter().any(|name| lower(name) == word);
    // “J. Reve”, “Joe” and “Joseph”, “Robert ‘Bobby’ Reve”.
    let begin = |word: &str, length: usize| word.chars().take(length).collect::<String>();
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let length = if initial(&given) || initial(&other) { 1 } else { 2 };
    let same = begin(&given, length) == begin(&other, length) || within(a, &other) || within(b, &given);
    !same || lower(last_a) != lower(last_b)
}

/// Marks around a name by which somebody is called.
const MARKS: [char; 7] = ['"', '“', '”', '\'', '‘', '’', ','];
