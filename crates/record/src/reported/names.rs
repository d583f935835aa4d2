//! Who is meant where titles stand behind names: the names of a document, their titles, and what stands for them.

use std::ops::Range;

use avviso_text::Span;

use crate::Party;
use crate::attributed::party;

use super::morphs::{Role, Sentence};

/// Somebody whom the document names.
#[derive(Debug, Clone, Default)]
struct Known {
    name: String,
    titles: Vec<String>,
}

/// The names of a document.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    known: Vec<Known>,
    last: Option<Party>,
}

/// A phrase in what it names.
#[derive(Debug, Default)]
struct Parts {
    /// The name before a title, or the whole phrase of proper nouns.
    name: String,
    title: Option<String>,
    /// The nouns at the end of the phrase, without what points to them.
    nouns: String,
    last: String,
    /// The names at the end of the phrase, behind what they are: 반도체 업체 세온.
    proper: String,
}

impl Registry {
    /// Takes note of the names with titles in a paragraph.
    pub(crate) fn note(&mut self, sentence: &Sentence<'_, '_, '_>) {
        for word in 0..sentence.list.len() {
            if !sentence.is_title(word) {
                continue;
            }
            let parts = parts(sentence, word);
            let Some(title) = parts.title.filter(|_| parts.name.chars().count() > 1) else { continue };
            match self.known.iter_mut().find(|known| known.name == parts.name) {
                Some(known) => known.titles.push(title),
                None => self.known.push(Known { name: parts.name, titles: vec![title] }),
            }
        }
    }

    /// Whoever a source names.
    pub(crate) fn speaker(&mut self, sentence: &Sentence<'_, '_, '_>, source: Span) -> Option<Party> {
        let found = self.resolve(sentence, source);
        if let Some(party) = found.as_ref().filter(|party| !party.unnamed && party.name.contains(' '))
            && !self.known.iter().any(|known| known.name == party.name)
        {
            self.known.push(Known { name: party.name.clone(), titles: Vec::new() });
        }
        if found.is_some() {
            self.last.clone_from(&found);
        }
        found
    }

    /// Whoever is spoken to.
    pub(crate) fn addressee(&self, sentence: &Sentence<'_, '_, '_>, phrase: Span) -> Option<Party> {
        self.resolve(sentence, phrase)
    }

    /// Whoever spoke last.
    pub(crate) fn last(&self) -> Option<Party> {
        self.last.clone()
    }

    fn resolve(&self, sentence: &Sentence<'_, '_, '_>, phrase: Span) -> Option<Party> {
        let words = &sentence.words.spans;
        let first = words.partition_point(|span| span.end <= phrase.start);
        let behind = words.partition_point(|span| span.start < phrase.end);
        let last = (first..behind).rev().find(|word| !sentence.is_sign(*word))?;
        if first == last && sentence.is("pronoun", last) {
            return self.last.clone();
        }
        let parts = parts_within(sentence, first..last + 1);
        let kept_back =
            sentence.is("unnamed", last) || sentence.lexicon.ending("unnamed", &parts.last).is_some();
        if kept_back && parts.title.is_none() {
            let first = (first..last).find(|word| !sentence.is("article", *word) && !sentence.is_sign(*word));
            let described = sentence.noun_span(first.unwrap_or(last)..last + 1)?;
            return Some(party(described.of(sentence.words.text).to_owned(), true));
        }
        if let Some(title) = &parts.title {
            let surname = parts.name.chars().count() == 1;
            let fits = |known: &&Known| {
                let alike = known.titles.iter().any(|own| own == title || own.ends_with(title.as_str()));
                match (parts.name.is_empty(), surname) {
                    (true, _) => alike,
                    (_, true) => known.name.starts_with(&parts.name),
                    _ => known.name == parts.name || known.name.ends_with(&format!(" {}", parts.name)),
                }
            };
            if let Some(known) = self.known.iter().rev().find(fits) {
                return Some(party(known.name.clone(), false));
            }
            let name = match (parts.name.is_empty(), surname) {
                (false, false) => parts.name,
                (false, true) => format!("{} {title}", parts.name),
                (true, _) => parts.nouns,
            };
            return Some(party(name, false));
        }
        if !parts.proper.is_empty() {
            return Some(party(parts.proper, false));
        }
        let known = self
            .known
            .iter()
            .find(|known| known.name == parts.nouns || known.name.ends_with(&format!(" {}", parts.nouns)));
        let name = known.map_or(parts.nouns, |known| known.name.clone());
        (!name.is_empty()).then(|| party(name, false))
    }
}

/// Whether a noun says what kind of body or person is named behind it.
fn describes(sentence: &Sentence<'_, '_, '_>, word: usize) -> bool {
    let bare = sentence.bare(word);
    sentence.is("describes", word)
        || sentence.lexicon.ending("describes", bare).is_some_and(|(form, _)| form.chars().count() > 1)
}

fn parts(sentence: &Sentence<'_, '_, '_>, last: usize) -> Parts {
    let start = super::phrase::beginning(
        sentence,
        last,
        sentence.words.sentences[sentence.words.place(last).0].start,
    );
    parts_within(sentence, start..last + 1)
}

/// What a phrase names: its nouns from the last word that points to them, is an owner's or modifies them.
fn parts_within(sentence: &Sentence<'_, '_, '_>, words: Range<usize>) -> Parts {
    let last = words.end - 1;
    let modifies = |word: usize| {
        // 이다룬 장관, 윤태인 대학 교수: a name may look like a predicate.
        let near = word < last && sentence.is_title(word + 1);
        let before_title = sentence.list[word].copula && sentence.is_title(last);
        let named = (near || before_title) && sentence.lexicon.looks_like_name(sentence.form(word));
        !named
            && (matches!(
                sentence.role(word),
                Role::Determiner | Role::Adnominal | Role::Genitive | Role::Adverb
            ) || sentence.is("article", word)
                || sentence.is_sign(word))
    };
    let start = (words.start..last).rev().find(|word| modifies(*word)).map_or(words.start, |word| word + 1);
    let bare = |word: usize| sentence.bare(word).trim_matches(['“', '”', '"', '‘', '’', '\'']);
    let nouns = sentence.noun_span(start..last + 1).map_or("", |span| span.of(sentence.words.text));
    let nouns = nouns.trim_matches(['“', '”', '"', '‘', '’', '\'']).to_owned();
    let mut parts = Parts { nouns, last: bare(last).to_owned(), ..Parts::default() };
    let first =
        (start..=last).rev().take_while(|word| sentence.list[*word].name || sentence.is_sign(*word)).last();
    if let Some(first) = first.filter(|first| *first > start) {
        let proper: Vec<&str> = (first..=last).filter(|word| !sentence.is_sign(*word)).map(bare).collect();
        parts.proper = proper.join(" ");
    }
    // A title may stand by itself or be written with what it is of: 외교부 장관, 외교장관.
    let whole = sentence.lexicon.is("title", bare(last));
    let compound = sentence.lexicon.ending("title", bare(last));
    if !whole && compound.is_none() {
        // What somebody is may stand before the name: 현지 책임자 로라 벤슨, 시민단체 맑은강연대.
        let titled = |word: &usize| describes(sentence, *word) || sentence.is_title(*word);
        if let Some(behind) = (start..last).rev().find(titled) {
            let name =
                sentence.noun_span(behind + 1..last + 1).map_or("", |span| span.of(sentence.words.text));
            name.trim_matches(['“', '”', '"', '‘', '’', '\'', ' ']).clone_into(&mut parts.proper);
        }
        return parts;
    }
    parts.title = Some(compound.filter(|_| !whole).map_or(bare(last), |(title, _)| title).to_owned());
    let before: Vec<usize> = (start..last).filter(|word| !sentence.is_sign(*word)).collect();
    // The name stands first, what the title is of behind it: 조은결 보건 장관, 라울 케인 국방장관.
    let is_of = |word: &usize| {
        describes(sentence, *word)
            || sentence.is_title(*word)
            || sentence.lexicon.ending("institution", bare(*word)).is_some()
            || sentence.is("institution", *word)
    };
    let named: Vec<usize> = match before.iter().rposition(|word| !is_of(word)) {
        Some(end) => {
            let begin = before[..end].iter().rposition(is_of).map_or(0, |begin| begin + 1);
            before[begin..=end].to_vec()
        }
        None => Vec::new(),
    };
    // The last syllable of a name may look like a particle.
    let part = |word: &usize| {
        let form = sentence.form(*word);
        if sentence.lexicon.looks_like_name(form) { form } else { bare(*word) }
    };
    parts.name = named.iter().map(part).collect::<Vec<_>>().join(" ");
    if parts.name.is_empty() && before.last().is_some_and(|word| bare(*word).chars().count() == 1) {
        parts.name = before.last().map_or(String::new(), |word| bare(*word).to_owned());
    }
    parts
}
