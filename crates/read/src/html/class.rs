//! What names of elements, classes and ids say about a part of a page.
//!
//! These are the words of those who write pages (in every country the same English ones), not
//! words of articles.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// Where on a page a block stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Area {
    /// Where an article may stand.
    #[default]
    Main,
    /// In a list.
    List,
    /// Under a picture.
    Caption,
    /// Next to the article, by its class only: shares, tags, bylines, related articles.
    Side,
    /// Navigation, forms, headers and footers, comments.
    Outside,
}

impl Area {
    /// An area within another: what is outside stays outside.
    pub(crate) fn within(self, inner: Self) -> Self {
        self.max(inner)
    }

    /// Whether it is no part of an article's text.
    pub(crate) fn is_outside(self) -> bool {
        self == Self::Outside
    }
}

fn pattern(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).build().ok()
}

static OUTSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s_-])(?:comments?|disqus|sidebar|site-?(?:header|footer|nav)|footer|breadcrumbs?|nav(?:igation|bar)?|menu|gnb|lnb|cookies?|consent|modal|popup|skip)(?:$|[\s_-])",
    )
});

/// Names that say that more than side matter is inside: `sidebar-and-content`.
static WHOLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"content|body|main|wrap|container|page|layout|with|has"));

static SIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"related|recommend|relation|shar(?:e|ing)\b|social|sns|newsletter|subscri|promo|sponsor|advert|\bads?\b|popular|trending|most-?(?:read|viewed)|rank|tags?\b|keyword|widget|copyright|author|byline|reporter|util|outbrain|taboola|more-(?:from|stories)|jebo|paywall|pagination|toolbar|button|btn",
    )
});

static CAPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"caption|photo-?(?:desc|credit|info)|img-?(?:desc|txt|info)|image-?(?:desc|credit)")
});

static BYLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\b(?:byline|author|reporter|writer|journalist)(?:[-_]?(?:name|info|list|names?))?\b")
});

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"\b(?:date|datetime|pub-?date|published|publish(?:ed)?-?(?:date|time|on)|post(?:ed)?-?(?:date|on|time)|entry-?date|article-?date|timestamp|date-?line|updated?-?time|time|info|news_info|byline-?date)\b",
    )
});

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    !text.is_empty() && pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The area that an element opens.
pub(crate) fn area_of(name: &str, class: &str, id: &str) -> Area {
    match name {
        "nav" | "footer" | "form" | "button" | "dialog" => return Area::Outside,
        "aside" => return Area::Side,
        "figcaption" => return Area::Caption,
        // Names on these say how the whole page looks.
        "html" | "body" | "main" | "article" => return Area::Main,
        _ => {}
    }
    if matches(&CAPTION, class) {
        return Area::Caption;
    }
    let says = |names: &LazyLock<Option<Regex>>| {
        class.split_ascii_whitespace().chain([id]).any(|word| matches(names, word) && !matches(&WHOLE, word))
    };
    if says(&OUTSIDE) {
        return Area::Outside;
    }
    if says(&SIDE) {
        return Area::Side;
    }
    match name {
        "li" | "dd" | "dt" => Area::List,
        _ => Area::Main,
    }
}

/// Whether an element holds a byline.
pub(crate) fn is_byline(class: &str, id: &str, property: &str, rel: &str) -> bool {
    rel == "author" || property == "author" || matches(&BYLINE, class) || matches(&BYLINE, id)
}

/// Whether an element holds the date of publication.
pub(crate) fn is_date(class: &str, id: &str, property: &str) -> bool {
    property == "datePublished" || matches(&DATE, class) || matches(&DATE, id)
}

/// Whether an inline element holds the dateline.
pub(crate) fn is_dateline(class: &str) -> bool {
    class.to_ascii_lowercase().contains("dateline")
}
