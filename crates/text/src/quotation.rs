//! Quotations: what stands between quotation marks, nested, and repaired where a mark is missing.
//!
//! One pass over a paragraph with a stack of open marks. What a mark does is read off the mark
//! itself where it has a direction, and off its neighbours where it has none or where it may be an
//! apostrophe. Who is quoted is not known here.

use serde::{Deserialize, Serialize};

use crate::{Span, Text};

/// The family of a pair of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationKind {
    /// “ ” " „ and mixtures of them.
    Double,
    /// ‘ ’ ' ‚ and mixtures of them.
    Single,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// 《 》
    DoubleAngle,
    /// 〈 〉
    Angle,
    /// « »
    Guillemet,
    /// ‹ ›
    SingleGuillemet,
}

/// How a quotation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationEnd {
    /// With its closing mark.
    Closed,
    /// With its paragraph; the next paragraph opens again, so that one quotation goes on.
    Continued,
    /// The closing mark is missing: it ends where an outer quotation or the paragraph does.
    Repaired,
}

/// One quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// The family of its marks.
    pub kind: QuotationKind,
    /// How many quotations it stands in.
    pub depth: u32,
    /// The one it stands in directly, as an index of the same list.
    pub parent: Option<usize>,
    /// How it ends.
    pub end: QuotationEnd,
    /// Whether it carries on a quotation of the paragraph before, which was [`QuotationEnd::Continued`].
    pub resumes: bool,
}

/// The quotations of one paragraph, in order of their opening marks.
pub fn quotations(text: &str, paragraph: Span) -> Vec<Quotation> {
    let mut scan = Scan::new(text, paragraph);
    scan.run();
    scan.finish()
}

/// The quotations of all paragraphs of a text; those that go on over several paragraphs are marked.
pub fn quotations_of(text: &Text) -> Vec<Quotation> {
    let mut all: Vec<Quotation> = Vec::new();
    let mut open: Option<usize> = None;
    for paragraph in &text.paragraphs {
        let base = all.len();
        let mut found = quotations(&text.content, paragraph.span);
        for quotation in &mut found {
            quotation.parent = quotation.parent.map(|parent| parent + base);
        }
        if let (Some(before), Some(first)) = (open.and_then(|n| all.get_mut(n)), found.first_mut())
            && first.span.start == paragraph.span.start
            && first.kind == before.kind
        {
            before.end = QuotationEnd::Continued;
            first.resumes = true;
        }
        let reaches_end = |q: &Quotation| {
            q.depth == 0 && q.end == QuotationEnd::Repaired && q.span.end == paragraph.span.end
        };
        open = found.iter().rposition(reaches_end).map(|n| n + base);
        all.append(&mut found);
    }
    all
}

/// What a mark can do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
}

fn mark(c: char) -> Option<(QuotationKind, Role)> {
    use QuotationKind::{
        Angle, Corner, Double, DoubleAngle, Guillemet, Single, SingleGuillemet, WhiteCorner,
    };
    Some(match c {
        '“' | '„' | '‟' => (Double, Role::Opens),
        '”' => (Double, Role::Closes),
        '"' | '＂' => (Double, Role::Either),
        '‘' | '‚' | '‛' => (Single, Role::Opens),
        '’' => (Single, Role::Closes),
        '\'' | '＇' => (Single, Role::Either),
        '「' | '｢' => (Corner, Role::Opens),
        '」' | '｣' => (Corner, Role::Closes),
        '『' => (WhiteCorner, Role::Opens),
        '』' => (WhiteCorner, Role::Closes),
        '《' => (DoubleAngle, Role::Opens),
        '》' => (DoubleAngle, Role::Closes),
        '〈' => (Angle, Role::Opens),
        '〉' => (Angle, Role::Closes),
        '«' => (Guillemet, Role::Opens),
        '»' => (Guillemet, Role::Closes),
        '‹' => (SingleGuillemet, Role::Opens),
        '›' => (SingleGuillemet, Role::Closes),
        _ => return None,
    })
}

/// A mark with its neighbours; blanks stand for the paragraph's ends.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    after: usize,
    kind: QuotationKind,
    role: Role,
    before: char,
    next: char,
}

impl Mark {
    /// Blank or opening before it, something after it.
    fn looks_opening(&self) -> bool {
        let free = self.before.is_whitespace()
            || matches!(self.before, '(' | '[' | '{' | '-' | '–' | '—' | '…' | '/' | '=' | ':')
            || mark(self.before).is_some();
        free && !self.next.is_whitespace()
    }

    /// Inside a word of letters written without spaces between syllables and marks: a mark after
    /// which a particle follows directly (Hangul, kana, Han) is not an apostrophe.
    fn is_within_a_word(&self) -> bool {
        self.before.is_alphanumeric() && self.next.is_alphanumeric() && !is_east_asian(self.next)
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}')
}

struct Scan<'t> {
    text: &'t str,
    paragraph: Span,
    marks: Vec<Mark>,
    /// Straight double marks that are still to come, so that an odd number betrays a missing one.
    straight_left: usize,
    /// Double marks with a direction that are still to come: those that open and those that close.
    directed_left: [usize; 2],
    found: Vec<Found>,
    /// Indices into `found`.
    open: Vec<usize>,
    /// How many of each kind are open, so that a stray closing mark costs no search.
    open_of: [usize; 8],
}

struct Found {
    quotation: Quotation,
    opener: Mark,
    /// An apostrophe that was taken for an opening mark.
    dropped: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, paragraph: Span) -> Self {
        let mut marks = Vec::new();
        let mut before = ' ';
        let mut chars = paragraph.of(text).char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if let Some((kind, role)) = mark(c) {
                let at = paragraph.start as usize + offset;
                let next = chars.peek().map_or(' ', |&(_, next)| next);
                marks.push(Mark { at, after: at + c.len_utf8(), kind, role, before, next });
            }
            before = c;
        }
        let is_straight = |m: &&Mark| m.kind == QuotationKind::Double && m.role == Role::Either;
        let straight_left = marks.iter().filter(is_straight).count();
        let count = |role| marks.iter().filter(|m| m.kind == QuotationKind::Double && m.role == role).count();
        let directed_left = [count(Role::Opens), count(Role::Closes)];
        Self {
            text,
            paragraph,
            marks,
            straight_left,
            directed_left,
            found: Vec::new(),
            open: Vec::new(),
            open_of: [0; 8],
        }
    }

    fn run(&mut self) {
        for n in 0..self.marks.len() {
            let Some(&mark) = self.marks.get(n) else { return };
            match mark.kind {
                QuotationKind::Double => self.double(mark),
                QuotationKind::Single => self.single(mark, n),
                _ if mark.role == Role::Opens => self.open(mark),
                _ => self.close(mark),
            }
        }
    }

    fn double(&mut self, mark: Mark) {
        let open = self.open_of[QuotationKind::Double as usize];
        let is_open = open > 0;
        match mark.role {
            Role::Opens => self.directed_left[0] -= 1,
            Role::Closes => self.directed_left[1] -= 1,
            Role::Either => self.straight_left -= 1,
        }
        match mark.role {
            // Some type the opening mark at both ends.
            Role::Opens if self.top_is(QuotationKind::Double) && !mark.looks_opening() => self.close(mark),
            Role::Opens => {
                // Too few closing marks are left for one quotation in another: the outer one lacks its own.
                let [opening, closing] = self.directed_left;
                if self.top_is(QuotationKind::Double) && !self.straight_top() && closing < opening + open + 1
                {
                    self.abandon_top(mark.at);
                }
                self.open(mark);
            }
            Role::Closes if is_open => self.close(mark),
            // Others the closing one.
            Role::Closes if mark.looks_opening() => self.open(mark),
            Role::Closes => {}
            Role::Either => {
                if !is_open {
                    // Inches stand behind a number, where no quotation begins.
                    if !mark.before.is_numeric() || mark.next.is_alphanumeric() {
                        self.open(mark);
                    }
                } else if self.straight_left % 2 == 1 && mark.looks_opening() && self.straight_top() {
                    self.abandon_top(mark.at);
                    self.open(mark);
                } else {
                    self.close(mark);
                }
            }
        }
    }

    fn single(&mut self, mark: Mark, n: usize) {
        let innermost = self.top_is(QuotationKind::Single);
        match mark.role {
            Role::Opens if innermost && !mark.looks_opening() && !mark.next.is_alphanumeric() => {
                self.close(mark);
            }
            Role::Opens if mark.is_within_a_word() => {}
            Role::Opens => self.open(mark),
            _ if mark.is_within_a_word() => {}
            // The apostrophe of ’90s.
            Role::Closes if strictly_opening(mark) => {}
            _ if innermost && mark.role == Role::Either && strictly_opening(mark) => {
                // The one before was an apostrophe, as in ’tis.
                self.drop_top();
                self.open(mark);
            }
            _ if innermost => {
                let after_blank = mark.before.is_whitespace() && !mark.next.is_whitespace();
                let misplaced = after_blank && mark.role == Role::Either;
                if !misplaced && !self.is_possessive(mark, n) {
                    self.close(mark);
                }
            }
            Role::Either
                if !mark.next.is_whitespace() && (mark.looks_opening() || is_east_asian(mark.before)) =>
            {
                self.open(mark);
            }
            _ => {}
        }
    }

    /// An s, a mark, a blank and a letter, with a better closing mark still to come: “the dogs’ owner”.
    fn is_possessive(&self, mark: Mark, n: usize) -> bool {
        if !matches!(mark.before, 's' | 'S' | 'z' | 'x') || !mark.next.is_whitespace() {
            return false;
        }
        let next_single = self.marks.get(n + 1).filter(|next| next.kind == QuotationKind::Single);
        next_single.is_some_and(|next| {
            next.role != Role::Opens && !next.is_within_a_word() && !strictly_opening(*next)
        })
    }

    fn top_is(&self, kind: QuotationKind) -> bool {
        self.top().is_some_and(|top| top.quotation.kind == kind)
    }

    fn straight_top(&self) -> bool {
        let is_straight =
            |top: &Found| top.quotation.kind == QuotationKind::Double && top.opener.role == Role::Either;
        self.top().is_some_and(is_straight)
    }

    fn top(&self) -> Option<&Found> {
        self.found.get(*self.open.last()?)
    }

    fn open(&mut self, mark: Mark) {
        let rest = Span::new(mark.at, self.paragraph.end as usize);
        let quotation = Quotation {
            span: rest,
            inner: Span::new(mark.after, rest.end as usize),
            kind: mark.kind,
            depth: 0,
            parent: self.open.last().copied(),
            end: QuotationEnd::Repaired,
            resumes: false,
        };
        self.open.push(self.found.len());
        self.open_of[mark.kind as usize] += 1;
        self.found.push(Found { quotation, opener: mark, dropped: false });
    }

    fn pop(&mut self) -> Option<&mut Found> {
        let found = self.found.get_mut(self.open.pop()?)?;
        self.open_of[found.quotation.kind as usize] -= 1;
        Some(found)
    }

    /// Closes the innermost open quotation of the mark's kind; what stands open within it ends here.
    fn close(&mut self, mark: Mark) {
        if self.open_of[mark.kind as usize] == 0 {
            return;
        }
        while !self.top_is(mark.kind) && !self.open.is_empty() {
            self.abandon_top(mark.at);
        }
        if let Some(found) = self.pop() {
            found.quotation.span.end = mark.after as u32;
            found.quotation.inner.end = (mark.at as u32).max(found.quotation.inner.start);
            found.quotation.end = QuotationEnd::Closed;
        }
    }

    fn drop_top(&mut self) {
        if let Some(found) = self.pop() {
            found.dropped = true;
        }
    }

    /// Ends the innermost open quotation without a mark. A single mark that nothing closes was an
    /// apostrophe, unless it had a direction and stood before a letter.
    fn abandon_top(&mut self, end: usize) {
        let text = self.text;
        if let Some(found) = self.pop() {
            let opener = found.opener;
            found.dropped = opener.kind == QuotationKind::Single
                && (opener.role == Role::Either || opener.next.is_numeric());
            let cut = Span::new(opener.after, end.max(opener.after));
            let kept = opener.after + cut.of(text).trim_end().len();
            found.quotation.span.end = kept as u32;
            found.quotation.inner.end = kept as u32;
        }
    }

    /// Takes out the apostrophes and counts depths.
    fn finish(mut self) -> Vec<Quotation> {
        while !self.open.is_empty() {
            self.abandon_top(self.paragraph.end as usize);
        }
        let mut kept: Vec<Quotation> = Vec::with_capacity(self.found.len());
        // For each found quotation, the kept one that it is, or that it stands in.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.found.len());
        for found in &self.found {
            let parent = found.quotation.parent.and_then(|parent| places.get(parent).copied().flatten());
            if found.dropped {
                places.push(parent);
                continue;
            }
            let depth = parent.and_then(|parent| kept.get(parent)).map_or(0, |outer| outer.depth + 1);
            places.push(Some(kept.len()));
            kept.push(Quotation { depth, parent, ..found.quotation });
        }
        kept
    }
}

fn strictly_opening(mark: Mark) -> bool {
    mark.before.is_whitespace() && mark.next.is_alphanumeric()
}
