//! A look over a page before it is parsed: how deep its tags are nested, and without its programs.
//!
//! Tree builders and extractors recurse; a page made of a hundred thousand open tags would overflow
//! their stack or take them minutes. The count follows the standard only as far as is cheap:
//! elements that never hold others do not count, an end tag closes one level, and the insides of
//! scripts, styles and comments are passed over.
//!
//! Scripts and style sheets are most of many pages and nothing of their articles; they are emptied,
//! which spares both parsers half their work. Their tags stay, so that the tree is the same.

use std::borrow::Cow;

use memchr::memmem;

/// Pages of today stay below 100; browsers give up at 512.
const DEEPEST: usize = 512;

/// Elements that are never left open.
const VOID: [&[u8]; 16] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr", b"keygen", b"frame",
];

/// Elements whose end tag may be left out; they follow one another, and parsers close them.
const IMPLIED: [&[u8]; 14] = [
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"option",
    b"optgroup",
    b"tr",
    b"td",
    b"th",
    b"thead",
    b"tbody",
    b"tfoot",
    b"rp",
    b"rt",
];

/// Elements whose inside is not markup.
const RAW: [&[u8]; 6] = [b"script", b"style", b"textarea", b"title", b"noscript", b"iframe"];

/// The page without its programs; `None` if its tags are nested deeper than any article's.
pub(crate) fn prepare(page: &str) -> Option<Cow<'_, str>> {
    let bytes = page.as_bytes();
    let (mut depth, mut at, mut copied) = (0_usize, 0_usize, 0_usize);
    let mut kept = String::new();
    while let Some(open) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += open + 1;
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"!--") {
            at += memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let rest = if closing { rest.get(1..).unwrap_or_default() } else { rest };
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let Some(name) = rest.get(..length).filter(|name| name.first().is_some_and(u8::is_ascii_alphabetic))
        else {
            continue;
        };
        let is = |list: &[&[u8]]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
        if closing {
            depth = depth.saturating_sub(usize::from(!is(&VOID) && !is(&IMPLIED)));
        } else if is(&RAW) {
            let tag = memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
            let end = tag + end_tag(rest.get(tag..).unwrap_or_default(), name);
            let attributes = rest.get(..tag).unwrap_or_default();
            if is(&[b"style"]) || (is(&[b"script"]) && !is_data(attributes)) {
                kept.push_str(page.get(copied..at + tag)?);
                copied = at + end;
            }
            at += end;
        } else if !is(&VOID) && !is(&IMPLIED) {
            let tag = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            let is_empty = tag > 0 && rest.get(tag - 1) == Some(&b'/');
            depth += usize::from(!is_empty);
        }
        if depth > DEEPEST {
            return None;
        }
    }
    if copied == 0 {
        return Some(Cow::Borrowed(page));
    }
    kept.push_str(page.get(copied..)?);
    Some(Cow::Owned(kept))
}

/// Whether a script tag holds data of the page rather than a program.
fn is_data(tag: &[u8]) -> bool {
    tag.to_ascii_lowercase().windows(4).any(|part| part == b"json")
}

/// Where the end tag of a raw element starts.
fn end_tag(rest: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(end) = memmem::find(rest.get(at..).unwrap_or_default(), b"</") {
        let start = at + end + 2;
        if rest.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return at + end;
        }
        at = start;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_emptied_and_data_stays() {
        let page = "<p>a<SCRIPT src='x'>if (a < b) '<p>'</SCRIPT>b<script type='application/ld+json'>{}</script>\
                    <style>p > a {}</style>c";
        let found = prepare(page).unwrap();
        assert_eq!(
            found,
            "<p>a<SCRIPT src='x'></SCRIPT>b<script type='application/ld+json'>{}</script><style></style>c"
        );
        assert_eq!(prepare("<script>never closed").unwrap(), "<script>");
    }

    #[test]
    fn depth_counts_what_stays_open() {
        assert!(prepare(&"<div>".repeat(DEEPEST + 1)).is_none());
        assert!(prepare(&"<div></div>".repeat(10_000)).is_some());
        assert!(prepare(&"<br><img><p>a".repeat(10_000)).is_some());
        assert!(prepare(&format!("<script>{}</script>", "'<div>'".repeat(10_000))).is_some());
    }
}
