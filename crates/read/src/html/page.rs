//! What stands on a page, gathered in one walk over its tree: the statements of its head, headings,
//! times, bylines, and the blocks of its text with where they stand.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::class::{Area, area_of, is_byline, is_date, is_dateline};

/// A run of text between two breaks.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Its characters, white space made single.
    pub(crate) text: String,
    /// How many of its characters are links.
    pub(crate) linked: usize,
    /// How many of its first bytes stand in an element marked as a dateline.
    pub(crate) dateline: usize,
    /// Where on the page it stands.
    pub(crate) area: Area,
    /// Whether it is a heading.
    pub(crate) heading: bool,
    /// The element it stands in, by its place in [`Page::above`].
    pub(crate) element: usize,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// `<meta>`: name, property or itemprop in lower case, and content.
    pub(crate) metas: Vec<(String, String)>,
    /// The objects of JSON-LD, those within `@graph` and lists on their own.
    pub(crate) linked_data: Vec<Value>,
    /// `<title>`.
    pub(crate) title: Option<String>,
    /// The texts of `<h1>`, in order.
    pub(crate) headings: Vec<String>,
    /// `<link rel=canonical>`.
    pub(crate) canonical: Option<String>,
    /// `<html lang>`.
    pub(crate) language: Option<String>,
    /// `<time datetime>` or what stands in `<time>`, outside side matter.
    pub(crate) times: Vec<String>,
    /// The texts of elements that are marked as holding a date.
    pub(crate) dates: Vec<String>,
    /// The texts of elements that are marked as holding a byline.
    pub(crate) bylines: Vec<String>,
    /// The text in order.
    pub(crate) blocks: Vec<Block>,
    /// Of each element that breaks text, the one around it; the first is the page itself.
    pub(crate) above: Vec<usize>,
}

impl Page {
    /// Parses and walks.
    pub(crate) fn parse(content: &str) -> Self {
        let document = Document::from(content);
        let mut walk = Walk::default();
        walk.page.above.push(0);
        let root = document.root();
        walk.children(&root, &Place::default());
        walk.flush(&Place::default());
        walk.page
    }

    /// The content of the first `<meta>` of a name.
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.metas_named(name).next()
    }

    /// The contents of every `<meta>` of a name.
    pub(crate) fn metas_named(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.metas.iter().filter(move |(known, _)| known == name);
        named.map(|(_, content)| content.as_str()).filter(|content| !content.is_empty())
    }
}

/// Where the walk is.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    area: Area,
    heading: bool,
    linked: bool,
    dateline: bool,
    element: usize,
}

#[derive(Debug, Default)]
struct Walk {
    page: Page,
    text: String,
    linked: usize,
    dateline: usize,
    breaks: bool,
}

impl Walk {
    fn children(&mut self, node: &NodeRef<'_>, place: &Place) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.characters(&child.text(), place);
            } else if child.is_element() {
                self.element(&child, place);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, place: &Place) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "meta" => self.meta(node),
            "link" => {
                let is_canonical = node.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if is_canonical && self.page.canonical.is_none() {
                    self.page.canonical = attribute(node, "href");
                }
            }
            "script" => {
                let is_data =
                    node.attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
                if is_data {
                    add_linked_data(&mut self.page.linked_data, &node.text());
                }
            }
            "title" => {
                if self.page.title.is_none() {
                    self.page.title = Some(single_spaced(&node.text()));
                }
            }
            "style" | "noscript" | "template" | "iframe" | "svg" | "select" | "textarea" | "object"
            | "video" | "audio" | "canvas" | "math" => {}
            "br" => self.breaks = true,
            _ => self.content(node, &name, place),
        }
    }

    fn content(&mut self, node: &NodeRef<'_>, name: &str, place: &Place) {
        let mut inner = *place;
        let class = node.attr("class").unwrap_or_default();
        let id = node.attr("id").unwrap_or_default();
        let property = node.attr("itemprop").unwrap_or_default();
        inner.area = place.area.within(area_of(name, &class, &id));
        let inline = is_inline(name);
        if !inline {
            self.flush(place);
            inner.element = self.page.above.len();
            self.page.above.push(place.element);
        }
        match name {
            "html" => self.page.language = attribute(node, "lang"),
            "h1" if !inner.area.is_outside() => self.page.headings.push(single_spaced(&node.text())),
            "time" if !inner.area.is_outside() => {
                let time = attribute(node, "datetime").unwrap_or_else(|| single_spaced(&node.text()));
                self.page.times.push(time);
            }
            "a" => inner.linked = true,
            _ => {}
        }
        inner.heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if !inner.area.is_outside() {
            if is_byline(&class, &id, &property, &node.attr("rel").unwrap_or_default()) {
                self.page.bylines.push(single_spaced(&node.text()));
            } else if is_date(&class, &id, &property) {
                let content = attribute(node, "content").or_else(|| attribute(node, "datetime"));
                self.page.dates.push(content.unwrap_or_else(|| single_spaced(&node.text())));
            }
        }
        inner.dateline |= inline && is_dateline(&class);
        self.children(node, &inner);
        if !inline {
            self.flush(&inner);
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let name = ["property", "name", "itemprop"].iter().find_map(|name| attribute(node, name));
        if let (Some(name), Some(content)) = (name, attribute(node, "content")) {
            self.page.metas.push((name.to_lowercase(), content));
        }
    }

    fn characters(&mut self, text: &str, place: &Place) {
        if self.breaks && !text.trim().is_empty() {
            self.breaks = false;
            // A line broken within a sentence goes on in small letters; all others are paragraphs.
            if text.trim_start().starts_with(char::is_lowercase) {
                self.text.push(' ');
            } else {
                self.flush(place);
            }
        }
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
                continue;
            }
            // Invisible marks would keep equal words apart.
            if matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}') {
                continue;
            }
            self.text.push(c);
            self.linked += usize::from(place.linked);
        }
        if place.dateline && self.dateline == 0 {
            self.dateline = self.text.trim_end().len();
        }
    }

    fn flush(&mut self, place: &Place) {
        self.breaks = false;
        let text = self.text.trim_end();
        if !text.is_empty() {
            self.page.blocks.push(Block {
                text: text.to_owned(),
                linked: self.linked,
                dateline: self.dateline,
                area: place.area,
                heading: place.heading,
                element: place.element,
            });
        }
        self.text.clear();
        self.linked = 0;
        self.dateline = 0;
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

pub(crate) fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the objects of one script. Line breaks within strings, which JSON forbids, are common.
fn add_linked_data(into: &mut Vec<Value>, script: &str) {
    let parsed = serde_json::from_str(script).or_else(|_| {
        let mended: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(mended.trim().trim_end_matches(';'))
    });
    if let Ok(value) = parsed {
        flatten(into, value);
    }
}

fn flatten(into: &mut Vec<Value>, value: Value) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(into, value)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                flatten(into, graph);
            }
            into.push(Value::Object(object));
        }
        _ => {}
    }
}
