//! The way to an address that may not be asked, by redirections and names, against servers of the test's own.
//!
//! 127.0.0.77 stands for a public address here; all others of this machine are what they are.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::guard::{Guard, is_public};
use super::{Bounds, Fetcher};

const PUBLIC: [u8; 4] = [127, 0, 0, 77];

const BOUNDS: Bounds =
    Bounds { bytes: 1 << 20, time: Duration::from_secs(20), redirects: 5, private: false, robots: false };

/// Some names are addresses of this machine, as whoever owns a name may say.
#[derive(Debug, Default)]
struct Names(DefaultResolver);

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let port = uri.port_u16().unwrap_or(80);
        let addresses: &[[u8; 4]] = match uri.host() {
            Some("news.example") => &[PUBLIC],
            Some("inside.example") => &[[127, 0, 0, 1]],
            Some("both.example") => &[[127, 0, 0, 1], PUBLIC],
            _ => return self.0.resolve(uri, config, timeout),
        };
        let mut out = self.empty();
        addresses.iter().for_each(|a| out.push(SocketAddr::from((*a, port))));
        Ok(out)
    }
}

fn fetcher(bounds: Bounds) -> Fetcher {
    Fetcher::with(bounds, Guard::over(Names::default(), |ip| ip == IpAddr::from(PUBLIC) || is_public(ip)))
}

/// A server at `address` that answers each request by `answer`, from its path; what it was asked for, and its port.
fn serve(address: [u8; 4], port: u16, answer: fn(&str, usize) -> String) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((IpAddr::from(address), port)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let path = lines.next().unwrap_or_default().split(' ').nth(1).unwrap_or_default().to_owned();
            lines.take_while(|l| !l.is_empty()).for_each(drop);
            let times = {
                let mut seen = seen.lock().unwrap();
                seen.push(path.clone());
                seen.iter().filter(|p| **p == path).count()
            };
            let _ = stream.write_all(answer(&path, times).as_bytes());
        }
    });
    (port, asked)
}

fn whole(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
}

const PAGE: &str = "<title>Gate</title><article><p>Bo Lind counted the boats by the quay.</p></article>";

fn page() -> String {
    whole("200 OK", "Content-Type: text/html\r\n", PAGE)
}

#[test]
fn a_redirection_or_a_name_leads_to_no_address_inside() {
    let (port, public) = serve(PUBLIC, 0, |path, _| match path.strip_prefix("/to/") {
        Some(target) => whole("302 Found", &format!("Location: http://{target}\r\n"), ""),
        None => page(),
    });
    // What is inside listens on the same port.
    let (_, inside) = serve([127, 0, 0, 1], port, |_, _| page());
    let fetcher = fetcher(BOUNDS);
    let fetch = |address: &str| fetcher.fetch(address, "2019-03-18T08:00:00Z");
    assert!(fetch(&format!("http://news.example:{port}/a")).is_ok());
    assert!(fetch(&format!("http://news.example:{port}/to/news.example:{port}/a")).is_ok());
    // Of the addresses of a name only those are connected to that may be.
    assert!(fetch(&format!("http://both.example:{port}/b")).is_ok());
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.3.4",
        "100.64.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1]",
        "[fd00::1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "inside.example",
    ] {
        for address in [format!("http://{host}:{port}/x"), format!("http://news.example:{port}/to/{host}:{port}/x")] {
            let Err(why) = fetch(&address) else { panic!("{address} was fetched") };
            assert!(why.0.contains("is no public address") || why.0.contains("no such host"), "{address}: {}", why.0);
        }
    }
    assert!(inside.lock().unwrap().is_empty(), "{:?}", inside.lock().unwrap());
    assert!(public.lock().unwrap().len() > 20, "the first step of each redirection was asked");
}

#[test]
fn a_host_is_asked_as_slowly_as_it_wants() {
    let (port, asked) = serve(PUBLIC, 0, |path, times| match (path, times) {
        ("/robots.txt", _) => whole("200 OK", "Content-Type: text/plain\r\n", "User-agent: *\nCrawl-delay: 0.4\n"),
        ("/soon", 1) => whole("503 Service Unavailable", "Retry-After: 1\r\n", ""),
        ("/never", _) => whole("429 Too Many Requests", "Retry-After: 86400\r\n", ""),
        _ => page(),
    });
    let fetcher = fetcher(Bounds { robots: true, ..BOUNDS });
    let fetch = |path: &str| fetcher.fetch(&format!("http://news.example:{port}{path}"), "2019-03-18T08:00:00Z");
    let begin = Instant::now();
    // Two threads that want the same host wait for each other.
    std::thread::scope(|s| {
        let other = s.spawn(|| fetch("/a").is_ok());
        assert!(fetch("/b").is_ok() && other.join().unwrap());
    });
    assert!(begin.elapsed() >= Duration::from_millis(800), "{:?}", begin.elapsed());
    let begin = Instant::now();
    assert!(fetch("/soon").is_ok());
    assert!(begin.elapsed() >= Duration::from_secs(1), "{:?}", begin.elapsed());
    let Err(why) = fetch("/never") else { panic!("it was told to come back in a day") };
    assert!(why.0.contains("come back in 86400 seconds"), "{}", why.0);
    assert_eq!(asked.lock().unwrap().iter().filter(|p| *p == "/never").count(), 1);
}
