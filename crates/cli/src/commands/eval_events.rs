//! `avviso eval events`: against sentences marked by hand.

use avviso_tables::Tables;
use avviso_train::events;

use crate::args::EvalEventsArgs;
use crate::commands::annotate;
use crate::commands::eval::language_of;
use crate::error::{Failure, Outcome, Result};
use crate::stages::Stages;
use crate::terminal::Terminal;

/// Measures each file.
pub fn run(args: &EvalEventsArgs, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let stages = Stages::load(tables)?;
    for file in &args.gold {
        let (form, mut gold) = events::read(file)?;
        if let Some((first, last)) = args.only {
            let all = gold.len();
            gold = gold.into_iter().take(last).skip(first - 1).collect();
            if gold.is_empty() {
                return Err(Failure::new(format_args!(
                    "{} holds {all} sentences, none of these numbers",
                    file.display()
                )));
            }
        }
        let language = args.lang.or_else(|| language_of(file, &stages.languages).ok());
        let mut found = Vec::new();
        for sentence in &gold {
            let given = annotate::Given {
                id: sentence.id.clone(),
                text: sentence.text.clone(),
                language,
                published: sentence.published.clone(),
                outlet: sentence.outlet.clone(),
            };
            found.push(annotate::part(&stages, &given, "events")?);
        }
        let figures = events::compare(form, &gold, &found);
        let (marked, all) = (figures.marked, figures.found);
        terminal.line(format_args!("{}: {marked} events marked, {all} found", file.display()))?;
        for (name, right) in &figures.right {
            let percent = 100.0 * *right as f64 / marked.max(1) as f64;
            terminal.line(format_args!("{name:<26} {percent:>6.1}  {right} of {marked}"))?;
        }
        let (kept, silent) = figures.silent;
        if silent > 0 {
            terminal.line(format_args!("sentences without an event left alone: {kept} of {silent}"))?;
        }
        let step = (figures.mistakes.len() / args.errors.max(1)).max(1);
        for mistake in figures.mistakes.iter().step_by(step).take(args.errors) {
            terminal.line(mistake)?;
        }
    }
    Ok(Outcome::Done)
}
