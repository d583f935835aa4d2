//! What a site asks of programs (RFC 9309), and when it was last called.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use texting_robots::Robot;
use url::Url;

/// What a robots.txt was answered with.
pub(super) enum Robots {
    /// Rules.
    Rules(Box<Robot>),
    /// There are none; all may be read.
    None,
    /// The site could not be asked; nothing may be read.
    Unreachable(String),
}

impl Robots {
    /// The rules of a file for a program; a file that can't be understood has none.
    pub(super) fn new(user_agent: &str, file: &[u8]) -> Self {
        let name = user_agent.split('/').next().unwrap_or(user_agent);
        Robot::new(name, file).map_or(Self::None, |robot| Self::Rules(Box::new(robot)))
    }

    /// Whether a page may be read.
    pub(super) fn allows(&self, url: &Url) -> bool {
        match self {
            Self::Rules(robot) => robot.allowed(url.as_str()),
            Self::None => true,
            Self::Unreachable(_) => false,
        }
    }

    /// The delay it asks for.
    pub(super) fn delay(&self) -> Option<Duration> {
        let Self::Rules(robot) = self else { return None };
        robot.delay.and_then(|seconds| Duration::try_from_secs_f32(seconds).ok())
    }
}

/// When each host was last called.
#[derive(Debug, Default)]
pub(super) struct Turns(HashMap<String, Instant>);

impl Turns {
    /// Waits until a host may be called again, and notes that it is.
    pub(super) fn wait(&mut self, host: &str, delay: Duration) {
        if let Some(last) = self.0.get(host) {
            let left = delay.saturating_sub(last.elapsed());
            if !left.is_zero() {
                std::thread::sleep(left);
            }
        }
        self.0.insert(host.to_owned(), Instant::now());
    }
}

/// Scheme, host and port: what one robots.txt holds for.
pub(super) fn site_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever a site answers, it is understood or taken for no rules.
        #[test]
        fn any_robots_file_is_read(file in "(User-agent: (\\*|avviso)\n|(Dis)?[aA]llow: [/*$%a-z0-9]{0,9}\n|Crawl-delay: [-0-9.e]{0,5}\n|[\\x00-\\xFF]{0,9}\n?){0,12}") {
            let robots = Robots::new("avviso/0.1.0", file.as_bytes());
            robots.allows(&Url::parse("https://a.example/a?b=c").unwrap());
            robots.delay();
        }
    }
}
