//! What the words of an amount say.

use super::units::Units;
use crate::phrases::{Capture, Class, Lexis, Phrase, Reader, skip_blank};

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
    person_end: Class,
    not_person: Class,
    range: [Class; 2],
    /// Counts things; behind a round number, it may be how old somebody is: 30대.
    counter_or_age: Class,
    /// Those whose value is a unit.
    units: [Class; 7],
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
            person_end: class("person-end"),
            not_person: class("not-person"),
            range: ["range", "dash-range"].map(&mut class),
            counter_or_age: class("counter-or-age"),
            units: ["money", "money-behind", "unit", "time-unit", "day-unit", "counter", "counter-or-age"]
                .map(class),
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
    /// Whether it may be how old somebody is.
    pub(crate) aged: bool,
}

/// A number of an amount.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: f64,
    /// What its words and letters multiply its digits by; none if it is written in words.
    multiplier: Option<f64>,
    word: bool,
    /// Whether it is written in digits that nothing divides.
    plain: bool,
}

impl Part {
    /// Whether its multiplier is also of the number before it: 2-3 million.
    fn is_multiplied(&self, before: &Self) -> bool {
        let single = before.multiplier.is_some_and(|multiplier| multiplier < 1.5);
        self.multiplier
            .is_some_and(|multiplier| single && multiplier > 1.5 && before.value * multiplier <= self.value)
    }
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
        aged: false,
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
            (last.value, last.multiplier) = (last.value * value, last.multiplier.map(|known| known * value));
        } else if class_is(classes.days) || class_is(classes.weeks) {
            parts[0] = Some(Part { value, multiplier: None, word: true, plain: false });
            amount.unit = if class_is(classes.days) { "day" } else { "week" };
        } else if class_is(classes.noun) {
            let noun = reader.words.node(value as usize)?;
            amount.unit = if is_person(noun.lemma, lexis, classes) { "person" } else { "count" };
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
        let apart = text[span.end as usize..].starts_with(char::is_whitespace);
        if class_is(classes.minus) && apart && !text[..span.end as usize].ends_with(char::is_alphabetic) {
            // A dash that stands apart is no minus.
            amount.start = skip_blank(text, span.end as usize);
            continue;
        }
        negative |= class_is(classes.minus) || class_is(classes.below_zero);
        debug_assert!(span.end as usize <= phrase.end);
    }
    let mut first = parts[0]?;
    // 45 percent to 39 percent: no range, but two amounts.
    if parts[1].is_some_and(|last| last.value < first.value && !last.is_multiplied(&first)) {
        let range = phrase.captures.iter().position(|capture| classes.range.contains(&capture.class))?;
        let unit = phrase.captures[..range].last()?;
        let money = phrase.captures[0].class == classes.units[0];
        if !classes.units.contains(&unit.class) && !money {
            return None;
        }
        parts[1] = None;
        amount.end = unit.span.end as usize;
    }
    // A noun behind “one” must be a person: one thing is no amount.
    let one = phrase.captures.first().is_some_and(|capture| capture.class == classes.one);
    if one && counts && amount.unit != "person" {
        return None;
    }
    // A magnitude, a year: things are counted in whole numbers.
    let year = (1500.0..2100.0).contains(&first.value) && first.value % 100.0 != 0.0 && first.plain;
    if counts && parts[1].is_none() && (first.value.fract() != 0.0 || year && amount.unit == "count") {
        return None;
    }
    amount.aged = phrase.captures.last().is_some_and(|capture| capture.class == classes.counter_or_age)
        && (10.0..100.0).contains(&first.value)
        && first.value % 10.0 == 0.0
        && !stands_behind_noun(reader, phrase.start)
        // 34 대 13: a score.
        || phrase.captures.last().is_some_and(|capture| capture.class == classes.counter_or_age)
            && text[skip_blank(text, phrase.end)..].starts_with(|char: char| char.is_ascii_digit());
    amount.small_word = counts && first.word && first.value < 10.0;
    if let Some(last) = parts[1] {
        // $2-3 million: the multiplier is of both.
        if last.is_multiplied(&first) {
            first.value *= last.multiplier.unwrap_or(1.0);
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

/// Whether a noun in its dictionary form names people.
fn is_person(noun: &str, lexis: &Lexis, classes: &Classes) -> bool {
    let is = |class: Class, at: usize| {
        lexis.forms.longest(class, noun, at).is_some_and(|(_, end)| end == noun.len())
    };
    let ends = || noun.char_indices().skip(1).any(|(at, _)| is(classes.person_end, at));
    is(classes.person, 0) || ends() && !is(classes.not_person, 0)
}

/// Whether a noun without a particle stands directly before `at`: 버스 30대.
fn stands_behind_noun(reader: &Reader<'_, '_>, at: usize) -> bool {
    let word = reader.words.spans.partition_point(|span| (span.end as usize) <= at).checked_sub(1);
    super::is_bare_noun(reader.words, word)
}

fn part(capture: Capture, lexis: &Lexis, text: &str, approximate: &mut bool) -> Part {
    let (start, end) = (capture.span.start as usize, capture.span.end as usize);
    let number = lexis.numbers.read(text, start).filter(|number| number.end == end);
    *approximate |= number.is_some_and(|number| number.approximate);
    let word = number.is_some_and(|number| number.word);
    let digits = lexis.numbers.digits(text, start);
    // 2 of “2 million” has a multiplier; “two million” has none that another number could share.
    let multiplier = digits.filter(|digits| digits.value > 0.0).map(|digits| capture.value / digits.number());
    let multiplier = multiplier.or(word.then_some(1.0));
    Part {
        value: capture.value,
        multiplier,
        word,
        plain: digits.is_some_and(|digits| digits.plain.is_some()),
    }
}

impl<'u> Amount<'u> {
    /// With the unit that is meant; none if its word means none here.
    pub(crate) fn settled(mut self, units: &'u Units, near: impl Fn(&str) -> bool) -> Option<Self> {
        self.unit = Units::meant(self.unit, near)?;
        if !self.per.is_empty() {
            let speed = units.speed(self.unit, self.per)?;
            self.unit = speed;
        }
        (!self.unit.is_empty() && self.value.is_finite()).then_some(self)
    }
}
