//! News articles with attributions marked by hand, in the form of PolNeAR (Newell et al. 2018): `text/` and
//! `ann/` (brat standoff).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use avviso_record::attribution::Role;

use crate::{Error, Result};

/// An article.
#[derive(Debug, Clone)]
pub struct Article {
    /// The name of its text.
    pub name: String,
    /// Its characters.
    pub text: String,
    /// What is attributed in it.
    pub attributions: Vec<Attribution>,
}

/// An attribution: for each role its pieces, in code points of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who holds it.
    pub source: Vec<[usize; 2]>,
    /// The words that attribute.
    pub cue: Vec<[usize; 2]>,
    /// What is attributed.
    pub content: Vec<[usize; 2]>,
}

impl Attribution {
    /// The pieces of a role.
    pub fn pieces(&self, role: Role) -> &[[usize; 2]] {
        match role {
            Role::Source => &self.source,
            Role::Cue => &self.cue,
            Role::Content => &self.content,
        }
    }

    fn pieces_mut(&mut self, role: Role) -> &mut Vec<[usize; 2]> {
        match role {
            Role::Source => &mut self.source,
            Role::Cue => &mut self.cue,
            Role::Content => &mut self.content,
        }
    }
}

/// The articles of a folder by name, each once: of several annotators the first by name counts.
pub fn read(folder: &Path) -> Result<Vec<Article>> {
    let annotations = sorted(&folder.join("ann"))?;
    let mut articles = Vec::new();
    for path in sorted(&folder.join("text"))? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let of_article = |path: &&PathBuf| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            stem.rsplit_once('_').is_some_and(|(article, _)| article == name)
        };
        let Some(annotation) = annotations.iter().find(of_article) else { continue };
        let text = load(&path)?;
        let attributions = attributions(annotation, text.chars().count())?;
        articles.push(Article { name, text, attributions });
    }
    if articles.is_empty() {
        return Err(Error::new(folder, "holds no article with its annotation (text/*.txt, ann/*.ann)"));
    }
    Ok(articles)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::new(folder, error.to_string()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn load(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| Error::new(path, error.to_string()))
}

/// The events of an annotation file: lines `T1⇥Source 10 14;20 25⇥text` and
/// `E1⇥Attribution:T4 Source:T1 Cue:T2 Content:T3`.
fn attributions(path: &Path, length: usize) -> Result<Vec<Attribution>> {
    let mut spans: BTreeMap<String, Vec<[usize; 2]>> = BTreeMap::new();
    let mut events = Vec::new();
    for (number, line) in load(path)?.lines().enumerate() {
        let wrong = || Error::new(path, format!("line {}: {line:?} is no annotation", number + 1));
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let (_, offsets) = body.split_once(' ').ok_or_else(wrong)?;
            let pieces = offsets.split(';').map(|piece| {
                let (start, end) = piece.split_once(' ')?;
                Some([start.parse().ok()?, end.parse().ok()?])
            });
            let pieces: Vec<[usize; 2]> = pieces.collect::<Option<_>>().ok_or_else(wrong)?;
            if pieces.iter().any(|[start, end]| start > end || *end > length) {
                return Err(wrong());
            }
            spans.insert(id.to_owned(), pieces);
        } else if id.starts_with('E') {
            events.push(body.to_owned());
        }
    }
    let of_event = |event: &String| {
        let mut attribution = Attribution::default();
        for part in event.split(' ') {
            let Some((name, id)) = part.split_once(':') else { continue };
            let role = match name.trim_end_matches(|char: char| char.is_ascii_digit()) {
                "Source" => Role::Source,
                "Cue" => Role::Cue,
                "Content" => Role::Content,
                _ => continue,
            };
            attribution.pieces_mut(role).extend(spans.get(id).into_iter().flatten());
        }
        for role in Role::ALL {
            attribution.pieces_mut(role).sort_unstable();
        }
        attribution
    };
    let mut attributions: Vec<Attribution> = events.iter().map(of_event).collect();
    attributions.retain(|attribution| !attribution.content.is_empty() || !attribution.cue.is_empty());
    Ok(attributions)
}
