//! Documents made up for the tests, and a corpus in a folder of its own.

#![allow(dead_code, reason = "each test file uses its own part of it")]

use std::path::PathBuf;

use avviso_read::{Capture, Document, Format, Given, Outlet, Place, Published};
use avviso_record::mentions::{Class, Form};
use avviso_record::{
    Act, Actant, Certainty, Entity, Event, EventType, Mention, Mode, Party, Polarity, Record, Statement,
    Status,
};
use avviso_store::{
    Batch, Committed, DocumentFilter, Error, EventFilter, Order, Outcome, Prepared, ProblemFilter, RunId,
    RunInfo, StatementFilter, Store, Terms, Tombstones,
};
use avviso_text::{Language, Span, Text, Zone};
use tempfile::TempDir;

/// One article: a speaker says something, in a place.
#[derive(Clone)]
pub struct Article {
    pub place: Place,
    pub speaker: String,
    pub says: String,
    pub fetched: Option<i64>,
    pub bytes: Option<String>,
}

pub fn article(url: &str, speaker: &str, says: &str) -> Article {
    Article {
        place: Place::Url(url.to_owned()),
        speaker: speaker.to_owned(),
        says: says.to_owned(),
        fetched: None,
        bytes: None,
    }
}

/// Two articles about one quay, the second by somebody with letters beyond ASCII.
pub fn quay() -> Corpus {
    let mut corpus = Corpus::new();
    corpus.read(
        "1",
        &[
            article("https://harbour.example/1", "Ola Berg", "The quay reopens"),
            article("https://harbour.example/2", "Élodie Ångström", "The quay stays closed"),
        ],
    );
    corpus
}

impl Article {
    fn title(&self) -> String {
        format!("{} speaks", self.speaker)
    }

    pub fn capture(&self) -> Capture {
        let (Place::Url(shown) | Place::Path(shown) | Place::Id(shown)) = &self.place;
        let page =
            format!("<html><h1>{}</h1><p>“{},” said {}.</p></html>", self.title(), self.says, self.speaker);
        Capture {
            place: self.place.clone(),
            shown: shown.clone(),
            format: Format::Html,
            bytes: self.bytes.clone().unwrap_or(page).into_bytes(),
            declared_charset: None,
            fetched: self.fetched.map(|second| jiff::Timestamp::from_second(second).unwrap()),
            headers: vec![("etag".to_owned(), format!("\"{}\"", self.says.len()))],
            given: Given::default(),
        }
    }

    pub fn document(&self) -> Document {
        let english = Language::new("en");
        let mut text = Text::default();
        text.push(Zone::Title, english, &self.title());
        text.push(Zone::Body, english, &format!("“{},” said {}.", self.says, self.speaker));
        Document {
            place: self.place.clone(),
            id: "page".to_owned(),
            url: match &self.place {
                Place::Url(url) => Some(url.clone()),
                _ => None,
            },
            title: Some(self.title()),
            byline: None,
            published: Some(Published("2024-04-08T09:00:00+09:00".to_owned())),
            outlet: Some(Outlet {
                id: Some("host:harbour.example".to_owned()),
                name: "The Harbour".to_owned(),
            }),
            keywords: vec!["harbour".to_owned()],
            language: english,
            text,
            problems: Vec::new(),
        }
    }

    pub fn record(&self) -> Record {
        let text = self.document().text.content;
        let find = |part: &str| text.rfind(part).map(|start| Span::new(start, start + part.len()));
        let party = |name: &str| Party { name: name.to_owned(), entity: None, actor: None, unnamed: false };
        let relay = Statement {
            parent: None,
            source: None,
            cue: None,
            content: vec![find(&format!("“{},” said {}.", self.says, self.speaker)).unwrap()],
            mode: Mode::Indirect,
            act: Act::Report,
            polarity: Polarity::Positive,
            certainty: None,
            speaker: Some(party("Harbour News Agency")),
            addressee: None,
            setting: None,
            said_on: None,
            confidence: 0.5,
        };
        let inner = Statement {
            parent: Some(0),
            source: find(&self.speaker),
            cue: find("said"),
            content: vec![find(&format!("“{},”", self.says)).unwrap()],
            mode: Mode::Direct,
            act: Act::Say,
            certainty: Some(Certainty::Asserted),
            speaker: Some(Party { actor: Some(self.actor()), ..party(&self.speaker) }),
            addressee: Some(party("Reporters")),
            ..relay.clone()
        };
        let speaker = find(&self.speaker).unwrap();
        let mention =
            Mention { span: speaker, head: speaker, form: Form::Name, class: Class::Person, entity: 0 };
        let entity = Entity {
            name: self.speaker.clone(),
            class: Class::Person,
            named: true,
            actor: Some(self.actor()),
        };
        let somebody = |span: Span| Actant {
            span,
            phrase: span,
            named: true,
            nowhere: false,
            owner: None,
            entity: None,
            actor: None,
            country: None,
            code: None,
            sector: None,
        };
        let event = Event {
            kind: EventType::Consult,
            mode: Some("visit".to_owned()),
            contexts: vec!["economic".to_owned()],
            actor: vec![Actant {
                entity: Some(0),
                actor: Some(self.actor()),
                country: Some("NOR".to_owned()),
                code: Some("NOR".to_owned()),
                ..somebody(speaker)
            }],
            recipient: vec![Actant { code: Some("IGO".to_owned()), ..somebody(find("speaks").unwrap()) }],
            place: None,
            trigger: find("said").unwrap(),
            sentence: find(&format!("“{},” said {}.", self.says, self.speaker)).unwrap(),
            row: 1,
            status: Status::Occurred,
            time: Some("2024-04-07".to_owned()),
            statement: Some(1),
        };
        Record {
            times: Vec::new(),
            quantities: Vec::new(),
            statements: vec![relay, inner],
            mentions: vec![mention],
            entities: vec![entity],
            events: vec![event],
        }
    }

    /// The id in the world of whoever speaks.
    pub fn actor(&self) -> String {
        format!("person:{}", self.speaker.to_lowercase().replace(' ', "-"))
    }

    pub fn terms(&self) -> Terms {
        let says = self.says.to_lowercase();
        Terms {
            paragraphs: vec![self.title().to_lowercase(), format!("{says} said")],
            statements: vec![says.clone(), says.clone()],
            events: vec![says],
        }
    }

    pub fn prepared(&self) -> Prepared {
        Prepared::new(&self.capture(), &self.document(), &self.record(), &self.terms()).unwrap()
    }
}

/// A corpus in a folder that goes with it.
pub struct Corpus {
    pub folder: TempDir,
    pub store: Store,
}

pub fn reader(version: &str) -> RunInfo {
    RunInfo {
        program: format!("avviso {version}"),
        tables: "t".to_owned(),
        arguments: vec!["read".to_owned()],
    }
}

impl Corpus {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path().join("avviso.db")).unwrap();
        Self { folder, store }
    }

    pub fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    /// Puts articles in one run of one version of the reader.
    pub fn read(&mut self, version: &str, articles: &[Article]) -> Vec<Outcome> {
        let committed = self.put(version, articles, Tombstones::Respect).unwrap();
        committed.into_iter().map(|committed| committed.outcome).collect()
    }

    pub fn put(
        &mut self,
        version: &str,
        articles: &[Article],
        tombstones: Tombstones,
    ) -> Result<Vec<Committed>, Error> {
        let run: RunId = self.store.begin_run(&reader(version))?;
        let mut writer = self.store.writer(run, Batch::default(), tombstones)?;
        let mut committed = Vec::new();
        for article in articles {
            committed.extend(writer.put(article.prepared())?);
        }
        committed.extend(writer.flush()?);
        self.store.finish_run(run, &serde_json::json!({ "documents": committed.len() }))?;
        Ok(committed)
    }

    pub fn sound(&self) {
        assert_eq!(self.store.verify().unwrap(), []);
    }
}

/// Everything that can be asked, sorted, times of fetching and runs aside.
pub fn export(store: &Store) -> String {
    let documents =
        store.documents(&DocumentFilter { order: Order::Id, ..DocumentFilter::default() }).unwrap();
    let mut out = String::new();
    for document in documents {
        let whole = store.document(&document.id).unwrap();
        let readings: Vec<_> = whole
            .revisions
            .iter()
            .map(|revision| (&revision.capture_hash, &revision.program, revision.current))
            .collect();
        out += &format!("{} {:?} {:?} {readings:?}\n", document.id, document.title, whole.text.content);
        out += &format!("{:?} {:?}\n", whole.record.mentions, whole.record.entities);
    }
    let filter = StatementFilter { order: Order::Id, ..StatementFilter::default() };
    store
        .for_each_statement(&filter, |row| {
            out += &format!("{} {:?} {:?} {:?}\n", row.id, row.pieces, row.via, row.statement);
            Ok::<_, Error>(())
        })
        .unwrap();
    let filter = EventFilter { order: Order::Id, ..EventFilter::default() };
    for row in store.events(&filter).unwrap() {
        out += &format!("{} {:?} {:?} {:?}\n", row.id, row.sentence, row.actors, row.event);
    }
    for problem in store.problems(&ProblemFilter::default()).unwrap() {
        out += &format!("{}\n", problem.problem);
    }
    out
}
