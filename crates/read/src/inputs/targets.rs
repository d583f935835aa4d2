//! What was asked for: arguments to files, pages and standard input, in a fixed order.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::kind::Kind;
use crate::{Problem, ProblemKind};

/// One thing to open.
#[derive(Debug)]
pub(super) enum Target {
    /// A file and its size.
    File(PathBuf, u64),
    /// Standard input.
    Standard,
    /// A page, a feed or an archive on the web.
    Page(String),
    /// Something that can't be opened.
    Nothing(Problem),
}

/// The targets of all arguments, in their order; what lies in folders sorted by name.
pub(super) fn targets<I>(arguments: I) -> Vec<Target>
where
    I: IntoIterator,
    I::Item: Into<OsString>,
{
    let mut found = Vec::new();
    for argument in arguments {
        add(&argument.into(), &mut found);
    }
    found
}

fn add(argument: &OsString, found: &mut Vec<Target>) {
    let shown = argument.to_string_lossy();
    let path = Path::new(argument);
    if shown == "-" {
        found.push(Target::Standard);
    } else if let Some(scheme) = scheme_of(&shown) {
        found.push(match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Target::Page(shown.into_owned()),
            _ => Target::Nothing(
                Problem::new(ProblemKind::Refused, shown.clone(), format!("{scheme} is not read"))
                    .with_remedy("give an http or https address, or a path"),
            ),
        });
    } else if path.symlink_metadata().is_err() && shown.contains(['*', '?', '[']) {
        add_pattern(&shown, found);
    } else {
        add_path(path, found);
    }
}

/// The scheme of a URL; a path with a colon is none.
fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    let is_scheme = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric());
    is_scheme.then_some(scheme)
}

fn add_pattern(pattern: &str, found: &mut Vec<Target>) {
    let before = found.len();
    // As in a shell, a star does not stand for the dot of a hidden file.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    match glob::glob_with(pattern, options) {
        Ok(paths) => {
            for path in paths {
                match path {
                    Ok(path) => add_path(&path, found),
                    Err(error) => {
                        let shown = error.path().display().to_string();
                        found.push(Target::Nothing(unavailable(&shown, error.error())));
                    }
                }
            }
        }
        Err(error) => found.push(Target::Nothing(
            Problem::new(ProblemKind::Unavailable, pattern, format!("not a pattern: {}", error.msg))
                .with_remedy("check the brackets, or quote a name that holds * ? ["),
        )),
    }
    if found.len() == before {
        found.push(Target::Nothing(
            Problem::new(ProblemKind::Unavailable, pattern, "no file matches")
                .with_remedy("check the pattern and the folder it starts in"),
        ));
    }
}

fn add_path(path: &Path, found: &mut Vec<Target>) {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => add_folder(path, found),
        Ok(metadata) => found.push(Target::File(path.to_path_buf(), metadata.len())),
        Err(error) => {
            found.push(Target::Nothing(unavailable(&path.display().to_string(), &error)));
        }
    }
}

/// All files of a folder that may hold articles, hidden ones left out.
fn add_folder(folder: &Path, found: &mut Vec<Target>) {
    let before = found.len();
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    let visible = walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    for entry in visible {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = entry.file_name().to_string_lossy();
                if Kind::by_name(&name).is_some() {
                    let size = entry.metadata().map_or(0, |metadata| metadata.len());
                    found.push(Target::File(entry.into_path(), size));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let shown = error.path().unwrap_or(folder).display().to_string();
                found.push(Target::Nothing(match error.io_error() {
                    Some(error) => unavailable(&shown, error),
                    None => {
                        Problem::new(ProblemKind::Unavailable, shown, "the link leads back to its own folder")
                            .with_remedy("remove the link, or name the folders one by one")
                    }
                }));
            }
        }
    }
    if found.len() == before {
        found.push(Target::Nothing(
            Problem::new(
                ProblemKind::NoArticle,
                folder.display().to_string(),
                "no file in this folder has a name of those that are read",
            )
            .with_remedy(format!(
                "names end in {} (or these and .gz); name other files one by one",
                Kind::NAMES.join(", ")
            )),
        ));
    }
}

/// A path that can't be opened, with what helps.
pub(super) fn unavailable(shown: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind as E;
    let (message, remedy) = match error.kind() {
        E::NotFound => ("no such file or folder".to_owned(), "check the spelling and the current folder"),
        E::PermissionDenied => {
            ("no permission to read it".to_owned(), "change its permissions (chmod +r), or run as its owner")
        }
        _ => (format!("can't be read: {error}"), "check that the disk and the file are in order"),
    };
    Problem::new(ProblemKind::Unavailable, shown, message).with_remedy(remedy)
}
