//! Pages from the web, politely.
//!
//! [`Fetcher`] asks a site's robots.txt before it asks for a page, waits between two requests to one
//! host, says which version it has already, stops reading at a size and a time, follows redirects
//! one by one, and never calls an address of a private network unless told to.
//!
//! Not in here: what a page says.

mod address;
mod body;
mod fetcher;
mod robots;
mod words;

use std::time::Duration;

pub use fetcher::{Answer, Fetcher, Page};

/// Whether addresses of private networks (loopback, link-local and the like too) may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrivateAddresses {
    /// They are refused: a page can't make the program read what only its machine can reach.
    #[default]
    Refuse,
    /// They may be called.
    Allow,
}

/// How the web is read.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// Private addresses.
    pub private: PrivateAddresses,
    /// The name that robots.txt knows the program by, and that servers are told; `avviso/` and the
    /// version.
    pub user_agent: String,
    /// The least time between two requests to one host; one second.
    pub delay: Duration,
    /// The longest delay that a robots.txt can ask for; half a minute. What asks for more gets this.
    pub longest_delay: Duration,
    /// The longest time to connect; 10 seconds.
    pub connect_timeout: Duration,
    /// The longest time for a page, redirects aside; 30 seconds.
    pub timeout: Duration,
    /// The largest page, in bytes after decompression; 32 MiB.
    pub max_bytes: u64,
    /// How many redirects are followed; 8.
    pub redirects: u32,
}

impl Default for WebSettings {
    fn default() -> Self {
        Self {
            private: PrivateAddresses::Refuse,
            user_agent: concat!("avviso/", env!("CARGO_PKG_VERSION")).to_owned(),
            delay: Duration::from_secs(1),
            longest_delay: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            max_bytes: 32 << 20,
            redirects: 8,
        }
    }
}

/// By what a server can tell that a page has not changed since it was last read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` of the last answer.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last answer, as it stood there.
    pub last_modified: Option<String>,
}
