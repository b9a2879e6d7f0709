//! Titles of pages at hand that another page names: "said in “The man who painted rust”, an interview with ...", "a story
//! headlined ...".

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::citation::{Reference, hull, plain};
use super::token::{self, Token, TokenKind};
use crate::id::PageIx;
use crate::lineage::CitationForm;
use crate::list;
use crate::page::{Page, Role};
use crate::span::Span;

/// The titles of all pages.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    /// By the first words of titles, small, how many words those titles have that begin so.
    lengths: HashMap<[String; FIRST], BTreeSet<usize>>,
    /// By all words of a title, small, who bears it.
    bearers: HashMap<Vec<String>, Vec<Bearer>>,
}

/// A page with a title.
#[derive(Debug)]
struct Bearer {
    page: PageIx,
    /// Whether it has quotation marks itself: then the same words between marks may be but the quotation.
    quotes: bool,
}

/// Words by which a title is looked up, which are also the fewest that it may have: two ("Water rates") stand anywhere.
const FIRST: usize = 3;

/// Words of a title, at most.
const LONGEST: usize = 60;

/// Pages that bear one title, at most: "Live updates" names none of them.
const BEARERS: usize = 16;

/// Words before a title among which the one that makes it a title stands: "in an interview with the Post headlined".
const BEFORE: usize = 8;

/// Words behind it: "“The long night”, an article in the Post".
const BEHIND: usize = 4;

/// The words of `title-words.txt`, by heading.
static WORDS: LazyLock<[BTreeSet<&'static str>; 2]> = LazyLock::new(|| {
    let all: Vec<_> = list::entries(include_str!("../../../data/lineage/title-words.txt")).collect();
    ["named", "kinds"].map(|head| all.iter().filter(|(h, _)| *h == head).map(|(_, w)| *w).collect())
});

impl Titles {
    /// Collects the titles of `pages`.
    pub(crate) fn new(pages: &[Page]) -> Titles {
        let mut out = Titles::default();
        for (ix, page) in pages.iter().enumerate() {
            let Some(title) = page.title.as_ref().map(|t| t.value.as_str()) else { continue };
            let words = words(title);
            let Some(Ok(first)) = words.get(..FIRST).map(|f| <[String; FIRST]>::try_from(f.to_vec())) else { continue };
            if words.len() <= LONGEST {
                let quotes = title.contains(['“', '"', '«', '„', '‘']);
                out.lengths.entry(first).or_default().insert(words.len());
                out.bearers.entry(words).or_default().push(Bearer { page: PageIx::new(ix), quotes });
            }
        }
        out.bearers.retain(|_, list| list.len() <= BEARERS);
        out
    }

    /// The titles of other pages that `page` names in its story. Linear in its text: a place is looked up once for each length, at
    /// most [`LONGEST`], of the titles that begin as it does.
    pub(crate) fn read(&self, ix: PageIx, page: &Page) -> Vec<Reference> {
        let mut out = Vec::new();
        for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
            let tokens: Vec<Token<'_>> = token::cut(&page.text, block.span);
            let words: Vec<&Token<'_>> = tokens.iter().filter(|t| t.kind == TokenKind::Word).collect();
            let small: Vec<String> = words.iter().map(|t| t.text.to_lowercase()).collect();
            let mut from = 0;
            for (at, first) in small.windows(FIRST).enumerate() {
                let lengths = <&[String; FIRST]>::try_from(first).ok().and_then(|f| self.lengths.get(f));
                let Some(lengths) = lengths.filter(|_| at >= from) else { continue };
                let others = |n: &usize| {
                    let list = self.bearers.get(small.get(at..at + n)?)?;
                    let others: Vec<&Bearer> = list.iter().filter(|b| b.page != ix).collect();
                    (!others.is_empty()).then_some((at + n, others))
                };
                let Some((end, others)) = lengths.iter().rev().find_map(others) else { continue };
                let (Some(a), Some(b)) = (words.get(at), words.get(end - 1)) else { continue };
                let quotes = others.iter().any(|b| b.quotes);
                if !is_named(&page.text, (a, b), (&small, at, end), quotes) {
                    continue;
                }
                from = end;
                let span = a.span.hull(b.span);
                out.push(Reference {
                    page: ix,
                    form: CitationForm::Published,
                    text: plain(span.of(&page.text)),
                    name: span,
                    span: around(&tokens, span),
                    date: None,
                    url: None,
                    tentative: false,
                    titled: others.iter().map(|b| b.page).collect(),
                });
            }
        }
        out
    }
}

fn words(title: &str) -> Vec<String> {
    let tokens = token::cut(title, Span::new(0, title.len()));
    tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.text.to_lowercase()).collect()
}

/// Whether the words from `a` to `b` are named as a title: behind a word for that, or between quotation marks beside one.
fn is_named(text: &str, (a, b): (&Token<'_>, &Token<'_>), place: (&[String], usize, usize), quotes: bool) -> bool {
    let (small, at, end) = place;
    let [named, kinds] = &*WORDS;
    let before = |n: usize| small.get(at.saturating_sub(n)..at).unwrap_or_default();
    if before(2).iter().any(|w| named.contains(w.as_str())) {
        return a.is_capital();
    }
    let opens = text.get(..a.span.begin as usize).and_then(|t| t.chars().next_back());
    let mut behind = text.get(b.span.end as usize..).unwrap_or_default().chars();
    let closes = behind.by_ref().take(2).any(|c| matches!(c, '”' | '"' | '»' | '“' | '’' | '\''));
    let marked = opens.is_some_and(|c| matches!(c, '“' | '"' | '«' | '„' | '»' | '‘' | '\'')) && closes;
    let after = small.get(end..(end + BEHIND).min(small.len())).unwrap_or_default();
    marked && !quotes && before(BEFORE).iter().chain(after).any(|w| kinds.contains(w.as_str()))
}

/// The title with what leads up to it, as far as its sentence goes.
fn around(tokens: &[Token<'_>], title: Span) -> Span {
    let first = tokens.partition_point(|t| t.span.end <= title.begin);
    let begin = (first.saturating_sub(BEFORE)..first)
        .rev()
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind != TokenKind::End));
    begin.last().and_then(|b| hull(tokens, b, first)).map_or(title, |s| s.hull(title))
}
