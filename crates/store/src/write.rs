//! Putting documents into the corpus, in batches: what is returned is safe.

use std::time::{Duration, Instant};

use avviso_read::Problem;
use rusqlite::{OptionalExtension, Transaction};

use crate::prepared::{CaptureColumns, ReadingColumns, word};
use crate::{Error, ErrorKind, Prepared, Result, RunId, Store, current, known, recorded};

/// How much is written in one transaction: whichever limit is reached first.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    /// Documents and problems.
    pub documents: usize,
    /// Time since the first of them was put.
    pub time: Duration,
    /// Their size in memory, in bytes.
    pub bytes: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self { documents: 64, time: Duration::from_millis(250), bytes: 16 << 20 }
    }
}

/// Whether what was taken down may be read again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tombstones {
    /// It may not; it becomes a problem.
    #[default]
    Respect,
    /// It may, and its tombstone is removed.
    Ignore,
}

/// What became of a document that was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The first capture at this place.
    New,
    /// The corpus had this capture, read by the same version of the reader.
    Unchanged,
    /// Another content at a place that was captured before.
    Revised,
    /// A capture that the corpus had, read by another version of the reader.
    ReadAgain,
    /// Nothing was kept: the place was taken down.
    TakenDown(Problem),
}

/// A document that is safely in the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The document's id.
    pub document: String,
    /// The name by which a person knows the input.
    pub shown: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The statements in its record.
    pub statements: usize,
}

/// Writes for one run. One a process; other processes may have theirs.
///
/// What was put but never returned by [`put`](Self::put), [`flush`](Self::flush) or
/// [`tick`](Self::tick) is not in the corpus.
#[derive(Debug)]
pub struct Writer {
    pub(crate) store: Store,
    run: RunId,
    begun: i64,
    reader: String,
    batch: Batch,
    tombstones: Tombstones,
    waiting: Vec<Item>,
    bytes: usize,
    since: Option<Instant>,
}

#[derive(Debug)]
enum Item {
    Document(Box<Prepared>),
    Problem(Problem),
}

impl Writer {
    pub(crate) fn new(store: Store, run: RunId, batch: Batch, tombstones: Tombstones) -> Result<Self> {
        let known: Option<(i64, String)> = store.asking(|connection| {
            let mut run_row = connection.prepare("SELECT begun, reader FROM run WHERE id = ?")?;
            Ok(run_row.query_row([run.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
        })?;
        let Some((begun, reader)) = known else {
            return Err(Error::new(ErrorKind::NotFound, format!("has no run {}", run.0)).of(&store.path));
        };
        Ok(Self { store, run, begun, reader, batch, tombstones, waiting: Vec::new(), bytes: 0, since: None })
    }

    /// Takes a document; returns what has become safe, if a batch is full.
    pub fn put(&mut self, prepared: Prepared) -> Result<Vec<Committed>> {
        self.bytes += prepared.size();
        self.add(Item::Document(Box::new(prepared)))
    }

    /// Takes a problem; returns the documents that have become safe, if a batch is full.
    pub fn put_problem(&mut self, problem: Problem) -> Result<Vec<Committed>> {
        self.add(Item::Problem(problem))
    }

    /// To be called when nothing has come for a while: writes if the time of the batch is over.
    pub fn tick(&mut self) -> Result<Vec<Committed>> {
        if self.since.is_some_and(|since| since.elapsed() >= self.batch.time) {
            self.flush()
        } else {
            Ok(Vec::new())
        }
    }

    /// Writes all that waits. If it fails nothing of it is written, and it goes on waiting.
    pub fn flush(&mut self) -> Result<Vec<Committed>> {
        if self.waiting.is_empty() {
            return Ok(Vec::new());
        }
        let waiting = &self.waiting;
        let put = Put { run: self.run, begun: self.begun, reader: &self.reader, tombstones: self.tombstones };
        let committed = self.store.changing(|tx| {
            let mut committed = Vec::new();
            for item in waiting {
                match item {
                    Item::Document(prepared) => committed.push(put.document(tx, prepared)?),
                    Item::Problem(problem) => put_problem(tx, put.run, None, problem)?,
                }
            }
            Ok(committed)
        })?;
        self.waiting.clear();
        self.bytes = 0;
        self.since = None;
        Ok(committed)
    }

    fn add(&mut self, item: Item) -> Result<Vec<Committed>> {
        self.waiting.push(item);
        self.since.get_or_insert_with(Instant::now);
        if self.waiting.len() >= self.batch.documents || self.bytes >= self.batch.bytes {
            self.flush()
        } else {
            self.tick()
        }
    }
}

struct Put<'w> {
    run: RunId,
    begun: i64,
    reader: &'w str,
    tombstones: Tombstones,
}

impl Put<'_> {
    fn document(&self, tx: &Transaction<'_>, prepared: &Prepared) -> Result<Committed> {
        let outcome = self.settle(tx, prepared)?;
        Ok(Committed {
            document: prepared.document.clone(),
            shown: prepared.capture.shown.clone(),
            outcome,
            statements: prepared.statements.len(),
        })
    }

    fn settle(&self, tx: &Transaction<'_>, prepared: &Prepared) -> Result<Outcome> {
        let capture = &prepared.capture;
        let places = [prepared.document_place_hash, capture.place_hash];
        if let Some(problem) = known::tombstone(tx, &places, &capture.shown)? {
            if self.tombstones == Tombstones::Respect {
                put_problem(tx, self.run, None, &problem)?;
                return Ok(Outcome::TakenDown(problem));
            }
            for place in places {
                tx.prepare_cached("DELETE FROM tombstone WHERE place_hash = ?")?.execute([place])?;
            }
        }
        tx.prepare_cached(
            "INSERT INTO document (id, place_kind, place) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute((&prepared.document, prepared.place.0, &prepared.place.1))?;
        let before = tx
            .prepare_cached("SELECT max(hash = ?2) FROM capture WHERE document = ?1")?
            .query_row((&prepared.document, &capture.hash), |row| row.get::<_, Option<bool>>(0))?;
        let held: Option<(i64, String)> = tx
            .prepare_cached("SELECT id, document FROM capture WHERE place_hash = ? AND hash = ?")?
            .query_row((capture.place_hash, &capture.hash), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (id, outcome) = if let Some((id, document)) = held {
            if document != prepared.document {
                adopt(tx, (id, &document), &prepared.document)?;
            }
            let mut read = tx.prepare_cached("SELECT 1 FROM reading WHERE capture = ? AND reader = ?")?;
            if read.exists((id, self.reader))? {
                current::choose(tx, &prepared.document)?; // it may have moved here
                return Ok(Outcome::Unchanged);
            }
            (id, Outcome::ReadAgain)
        } else {
            let outcome = match before {
                None => Outcome::New,
                // The same bytes, found elsewhere (a page saved twice under one canonical URL).
                Some(true) => Outcome::Unchanged,
                Some(false) => Outcome::Revised,
            };
            (self.capture(tx, &prepared.document, capture)?, outcome)
        };
        let reading = self.reading(tx, id, &prepared.reading)?;
        for (n, statement) in prepared.statements.iter().enumerate() {
            recorded::put_statement(tx, reading, n, statement)?;
        }
        for (n, event) in prepared.events.iter().enumerate() {
            recorded::put_event(tx, reading, n, event)?;
        }
        current::choose(tx, &prepared.document)?;
        self.problems(tx, prepared)?;
        Ok(outcome)
    }

    fn capture(&self, tx: &Transaction<'_>, document: &str, capture: &CaptureColumns) -> Result<i64> {
        tx.prepare_cached(
            "INSERT INTO capture (document, run, place_kind, place, place_hash, hash, moment, fetched, shown, format,
                 charset, headers, given, length, bytes)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(rusqlite::params![
            document,
            self.run.0,
            capture.place.0,
            capture.place.1,
            capture.place_hash,
            capture.hash,
            capture.fetched.unwrap_or(self.begun),
            capture.fetched,
            capture.shown,
            capture.format,
            capture.charset,
            capture.headers,
            capture.given,
            capture.length,
            capture.bytes,
        ])?;
        Ok(tx.last_insert_rowid())
    }

    fn reading(&self, tx: &Transaction<'_>, capture: i64, reading: &ReadingColumns) -> Result<i64> {
        tx.prepare_cached(
            "INSERT INTO reading (capture, run, reader, source_id, url, title, byline, published, outlet_id, outlet,
                 outlet_folded, language, keywords, text, paragraphs, terms, record)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(rusqlite::params![
            capture,
            self.run.0,
            self.reader,
            reading.source_id,
            reading.url,
            reading.title,
            reading.byline,
            reading.published,
            reading.outlet_id,
            reading.outlet,
            reading.outlet_folded,
            reading.language,
            reading.keywords,
            reading.text,
            reading.paragraphs,
            reading.terms,
            reading.record,
        ])?;
        Ok(tx.last_insert_rowid())
    }

    /// What was odd in this reading takes the place of what was odd, or failed, in earlier runs.
    fn problems(&self, tx: &Transaction<'_>, prepared: &Prepared) -> Result<()> {
        tx.prepare_cached(
            "DELETE FROM problem WHERE (document = ?1 OR place = ?2 AND line = 0) AND run < ?3",
        )?
        .execute((&prepared.document, &prepared.capture.shown, self.run.0))?;
        for problem in &prepared.problems {
            put_problem(tx, self.run, Some(&prepared.document), problem)?;
        }
        Ok(())
    }
}

/// Keeps a problem; one that is known already stays as it is.
pub(crate) fn put_problem(
    tx: &Transaction<'_>,
    run: RunId,
    document: Option<&str>,
    problem: &Problem,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO problem (run, document, kind, place, line, message, remedy) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET run = excluded.run, document = excluded.document, remedy = excluded.remedy",
    )?
    .execute((
        run.0,
        document,
        word(&problem.kind)?,
        &problem.place,
        problem.line.and_then(|line| i64::try_from(line).ok()).unwrap_or_default(),
        &problem.message,
        &problem.remedy,
    ))?;
    Ok(())
}

/// A later version of the reader knows better which document a capture belongs to (it found the
/// canonical URL): the capture moves there with its readings, and a document left without captures
/// goes, its corrections moving too.
fn adopt(tx: &Transaction<'_>, (capture, from): (i64, &str), to: &str) -> Result<()> {
    tx.execute("UPDATE capture SET document = ? WHERE id = ?", (to, capture))?;
    if !current::choose(tx, from)? {
        tx.execute("UPDATE correction SET document = ? WHERE document = ?", (to, from))?;
        tx.execute("DELETE FROM problem WHERE document = ?", [from])?;
        tx.execute("DELETE FROM document WHERE id = ?", [from])?;
    }
    Ok(())
}
