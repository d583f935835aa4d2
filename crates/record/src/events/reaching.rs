//! Who stands where a frame asks: at its paths, below them, next in the clause; when and where it was.

use std::ops::Range;

use super::event::Actant;
use super::finding::{Held, Paragraph};
use super::frames::{Label, Path};
use super::grammar::Argument;

/// Steps below an event's word where whoever it is done to is looked for, at most.
const DEEPEST: usize = 4;

impl Paragraph<'_> {
    /// Whoever stands at the first of the paths at which somebody does who is not one of `others`.
    pub(super) fn all(&self, held: &Held<'_>, paths: &[Path], others: &[Actant]) -> Vec<Actant> {
        let new = |party: &Actant| !others.iter().any(|known| known.span.contains(party.span));
        // “the release by them of sailors followed a visit by her”: a noun's own words before its verb's.
        let named = |(_, part): &&Argument| !self.parties.grammar.is_pronoun(*part);
        let own = || held.arguments[..held.own].iter().filter(named).cloned().collect::<Vec<_>>();
        let own = if held.is_noun() { own() } else { Vec::new() };
        let place = |arguments: &[Argument], path: &Path| {
            let mut list = self.at(arguments, path);
            list.retain(new);
            list
        };
        let mut found = paths.iter().map(|path| {
            let first = matches!(path.first(), Some(Label::With(_) | Label::Owner));
            let list = if first && !own.is_empty() { place(&own, path) } else { Vec::new() };
            if list.is_empty() { place(&held.arguments, path) } else { list }
        });
        found.find(|list| !list.is_empty()).unwrap_or_default()
    }

    fn at(&self, arguments: &[Argument], path: &[Label]) -> Vec<Actant> {
        let mut places = self.standing(arguments, path);
        if let (true, [before @ .., last @ Label::With(_)]) = (places.is_empty(), path) {
            places = self.lower(arguments, before, last);
        }
        let mut all: Vec<Actant> = Vec::new();
        for found in places.into_iter().flat_map(|part| self.parties.of(part)) {
            // “Addis” and “Ababa” are one, whatever the tree.
            let same = |known: &Actant| found.entity.is_some() && known.entity == found.entity;
            if !all.iter().any(|known| known.span.contains(found.span) || same(known)) {
                all.push(found);
            }
        }
        all
    }

    /// “tariffs of 40 percent on panels”: the words behind a preposition that stands with a noun below the end of a
    /// path.
    pub(super) fn lower(&self, arguments: &[Argument], path: &[Label], preposition: &Label) -> Vec<usize> {
        let here = match path {
            // What hangs on whoever does it is not told of the event.
            [] => arguments
                .iter()
                .filter(|(label, _)| *label != Label::Subject)
                .map(|(_, part)| *part)
                .collect(),
            _ => self.standing(arguments, path),
        };
        let below = |part: usize| {
            let grammar = self.parties.grammar;
            if grammar.is_predicate(part) { Vec::new() } else { grammar.arguments(part) }
        };
        let lower = here.into_iter().flat_map(below).filter(|(label, _)| matches!(label, Label::With(_)));
        let lower: Vec<Argument> = lower.collect();
        let lowest = lower.iter().flat_map(|(_, part)| below(*part));
        let fits = |(label, part): Argument| preposition.allows(&label).then_some(part);
        lower.iter().cloned().chain(lowest).filter_map(fits).collect()
    }

    /// Whoever is named within the event's object, or within the clause that it is about; else whoever is named next
    /// behind the predicate in its own clause.
    pub(super) fn deep(&self, held: &Held<'_>) -> Vec<Actant> {
        let actor =
            held.arguments.iter().find(|(label, _)| *label == Label::Subject).map(|(_, actor)| *actor);
        let inner = |(label, part): &Argument| {
            let about =
                *label == Label::Clause || *label == Label::Object && (held.reaches() || held.is_noun());
            about.then(|| self.parties.below(*part, DEEPEST, actor))
        };
        let found = held.arguments.iter().filter_map(inner).find(|list| !list.is_empty());
        found.or_else(|| self.next(held).filter(|_| held.reaches())).unwrap_or_default()
    }

    fn next(&self, held: &Held<'_>) -> Option<Vec<Actant>> {
        let clause = self.parties.grammar.clause(held.told_by());
        let mut behind = held.told_by() + 1..clause.end;
        let fits = |word: &usize| {
            self.parties.is_named(*word) && !self.is_aside(held, *word) && !self.is_where(*word)
        };
        let named = behind.find(fits)?;
        Some(self.parties.of(self.parties.whole(named))).filter(|list| !list.is_empty())
    }

    /// Whether a word names a place within a state where something is done.
    fn is_where(&self, word: usize) -> bool {
        let label = self.parties.grammar.above(word).map(|(label, _)| label);
        let stands = matches!(label, Some(Label::With(word)) if self.finding.frames.is(&word, "@where"));
        stands && self.parties.is_place(word)
    }

    /// Whether a word stands in a clause that tells of what happened before, after or because.
    fn is_aside(&self, held: &Held<'_>, word: usize) -> bool {
        let grammar = self.parties.grammar;
        let mut at = word;
        while let Some((_, above)) = grammar.above(at).filter(|(_, above)| *above != held.told_by()) {
            if grammar.is_predicate(above) {
                let clause = grammar.above(above).is_some_and(|(label, _)| label == Label::Clause);
                return clause && !held.arguments.contains(&(Label::Clause, above));
            }
            at = above;
        }
        false
    }

    /// When: the time that stands with the event's word, or else the nearest one of its sentence that stands with
    /// no other predicate.
    pub(super) fn time(
        &self,
        arguments: &[Argument],
        word: usize,
        sentence: &Range<usize>,
    ) -> Option<String> {
        let grammar = self.parties.grammar;
        if let Some(time) = arguments.iter().find_map(|(_, part)| self.parties.time(*part)) {
            return time.value.clone();
        }
        let free = |part: &usize| {
            // 9일 마지막 교섭을 벌일 예정이다: a day within a phrase is of the predicate that the phrase belongs to.
            let mut above = grammar.above(*part);
            for _ in 0..DEEPEST {
                let inner = |(label, noun): &&Argument| {
                    matches!(label, Label::Modifier | Label::Owner) && !grammar.is_predicate(*noun)
                };
                match above.as_ref().filter(inner).map(|(_, noun)| *noun) {
                    Some(noun) => above = grammar.above(noun),
                    None => break,
                }
            }
            above.map(|(_, above)| above).is_none_or(|above| above == word || !grammar.is_predicate(above))
        };
        let times = sentence.clone().filter(|part| self.parties.time(*part).is_some());
        let nearest = times.filter(free).min_by_key(|part| part.abs_diff(word))?;
        self.parties.time(nearest)?.value.clone()
    }

    /// The first named place behind a word of @where.
    pub(super) fn place(&self, arguments: &[Argument]) -> Option<Actant> {
        let stands =
            |label: &Label| matches!(label, Label::With(word) if self.finding.frames.is(word, "@where"));
        let mut places = arguments.iter().filter(|(label, _)| stands(label)).map(|(_, part)| *part);
        places.find_map(|part| self.parties.place(part))
    }

    /// The words that stand at the end of a path.
    pub(super) fn standing(&self, arguments: &[Argument], path: &[Label]) -> Vec<usize> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let here = arguments.iter().filter(|(label, _)| first.allows(label)).map(|(_, part)| *part);
        if rest.is_empty() {
            return here.collect();
        }
        // “agreed to set up a commission”: nothing is done to what is only made.
        let makes = |part: &usize| {
            let object = matches!(rest, [Label::Object, ..]);
            *first == Label::Clause
                && object
                && self.finding.frames.is(self.parties.grammar.lemma(*part), "@makes")
        };
        let here = here.filter(|part| !makes(part));
        here.flat_map(|part| self.standing(&self.parties.grammar.arguments(part), rest)).collect()
    }
}
