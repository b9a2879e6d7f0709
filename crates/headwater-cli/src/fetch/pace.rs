//! How fast a host is asked: one request at a time, as slowly as it wants.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The longest that is waited for a host between two requests: some ask for minutes, and a list must come to its end.
pub(super) const LONGEST: Duration = Duration::from_secs(30);

/// How often a server may put a request off before its answer is taken as it is.
pub(super) const TRIES: usize = 2;

/// The hosts that were asked.
#[derive(Default)]
pub(super) struct Hosts(Mutex<BTreeMap<String, Arc<Mutex<Host>>>>);

#[derive(Default)]
struct Host {
    /// Time between two requests.
    delay: Duration,
    /// Before this nothing is asked.
    next: Option<Instant>,
}

impl Hosts {
    /// Does a request to a host when it is its turn.
    pub(super) fn one_at_a_time<T>(&self, host: &str, request: impl FnOnce() -> T) -> T {
        let host = self.of(host);
        let mut host = host.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(next) = host.next {
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        let done = request();
        host.next = Some(Instant::now() + host.delay);
        done
    }

    /// Keeps so much time between two requests, from the last one on; [`LONGEST`] at most.
    pub(super) fn slow_down(&self, host: &str, delay: Duration) {
        let host = self.of(host);
        let mut host = host.lock().unwrap_or_else(PoisonError::into_inner);
        host.delay = delay.min(LONGEST);
        host.next = Some(Instant::now() + host.delay);
    }

    /// Asks nothing for so long.
    pub(super) fn wait(&self, host: &str, time: Duration) {
        let host = self.of(host);
        host.lock().unwrap_or_else(PoisonError::into_inner).next = Some(Instant::now() + time.min(LONGEST));
    }

    fn of(&self, host: &str) -> Arc<Mutex<Host>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(host.to_ascii_lowercase()).or_default())
    }
}

/// What the header Retry-After tells: seconds, or a date (RFC 9110).
pub(super) fn retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(u64::from(seconds)));
    }
    let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let left = then.as_second().saturating_sub(jiff::Timestamp::now().as_second());
    Some(Duration::from_secs(u64::try_from(left).unwrap_or(0)))
}
