//! Several models teach one: what they think of each sentence, averaged, is learned beside what the
//! treebank says (Kuncoro et al. 2016).

use super::Sizes;
use super::batches::Training;
use super::examples::Examples;
use super::gradient::Opinion;

/// Trains so many teachers and asks them about every example. Each learns from all examples but its share,
/// so that of every sentence one teacher thinks without knowing the answer.
pub(super) fn opinions(
    examples: &Examples,
    count: usize,
    (sizes, epochs, seed): (Sizes, usize, u64),
    mut progress: impl FnMut(usize),
) -> Vec<Opinion> {
    let all = 0..examples.list.len();
    let teach = |teacher: usize| {
        let places = all.clone().filter(|place| place % count != teacher).collect();
        let seed = seed.wrapping_add(1 + teacher as u64);
        let mut training = Training::new(examples, places, (sizes, epochs, seed));
        for _ in 0..epochs {
            training.epoch();
        }
        all.clone().map(|place| training.opinion(place)).collect::<Vec<_>>()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut sum = vec![Opinion::default(); examples.list.len()];
    for first in (0..count).step_by(threads) {
        let teachers = first..count.min(first + threads);
        let opinions: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = teachers.map(|teacher| scope.spawn(move || teach(teacher))).collect();
            running.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        for (place, opinions) in opinions.into_iter().enumerate() {
            for (sum, opinion) in sum.iter_mut().zip(opinions) {
                add(sum, &opinion, 1.0 / count as f32);
            }
            progress(first + place + 1);
        }
    }
    sum
}

fn add(sum: &mut Opinion, opinion: &Opinion, share: f32) {
    let parts = [
        (&mut sum.upos, &opinion.upos),
        (&mut sum.arcs, &opinion.arcs),
        (&mut sum.relations, &opinion.relations),
    ];
    for (sum, values) in parts {
        sum.resize(values.len(), 0.0);
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += share * value;
        }
    }
}
