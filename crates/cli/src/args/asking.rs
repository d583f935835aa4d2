//! What the corpus is asked: who said what, who did what to whom.

use avviso_text::Language;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::OutputArgs;

const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Filters of `statements`.
#[derive(Debug, Args)]
pub struct StatementsArgs {
    /// Whose statements: part of the speaker's name
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// To whom: part of the addressee's name
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// Words in what is said, in any inflected form
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Relayed by: part of the relaying source's name
    #[arg(long, value_name = "NAME")]
    pub via: Option<String>,
    #[command(flatten)]
    pub told: ToldArgs,
    /// Of this certainty: asserted, planned, expected, possible, conditional, denied
    #[arg(long, value_name = "CERTAINTY", value_parser = certainty)]
    pub certainty: Option<String>,
    /// In this mode: direct, indirect, mixed
    #[arg(long, value_name = "MODE", value_parser = ["direct", "indirect", "mixed"])]
    pub mode: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

pub(super) fn certainty(value: &str) -> Result<String, String> {
    const KNOWN: [&str; 6] = ["asserted", "planned", "expected", "possible", "conditional", "denied"];
    if KNOWN.contains(&value) {
        Ok(value.to_owned())
    } else {
        Err(format!("write one of {}", KNOWN.join(", ")))
    }
}

fn date(value: &str) -> Result<String, String> {
    match value.parse::<jiff::civil::Date>() {
        Ok(date) => Ok(date.to_string()),
        Err(_) => Err("write a date as 2024-04-08".to_owned()),
    }
}

/// Filters of `events`.
#[derive(Debug, Args)]
#[command(after_help = WHOM)]
pub struct EventsArgs {
    /// Who does it: a name in any language, an id or a code (see below)
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,
    /// To whom: a name in any language, an id or a code
    #[arg(long, value_name = "WHO")]
    pub recipient: Option<String>,
    /// Of this type, after the PLOVER codebook
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = PossibleValuesParser::new(TYPES))]
    pub kind: Option<String>,
    /// Whether it happened
    #[arg(
        long,
        value_name = "STATUS",
        value_parser = ["occurred", "ongoing", "planned", "expected", "conditional", "denied"]
    )]
    pub status: Option<String>,
    /// Words in its sentence, in any inflected form
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    #[command(flatten)]
    pub told: ToldArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which documents tell it.
#[derive(Debug, Args)]
pub struct ToldArgs {
    #[command(flatten)]
    pub published: PublishedArgs,
    /// Published by: part of the outlet's name or id
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Of this document: its id, or the first letters of it, or its URL or path
    #[arg(long, value_name = "ID|URL")]
    pub document: Option<String>,
}

/// When and in which language something was published.
#[derive(Debug, Args)]
pub struct PublishedArgs {
    /// Published on or after this date
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub since: Option<String>,
    /// Published on or before this date
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub until: Option<String>,
    /// In this language
    #[arg(long, value_name = "CODE")]
    pub lang: Option<Language>,
}

/// Whom `actor` is about.
#[derive(Debug, Args)]
#[command(after_help = WHOM)]
pub struct ActorArgs {
    /// A name in any language, an id or a code (see below)
    #[arg(required = true, value_name = "WHO")]
    pub who: Vec<String>,
    #[command(flatten)]
    pub published: PublishedArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

const WHOM: &str = "WHO is one of
  a name  Japan, Fumio Kishida: whom the tables of the world call so; with the name of a state,
          whoever is of that state; a name in no table is looked for by its words
  an id   state:JPN, person:kishida-fumio: exactly that actor
  a code  JPN, IGO: whoever is of that state (ISO 3166-1 alpha-3) or has that PLOVER code";
