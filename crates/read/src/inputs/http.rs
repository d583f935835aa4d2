//! HTTP answers as archives keep them: head, transfer coding, content coding.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// Where the body begins.
    pub(super) length: usize,
}

/// Why a body can't be had.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is larger than the limit.
    TooLarge,
    /// Its compression is broken.
    Broken(String),
}

/// Headers that are kept with an article.
pub(super) const KEPT: [&str; 4] = ["content-type", "content-language", "etag", "last-modified"];

/// The value of a header.
pub(super) fn value<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The media type in lower case, and the charset.
pub(crate) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    });
    (media_type, charset)
}

/// `name: value` lines; what is not one is passed over.
pub(super) fn headers(lines: &[u8]) -> Vec<(String, String)> {
    let lines = lines.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

/// The head that an answer begins with.
pub(super) fn head(answer: &[u8]) -> Option<Head> {
    let length = memchr::memmem::find(answer, b"\r\n\r\n")
        .map(|at| at + 4)
        .into_iter()
        .chain(memchr::memmem::find(answer, b"\n\n").map(|at| at + 2))
        .min()?;
    let lines = answer.get(..length)?;
    let end = memchr::memchr(b'\n', lines)?;
    let status = String::from_utf8_lossy(lines.get(..end)?);
    let mut words = status.split_whitespace();
    words.next().filter(|version| version.starts_with("HTTP/"))?;
    let status = words.next()?.parse().ok()?;
    Some(Head { status, headers: headers(lines.get(end + 1..)?), length })
}

/// The body, out of its codings. Archives often keep a coding's header and not the coding; then the
/// bytes are taken as they are.
pub(super) fn body(headers: &[(String, String)], raw: Vec<u8>, limit: u64) -> Result<Vec<u8>, Fault> {
    let is_chunked = value(headers, "transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    let raw = if is_chunked { dechunked(&raw).unwrap_or(raw) } else { raw };
    let coding = value(headers, "content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    let decoder: Box<dyn Read + '_> = match coding.as_str() {
        "gzip" | "x-gzip" if raw.starts_with(b"\x1F\x8B") => Box::new(MultiGzDecoder::new(raw.as_slice())),
        "deflate" if raw.first().is_some_and(|first| first & 0x0F == 8) => {
            Box::new(ZlibDecoder::new(raw.as_slice()))
        }
        "deflate" if !is_text(&raw) => Box::new(DeflateDecoder::new(raw.as_slice())),
        "br" if !is_text(&raw) => Box::new(brotli_decompressor::Decompressor::new(raw.as_slice(), 16 << 10)),
        _ if raw.len() as u64 > limit => return Err(Fault::TooLarge),
        _ => return Ok(raw),
    };
    let mut content = Vec::new();
    let read = decoder.take(limit.saturating_add(1)).read_to_end(&mut content);
    read.map_err(|error| Fault::Broken(format!("its {coding} coding is broken: {error}")))?;
    if content.len() as u64 > limit { Err(Fault::TooLarge) } else { Ok(content) }
}

/// Whether a page begins here, rather than compressed data.
fn is_text(raw: &[u8]) -> bool {
    raw.trim_ascii_start().starts_with(b"<")
}

/// A body out of its chunks; `None` if it is not in chunks. A last chunk that is cut short is kept.
fn dechunked(raw: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..rest.len().min(1024))?)?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        let Some(chunk) = rest.get(..size) else {
            whole.extend_from_slice(rest);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(dechunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), Some(b"abcde".to_vec()));
        assert_eq!(dechunked(b"ff\r\nabc"), Some(b"abc".to_vec()));
        assert_eq!(dechunked(b"<p>abc\r\n"), None);
        assert_eq!(dechunked(b"ffffffffffffffff\r\nabc"), Some(b"abc".to_vec()));
    }

    #[test]
    fn codings_are_undone_and_limited() {
        let page = b"<p>one</p>".repeat(100);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&page).unwrap();
        let packed = encoder.finish().unwrap();
        let coded = |coding: &str| vec![("content-encoding".to_owned(), coding.to_owned())];
        assert_eq!(body(&coded("gzip"), packed.clone(), 1000), Ok(page.clone()));
        assert_eq!(body(&coded("gzip"), packed.clone(), 999), Err(Fault::TooLarge));
        assert_eq!(body(&coded("gzip"), page.clone(), 1000), Ok(page.clone()));
        assert_eq!(body(&coded("br"), page.clone(), 1000), Ok(page));
        let cut = packed.get(..20).unwrap().to_vec();
        assert!(matches!(body(&coded("gzip"), cut, 1000), Err(Fault::Broken(_))));
    }

    #[test]
    fn heads_are_told_from_bodies() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"EUC-KR\"\r\n\r\n<p>\n\n";
        let head = head(answer).unwrap();
        assert_eq!((head.status, head.length), (200, answer.len() - 5));
        let declared = value(&head.headers, "content-type").unwrap();
        assert_eq!(content_type(declared), ("text/html".to_owned(), Some("EUC-KR".to_owned())));
    }
}
