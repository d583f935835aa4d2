//! Articles out of whatever they are packed in: files, folders, patterns, standard input, addresses;
//! pages, feeds, archives, lines of JSON, texts; compressed or not.
//!
//! [`Inputs`] yields [`Capture`]s one by one and holds no more than one article at a time (a feed is
//! held whole). What can't be read is yielded as a [`Problem`] in its place, and the rest goes on.
//! The order is that of the arguments, of the names within a folder, and of the archive.
//!
//! Not in here: what the bytes of an article mean.

mod feed;
mod http;
mod jsonl;
mod kind;
mod progress;
mod targets;
mod unpack;
mod warc;

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;

pub(crate) use self::http::content_type;
use self::targets::{Target, targets, unavailable};
use self::unpack::{Origin, Step, Steps, once, unpack};
pub use self::{
    jsonl::{article_of_line, id_of_line},
    progress::Progress,
};
use crate::web::{Answer, Fetcher, Page, Validators, WebSettings};
use crate::{Capture, Given, Place, Problem, ProblemKind};

/// What is made of a feed's entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Follow {
    /// An entry is an article, as far as the feed holds it.
    #[default]
    Entries,
    /// The page that an entry links to is fetched in its place.
    Links,
}

/// How inputs are read.
#[derive(Debug, Clone)]
pub struct InputSettings {
    /// What is made of a feed's entries.
    pub follow: Follow,
    /// The largest article, in bytes after decompression; 32 MiB. A larger one is a problem, and
    /// the rest goes on.
    pub max_bytes: u64,
    /// How the web is read.
    pub web: WebSettings,
}

impl Default for InputSettings {
    fn default() -> Self {
        Self { follow: Follow::default(), max_bytes: 32 << 20, web: WebSettings::default() }
    }
}

impl InputSettings {
    /// With another way of reading feeds.
    #[must_use]
    pub fn follow(self, follow: Follow) -> Self {
        Self { follow, ..self }
    }

    /// With another limit for one article, wherever it comes from.
    #[must_use]
    pub fn max_bytes(self, max_bytes: u64) -> Self {
        Self { max_bytes, web: WebSettings { max_bytes, ..self.web }, ..self }
    }

    /// With other manners on the web.
    #[must_use]
    pub fn web(self, web: WebSettings) -> Self {
        Self { web, ..self }
    }
}

/// Answers what is known of a page from the last time, by its URL.
type Known = Box<dyn FnMut(&str) -> Option<Validators> + Send>;

/// All articles of some arguments, one by one.
pub struct Inputs {
    settings: InputSettings,
    targets: VecDeque<Target>,
    /// What is open now.
    steps: Option<Steps>,
    standard: Option<Box<dyn Read + Send>>,
    fetcher: Option<Fetcher>,
    known: Known,
    progress: Progress,
}

impl Inputs {
    /// The articles of paths, patterns, addresses and `-`. Folders are listed here, files and pages
    /// opened only when their turn comes.
    pub fn new<I>(arguments: I, settings: InputSettings) -> Self
    where
        I: IntoIterator,
        I::Item: Into<OsString>,
    {
        let progress = Progress::default();
        let targets: VecDeque<Target> = targets(arguments).into();
        for target in &targets {
            match target {
                Target::File(_, size) => progress.expect_bytes(*size),
                Target::Page(_) => progress.expect_page(),
                Target::Standard | Target::Nothing(_) => {}
            }
        }
        Self {
            settings,
            targets,
            steps: None,
            standard: Some(Box::new(std::io::stdin())),
            fetcher: None,
            known: Box::new(|_| None),
            progress,
        }
    }

    /// With something else to read for `-` than the process's standard input.
    #[must_use]
    pub fn standard_input(self, standard: impl Read + Send + 'static) -> Self {
        Self { standard: Some(Box::new(standard)), ..self }
    }

    /// With what is known of pages from the last time, so that unchanged ones are not sent again;
    /// these are counted in [`Progress::unchanged`] and not yielded.
    #[must_use]
    pub fn known(self, known: impl FnMut(&str) -> Option<Validators> + Send + 'static) -> Self {
        Self { known: Box::new(known), ..self }
    }

    /// How far the reading has come; a handle that stays right while the reading goes on.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn open(&mut self, target: Target) -> Steps {
        match target {
            Target::Nothing(problem) => once(Err(problem)),
            Target::Standard => match self.standard.take() {
                Some(standard) => unpack(Origin::standard(), standard, self.settings.max_bytes),
                None => once(Err(Problem::new(ProblemKind::Empty, "-", "standard input was read already")
                    .with_remedy("give - once"))),
            },
            Target::File(path, size) => match File::open(&path) {
                Ok(file) => {
                    let counted = Box::new(self.progress.counted(file, size));
                    unpack(Origin::file(&path), counted, self.settings.max_bytes)
                }
                Err(error) => {
                    drop(self.progress.counted(std::io::empty(), size));
                    once(Err(unavailable(&path.display().to_string(), &error)))
                }
            },
            Target::Page(url) => match self.fetch(&url) {
                Ok(Some(page)) => {
                    let origin = Origin::page(&page);
                    unpack(origin, Box::new(std::io::Cursor::new(page.bytes)), self.settings.max_bytes)
                }
                Ok(None) => Box::new(std::iter::empty()),
                Err(problem) => once(Err(problem)),
            },
        }
    }

    /// A page, or `None` if it has not changed.
    fn fetch(&mut self, url: &str) -> Result<Option<Page>, Problem> {
        let fetcher = match self.fetcher.take() {
            Some(fetcher) => self.fetcher.insert(fetcher),
            None => self.fetcher.insert(Fetcher::new(self.settings.web.clone())?),
        };
        let answer = fetcher.fetch(url, &mut self.known);
        self.progress.count_page();
        match answer? {
            Answer::Page(page) => Ok(Some(page)),
            Answer::NotModified => {
                self.progress.count_unchanged();
                Ok(None)
            }
        }
    }

    /// The page of a feed's entry, with what the feed says of it.
    fn follow(&mut self, url: &str, given: Given) -> Option<Result<Capture, Problem>> {
        self.progress.expect_page();
        let page = match self.fetch(url) {
            Ok(page) => page?,
            Err(problem) => return Some(Err(problem)),
        };
        let origin = Origin::page(&page);
        let mut steps = unpack(origin, Box::new(std::io::Cursor::new(page.bytes)), self.settings.max_bytes);
        Some(match steps.next()? {
            Ok(Step::Article(capture)) => Ok(Capture { given, ..*capture }),
            Ok(Step::Entry { .. }) => {
                Err(Problem::new(ProblemKind::NoArticle, url, "a feed's entry leads to a feed"))
            }
            Err(problem) => Err(problem),
        })
    }
}

impl Iterator for Inputs {
    type Item = Result<Capture, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(steps) = &mut self.steps else {
                let target = self.targets.pop_front()?;
                self.steps = Some(self.open(target));
                continue;
            };
            match steps.next() {
                None => self.steps = None,
                Some(Err(problem)) => return Some(Err(problem)),
                Some(Ok(Step::Article(capture))) => return Some(Ok(*capture)),
                Some(Ok(Step::Entry { capture, link })) => match link {
                    Some(link) if self.settings.follow == Follow::Links => {
                        if let Some(followed) = self.follow(&link, capture.given) {
                            return Some(followed);
                        }
                    }
                    _ => return Some(Ok(*capture)),
                },
            }
        }
    }
}

/// The place of a file: its absolute path.
fn place_of(path: &std::path::Path) -> Place {
    let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
    Place::Path(absolute.as_deref().unwrap_or(path).display().to_string())
}
