//! `avviso actor`: who somebody is, and what they said and did.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::Path;

use avviso_export::{Cell, rows};
use avviso_link::{Actor, Kind, OWN, World};
use avviso_store::{
    Corrected, DocumentRow, EventFilter, EventRow, StatementFilter, StatementRow, Store, Whom,
};
use avviso_tables::Tables;

use crate::args::{ActorArgs, Format};
use crate::commands::events;
use crate::commands::statements::name;
use crate::error::{Outcome, Result};
use crate::output;
use crate::terminal::{CellStyle, Column, Terminal, shorten};
use crate::whom::{Meant, names};

/// Something that somebody said or did, or that was done to them.
struct Deed {
    told: Told,
    /// Whether only the sound of a name says that it was they.
    guess: bool,
}

enum Told {
    Said(Box<StatementRow>),
    /// With the role that they had.
    Did(Box<EventRow>, &'static str),
}

/// Whose deeds are asked for.
struct Asked {
    whom: Whom,
    /// The id of the actor as speakers have it, where there is one.
    speaker: Option<String>,
    guess: bool,
}

/// Prints who it is, and what they said and did, the latest first.
pub fn run(args: &ActorArgs, corpus: &Path, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let store = Store::open_read_only(corpus)?;
    let world = World::load(tables)?;
    let meant = Meant::by(&args.who.join(" "), &world)?;
    let asked = asked(&meant, &world, &store)?;
    let ask = |limit| deeds(args, &store, &asked, limit);
    if args.output.format != Format::Table {
        output::write(&args.output, rows::DEEDS, ask(args.output.limit)?.iter().map(Deed::cells))?;
        return Ok(Outcome::Done);
    }
    match (&meant, meant.actor(&world)) {
        (_, Some(actor)) => print_head(actor, &world, terminal)?,
        (Meant::Name(name), _) => terminal.faint(format_args!(
            "“{name}” is in no table of the world: what follows goes by the name alone"
        ))?,
        _ => {}
    }
    for guess in asked.iter().filter(|asked| asked.guess).filter_map(|asked| asked.speaker.as_ref()) {
        terminal.faint(format_args!("≈ {guess} sounds the same: a guess"))?;
    }
    terminal.line("")?;
    if output::for_eyes(&args.output, terminal, ask, print)? == 0 {
        terminal.faint("no statement and no event in the corpus")?;
        events::hint(&store, terminal)?;
    }
    Ok(Outcome::Done)
}

/// Whoever is meant, and those of the corpus whom no table knows and whose names are the same or sound so.
fn asked(meant: &Meant<'_>, world: &World, store: &Store) -> Result<Vec<Asked>> {
    let actor = meant.actor(world);
    let speaker = match (meant.whom(), actor) {
        (Whom::Named(_), _) => None,
        (Whom::Key(_), Some(actor)) => Some(actor.id.clone()),
        (Whom::Key(key), None) => Some(key),
    };
    let mut all = vec![Asked { whom: meant.whom(), speaker, guess: false }];
    let names: Vec<&str> = match (meant, actor) {
        (Meant::Name(name), _) => vec![name],
        (Meant::Key(key), None) => key.strip_prefix(OWN).into_iter().collect(),
        (_, Some(actor)) if actor.kind == Kind::Person => {
            actor.names.iter().map(|(_, name)| name.as_str()).collect()
        }
        _ => Vec::new(),
    };
    if names.is_empty() {
        return Ok(all);
    }
    let own = store.actors(OWN)?;
    for (id, guess) in names.iter().flat_map(|name| world.of_own(&name.replace('-', " "), &own)) {
        if all.iter().all(|asked| asked.speaker.as_deref() != Some(id)) {
            all.push(Asked { whom: Whom::Key(id.to_owned()), speaker: Some(id.to_owned()), guess });
        }
    }
    Ok(all)
}

/// What those who are asked for said and did, the latest first.
fn deeds(args: &ActorArgs, store: &Store, asked: &[Asked], limit: Option<u32>) -> Result<Vec<Deed>> {
    let mut deeds: Vec<Deed> = Vec::new();
    for asked in asked {
        let known: HashSet<String> = deeds.iter().map(|deed| deed.id().to_owned()).collect();
        let theirs = deeds_of(args, store, asked, limit)?;
        deeds.extend(theirs.into_iter().filter(|deed| !known.contains(deed.id())));
    }
    deeds.sort_by_cached_key(|deed| {
        let document = deed.document();
        (Reverse(output::day(document)), document.id.clone())
    });
    deeds.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
    Ok(deeds)
}

fn deeds_of(args: &ActorArgs, store: &Store, asked: &Asked, limit: Option<u32>) -> Result<Vec<Deed>> {
    let published = &args.published;
    let Asked { whom, speaker, guess } = asked;
    let said = StatementFilter {
        by: match whom {
            Whom::Named(name) => Some(name.clone()),
            Whom::Key(_) => None,
        },
        actor: speaker.clone(),
        since: published.since.clone(),
        until: published.until.clone(),
        language: published.lang,
        limit,
        corrected: Corrected::Yes,
        ..StatementFilter::default()
    };
    let did = EventFilter {
        party: Some(whom.clone()),
        since: published.since.clone(),
        until: published.until.clone(),
        language: published.lang,
        limit,
        corrected: Corrected::Yes,
        ..EventFilter::default()
    };
    let said = store.statements(&said)?.into_iter().map(|row| Told::Said(Box::new(row)));
    let did = store.events(&did)?.into_iter().map(|row| {
        let role = if acts(&row, whom) { "actor" } else { "recipient" };
        Told::Did(Box::new(row), role)
    });
    Ok(said.chain(did).map(|told| Deed { told, guess: *guess }).collect())
}

/// Whether it is they who do it.
fn acts(row: &EventRow, whom: &Whom) -> bool {
    match whom {
        Whom::Key(key) => row
            .event
            .actor
            .iter()
            .any(|party| [&party.actor, &party.country, &party.code].contains(&&Some(key.clone()))),
        Whom::Named(part) => {
            let part = part.to_lowercase();
            row.actors.iter().any(|name| name.to_lowercase().contains(&part))
        }
    }
}

fn print_head(actor: &Actor, world: &World, terminal: &mut Terminal) -> Result<()> {
    terminal.heading(names(actor))?;
    let kind = match actor.kind {
        Kind::State => "state",
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Outlet => "outlet",
        Kind::Place => "place",
    };
    let state = actor.state.as_deref().filter(|_| actor.kind != Kind::State);
    let about = [Some(actor.id.as_str()), Some(kind), state, actor.code.as_deref(), actor.sector.as_deref()];
    let mut about: Vec<&str> = about.into_iter().flatten().collect();
    about.dedup();
    terminal.faint(about.join(" · "))?;
    let mut offices: Vec<_> = actor.offices.iter().collect();
    offices.sort_by(|a, b| b.since.cmp(&a.since));
    for office in offices {
        let dated = |date: &str| if date.is_empty() { "…".to_owned() } else { date.to_owned() };
        let when = format!("{} – {}", dated(&office.since), dated(&office.until));
        let of = world.actor(&office.body).or_else(|| world.actor(&format!("state:{}", office.body)));
        let body =
            of.and_then(|body| body.names.first()).map_or(office.body.as_str(), |(_, name)| name.as_str());
        terminal.line(format_args!("  {when:<23}  {} of {body}", office.office.replace('-', " ")))?;
    }
    Ok(())
}

fn print(deeds: &[Deed], terminal: &mut Terminal) -> Result<()> {
    let width = terminal.width() as u16;
    let columns = [
        Column::new("date", 12, CellStyle::Faint),
        Column::new("act", 13, CellStyle::Plain),
        Column::new("who → whom", (width / 4).min(36), CellStyle::Strong),
        Column::new("words", width, CellStyle::Plain),
        Column::new("outlet", 16, CellStyle::Plain),
        Column::new("id", 17, CellStyle::Faint),
    ];
    let cells: Vec<Vec<String>> = deeds.iter().map(Deed::for_eyes).collect();
    terminal.table(&columns, &cells)
}

impl Deed {
    fn id(&self) -> &str {
        match &self.told {
            Told::Said(row) => &row.id,
            Told::Did(row, _) => &row.id,
        }
    }

    fn document(&self) -> &DocumentRow {
        match &self.told {
            Told::Said(row) => &row.document,
            Told::Did(row, _) => &row.document,
        }
    }

    fn cells(&self) -> Vec<Cell> {
        match &self.told {
            Told::Said(row) => rows::said(row, self.guess),
            Told::Did(row, role) => rows::did(row, role, self.guess),
        }
    }

    fn for_eyes(&self) -> Vec<String> {
        let (act, mut who, words) = match &self.told {
            Told::Said(row) => {
                let statement = &row.statement;
                let named = |party: &Option<avviso_record::Party>| {
                    party.as_ref().map_or_else(|| "–".to_owned(), |party| shorten(&party.name, 60))
                };
                let mut who = named(&statement.speaker);
                if statement.addressee.is_some() {
                    who = format!("{who} → {}", named(&statement.addressee));
                }
                (name(&statement.act), who, shorten(&row.pieces.join(" … "), 180))
            }
            Told::Did(row, _) => (events::kind(row), events::parties(row), events::sentence(row)),
        };
        if self.guess {
            who.insert_str(0, "≈ ");
        }
        let document = self.document();
        vec![output::day(document), act, who, words, output::outlet(document), self.id().to_owned()]
    }
}
