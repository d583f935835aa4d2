//! Mentions: the words that stand for somebody or something, and which of them stand for the same.
//!
//! Every noun, proper noun and pronoun with what hangs on it is a candidate (`candidates`). A linear model says
//! what kind of thing it stands for, if for anything (`classes`). Then the document is read from beginning to
//! end (`finder`, `reading`): names join names that are alike (`names`), what stands beside a name joins it, and a
//! second linear model ranks the entities so far for each pronoun and each noun that may point back (`ranking`,
//! `pairs`); Denis and Baldridge (2008) and Durrett and Klein (2013) describe such rankers. `entity` is what is known
//! of one so far.
//!
//! Not in here: who an entity is in the world.

mod candidates;
mod classes;
mod described;
mod entities;
mod entity;
mod finder;
mod meant;
mod model;
mod names;
mod pairs;
mod ranking;
mod reading;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use candidates::{Candidate, candidates};
use classes::features as class_features;
pub(crate) use described::description;
pub use entities::Entities;
pub use entity::Entity;
pub use finder::Finder;
pub use model::{BITS, MODEL_FILE, Model};
pub(crate) use names::same_place;
pub use ranking::Teacher;

/// How an entity is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By a proper name, with what belongs to it: “Prime Minister Ida Lund”.
    Name,
    /// By a noun: “the minister”.
    Noun,
    /// By a pronoun.
    Pronoun,
}

/// What kind of thing is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Class {
    Person,
    Organisation,
    Place,
    Time,
    Event,
    Other,
}

impl Class {
    /// All classes. The model's class of a candidate is its place here plus one; 0 is a word that stands for
    /// nothing.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Place, Self::Time, Self::Event, Self::Other];

    /// The name in files and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Time => "time",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// One mention, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The place of its paragraph among those that were read.
    pub paragraph: usize,
    /// Its words.
    pub words: Range<usize>,
    /// The word that the others hang on.
    pub head: usize,
    /// How it mentions.
    pub form: Form,
    /// What kind of thing.
    pub class: Class,
    /// The place of its entity.
    pub entity: usize,
}
