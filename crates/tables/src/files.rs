//! The embedded folders, and folders laid over them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::{Error, Result, Table};

static LANGUAGES: Dir<'_> = include_dir!("$OUT_DIR/languages");
static WORLD: Dir<'_> = include_dir!("$OUT_DIR/world");

/// One file of a language or of the world.
#[derive(Debug, Clone)]
pub struct File {
    /// Where it stands, for messages: `languages/en/cues.tsv`, or the user's own path.
    pub path: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl File {
    /// Its bytes as text.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let line = self.bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            Error::at(&self.path, line, "is not UTF-8; save the table as UTF-8")
        })
    }
}

/// The tables and models that a run works with: those built in, and folders laid over them.
///
/// A table (`.tsv`) of an overlay adds its rows after the built-in ones; any other file takes the
/// place of the built-in one.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    languages: Vec<PathBuf>,
    world: Vec<PathBuf>,
}

impl Tables {
    /// Only what is embedded in the program.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Lays `folder` (with a sub-folder for each language) over the languages.
    pub fn with_languages(mut self, folder: &Path) -> Result<Self> {
        self.languages.push(existing_folder(folder)?);
        Ok(self)
    }

    /// Lays `folder` over `world/`.
    pub fn with_world(mut self, folder: &Path) -> Result<Self> {
        self.world.push(existing_folder(folder)?);
        Ok(self)
    }

    /// The codes of all languages that have a folder, sorted.
    pub fn languages(&self) -> Vec<String> {
        let mut codes: Vec<String> = LANGUAGES.dirs().filter_map(|dir| folder_name(dir.path())).collect();
        for folder in &self.languages {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            codes.extend(
                entries.filter(|entry| entry.path().is_dir()).filter_map(|entry| folder_name(&entry.path())),
            );
        }
        codes.sort();
        codes.dedup();
        codes
    }

    /// The last laid file `name` of a language, or `None` if the language has no such file.
    pub fn language_file(&self, language: &str, name: &str) -> Result<Option<File>> {
        Ok(layers(&LANGUAGES, "languages", &self.languages, &format!("{language}/{name}"))?.pop())
    }

    /// The rows of table `name` of a language, overlays last; `None` if no layer has it.
    pub fn language_table(&self, language: &str, name: &str) -> Result<Option<Table>> {
        Table::join(layers(&LANGUAGES, "languages", &self.languages, &format!("{language}/{name}"))?)
    }

    /// The last laid file `name` of the world, or `None` if there is no such file.
    pub fn world_file(&self, name: &str) -> Result<Option<File>> {
        Ok(layers(&WORLD, "world", &self.world, name)?.pop())
    }

    /// The rows of table `name` of the world, overlays last; `None` if no layer has it.
    pub fn world_table(&self, name: &str) -> Result<Option<Table>> {
        Table::join(layers(&WORLD, "world", &self.world, name)?)
    }

    /// A hash (SHA-256, hex) over every file of every layer, so that a run can say what it used.
    pub fn hash(&self) -> Result<String> {
        let mut hasher = Sha256::new();
        let mut add = |path: &str, bytes: &[u8]| {
            hasher.update(path.as_bytes());
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for dir in [&LANGUAGES, &WORLD] {
            for (path, bytes) in embedded_files(dir) {
                add(&path, bytes);
            }
        }
        for folder in self.languages.iter().chain(&self.world) {
            for path in files_below(folder)? {
                let bytes =
                    std::fs::read(&path).map_err(|error| Error::io(path.display().to_string(), error))?;
                add(&path.strip_prefix(folder).unwrap_or(&path).display().to_string(), &bytes);
            }
        }
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The file `name` of every layer, the last laid last.
fn layers(embedded: &'static Dir<'_>, shown: &str, overlays: &[PathBuf], name: &str) -> Result<Vec<File>> {
    let mut files = Vec::new();
    if let Some(file) = embedded.get_file(name) {
        files.push(File { path: format!("{shown}/{name}"), bytes: Cow::Borrowed(file.contents()) });
    }
    for folder in overlays {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => files.push(File { path: path.display().to_string(), bytes: Cow::Owned(bytes) }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(path.display().to_string(), error)),
        }
    }
    Ok(files)
}

fn existing_folder(folder: &Path) -> Result<PathBuf> {
    if folder.is_dir() {
        Ok(folder.to_owned())
    } else {
        Err(Error::new(folder.display().to_string(), "is not a folder"))
    }
}

fn folder_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

fn embedded_files(dir: &'static Dir<'_>) -> Vec<(String, &'static [u8])> {
    let mut files: Vec<_> =
        dir.files().map(|file| (file.path().display().to_string(), file.contents())).collect();
    files.extend(dir.dirs().flat_map(embedded_files));
    files.sort();
    files
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let shown = || folder.display().to_string();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| Error::io(shown(), error))? {
        let path = entry.map_err(|error| Error::io(shown(), error))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_folder_is_listed_and_hashed() {
        let tables = Tables::built_in();
        assert_eq!(tables.languages(), ["en", "ko"]);
        assert_eq!(tables.hash().unwrap().len(), 64);
    }

    #[test]
    fn a_missing_overlay_folder_is_refused() {
        let error = Tables::built_in().with_world(Path::new("/no/such/folder")).unwrap_err();
        assert_eq!(error.to_string(), "/no/such/folder: is not a folder");
    }
}
