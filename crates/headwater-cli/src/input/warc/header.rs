//! Headers: of a record, and of the answer that a record holds.

/// The most bytes of a record's headers, and of those of an answer: servers refuse a tenth of it.
pub(super) const MOST_HEADERS: u64 = 256 << 10;

/// Headers of a record or of an answer; names in small letters.
#[derive(Default)]
pub(super) struct Headers {
    pub(super) status: Option<u16>,
    fields: Vec<(String, String)>,
}

impl Headers {
    pub(super) fn of(block: &[u8]) -> Headers {
        let text = String::from_utf8_lossy(block);
        let status = text.strip_prefix("HTTP/").and_then(|rest| rest.split_ascii_whitespace().nth(1)?.parse().ok());
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            // A line that begins with a blank goes on with the one before it.
            match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => *value = format!("{value} {}", line.trim()),
                (_, _, Some((name, value))) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Headers { status, fields }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Where the headers of an answer end and its body begins.
pub(super) fn end_of_headers(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(MOST_HEADERS as usize)];
    let at = |mark: &[u8]| head.windows(mark.len()).position(|w| w == mark).map(|at| at + mark.len());
    match (at(b"\r\n\r\n"), at(b"\n\n")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A parameter of a content type, without quotation marks.
pub(super) fn parameter(parameters: &str, name: &str) -> Option<String> {
    let pairs = parameters.split(';').filter_map(|p| p.split_once('='));
    let mut values =
        pairs.filter(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().trim_matches('"'));
    values.next().filter(|v| !v.is_empty()).map(str::to_owned)
}
