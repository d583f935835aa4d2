//! `avviso models`: what is built in.

use avviso_record::attribution::{self, Tagger};
use avviso_record::mentions;
use avviso_syntax::{MODEL_FILE, Parser};
use avviso_tables::Tables;
use avviso_text::segmentation;
use avviso_text::{Language, Segmenter};

use crate::error::{Outcome, Result};
use crate::terminal::Terminal;

/// The models of all languages with their cards and sizes.
pub fn run(tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let segmenter = Segmenter::load(tables)?;
    let mut found = false;
    for language in tables.languages() {
        for model in segmenter.models().filter(|model| model.header().language.as_str() == language) {
            let Some(file) = tables.language_file(&language, segmentation::MODEL_FILE)? else { continue };
            found = true;
            terminal.heading(format_args!("{} ({} bytes)", file.path, file.bytes.len()))?;
            for data in &model.header().data {
                terminal.line(format_args!("data: {data}"))?;
            }
            for figures in &model.header().figures {
                terminal.line(format_args!("figures: {figures}"))?;
            }
        }
        let file = tables.language_file(&language, MODEL_FILE)?;
        if let (Some(file), Some(language)) = (file, Language::new(&language)) {
            found = true;
            terminal.heading(format_args!("{} ({} bytes)", file.path, file.bytes.len()))?;
            terminal.line(Parser::load(tables, language)?.card().to_string().trim_end())?;
        }
        if let Some(file) = tables.language_file(&language, attribution::MODEL_FILE)? {
            terminal.heading(format_args!("{} ({} bytes)", file.path, file.bytes.len()))?;
            let tagger = Tagger::of_bytes(&file.bytes, &file.path)?;
            terminal.line(tagger.model().card().to_string().trim_end())?;
        }
        if let Some(file) = tables.language_file(&language, mentions::MODEL_FILE)? {
            terminal.heading(format_args!("{} ({} bytes)", file.path, file.bytes.len()))?;
            terminal.line(mentions::Model::read(&file.bytes, &file.path)?.card().to_string().trim_end())?;
        }
    }
    if !found {
        terminal.line("No model is built in. This program was built with the feature `without-models`; give them with --languages DIR.")?;
    }
    Ok(Outcome::Done)
}
