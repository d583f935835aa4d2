//! What looks like a statement and says nothing: plain deeds, names and phrases in quotation marks, hearsay
//! about what things are.

use std::ops::Range;

use avviso_text::{Quotation, Span};

use crate::Act;
use crate::attributed::{Reading, name_of};
use crate::attribution::{Linked, RoleSpan};
use crate::yields::{children, lemma, relation, top, whole};

/// Quotations of more words say something.
const LONGEST_PHRASE: usize = 6;
/// Words of an idiom on either side of a cue, at most.
const LONGEST_IDIOM: usize = 3;

impl Reading<'_, '_> {
    /// Whether nothing is said by an attribution, for what its tables and trees tell.
    pub(crate) fn says_nothing(&self, linked: &Linked, cue: Option<Range<usize>>, act: Act) -> bool {
        let Some(cue) = cue else { return false };
        let contents: Vec<RoleSpan> = linked.contents.iter().map(|place| self.spans[*place]).collect();
        let Some(first) = contents.first() else { return true };
        self.is_deed(&cue, first, act)
            || self.is_hearsay(linked, &cue, &contents, act)
            || self.is_label(linked, &cue, &contents)
            || self.is_order(&cue)
            || self.is_namelessness(&cue, first)
            || self.is_title(linked, &cue, &contents)
            || self.is_of_things(linked, &contents)
            || self.is_won(&cue, &contents)
            || self.is_idiom(&cue)
            || self.is_name(&cue, &contents)
    }

    /// “whom everyone called ‘Auntie’”: a quotation with a capital at each word is a name where the verb gives one.
    fn is_name(&self, cue: &Range<usize>, contents: &[RoleSpan]) -> bool {
        let [content] = contents else { return false };
        let names = |word: usize| self.tools.lexicon.is("names-so", &lemma(self.words, word));
        let span = self.words.cover(content.start..content.end);
        let quoted = span
            .and_then(|span| self.words.quotations.iter().find(|quotation| quotation.span.contains(span)));
        let capital = |word: &str| word.starts_with(|char: char| char.is_uppercase());
        let name = |quotation: &Quotation| {
            let inner = quotation.inner.of(self.words.text);
            inner.split_whitespace().count() <= LONGEST_PHRASE && inner.split_whitespace().all(capital)
        };
        content.start >= cue.end && cue.clone().any(names) && quoted.is_some_and(name)
    }

    /// “All told, 14 boats sank”: words that only look like those of saying.
    fn is_idiom(&self, cue: &Range<usize>) -> bool {
        let lexicon = self.tools.lexicon;
        let starts = cue.start.saturating_sub(LONGEST_IDIOM)..=cue.start;
        let form = |range: Range<usize>| {
            self.words.cover(range).map_or(String::new(), |span| span.of(self.words.text).to_lowercase())
        };
        let mut around = starts.flat_map(|start| {
            let last = self.words.len().min(cue.end + LONGEST_IDIOM);
            (cue.end..=last).map(move |end| start..end)
        });
        // “That said, it held”, but “a report that said so”.
        let opens =
            |range: &Range<usize>| self.words.place(range.start).1 == 0 && self.words.form(range.end) == ",";
        around.any(|range| {
            let words = form(range.clone());
            lexicon.is("idiom", &words) || opens(&range) && lexicon.is("idiom-opening", &words)
        })
    }

    /// “A bell announced the end”, “sorted according to size”: nobody says so.
    fn is_of_things(&self, linked: &Linked, contents: &[RoleSpan]) -> bool {
        let lexicon = self.tools.lexicon;
        let Some(source) = linked.source.map(|place| self.spans[place]) else { return false };
        let head = lemma(self.words, top(self.words, source.start..source.end));
        let quoted = contents.iter().any(|content| {
            let span = self.words.spans[content.start];
            self.words.quotations.iter().any(|quotation| quotation.span.overlaps(span))
        });
        lexicon.is("standard", &head) || lexicon.is("thing", &head) && !quoted && !self.is_clause(contents)
    }

    /// “claimed her fourth title”, “denied him again”: what is won or kept from somebody is not said.
    fn is_won(&self, cue: &Range<usize>, contents: &[RoleSpan]) -> bool {
        let lexicon = self.tools.lexicon;
        let [content] = contents else { return false };
        let head = top(self.words, content.start..content.end);
        let behind = content.start >= cue.end && !self.is_clause(contents);
        let wins = cue.clone().any(|word| lexicon.is("wins", &lemma(self.words, word)));
        let alone = content.end - content.start == 1
            && self
                .words
                .node(head)
                .is_some_and(|node| node.upos == "PRON" && node.feats.contains("Person=3"));
        behind && (alone || wins && lexicon.is("prize", &lemma(self.words, head)))
    }

    /// “the theatre shows ‘Say It Again’”: a quotation with a capital at each word is a title, unless somebody is said
    /// to say it.
    fn is_title(&self, linked: &Linked, cue: &Range<usize>, contents: &[RoleSpan]) -> bool {
        let [content] = contents else { return false };
        let speech = |word: usize| self.tools.lexicon.is("speech", &lemma(self.words, word));
        let said = linked.source.is_some() && (cue.clone().any(speech) || content.end <= cue.start);
        let [start, end] = [content.start, content.end - 1].map(|word| self.words.spans[word]);
        let around = |outer: &Span| outer.start <= start.start && outer.end >= end.end;
        let all = || self.words.quotations.iter().map(|quotation| (quotation.span, quotation.inner));
        // “Say It Again” and “Praise Him”: two titles.
        let titles = all().filter(|(span, _)| span.start >= start.start && span.end <= end.end);
        let inner: Vec<Span> = match all().find(|(span, _)| around(span)) {
            Some((_, inner)) => vec![inner],
            None if all().any(|(span, _)| span.start == start.start) => {
                titles.map(|(_, inner)| inner).collect()
            }
            None => Vec::new(),
        };
        let title = |inner: &Span| {
            let inner = inner.of(self.words.text);
            let words: Vec<&str> = inner.split_whitespace().collect();
            words.len() > 1
                && words.len() <= LONGEST_PHRASE
                && !inner.ends_with(['.', ',', '!', '?'])
                && words.iter().all(|word| !word.starts_with(char::is_lowercase))
        };
        !said && !inner.is_empty() && inner.iter().all(title)
    }

    /// “agreed to meet again”: who does something says nothing by it, unless what they do is to speak.
    fn is_deed(&self, cue: &Range<usize>, content: &RoleSpan, act: Act) -> bool {
        let lexicon = self.tools.lexicon;
        if !lexicon.is("deed", &name_of(act)) || content.start < cue.end {
            return false;
        }
        let lower = |word: usize| self.words.form(word).to_lowercase();
        let speech = |word: usize| lexicon.is("speech", &lemma(self.words, word));
        lexicon.is("to", &lower(content.start)) && !speech(content.start + 1) && !cue.clone().any(speech)
    }

    /// “is said to be the oldest”: nobody says so, and nothing is believed or expected.
    fn is_hearsay(&self, linked: &Linked, cue: &Range<usize>, contents: &[RoleSpan], act: Act) -> bool {
        let verb = top(self.words, cue.clone());
        let Some(node) = self.words.node(verb) else { return false };
        let passive = node.feats.contains("VerbForm=Part")
            && (relation(self.words, verb) == "acl"
                || node.feats.contains("Voice=Pass")
                || children(self.words, verb).any(|word| {
                    self.words
                        .node(word)
                        .is_some_and(|node| node.deprel == "aux:pass" || node.deprel == "nsubj:pass")
                }));
        let to = |span: &RoleSpan| self.tools.lexicon.is("to", &self.words.form(span.start).to_lowercase());
        let held = self.tools.lexicon.is("held", &name_of(act));
        // “the linden, said to be the oldest”, whatever the tree makes of it.
        let told = cue.clone().any(|word| self.tools.lexicon.is("told", &lemma(self.words, word)));
        let infinitive = |span: &RoleSpan| span.start >= cue.end && to(span);
        if act == Act::Say && !told && contents.first().is_some_and(infinitive) {
            return true;
        }
        let nobody = linked.source.is_none() && !self.is_clause(contents);
        nobody && act == Act::Know
            || passive && !held && (act == Act::Say && contents.iter().any(to) || nobody)
    }

    /// Whether there is a verb with a subject in it.
    fn is_clause(&self, contents: &[RoleSpan]) -> bool {
        let within = |word: usize| contents.iter().any(|span| (span.start..span.end).contains(&word));
        // “the village, known as ‘Little Venice’”: the subject may be of a verb that nobody reports.
        let subject = |word: usize| {
            relation(self.words, word) == "nsubj"
                && self.words.node(word).and_then(|node| node.head).is_none_or(within)
        };
        contents.iter().any(|span| (span.start..span.end).any(subject))
    }

    /// “so-called ‘quiet zones’”, a film and its title, what is written on a banner.
    fn is_label(&self, linked: &Linked, cue: &Range<usize>, contents: &[RoleSpan]) -> bool {
        let lexicon = self.tools.lexicon;
        let source = linked.source.map(|place| self.spans[place].start..self.spans[place].end);
        // “the city's so-called ‘quiet zones’”
        let owner = source.clone().is_some_and(|source| {
            let last = self.words.node(source.end - 1);
            last.is_some_and(|node| node.deprel == "case" && node.upos == "PART")
        });
        let verb = self.words.node(top(self.words, cue.clone())).is_some_and(|node| node.upos == "VERB");
        if owner && verb && !self.is_clause(contents) {
            return true;
        }
        let near = cue.clone().chain(source.into_iter().flatten());
        if near.into_iter().any(|word| lexicon.is("bears-words", &lemma(self.words, word))) {
            return true;
        }
        // “calls itself ‘The Reluctant Plumbers’”
        let itself = contents.first().and_then(|first| self.words.node(first.start));
        if itself.is_some_and(|node| node.feats.contains("Reflex=Yes")) && !self.is_clause(contents) {
            return true;
        }
        let known = cue.clone().any(|word| self.tools.acts.knows(&lemma(self.words, word)));
        let length: usize = contents.iter().map(|span| span.end - span.start).sum();
        !known && !self.is_clause(contents) && length <= LONGEST_PHRASE + 2
    }

    /// “who asked not to be named”.
    fn is_namelessness(&self, cue: &Range<usize>, content: &RoleSpan) -> bool {
        let lexicon = self.tools.lexicon;
        content.start >= cue.end
            && content.end - content.start <= LONGEST_PHRASE
            && cue.clone().any(|word| lexicon.is("orders", &lemma(self.words, word)))
            && lexicon.is("naming", &lemma(self.words, content.end - 1))
    }

    /// “told the dog to sit”.
    fn is_order(&self, cue: &Range<usize>) -> bool {
        let lexicon = self.tools.lexicon;
        let verb = top(self.words, cue.clone());
        let mut objects =
            children(self.words, verb).filter(|word| matches!(relation(self.words, *word), "obj" | "iobj"));
        lexicon.is("told", &lemma(self.words, verb))
            && objects.any(|word| {
                lexicon.is("animal", &lemma(self.words, word))
                    || whole(self.words, word).any(|word| {
                        lexicon.is("animal", &lemma(self.words, word)) && relation(self.words, word) == "obj"
                    })
            })
    }
}
