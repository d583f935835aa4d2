//! Trees in files: what is read is written back, and what is wrong is said with its line.

#![allow(clippy::unwrap_used, missing_docs)]

use avviso_syntax::conllu::{self, Column, Sentence};
use proptest::prelude::*;

const GOOD: &str = "\
# newdoc id = a
# sent_id = 1
# text = She didn't say.
1\tShe\tshe\tPRON\tPRP\tCase=Nom\t4\tnsubj\t4:nsubj\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tMood=Ind\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t4:advmod\t_
4\tsay\tsay\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\tSpaceAfter=No
4.1\tit\tit\tPRON\t_\t_\t_\t_\t4:obj\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_

";

fn read(text: &str) -> avviso_syntax::Result<Vec<Sentence>> {
    conllu::sentences(text.as_bytes(), "test").collect()
}

fn write(sentences: &[Sentence]) -> String {
    let mut out = Vec::new();
    sentences.iter().for_each(|sentence| conllu::write(sentence, &mut out).unwrap());
    String::from_utf8(out).unwrap()
}

fn wrong(text: &str) -> String {
    let sentences = match read(text) {
        Err(error) => return error.to_string(),
        Ok(sentences) => sentences,
    };
    sentences.iter().find_map(|sentence| sentence.check_tree("test").err()).unwrap().to_string()
}

#[test]
fn a_file_comes_back_to_the_byte() {
    let sentences = read(&GOOD.repeat(2)).unwrap();
    assert_eq!(sentences.len(), 2);
    assert_eq!(write(&sentences), GOOD.repeat(2));
    assert_eq!(write(&read(&GOOD.replace('\n', "\r\n")).unwrap()), GOOD);
    let forms: Vec<&str> = sentences[0].tokens().map(|line| line.get(Column::Form)).collect();
    assert_eq!(forms, ["She", "didn't", "say", "."]);
    assert_eq!(sentences[0].words().count(), 5);
    assert!(sentences[0].begins_paragraph());
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    assert_eq!(read(&format!("\u{feff}{GOOD}")).unwrap(), read(GOOD).unwrap());
}

#[test]
fn a_range_ends_within_its_sentence() {
    let text = "1-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\tX\t_\t_\t0\troot\t_\t_\n2\tn't\t_\tX\t_\t_\t1\tdep\t_\t_\n\n";
    assert_eq!(read(text).unwrap_err().to_string(), "test:1: the range 1-3 ends behind the last word");
}

#[test]
fn a_long_chain_and_a_long_cycle_are_told_apart_in_linear_time() {
    let line = |number: usize, head: usize| {
        let relation = if head == 0 { "root" } else { "dep" };
        format!("{number}\tw\t_\tX\t_\t_\t{head}\t{relation}\t_\t_\n")
    };
    let count = 100_000;
    let chain: String = (1..=count).map(|number| line(number, number - 1)).collect();
    assert!(read(&format!("{chain}\n")).unwrap()[0].check_tree("test").is_ok());
    let cycle: String =
        (1..=count).map(|number| line(number, if number == 2 { count } else { number - 1 })).collect();
    assert!(wrong(&format!("{cycle}\n")).contains("its own ancestor"));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let change = |from: &str, to: &str| wrong(&GOOD.replace(from, to));
    assert_eq!(
        change("\t4:punct\t_", "\t4:punct"),
        "test:10: the line has 9 columns; a line of CoNLL-U has 10, divided by tabs"
    );
    assert_eq!(change("4\tsay", "7\tsay"), "test:8: the line has the number 7 after 3");
    assert_eq!(
        change("1\tShe", "one\tShe"),
        "test:4: the line begins with \"one\", not with a word's number"
    );
    assert_eq!(change("4\tpunct\t", "9\tpunct\t"), "test:10: the head 9 is not a word of the sentence");
    assert_eq!(change("4\tpunct\t", "_\tpunct\t"), "test:10: the head is \"_\", not a number");
    assert_eq!(change("4\tpunct\t", "+2\tpunct\t"), "test:10: the head is \"+2\", not a number");
    assert_eq!(change("4\tpunct\t", "0\troot\t"), "test:10: a second root; a tree has one");
    assert_eq!(change("\t0\troot", "\t1\troot"), "test:4: no word is the root");
    let cycle = GOOD.replace("4\tnsubj\t", "2\tnsubj\t").replace("4\taux\t", "1\taux\t");
    assert_eq!(wrong(&cycle), "test:4: the word is its own ancestor: a cycle");
    assert_eq!(
        read("1\t\u{fffd}").unwrap_err().to_string(),
        "test:1: the line has 2 columns; a line of CoNLL-U has 10, divided by tabs"
    );
    let bytes: &[u8] = b"# \xff\n";
    let error = conllu::sentences(bytes, "test").next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "test:1: the line is not UTF-8");
}

proptest! {
    #[test]
    fn any_sentence_comes_back(columns in prop::collection::vec(prop::collection::vec("[^\t\n\r]{1,8}", 9), 1..8)) {
        let mut text = String::from("# a comment\n");
        for (place, columns) in columns.iter().enumerate() {
            text += &format!("{}\t{}\n", place + 1, columns.join("\t"));
        }
        text.push('\n');
        prop_assert_eq!(write(&read(&text).unwrap()), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for sentence in conllu::sentences(bytes.as_slice(), "test") {
            let Ok(sentence) = sentence else { break };
            let _ = sentence.check_tree("test");
        }
    }
}
