//! What `correct`, `revoke` and `corrections` are told.

use clap::Args;

use super::OutputArgs;
use super::asking::certainty;

/// What `correct` changes.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// A statement as `statements` numbers it (ID.N), or a document: its id, the first letters of it, its URL or path
    #[arg(value_name = "ID.N|ID|URL")]
    pub target: String,
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub signed: String,
}

/// The changes, of which one is asked for.
#[derive(Debug, Args)]
#[group(required = true, multiple = false, args = ["speaker", "certainty", "note", "retract"])]
pub struct ChangeArgs {
    /// Somebody else speaks
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// The article does not name the speaker: the name is a description
    #[arg(long, requires = "speaker", conflicts_with_all = ["certainty", "note", "retract"])]
    pub unnamed: bool,
    /// It stands otherwise: asserted, planned, expected, possible, conditional, denied
    #[arg(long, value_name = "CERTAINTY", value_parser = certainty)]
    pub certainty: Option<String>,
    /// A remark that changes nothing
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// It is no statement; of a document, none of its statements counts
    #[arg(long)]
    pub retract: bool,
}

/// What `revoke` takes back.
#[derive(Debug, Args)]
pub struct RevokeArgs {
    /// The correction's number, as `corrections` lists it
    #[arg(value_name = "NUMBER")]
    pub correction: i64,
    /// Who takes it back
    #[arg(long, value_name = "NAME")]
    pub signed: String,
}

/// How `corrections` are listed.
#[derive(Debug, Args)]
pub struct CorrectionsArgs {
    #[command(flatten)]
    pub output: OutputArgs,
}
