//! Feeds: RSS, Atom, JSON Feed. An entry is an article, as far as the feed holds it.

use std::sync::{Arc, Mutex, PoisonError};

use feed_rs::model::{Entry, Feed, Person};
use feed_rs::parser::Builder;

use super::unpack::{Origin, Step, Steps, once};
use crate::encoding::decode;
use crate::{Capture, Format, Given, Place, ProblemKind};

/// The dates of a feed as they are written, in the order in which they were met.
///
/// The feed parser keeps an instant and forgets the zone, which tells the day in Seoul from the day
/// in London. So it is given, for each date, its number in this list in seconds instead of the date.
type Dates = Arc<Mutex<Vec<String>>>;

/// The entries of a feed, in its order.
pub(super) fn entries(origin: &Origin, bytes: &[u8]) -> Steps {
    let dates = Dates::default();
    let noted = Arc::clone(&dates);
    let parser = Builder::new()
        .base_uri(origin.base())
        .sanitize_content(false)
        .timestamp_parser(move |text| {
            let mut dates = noted.lock().unwrap_or_else(PoisonError::into_inner);
            dates.push(text.trim().to_owned());
            let number = i64::try_from(dates.len()).ok()?;
            jiff::Timestamp::from_second(number).ok()?.to_string().parse().ok()
        })
        .build();
    // The parser reads UTF-8; whatever the feed declares of itself no longer holds then.
    let text = decode(bytes, None, Format::Html).text;
    let text = without_declaration(&text);
    let feed = match parser.parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            let problem =
                origin.problem(ProblemKind::Malformed, format!("not a feed that can be read: {error}"));
            return once(Err(problem.with_remedy("fetch it again, or tell its publisher")));
        }
    };
    if feed.entries.is_empty() {
        let problem = origin.problem(ProblemKind::NoArticle, "a feed without entries");
        return once(Err(problem.with_remedy("fetch it again later")));
    }
    let outlet = feed.title.as_ref().map(|title| tidy(&title.content)).filter(|title| !title.is_empty());
    let dates = dates.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let steps: Vec<_> = feed
        .entries
        .iter()
        .enumerate()
        .map(|(number, entry)| Ok(step(origin, &feed, (number + 1, entry), (&outlet, &dates))))
        .collect();
    Box::new(steps.into_iter())
}

/// A feed's text without `<?xml …?>`.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map_or(text, |(_, rest)| rest.trim_start())
}

fn step(
    origin: &Origin,
    feed: &Feed,
    (number, entry): (usize, &Entry),
    (outlet, dates): (&Option<String>, &[String]),
) -> Step {
    let link = link_of(entry);
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let body = content.filter(|body| !body.trim().is_empty()).or(summary).unwrap_or_default();
    let written = |stand_in: i64| dates.get(usize::try_from(stand_in).ok()?.checked_sub(1)?);
    let date = entry.published.or(entry.updated).and_then(|date| written(date.timestamp()));
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    let given = Given {
        id: Some(entry.id.clone()).filter(|id| !id.is_empty()),
        url: link.clone(),
        title: entry.title.as_ref().map(|title| tidy(&title.content)).filter(|title| !title.is_empty()),
        byline: byline(authors),
        outlet: outlet.clone(),
        published: date.map(|date| with_zone(date)),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        keywords: entry
            .categories
            .iter()
            .map(|word| tidy(word.label.as_ref().unwrap_or(&word.term)))
            .collect(),
    };
    let place = link.clone().map_or_else(|| origin.part(&number.to_string()), Place::Url);
    let shown = link.clone().unwrap_or_else(|| format!("{}#{number}", origin.shown));
    let capture = Capture {
        place,
        shown,
        declared_charset: Some("utf-8".to_owned()),
        given,
        ..origin.capture(Format::Html, body.as_bytes().to_vec())
    };
    Step::Entry { capture: Box::new(capture), link }
}

/// The page of an entry.
fn link_of(entry: &Entry) -> Option<String> {
    let is_web = |href: &str| href.starts_with("http://") || href.starts_with("https://");
    let pages = entry.links.iter().filter(|link| is_web(&link.href));
    let of_relation = |relations: &[Option<&str>]| {
        pages.clone().find(|link| relations.contains(&link.rel.as_deref())).map(|link| link.href.clone())
    };
    of_relation(&[None, Some("alternate")]).or_else(|| Some(entry.id.clone()).filter(|id| is_web(id)))
}

/// A date in RFC 3339 with the zone it was written in; as it was written if that can't be made out.
fn with_zone(written: &str) -> String {
    jiff::fmt::rfc2822::parse(written)
        .map_or_else(|_| written.to_owned(), |date| date.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn byline(authors: &[Person]) -> Option<String> {
    let names: Vec<String> = authors.iter().filter_map(|author| author.name.as_deref()).map(tidy).collect();
    let names = names.join(", ");
    (!names.is_empty()).then_some(names)
}

/// White space as single spaces.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
