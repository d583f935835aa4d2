//! Attributions in annotated news, learned: which words are source, cue and content, and which belong together.
//!
//! A recurrent network reads a paragraph: what it sees of a word are hashed features of the word and of its
//! place in the tree, and what the parser's own network made of it. Its scores are those of a chain of
//! labels, of which the most probable spans are taken.

pub mod crf;
pub mod link;
mod model;
pub mod spans;
mod tagger;
mod words;

pub use link::Linked;
pub use model::{MODEL_FILE, Model, Network};
pub use spans::{Role, RoleSpan};
pub use tagger::{Scratch, Tagger};
pub use words::{Words, features, universal};
