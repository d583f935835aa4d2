//! The best tree under given scores of arcs.

/// Finds the tree of greatest score with exactly one word below the root (Chu and Liu 1965, Edmonds 1967;
/// one root by Stanojević and Cohen 2021: an arc from the root costs more than all else can win).
///
/// `scores` has a row for each word and a column for each head, the root first. `heads` is set to the
/// column of each word's head.
pub fn best_tree(scores: &[f32], words: usize, heads: &mut Vec<usize>) {
    let width = words + 1;
    heads.clear();
    heads.extend((0..words).map(|word| {
        let row = &scores[word * width..(word + 1) * width];
        let mut best = 0;
        for (head, score) in row.iter().enumerate() {
            if head != word + 1 && *score > row[best] {
                best = head;
            }
        }
        best
    }));
    if heads.iter().filter(|head| **head == 0).count() == 1 {
        let with_root: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
        if cycle(&with_root).is_none() {
            return;
        }
    }
    let finite = |score: f32| if score.is_finite() { f64::from(score) } else { -1e9 };
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for score in scores {
        least = least.min(finite(*score));
        most = most.max(finite(*score));
    }
    let cost = (most - least + 1.0) * width as f64;
    // Nodes are columns; rows of the square matrix are dependants, the root's unused.
    let mut square = vec![f64::NEG_INFINITY; width * width];
    for word in 0..words {
        for head in 0..width {
            if head != word + 1 {
                let score = finite(scores[word * width + head]);
                square[(word + 1) * width + head] = if head == 0 { score - cost } else { score };
            }
        }
    }
    let found = arborescence(&square, width);
    heads.clear();
    heads.extend(&found[1..]);
}

/// The nodes of a cycle; node 0 is the root.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the walk that saw it.
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut members = vec![node];
            let mut next = heads[node];
            while next != node {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

/// The best heads when each node but the root, 0, has one and none is its own ancestor. `scores` has a
/// row for each dependant and a column for each head.
fn arborescence(scores: &[f64], width: usize) -> Vec<usize> {
    let score = |node: usize, head: usize| scores[node * width + head];
    let best = |node: usize, among: &mut dyn Iterator<Item = usize>| {
        among
            .filter(|head| *head != node)
            .reduce(|best, head| if score(node, head) > score(node, best) { head } else { best })
    };
    let mut heads: Vec<usize> = (0..width).collect();
    for (node, head) in heads.iter_mut().enumerate().skip(1) {
        *head = best(node, &mut (0..width)).unwrap_or(0);
    }
    let Some(members) = cycle(&heads) else { return heads };
    // The cycle becomes one node, the last.
    let outside: Vec<usize> = (0..width).filter(|node| !members.contains(node)).collect();
    let narrow = outside.len() + 1;
    let mut contracted = vec![f64::NEG_INFINITY; narrow * narrow];
    // From each outer head, the member that it would enter at; to each outer node, the member above it.
    let mut entries = vec![members[0]; outside.len()];
    let mut exits = vec![members[0]; outside.len()];
    for (new, &node) in outside.iter().enumerate() {
        for (other, &head) in outside.iter().enumerate() {
            contracted[new * narrow + other] = score(node, head);
        }
        let gain = |member: usize| score(member, node) - score(member, heads[member]);
        for &member in &members {
            if gain(member) > gain(entries[new]) {
                entries[new] = member;
            }
            if score(node, member) > score(node, exits[new]) {
                exits[new] = member;
            }
        }
        contracted[outside.len() * narrow + new] = gain(entries[new]);
        contracted[new * narrow + outside.len()] = score(node, exits[new]);
    }
    let found = arborescence(&contracted, narrow);
    for (new, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = outside.get(found[new]).copied().unwrap_or(exits[new]);
    }
    let entered_from = found[outside.len()];
    heads[entries[entered_from]] = outside[entered_from];
    heads
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
        heads.iter().filter(|head| **head == 0).count() == 1 && cycle(&with_root).is_none()
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
            best_tree(&scores[..words * (words + 1)], words, &mut heads);
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
            best_tree(&scores, words, &mut heads);
            prop_assert!(is_tree(&heads), "{heads:?}");
        }
    }
}
