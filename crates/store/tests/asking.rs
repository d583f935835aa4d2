//! Filters of statements, search, and corrections laid over.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use avviso_record::{Certainty, Mode, Party};
use avviso_store::{Change, Corrected, ErrorKind, NewCorrection, StatementFilter};
use avviso_text::Language;
use support::{Corpus, article, quay};

/// Who is found, and in which words.
fn check(filter: StatementFilter, expected: &[&str]) {
    let rows = quay().store.statements(&filter).unwrap();
    let mut found: Vec<String> = rows.iter().map(|row| row.pieces.join(" … ")).collect();
    found.sort();
    assert_eq!(found, expected, "{filter:?}");
}

#[test]
fn statements_are_found_by_each_filter() {
    let all = StatementFilter::default;
    let some = |value: &str| Some(value.to_owned());
    let (berg, angstrom) = ("“The quay reopens,”", "“The quay stays closed,”");
    check(StatementFilter { by: some("berg"), ..all() }, &[berg]);
    check(StatementFilter { by: some("ÅNGSTRÖM"), ..all() }, &[angstrom]);
    check(StatementFilter { to: some("reporters"), ..all() }, &[berg, angstrom]);
    check(StatementFilter { via: some("news agency"), ..all() }, &[berg, angstrom]);
    check(StatementFilter { about: some("\"closed\""), mode: Some(Mode::Direct), ..all() }, &[angstrom]);
    check(StatementFilter { certainty: Some(Certainty::Denied), ..all() }, &[]);
    check(StatementFilter { certainty: Some(Certainty::Asserted), limit: Some(1), ..all() }, &[angstrom]);
    check(StatementFilter { since: some("2024-04-09"), ..all() }, &[]);
    check(
        StatementFilter { until: some("2024-04-08"), mode: Some(Mode::Direct), ..all() },
        &[berg, angstrom],
    );
    check(StatementFilter { outlet: some("harbour"), by: some("Ola"), ..all() }, &[berg]);
    check(StatementFilter { language: Language::new("ko"), ..all() }, &[]);
    check(
        StatementFilter { document: some("https://harbour.example/1"), mode: Some(Mode::Direct), ..all() },
        &[berg],
    );
}

#[test]
fn a_row_cuts_its_words_out_of_the_text() {
    let rows =
        quay().store.statements(&StatementFilter { by: Some("Ola".into()), ..Default::default() }).unwrap();
    let row = &rows[0];
    assert_eq!((row.source.as_deref(), row.cue.as_deref()), (Some("Ola Berg"), Some("said")));
    assert_eq!(row.via, ["Harbour News Agency"]);
    assert_eq!(row.id, format!("{}.1", row.document.id));
    assert_eq!(row.points.content, [[17, 36]], "code points, while a quotation mark takes three bytes");
    assert_eq!(row.document.outlet.as_ref().unwrap().name, "The Harbour");
}

#[test]
fn search_finds_the_best_paragraph() {
    let corpus = quay();
    let found = corpus.store.search("quay AND closed", 9).unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].paragraph.starts_with("“The quay stays closed"), "{}", found[0].paragraph);
    assert_eq!(corpus.store.search("quay", 1).unwrap().len(), 1);
    let error = corpus.store.search("\"quay", 9).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Query, "{error}");
    let filter = StatementFilter { about: Some("(".to_owned()), ..Default::default() };
    assert_eq!(corpus.store.statements(&filter).unwrap_err().kind(), ErrorKind::Query);
}

#[test]
fn corrections_lie_over_what_was_read_and_can_be_taken_back() {
    let mut corpus = quay();
    let by =
        |name: &str, corrected| StatementFilter { by: Some(name.into()), corrected, ..Default::default() };
    let id = corpus.store.statements(&by("Ola Berg", Corrected::No)).unwrap()[0].id.clone();
    let ruiz = Party { name: "Ana Ruiz".to_owned(), entity: None, actor: None, unnamed: false };
    let make = |change| NewCorrection { signed: "kim".to_owned(), target: id.clone(), change };
    let speaker = corpus.store.correct(&make(Change::Speaker(ruiz))).unwrap();
    corpus.store.correct(&make(Change::Note("see the video".to_owned()))).unwrap();
    let names =
        |corpus: &Corpus, name, corrected| corpus.store.statements(&by(name, corrected)).unwrap().len();
    assert_eq!(
        (names(&corpus, "Ola Berg", Corrected::No), names(&corpus, "Ola Berg", Corrected::Yes)),
        (1, 0)
    );
    let row = corpus.store.statements(&by("Ana Ruiz", Corrected::Yes)).unwrap().remove(0);
    assert!(row.is_corrected && row.notes == ["see the video (kim)"]);
    // A correction is of words: it holds for the next reading too.
    corpus.read("2", &[article("https://harbour.example/1", "Ola Berg", "The quay reopens")]);
    assert_eq!(names(&corpus, "Ana Ruiz", Corrected::Yes), 1);
    corpus.store.revoke(speaker, "lee").unwrap();
    assert_eq!(
        (names(&corpus, "Ana Ruiz", Corrected::Yes), names(&corpus, "Ola Berg", Corrected::Yes)),
        (0, 1)
    );
    corpus.store.correct(&make(Change::Retract)).unwrap();
    assert_eq!(
        (names(&corpus, "Ola Berg", Corrected::Yes), names(&corpus, "Ola Berg", Corrected::No)),
        (0, 1)
    );
    let revoked: Vec<_> =
        corpus.store.corrections().unwrap().into_iter().map(|made| made.revoked_by).collect();
    assert_eq!(revoked, [Some("lee".to_owned()), None, None]);
    let unknown = NewCorrection { target: format!("{}.9", &id[..12]), ..make(Change::Retract) };
    assert_eq!(corpus.store.correct(&unknown).unwrap_err().kind(), ErrorKind::NotFound);
}
