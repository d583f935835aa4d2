//! What comes out of files, folders and patterns, and what is said of those that can't be read.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod packing;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use avviso_read::inputs::{InputSettings, Inputs};
use avviso_read::{Capture, Format, Place, Problem, ProblemKind};
use packing::gzip;
use proptest::prelude::*;

const PAGE: &str = "<!DOCTYPE html><html><body><p>The talks went on.</p></body></html>";

fn read(paths: &[&Path]) -> Vec<Result<Capture, Problem>> {
    Inputs::new(paths, InputSettings::default()).collect()
}

fn read_standard(bytes: &[u8]) -> Vec<Result<Capture, Problem>> {
    let bytes = Cursor::new(bytes.to_vec());
    Inputs::new(["-"], InputSettings::default().max_bytes(100_000)).standard_input(bytes).collect()
}

/// The one problem of a file with this name and content.
fn problem_of(name: &str, content: &[u8]) -> Problem {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let mut found = read(&[&path]);
    assert_eq!(found.len(), 1, "{name}");
    let problem = found.remove(0).expect_err(name);
    assert!(problem.place.ends_with(name), "{problem}");
    assert!(problem.remedy.is_some(), "{problem}");
    problem
}

fn shown(found: &[Result<Capture, Problem>]) -> Vec<String> {
    found
        .iter()
        .map(|one| match one {
            Ok(capture) => capture.shown.rsplit('/').next().unwrap_or_default().to_owned(),
            Err(problem) => format!("{:?}", problem.kind),
        })
        .collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    write("c.txt", b"Plain words.");
    write("b/two.html", PAGE.as_bytes());
    write("b/one.md", b"# Title\n\nWords.");
    write("a.html.gz", &gzip(PAGE.as_bytes()));
    write("photo.jpg", b"\xFF\xD8\xFF");
    write("notes.doc", b"words");
    write(".hidden.html", PAGE.as_bytes());
    write(".git/x.html", PAGE.as_bytes());
    let found = read(&[folder.path()]);
    assert_eq!(shown(&found), ["a.html.gz", "one.md", "two.html", "c.txt"]);
    let captures: Vec<&Capture> = found.iter().map(|one| one.as_ref().unwrap()).collect();
    let formats: Vec<Format> = captures.iter().map(|capture| capture.format).collect();
    assert_eq!(formats, [Format::Html, Format::Markdown, Format::Html, Format::Text]);
    assert_eq!(captures[0].bytes, PAGE.as_bytes());
    assert!(matches!(&captures[0].place, Place::Path(path) if Path::new(path).is_absolute()));

    let pattern = folder.path().join("*/*.html");
    assert_eq!(shown(&read(&[&pattern])), ["two.html"]);
    assert_eq!(shown(&read(&[&folder.path().join("*.pdf")])), ["Unavailable"]);
}

#[test]
fn the_content_is_believed_before_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    fs::write(&path, gzip(PAGE.as_bytes())).unwrap();
    assert_eq!(read(&[&path])[0].as_ref().unwrap().format, Format::Html);
    let formats = |bytes: &[u8]| read_standard(bytes)[0].as_ref().map(|capture| capture.format).ok();
    assert_eq!(formats(PAGE.as_bytes()), Some(Format::Html));
    assert_eq!(formats(b"<p>A piece of a page."), Some(Format::Html));
    assert_eq!(formats(b"Words < and > more."), Some(Format::Text));
    assert_eq!(formats(b"---\ntitle: A\n---\nWords."), Some(Format::Markdown));
    assert_eq!(formats(b"{\"text\": \"Words.\"}"), Some(Format::Text));
    let wide: Vec<u8> = format!("\u{FEFF}{PAGE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(formats(&wide), Some(Format::Html));
}

#[test]
fn zero_bytes_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    fs::write(&path, b"\0<html>\0<body><p>wo\0rds</p>\0\0</body></html>").unwrap();
    assert_eq!(read(&[&path])[0].as_ref().unwrap().format, Format::Html);
    let path = folder.path().join("words.txt");
    fs::write(&path, b"Some words\0 and some more words\0.").unwrap();
    assert_eq!(read(&[&path])[0].as_ref().unwrap().format, Format::Text);
    assert_eq!(problem_of("zeros.txt", &[0; 5000]).kind, ProblemKind::Malformed);
}

#[test]
fn what_is_no_text_is_named() {
    let problem = problem_of("report.txt", b"%PDF-1.7 ...");
    assert_eq!(problem.message, "not a text: it is a PDF");
    assert_eq!(problem_of("x.html", b"PK\x03\x04....").kind, ProblemKind::Malformed);
    let packed = (0..5).fold(PAGE.as_bytes().to_vec(), |bytes, _| gzip(&bytes));
    assert_eq!(problem_of("x.html.gz", &packed).message, "compressed again and again");
}

#[test]
fn empty_and_missing_things_are_problems() {
    assert_eq!(problem_of("empty.html", b"").kind, ProblemKind::Empty);
    assert_eq!(problem_of("empty.html.gz", &gzip(b"")).kind, ProblemKind::Empty);
    assert_eq!(problem_of("empty.jsonl", b"\n\n").kind, ProblemKind::Empty);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("photo.jpg"), b"\xFF\xD8\xFF").unwrap();
    assert_eq!(shown(&read(&[folder.path()])), ["NoArticle"]);
    assert_eq!(shown(&read(&[&folder.path().join("missing.html")])), ["Unavailable"]);
    let found: Vec<_> = Inputs::new(["ftp://example.org/x"], InputSettings::default()).collect();
    assert_eq!(shown(&found), ["Refused"]);
}

/// A file without permission, and a folder too; where the tests run as root, all may be read.
#[cfg(unix)]
#[test]
fn no_permission_is_a_problem() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.html");
    fs::write(&path, PAGE).unwrap();
    fs::write(folder.path().join("b.html"), PAGE).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    let found = read(&[folder.path()]);
    if fs::File::open(&path).is_ok() {
        assert_eq!(shown(&found), ["a.html", "b.html"]);
        return;
    }
    assert_eq!(shown(&found), ["Unavailable", "b.html"]);
    let problem = found[0].as_ref().unwrap_err();
    assert_eq!(problem.message, "no permission to read it");
    assert!(problem.remedy.is_some());
}

#[test]
fn a_link_to_its_own_folder_ends() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), PAGE).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(shown(&read(&[folder.path()])), ["a.html", "Unavailable"]);
    }
}

#[test]
fn truncated_gzip_is_broken() {
    let mut packed = gzip(&PAGE.repeat(50).into_bytes());
    packed.truncate(packed.len() - 12);
    assert_eq!(problem_of("page.html.gz", &packed).kind, ProblemKind::Broken);
    assert_eq!(problem_of("tiny.html.gz", &packed[..5]).kind, ProblemKind::Broken);
}

#[test]
fn gzip_in_several_members_is_one() {
    let mut packed = gzip(&PAGE.as_bytes()[..20]);
    packed.extend(gzip(&PAGE.as_bytes()[20..]));
    assert_eq!(read_standard(&packed)[0].as_ref().unwrap().bytes, PAGE.as_bytes());
}

/// The 200 MB of the issue, made of what compresses, with a limit that they pass.
#[test]
fn too_large_pages_are_refused_without_being_held() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.html.gz");
    fs::write(&large, packing::gzip_of_size(200 << 20)).unwrap();
    fs::write(folder.path().join("small.html"), PAGE).unwrap();
    let found = read(&[folder.path()]);
    assert_eq!(shown(&found), ["TooLarge", "small.html"]);
    assert!(found[0].as_ref().unwrap_err().remedy.is_some());
    let raised = InputSettings::default().max_bytes(256 << 20);
    let found: Vec<_> = Inputs::new([&large], raised).collect();
    assert_eq!(found[0].as_ref().unwrap().bytes.len(), 200 << 20);
}

#[test]
fn progress_comes_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), PAGE).unwrap();
    fs::write(folder.path().join("b.txt"), b"%PDF-".repeat(20_000)).unwrap();
    fs::write(folder.path().join("c.html"), PAGE).unwrap();
    let mut inputs = Inputs::new([folder.path()], InputSettings::default());
    let progress = inputs.progress();
    assert_eq!((progress.bytes(), progress.bytes_in_all()), (0, 2 * PAGE.len() as u64 + 100_000));
    assert!(inputs.next().unwrap().is_ok());
    assert!(progress.bytes() >= PAGE.len() as u64);
    assert_eq!(inputs.by_ref().count(), 2);
    assert_eq!(progress.bytes(), progress.bytes_in_all());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the bytes and however they begin, reading ends without a panic.
    #[test]
    fn any_bytes_are_read(
        start in prop::sample::select(vec![
            "", "{\"text\":\"", "WARC/1.0\r\n", "<?xml?><rss version=\"2.0\"><channel>", "<feed>", "<html>",
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n",
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [", "\u{FEFF}", "---\n", "\x1F",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut all = start.as_bytes().to_vec();
        all.extend(&bytes);
        read_standard(&all);
        read_standard(&gzip(&all));
        all.splice(0..0, *b"\x1F\x8B\x08");
        read_standard(&all);
        for format in [Format::Html, Format::Text] {
            for charset in [None, Some("euc-kr"), Some("utf-16"), Some("no such name")] {
                avviso_read::encoding::decode(&bytes, charset, format);
            }
        }
    }
}
