//! An answer as a WARC record, and the page in it.

use super::{Answer, Fetched};
use crate::export::warc;
use crate::input::Unread;
use crate::input::warc::{PASSPORT, Passport, Records};

/// Headers that speak of the transport and no longer hold for a body without chunks.
const OF_TRANSPORT: [&str; 4] = ["transfer-encoding", "content-length", "connection", "keep-alive"];

/// Reads an answer as any record of an archive is read, and keeps the record.
pub(super) fn read(address: &str, answer: &Answer, now: &str) -> Result<Fetched, String> {
    let mut block = format!("HTTP/1.1 {} {}\r\n", answer.status, answer.reason);
    for (name, value) in &answer.headers {
        if !OF_TRANSPORT.iter().any(|t| name.eq_ignore_ascii_case(t)) {
            block.push_str(&format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")));
        }
    }
    block.push_str(&format!("Content-Length: {}\r\n\r\n", answer.body.len()));
    let mut block = block.into_bytes();
    block.extend_from_slice(&answer.body);
    let mut target = answer.url.clone();
    target.set_fragment(None);
    let id = warc::uuid(format!("{target}\n{now}\n{}", answer.body.len()).as_bytes());
    let kind = ("Content-Type", "application/http; msgtype=response".to_owned());
    let record = |fields: &[(&str, String)]| warc::record("response", target.as_str(), now, fields, &id, &block);
    let plain = record(std::slice::from_ref(&kind));
    let found = Records::new(address, plain.as_slice()).next();
    let mut document = match found {
        Some(Ok(document)) => document,
        Some(Err(Unread(why))) if !why.contains("none of its") => return Err(why),
        _ => {
            let kind = answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("content-type"));
            return Err(format!("no page: it is {}", kind.map_or("of no kind that is told", |k| k.1.as_str())));
        }
    };
    document.source.path = address.to_owned();
    document.place = Some(target.to_string());
    document.fetched = Some(now.to_owned());
    document.source.given.fetched.get_or_insert_with(|| now.to_owned());
    let passport = Passport {
        path: address.to_owned(),
        place: target.to_string(),
        media: document.source.media,
        charset: document.source.charset.clone(),
        given: document.source.given.clone(),
        fetched: document.fetched.clone(),
    };
    let passport = (PASSPORT, serde_json::to_string(&passport).unwrap_or_default());
    let kept = record(&[kind, passport]);
    let response = warc::member(&kept).map_err(|e| e.to_string())?;
    Ok(Fetched { document, response })
}
