//! How far a source is said to stand behind what is attributed: "denied that", "refused to say whether", "asked whether".
//!
//! The field calls it commitment (de Marneffe, Simons and Tonhauser, *The CommitmentBank*, 2019) or factuality of sources
//! (Saurí and Pustejovsky, *FactBank*, 2009); the Penn Discourse Treebank marks it as the scopal polarity and determinacy of an
//! attribution. Here it is read from the words of the cue and those that negate it, which are in `data/speech/commitment.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Attribution, Kind};
use crate::list::entries;
use crate::page::Page;
use crate::span::{Span, hull};

/// How a source stands to a content, as the page tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Commitment {
    /// Says that it is so; also whatever no listed word tells otherwise.
    #[default]
    Asserted,
    /// Says that it is not so.
    Denied,
    /// Is not sure that it is so.
    Doubted,
    /// Does not say whether it is so.
    Withheld,
    /// Asks whether it is so, or for it.
    Asked,
}

/// Words right before a cue that may negate it: "no lo ha dicho".
const BEFORE: usize = 3;

/// Bytes between a cue and what it takes, behind which a prefix of the verb may stand: about ten words.
const BETWEEN: usize = 80;

/// How the source of an attribution of `page` stands to its content. Linear in the cue.
pub fn commitment(page: &Page, attribution: &Attribution) -> Commitment {
    let language = page.language.as_deref().unwrap_or("en");
    let Some(words) = lists().get(language) else { return Commitment::Asserted };
    let Some(cue) = hull(&attribution.cue) else { return Commitment::Asserted };
    let said: Vec<String> = attribution.cue.iter().flat_map(|c| plain(c.of(&page.text))).collect();
    let near = around(page, cue, &attribution.content);
    let has = |list: &Phrases| list.in_words(&said, &near);
    let before = page.text.get(..cue.begin as usize).unwrap_or("");
    // The models of English take what negates a cue into it, rules take the verb alone.
    let apart = language != "en" && words.negated_before(before);
    let negated = apart || has(&words.not) && !has(&words.only);
    match negated {
        _ if has(&words.withhold) => Commitment::Withheld,
        false if has(&words.deny) => Commitment::Denied,
        false if has(&words.doubt) => Commitment::Doubted,
        false if has(&words.ask) => Commitment::Asked,
        // "Does not doubt that" is as good as to say so.
        true if has(&words.doubt) => Commitment::Asserted,
        true if has(&words.believe) => Commitment::Doubted,
        true => Commitment::Withheld,
        false => Commitment::Asserted,
    }
}

/// The words of the cue where they tell what the words of the content do not, or another thing than a reader would suppose.
pub fn telling_cue(page: &Page, attribution: &Attribution) -> Option<String> {
    let told = attribution.kind != Kind::Direct && commitment(page, attribution) != Commitment::Asserted;
    let words = |a: &Attribution| a.cue.iter().map(|c| c.of(&page.text)).collect::<Vec<_>>().join(" … ");
    told.then(|| words(attribution))
}

impl Commitment {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Commitment::Asserted => "asserted",
            Commitment::Denied => "denied",
            Commitment::Doubted => "doubted",
            Commitment::Withheld => "withheld",
            Commitment::Asked => "asked",
        }
    }
}

/// The words that may belong to the verb of a cue though they are none of it: the first of what stands behind it ("a demandé si"), the
/// one right before that and the one right behind it ("wies den Vorwurf zurück, dass", "weist die Vorwürfe zurück").
fn around(page: &Page, cue: Span, content: &[Span]) -> Vec<String> {
    let Some(told) = content.iter().find(|c| c.begin >= cue.end) else { return Vec::new() };
    let between = page.text.get(cue.end as usize..told.begin as usize).filter(|b| b.len() <= BETWEEN);
    let behind = page.text.get(told.end as usize..).unwrap_or("").split(['.', ',', ';', '\n']).next();
    let words = [
        plain(told.of(&page.text)).next(),
        between.and_then(|b| plain(b).last()),
        behind.and_then(|b| plain(b).next()),
    ];
    words.into_iter().flatten().collect()
}

/// Words in small letters, apostrophes made plain.
fn plain(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    words.filter(|w| !w.is_empty()).map(|w| w.to_lowercase().replace('’', "'"))
}

/// Words and phrases, each phrase its words joined by hyphens.
#[derive(Debug, Default)]
struct Phrases(BTreeSet<&'static str>);

impl Phrases {
    fn has(&self, word: &str) -> bool {
        self.0.contains(word) || word.ends_with("n't") && self.0.contains("n't")
    }

    /// Whether one of the words is listed, or two beside each other, or the last with one of those around it.
    fn in_words(&self, words: &[String], around: &[String]) -> bool {
        let beside = words.windows(2).map(|w| w.join("-"));
        let last = words.last().into_iter().flat_map(|l| around.iter().map(move |w| format!("{l}-{w}")));
        words.iter().any(|w| self.has(w)) || beside.chain(last).any(|p| self.0.contains(p.as_str()))
    }
}

/// The words of one language.
#[derive(Debug, Default)]
struct Words {
    deny: Phrases,
    doubt: Phrases,
    withhold: Phrases,
    ask: Phrases,
    believe: Phrases,
    not: Phrases,
    only: Phrases,
}

impl Words {
    /// Whether one of the last words of a stretch negates what comes behind it.
    fn negated_before(&self, text: &str) -> bool {
        // What a sign parts off negates something else.
        let near = text.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | ' '))).next();
        let mut behind: Option<String> = None;
        near.unwrap_or("").rsplit(' ').filter(|w| !w.is_empty()).take(BEFORE).any(|word| {
            let word = word.to_lowercase().replace('’', "'");
            let negates = self.not.has(&word) && !behind.as_ref().is_some_and(|b| self.only.has(b));
            behind = Some(word);
            negates
        })
    }
}

fn lists() -> &'static BTreeMap<&'static str, Words> {
    static LISTS: OnceLock<BTreeMap<&'static str, Words>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut out: BTreeMap<&'static str, Words> = BTreeMap::new();
        for (heading, word) in entries(include_str!("../../data/speech/commitment.txt")) {
            let Some((language, section)) = heading.split_once(' ') else { continue };
            let words = out.entry(language).or_default();
            let list = match section {
                "deny" => &mut words.deny,
                "doubt" => &mut words.doubt,
                "withhold" => &mut words.withhold,
                "ask" => &mut words.ask,
                "believe" => &mut words.believe,
                "not" => &mut words.not,
                "only" => &mut words.only,
                _ => continue,
            };
            list.0.insert(word);
        }
        out
    })
}
