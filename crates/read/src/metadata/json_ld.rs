//! What a page says of itself in JSON-LD (schema.org).

use serde_json::Value;

/// The object that describes the article: of those that are articles, the one that says most.
pub(crate) fn article(objects: &[Value]) -> Option<&Value> {
    let articles = objects.iter().filter(|object| is_article(object));
    let said = |object: &&Value| {
        let fields = ["headline", "datePublished", "author", "articleBody", "publisher"];
        fields.iter().filter(|field| object.get(**field).is_some()).count()
    };
    // Of equals the first: pages list other articles after their own.
    articles.rev().max_by_key(said)
}

fn is_article(object: &Value) -> bool {
    let kind = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
    match object.get("@type") {
        Some(Value::String(name)) => kind(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(kind),
        _ => false,
    }
}

/// A text field.
pub(crate) fn text(object: &Value, field: &str) -> Option<String> {
    let text = first(object.get(field)?)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names in a field that holds persons, organisations or their names.
pub(crate) fn names(object: &Value, field: &str) -> Vec<String> {
    let values = match object.get(field) {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    let named = values.iter().filter_map(|value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(_) => text(value, "name"),
        _ => None,
    });
    named.filter(|name| !name.trim().is_empty()).collect()
}

/// Words in a field that holds a list of them, or one text with commas.
pub(crate) fn words(object: &Value, field: &str) -> Vec<String> {
    match object.get(field) {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => text.split(',').map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.first(),
        value => Some(value),
    }
}
