//! `avviso read`: articles into the corpus.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use avviso_read::web::{self, PrivateAddresses};
use avviso_read::{Capture, Follow, InputSettings, Inputs, Problem, ProblemKind};
use avviso_store::{Batch, Committed, Known, Outcome as Kept, Prepared, RunInfo, Store, Tombstones, Writer};
use avviso_tables::Tables;

use crate::args::{LimitArgs, ReadArgs};
use crate::commands::statements;
use crate::error::{Failure, Outcome, Result};
use crate::parallel::{in_order, threads};
use crate::progress::{Progress, Show};
use crate::stages::Stages;
use crate::terminal::Terminal;

/// Problems printed as they come; the rest is counted and listed by `avviso problems`.
const SHOWN_PROBLEMS: u64 = 20;

/// What a worker gives for one input.
enum Worked {
    /// A document to be written.
    Read(Box<Summary>),
    /// The corpus has it already.
    Known,
    /// It can't be read.
    Failed(Problem),
}

/// A document to be written, and what the run's summary says of it.
struct Summary {
    prepared: Prepared,
    languages: BTreeSet<String>,
    outlet: Option<String>,
    problems: Vec<Problem>,
}

/// What a run has come to.
#[derive(Default)]
struct Tally {
    new: u64,
    unchanged: u64,
    revised: u64,
    read_again: u64,
    failed: u64,
    reservations: u64,
    statements: u64,
    languages: BTreeSet<String>,
    outlets: BTreeSet<String>,
}

/// Reads all inputs into the corpus, sums up and shows the most telling statements.
pub fn run(args: &ReadArgs, corpus: &Path, tables: &Tables, terminal: &mut Terminal) -> Result<Outcome> {
    let stages = Stages::load(tables)?;
    let mut store = Store::open(corpus)?;
    let info = RunInfo {
        program: concat!("avviso ", env!("CARGO_PKG_VERSION")).to_owned(),
        tables: tables.hash()?,
        arguments: std::env::args().skip(1).collect(),
    };
    let known = store.known(&info.reader())?;
    let run = store.begin_run(&info)?;
    let tombstones = if args.despite_tombstone { Tombstones::Ignore } else { Tombstones::Respect };
    let mut writer = store.writer(run, Batch::default(), tombstones)?;

    let inputs = inputs(args, &store, &info)?;
    let show = if args.quiet { Show::No } else { Show::Yes };
    let mut progress = Progress::new(inputs.progress(), show);
    let mut tally = Tally::default();
    in_order(
        inputs,
        threads(args.limits.threads),
        |input| work(&stages, &known, input),
        |worked| take(worked, &mut writer, &mut tally, &mut progress),
    )?;
    tally.count(writer.flush()?, &progress);
    progress.finish();
    drop(writer);
    store.finish_run(run, &tally.json())?;

    if !args.quiet {
        tally.print(corpus, terminal)?;
        if tally.documents() > 0 {
            statements::print_telling(&store, terminal)?;
            print_next(&store, terminal)?;
        }
    }
    Ok(Outcome::of(tally.documents(), tally.failed))
}

/// How inputs are found, as the options say.
pub fn input_settings(limits: &LimitArgs, private: PrivateAddresses) -> InputSettings {
    let mut settings = InputSettings::default().max_bytes(u64::from(limits.max_size) << 20);
    settings.web.private = private;
    settings
}

/// Whether private addresses may be called, as the option says.
pub fn private_addresses(allowed: bool) -> PrivateAddresses {
    if allowed { PrivateAddresses::Allow } else { PrivateAddresses::Refuse }
}

fn inputs(args: &ReadArgs, store: &Store, info: &RunInfo) -> Result<Inputs> {
    let mut settings = input_settings(&args.limits, private_addresses(args.allow_private))
        .follow(if args.follow { Follow::Links } else { Follow::Entries });
    settings.web.delay = Duration::try_from_secs_f64(args.delay)
        .map_err(|_| Failure::new("--delay takes a number of seconds, 0 or more"))?;
    let known = store.known(&info.reader())?;
    Ok(Inputs::new(&args.paths, settings).known(move |url| {
        let last = known.validators(url).ok()?;
        let validators = web::Validators { etag: last.etag, last_modified: last.last_modified };
        (validators != web::Validators::default()).then_some(validators)
    }))
}

/// One input to what is to be written of it; runs on any thread.
fn work(stages: &Stages, known: &Known, input: Result<Capture, Problem>) -> Result<Worked> {
    let capture = match input {
        Ok(capture) => capture,
        Err(problem) => return Ok(Worked::Failed(problem)),
    };
    if known.is_read(&capture)? {
        return Ok(Worked::Known);
    }
    let document = match stages.reader.read(&capture) {
        Ok(document) => document,
        Err(problem) => return Ok(Worked::Failed(problem)),
    };
    let record = stages.record_document(&document);
    let paragraphs = document.text.paragraphs.iter();
    let terms = stages.terms(&document.text, &record);
    Ok(Worked::Read(Box::new(Summary {
        prepared: Prepared::new(&capture, &document, &record, &terms)?,
        languages: paragraphs.filter_map(|paragraph| Some(paragraph.language?.to_string())).collect(),
        outlet: document.outlet.map(|outlet| outlet.name),
        problems: document.problems,
    })))
}

/// Gives one result to the writer.
fn take(
    worked: Result<Worked>,
    writer: &mut Writer,
    tally: &mut Tally,
    progress: &mut Progress,
) -> Result<()> {
    let committed = match worked? {
        Worked::Known => {
            tally.unchanged += 1;
            writer.tick()?
        }
        Worked::Failed(problem) => {
            tally.failed += 1;
            tally.say(&problem, progress);
            writer.put_problem(problem)?
        }
        Worked::Read(summary) => {
            for problem in &summary.problems {
                tally.reservations += 1;
                if problem.kind != ProblemKind::Language {
                    tally.say(problem, progress);
                }
            }
            tally.languages.extend(summary.languages);
            tally.outlets.extend(summary.outlet);
            writer.put(summary.prepared)?
        }
    };
    tally.count(committed, progress);
    progress.tell(|| format!("{} documents, {} statements", tally.documents(), tally.statements));
    Ok(())
}

impl Tally {
    fn documents(&self) -> u64 {
        self.new + self.unchanged + self.revised + self.read_again
    }

    /// Counts documents that have become safe.
    fn count(&mut self, committed: Vec<Committed>, progress: &Progress) {
        for document in committed {
            self.statements += document.statements as u64;
            match document.outcome {
                Kept::New => self.new += 1,
                Kept::Unchanged => self.unchanged += 1,
                Kept::Revised => self.revised += 1,
                Kept::ReadAgain => self.read_again += 1,
                Kept::TakenDown(problem) => {
                    self.failed += 1;
                    self.say(&problem, progress);
                }
            }
        }
    }

    fn say(&self, problem: &Problem, progress: &Progress) {
        match (self.failed + self.reservations).cmp(&(SHOWN_PROBLEMS + 1)) {
            std::cmp::Ordering::Less => progress.say(&problem.to_string()),
            std::cmp::Ordering::Equal => progress.say("… further problems: avviso problems"),
            std::cmp::Ordering::Greater => {}
        }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "new": self.new, "unchanged": self.unchanged, "revised": self.revised,
            "read_again": self.read_again, "failed": self.failed, "statements": self.statements,
        })
    }

    fn print(&self, corpus: &Path, terminal: &mut Terminal) -> Result<()> {
        let languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        let parts = [
            (self.new, "new"),
            (self.unchanged, "unchanged"),
            (self.revised, "revised"),
            (self.read_again, "read again by a newer reader"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let mut line = plural(self.documents(), "document");
        if !parts.is_empty() {
            line.push_str(&format!(" ({})", parts.join(", ")));
        }
        if !languages.is_empty() {
            line.push_str(&format!(" in {}", languages.join(", ")));
        }
        if !self.outlets.is_empty() {
            line.push_str(&format!(", {}", plural(self.outlets.len() as u64, "outlet")));
        }
        line.push_str(&format!(", {}", plural(self.statements, "statement")));
        line.push_str(&format!(", {}", plural(self.failed + self.reservations, "problem")));
        terminal.heading(line)?;
        terminal.faint(format_args!("in {}", corpus.display()))
    }
}

fn plural(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn print_next(store: &Store, terminal: &mut Terminal) -> Result<()> {
    let Some((document, speaker)) = statements::example(store)? else { return Ok(()) };
    terminal.line("")?;
    terminal.faint("next:")?;
    terminal.line(format_args!("  avviso statements --by '{speaker}'"))?;
    terminal.line(format_args!("  avviso show {document}"))?;
    terminal.line("  avviso search WORDS    avviso problems    avviso export DIR    avviso --help")
}
