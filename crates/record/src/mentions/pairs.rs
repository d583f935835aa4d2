//! What a mention and an entity before it are told by: features of the ranker.

use avviso_syntax::features::Hasher;

use super::Entity;
use super::{Candidate, Class, Form};
use crate::acts::Acts;
use crate::attribution::{Words, universal};
use crate::lexicon::Lexicon;

/// The kinds of features of pairs begin here; part of the hashes.
const KINDS: usize = 360;
/// There are fewer kinds than these.
const NUMBERS: usize = 83;

/// What is seen of a mention by itself.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) form: Form,
    pub(crate) class: Class,
    /// In small letters: the pronoun itself, or the lemma of the noun.
    pub(crate) word: String,
    /// The paragraph, and the sentence counted from the beginning of the document.
    pub(crate) paragraph: usize,
    pub(crate) sentence: usize,
    /// Whether it is the first mention of its sentence.
    pub(crate) first: bool,
    relation: String,
    /// The word that it hangs on.
    above: Option<usize>,
    /// Whether it is the subject of a main clause.
    main: bool,
    /// Whether it is the subject of a word that reports.
    reports: bool,
    /// The place of the quotation around it among those of its paragraph.
    quotation: Option<usize>,
    /// Whether a quotation stands in its sentence.
    beside_quotation: bool,
    /// How much more it looks like a person than like anything else; see [`super::Model::class`].
    pub(crate) person: f32,
    pub(crate) plural: bool,
    /// How a pronoun stands, or would stand, for it.
    pub(crate) gender: Option<String>,
    /// The word that points to it: an article, an owner, or nothing.
    pointer: &'static str,
    /// Other words of the phrase, in small letters.
    pub(crate) modifiers: Vec<String>,
}

impl Seen {
    pub(crate) fn new(
        words: &Words<'_>,
        candidate: &Candidate,
        class: Class,
        tools: (&Lexicon, &Acts),
    ) -> Self {
        let (lexicon, acts) = tools;
        let head = candidate.head;
        let node = words.node(head);
        let lower = |word: usize| words.form(word).to_lowercase();
        let (relation, feats, lemma) =
            node.map_or(("", "", ""), |node| (universal(node.deprel), node.feats, node.lemma));
        let above = node.and_then(|node| node.head).and_then(|above| words.node(above));
        // “…, noted Ida Lund”: behind a verb that reports the tree may have whoever reports for an object.
        let inverted = matches!(relation, "obj" | "iobj")
            && above.is_some_and(|above| acts.knows(&above.lemma.to_lowercase()))
            && node.and_then(|node| node.head).is_some_and(|verb| verb < head && !has_subject(words, verb));
        let relation = if inverted { "nsubj" } else { relation };
        let span = words.spans[head];
        let sentence =
            words.sentences.get(words.place(head).0).and_then(|words_of| words.cover(words_of.clone()));
        let children = || {
            candidate.words.clone().filter_map(|word| {
                words.node(word).filter(|node| node.head == Some(head)).map(|node| (word, node))
            })
        };
        let pointer = children().find_map(|(word, node)| match universal(node.deprel) {
            "det" if lexicon.is("definite", &lower(word)) => Some("the"),
            "det" if lexicon.is("article", &lower(word)) => Some("a"),
            "det" => Some("this"),
            "nmod" if node.deprel == "nmod:poss" => Some("own"),
            _ => None,
        });
        let word = match candidate.form {
            Form::Pronoun => lower(head),
            _ => lemma.to_lowercase(),
        };
        // A title tells, or what somebody is besides: “Mrs. Lund”, “woman farmer”; an owner does not: “her rival”.
        let gender = lexicon.value("gender", &lower(head)).or_else(|| {
            let titles = children().filter(|(word, node)| *word < head && node.deprel != "nmod:poss");
            let mut told = titles.map(|(word, _)| lexicon.value("gender", &lower(word)));
            told.find_map(|told| told.filter(|_| candidate.form != Form::Pronoun))
        });
        Self {
            form: candidate.form,
            class,
            word,
            paragraph: 0,
            sentence: 0,
            first: false,
            reports: relation == "nsubj"
                && above.is_some_and(|above| acts.knows(&above.lemma.to_lowercase())),
            main: relation == "nsubj"
                && above.is_some_and(|above| {
                    above.head.is_none() || matches!(universal(above.deprel), "root" | "parataxis" | "conj")
                }),
            relation: relation.to_owned(),
            above: node.and_then(|node| node.head),
            quotation: words.quotations.iter().position(|quotation| quotation.span.contains(span)),
            beside_quotation: sentence.is_some_and(|sentence| {
                words.quotations.iter().any(|quotation| {
                    quotation.span.start < sentence.end && sentence.start < quotation.span.end
                })
            }),
            person: 0.0,
            plural: feats.contains("Number=Plur"),
            gender,
            pointer: pointer.unwrap_or("none"),
            modifiers: children()
                .filter(|(_, node)| matches!(universal(node.deprel), "amod" | "compound" | "nmod" | "flat"))
                .map(|(_, node)| node.lemma.to_lowercase())
                .collect(),
        }
    }
}

/// Whether a subject hangs on a verb.
fn has_subject(words: &Words<'_>, verb: usize) -> bool {
    words
        .nodes
        .iter()
        .any(|node| node.head == Some(verb) && matches!(universal(node.deprel), "nsubj" | "csubj"))
}

impl Seen {
    /// Whether a noun may stand for somebody or a body mentioned before.
    pub(crate) fn points_back(&self) -> bool {
        matches!(self.class, Class::Person | Class::Organisation | Class::Place) && self.pointer != "a"
    }

    /// Whether it points to one that is known.
    pub(crate) fn is_definite(&self) -> bool {
        self.pointer == "the"
    }

    /// Whether it is the subject of a main clause.
    pub(crate) fn is_main(&self) -> bool {
        self.main
    }

    /// Whether its sentence quotes something.
    pub(crate) fn is_beside_quotation(&self) -> bool {
        self.beside_quotation
    }

    /// Whether it stands in a quotation.
    pub(crate) fn is_quoted(&self) -> bool {
        self.quotation.is_some()
    }

    /// Whether it is a subject.
    pub(crate) fn is_subject(&self) -> bool {
        self.relation == "nsubj"
    }

    /// Whether it is the subject of a word that reports.
    pub(crate) fn reports(&self) -> bool {
        self.reports
    }
}

/// How an entity stands to the mention among all candidates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    /// How many mentions were between.
    pub(crate) distance: usize,
    /// How many of the entities that could be meant were mentioned since; the largest number for one that
    /// could hardly be meant.
    pub(crate) rank: usize,
    /// Whether it is the one of its class that was mentioned most.
    pub(crate) main: bool,
    /// How much of the reader's attention it has; see [`Entity::salience`].
    pub(crate) salience: f32,
    /// How many of those that could be meant have more of it.
    pub(crate) behind: usize,
    /// Whether it was the first that the document mentions.
    pub(crate) opens: bool,
    /// Whether it was the last to report something, outside of quotations.
    pub(crate) spoke: bool,
    /// Whether it was the last person who was the subject of a main clause, outside of quotations.
    pub(crate) topic: bool,
}

/// A number in steps that double, for features.
fn steps(number: f32) -> &'static str {
    const STEPS: [(f32, &str); 9] = [
        (-2.0, "-2"),
        (-0.5, "-.5"),
        (0.25, "0"),
        (0.5, ".5"),
        (1.0, "1"),
        (2.0, "2"),
        (4.0, "4"),
        (8.0, "8"),
        (f32::INFINITY, "16"),
    ];
    STEPS.iter().find(|(most, _)| number < *most).map_or("16", |(_, name)| name)
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn bucket(number: usize) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=6 => "4",
        7..=12 => "7",
        13..=99 => "13",
        _ => "100",
    }
}

/// What the hashes of all pairs of a mention begin with, by the number of the feature: a pronoun's own and
/// that of pronouns, or that of nouns.
#[derive(Debug)]
pub(crate) struct Starts(Vec<[Option<Hasher>; 2]>);

impl Starts {
    pub(crate) fn new(mention: &Seen) -> Self {
        let sides = match mention.form {
            Form::Pronoun => [Some(mention.word.as_str()), Some("pronoun")],
            _ => [Some("noun"), None],
        };
        let start = |number: usize, side: &str| Hasher::of(KINDS + number).text(side).char('\u{1}');
        Self((0..NUMBERS).map(|number| sides.map(|side| Some(start(number, side?)))).collect())
    }
}

/// Sets `out` to the hashes of what is seen of a mention, which begin with `starts`, and an entity whose last
/// mention is `last`.
pub(crate) fn features(
    (mention, starts): (&Seen, &Starts),
    entity: &Entity,
    last: &Seen,
    standing: Standing,
    out: &mut Vec<u32>,
) {
    out.clear();
    let mut add = |number: usize, texts: &[&str]| {
        for start in starts.0.get(number).into_iter().flatten().flatten() {
            let hash = texts.iter().fold(*start, |hash, text| hash.text(text).char('\u{1}'));
            out.push(hash.feature(1.0).hash);
        }
    };
    let class = entity.class.name();
    let gender = match (&mention.gender, entity.gender()) {
        (Some(a), Some(b)) if a == b => "same",
        (Some(_), Some(_)) => "other",
        (Some(_), None) => "open",
        (None, Some(_)) => "theirs",
        (None, None) => "none",
    };
    let number = match (mention.plural, entity.plural) {
        (true, true) => "both",
        (false, false) => "neither",
        (true, false) => "mention",
        (false, true) => "entity",
    };
    let sentences = bucket(mention.sentence.saturating_sub(last.sentence));
    let form = match last.form {
        Form::Name => "name",
        Form::Noun => "noun",
        Form::Pronoun => "pronoun",
    };
    let near = yes(mention.paragraph == last.paragraph);
    let same_word = yes(last.form == mention.form && last.word == mention.word);
    let count = bucket(entity.mentions.len());
    let rank = bucket(standing.rank);
    add(0, &[]);
    add(1, &[class]);
    add(2, &[class, gender, number]);
    add(3, &[gender]);
    add(4, &[number]);
    add(5, &[sentences]);
    add(6, &[sentences, near]);
    add(7, &[rank]);
    add(8, &[rank, sentences]);
    add(9, &[bucket(standing.distance)]);
    add(10, &[form, same_word]);
    add(11, &[form, sentences, same_word]);
    add(12, &[&last.relation, &mention.relation]);
    add(13, &[&last.relation, sentences]);
    add(14, &[count]);
    add(15, &[yes(last.first), yes(mention.first), sentences]);
    add(16, &[yes(mention.reports), yes(last.reports)]);
    add(17, &[yes(mention.reports), yes(entity.reports > 0), sentences]);
    add(18, &[yes(mention.quotation.is_some()), yes(last.quotation.is_some())]);
    add(19, &[class, gender, rank]);
    add(20, &[yes(entity.is_named()), class]);
    add(21, &[gender, number, sentences, class]);
    let subject =
        entity.subject_in.map_or("never", |sentence| bucket(mention.sentence.saturating_sub(sentence)));
    add(22, &[subject]);
    add(23, &[subject, &mention.relation]);
    add(24, &[subject, rank, gender]);
    add(25, &[yes(standing.main), rank]);
    add(26, &[yes(standing.main), sentences, gender]);
    add(27, &[&last.relation, sentences, &mention.relation]);
    add(28, &[rank, gender, number, near]);
    let told = Told { class, gender, number, sentences, rank };
    of_attention(mention, entity, (last, standing, told), &mut add);
    if mention.form == Form::Noun {
        of_noun(mention, entity, told, &mut add);
    }
}

/// What several features of a pair are told by.
#[derive(Clone, Copy)]
struct Told {
    class: &'static str,
    gender: &'static str,
    number: &'static str,
    sentences: &'static str,
    rank: &'static str,
}

/// Who has the reader's attention, who goes on, and what stands in a quotation.
fn of_attention(
    mention: &Seen,
    entity: &Entity,
    (last, standing, told): (&Seen, Standing, Told),
    add: &mut impl FnMut(usize, &[&str]),
) {
    let Told { gender, number, sentences, rank, .. } = told;
    let person = steps(entity.person);
    let salience = steps(standing.salience);
    let behind = bucket(standing.behind);
    add(41, &[person]);
    add(42, &[person, gender, number]);
    add(43, &[person, gender, rank]);
    add(44, &[salience]);
    add(45, &[behind]);
    add(46, &[behind, rank]);
    add(47, &[behind, gender, sentences]);
    add(48, &[person, gender, behind]);
    let together = mention.sentence == last.sentence;
    if together && mention.above == last.above {
        add(49, &[&mention.relation, &last.relation]);
    }
    let chained = last.form == Form::Pronoun && last.gender == mention.gender && mention.gender.is_some();
    add(50, &[yes(chained), sentences]);
    add(51, &[yes(chained), yes(together), &mention.relation]);
    let quoted = match (mention.quotation, last.quotation) {
        (Some(a), Some(b)) if a == b && mention.paragraph == last.paragraph => "same",
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "mention",
        (None, Some(_)) => "last",
        (None, None) => "none",
    };
    add(52, &[quoted, sentences]);
    add(53, &[quoted, yes(last.reports), yes(mention.reports)]);
    add(54, &[yes(standing.opens), yes(standing.main)]);
    let spoke = yes(standing.spoke);
    add(56, &[spoke, yes(mention.reports), yes(mention.is_quoted())]);
    add(57, &[spoke, yes(mention.reports), sentences]);
    add(58, &[spoke, gender, rank]);
    let topic = yes(standing.topic);
    add(59, &[topic, yes(mention.main), yes(mention.is_quoted())]);
    add(80, &[topic, yes(mention.main), yes(mention.reports), sentences]);
    add(81, &[topic, gender, &mention.relation]);
    add(82, &[topic, spoke, yes(mention.is_beside_quotation()), yes(mention.reports)]);
    if last.form != Form::Name {
        add(55, &[&last.word]);
    }
}

/// How a noun fits what is known of an entity.
fn of_noun(mention: &Seen, entity: &Entity, told: Told, add: &mut impl FnMut(usize, &[&str])) {
    let Told { class, sentences, rank, .. } = told;
    let role = yes(entity.roles.contains(&mention.word));
    let in_name = yes(entity.has_word(&mention.word));
    let fits = mention.modifiers.iter().all(|word| entity.has_word(word) || entity.seen.contains(word));
    let modified = match (mention.modifiers.is_empty(), fits) {
        (true, _) => "none",
        (_, true) => "fit",
        _ => "new",
    };
    add(30, &[role]);
    add(31, &[in_name]);
    add(32, &[role, in_name, modified, mention.pointer]);
    add(33, &[role, in_name, class, mention.class.name()]);
    add(34, &[&mention.word, class]);
    add(35, &[&mention.word, class, yes(entity.is_named())]);
    add(36, &[modified, mention.pointer]);
    add(37, &[role, in_name, sentences, mention.pointer]);
    add(38, &[role, in_name, rank]);
    add(39, &[mention.class.name(), class]);
    if role == "no" && in_name == "no" {
        for known in &entity.roles {
            add(40, &[&mention.word, known]);
        }
    }
}

/// Sets `out` to the hashes of what speaks for a mention of somebody not mentioned before.
pub(crate) fn features_alone(mention: &Seen, known: [bool; 2], out: &mut Vec<u32>) {
    out.clear();
    let mut add = |number: usize, texts: &[&str]| {
        let start = Hasher::of(KINDS + 60 + number);
        let hash = texts.iter().fold(start, |hash, text| hash.text(text).char('\u{1}'));
        out.push(hash.feature(1.0).hash);
    };
    let modified = yes(!mention.modifiers.is_empty());
    let [role, in_name] = known.map(yes);
    add(0, &[]);
    add(1, &[&mention.word]);
    add(2, &[mention.pointer]);
    add(3, &[mention.pointer, modified]);
    add(4, &[mention.pointer, modified, role, in_name]);
    add(5, &[&mention.word, mention.pointer]);
    add(6, &[mention.class.name(), mention.pointer]);
    add(7, &[yes(mention.plural), mention.pointer]);
    add(8, &[&mention.relation, mention.pointer]);
    add(9, &[role, in_name]);
    add(10, &[yes(mention.quotation.is_some()), mention.pointer]);
    add(11, &[yes(mention.reports), mention.pointer, modified]);
    for word in &mention.modifiers {
        add(12, &[word]);
    }
}
