//! One page at a time.

use std::collections::HashMap;
use std::error::Error;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use url::Url;

use super::address::{PrivateAddress, Resolver, may_call_host};
use super::body::{Cut, read_within};
use super::robots::{Robots, Turns, site_of};
use super::words::{chain, is_read, no_address, parsed, private, remedy_of};
use super::{Validators, WebSettings};
use crate::inputs::content_type;
use crate::{Problem, ProblemKind};

/// What may be read, for the server's choice.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, \
                        application/feed+json, text/plain;q=0.8, text/markdown;q=0.8, */*;q=0.1";

/// The most that is read of a robots.txt (RFC 9309 asks for 500 KiB at least).
const LONGEST_ROBOTS: u64 = 512 << 10;

/// A page as it was answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its URL, after redirects.
    pub url: String,
    /// Its media type in lower case.
    pub media_type: Option<String>,
    /// The charset that goes with it.
    pub charset: Option<String>,
    /// The headers worth keeping, names in lower case.
    pub headers: Vec<(String, String)>,
    /// When it was fetched.
    pub fetched: Timestamp,
    /// The content, out of its coding.
    pub bytes: Vec<u8>,
}

/// What a server answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A page.
    Page(Page),
    /// The page is still the one that the validators stand for.
    NotModified,
}

/// Fetches pages, one at a time, and remembers what sites ask for.
pub struct Fetcher {
    client: Client,
    settings: WebSettings,
    robots: HashMap<String, Robots>,
    turns: Turns,
}

impl Fetcher {
    /// A fetcher with its own connections.
    pub fn new(settings: WebSettings) -> Result<Self, Problem> {
        // Fails if another one is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(&settings.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(Resolver(settings.private)))
            // A proxy would look names up itself, and the check of addresses would be void.
            .no_proxy()
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.timeout)
            .build()
            .map_err(|error| {
                Problem::new(ProblemKind::Internal, "", format!("the web can't be read: {}", chain(&error)))
            })?;
        Ok(Self { client, settings, robots: HashMap::new(), turns: Turns::default() })
    }

    /// Fetches a page. `known` says of a URL which version of it is known already, so that it need
    /// not be sent again; it is asked for each URL that redirects lead to.
    pub fn fetch(
        &mut self,
        url: &str,
        mut known: impl FnMut(&str) -> Option<Validators>,
    ) -> Result<Answer, Problem> {
        let mut next = parsed(url, url)?;
        for _ in 0..=self.settings.redirects {
            self.ask_robots(&next, url)?;
            let known = known(next.as_str()).unwrap_or_default();
            let (response, started) = self.request(&next, url, &known)?;
            if response.status().is_redirection() && response.status() != StatusCode::NOT_MODIFIED {
                next = self.target(&response, &next, url)?;
                continue;
            }
            if response.status() == StatusCode::NOT_MODIFIED && known != Validators::default() {
                return Ok(Answer::NotModified);
            }
            let page = Page { url: next.to_string(), ..self.answer((response, started), url)? };
            return Ok(Answer::Page(page));
        }
        Err(Problem::new(
            ProblemKind::Unavailable,
            url,
            format!("more than {} redirects", self.settings.redirects),
        )
        .with_remedy("open it in a browser, and give the address it ends at"))
    }

    /// Whether the site lets the page be read.
    fn ask_robots(&mut self, page: &Url, shown: &str) -> Result<(), Problem> {
        let site = site_of(page);
        if !self.robots.contains_key(&site) {
            let refused = |problem| Problem { place: shown.to_owned(), ..problem };
            let robots = self.robots_of(page).map_err(refused)?;
            self.robots.insert(site.clone(), robots);
        }
        match self.robots.get(&site) {
            Some(Robots::Unreachable(why)) => Err(Problem::new(
                ProblemKind::Unavailable,
                shown,
                format!("its robots.txt can't be read: {why}"),
            )
            .with_remedy("try again later")),
            Some(robots) if !robots.allows(page) => {
                Err(Problem::new(ProblemKind::Refused, shown, "the site's robots.txt asks not to read it")
                    .with_remedy("save the page from a browser and give the file"))
            }
            _ => Ok(()),
        }
    }

    /// The rules of a site. No file means no rules; no answer means that nothing may be read.
    fn robots_of(&mut self, page: &Url) -> Result<Robots, Problem> {
        let mut next =
            page.join("/robots.txt").map_err(|error| no_address(page.as_str(), &error.to_string()))?;
        let shown = next.to_string();
        for _ in 0..=5 {
            let (response, started) = match self.request(&next, &shown, &Validators::default()) {
                Ok(answer) => answer,
                Err(problem) if problem.kind == ProblemKind::Refused => {
                    return Err(problem);
                }
                Err(problem) => return Ok(Robots::Unreachable(problem.message)),
            };
            let status = response.status();
            if status.is_redirection() {
                match self.target(&response, &next, &shown) {
                    Ok(target) => next = target,
                    Err(_) => return Ok(Robots::None),
                }
                continue;
            }
            if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
                return Ok(Robots::Unreachable(format!("the server answers {status}")));
            }
            if !status.is_success() {
                return Ok(Robots::None);
            }
            let file =
                read_within(response.take(LONGEST_ROBOTS), LONGEST_ROBOTS, started + self.settings.timeout);
            return Ok(match file {
                Ok(file) => Robots::new(&self.settings.user_agent, &file),
                Err(_) => Robots::Unreachable("it broke off".to_owned()),
            });
        }
        Ok(Robots::None)
    }

    /// One request, in its turn, and when it was sent.
    fn request(
        &mut self,
        url: &Url,
        shown: &str,
        known: &Validators,
    ) -> Result<(Response, Instant), Problem> {
        if !may_call_host(url, self.settings.private) {
            return Err(private(shown));
        }
        let host = url.host_str().unwrap_or_default();
        self.turns.wait(host, self.delay_of(url));
        let mut request = self.client.get(url.clone()).header(ACCEPT, ACCEPTED);
        if let Some(etag) = &known.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(date) = &known.last_modified {
            request = request.header(IF_MODIFIED_SINCE, date);
        }
        let started = Instant::now();
        let response = request.send().map_err(|error| self.failed(shown, &error))?;
        Ok((response, started))
    }

    fn delay_of(&self, url: &Url) -> Duration {
        let asked = self.robots.get(&site_of(url)).and_then(Robots::delay).unwrap_or_default();
        asked.min(self.settings.longest_delay).max(self.settings.delay)
    }

    /// Where a redirect leads.
    fn target(&self, response: &Response, from: &Url, shown: &str) -> Result<Url, Problem> {
        let location =
            response.headers().get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
        let target = location.and_then(|location| from.join(location).ok()).ok_or_else(|| {
            Problem::new(ProblemKind::Unavailable, shown, "a redirect that leads nowhere")
                .with_remedy("open it in a browser, and give the address it ends at")
        })?;
        let target = parsed(target.as_str(), shown)?;
        if may_call_host(&target, self.settings.private) { Ok(target) } else { Err(private(shown)) }
    }

    /// What a final response holds.
    fn answer(&self, (response, started): (Response, Instant), shown: &str) -> Result<Page, Problem> {
        let status = response.status();
        if !status.is_success() {
            return Err(Problem::new(
                ProblemKind::Unavailable,
                shown,
                format!("the server answers {status}"),
            )
            .with_remedy(remedy_of(status)));
        }
        let (media_type, charset) = match header(response.headers(), CONTENT_TYPE.as_str()) {
            Some(value) => {
                let (media_type, charset) = content_type(&value);
                (Some(media_type), charset)
            }
            None => (None, None),
        };
        if let Some(media_type) = media_type.as_deref().filter(|media_type| !is_read(media_type)) {
            return Err(Problem::new(ProblemKind::Malformed, shown, format!("not a page, but {media_type}"))
                .with_remedy("give the address of a page, a feed or an archive"));
        }
        let kept = [CONTENT_TYPE, ETAG, LAST_MODIFIED, reqwest::header::CONTENT_LANGUAGE];
        let headers = kept
            .iter()
            .filter_map(|name| Some((name.as_str().to_owned(), header(response.headers(), name.as_str())?)))
            .collect();
        let fetched = Timestamp::now();
        let bytes = self.content(response, shown, started)?;
        Ok(Page { url: shown.to_owned(), media_type, charset, headers, fetched, bytes })
    }

    /// The content, as long as size and time allow.
    fn content(&self, response: Response, shown: &str, started: Instant) -> Result<Vec<u8>, Problem> {
        let limit = self.settings.max_bytes;
        let length = response.content_length();
        let read = if length.is_some_and(|length| length > limit) {
            Err(Cut::TooLarge)
        } else {
            read_within(response, limit, started + self.settings.timeout)
        };
        read.map_err(|cut| match cut {
            Cut::TooLarge => Problem::new(ProblemKind::TooLarge, shown, format!("larger than {limit} bytes"))
                .with_remedy("save the part that is needed and give the file"),
            Cut::TooSlow => self.too_slow(shown),
            Cut::Broken(why) => {
                Problem::new(ProblemKind::Broken, shown, format!("the page broke off: {why}"))
                    .with_remedy("try again later")
            }
        })
    }

    fn too_slow(&self, shown: &str) -> Problem {
        let seconds = self.settings.timeout.as_secs_f32();
        Problem::new(
            ProblemKind::Unavailable,
            shown,
            format!("not answered in full within {seconds} seconds"),
        )
        .with_remedy("try again later, or save the page from a browser and give the file")
    }

    /// Why a request failed.
    fn failed(&self, shown: &str, error: &reqwest::Error) -> Problem {
        let mut source: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(inner) = source {
            if inner.is::<PrivateAddress>() {
                return private(shown);
            }
            source = inner.source();
        }
        if error.is_timeout() {
            return self.too_slow(shown);
        }
        Problem::new(ProblemKind::Unavailable, shown, format!("can't be reached: {}", chain(error)))
            .with_remedy("check the address and the connection")
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
