//! The table of event frames of a language: which words say which events, and who stands where.

use std::collections::HashMap;

use avviso_tables::{Result, Row, Tables};

use super::codebook::Codebook;
use super::{EventType, Status};
use crate::lexicon::named;

/// The class of whoever is somebody, named or not.
pub(crate) const ANYBODY: &str = "@anybody";

/// How a word stands to the one that governs it, whatever the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Label {
    /// Who does it, also behind a passive.
    Subject,
    /// To whom or what it is done, also as the subject of a passive.
    Object,
    /// To whom something is given.
    Indirect,
    /// A clause that completes it: “agreed to meet”.
    Clause,
    /// The same, if it is an infinitive.
    Infinitive,
    /// Anywhere in the sentence.
    Any,
    /// Another member of the list that a noun belongs to.
    And,
    /// A condition before the clause: “if …”.
    If,
    /// The clause that completes it, if it is an order: …하라고.
    Order,
    /// The predicate itself, if it says that something is not so.
    Negated,
    /// Who does it, if the clause itself says so.
    Own,
    /// Whose it is.
    Owner,
    /// An adjective or noun before a noun.
    Modifier,
    /// Behind a preposition, before a particle; also the second part of a verb.
    With(String),
}

impl Label {
    fn parse(text: &str) -> Self {
        match text {
            "SUBJ" => Self::Subject,
            "OBJ" => Self::Object,
            "IOBJ" => Self::Indirect,
            "CLAUSE" => Self::Clause,
            "INF" => Self::Infinitive,
            "ANY" => Self::Any,
            "AND" => Self::And,
            "IF" => Self::If,
            "ORDER" => Self::Order,
            "NEG" => Self::Negated,
            "OWN" => Self::Own,
            "OWNER" => Self::Owner,
            "MOD" => Self::Modifier,
            word => Self::With(word.to_owned()),
        }
    }

    /// Whether a word that stands so in a sentence stands as the table asks: “out of” is both “out” and “of”.
    pub(crate) fn allows(&self, found: &Self) -> bool {
        match (self, found) {
            (Self::With(asked), Self::With(found)) => {
                asked == found || found.contains(' ') && found.split(' ').any(|part| part == asked)
            }
            _ => self == found,
        }
    }
}

/// Something that must be so for a frame to hold.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    /// Where the word stands.
    pub(crate) path: Path,
    /// Classes (`@name`) or lemmas, one of which the word must be; none when any word will do.
    pub(crate) words: Vec<String>,
    /// There must be no such word.
    pub(crate) not: bool,
}

/// Where somebody stands: the steps from the event's word.
pub(crate) type Path = Vec<Label>;

/// One row that says an event.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The line of the table.
    pub(crate) row: u32,
    pub(crate) kind: EventType,
    pub(crate) mode: Option<String>,
    pub(crate) contexts: Vec<String>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) actor: Vec<Path>,
    pub(crate) recipient: Vec<Path>,
    /// Whoever is found as recipient does it too.
    pub(crate) together: bool,
    /// A noun that is an event wherever it stands, if somebody stands with it.
    pub(crate) alone: bool,
    /// What stands in its clause is told with it and is no event by itself.
    pub(crate) swallows: bool,
    /// How it stands by itself, if not as the clause says.
    pub(crate) status: Option<Status>,
}

impl Frame {
    /// How much its conditions ask for; what must not be so asks for nothing.
    pub(crate) fn asks(&self) -> usize {
        let asked = self.conditions.iter().filter(|condition| !condition.not);
        asked.map(|condition| 1 + usize::from(!condition.words.is_empty())).sum()
    }
}

/// What a word does to an event that hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// Its subject does the event that is its object: “held talks”.
    Light,
    /// The event is its subject: “talks took place”.
    Happens,
    /// Its object is done to its subject: “습격을 받았다”.
    Undergoes,
}

/// The frames of one language.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    list: Vec<Frame>,
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, Vec<usize>>,
    classes: HashMap<String, Vec<String>>,
    /// The words of each class, the longest first.
    members: HashMap<String, Vec<String>>,
    carriers: HashMap<String, Vec<(Carrier, Label)>>,
    /// Parts of what stands at and behind a predicate, in the order of the table.
    tails: Vec<(String, Status)>,
    /// Endings of forms with what stands for them in the lemma.
    forms: Vec<(String, String)>,
    statuses: HashMap<String, Vec<(Option<Label>, Status)>>,
}

impl Frames {
    /// The frames of a language; `None` if it has no table.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Option<Self>> {
        let Some(table) = tables.language_table(language, "events.tsv")? else { return Ok(None) };
        let codebook = Codebook::load(tables)?;
        let mut frames = Self::default();
        for row in table.rows() {
            frames.take(row, &codebook)?;
        }
        for frame in &frames.list {
            for class in frame.conditions.iter().flat_map(|condition| &condition.words) {
                let known = class == ANYBODY || frames.members.contains_key(class);
                if class.starts_with('@') && !known {
                    return Err(avviso_tables::Error::new(
                        format!("languages/{language}/events.tsv"),
                        format!("no row of kind class names {class}"),
                    ));
                }
            }
        }
        Ok(Some(frames))
    }

    fn take(&mut self, row: &Row, codebook: &Codebook) -> Result<()> {
        let kind = row.required("kind")?;
        let triggers = || row.list("trigger").map(str::to_owned);
        match kind {
            "class" => {
                let name = format!("@{}", row.required("with")?);
                triggers().for_each(|word| self.classes.entry(word).or_default().push(name.clone()));
                let members = self.members.entry(name).or_default();
                members.extend(triggers());
                members.sort_by_key(|word| std::cmp::Reverse(word.len()));
            }
            "light" | "happens" | "undergoes" => {
                let (carrier, usual) = match kind {
                    "light" => (Carrier::Light, Label::Object),
                    "happens" => (Carrier::Happens, Label::Subject),
                    _ => (Carrier::Undergoes, Label::Object),
                };
                let label =
                    Some(row.get("with")).filter(|label| !label.is_empty()).map_or(usual, Label::parse);
                let entry = || (carrier, label.clone());
                triggers().for_each(|word| self.carriers.entry(word).or_default().push(entry()));
            }
            "status" => {
                let status: Status = named(row, "status")?;
                let label = Some(row.get("with")).filter(|label| !label.is_empty()).map(Label::parse);
                let entry = || (label.clone(), status);
                triggers().for_each(|word| self.statuses.entry(word).or_default().push(entry()));
            }
            "form" => {
                let lemma = row.get("with");
                self.forms.extend(triggers().map(|ending| (ending, lemma.to_owned())));
            }
            "tail" => {
                let status: Status = named(row, "status")?;
                self.tails.extend(triggers().map(|tail| (tail, status)));
            }
            "verb" | "noun" => {
                let frame = frame(row, codebook)?;
                let map = if kind == "verb" { &mut self.verbs } else { &mut self.nouns };
                triggers().for_each(|word| map.entry(word).or_default().push(self.list.len()));
                self.list.push(frame);
            }
            other => return Err(row.error(format!("there is no kind “{other}”"))),
        }
        Ok(())
    }

    /// The frames of a verb, or of a noun, in the order of the table.
    pub(crate) fn of<'f>(&'f self, lemma: &str, noun: bool) -> impl Iterator<Item = &'f Frame> {
        let map = if noun { &self.nouns } else { &self.verbs };
        map.get(lemma).into_iter().flatten().map(|place| &self.list[*place])
    }

    /// Whether a word is of a class (`@name`) or is itself the word asked for.
    pub(crate) fn is(&self, lemma: &str, class: &str) -> bool {
        lemma == class || self.classes.get(lemma).is_some_and(|list| list.iter().any(|known| known == class))
    }

    /// The words of a class, the longest first.
    pub(crate) fn members(&self, class: &str) -> &[String] {
        self.members.get(class).map_or(&[], Vec::as_slice)
    }

    /// Whether a row has the word as its trigger or in a class.
    pub(crate) fn knows(&self, lemma: &str, noun: bool) -> bool {
        let map = if noun { &self.nouns } else { &self.verbs };
        map.contains_key(lemma) || self.classes.contains_key(lemma) || self.carriers.contains_key(lemma)
    }

    /// Whether a verb tells by a noun what is done.
    pub(crate) fn is_carrier(&self, lemma: &str) -> bool {
        self.carriers.contains_key(lemma)
    }

    /// The lemma that the table knows of a form whose lemma was not found right.
    pub(crate) fn lemma(&self, form: &str) -> Option<String> {
        let lemmas = self
            .forms
            .iter()
            .filter_map(|(ending, lemma)| Some(form.strip_suffix(ending.as_str())?.to_owned() + lemma));
        lemmas.into_iter().find(|lemma| lemma.len() > 2 && self.knows(lemma, false))
    }

    /// How an event stands by what its predicate ends in and what stands behind it: the first row's that is found.
    pub(crate) fn tail(&self, text: &str) -> Option<Status> {
        self.tails.iter().find(|(tail, _)| text.contains(tail.as_str())).map(|(_, status)| *status)
    }

    /// How a verb carries an event that stands with it in some way, if it does.
    pub(crate) fn carries(&self, lemma: &str, stands: &Label) -> Option<Carrier> {
        let fits = |(carrier, label): &&(Carrier, Label)| {
            // What happens may be made to: “talks were held” and “hold talks” alike.
            label.allows(stands) || *carrier == Carrier::Happens && *stands == Label::Object
        };
        self.carriers.get(lemma)?.iter().find(fits).map(|(carrier, _)| *carrier)
    }

    /// How an event stands whose word is the subject of a predicate, if a row says so of subjects.
    pub(crate) fn status_of_subject(&self, lemma: &str) -> Option<Status> {
        let rows = self.statuses.get(lemma)?;
        rows.iter().find(|(label, _)| *label == Some(Label::Subject)).map(|(_, status)| *status)
    }

    /// How an event stands that hangs on a word in some way.
    pub(crate) fn status(&self, lemma: &str, hangs: &Label) -> Option<Status> {
        let rows = self.statuses.get(lemma)?;
        let fits = |(label, _): &&(Option<Label>, Status)| label.as_ref().is_none_or(|label| label == hangs);
        rows.iter().find(fits).map(|(_, status)| *status)
    }
}

fn frame(row: &Row, codebook: &Codebook) -> Result<Frame> {
    let flags: Vec<&str> = row.list("also").collect();
    if let Some(flag) = flags.iter().find(|flag| !["together", "alone", "swallows"].contains(flag)) {
        return Err(row.error(format!("there is no “{flag}”")));
    }
    let mode = Some(row.get("mode").to_owned()).filter(|mode| !mode.is_empty());
    let contexts: Vec<String> = row.list("contexts").map(str::to_owned).collect();
    let kind: EventType = named(row, "type")?;
    codebook.check(row, row.get("type"), mode.as_deref(), &contexts)?;
    let paths = |column| row.list(column).map(path).collect();
    let mut labels = row.get("with").split(';').map(|text| text.split('=').next().unwrap_or_default());
    if let Some(label) = labels.find(|label| label.contains('|')) {
        return Err(row.error(format!("“{label}” names two labels: write a row for each")));
    }
    Ok(Frame {
        row: row.line() as u32,
        kind,
        mode,
        contexts,
        conditions: row.get("with").split(';').map(str::trim).filter_map(condition).collect(),
        actor: paths("actor"),
        recipient: paths("recipient"),
        together: flags.contains(&"together"),
        alone: flags.contains(&"alone"),
        swallows: flags.contains(&"swallows"),
        status: if row.get("status").is_empty() { None } else { Some(named(row, "status")?) },
    })
}

fn path(text: &str) -> Path {
    text.split('.').map(Label::parse).collect()
}

/// `OBJ=@aid,money`, `to`, `-OBJ`.
fn condition(text: &str) -> Option<Condition> {
    let (not, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (label, words) = text.split_once('=').unwrap_or((text, ""));
    let words = words.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    (!label.is_empty()).then(|| Condition { path: path(label), words, not })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_class_have_one_order() {
        for language in Tables::built_in().languages() {
            let load = || Frames::load(&Tables::built_in(), &language).unwrap().unwrap();
            let (one, other) = (load(), load());
            assert!(!one.members.is_empty());
            for (class, words) in &one.members {
                assert_eq!(words, other.members(class), "{language} {class}");
                assert!(words.is_sorted_by_key(|word| std::cmp::Reverse(word.len())), "{language} {class}");
            }
        }
    }
}
