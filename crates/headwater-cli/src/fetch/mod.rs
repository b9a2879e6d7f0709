//! Pages from the web: within limits, as robots.txt allows, and from public addresses only.
//!
//! A page is asked for ([`Fetcher::fetch`]) when it is its host's turn ([`pace`]), every step of a redirection like the first: is it allowed by [`robots`], is
//! the address that is connected to public ([`guard`]). What comes is kept as a WARC record ([`record`]) and read as one.

mod guard;
mod pace;
mod record;
mod robots;
#[cfg(test)]
mod tests;

use std::io::Read as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use robotxt::url::Url;
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, http};

use crate::input::{Document, Unread};

/// Who asks.
pub(crate) const USER_AGENT: &str =
    concat!("headwater/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// The name by which robots.txt may speak of this program.
const NAME: &str = "headwater";

/// What a fetch may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Bytes of an answer's body.
    pub(crate) bytes: u64,
    /// Time for all of one answer.
    pub(crate) time: Duration,
    /// Redirections followed.
    pub(crate) redirects: u32,
    /// Whether addresses that are not public may be asked.
    pub(crate) private: bool,
    /// Whether robots.txt is asked first.
    pub(crate) robots: bool,
}

/// A page that was fetched.
pub(crate) struct Fetched {
    pub(crate) document: Document,
    /// The answer as WARC records, compressed with gzip.
    pub(crate) response: Vec<u8>,
}

/// Asks for pages. It may be used by several threads: no host is asked for two pages at a time.
pub(crate) struct Fetcher {
    agent: Agent,
    bounds: Bounds,
    robots: Mutex<robots::Known>,
    hosts: pace::Hosts,
}

/// An answer as it came.
struct Answer {
    url: Url,
    status: u16,
    reason: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Fetcher {
    pub(crate) fn new(bounds: Bounds) -> Fetcher {
        Fetcher::with(bounds, guard::Guard::new(bounds.private))
    }

    fn with(bounds: Bounds, guard: impl Resolver) -> Fetcher {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .timeout_global(Some(bounds.time))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_response_header_size(64 << 10)
            // A proxy would be what is connected to, and nothing could be said of the address behind it.
            .proxy(None)
            // Each request has a connection of its own, whose address was looked at.
            .max_idle_connections(0)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Fetcher { agent, bounds, robots: Mutex::default(), hosts: pace::Hosts::default() }
    }

    /// Fetches the page at `address`.
    pub(crate) fn fetch(&self, address: &str, now: &str) -> Result<Fetched, Unread> {
        let unread = |why: String| Unread(format!("{address}: {why}"));
        let url = Url::parse(address).map_err(|e| unread(format!("no address: {e}")))?;
        let answer = self.follow(url, true).map_err(unread)?;
        if !(200..300).contains(&answer.status) {
            return Err(unread(format!("the server answers {} {}", answer.status, answer.reason)));
        }
        record::read(address, &answer, now).map_err(unread)
    }

    /// Asks, and follows redirections.
    fn follow(&self, mut url: Url, robots: bool) -> Result<Answer, String> {
        for _ in 0..=self.bounds.redirects {
            if !matches!(url.scheme(), "http" | "https") {
                return Err(format!("{} is neither http nor https", url.scheme()));
            }
            if robots && self.bounds.robots {
                self.ask_robots(&url)?;
            }
            let answer = self.ask_again(&url)?;
            let location = answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("location"));
            match location.filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308)) {
                Some((_, to)) => url = url.join(to).map_err(|e| format!("it redirects to no address: {e}"))?,
                None => return Ok(answer),
            }
        }
        Err(format!("it redirects more than {} times", self.bounds.redirects))
    }

    /// One request and its answer; again after a while where the server asks for that and the while is short.
    fn ask_again(&self, url: &Url) -> Result<Answer, String> {
        let host = url.host_str().unwrap_or_default();
        for _ in 0..pace::TRIES {
            let answer = self.hosts.one_at_a_time(host, || self.ask(url))?;
            let later = answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("retry-after"));
            let later = later.filter(|_| matches!(answer.status, 429 | 503)).and_then(|(_, v)| pace::retry_after(v));
            let Some(later) = later else { return Ok(answer) };
            if later > pace::LONGEST {
                let again = "the same command later takes it up";
                return Err(format!("the server asks to come back in {} seconds; {again}", later.as_secs()));
            }
            self.hosts.wait(host, later);
        }
        self.hosts.one_at_a_time(host, || self.ask(url))
    }

    /// One request and its answer.
    fn ask(&self, url: &Url) -> Result<Answer, String> {
        let mut asked = url.clone();
        asked.set_fragment(None);
        let request = http::Request::get(asked.as_str()).header("Accept", "text/html, text/plain;q=0.9, */*;q=0.1");
        let request = request.body(()).map_err(|e| e.to_string())?;
        let response = self.agent.run(request).map_err(|e| in_words(&e))?;
        let (parts, body) = response.into_parts();
        let headers = parts
            .headers
            .iter()
            .map(|(n, v)| (n.as_str().to_owned(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
            .collect();
        let mut bytes = Vec::new();
        let most = self.bounds.bytes;
        body.into_reader().take(most + 1).read_to_end(&mut bytes).map_err(|e| format!("the answer broke off: {e}"))?;
        if bytes.len() as u64 > most {
            return Err(format!("it is larger than {}", crate::input::size(most)));
        }
        let reason = parts.status.canonical_reason().unwrap_or("").to_owned();
        Ok(Answer { url: url.clone(), status: parts.status.as_u16(), reason, headers, body: bytes })
    }

    /// An error where robots.txt of the host forbids the address.
    fn ask_robots(&self, url: &Url) -> Result<(), String> {
        let known = || self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(allowed) = known().allows(url) {
            return allowed;
        }
        let found = match robotxt::robots_url(url) {
            Ok(place) => self.follow(place, false),
            Err(error) => return Err(format!("no address: {error}")),
        };
        let found = found.map(|a| (a.status, a.body));
        let delay = known().learn(url, found);
        if let Some(delay) = delay {
            self.hosts.slow_down(url.host_str().unwrap_or_default(), delay);
        }
        known().allows(url).unwrap_or(Ok(()))
    }
}

/// An error of the transport, in words.
fn in_words(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "no answer in time".to_owned(),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::Io(e) => e.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}
