//! Names of outlets, agencies and works in running text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::initials::initials;
use super::token::{self, Token, TokenKind, key};
use crate::id::PageIx;
use crate::page::Page;
use crate::page::identity::author::agency;
use crate::page::identity::outlet::host;
use crate::span::Span;
use crate::speech::occasion::is_call_sign;
use crate::speech::{SpeakerKind, Speech};

/// Which names a pattern takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// An outlet at hand, an agency, an address, or what looks like an outlet.
    Outlet,
    /// Any name.
    Any,
    /// An agency.
    Agency,
}

/// Names that the pages make known, and those of the data files.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The first word of an outlet's name, small, to what follows it, marks within it too ("Press & Journal", "St. Osk
    /// Post"); of all outlets at hand.
    at_hand: HashMap<String, Vec<Vec<String>>>,
    /// The pages of every outlet at hand, by the key of its name.
    pages: BTreeMap<String, Vec<PageIx>>,
    /// Keys of people's names.
    people: BTreeSet<String>,
    /// By initials the outlet at hand that has them, as its page gives its name; `None` where several have.
    initials: BTreeMap<String, Option<String>>,
}

/// Most words of a name.
const LONGEST: usize = 9;

struct Known {
    /// By the words of a form, as written: the agency's name.
    agencies: HashMap<Vec<&'static str>, &'static str>,
    outlet_words: BTreeSet<&'static str>,
    /// Of these, what names of outlets also begin with.
    first_words: BTreeSet<&'static str>,
    /// Whole names that look like an outlet's and are none, small.
    no_outlets: BTreeSet<&'static str>,
    /// Words that begin sentences and no name.
    openers: BTreeSet<&'static str>,
    /// Words for a part of an outlet, small.
    desks: BTreeSet<&'static str>,
    /// Months, their short forms and days of the week, with a capital letter.
    times: BTreeSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let lines = |file: &'static str| file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    let mut agencies = HashMap::new();
    for line in lines(include_str!("../../../data/lineage/agencies.txt")) {
        let name = line.split('|').next().unwrap_or(line);
        agencies.extend(line.split('|').map(|form| (form.split_whitespace().collect(), name)));
    }
    let set = |file: &'static str| -> BTreeSet<&'static str> { lines(file).map(str::trim).collect() };
    let outlet_words = set(include_str!("../../../data/lineage/outlets.txt"));
    let first_words = set(include_str!("../../../data/lineage/outlet-first-words.txt"));
    let no_outlets = set(include_str!("../../../data/lineage/no-outlets.txt"));
    let openers = set(include_str!("../../../data/lineage/openers.txt"));
    // Each month's line begins with its number, then the English name with its short forms.
    let months = lines(include_str!("../../../data/page/months.txt")).flat_map(|l| l.split(' ').skip(1).take(3));
    let capital = |word: &str| word.chars().next().map(|c| c.to_uppercase().chain(word.chars().skip(1)).collect());
    let calendar = lines(include_str!("../../../data/reuse/calendar.txt")).filter(|l| !l.starts_with('='));
    let times = months.filter_map(capital).chain(calendar.map(str::to_owned)).collect();
    let desks = set(include_str!("../../../data/lineage/desks.txt"));
    Known { agencies, outlet_words, first_words, no_outlets, openers, desks, times }
});

impl Names {
    /// Collects the outlets of `pages` and the people of `speech`.
    pub(crate) fn new(pages: &[Page], speech: &Speech) -> Names {
        let mut names = Names::default();
        for (ix, page) in pages.iter().enumerate() {
            let ix = PageIx::new(ix);
            let mut keys = BTreeSet::new();
            // A weekday or month that passes for an outlet would be found in every other sentence.
            if let Some(outlet) = page.outlet.as_ref().filter(|o| !o.value.split_whitespace().all(is_time)) {
                names.learn(&outlet.value);
                keys.insert(key(&outlet.value));
                for short in initials(&outlet.value) {
                    let known = names.initials.entry(short).or_insert_with(|| Some(outlet.value.clone()));
                    if known.as_ref().is_some_and(|k| key(k) != key(&outlet.value)) {
                        *known = None;
                    }
                }
            }
            if let Some(url) = &page.url {
                keys.extend(host(&url.value).map(key));
            }
            for key in keys.into_iter().filter(|k| k.len() > 1) {
                names.pages.entry(key).or_default().push(ix);
            }
        }
        let people = speech.speakers.iter().filter(|s| s.named && s.kind == SpeakerKind::Person);
        names.people = people.flat_map(|s| s.aliases.iter().chain([&s.name])).map(|n| key(n)).collect();
        let writers = pages.iter().flat_map(|p| &p.authors).filter(|a| !agency::signs(a));
        names.people.extend(writers.map(|a| key(&a.value)));
        names
    }

    /// The pages whose outlet has this name or address.
    pub(crate) fn pages_of(&self, name: &str) -> &[PageIx] {
        self.pages.get(&key(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The agency that goes by this name.
    pub(crate) fn agency(name: &str) -> Option<&'static str> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let known = |words: &[&str]| KNOWN.agencies.get(words).copied();
        // "Reuters News Agency": one whose name is a single word, with what it is behind it. "AP News" may be another's.
        let described = || {
            let (first, rest) = words.split_first()?;
            let kind = rest.iter().all(|w| w.eq_ignore_ascii_case("news") || w.eq_ignore_ascii_case("agency"));
            known(&[first]).filter(|agency| kind && agency == first)
        };
        known(&words).or_else(described)
    }

    /// The outlet whose initials an agency's short form is on a page: its own, or one at hand that the page also names in full. "SPA" is
    /// the Sport Press Agency on pages that say so.
    pub(crate) fn instead<'a>(&'a self, name: &str, page: &'a Page) -> Option<&'a str> {
        let agency = Names::agency(name).filter(|a| *a != name)?;
        let other = |o: &&str| key(o) != key(agency) && initials(o).contains(name);
        let own = page.outlet.as_ref().map(|o| o.value.as_str()).filter(other);
        let named = || {
            let outlet = self.initials.get(name).and_then(Option::as_deref).filter(other);
            outlet.filter(|o| page.text.contains(o))
        };
        own.or_else(named)
    }

    /// The outlet at hand whose initials these are, if no other outlet at hand and no agency has them.
    pub(crate) fn by_initials(&self, name: &str) -> Option<&str> {
        self.initials.get(name).and_then(Option::as_deref).filter(|_| Names::agency(name).is_none())
    }

    fn learn(&mut self, outlet: &str) {
        let text = outlet.to_owned();
        let tokens = token::cut(&text, Span::new(0, text.len()));
        let is_word = |t: &Token<'_>| t.kind == TokenKind::Word;
        let begin = tokens.iter().position(|t| is_word(t) && !t.text.eq_ignore_ascii_case("the"));
        let end = tokens.iter().rposition(is_word);
        let Some(name) = begin.zip(end).and_then(|(b, e)| tokens.get(b..=e)) else { return };
        if let Some((first, rest)) = name.split_first() {
            let first = first.text.to_lowercase();
            let rest: Vec<String> = rest.iter().map(|t| folded(t)).collect();
            let list = self.at_hand.entry(first).or_default();
            if !list.contains(&rest) {
                list.push(rest);
                list.sort_by_key(|r| std::cmp::Reverse(r.len()));
            }
        }
    }

    /// The end of the longest name of an outlet at hand that begins at `at`: written with a capital letter, and no part
    /// of a longer name.
    pub(crate) fn at_hand(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let first = tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let list = self.at_hand.get(&first.text.to_lowercase())?;
        let mut ends = list.iter().filter_map(|rest| {
            let end = at + 1 + rest.len();
            let words = tokens.get(at + 1..end)?;
            let same = words.iter().zip(rest).all(|(t, w)| folded(t) == *w);
            let capital = tokens.get(at..end)?.iter().any(|t| t.is_capital() || t.is_address());
            (same && capital).then_some(end)
        });
        let end = ends.next()?;
        let next = |i: usize| tokens.get(end + i);
        let goes_on = next(0).is_some_and(|t| {
            let joined = t.text == "&" && next(1).is_some_and(Token::is_capital);
            let part = is_desk(t.text) || t.text == "News" && next(1).is_some_and(|t| is_desk(t.text));
            joined || t.is_capital() && !part || t.text.chars().all(|c| c.is_ascii_digit())
        });
        (!goes_on).then_some(end)
    }

    /// The name that begins at `at`, an article before it aside.
    pub(crate) fn after(&self, tokens: &[Token<'_>], at: usize, slot: Slot) -> Option<(usize, usize)> {
        let at = at + usize::from(tokens.get(at).is_some_and(is_article));
        if slot != Slot::Agency
            && let Some(end) = self.at_hand(tokens, at)
        {
            return Some((at, end));
        }
        let end = longest(tokens, at)?;
        let begin = self.own_article(tokens, at, end);
        self.fits(tokens, begin, end, slot)
    }

    /// The name that ends before `end`.
    pub(crate) fn before(&self, tokens: &[Token<'_>], end: usize, slot: Slot) -> Option<(usize, usize)> {
        let least = end.saturating_sub(LONGEST);
        if slot != Slot::Agency {
            let known = (least..end).find(|&b| self.at_hand(tokens, b) == Some(end));
            if let Some(begin) = known {
                return Some((begin, end));
            }
        }
        let begin = (least..end).find(|&b| longest(tokens, b) == Some(end))?;
        let begin = begin + usize::from(end - begin > 1 && tokens.get(begin).is_some_and(is_article));
        let begin = self.own_article(tokens, begin, end);
        self.fits(tokens, begin, end, slot)
    }

    /// Where an outlet's name begins that has its own article within what reads as one name: "Ana Ruiz of The Osk Post",
    /// "British The Osk Post". `begin` where there is none.
    fn own_article(&self, tokens: &[Token<'_>], begin: usize, end: usize) -> usize {
        let article =
            (begin + 1..end.saturating_sub(1)).rev().find(|&i| tokens.get(i).is_some_and(|t| t.text == "The"));
        article.map(|i| i + 1).filter(|&i| self.looks_like_outlet(tokens, i, end)).unwrap_or(begin)
    }

    fn fits(&self, tokens: &[Token<'_>], begin: usize, end: usize, slot: Slot) -> Option<(usize, usize)> {
        let name = tokens.get(begin..end)?;
        let words: Vec<&str> = name.iter().map(|t| t.text).collect();
        if let Some(found) = KNOWN.agencies.get(&words) {
            // An everyday word is no agency in running text; patterns for agencies say where one stands.
            return (slot == Slot::Agency || found.len() > 3 || words.len() > 1 || found.len() == words[0].len())
                .then_some((begin, end));
        }
        let ok = match slot {
            // Initials sign a story where an agency would.
            Slot::Agency => words.len() == 1 && self.by_initials(words[0]).is_some(),
            Slot::Outlet => self.looks_like_outlet(tokens, begin, end),
            Slot::Any => {
                let by = begin.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| !is_place_word(t.text));
                // Nothing appears in a person, whatever the name looks like.
                let several = name.len() > 1 && (!by || !self.is_person(name));
                several || (by || self.looks_like_outlet(tokens, begin, end)) && !self.is_person(name)
            }
        };
        ok.then_some((begin, end))
    }

    fn is_person(&self, name: &[Token<'_>]) -> bool {
        let words: Vec<&str> = name.iter().map(|t| t.text).collect();
        self.people.contains(&key(&words.join(" ")))
    }

    /// Whether a name is an agency's.
    pub(super) fn is_agency(&self, tokens: &[Token<'_>], (begin, end): (usize, usize)) -> bool {
        let words: Option<Vec<&str>> = tokens.get(begin..end).map(|name| name.iter().map(|t| t.text).collect());
        words.is_some_and(|words| KNOWN.agencies.contains_key(&words))
    }

    /// Whether a name is that of an outlet at hand, or looks like an outlet's.
    pub(super) fn is_outlet(&self, tokens: &[Token<'_>], (begin, end): (usize, usize)) -> bool {
        self.at_hand(tokens, begin) == Some(end) || self.looks_like_outlet(tokens, begin, end)
    }

    /// Whether a word, small, is one that names of outlets end in.
    pub(super) fn is_outlet_word(word: &str) -> bool {
        KNOWN.outlet_words.contains(word)
    }

    /// Whether the name's last or first word is one of outlets' names, or it is an address, or called one after a comma.
    fn looks_like_outlet(&self, tokens: &[Token<'_>], begin: usize, end: usize) -> bool {
        let Some(name) = tokens.get(begin..end) else { return false };
        if self.is_person(name) {
            return false;
        }
        let small: Vec<String> = name.iter().map(folded).collect();
        if KNOWN.no_outlets.contains(small.join(" ").as_str()) {
            return false;
        }
        let part = |word: &'_ str| KNOWN.outlet_words.contains(word.rsplit('-').next().unwrap_or(word));
        let two = small.len().checked_sub(2).and_then(|b| small.get(b..)).map(|w| w.join(" "));
        let last = small.last().is_some_and(|w| part(w)) || two.is_some_and(|w| part(&w));
        let first = small.len() > 1 && small.first().is_some_and(|w| KNOWN.first_words.contains(w.as_str()));
        let address = name.first().is_some_and(Token::is_address);
        last || first || address || shouts(tokens, begin, end) || called(tokens, begin, end)
    }
}

/// Whether the one word of the name is all in capitals, longer than initials mostly are, and no word beside it is: "told
/// LAMPLIGHT", but not "THE CALL IN QUESTION". Who "said" something is more likely a body with long initials.
fn shouts(tokens: &[Token<'_>], begin: usize, end: usize) -> bool {
    let capitals = |i: usize, least: usize| {
        let text = tokens.get(i).map_or("", |t| t.text);
        text.chars().count() >= least && text.chars().all(char::is_uppercase)
    };
    let beside = begin.checked_sub(1).is_some_and(|b| capitals(b, 2)) || capitals(end, 2);
    let says = tokens.get(end).is_some_and(|t| matches!(t.text, "said" | "says"));
    end == begin + 1 && capitals(begin, 5) && !beside && !says
}

/// Whether what stands behind the name, after a comma, calls it an outlet: "Lamplight, a local weekly, reported". In "in
/// Osk, the Osk Post reported" it does not: what comes is a name, and the word before says where.
fn called(tokens: &[Token<'_>], begin: usize, end: usize) -> bool {
    let place = begin.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| matches!(t.text, "in" | "near"));
    let mut after = tokens.get(end..).unwrap_or_default().iter().take(8);
    let comma = after.next().is_some_and(|t| t.text == ",");
    let article = after.clone().next().is_some_and(|t| matches!(t.text, "the" | "a" | "an" | "which"));
    let word = |t: &Token<'_>| KNOWN.outlet_words.contains(t.text.rsplit('-').next().unwrap_or(t.text));
    !place && comma && article && after.take_while(|t| t.kind == TokenKind::Word).any(word)
}

/// The end of the longest name that begins at `at`: words with capitals, small words between them, the sign of a station.
fn longest(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    if first.is_address() {
        return Some(at + 1);
    }
    if !first.is_capital() || is_time(first.text) && !is_sunday_paper(tokens, at) || KNOWN.openers.contains(first.text)
    {
        return None;
    }
    let mut end = at + 1;
    while end < at + LONGEST {
        let Some(t) = tokens.get(end) else { break };
        let next_capital = || tokens.get(end + 1).is_some_and(Token::is_capital);
        let sign = || tokens.get(end - 1).is_some_and(|before| is_call_sign(before.text, t.text));
        if t.is_capital() && !is_time(t.text) || sign() {
            end += 1;
        } else if next_capital() && (is_joint(t.text) || t.text == "&") {
            end += 2;
        } else {
            break;
        }
    }
    Some(end.min(tokens.len()))
}

/// Whether a word with a capital letter begins sentences, or tells the day, and begins no name.
pub(super) fn begins_no_name(word: &str) -> bool {
    KNOWN.openers.contains(word) || is_time(word) || matches!(word, "The" | "A" | "An")
}

/// A part of a name as it is compared: small, "&" as "and".
fn folded(t: &Token<'_>) -> String {
    if t.text == "&" { "and".to_owned() } else { t.text.to_lowercase() }
}

/// Whether a word behind an outlet's name says which part of it, and is none of the name: "Harbour Post Staff",
/// "Harbour Post News Service".
fn is_desk(word: &str) -> bool {
    KNOWN.desks.contains(word.to_lowercase().as_str())
}

/// Whether the weekday or month at `at` begins an outlet's name: "Sunday Times", "Monday Herald".
pub(super) fn is_sunday_paper(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| is_time(t.text))
        && tokens
            .get(at + 1)
            .is_some_and(|t| t.is_capital() && KNOWN.outlet_words.contains(t.text.to_lowercase().as_str()))
}

fn is_article(t: &Token<'_>) -> bool {
    matches!(t.text, "the" | "The" | "a" | "an" | "le" | "la" | "les" | "der" | "die" | "das" | "dem" | "el" | "il")
}

fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "for"
            | "de"
            | "du"
            | "des"
            | "la"
            | "del"
            | "der"
            | "von"
            | "van"
            | "al"
            | "el"
            | "the"
            | "y"
            | "et"
            | "und"
    )
}

/// Words before a name after which it may well be a place: "published in London".
fn is_place_word(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "in" | "at" | "on" | "the" | "en" | "dans" | "sur" | "im")
}

/// Whether a capital word is a month or a day of the week: no name begins with it or goes on over it.
fn is_time(word: &str) -> bool {
    KNOWN.times.contains(word)
}
