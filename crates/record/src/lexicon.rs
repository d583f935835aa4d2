//! The tables of a language that the recorder looks things up in.

use std::collections::{BTreeSet, HashMap};

use avviso_tables::{Result, Row, Tables};
use avviso_text::ends_closed;

use crate::{Act, Certainty};

/// Names of the world, by kind.
const WORLD: [(&str, &str); 5] = [
    ("world-place", "states.tsv"),
    ("world-place", "places.tsv"),
    ("world-body", "organisations.tsv"),
    ("world-body", "outlets.tsv"),
    ("world-name", "persons.tsv"),
];

/// Shorter given names may be other words, in characters.
const LONG_NAME: usize = 3;

/// How source and content stand around a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The content before the cue, closed by a quotative.
    Quotative,
    /// The source directly before the cue, the content behind it.
    Postposed,
    /// Who is cited stands before the cue.
    Cited,
    /// Nobody is named; the content stands before the cue.
    Evidential,
    /// A noun behind what is said: the claim that ….
    Noun,
    /// As quotative, but says so little that it counts only for others: 고 한다.
    General,
}

/// One row of `cues.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// Its forms: words in lower case, or the beginnings of words.
    pub(crate) forms: Vec<Vec<String>>,
    pub(crate) act: Act,
    pub(crate) frame: Frame,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) confidence: f32,
}

/// The tables of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    cues: Vec<Cue>,
    /// Forms by kind, the longest first, each with its value.
    words: HashMap<String, Vec<(String, String)>>,
    /// Where a form of a kind stands in them.
    places: HashMap<String, HashMap<String, usize>>,
    certainties: Vec<(String, Certainty)>,
}

impl Lexicon {
    /// The tables of a language; `None` if it has no words.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Option<Self>> {
        let Some(words) = tables.language_table(language, "words.tsv")? else { return Ok(None) };
        let mut lexicon = Self::default();
        for row in words.rows() {
            lexicon.take_word(row)?;
        }
        if let Some(names) = tables.language_table(language, "given-names.tsv")? {
            let name = |row: &Row| Ok((row.required("name")?.to_owned(), row.required("gender")?.to_owned()));
            let names = names.rows().iter().map(name).collect::<Result<Vec<_>>>()?;
            lexicon.words.entry("given-name".to_owned()).or_default().extend(names);
        }
        if let Some(dates) = tables.language_table(language, "dates.tsv")? {
            let months = dates.rows().iter().filter(|row| row.get("kind") == "month");
            let names = months.flat_map(|row| row.list("name").map(|name| (name.to_owned(), String::new())));
            lexicon.words.entry("month".to_owned()).or_default().extend(names);
        }
        for (kind, file) in WORLD {
            lexicon.take_names(tables, kind, (file, language))?;
        }
        // A language that tells countries by their names has those of the world, too.
        if lexicon.words.contains_key("country") {
            lexicon.take_names(tables, "country", ("states.tsv", language))?;
            lexicon.take_given_names(tables, language)?;
        }
        lexicon.take_columns(tables, "world-person", "persons.tsv", &[format!("family_{language}")])?;
        let outlets = [format!("name_{language}"), "aliases".to_owned()];
        lexicon.take_columns(tables, "world-outlet", "outlets.tsv", &outlets)?;
        lexicon.take_signs(tables, language)?;
        let peoples = [format!("demonym_{language}"), format!("people_{language}")];
        lexicon.take_columns(tables, "world-people", "states.tsv", &peoples)?;
        if let Some(cues) = tables.language_table(language, "cues.tsv")? {
            for row in cues.rows() {
                lexicon.cues.push(cue(row)?);
            }
        }
        lexicon.order();
        Ok(Some(lexicon))
    }

    /// Takes the names of a table of the world in a language as forms of a kind.
    fn take_names(&mut self, tables: &Tables, kind: &str, (file, language): (&str, &str)) -> Result<()> {
        self.take_columns(tables, kind, file, &[format!("name_{language}"), format!("other_{language}")])
    }

    fn take_columns(&mut self, tables: &Tables, kind: &str, file: &str, columns: &[String]) -> Result<()> {
        let Some(table) = tables.world_table(file)? else { return Ok(()) };
        let names = table.rows().iter().flat_map(|row| columns.iter().flat_map(|column| row.list(column)));
        let forms = self.words.entry(kind.to_owned()).or_default();
        forms.extend(names.map(|name| (name.to_owned(), String::new())));
        Ok(())
    }

    /// Takes the signs that stand for states in compounds, each with the state's name.
    fn take_signs(&mut self, tables: &Tables, language: &str) -> Result<()> {
        let Some(table) = tables.world_table("states.tsv")? else { return Ok(()) };
        let (short, name) = (format!("short_{language}"), format!("name_{language}"));
        let rows = table.rows().iter();
        let signs =
            rows.flat_map(|row| row.list(&short).map(|sign| (sign.to_owned(), row.get(&name).to_owned())));
        self.words.entry("sign-of-state".to_owned()).or_default().extend(signs);
        Ok(())
    }

    /// Takes the names before the last ones of persons of the world, unless they are so short that they may be words.
    fn take_given_names(&mut self, tables: &Tables, language: &str) -> Result<()> {
        let Some(persons) = tables.world_table("persons.tsv")? else { return Ok(()) };
        let column = format!("name_{language}");
        let given = persons.rows().iter().filter_map(|row| row.get(&column).rsplit_once(' '));
        let names = given.flat_map(|(given, _)| given.split(' '));
        let long = names.filter(|name| name.chars().count() >= LONG_NAME);
        let names: BTreeSet<&str> = long.collect();
        let forms = self.words.entry("first-name".to_owned()).or_default();
        forms.extend(names.into_iter().map(|name| (name.to_owned(), String::new())));
        Ok(())
    }

    fn take_word(&mut self, row: &Row) -> Result<()> {
        let kind = row.required("kind")?;
        for form in row.list("form") {
            if kind == "certainty" {
                self.certainties.push((form.to_owned(), named(row, "value")?));
            } else {
                let entry = (form.to_owned(), row.get("value").to_owned());
                self.words.entry(kind.to_owned()).or_default().push(entry);
            }
        }
        Ok(())
    }

    /// Adds forms of a kind that come from another table, each with its value.
    pub(crate) fn add(&mut self, kind: &str, forms: impl IntoIterator<Item = (String, String)>) {
        self.words.entry(kind.to_owned()).or_default().extend(forms);
        self.order();
    }

    /// Puts the longest form of each kind first, so that it is tried first.
    fn order(&mut self) {
        for (kind, forms) in &mut self.words {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
            let places = forms.iter().enumerate().rev().map(|(place, (form, _))| (form.clone(), place));
            self.places.insert(kind.clone(), places.collect());
        }
    }

    /// The cues.
    pub(crate) fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Whether `word` (in lower case) is of a kind.
    pub(crate) fn is(&self, kind: &str, word: &str) -> bool {
        self.whole(kind, word).is_some()
    }

    /// The value of a word of a kind, if it has one.
    pub(crate) fn value(&self, kind: &str, word: &str) -> Option<String> {
        self.whole(kind, word).map(|(_, value)| value.clone())
    }

    /// Whether a word is written as names of persons are: a few characters, the first one a common surname.
    pub(crate) fn looks_like_name(&self, word: &str) -> bool {
        let first = word.chars().next().map(String::from).unwrap_or_default();
        let common = |(_, value): &(String, String)| value.is_empty();
        (2..=4).contains(&word.chars().count()) && self.whole("surname", &first).is_some_and(common)
    }

    /// Whether a word is written as a name of the language itself is: a surname and syllables of given names.
    pub(crate) fn is_native_name(&self, word: &str) -> bool {
        let given = |syllables: &str| {
            let mut bytes = [0; 4];
            syllables.chars().all(|syllable| self.is("given", syllable.encode_utf8(&mut bytes)))
        };
        let length = word.chars().count();
        let begins = |(surname, _): &&(String, String)| word.starts_with(surname.as_str());
        (3..=4).contains(&length)
            && self.forms("surname").iter().filter(begins).any(|(surname, _)| {
                let syllables = surname.chars().count();
                (length == 3 || syllables == 2) && given(&word[surname.len()..])
            })
    }

    /// The first form of a kind.
    pub(crate) fn form(&self, kind: &str) -> Option<&str> {
        self.forms(kind).first().map(|(form, _)| form.as_str())
    }

    /// Names joined into one: “Ida Lund and Tom Reve”; what joins them may be written with the one before it, as its
    /// last syllable asks: 김도영과 이수, 이수와 김도영.
    pub(crate) fn joined(&self, names: &[&str]) -> String {
        let mut all = String::new();
        for (place, name) in names.iter().enumerate() {
            if place > 0 {
                let last = if ends_closed(&all) == Some(true) { "closed" } else { "open" };
                let fits = |(_, value): &&(String, String)| value.is_empty() || value == last;
                let joint = self.forms("and").iter().find(fits);
                if let Some((joint, value)) = joint {
                    all.push_str(if value.is_empty() { " " } else { "" });
                    all.push_str(joint);
                }
                all.push(' ');
            }
            all.push_str(name);
        }
        all
    }

    /// The certainty that a word of a kind gives.
    pub(crate) fn named_certainty(&self, kind: &str, word: &str) -> Option<Certainty> {
        let value = self.value(kind, word)?;
        serde_json::from_value(serde_json::Value::String(value)).ok()
    }

    /// Whether `text` begins with a form of a kind.
    pub(crate) fn begins(&self, kind: &str, text: &str) -> bool {
        self.forms(kind).iter().any(|(form, _)| text.starts_with(form.as_str()))
    }

    /// The longest form of a kind that `text` begins with, and its value.
    pub(crate) fn beginning<'l>(&'l self, kind: &str, text: &str) -> Option<&'l (String, String)> {
        let mut ends = text.char_indices().rev().map(|(start, last)| start + last.len_utf8());
        ends.find_map(|end| self.whole(kind, &text[..end]))
    }

    /// Whether `text` holds a form of a kind.
    pub(crate) fn holds(&self, kind: &str, text: &str) -> bool {
        self.forms(kind).iter().any(|(form, _)| text.contains(form.as_str()))
    }

    /// The longest form of a kind that `word` ends with, short of the whole word, and its value.
    pub(crate) fn ending<'l>(&'l self, kind: &str, word: &str) -> Option<&'l (String, String)> {
        word.char_indices().skip(1).find_map(|(start, _)| self.whole(kind, &word[start..]))
    }

    /// Whether `word` is of a kind or ends with a form of it.
    pub(crate) fn is_or_ends(&self, kind: &str, word: &str) -> bool {
        self.is(kind, word) || self.ending(kind, word).is_some()
    }

    /// The form of a kind that is `word` itself, and its value.
    pub(crate) fn whole<'l>(&'l self, kind: &str, word: &str) -> Option<&'l (String, String)> {
        let place = *self.places.get(kind)?.get(word)?;
        self.words.get(kind)?.get(place)
    }

    /// How firmly words stand whose last ones hold a form of the table; none if they hold none.
    pub(crate) fn written_certainty(&self, tail: &str) -> Option<Certainty> {
        self.certainties
            .iter()
            .find(|(form, _)| tail.contains(form.as_str()))
            .map(|(_, certainty)| *certainty)
    }

    /// Whether the language has a table of the morphemes that reported speech is found by.
    pub(crate) fn has_morphemes(&self) -> bool {
        !self.forms("tag").is_empty()
    }

    fn forms(&self, kind: &str) -> &[(String, String)] {
        self.words.get(kind).map_or(&[], Vec::as_slice)
    }
}

fn cue(row: &Row) -> Result<Cue> {
    row.required("cue")?;
    let frame = match row.required("frame")? {
        "quotative" => Frame::Quotative,
        "postposed" => Frame::Postposed,
        "cited" => Frame::Cited,
        "evidential" => Frame::Evidential,
        "noun" => Frame::Noun,
        "general" => Frame::General,
        other => return Err(row.error(format!("there is no frame “{other}”"))),
    };
    let confidence: f32 =
        row.required("confidence")?.parse().map_err(|_| row.error("confidence is not a number"))?;
    if !(0.0..=1.0).contains(&confidence) {
        return Err(row.error("confidence is not between 0 and 1"));
    }
    let certainty = if row.get("certainty").is_empty() { None } else { Some(named(row, "certainty")?) };
    let forms = row.list("cue").map(|form| form.split(' ').map(str::to_owned).collect()).collect();
    Ok(Cue { forms, act: named(row, "act")?, frame, certainty, confidence })
}

/// A cell that holds the name of a value of the record.
pub(crate) fn named<T: serde::de::DeserializeOwned>(row: &Row, column: &str) -> Result<T> {
    let name = row.required(column)?;
    serde_json::from_value(serde_json::Value::from(name))
        .map_err(|_| row.error(format!("“{name}” is not a known {column}")))
}
