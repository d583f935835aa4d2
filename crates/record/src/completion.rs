//! What trees add to the attributions that the tagger finds: contents that it leaves out or cuts, relayed
//! sources, nouns for what is said, evidentials.

use std::ops::Range;

use crate::attributed::{Tools, name_of};
use crate::attribution::spans::Role;
use crate::attribution::{Linked, RoleSpan, Words};
use crate::headlines::line;
use crate::mentions::Entities;
use crate::people::Place;
use crate::yields::{children, lemma, relation, top, whole};

/// How sure a statement is that trees alone tell.
const SURE: f32 = 0.6;
/// Contents whose edges lie so near are the same one, in words.
const EDGE: usize = 1;

/// The attributions of a paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) spans: Vec<RoleSpan>,
    pub(crate) linked: Vec<Linked>,
}

/// Completes what was found in some words.
pub(crate) struct Completion<'a, 't> {
    pub(crate) words: &'a Words<'t>,
    pub(crate) tools: Tools<'a>,
    pub(crate) found: Found,
}

impl Completion<'_, '_> {
    /// All that is found in a paragraph.
    pub(crate) fn of_paragraph(mut self, place: Place, entities: &Entities) -> Found {
        if let Some(line) = line(self.words, place, self.tools.lexicon, entities) {
            let (spans, words, lexicon) = (&self.found.spans, self.words, self.tools.lexicon);
            self.found.linked.retain(|linked| {
                let cue = linked.cue.map(|cue| spans[cue]);
                let source = linked.source.map(|source| words.form(spans[source].start).to_lowercase());
                let other = source.is_some_and(|source| !lexicon.is("self", &source));
                let within = |cue: RoleSpan| cue.start > line.content.start && cue.end <= line.content.end;
                // What others say within the line stays.
                other && cue.is_some_and(within)
            });
            self.add(Some(line.source), line.cue, vec![line.content]);
        }
        for place in 0..self.found.linked.len() {
            self.cited(place);
        }
        for place in 0..self.found.linked.len() {
            self.sourceless(place);
            self.left_out(place);
        }
        for word in 0..self.words.len() {
            match self.words.node(word).map(|node| node.upos) {
                Some("VERB") => {
                    self.evidential(word);
                    self.aside(word);
                    self.quoted(word);
                    self.spoken(word);
                }
                Some("NOUN") => self.noun(word),
                _ => {}
            }
        }
        self.found
    }

    /// All that others say within a content, as far as trees tell.
    pub(crate) fn of_content(mut self) -> Found {
        for word in 0..self.words.len() {
            if self.words.node(word).is_some_and(|node| node.upos == "VERB") {
                self.relayed(word);
            }
        }
        self.found
    }

    pub(crate) fn span(&mut self, role: Role, words: Range<usize>) -> usize {
        self.found.spans.push(RoleSpan { role, start: words.start, end: words.end, probability: SURE });
        self.found.spans.len() - 1
    }

    pub(crate) fn add(
        &mut self,
        source: Option<Range<usize>>,
        cue: Option<Range<usize>>,
        contents: Vec<Range<usize>>,
    ) {
        let source = source.map(|words| self.span(Role::Source, words));
        let cue = cue.map(|words| self.span(Role::Cue, words));
        let contents = contents.into_iter().map(|words| self.span(Role::Content, words)).collect();
        self.found.linked.push(Linked { cue, source, contents, probability: 1.0 });
    }

    /// The place of the attribution whose cue holds a word.
    pub(crate) fn with_cue(&self, word: usize) -> Option<usize> {
        self.found.linked.iter().position(|linked| {
            linked.cue.is_some_and(|cue| {
                let cue = &self.found.spans[cue];
                (cue.start..cue.end).contains(&word)
            })
        })
    }

    /// The words of a clause, up to another one that a comma and a joint part from it.
    fn clause(&self, top: usize) -> Range<usize> {
        let mut words = whole(self.words, top);
        let joint = |word: &usize| {
            let node = self.words.node(*word + 1);
            self.words.form(*word) == "," && node.is_some_and(|node| node.upos == "CCONJ")
        };
        words.end = (top + 1..words.end).find(joint).unwrap_or(words.end);
        words
    }

    fn source(&self, place: usize) -> Option<RoleSpan> {
        self.found.linked[place].source.map(|source| self.found.spans[source])
    }

    fn lower(&self, word: usize) -> String {
        self.words.form(word).to_lowercase()
    }

    /// “X reported, citing an official, that …”: the official said what X reported.
    fn cited(&mut self, place: usize) {
        let lexicon = self.tools.lexicon;
        let linked = self.found.linked[place].clone();
        let (Some(cue), [content]) = (linked.cue, linked.contents.as_slice()) else { return };
        let cue = self.found.spans[cue];
        let cites = |word: usize| lexicon.is("cites", &lemma(self.words, word));
        if !(cue.start..cue.end).any(cites) {
            return;
        }
        let span = self.found.spans[*content];
        let noun = top(self.words, span.start..span.end);
        let known = |kind: &str| lexicon.is(kind, &lemma(self.words, noun));
        let proper = self.words.node(noun).is_some_and(|node| node.upos == "PROPN");
        if span.start < cue.end
            || !proper && !["person", "unnamed", "role", "body"].iter().any(|kind| known(kind))
        {
            return;
        }
        // The clause behind, if the tagger took it for more of the same.
        let clause = (span.start + 1..span.end)
            .find(|word| lexicon.is("opens", &self.lower(*word)) && self.words.form(word - 1) == ",");
        let sentence = self.words.place(cue.start).0;
        let here = |other: &usize| {
            let said = &self.found.linked[*other];
            let near = said.cue.map(|cue| self.words.place(self.found.spans[cue].start).0);
            *other != place && near == Some(sentence)
        };
        let relay = (0..self.found.linked.len())
            .filter(here)
            .find(|other| clause.is_some() || !self.found.linked[*other].contents.is_empty());
        let mut contents = relay.map(|relay| self.found.linked[relay].contents.clone()).unwrap_or_default();
        if let Some(clause) = clause {
            let new = self.span(Role::Content, clause..span.end);
            contents = vec![new];
            match relay {
                Some(relay) => self.found.linked[relay].contents = vec![new],
                None => self.relay(cue, linked.source, new),
            }
        }
        let source = self.span(Role::Source, span.start..clause.unwrap_or(span.end));
        let linked = &mut self.found.linked[place];
        linked.source = Some(source);
        linked.contents = contents;
    }

    /// The verb that *citing* hangs on reports.
    fn relay(&mut self, cue: RoleSpan, source: Option<usize>, content: usize) {
        let verb = top(self.words, cue.start..cue.end);
        let Some(above) = self.words.node(verb).and_then(|node| node.head) else { return };
        if !self.tools.acts.knows(&lemma(self.words, above)) {
            return;
        }
        let cue = self.span(Role::Cue, above..above + 1);
        self.found.linked.push(Linked { cue: Some(cue), source, contents: vec![content], probability: 1.0 });
    }

    /// The clause below a cue that the tagger found nothing said for.
    fn left_out(&mut self, place: usize) {
        let linked = &self.found.linked[place];
        let (Some(cue), Some(_)) = (linked.cue, linked.source) else { return };
        if !linked.contents.is_empty() {
            return;
        }
        let cue = self.found.spans[cue];
        let verb = top(self.words, cue.start..cue.end);
        if self.words.node(verb).is_none_or(|node| node.upos != "VERB") {
            return;
        }
        let clause = children(self.words, verb)
            .find(|word| *word >= cue.end && relation(self.words, *word) == "ccomp");
        let Some(clause) = clause else { return };
        let content = self.clause(clause);
        if content.start >= cue.end && !self.is_taken(&content) {
            let content = self.span(Role::Content, content);
            self.found.linked[place].contents = vec![content];
        }
    }

    /// Whether words stand in a span already.
    pub(crate) fn is_taken(&self, words: &Range<usize>) -> bool {
        // Words that nobody introduces are free.
        let introduced = self.found.linked.iter().filter(|linked| linked.cue.is_some());
        let used = introduced.flat_map(|linked| linked.contents.iter().chain(&linked.source));
        used.map(|span| &self.found.spans[*span]).any(|span| span.start < words.end && words.start < span.end)
    }

    /// Whether an attribution has this content.
    fn has_content(&self, words: &Range<usize>) -> bool {
        self.found.linked.iter().filter(|linked| linked.cue.is_some()).any(|linked| {
            linked
                .contents
                .iter()
                .map(|place| &self.found.spans[*place])
                .any(|span| span.start.abs_diff(words.start) <= EDGE && span.end.abs_diff(words.end) <= EDGE)
        })
    }

    /// “The suspect is believed to have crossed the border.”
    fn evidential(&mut self, verb: usize) {
        let lexicon = self.tools.lexicon;
        let plain = lemma(self.words, verb);
        if !self.tools.acts.knows(&plain) {
            return;
        }
        let passive = |word: &usize| self.words.node(*word).is_some_and(|node| node.deprel == "aux:pass");
        if !children(self.words, verb).any(|word| passive(&word))
            || !lexicon.is("held", &name_of(self.tools.acts.of(&[plain]).act))
        {
            return;
        }
        let subject = children(self.words, verb).find(|word| relation(self.words, *word) == "nsubj");
        let clause = children(self.words, verb).find(|word| {
            let role = relation(self.words, *word);
            *word > verb
                && matches!(role, "xcomp" | "ccomp" | "advcl")
                && children(self.words, *word).any(|mark| lexicon.is("to", &self.lower(mark)))
        });
        let (Some(subject), Some(clause)) = (subject, clause) else { return };
        let mut contents = vec![whole(self.words, subject), self.clause(clause)];
        if contents[0].end > verb || contents[1].start <= verb || contents[1].start < contents[0].end {
            return;
        }
        match self.with_cue(verb) {
            Some(place) if self.source(place).is_none_or(|source| contents[0].contains(&source.start)) => {
                self.found.linked[place].source = None;
                let spans = contents.drain(..).map(|words| self.span(Role::Content, words)).collect();
                self.found.linked[place].contents = spans;
            }
            None if !contents.iter().any(|words| self.is_taken(words)) => {
                self.add(None, Some(verb..verb + 1), contents);
            }
            _ => {}
        }
    }

    /// “The Herald quoted a minister as saying that …”: the minister said what the Herald reports.
    fn quoted(&mut self, verb: usize) {
        let lexicon = self.tools.lexicon;
        if !lexicon.is("cites", &lemma(self.words, verb)) {
            return;
        }
        let Some(sentence) = self.words.sentences.get(self.words.place(verb).0).cloned() else { return };
        let says = (verb + 3..sentence.end).find(|word| {
            lexicon.is("as", &self.lower(*word - 1)) && lexicon.is("relayed", &lemma(self.words, *word))
        });
        let subject =
            children(self.words, verb).find(|word| relation(self.words, *word) == "nsubj" && *word < verb);
        let (Some(says), Some(subject)) = (says, subject) else { return };
        let clause =
            children(self.words, says).find(|word| *word > says && relation(self.words, *word) == "ccomp");
        let mut content = clause.map_or(says + 1..sentence.end, |clause| self.clause(clause));
        content.start = says + 1;
        let passive = self.words.node(subject).is_some_and(|node| node.deprel == "nsubj:pass");
        if passive {
            return;
        }
        if content.len() < 2 {
            return self.quoted_before(verb, says);
        }
        let spans = &self.found.spans;
        let here = |span: usize| (verb..sentence.end).contains(&spans[span].start);
        self.found.linked.retain(|linked| match linked.cue {
            Some(cue) => !here(cue),
            None => !linked.contents.iter().any(|span| here(*span)),
        });
        let source = whole(self.words, subject).start..verb;
        self.add(Some(source), Some(verb..verb + 1), vec![content.clone()]);
        self.add(Some(verb + 1..says - 1), Some(says..says + 1), vec![content]);
    }

    /// “…,” the report quoted the official as saying: what stands before the verb is the official's.
    fn quoted_before(&mut self, verb: usize, says: usize) {
        let Some(place) = self.with_cue(verb) else { return };
        let contents = self.found.linked[place].contents.clone();
        let before = |span: &usize| self.found.spans[*span].end <= verb;
        if contents.is_empty() || !contents.iter().all(before) {
            return;
        }
        let source = Some(self.span(Role::Source, verb + 1..says - 1));
        let cue = Some(self.span(Role::Cue, says..says + 1));
        self.found.linked.push(Linked { cue, source, contents, probability: 1.0 });
    }

    /// “They are, as Lanza put it, only early”: the rest of the sentence is what is said.
    fn aside(&mut self, verb: usize) {
        let lexicon = self.tools.lexicon;
        let empty = self.with_cue(verb).is_none_or(|place| self.found.linked[place].contents.is_empty());
        if !empty || !lexicon.is("aside", &lemma(self.words, verb)) {
            return;
        }
        let Some(sentence) = self.words.sentences.get(self.words.place(verb).0).cloned() else { return };
        let opens = |word: &usize| {
            lexicon.is("as", &self.lower(*word))
                && (*word == sentence.start || self.words.form(*word - 1) == ",")
        };
        let Some(start) = (sentence.start..verb).rev().find(opens) else { return };
        let mut end = verb + 1;
        while end < sentence.end && self.words.node(end).is_some_and(|node| node.upos == "PRON") {
            end += 1;
        }
        if self.words.form(end) != "," || start + 1 >= verb || self.is_taken(&(verb..end)) {
            return;
        }
        let (before, behind) = (sentence.start..start, end + 1..sentence.end);
        if self.words.len() < end || behind.len() < 2 || self.is_taken(&behind) {
            return;
        }
        if let Some(place) = self.with_cue(verb) {
            self.found.linked.remove(place);
        }
        let spans = &self.found.spans;
        self.found.linked.retain(|linked| {
            let here = |span: &usize| sentence.contains(&spans[*span].start);
            linked.cue.is_some() || !linked.contents.iter().any(here)
        });
        let contents = [before, behind].into_iter().filter(|words| words.len() > 1).collect();
        self.add(Some(start + 1..verb), Some(verb..end), contents);
    }

    /// “the minister's claim that …”, “a warning from the institute that …”, “his promise to …”
    fn noun(&mut self, noun: usize) {
        let lexicon = self.tools.lexicon;
        let (plain, to) = (lemma(self.words, noun), lemma(self.words, noun));
        if !lexicon.is("noun-cue", &plain) && !lexicon.is("noun-to", &to) {
            return;
        }
        let marked = |clause: usize, kind: &str| {
            children(self.words, clause).any(|mark| {
                mark > noun
                    && mark < clause
                    && relation(self.words, mark) == "mark"
                    && lexicon.is(kind, &self.lower(mark))
            })
        };
        // “a warning from the institute that …” may hang on either noun.
        let below = |word: usize| children(self.words, word).filter(move |child| *child > word);
        let named = below(noun).find(|word| relation(self.words, *word) == "nmod");
        let next = self.words.node(noun + 1).filter(|node| node.deprel == "mark").and_then(|node| node.head);
        let clauses = below(noun).chain(named.into_iter().flat_map(below)).chain(next);
        let clause = clauses.into_iter().find(|word| {
            *word > noun
                && matches!(relation(self.words, *word), "acl" | "ccomp" | "xcomp" | "advcl")
                && (lexicon.is("noun-cue", &plain) && marked(*word, "opens")
                    || lexicon.is("noun-to", &to) && marked(*word, "to"))
        });
        let Some(clause) = clause else { return };
        let content = whole(self.words, clause);
        if self.has_content(&content) || content.start <= noun {
            return;
        }
        if let Some(place) = self.with_cue(noun) {
            if self.found.linked[place].contents.is_empty() {
                let content = self.span(Role::Content, content);
                self.found.linked[place].contents.push(content);
            }
            return;
        }
        let source = children(self.words, noun).find_map(|word| {
            let node = self.words.node(word)?;
            if node.deprel == "nmod:poss" && word < noun {
                let mut owner = whole(self.words, word);
                owner.end = word + 1;
                return Some(owner);
            }
            let named = word > noun && word < content.start && relation(self.words, word) == "nmod";
            let from = named.then(|| {
                children(self.words, word).find(|case| *case < word && lexicon.is("from", &self.lower(*case)))
            })??;
            Some(from + 1..whole(self.words, word).end.min(content.start))
        });
        let spans = &self.found.spans;
        self.found.linked.retain(|linked| {
            let same = |span: &usize| content.contains(&spans[*span].start);
            linked.cue.is_some() || !linked.contents.iter().any(same)
        });
        self.add(source, Some(noun..noun + 1), vec![content]);
    }

    /// Another one's words within what is said: “… that the minister had told executives …”.
    fn relayed(&mut self, verb: usize) {
        let lexicon = self.tools.lexicon;
        if !lexicon.is("relayed", &lemma(self.words, verb)) || self.with_cue(verb).is_some() {
            return;
        }
        let active = |word: &usize| self.words.node(*word).is_some_and(|node| node.deprel == "nsubj");
        let subject = children(self.words, verb).find(|word| active(word) && *word < verb);
        let Some(subject) = subject else { return };
        if lexicon.is("self", &self.lower(subject)) {
            return;
        }
        let object = children(self.words, verb)
            .filter(|word| *word > verb && matches!(relation(self.words, *word), "obj" | "iobj"))
            .map(|word| whole(self.words, word).end)
            .max();
        let clause = children(self.words, verb).find(|word| {
            let role = relation(self.words, *word);
            *word > verb && (role == "ccomp" || role == "xcomp" && marked_to(self, *word))
        });
        let told = lexicon.is("told", &lemma(self.words, verb));
        let content = match (clause, object) {
            (Some(clause), _) => self.clause(clause),
            (None, Some(object)) if told => {
                let (sentence, _) = self.words.place(verb);
                object..self.words.sentences.get(sentence).map_or(object, |sentence| sentence.end)
            }
            _ => return,
        };
        if content.start <= verb || content.len() < 3 || self.has_content(&content) {
            return;
        }
        let mut source = whole(self.words, subject);
        source.end = source.end.min(verb);
        self.add(Some(source), Some(verb..verb + 1), vec![content]);
    }
}

fn marked_to(completion: &Completion<'_, '_>, word: usize) -> bool {
    children(completion.words, word)
        .any(|mark| completion.tools.lexicon.is("to", &completion.words.form(mark).to_lowercase()))
}
