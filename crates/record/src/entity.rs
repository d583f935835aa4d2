//! Who and what a text mentions, as it is recorded.

use avviso_text::Span;
use serde::{Deserialize, Serialize};

use crate::attribution::Words;
use crate::mentions::{Class, Entities, Form};

/// Words that stand for somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where they stand.
    pub span: Span,
    /// The word that the others hang on.
    pub head: Span,
    /// How they mention.
    pub form: Form,
    /// What kind of thing.
    pub class: Class,
    /// The number of the entity within the record.
    pub entity: u32,
}

/// Somebody or something that a text mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name, or else the fullest description.
    pub name: String,
    /// What kind of thing.
    pub class: Class,
    /// Whether the text gives a name.
    pub named: bool,
    /// The actor in the world (`person:kishida-fumio`), once it is linked.
    #[serde(default)]
    pub actor: Option<String>,
}

/// The mentions and entities of a text that are worth recording: persons, bodies and places, and whatever has a
/// name. What only pronouns stand for, and things without a name, are left out.
pub(crate) fn recorded(entities: &Entities, paragraphs: &[Words<'_>], first: u32) -> Recorded {
    let mut numbers: Vec<Option<u32>> = vec![None; entities.list.len()];
    let mut recorded = Recorded::default();
    for (place, entity) in entities.list.iter().enumerate() {
        let somebody = matches!(entity.class, Class::Person | Class::Organisation | Class::Place);
        if entity.name.is_empty() || !somebody && !entity.is_named() {
            continue;
        }
        numbers[place] = Some(first + recorded.entities.len() as u32);
        recorded.entities.push(Entity {
            name: entity.name.clone(),
            class: entity.class,
            named: entity.is_named(),
            actor: None,
        });
    }
    for found in &entities.mentions {
        let words = paragraphs.get(found.paragraph);
        let span = words.and_then(|words| words.cover(found.words.clone()));
        let head = words.and_then(|words| words.spans.get(found.head).copied());
        if let (Some(span), Some(head), Some(entity)) = (span, head, numbers[found.entity]) {
            let (form, class) = (found.form, found.class);
            recorded.mentions.push(Mention { span, head, form, class, entity });
        }
    }
    recorded.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    recorded.numbers = numbers;
    recorded
}

/// What is recorded of a language's paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
    /// The number of each entity that was found, if it is recorded.
    numbers: Vec<Option<u32>>,
}

impl Recorded {
    /// The number within the record of an entity that was found.
    pub(crate) fn number(&self, place: u32) -> Option<u32> {
        self.numbers.get(place as usize).copied().flatten()
    }
}
