//! New inputs out of old ones. Seeded: the same seed and corpus give the same inputs.

/// A small generator of numbers (xorshift64*, Vigna 2016): fast, seeded, and good enough to choose places and bytes.
pub struct Chance(u64);

impl Chance {
    /// From a seed; every seed gives another row of numbers.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`; 0 where the bound is.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        if bound == 0 { 0 } else { (value % bound as u64) as usize }
    }
}

/// Pieces that the readers look for: put in whole, they reach what single bytes hardly ever make.
const PIECES: [&[u8]; 72] = [
    b"<div>",
    b"</div>",
    b"<p>",
    b"</p>",
    b"<table><tr><td>",
    b"</table>",
    b"<a href='",
    b"'>",
    b"</a>",
    b"<!--",
    b"-->",
    b"<script>",
    b"</script>",
    b"<style>",
    b"<title>",
    b"</title>",
    b"<h1>",
    b"</h1>",
    b"<meta charset=utf-16>",
    b"<meta property=article:published_time content=2019-03-18>",
    b"<time datetime=2019-03-18>",
    b"<svg>",
    b"<template>",
    b"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":",
    b"<div class=comment id=comment-1>",
    b"<blockquote>",
    b"<li>",
    b"<ul>",
    b"<br>",
    b"<![CDATA[",
    b"]]>",
    b"<?xml version='1.0'?>",
    b"&#x110000;",
    b"&amp;",
    b"&notin",
    b"&#0;",
    b"&",
    b"<",
    b">",
    b"\"",
    b"'",
    b"=",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
    b"\xED\xA0\x80",
    b"\xF0\x9F\x98\x80",
    b"\xE2\x80\x9C",
    b"\n\n",
    b"\r\n",
    b"\r\n\r\n",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Length: 0\r\n",
    b"WARC-Type: response\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Content-Encoding: br\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Type: text/html\r\n",
    b"\x1F\x8B\x08",
    b"\x28\xB5\x2F\xFD",
    b"{\"text\":\"",
    b"\"}\n",
    b"{\"html\":\"",
    b"\\ud800",
    b"18 March 2019",
    b"31.02.2019",
    b"Reply",
    b"3 Comments\n",
    b"# ",
    b"> ",
];

/// Longest input that is made, in bytes: each should take a millisecond or so.
const LONGEST: usize = 64 << 10;

/// One input: an entry of the corpus, changed in a few places.
pub fn mutated(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let pick = |chance: &mut Chance| corpus.get(chance.below(corpus.len())).cloned().unwrap_or_default();
    let mut out = pick(chance);
    for _ in 0..=chance.below(6) {
        let at = chance.below(out.len() + 1);
        match chance.below(9) {
            0 if !out.is_empty() => {
                let at = at.min(out.len() - 1);
                out[at] ^= 1 << chance.below(8);
            }
            1 if !out.is_empty() => {
                let at = at.min(out.len() - 1);
                out[at] = chance.below(256) as u8;
            }
            2 => insert(&mut out, at, PIECES[chance.below(PIECES.len())]),
            // A piece again and again: depth, length and repetition.
            3 => {
                let times = 1 << chance.below(12);
                insert(&mut out, at, &PIECES[chance.below(PIECES.len())].repeat(times));
            }
            4 => {
                let until = (at + 1 + chance.below(64)).min(out.len());
                out.drain(at..until.max(at));
            }
            5 => out.truncate(at),
            // A stretch again, elsewhere.
            6 => {
                let until = (at + 1 + chance.below(512)).min(out.len());
                let stretch = out[at..until.max(at)].to_vec();
                let to = chance.below(out.len() + 1);
                insert(&mut out, to, &stretch);
            }
            // The end of another entry.
            7 => {
                let other = pick(chance);
                let from = chance.below(other.len() + 1);
                out.truncate(at);
                out.extend_from_slice(&other[from..]);
            }
            _ => {
                let swap = chance.below(out.len() + 1);
                if at < out.len() && swap < out.len() {
                    out.swap(at, swap);
                }
            }
        }
        out.truncate(LONGEST);
    }
    out
}

/// Words and marks on which much hangs in texts, in the languages that are read.
const WORDS: [&str; 64] = [
    "“",
    "”",
    "«",
    "»",
    "„",
    "‘",
    "’",
    "\"",
    "'",
    "–",
    "—",
    "- ",
    ":",
    ";",
    ",",
    ".",
    "…",
    "(",
    ")",
    "?",
    "!",
    "\n\n",
    "\n",
    "\u{C}",
    "said",
    "that",
    "told",
    "according to",
    "he",
    "The mayor",
    "denied",
    "confirmed",
    "sagte",
    "dass",
    "laut",
    "Der",
    "dijo",
    "que",
    "según",
    "El",
    "a déclaré",
    "selon",
    "ha detto",
    "secondo",
    "disse",
    "segundo",
    "dedi",
    "söyledi",
    "göre",
    "сказал",
    "что",
    "по словам",
    "قال",
    "إن",
    "وفق",
    "12",
    "3.5 million",
    "18 March",
    "Ana Ruiz",
    "Mr",
    "al-",
    "d’",
    "I",
    "\u{200F}",
];

/// One input: a text of the corpus, changed in a few words.
pub fn reworded(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let pick = |chance: &mut Chance| corpus.get(chance.below(corpus.len())).cloned().unwrap_or_default();
    let first = pick(chance);
    let other = pick(chance);
    let (first, other) = (String::from_utf8_lossy(&first), String::from_utf8_lossy(&other));
    let others: Vec<&str> = other.split_inclusive([' ', '\n']).collect();
    let mut words: Vec<&str> = first.split_inclusive([' ', '\n']).collect();
    for _ in 0..=chance.below(8) {
        let at = chance.below(words.len() + 1);
        let until = |chance: &mut Chance, most| (at + chance.below(most)).min(words.len());
        match chance.below(8) {
            0 => words.insert(at, WORDS[chance.below(WORDS.len())]),
            1 => {
                let until = until(chance, 6);
                words.drain(at..until);
            }
            2 => words.truncate(at),
            3 => {
                words.drain(..at);
            }
            // A stretch again, elsewhere.
            4 => {
                let stretch = words[at..until(chance, 40)].to_vec();
                let to = chance.below(words.len() + 1);
                words.splice(to..to, stretch);
            }
            // A stretch of another text.
            5 => {
                let from = chance.below(others.len() + 1);
                let stretch = others.iter().skip(from).take(chance.below(40)).copied();
                words.splice(at..at, stretch);
            }
            6 => {
                let times = 1 << chance.below(6);
                let word = WORDS[chance.below(WORDS.len())];
                words.splice(at..at, std::iter::repeat_n(word, times));
            }
            _ => {
                let swap = chance.below(words.len() + 1);
                if at < words.len() && swap < words.len() {
                    words.swap(at, swap);
                }
            }
        }
    }
    let mut out = words.concat().into_bytes();
    out.truncate(LONGEST >> 2);
    out
}

fn insert(out: &mut Vec<u8>, at: usize, piece: &[u8]) {
    out.splice(at..at, piece.iter().copied().take(LONGEST));
}
