//! Which character of a word stands for which part of its morphemes.

use avviso_syntax::morphology::{BOUNDARY, Class};
use unicode_normalization::UnicodeNormalization;

/// The class of each character of a word, composed, so that the classes give back lemma and tags.
pub(super) fn classes(form: &str, lemma: &str, xpos: &str, tags: &[String]) -> Vec<(char, Class)> {
    let chars: Vec<char> = form.nfc().collect();
    let tag = |name: &str| tags.binary_search_by(|known| known.as_str().cmp(name)).unwrap_or(0) as u16;
    let names: Vec<u16> = xpos.split('+').map(tag).collect();
    let target = target(lemma, names.len());
    let ends = ends(&chars, &target);
    let mut next_tag = 0;
    let mut current = None;
    let mut start = 0;
    let mut result = Vec::with_capacity(chars.len());
    for (char, end) in chars.iter().zip(ends) {
        let mut piece = &target[start..end];
        start = end;
        let begins = result.is_empty() || piece.first() == Some(&BOUNDARY);
        if begins {
            piece = piece.strip_prefix(&[BOUNDARY]).unwrap_or(piece);
        }
        let begun = usize::from(begins) + piece.iter().filter(|char| **char == BOUNDARY).count();
        let own: Vec<u16> =
            (next_tag..next_tag + begun).filter_map(|place| names.get(place).copied()).collect();
        next_tag += begun;
        let parts: Vec<char> = std::iter::once(*char).nfd().collect();
        let kept = parts.iter().zip(piece).take_while(|(part, piece)| part == piece).count();
        let class = Class {
            enter: if begins { None } else { current },
            strip: parts[kept..].iter().collect(),
            append: piece[kept..].iter().collect(),
            tags: own,
        };
        current = class.tags.last().copied().or(current);
        result.push((*char, class));
    }
    result
}

/// The morphemes decomposed, with a boundary between them, as many as there are tags.
fn target(lemma: &str, tags: usize) -> Vec<char> {
    let mut parts: Vec<String> = lemma.split('+').map(|part| part.nfd().collect()).collect();
    if parts.len() > tags || parts.iter().any(String::is_empty) {
        // A plus sign that is a word's own.
        parts = vec![lemma.nfd().collect()];
    }
    parts.resize(tags, String::new());
    let mut target: Vec<char> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            target.push(BOUNDARY);
        }
        target.extend(part.chars());
    }
    target
}

/// Where each character's part of the target ends, at the least cost of changes; parts begin with
/// boundaries rather than end with them.
fn ends(chars: &[char], target: &[char]) -> Vec<usize> {
    let width = target.len() + 1;
    let mut costs = vec![u32::MAX; (chars.len() + 1) * width];
    let mut back = vec![0; costs.len()];
    costs[0] = 0;
    for (place, char) in chars.iter().enumerate() {
        let parts: Vec<char> = std::iter::once(*char).nfd().collect();
        for from in 0..width {
            let before = costs[place * width + from];
            if before == u32::MAX {
                continue;
            }
            for to in from..width.min(from + 14) {
                let cost = before + difference(&parts, &target[from..to]);
                let at = (place + 1) * width + to;
                if cost < costs[at] {
                    costs[at] = cost;
                    back[at] = from;
                }
            }
        }
    }
    let mut end = target.len();
    let mut ends = vec![0; chars.len()];
    for place in (0..chars.len()).rev() {
        ends[place] = end;
        end = back[(place + 1) * width + end];
    }
    ends
}

/// Twice the edit distance without boundaries, and one for each boundary that is not first.
fn difference(parts: &[char], piece: &[char]) -> u32 {
    let inner = piece.iter().skip(1).filter(|char| **char == BOUNDARY).count() as u32;
    let plain: Vec<char> = piece.iter().copied().filter(|char| *char != BOUNDARY).collect();
    let mut row: Vec<u32> = (0..=plain.len() as u32).collect();
    for (place, part) in parts.iter().enumerate() {
        let mut corner = row[0];
        row[0] = place as u32 + 1;
        for column in 0..plain.len() {
            let replaced = corner + u32::from(*part != plain[column]);
            corner = row[column + 1];
            row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
        }
    }
    2 * row[plain.len()] + inner
}
