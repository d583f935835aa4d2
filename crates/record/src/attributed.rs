//! From linked spans to statements: in which words, who speaks to whom, where, when, how firmly.

use avviso_text::Span;

use crate::acts::{Acts, Deed};
use crate::attribution::{Linked, RoleSpan, Words, universal};
use crate::lexicon::Lexicon;
use crate::moment::Moments;
use crate::people::{People, Phrase, Place};
use crate::{Certainty, Mode, Party, Polarity, Statement};

/// The tables that statements are read with.
#[derive(Clone, Copy)]
pub(crate) struct Tools<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) acts: &'a Acts,
    pub(crate) moments: &'a Moments,
}

/// A paragraph whose attributions become statements.
pub(crate) struct Reading<'a, 't> {
    pub(crate) words: &'a Words<'t>,
    pub(crate) spans: &'a [RoleSpan],
    pub(crate) tools: Tools<'a>,
    /// Where the words stand in the document.
    pub(crate) place: Place,
}

impl<'t> Reading<'_, 't> {
    /// The statement of one attribution, its speaker among `people`. None if nothing is attributed.
    pub(crate) fn statement(&self, linked: &Linked, people: &mut People<'_>) -> Option<Statement> {
        let content: Vec<Span> =
            linked.contents.iter().filter_map(|place| self.content(&self.spans[*place])).collect();
        if content.is_empty() {
            return None;
        }
        let cue = linked.cue.and_then(|place| self.cue(&self.spans[place]));
        let deed = cue.as_ref().map_or(Deed::default(), |cue| self.tools.acts.of(&self.lemmas(cue.clone())));
        let unsaid = cue.as_ref().is_some_and(|cue| self.is_negated(cue.clone()));
        // Who did not say something said nothing.
        if unsaid && self.tools.lexicon.is("silent", &name_of(deed.act)) {
            return None;
        }
        let source = linked.source.and_then(|place| self.trimmed(&self.spans[place]));
        let first = linked.contents.first().map(|place| &self.spans[*place])?;
        let (negated, modality) = self.modality(first.start..first.end);
        let negative = (negated != (deed.polarity == Some(Polarity::Negative))) != unsaid;
        let certainty = match (deed.certainty, modality) {
            // What is feared, hoped or expected to be is not planned.
            (Some(own @ (Certainty::Possible | Certainty::Expected)), None | Some(Certainty::Planned)) => own,
            (_, Some(certainty)) if certainty != Certainty::Planned || !negative => certainty,
            (Some(certainty), _) if certainty != Certainty::Denied || negative => certainty,
            _ if negative => Certainty::Denied,
            _ => Certainty::Asserted,
        };
        let around = cue.clone().map(|cue| self.around(cue, linked));
        let addressee = around.as_ref().and_then(|around| self.addressee(around));
        Some(Statement {
            parent: None,
            source: source.as_ref().and_then(|words| self.words.cover(words.clone())),
            cue: cue.clone().and_then(|cue| self.words.cover(cue)),
            mode: mode(self.words, &content),
            content,
            act: deed.act,
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            certainty: Some(certainty),
            speaker: source.and_then(|words| people.party(&self.phrase_of(words), self.tools.lexicon)),
            addressee: addressee
                .and_then(|words| people.addressee(&self.phrase_of(words), self.tools.lexicon)),
            setting: around.as_ref().and_then(|around| self.setting(around)),
            said_on: around.and_then(|around| {
                around.iter().find_map(|phrase| self.tools.moments.resolve(self.words, phrase.clone()))
            }),
            confidence: linked.confidence(self.spans),
        })
    }

    fn phrase_of(&self, range: std::ops::Range<usize>) -> Phrase<'_, 't> {
        Phrase { words: self.words, place: self.place, range }
    }

    /// What is said: without the word that begins the clause and signs at its edges, with the quotation
    /// marks that enclose it.
    fn content(&self, span: &RoleSpan) -> Option<Span> {
        let mut words = span.start..span.end;
        while words.start < words.end && (self.is_that(words.start) || self.is_loose(words.start, words.end))
        {
            words.start += 1;
        }
        while words.start < words.end && self.is_loose(words.end - 1, words.end) {
            words.end -= 1;
        }
        let within = self.words.cover(words)?;
        let enclosing = self.words.quotations.iter().find(|quotation| {
            quotation.span.contains(within)
                && within.start <= quotation.inner.start + 1
                && within.end + 1 >= quotation.inner.end
        });
        Some(enclosing.map_or(within, |quotation| quotation.span.cover(within)))
    }

    fn is_that(&self, word: usize) -> bool {
        let node = self.words.node(word);
        node.is_some_and(|node| node.deprel == "mark")
            && self.tools.lexicon.is("opens", &self.words.form(word).to_lowercase())
    }

    /// Whether a word is a sign that belongs to no quotation.
    fn is_loose(&self, word: usize, end: usize) -> bool {
        let form = self.words.form(word);
        let sign = !form.chars().any(|char| char.is_alphanumeric() || "()[]$%#&@".contains(char));
        let span = self.words.spans[word];
        let mark = |quotation: &avviso_text::Quotation| {
            let (open, close) = (quotation.span.start == span.start, quotation.span.end == span.end);
            let inside = quotation.inner.contains(span);
            let _ = end;
            (open && quotation.span.end > span.end) || (close && quotation.span.start < span.start) || inside
        };
        sign && !self.words.quotations.iter().any(mark)
    }

    /// The words of a span without signs at its edges.
    fn trimmed(&self, span: &RoleSpan) -> Option<std::ops::Range<usize>> {
        let is_sign = |word: usize| !self.words.form(word).chars().any(char::is_alphanumeric);
        let mut words = span.start..span.end;
        while words.start < words.end && is_sign(words.start) {
            words.start += 1;
        }
        while words.start < words.end && is_sign(words.end - 1) {
            words.end -= 1;
        }
        (!words.is_empty()).then_some(words)
    }

    /// The cue without auxiliaries and adverbs at its edges.
    fn cue(&self, span: &RoleSpan) -> Option<std::ops::Range<usize>> {
        let mut words = self.trimmed(span)?;
        let loose = |word: usize| {
            self.words.node(word).is_some_and(|node| {
                matches!(universal(node.deprel), "aux" | "advmod" | "mark" | "det" | "cc")
                    && !self.tools.lexicon.is("negation", &self.words.form(word).to_lowercase())
            })
        };
        while words.len() > 1 && loose(words.start) {
            words.start += 1;
        }
        Some(words)
    }

    /// Whether a cue says that something was not said.
    fn is_negated(&self, cue: std::ops::Range<usize>) -> bool {
        let near = cue.start.saturating_sub(4)..cue.end;
        near.into_iter().any(|word| {
            self.tools.lexicon.is("negation", &self.words.form(word).to_lowercase())
                && self.words.node(word).is_some_and(|node| {
                    cue.contains(&word) && node.upos != "ADP"
                        || node.head.is_some_and(|head| cue.contains(&head))
                })
        })
    }

    fn lemmas(&self, words: std::ops::Range<usize>) -> Vec<String> {
        words.filter_map(|word| self.words.node(word)).map(|node| node.lemma.to_lowercase()).collect()
    }

    /// Whether the main clause of a content is negated, and how it stands.
    fn modality(&self, content: std::ops::Range<usize>) -> (bool, Option<Certainty>) {
        let outside = |word: &usize| {
            let head = self.words.node(*word).and_then(|node| node.head);
            let sign = !self.words.form(*word).chars().any(char::is_alphanumeric);
            !sign && !self.is_that(*word) && head.is_none_or(|head| !content.contains(&head))
        };
        let Some(top) = content.clone().find(outside) else { return (false, None) };
        let children = |of: usize| {
            content
                .clone()
                .filter(move |word| self.words.node(*word).is_some_and(|node| node.head == Some(of)))
        };
        let mut negated = false;
        let mut certainty = None;
        let mut clause = top;
        // “is expected to come”: what is said to be so is said by the verb below.
        for _ in 0..3 {
            for child in children(clause) {
                let form = self.words.form(child).to_lowercase();
                negated ^= self.tools.lexicon.is("not", &form)
                    && self.words.node(child).is_some_and(|node| {
                        matches!(universal(node.deprel), "advmod" | "det" | "cc" | "nsubj" | "obj")
                    });
                let relation = self.words.node(child).map_or("", |node| universal(node.deprel));
                // A noun that nothing is left of: “there is no plan”, “has no intention”.
                if matches!(relation, "obj" | "nsubj") {
                    negated |= children(child)
                        .any(|word| self.tools.lexicon.is("no", &self.words.form(word).to_lowercase()));
                }
                if relation == "aux" && certainty.is_none() {
                    certainty = self.tools.lexicon.named_certainty("modal", &form);
                }
                if relation == "advcl" {
                    let conditional = children(child).any(|word| {
                        self.words.node(word).is_some_and(|node| node.deprel == "mark")
                            && self.tools.lexicon.is("if", &self.words.form(word).to_lowercase())
                    });
                    if conditional {
                        certainty = Some(Certainty::Conditional);
                    }
                }
            }
            let lemma = self.words.node(clause).map_or("", |node| node.lemma).to_lowercase();
            let below = children(clause)
                .find(|child| self.words.node(*child).is_some_and(|node| universal(node.deprel) == "xcomp"));
            match (self.tools.lexicon.named_certainty("leads", &lemma), below) {
                (Some(found), Some(below)) if certainty != Some(Certainty::Conditional) => {
                    certainty = Some(found);
                    clause = below;
                }
                _ => break,
            }
        }
        (negated, certainty)
    }

    /// The phrases that hang on the cue and are neither source nor content.
    fn around(&self, cue: std::ops::Range<usize>, linked: &Linked) -> Vec<std::ops::Range<usize>> {
        let taken = |word: usize| {
            let inside = |place: &usize| (self.spans[*place].start..self.spans[*place].end).contains(&word);
            linked.contents.iter().chain(&linked.source).any(inside)
        };
        let (sentence, _) = self.words.place(cue.start);
        let Some(sentence) = self.words.sentences.get(sentence).cloned() else { return Vec::new() };
        let mut phrases = Vec::new();
        for top in sentence.clone() {
            let Some(node) = self.words.node(top) else { continue };
            let hangs = node.head.is_some_and(|head| cue.contains(&head));
            let object = matches!(universal(node.deprel), "obl" | "obj" | "iobj" | "advmod" | "nmod");
            if !hangs || !object || taken(top) || (cue.contains(&top) && universal(node.deprel) == "advmod") {
                continue;
            }
            phrases.push(self.phrase(top, &sentence, taken));
        }
        phrases
    }

    /// The words of a phrase around its noun, without clauses that hang on it.
    fn phrase(
        &self,
        top: usize,
        sentence: &std::ops::Range<usize>,
        taken: impl Fn(usize) -> bool,
    ) -> std::ops::Range<usize> {
        let belongs = |word: usize| {
            let mut at = word;
            for _ in 0..12 {
                if at == top {
                    return true;
                }
                let Some(node) = self.words.node(at) else { return false };
                if matches!(
                    universal(node.deprel),
                    "acl" | "advcl" | "punct" | "conj" | "parataxis" | "ccomp"
                ) {
                    return false;
                }
                let Some(head) = node.head else { return false };
                at = head;
            }
            false
        };
        let (mut start, mut end) = (top, top + 1);
        while start > sentence.start && belongs(start - 1) && !taken(start - 1) {
            start -= 1;
        }
        while end < sentence.end && belongs(end) && !taken(end) {
            end += 1;
        }
        start..end
    }

    /// The phrase that says who is spoken to: the object of some verbs, or a phrase that begins with a word
    /// like *to*.
    fn addressee(&self, around: &[std::ops::Range<usize>]) -> Option<std::ops::Range<usize>> {
        around.iter().find_map(|phrase| {
            let top = self.top(phrase);
            let node = self.words.node(top)?;
            let first = self.words.form(phrase.start).to_lowercase();
            let head = node.head.and_then(|head| self.words.node(head))?;
            let person = !self.tools.moments.is_moment(self.words, phrase.clone());
            match universal(node.deprel) {
                "obj" | "iobj" if person && self.tools.lexicon.is("told", &head.lemma.to_lowercase()) => {
                    Some(phrase.clone())
                }
                "obl" if person && phrase.len() > 1 && self.tools.lexicon.is("addressee", &first) => {
                    Some(phrase.start + 1..phrase.end)
                }
                _ => None,
            }
        })
    }

    /// The phrase for the occasion or channel.
    fn setting(&self, around: &[std::ops::Range<usize>]) -> Option<Span> {
        let found = around.iter().find(|phrase| {
            let first = self.words.form(phrase.start).to_lowercase();
            let noun = self.words.node(self.top(phrase)).map_or("", |node| node.lemma).to_lowercase();
            self.tools.lexicon.is("occasion", &noun) && self.tools.lexicon.is("at", &first)
        })?;
        self.words.cover(found.clone())
    }

    fn top(&self, phrase: &std::ops::Range<usize>) -> usize {
        let outside = |word: &usize| {
            self.words.node(*word).and_then(|node| node.head).is_none_or(|head| !phrase.contains(&head))
        };
        phrase.clone().find(outside).unwrap_or(phrase.start)
    }
}

/// The name of an act, as tables have it.
fn name_of(act: crate::Act) -> String {
    match serde_json::to_value(act) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Whether the words are the speaker's own.
pub(crate) fn mode(words: &Words<'_>, content: &[Span]) -> Mode {
    let quoted = |piece: &Span| {
        let outer = words.quotations.iter().filter(|quotation| quotation.depth == 0);
        let mut inside = 0;
        for quotation in outer {
            if quotation.span.contains(*piece) {
                return (true, true);
            }
            if piece.contains(quotation.span) {
                inside += quotation.span.len();
            }
        }
        (inside > 0, inside + 2 >= piece.len())
    };
    let quoted: Vec<(bool, bool)> = content.iter().map(quoted).collect();
    if quoted.iter().all(|(_, whole)| *whole) {
        Mode::Direct
    } else if quoted.iter().any(|(some, _)| *some) {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}

/// A party of a name that is as it stands.
pub(crate) fn party(name: String, unnamed: bool) -> Party {
    Party { name, entity: None, actor: None, unnamed }
}
