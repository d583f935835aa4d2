//! Languages in which reported words stand before the cue: … -다고 말했다.
//!
//! A sentence is read from its last cue backwards, since what governs stands behind what it governs: the
//! words before the cue that end with a quotative are what is said, who says it stands before them or right
//! before the cue. Within what is said, and in what is left of the sentence, the same is done again. Which
//! particles, endings and words these are is said in `cues.tsv` and `words.tsv`.

mod around;
mod close;
mod cues;
mod describing;
mod entities;
mod find;
mod frames;
mod interview;
mod meaning;
mod mentions;
mod misread;
mod morphs;
mod names;
mod naming;
mod parts;
mod phrase;
mod pieces;
mod sources;
mod statement;
mod subjects;
mod within;
mod without;

pub(crate) use mentions::mentions;
pub(crate) use morphs::{Role, Sentence};
pub(crate) use names::Registry;
pub(crate) use statement::statements;
