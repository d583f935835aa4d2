//! What `eval` and `train` are told.

use std::path::PathBuf;

use avviso_text::Language;
use clap::{Args, Subcommand};

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum EvalCommand {
    /// Words and sentences against a treebank (CoNLL-U) or a file with one sentence a line
    Segmentation(EvalSegmentationArgs),
    /// Tags, lemmas and trees against a treebank (CoNLL-U)
    Syntax(EvalSyntaxArgs),
    /// Statements against annotated news
    Statements(EvalStatementsArgs),
    /// Mentions, and who is who, against documents with entities and coreference (CoNLL-U)
    Mentions(EvalMentionsArgs),
    /// Events against sentences marked by hand: as bench/record/README.md describes them, or PLOVER's gold records
    Events(EvalEventsArgs),
    /// Times against sentences marked by hand, as bench/record/README.md describes them
    Times(EvalMeasuresArgs),
    /// Quantities against sentences marked by hand, as bench/record/README.md describes them
    Quantities(EvalMeasuresArgs),
}

/// What can be trained.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// Words and sentences, by the recipe in segmentation.toml of the language
    Segmentation(TrainSegmentationArgs),
    /// Tags, lemmas and trees, from any Universal Dependencies treebank
    Syntax(TrainSyntaxArgs),
    /// What finds attributions, from annotated news
    Statements(TrainStatementsArgs),
    /// What finds mentions and tells who is who, from documents with entities and coreference (CoNLL-U)
    Mentions(TrainMentionsArgs),
}

/// What a segmentation model is trained on.
#[derive(Debug, Args)]
pub struct TrainSegmentationArgs {
    /// The language
    #[arg(long, value_name = "CODE")]
    pub lang: Language,
    /// The folder below which the recipe's treebanks lie
    #[arg(long, value_name = "DIR", env = "AVVISO_DATA")]
    pub data: PathBuf,
    /// The model file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// What a syntax model is trained on.
#[derive(Debug, Args)]
pub struct TrainSyntaxArgs {
    /// A treebank in CoNLL-U; may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    pub train: Vec<PathBuf>,
    /// The treebank that each epoch is measured on
    #[arg(long, value_name = "FILE")]
    pub dev: PathBuf,
    /// The model file to write; its card goes to FILE.card beside it
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language [default: by the name of the dev treebank]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// A treebank's name and licence for the card, in the order of --train [default: the file's name]
    #[arg(long, value_name = "TEXT")]
    pub source: Vec<String>,
    /// How often the sentences are gone through
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub epochs: u16,
    /// Rows of the table of features, which sets most of the model's size
    #[arg(long, value_name = "N", default_value_t = 40_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub rows: u32,
    /// Where random numbers begin; the same seed, data and options give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Let the network learn the tags of words that are cut into morphemes, too: slower, better on small treebanks
    #[arg(long)]
    pub morpheme_tags: bool,
    /// The day for the card [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<jiff::civil::Date>,
}

/// How syntax is measured.
#[derive(Debug, Args)]
pub struct EvalSyntaxArgs {
    /// A treebank in CoNLL-U
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// The language [default: by the file's name]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// A model file instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// From the raw text, with sentences and words found too, instead of the gold ones
    #[arg(long)]
    pub raw: bool,
    /// Print this many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// How segmentation is measured.
#[derive(Debug, Args)]
pub struct EvalSegmentationArgs {
    /// A treebank in CoNLL-U, or a text file with one sentence a line
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// The language [default: by the file's name, else recognised]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// Lines of a text file that are joined into one paragraph
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub runs: usize,
    /// Print this many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// How statements are measured.
#[derive(Debug, Args)]
pub struct EvalStatementsArgs {
    /// Passages with their statements (JSONL), or a folder of articles with attributions (`text/` and `ann/`, brat)
    #[arg(value_name = "FILE|DIR", required_unless_present = "tokens")]
    pub gold: Option<PathBuf>,
    /// Lines of tokens with labels (JSONL with `tokens` and `labels`), each a paragraph: exact spans by role
    #[arg(long, value_name = "FILE", conflicts_with = "gold")]
    pub tokens: Option<PathBuf>,
    /// Where to write the lines with the labels that were found
    #[arg(long, value_name = "FILE", requires = "tokens")]
    pub predictions: Option<PathBuf>,
    /// Where to write the curve from raw confidences to shares of right statements: rows for confidence.tsv
    #[arg(long, value_name = "FILE", conflicts_with = "tokens")]
    pub curve: Option<PathBuf>,
    /// A model file instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// The language [default: recognised in passages, else en]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// Print so many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// What is learned from annotated news.
#[derive(Debug, Args)]
pub struct TrainStatementsArgs {
    /// A folder of articles with attributions: `text/` and `ann/` (brat), as PolNeAR has them
    #[arg(long, required = true, value_name = "DIR")]
    pub train: Vec<PathBuf>,
    /// Lines of tokens with labels, on which each epoch is measured and thresholds are set
    #[arg(long, value_name = "FILE")]
    pub dev: PathBuf,
    /// Where to write the model; its card goes beside it
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: Language,
    /// How often the paragraphs are gone through
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub epochs: u16,
    /// Rows of the table of features
    #[arg(long, value_name = "N", default_value_t = 30_000)]
    pub rows: u32,
    /// Where random numbers begin; the same seed, data and options give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Name and licence of the data, for the card, one for each --train
    #[arg(long, value_name = "TEXT")]
    pub source: Vec<String>,
    /// The day, for the card [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<jiff::civil::Date>,
}

/// How events are measured.
#[derive(Debug, Args)]
pub struct EvalEventsArgs {
    /// Marked sentences (JSONL with `text`, `published` and `events`), or PLOVER's gold standard records (JSON)
    #[arg(value_name = "FILE", required = true)]
    pub gold: Vec<PathBuf>,
    /// The language [default: by the name of the file, else recognised]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// Only the sentences from FIRST to LAST of each file, counted from 1
    #[arg(long, value_name = "FIRST-LAST", value_parser = range)]
    pub only: Option<(usize, usize)>,
    /// Print this many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// Reads `FIRST-LAST`.
fn range(text: &str) -> Result<(usize, usize), String> {
    let numbers =
        text.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    numbers
        .filter(|(first, last)| 1 <= *first && first <= last)
        .ok_or_else(|| format!("“{text}” is not written as FIRST-LAST, such as 101-130"))
}

/// How times and quantities are measured.
#[derive(Debug, Args)]
pub struct EvalMeasuresArgs {
    /// Marked sentences (JSONL with `text`, `published`, and `times` or `quantities`)
    #[arg(value_name = "FILE", required = true)]
    pub gold: Vec<PathBuf>,
    /// The language [default: by the name of the file]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// Print this many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// How mentions are measured.
#[derive(Debug, Args)]
pub struct EvalMentionsArgs {
    /// Documents with entities and coreference, as the GUM corpus writes them in CoNLL-U
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// The language
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: Language,
    /// A model file instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Print so many mistakes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

/// What mentions are learned from.
#[derive(Debug, Args)]
pub struct TrainMentionsArgs {
    /// Documents with entities and coreference, as the GUM corpus writes them in CoNLL-U
    #[arg(long, required = true, value_name = "FILE")]
    pub train: Vec<PathBuf>,
    /// The same, to measure on
    #[arg(long, value_name = "FILE")]
    pub dev: PathBuf,
    /// Where to write the model; its card goes beside it
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: Language,
    /// Where random numbers begin; the same seed, data and options give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Name and licence of the data, for the card, one for each --train
    #[arg(long, value_name = "TEXT")]
    pub source: Vec<String>,
    /// The day, for the card [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<jiff::civil::Date>,
}
