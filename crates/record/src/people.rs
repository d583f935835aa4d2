//! Who is meant: the names of a document, the roles they come with, and what stands for them.

use std::ops::Range;

use crate::Party;
use crate::attributed::party;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// Somebody whom the document names.
#[derive(Debug, Clone, Default)]
struct Known {
    /// The fullest name, in words.
    name: Vec<String>,
    /// Nouns that say what they are, in lower case.
    roles: Vec<String>,
    /// How a pronoun would stand for them, if a title or a first use tells it.
    gender: Option<String>,
}

/// The names of a document.
#[derive(Debug, Default)]
pub(crate) struct People {
    known: Vec<Known>,
    /// Who spoke last, and whom the text named last before where one reads now.
    last_speaker: Option<Party>,
    last_person: Option<usize>,
}

impl People {
    /// Takes note of the names of a paragraph.
    pub(crate) fn note(&mut self, words: &Words<'_>, lexicon: &Lexicon) {
        for run in runs(words) {
            let (roles, name) = divide(words, run.clone(), lexicon);
            if name.is_empty() {
                continue;
            }
            let mut roles: Vec<String> = roles.map(|word| words.form(word).to_lowercase()).collect();
            roles.extend(appositions(words, name.clone()));
            roles.retain(|role| lexicon.is("role", role) || lexicon.is("title", role));
            let gender =
                run.clone().find_map(|word| lexicon.value("gender", &words.form(word).to_lowercase()));
            self.take(parts(words, name), roles, gender);
        }
    }

    fn take(&mut self, name: Vec<String>, roles: Vec<String>, gender: Option<String>) {
        let place = match self.find(&name) {
            Some(place) => place,
            None => {
                self.known.push(Known::default());
                self.known.len() - 1
            }
        };
        let known = &mut self.known[place];
        if name.len() > known.name.len() {
            known.name = name;
        }
        known.roles.extend(roles);
        known.gender = known.gender.take().or(gender);
    }

    /// Whoever has this name, or a fuller or shorter one that ends, or begins, alike.
    fn find(&self, name: &[String]) -> Option<usize> {
        let alike = |known: &Known| {
            let (short, long) =
                if known.name.len() < name.len() { (&known.name[..], name) } else { (name, &known.name[..]) };
            // Where the family name stands first, the given name has a hyphen: Han Do-yun.
            let family_first = long.get(1).is_some_and(|given| given.contains('-'));
            !short.is_empty()
                && (long.ends_with(short) || (short.len() > 1 || family_first) && long.starts_with(short))
        };
        self.known.iter().position(|known| known.name == name).or_else(|| self.known.iter().rposition(alike))
    }

    /// Whoever a source names.
    pub(crate) fn party(
        &mut self,
        words: &Words<'_>,
        source: Range<usize>,
        lexicon: &Lexicon,
    ) -> Option<Party> {
        let found = self.resolve(words, source, lexicon);
        if found.is_some() {
            self.last_speaker.clone_from(&found);
        }
        found
    }

    /// Whoever is spoken to.
    pub(crate) fn addressee(
        &mut self,
        words: &Words<'_>,
        phrase: Range<usize>,
        lexicon: &Lexicon,
    ) -> Option<Party> {
        let last = (self.last_speaker.clone(), self.last_person);
        let found = self.resolve(words, phrase, lexicon);
        (self.last_speaker, self.last_person) = last;
        found
    }

    fn resolve(&mut self, words: &Words<'_>, source: Range<usize>, lexicon: &Lexicon) -> Option<Party> {
        let lower: Vec<String> = source.clone().map(|word| words.form(word).to_lowercase()).collect();
        let is_pronoun = |form: &String| lexicon.is("pronoun", form);
        if let [only] = lower.as_slice()
            && is_pronoun(only)
        {
            let gender = lexicon.value("gender", only);
            return self.of_pronoun(gender.as_deref(), self.subject_before(words, source.start, lexicon));
        }
        let names: Vec<usize> = runs(words)
            .into_iter()
            .filter(|run| source.contains(&run.start))
            .filter_map(|run| {
                let (_, name) = divide(words, run.start..run.end.min(source.end), lexicon);
                if name.is_empty() { None } else { self.find(&parts(words, name)) }
            })
            .collect();
        let top = head(words, &source);
        let noun = words.node(top).map_or("", |node| node.lemma).to_lowercase();
        let several =
            words.node(top).is_some_and(|node| node.upos == "NOUN" && node.feats.contains("Number=Plur"));
        let definite = lower.first().is_some_and(|first| lexicon.is("definite", first));
        let kept_back = lexicon.is("unnamed", &noun)
            || lexicon.is("person", &noun) && !definite
            || several && !lexicon.is("body", &noun);
        // “a spokesman for Ida Lund” is not Ida Lund: a name counts where it is the head, stands beside it, or
        // is joined to it.
        let names: Vec<usize> =
            names.into_iter().filter(|place| self.is_head(words, &source, (*place, kept_back))).collect();
        let joint = lexicon.form("and").unwrap_or_default();
        let joined = lower.iter().any(|form| form == joint);
        let of_top = |place: &&usize| self.known[**place].name.iter().any(|part| part == words.form(top));
        // What somebody is of stands before the name: “Norway’s coach Silje Aamodt”.
        if let Some(one) = names.iter().find(of_top).or(if joined { names.first() } else { names.last() }) {
            self.last_person = Some(*one);
            let all = if joined { names.as_slice() } else { std::slice::from_ref(one) };
            let mut all: Vec<String> = all.iter().map(|place| self.known[*place].name.join(" ")).collect();
            all.dedup();
            return Some(party(all.join(&format!(" {joint} ")), false));
        }
        if definite
            && !kept_back
            && let Some(place) = self.of_role(&noun)
        {
            self.last_person = Some(place);
            return Some(party(self.known[place].name.join(" "), false));
        }
        let written = match lower.first() {
            Some(first) if lexicon.is("article", first) && source.len() > 1 => {
                written(words, source.start + 1..source.end)
            }
            _ => written(words, source),
        };
        Some(party(written, kept_back))
    }

    /// Whether the name of somebody is the head of a source, stands beside its head, or is joined to it.
    fn is_head(&self, words: &Words<'_>, source: &Range<usize>, (place, kept_back): (usize, bool)) -> bool {
        let top = head(words, source);
        let Some(name) = self.known.get(place).map(|known| &known.name) else { return false };
        source.clone().any(|word| {
            if !name.iter().any(|part| part.contains(words.form(word))) {
                return false;
            }
            let mut at = word;
            for _ in 0..4 {
                if at == top {
                    return true;
                }
                let Some(node) = words.node(at) else { return false };
                // “a U.S. official” is not the United States.
                let of_kept_back = universal(node.deprel) == "compound" && kept_back;
                if of_kept_back || !matches!(universal(node.deprel), "flat" | "compound" | "appos" | "conj") {
                    return false;
                }
                let Some(head) = node.head else { return false };
                at = head;
            }
            false
        })
    }

    /// Whom the paragraph named last as a subject before a word, else last of all.
    fn subject_before(&self, words: &Words<'_>, word: usize, lexicon: &Lexicon) -> Option<usize> {
        let before = || runs(words).into_iter().rev().filter(|run| run.end <= word);
        let is_subject = |run: &Range<usize>| {
            words.node(head(words, run)).is_some_and(|node| universal(node.deprel) == "nsubj")
        };
        let known = |run: Range<usize>| {
            let (_, name) = divide(words, run, lexicon);
            if name.is_empty() { None } else { self.find(&parts(words, name)) }
        };
        before().filter(is_subject).find_map(known).or_else(|| before().find_map(known))
    }

    /// Whoever a pronoun may stand for: who spoke last, if that is somebody; else whom the text named last.
    fn of_pronoun(&self, gender: Option<&str>, near: Option<usize>) -> Option<Party> {
        let fits = |known: &Known| match (gender, &known.gender) {
            (Some(wanted), Some(own)) => wanted == own,
            _ => true,
        };
        let spoke = self.last_speaker.as_ref();
        let spoke_fits = spoke.is_some_and(|spoke| {
            let known = self.known.iter().find(|known| known.name.join(" ") == spoke.name);
            known.is_none_or(fits)
        });
        if spoke_fits {
            return spoke.cloned();
        }
        let place = near.or(self.last_person).filter(|place| fits(&self.known[*place]));
        place.map(|place| party(self.known[place].name.join(" "), false)).or_else(|| spoke.cloned())
    }

    /// The one of whom the document says that they are this.
    fn of_role(&self, noun: &str) -> Option<usize> {
        let last = self.last_person.filter(|place| self.known[*place].roles.iter().any(|role| role == noun));
        last.or_else(|| self.known.iter().position(|known| known.roles.iter().any(|role| role == noun)))
    }
}

/// Runs of proper nouns that hang together.
fn runs(words: &Words<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for sentence in &words.sentences {
        let mut start = None;
        let is_proper =
            |word: usize| word < sentence.end && words.node(word).is_some_and(|node| node.upos == "PROPN");
        // “New” of New York may be an adjective; the first word of a sentence is capital anyway.
        let is_part = |word: usize| {
            word > sentence.start
                && is_proper(word + 1)
                && words.form(word).chars().next().is_some_and(char::is_uppercase)
                && words.node(word).is_some_and(|node| node.upos == "ADJ")
        };
        // “Tae-ho” is one name in three words.
        let joins = |word: usize| {
            let glued = |a: usize, b: usize| words.spans[a].end == words.spans[b].start;
            word + 1 < sentence.end
                && words.form(word + 1).chars().all(char::is_alphabetic)
                && !words.form(word).chars().any(char::is_alphanumeric)
                && word > sentence.start
                && glued(word - 1, word)
                && glued(word, word + 1)
        };
        for word in sentence.start..=sentence.end {
            let joined = |word: usize| start.is_some() && word < sentence.end && joins(word);
            let proper =
                is_proper(word) || is_part(word) || joined(word) || word > sentence.start && joined(word - 1);
            match (proper, start) {
                (true, None) => start = Some(word),
                (false, Some(first)) => {
                    runs.push(first..word);
                    start = None;
                }
                _ => {}
            }
        }
    }
    runs
}

/// A name in its parts, as they are written between blanks.
fn parts(words: &Words<'_>, name: Range<usize>) -> Vec<String> {
    written(words, name).split(' ').map(str::to_owned).collect()
}

/// The titles at the beginning of a name, and the name.
fn divide(words: &Words<'_>, run: Range<usize>, lexicon: &Lexicon) -> (Range<usize>, Range<usize>) {
    let last = run.clone().rev().find(|word| lexicon.is("title", &words.form(*word).to_lowercase()));
    let start = last.map_or(run.start, |last| last + 1);
    (run.start..start, start..run.end)
}

/// The nouns that stand beside a name: “Ida Lund, the harbour master”.
fn appositions(words: &Words<'_>, name: Range<usize>) -> Vec<String> {
    let Some(sentence) = words.sentences.get(words.place(name.start).0).cloned() else { return Vec::new() };
    let near = sentence.start..sentence.end;
    let beside = |word: usize| {
        let node = words.node(word)?;
        let head = node.head?;
        let of_name = universal(node.deprel) == "appos" && name.contains(&head);
        let name_of = name.contains(&word) && matches!(universal(node.deprel), "appos" | "flat" | "nsubj");
        match (of_name, name_of) {
            (true, _) => Some(node.lemma.to_lowercase()),
            (_, true) if !name.contains(&head) => words.node(head).map(|node| node.lemma.to_lowercase()),
            _ => None,
        }
    };
    let compound = |word: usize| {
        let node = words.node(word)?;
        let to_name = node.head.is_some_and(|head| name.contains(&head)) && !name.contains(&word);
        (to_name && universal(node.deprel) == "compound").then(|| node.lemma.to_lowercase())
    };
    near.clone().filter_map(beside).chain(near.filter_map(compound)).collect()
}

/// The word of a phrase that the others hang on.
fn head(words: &Words<'_>, phrase: &Range<usize>) -> usize {
    let outside = |word: &usize| {
        words.node(*word).and_then(|node| node.head).is_none_or(|head| !phrase.contains(&head))
    };
    phrase.clone().find(outside).unwrap_or(phrase.start)
}

/// The characters of words, blanks as one.
fn written(words: &Words<'_>, range: Range<usize>) -> String {
    let span = words.cover(range);
    span.map_or(String::new(), |span| span.of(words.text).split_whitespace().collect::<Vec<_>>().join(" "))
}
