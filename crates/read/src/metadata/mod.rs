//! What a page says of itself: JSON-LD first, then Open Graph and other `<meta>`, then what is
//! marked in its body, then its address.

pub(crate) mod json_ld;
pub(crate) mod title;

use std::collections::HashSet;

use serde_json::Value;
use url::Url;

use crate::date::Moment;
use crate::draft::Draft;
use crate::html::Page;
use crate::outlet::folded;
use crate::reader::Knowledge;

/// `<meta>` that hold the date of publication, the most telling first.
const DATES: [&str; 17] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "article_date_original",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "article.published",
    "pubdate",
    "date",
];

/// `<meta>` that hold the writer.
const AUTHORS: [&str; 10] = [
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "twitter:data1",
    "dable:author",
];

/// `<meta>` that hold the headline.
const TITLES: [&str; 6] =
    ["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"];

/// `<meta>` that hold the site's name.
const SITES: [&str; 4] = ["og:site_name", "application-name", "twitter:site_name", "dc.publisher"];

/// `<meta>` that hold keywords; those of one article before those that sites fill with their own.
const KEYWORDS: [&str; 5] = ["news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords"];

/// What is shorter may be the name of a section.
const SHORTEST_HEADLINE: usize = 12;

/// A writer is a name, not a paragraph.
const LONGEST_BYLINE: usize = 120;

/// A line that holds date and writer is short.
const SHORT_LINE: usize = 120;

/// Fills a draft with what the page says, blocks aside.
pub(crate) fn read(page: &Page, address: Option<&Url>, knowledge: &Knowledge) -> Draft {
    let article = json_ld::article(&page.linked_data);
    let url = canonical(page, article, address);
    let site = site(page, article);
    Draft {
        title: headline(page, article, url.as_deref(), site.as_deref(), knowledge),
        byline: byline(page, article, site.as_deref(), knowledge),
        published: published(page, article, url.as_deref(), knowledge),
        keywords: keywords(page, article),
        language: page.language.clone().or_else(|| page.meta("og:locale").map(str::to_owned)),
        publishers: publishers(page, article),
        url,
        site,
        blocks: Vec::new(),
    }
}

/// The canonical address, if it is of the page's own site and not its front page. A paper that runs
/// another's article names that one's address; it is another document all the same.
fn canonical(page: &Page, article: Option<&Value>, address: Option<&Url>) -> Option<String> {
    let said = page.canonical.clone().or_else(|| page.meta("og:url").map(str::to_owned));
    let said = said.or_else(|| json_ld::text(article?, "url"));
    let said = said.and_then(|said| match address {
        Some(address) => address.join(&said).ok(),
        None => Url::parse(&said).ok(),
    });
    let said = said.filter(|said| matches!(said.scheme(), "http" | "https"));
    let said = said.filter(|said| {
        let is_front = said.path() == "/" && said.query().is_none();
        address.is_none_or(|address| (!is_front || address.path() == "/") && is_one_site(address, said))
    });
    said.map(|url| url.to_string())
}

/// Whether two addresses are of one host, or one host is part of the other.
fn is_one_site(one: &Url, other: &Url) -> bool {
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        let bare = ["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix));
        bare.unwrap_or(host).to_owned()
    };
    let (one, other) = (host(one), host(other));
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}

fn site(page: &Page, article: Option<&Value>) -> Option<String> {
    let published = article.and_then(|article| json_ld::names(article, "publisher").into_iter().next());
    let said = SITES.iter().find_map(|name| page.meta(name)).map(str::to_owned);
    said.or(published)
}

/// Whom a page of a portal names as the publisher, most telling first.
fn publishers(page: &Page, article: Option<&Value>) -> Vec<String> {
    let linked = article.into_iter().flat_map(|article| json_ld::names(article, "publisher"));
    let metas = ["og:article:author", "article:publisher", "twitter:creator", "dable:author", "author"];
    let named = metas.iter().flat_map(|name| page.metas_named(name)).map(str::to_owned);
    let parts = linked.chain(named).flat_map(|names| names.split('|').map(str::to_owned).collect::<Vec<_>>());
    listed(parts.filter(|name| !name.contains("://")).collect())
}

fn headline(
    page: &Page,
    article: Option<&Value>,
    url: Option<&str>,
    site: Option<&str>,
    knowledge: &Knowledge,
) -> Option<String> {
    let mut names: Vec<String> = site.map(str::to_owned).into_iter().collect();
    names.extend(article.into_iter().flat_map(|article| json_ld::names(article, "publisher")));
    if let Some(host) = url.and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned)) {
        names.extend(
            knowledge.outlets.at_host(&host).into_iter().flat_map(|known| known.names().map(str::to_owned)),
        );
        let bare = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        names.extend(bare.split_once('.').map(|(name, _)| name.to_owned()));
        names.push(bare);
    }
    let mut offered: Vec<String> = Vec::new();
    // What the reader sees is the headline; the head often holds another one, for search engines.
    if let [heading] = page.headings.as_slice()
        && heading.chars().count() >= SHORTEST_HEADLINE
        && !holds_more(page, heading)
    {
        offered.push(heading.clone());
    }
    offered.extend(article.and_then(|article| json_ld::text(article, "headline")));
    offered.extend(TITLES.iter().filter_map(|name| page.meta(name)).map(str::to_owned));
    offered.extend(page.title.clone());
    offered.extend(page.headings.iter().cloned());
    let shown = page.blocks.iter().filter(|block| block.text.chars().count() < SHORT_LINE * 2);
    let shown: HashSet<String> = shown.map(|block| folded(&block.text)).collect();
    let cleaned = offered.iter().map(|title| title::cleaned(&unescaped(title), &names, &shown));
    let mut whole = cleaned.filter(|title| {
        let bare = folded(title);
        bare.chars().count() > 1 && names.iter().all(|name| folded(name) != bare)
    });
    whole.next()
}

/// Whether a heading holds the title of the head and something besides, such as the section.
fn holds_more(page: &Page, heading: &str) -> bool {
    let heading = folded(heading);
    let titles = TITLES.iter().filter_map(|name| page.meta(name)).map(folded);
    titles
        .into_iter()
        .any(|title| heading.len() > title.len() && !title.is_empty() && heading.contains(&title))
}

/// Fields escaped twice are common.
fn unescaped(text: &str) -> String {
    let plain = [
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&amp;", "&"),
    ];
    let mut text = text.to_owned();
    if text.contains('&') {
        for (entity, character) in plain {
            text = text.replace(entity, character);
        }
    }
    text
}

fn byline(page: &Page, article: Option<&Value>, site: Option<&str>, knowledge: &Knowledge) -> Option<String> {
    let usable = |name: &String| {
        let is_site = site.is_some_and(|site| folded(site) == folded(name));
        let is_other = name.contains("://") || name.contains('|') || name.starts_with('@');
        !name.is_empty() && !is_other && name.chars().count() <= LONGEST_BYLINE && !is_site
    };
    let cleaned = |names: Vec<String>| {
        let mut kept: Vec<String> = Vec::new();
        for name in names.iter().map(|name| knowledge.furniture.name(name)).filter(|name| usable(name)) {
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        (!kept.is_empty()).then(|| kept.join(", "))
    };
    let linked = article.map(|article| json_ld::names(article, "author")).and_then(cleaned);
    let in_metas = || {
        let mut metas = AUTHORS.iter().map(|name| page.metas_named(name).map(str::to_owned).collect());
        metas.find_map(cleaned)
    };
    let marked = || {
        page.bylines.iter().find_map(|text| {
            let found =
                knowledge.furniture.marked_byline(text).and_then(|name| cleaned(vec![name.to_owned()]));
            found.or_else(|| {
                // Only an element that holds nothing but a name.
                let short =
                    text.split_whitespace().count() <= 4 && !text.contains(|c: char| c.is_ascii_digit());
                if short { cleaned(vec![text.clone()]) } else { None }
            })
        })
    };
    let beside_date = || {
        let mut short = page.blocks.iter().filter(|block| block.text.chars().count() < SHORT_LINE);
        short.find_map(|block| cleaned(vec![named_beside_date(&block.text, knowledge)?.to_owned()]))
    };
    linked.or_else(in_metas).or_else(marked).or_else(beside_date)
}

/// The writer in a line that holds the date as well.
fn named_beside_date<'t>(line: &'t str, knowledge: &Knowledge) -> Option<&'t str> {
    let (_, end) = knowledge.dates.find(line)?;
    let after = line.get(end..)?.trim();
    let parts = line.split('|').map(str::trim);
    std::iter::once(after).chain(parts).find_map(|part| knowledge.furniture.byline(part))
}

fn published(
    page: &Page,
    article: Option<&Value>,
    url: Option<&str>,
    knowledge: &Knowledge,
) -> Option<Moment> {
    let dates = &knowledge.dates;
    let field = |text: &str| dates.field(text);
    let linked = article.and_then(|article| {
        let said =
            json_ld::text(article, "datePublished").or_else(|| json_ld::text(article, "dateCreated"))?;
        field(&said)
    });
    let in_metas = || DATES.iter().flat_map(|name| page.metas_named(name)).find_map(field);
    let in_other_data =
        || page.linked_data.iter().find_map(|object| field(&json_ld::text(object, "datePublished")?));
    let marked = || page.dates.iter().find_map(|text| dates.first(text));
    let labelled = || {
        page.blocks.iter().filter(|block| block.text.len() < 200).find_map(|block| {
            dates.leading(knowledge.furniture.date(&block.text)?.rest).map(|(moment, _)| moment)
        })
    };
    let timed = || page.times.iter().find_map(|text| field(text));
    let alone = || {
        let mut short =
            page.blocks.iter().filter(|block| block.text.chars().count() < 80 && !block.area.is_outside());
        short.find_map(|block| dates.first(&block.text))
    };
    let addressed = || dates.in_address(Url::parse(url?).ok()?.path());
    let modified = || field(&json_ld::text(article?, "dateModified")?);
    linked
        .or_else(in_metas)
        .or_else(in_other_data)
        .or_else(labelled)
        .or_else(marked)
        .or_else(timed)
        .or_else(addressed)
        .or_else(alone)
        .or_else(modified)
}

fn keywords(page: &Page, article: Option<&Value>) -> Vec<String> {
    let said = KEYWORDS.iter().map(|name| page.metas_named(name).collect::<Vec<_>>());
    let said = said
        .map(|contents| contents.iter().flat_map(|content| content.split(',')).map(str::to_owned).collect());
    let mut all: Vec<Vec<String>> = said.collect();
    all.insert(0, article.map(|article| json_ld::words(article, "keywords")).unwrap_or_default());
    all.into_iter().map(listed).find(|words| !words.is_empty()).unwrap_or_default()
}

/// Words trimmed, each once.
pub(crate) fn listed(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
        let word = word.trim_start_matches('#').trim().to_owned();
        if !word.is_empty() && !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}
