//! Work on many items by several threads, results in the order of the items, in bounded memory.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crossbeam_channel::bounded;

/// Items that may be under way for each thread: enough that a slow one does not idle the others.
const AHEAD: usize = 8;

/// How many threads to use: as asked, else one for each core.
pub fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(
        || std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        |asked| usize::from(asked.max(1)),
    )
}

/// Calls `work` for each item on `threads` threads and `take` for each result, in the order of the
/// items, on this thread. An error of `take` ends it.
///
/// Items are drawn only as fast as results are taken: at most `threads` times [`AHEAD`] are under
/// way, so memory does not grow with their number.
pub fn in_order<I, R, E>(
    items: I,
    threads: usize,
    work: impl Fn(I::Item) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    I::Item: Send,
    R: Send,
{
    let most = threads * AHEAD;
    let (give_ticket, tickets) = bounded::<()>(most);
    let (give_item, to_do) = bounded(most);
    let (give_result, done) = bounded(most);
    for _ in 0..most {
        let _ = give_ticket.send(());
    }
    std::thread::scope(|scope| {
        // Gone when this closure ends, also by an error: nobody waits for a ticket then.
        let give_ticket = give_ticket;
        scope.spawn(move || {
            for numbered in items.enumerate() {
                // Whoever takes the results has stopped when a channel is closed.
                if tickets.recv().is_err() || give_item.send(numbered).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let (to_do, give_result, work) = (to_do.clone(), give_result.clone(), &work);
            scope.spawn(move || {
                for (number, item) in to_do {
                    if give_result.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((to_do, give_result));
        let mut waiting = BTreeMap::new();
        let mut next = 0_usize;
        for (number, result) in done {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                take(result)?;
                let _ = give_ticket.try_send(());
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_all_of_them() {
        for threads in [1, 3] {
            let mut taken = Vec::new();
            let ended = in_order(
                0..500,
                threads,
                |n: u32| n * 2,
                |n| {
                    taken.push(n);
                    Ok::<(), ()>(())
                },
            );
            assert!(ended.is_ok());
            assert_eq!(taken, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_it_without_drawing_every_item() {
        let ended = in_order(0.., 2, |n: u64| n, |n| if n < 10 { Ok(()) } else { Err(n) });
        assert_eq!(ended, Err(10));
    }
}
