//! Noun phrases: who speaks, to whom, on what occasion.

use std::ops::Range;

use super::morphs::{Role, SYLLABLE, Sentence};

/// Where the noun phrase that ends at a word begins: modifiers before the noun, and the clause of a predicate
/// that modifies it, but no further than `start`.
pub(crate) fn beginning(sentence: &Sentence<'_, '_, '_>, last: usize, start: usize) -> usize {
    within(sentence, last, start, true)
}

/// The same for what is said as a noun phrase: a subject before it is whoever says it.
pub(crate) fn object(sentence: &Sentence<'_, '_, '_>, last: usize, start: usize) -> usize {
    within(sentence, last, start, false)
}

fn within(sentence: &Sentence<'_, '_, '_>, last: usize, start: usize, subjects: bool) -> usize {
    let mut at = last;
    let mut clause = false;
    let mut bracket = sentence.form(last) == ")";
    while at > start {
        let before = at - 1;
        let form = sentence.form(before);
        if bracket {
            bracket = form != "(";
            at = before;
            continue;
        }
        if form == ")" {
            bracket = true;
            at = before;
            continue;
        }
        if sentence.list[before].quotation.is_some() {
            // A quotation within a noun phrase is a name; what is said is closed by a particle.
            let short = sentence.list[before].quotation.is_some_and(|quotation| {
                sentence.words.quotations[quotation].span.of(sentence.words.text).split_whitespace().count()
                    <= 4
            });
            if !short {
                break;
            }
            at = before;
            continue;
        }
        if sentence.is_sign(before) && form != "·" && form != "-" && form != "(" {
            break;
        }
        // Within a clause there may be a day: 통계청이 9일 발표한 자료.
        let of_clause = clause && before > start && sentence.role(before - 1) == Role::Subject;
        if sentence.is("skip", before)
            || sentence.is("meets", before)
            || sentence.is("question", before) && !clause
            || sentence.is("about", before) && !clause
            || sentence.form(before).chars().count() == 1
                && sentence.is("bound", before)
                && !sentence.list[before].name
            || !of_clause && (sentence.is("time", before) || is_time(sentence, before))
        {
            break;
        }
        // A name before a title or a body may look like a noun with a short particle.
        let before_title = at < last
            && sentence.is_title(at + 1)
            && sentence.lexicon.ending("institution", sentence.form(at)).is_none();
        let named = (before_title
            || sentence.is_title(at)
            || sentence.is("institution", at)
            || sentence.can_speak(at))
            && sentence.lexicon.ending("name-end", form).is_some()
            && !sentence.lexicon.is("document", sentence.bare(before))
            && sentence.list[before].particles <= SYLLABLE
            && (sentence.role(before) != Role::Subject
                || sentence.lexicon.looks_like_name(form)
                // 유니버설페이 대표는: no subject stands right before a topic.
                || at == last && sentence.role(last) == Role::Topic);
        let titled = (at..=last.min(at + 3)).any(|word| sentence.is_title(word));
        let surname = sentence.is_title(at) && sentence.lexicon.is("surname", form);
        match sentence.role(before) {
            _ if named || surname || sentence.is_native_as_written(before) && titled => {}
            _ if is_first_name(sentence, before, start..last + 1) => {}
            Role::Bare | Role::Genitive | Role::Determiner => {}
            Role::Adnominal => clause = true,
            // 수사해 온 검사: a verb before its auxiliary.
            Role::Predicate if clause && sentence.is("auxiliary", at) => {}
            // 엘런 바우어 국장: what stands between a given name and a title is a name.
            Role::Predicate
                if before > start
                    && sentence.is_title(at)
                    && sentence.lexicon.is("first-name", sentence.form(before - 1)) => {}
            Role::Subject if clause && subjects => {}
            Role::Adverb if !subjects || titled && sentence.lexicon.ending("institution", form).is_some() => {
            }
            Role::Adverbial | Role::Object | Role::Adverb if clause => {}
            // 서원대 교수: the last syllable of a body may look like a particle.
            Role::Adverbial if titled && sentence.lexicon.ending("institution", form).is_some() => {}
            Role::Adverbial if sentence.lexicon.ending("joins", form).is_some() => {}
            _ => break,
        }
        at = before;
    }
    at
}

/// Whether a word that begins a sentence before further nouns is the first part of a name, however it is read:
/// 안드레이 코발 전 외교장관, 이든 그레이 총리, 손가을 감독.
fn is_first_name(sentence: &Sentence<'_, '_, '_>, word: usize, range: Range<usize>) -> bool {
    let last = range.end - 1;
    let opens = skip(sentence, range.start..word) == word
        || sentence.lexicon.ending("joins", sentence.form(word - 1)).is_some();
    let nouns = (word + 1..last).all(|word| sentence.role(word) == Role::Bare && !sentence.is_sign(word));
    let titled = (word + 1..=last).any(|word| sentence.is_title(word))
        || sentence.role(word) == Role::Adverb && sentence.is_institution(word + 1);
    let here = &sentence.list[word];
    let common = ["country", "about", "through"].iter().any(|kind| sentence.is(kind, word))
        || sentence.can_speak(word);
    let next = sentence.list.get(word + 1).is_some_and(|next| next.role == Role::Bare || word + 1 == last);
    let named = match here.role {
        Role::Object => sentence.is_native(word),
        Role::Subject | Role::Adverbial => {
            let named = here.name || sentence.list[word + 1].name && here.role == Role::Adverbial;
            named && here.particles <= SYLLABLE && !sentence.is_native(word + 1)
        }
        Role::Adverb | Role::Predicate => true,
        _ => false,
    };
    named && opens && nouns && titled && next && !common && word < last
}

/// Whether a word is a day, a month or another point in time.
pub(crate) fn is_time(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let form = sentence.form(word);
    form.starts_with(|char: char| char.is_ascii_digit()) && sentence.lexicon.ending("moment", form).is_some()
}

/// Without words before the noun phrase that are none of it.
pub(crate) fn skip(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> usize {
    // 사흘 전, 3일 전: a number of days before the word for so long ago.
    let counts = |word: usize| sentence.is("count", word) || is_time(sentence, word);
    let ago = |word: usize| word < words.end && sentence.is("ago", word);
    let loose = |word: &usize| {
        sentence.list[*word].quotation.is_none()
            && (sentence.is_sign(*word) && sentence.form(*word) != "("
                || sentence.is("skip", *word)
                || sentence.is("time", *word)
                || counts(*word) && ago(*word + 1)
                || ago(*word) && *word > words.start && counts(*word - 1))
    };
    let mut start = words.start;
    while start < words.end && loose(&start) {
        start += 1;
    }
    start
}
