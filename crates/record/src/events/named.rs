//! Which nouns name states, places and bodies, and what stands with them.

use avviso_text::Span;

use super::frames::Label;
use super::parties::Parties;

impl Parties<'_> {
    /// The noun that a name belongs to, if that is somebody: the government of “the Argentine government”.
    pub(super) fn whole(&self, word: usize) -> usize {
        let owner =
            self.grammar.above(word).filter(|(label, _)| matches!(label, Label::Modifier | Label::Owner));
        owner.map(|(_, noun)| noun).filter(|noun| self.is_of_state(*noun)).unwrap_or(word)
    }

    /// Whether a noun stands for somebody whose state it names.
    pub(super) fn is_of_state(&self, word: usize) -> bool {
        self.is_somebody(word) && self.has_state(word).is_some()
    }

    /// Whether the tables of the world know the word, or the name that it ends.
    pub(super) fn is_named(&self, word: usize) -> bool {
        self.texts(word).any(|text| self.gazetteer.knows(text)) || self.is_state(word)
    }

    /// Whether a word before a noun names a state or its people.
    pub(super) fn is_state(&self, word: usize) -> bool {
        self.texts(word).any(|text| self.gazetteer.is_state(text)) || !self.members(word).is_empty()
    }

    /// Whether a pronoun stands there.
    pub(super) fn is_pronoun(&self, span: Span) -> bool {
        let word = self.words.spans.partition_point(|word| word.end <= span.start);
        self.words.spans.get(word).is_some_and(|word| *word == span) && self.grammar.is_pronoun(word)
    }

    /// Whether a word names a place within a state.
    pub(super) fn is_place(&self, word: usize) -> bool {
        self.texts(word).any(|text| self.gazetteer.is_place(text))
    }

    /// The states of a compound of their signs, if the word is a name or has signs between them: 파일 is a file.
    pub(super) fn members(&self, word: usize) -> Vec<std::ops::Range<u32>> {
        let text = self.grammar.bare(word).of(self.words.text);
        let divided = || text.chars().any(|char| !char.is_alphanumeric());
        let compound = || self.grammar.is_name(word) || divided() || self.frames.is(text, "@compound");
        let members = if compound() { self.gazetteer.members(text) } else { Vec::new() };
        let usual = |member: &std::ops::Range<u32>| {
            self.frames.is(&text[member.start as usize..member.end as usize], "@signs")
        };
        if divided() || members.iter().all(usual) { members } else { Vec::new() }
    }

    /// A word as it stands, without its particle, and with what belongs to its name.
    pub(super) fn texts(&self, word: usize) -> impl Iterator<Item = &str> {
        let text = |span: Span| span.of(self.words.text);
        let name = self.grammar.name(word).map_or("", text);
        [self.words.form(word), text(self.grammar.bare(word)), name].into_iter()
    }

    /// The words that stand with a noun as `fits` asks.
    pub(super) fn standing(&self, word: usize, fits: impl Fn(&Label) -> bool) -> impl Iterator<Item = usize> {
        self.grammar.arguments(word).into_iter().filter_map(move |(label, part)| fits(&label).then_some(part))
    }

    /// The words behind a preposition of a class, or before such a particle.
    pub(super) fn behind(&self, word: usize, class: &str) -> impl Iterator<Item = usize> {
        self.standing(word, move |label| matches!(label, Label::With(word) if self.frames.is(word, class)))
    }

    /// Whether a word, or one of those before it in its name, is a state's; the European Union is no European.
    pub(super) fn has_state(&self, word: usize) -> Option<usize> {
        if self.grammar.name(word).is_some_and(|name| self.gazetteer.is_body(name.of(self.words.text))) {
            return None;
        }
        let modifiers = self.standing(word, |label| *label == Label::Modifier);
        std::iter::once(word).chain(modifiers).find(|part| self.is_state(*part))
    }

    /// A word and those listed with it, as far as they name states.
    pub(super) fn listed(&self, first: usize) -> Vec<usize> {
        let others = self.grammar.joined(first).into_iter().filter(|part| self.is_state(*part));
        std::iter::once(first).chain(others).collect()
    }

    /// 대북, 대이란: the part of a word that names the state towards which something is.
    pub(super) fn toward(&self, word: usize) -> Option<Span> {
        let span = self.grammar.bare(word);
        let text = span.of(self.words.text);
        let rest = |prefix: &String| text.strip_prefix(prefix.as_str()).filter(|rest| !rest.is_empty());
        let state = self.frames.members("@towards").iter().find_map(rest)?;
        (self.gazetteer.is_sign(state) || self.gazetteer.is_state(state))
            .then(|| Span { start: span.end - state.len() as u32, end: span.end })
    }

    /// The noun that a word stands before as a part of it, or else the word itself.
    pub(super) fn whole_of(&self, word: usize) -> usize {
        match self.grammar.above(word) {
            Some((Label::Modifier | Label::Owner, noun)) if !self.grammar.is_predicate(noun) => noun,
            _ => word,
        }
    }
}
