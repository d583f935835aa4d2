//! The program `avviso`: wires the stages, shows progress, sets exit codes.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod args;
mod commands;
mod error;
mod marking;
mod output;
mod parallel;
mod progress;
mod stages;
mod terminal;
mod whom;

use std::process::ExitCode;

use avviso_tables::Tables;
use clap::Parser;

use crate::args::{Cli, Command, EvalCommand, Shared, TrainCommand, WorldCommand};
use crate::error::{Failure, Outcome, Result};
use crate::terminal::Terminal;
use avviso_train::measures::Measure;

/// A record is made of many small texts: this allocator saves a twentieth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        // Whoever reads our output has seen enough.
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            progress::complain(&format!("avviso: {message}"));
            ExitCode::from(Outcome::NothingDone.code())
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome> {
    let terminal = &mut Terminal::new(cli.shared.color);
    let tables = &tables(&cli.shared)?;
    let corpus = &cli.shared.corpus;
    match &cli.command {
        Command::Read(args) => commands::read::run(args, corpus, tables, terminal),
        Command::Statements(args) => commands::statements::run(args, corpus, tables, terminal),
        Command::Events(args) => commands::events::run(args, corpus, tables, terminal),
        Command::Actor(args) => commands::actor::run(args, corpus, tables, terminal),
        Command::Show(args) => commands::show::run(args, corpus, terminal),
        Command::Search(args) => commands::search::run(args, corpus, tables, terminal),
        Command::Problems(args) => commands::problems::run(args, corpus, terminal),
        Command::Extract(args) => commands::extract::run(args, tables, terminal),
        Command::Annotate(args) => commands::annotate::run(args, tables, terminal),
        Command::Export(args) => commands::export::run(args, corpus, terminal),
        Command::Forget(args) => commands::forget::run(args, corpus, terminal),
        Command::Correct(args) => commands::correct::run(args, corpus, terminal),
        Command::Revoke(args) => commands::correct::revoke(args, corpus, terminal),
        Command::Corrections(args) => commands::correct::list(args, corpus, terminal),
        Command::Verify => commands::verify::run(corpus, terminal),
        Command::Eval(EvalCommand::Segmentation(args)) => {
            commands::eval::segmentation(args, tables, terminal)
        }
        Command::Eval(EvalCommand::Syntax(args)) => commands::eval::syntax(args, tables, terminal),
        Command::World(WorldCommand::Import(args)) => commands::world::import(args, tables, terminal),
        Command::Eval(EvalCommand::Statements(args)) => {
            commands::eval_statements::run(args, tables, terminal)
        }
        Command::Eval(EvalCommand::Events(args)) => commands::eval_events::run(args, tables, terminal),
        Command::Eval(EvalCommand::Times(args)) => {
            commands::eval_measures::run(args, Measure::Times, tables, terminal)
        }
        Command::Eval(EvalCommand::Quantities(args)) => {
            commands::eval_measures::run(args, Measure::Quantities, tables, terminal)
        }
        Command::Eval(EvalCommand::Mentions(args)) => commands::eval::mentions(args, tables, terminal),
        Command::Train(TrainCommand::Mentions(args)) => commands::train::mentions(args, tables, terminal),
        Command::Train(TrainCommand::Statements(args)) => commands::train::statements(args, tables, terminal),
        Command::Train(TrainCommand::Syntax(args)) => commands::train::syntax(args, terminal),
        Command::Parse(args) => commands::parse::run(args, tables, terminal),
        Command::Models => commands::models::run(tables, terminal),
        Command::Licences => commands::licences::run(tables, terminal),
        Command::Train(TrainCommand::Segmentation(args)) => {
            commands::train::segmentation(args, tables, terminal)
        }
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}

/// The built-in tables with the user's folders laid over them.
fn tables(shared: &Shared) -> Result<Tables> {
    let mut tables = Tables::built_in();
    if let Some(folder) = &shared.languages {
        tables = tables.with_languages(folder)?;
    }
    if let Some(folder) = &shared.world {
        tables = tables.with_world(folder)?;
    }
    Ok(tables)
}
