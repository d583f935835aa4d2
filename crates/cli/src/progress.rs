//! How far a long work has come: a bar on a terminal, a line a minute elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use avviso_read::Progress as InputProgress;
use indicatif::{ProgressBar, ProgressStyle};

/// Between two lines where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(60);

/// Shows progress on standard error.
pub struct Progress {
    input: InputProgress,
    bar: Option<ProgressBar>,
    last_line: Instant,
    quiet: bool,
}

/// Whether progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// As the place allows.
    Yes,
    /// Not at all.
    No,
}

impl Progress {
    /// Starts to show how far `input` has come.
    pub fn new(input: InputProgress, show: Show) -> Self {
        let quiet = show == Show::No;
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            let style = ProgressStyle::with_template(
                "{bar:24} {percent:>3} %  {msg}  {elapsed_precise} · {eta} left",
            );
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { input, bar, last_line: Instant::now(), quiet }
    }

    /// Tells that the work has come to `message`.
    pub fn tell(&mut self, message: impl Fn() -> String) {
        if let Some(bar) = &self.bar {
            let (done, all) = self.share();
            bar.set_length(all);
            bar.set_position(done.min(all));
            bar.set_message(message());
        } else if !self.quiet && self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            let (done, all) = self.share();
            self.say(&format!("{} %: {}", (done * 100).checked_div(all).unwrap_or(0), message()));
        }
    }

    /// Prints a line on standard error without tearing the bar.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(line),
            None => complain(line),
        }
    }

    /// Ends the showing.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Done and all, in bytes; a page of the web counts as much as an average page has.
    fn share(&self) -> (u64, u64) {
        const PAGE: u64 = 100_000;
        let done = self.input.bytes() + PAGE * self.input.pages();
        let all = self.input.bytes_in_all() + PAGE * self.input.pages_in_all();
        (done, all)
    }
}

/// Prints a line on standard error.
#[expect(clippy::print_stderr, reason = "the one place that does")]
pub fn complain(line: &str) {
    eprintln!("{line}");
}
