//! How deep a page's tags are nested, told before it is parsed.
//!
//! Tree builders and extractors recurse; a page made of a hundred thousand open tags would
//! overflow their stack. The count follows the standard only as far as is cheap: elements that
//! never hold others do not count, an end tag closes one level, and the insides of scripts, styles
//! and comments are passed over.

use memchr::memmem;

/// Pages of today stay below 100; what is deeper than this is refused.
const DEEPEST: usize = 1024;

/// Elements that are never left open.
const VOID: [&[u8]; 16] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr", b"keygen", b"frame",
];

/// Elements whose end tag may be left out; they follow one another and do not nest.
const IMPLIED: [&[u8]; 14] = [
    b"p", b"li", b"dt", b"dd", b"option", b"optgroup", b"tr", b"td", b"th", b"thead", b"tbody", b"tfoot",
    b"rp", b"rt",
];

/// Elements whose inside is not markup.
const RAW: [&[u8]; 6] = [b"script", b"style", b"textarea", b"title", b"noscript", b"iframe"];

/// Whether tags are nested deeper than any article's.
pub(crate) fn is_too_deep(page: &str) -> bool {
    let bytes = page.as_bytes();
    let (mut depth, mut implied, mut at) = (0_usize, 0_usize, 0_usize);
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
        if is(&VOID) {
            continue;
        }
        if is(&IMPLIED) {
            implied = if closing { implied.saturating_sub(1) } else { implied + 1 };
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if is(&RAW) {
            at += after_raw(rest, name);
        } else {
            let tag_end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            let is_empty = tag_end > 0 && rest.get(tag_end - 1) == Some(&b'/');
            depth += usize::from(!is_empty);
        }
        if depth > DEEPEST {
            return true;
        }
    }
    let _ = implied;
    false
}

/// How far the end tag of a raw element lies.
fn after_raw(rest: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(end) = memmem::find(rest.get(at..).unwrap_or_default(), b"</") {
        at += end + 2;
        if rest.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return at + name.len();
        }
    }
    rest.len()
}
