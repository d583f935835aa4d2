//! After which words a sentence ends.

use super::atoms::{Case, case};
use super::hash::{feature, fold, form, mix};
use super::{Model, Word};
use crate::script::Script;

/// A word as features see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    form: u32,
    /// Case, kind and length together; of signs, the signs themselves.
    shape: u32,
    /// Coarser than the shape.
    class: u32,
    /// Its last character, its last two and its last three.
    ends: [u32; 3],
    /// What stands before it: nothing, a blank, several, a line end.
    gap: u32,
    quote: Quote,
    is_sign: bool,
    is_capital: bool,
    is_final: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    No,
    Opens,
    Closes,
    Turns,
    OpensBracket,
    ClosesBracket,
}

/// Describes the words of a paragraph.
pub(super) fn see(text: &str, words: &[Word], into: &mut Vec<Seen>) {
    into.clear();
    let mut end = words.first().map_or(0, |word| word.span.start);
    let mut in_quote = false;
    for word in words {
        let mut characters = word.span.of(text);
        // A straight mark counts as the one that it stands for.
        match characters {
            "“" => in_quote = true,
            "”" => in_quote = false,
            "\"" | "''" | "``" => {
                characters = if in_quote { "”" } else { "“" };
                in_quote = !in_quote;
            }
            _ => {}
        }
        let between = text.get(end as usize..word.span.start as usize).unwrap_or_default();
        end = word.span.end;
        let gap = match between {
            "" => 0,
            " " => 1,
            between if between.contains('\n') => 3,
            _ => 2,
        };
        into.push(describe(characters, gap));
    }
}

fn describe(characters: &str, gap: u32) -> Seen {
    let first = characters.chars().next().unwrap_or(' ');
    let length = characters.chars().take(9).count() as u32;
    let case = case(characters);
    let is_sign = !characters.chars().any(char::is_alphanumeric);
    let class = if is_sign {
        0x100 + fold(first) as u32
    } else if first.is_numeric() {
        1
    } else {
        match Script::of(first) {
            Some(Script::Latin) => 0x10 + case as u32,
            Some(script) => 0x20 + script as u32,
            None => 2,
        }
    };
    let long = match length {
        0..=3 => length,
        4..=6 => 4,
        _ => 5,
    };
    let whole = form(characters);
    let shape = if is_sign { whole } else { class * 8 + long };
    let mut ends = [0; 3];
    let mut hash = 3;
    for (n, c) in characters.chars().rev().take(3).enumerate() {
        hash = mix(hash, u32::from(fold(c)));
        if let Some(end) = ends.get_mut(n) {
            *end = hash;
        }
    }
    let quote = match first {
        '“' | '‘' | '「' | '『' | '«' => Quote::Opens,
        '”' | '’' | '」' | '』' | '»' if is_sign => Quote::Closes,
        '"' => Quote::Turns,
        '(' | '[' | '{' | '<' => Quote::OpensBracket,
        ')' | ']' | '}' | '>' => Quote::ClosesBracket,
        _ => Quote::No,
    };
    Seen {
        form: whole,
        shape,
        class,
        ends,
        gap,
        quote,
        is_sign,
        is_capital: matches!(case, Case::Title | Case::Upper | Case::OneUpper | Case::Mixed),
        is_final: is_sign && matches!(characters.chars().next_back(), Some('.' | '?' | '!' | '…' | '。')),
    }
}

const NOTHING: Seen = Seen {
    form: 5,
    shape: 5,
    class: 5,
    ends: [5, 5, 5],
    gap: 5,
    quote: Quote::No,
    is_sign: false,
    is_capital: false,
    is_final: false,
};

const UNKNOWN: Seen = Seen { form: 11, shape: 11, class: 11, ends: [11, 11, 11], ..NOTHING };

/// How much more is asked of a sentence's end without a sign within what is most likely one sentence.
const UNLIKELY: f32 = 2.0;

/// What is known of a paragraph when one has come to a word from its left.
pub(super) struct Context<'w> {
    words: &'w [Seen],
    start: usize,
    in_quote: bool,
    brackets: u32,
    since_final: u32,
    /// Traits of the whole paragraph.
    paragraph: u32,
    capitals: u32,
    /// Whether the only final sign of the paragraph stands at its end, so that it is most likely one sentence.
    is_one: bool,
}

impl<'w> Context<'w> {
    pub(super) fn new(words: &'w [Seen]) -> Self {
        let finals = words.iter().filter(|word| word.is_final).count();
        let last = words.last().unwrap_or(&NOTHING);
        let last_final = words.iter().rev().take(3).any(|word| word.is_final);
        let letters = words.iter().filter(|word| !word.is_sign).count();
        let capitals = words.iter().filter(|word| word.is_capital).count();
        let share = (capitals * 5 / letters.max(1)) as u32;
        let paragraph = feature(
            100,
            [u32::from(last_final), u32::from(last.is_sign), finals.min(3) as u32, bucket(words.len())],
        );
        let is_one = last_final && finals == 1;
        Self {
            words,
            start: 0,
            in_quote: false,
            brackets: 0,
            since_final: 0,
            paragraph,
            capitals: share,
            is_one,
        }
    }

    pub(super) fn ends_sentence(&self, model: &Model, n: usize, features: &mut Vec<u32>) -> bool {
        self.describe(n, features);
        let unlikely = self.is_one && !self.at(n.cast_signed()).is_sign;
        model.sentences.score(features, 1) > model.threshold + if unlikely { UNLIKELY } else { 0.0 }
    }

    pub(super) fn begin_sentence(&mut self, start: usize) {
        self.start = start;
        // Marks that were never closed do not reach over sentences for ever.
        self.brackets = 0;
    }

    /// Takes note of word `n`.
    pub(super) fn pass(&mut self, n: usize) {
        let word = *self.at(n.cast_signed());
        match word.quote {
            Quote::Opens => self.in_quote = true,
            Quote::Closes => self.in_quote = false,
            Quote::Turns => self.in_quote = !self.in_quote,
            Quote::OpensBracket => self.brackets = (self.brackets + 1).min(2),
            Quote::ClosesBracket => self.brackets = self.brackets.saturating_sub(1),
            Quote::No => {}
        }
        self.since_final = if word.is_final { 0 } else { (self.since_final + 1).min(20) };
    }

    fn at(&self, n: isize) -> &Seen {
        usize::try_from(n).ok().and_then(|n| self.words.get(n)).unwrap_or(&NOTHING)
    }

    /// The features of the place between word `n` and the next.
    pub(super) fn describe(&self, n: usize, features: &mut Vec<u32>) {
        let at = n.cast_signed();
        self.compare(n, [1, 2, 3, 4].map(|offset| self.at(at + offset)), features);
    }

    /// The same with the words to the right kept out of sight, so that training learns what those to
    /// the left are worth alone.
    pub(super) fn describe_blindly(&self, n: usize, features: &mut Vec<u32>) {
        let next = Seen { gap: self.at(n.cast_signed() + 1).gap, ..UNKNOWN };
        self.compare(n, [&next, &UNKNOWN, &UNKNOWN, &UNKNOWN], features);
    }

    fn compare(&self, n: usize, [b1, b2, b3, b4]: [&Seen; 4], features: &mut Vec<u32>) {
        features.clear();
        let at = n.cast_signed();
        let (a4, a3, a2, a1) = (self.at(at - 3), self.at(at - 2), self.at(at - 1), self.at(at));
        let gap = b1.gap;
        let first = self.at(self.start.cast_signed());
        let second = self.at(self.start.cast_signed() + 1);
        let length = bucket(n + 1 - self.start.min(n));
        let left = bucket(self.words.len() - n.min(self.words.len()));
        // The state after this word.
        let in_quote = match a1.quote {
            Quote::Opens => true,
            Quote::Closes => false,
            Quote::Turns => !self.in_quote,
            _ => self.in_quote,
        };
        let brackets = match a1.quote {
            Quote::OpensBracket => self.brackets + 1,
            Quote::ClosesBracket => self.brackets.saturating_sub(1),
            _ => self.brackets,
        };
        let inside = u32::from(in_quote) * 4 + brackets;
        let since = if a1.is_final { 0 } else { bucket(self.since_final as usize + 1) };
        let cased = mix(b1.form, b1.shape);
        let again = u32::from(first.form == b1.form) + 2 * u32::from(first.shape == b1.shape);
        let (para, capitals) = (self.paragraph, self.capitals);
        let ahead = [b1, b2, b3, b4].iter().position(|word| !word.is_capital).unwrap_or(4) as u32;
        features.extend([
            feature(0, [gap]),
            feature(1, [a1.form, gap]),
            feature(2, [a2.form]),
            feature(3, [cased]),
            feature(4, [b2.form]),
            feature(5, [a1.shape, b1.shape, gap]),
            feature(6, [a1.form, b1.form]),
            feature(7, [a1.form, b1.class, gap]),
            feature(8, [a2.shape, a1.form, b1.shape]),
            feature(9, [a2.form, a1.form]),
            feature(10, [a2.form, a1.form, b1.class]),
            feature(11, [b1.form, b2.form]),
            feature(12, [a1.shape, cased]),
            feature(13, [a2.class, a1.class, b1.class, b2.class]),
            feature(14, [a1.ends[1], b1.class]),
            feature(15, [a1.ends[2], b1.class, gap]),
            feature(16, [a1.ends[2], cased]),
            feature(17, [a3.form, a2.form, a1.form]),
            feature(18, [a1.class, b1.class, b2.class, b3.class]),
            feature(19, [cased, b2.shape]),
            feature(20, [a3.form]),
            feature(21, [b3.form]),
            feature(22, [a1.class, b1.class, length]),
            feature(23, [a1.class, b1.class, left]),
            feature(24, [length, left, u32::from(a1.is_final)]),
            feature(25, [a1.form, b1.class, inside]),
            feature(26, [a1.class, b1.form, inside]),
            feature(27, [a1.form, b1.class, para]),
            feature(28, [a1.class, b1.class, para]),
            feature(29, [a1.class, b1.class, capitals, ahead]),
            feature(30, [again, a1.class, b1.class]),
            feature(31, [first.form, a1.form, b1.class]),
            feature(32, [first.form, b1.form]),
            feature(33, [first.form, length]),
            feature(34, [since, a1.class, b1.class]),
            feature(35, [since, cased]),
            feature(36, [a3.class, a2.class, a1.class, b1.class, b2.class, b3.class]),
            feature(37, [a2.form, a1.class, b1.form]),
            feature(38, [a2.ends[2], a1.form, b1.class]),
            feature(39, [a2.shape, a1.form, b1.form]),
            feature(40, [a1.form, b1.form, b2.form]),
            feature(41, [a1.class, b1.form, b2.form]),
            feature(42, [a2.gap, a1.form, gap, b1.class]),
            feature(43, [a1.gap, a1.class, gap, b1.class, b2.gap]),
            feature(44, [a4.class, a3.class, a2.class, a1.class, b1.class]),
            feature(45, [b1.class, b2.class, b3.class, b4.class, length]),
            feature(46, [second.form, first.form, a1.class]),
            feature(47, [a1.form, length, capitals]),
            feature(48, [cased, para, u32::from(a1.is_final)]),
            feature(49, [a1.is_final.into(), b1.is_capital.into(), in_quote.into(), b1.class, gap]),
            feature(50, [a2.ends[1], a1.form, b1.form]),
            feature(51, [a2.ends[2], a1.ends[2], b1.class]),
            feature(52, [a1.ends[0], b1.class, gap]),
            feature(53, [a2.ends[0], a1.form, b1.class]),
            feature(54, [a2.ends[1], a1.form, b1.class]),
            feature(55, [a3.ends[0], a2.form, a1.form, b1.class]),
            feature(56, [a1.form, b1.ends[0], b1.class]),
            feature(57, [a1.form, b1.ends[1]]),
            feature(58, [a2.form, a1.form, b1.ends[0]]),
            feature(59, [a1.ends[0], b1.ends[0], b1.class]),
            feature(61, [a2.ends[0], a1.form, gap]),
            feature(62, [a2.ends[1], a1.form, gap]),
            feature(63, [a3.ends[0], a2.form, a1.form, gap]),
            feature(60, [a3.ends[1], a2.form, a1.form, b1.form]),
        ]);
    }
}

fn bucket(count: usize) -> u32 {
    match count {
        0..=5 => count as u32,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=25 => 9,
        26..=45 => 10,
        _ => 11,
    }
}
