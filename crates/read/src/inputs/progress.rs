//! How far the reading has come, for whoever shows it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much there is to read, and how much of it is done. A clone counts along with the original,
/// so that another thread can show it.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    bytes: AtomicU64,
    bytes_in_all: AtomicU64,
    pages: AtomicU64,
    pages_in_all: AtomicU64,
    unchanged: AtomicU64,
}

impl Progress {
    /// Bytes read so far from files, as they lie on the disk (compressed).
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// The sizes of all files together.
    pub fn bytes_in_all(&self) -> u64 {
        self.0.bytes_in_all.load(Ordering::Relaxed)
    }

    /// Pages asked for on the web so far.
    pub fn pages(&self) -> u64 {
        self.0.pages.load(Ordering::Relaxed)
    }

    /// All pages to ask for on the web; grows while feeds are followed.
    pub fn pages_in_all(&self) -> u64 {
        self.0.pages_in_all.load(Ordering::Relaxed)
    }

    /// Pages of which the server said that they have not changed since they were last read.
    pub fn unchanged(&self) -> u64 {
        self.0.unchanged.load(Ordering::Relaxed)
    }

    pub(super) fn expect_bytes(&self, bytes: u64) {
        self.0.bytes_in_all.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn expect_page(&self) {
        self.0.pages_in_all.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_page(&self) {
        self.0.pages.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_unchanged(&self) {
        self.0.unchanged.fetch_add(1, Ordering::Relaxed);
    }

    /// A reader that counts the bytes of a file of a given size. What is left unread of it counts
    /// as done when the reader goes.
    pub(super) fn counted<R: Read>(&self, inner: R, size: u64) -> Counted<R> {
        Counted { inner, left: size, progress: self.clone() }
    }
}

/// A reader that counts.
pub(super) struct Counted<R> {
    inner: R,
    left: u64,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        // A file may grow while it is read; the total was fixed before.
        let counted = self.left.min(read as u64);
        self.left -= counted;
        self.progress.0.bytes.fetch_add(counted, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R> Drop for Counted<R> {
    fn drop(&mut self) {
        self.progress.0.bytes.fetch_add(self.left, Ordering::Relaxed);
    }
}
