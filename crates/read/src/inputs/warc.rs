//! Web archives (WARC 1.0 and 1.1, ISO 28500), read record by record.
//!
//! Only one record is held at a time, and of those that are no pages not even that. The published
//! readers hold whole records whatever their size and stop at the first broken one, hence our own.

use std::io::{self, BufRead, BufReader, Read};

use super::http::{self, Fault, KEPT};
use super::unpack::{Bytes, Origin, Step};
use crate::{Capture, Format, Place, Problem, ProblemKind};

/// The longest line of a record's head, and the longest head of an HTTP answer.
const LONGEST_HEAD: u64 = 64 << 10;

/// The articles of an archive.
pub(super) struct Records {
    origin: Origin,
    reader: BufReader<Bytes>,
    limit: u64,
    /// The number of the record that is read, from 1.
    record: u64,
    /// The first line of a record was read already, while looking for it.
    begun: bool,
    done: bool,
    found_any: bool,
}

/// What became of a record.
enum Outcome {
    Article(Box<Capture>),
    /// No page: a request, an image, a redirect.
    Other,
    End,
}

/// Why there is no article.
enum Failure {
    /// This record is bad; the next one may be good.
    Record(Problem),
    /// The stream itself has ended badly.
    Stream(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl Records {
    pub(super) fn new(origin: Origin, bytes: Bytes, limit: u64) -> Self {
        let reader = BufReader::with_capacity(64 << 10, bytes);
        Self { origin, reader, limit, record: 0, begun: false, done: false, found_any: false }
    }

    fn next_record(&mut self) -> Result<Outcome, Failure> {
        if !self.begun {
            match self.line_that_is_not_blank()? {
                None => return Ok(Outcome::End),
                Some(line) => {
                    self.record += 1;
                    if !line.starts_with(b"WARC/") {
                        return Err(self.bad_record("the record does not begin with WARC/"));
                    }
                }
            }
        }
        self.begun = false;
        let headers = self.headers()?;
        let value = |name: &str| http::value(&headers, name);
        let Some(length) = value("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Err(self.bad_record("the record does not say its length"));
        };
        let kind = value("warc-type").unwrap_or_default().to_ascii_lowercase();
        let target = value("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let mut block = Block { reader: (&mut self.reader).take(length), left_over: Vec::new() };
        let found = match kind.as_str() {
            "response" => block.answer(self.limit)?,
            "resource" | "conversion" => {
                let (media_type, charset) = value("content-type").map(http::content_type).unwrap_or_default();
                match format_of(&media_type) {
                    Some(format) => block.page(format, charset, (Vec::new(), self.limit))?,
                    None => None,
                }
            }
            _ => None,
        };
        block.skip()?;
        let shown = target.clone().unwrap_or_else(|| format!("{}#{}", self.origin.shown, self.record));
        let Some(found) = found else { return Ok(Outcome::Other) };
        self.found_any = true;
        let at = |problem: Problem| Failure::Record(problem.at_line(self.record));
        let content = found.content.map_err(|fault| match fault {
            Fault::TooLarge => at(self.origin.too_large(self.limit)),
            Fault::Broken(message) => at(Problem::new(ProblemKind::Broken, &self.origin.shown, message)
                .with_remedy("fetch the page again; the other records are read")),
        })?;
        if content.trim_ascii().is_empty() {
            return Err(at(self
                .origin
                .problem(ProblemKind::Empty, format!("the page {shown} is empty"))
                .with_remedy("fetch the page again; the other records are read")));
        }
        let place = target.map_or_else(|| self.origin.part(&self.record.to_string()), Place::Url);
        let mut capture = self.origin.capture(found.format, content);
        capture.given.url = if let Place::Url(url) = &place { Some(url.clone()) } else { None };
        Ok(Outcome::Article(Box::new(Capture {
            place,
            shown,
            declared_charset: found.charset,
            fetched: value("warc-date").and_then(|date| date.parse().ok()),
            headers: found.headers,
            ..capture
        })))
    }

    /// A record that can't be read. What follows is passed over until one begins.
    fn bad_record(&mut self, message: &str) -> Failure {
        let problem = self.origin.problem(ProblemKind::Broken, message).at_line(self.record);
        let problem =
            problem.with_remedy("the rest is read from the next record on; fetch the archive again");
        loop {
            match self.line() {
                Ok(Some(line)) if line.starts_with(b"WARC/1.") => {
                    self.begun = true;
                    self.record += 1;
                    break;
                }
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => {
                    self.done = true;
                    break;
                }
            }
        }
        Failure::Record(problem)
    }

    /// The lines of a record's head, to the empty one.
    fn headers(&mut self) -> io::Result<Vec<(String, String)>> {
        let mut lines = Vec::new();
        loop {
            let line = self.line()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if line.trim_ascii().is_empty() || lines.len() as u64 > LONGEST_HEAD {
                return Ok(http::headers(&lines));
            }
            lines.extend_from_slice(&line);
        }
    }

    fn line_that_is_not_blank(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            match self.line()? {
                Some(line) if line.trim_ascii().is_empty() => {}
                line => return Ok(line),
            }
        }
    }

    /// A line, or the first part of one that is too long.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = (&mut self.reader).take(LONGEST_HEAD).read_until(b'\n', &mut line)?;
        Ok((read > 0).then_some(line))
    }
}

/// The block of a record.
struct Block<'a> {
    reader: io::Take<&'a mut BufReader<Bytes>>,
    /// What was read while looking for the HTTP head and is not part of it.
    left_over: Vec<u8>,
}

/// A page in a block.
struct Found {
    format: Format,
    charset: Option<String>,
    headers: Vec<(String, String)>,
    content: Result<Vec<u8>, Fault>,
}

impl Block<'_> {
    /// The page of an HTTP answer; `None` if it is none.
    fn answer(&mut self, limit: u64) -> io::Result<Option<Found>> {
        let mut start = Vec::new();
        while (start.len() as u64) < LONGEST_HEAD {
            let line_length = self.reader.by_ref().take(LONGEST_HEAD).read_until(b'\n', &mut start)?;
            if line_length == 0 || matches!(start.as_slice(), [.., b'\n', b'\r', b'\n'] | [.., b'\n', b'\n'])
            {
                break;
            }
        }
        let Some(head) = http::head(&start).filter(|head| head.status == 200) else { return Ok(None) };
        let (media_type, charset) =
            http::value(&head.headers, "content-type").map(http::content_type).unwrap_or_default();
        let Some(format) = format_of(&media_type) else { return Ok(None) };
        self.left_over = start.split_off(head.length.min(start.len()));
        self.page(format, charset, (head.headers, limit))
    }

    /// The rest of the block as a page.
    fn page(
        &mut self,
        format: Format,
        charset: Option<String>,
        (mut headers, limit): (Vec<(String, String)>, u64),
    ) -> io::Result<Option<Found>> {
        let mut raw = std::mem::take(&mut self.left_over);
        let expected = self.reader.limit();
        let content = if expected > limit {
            Err(Fault::TooLarge)
        } else {
            if (self.reader.read_to_end(&mut raw)? as u64) < expected {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            http::body(&headers, raw, limit)
        };
        headers.retain(|(name, _)| KEPT.contains(&name.as_str()));
        Ok(Some(Found { format, charset, headers, content }))
    }

    /// Passes over what is left of the block.
    fn skip(mut self) -> io::Result<()> {
        let expected = self.reader.limit();
        if io::copy(&mut self.reader, &mut io::sink())? < expected {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

/// The format of a page; `None` for what is none.
fn format_of(media_type: &str) -> Option<Format> {
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" => Some(Format::Text),
        "text/markdown" => Some(Format::Markdown),
        _ => None,
    }
}

impl Iterator for Records {
    type Item = Result<Step, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.next_record() {
                Ok(Outcome::Article(capture)) => return Some(Ok(Step::Article(capture))),
                Ok(Outcome::Other) => {}
                Err(Failure::Record(problem)) => {
                    self.found_any = true;
                    return Some(Err(problem));
                }
                Err(Failure::Stream(error)) => {
                    self.done = true;
                    return Some(Err(self.origin.broken(&error).at_line(self.record.max(1))));
                }
                Ok(Outcome::End) => {
                    self.done = true;
                    if !self.found_any {
                        let message = format!("no page in {} records", self.record);
                        let problem = self.origin.problem(ProblemKind::NoArticle, message);
                        return Some(Err(
                            problem.with_remedy("give an archive that holds answers of type text/html")
                        ));
                    }
                }
            }
        }
        None
    }
}
