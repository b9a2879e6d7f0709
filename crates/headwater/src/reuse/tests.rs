//! Passages against a brute-force reference, and for any order and number of pages.

use std::collections::BTreeMap;

use super::*;
use crate::page::Role;
use crate::page::block::{Block, Form};
use proptest::prelude::*;

/// A page whose story is the given paragraphs.
fn page(path: &str, paragraphs: &[String]) -> Page {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for p in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let span = Span::new(text.len(), text.len() + p.len());
        text.push_str(p);
        blocks.push(Block { span, role: Role::Story, form: Form::Paragraph, comment: None });
    }
    Page { path: path.to_owned(), text, blocks, ..Page::default() }
}

fn number(words: impl IntoIterator<Item = u32>) -> String {
    words.into_iter().map(|w| format!("w{w}q")).collect::<Vec<_>>().join(" ")
}

fn shared(pages: &[Page], options: &Options) -> Vec<(String, String, u32)> {
    let found = find(pages, options);
    let of = |p: Place| p.span.of(&pages[p.page.ix()].text).to_owned();
    found.passages.iter().map(|p| (of(p.a), of(p.b), p.words)).collect()
}

#[test]
fn a_passage_is_found_to_the_word() {
    let a = page("a", &[format!("{}, {}", number(0..30), number(100..140))]);
    let b = page("b", &[format!("{} {}", number(200..240), number(100..140)), number(300..310)]);
    let want = number(100..140);
    assert_eq!(shared(&[a, b], &Options::default()), [(want.clone(), want, 40)]);
}

#[test]
fn changes_inside_are_bridged_and_pieces_far_apart_are_passages_of_their_own() {
    let a = page("a", &[number(0..40), number(100..140)]);
    let copy = format!("{} x y {} z {}", number(0..12), number(14..25), number(25..40));
    let b = page("b", &[copy, number(500..560), number(100..140)]);
    let found = shared(&[a, b], &Options::default());
    assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), [38, 40]);
}

#[test]
fn a_passage_that_stands_twice_is_found_twice() {
    let a = page("a", &[number(0..30)]);
    let b = page("b", &[number(0..30), number(100..200), number(0..30)]);
    assert_eq!(shared(&[a, b], &Options::default()).len(), 2);
}

#[test]
fn only_the_story_counts_unless_all_blocks_are_asked_for() {
    let mut a = page("a", &[number(0..30)]);
    let b = page("b", &[number(0..30)]);
    a.blocks[0].role = Role::Comment;
    assert!(shared(&[a.clone(), b.clone()], &Options::default()).is_empty());
    let all = Options { all_blocks: true, ..Options::default() };
    assert_eq!(shared(&[a, b], &all).len(), 1);
}

#[test]
fn a_phrase_on_too_many_pages_is_reported_and_what_follows_it_is_still_found() {
    let phrase = number(0..12);
    let mut pages: Vec<Page> = (0..80)
        .map(|i| page(&i.to_string(), &[format!("{phrase} {}", number(1000 + 50 * i..1040 + 50 * i))]))
        .collect();
    pages.push(page("copy", &[format!("{} {phrase} {}", number(1..3), number(1000..1040))]));
    let few = Options { most_pages: 60, ..Options::default() };
    let found = find(&pages, &few);
    assert_eq!(found.set_phrases.len(), 1);
    assert_eq!(found.set_phrases[0].pages, 81);
    assert_eq!(found.set_phrases[0].place.span.of(&pages[0].text), phrase);
    assert_eq!(found.passages.iter().map(|p| p.words).collect::<Vec<_>>(), [52]);
    let all = find(&pages, &Options::default());
    assert!(all.set_phrases.is_empty());
    assert_eq!(all.passages.len(), 81 * 80 / 2);
}

#[test]
fn pages_that_repeat_one_line_without_end_take_no_time() {
    let line = "the same line over and over again and never anything else ".repeat(4000);
    let pages: Vec<Page> = (0..6).map(|i| page(&i.to_string(), std::slice::from_ref(&line))).collect();
    let found = find(&pages, &Options::default());
    assert_eq!(found.passages.iter().filter(|p| p.identity == 1.0 && p.words == 44_000).count(), 15);
}

fn stories() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let piece = prop_oneof![
        (0u32..40, 1u32..60).prop_map(|(from, len)| (from..from + len).collect::<Vec<_>>()),
        prop::collection::vec(0u32..300, 1..40),
    ];
    prop::collection::vec(prop::collection::vec(piece, 0..4).prop_map(|p| p.concat()), 2..6)
}

/// Whether some run of three words of a stretch stands on its page more than four times: the limit against hostile pages that
/// `docs/reuse.md` tells.
fn repeats(page: &[u32], stretch: std::ops::Range<usize>) -> bool {
    let mut often: BTreeMap<&[u32], usize> = BTreeMap::new();
    page.windows(3).for_each(|w| *often.entry(w).or_default() += 1);
    page[stretch].windows(3).any(|w| often.get(w).is_some_and(|&n| n > 4))
}

proptest! {
    #[test]
    fn a_text_and_itself_are_one_perfect_passage(words in prop::collection::vec(0u32..200, 20..300)) {
        let text = number(words.iter().copied());
        let pages = [page("a", std::slice::from_ref(&text)), page("b", std::slice::from_ref(&text))];
        let found = find(&pages, &Options::default());
        let whole = found.passages.iter().filter(|p| p.a.span.len() == text.len() && p.b.span.len() == text.len());
        let whole: Vec<&Passage> = whole.collect();
        prop_assert_eq!(whole.len(), 1);
        prop_assert_eq!(whole[0].identity, 1.0);
        prop_assert!(whole[0].drift.is_empty());
    }

    #[test]
    fn no_stretch_of_twenty_words_is_lost(
        pages in prop::collection::vec(prop::collection::vec(0u32..4000, 0..120), 2..7),
        copies in prop::collection::vec((0usize..7, 0usize..7, 0usize..100, 20usize..70, 0usize..120, prop::collection::vec((0usize..70, 0u32..3, 0u32..4000), 0..3)), 0..6),
    ) {
        let mut pages = pages;
        for (from, to, begin, len, at, changes) in copies {
            let (from, to) = (from % pages.len(), to % pages.len());
            let mut copied: Vec<u32> = pages[from].iter().skip(begin).take(len).copied().collect();
            for (at, kind, word) in changes {
                match kind {
                    0 if at < copied.len() => copied[at] = word,
                    1 if at < copied.len() => { copied.remove(at); }
                    2 if at <= copied.len() => copied.insert(at, word),
                    _ => {}
                }
            }
            let at = at.min(pages[to].len());
            pages[to].splice(at..at, copied);
        }
        let made: Vec<Page> =
            pages.iter().enumerate().map(|(i, s)| page(&format!("{i}"), &[number(s.iter().copied())])).collect();
        let found = find(&made, &Options::default());
        let spans: Vec<Vec<Span>> = made.iter().map(|p| place::spans(p, false)).collect();
        // The brute-force reference: every maximal equal stretch of any two pages.
        for a in 0..pages.len() {
            for b in a + 1..pages.len() {
                let (x, y) = (&pages[a], &pages[b]);
                for i in 0..x.len() {
                    for j in 0..y.len() {
                        if x[i] != y[j] || i > 0 && j > 0 && x[i - 1] == y[j - 1] {
                            continue;
                        }
                        let n = x[i..].iter().zip(&y[j..]).take_while(|(x, y)| x == y).count();
                        if n < 20 || repeats(x, i..i + n) || repeats(y, j..j + n) {
                            continue;
                        }
                        let side = |page: usize, at: usize| place::locate(PageIx::new(page), &spans[page], (at as u32, (at + n) as u32));
                        let (p, q) = (side(a, i), side(b, j));
                        let holds = |f: &Passage| f.a.page == p.page && f.b.page == q.page && f.a.span.contains(p.span) && f.b.span.contains(q.span);
                        prop_assert!(found.passages.iter().any(holds), "{} words of {} at {} and {} at {}", n, a, i, b, j);
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_pages_does_not_matter(stories in stories()) {
        let pages: Vec<Page> =
            stories.iter().enumerate().map(|(i, s)| page(&i.to_string(), &[number(s.iter().copied())])).collect();
        let mut back = pages.clone();
        back.reverse();
        let last = pages.len() as u32 - 1;
        let sides = |r: &Reuse, turned: bool| {
            let mut out: Vec<(Place, Place, u32)> = Vec::new();
            for p in &r.passages {
                let turn = |p: Place| Place { page: PageIx(last - p.page.0), ..p };
                out.push(if turned { (turn(p.b), turn(p.a), p.words) } else { (p.a, p.b, p.words) });
            }
            out.sort();
            out
        };
        let options = Options::default();
        prop_assert_eq!(sides(&find(&pages, &options), false), sides(&find(&back, &options), true));
    }

    #[test]
    fn drift_lies_inside_its_passage_at_character_boundaries(stories in stories()) {
        let pages: Vec<Page> =
            stories.iter().enumerate().map(|(i, s)| page(&i.to_string(), &[number(s.iter().copied()).replace("1", "é")])).collect();
        for p in find(&pages, &Options::default()).passages {
            for c in &p.drift {
                prop_assert!(p.a.span.contains(c.a) && p.b.span.contains(c.b));
                prop_assert!(pages[p.a.page.ix()].text.get(c.a.range()).is_some());
                prop_assert!(pages[p.b.page.ix()].text.get(c.b.range()).is_some());
            }
        }
    }
}
