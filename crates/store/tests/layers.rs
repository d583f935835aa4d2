//! Captures, documents, revisions and readings are told apart.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use avviso_read::{Place, Problem, ProblemKind};
use avviso_store::{DocumentFilter, Outcome, ProblemFilter, StatementFilter, document_id};
use support::{Article, Corpus, article, export, reader};

fn berg() -> Article {
    article("https://harbour.example/1", "Ola Berg", "The quay reopens")
}

#[test]
fn the_same_thing_twice_changes_nothing() {
    let mut corpus = Corpus::new();
    assert_eq!(corpus.read("1", &[berg()]), [Outcome::New]);
    let before = export(&corpus.store);
    assert_eq!(corpus.read("1", &[berg(), berg()]), [Outcome::Unchanged, Outcome::Unchanged]);
    assert_eq!(export(&corpus.store), before);
    corpus.sound();
}

#[test]
fn three_outlets_with_the_same_text_are_three_documents() {
    let mut corpus = Corpus::new();
    let wire = |host: &str| article(&format!("https://{host}.example/wire"), "Ola Berg", "The quay reopens");
    corpus.read("1", &[wire("a"), wire("b"), wire("c")]);
    let documents = corpus.store.documents(&DocumentFilter::default()).unwrap();
    assert_eq!(documents.len(), 3);
    assert!(documents.iter().all(|document| document.revisions == 1 && document.statements == 2));
}

#[test]
fn another_content_is_a_revision_and_another_reader_is_a_reading() {
    let mut corpus = Corpus::new();
    let changed = article("https://harbour.example/1", "Ola Berg", "The quay stays closed");
    corpus.read("1", &[berg()]);
    assert_eq!(corpus.read("2", &[berg()]), [Outcome::ReadAgain]);
    let read_again = corpus.store.document("https://harbour.example/1").unwrap();
    assert_eq!((read_again.row.revisions, read_again.revisions.len()), (1, 2));
    assert_eq!(
        read_again.revisions.iter().map(|revision| revision.current).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(corpus.read("2", &[changed]), [Outcome::Revised]);
    let revised = corpus.store.document("https://harbour.example/1").unwrap();
    assert_eq!((revised.row.revisions, revised.revisions.len()), (2, 3));
    assert!(revised.text.content.contains("stays closed"));
    let first = corpus.store.document_as_read(&revised.row.id, revised.revisions[0].reading).unwrap();
    assert!(first.text.content.contains("reopens"));
    assert_eq!(corpus.store.captured_bytes(first.revisions[0].reading).unwrap(), berg().capture().bytes);
    // Only the current reading is found.
    assert_eq!(corpus.store.search("reopens", 9).unwrap().len(), 0);
    assert_eq!(corpus.store.search("closed", 9).unwrap().len(), 1);
    assert_eq!(corpus.store.statements(&StatementFilter::default()).unwrap().len(), 2);
    corpus.sound();
}

#[test]
fn revisions_are_ordered_by_when_they_were_fetched_and_not_by_arrival() {
    let at = |second: i64, says: &str| Article {
        fetched: Some(second),
        ..article("https://harbour.example/1", "Ola Berg", says)
    };
    let mut articles = vec![at(30, "Third"), at(10, "First"), at(20, "Second"), at(30, "Third too")];
    articles.extend((0..9).map(|n| article(&format!("https://harbour.example/o{n}"), "Ana Ruiz", "No")));
    let mut exports = Vec::new();
    for turn in 0..articles.len() {
        articles.rotate_left(turn);
        let mut corpus = Corpus::new();
        corpus.read("1", &articles);
        exports.push(export(&corpus.store));
        corpus.sound();
        // In two runs it is the same, as after a run that was cut short.
        let mut halves = Corpus::new();
        halves.read("1", &articles[..5]);
        halves.read("1", &articles);
        exports.push(export(&halves.store));
    }
    assert!(exports.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn what_is_read_is_known() {
    let mut corpus = Corpus::new();
    corpus.read("1", &[berg()]);
    let known = corpus.store.known(&reader("1").reader()).unwrap();
    let other = corpus.store.known(&reader("2").reader()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert!(known.is_read(&berg().capture()).unwrap()));
        }
    });
    assert!(!other.is_read(&berg().capture()).unwrap());
    assert!(!known.is_read(&article("https://harbour.example/1", "Ola Berg", "Else").capture()).unwrap());
    assert_eq!(known.validators("https://harbour.example/1").unwrap().etag.as_deref(), Some("\"16\""));
    assert_eq!(known.validators("https://harbour.example/2").unwrap().etag, None);
}

#[test]
fn a_capture_moves_when_a_better_reader_finds_its_canonical_url() {
    let mut corpus = Corpus::new();
    let saved = Article { place: Place::Path("/pages/a.html".to_owned()), ..berg() };
    corpus.read("1", std::slice::from_ref(&saved));
    let run = corpus.store.begin_run(&reader("2")).unwrap();
    let mut writer = corpus
        .store
        .writer(run, avviso_store::Batch::default(), avviso_store::Tombstones::default())
        .unwrap();
    let prepared =
        avviso_store::Prepared::new(&saved.capture(), &berg().document(), &berg().record(), &berg().terms());
    writer.put(prepared.unwrap()).unwrap();
    assert_eq!(writer.flush().unwrap()[0].outcome, Outcome::ReadAgain);
    let documents = corpus.store.documents(&DocumentFilter::default()).unwrap();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].id, document_id(&berg().place));
    corpus.sound();
}

#[test]
fn a_document_is_found_by_whatever_a_person_has_of_it() {
    let mut corpus = Corpus::new();
    let saved = Article { place: Place::Path("/pages/a.html".to_owned()), ..berg() };
    corpus.read("1", &[saved.clone(), berg()]);
    let id = document_id(&saved.place);
    for wanted in ["/pages/a.html", "a.html", "./a.html", &id, &id.to_lowercase(), &id[..4]] {
        assert_eq!(corpus.store.resolve(wanted).unwrap(), id, "{wanted}");
    }
    let ambiguous = corpus.store.resolve("page").unwrap_err();
    assert!(ambiguous.to_string().contains("fits several documents"), "{ambiguous}");
    let missing = corpus.store.document("b.html").unwrap_err().to_string();
    assert!(missing.contains("holds no document “b.html”"), "{missing}");
}

#[test]
fn a_problem_goes_when_its_place_is_read() {
    let mut corpus = Corpus::new();
    let problem =
        Problem::new(ProblemKind::NoArticle, "https://harbour.example/1", "no article was found in it");
    for _ in 0..2 {
        let run = corpus.store.begin_run(&reader("1")).unwrap();
        let mut writer = corpus
            .store
            .writer(run, avviso_store::Batch::default(), avviso_store::Tombstones::default())
            .unwrap();
        writer.put_problem(problem.clone()).unwrap();
        writer.flush().unwrap();
    }
    let problems = corpus.store.problems(&ProblemFilter::default()).unwrap();
    assert_eq!(problems.iter().map(|row| row.problem.clone()).collect::<Vec<_>>(), [problem]);
    corpus.read("1", &[berg()]);
    assert_eq!(corpus.store.problems(&ProblemFilter::default()).unwrap(), []);
}
