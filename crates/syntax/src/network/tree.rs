//! The best tree under given scores of arcs.

/// Memory for a sentence's search, used again for the next one.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    levels: Vec<Level>,
    /// Which walk saw a node; 0 is none.
    seen: Vec<usize>,
}

/// Nodes of which some are cycles of the level before; node 0 is the root.
#[derive(Debug, Clone, Default)]
struct Level {
    width: usize,
    /// A row for each dependant and a column for each head.
    scores: Vec<f64>,
    heads: Vec<usize>,
    /// The nodes of a cycle, which become the last node of the next level, and the others in order.
    members: Vec<usize>,
    outside: Vec<usize>,
    /// From each outer head, the member that it would enter at; to each outer node, the member above it.
    entries: Vec<usize>,
    exits: Vec<usize>,
}

/// Finds the tree of greatest score with exactly one word below the root (Chu and Liu 1965, Edmonds 1967;
/// one root by Stanojević and Cohen 2021: an arc from the root costs more than all else can win).
///
/// `scores` has a row for each word and a column for each head, the root first. `heads` is set to the
/// column of each word's head.
pub fn best_tree(scores: &[f32], words: usize, scratch: &mut Scratch, heads: &mut Vec<usize>) {
    let width = words + 1;
    if scratch.levels.is_empty() {
        scratch.levels.push(Level::default());
    }
    let Scratch { levels, seen } = &mut *scratch;
    let level = &mut levels[0];
    level.heads.clear();
    level.heads.push(0);
    level.heads.extend((0..words).map(|word| {
        let row = &scores[word * width..(word + 1) * width];
        let mut best = 0;
        for (head, score) in row.iter().enumerate() {
            if head != word + 1 && *score > row[best] {
                best = head;
            }
        }
        best
    }));
    let roots = level.heads[1..].iter().filter(|head| **head == 0).count();
    if roots != 1 || cycle(&level.heads, seen, &mut level.members) {
        level.set(scores, words);
        arborescence(scratch);
    }
    heads.clear();
    heads.extend(&scratch.levels[0].heads[1..]);
}

/// Finds the nodes of a cycle, if there is one.
fn cycle(heads: &[usize], seen: &mut Vec<usize>, members: &mut Vec<usize>) -> bool {
    seen.clear();
    seen.resize(heads.len(), 0);
    members.clear();
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            members.push(node);
            let mut next = heads[node];
            while next != node {
                members.push(next);
                next = heads[next];
            }
            return true;
        }
    }
    false
}

/// Sets the heads of the first level to the best ones when each node but the root has one and none is its
/// own ancestor: cycles are taken together, level by level, until none is left, and then opened again.
fn arborescence(Scratch { levels, seen }: &mut Scratch) {
    let mut depth = 0;
    loop {
        let level = &mut levels[depth];
        level.choose();
        if !cycle(&level.heads, seen, &mut level.members) {
            break;
        }
        depth += 1;
        if levels.len() == depth {
            levels.push(Level::default());
        }
        let (above, below) = levels.split_at_mut(depth);
        above[depth - 1].contract(&mut below[0]);
    }
    for depth in (1..=depth).rev() {
        let (above, below) = levels.split_at_mut(depth);
        above[depth - 1].open(&below[0].heads);
    }
}

impl Level {
    /// Takes up the scores of words; those of the root are lowered by more than all others can win.
    fn set(&mut self, scores: &[f32], words: usize) {
        let finite = |score: f32| if score.is_finite() { f64::from(score) } else { -1e9 };
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for score in scores {
            least = least.min(finite(*score));
            most = most.max(finite(*score));
        }
        let width = words + 1;
        let cost = (most - least + 1.0) * width as f64;
        self.resize(width);
        for word in 0..words {
            for head in (0..width).filter(|head| *head != word + 1) {
                let score = finite(scores[word * width + head]);
                self.scores[(word + 1) * width + head] = if head == 0 { score - cost } else { score };
            }
        }
    }

    fn resize(&mut self, width: usize) {
        self.width = width;
        self.scores.clear();
        self.scores.resize(width * width, f64::NEG_INFINITY);
    }

    fn score(&self, node: usize, head: usize) -> f64 {
        self.scores[node * self.width + head]
    }

    /// Gives each node the head that is best for it alone, the first of equals.
    fn choose(&mut self) {
        let mut heads = std::mem::take(&mut self.heads);
        heads.clear();
        heads.push(0);
        heads.extend((1..self.width).map(|node| {
            let others = (0..self.width).filter(|head| *head != node);
            let better =
                |best, head| if self.score(node, head) > self.score(node, best) { head } else { best };
            others.reduce(better).unwrap_or(0)
        }));
        self.heads = heads;
    }

    /// Makes the cycle one node, the last of `next`.
    fn contract(&mut self, next: &mut Self) {
        self.outside.clear();
        self.outside.extend((0..self.width).filter(|node| !self.members.contains(node)));
        let last = self.outside.len();
        next.resize(last + 1);
        for kept in [&mut self.entries, &mut self.exits] {
            kept.clear();
            kept.resize(last, self.members[0]);
        }
        for new in 0..last {
            let node = self.outside[new];
            for (other, &head) in self.outside.iter().enumerate() {
                next.scores[new * next.width + other] = self.score(node, head);
            }
            let gain = |member: usize| self.score(member, node) - self.score(member, self.heads[member]);
            let (mut entry, mut exit) = (self.entries[new], self.exits[new]);
            for &member in &self.members {
                if gain(member) > gain(entry) {
                    entry = member;
                }
                if self.score(node, member) > self.score(node, exit) {
                    exit = member;
                }
            }
            next.scores[last * next.width + new] = gain(entry);
            next.scores[new * next.width + last] = self.score(node, exit);
            (self.entries[new], self.exits[new]) = (entry, exit);
        }
    }

    /// Takes up the heads that were found with the cycle as one node.
    fn open(&mut self, found: &[usize]) {
        for (new, &node) in self.outside.iter().enumerate().skip(1) {
            self.heads[node] = self.outside.get(found[new]).copied().unwrap_or(self.exits[new]);
        }
        let entered_from = found[self.outside.len()];
        self.heads[self.entries[entered_from]] = self.outside[entered_from];
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    fn is_tree(heads: &[usize]) -> bool {
        let with_root: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
        heads.iter().filter(|head| **head == 0).count() == 1
            && !cycle(&with_root, &mut Vec::new(), &mut Vec::new())
    }

    /// The greatest score of all trees, one by one.
    fn greatest(scores: &[f32], words: usize) -> f32 {
        let width = words + 1;
        let mut most = f32::NEG_INFINITY;
        for mut number in 0..width.pow(words as u32) {
            let mut heads = Vec::new();
            for _ in 0..words {
                heads.push(number % width);
                number /= width;
            }
            let own = heads.iter().enumerate().any(|(word, head)| *head == word + 1);
            if !own && is_tree(&heads) {
                most = most.max(score(scores, &heads));
            }
        }
        most
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_one(words in 1..5_usize, scores in prop::collection::vec(-9.0_f32..9.0, 30)) {
            let mut heads = Vec::new();
            best_tree(&scores[..words * (words + 1)], words, &mut Scratch::default(), &mut heads);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((score(&scores, &heads) - greatest(&scores, words)).abs() < 1e-3);
        }

        #[test]
        fn any_scores_give_a_tree(words in 1..40_usize, seed in any::<u64>(), level in 0..3) {
            let mut state = seed;
            let scores: Vec<f32> = (0..words * (words + 1))
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    match level {
                        0 => 0.0,
                        1 => ((state >> 60) as f32).floor(),
                        _ => (state >> 40) as f32,
                    }
                })
                .collect();
            let mut heads = Vec::new();
            best_tree(&scores, words, &mut Scratch::default(), &mut heads);
            prop_assert!(is_tree(&heads), "{heads:?}");
        }
    }
}
