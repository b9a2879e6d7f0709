//! Marked-up text to tags and stretches of text: the lexical half of HTML.
//!
//! The scanner borrows everything: a token is ranges of the source, and entities are decoded by whoever needs the words.
//! It reads every byte a bounded number of times, whatever the input. It knows what the HTML standard calls data,
//! RCDATA and raw text; the standard's rarer states (escaped scripts, foreign content) are read as their plain kin.

use std::ops::Range;

use memchr::memchr;

/// One token; ranges are bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Text between tags, entities not decoded.
    Text(Range<usize>),
    /// A start tag: its name, its attributes, and whether it ends in `/>`.
    Open {
        /// The name.
        name: Range<usize>,
        /// All that stands between name and `>`.
        attributes: Range<usize>,
        /// `/>`.
        closed: bool,
    },
    /// An end tag.
    Close {
        /// The name.
        name: Range<usize>,
    },
}

/// Reads tokens one after another.
pub struct Scanner<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of `source`.
    pub fn new(source: &'a str) -> Scanner<'a> {
        Scanner { source, at: 0 }
    }

    /// What stands between here and the end tag `name` (or the end), which is skipped: for script, style and the like.
    pub fn raw(&mut self, name: &str) -> Range<usize> {
        let bytes = self.source.as_bytes();
        let begin = self.at;
        let mut at = begin;
        while let Some(found) = memchr(b'<', &bytes[at..]).map(|p| p + at) {
            let rest = &bytes[found + 1..];
            let named = rest.first() == Some(&b'/')
                && rest.get(1..=name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len() + 1).is_none_or(|b| !b.is_ascii_alphanumeric());
            if named {
                let from = found + 2 + name.len();
                self.at = memchr(b'>', &bytes[from..]).map_or(bytes.len(), |p| from + p + 1);
                return begin..found;
            }
            at = found + 1;
        }
        self.at = bytes.len();
        begin..bytes.len()
    }

    /// Skips past `>`, or to the end.
    fn skip_to_close(&mut self, from: usize) {
        let bytes = self.source.as_bytes();
        self.at = memchr(b'>', &bytes[from..]).map_or(bytes.len(), |p| from + p + 1);
    }

    /// After `<!`: comments, doctypes and CDATA, none of which is text.
    fn skip_declaration(&mut self, from: usize) {
        let bytes = self.source.as_bytes();
        if !bytes[from..].starts_with(b"--") {
            return self.skip_to_close(from);
        }
        // `<!-->` and `<!--->` are whole comments.
        let body = from + 2;
        let early = ["->", ">"].iter().find(|end| bytes[body..].starts_with(end.as_bytes()));
        self.at = match early {
            Some(end) => body + end.len(),
            None => comment_end(bytes, body),
        };
    }

    /// The end of a tag whose name ends at `from`: the byte of its `>`, quoted attribute values respected.
    fn tag_end(&self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        let mut value = false;
        while let Some(&b) = bytes.get(at) {
            match b {
                b'>' => return at,
                b'=' => value = true,
                b'"' | b'\'' if value => {
                    value = false;
                    match memchr(b, &bytes[at + 1..]) {
                        Some(p) => at += p + 1,
                        None => return bytes.len(),
                    }
                }
                b' ' | b'\t' | b'\n' | b'\r' | 0x0C => {}
                _ => value = false,
            }
            at += 1;
        }
        bytes.len()
    }
}

/// Past the `-->` or `--!>` that ends a comment; the end of the source where none does.
fn comment_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(p) = memchr(b'>', &bytes[at..]) {
        let end = at + p;
        if bytes[from..end].ends_with(b"--") || bytes[from..end].ends_with(b"--!") {
            return end + 1;
        }
        at = end + 1;
    }
    bytes.len()
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.source.as_bytes();
        loop {
            let begin = self.at;
            if begin >= bytes.len() {
                return None;
            }
            // Text up to the next `<` that begins a tag.
            let mut from = begin;
            let tag = loop {
                match memchr(b'<', &bytes[from..]).map(|p| p + from) {
                    None => break bytes.len(),
                    Some(p) => match bytes.get(p + 1) {
                        Some(b) if b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?') => break p,
                        _ => from = p + 1,
                    },
                }
            };
            if tag > begin {
                self.at = tag;
                return Some(Token::Text(begin..tag));
            }
            match bytes.get(tag + 1) {
                Some(b'!') => self.skip_declaration(tag + 2),
                Some(b'?') => self.skip_to_close(tag + 2),
                Some(b'/') if !bytes.get(tag + 2).is_some_and(u8::is_ascii_alphabetic) => self.skip_to_close(tag + 2),
                Some(b'/') => {
                    let name = name_from(bytes, tag + 2);
                    self.skip_to_close(name.end);
                    return Some(Token::Close { name });
                }
                _ => {
                    let name = name_from(bytes, tag + 1);
                    let end = self.tag_end(name.end);
                    self.at = (end + 1).min(bytes.len());
                    let closed = end > name.end && bytes[end - 1] == b'/';
                    let attributes = name.end..if closed { end - 1 } else { end };
                    return Some(Token::Open { name, attributes, closed });
                }
            }
        }
    }
}

fn name_from(bytes: &[u8], begin: usize) -> Range<usize> {
    let length = bytes[begin..].iter().take_while(|b| !b" \t\n\r\x0C/>".contains(b)).count();
    begin..begin + length
}

/// The attributes of a start tag as (name, raw value), in order; the name as written.
pub fn attributes(source: &str) -> Attributes<'_> {
    Attributes { rest: source }
}

/// See [`attributes`].
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        const BLANK: [char; 5] = [' ', '\t', '\n', '\r', '\x0C'];
        let rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0C', '/']);
        if rest.is_empty() {
            return None;
        }
        // A name may begin with `=`, and ends before the next one.
        let length = rest
            .bytes()
            .enumerate()
            .position(|(i, b)| b" \t\n\r\x0C/".contains(&b) || (b == b'=' && i > 0))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        let Some(value) = after.trim_start_matches(BLANK).strip_prefix('=') else {
            self.rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(BLANK);
        let (value, rest) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let body = &value[1..];
                let end = memchr(quote, body.as_bytes()).unwrap_or(body.len());
                (&body[..end], body.get(end + 1..).unwrap_or(""))
            }
            _ => value.split_at(value.find(BLANK).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// Decodes entities where there are any.
pub fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    match memchr(b'&', text.as_bytes()) {
        None => std::borrow::Cow::Borrowed(text),
        Some(_) => htmlize::unescape(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let mut out = String::new();
        for token in Scanner::new(source) {
            match token {
                Token::Text(r) => out += &source[r],
                Token::Open { name, attributes: a, closed } => {
                    let all: Vec<String> = attributes(&source[a]).map(|(k, v)| format!("{k}={v}")).collect();
                    out += &format!("[{} {}{}]", &source[name], all.join(","), if closed { "/" } else { "" });
                }
                Token::Close { name } => out += &format!("[/{}]", &source[name]),
            }
        }
        out
    }

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        assert_eq!(shown("<p class='a b' id=c x>1 < 2</p >"), "[p class=a b,id=c,x=]1 < 2[/p]");
        assert_eq!(shown("<a href=\"x>y\" title='\"'>t</a>"), "[a href=x>y,title=\"]t[/a]");
        assert_eq!(shown("<br/><img src=a/b />"), "[br /][img src=a/b/]");
    }

    #[test]
    fn comments_and_declarations_are_no_text() {
        assert_eq!(shown("a<!-- <b> -- > x -->b<!doctype html><!-->c<?php x ?>d</ >e"), "abcde");
        assert_eq!(shown("a<!-- never closed <p>b"), "a");
    }

    #[test]
    fn raw_text_ends_at_its_own_tag_only() {
        let source = "if (a</b>c) '</scriptx>' </SCRIPT >after";
        let mut scanner = Scanner::new(source);
        assert_eq!(&source[scanner.raw("script")], "if (a</b>c) '</scriptx>' ");
        assert_eq!(scanner.next(), Some(Token::Text(source.len() - 5..source.len())));
    }

    #[test]
    fn a_cut_document_ends_where_it_ends() {
        for source in ["<", "</", "<a", "<a b", "<a b=", "<a b='", "<!", "<!-", "<!--", "&", "<a/", "<a b=\"é"] {
            let _ = shown(source);
        }
    }
}
