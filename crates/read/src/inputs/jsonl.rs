//! A JSON object a line, each an article: `id, url, title, outlet, published, language, byline,
//! keywords` and `html` or `text`. Other names are passed over.

use std::io::{self, BufRead, BufReader};

use serde::Deserialize;
use serde_json::Value;

use super::unpack::{Bytes, Origin, Step};
use crate::{Capture, Format, Given, Place, Problem, ProblemKind};

/// One line, as it stands there. Numbers are taken for what is usually a string.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<Value>,
    language: Option<String>,
    byline: Option<Value>,
    keywords: Option<Value>,
    html: Option<String>,
    text: Option<String>,
}

/// The articles of a stream of lines.
pub(super) struct Lines {
    origin: Origin,
    reader: BufReader<Bytes>,
    limit: u64,
    line: u64,
    done: bool,
    found_any: bool,
}

impl Lines {
    pub(super) fn new(origin: Origin, bytes: Bytes, limit: u64) -> Self {
        let reader = BufReader::with_capacity(64 << 10, bytes);
        Self { origin, reader, limit, line: 0, done: false, found_any: false }
    }

    /// The next line that is not blank, if it is no longer than the limit.
    fn next_line(&mut self) -> io::Result<Option<Result<Vec<u8>, Problem>>> {
        loop {
            let mut line = Vec::new();
            // The names and the escapes of JSON come on top of the article itself.
            let longest = self.limit.saturating_mul(2).saturating_add(4096);
            let read = io::Read::take(&mut self.reader, longest).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if read as u64 == longest && !line.ends_with(b"\n") {
                self.reader.skip_until(b'\n')?;
                return Ok(Some(Err(self.origin.too_large(self.limit).at_line(self.line))));
            }
            let marked = if self.line == 1 { line.strip_prefix(b"\xEF\xBB\xBF") } else { None };
            let line = marked.unwrap_or(&line).trim_ascii();
            if !line.is_empty() {
                return Ok(Some(Ok(line.to_vec())));
            }
        }
    }

    fn article(&self, line: &[u8]) -> Result<Capture, Problem> {
        let at =
            |problem: Problem| Problem { place: self.origin.shown.clone(), ..problem.at_line(self.line) };
        let mut capture = article_of_line(line).map_err(at)?;
        if capture.bytes.len() as u64 > self.limit {
            return Err(self.origin.too_large(self.limit).at_line(self.line));
        }
        if capture.place == Place::Id(String::new()) {
            capture.place = self.origin.part(&self.line.to_string());
        }
        if capture.shown.is_empty() {
            capture.shown = format!("{}:{}", self.origin.shown, self.line);
        }
        Ok(capture)
    }
}

impl Iterator for Lines {
    type Item = Result<Step, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.next_line() {
            Ok(Some(line)) => {
                self.found_any = true;
                Some(
                    line.and_then(|line| self.article(&line)).map(|capture| Step::Article(Box::new(capture))),
                )
            }
            Ok(None) => {
                self.done = true;
                let nothing = || self.origin.problem(ProblemKind::Empty, "it holds no lines");
                (!self.found_any).then(|| Err(nothing().with_remedy("fetch or copy it again")))
            }
            Err(error) => {
                self.done = true;
                Some(Err(self.origin.broken(&error).at_line(self.line + 1)))
            }
        }
    }
}

/// The article of one line of JSON.
///
/// Its place is its URL, else its id; a line with neither gets an empty id for its place, and the
/// caller has to know a better one. The problem's place is empty likewise.
pub fn article_of_line(line: &[u8]) -> Result<Capture, Problem> {
    let malformed = |message: String| Problem::new(ProblemKind::Malformed, "", message);
    let parsed: Line = serde_json::from_slice(line).map_err(|error| {
        let message = explained(line, &error);
        malformed(message).with_remedy("one JSON object a line, in UTF-8; the other lines are read")
    })?;
    let (format, text) = match (parsed.html, parsed.text) {
        (Some(html), _) => (Format::Html, html),
        (None, Some(text)) => (Format::Text, text),
        (None, None) => {
            let problem = malformed("the line has neither html nor text".to_owned());
            return Err(problem.with_remedy("put the article under \"html\" or \"text\""));
        }
    };
    let given = Given {
        id: parsed.id.as_ref().and_then(plain),
        url: filled(parsed.url),
        title: filled(parsed.title),
        byline: parsed
            .byline
            .as_ref()
            .map(|value| list(value).join(", "))
            .filter(|byline| !byline.is_empty()),
        outlet: filled(parsed.outlet),
        published: parsed.published.as_ref().and_then(plain),
        language: filled(parsed.language),
        keywords: parsed.keywords.as_ref().map(keywords).unwrap_or_default(),
    };
    if text.trim().is_empty() {
        let shown = given.id.clone().or(given.url).unwrap_or_default();
        return Err(Problem::new(ProblemKind::Empty, shown, "the article of the line is empty")
            .with_remedy("put the article under \"html\" or \"text\""));
    }
    let place = match (&given.url, &given.id) {
        (Some(url), _) => Place::Url(url.clone()),
        (None, id) => Place::Id(id.clone().unwrap_or_default()),
    };
    Ok(Capture {
        place,
        shown: given.id.clone().or_else(|| given.url.clone()).unwrap_or_default(),
        format,
        bytes: text.into_bytes(),
        declared_charset: Some("utf-8".to_owned()),
        fetched: None,
        headers: Vec::new(),
        given,
    })
}

/// The id of a line, as far as it can be made out in one that can't be read.
pub fn id_of_line(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Id {
        id: Value,
    }
    serde_json::from_slice::<Id>(line).ok().and_then(|line| plain(&line.id))
}

/// Why a line can't be read, in words that name the usual culprits.
fn explained(line: &[u8], error: &serde_json::Error) -> String {
    if let Err(error) = std::str::from_utf8(line) {
        return format!("not UTF-8 from byte {} of the line", error.valid_up_to() + 1);
    }
    if has_lone_surrogate(line) && error.is_syntax() {
        return format!(
            "a lone surrogate (half of a UTF-16 pair, \\ud800 to \\udfff) at column {}",
            error.column()
        );
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("not a JSON object of an article: {message}, at column {}", error.column())
}

/// Whether one of the escapes is half of a pair without the other half.
fn has_lone_surrogate(line: &[u8]) -> bool {
    let escape = |at: usize| {
        let digits = line.get(at..at + 6).filter(|escape| escape.starts_with(b"\\u"))?.get(2..)?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        match escape(at) {
            Some(0xD800..=0xDBFF) if matches!(escape(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => return true,
            Some(_) => at += 6,
            // Of an escaped backslash the second one escapes nothing.
            None => at += 2,
        }
    }
    false
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// A string or a number as a string.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(Some(text.clone())),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A string, or a list of strings.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(plain).collect(),
        value => plain(value).into_iter().collect(),
    }
}

/// Keywords: a list, or a string with commas.
fn keywords(value: &Value) -> Vec<String> {
    let all = list(value);
    let parts = all.iter().flat_map(|text| text.split([',', ';'])).map(str::trim);
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
