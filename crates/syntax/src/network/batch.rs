//! Sentences side by side.

/// Where the words of several sentences stand when the first words of all lie together, then the second
/// words, and so on: one step of a recurrent layer is then one product. Longer sentences come first, so
/// that the rows of a step are those of the sentences that have not ended.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Lengths, falling.
    lengths: Vec<usize>,
    /// The first row of a step, and the number of rows at the end.
    starts: Vec<usize>,
}

impl Batch {
    /// Lays out sentences of these lengths, which do not rise.
    pub fn set(&mut self, lengths: impl IntoIterator<Item = usize>) {
        self.lengths.clear();
        self.lengths.extend(lengths);
        self.starts.clear();
        let mut active = self.lengths.len();
        let mut row = 0;
        for step in 0..self.lengths.first().copied().unwrap_or(0) {
            while self.lengths[active - 1] <= step {
                active -= 1;
            }
            self.starts.push(row);
            row += active;
        }
        self.starts.push(row);
    }

    /// How many words in all.
    pub fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// How many steps: the words of the longest sentence.
    pub fn steps(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The rows of a step.
    pub fn step(&self, step: usize) -> std::ops::Range<usize> {
        self.starts[step]..self.starts[step + 1]
    }

    /// How many words each sentence has.
    pub fn lengths(&self) -> &[usize] {
        &self.lengths
    }

    /// The row of a sentence's word.
    pub fn row(&self, sentence: usize, word: usize) -> usize {
        self.starts[word] + sentence
    }
}
