//! From linked spans to statements: in which words, who speaks to whom, where, when, how firmly.

use std::ops::Range;

use avviso_text::Span;

use crate::acts::{Acts, Deed};
use crate::attribution::{Linked, RoleSpan, Words, universal};
use crate::lexicon::Lexicon;
use crate::people::{People, Phrase, Place};
use crate::times::Moments;
use crate::{Act, Certainty, Mode, Party, Polarity, Statement};

/// The tables that statements are read with.
#[derive(Clone, Copy)]
pub(crate) struct Tools<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) acts: &'a Acts,
    pub(crate) moments: Moments<'a>,
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
        let cue = linked.cue.and_then(|place| self.cue(&self.spans[place]));
        let mut contents: Vec<RoleSpan> = linked.contents.iter().map(|place| self.spans[*place]).collect();
        let taken = match (&cue, contents.first_mut()) {
            (Some(cue), Some(first)) => self.addressed(cue, first),
            _ => None,
        };
        if contents.len() > 1 {
            contents.retain(|content| !self.is_about(content));
        }
        let content: Vec<Span> = contents.iter().filter_map(|span| self.content(span)).collect();
        if content.is_empty() {
            return None;
        }
        let deed = cue.as_ref().map_or(Deed::default(), |cue| self.tools.acts.of(&self.lemmas(cue.clone())));
        let unsaid = cue.as_ref().is_some_and(|cue| self.is_negated(cue.clone()));
        // Who did not say something said nothing.
        if unsaid && self.tools.lexicon.is("silent", &name_of(deed.act)) {
            return None;
        }
        if self.says_nothing(linked, cue.clone(), deed.act) {
            return None;
        }
        let source = linked.source.and_then(|place| self.trimmed(&self.spans[place]));
        // “Lund's claim that …”
        let owner_sign = |word: usize| {
            self.words.node(word).is_some_and(|node| node.upos == "PART" && node.deprel == "case")
        };
        let source = source.map(|words| {
            let cut = words.len() > 1 && owner_sign(words.end - 1);
            words.start..words.end - usize::from(cut)
        });
        let pieces: Vec<Range<usize>> =
            linked.contents.iter().map(|place| self.spans[*place].start..self.spans[*place].end).collect();
        let (negated, modality) = self.modality(&pieces, deed.polarity == Some(Polarity::Negative));
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
        let setting = around.as_ref().and_then(|around| self.setting(around));
        let addressee = taken
            .or_else(|| around.as_ref().and_then(|around| self.addressee(around)))
            .or_else(|| self.behind_cue(cue.clone()?, &contents))
            .or_else(|| setting.clone().and_then(|setting| self.met(setting)))
            .or_else(|| self.asked(cue.clone()?, deed.act));
        // “told the judge she had seen nothing”: whom a clause hangs on ends where it begins.
        let addressee = addressee.map(|words| {
            let inner = |content: &&RoleSpan| words.contains(&content.start) && content.start > words.start;
            let end = contents.iter().find(inner).map_or(words.end, |content| content.start);
            words.start..end
        });
        // Before it is known who speaks now: “told me” is told to whoever spoke.
        let addressee =
            addressee.and_then(|words| people.addressee(&self.phrase_of(words), self.tools.lexicon));
        let speaker = source.clone().and_then(|words| {
            let phrase = self.phrase_of(words);
            let answers = deed.act == Act::Answer;
            let answering = answers.then(|| people.answering(&phrase, self.tools.lexicon)).flatten();
            answering.or_else(|| people.party(&phrase, self.tools.lexicon))
        });
        if deed.act == Act::Ask {
            people.ask(addressee.as_ref());
        }
        // “according to the police chief” he said so; according to a paper it reports so.
        let by_person =
            cue.as_ref().is_some_and(|cue| {
                self.lemmas(cue.clone()).iter().any(|lemma| self.tools.lexicon.is("of-person", lemma))
            }) && speaker.as_ref().is_some_and(|speaker| people.is_person(speaker, self.tools.lexicon));
        // “told the crowd to move back” demands.
        let orders = cue.as_ref().is_some_and(|cue| {
            let verb = |word: usize| crate::yields::lemma(self.words, word);
            let lexicon = self.tools.lexicon;
            let first = contents.first().filter(|first| first.start >= cue.end).map(|first| first.start);
            cue.clone().any(|word| lexicon.is("orders", &verb(word)))
                && first.is_some_and(|first| lexicon.is("to", &self.words.form(first).to_lowercase()))
        });
        let act = match () {
            () if by_person => Act::Say,
            () if orders => Act::Demand,
            () => deed.act,
        };
        let said_on = around.as_ref().and_then(|around| {
            around.iter().find_map(|phrase| self.tools.moments.resolve(self.words, phrase.clone()))
        });
        Some(Statement {
            parent: None,
            source: source.as_ref().and_then(|words| self.words.cover(words.clone())),
            cue: cue.clone().and_then(|cue| self.words.cover(cue)),
            mode: mode(self.words, &content),
            content,
            act,
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            certainty: Some(certainty),
            speaker,
            addressee,
            setting: setting.clone().and_then(|words| self.words.cover(words)),
            said_on: said_on.or_else(|| self.day_beside(cue?, source, &contents)),
            confidence: linked.confidence(self.spans),
        })
    }

    pub(crate) fn phrase_of(&self, range: Range<usize>) -> Phrase<'_, 't> {
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

    /// Whether the tagger took what somebody speaks about for a piece of what is said: Regarding the dam, Lund said “…”.
    fn is_about(&self, content: &RoleSpan) -> bool {
        self.tools.lexicon.is("about", &self.words.form(content.start).to_lowercase())
            && self.words.place(content.start).1 == 0
    }

    pub(crate) fn is_that(&self, word: usize) -> bool {
        let node = self.words.node(word);
        let next = self.words.node(word + 1).map_or("", |node| node.upos);
        node.is_some_and(|node| {
            node.deprel == "mark" || matches!(next, "PROPN" | "DET" | "PRON") && node.upos != "DET"
        }) && self.tools.lexicon.is("opens", &self.words.form(word).to_lowercase())
    }

    /// Whether a word is a sign that belongs to no quotation.
    pub(crate) fn is_loose(&self, word: usize, end: usize) -> bool {
        let form = self.words.form(word);
        let sign = !form.chars().any(|char| char.is_alphanumeric() || "()[]$%#&@?!".contains(char));
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
    pub(crate) fn trimmed(&self, span: &RoleSpan) -> Option<Range<usize>> {
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
    fn cue(&self, span: &RoleSpan) -> Option<Range<usize>> {
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
    fn is_negated(&self, cue: Range<usize>) -> bool {
        let near = cue.start.saturating_sub(4)..cue.end;
        near.into_iter().any(|word| {
            // “has yet to say”
            let yet = self.tools.lexicon.is("not-yet", &self.words.form(word).to_lowercase())
                && cue.contains(&word)
                && cue.contains(&(word + 1));
            yet || self.tools.lexicon.is("negation", &self.words.form(word).to_lowercase())
                && self.words.node(word).is_some_and(|node| {
                    cue.contains(&word) && node.upos != "ADP"
                        || node.head.is_some_and(|head| cue.contains(&head))
                })
        })
    }

    pub(crate) fn lemmas(&self, words: Range<usize>) -> Vec<String> {
        words.filter_map(|word| self.words.node(word)).map(|node| node.lemma.to_lowercase()).collect()
    }
}

/// The name of an act, as tables have it.
pub(crate) fn name_of(act: crate::Act) -> String {
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
