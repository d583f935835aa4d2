//! Numbers in digits, in words, and in both: 1,200 · two dozen · half a million · 1조 2천억 · 4만3천여 · 열두.

use avviso_tables::{Result, Table};

use super::forms::{Forms, Meaning};
use super::{Class, skip_blank};

/// The number words of a language.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    forms: Forms,
}

/// What a word does to a number; the kinds of `numbers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A number of its own: three, twenty, 열.
    Word,
    /// Multiplies what stands directly before it: hundred, dozen, 천.
    Power,
    /// Multiplies all that stands before it, up to the last larger one: million, 억.
    Large,
    /// One, before a multiplier: a.
    Article,
    /// A half, before a multiplier or a unit: half a.
    Half,
    /// A half more: and a half.
    HalfMore,
    /// Stands between a multiplier and the rest: and.
    And,
    /// Some, before a multiplier: several, 수.
    Several,
    /// Behind a number, says that it is some more: 여.
    More,
    /// What divides the decimals, and what the thousands.
    Decimal,
    Thousands,
    /// Digits, which no table has.
    Digits,
}

const PARTS: [(&str, Part); 11] = [
    ("word", Part::Word),
    ("power", Part::Power),
    ("large", Part::Large),
    ("article", Part::Article),
    ("half", Part::Half),
    ("half-more", Part::HalfMore),
    ("and", Part::And),
    ("several", Part::Several),
    ("more", Part::More),
    ("decimal", Part::Decimal),
    ("thousands", Part::Thousands),
];

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// Where it ends.
    pub(crate) end: usize,
    /// Whether the words say that it is not exact: 수백, 300여.
    pub(crate) approximate: bool,
    /// Whether it is one word without a multiplier, and whether that is the word for one.
    pub(crate) word: bool,
    pub(crate) is_one: bool,
}

/// A run of digits, with what divides it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Digits {
    pub(crate) value: f64,
    /// How many digits stand behind the decimal sign.
    scale: u32,
    pub(crate) end: usize,
    /// How many digits, if nothing divides them.
    pub(crate) plain: Option<usize>,
    /// Whether it begins with 0 and goes on with digits.
    pub(crate) leading_zero: bool,
}

/// More digits are no number that news writes.
const MOST_DIGITS: usize = 15;

impl Numbers {
    /// The rows of `numbers.tsv` that are parts of numbers.
    pub(crate) fn load(table: &Table) -> Result<Self> {
        let mut forms = Forms::default();
        for row in table.rows() {
            let Some(place) = PARTS.iter().position(|(name, _)| *name == row.get("kind")) else { continue };
            let value = match row.get("value") {
                "" => 1.0,
                value => value.parse().map_err(|_| row.error("the value is not a number"))?,
            };
            for form in row.list("form") {
                forms.add(form, (place as Class, value), false);
            }
        }
        Ok(Self { forms })
    }

    /// The digits at `at`.
    pub(crate) fn digits(&self, text: &str, at: usize) -> Option<Digits> {
        let bytes = text.as_bytes();
        let run =
            |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let sign = |part: Part, at: usize| {
            let mut end = None;
            self.forms.each(text, at, |meaning, to| end = end.or((part_of(meaning) == part).then_some(to)));
            end
        };
        let first = run(at);
        let mut end = at + first;
        let mut plain = true;
        if first <= 3 {
            while let Some(next) = sign(Part::Thousands, end).filter(|next| run(*next) == 3) {
                (end, plain) = (next + 3, false);
            }
        }
        let mut scale = 0;
        if let Some(next) = sign(Part::Decimal, end).filter(|next| run(*next) > 0) {
            let to = next + run(next);
            // 2026.3.6 is no decimal number.
            if sign(Part::Decimal, to).is_none_or(|further| run(further) == 0) {
                (scale, end, plain) = ((to - next) as u32, to, false);
            }
        }
        let digits = || bytes[at..end].iter().filter(|byte| byte.is_ascii_digit());
        if first == 0 || digits().count() > MOST_DIGITS {
            return None;
        }
        let value = digits().fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        let leading_zero = bytes[at] == b'0' && first > 1;
        Some(Digits { value, scale, end, plain: plain.then_some(first), leading_zero })
    }

    /// Whether a number may begin at `at`.
    pub(crate) fn begins(&self, text: &str, at: usize) -> bool {
        text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) || self.part(text, at).is_some()
    }

    /// The longest number at `at`.
    pub(crate) fn read(&self, text: &str, at: usize) -> Option<Number> {
        let mut reading = Reading { numbers: self, text, at, ..Reading::default_at(self, text) };
        reading.run()
    }

    /// The longest part at `at`, other than signs.
    fn part(&self, text: &str, at: usize) -> Option<(Part, f64, usize)> {
        let mut found = None;
        self.forms.each(text, at, |meaning, end| {
            let part = part_of(meaning);
            let inside = text[..end].ends_with(|char: char| char.is_ascii_alphabetic())
                && text[end..].starts_with(|char: char| char.is_ascii_alphabetic());
            if !inside && !matches!(part, Part::Decimal | Part::Thousands) {
                found = Some((part, meaning.value, end));
            }
        });
        found
    }
}

fn part_of(meaning: Meaning) -> Part {
    PARTS.get(meaning.class as usize).map_or(Part::And, |(_, part)| *part)
}

/// A number as far as it is read.
struct Reading<'n, 't> {
    numbers: &'n Numbers,
    text: &'t str,
    at: usize,
    /// What the larger multipliers before have made.
    total: f64,
    /// What the smaller ones have made since.
    section: f64,
    /// What no multiplier has taken yet, and its decimals.
    open: Option<(f64, u32)>,
    last: Option<Part>,
    largest: f64,
    approximate: bool,
    parts: usize,
    /// Where the last word ended that may not be written together with what follows.
    apart: usize,
}

impl<'n, 't> Reading<'n, 't> {
    fn default_at(numbers: &'n Numbers, text: &'t str) -> Self {
        Self {
            numbers,
            text,
            at: 0,
            total: 0.0,
            section: 0.0,
            open: None,
            last: None,
            largest: f64::INFINITY,
            approximate: false,
            parts: 0,
            apart: 0,
        }
    }

    fn run(&mut self) -> Option<Number> {
        while self.step() {}
        let whole = !matches!(self.last?, Part::Article | Part::Several | Part::And);
        // 세대 and 조달 are no numbers and counters: a word or a multiplier by itself stands apart.
        let apart = self.apart == self.at || self.parts == 1 && self.last != Some(Part::Digits);
        let glued = apart && self.text[self.at..].starts_with(char::is_alphabetic);
        let value = self.total + self.section + self.open.map_or(0.0, scaled);
        let word = self.parts == 1 && self.last == Some(Part::Word);
        let is_one = word && value < 1.5;
        (whole && !glued).then_some(Number {
            value,
            end: self.at,
            approximate: self.approximate,
            word,
            is_one,
        })
    }

    /// Takes one more part, if one follows.
    fn step(&mut self) -> bool {
        if self.take(self.at, true) {
            return true;
        }
        let Some(last) = self.last else { return false };
        let blank = skip_blank(self.text, self.at);
        if blank > self.at && self.take(blank, false) {
            return true;
        }
        // Twenty-five; two hundred and five.
        let tens = last == Part::Word && self.text[self.at..].starts_with('-');
        if tens && matches!(self.numbers.part(self.text, self.at + 1), Some((Part::Word, ..))) {
            return self.take(self.at + 1, false);
        }
        // A 1.2-billion-yuan telescope.
        let joined = self.text[self.at..].starts_with('-');
        if joined && matches!(self.numbers.part(self.text, self.at + 1), Some((Part::Large, ..))) {
            return self.take(self.at + 1, false);
        }
        if matches!(last, Part::Power | Part::Large)
            && let Some((Part::And, _, end)) = self.numbers.part(self.text, blank)
        {
            let next = skip_blank(self.text, end);
            let below = |value: f64| value < 100.0;
            return matches!(self.numbers.part(self.text, next), Some((Part::Word, value, _)) if below(value))
                && self.take(next, false);
        }
        false
    }

    /// Takes the part at `at`; `glued` if it stands directly behind the last one.
    fn take(&mut self, at: usize, glued: bool) -> bool {
        if let Some(digits) = self.numbers.digits(self.text, at) {
            let fits = self.open.is_none()
                && match self.last {
                    None => true,
                    Some(Part::Power | Part::Large) if glued => true,
                    Some(Part::Large) => matches!(
                        self.numbers.part(self.text, digits.end),
                        Some((Part::Power | Part::Large, ..))
                    ),
                    Some(_) => false,
                };
            // 0800 is no number.
            if fits && !digits.leading_zero {
                self.open = Some((digits.value, digits.scale));
                self.took(Part::Digits, digits.end);
            }
            return fits && !digits.leading_zero;
        }
        let Some((part, value, end)) = self.numbers.part(self.text, at) else { return false };
        let bare = self.last.is_none() || matches!(self.last, Some(Part::Article | Part::Several));
        match part {
            Part::Word
                if self.open.is_none() && !matches!(self.last, Some(Part::Article | Part::Several)) =>
            {
                self.open = Some((value, 0));
                self.apart = end;
            }
            Part::Word => match self.open {
                Some((tens, 0)) if self.last == Some(Part::Word) && tens % 10.0 == 0.0 && value < 10.0 => {
                    self.open = Some((tens + value, 0));
                    self.apart = end;
                }
                _ => return false,
            },
            Part::Power | Part::Large => {
                // A multiplier behind nothing is one of it where the table says so with a value below 0.
                let alone = self.last.is_none() && value > 0.0;
                let value = value.abs();
                if alone || (self.last == Some(Part::More)) {
                    return false;
                }
                if part == Part::Power {
                    let before = self.open.take().unwrap_or((1.0, 0));
                    self.section += multiplied(before, value);
                } else {
                    if value >= self.largest {
                        return false;
                    }
                    self.total += match (self.section, self.open.take()) {
                        (0.0, None) if bare => value,
                        // A multiplier behind another one makes no number: 2조억.
                        (0.0, None) => return false,
                        (0.0, Some(open)) => multiplied(open, value),
                        (section, open) => (section + open.map_or(0.0, scaled)) * value,
                    };
                    self.section = 0.0;
                    self.largest = value;
                }
            }
            Part::Half if self.last.is_none() => self.open = Some((5.0, 1)),
            Part::HalfMore if self.open.is_some_and(|(_, scale)| scale == 0) => {
                let whole = self.open.map_or(0.0, |(value, _)| value);
                self.open = Some((whole * 10.0 + 5.0, 1));
            }
            Part::Article if self.last.is_none() => {}
            Part::Several if self.last.is_none() => self.approximate = true,
            Part::More if self.last.is_some() && glued => self.approximate = true,
            _ => return false,
        }
        self.took(part, end);
        true
    }

    fn took(&mut self, part: Part, end: usize) {
        self.last = Some(part);
        self.at = end;
        self.parts += 1;
    }
}

fn scaled((value, scale): (f64, u32)) -> f64 {
    value / 10_f64.powi(scale as i32)
}

/// Multiplies before it divides, so that 58.3 billion is exact.
fn multiplied((value, scale): (f64, u32), by: f64) -> f64 {
    value * by / 10_f64.powi(scale as i32)
}

impl Digits {
    /// The number that is written.
    pub(crate) fn number(self) -> f64 {
        scaled((self.value, self.scale))
    }
}
