//! `avviso correct`: what people know better, laid over what was read.

use std::path::Path;

use avviso_export::rows;
use avviso_record::Party;
use avviso_store::{Change, Correction, NewCorrection, Store};

use crate::args::{ChangeArgs, CorrectArgs, CorrectionsArgs, Format, RevokeArgs};
use crate::commands::statements::{name, word};
use crate::error::{Failure, Outcome, Result};
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal};

/// Makes a correction.
pub fn run(args: &CorrectArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let change = change(&args.change)?;
    let correction = NewCorrection { signed: signed(&args.signed)?, target: args.target.clone(), change };
    let number = open(corpus)?.correct(&correction)?;
    terminal.line(format_args!(
        "correction {number} is laid over {}; take it back with `avviso revoke {number} --signed NAME`",
        args.target
    ))?;
    Ok(Outcome::Done)
}

/// Takes a correction back.
pub fn revoke(args: &RevokeArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    open(corpus)?.revoke(args.correction, &signed(&args.signed)?)?;
    terminal.line(format_args!("correction {} is taken back", args.correction))?;
    Ok(Outcome::Done)
}

/// Lists corrections, revoked ones too, the latest first.
pub fn list(args: &CorrectionsArgs, corpus: &Path, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let mut found = store.corrections()?;
    found.reverse();
    found.truncate(args.output.limit.map_or(usize::MAX, |limit| limit as usize));
    if args.output.format != Format::Table {
        output::write(&args.output, rows::CORRECTIONS, found.iter().map(rows::correction))?;
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        terminal.faint("no corrections")?;
        return Ok(Outcome::Done);
    }
    let width = terminal.width() as u16;
    let columns = [
        Column::new("no.", 5, CellStyle::Faint),
        Column::new("of", 18, CellStyle::Faint),
        Column::new("made", 12, CellStyle::Faint),
        Column::new("signed", 24, CellStyle::Strong),
        Column::new("what", width, CellStyle::Plain),
    ];
    terminal.table(&columns, &found.iter().map(cells).collect::<Vec<_>>())?;
    Ok(Outcome::Done)
}

fn cells(correction: &Correction) -> Vec<String> {
    let mut what = match &correction.change {
        Change::Speaker(party) if party.unnamed => format!("the speaker is unnamed: {}", party.name),
        Change::Speaker(party) => format!("the speaker is {}", party.name),
        Change::Certainty(certainty) => format!("certainty is {}", name(certainty)),
        Change::Retract => "retracted".to_owned(),
        Change::Note(note) => note.clone(),
    };
    if let Some(by) = &correction.revoked_by {
        what += &format!(" (taken back by {by})");
    }
    let made = correction.made.map(|made| made.to_string().chars().take(10).collect());
    vec![
        correction.id.to_string(),
        correction.target.clone(),
        made.unwrap_or_default(),
        correction.signed.clone(),
        what,
    ]
}

/// A corpus that is there already: a correction must not make one.
fn open(corpus: &Path) -> Result<Store> {
    drop(Store::open_read_only(corpus)?);
    Ok(Store::open(corpus)?)
}

fn change(args: &ChangeArgs) -> Result<Change> {
    let ChangeArgs { speaker, certainty, note, retract, unnamed } = args;
    if let Some(speaker) = speaker {
        let name = given(speaker, "--speaker")?;
        return Ok(Change::Speaker(Party { name, entity: None, actor: None, unnamed: *unnamed }));
    }
    if let Some(certainty) = certainty {
        return Ok(Change::Certainty(word(certainty)?));
    }
    match note {
        Some(note) => Ok(Change::Note(given(note, "--note")?)),
        None => {
            debug_assert!(*retract, "one of the changes is required");
            Ok(Change::Retract)
        }
    }
}

fn signed(name: &str) -> Result<String> {
    given(name, "--signed")
}

fn given(text: &str, option: &str) -> Result<String> {
    match text.trim() {
        "" => Err(Failure::new(format_args!("{option} is empty"))),
        text => Ok(text.to_owned()),
    }
}
