//! Bytes to characters: which encoding a text is in, whatever it says of itself.
//!
//! The order is the HTML standard's (byte order mark, transport header, declaration within the
//! document, detection), with one departure: a declared encoding that the bytes contradict is
//! overruled, and said so. Korean pages in CP949 that declare UTF-8, and the other way round, are
//! common enough to be worth it.
//!
//! Not in here: what the characters mean; control characters stay as they are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Format;

/// How far into a page a declaration is looked for. The standard says 1024 bytes; pages do not keep
/// to it.
const DECLARED_WITHIN: usize = 8192;

/// How much of the bytes is judged when it looks like UTF-16 without a mark.
const JUDGED: usize = 8192;

/// A text in characters, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte order mark; what is malformed became U+FFFD.
    pub text: String,
    /// The encoding's name after the Encoding Standard: `UTF-8`, `EUC-KR` (which takes in CP949),
    /// `UTF-16LE`, `windows-1252` (which takes in Latin-1), …
    pub encoding: &'static str,
    /// What was odd: the declared encoding was wrong, or there are malformed sequences.
    pub problem: Option<String>,
}

/// Decodes a text of a given format; `declared_charset` is what the transport (a `Content-Type`)
/// says, if anything.
pub fn decode(bytes: &[u8], declared_charset: Option<&str>, format: Format) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(bytes.get(mark..).unwrap_or_default(), encoding, None);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decoded(bytes, encoding, None);
    }
    let by_transport = declared_charset.and_then(encoding_named);
    let by_document = match format {
        Format::Html => declared_within(bytes),
        Format::Text | Format::Markdown => None,
    };
    let Some(declared) = by_transport.or(by_document) else {
        return decoded(bytes, detected(bytes), None);
    };
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if bears_out(declared, bytes, is_utf8) {
        return decoded(bytes, declared, None);
    }
    let others = [by_document, Some(UTF_8), Some(EUC_KR), Some(detected(bytes))];
    let better = others
        .into_iter()
        .flatten()
        .find(|other| *other != declared && if *other == UTF_8 { is_utf8 } else { is_clean(other, bytes) });
    match better {
        Some(found) => {
            let said = format!("declared as {}, but is {}", declared.name(), found.name());
            decoded(bytes, found, Some(said))
        }
        None => decoded(bytes, declared, None),
    }
}

/// Decodes with one encoding, and counts what is malformed.
fn decoded(bytes: &[u8], encoding: &'static Encoding, problem: Option<String>) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let problem = problem.or_else(|| {
        malformed.then(|| {
            let count = text.matches('\u{FFFD}').count();
            format!("malformed sequences in {}: {count}", encoding.name())
        })
    });
    Decoded { text, encoding: encoding.name(), problem }
}

/// The encoding of a label: those of the Encoding Standard, and the names of CP949 that it lacks.
fn encoding_named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes()).or_else(|| {
        let korean = ["cp949", "ms949", "uhc", "x-windows-949", "ks_c_5601", "euckr", "euc_kr"];
        korean.iter().any(|name| label.eq_ignore_ascii_case(name)).then_some(EUC_KR)
    })
}

/// Whether the bytes can be what was declared.
///
/// A few malformed sequences do not speak against a declaration (texts are cut in the middle of a
/// character, and advertisements are pasted in other encodings). An encoding in which every byte
/// means something is never malformed, so that UTF-8, which is not met by chance, speaks against it.
fn bears_out(declared: &'static Encoding, bytes: &[u8], is_utf8: bool) -> bool {
    if declared == UTF_8 {
        return is_utf8 || is_mostly_utf8(bytes);
    }
    if is_utf8 {
        // A handful of characters can be both; a dozen cannot.
        let needed = if declared.is_single_byte() { 1 } else { 12 };
        let wide = bytes.iter().filter(|byte| **byte >= 0xC2).take(needed).count();
        return wide < needed && is_clean(declared, bytes);
    }
    is_clean(declared, bytes)
}

/// Whether most of what is not ASCII is well-formed UTF-8.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut well, mut ill) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        well += chunk.valid().bytes().filter(|byte| *byte >= 0xC2).count();
        ill += usize::from(!chunk.invalid().is_empty());
    }
    ill <= well
}

/// Whether the bytes decode with at most one malformed sequence in fifty characters that are not
/// ASCII. For EUC-KR most of its characters have to lie in KS X 1001 besides: the extension of
/// CP949 takes letters as second bytes, and would claim any English text with a curly quote.
fn is_clean(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let wide = text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if malformed && text.matches('\u{FFFD}').count() * 50 > wide {
        return false;
    }
    encoding != EUC_KR || bytes.iter().filter(|byte| **byte >= 0xA1).count() * 4 >= wide * 5
}

/// What bytes that declare nothing are in.
fn detected(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if is_mostly_utf8(bytes) && bytes.iter().any(|byte| *byte >= 0xE0) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // Texts of one or two stray bytes are guessed at random; most of those there are come from
    // English typography.
    let stray = bytes.iter().filter(|byte| !byte.is_ascii()).take(3).count() < 3;
    if stray { WINDOWS_1252 } else { found }
}

/// UTF-16 without a mark: there are zero bytes, and in one of the two orders nearly all characters
/// are such as Korean and English texts are made of.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 {
        return None;
    }
    let sample = bytes.get(..JUDGED).unwrap_or(bytes);
    memchr::memchr(0, sample)?;
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let units = sample.as_chunks::<2>().0;
        let usual = units.iter().filter(|pair| {
            let unit =
                if *encoding == UTF_16LE { u16::from_le_bytes(**pair) } else { u16::from_be_bytes(**pair) };
            matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x2010..=0x203B | 0x3000..=0x301F)
                || matches!(unit, 0xAC00..=0xD7A3)
        });
        usual.count() * 10 >= units.len() * 9
    })
}

/// The encoding that a page declares: an XML declaration, `<meta charset>`, or `<meta
/// http-equiv=content-type content="…; charset=…">`.
fn declared_within(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let encoding = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| value_after(rest.split("?>").next()?, "encoding"))
        .or_else(|| {
            let mut tags = head.split("<meta").skip(1);
            tags.find_map(|rest| value_after(rest.split('>').next()?, "charset"))
        })
        .and_then(encoding_named)?;
    // A declaration that could be read as ASCII is not in UTF-16, whatever it says.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

/// The value of `name = value`, quoted or not, in a piece of markup.
fn value_after<'a>(markup: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = markup.split_once(name)?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || "\"';>/?".contains(c));
    value.get(..end.unwrap_or(value.len())).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOREAN: &str = "정부 고위 관계자는 7일 기자들과 만나 회담이 다음 달에 열릴 것이라고 말했다.";
    const ENGLISH: &str = "The minister said “nothing has been decided” in Zürich – yet.";

    fn check(bytes: &[u8], charset: Option<&str>, format: Format, text: &str, encoding: &str) {
        let found = decode(bytes, charset, format);
        assert_eq!((found.text.as_str(), found.encoding), (text, encoding));
    }

    fn euc_kr(text: &str) -> Vec<u8> {
        EUC_KR.encode(text).0.into_owned()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_come_first() {
        for text in [KOREAN, ENGLISH] {
            let marked = format!("\u{FEFF}{text}");
            check(marked.as_bytes(), Some("euc-kr"), Format::Text, text, "UTF-8");
            check(&utf16(&marked, u16::to_le_bytes), None, Format::Text, text, "UTF-16LE");
            check(&utf16(&marked, u16::to_be_bytes), Some("utf-8"), Format::Text, text, "UTF-16BE");
        }
    }

    #[test]
    fn what_declares_nothing_is_detected() {
        check(KOREAN.as_bytes(), None, Format::Text, KOREAN, "UTF-8");
        check(&euc_kr(KOREAN), None, Format::Text, KOREAN, "EUC-KR");
        let latin = WINDOWS_1252.encode(ENGLISH).0;
        check(&latin, None, Format::Text, ENGLISH, "windows-1252");
        for text in [KOREAN, "Plain words, and no mark."] {
            check(&utf16(text, u16::to_le_bytes), None, Format::Text, text, "UTF-16LE");
            check(&utf16(text, u16::to_be_bytes), None, Format::Text, text, "UTF-16BE");
        }
    }

    #[test]
    fn the_header_and_the_page_are_believed() {
        let page = format!("<meta charset=euc-kr><p>{KOREAN}");
        check(&euc_kr(&page), None, Format::Html, &page, "EUC-KR");
        let page = format!(
            "<META http-equiv='Content-Type' content='text/html; charset=ks_c_5601-1987'><p>{KOREAN}"
        );
        check(&euc_kr(&page), None, Format::Html, &page, "EUC-KR");
        let page = format!("<?xml version='1.0' encoding='CP949'?><p>{KOREAN}");
        check(&euc_kr(&page), None, Format::Html, &page, "EUC-KR");
        check(&euc_kr("회담"), Some("MS949"), Format::Text, "회담", "EUC-KR");
        check(b"caf\xE9", Some("ISO-8859-1"), Format::Text, "café", "windows-1252");
        assert_eq!(decode(&euc_kr(&page), None, Format::Html).problem, None);
    }

    #[test]
    fn syllables_outside_ks_x_1001_are_read() {
        let text = "펲시콜라와 똠방각하, 그리고 회담에 관한 긴 글이 이어진다.";
        check(&euc_kr(text), Some("euc-kr"), Format::Text, text, "EUC-KR");
    }

    /// What the bytes contradict is overruled, and noted.
    #[test]
    fn wrong_declarations_are_overruled() {
        let overruled = |bytes: &[u8], charset: Option<&str>, text: &str, encoding: &str| {
            check(bytes, charset, Format::Html, text, encoding);
            let problem = decode(bytes, charset, Format::Html).problem.unwrap_or_default();
            assert!(problem.starts_with("declared as") && problem.ends_with(encoding), "{problem}");
        };
        overruled(&euc_kr(KOREAN), Some("utf-8"), KOREAN, "EUC-KR");
        overruled(KOREAN.as_bytes(), Some("euc-kr"), KOREAN, "UTF-8");
        overruled(KOREAN.as_bytes(), Some("iso-8859-1"), KOREAN, "UTF-8");
        overruled(&WINDOWS_1252.encode(ENGLISH).0, Some("utf-8"), ENGLISH, "windows-1252");
        let page = format!("<meta charset='utf-8'><p>{KOREAN}");
        overruled(&euc_kr(&page), None, &page, "EUC-KR");
        let page = format!("<meta charset='euc-kr'><p>{KOREAN}");
        overruled(&euc_kr(&page), Some("utf-8"), &page, "EUC-KR");
        overruled(page.as_bytes(), None, &page, "UTF-8");
    }

    #[test]
    fn a_few_bad_bytes_do_not_overrule() {
        let mut bytes = KOREAN.repeat(3).into_bytes();
        bytes.extend(b"\xEA\xB0");
        let found = decode(&bytes, Some("utf-8"), Format::Text);
        assert_eq!(found.encoding, "UTF-8");
        assert_eq!(found.problem.as_deref(), Some("malformed sequences in UTF-8: 1"));
        assert_eq!(decode(&bytes, None, Format::Text).encoding, "UTF-8");
    }

    #[test]
    fn zero_bytes_are_no_utf16() {
        check(b"a few\0 zero\0 bytes ", None, Format::Text, "a few\0 zero\0 bytes ", "UTF-8");
        check(b"", None, Format::Text, "", "UTF-8");
    }
}
