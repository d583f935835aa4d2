//! What a person types.

mod asking;
mod correcting;
mod learning;

use std::path::PathBuf;

use avviso_text::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use asking::*;
pub use correcting::*;
pub use learning::*;

/// Who said what, to whom, when, on whose word, in which words, how firmly.
///
/// Reads news in English and Korean and keeps every statement as a claim about characters of a kept source.
#[derive(Debug, Parser)]
#[command(name = "avviso", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub shared: Shared,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Shared {
    /// The corpus file
    #[arg(long, global = true, value_name = "FILE", default_value = "avviso.db", env = "AVVISO_CORPUS")]
    pub corpus: PathBuf,
    /// A folder laid over the built-in languages (one sub-folder a language)
    #[arg(long, global = true, value_name = "DIR")]
    pub languages: Option<PathBuf>,
    /// A folder laid over the built-in tables of the world
    #[arg(long, global = true, value_name = "DIR")]
    pub world: Option<PathBuf>,
    /// Colour in the terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Also into a pipe
    Always,
    /// Not at all
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles into the corpus: files, folders, globs, feeds, web archives, JSONL, URLs, - for standard input
    Read(ReadArgs),
    /// Who said what
    Statements(StatementsArgs),
    /// Who did what to whom
    Events(EventsArgs),
    /// Who somebody is, and what they said and did, the latest first
    Actor(ActorArgs),
    /// An article with its statements marked
    Show(ShowArgs),
    /// Articles that hold the words, in any inflected form
    Search(SearchArgs),
    /// What could not be read, and why
    Problems(ProblemsArgs),
    /// Pages in, their titles, dates and bodies out; no corpus
    Extract(ExtractArgs),
    /// A document in, its record as JSON out; no corpus
    Annotate(AnnotateArgs),
    /// The corpus as tables in a folder
    Export(ExportArgs),
    /// Say what you know better about a statement or an article; signed, dated, and reversible
    Correct(CorrectArgs),
    /// Take a correction back
    Revoke(RevokeArgs),
    /// The corrections, those that were taken back too
    Corrections(CorrectionsArgs),
    /// Take a document down: all of it goes, a tombstone stays
    Forget(ForgetArgs),
    /// Check that hashes, spans and indexes of the corpus hold
    Verify,
    /// Tags, lemmas and trees of a text, in CoNLL-U
    Parse(ParseArgs),
    /// The built-in models and what they say about themselves
    Models,
    /// Licences of the models, tables and libraries in this program
    Licences,
    /// Tables of the world of your own
    #[command(subcommand)]
    World(WorldCommand),
    /// Figures against gold data
    #[command(subcommand)]
    Eval(EvalCommand),
    /// Train a model on treebanks
    #[command(subcommand)]
    Train(TrainCommand),
    /// Completions for a shell, on standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How `read` finds and reads its inputs.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Files, folders, globs, URLs, or - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    pub paths: Vec<String>,
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Read the pages that a feed links to, instead of the feed's entries
    #[arg(long)]
    pub follow: bool,
    /// Allow addresses of private networks and of this machine
    #[arg(long)]
    pub allow_private: bool,
    /// Least time between two requests to one host, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub delay: f64,
    /// Read what was taken down with `forget` again
    #[arg(long)]
    pub despite_tombstone: bool,
    /// No progress, no summary; only problems
    #[arg(long, short)]
    pub quiet: bool,
}

/// Limits that `read` and `extract` share.
#[derive(Debug, Args)]
pub struct LimitArgs {
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// The largest page that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub max_size: u32,
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned and wrapped, for eyes
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// Apache Parquet
    Parquet,
}

/// How a list of rows is printed.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// At most this many rows [default: 50 in a table, all otherwise]
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<u32>,
}

/// What `show` shows.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The document: its id, or the first letters of it, or its URL or path
    #[arg(value_name = "ID|URL")]
    pub document: String,
    /// The text without marks
    #[arg(long)]
    pub plain: bool,
}

/// What `search` looks for.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The words, in any inflected form; all must be there
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `problems` lists.
#[derive(Debug, Args)]
pub struct ProblemsArgs {
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `extract` reads and prints.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// Files, folders, globs, URLs, or - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    pub paths: Vec<String>,
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ExtractFormat,
    /// Allow addresses of private networks and of this machine
    #[arg(long)]
    pub allow_private: bool,
}

/// Forms of an extracted document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// For eyes: a head and the paragraphs, each with its zone
    Text,
    /// One JSON object a page: id, title, byline, published, language, text
    Jsonl,
}

/// What `annotate` reads and prints.
#[derive(Debug, Args)]
pub struct AnnotateArgs {
    /// A file, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// What the input is
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub input: AnnotateInput,
    /// The language [default: recognised]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// When it was published, for dates in the text
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
}

/// What `annotate` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnnotateInput {
    /// The whole file is one text
    Text,
    /// One JSON object a line: id, text, and if known language, published, outlet, title
    Jsonl,
}

/// What `export` writes.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder for the tables
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Forms to write; may be given several times
    #[arg(long, value_name = "FORMAT", default_values = ["parquet"], value_delimiter = ',')]
    pub format: Vec<ExportFormat>,
    /// Replace tables that are there already
    #[arg(long)]
    pub overwrite: bool,
}

/// Forms of exported tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values
    Csv,
    /// One JSON object a line
    Jsonl,
    /// Apache Parquet
    Parquet,
}

/// What `forget` takes down.
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The document: its id, or the first letters of it, or its URL or path
    #[arg(value_name = "ID|URL")]
    pub document: String,
    /// Why, kept with the tombstone
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// What `parse` reads.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// A file, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub path: PathBuf,
    /// The language [default: recognised, paragraph by paragraph]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
    /// A model file instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// What the file holds: with conllu its sentences and tokens are kept, all else is filled anew
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub input: ParseInput,
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What `parse` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ParseInput {
    /// Paragraphs, one a line
    Text,
    /// Sentences in CoNLL-U
    Conllu,
}

/// What can be done with tables of the world.
#[derive(Debug, Subcommand)]
pub enum WorldCommand {
    /// Make tables of an actor dictionary in another format, to be laid over the built-in ones with --world
    Import(WorldImportArgs),
}

/// What is imported.
#[derive(Debug, Args)]
pub struct WorldImportArgs {
    /// An actor dictionary of CAMEO, as TABARI and PETRARCH read it
    #[arg(long, value_name = "FILE")]
    pub cameo: PathBuf,
    /// The folder to write organisations.tsv and persons.tsv to
    #[arg(long, value_name = "DIR", default_value = "world-cameo")]
    pub out: PathBuf,
}
