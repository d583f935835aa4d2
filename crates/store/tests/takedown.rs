//! What is forgotten leaves no byte.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use avviso_read::{Problem, ProblemKind};
use avviso_store::{Change, EventFilter, NewCorrection, Outcome, ProblemFilter, StatementFilter, Tombstones};
use support::{Article, Corpus, article, reader};

const SECRETS: [&[u8]; 4] = [b"Zanzibarov", b"zanzibarov", b"xylophonic", b"qwandary"];

fn secret() -> Article {
    article("https://harbour.example/qwandary", "Zanzibarov", "An xylophonic quay")
}

/// How often any of the words stands in the file or its log, raw.
fn traces(corpus: &Corpus) -> usize {
    let path = corpus.path();
    let mut log = path.clone().into_os_string();
    log.push("-wal");
    let all = [std::fs::read(&path).unwrap(), std::fs::read(log).unwrap_or_default()].concat();
    SECRETS.iter().map(|secret| all.windows(secret.len()).filter(|bytes| bytes == secret).count()).sum()
}

#[test]
fn nothing_of_the_text_is_left_in_the_file_or_its_log() {
    let mut corpus = Corpus::new();
    let others: Vec<Article> = (0..200)
        .map(|n| article(&format!("https://harbour.example/{n}"), "Ola Berg", &format!("Quay number {n}")))
        .collect();
    corpus.read("1", &others[..100]);
    // Stored bytes that are not compressible enough to hide: the raw search must see them before.
    corpus.read("1", &[secret()]);
    corpus.read("2", &[secret()]);
    corpus.read("1", &others);
    let run = corpus.store.begin_run(&reader("1")).unwrap();
    let place = "https://harbour.example/qwandary";
    corpus
        .store
        .put_problem(run, &Problem::new(ProblemKind::Broken, place, "Zanzibarov is cut short"))
        .unwrap();
    let id = corpus.store.resolve(place).unwrap();
    let note = Change::Note("Zanzibarov never said it".to_owned());
    corpus
        .store
        .correct(&NewCorrection { signed: "kim".into(), target: format!("{id}.1"), change: note })
        .unwrap();
    assert!(traces(&corpus) > 10);

    let forgotten = corpus.store.forget(place, "asked by the outlet").unwrap();
    assert_eq!((forgotten.captures, forgotten.readings), (1, 2));
    assert_eq!((forgotten.statements, forgotten.events), (4, 2));
    assert_eq!(traces(&corpus), 0);
    corpus.sound();
    assert_eq!(corpus.store.search("xylophonic", 9).unwrap(), []);
    assert_eq!(corpus.store.search("quay", 999).unwrap().len(), 200);
    assert_eq!(corpus.store.statements(&StatementFilter::default()).unwrap().len(), 400);
    assert_eq!(corpus.store.events(&EventFilter::default()).unwrap().len(), 200);

    // The tombstone keeps it away, unless one insists.
    let refused = corpus.read("3", &[secret()]);
    let Outcome::TakenDown(problem) = &refused[0] else { panic!("{refused:?}") };
    assert!(problem.message.starts_with("was taken down on 2"), "{problem}");
    assert!(problem.message.ends_with(": asked by the outlet"), "{problem}");
    assert_eq!(corpus.store.problems(&ProblemFilter::default()).unwrap()[0].problem, *problem);
    assert!(corpus.store.tombstone(&secret().place).unwrap().is_some());
    let again = corpus.put("3", &[secret()], Tombstones::Ignore).unwrap();
    assert_eq!(again[0].outcome, Outcome::New);
    assert!(corpus.store.tombstone(&secret().place).unwrap().is_none());
    corpus.sound();
}

#[test]
fn forgetting_the_same_id_again_finishes_the_work() {
    let mut corpus = Corpus::new();
    corpus.read("1", &[secret()]);
    let id = corpus.store.resolve("https://harbour.example/qwandary").unwrap();
    corpus.store.forget(&id, "").unwrap();
    assert_eq!(corpus.store.forget(&id, "").unwrap().captures, 0);
    assert!(corpus.store.forget("https://harbour.example/never", "").is_err());
}
