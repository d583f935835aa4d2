//! What is said of a page that can't be had, and what may be asked for at all.

use std::error::Error;

use reqwest::StatusCode;
use url::Url;

use crate::{Problem, ProblemKind};

/// An address that may be asked for.
pub(super) fn parsed(url: &str, shown: &str) -> Result<Url, Problem> {
    let mut parsed = Url::parse(url).map_err(|error| no_address(shown, &error.to_string()))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(Problem::new(ProblemKind::Refused, shown, format!("{} is not read", parsed.scheme()))
            .with_remedy("give an http or https address"));
    }
    parsed.set_fragment(None);
    Ok(parsed)
}

pub(super) fn no_address(shown: &str, why: &str) -> Problem {
    Problem::new(ProblemKind::Unavailable, shown, format!("not an address: {why}"))
        .with_remedy("check the spelling")
}

pub(super) fn private(shown: &str) -> Problem {
    Problem::new(ProblemKind::Refused, shown, "the address belongs to a private network")
        .with_remedy("allow it with --allow-private if you mean it")
}

/// What helps against an answer.
pub(super) fn remedy_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => "check the address; the page may have been taken down",
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PAYMENT_REQUIRED => {
            "save the page from a browser and give the file"
        }
        _ => "try again later",
    }
}

/// Whether content of this type may hold articles.
pub(super) fn is_read(media_type: &str) -> bool {
    let prefixes =
        ["text/", "application/xhtml", "application/json", "application/feed", "application/jsonl"];
    media_type.is_empty()
        || prefixes.iter().any(|prefix| media_type.starts_with(prefix))
        || media_type.ends_with("+xml")
        || matches!(
            media_type,
            "application/xml"
                | "application/x-ndjson"
                | "application/warc"
                | "application/gzip"
                | "application/x-gzip"
                | "application/octet-stream"
        )
}

/// An error and what caused it, in one line.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_message = inner.to_string();
        if !message.contains(&inner_message) {
            message = format!("{message}: {inner_message}");
        }
        source = inner.source();
    }
    message
}
