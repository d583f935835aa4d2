//! Markdown, with front matter where there is some.

use avviso_text::Zone;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::draft::{Block, Draft};
use crate::metadata::listed;
use crate::outlet::folded;
use crate::reader::Knowledge;
use crate::trim::{lead, take_name};

/// Reads a text.
pub(crate) fn read(content: &str, knowledge: &Knowledge) -> Draft {
    let mut draft = Draft::default();
    let mut front = String::new();
    for (kind, text) in pieces(content) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match kind {
            Kind::Front => front.push_str(&text),
            Kind::Heading if draft.title.is_none() && draft.blocks.is_empty() => draft.title = Some(text),
            Kind::Heading | Kind::Text => draft.blocks.push(Block::new(Zone::Body, text)),
        }
    }
    let heading = draft.title.take();
    if let Some(front) = front_matter(content) {
        for line in front.lines() {
            field(&mut draft, line, knowledge);
        }
    }
    match (&draft.title, heading) {
        (None, heading) => draft.title = heading,
        (Some(title), Some(heading)) if folded(title) != folded(&heading) => {
            draft.blocks.insert(0, Block::new(Zone::Subtitle, heading));
        }
        _ => {}
    }
    sort(&mut draft, knowledge);
    draft
}

/// Takes furniture, byline and dateline out of the paragraphs.
fn sort(draft: &mut Draft, knowledge: &Knowledge) {
    let mut bodies = 0;
    for block in std::mem::take(&mut draft.blocks) {
        if block.zone != Zone::Body {
            draft.blocks.push(block);
        } else if let Some(name) = knowledge.furniture.byline(&block.text) {
            take_name(draft, name, knowledge);
            draft.blocks.push(Block::new(Zone::Byline, block.text));
        } else if !knowledge.furniture.is_line(&block.text) {
            let text = if bodies == 0 { lead(draft, &block.text, knowledge) } else { block.text };
            bodies += 1;
            draft.blocks.push(Block::new(Zone::Body, text));
        }
    }
}

/// What stands between the `---` lines at the top.
fn front_matter(content: &str) -> Option<&str> {
    let rest = content.trim_start().strip_prefix("---")?.strip_prefix(['\n', '\r'])?;
    rest.split_once("\n---").map(|(front, _)| front)
}

/// One `key: value`.
fn field(draft: &mut Draft, line: &str, knowledge: &Knowledge) {
    let Some((key, value)) = line.split_once(':') else { return };
    let value = value.trim().trim_matches(['"', '\'']);
    if value.is_empty() {
        return;
    }
    let list = || {
        let words = value.trim_matches(['[', ']']).split(',');
        listed(words.map(|word| word.trim().trim_matches(['"', '\'']).to_owned()).collect())
    };
    match key.trim().to_lowercase().as_str() {
        "title" | "headline" => draft.title = Some(value.to_owned()),
        "subtitle" => draft.blocks.insert(0, Block::new(Zone::Subtitle, value)),
        "date" | "published" => draft.published = knowledge.dates.field(value),
        "author" | "authors" | "byline" => draft.byline = Some(knowledge.furniture.name(&list().join(", "))),
        "outlet" | "site" | "publisher" | "source" => draft.site = Some(value.to_owned()),
        "url" | "link" | "canonical" => draft.url = Some(value.to_owned()),
        "language" | "lang" => draft.language = Some(value.to_owned()),
        "keywords" | "tags" => draft.keywords = list(),
        _ => {}
    }
}

enum Kind {
    Front,
    Heading,
    Text,
}

/// Headings and paragraphs without their marks; code, tables of figures and pictures are left out.
fn pieces(content: &str) -> Vec<(Kind, String)> {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut kind = Kind::Text;
    let mut hidden = 0_usize;
    for event in Parser::new_ext(content, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden = hidden.saturating_sub(1),
            Event::Start(Tag::MetadataBlock(_)) => kind = Kind::Front,
            Event::Start(Tag::Heading { .. }) => kind = Kind::Heading,
            Event::Start(Tag::Paragraph | Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::MetadataBlock(_)) => {
                let kind = std::mem::replace(&mut kind, Kind::Text);
                if !text.trim().is_empty() {
                    pieces.push((kind, std::mem::take(&mut text)));
                }
            }
            Event::Text(part) | Event::Code(part) if hidden == 0 => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    if !text.trim().is_empty() {
        pieces.push((Kind::Text, text));
    }
    pieces
}
