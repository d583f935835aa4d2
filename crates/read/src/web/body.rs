//! The content of an answer, as long as size and time allow.

use std::io::Read;
use std::time::Instant;

use super::words::chain;

/// Why a content was not read to its end.
#[derive(Debug)]
pub(super) enum Cut {
    /// It is larger than the limit.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// The connection or the coding broke.
    Broken(String),
}

/// Reads a content to its end. The client's own time limit is for each read, and a server that
/// trickles would never meet it; hence the deadline.
pub(super) fn read_within(mut content: impl Read, limit: u64, deadline: Instant) -> Result<Vec<u8>, Cut> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        if Instant::now() > deadline {
            return Err(Cut::TooSlow);
        }
        let read = match content.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if is_timeout(&error) => return Err(Cut::TooSlow),
            Err(error) => return Err(Cut::Broken(chain(&error))),
        };
        bytes.extend_from_slice(buffer.get(..read).unwrap_or_default());
        if bytes.len() as u64 > limit {
            return Err(Cut::TooLarge);
        }
    }
}

fn is_timeout(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::TimedOut
        || error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<reqwest::Error>())
            .is_some_and(reqwest::Error::is_timeout)
}
