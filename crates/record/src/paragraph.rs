//! A paragraph whose attributions are found by a model, to its statements: who goes on, what is relayed, what stands
//! within what.

use avviso_text::Span;

use crate::Statement;
use crate::attributed::{Reading, Tools};
use crate::attribution::{Linked, RoleSpan, Scratch, Tagger, Words, universal};
use crate::completion::{Completion, Found};
use crate::people::{People, Place};

/// A paragraph whose spans are found.
pub(crate) struct Learning<'a, 't> {
    pub(crate) tagger: &'a Tagger,
    pub(crate) words: &'a Words<'t>,
    pub(crate) tools: Tools<'a>,
    pub(crate) scratch: &'a mut Scratch,
    pub(crate) at: Place,
}

/// Shorter quotations that nobody introduces are names and phrases, in bytes.
const SHORTEST_CONTINUED: usize = 25;

/// A statement of a list that others now stand before.
pub(crate) fn moved(mut said: Statement, by: u32) -> Statement {
    said.parent = said.parent.map(|parent| parent + by);
    said
}

/// The last statement by itself, if it is quoted.
pub(crate) fn last_quoted(statements: &mut [Statement]) -> Option<&mut Statement> {
    let last = statements.iter_mut().rev().find(|said| said.parent.is_none())?;
    (last.mode != crate::Mode::Indirect).then_some(last)
}

/// Longer paragraphs are read in parts, in words.
const LONGEST: usize = 600;

/// A paragraph, or its parts of whole sentences if it is long.
pub(crate) fn pieces(words: Words<'_>) -> Vec<Words<'_>> {
    if words.len() <= LONGEST {
        return vec![words];
    }
    let (mut parts, mut start) = (Vec::new(), 0);
    for sentence in &words.sentences {
        if sentence.end - start > LONGEST && sentence.start > start {
            parts.push(words.part(start..sentence.start));
            start = sentence.start;
        }
    }
    parts.push(words.part(start..words.len()));
    parts
}

/// Shorter contents hold no statement of somebody else, in words.
const SHORTEST_NEST: usize = 5;

impl Learning<'_, '_> {
    /// The statements of the paragraph, and the quotations at its beginning that nobody introduces.
    pub(crate) fn statements(
        mut self,
        Found { spans, linked }: &Found,
        people: &mut People<'_>,
    ) -> (Vec<Statement>, Vec<Span>) {
        let mut statements: Vec<Statement> = Vec::new();
        let mut continued = Vec::new();
        let reading = Reading { words: self.words, spans, tools: self.tools, place: self.at };
        for linked in linked {
            let Some(mut statement) = reading.statement(linked, people) else { continue };
            if statement.source.is_none() && statement.cue.is_none() {
                // Words in quotation marks that nobody introduces go on with whoever was quoted before.
                let long = statement.content.iter().any(|piece| piece.len() >= SHORTEST_CONTINUED);
                match last_quoted(&mut statements) {
                    _ if statement.mode != crate::Mode::Direct || !long => {}
                    Some(before) => before.content.append(&mut statement.content),
                    None => continued.append(&mut statement.content),
                }
                continue;
            }
            self.same_day(&statements, &mut statement);
            if statement.source.is_none()
                && let Some(before) = self.shared_speaker(&statements, &statement)
            {
                (statement.source, statement.speaker) = (before.source, before.speaker);
                statement.said_on = statement.said_on.or(before.said_on);
            }
            let number = statements.len() as u32;
            statements.push(statement);
            for content in &linked.contents {
                let span = &spans[*content];
                let inner = self.inner(span, people);
                statements.extend(inner.into_iter().map(|mut said| {
                    said.parent = Some(number + said.parent.map_or(0, |parent| parent + 1));
                    said
                }));
            }
        }
        self.relays(&mut statements);
        (statements, continued)
    }

    /// “demanded on Monday that …, adding that …”: what is added is said on the same day.
    fn same_day(&self, before: &[Statement], statement: &mut Statement) {
        let word = |span: Span| self.words.spans.partition_point(|word| word.start < span.start);
        let (Some(cue), Some(last)) = (statement.cue, before.iter().rev().find(|said| said.parent.is_none()))
        else {
            return;
        };
        let (here, there) = (word(cue), last.cue.map(word));
        let added = self.words.node(here).is_some_and(|node| {
            universal(node.deprel) == "advcl" && !self.tools.lexicon.is("cites", &node.lemma.to_lowercase())
        });
        let near = there.is_some_and(|there| self.words.place(there).0 == self.words.place(here).0);
        if added && near && statement.said_on.is_none() {
            statement.said_on.clone_from(&last.said_on);
        }
    }

    /// What somebody says within what another one says is relayed by that one.
    fn relays(&self, statements: &mut [Statement]) {
        let word = |span: Span| self.words.spans.partition_point(|word| word.start < span.start);
        // Whether a cue cites, and whether it does so as a verb with a subject: “citing an official”, “quoted an
        // official as saying”.
        let cites = |cue: Option<Span>| {
            let node = cue.and_then(|cue| self.words.node(word(cue)));
            node.filter(|node| self.tools.lexicon.is("cites", &node.lemma.to_lowercase()))
                .map(|node| node.feats.contains("VerbForm=Fin"))
        };
        let holds = |outer: &Statement, inner: &Statement| {
            let within = |cue: Span| outer.content.iter().any(|piece| piece.contains(cue));
            let same = outer.content == inner.content && outer.cue.is_some();
            inner.cue.is_some_and(within)
                || same && (cites(inner.cue) == Some(false) || cites(outer.cue) == Some(true))
        };
        for inner in 0..statements.len() {
            let outer = (0..statements.len()).find(|outer| {
                *outer != inner
                    && statements[*outer].parent.is_none()
                    && holds(&statements[*outer], &statements[inner])
            });
            if statements[inner].parent.is_none() {
                statements[inner].parent = outer.map(|outer| outer as u32);
            }
        }
    }

    /// Statements of others within a content.
    fn inner(&mut self, span: &RoleSpan, people: &mut People<'_>) -> Vec<Statement> {
        let clause = |word: usize| {
            let node = self.words.node(word);
            node.is_some_and(|node| {
                matches!(universal(node.deprel), "ccomp" | "parataxis")
                    && node.head.is_some_and(|head| (span.start..span.end).contains(&head))
            })
        };
        let says = |word: usize| {
            let node = self.words.node(word);
            node.is_some_and(|node| {
                node.upos == "VERB" && self.tools.lexicon.is("relayed", &node.lemma.to_lowercase())
            })
        };
        let mut inside = span.start..span.end;
        if inside.len() < SHORTEST_NEST || !inside.any(|word| says(word) || clause(word)) {
            return Vec::new();
        }
        let words = self.words.part(span.start..span.end);
        let mut found = Found::default();
        if (span.start..span.end).any(clause) {
            let tagged = self.tagger.attributions(std::slice::from_ref(&words), self.scratch);
            if let Some((spans, linked)) = tagged.into_iter().next() {
                let other = |linked: &Linked| {
                    linked.cue.is_some() && linked.source.is_some() && !linked.contents.is_empty()
                };
                found = Found { spans, linked: linked.into_iter().filter(other).collect() };
            }
        }
        let Found { spans, linked } = Completion { words: &words, tools: self.tools, found }.of_content();
        let place = Place { offset: self.at.offset + span.start, ..self.at };
        let reading = Reading { words: &words, spans: &spans, tools: self.tools, place };
        let mut statements = Vec::new();
        for linked in &linked {
            // Whoever speaks says “I think” of themselves.
            let first = linked.source.map(|place| words.form(spans[place].start).to_lowercase());
            if first.is_none_or(|first| self.tools.lexicon.is("self", &first)) {
                continue;
            }
            statements.extend(reading.statement(linked, people));
        }
        statements
    }

    /// A cue without a source of its own goes on with the one before it in its sentence.
    fn shared_speaker(&self, before: &[Statement], statement: &Statement) -> Option<Statement> {
        let sentence = |span: Span| {
            let word = self.words.spans.partition_point(|word| word.start < span.start);
            self.words.place(word.min(self.words.len().saturating_sub(1))).0
        };
        let here = sentence(statement.cue.or(statement.content.first().copied())?);
        let last = before.iter().rev().find(|said| said.parent.is_none())?;
        let there = sentence(last.cue.or(last.content.first().copied())?);
        // A noun for what is said is not that of the one who speaks.
        let cue = statement.cue.map(|cue| self.words.spans.partition_point(|word| word.start < cue.start));
        let noun = cue.and_then(|cue| self.words.node(cue)).is_some_and(|node| node.upos == "NOUN");
        (here == there && !noun).then(|| last.clone())
    }
}
