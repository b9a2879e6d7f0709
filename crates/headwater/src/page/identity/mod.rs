//! What a page is: title, authors, outlet, address, language; each with what it rests on.

pub mod author;
pub mod credit;
mod dateline;
pub mod head;
pub mod heading;
mod language;
pub mod name;
pub mod outlet;
pub mod place;
pub mod title;

use std::sync::LazyLock;

use crate::list;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A value, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// What it rests on.
    pub ground: Ground,
}

/// What a value rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The kind of evidence.
    pub kind: GroundKind,
    /// The field or rule, as `og:title`, `datePublished`, `byline`.
    pub name: String,
    /// The words on the page, where it is words.
    pub span: Option<Span>,
}

/// The kind of evidence for what a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroundKind {
    /// A person decided so; the ground's name says who and when.
    Decision,
    /// The caller said so.
    Given,
    /// A `meta` or `link` element, or `title`.
    Meta,
    /// JSON-LD or microdata.
    Schema,
    /// An element of the page, as `time`, `h1`, or one of a telling class.
    Element,
    /// The address.
    Url,
    /// The words of the page.
    Text,
}

impl GroundKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            GroundKind::Decision => "decision",
            GroundKind::Given => "given",
            GroundKind::Meta => "meta",
            GroundKind::Schema => "schema",
            GroundKind::Element => "element",
            GroundKind::Url => "url",
            GroundKind::Text => "text",
        }
    }
}

use super::block::Draft;
use super::date::label::{self, Label};
use super::date::{self, claim, kept, publish, shown};
use super::role::mark::Marked;
use super::tree::Tree;
use super::{Block, Date, Given, Page, Role, bare};

/// What an HTML page is, from its head, its address, and the blocks whose roles are known.
pub fn of_html(
    tree: &Tree<'_>,
    head: &head::Head,
    drafts: &[Draft],
    given: &Given,
    marked: &mut Marked<'_, '_>,
    page: &mut Page,
) {
    let url = given.url.clone().map(|value| (GroundKind::Given, "url", value));
    let own = head.canonical.clone().map(|value| (GroundKind::Meta, "canonical", value));
    let shared = head.field("og:url").map(|value| (GroundKind::Meta, "og:url", value.to_owned()));
    page.url = url.or(own).or(shared).map(|(kind, name, value)| found(kind, name, None, value));
    page.outlet = outlet::in_head(head);
    page.credits.extend(credit::elsewhere(given.url.as_deref(), head));
    let told = language(page);
    page.language_ground = match &told {
        Some(_) => Some(Ground { kind: GroundKind::Text, name: "words of the story".to_owned(), span: None }),
        None => declared(head).map(|_| Ground { kind: GroundKind::Meta, name: "html lang".to_owned(), span: None }),
    };
    page.language = told.or_else(|| declared(head));
    let spoken = page.language.clone();
    let built = place::Built::of(tree, drafts, &page.blocks, &page.text);
    let headings = heading::all(&built, marked);
    let address = page.url.as_ref().map(|u| u.value.as_str());
    let signed = page.outlet.take().or_else(|| copyright(page));
    page.title = title::find(head, &headings, signed.as_ref().map(|o| o.value.as_str()), address);
    // What the tab adds to the headline is the site's name as readers know it; a copyright line often names its owner.
    let said = |o: &Found<String>| o.ground.kind != GroundKind::Text;
    page.outlet = match signed {
        Some(o) if said(&o) => Some(o),
        signed => outlet::in_tab(head, page).or(signed),
    };
    page.outlet = page.outlet.take().or_else(|| in_dateline(page));
    let outlet = page.outlet.as_ref().map(|o| o.value.as_str());
    let house = author::House { outlet, url: address, names: outlet::all_names(head) };
    page.authors = author::of_html(head, &built, &house, marked);
    let by_url = page.url.as_ref().and_then(|u| claim::in_url(&u.value));
    let mut claims = claim::in_head(head);
    claims.extend(kept::in_scripts(tree));
    let candidates = publish::candidates(claims, by_url, shown::in_tree(&built, marked), spoken.as_deref());
    let dates = publish::choose(&candidates);
    page.published = dates.published;
    page.modified = dates.modified;
}

/// What a bare text is, from its blocks.
pub fn of_bare(page: &mut Page) {
    let headline = page.blocks.iter().find(|b| b.role == Role::Headline);
    page.title =
        headline.map(|b| found(GroundKind::Text, "headline", Some(b.span), head::clean(b.span.of(&page.text))));
    page.authors = author::of_bare(&page.blocks, &page.text);
    page.published = date_block(page, false);
    page.modified = date_block(page, true);
    let beside = page.blocks.iter().filter(|b| b.role == Role::Date).find_map(|b| {
        let name = bare::outlet_beside_date(b.span.of(&page.text))?;
        Some(found(GroundKind::Text, "beside the date", Some(b.span), name.to_owned()))
    });
    page.outlet = copyright(page).or_else(|| in_dateline(page)).or(beside).or_else(|| beside_date_line(page));
    page.outlet = page.outlet.take().or_else(|| masthead(page));
    page.language = language(page);
    page.language_ground = page.language.is_some().then(|| Ground {
        kind: GroundKind::Text,
        name: "words of the story".to_owned(),
        span: None,
    });
}

/// What the caller knows wins.
pub fn take_given(given: &Given, page: &mut Page) {
    page.fetched = given.fetched.as_deref().and_then(date::parse);
    if let (Some(written), None) = (&given.fetched, &page.fetched) {
        page.warnings.push(format!("the given date of fetching {written:?} is no date"));
    }
    let told = |v: &Option<String>, name: &str| v.clone().map(|v| found(GroundKind::Given, name, None, v));
    page.url = told(&given.url, "url").or(page.url.take());
    page.title = told(&given.title, "title").or(page.title.take());
    page.outlet = told(&given.outlet, "outlet").or(page.outlet.take());
    if !given.authors.is_empty() {
        page.authors = given.authors.iter().map(|a| found(GroundKind::Given, "author", None, a.clone())).collect();
    }
    if let Some(written) = &given.date {
        match date::parse(written) {
            Some(date) => page.published = Some(found(GroundKind::Given, "date", None, date)),
            None => page.warnings.push(format!("the given date {written:?} is no date")),
        }
    }
}

fn found<T>(kind: GroundKind, name: &str, span: Option<Span>, value: T) -> Found<T> {
    Found { value, ground: Ground { kind, name: name.to_owned(), span } }
}

/// The first date of the page's date lines that is of first publication, or of a change.
fn date_block(page: &Page, changed: bool) -> Option<Found<Date>> {
    let dates = page.blocks.iter().filter(|b| matches!(b.role, Role::Date | Role::Byline) && b.comment.is_none());
    dates.take(20).find_map(|block| {
        let line = block.span.of(&page.text);
        let mut from = 0;
        date::find(line).into_iter().find_map(|(span, date)| {
            let said = line.get(from..span.begin as usize).and_then(label::of);
            from = span.end as usize;
            let fits = match said {
                Some(Label::Other) => false,
                Some(Label::State) => true,
                said => (said == Some(Label::Changed)) == changed,
            };
            let place = Span::new((block.span.begin + span.begin) as usize, (block.span.begin + span.end) as usize);
            fits.then(|| found(GroundKind::Text, "date line", Some(place), shown::with_clock(line, span, date)))
        })
    })
}

/// A line of names right above or below the date, and below the headline: `Harbour Post`.
fn beside_date_line(page: &Page) -> Option<Found<String>> {
    let headline = page.blocks.iter().position(|b| b.role == Role::Headline)?;
    let date = page.blocks.iter().position(|b| b.role == Role::Date).filter(|&d| d > headline)?;
    let near = [date.checked_sub(1), Some(date + 1)].into_iter().flatten().filter(|&i| i > headline);
    let block = near
        .filter_map(|i| page.blocks.get(i))
        .find(|b| b.role == Role::Furniture && b.comment.is_none() && bare::is_name(b.span.of(&page.text)))?;
    let name = block.span.of(&page.text).trim().to_owned();
    Some(found(GroundKind::Text, "beside the date", Some(block.span), name))
}

/// The outlet's name that the page begins with, above its headline, or above its date where it has none.
fn masthead(page: &Page) -> Option<Found<String>> {
    let first = page.blocks.first().filter(|b| b.comment.is_none())?;
    let below = page.blocks.get(1)?.role;
    let titled = || page.blocks.iter().take(HEAD).any(|b| b.role == Role::Headline && b.span != first.span);
    let fits = match first.role {
        Role::Furniture => titled() || matches!(below, Role::Date | Role::Byline),
        Role::Headline => below == Role::Date,
        _ => false,
    };
    let words = first.span.of(&page.text);
    (fits && bare::masthead::reads_as_outlet(words))
        .then(|| found(GroundKind::Text, "first line", Some(first.span), head::clean(words)))
}

/// Blocks of a page's head among which its headline stands below the outlet's name.
const HEAD: usize = 8;

/// The publisher that the story's dateline names in brackets.
fn in_dateline(page: &Page) -> Option<Found<String>> {
    let span = dateline::outlet(&page.blocks, &page.text)?;
    Some(found(GroundKind::Text, "dateline", Some(span), head::clean(span.of(&page.text))))
}

fn copyright(page: &Page) -> Option<Found<String>> {
    let last = |b: &&Block| b.role == Role::Furniture && b.span.len() <= 300;
    page.blocks.iter().rev().filter(last).take(40).find_map(|b| {
        let name = outlet::after_copyright(b.span.of(&page.text))?;
        Some(found(GroundKind::Text, "copyright line", Some(b.span), name))
    })
}

/// Letters of the story from which its language is told, or of its first long paragraph. Four thousand told the same of 1,683 news
/// bodies and 280 articles, and were a fifth of the work of `reuse` on 20,000 made pages.
const SAMPLE: usize = 1000;

/// The language of the story's words, where they are enough to tell.
fn language(page: &Page) -> Option<String> {
    let mut sample = String::new();
    for block in page.story_blocks() {
        sample.extend(block.span.of(&page.text).chars().take(SAMPLE));
        sample.push(' ');
        if sample.len() > SAMPLE {
            break;
        }
    }
    if is_english(&sample) {
        return Some("en".to_owned());
    }
    let info = whatlang::detect(&sample)?;
    // A guess from few words that is not sure of itself is often wrong, and then the wrong cues are read.
    // Another script than the Latin one leaves few languages to choose from.
    let sure = info.is_reliable() || info.script() != whatlang::Script::Latin;
    let enough = if sure { 40 } else { 400 };
    // Short texts in Russian are often taken for Ukrainian or Bulgarian.
    if info.script() == whatlang::Script::Cyrillic && sample.len() >= enough && language::is_russian(&sample) {
        return Some("ru".to_owned());
    }
    if sample.len() >= enough {
        return Some(short_code(info.lang().code()).to_owned());
    }
    let small = language::by_small_words(&sample, short_code(info.lang().code()));
    small.or_else(|| language::by_few_words(&sample)).map(str::to_owned)
}

/// Words that are English and no other language's, among its commonest.
static ENGLISH: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    list::lines(include_str!("../../../data/page/english-words.txt")).flat_map(str::split_whitespace).collect()
});

/// Whether so many words of a sample are English alone that nothing else is left to doubt: a hundred words, and one in
/// twelve of them. English news have one in eight (nine texts of ten pass), a text of another language that quotes English
/// far fewer. It spares most pages the comparison with the letters of seventy languages, which took a fifth of reading a text.
fn is_english(sample: &str) -> bool {
    let (mut words, mut own) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        words += 1;
        own += usize::from(ENGLISH.iter().any(|e| e.eq_ignore_ascii_case(word)));
    }
    words >= 100 && own * 12 >= words
}

fn declared(head: &head::Head) -> Option<String> {
    let lang = head.lang.as_deref()?.split(['-', '_']).next()?.to_lowercase();
    (2..=3).contains(&lang.len()).then_some(lang)
}

/// ISO 639-1 for the 639-3 codes that have one among the languages that are told apart.
fn short_code(code: &'static str) -> &'static str {
    const SHORT: [(&str, &str); 66] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("bul", "bg"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("ell", "el"),
        ("tur", "tr"),
        ("aze", "az"),
        ("uzb", "uz"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("mar", "mr"),
        ("guj", "gu"),
        ("pan", "pa"),
        ("tam", "ta"),
        ("tel", "te"),
        ("kan", "kn"),
        ("mal", "ml"),
        ("ori", "or"),
        ("nep", "ne"),
        ("sin", "si"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("khm", "km"),
        ("mya", "my"),
        ("ind", "id"),
        ("jav", "jv"),
        ("tgl", "tl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("amh", "am"),
        ("afr", "af"),
        ("cat", "ca"),
        ("epo", "eo"),
        ("lat", "la"),
        ("yid", "yi"),
        ("tuk", "tk"),
    ];
    SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_by_its_own_words_where_they_are_many() {
        let english =
            "The ferry that the town had waited for was late, and the crew from the island said they would go. ";
        let german = "Die Fähre, auf die alle gewartet hatten, kam zu spät, und die Leute von der Insel fuhren heim. ";
        assert!(is_english(&english.repeat(6)));
        assert!(!is_english(english), "too few words");
        assert!(!is_english(&german.repeat(6)));
        assert!(!is_english(&(german.repeat(6) + english)), "one sentence of English in a German text");
    }
}
