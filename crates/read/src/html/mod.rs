//! A web page to a draft.

mod body;
mod class;
mod page;
mod prepare;

use avviso_text::Zone;
use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};
use url::Url;

pub(crate) use page::Page;

use crate::draft::Draft;
use crate::reader::Knowledge;
use crate::{Problem, ProblemKind, metadata, trim};

/// Reads a page; `address` is where it was found.
pub(crate) fn read(content: &str, address: Option<&Url>, knowledge: &Knowledge) -> Result<Draft, Problem> {
    let content = prepare::prepare(content).ok_or_else(|| {
        Problem::new(ProblemKind::Malformed, "", "its tags are nested too deep to be an article")
            .with_remedy("save the page anew from a browser, or read its text as .txt")
    })?;
    let page = Page::parse(&content);
    let mut draft = metadata::read(&page, address, knowledge);
    let options = Options {
        // Known to be news: the extractor's own classifier would cost a third of its time.
        page_type: Some(PageType::Article),
        url: address.map(Url::to_string),
        ..Options::default()
    };
    let extracted =
        extract_with_options(&content, &options).map(|found| found.content_text).unwrap_or_default();
    draft.blocks = body::blocks(&extracted, &page);
    trim::article(&mut draft, knowledge);
    if !is_article(&draft) {
        draft.blocks.clear();
    }
    Ok(draft)
}

/// What is shorter and holds no sentence is a menu or a notice.
const SHORTEST: usize = 200;

/// Whether there is a sentence in what was found, or much of it.
fn is_article(draft: &Draft) -> bool {
    let body = || draft.blocks.iter().filter(|block| block.zone == Zone::Body);
    body().any(|block| trim::is_prose(&block.text))
        || body().map(|block| block.text.chars().count()).sum::<usize>() >= SHORTEST
}
