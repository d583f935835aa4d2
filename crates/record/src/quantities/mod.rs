//! How much and how many: the amounts that a text gives, with their units.
//!
//! The rules of a language (`units.tsv`, `numbers.tsv`, and `world/units.tsv` for signs that all languages write) find
//! an amount; [`amount`] is what its words say; [`Quantities`] adds what stands around it: words that make it inexact,
//! and brackets in which it is given again in another unit.
//!
//! Not in here: what is counted, beyond whether it is people.

mod amount;
mod units;

use avviso_tables::{Result, Tables};
use avviso_text::Span;
use serde::{Deserialize, Serialize};

use crate::attribution::Words;
use crate::phrases::{Class, Lexis, Reader, begins, next_start, skip_blank};
use crate::times;
use amount::{Amount, Classes};
use units::Units;

/// An amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number, its multipliers and its unit, without words that make it inexact.
    pub span: Span,
    /// The number, in the unit as it is written; the lower one of a range; of a mere size (hundreds) the size.
    pub value: f64,
    /// The upper number of a range.
    pub upper: Option<f64>,
    /// ISO 4217 for money; `%` and `pp` (points of it); a sign of the SI or of another measure (`km`, `mi`, `degC`);
    /// `second` to `century`; `person`; `count` for any other thing counted.
    pub unit: String,
    /// Whether the text says that it is not exact, or a bound.
    pub approximate: bool,
    /// The amount that this one gives again in another unit, in brackets: its place in the record.
    pub same_as: Option<u32>,
}

/// What finds the amounts of a language. Immutable; shared by threads.
#[derive(Debug)]
pub(crate) struct Quantities {
    lexis: Lexis,
    units: Units,
    classes: Classes,
    hedge: Class,
    hedge_behind: Class,
    hedge_adverb: Class,
    hedge_stem: Class,
    label: Class,
    known: Class,
    near: Class,
    near_behind: Class,
    /// Whether what is counted stands before the number.
    before_counted: bool,
}

impl Quantities {
    /// The tables of a language; `None` if it has none.
    pub(crate) fn load(tables: &Tables, language: &str) -> Result<Option<Self>> {
        let (Some(table), Some(numbers)) =
            (tables.language_table(language, "units.tsv")?, tables.language_table(language, "numbers.tsv")?)
        else {
            return Ok(None);
        };
        let mut lexis = Lexis::new(&numbers)?;
        let mut units = Units::default();
        for table in tables.world_table("units.tsv")?.iter().chain([&table]) {
            units.take_dimensions(table);
            lexis.take(table, |class, value| units.value(class, value))?;
        }
        let classes = Classes::new(&mut lexis);
        if let Some(words) = tables.language_table(language, "words.tsv")? {
            let people = words.rows().iter().filter(|row| row.get("kind") == "person");
            let person = lexis.intern("person");
            people
                .flat_map(|row| row.list("form"))
                .for_each(|form| lexis.forms.add(form, (person, 0.0), false));
        }
        let before_counted = lexis.has_particles();
        let mut class = |name: &str| lexis.intern(name);
        Ok(Some(Self {
            hedge: class("hedge"),
            hedge_behind: class("hedge-behind"),
            hedge_adverb: class("hedge-adverb"),
            hedge_stem: class("hedge-stem"),
            label: class("label"),
            known: class("known"),
            near: class("near"),
            near_behind: class("near-behind"),
            lexis,
            units,
            classes,
            before_counted,
        }))
    }

    /// The amounts of a paragraph, in its order, outside of its times.
    pub(crate) fn find(&self, words: &Words<'_>, times: &[times::Found], into: &mut Vec<Quantity>) {
        let (Some(start), Some(end)) = (words.spans.first(), words.spans.last()) else { return };
        let (mut at, end) = (start.start as usize, end.end as usize);
        let text = words.text;
        let mut times = times.iter().peekable();
        let mut reader = Reader::new(&self.lexis, words);
        // Where the last word ended that makes inexact what follows it.
        let mut hedged = usize::MAX;
        let mut last: Option<(usize, usize)> = None;
        while at < end {
            while times.next_if(|time| time.span.end as usize <= at).is_some() {}
            if let Some(time) = times.peek().filter(|time| time.span.start as usize <= at) {
                at = time.span.end as usize;
                continue;
            }
            if !(begins(text, at) || hedged == at) {
                at = next_start(text, at);
                continue;
            }
            let reaches = times.peek().map_or(usize::MAX, |time| time.span.start as usize);
            let (mut hedge, mut adverb) = (None, None);
            self.lexis.forms.each(text, at, |meaning, end| {
                if meaning.class == self.hedge {
                    hedge = Some(end);
                } else if meaning.class == self.hedge_adverb {
                    adverb = Some(end);
                }
            });
            let adverb = || {
                // “Over five years” is a time, “over five percent” is not exact: the word belongs to the number.
                let head = reader.word(at).and_then(|word| words.node(words.node(word)?.head?));
                adverb.filter(|_| head.is_some_and(|head| matches!(head.upos, "NUM" | "SYM")))
            };
            if let Some(to) = hedge.or_else(adverb)
                && (self.lexis.closes(text, to) || text[to..].starts_with(|char: char| char.is_ascii_digit()))
            {
                hedged = skip_blank(text, to);
                at = hedged.max(at + 1);
                continue;
            }
            if reader.phrase(at)
                && reader.best.end <= reaches
                && let Some(amount) =
                    self.amount(&reader).filter(|amount| !amount.aged || hedged == amount.start)
            {
                let close = amount.end;
                let given_again = last
                    .filter(|(_, before)| self.in_brackets(text, (*before, amount.start), close))
                    .filter(|(place, _)| {
                        into.get(*place).is_some_and(|other| self.units.compares(&other.unit, amount.unit))
                    });
                last = Some((into.len(), close));
                into.push(Quantity {
                    span: Span { start: amount.start as u32, end: close as u32 },
                    value: amount.value,
                    upper: amount.upper,
                    unit: amount.unit.to_owned(),
                    approximate: amount.approximate
                        || hedged == amount.start
                        || self.lexis.behind(text, close, self.hedge_behind).is_some()
                        || self.lexis.begins_behind(text, close, self.hedge_stem),
                    same_as: given_again.map(|(place, _)| place as u32),
                });
                at = close.max(at + 1);
            } else {
                let next = next_start(text, at);
                // 최소 광부 7명: what makes inexact may stand before what is counted.
                if hedged == at && self.before_counted && is_bare_noun(words, reader.word(at)) {
                    hedged = skip_blank(text, next);
                }
                at = next;
            }
        }
    }

    /// What the reader's phrase says; none if it only names something, or what is known.
    fn amount(&self, reader: &Reader<'_, '_>) -> Option<Amount<'_>> {
        let (phrase, text) = (&reader.best, reader.words.text);
        if self.lexis.is_before(text, phrase.start, self.label) {
            return None;
        }
        let read = amount::read(phrase, reader, &self.classes, &self.units)?;
        let (start, end) = (read.start, read.end);
        let near = |unit: &str| self.near(reader.words, (start, end), unit);
        let amount = read.settled(&self.units, near)?;
        let known = amount.small_word && self.lexis.is_before(text, phrase.start, self.known);
        (!known).then_some(amount)
    }

    /// Whether a word that speaks for a unit stands in the sentence of an amount, or directly behind it.
    fn near(&self, words: &Words<'_>, (start, end): (usize, usize), unit: &str) -> bool {
        let text = words.text;
        let speaks = |class: Class, at: usize| {
            let mut found = false;
            self.lexis.forms.each(text, at, |meaning, end| {
                found |= meaning.class == class
                    && self.units.is(meaning.value, unit)
                    && self.lexis.closes(text, end);
            });
            found
        };
        if speaks(self.near_behind, skip_blank(text, end)) {
            return true;
        }
        let word = words.spans.partition_point(|span| (span.end as usize) <= start);
        let sentence = words.sentences.get(words.place(word).0).cloned().unwrap_or_default();
        let spans = words.spans.get(sentence).unwrap_or_default();
        spans.iter().any(|span| speaks(self.near, span.start as usize))
    }

    /// Whether nothing but a bracket and words that make it inexact stands between two amounts, and the bracket closes
    /// behind the second one.
    fn in_brackets(&self, text: &str, (from, to): (usize, usize), end: usize) -> bool {
        let open = skip_blank(text, from);
        let Some(inside) = text[open..].strip_prefix(['(', '（', '[']) else { return false };
        let mut at = skip_blank(text, text.len() - inside.len());
        if let Some((_, hedge)) = self.lexis.forms.longest(self.hedge, text, at) {
            at = skip_blank(text, hedge);
        }
        at == to && text[skip_blank(text, end)..].starts_with([')', '）', ']', ';', ','])
    }
}

/// Whether a word is a noun without a particle.
fn is_bare_noun(words: &Words<'_>, word: Option<usize>) -> bool {
    let node = word.and_then(|word| words.node(word));
    node.is_some_and(|node| matches!(node.upos, "NOUN" | "PROPN") && !node.lemma.contains('+'))
}

/// Puts the amounts of a text in its order; those of each language are in order already.
pub(crate) fn in_order(quantities: &mut Vec<Quantity>) {
    if quantities.is_sorted_by_key(|quantity| quantity.span.start) {
        return;
    }
    let mut order: Vec<u32> = (0..quantities.len() as u32).collect();
    order.sort_by_key(|place| quantities[*place as usize].span.start);
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| places[*old as usize] = new as u32);
    let moved = order.iter().map(|old| {
        let mut quantity = quantities[*old as usize].clone();
        quantity.same_as = quantity.same_as.and_then(|other| places.get(other as usize).copied());
        quantity
    });
    *quantities = moved.collect();
}
