//! Manners on the web, against a server of our own.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod packing;
mod server;

use std::time::{Duration, Instant};

use avviso_read::inputs::{Follow, InputSettings, Inputs};
use avviso_read::web::{Answer, Fetcher, Page, PrivateAddresses, Validators, WebSettings};
use avviso_read::{Problem, ProblemKind};
use server::{Server, html, reply};

const PAGE: &str = "<p>The talks went on.</p>";

/// Settings for a server on this machine.
fn settings() -> WebSettings {
    WebSettings {
        private: PrivateAddresses::Allow,
        delay: Duration::ZERO,
        timeout: Duration::from_secs(5),
        ..WebSettings::default()
    }
}

fn fetch(url: &str, settings: WebSettings) -> Result<Page, Problem> {
    match Fetcher::new(settings).unwrap().fetch(url, |_| None)? {
        Answer::Page(page) => Ok(page),
        Answer::NotModified => panic!("not modified since nothing"),
    }
}

/// The problem of a page, which always says what to do.
fn problem(url: &str, settings: WebSettings) -> Problem {
    let problem = fetch(url, settings).expect_err(url);
    assert_eq!(problem.place, url);
    assert!(problem.remedy.is_some(), "{problem}");
    problem
}

#[test]
fn a_page_comes_with_what_is_said_of_it() {
    let server = Server::new(|path, _| match path {
        "/page" => {
            reply("200 OK", "Content-Type: Text/HTML; charset=EUC-KR\r\nETag: \"v1\"\r\n", PAGE.as_bytes())
        }
        _ => reply("404 Not Found", "", b""),
    });
    let page = fetch(&server.url("/page#part"), settings()).unwrap();
    assert_eq!(page.url, server.url("/page"));
    assert_eq!((page.media_type.as_deref(), page.charset.as_deref()), (Some("text/html"), Some("EUC-KR")));
    assert!(page.headers.contains(&("etag".to_owned(), "\"v1\"".to_owned())));
    assert_eq!(page.bytes, PAGE.as_bytes());
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].starts_with("GET /robots.txt "), "{}", requests[0]);
    assert!(
        requests[1].contains(concat!("user-agent: avviso/", env!("CARGO_PKG_VERSION"))),
        "{}",
        requests[1]
    );
}

#[test]
fn compressed_pages_are_unpacked_and_limited_after_it() {
    let server = Server::new(|path, _| match path {
        "/page" => reply(
            "200 OK",
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
            &packing::gzip(PAGE.as_bytes()),
        ),
        "/bomb" => reply(
            "200 OK",
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
            &packing::gzip_of_size(9 << 20),
        ),
        "/large" => html(&"a".repeat(2 << 20)),
        _ => reply("404 Not Found", "", b""),
    });
    assert_eq!(fetch(&server.url("/page"), settings()).unwrap().bytes, PAGE.as_bytes());
    let small = || WebSettings { max_bytes: 1 << 20, ..settings() };
    assert_eq!(problem(&server.url("/bomb"), small()).kind, ProblemKind::TooLarge);
    assert_eq!(problem(&server.url("/large"), small()).kind, ProblemKind::TooLarge);
}

#[test]
fn robots_are_heeded_and_asked_once() {
    let server = Server::new(|path, _| match path {
        "/robots.txt" => {
            reply("200 OK", "", b"User-agent: *\nDisallow: /\n\nUser-agent: Avviso\nDisallow: /private\n")
        }
        _ => html(PAGE),
    });
    let mut fetcher = Fetcher::new(settings()).unwrap();
    assert!(fetcher.fetch(&server.url("/a"), |_| None).is_ok());
    assert!(fetcher.fetch(&server.url("/b"), |_| None).is_ok());
    let refused = fetcher.fetch(&server.url("/private/c"), |_| None).unwrap_err();
    assert_eq!(refused.kind, ProblemKind::Refused);
    assert!(refused.message.contains("robots.txt") && refused.remedy.is_some());
    let asked: Vec<String> =
        server.requests().iter().map(|request| request.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(asked, ["/robots.txt", "/a", "/b"]);
}

#[test]
fn a_site_whose_robots_fail_is_left_alone() {
    let server = Server::new(|path, _| match path {
        "/robots.txt" => reply("503 Service Unavailable", "", b""),
        _ => html(PAGE),
    });
    assert_eq!(problem(&server.url("/a"), settings()).kind, ProblemKind::Unavailable);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn one_host_is_not_hurried() {
    let server = Server::new(|path, _| match path {
        "/robots.txt" => reply("200 OK", "", b"User-agent: *\nCrawl-delay: 0.4\n"),
        _ => html(PAGE),
    });
    let seconds = |settings: WebSettings| {
        let mut fetcher = Fetcher::new(settings).unwrap();
        fetcher.fetch(&server.url("/a"), |_| None).unwrap();
        let started = Instant::now();
        fetcher.fetch(&server.url("/b"), |_| None).unwrap();
        started.elapsed().as_secs_f32()
    };
    assert!(seconds(settings()) > 0.35);
    assert!(seconds(WebSettings { delay: Duration::from_millis(700), ..settings() }) > 0.65);
    assert!(seconds(WebSettings { longest_delay: Duration::from_millis(50), ..settings() }) < 0.35);
}

#[test]
fn what_has_not_changed_is_not_sent() {
    let server = Server::new(|path, request| match path {
        "/page"
            if request.contains("if-none-match: \"v1\"")
                && request.contains("if-modified-since: Mon, 08") =>
        {
            reply("304 Not Modified", "", b"")
        }
        "/page" => html(PAGE),
        _ => reply("404 Not Found", "", b""),
    });
    let known = Validators {
        etag: Some("\"v1\"".to_owned()),
        last_modified: Some("Mon, 08 Apr 2024 00:00:00 GMT".to_owned()),
    };
    let url = server.url("/page");
    let mut fetcher = Fetcher::new(settings()).unwrap();
    assert!(matches!(
        fetcher.fetch(&url, |page| (page == url).then(|| known.clone())),
        Ok(Answer::NotModified)
    ));
    assert!(matches!(fetcher.fetch(&url, |_| None), Ok(Answer::Page(_))));

    let asked = url.clone();
    let mut inputs = Inputs::new([&url], InputSettings::default().web(settings()))
        .known(move |page| (page == asked).then(|| known.clone()));
    let progress = inputs.progress();
    assert!(inputs.next().is_none());
    assert_eq!((progress.unchanged(), progress.pages(), progress.pages_in_all()), (1, 1, 1));
}

#[test]
fn redirects_are_followed_to_an_end() {
    let server = Server::new(|path, _| match path {
        "/old" => reply("301 Moved Permanently", "Location: /new\r\n", b""),
        "/new" => html(PAGE),
        "/loop" => reply("302 Found", "Location: /loop\r\n", b""),
        "/file" => reply("302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/nowhere" => reply("302 Found", "", b""),
        _ => reply("404 Not Found", "", b""),
    });
    assert_eq!(fetch(&server.url("/old"), settings()).unwrap().url, server.url("/new"));
    let looped = problem(&server.url("/loop"), settings());
    assert_eq!((looped.kind, looped.message.as_str()), (ProblemKind::Unavailable, "more than 8 redirects"));
    assert_eq!(problem(&server.url("/file"), settings()).kind, ProblemKind::Refused);
    assert_eq!(problem(&server.url("/nowhere"), settings()).kind, ProblemKind::Unavailable);
}

#[test]
fn slow_pages_are_given_up() {
    let server = Server::slow(Duration::from_millis(100), |path, _| match path {
        "/page" => html(&"word ".repeat(2000)),
        _ => reply("404 Not Found", "", b""),
    });
    let started = Instant::now();
    let slow =
        problem(&server.url("/page"), WebSettings { timeout: Duration::from_millis(800), ..settings() });
    assert_eq!(slow.kind, ProblemKind::Unavailable);
    assert!(slow.message.contains("within 0.8 seconds"), "{slow}");
    assert!(started.elapsed() < Duration::from_secs(4));

    let stalled = Server::slow(Duration::from_secs(2), |path, _| match path {
        "/page" => html(&"word ".repeat(2000)),
        _ => b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec(),
    });
    let mut fetcher = Fetcher::new(WebSettings { timeout: Duration::from_secs(3), ..settings() }).unwrap();
    let started = Instant::now();
    let slow = fetcher.fetch(&stalled.url("/page"), |_| None).unwrap_err();
    assert_eq!(slow.kind, ProblemKind::Unavailable, "{slow}");
    assert!(started.elapsed() < Duration::from_secs(9));
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let server = Server::new(|_, _| html(PAGE));
    let port = server.url("/").rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"] {
        let found = problem(
            &format!("http://{host}:{port}"),
            WebSettings { private: PrivateAddresses::Refuse, ..settings() },
        );
        assert_eq!(found.kind, ProblemKind::Refused, "{host}");
        assert!(found.remedy.unwrap().contains("--allow-private"));
    }
    assert!(server.requests().is_empty());
    assert!(fetch(&server.url("/"), settings()).is_ok());
}

#[test]
fn what_is_no_page_is_a_problem() {
    let server = Server::new(|path, _| match path {
        "/image" => reply("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/gone" => reply("410 Gone", "Content-Type: text/html\r\n", b"<p>gone"),
        "/empty" => html(""),
        "/short" => b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>".to_vec(),
        _ => reply("404 Not Found", "", b""),
    });
    assert_eq!(problem(&server.url("/image"), settings()).message, "not a page, but image/png");
    assert_eq!(problem(&server.url("/gone"), settings()).message, "the server answers 410 Gone");
    assert_eq!(problem(&server.url("/short"), settings()).kind, ProblemKind::Broken);
    let mut inputs = Inputs::new([server.url("/empty")], InputSettings::default().web(settings()));
    assert_eq!(inputs.next().unwrap().unwrap_err().kind, ProblemKind::Empty);
    let closed = { std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap() };
    assert_eq!(problem(&format!("http://{closed}/"), settings()).kind, ProblemKind::Unavailable);
    assert_eq!(problem("http://[bad", settings()).kind, ProblemKind::Unavailable);
}

#[test]
fn links_of_a_feed_are_followed_if_asked() {
    let server = Server::new(|path, request| {
        let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        match path {
            "/feed" => reply(
                "200 OK",
                "Content-Type: application/rss+xml\r\n",
                format!(
                    "<rss version='2.0'><channel><title>Post</title><item><title>One</title><link>http://{host}/1</link>\
                     <description>Short.</description></item><item><title>Two</title><link>http://{host}/2</link>\
                     <description>Short.</description></item></channel></rss>"
                )
                .as_bytes(),
            ),
            "/1" => html(PAGE),
            _ => reply("404 Not Found", "", b""),
        }
    });
    let read = |follow: Follow| {
        let settings = InputSettings::default().web(settings()).follow(follow);
        Inputs::new([server.url("/feed")], settings).collect::<Vec<_>>()
    };
    let entries = read(Follow::Entries);
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].as_ref().unwrap().bytes, b"Short.");
    let pages = read(Follow::Links);
    assert_eq!(pages.len(), 2);
    let first = pages[0].as_ref().unwrap();
    assert_eq!(first.bytes, PAGE.as_bytes());
    assert_eq!(first.given.title.as_deref(), Some("One"));
    assert_eq!(first.given.outlet.as_deref(), Some("Post"));
    assert!(first.fetched.is_some());
    assert_eq!(pages[1].as_ref().unwrap_err().kind, ProblemKind::Unavailable);
}
