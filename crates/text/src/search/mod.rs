//! Terms for full-text search, so that an ordinary index finds short words and inflected forms.
//!
//! A word of an alphabet becomes its stem. A run of Hangul, kana or Han becomes its pairs of
//! syllables, which find a word inside a compound or before its particles, followed by the stems that
//! tables of endings leave, which find other forms of a verb. A query is made the same way, as an
//! expression of `SQLite`'s FTS5 whose index was fed with [`Search::document_terms`].

mod syllables;

use avviso_tables::{Error, Result, Tables};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::Text;
use crate::script::Script;
use syllables::Inflection;

/// Makes terms of texts and queries. Immutable; shared by threads.
#[derive(Default)]
pub struct Search {
    /// For each script of an alphabet, the stemmer of the first language that is written in it.
    stemmers: Vec<(Script, Stemmer)>,
    inflection: Inflection,
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").field("inflection", &self.inflection).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Settings {
    scripts: Vec<String>,
    stemmer: Option<Algorithm>,
}

impl Search {
    /// Reads the tables `search.tsv` and the stemmers that the languages name.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut search = Self::default();
        for code in tables.languages() {
            if let Some(file) = tables.language_file(&code, "language.toml")? {
                let settings: Settings = toml::from_str(file.text()?)
                    .map_err(|error| Error::new(&file.path, error.to_string()))?;
                if let Some(algorithm) = settings.stemmer {
                    let scripts = settings.scripts.iter().filter_map(|name| Script::named(name));
                    search.stemmers.extend(scripts.map(|script| (script, Stemmer::create(algorithm))));
                }
            }
            if let Some(table) = tables.language_table(&code, "search.tsv")? {
                search.inflection.read(&table)?;
            }
        }
        Ok(search)
    }

    /// Adds the terms of `text` to `terms`, in the order of the text. They are to be indexed with
    /// blanks between them.
    pub fn document_terms(&self, text: &str, terms: &mut Vec<String>) {
        for (kind, run) in runs(text) {
            match kind {
                RunKind::Syllables => {
                    terms.extend(pairs(run));
                    if Script::of(run.chars().next().unwrap_or(' ')) == Some(Script::Hangul) {
                        self.inflection.stems(run, terms);
                    }
                }
                RunKind::Letters(script) => terms.push(self.stem(script, run)),
                RunKind::Digits => terms.push(run.to_owned()),
            }
        }
    }

    /// The terms of a whole document with blanks between them: what goes into the index.
    pub fn indexed(&self, text: &Text) -> String {
        let mut terms = Vec::new();
        self.document_terms(&text.content, &mut terms);
        terms.join(" ")
    }

    /// The FTS5 expression that finds documents with all words of `query`; empty if it has none.
    /// Whatever is typed, the expression is well formed.
    pub fn query(&self, query: &str) -> String {
        let words = runs(query).into_iter().map(|(kind, run)| match kind {
            RunKind::Syllables => self.syllables_query(run),
            RunKind::Letters(script) => quoted(&self.stem(script, run)),
            RunKind::Digits => quoted(run),
        });
        words.collect::<Vec<_>>().join(" AND ")
    }

    fn syllables_query(&self, run: &str) -> String {
        let noun = self.inflection.noun(run);
        let phrase = pairs(noun).join(" ");
        let mut any =
            vec![if noun.chars().count() == 1 { format!("{}*", quoted(noun)) } else { quoted(&phrase) }];
        let mut stems = Vec::new();
        self.inflection.verb_stems(run, &mut stems);
        for stem in &stems {
            let bare = self.inflection.without_light_verb(stem);
            for found in [Some(stem.clone()), bare.map(|bare| pairs(bare).join(" "))].into_iter().flatten() {
                // One syllable is in every other word.
                if found.chars().count() > 1 && !any.contains(&quoted(&found)) {
                    any.push(quoted(&found));
                }
            }
        }
        if any.len() == 1 { any.remove(0) } else { format!("({})", any.join(" OR ")) }
    }

    fn stem(&self, script: Script, word: &str) -> String {
        let lower = word.to_lowercase();
        match self.stemmers.iter().find(|(known, _)| *known == script) {
            Some((_, stemmer)) => stemmer.stem(&lower).into_owned(),
            None => lower,
        }
    }
}

fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', "\"\""))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunKind {
    /// Of a script in which a character is a syllable or more.
    Syllables,
    Letters(Script),
    Digits,
}

/// Cuts a text into runs of one kind. A single letter behind an apostrophe is left out.
fn runs(text: &str) -> Vec<(RunKind, &str)> {
    let mut runs: Vec<(RunKind, &str)> = Vec::new();
    let mut start = 0;
    let mut current: Option<(RunKind, Option<Script>)> = None;
    let mut add = |kind: RunKind, start: usize, end: usize| {
        let Some(run) = text.get(start..end) else { return };
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let is_clitic =
            run.len() == 1 && matches!(kind, RunKind::Letters(_)) && matches!(before, Some('\'' | '’'));
        if !is_clitic {
            runs.push((kind, run));
        }
    };
    for (offset, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = match Script::of(c) {
            Some(script @ (Script::Hangul | Script::Kana | Script::Han)) => {
                Some((RunKind::Syllables, Some(script)))
            }
            Some(script) => Some((RunKind::Letters(script), None)),
            None if c.is_numeric() => Some((RunKind::Digits, None)),
            // A mark on top of a letter.
            None if unicode_normalization::char::is_combining_mark(c) => current,
            None => None,
        };
        if next != current {
            if let Some((kind, _)) = current {
                add(kind, start, offset);
            }
            start = offset;
            current = next;
        }
    }
    runs
}

/// Each syllable with the one after it; a single one alone.
fn pairs(run: &str) -> Vec<String> {
    let after_first = run.chars().skip(1);
    let pairs: Vec<String> = run.chars().zip(after_first).map(|(a, b)| [a, b].iter().collect()).collect();
    if pairs.is_empty() { vec![run.to_owned()] } else { pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn search() -> Search {
        Search::load(&Tables::built_in()).unwrap()
    }

    fn terms(text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        search().document_terms(text, &mut terms);
        terms
    }

    /// Whether a query finds a text, by reading the expression as FTS5 would.
    fn finds(query: &str, text: &str) -> bool {
        let terms = terms(text);
        let phrase_is_in = |phrase: &str| {
            let prefix = phrase.ends_with('*');
            let wanted: Vec<&str> = phrase.trim_end_matches('*').trim_matches('"').split(' ').collect();
            terms
                .windows(wanted.len())
                .any(|window| window.iter().zip(&wanted).all(|(t, w)| t == w || (prefix && t.starts_with(w))))
        };
        let expression = search().query(query);
        expression.split(" AND ").all(|any| any.trim_matches(['(', ')']).split(" OR ").any(phrase_is_in))
    }

    #[test]
    fn korean_words_are_found_inside_compounds_and_before_particles() {
        assert_eq!(terms("정상회담에서는")[..3], ["정상", "상회", "회담"]);
        for (query, text) in [
            ("회담", "정상회담에서는 합의가 없었다"),
            ("회담을", "두 정상의 회담이 열렸다"),
            ("정상회담", "한미정상회담에서"),
            ("북", "북미 대화"),
            ("외교부 장관", "외교부의 새 장관은"),
            ("회의", "회의가 열렸다"),
        ] {
            assert!(finds(query, text), "{query} in {text}: {}", search().query(query));
        }
        assert!(!finds("회담", "회사의 담당자"));
    }

    #[test]
    fn forms_of_a_korean_verb_find_each_other() {
        let groups: [&[&str]; 4] = [
            &["밝혔다", "밝힌", "밝히며", "밝힐", "밝혀", "밝혔습니다", "밝히고", "밝혔다고"],
            &["말했다", "말한", "말하며", "말할", "말해", "말했으며"],
            &["만났다", "만난", "만나며", "만날", "만나서"],
            &["나섰다", "나선", "나서며", "나설"],
        ];
        for group in groups {
            for query in group {
                for text in group {
                    assert!(finds(query, text), "{query} in {text}: {}", search().query(query));
                }
            }
        }
        assert!(finds("논의했다", "논의를 마쳤다"));
    }

    #[test]
    fn english_words_are_stemmed() {
        assert!(finds("minister", "Ministers met"));
        assert!(finds("announcing", "he announced it"));
        assert!(finds("Kishida", "Kishida’s visit"));
        assert_eq!(
            search().query("the \"U.S.\" - talks OR"),
            "\"the\" AND \"u\" AND \"s\" AND \"talk\" AND \"or\""
        );
        assert_eq!(search().query(" … "), "");
    }

    proptest! {
        #[test]
        fn a_query_finds_its_own_text(text in "[a-z한국밝혔회담을 0-9'\"*()]{1,30}") {
            prop_assume!(!search().query(&text).is_empty());
            prop_assert!(finds(&text, &text), "{}", search().query(&text));
        }
    }
}
