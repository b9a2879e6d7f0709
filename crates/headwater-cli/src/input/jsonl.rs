//! Records out of a file that holds one JSON object a line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};

use headwater::page::{Given, Media, Source};
use serde::Deserialize;
use serde_json::Value;

use super::decompress;
use super::path::reason;
use super::{Document, Unread};

/// The longest line that is read; as large as the largest document, with room for escapes.
const LONGEST_LINE: u64 = 128 << 20;

/// What is read of a record. Fields of another kind than expected are left out with a warning, other fields unseen.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: Option<String>,
    html: Option<String>,
    url: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    outlet: Option<Value>,
    authors: Option<Value>,
    fetched: Option<Value>,
}

/// The records of a file, one after another.
pub(crate) struct Records<R> {
    label: String,
    reader: BufReader<R>,
    line: u64,
    ids: HashMap<String, u32>,
    done: bool,
}

impl<R: Read> Records<R> {
    /// The records in `reader`, which is a file called `label`.
    pub(crate) fn new(label: &str, reader: R) -> Records<R> {
        let reader = BufReader::with_capacity(64 << 10, reader);
        Records { label: label.to_owned(), reader, line: 0, ids: HashMap::new(), done: false }
    }

    fn unread(&self, why: impl std::fmt::Display) -> Unread {
        Unread(format!("{}, line {}: {why}", self.label, self.line))
    }

    /// The next line without its end; `None` at the end of the file.
    fn next_line(&mut self) -> Option<Result<Vec<u8>, Unread>> {
        let mut line = Vec::new();
        self.line += 1;
        match self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(n) if n as u64 == LONGEST_LINE && line.last() != Some(&b'\n') => {
                let skipped = self.reader.skip_until(b'\n');
                match skipped {
                    Ok(_) => Some(Err(self.unread(format!("longer than {}, not read", super::size(LONGEST_LINE))))),
                    Err(error) => Some(Err(self.failed(&error))),
                }
            }
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(self.failed(&error))),
        }
    }

    fn failed(&mut self, error: &io::Error) -> Unread {
        self.done = !decompress::goes_on(error);
        let rest = if self.done { "; nothing after it is read" } else { "" };
        self.unread(format!("{}{rest}", reason(error)))
    }

    fn document(&mut self, line: &[u8]) -> Result<Document, Unread> {
        let record: Record = serde_json::from_slice(line).map_err(|e| {
            let text = e.to_string();
            let what = text.split(" at line ").next().unwrap_or(&text);
            self.unread(format!("no record: {what} (column {})", e.column()))
        })?;
        let (bytes, media) = match (record.text, record.html) {
            (Some(text), _) => (text.into_bytes(), Media::Text),
            (None, Some(html)) => (html.into_bytes(), Media::Html),
            (None, None) => return Err(self.unread("the record has neither \"text\" nor \"html\"")),
        };
        let mut warnings = Vec::new();
        let id = match record.id {
            Some(Value::String(id)) => id,
            Some(Value::Number(id)) => id.to_string(),
            _ => format!("line{}", self.line),
        };
        let times = self.ids.entry(id.clone()).or_insert(0);
        *times += 1;
        let mut path = format!("{}#{id}", self.label);
        if *times > 1 {
            path = format!("{path}~{times}");
            warnings.push(format!(
                "{}, line {}: the id {id:?} stands there before; kept apart as {path}",
                self.label, self.line
            ));
        }
        let mut text = |field: &str, value: Option<Value>| match value {
            None | Some(Value::Null) => None,
            Some(Value::String(s)) => Some(s),
            Some(Value::Number(n)) => Some(n.to_string()),
            Some(_) => {
                warnings.push(format!("{}, line {}: \"{field}\" is no text, left out", self.label, self.line));
                None
            }
        };
        let given = Given {
            url: text("url", record.url),
            title: text("title", record.title),
            date: text("date", record.date),
            outlet: text("outlet", record.outlet),
            authors: match record.authors {
                Some(Value::Array(names)) => names.into_iter().filter_map(|n| text("authors", Some(n))).collect(),
                other => text("authors", other).into_iter().collect(),
            },
            fetched: text("fetched", record.fetched),
        };
        let fetched = given.fetched.clone();
        let source = Source { path, bytes: Cow::Owned(bytes), media, charset: Some("utf-8".to_owned()), given };
        Ok(Document { source, id: Some(id), place: None, fetched, warnings })
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Document, Unread>;

    fn next(&mut self) -> Option<Result<Document, Unread>> {
        while !self.done {
            let line = match self.next_line()? {
                Ok(line) => line,
                Err(unread) => return Some(Err(unread)),
            };
            let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line).trim_ascii();
            if !line.is_empty() {
                return Some(self.document(line));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Document, Unread>> {
        Records::new("a.jsonl", text.as_bytes()).collect()
    }

    #[test]
    fn a_record_is_a_page_of_its_own() {
        let line =
            "{\"id\":7,\"text\":\"x “y”\",\"url\":\"http://a.example/\",\"authors\":[\"A\",\"B\"],\"more\":{}}\n\n";
        let records = read(line);
        assert_eq!(records.len(), 1);
        let document = records[0].as_ref().unwrap();
        assert_eq!(document.source.path, "a.jsonl#7");
        assert_eq!(&*document.source.bytes, "x “y”".as_bytes());
        assert_eq!(document.source.given.authors, ["A", "B"]);
        assert_eq!(document.id.as_deref(), Some("7"));
    }

    #[test]
    fn a_damaged_record_is_told_with_its_line_and_the_next_is_read() {
        let records = read("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"y\"}");
        assert!(records[1].as_ref().unwrap_err().0.starts_with("a.jsonl, line 2: no record"));
        assert!(records[2].as_ref().unwrap_err().0.contains("line 3: the record has neither"));
        assert_eq!(records[3].as_ref().unwrap().source.path, "a.jsonl#c");
    }

    #[test]
    fn records_of_one_id_are_kept_apart() {
        let records = read("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n");
        assert_eq!(records[1].as_ref().unwrap().source.path, "a.jsonl#a~2");
        assert_eq!(records[1].as_ref().unwrap().warnings.len(), 1);
        assert_eq!(records[1].as_ref().unwrap().id.as_deref(), Some("a"));
    }
}
