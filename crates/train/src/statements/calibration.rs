//! Whether a confidence says how often one is right, and the curve that makes it so.

/// A confidence, and whether what it was given to was right.
pub type Judged = (f32, bool);

/// Points of a curve at most.
const POINTS: usize = 12;

/// Statements of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Sorts into bins of equal size.
pub fn bins(judged: &[Judged], count: usize) -> Vec<Bin> {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = sorted.len().div_ceil(count.max(1)).max(1);
    let of = |part: &[Judged]| {
        let mean = |sum: f64| sum / part.len() as f64;
        Bin {
            count: part.len(),
            confidence: mean(part.iter().map(|(confidence, _)| f64::from(*confidence)).sum()),
            right: mean(part.iter().filter(|(_, right)| *right).count() as f64),
        }
    };
    sorted.chunks(size).map(of).collect()
}

/// The mean distance between confidence and share of right ones, over ten bins (Naeini, Cooper and
/// Hauskrecht 2015).
pub fn error(judged: &[Judged]) -> f64 {
    let weighted =
        bins(judged, 10).iter().map(|bin| bin.count as f64 * (bin.confidence - bin.right).abs()).sum::<f64>();
    weighted / judged.len().max(1) as f64
}

/// The rising curve from raw confidences to shares of right ones: isotonic regression (Zadrozny and Elkan
/// 2002), in few points.
pub fn curve(judged: &[Judged]) -> Vec<(f64, f64)> {
    let mut merged: Vec<Bin> = Vec::new();
    for bin in bins(judged, POINTS) {
        merged.push(bin);
        while let [.., a, b] = merged.as_slice()
            && a.right >= b.right
        {
            let count = a.count + b.count;
            let mean = |x: f64, y: f64| (x * a.count as f64 + y * b.count as f64) / count as f64;
            let both =
                Bin { count, confidence: mean(a.confidence, b.confidence), right: mean(a.right, b.right) };
            merged.truncate(merged.len() - 2);
            merged.push(both);
        }
    }
    merged.iter().map(|bin| (bin.confidence, bin.right)).collect()
}

/// Confidences by curves that were made of the others: of each half by the other half.
pub fn crossed(judged: &[Judged]) -> Vec<Judged> {
    let half = |odd: usize| {
        judged.iter().copied().enumerate().filter(move |(place, _)| place % 2 == odd).map(|(_, one)| one)
    };
    let mut all = Vec::new();
    for odd in 0..2 {
        let learned = curve(&half(1 - odd).collect::<Vec<_>>());
        let curve = avviso_record::Curve::new(learned);
        all.extend(half(odd).map(|(confidence, right)| (curve.at(confidence), right)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_rises_and_says_how_often_one_is_right() {
        let judged: Vec<Judged> =
            (0..1000).map(|n| (n as f32 / 1000.0, n / 2 % 10 < if n < 500 { 2 } else { 7 })).collect();
        assert!(error(&judged) > 0.1);
        let points = curve(&judged);
        assert!(points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{points:?}");
        assert!(error(&crossed(&judged)) < 0.05);
    }
}
