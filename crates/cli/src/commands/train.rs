//! `avviso train`: models from treebanks.

use std::path::{Path, PathBuf};

use avviso_syntax::Parsers;
use avviso_tables::Tables;
use avviso_text::{Language, Segmenter};
use avviso_train::segmentation::{Options, train};
use avviso_train::statements::corpus::Grammar;
use avviso_train::{mentions, statements, syntax};

use crate::args::{TrainMentionsArgs, TrainSegmentationArgs, TrainStatementsArgs, TrainSyntaxArgs};
use crate::error::{Failure, Outcome, Result};
use crate::terminal::Terminal;

/// Trains by the language's recipe and writes the model; the same data give the same bytes.
pub fn segmentation(
    args: &TrainSegmentationArgs,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let options = Options::of(args.lang, tables, &args.data)?;
    let model = train(&options)?.write();
    std::fs::write(&args.out, &model)
        .map_err(|error| Failure::new(format_args!("{}: can't be written: {error}", args.out.display())))?;
    terminal.line(format_args!("{}: {} bytes", args.out.display(), model.len()))?;
    Ok(Outcome::Done)
}

/// Trains tags, lemmas and trees; a line for each epoch. The card stands in the model and beside it.
pub fn syntax(args: &TrainSyntaxArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let dev = name(&args.dev);
    let of_name = || dev.split(['_', '-', '.']).find_map(Language::new);
    let language = args.lang.or_else(of_name);
    let language =
        language.ok_or_else(|| Failure::new(format_args!("{dev}: say its language with --lang")))?;
    let sizes = syntax::Sizes { rows: args.rows as usize, ..syntax::Sizes::default() };
    let options = syntax::Options {
        language: language.to_string(),
        train: args.train.clone(),
        dev: args.dev.clone(),
        data: sources(&args.train, &args.source),
        epochs: usize::from(args.epochs),
        seed: args.seed,
        sizes,
        morpheme_tags: args.morpheme_tags,
        date: args.date.map_or_else(today, |date| date.to_string()),
        command: command(args),
    };
    let mut said = Ok(());
    let model = syntax::train(&options, |progress| {
        let line = match progress {
            syntax::Progress::Fold { done, of } => format!("morphemes: part {done} of {of}"),
            syntax::Progress::Epoch { epoch, losses: [tags, arcs, relations], figures, seconds } => format!(
                "epoch {epoch:>2} {seconds:>4.0} s  loss {tags:.3} {arcs:.3} {relations:.3}  {}",
                figures.summary()
            ),
            _ => return,
        };
        if said.is_ok() {
            said = terminal.line(line);
        }
    })?;
    said?;
    write(&args.out, &model.write()?, &model.card().to_string(), terminal)
}

/// Trains the tagger of attributions; a line for each epoch. The card stands in the model and beside it.
pub fn statements(args: &TrainStatementsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let mut command = String::from("avviso train statements");
    for path in &args.train {
        command += &format!(" --train {}", name(path));
    }
    command += &format!(" --dev {} --out {}", name(&args.dev), name(&args.out));
    command += &format!(" --epochs {} --rows {} --seed {}", args.epochs, args.rows, args.seed);
    let options = statements::Options {
        train: args.train.clone(),
        dev: args.dev.clone(),
        data: sources(&args.train, &args.source),
        epochs: usize::from(args.epochs),
        seed: args.seed,
        sizes: statements::Sizes { rows: args.rows as usize, ..statements::Sizes::default() },
        date: args.date.map_or_else(today, |date| date.to_string()),
        command,
    };
    let grammar = grammar(tables, args.lang)?;
    let mut said = Ok(());
    let model = statements::train(&options, &grammar, |epoch| {
        let statements::Epoch { number, loss, scores, seconds } = epoch;
        let [source, cue, content] = scores.map(|score| 100.0 * score.f1());
        if said.is_ok() {
            said = terminal.line(format_args!(
                "epoch {number:>2} {seconds:>4.0} s  loss {loss:.3}  source {source:.2} cue {cue:.2} content {content:.2}"
            ));
        }
    })?;
    said?;
    write(&args.out, &model.write()?, &model.card().to_string(), terminal)
}

/// Trains mentions and who is who. The card stands in the model and beside it.
pub fn mentions(args: &TrainMentionsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let mut command = String::from("avviso train mentions");
    for path in &args.train {
        command += &format!(" --train {}", name(path));
    }
    command += &format!(" --dev {} --out {} --seed {}", name(&args.dev), name(&args.out), args.seed);
    let options = mentions::Options {
        train: args.train.clone(),
        dev: args.dev.clone(),
        data: sources(&args.train, &args.source),
        seed: args.seed,
        date: args.date.map_or_else(today, |date| date.to_string()),
        command,
    };
    let (model, figures) = mentions::train(&options, &grammar(tables, args.lang)?, tables)?;
    terminal.line(figures.summary())?;
    write(&args.out, &model.write()?, &model.card().to_string(), terminal)
}

/// What finds words and trees of a language.
pub fn grammar(tables: &Tables, language: Language) -> Result<Grammar> {
    let (segmenter, parsers) = (Segmenter::load(tables)?, Parsers::load(tables)?);
    if parsers.get(language).is_none() {
        return Err(Failure::new(format_args!("there is no syntax model of {language}")));
    }
    Ok(Grammar { segmenter, parsers, language })
}

/// Writes a model, and its card beside it.
fn write(path: &Path, bytes: &[u8], card: &str, terminal: &mut Terminal) -> Result<Outcome> {
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes)
            .map_err(|error| Failure::new(format_args!("{}: can't be written: {error}", path.display())))
    };
    write(path, bytes)?;
    let mut beside = path.to_path_buf().into_os_string();
    beside.push(".card");
    write(Path::new(&beside), card.as_bytes())?;
    terminal.line(format_args!("{}: {} bytes", path.display(), bytes.len()))?;
    Ok(Outcome::Done)
}

/// A file's name alone.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the data are called on the card: as told, else by the file's name.
fn sources(files: &[PathBuf], told: &[String]) -> Vec<String> {
    let source = |(place, path): (usize, &PathBuf)| told.get(place).cloned().unwrap_or_else(|| name(path));
    files.iter().enumerate().map(source).collect()
}

/// The command that gives the same model, with the files' names alone.
fn command(args: &TrainSyntaxArgs) -> String {
    let mut command = String::from("avviso train syntax");
    for path in &args.train {
        command += &format!(" --train {}", name(path));
    }
    command += &format!(" --dev {} --out {}", name(&args.dev), name(&args.out));
    command += &format!(" --epochs {} --rows {} --seed {}", args.epochs, args.rows, args.seed);
    if args.morpheme_tags {
        command += " --morpheme-tags";
    }
    command
}

fn today() -> String {
    jiff::Timestamp::now().to_string().chars().take_while(|char| *char != 'T').collect()
}
