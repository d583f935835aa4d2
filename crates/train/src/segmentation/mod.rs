//! Training and measuring of words and sentences.

mod evaluation;
mod paragraphs;
mod training;

pub use evaluation::{Evaluation, Figures, Gold, Mistake, Score, evaluate};
pub use training::{Options, Source, train};

#[cfg(test)]
mod tests;
