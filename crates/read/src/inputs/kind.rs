//! What a stream of bytes is, by its first kilobytes and, where these leave it open, by its name.

use crate::encoding::decode;
use crate::{Format, Problem, ProblemKind};

/// How many bytes are looked at.
pub(super) const LOOKED_AT: usize = 16 * 1024;

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One article.
    Article(Format),
    /// Compressed with gzip.
    Gzip,
    /// A web archive.
    Warc,
    /// RSS or Atom, or a JSON feed.
    Feed,
    /// JSON, either a feed or a JSON object a line; only the content can tell.
    Json,
    /// A JSON object a line.
    Lines,
}

/// How files of other kinds begin, and what they are called in messages.
const STRANGERS: [(&[u8], &str); 10] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"GIF8", "an image"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"HWP Document File", "a Hangul word processor document"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd"),
    (b"BZh", "compressed with bzip2"),
    (b"\xFD7zXZ", "compressed with xz"),
];

impl Kind {
    /// The endings of names that are taken from a folder.
    pub(super) const NAMES: [&str; 13] = [
        "html", "htm", "xhtml", "txt", "md", "xml", "rss", "atom", "json", "jsonl", "ndjson", "warc",
        "markdown",
    ];

    /// What a file of this name should be; `None` for a name that says nothing.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending {
            "html" | "htm" | "xhtml" => Self::Article(Format::Html),
            "txt" => Self::Article(Format::Text),
            "md" | "markdown" => Self::Article(Format::Markdown),
            "xml" | "rss" | "atom" => Self::Feed,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Lines,
            "warc" => Self::Warc,
            _ => return None,
        })
    }

    /// What a response with this media type should be.
    pub(super) fn by_media_type(media_type: &str) -> Option<Self> {
        Some(match media_type {
            "text/html" | "application/xhtml+xml" => Self::Article(Format::Html),
            "text/plain" => Self::Article(Format::Text),
            "text/markdown" => Self::Article(Format::Markdown),
            "application/rss+xml" | "application/atom+xml" | "text/xml" | "application/xml" => Self::Feed,
            "application/json" | "application/feed+json" => Self::Json,
            "application/jsonl" | "application/x-ndjson" => Self::Lines,
            "application/warc" => Self::Warc,
            _ => return None,
        })
    }

    /// What the bytes are. `named` is what the name or the media type says.
    pub(super) fn of(head: &[u8], named: Option<Self>, shown: &str) -> Result<Self, Problem> {
        if head.starts_with(b"\x1F\x8B") {
            return Ok(Self::Gzip);
        }
        if head.starts_with(b"WARC/") {
            return Ok(Self::Warc);
        }
        if let Some((_, what)) = STRANGERS.iter().find(|(start, _)| head.starts_with(start)) {
            return Err(stranger(shown, what));
        }
        let text = decode(head, None, Format::Text).text;
        let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{FEFF}');
        if named == Some(Self::Warc) {
            return Err(Problem::new(
                ProblemKind::Broken,
                shown,
                "not a WARC archive: it does not begin with a record",
            )
            .with_remedy("fetch it again, or give it the ending of what it holds"));
        }
        if start.starts_with('<') {
            return of_markup(start, named, shown);
        }
        if named == Some(Self::Feed) {
            return Err(Problem::new(ProblemKind::Malformed, shown, "not a feed: it is not XML")
                .with_remedy("fetch it again, or give it the ending of what it holds"));
        }
        let is_json = start.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
        if is_json && named != Some(Self::Lines) && !matches!(named, Some(Self::Article(_))) {
            let is_on_lines = start.lines().next().is_some_and(|line| line.trim() != "{");
            return match (is_json_feed(start), is_on_lines) {
                (true, _) => Ok(Self::Feed),
                (false, true) => Ok(Self::Lines),
                (false, false) => Err(no_lines(shown)),
            };
        }
        match named {
            Some(Self::Json) => Err(Problem::new(
                ProblemKind::Malformed,
                shown,
                "JSON, but neither a feed nor an object a line",
            )
            .with_remedy("give one object a line, as `jq -c '.[]'` writes them")),
            Some(Self::Lines) => Ok(Self::Lines),
            Some(Self::Article(Format::Html)) => Ok(Self::Article(Format::Html)),
            _ if is_binary(&text) => Err(stranger(shown, "binary data")),
            Some(Self::Article(format)) => Ok(Self::Article(format)),
            _ if start.starts_with("---\n") || start.starts_with("---\r\n") => {
                Ok(Self::Article(Format::Markdown))
            }
            _ => Ok(Self::Article(Format::Text)),
        }
    }
}

/// Whether an object begins like a JSON feed: with its version.
fn is_json_feed(start: &str) -> bool {
    let value = start.split_once("\"version\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    value.is_some_and(|value| {
        let value = value.trim_start().trim_start_matches('"');
        value.starts_with("https://jsonfeed.org/version") || value.starts_with("http://jsonfeed.org/version")
    })
}

fn no_lines(shown: &str) -> Problem {
    Problem::new(ProblemKind::Malformed, shown, "JSON, but neither a feed nor an object a line")
        .with_remedy("give one object a line, as `jq -c` writes them")
}

/// A page, a feed, or text that begins with a bracket.
fn of_markup(start: &str, named: Option<Kind>, shown: &str) -> Result<Kind, Problem> {
    let is_xml = start.starts_with("<?xml");
    let root = root_of(start);
    match root.as_deref().map(|name| name.rsplit(':').next().unwrap_or(name)) {
        Some("rss" | "feed" | "rdf") => Ok(Kind::Feed),
        Some("html" | "head" | "body" | "!doctype") => match named {
            Some(Kind::Feed) if !is_xml => {
                Err(Problem::new(ProblemKind::Malformed, shown, "not a feed, but a web page")
                    .with_remedy("give the address of the feed, or name the file .html"))
            }
            _ => Ok(Kind::Article(Format::Html)),
        },
        _ => match named {
            Some(Kind::Feed) => {
                Err(Problem::new(ProblemKind::Malformed, shown, "XML, but neither RSS nor Atom")
                    .with_remedy("give a feed, or the pages themselves"))
            }
            Some(Kind::Article(format)) => Ok(Kind::Article(format)),
            Some(Kind::Lines | Kind::Json) => {
                Err(Problem::new(ProblemKind::Malformed, shown, "not JSON, but markup")
                    .with_remedy("give it the ending of what it holds"))
            }
            _ if root.is_some() || is_xml => Ok(Kind::Article(Format::Html)),
            _ => Ok(Kind::Article(Format::Text)),
        },
    }
}

/// The name of the first element, in lower case; declarations and comments are passed over.
fn root_of(start: &str) -> Option<String> {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            let kind = rest.get(9..)?.trim_start();
            if kind.get(..4).is_some_and(|kind| kind.eq_ignore_ascii_case("html")) {
                return Some("!doctype".to_owned());
            }
            ">"
        } else {
            break;
        };
        rest = rest.split_once(end)?.1;
    }
    let name: String =
        rest.strip_prefix('<')?.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

/// Whether this can't be meant for eyes: more than one character in ten is a control character.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == '\u{FFFD}';
    text.chars().filter(odd).count() * 10 > text.chars().count()
}

fn stranger(shown: &str, what: &str) -> Problem {
    Problem::new(ProblemKind::Malformed, shown, format!("not a text: it is {what}"))
        .with_remedy("convert it to text or HTML first")
}
