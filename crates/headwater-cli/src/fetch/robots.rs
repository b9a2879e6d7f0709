//! What robots.txt of each host allows (RFC 9309).

use std::collections::BTreeMap;
use std::time::Duration;

use robotxt::url::{Origin, Url};
use robotxt::{AccessResult, Robots};

use super::NAME;
use super::guard::PRIVATE;

/// The rules of the hosts that were asked.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, Result<Robots, String>>);

impl Known {
    /// Whether the address may be asked for; `None` where the host's rules are not known yet.
    pub(super) fn allows(&self, url: &Url) -> Option<Result<(), String>> {
        let rules = self.0.get(&key(url.origin()))?;
        Some(match rules {
            Ok(rules) if rules.is_url_allowed(url) => Ok(()),
            Ok(_) => Err("robots.txt of its host forbids it; --ignore-robots asks for it all the same".to_owned()),
            Err(why) if why.contains(PRIVATE) => Err(why.clone()),
            Err(why) => Err(format!(
                "robots.txt of its host can't be read ({why}), which forbids everything; --ignore-robots asks all the same"
            )),
        })
    }

    /// Takes the answer to a request for robots.txt: 4xx means there is none, a failure that nothing is allowed. Gives
    /// the time that the host wants between two requests.
    pub(super) fn learn(&mut self, url: &Url, answer: Result<(u16, Vec<u8>), String>) -> Option<Duration> {
        let rules = match answer {
            Ok((200..300, body)) => Ok(Robots::from_access(AccessResult::Successful(&body), NAME)),
            Ok((300..500, _)) => Ok(Robots::allow_all()),
            Ok((status, _)) => Err(format!("the server answers {status}")),
            Err(why) => Err(why),
        };
        let delay = rules.as_ref().ok().and_then(Robots::crawl_delay);
        self.0.insert(key(url.origin()), rules);
        delay
    }
}

fn key(origin: Origin) -> String {
    origin.ascii_serialization()
}
