//! Which lemma goes with which form and tags.

use std::collections::{BTreeMap, HashMap};

use avviso_syntax::morphology::{Lemmas, Rule, keys};

use super::treebank::Sentence;

/// Learns from the words of sentences: for each key the commonest rule, if no shorter key gives the same.
pub(super) fn train(sentences: &[Sentence]) -> Lemmas {
    let mut counts: HashMap<u32, BTreeMap<Rule, u32>> = HashMap::new();
    let words = || sentences.iter().flat_map(|sentence| &sentence.words).filter(|word| word.lemma != "_");
    for word in words() {
        let rule = Rule::between(&word.form, &word.lemma);
        for key in keys(&word.form, &word.upos, &word.xpos) {
            *counts.entry(key).or_default().entry(rule.clone()).or_default() += 1;
        }
    }
    let best = |key: &u32| {
        let counts = counts.get(key)?;
        counts.iter().max_by_key(|(_, count)| **count).map(|(rule, _)| rule)
    };
    let mut chosen: BTreeMap<u32, Rule> = BTreeMap::new();
    for word in words() {
        let keys: Vec<u32> = keys(&word.form, &word.upos, &word.xpos).collect();
        for (place, key) in keys.iter().enumerate() {
            let shorter = keys[place + 1..].iter().find_map(best);
            if let Some(rule) = best(key)
                && Some(rule) != shorter
            {
                chosen.insert(*key, rule.clone());
            }
        }
    }
    Lemmas::new(chosen)
}
