//! Events: filters, what is taken back, records kept whole, corpora of before there were any.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use avviso_record::{EventType, Status};
use avviso_store::{
    Change, Corrected, ErrorKind, EventFilter, FindingKind, NewCorrection, Outcome, StatementFilter, Store,
    Whom,
};
use avviso_text::Language;
use rusqlite::Connection;
use support::{Corpus, article, export, quay};

/// Whose events are found.
fn check(filter: EventFilter, expected: &[&str]) {
    let rows = quay().store.events(&filter).unwrap();
    let mut found: Vec<String> = rows.iter().map(|row| row.actors.join(", ")).collect();
    found.sort();
    assert_eq!(found, expected, "{filter:?}");
}

#[test]
fn events_are_found_by_each_filter() {
    let all = EventFilter::default;
    let key = |value: &str| Some(Whom::Key(value.to_owned()));
    let named = |value: &str| Some(Whom::Named(value.to_owned()));
    let some = |value: &str| Some(value.to_owned());
    let (berg, angstrom) = ("Ola Berg", "Élodie Ångström");
    check(all(), &[berg, angstrom]);
    check(EventFilter { actor: key("person:ola-berg"), ..all() }, &[berg]);
    check(EventFilter { actor: key("person:ola"), ..all() }, &[]);
    check(EventFilter { actor: key("NOR"), limit: Some(1), ..all() }, &[angstrom]);
    check(EventFilter { recipient: key("NOR"), ..all() }, &[]);
    check(EventFilter { recipient: key("IGO"), actor: named("ÅNGSTRÖM"), ..all() }, &[angstrom]);
    check(EventFilter { party: key("IGO"), ..all() }, &[berg, angstrom]);
    check(EventFilter { party: named("speaks"), ..all() }, &[berg, angstrom]);
    check(EventFilter { kind: Some(EventType::Assault), ..all() }, &[]);
    check(EventFilter { kind: Some(EventType::Consult), status: Some(Status::Denied), ..all() }, &[]);
    check(EventFilter { about: some("\"closed\""), status: Some(Status::Occurred), ..all() }, &[angstrom]);
    check(EventFilter { since: some("2024-04-09"), ..all() }, &[]);
    check(EventFilter { until: some("2024-04-08"), outlet: some("harbour"), ..all() }, &[berg, angstrom]);
    check(EventFilter { language: Language::new("ko"), ..all() }, &[]);
    check(EventFilter { document: some("https://harbour.example/1"), ..all() }, &[berg]);
    let filter = EventFilter { about: some("("), ..all() };
    assert_eq!(quay().store.events(&filter).unwrap_err().kind(), ErrorKind::Query);
}

#[test]
fn a_row_cuts_its_words_out_of_the_text() {
    let filter = EventFilter { actor: Some(Whom::Named("ola".to_owned())), ..EventFilter::default() };
    let row = quay().store.events(&filter).unwrap().remove(0);
    assert_eq!(row.sentence, "“The quay reopens,” said Ola Berg.");
    assert_eq!(row.trigger.of(&row.sentence), "said");
    assert_eq!(row.points.trigger, [37, 41], "code points, while a quotation mark takes three bytes");
    assert_eq!((row.actors, row.recipients), (vec!["Ola Berg".to_owned()], vec!["speaks".to_owned()]));
    assert_eq!(row.id, format!("{}.e0", row.document.id));
    assert_eq!(row.statement, Some(format!("{}.1", row.document.id)));
}

#[test]
fn a_record_comes_back_whole() {
    let stored = quay().store.document("https://harbour.example/1").unwrap();
    let berg = article("https://harbour.example/1", "Ola Berg", "The quay reopens");
    assert_eq!(stored.record, berg.record());
}

#[test]
fn what_is_taken_back_takes_its_events_with_it() {
    let mut corpus = quay();
    let events = |corpus: &Corpus, corrected| {
        corpus.store.events(&EventFilter { corrected, ..EventFilter::default() }).unwrap().len()
    };
    let retract = |corpus: &mut Corpus, target: String| {
        let retraction = NewCorrection { signed: "kim".to_owned(), target, change: Change::Retract };
        corpus.store.correct(&retraction).unwrap()
    };
    let id = |corpus: &Corpus, n: u32| corpus.store.resolve(&format!("https://harbour.example/{n}")).unwrap();
    // The relay, which no event is known by; then what is relayed; then the other document.
    for (target, left) in
        [(format!("{}.0", id(&corpus, 1)), 2), (format!("{}.1", id(&corpus, 1)), 1), (id(&corpus, 2), 0)]
    {
        retract(&mut corpus, target);
        assert_eq!((events(&corpus, Corrected::Yes), events(&corpus, Corrected::No)), (left, 2));
    }
}

#[test]
fn statements_are_found_by_who_speaks_in_the_world() {
    let mut corpus = Corpus::new();
    corpus.read("1", &[article("https://harbour.example/1", "Ola Berg", "The quay reopens")]);
    let by = |actor: &str| StatementFilter { actor: Some(actor.to_owned()), ..StatementFilter::default() };
    let found = |corpus: &Corpus, actor| corpus.store.statements(&by(actor)).unwrap().len();
    assert_eq!((found(&corpus, "person:ola-berg"), found(&corpus, "person:ola")), (1, 0));
}

/// Makes a corpus what version 1 would have made.
fn as_before(corpus: Corpus) -> tempfile::TempDir {
    let Corpus { folder, store } = corpus;
    let path = store.path().to_owned();
    drop(store);
    let old = Connection::open(path).unwrap();
    old.execute_batch(
        "DROP TABLE event_party; DROP TABLE event; DROP TABLE event_terms; DROP INDEX statement_speaker_actor;
         ALTER TABLE reading DROP COLUMN record; ALTER TABLE statement DROP COLUMN speaker_actor;
         PRAGMA user_version = 1;",
    )
    .unwrap();
    folder
}

#[test]
fn a_corpus_of_before_is_brought_up_to_date_and_answers() {
    let folder = as_before(quay());
    let path = folder.path().join("avviso.db");
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(store.events(&EventFilter::default()).unwrap(), []);
    assert_eq!(store.documents_without_events().unwrap(), 2);
    let by = StatementFilter { actor: Some("person:ola-berg".to_owned()), ..StatementFilter::default() };
    assert_eq!(store.statements(&by).unwrap().len(), 1, "who speaks is taken from what was kept");
    let stored = store.document("https://harbour.example/1").unwrap();
    assert_eq!((stored.record.statements.len(), stored.record.entities.len()), (2, 0));
    // Read again by a newer reader, the document has its events, and older readings stay.
    let mut corpus = Corpus { folder, store: Store::open(&path).unwrap() };
    let again = article("https://harbour.example/1", "Ola Berg", "The quay reopens");
    assert_eq!(corpus.read("2", &[again]), [Outcome::ReadAgain]);
    assert_eq!(corpus.store.events(&EventFilter::default()).unwrap().len(), 1);
    assert_eq!(corpus.store.documents_without_events().unwrap(), 1);
    corpus.sound();
}

#[test]
fn events_are_of_current_readings_only() {
    let mut corpus = quay();
    let once = export(&corpus.store);
    corpus.read("2", &[article("https://harbour.example/1", "Ola Berg", "The quay reopens")]);
    assert_eq!(corpus.store.events(&EventFilter::default()).unwrap().len(), 2);
    corpus.read("2", &[article("https://harbour.example/1", "Ana Ruiz", "The quay reopens")]);
    let about = EventFilter { about: Some("reopens".to_owned()), ..EventFilter::default() };
    let rows = corpus.store.events(&about).unwrap();
    assert_eq!(rows.iter().map(|row| row.actors.concat()).collect::<Vec<_>>(), ["Ana Ruiz"]);
    assert_ne!(export(&corpus.store), once);
    corpus.sound();
}

#[test]
fn verify_finds_spans_and_numbers_that_point_nowhere() {
    for (change, kind, place) in [
        ("UPDATE event SET detail = json_set(detail, '$.trigger.end', 9999)", FindingKind::Span, ".e0"),
        ("UPDATE event SET detail = json_set(detail, '$.actor[0].entity', 1)", FindingKind::Reference, ".e0"),
        ("UPDATE event SET detail = json_set(detail, '$.statement', 2)", FindingKind::Reference, ".e0"),
        (
            "UPDATE statement SET detail = json_set(detail, '$.speaker.entity', 7) WHERE n = 1",
            FindingKind::Reference,
            ".1",
        ),
        ("UPDATE reading SET record = x'00'", FindingKind::File, ""),
        ("INSERT INTO event_terms (rowid, terms) VALUES (5, 'x')", FindingKind::Index, "event_terms"),
    ] {
        let corpus = quay();
        Connection::open(corpus.path()).unwrap().execute_batch(change).unwrap();
        let findings = corpus.store.verify().unwrap();
        assert!(
            findings.iter().any(|found| found.kind == kind && found.place.ends_with(place)),
            "{change}: {findings:?}"
        );
    }
}
