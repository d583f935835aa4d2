//! A web page to a draft.

mod guard;

use avviso_text::Zone;
use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};
use url::Url;

use crate::draft::{Block, Draft};
use crate::reader::Knowledge;
use crate::{Problem, ProblemKind};

pub(crate) fn read(content: &str, address: Option<&Url>, knowledge: &Knowledge) -> Result<Draft, Problem> {
    if guard::is_too_deep(content) {
        return Err(Problem::new(ProblemKind::Malformed, "", "its tags are nested too deep to be an article")
            .with_remedy("save the page anew from a browser, or read its text as .txt"));
    }
    let options = Options {
        page_type: Some(PageType::Article),
        url: address.map(Url::to_string),
        ..Options::default()
    };
    let found = extract_with_options(content, &options)
        .map_err(|error| Problem::new(ProblemKind::NoArticle, "", error.to_string()))?;
    let mut draft = Draft { title: found.metadata.title, byline: found.metadata.author, ..Draft::default() };
    draft.published = found.metadata.date.and_then(|date| knowledge.dates.field(&date.to_rfc3339()));
    for line in found.content_text.lines() {
        draft.blocks.push(Block::new(Zone::Body, line));
    }
    Ok(draft)
}
