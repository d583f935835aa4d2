//! One capture to one document.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use avviso_tables::{Result, Tables};
use avviso_text::{Canonical, Language, Languages, Paragraph, Recognised, Span, Text, Zone};
use url::Url;

use crate::date::Dates;
use crate::draft::{Block, Draft};
use crate::encoding::decode;
use crate::furniture::Furniture;
use crate::outlet::{Known, Outlets, folded};
use crate::trim::TOP;
use crate::{Capture, Document, Format, Outlet, Place, Problem, ProblemKind};
use crate::{html, markdown, pasted};

/// The largest page or text that is read, in bytes; news articles are a hundred times smaller.
pub const LARGEST: usize = 32 << 20;

/// What the reading of any format looks up.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) dates: Dates,
    pub(crate) furniture: Furniture,
    pub(crate) outlets: Outlets,
    pub(crate) languages: Languages,
}

/// Makes documents of captures. Loaded once, shared by threads.
#[derive(Debug)]
pub struct Reader {
    knowledge: Knowledge,
}

impl Reader {
    /// Reads the tables of furniture, dates and outlets.
    pub fn load(tables: &Tables) -> Result<Self> {
        let knowledge = Knowledge {
            dates: Dates::load(tables)?,
            furniture: Furniture::load(tables)?,
            outlets: Outlets::load(tables)?,
            languages: Languages::load(tables)?,
        };
        Ok(Self { knowledge })
    }

    /// The document in a capture. The same capture gives the same document.
    pub fn read(&self, capture: &Capture) -> std::result::Result<Document, Problem> {
        if capture.bytes.len() > LARGEST {
            let message = format!("is larger than {} MiB", LARGEST >> 20);
            return Err(Problem::new(ProblemKind::TooLarge, &capture.shown, message)
                .with_remedy("split it, or take the article out of it and read that as text"));
        }
        // The extractor is not ours; what panics in it costs one document, not the run.
        catch_unwind(AssertUnwindSafe(|| self.document(capture))).unwrap_or_else(|_| {
            Err(Problem::new(ProblemKind::Internal, &capture.shown, "the program failed on this page")
                .with_remedy("please report it with the page"))
        })
    }

    /// Makes the dateline of a plain text a paragraph of its own, so that it is not read as part of the
    /// sentence behind it.
    pub fn part_dateline(&self, text: &mut Text) {
        let part = |paragraph: &Paragraph| {
            let words = paragraph.span.of(&text.content);
            let parted = self.knowledge.furniture.dateline(words)?;
            (!parted.rest.is_empty()).then(|| (parted.found.len(), words.len() - parted.rest.len()))
        };
        let mut paragraphs = text.paragraphs.iter().take(TOP).enumerate();
        let Some((place, (end, rest))) =
            paragraphs.find_map(|(place, paragraph)| Some((place, part(paragraph)?)))
        else {
            return;
        };
        let body = &mut text.paragraphs[place];
        let start = body.span.start as usize;
        let dateline =
            Paragraph { span: Span::new(start, start + end), zone: Zone::Dateline, language: body.language };
        body.span.start += rest as u32;
        text.paragraphs.insert(place, dateline);
    }

    /// The known outlet: of the name that came with the text, of the address, of the site's own name.
    fn outlet(&self, given: Option<&str>, host: Option<&str>, site: Option<&str>) -> Option<&Known> {
        let outlets = &self.knowledge.outlets;
        let by_name = |name: Option<&str>| name.and_then(|name| outlets.named(name));
        by_name(given).or_else(|| outlets.at_host(host?)).or_else(|| by_name(site))
    }

    /// That the language of a text is not read, and which it is.
    fn unsupported(&self, shown: &str, text: &Text) -> Problem {
        let english = Language::new("en");
        let body = text.zone(Zone::Body);
        let message = match (self.knowledge.languages.recognise(&body), english) {
            (Recognised::Unsupported(language), Some(english)) => {
                let name = self.knowledge.languages.name(language, english);
                format!("is written in a language that is not supported ({name})")
            }
            _ => "is in no language that can be told".to_owned(),
        };
        let read: Vec<String> = self.knowledge.languages.all().map(|language| language.to_string()).collect();
        Problem::new(ProblemKind::Language, shown, message).with_remedy(format!(
            "it is kept, but nothing is recorded of it; languages read: {}",
            read.join(", ")
        ))
    }

    fn document(&self, capture: &Capture) -> std::result::Result<Document, Problem> {
        let decoded = decode(&capture.bytes, capture.declared_charset.as_deref(), capture.format);
        let mut problems = Vec::new();
        if let Some(said) = decoded.problem {
            problems.push(Problem::new(ProblemKind::Malformed, &capture.shown, said));
        }
        let content = decoded.text.replace('\0', "");
        if content.trim().is_empty() {
            return Err(Problem::new(ProblemKind::Empty, &capture.shown, "holds no text"));
        }
        let address = address(capture);
        let draft = match capture.format {
            Format::Html => html::read(&content, address.as_ref(), &self.knowledge),
            Format::Markdown => Ok(markdown::read(&content, &self.knowledge)),
            Format::Text => Ok(pasted::read(&content, &self.knowledge)),
        };
        let mut draft = draft.map_err(|problem| Problem { place: capture.shown.clone(), ..problem })?;
        // A title given from outside takes the place of the page's, but no line of a text is lost.
        if capture.format != Format::Html
            && let (Some(given), Some(found)) = (&capture.given.title, &draft.title)
            && folded(given) != folded(found)
        {
            draft.blocks.insert(0, Block::new(Zone::Subtitle, found.clone()));
        }
        self.settle(capture, address.as_ref(), draft, problems)
    }

    /// Draws together what the page says, what came with it and what is known.
    fn settle(
        &self,
        capture: &Capture,
        address: Option<&Url>,
        draft: Draft,
        mut problems: Vec<Problem>,
    ) -> std::result::Result<Document, Problem> {
        let given = &capture.given;
        let chosen = |given: &Option<String>, found: Option<String>| {
            given.clone().filter(|given| !given.trim().is_empty()).or(found).map(|text| tidy(&text))
        };
        let url = chosen(&given.url, draft.url).or_else(|| address.map(Url::to_string));
        let title = chosen(&given.title, draft.title);
        let byline = chosen(&given.byline, draft.byline);
        let keywords = if given.keywords.is_empty() { draft.keywords } else { given.keywords.clone() };
        let mut text = Text::default();
        if let Some(title) = &title {
            text.push(Zone::Title, None, &Canonical::new(title).text);
        }
        let headline = title.as_deref().map(folded).unwrap_or_default();
        for (n, block) in draft.blocks.iter().enumerate() {
            // A title that came with the text may stand in it once more.
            if n < 3 && block.zone == Zone::Body && folded(&block.text) == headline {
                continue;
            }
            text.push(block.zone, None, &Canonical::new(&block.text).text);
        }
        if !text.paragraphs.iter().any(|paragraph| paragraph.zone == Zone::Body) {
            return Err(Problem::new(ProblemKind::NoArticle, &capture.shown, "no article was found in it")
                .with_remedy("if there is one, save its text as .txt and read that"));
        }
        let declared = given.language.as_deref().or(draft.language.as_deref()).and_then(Language::new);
        self.knowledge.languages.recognise_document(&mut text, declared);
        let language = most_used(&text);
        if language.is_none() {
            problems.push(self.unsupported(&capture.shown, &text));
        }
        let host = url.as_deref().and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned));
        let site = chosen(&given.outlet, draft.site);
        let found = self.outlet(given.outlet.as_deref(), host.as_deref(), site.as_deref());
        let portal = found.filter(|known| known.is_portal && given.outlet.is_none());
        let named = portal.and_then(|portal| {
            let others =
                draft.publishers.iter().filter(|name| portal.names().all(|own| folded(own) != folded(name)));
            others.map(String::as_str).find(|name| Some(*name) != byline.as_deref())
        });
        let known = match named {
            Some(name) => self.knowledge.outlets.named(name),
            None => found,
        };
        let outlet = known.map(|known| known.outlet(language)).or_else(|| match named {
            Some(name) => Some(Outlet { id: None, name: name.to_owned() }),
            None => outlet_of(host.as_deref(), site),
        });
        let zone = known.and_then(|known| known.zone.as_ref());
        let zone = zone.or_else(|| self.knowledge.dates.default_zone(language?));
        let moment = given.published.as_deref().and_then(|date| self.knowledge.dates.field(date));
        let published = moment.or(draft.published).map(|moment| moment.published(zone));
        let place = match (&url, &capture.place) {
            (Some(url), _) => Place::Url(url.clone()),
            (None, place) => place.clone(),
        };
        let id = identity(capture, url.as_deref());
        Ok(Document { place, id, url, title, byline, published, outlet, keywords, language, text, problems })
    }
}

/// An outlet that is in no table.
fn outlet_of(host: Option<&str>, site: Option<String>) -> Option<Outlet> {
    let host = host.map(bare_host);
    let name = site.or_else(|| host.map(str::to_owned))?;
    Some(Outlet { id: host.map(|host| format!("host:{host}")), name })
}

/// The language of most of the body, in bytes: a syllable of Hangul says more than a letter.
fn most_used(text: &Text) -> Option<Language> {
    let mut sizes: BTreeMap<Option<Language>, usize> = BTreeMap::new();
    for paragraph in text.paragraphs.iter().filter(|paragraph| paragraph.zone == Zone::Body) {
        *sizes.entry(paragraph.language).or_default() += paragraph.span.len();
    }
    sizes.into_iter().max_by_key(|(_, size)| *size).and_then(|(language, _)| language)
}

/// The address under which a capture was found, if any.
fn address(capture: &Capture) -> Option<Url> {
    let given = capture.given.url.as_deref().and_then(|url| Url::parse(url).ok());
    given.or_else(|| match &capture.place {
        Place::Url(url) => Url::parse(url).ok(),
        Place::Path(_) | Place::Id(_) => None,
    })
}

fn bare_host(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The given id, else the file's name, else the address.
fn identity(capture: &Capture, url: Option<&str>) -> String {
    if let Some(id) = &capture.given.id {
        return id.clone();
    }
    match &capture.place {
        Place::Id(id) => id.clone(),
        Place::Path(path) => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let name = name.strip_suffix(".gz").unwrap_or(name);
            let name = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm")).unwrap_or(name);
            name.to_owned()
        }
        Place::Url(found) => url.unwrap_or(found).to_owned(),
    }
}

/// One line, single spaces.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
