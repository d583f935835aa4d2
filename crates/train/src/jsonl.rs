//! Files with one JSON object a line.

use std::io::BufRead;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// Reads all lines of a file but empty ones.
///
/// # Errors
///
/// A file that can't be read or holds nothing; a line that is none such, or that `check` refuses, by its number.
pub(crate) fn read<T: DeserializeOwned>(
    path: &Path,
    check: impl Fn(&T) -> std::result::Result<(), String>,
) -> Result<Vec<T>> {
    let file = std::fs::File::open(path).map_err(|error| Error::new(path, error.to_string()))?;
    lines(std::io::BufReader::new(file), path, check)
}

/// The same of what was opened already.
pub(crate) fn lines<T: DeserializeOwned>(
    from: impl BufRead,
    path: &Path,
    check: impl Fn(&T) -> std::result::Result<(), String>,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for (number, line) in from.lines().enumerate() {
        let wrong = |what: String| Error::new(path, format!("line {}: {what}", number + 1));
        let line = line.map_err(|error| wrong(error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let line: T = serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?;
        check(&line).map_err(wrong)?;
        all.push(line);
    }
    if all.is_empty() {
        return Err(Error::new(path, "holds no line"));
    }
    Ok(all)
}
