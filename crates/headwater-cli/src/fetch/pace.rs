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

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a request to the host would wait now.
    fn wait(hosts: &Hosts, host: &str) -> Duration {
        let host = hosts.of(host);
        let host = host.lock().unwrap_or_else(PoisonError::into_inner);
        host.next.map_or(Duration::ZERO, |next| next.saturating_duration_since(Instant::now()))
    }

    #[test]
    fn no_host_is_waited_for_longer_than_half_a_minute() {
        let hosts = Hosts::default();
        let second = Duration::from_secs(1);
        hosts.slow_down("slow.example", Duration::from_secs(86_400));
        assert!(wait(&hosts, "Slow.Example") <= LONGEST && wait(&hosts, "slow.example") > LONGEST - 9 * second);
        // The next one too, after a request: the delay itself is bounded, not only the first wait.
        hosts.of("slow.example").lock().unwrap_or_else(PoisonError::into_inner).next = None;
        hosts.one_at_a_time("slow.example", || ());
        assert!(wait(&hosts, "slow.example") <= LONGEST && wait(&hosts, "slow.example") > LONGEST - 9 * second);
        hosts.slow_down("quick.example", 2 * second);
        assert!(wait(&hosts, "quick.example") <= 2 * second);
        hosts.wait("later.example", Duration::from_secs(3_600));
        assert!(wait(&hosts, "later.example") <= LONGEST);
        assert_eq!(wait(&hosts, "other.example"), Duration::ZERO);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_nothing_else() {
        assert_eq!(retry_after(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(retry_after("Wed, 21 Oct 2099 07:28:00 GMT").is_some_and(|d| d > LONGEST));
        assert!(["", "soon", "-1", "1e9", "99999999999999999999"].iter().all(|v| retry_after(v).is_none()));
    }
}
