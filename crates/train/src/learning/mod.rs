//! How networks learn: gradients of layers, Adam, batches of sequences, the table of features.

pub(crate) mod adam;
pub(crate) mod backward;
pub(crate) mod course;
pub(crate) mod table;

/// Sequences of like length together, the longest of a batch first, about `words` words in each; batches in
/// random order.
pub(crate) fn batches(lengths: &[usize], words: usize, random: &mut fastrand::Rng) -> Vec<Vec<usize>> {
    let mut order: Vec<(f32, usize)> = lengths
        .iter()
        .enumerate()
        .map(|(place, length)| (*length as f32 * (0.85 + 0.3 * random.f32()), place))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut batches: Vec<Vec<usize>> = vec![Vec::new()];
    let mut sum = 0;
    for (_, place) in order {
        if sum > 0 && sum + lengths[place] > words {
            batches.push(Vec::new());
            sum = 0;
        }
        sum += lengths[place];
        if let Some(batch) = batches.last_mut() {
            batch.push(place);
        }
    }
    for batch in &mut batches {
        batch.sort_by_key(|place| (std::cmp::Reverse(lengths[*place]), *place));
    }
    random.shuffle(&mut batches);
    batches
}

/// Sets a mask that silences values at this rate and makes up for it in the others.
pub(crate) fn draw(random: &mut fastrand::Rng, count: usize, rate: f32, mask: &mut Vec<f32>) {
    let kept = 1.0 / (1.0 - rate);
    mask.clear();
    mask.extend((0..count).map(|_| if random.f32() < rate { 0.0 } else { kept }));
}

/// Some columns of a matrix.
pub(crate) fn columns(matrix: &[f32], rows: usize, range: std::ops::Range<usize>) -> Vec<f32> {
    let width = matrix.len() / rows;
    matrix.chunks_exact(width).flat_map(|row| &row[range.clone()]).copied().collect()
}
