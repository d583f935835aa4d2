//! `avviso annotate`: a document in, its record as JSON out.

use std::io::{BufRead, BufReader, Read};

use avviso_export::json::{Annotation, Refusal};
use avviso_read::inputs;
use avviso_tables::Tables;
use avviso_text::{Canonical, Language, Text, Zone};
use serde::de::DeserializeOwned;

use crate::args::{AnnotateArgs, AnnotateInput};
use crate::error::{Failure, Outcome, Result};
use crate::parallel::{in_order, threads};
use crate::stages::Stages;
use crate::terminal::Terminal;

/// What is known of one text.
pub struct Given {
    /// What to call it.
    pub id: String,
    /// Its characters.
    pub text: String,
    /// Its language, if it is said.
    pub language: Option<Language>,
    /// When it was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
}

/// Prints one line for each text, in input order; a line that can't be read gives its error in its place.
pub fn run(args: &AnnotateArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let stages = Stages::load(tables)?;
    let name = args.file.display().to_string();
    let mut input: Box<dyn BufRead + Send> = if name == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file =
            std::fs::File::open(&args.file).map_err(|error| Failure::new(format_args!("{name}: {error}")))?;
        Box::new(BufReader::new(file))
    };
    match args.input {
        AnnotateInput::Text => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map_err(|error| Failure::new(format_args!("{name}: {error}")))?;
            let decoded = avviso_read::encoding::decode(&bytes, None, avviso_read::Format::Text);
            if decoded.text.trim().is_empty() {
                return Err(Failure::new(format_args!("{name}: holds no text")));
            }
            let id = if name == "-" { "-".to_owned() } else { file_name(&args.file) };
            let given = Given {
                id,
                text: decoded.text,
                language: args.lang,
                published: args.published.clone(),
                outlet: None,
            };
            terminal.line(annotate(&stages, &given)?)?;
            Ok(Outcome::Done)
        }
        AnnotateInput::Jsonl => lines(args, &stages, input, terminal),
    }
}

fn lines(
    args: &AnnotateArgs,
    stages: &Stages,
    input: Box<dyn BufRead + Send>,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let (mut done, mut failed) = (0, 0);
    let split = input.split(b'\n').enumerate();
    in_order(
        split,
        threads(None),
        |(number, line)| -> Result<(String, bool)> {
            let line = line?;
            if line.iter().all(u8::is_ascii_whitespace) {
                return Ok((String::new(), true));
            }
            let read = inputs::article_of_line(&line);
            match read {
                Ok(capture) => {
                    let given = Given {
                        id: capture.given.id.clone().unwrap_or_else(|| (number + 1).to_string()),
                        text: String::from_utf8_lossy(&capture.bytes).into_owned(),
                        language: capture.given.language.as_deref().and_then(Language::new).or(args.lang),
                        published: capture.given.published.clone().or_else(|| args.published.clone()),
                        outlet: capture.given.outlet.clone(),
                    };
                    Ok((annotate(stages, &given)?, true))
                }
                Err(problem) => {
                    let refusal = Refusal {
                        id: inputs::id_of_line(&line),
                        error: problem.at_line(number as u64 + 1).to_string(),
                    };
                    Ok((serde_json::to_string(&refusal)?, false))
                }
            }
        },
        |result| {
            let (line, fine) = result?;
            if line.is_empty() {
                return Ok(());
            }
            if fine {
                done += 1;
            } else {
                failed += 1;
            }
            terminal.line(line)
        },
    )?;
    Ok(Outcome::of(done, failed))
}

/// The record of one text as a line of JSON; offsets are code points of the text as it was given.
pub fn annotate(stages: &Stages, given: &Given) -> Result<String> {
    let canonical = Canonical::new(&given.text);
    let mut text = Text::of_paragraphs(canonical.text.clone(), Zone::Body);
    stages.languages.recognise_document(&mut text, given.language);
    stages.reader.part_dateline(&mut text);
    let record = stages.record(&text, given.published.as_deref(), given.outlet.as_deref());
    let annotation = Annotation::new(&given.id, &text, &record, |span| canonical.to_given(span));
    Ok(serde_json::to_string(&annotation)?)
}

/// One field of the same record, such as `events`, as whoever measures it has it.
pub fn part<T: DeserializeOwned>(stages: &Stages, given: &Given, field: &str) -> Result<T> {
    let mut record: serde_json::Value = serde_json::from_str(&annotate(stages, given)?)?;
    Ok(serde_json::from_value(record[field].take())?)
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
