//! Statements against passages marked by hand: JSONL with `text` and `statements`.
//!
//! A statement is found when its content shares at least half of the joint characters with a marked one that
//! no better one has taken. Of the found ones each field counts that the marking has; a field that the marking
//! leaves out is not counted, one that it holds as null must be null.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use avviso_tables::Tables;
use serde::Deserialize;
use serde_json::Value;

use super::calibration::Judged;
use crate::segmentation::Score;
use crate::{Result, jsonl};

/// A marked passage.
#[derive(Debug, Clone, Deserialize)]
pub struct Passage {
    /// Its name.
    pub id: String,
    /// Its characters.
    pub text: String,
    /// When it was published, if that is said.
    pub published: Option<String>,
    /// Who published it, if that is said.
    pub outlet: Option<String>,
    /// The statements, in the order of their contents.
    pub statements: Vec<Statement>,
}

/// A statement in the form of `docs/record.schema.json`; spans in code points.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Statement {
    /// Its number.
    pub n: u32,
    /// What is said.
    pub content: Vec<[usize; 2]>,
    /// Everything else.
    #[serde(flatten)]
    pub fields: BTreeMap<String, Value>,
}

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Statements.
    pub statements: Score,
    /// The same by the marked mode; what was added is counted by its own.
    pub by_mode: BTreeMap<String, Score>,
    /// Of the found ones: fields right, and fields marked.
    pub fields: BTreeMap<&'static str, (usize, usize)>,
    /// Passages that hold none: left alone, and all.
    pub silent: (usize, usize),
    /// For each found statement its confidence, and whether it and its source are marked.
    pub judged: Vec<Judged>,
    /// What is wrong, for a person to read.
    pub mistakes: Vec<String>,
}

/// Reads a file of passages.
pub fn read(path: &Path) -> Result<Vec<Passage>> {
    jsonl::read(path, |_| Ok(()))
}

/// Whether a field of both is the same.
type Same = fn(&Matched<'_>) -> bool;

/// Fields that are compared, and how.
const FIELDS: [(&str, Same); 11] = [
    ("source", |pair| pair.same("source")),
    ("cue", |pair| pair.overlapping("cue")),
    ("mode", |pair| pair.same("mode")),
    ("act", |pair| pair.same("act")),
    ("polarity", |pair| pair.same("polarity")),
    ("certainty", |pair| pair.same("certainty")),
    ("speaker", |pair| pair.same_name("speaker")),
    ("addressee", |pair| pair.same_name("addressee")),
    ("setting", |pair| pair.overlapping("setting")),
    ("said_on", |pair| pair.same("said_on")),
    ("parent", |pair| pair.same_parent()),
];

/// Compares what was found in each passage with what is marked. Articles, in small letters, are no part of a name.
pub fn compare(gold: &[Passage], found: &[Vec<Statement>], small: &SmallWords) -> Figures {
    let mut figures = Figures::default();
    for (passage, found) in gold.iter().zip(found) {
        figures.take(passage, found, small);
    }
    figures
}

/// Small words of all languages that are no part of a name (`languages/*/words.tsv`).
#[derive(Debug, Default)]
pub struct SmallWords {
    /// Articles, in small letters.
    articles: BTreeSet<String>,
    /// What joins two names, with the blanks beside it.
    joints: BTreeSet<String>,
}

impl SmallWords {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// A table that can't be read.
    pub fn load(tables: &Tables) -> Result<Self> {
        let mut all = Self::default();
        for code in tables.languages() {
            let Some(table) = tables.language_table(&code, "words.tsv")? else { continue };
            for row in table.rows() {
                let forms = row.list("form");
                match row.get("kind") {
                    "article" => all.articles.extend(forms.map(str::to_owned)),
                    // With a value it is written with the name before it.
                    "and" if row.get("value").is_empty() => {
                        all.joints.extend(forms.map(|form| format!(" {form} ")));
                    }
                    "and" => all.joints.extend(forms.map(|form| format!("{form} "))),
                    _ => {}
                }
            }
        }
        Ok(all)
    }

    /// A name in small letters without an article before it and with one sign for all joints.
    fn plain(&self, name: &str) -> String {
        let name = name.to_lowercase();
        let behind = name.split_once(' ').filter(|(first, _)| self.articles.contains(*first));
        let name = behind.map_or(name.as_str(), |(_, rest)| rest).to_owned();
        self.joints.iter().fold(name, |name, joint| name.replace(joint, " + "))
    }
}

impl Figures {
    fn take(&mut self, passage: &Passage, found: &[Statement], small: &SmallWords) {
        if passage.statements.is_empty() {
            self.silent.1 += 1;
            self.silent.0 += usize::from(found.is_empty());
        }
        let of_gold = pairs(&passage.statements, found);
        let (mut taken, mut right_source) = (vec![false; found.len()], vec![true; found.len()]);
        for (said, other) in passage.statements.iter().zip(&of_gold) {
            let score = self.by_mode.entry(text_of(said, "mode")).or_default();
            for score in [score, &mut self.statements] {
                score.gold += 1;
                score.right += usize::from(other.is_some());
                score.found += usize::from(other.is_some());
            }
            let Some(other) = *other else {
                self.mistakes.push(format!("{}  missed  {}", passage.id, passage.words(&said.content)));
                continue;
            };
            taken[other] = true;
            let found_one = &found[other];
            let pair =
                Matched { passage, small, gold: said, found: found_one, all: found, of_gold: &of_gold };
            for (name, right) in FIELDS.iter().filter(|(name, _)| said.fields.contains_key(*name)) {
                let count = self.fields.entry(name).or_default();
                count.1 += 1;
                if right(&pair) {
                    count.0 += 1;
                } else {
                    right_source[other] &= *name != "source";
                    let (gold, found) = (pair.shown(said, name), pair.shown(pair.found, name));
                    let content = passage.words(&said.content);
                    self.mistakes.push(format!("{}  {name}  {gold} ≠ {found}  in  {content}", passage.id));
                }
            }
        }
        for ((said, taken), right_source) in found.iter().zip(taken).zip(right_source) {
            let confidence = said.fields.get("confidence").and_then(serde_json::Value::as_f64);
            self.judged.push((confidence.unwrap_or(1.0) as f32, taken && right_source));
            if !taken {
                self.statements.found += 1;
                self.by_mode.entry(text_of(said, "mode")).or_default().found += 1;
                self.mistakes.push(format!("{}  added  {}", passage.id, passage.words(&said.content)));
            }
        }
    }
}

/// For each marked statement the found one of most characters in common, the best pairs first.
fn pairs(gold: &[Statement], found: &[Statement]) -> Vec<Option<usize>> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (a, said) in gold.iter().enumerate() {
        for (b, other) in found.iter().enumerate() {
            let share = shared(&said.content, &other.content);
            if share >= 0.5 {
                // Of statements with the same content, that of the same source belongs together.
                let same = said.fields.get("source") == other.fields.get("source");
                scored.push((share + f64::from(u8::from(same)) * 0.1, a, b));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut result = vec![None; gold.len()];
    for (_, a, b) in scored {
        if result[a].is_none() && !result.contains(&Some(b)) {
            result[a] = Some(b);
        }
    }
    result
}

/// The characters that both hold, of those that either holds.
pub fn shared(a: &[[usize; 2]], b: &[[usize; 2]]) -> f64 {
    let characters =
        |pieces: &[[usize; 2]]| pieces.iter().flat_map(|[start, end]| *start..*end).collect::<BTreeSet<_>>();
    let (a, b) = (characters(a), characters(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

fn text_of(said: &Statement, field: &str) -> String {
    said.fields.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A marked statement and the one found for it.
struct Matched<'m> {
    passage: &'m Passage,
    small: &'m SmallWords,
    gold: &'m Statement,
    found: &'m Statement,
    all: &'m [Statement],
    of_gold: &'m [Option<usize>],
}

impl Matched<'_> {
    fn same(&self, field: &str) -> bool {
        of(self.gold, field) == of(self.found, field)
    }

    /// Both null, or spans that share a character.
    fn overlapping(&self, field: &str) -> bool {
        match (span_of(of(self.gold, field)), span_of(of(self.found, field))) {
            (None, None) => true,
            (Some(a), Some(b)) => a[0] < b[1] && b[0] < a[1],
            _ => false,
        }
    }

    /// Both null or without a name, or the same name, article and case aside; and whether the name is kept back,
    /// where that is marked.
    fn same_name(&self, field: &str) -> bool {
        let (gold, found) = (of(self.gold, field), of(self.found, field));
        let name = |party: &Value| {
            let of_span = span_of(party).map(|span| self.passage.words(&[span]));
            let name = of_span.as_deref().or(party.as_str()).or_else(|| party.get("name")?.as_str())?;
            Some(self.small.plain(name))
        };
        let unnamed = gold.get("unnamed").is_none_or(|unnamed| found.get("unnamed") == Some(unnamed));
        name(gold) == name(found) && (unnamed || name(gold).is_none())
    }

    fn same_parent(&self) -> bool {
        let of_number = |number: &Value| {
            let gold =
                self.passage.statements.iter().position(|said| number.as_u64() == Some(u64::from(said.n)))?;
            self.of_gold[gold]
        };
        let gold = of(self.gold, "parent");
        let found = of(self.found, "parent");
        match (gold.is_null(), found.is_null()) {
            (true, true) => true,
            (false, false) => {
                let place = self.all.iter().position(|said| found.as_u64() == Some(u64::from(said.n)));
                of_number(gold).is_none() || of_number(gold) == place
            }
            _ => false,
        }
    }

    fn shown(&self, said: &Statement, field: &str) -> String {
        let value = of(said, field);
        span_of(value).map_or_else(|| value.to_string(), |span| self.passage.words(&[span]))
    }
}

fn of<'a>(said: &'a Statement, field: &str) -> &'a Value {
    said.fields.get(field).unwrap_or(&Value::Null)
}

fn span_of(value: &Value) -> Option<[usize; 2]> {
    serde_json::from_value(value.clone()).ok()
}

impl Passage {
    fn words(&self, pieces: &[[usize; 2]]) -> String {
        let piece = |[start, end]: &[usize; 2]| {
            self.text.chars().skip(*start).take(end - start).collect::<String>().replace('\n', " ")
        };
        pieces.iter().map(piece).collect::<Vec<_>>().join(" … ")
    }
}
