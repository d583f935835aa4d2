//! Training parsers on treebanks of a few sentences written for this test.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};

use avviso_syntax::{Model, Parser, Workspace};

use avviso_train::syntax::evaluation::{compare, of_parser};
use avviso_train::syntax::{Options, Sizes, train};

const ENGLISH: &str = "\
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tspoke\tspeak\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tminister\tminister\tNOUN\tNN\t_\t3\tnsubj\t_\t_
3\tspoke\tspeak\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
4\tof\tof\tADP\tIN\t_\t5\tcase\t_\t_
5\tships\tship\tNOUN\tNNS\tNumber=Plur\t3\tobl\t_\t_
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

1\tShips\tship\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2\tcame\tcome\tVERB\tVBD\tTense=Past\t0\troot\t_\t_

";

const KOREAN: &str = "\
1\t장관은\t장관+은\tNOUN\tncn+jxt\t_\t3\tdislocated\t_\t_
2\t배가\t배+가\tNOUN\tncn+jcs\t_\t3\tnsubj\t_\t_
3\t왔다\t오+았+다\tVERB\tpvg+ep+ef\t_\t0\troot\t_\t_
4\t.\t.\tPUNCT\tsf\t_\t3\tpunct\t_\t_

1\t회담을\t회담+을\tNOUN\tncn+jco\t_\t2\tobj\t_\t_
2\t했다\t하+었+다\tVERB\tpvg+ep+ef\t_\t0\troot\t_\t_
3\t.\t.\tPUNCT\tsf\t_\t2\tpunct\t_\t_

";

fn options(folder: &Path, treebank: &str, times: usize) -> Options {
    let path: PathBuf = folder.join("xx_tiny-train.conllu");
    std::fs::write(&path, treebank.repeat(times)).unwrap();
    let dev = folder.join("xx_tiny-dev.conllu");
    std::fs::write(&dev, treebank).unwrap();
    Options {
        language: "xx".to_owned(),
        train: vec![path],
        dev,
        data: vec!["tiny (written for this test)".to_owned()],
        epochs: 80,
        seed: 3,
        sizes: Sizes { rows: 2000, width: 16, layers: 2, cells: 16, seen: 4, arc: 16, relation: 16 },
        morpheme_tags: false,
        date: "2026-01-02".to_owned(),
        command: "a test".to_owned(),
    }
}

fn trained(treebank: &str) -> (Options, Model, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let options = options(folder.path(), treebank, 300);
    (options.clone(), train(&options, |_| ()).unwrap(), folder)
}

#[test]
fn what_was_learned_is_found_again() {
    for treebank in [ENGLISH, KOREAN] {
        let (options, model, _folder) = trained(treebank);
        let gold = avviso_syntax::conllu::read(&options.dev).unwrap();
        let bytes = model.write().unwrap();
        let parser = Parser::of_bytes(&bytes, "tiny").unwrap();
        assert_eq!(parser.card().value("date"), Some("2026-01-02"));
        let figures = of_parser(&parser, &gold);
        let summary = figures.summary();
        assert!(
            figures.heads.f1() > 0.99
                && figures.labelled.f1() > 0.8
                && figures.lemmas.f1() > 0.99
                && figures.upos.f1() > 0.99,
            "{summary}"
        );
        assert!(figures.xpos.f1() > 0.99 && figures.feats.f1() > 0.99, "{summary}");
        assert_eq!(bytes, train(&options, |_| ()).unwrap().write().unwrap(), "the same bytes again");
    }
}

#[test]
fn damaged_models_are_refused() {
    let (_, model, _folder) = trained(ENGLISH);
    let bytes = model.write().unwrap();
    let refused = |bytes: &[u8]| Parser::of_bytes(bytes, "some.model").unwrap_err().to_string();
    let body = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
    assert!(refused(&bytes[..bytes.len() - 1]).contains("cut short"));
    let mut flipped = bytes.clone();
    flipped[body + 40] ^= 4;
    let said = refused(&flipped);
    assert!(said.starts_with("some.model: ") && said.contains("avviso train syntax"), "{said}");
    let other = String::from_utf8_lossy(&bytes[..body]).replace("version: 1", "version: 9");
    let other = [other.as_bytes(), &bytes[body..]].concat();
    assert!(refused(&other).contains("has format version 9, this program reads 1"));
    assert!(refused(b"nothing of the kind").contains("is not a syntax model"));
    assert!(refused(b"").contains("is not a syntax model"));
    for end in (0..body).step_by(7) {
        refused(&bytes[..end]);
    }
}

#[test]
fn any_words_get_a_tree_and_the_same_one_in_any_company() {
    for treebank in [ENGLISH, KOREAN] {
        let (_, model, _folder) = trained(treebank);
        let parser = Parser::of_model(model);
        let long: Vec<String> = (0..5000).map(|number| format!("w{}", number % 90)).collect();
        let sentences: Vec<Vec<&str>> = vec![
            vec![""],
            vec![],
            vec!["🙂", "👩‍👩‍👧", "한자漢字abc", "العربية", "\u{0}", " "],
            long.iter().map(String::as_str).collect(),
            vec!["She", "spoke", "."],
        ];
        let mut workspace = Workspace::default();
        let together = parser.parse(&sentences, &mut workspace).to_vec();
        for (words, parse) in sentences.iter().zip(&together) {
            assert_eq!(parse.len(), words.len());
            let heads: Vec<Option<usize>> = parse.words().map(|word| word.head).collect();
            assert_eq!(heads.len(), words.len());
            assert_eq!(heads.iter().filter(|head| head.is_none()).count(), usize::from(!words.is_empty()));
            for start in 0..words.len() {
                let mut node = Some(start);
                let mut steps = 0;
                while let Some(place) = node {
                    node = heads[place];
                    steps += 1;
                    assert!(steps <= words.len(), "a cycle at word {start}");
                }
            }
            let alone = parser.parse(std::slice::from_ref(words), &mut workspace);
            assert!(alone[0].words().eq(parse.words()));
            assert!(parse.words().zip(words).all(|(word, form)| !word.lemma.is_empty() || form.is_empty()));
        }
    }
}

#[test]
fn words_are_aligned_by_their_characters() {
    let read = |text: &str| {
        avviso_syntax::conllu::sentences(text.as_bytes(), "test")
            .collect::<avviso_syntax::Result<Vec<_>>>()
            .unwrap()
    };
    let line = |id: &str, form: &str, head: &str| format!("{id}\t{form}\t_\tX\tX\t_\t{head}\tdep\t_\t_\n");
    let gold =
        [line("1-2", "didn't", "_"), line("1", "did", "0"), line("2", "n't", "1"), line("3", "so", "1")];
    let gold = read(&(gold.concat() + "\n"));
    let whole = read(&([line("1", "didn't", "0"), line("2", "so", "1")].concat() + "\n"));
    let figures = compare(&gold, &whole);
    assert_eq!((figures.words.right, figures.words.gold, figures.words.found), (1, 3, 2));
    assert_eq!(figures.heads.right, 0, "the head of the last word is not aligned");
    let same = compare(&gold, &gold);
    assert_eq!((same.words.right, same.heads.right, same.sentences.right), (3, 3, 1));
    let empty =
        [line("1-2", "_", "_").replace("\t_\t_\tX", "\t \t_\tX"), line("1", "a", "0"), line("2", "b", "1")];
    let empty = read(&(empty.concat() + "\n"));
    assert_eq!(compare(&empty, &empty).words.gold, 2, "a token of nothing ends, too");
    let cut = read(&format!("{}\n{}\n", gold_words(&line), line("1", "so", "0")));
    let figures = compare(&gold, &cut);
    assert_eq!((figures.words.right, figures.heads.right, figures.sentences.right), (3, 2, 0));
}

fn gold_words(line: &impl Fn(&str, &str, &str) -> String) -> String {
    [line("1-2", "didn't", "_"), line("1", "did", "0"), line("2", "n't", "1")].concat()
}
