//! Names that pages themselves say to be one thing's: "the Harbour Defence Board (HDB)", "HDB (the Harbour Board)",
//! "Peter Kast, also known as Abdul Kast".

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::form::called_also;
use super::other::parts;
use crate::origin::Evidence;
use crate::origin::class::NAME_SMALL_WORDS;
use crate::page::{Page, Role};

/// Names of one thing, read when they are first asked for.
pub(in crate::origin::discrepancy) struct Aliases<'a> {
    evidence: Evidence<'a>,
    sets: OnceCell<Sets>,
}

/// The number of a name, by its words in small letters, and of those that begin it; equal for names of one thing.
struct Sets {
    numbers: BTreeMap<String, usize>,
    roots: petgraph::unionfind::UnionFind<usize>,
}

impl<'a> Aliases<'a> {
    pub(in crate::origin::discrepancy) fn new(evidence: Evidence<'a>) -> Aliases<'a> {
        Aliases { evidence, sets: OnceCell::new() }
    }

    /// Whether some page says that two names are one thing's, or that both are a third's.
    pub(in crate::origin::discrepancy) fn one(&self, x: &str, y: &str) -> bool {
        let sets = self.sets.get_or_init(|| Sets::read(self.evidence));
        let at = |name: &str| sets.numbers.get(&parts(name).join(" ")).map(|&n| sets.roots.find(n));
        at(x).is_some_and(|k| at(y) == Some(k))
    }
}

/// Names that are read; pages that declare more are lists.
const MOST: usize = 20_000;

impl Sets {
    /// Linear in the pages.
    fn read(evidence: Evidence<'_>) -> Sets {
        let mut pairs: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for page in evidence.pages {
            declared(page, &mut pairs);
        }
        pairs.truncate(MOST);
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut links: Vec<(usize, usize)> = Vec::new();
        let mut number = |name: String| {
            let next = numbers.len();
            *numbers.entry(name).or_insert(next)
        };
        for (long, short) in pairs {
            let of = number(short.join(" "));
            links.push((number(long.join(" ")), of));
            // "Islamic State" of "Islamic State of Iraq and Syria": up to a small word.
            let small = long.iter().position(|w| NAME_SMALL_WORDS.has(w.as_str()) || w == "and").unwrap_or(0);
            if small >= 2 {
                links.push((number(long.get(..small).unwrap_or(&[]).join(" ")), of));
            }
        }
        let mut roots = petgraph::unionfind::UnionFind::new(numbers.len());
        for (a, b) in links {
            roots.union(a, b);
        }
        Sets { numbers, roots }
    }
}

/// Bytes of a name before or in brackets at most.
const NAME: usize = 90;

/// The pairs of names that a page says to be one thing's, the longer first.
fn declared(page: &Page, out: &mut Vec<(Vec<String>, Vec<String>)>) {
    for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
        let text = block.span.of(&page.text);
        for (at, _) in text.match_indices(" (") {
            let before = run_before(text.get(..at).unwrap_or(""));
            if before.is_empty() {
                continue;
            }
            // Brackets that nothing closes would be searched to the end of the page, each.
            let mut near = text.get(at + 2..).unwrap_or("").char_indices().take_while(|(i, _)| *i <= NAME);
            let Some((end, _)) = near.find(|(_, c)| *c == ')') else { continue };
            let inside = text.get(at + 2..at + 2 + end).unwrap_or("");
            let inside = called_also().iter().find_map(|c| inside.strip_prefix(c.as_str())).unwrap_or(inside);
            let inside = parts(&run_after(inside));
            if let ([short], more) = (inside.as_slice(), before.as_slice())
                && let Some(long) = meant(short, more)
            {
                out.push((long, inside.clone()));
            } else if let ([.., short], long) = (before.as_slice(), inside.as_slice())
                && long.len() > 1
                && let Some(long) = meant(short, long)
            {
                out.push((long, vec![short.clone()]));
            }
        }
        for link in called_also() {
            for (at, _) in text.match_indices(link.as_str()) {
                let before = text.get(..at).unwrap_or("").trim_end_matches([' ', ',', '(']);
                let before = run_before(before);
                let after = parts(&run_after(text.get(at + link.len()..).unwrap_or("").trim_start()));
                if !before.is_empty() && !after.is_empty() {
                    out.push((before, after));
                }
            }
        }
    }
}

/// The words of the longest end of `name` that a word of initials can stand for: "isis" for "islamic state of iraq and syria".
fn meant(short: &str, name: &[String]) -> Option<Vec<String>> {
    let letters = short.chars().count();
    let within = |part: &[String]| {
        let text = part.concat();
        let mut all = text.chars();
        short.chars().all(|c| all.any(|l| l == c))
    };
    let fits = |part: &&[String]| {
        part.len() > 1
            && part.len() <= letters + SMALL
            && part.first().is_some_and(|w| w.chars().next() == short.chars().next())
            && within(part)
    };
    if !(2..=8).contains(&letters) {
        return None;
    }
    (0..name.len()).filter_map(|i| name.get(i..)).find(fits).map(<[String]>::to_vec)
}

/// Words more than letters that the long name may have: "of", "and", "the".
const SMALL: usize = 3;

/// The words, in small letters, of the name that ends `text`.
fn run_before(text: &str) -> Vec<String> {
    let from = text.len().saturating_sub(NAME);
    let from = (from..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let near = text.get(from..).unwrap_or("");
    let mut words: Vec<&str> = Vec::new();
    for word in near.rsplit(' ') {
        let bare = word.trim_matches(['“', '”', '"', '‘', '’', '(']);
        let capital = bare.starts_with(char::is_uppercase);
        let small = NAME_SMALL_WORDS.has(bare) || matches!(bare, "and" | "the" | "of");
        if !(capital || small) || !words.is_empty() && bare.ends_with([',', '.', ';', ':', '?', '!']) && bare.len() > 3
        {
            break;
        }
        words.push(bare);
    }
    while words.last().is_some_and(|w| !w.starts_with(char::is_uppercase)) {
        words.pop();
    }
    words.reverse();
    parts(&words.join(" "))
}

/// The name that begins `text`.
fn run_after(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ').take(8) {
        let bare = word.trim_matches(['“', '”', '"', '‘', '’', '(', ')', ',', '.']);
        let capital = bare.starts_with(char::is_uppercase);
        if !(capital || NAME_SMALL_WORDS.has(bare) || matches!(bare, "the" | "of")) {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(bare);
        if word.ends_with([',', '.', ')', ';']) {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_for_the_longest_name_they_fit() {
        let name = parts("Board Islamic State of Iraq and Syria");
        assert_eq!(meant("isis", &name).map(|w| w.len()), Some(6));
        assert_eq!(meant("hdb", &parts("Harbour Defence Board")).map(|w| w.len()), Some(3));
        assert_eq!(meant("labour", &parts("Ana Ruiz")), None);
    }

    #[test]
    fn a_name_is_a_run_of_capitals() {
        assert_eq!(run_before("It was led by the Harbour Board of Tolle"), ["harbour", "board", "of", "tolle"]);
        assert_eq!(run_after("Abdul Kast, was here"), "Abdul Kast");
    }
}
