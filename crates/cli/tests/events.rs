//! Who did what to whom, and who somebody is: from pages to tables.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::Value;
use support::{Run, Scratch, examples};

const HEAD: &str = "kind\ttrigger\twith\ttype\tmode\tcontexts\tactor\trecipient\talso\tstatus\n";

/// A frame that is not built in.
const OURS: &str = "verb\tspeak\t\tCONSULT\t\t\tSUBJ\twith\t\t\n";

const PAGES: [(&str, &str, &str); 3] = [
    (
        "2023-05-01",
        "A day in the north",
        "Fumio Kishida visited Norway on Monday. Norway accused Japan of whaling. “We were glad to talk,” Kishida \
         said.",
    ),
    (
        "2023-06-02",
        "A quiet harbour",
        "Brazil will visit Norway. Ida Lund accused Brazil of delay. Ida Lund said \
         that the port was safe.",
    ),
    (
        "2023-07-03",
        "항구의 하루",
        "일본은 노르웨이를 비판했다. 기시다 후미오 총리는 “대화는 계속된다”고 말했다.",
    ),
];

/// A corpus of three pages.
fn corpus() -> Scratch {
    let scratch = unread();
    let run = scratch.run("read pages.jsonl --quiet");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    scratch
}

fn unread() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("layer/en/events.tsv", format!("{HEAD}{OURS}"));
    let lines = PAGES.iter().enumerate().map(|(n, (published, title, text))| {
        let page = serde_json::json!({
            "id": format!("p{n}"), "title": title, "text": text, "published": published, "outlet": "The Gull",
        });
        format!("{page}\n")
    });
    scratch.write("pages.jsonl", lines.collect::<String>());
    scratch
}

/// Runs with arguments divided at `|`.
fn run(scratch: &Scratch, arguments: &str) -> Run {
    support::ran(scratch.command().args(arguments.split('|')).output().unwrap())
}

fn rows(scratch: &Scratch, arguments: &str) -> Vec<Value> {
    let run = run(scratch, &format!("{arguments}|--format|jsonl"));
    assert_eq!(run.code, 0, "{arguments}: {}", run.err);
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The events that are found: type, status, who, to whom.
#[track_caller]
fn check(scratch: &Scratch, filters: &str, expected: &[&str]) {
    let arguments = if filters.is_empty() { "events".to_owned() } else { format!("events|{filters}") };
    let names = |names: &Value| {
        let names = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        names.collect::<Vec<_>>().join("+")
    };
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let found: Vec<String> = rows(scratch, &arguments)
        .iter()
        .map(|row| {
            let [kind, status] = [&row["type"], &row["status"]].map(word);
            format!("{kind} {status}: {} → {}", names(&row["actor"]), names(&row["recipient"]))
        })
        .collect();
    assert_eq!(found, expected, "{filters}");
}

const KISHIDA: &str = "CONSULT occurred: Fumio Kishida → Norway";
const NORWAY: &str = "ACCUSE occurred: Norway → Japan";
const BRAZIL: &str = "CONSULT planned: Brazil → Norway";
const LUND: &str = "ACCUSE occurred: Ida Lund → Brazil";
const KOREAN_ONE: &str = "ACCUSE occurred: 일본 → 노르웨이";

#[test]
fn events_are_found_by_whoever_does_them_or_suffers_them() {
    let scratch = corpus();
    check(&scratch, "", &[KOREAN_ONE, BRAZIL, LUND, KISHIDA, NORWAY]);
    // A state by name or code is whoever is of it; an id is one alone.
    for name in ["Japan", "일본", "JPN", "Tokyo"] {
        check(&scratch, &format!("--actor|{name}"), &[KOREAN_ONE, KISHIDA]);
    }
    check(&scratch, "--actor|state:JPN", &[KOREAN_ONE]);
    check(&scratch, "--actor|기시다 후미오", &[KISHIDA]);
    check(&scratch, "--actor|person:kishida-fumio|--recipient|노르웨이", &[KISHIDA]);
    check(&scratch, "--recipient|BRA", &[LUND]);
    check(&scratch, "--actor|ida lund", &[LUND]);
}

#[test]
fn events_are_found_by_type_status_words_and_when_they_were_published() {
    let scratch = corpus();
    check(&scratch, "--type|consult", &[BRAZIL, KISHIDA]);
    check(&scratch, "--status|planned", &[BRAZIL]);
    check(&scratch, "--about|whale|--type|ACCUSE", &[NORWAY]);
    check(&scratch, "--about|whaling|--type|CONSULT", &[]);
    check(&scratch, "--since|2023-06-01|--until|2023-06-30", &[BRAZIL, LUND]);
    check(&scratch, "--lang|ko", &[KOREAN_ONE]);
    check(&scratch, "--limit|1", &[KOREAN_ONE]);
    check(&scratch, "--outlet|gull|--document|p0", &[KISHIDA, NORWAY]);
    let wrong = run(&scratch, "events|--type|party");
    assert!(wrong.code == 2 && wrong.err.contains("MOBILIZE"), "{}", wrong.err);
    let wrong = run(&scratch, "events|--about|…");
    assert!(wrong.code == 2 && wrong.err.contains("no word to look for"), "{}", wrong.err);
}

#[test]
fn the_table_says_day_event_who_and_the_sentence_with_its_word() {
    let scratch = corpus();
    let table = run(&scratch, "events|--actor|Brazil|--type|consult").out;
    let first = table.lines().nth(1).unwrap();
    for part in ["2023-06-02", "CONSULT", "Brazil (BRA)", "Brazil will ‹visit›", "The Gull", ".e0"] {
        assert!(first.contains(part), "{part} in {table}");
    }
    assert!(table.contains("planned") && table.contains("(NOR)"), "{table}");
    let table = run(&scratch, "events|--actor|Ida Lund").out;
    assert!(table.starts_with("“Ida Lund” is in no table of the world"), "{table}");
    let nothing = run(&scratch, "events|--actor|Chad");
    assert_eq!(nothing.out, "no event fits; leave a filter out, or read more articles\n");
    assert!(
        run(&scratch, "events|--limit|2").out.ends_with("… and more: --limit N, or --format jsonl for all\n")
    );
}

#[test]
fn an_actor_is_who_they_are_and_what_they_said_and_did() {
    let scratch = corpus();
    let shown = run(&scratch, "actor|기시다|후미오").out;
    for part in [
        "Fumio Kishida · 기시다 후미오",
        "person:kishida-fumio · person · JPN",
        "head of government of Japan",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let told = |who: &str| -> Vec<String> {
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = rows(&scratch, &format!("actor|{who}"));
        rows.iter().map(|row| [&row["published"], &row["role"], &row["act"]].map(word).join(" ")).collect()
    };
    let kishida = ["2023-07-03 speaker say", "2023-05-01 speaker say", "2023-05-01 actor CONSULT"];
    assert_eq!(told("person:kishida-fumio"), kishida);
    assert_eq!(
        told("Norway"),
        [
            "2023-07-03 recipient ACCUSE",
            "2023-06-02 recipient CONSULT",
            "2023-05-01 speaker accuse",
            "2023-05-01 recipient CONSULT",
            "2023-05-01 actor ACCUSE"
        ]
    );
    assert_eq!(told("Norway|--until|2023-05-31").len(), 3);
    assert_eq!(told("Norway|--limit|3").len(), 3);
    assert_eq!(
        told("lund"),
        ["2023-06-02 speaker accuse", "2023-06-02 speaker say", "2023-06-02 actor ACCUSE"]
    );
    let unknown = run(&scratch, "actor|lund").out;
    assert!(
        unknown.starts_with("“lund” is in no table of the world: what follows goes by the name"),
        "{unknown}"
    );
    let several = run(&scratch, "actor|Kim");
    assert!(several.code == 2 && several.err.contains("give one of these ids"), "{}", several.err);
    assert!(several.err.contains("person:kim-jong-un"), "{}", several.err);
    let nobody = run(&scratch, "actor|Nobody Atall").out;
    assert!(nobody.contains("no statement and no event in the corpus"), "{nobody}");
}

#[test]
fn whoever_sounds_the_same_in_the_other_script_is_a_guess() {
    let scratch = Scratch::new();
    scratch.write(
        "two.jsonl",
        "{\"id\": \"a\", \"text\": \"Nora Becken said on Monday that the port was safe.\"}\n\
         {\"id\": \"b\", \"text\": \"노라 베켄 시장은 5일 항구가 안전하다고 말했다.\"}\n",
    );
    assert_eq!(scratch.run("read two.jsonl --quiet").code, 0);
    for (asked, other) in [("Nora Becken", "name:노라-베켄"), ("노라 베켄", "name:nora-becken")] {
        let shown = run(&scratch, &format!("actor|{asked}")).out;
        assert!(shown.contains(&format!("≈ {other} sounds the same: a guess")), "{shown}");
        let found = rows(&scratch, &format!("actor|{asked}"));
        let guesses = found.iter().filter(|row| row["guess"] == true).count();
        assert_eq!((found.len(), guesses), (2, 1), "{asked}");
    }
}

#[test]
fn a_retracted_article_has_no_events_and_a_forgotten_one_none_at_all() {
    let scratch = corpus();
    assert_eq!(run(&scratch, "correct|p0|--retract|--signed|kim").code, 0);
    check(&scratch, "", &[KOREAN_ONE, BRAZIL, LUND]);
    let gone = run(&scratch, "forget|p1").out;
    assert!(gone.contains("2 events"), "{gone}");
    check(&scratch, "", &[KOREAN_ONE]);
    assert_eq!(scratch.run("verify").code, 0);
}

#[test]
fn reading_again_with_more_frames_brings_more_events() {
    let scratch = corpus();
    scratch.write(
        "more.jsonl",
        "{\"id\": \"p9\", \"language\": \"en\", \"text\": \"Chile spoke about Peru.\", \"published\": \"2023-08-01\"}\n",
    );
    assert_eq!(scratch.run("read more.jsonl --quiet").code, 0);
    check(&scratch, "--actor|Chile", &[]);
    assert_eq!(scratch.run("read more.jsonl --quiet --languages layer").code, 0);
    check(&scratch, "--actor|Chile", &["CONSULT occurred: Chile → Peru"]);
}

#[test]
fn exported_events_do_not_depend_on_threads() {
    let exported = [1, 4].map(|threads| {
        let scratch = corpus();
        let again = scratch.run(&format!("read {} --quiet --threads {threads}", examples().display()));
        assert_eq!(again.code, 0, "{}", again.err);
        assert_eq!(scratch.run("export tables --format csv,jsonl,parquet").code, 0);
        assert_eq!(scratch.run("verify").code, 0);
        ["csv", "jsonl", "parquet"]
            .map(|form| std::fs::read(scratch.path(&format!("tables/events.{form}"))).unwrap())
    });
    assert!(exported[0] == exported[1]);
    let rows = String::from_utf8(exported[0][1].clone()).unwrap();
    assert!(rows.lines().count() > 8, "{rows}");
}
