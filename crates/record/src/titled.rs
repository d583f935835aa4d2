//! Names behind titles that say of what: “Secretary of State Ida Lund”. Parsers hang them on the office's place.

use std::ops::Range;

use crate::attribution::Words;
use crate::lexicon::Lexicon;

/// What an office is of has no more words.
const LONGEST: usize = 8;

/// Makes the name the head of such phrases, as it is where the title stands alone.
pub(crate) fn bind(words: &mut Words<'_>, sentence: Range<usize>, lexicon: &Lexicon) {
    for title in sentence.clone() {
        beside(words, title, sentence.end, lexicon);
        if lexicon.is("title", &words.form(title).to_lowercase())
            && let Some(name) = name_behind(words, title, sentence.end, lexicon)
        {
            bind_one(words, title, name);
        }
    }
}

/// “sentenced former governor Ida Lund”: a role and the name behind it that hang on the same word alike are one.
fn beside(words: &mut Words<'_>, role: usize, end: usize, lexicon: &Lexicon) {
    let name = role + 1;
    let (Some(first), Some(second)) = (words.node(role), words.node(name)) else { return };
    let is_role = || {
        let lemma = first.lemma.to_lowercase();
        ["title", "person"].iter().any(|kind| lexicon.is(kind, &lemma))
    };
    let same = first.head == second.head && first.deprel == second.deprel && first.head.is_some();
    if name < end
        && same
        && first.upos == "NOUN"
        && second.upos == "PROPN"
        && words.is_capital(name)
        && is_role()
    {
        (words.nodes[role].head, words.nodes[role].deprel) = (Some(name), "nmod:desc");
    }
}

/// The name at the end of an office's phrase: “of” and words with capitals, of which the last ones are a given name and
/// others.
fn name_behind(words: &Words<'_>, title: usize, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let upos = |word: usize| words.node(word).map_or("", |node| node.upos);
    let small = |word: usize| matches!(upos(word), "ADP" | "DET" | "CCONJ");
    let plain = |word: usize| words.is_capital(word) && words.form(word).chars().all(char::is_alphabetic);
    let given = |word: usize| {
        let form = words.form(word);
        plain(word)
            && lexicon.value("given-name", &form.to_lowercase()).is_some()
            && !lexicon.is("world-place", form)
    };
    let part = |word: &usize| words.is_capital(*word) || small(*word);
    let first = title + 1;
    let last =
        (first..end.min(first + LONGEST)).take_while(part).filter(|word| words.is_capital(*word)).last()?;
    // What the office is of stands between “of” and the name.
    let of = (upos(first) == "ADP" && last > first + 2).then_some(first)?;
    let mut start = (of + 2..last).rev().take_while(|word| plain(word + 1)).find(|word| given(*word))?;
    while start > of + 2 && given(start - 1) {
        start -= 1;
    }
    let known = |kind: &str| lexicon.is(kind, words.form(last));
    (words.is_capital(start - 1) && !known("world-place") && !known("title")).then_some(start..last + 1)
}

/// The name stands where the title stood.
fn bind_one(words: &mut Words<'_>, title: usize, name: Range<usize>) {
    let inside = title..name.end;
    // Nothing that the title hangs on may hang on the phrase.
    let above = |word: &usize| words.nodes[*word].head;
    if std::iter::successors(above(&title), above).take(words.len()).any(|word| inside.contains(&word)) {
        return;
    }
    let (head, relation) = (words.nodes[title].head, words.nodes[title].deprel);
    let first = name.start;
    for word in name.clone().skip(1) {
        (words.nodes[word].head, words.nodes[word].deprel) = (Some(first), "flat");
        words.nodes[word].upos = "PROPN";
    }
    // What hung on the name within the phrase hangs on the last word of what the office is of.
    let place = first - 1;
    for word in title + 1..place {
        if words.nodes[word].head.is_none_or(|head| !(title..first).contains(&head)) {
            words.nodes[word].head = Some(place);
        }
    }
    (words.nodes[place].head, words.nodes[place].deprel) = (Some(title), "nmod");
    words.nodes[place].upos = "PROPN";
    (words.nodes[title].head, words.nodes[title].deprel) = (Some(first), "nmod:desc");
    (words.nodes[first].head, words.nodes[first].deprel) = (head, relation);
    words.nodes[first].upos = "PROPN";
    // What hung on the title or the name from outside hangs on the name.
    for (word, node) in words.nodes.iter_mut().enumerate() {
        let moved = !inside.contains(&word)
            && node.head.is_some_and(|head| head == title && word > first || name.contains(&head));
        if moved {
            node.head = Some(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use avviso_tables::Tables;

    use super::*;

    /// Words of a sentence with tag, head and relation of each.
    fn sentence<'t>(text: &'t str, tree: &[(&'t str, Option<usize>, &'t str)]) -> Words<'t> {
        let node = |&(upos, head, deprel)| (upos, "_", head, deprel);
        Words::of_tree(text, &tree.iter().map(node).collect::<Vec<_>>())
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn the_name_behind_an_office_stands_for_the_phrase() {
        let lexicon = Lexicon::load(&Tables::built_in(), "en").unwrap().unwrap();
        let tree = [
            ("NOUN", Some(6), "nsubj"),
            ("ADP", Some(5), "case"),
            ("PROPN", Some(5), "compound"),
            ("PROPN", Some(5), "compound"),
            ("PROPN", Some(5), "compound"),
            ("PROPN", Some(0), "nmod"),
            ("VERB", None, "root"),
        ];
        let mut words = sentence("Secretary of Public Works Anna Lund spoke", &tree);
        bind(&mut words, 0..7, &lexicon);
        let heads = words.tree();
        let wanted = [
            (Some(4), "nmod:desc"),
            (Some(3), "case"),
            (Some(3), "compound"),
            (Some(0), "nmod"),
            (Some(6), "nsubj"),
            (Some(4), "flat"),
            (None, "root"),
        ];
        assert_eq!(heads, wanted);
        // Without a given name nothing says where the office ends.
        let mut words = sentence("Secretary of Public Works Great Lund spoke", &tree);
        bind(&mut words, 0..7, &lexicon);
        assert_eq!(words.nodes[0].head, Some(6));
    }
}
