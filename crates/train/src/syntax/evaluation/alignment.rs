//! Which found word is which gold word.

use super::{Column, Flat, Node};

/// How many spans both lists have; both are in order.
pub(super) fn shared(gold: &[(usize, usize)], found: &[(usize, usize)]) -> usize {
    let (mut a, mut b, mut right) = (0, 0, 0);
    while let (Some(gold), Some(found)) = (gold.get(a), found.get(b)) {
        match gold.cmp(found) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                right += 1;
                a += 1;
                b += 1;
            }
        }
    }
    right
}

/// Pairs of gold and found words.
pub(super) fn words(gold: &Flat<'_>, found: &Flat<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while let (Some(one), Some(other)) = (gold.words.get(a), found.words.get(b)) {
        if !one.shared && !other.shared {
            match one.span.cmp(&other.span) {
                std::cmp::Ordering::Equal => {
                    pairs.push((a, b));
                    a += 1;
                    b += 1;
                }
                _ if one.span.1 < other.span.1
                    || (one.span.1 == other.span.1 && one.span.0 < other.span.0) =>
                {
                    a += 1;
                }
                _ => b += 1,
            }
            continue;
        }
        if one.span.1 <= other.span.0 && one.span != other.span {
            a += 1;
            continue;
        }
        if other.span.1 <= one.span.0 && one.span != other.span {
            b += 1;
            continue;
        }
        // Widen until both sides end together, then match the forms in order.
        let mut end = one.span.1.max(other.span.1);
        let (mut to_a, mut to_b) = (a, b);
        loop {
            let before = (to_a, to_b);
            to_a = reach(&gold.words, to_a, &mut end);
            to_b = reach(&found.words, to_b, &mut end);
            if before == (to_a, to_b) {
                break;
            }
        }
        if (to_a, to_b) == (a, b) {
            // Both cover nothing.
            (to_a, to_b) = (a + 1, b + 1);
        }
        common(&gold.words[a..to_a], &found.words[b..to_b], |x, y| pairs.push((a + x, b + y)));
        (a, b) = (to_a, to_b);
    }
    pairs
}

/// The first word that begins at or after the end, which grows with the words passed.
fn reach(words: &[Node<'_>], mut place: usize, end: &mut usize) -> usize {
    while let Some(word) = words.get(place) {
        if word.span.0 >= *end {
            break;
        }
        *end = (*end).max(word.span.1);
        place += 1;
    }
    place
}

/// The longest common subsequence of forms.
fn common(gold: &[Node<'_>], found: &[Node<'_>], mut pair: impl FnMut(usize, usize)) {
    let form = |node: &Node<'_>| node.line.get(Column::Form).to_lowercase();
    let (gold, found): (Vec<String>, Vec<String>) =
        (gold.iter().map(form).collect(), found.iter().map(form).collect());
    let width = found.len() + 1;
    let mut longest = vec![0_usize; (gold.len() + 1) * width];
    for a in (0..gold.len()).rev() {
        for b in (0..found.len()).rev() {
            longest[a * width + b] = if gold[a] == found[b] {
                longest[(a + 1) * width + b + 1] + 1
            } else {
                longest[(a + 1) * width + b].max(longest[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    while a < gold.len() && b < found.len() {
        if gold[a] == found[b] {
            pair(a, b);
            a += 1;
            b += 1;
        } else if longest[(a + 1) * width + b] >= longest[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
}
