//! What the words of an amount say.

use super::units::Units;
use crate::phrases::{Capture, Class, Lexis, Phrase, Reader};

/// The classes of `units.tsv` that say something.
#[derive(Debug)]
pub(crate) struct Classes {
    number: Class,
    one: Class,
    group: Class,
    short: Class,
    minus: Class,
    below_zero: Class,
    celsius: Class,
    fahrenheit: Class,
    per_hour: Class,
    per_second: Class,
    degree: Class,
    lasting: Class,
    days: Class,
    weeks: Class,
    noun: Class,
    person: Class,
    /// Those whose value is a unit.
    units: [Class; 6],
}

impl Classes {
    /// The classes of a table.
    pub(crate) fn new(lexis: &mut Lexis) -> Self {
        let mut class = |name: &str| lexis.intern(name);
        Self {
            number: class("number"),
            one: class("one"),
            group: class("group"),
            short: class("short"),
            minus: class("minus"),
            below_zero: class("below-zero"),
            celsius: class("celsius"),
            fahrenheit: class("fahrenheit"),
            per_hour: class("per-hour"),
            per_second: class("per-second"),
            degree: class("degree"),
            lasting: class("lasting"),
            days: class("days"),
            weeks: class("weeks"),
            noun: class("NOUN"),
            person: class("person"),
            units: ["money", "money-behind", "unit", "time-unit", "day-unit", "counter"].map(class),
        }
    }
}

/// An amount.
#[derive(Debug, Clone)]
pub(crate) struct Amount<'u> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: f64,
    pub(crate) upper: Option<f64>,
    pub(crate) unit: &'u str,
    /// What the unit is divided by, of a speed.
    per: &'static str,
    pub(crate) approximate: bool,
    /// Whether it counts something by a word below ten.
    pub(crate) small_word: bool,
}

/// A number of an amount.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: f64,
    /// What its words and letters multiply its digits by.
    multiplier: f64,
    word: bool,
}

/// Reads a phrase. The unit is as the table has it: see [`Amount::settled`].
pub(crate) fn read<'u>(
    phrase: &Phrase,
    reader: &Reader<'_, '_>,
    classes: &Classes,
    units: &'u Units,
) -> Option<Amount<'u>> {
    let (lexis, text) = (reader.lexis, reader.words.text);
    let mut amount = Amount {
        start: phrase.start,
        end: phrase.end,
        value: 0.0,
        upper: None,
        unit: "",
        per: "",
        approximate: false,
        small_word: false,
    };
    let mut parts: [Option<Part>; 2] = [None; 2];
    let mut negative = false;
    let mut counts = false;
    for capture @ Capture { class, value, span } in phrase.captures.iter().copied() {
        let class_is = |known: Class| class == known;
        if class_is(classes.number) || class_is(classes.one) || class_is(classes.group) {
            let part = part(capture, lexis, text, &mut amount.approximate);
            amount.approximate |= class_is(classes.group);
            *parts.iter_mut().find(|part| part.is_none())? = Some(part);
        } else if class_is(classes.short) {
            let last = parts.iter_mut().rev().flatten().next()?;
            (last.value, last.multiplier) = (last.value * value, last.multiplier * value);
        } else if class_is(classes.days) || class_is(classes.weeks) {
            parts[0] = Some(Part { value, multiplier: 1.0, word: true });
            amount.unit = if class_is(classes.days) { "day" } else { "week" };
        } else if class_is(classes.noun) {
            let noun = reader.words.node(value as usize)?;
            let person = lexis.forms.longest(classes.person, noun.lemma, 0);
            let person = person.is_some_and(|(_, end)| end == noun.lemma.len());
            amount.unit = if person { "person" } else { "count" };
            counts = true;
        } else if class_is(classes.lasting) {
            amount.end = phrase.captures.iter().rev().nth(1)?.span.end as usize;
        } else if class_is(classes.degree) {
            amount.unit = if amount.unit.is_empty() { "degC" } else { amount.unit };
        } else if class_is(classes.fahrenheit) {
            amount.unit = "degF";
        } else if class_is(classes.celsius) {
            amount.unit = "degC";
        } else if class_is(classes.per_hour) || class_is(classes.per_second) {
            amount.per = if class_is(classes.per_hour) { "/h" } else { "/s" };
        } else if classes.units.contains(&class) {
            amount.unit = units.name(value);
        }
        negative |= class_is(classes.minus) || class_is(classes.below_zero);
        debug_assert!(span.end as usize <= phrase.end);
    }
    let mut first = parts[0]?;
    // A noun behind “one” must be a person: one thing is no amount.
    let one = phrase.captures.first().is_some_and(|capture| capture.class == classes.one);
    if one && counts && amount.unit != "person" {
        return None;
    }
    amount.small_word = counts && first.word && first.value < 10.0;
    if let Some(last) = parts[1] {
        // $2-3 million: the multiplier is of both.
        let both = first.value * last.multiplier;
        if first.multiplier == 1.0 && last.multiplier > 1.0 && both <= last.value {
            first.value = both;
        }
        (amount.value, amount.upper) = (first.value, Some(last.value));
    } else {
        amount.value = first.value;
    }
    if negative {
        amount.value = -amount.value;
        amount.upper = amount.upper.map(|upper| -upper);
    }
    if let Some(upper) = amount.upper.filter(|upper| *upper < amount.value) {
        (amount.value, amount.upper) = (upper, Some(amount.value));
    }
    Some(amount)
}

fn part(capture: Capture, lexis: &Lexis, text: &str, approximate: &mut bool) -> Part {
    let (start, end) = (capture.span.start as usize, capture.span.end as usize);
    let number = lexis.numbers.read(text, start).filter(|number| number.end == end);
    *approximate |= number.is_some_and(|number| number.approximate);
    let digits = lexis.numbers.digits(text, start).map(|digits| digits.number());
    let multiplier = digits.filter(|digits| *digits > 0.0).map_or(1.0, |digits| capture.value / digits);
    let word = number.is_some_and(|number| number.word);
    let multiplier = if digits.is_none() && !word { f64::NAN } else { multiplier };
    Part { value: capture.value, multiplier, word }
}

impl<'u> Amount<'u> {
    /// With the unit that is meant; none if its word means none here.
    pub(crate) fn settled(mut self, units: &'u Units, near: impl Fn(&str) -> bool) -> Option<Self> {
        self.unit = units.meant(self.unit, near)?;
        if !self.per.is_empty() {
            let speed = units.speed(self.unit, self.per)?;
            self.unit = speed;
        }
        (!self.unit.is_empty() && self.value.is_finite()).then_some(self)
    }
}
