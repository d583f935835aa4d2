//! `avviso parse`, `models`, `licences`, `eval syntax` and `train syntax`, end to end.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeSet;

use support::{Scratch, data};

/// The columns of the words of the output.
fn words(out: &str) -> Vec<Vec<&str>> {
    out.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect()
}

#[test]
fn a_text_of_both_languages_is_parsed_paragraph_by_paragraph() {
    let scratch = Scratch::new();
    let text =
        "The minister didn't answer. She left the harbour on Friday.\n\n장관은 회담이 끝났다고 밝혔다.\n";
    let run = scratch.pipe("parse -", text);
    assert_eq!(run.code, 0, "{}", run.err);
    let words = words(&run.out);
    assert!(words.iter().all(|columns| columns.len() == 10), "{}", run.out);
    let find =
        |form: &str| words.iter().find(|columns| columns[1] == form).unwrap_or_else(|| panic!("{}", run.out));
    assert_eq!(find("minister")[3], "NOUN");
    assert_eq!(find("minister")[7], "nsubj");
    assert_eq!(find("left")[2], "leave");
    assert_eq!(find("didn't")[0], "3-4");
    assert_eq!(find("harbour")[7], "obj");
    assert_eq!(find("밝혔다")[2], "밝히+었+다");
    assert_eq!(find("끝났다고")[7], "root");
    assert!(find("장관은")[4].starts_with("ncn+jxt"));
    assert_eq!(run.out.matches("# newpar").count(), 2);
    assert_eq!(run.out.matches("# sent_id").count(), 3);
    assert!(run.out.contains("# text = 장관은 회담이 끝났다고 밝혔다.\n"));
    assert_eq!(find("Friday")[9], "SpaceAfter=No");
}

#[test]
fn sentences_and_tokens_of_a_treebank_are_kept() {
    let scratch = Scratch::new();
    let blank = "# sent_id = a1\n# note = kept\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tKept=Yes\n\
                 1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\twrong\tX\tX\tX=Y\t9\tdep\t_\t_\n\
                 2.1\tsaid\t_\t_\t_\t_\t_\t_\t_\t_\n3\tsay\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n";
    scratch.write("blank.conllu", blank);
    let run = scratch.run("parse --lang en --input conllu blank.conllu");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("# sent_id = a1\n# note = kept\n1-2\tdon't\t"), "{}", run.out);
    let words = words(&run.out);
    assert_eq!(words.iter().map(|columns| columns[0]).collect::<Vec<_>>(), ["1-2", "1", "2", "2.1", "3"]);
    assert_eq!(words.iter().filter(|columns| columns[7] == "root").count(), 1);
    assert_eq!(words[0][9], "Kept=Yes");
    assert_eq!(words[2][2], "not");
    assert_eq!(words[4][9], "SpaceAfter=No");
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let scratch = Scratch::new();
    let text: String = (0..3000)
        .map(|number| format!("Vessel {number} left the port, the office said. Nobody asked why.\n제{number}호는 항구를 떠났다.\n"))
        .collect();
    scratch.write("long.txt", text);
    let one = scratch.run("parse --threads 1 long.txt");
    let many = scratch.run("parse --threads 7 long.txt");
    assert_eq!(one.code, 0, "{}", one.err);
    assert!(one.out == many.out);
    assert_eq!(one.out.matches("# newpar").count(), 6000);
}

#[test]
fn what_cannot_be_parsed_is_said() {
    let scratch = Scratch::new();
    let run = scratch.pipe(
        "parse -",
        "Le ministre a déclaré hier que les négociations reprendraient la semaine prochaine.\n",
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("-:1: the paragraph is in no language that is parsed"), "{}", run.err);
    let run = scratch.run("parse nowhere.txt");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("nowhere.txt: "), "{}", run.err);
    scratch.write("bytes.txt", b"fine\n\xff\xfe\n");
    let run = scratch.run("parse --lang en bytes.txt");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("bytes.txt:2: the line is not UTF-8"), "{}", run.err);
    scratch.write("bad.conllu", "1\ta\tb\n");
    let run = scratch.run("parse --lang en --input conllu bad.conllu");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("bad.conllu:1: the line has 3 columns"), "{}", run.err);
    scratch.write("empty.txt", "");
    let run = scratch.run("parse --lang en empty.txt");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    scratch.write("some.model", "not a model");
    let run = scratch.run("parse --lang en --model some.model empty.txt");
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("some.model: is not a syntax model") && run.err.contains("avviso train syntax"),
        "{}",
        run.err
    );
    let cycle =
        "1\ta\t_\t_\t_\t_\t2\tdep\t_\t_\n2\tb\t_\t_\t_\t_\t1\tdep\t_\t_\n3\tc\t_\t_\t_\t_\t0\troot\t_\t_\n\n";
    scratch.write("en_cycle.conllu", cycle);
    let run = scratch.run("eval syntax en_cycle.conllu");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("en_cycle.conllu:1: the word is its own ancestor: a cycle"), "{}", run.err);
}

#[test]
fn a_sentence_of_five_thousand_words_is_one_tree() {
    let scratch = Scratch::new();
    let long = vec!["harbour,"; 5000].join(" ");
    let run = scratch.pipe("parse --lang en -", &long);
    assert_eq!(run.code, 0, "{}", run.err);
    let words = words(&run.out);
    assert_eq!(words.len(), 10_000);
    assert!(words.iter().any(|columns| columns[6] == "0"));
}

#[test]
fn a_model_is_trained_measured_and_used() {
    let scratch = Scratch::new();
    let sentence =
        "1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";
    scratch.write("xx_a-train.conllu", sentence.repeat(400));
    scratch.write("xx_a-dev.conllu", sentence);
    let train = "train syntax --train xx_a-train.conllu --dev xx_a-dev.conllu --out xx.model --lang en --epochs 2 --rows 100 --date 2026-01-02";
    let run = scratch.run(train);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.matches("epoch ").count(), 2, "{}", run.out);
    let card = std::fs::read_to_string(scratch.path("xx.model.card")).unwrap();
    assert!(card.contains("data: xx_a-train.conllu") && card.contains("date: 2026-01-02"), "{card}");
    let first = std::fs::read(scratch.path("xx.model")).unwrap();
    assert_eq!(scratch.run(train).code, 0);
    assert!(first == std::fs::read(scratch.path("xx.model")).unwrap(), "the same bytes again");
    let run = scratch.run("eval syntax xx_a-dev.conllu --lang en --model xx.model");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("LAS"), "{}", run.out);
    assert_eq!(scratch.pipe("parse --model xx.model -", "She spoke").code, 0);
    let run = scratch.pipe("parse --lang ko --model xx.model -", "She spoke");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("xx.model: is a model of en, not of ko"), "{}", run.err);
}

#[test]
fn models_and_licences_are_listed() {
    let scratch = Scratch::new();
    let models = scratch.run("models");
    for name in [
        "languages/en/syntax.model",
        "languages/ko/syntax.model",
        "UD_Korean-Kaist",
        "command: avviso train syntax",
    ] {
        assert!(models.out.contains(name), "{name}\n{}", models.out);
    }
    let licences = scratch.run("licences");
    for name in ["MIT OR Apache-2.0", "languages/ko/LICENSE", "CC BY-SA 4.0", "rusqlite"] {
        assert!(licences.out.contains(name), "{name}\n{}", licences.out);
    }
}

#[test]
fn the_list_of_libraries_is_that_of_the_lock_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tree = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "avviso",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--locked",
        ])
        .current_dir(&root)
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    let of_tree: BTreeSet<String> = tree
        .lines()
        .filter(|line| !line.starts_with("avviso") && !line.is_empty())
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ").replace(" v", " "))
        .collect();
    let list = std::fs::read_to_string(root.join("licences/crates.tsv")).unwrap();
    let listed: BTreeSet<String> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(of_tree, listed, "run licences/update.sh");
}

#[test]
fn the_built_in_models_keep_their_figures() {
    let Some(data) = data() else { return };
    let scratch = Scratch::new();
    for (gold, upos, las, lemma) in [("en_ewt-dev", 95.5, 85.5, 96.5), ("ko_kaist-dev", 95.8, 84.3, 93.6)] {
        let run = scratch.run(&format!("eval syntax {}", data.join(format!("ud/{gold}.conllu")).display()));
        assert_eq!(run.code, 0, "{}", run.err);
        let f1 = |name: &str| -> f64 {
            let line =
                run.out.lines().find(|line| line.trim_start().starts_with(&format!("{name} "))).unwrap();
            line.split_whitespace().rev().nth(2).unwrap().parse().unwrap()
        };
        assert!(f1("UPOS") >= upos && f1("lemma") >= lemma && f1("LAS") >= las, "{gold}\n{}", run.out);
    }
}

/// A tree for a person to read: each word below its head, in the order of the sentence.
fn drawn(out: &str) -> String {
    fn below(head: usize, depth: usize, words: &[Vec<&str>], drawing: &mut String) {
        for columns in words.iter().filter(|columns| columns[6].parse() == Ok(head)) {
            let [form, lemma, upos, xpos, relation] = [1, 2, 3, 4, 7].map(|column| columns[column]);
            *drawing += &format!("{}{form}  {relation}  {upos} {xpos}  {lemma}\n", "    ".repeat(depth));
            below(columns[0].parse().unwrap(), depth + 1, words, drawing);
        }
    }
    let mut drawing = String::new();
    for sentence in out.split("\n\n").filter(|sentence| !sentence.is_empty()) {
        let words = words(sentence);
        let words: Vec<Vec<&str>> = words.into_iter().filter(|columns| !columns[0].contains('-')).collect();
        drawing += sentence.lines().find(|line| line.starts_with("# text")).unwrap_or_default();
        drawing.push('\n');
        below(0, 1, &words, &mut drawing);
        drawing.push('\n');
    }
    drawing
}

#[test]
fn trees_of_reported_speech() {
    let scratch = Scratch::new();
    let english = "“No ship will sail before Friday,” the harbour master told reporters, adding that crews had been warned.\n\
                   According to two officials, the minister is expected to resign.\n\
                   The spokeswoman denied that the envoy had met the president in Oslo.\n";
    insta::assert_snapshot!("english", drawn(&scratch.pipe("parse -", english).out));
    let korean = "항만청장은 “금요일까지 어떤 배도 출항하지 않을 것”이라고 말했다.\n\
                  두 관계자에 따르면 장관은 곧 사임할 것으로 알려졌다.\n\
                  대변인은 특사가 대통령을 만났다는 보도를 부인하며 회담이 연기됐다고 밝혔다.\n";
    insta::assert_snapshot!("korean", drawn(&scratch.pipe("parse -", korean).out));
}
