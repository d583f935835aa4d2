//! A stream of bytes to the articles in it.

use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;

use super::kind::{Kind, LOOKED_AT};
use super::{feed, jsonl, place_of, warc};
use crate::web::Page;
use crate::{Capture, Format, Given, Place, Problem, ProblemKind};

/// One thing found in a stream.
pub(super) enum Step {
    /// An article.
    Article(Box<Capture>),
    /// A feed's entry, and the page it links to.
    Entry {
        /// What the feed itself holds of it.
        capture: Box<Capture>,
        /// The page.
        link: Option<String>,
    },
}

/// What is found in a stream, one by one.
pub(super) type Steps = Box<dyn Iterator<Item = Result<Step, Problem>> + Send>;

/// Bytes to unpack.
pub(super) type Bytes = Box<dyn Read + Send>;

/// How many compressions are taken off one stream.
const MOST_UNPACKED: u32 = 3;

/// Where a stream comes from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub(super) place: Place,
    pub(super) shown: String,
    /// What the name or the media type says it is.
    named: Option<Kind>,
    charset: Option<String>,
    fetched: Option<Timestamp>,
    headers: Vec<(String, String)>,
    /// How many compressions were taken off.
    unpacked: u32,
}

impl Origin {
    pub(super) fn standard() -> Self {
        Self {
            place: Place::Id("-".to_owned()),
            shown: "-".to_owned(),
            named: None,
            charset: None,
            fetched: None,
            headers: Vec::new(),
            unpacked: 0,
        }
    }

    pub(super) fn file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self {
            place: place_of(path),
            shown: path.display().to_string(),
            named: Kind::by_name(&name),
            ..Self::standard()
        }
    }

    pub(super) fn page(page: &Page) -> Self {
        let path = page.url.split(['?', '#']).next().unwrap_or_default();
        let by_type = page.media_type.as_deref().and_then(Kind::by_media_type);
        Self {
            place: Place::Url(page.url.clone()),
            shown: page.url.clone(),
            named: by_type.or_else(|| Kind::by_name(path)),
            charset: page.charset.clone(),
            fetched: Some(page.fetched),
            headers: page.headers.clone(),
            unpacked: 0,
        }
    }

    /// The place of a part of the stream that has no better name.
    pub(super) fn part(&self, part: &str) -> Place {
        match &self.place {
            Place::Url(place) => Place::Url(format!("{place}#{part}")),
            Place::Path(place) => Place::Path(format!("{place}#{part}")),
            Place::Id(place) => Place::Id(format!("{place}#{part}")),
        }
    }

    /// The URL that relative addresses are resolved against.
    pub(super) fn base(&self) -> Option<&str> {
        match &self.place {
            Place::Url(url) => Some(url),
            Place::Path(_) | Place::Id(_) => None,
        }
    }

    /// An article from here, about which nothing is known but its bytes.
    pub(super) fn capture(&self, format: Format, bytes: Vec<u8>) -> Capture {
        Capture {
            place: self.place.clone(),
            shown: self.shown.clone(),
            format,
            bytes,
            declared_charset: self.charset.clone(),
            fetched: self.fetched,
            headers: self.headers.clone(),
            given: Given::default(),
        }
    }

    pub(super) fn problem(&self, kind: ProblemKind, message: impl Into<String>) -> Problem {
        Problem::new(kind, &self.shown, message)
    }

    /// An article that is larger than the limit.
    pub(super) fn too_large(&self, limit: u64) -> Problem {
        too_large(&self.shown, limit)
    }

    /// A container that ends too early, or can't be decompressed.
    pub(super) fn broken(&self, error: &io::Error) -> Problem {
        let message = match error.kind() {
            io::ErrorKind::UnexpectedEof => "cut short".to_owned(),
            io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
            io::ErrorKind::IsADirectory => "a folder where a file was".to_owned(),
            _ => format!("can't be read on: {error}"),
        };
        self.problem(ProblemKind::Broken, message)
            .with_remedy("fetch or copy it again; what came before is read")
    }
}

/// An article that is larger than the limit.
pub(super) fn too_large(shown: &str, limit: u64) -> Problem {
    let message = format!("larger than {limit} bytes");
    Problem::new(ProblemKind::TooLarge, shown, message)
        .with_remedy("split it, or cut away what is no text; the rest is read")
}

/// A stream of one step.
pub(super) fn once(step: Result<Step, Problem>) -> Steps {
    Box::new(std::iter::once(step))
}

/// The articles in a stream.
pub(super) fn unpack(mut origin: Origin, bytes: Bytes, limit: u64) -> Steps {
    let looked_at = LookedAt::new(bytes);
    if let Some(error) = looked_at.error.as_ref().filter(|_| looked_at.head.get_ref().is_empty()) {
        return once(Err(origin.broken(error)));
    }
    if looked_at.head.get_ref().is_empty() {
        let problem = origin.problem(ProblemKind::Empty, "it is empty");
        return once(Err(problem.with_remedy("fetch or copy it again")));
    }
    let kind = match Kind::of(looked_at.head.get_ref(), origin.named, &origin.shown) {
        Ok(kind) => kind,
        Err(problem) => return once(Err(problem)),
    };
    match kind {
        // A page is sometimes compressed twice; there are files that hold themselves.
        Kind::Gzip if origin.unpacked == MOST_UNPACKED => {
            let problem = origin.problem(ProblemKind::Malformed, "compressed again and again");
            once(Err(problem.with_remedy("unpack it first")))
        }
        Kind::Gzip => {
            origin.unpacked += 1;
            unpack(origin, Box::new(MultiGzDecoder::new(BufReader::new(looked_at))), limit)
        }
        Kind::Warc => Box::new(warc::Records::new(origin, Box::new(looked_at), limit)),
        Kind::Lines | Kind::Json => Box::new(jsonl::Lines::new(origin, Box::new(looked_at), limit)),
        Kind::Feed => match whole(&origin, looked_at, limit) {
            Ok(bytes) => feed::entries(&origin, &bytes),
            Err(problem) => once(Err(problem)),
        },
        Kind::Article(format) => once(
            whole(&origin, looked_at, limit)
                .map(|bytes| Step::Article(Box::new(origin.capture(format, bytes)))),
        ),
    }
}

/// All bytes, if they are no more than the limit.
fn whole(origin: &Origin, bytes: impl Read, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut all = Vec::new();
    bytes.take(limit.saturating_add(1)).read_to_end(&mut all).map_err(|error| origin.broken(&error))?;
    if all.len() as u64 > limit {
        return Err(origin.too_large(limit));
    }
    Ok(all)
}

/// A stream whose first bytes were looked at, and are read again.
struct LookedAt {
    head: Cursor<Vec<u8>>,
    /// What ended the looking, to be met again behind the head.
    error: Option<io::Error>,
    rest: Bytes,
}

impl LookedAt {
    fn new(mut rest: Bytes) -> Self {
        let mut head = Vec::with_capacity(LOOKED_AT);
        let error = rest.by_ref().take(LOOKED_AT as u64).read_to_end(&mut head).err();
        Self { head: Cursor::new(head), error, rest }
    }
}

impl Read for LookedAt {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.head.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        match self.error.take() {
            Some(error) => {
                // Decoders are not to be asked again after a failure.
                self.rest = Box::new(io::empty());
                Err(error)
            }
            None => self.rest.read(buffer),
        }
    }
}
