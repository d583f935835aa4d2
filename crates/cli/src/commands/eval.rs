//! `avviso eval`: figures against gold data.

use std::path::Path;

use avviso_record::mentions::{Finder, Model};
use avviso_syntax::Parser;
use avviso_tables::Tables;
use avviso_text::{Language, Languages, Segmenter};
use avviso_train::mentions;
use avviso_train::segmentation::{Gold, Score, evaluate};
use avviso_train::syntax::evaluation;

use crate::args::{EvalMentionsArgs, EvalSegmentationArgs, EvalSyntaxArgs};
use crate::commands::parse;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::{CellStyle, Column, Terminal};

/// Precision, recall and F1 of tokens, words and sentences, and the speed on one core.
pub fn segmentation(
    args: &EvalSegmentationArgs,
    tables: &Tables,
    terminal: &mut Terminal,
) -> Result<Outcome> {
    let segmenter = Segmenter::load(tables)?;
    let language = match args.lang {
        Some(language) => language,
        None => language_of(&args.gold, &Languages::load(tables)?)?,
    };
    let gold = Gold { path: args.gold.clone(), language, run: args.runs.max(1) };
    let evaluation = evaluate(&segmenter, &gold)?;
    let figures = &evaluation.figures;
    let parts = [
        ("tokens", figures.tokens.as_ref()),
        ("words", figures.words.as_ref()),
        ("sentences", Some(&figures.sentences)),
        ("sentence ends", Some(&figures.sentence_ends)),
    ];
    let columns = columns(15);
    let cells: Vec<Vec<String>> =
        parts.iter().filter_map(|(name, score)| score.map(|score| row(name, score))).collect();
    terminal.table(&columns, &cells)?;
    terminal.faint(format_args!("{language}: {:.0} words a second on one core", figures.words_a_second()))?;
    for mistake in evaluation.errors(args.errors) {
        terminal.line(format_args!("{:<16}  {}", mistake.kind, mistake.context))?;
    }
    Ok(Outcome::Done)
}

fn row(name: &str, score: &Score) -> Vec<String> {
    let percent = |share: f64| format!("{:.2}", share * 100.0);
    vec![
        name.to_owned(),
        percent(score.precision()),
        percent(score.recall()),
        percent(score.f1()),
        score.gold.to_string(),
        score.found.to_string(),
    ]
}

/// Tags, lemmas and trees against a treebank, the relations one by one, and the speed on one core.
pub fn syntax(args: &EvalSyntaxArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let language = match args.lang {
        Some(language) => language,
        None => language_of(&args.gold, &Languages::load(tables)?)?,
    };
    let parser = match &args.model {
        Some(path) => parse::parser_of_file(path, Some(language))?,
        None => Parser::load(tables, language)?,
    };
    let gold = avviso_syntax::conllu::read(&args.gold)?;
    let origin = args.gold.display().to_string();
    gold.iter().try_for_each(|sentence| sentence.check_tree(&origin))?;
    let figures = if args.raw {
        evaluation::of_text(&parser, &Segmenter::load(tables)?, language, &gold)
    } else {
        evaluation::of_parser(&parser, &gold)
    };
    let parts = [
        ("sentences", &figures.sentences),
        ("words", &figures.words),
        ("UPOS", &figures.upos),
        ("XPOS", &figures.xpos),
        ("UFeats", &figures.feats),
        ("lemma", &figures.lemmas),
        ("lemma and XPOS", &figures.morphemes),
        ("UAS", &figures.heads),
        ("LAS", &figures.labelled),
        ("LAS, subtypes", &figures.subtypes),
    ];
    let cells: Vec<Vec<String>> = parts.iter().map(|(name, score)| row(name, score)).collect();
    terminal.table(&columns(16), &cells)?;
    let watched = watched(language, tables)?;
    let of = |name: &String| {
        let score = figures.by_relation.get(name).or_else(|| figures.by_tag.get(name));
        score.map(|score| row(name, score))
    };
    let cells: Vec<Vec<String>> = watched.iter().filter_map(of).collect();
    if !cells.is_empty() {
        terminal.table(&columns(16), &cells)?;
    }
    let speed = figures.words.found as f64 / figures.time.as_secs_f64();
    let way = if args.raw { "from text to tree" } else { "from words to tree" };
    terminal.faint(format_args!("{language}: {speed:.0} words a second on one core, {way}"))?;
    for mistake in figures.mistakes(args.errors) {
        let [gold, found] =
            [&mistake.gold, &mistake.found].map(|(relation, head)| format!("{relation} of {head}"));
        terminal.line(format_args!("{}: {gold}, found {found}\n    {}", mistake.word, mistake.sentence))?;
    }
    Ok(Outcome::Done)
}

/// Mentions, their classes, and who is who.
pub fn mentions(args: &EvalMentionsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let language = args.lang.as_str();
    let finder = match &args.model {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|error| Failure::new(format_args!("{}: can't be read: {error}", path.display())))?;
            let model = Model::read(&bytes, &path.display().to_string());
            let model = model.map_err(|error| Failure::new(error.to_string()))?;
            Finder::of_model(tables, language, model)?
        }
        None => Finder::load(tables, language)?,
    };
    let finder = finder.ok_or_else(|| {
        Failure::new(format_args!(
            "there is no mentions model of {language}; train one with `avviso train mentions`"
        ))
    })?;
    let grammar = super::train::grammar(tables, args.lang)?;
    let (figures, mistakes) = mentions::measure(&args.gold, &grammar, &finder)?;
    let cells = [row("names, exact", &figures.names), row("all, exact", &figures.all)];
    terminal.table(&columns(16), &cells)?;
    for (name, [right, of]) in [
        ("classes of names", figures.classes),
        ("pronouns to the right person", figures.pronouns),
        ("role nouns to the right person", figures.nouns),
    ] {
        let share = 100.0 * right as f64 / of.max(1) as f64;
        terminal.line(format_args!("{name:<31} {share:6.2}  {right} of {of}"))?;
    }
    for mistake in mistakes.iter().step_by((mistakes.len() / args.errors.max(1)).max(1)).take(args.errors) {
        terminal.line(&mistake.0)?;
    }
    Ok(Outcome::Done)
}

/// The relations and parts of tags that a language's `syntax.toml` wants to see.
fn watched(language: Language, tables: &Tables) -> Result<Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Recipe {
        #[serde(default)]
        watched: Vec<String>,
    }
    let Some(file) = tables.language_file(language.as_str(), "syntax.toml")? else { return Ok(Vec::new()) };
    let recipe: Recipe =
        toml::from_str(file.text()?).map_err(|error| Failure::new(format_args!("{}: {error}", file.path)))?;
    Ok(recipe.watched)
}

fn columns(width: u16) -> [Column; 6] {
    let number = |head| Column::new(head, 12, CellStyle::Plain);
    [
        Column::new("", width, CellStyle::Strong),
        number("precision"),
        number("recall"),
        number("F1"),
        number("gold"),
        number("found"),
    ]
}

/// The language that the file's name begins or ends with, as `en_ewt-dev.conllu` and `dev.ko` do.
pub fn language_of(gold: &Path, languages: &Languages) -> Result<Language> {
    let name = gold.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = name.split(['_', '-', '.']).filter_map(Language::new);
    let known: Vec<Language> = parts.filter(|language| languages.reads(*language)).collect();
    known.first().copied().ok_or_else(|| Failure::new(format_args!("{name}: say its language with --lang")))
}
