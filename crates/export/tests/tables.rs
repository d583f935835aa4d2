//! Tables in every form, and the corpus as a folder of them.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use avviso_export::json::Annotation;
use avviso_export::{Cell, Column, Existing, Form, Kind, TableWriter, export};
use avviso_read::{Capture, Document, Format, Given, Place};
use avviso_record::{
    Act, Actant, Certainty, Event, EventType, Mode, Party, Polarity, Record, Statement, Status,
};
use avviso_store::{Batch, Prepared, RunInfo, Store, Terms, Tombstones};
use avviso_text::{Canonical, CodePoints, Language, Span, Text, Zone};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const COLUMNS: &[Column] = &[
    Column::new("words", Kind::Text),
    Column::new("n", Kind::Integer),
    Column::new("sure", Kind::Number),
    Column::new("unnamed", Kind::Truth),
    Column::new("pieces", Kind::Texts),
    Column::new("spans", Kind::Spans),
];

fn rows() -> Vec<Vec<Cell>> {
    let nothing = vec![const { Cell::Nothing }; COLUMNS.len()];
    vec![
        vec![
            "She said, \"no\".\nThen left.".into(),
            7.into(),
            Cell::Number(0.5),
            Cell::Truth(true),
            Cell::Texts(vec!["“회담은, 없다”".to_owned(), "a \"b\"".to_owned()]),
            Cell::Spans(vec![[0, 9], [12, 20]]),
        ],
        nothing,
    ]
}

fn write(form: Form, columns: &'static [Column], rows: Vec<Vec<Cell>>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut table = TableWriter::new(columns, form, &mut out).unwrap();
    rows.into_iter().for_each(|row| table.row(row).unwrap());
    table.finish().unwrap();
    out
}

fn read_parquet(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap();
    reader.build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn csv_quotes_commas_lines_and_lists() {
    let csv = String::from_utf8(write(Form::Csv, COLUMNS, rows())).unwrap();
    insta::assert_snapshot!(csv, @r#"
    words,n,sure,unnamed,pieces,spans
    "She said, ""no"".
    Then left.",7,0.5,true,"[""“회담은, 없다”"",""a \""b\""""]","[[0,9],[12,20]]"
    ,,,,,
    "#);
}

#[test]
fn jsonl_keeps_the_order_of_columns() {
    let jsonl = String::from_utf8(write(Form::Jsonl, COLUMNS, rows())).unwrap();
    insta::assert_snapshot!(jsonl, @r#"
    {"words":"She said, \"no\".\nThen left.","n":7,"sure":0.5,"unnamed":true,"pieces":["“회담은, 없다”","a \"b\""],"spans":[[0,9],[12,20]]}
    {"words":null,"n":null,"sure":null,"unnamed":null,"pieces":null,"spans":null}
    "#);
}

#[test]
fn parquet_gives_back_what_was_written_in_several_groups() {
    const MANY: usize = 50_001;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    let many = rows().into_iter().cycle().take(MANY).collect();
    fs::write(&path, write(Form::Parquet, COLUMNS, many)).unwrap();
    let batches = read_parquet(&path);
    assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), MANY);
    let first = &batches[0];
    assert_eq!(first.column(0).as_string::<i32>().value(0), "She said, \"no\".\nThen left.");
    assert_eq!(first.column(1).as_primitive::<Int64Type>().value(0), 7);
    assert!(first.column(3).as_boolean().value(0));
    let pieces = first.column(4).as_list::<i32>().value(0);
    assert_eq!(pieces.as_string::<i32>().value(0), "“회담은, 없다”");
    let spans = first.column(5).as_list::<i32>().value(0);
    assert_eq!(spans.as_list::<i32>().value(1).as_primitive::<UInt32Type>().values(), &[12, 20]);
    assert!(first.columns().iter().all(|column| column.is_null(1) && !column.is_null(0)));
}

/// A document in which a named speaker says one thing in quotation marks.
fn article(place: &str, sentence: &str) -> (Capture, Document, Record) {
    let mut text = Text::default();
    text.push(Zone::Body, Language::new("ko"), sentence);
    let place = Place::Url(place.to_owned());
    let span = |part: &str| sentence.find(part).map(|start| Span::new(start, start + part.len()));
    let end = sentence.find('”').unwrap() + '”'.len_utf8();
    let content = Span::new(sentence.find('“').unwrap(), end);
    let statement = Statement {
        parent: None,
        source: span("이나래"),
        cue: span("말했다"),
        content: vec![content],
        mode: Mode::Direct,
        act: Act::Say,
        polarity: Polarity::Positive,
        certainty: Some(Certainty::Asserted),
        speaker: Some(Party { name: "이나래".to_owned(), entity: None, actor: None, unnamed: false }),
        addressee: None,
        setting: None,
        said_on: None,
        confidence: 0.9,
    };
    let who = |part: &str, actor: Option<&str>, code: Option<&str>| Actant {
        span: span(part).unwrap(),
        phrase: span(part).unwrap(),
        named: true,
        nowhere: false,
        owner: None,
        entity: None,
        actor: actor.map(str::to_owned),
        country: None,
        code: code.map(str::to_owned),
        sector: None,
    };
    let event = Event {
        kind: EventType::Concede,
        mode: None,
        contexts: vec!["economic".to_owned()],
        actor: vec![who("이나래", Some("person:lee-narae"), Some("KOR")), who("장관", None, None)],
        recipient: vec![who("항구", None, Some("KOR"))],
        place: None,
        trigger: span("연다").unwrap(),
        sentence: Span::new(0, sentence.len()),
        row: 1,
        status: Status::Planned,
        time: None,
        statement: Some(0),
    };
    let capture = Capture {
        place: place.clone(),
        shown: "typed".to_owned(),
        format: Format::Text,
        bytes: sentence.as_bytes().to_vec(),
        declared_charset: None,
        fetched: None,
        headers: Vec::new(),
        given: Given::default(),
    };
    let document = Document {
        place,
        id: "a".to_owned(),
        url: None,
        title: Some("항구, \"다시\"".to_owned()),
        byline: None,
        published: None,
        outlet: None,
        keywords: vec!["항구".to_owned()],
        language: Language::new("ko"),
        text,
        problems: Vec::new(),
    };
    (capture, document, Record { statements: vec![statement], events: vec![event], ..Record::default() })
}

fn corpus(folder: &Path, places: &[&str]) -> Store {
    let mut store = Store::open(folder.join(format!("{}.db", places.concat().len()))).unwrap();
    let info = RunInfo { program: "avviso 1".to_owned(), tables: "t".to_owned(), arguments: Vec::new() };
    let run = store.begin_run(&info).unwrap();
    let mut writer = store.writer(run, Batch::default(), Tombstones::Respect).unwrap();
    for place in places {
        let (capture, document, record) = article(place, "이나래 장관은 “항구를 연다”고 말했다.");
        let terms = Terms {
            paragraphs: vec!["항구".to_owned()],
            statements: vec!["항구".to_owned()],
            ..Terms::default()
        };
        writer.put(Prepared::new(&capture, &document, &record, &terms).unwrap()).unwrap();
    }
    writer.flush().unwrap();
    store
}

#[test]
fn equal_corpora_give_equal_files_whatever_the_order_and_none_is_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let forward = corpus(folder.path(), &["https://a.example/1", "https://b.example/22"]);
    let other = tempfile::tempdir().unwrap();
    let backward = corpus(other.path(), &["https://b.example/22", "https://a.example/1"]);
    for form in [Form::Csv, Form::Jsonl, Form::Parquet] {
        let (one, two) = (folder.path().join("tables"), other.path().join("tables"));
        let written = export(&forward, &one, form, Existing::Keep).unwrap();
        export(&backward, &two, form, Existing::Keep).unwrap();
        assert_eq!(written.iter().map(|table| table.rows).collect::<Vec<_>>(), [2, 2, 2, 0, 0]);
        for table in &written {
            assert_eq!(fs::read(one.join(&table.file)).unwrap(), fs::read(two.join(&table.file)).unwrap());
        }
        let refused = export(&forward, &one, form, Existing::Keep).unwrap_err();
        assert!(refused.to_string().contains("is there already"), "{refused}");
        export(&forward, &one, form, Existing::Replace).unwrap();
    }
    let left = fs::read_dir(folder.path().join("tables")).unwrap();
    assert_eq!(left.count(), 15, "no unfinished file is left");
}

#[test]
fn exported_spans_are_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let store = corpus(folder.path(), &["https://a.example/1"]);
    export(&store, folder.path(), Form::Jsonl, Existing::Keep).unwrap();
    let row = fs::read_to_string(folder.path().join("statements.jsonl")).unwrap();
    let row: serde_json::Value = serde_json::from_str(&row).unwrap();
    assert_eq!(row["content_spans"].to_string(), "[[8,16]]");
    assert_eq!(row["source_span"].to_string(), "[[0,3]]");
    assert_eq!(row["content"][0], "“항구를 연다”");
}

#[test]
fn events_have_the_columns_of_plover() {
    let folder = tempfile::tempdir().unwrap();
    let store = corpus(folder.path(), &["https://a.example/1"]);
    export(&store, folder.path(), Form::Csv, Existing::Keep).unwrap();
    let table = fs::read_to_string(folder.path().join("events.csv")).unwrap();
    let id = store.resolve("https://a.example/1").unwrap();
    insta::assert_snapshot!(table.replace(&id, "ID"));
}

#[test]
fn an_annotation_points_into_the_text_as_it_was_given() {
    let (_, document, record) = article("https://a.example/1", "이나래 장관은 “항구를 연다”고 말했다.");
    let points = CodePoints::new(&document.text.content);
    let annotation = Annotation::new("a", &document.text, &record, |span| points.span(span));
    insta::assert_snapshot!(serde_json::to_string_pretty(&annotation).unwrap());

    // With a mark at its start that nobody sees, all stands one code point later.
    let given = Canonical::new("\u{FEFF}이나래 장관은 “항구를 연다”고 말했다.");
    let shifted = Annotation::new("a", &document.text, &record, |span| given.to_given(span));
    assert_eq!(shifted.statements[0].content, [[9, 17]]);
}
