//! Figures of mentions and of who is who.

use avviso_record::attribution::Words;
use avviso_record::mentions::{Class, Entities, Form};

use super::gum::{Document, Gold};
use crate::segmentation::Score;

/// What was right.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Mentions by a name, exact spans.
    pub names: Score,
    /// All mentions, exact spans.
    pub all: Score,
    /// Of the exact ones by a name, those whose class is right.
    pub classes: [usize; 2],
    /// Pronouns of the third person for somebody whom the document mentions otherwise too, of all, and those
    /// that are put to the right one.
    pub pronouns: [usize; 2],
    /// The same for nouns for somebody mentioned before.
    pub nouns: [usize; 2],
}

/// What went wrong, for a person to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake(pub String);

/// Compares a document's entities with the gold ones.
pub fn compare(
    document: &Document,
    paragraphs: &[Words<'_>],
    found: &Entities,
    figures: &mut Figures,
    mistakes: &mut Vec<Mistake>,
) {
    let span_of = |place: usize| {
        let mention = &found.mentions[place];
        let span = paragraphs[mention.paragraph].cover(mention.words.clone());
        span.map_or([0, 0], |span| [span.start as usize, span.end as usize])
    };
    let head_of = |place: usize| {
        let mention = &found.mentions[place];
        let span = paragraphs[mention.paragraph].spans[mention.head];
        [span.start as usize, span.end as usize]
    };
    let text = |span: [usize; 2]| document.text.get(span[0]..span[1]).unwrap_or_default();
    let gold_of = |place: usize| document.mentions.iter().find(|gold| gold.head == head_of(place));
    let is_name = |gold: &&Gold| gold.form == Some(Form::Name);
    figures.names.gold += document.mentions.iter().filter(is_name).count();
    figures.all.gold += document.mentions.len();
    figures.all.found += found.mentions.len();
    for (place, mention) in found.mentions.iter().enumerate() {
        let span = span_of(place);
        let exact = document.mentions.iter().find(|gold| gold.span == span);
        figures.all.right += usize::from(exact.is_some());
        if mention.form == Form::Name {
            figures.names.found += 1;
            let right = exact.filter(is_name);
            figures.names.right += usize::from(right.is_some());
            if let Some(gold) = right {
                figures.classes[1] += 1;
                figures.classes[0] += usize::from(gold.class == mention.class);
                if gold.class != mention.class {
                    let (a, b) = (gold.class.name(), mention.class.name());
                    mistakes.push(Mistake(format!("class  {}: {a} ≠ {b}", text(span))));
                }
            } else {
                let gold = gold_of(place).map_or("nothing", |gold| text(gold.span));
                mistakes.push(Mistake(format!("span  {} ≠ {gold}", text(span))));
            }
        }
    }
    // The chain that most of an entity's names, else nouns, are of.
    let chain_of = |entity: usize| {
        let of_form = |form: Form| {
            let mentions = found.list[entity].mentions.iter().copied();
            let chains: Vec<u32> = mentions
                .filter(|place| found.mentions[*place].form == form)
                .filter_map(|place| Some(gold_of(place)?.chain))
                .collect();
            let count = |chain: &u32| chains.iter().filter(|other| *other == chain).count();
            chains.iter().copied().max_by_key(count)
        };
        of_form(Form::Name).or_else(|| of_form(Form::Noun))
    };
    for (number, gold) in document.mentions.iter().enumerate() {
        if gold.class != Class::Person {
            continue;
        }
        let chain = document.mentions.iter().enumerate().filter(|(_, other)| other.chain == gold.chain);
        let pronoun = gold.third;
        let role = gold.form == Some(Form::Noun);
        let known = chain.clone().any(|(place, other)| {
            let form = other.form.is_some_and(|form| form != Form::Pronoun);
            form && if role { place < number && is_name(&other) } else { true }
        });
        if !known || !(pronoun || role) {
            continue;
        }
        let place = (0..found.mentions.len()).find(|place| head_of(*place) == gold.head);
        let entity = place.map(|place| found.mentions[place].entity);
        let right = entity.and_then(chain_of) == Some(gold.chain);
        let count = if role { &mut figures.nouns } else { &mut figures.pronouns };
        count[1] += 1;
        count[0] += usize::from(right);
        if !right {
            let named = entity.map_or("nobody", |entity| found.list[entity].name.as_str());
            let first = chain.map(|(_, other)| other).find(|other| other.form != Some(Form::Pronoun));
            let wanted = first.map_or("", |first| text(first.span));
            let from = document.text[..gold.span[0]].char_indices().rev().nth(100).map_or(0, |(at, _)| at);
            let around = text([from, gold.span[1]]).replace('\n', " ");
            mistakes.push(Mistake(format!("who  {}: {wanted} ≠ {named}  in  …{around}", text(gold.span))));
        }
    }
}
