//! Words around an expression that say whether it is open, not exact, or one end of a range.

use avviso_text::Span;

use crate::phrases::{Class, Lexis, skip_blank};

/// What the words around an expression make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    None,
    Since,
    Until,
    About,
    /// Since, if it is still to come.
    From,
    /// It is still to come.
    Coming,
}

/// How two expressions hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    Range,
    /// They stand side by side: the second one may leave out what the first one says.
    List,
}

/// The classes of such words in `times.tsv`.
#[derive(Debug)]
pub(crate) struct Frames {
    since: Class,
    until: Class,
    about: Class,
    from: Class,
    coming: Class,
    between: Class,
    since_behind: Class,
    until_behind: Class,
    about_behind: Class,
    onward: Class,
    join: Class,
    join_and: Class,
    list: Class,
}

impl Frames {
    /// The classes of a table.
    pub(crate) fn new(lexis: &mut Lexis) -> Self {
        let mut class = |name: &str| lexis.intern(name);
        Self {
            since: class("since"),
            until: class("until"),
            about: class("about"),
            from: class("from"),
            coming: class("coming"),
            between: class("between"),
            since_behind: class("since-behind"),
            until_behind: class("until-behind"),
            about_behind: class("about-behind"),
            onward: class("onward"),
            join: class("join"),
            join_and: class("join-and"),
            list: class("list"),
        }
    }

    /// What the words around an expression make of it; one that makes it inexact may belong to it.
    pub(crate) fn around(&self, lexis: &Lexis, text: &str, span: &mut Span) -> Frame {
        let (start, mut end) = (span.start as usize, span.end as usize);
        let about = lexis.forms.longest(self.about_behind, text, end);
        if let Some((_, to)) = about.filter(|(_, to)| lexis.closes(text, *to)) {
            span.end = to as u32;
            end = to;
        }
        let is_before = |class: Class| lexis.is_before(text, start, class);
        let behind = |class: Class| {
            // A particle, or a word of its own.
            [end, skip_blank(text, end)].into_iter().any(|at| {
                let found = lexis.forms.longest(class, text, at);
                found.is_some_and(|(_, to)| lexis.closes(text, to))
            })
        };
        if is_before(self.since) || behind(self.since_behind) || is_before(self.from) && behind(self.onward) {
            Frame::Since
        } else if is_before(self.until) || behind(self.until_behind) {
            Frame::Until
        } else if about.is_some() || is_before(self.about) {
            Frame::About
        } else if is_before(self.from) && !text[end..].starts_with(['\'', '’']) {
            Frame::From
        } else if is_before(self.coming) {
            Frame::Coming
        } else {
            Frame::None
        }
    }

    /// How two expressions hang together by what stands between them.
    pub(crate) fn between(&self, lexis: &Lexis, text: &str, first: Span, last: Span) -> Option<Link> {
        let (from, to) = (first.end as usize, last.start as usize);
        if to < from || to - from > FARTHEST {
            return None;
        }
        let at = skip_blank(text, from);
        let is = |class: Class| {
            let found = lexis.forms.longest(class, text, at);
            found.is_some_and(|(_, end)| skip_blank(text, end) == to)
        };
        let between = || lexis.is_before(text, first.start as usize, self.between);
        if is(self.join) || is(self.join_and) && between() {
            Some(Link::Range)
        } else if is(self.list) {
            Some(Link::List)
        } else {
            None
        }
    }
}

/// More stands between no two ends of a range, in bytes.
const FARTHEST: usize = 16;
