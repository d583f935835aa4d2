//! `avviso events`: who did what to whom.

use std::path::Path;

use avviso_export::rows;
use avviso_link::World;
use avviso_record::{Actant, EventType, Status};
use avviso_store::{Corrected, EventFilter, EventRow, Order, Store, Whom};
use avviso_tables::Tables;

use crate::args::{EventsArgs, Format};
use crate::commands::statements::{about, name, word};
use crate::error::{Outcome, Result};
use crate::marking::mark_word;
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal, shorten};
use crate::whom::Meant;

/// The longest that a sentence is in a table, in columns.
const LONGEST: usize = 180;

/// Prints the events that the filters leave, the latest first.
pub fn run(args: &EventsArgs, corpus: &Path, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let asked = args.actor.is_some() || args.recipient.is_some();
    let world = if asked { World::load(tables)? } else { World::default() };
    let whom = |typed: &Option<String>| -> Result<Option<Whom>> {
        Ok(typed.as_deref().map(|typed| Meant::by(typed, &world)).transpose()?.map(|meant| meant.whom()))
    };
    let filter = EventFilter {
        actor: whom(&args.actor)?,
        recipient: whom(&args.recipient)?,
        kind: args.kind.as_deref().map(|kind| word::<EventType>(&kind.to_uppercase())).transpose()?,
        status: args.status.as_deref().map(word::<Status>).transpose()?,
        about: args.about.as_deref().map(|words| about(words, tables)).transpose()?,
        since: args.told.published.since.clone(),
        until: args.told.published.until.clone(),
        language: args.told.published.lang,
        outlet: args.told.outlet.clone(),
        document: args.told.document.clone(),
        limit: args.output.limit,
        order: Order::Recent,
        corrected: Corrected::Yes,
        ..EventFilter::default()
    };
    if args.output.format != Format::Table {
        output::write(&args.output, rows::EVENTS, store.events(&filter)?.iter().map(rows::event))?;
        return Ok(Outcome::Done);
    }
    for whom in [&filter.actor, &filter.recipient].into_iter().flatten() {
        if let Whom::Named(name) = whom {
            terminal.faint(format_args!("“{name}” is in no table of the world: looked for by its words"))?;
        }
    }
    let ask = |limit| Ok(store.events(&EventFilter { limit, ..filter })?);
    if output::for_eyes(&args.output, terminal, ask, print)? == 0 {
        terminal.faint("no event fits; leave a filter out, or read more articles")?;
        hint(&store, terminal)?;
    }
    Ok(Outcome::Done)
}

/// Says if there are documents that could not have been found.
pub fn hint(store: &Store, terminal: &mut Terminal) -> Result<()> {
    match store.documents_without_events()? {
        0 => Ok(()),
        1 => terminal.faint("1 document was read by a version that recorded no events: avviso read it again"),
        many => terminal.faint(format_args!(
            "{many} documents were read by a version that recorded no events: avviso read them again"
        )),
    }
}

fn print(rows: &[EventRow], terminal: &mut Terminal) -> Result<()> {
    let width = terminal.width() as u16;
    let columns = [
        Column::new("date", 12, CellStyle::Faint),
        Column::new("event", 13, CellStyle::Plain),
        Column::new("who → whom", (width / 4).min(36), CellStyle::Strong),
        Column::new("sentence", width, CellStyle::Plain),
        Column::new("outlet", 16, CellStyle::Plain),
        Column::new("id", 17, CellStyle::Faint),
    ];
    let cells = |row: &EventRow| {
        let document = &row.document;
        let outlet = output::outlet(document);
        vec![output::day(document), kind(row), parties(row), sentence(row), outlet, row.id.clone()]
    };
    terminal.table(&columns, &rows.iter().map(cells).collect::<Vec<_>>())
}

/// The type of an event, and how it stands if it has not simply happened.
pub fn kind(row: &EventRow) -> String {
    let kind = name(&row.event.kind);
    if row.event.status == Status::Occurred { kind } else { format!("{kind} {}", name(&row.event.status)) }
}

/// Who did it to whom, each with the state or code.
pub fn parties(row: &EventRow) -> String {
    let listed = |names: &[String], parties: &[Actant]| {
        let each = names.iter().zip(parties).map(|(name, party)| match &party.code {
            Some(code) => format!("{} ({code})", shorten(name, 40)),
            None => shorten(name, 40),
        });
        let listed = each.collect::<Vec<_>>().join(", ");
        if listed.is_empty() { "–".to_owned() } else { listed }
    };
    let actors = listed(&row.actors, &row.event.actor);
    if row.recipients.is_empty() {
        return actors;
    }
    format!("{actors} → {}", listed(&row.recipients, &row.event.recipient))
}

/// The sentence with the word marked that says the event.
pub fn sentence(row: &EventRow) -> String {
    mark_word(&row.sentence, row.trigger, LONGEST)
}
