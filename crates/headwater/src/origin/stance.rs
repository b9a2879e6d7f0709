//! Sentences that say how somebody stands to what somebody else told.
//!
//! The patterns look at words only: a verb or noun of confirming, denying or verifying, its voice, what negates or
//! limits it, the phrase for the account, and where the witness must be named. Who that is, is resolved by
//! [`super::corroboration`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::account::{self, Account, Owner, Words, at, lines, phrase_at};
use super::corroboration::Stance;

/// What one sentence says. Positions are tokens of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How the witness stands.
    pub stance: Stance,
    /// The account it is about; the person instead, where the verb takes one.
    pub account: Account,
    /// Where the witness is named.
    pub witness: WitnessAt,
}

/// Where a witness is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAt {
    /// The last name in the first of these stretches that has one: a subject.
    Before(Vec<Range<usize>>),
    /// The first name in this stretch: after "by" or "from".
    After(Range<usize>),
    /// Whoever is quoted as saying the words at this token.
    Quoted(usize),
    /// Nobody is named.
    Nowhere,
}

/// All that the tokens `sentence` say. Linear in them, but for a window around each verb.
pub fn read(words: Words<'_>, sentence: Range<usize>) -> Vec<Reading> {
    let accounts = account::find(words, sentence.clone());
    let s = Sentence { words, sentence: sentence.clone(), accounts: &accounts };
    let mut out = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let Some((end, entry)) = verb_at(words, i, sentence.end) else {
            out.extend(s.adjective(i).or_else(|| s.noun(i)).or_else(|| s.same(i)).or_else(|| s.judged(i)));
            i += 1;
            continue;
        };
        out.extend(s.verb(i, end, entry));
        i = end;
    }
    out.extend(s.said_to_be());
    out
}

/// A verb of the data file.
#[derive(Debug)]
struct Entry {
    /// Words of the form itself beyond the first, then those that follow at once.
    rest: Vec<&'static str>,
    /// Words that follow at a distance.
    far: Option<&'static str>,
    /// `None`: only its negation says something.
    stance: Option<Stance>,
    verify: bool,
    person: bool,
}

fn entries() -> &'static BTreeMap<&'static str, Vec<Entry>> {
    static ENTRIES: OnceLock<BTreeMap<&'static str, Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut map: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for line in lines(include_str!("../../data/origin/stance-verbs.txt")) {
            let mut fields = line.split('|').map(str::trim);
            let mut next = || fields.next().unwrap_or("");
            let (forms, tail, stance, marks) = (next(), next(), next(), next());
            let far = tail.strip_prefix("... ");
            for form in forms.split(' ') {
                let mut parts = form.split('_');
                let first = parts.next().unwrap_or("");
                let near = if far.is_some() { "" } else { tail };
                let rest = parts.chain(near.split(' ').filter(|w| !w.is_empty())).collect();
                let stance = match stance {
                    "corroborates" => Some(Stance::Corroborates),
                    "denies" => Some(Stance::Denies),
                    _ => None,
                };
                let has = |m: &str| marks.split(' ').any(|x| x == m);
                map.entry(first).or_default().push(Entry {
                    rest,
                    far,
                    stance,
                    verify: has("verify"),
                    person: has("person"),
                });
            }
        }
        // The longest match wins.
        map.values_mut().for_each(|list| list.sort_by_key(|e| std::cmp::Reverse((e.rest.len(), e.far.is_some()))));
        map
    })
}

/// The verb that begins at `i`: its end and entry.
fn verb_at(words: Words<'_>, i: usize, end: usize) -> Option<(usize, &'static Entry)> {
    entries().get(at(words, i))?.iter().find_map(|e| {
        let stop = i + 1 + e.rest.len();
        let near = stop <= end && e.rest.iter().enumerate().all(|(k, w)| at(words, i + 1 + k) == *w);
        let far = e.far.is_none_or(|far| (stop..end.min(stop + 12)).any(|k| phrase_at(words, k, far)));
        (near && far).then_some((stop, e))
    })
}

fn list(file: &'static str) -> Vec<(&'static str, Option<Stance>)> {
    let stance = |s: &str| match s {
        "corroborates" => Some(Stance::Corroborates),
        "partly" => Some(Stance::Partly),
        "denies" => Some(Stance::Denies),
        _ => None,
    };
    lines(file).map(|l| l.split_once('|').map_or((l, None), |(w, s)| (w, stance(s)))).collect()
}

fn judgements() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut all = list(include_str!("../../data/origin/judgements.txt"));
        all.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        all
    })
}

fn partials() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| list(include_str!("../../data/origin/partial.txt")))
}

fn sames() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| list(include_str!("../../data/origin/same-account.txt")))
}

const BE: [&str; 12] = ["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "gets", "got", "stands"];
const AUX: [&str; 24] = [
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "can", "could",
    "will", "would", "may", "might", "must", "should", "also", "since", "not",
];
const ADVERBS: [&str; 22] = [
    "later", "then", "now", "too", "since", "once", "again", "already", "always", "never", "ever", "yet", "still",
    "even", "further", "in", "part", "turn", "all", "both", "n't", "n’t",
];
/// What makes a verb after "to" a fact.
const DOES: [&str; 14] = [
    "appears",
    "appeared",
    "appear",
    "seems",
    "seemed",
    "seem",
    "went",
    "came",
    "stepped",
    "continued",
    "continues",
    "rushed",
    "moved",
    "managed",
];
const DETERMINERS: [&str; 14] =
    ["the", "a", "an", "his", "her", "its", "their", "this", "that", "any", "some", "in", "of", "no"];

struct Sentence<'s> {
    words: Words<'s>,
    sentence: Range<usize>,
    accounts: &'s [Account],
}

impl Sentence<'_> {
    fn word(&self, i: usize) -> &str {
        if self.sentence.contains(&i) { at(self.words, i) } else { "" }
    }

    fn verb(&self, begin: usize, end: usize, entry: &Entry) -> Option<Reading> {
        let before = self.group(begin);
        // "the support", "in question": a noun.
        let single = end == begin + 1 && entry.far.is_none();
        let previous = begin.checked_sub(1).map_or("", |i| self.word(i));
        if single && DETERMINERS.contains(&previous) && !self.word(begin).ends_with("ed") {
            return None;
        }
        // "reinforce questions about", "raise doubts over": the object of the verb before it.
        let topic = matches!(self.word(end), "about" | "over" | "around" | "surrounding" | "as" | "why" | "whether");
        if single && topic && begin > self.sentence.start && verb_at(self.words, begin - 1, begin).is_some() {
            return None;
        }
        let passive = self.passive(begin, end, before);
        let unable = self.unable(begin);
        let negated = self.negated(begin);
        let to = (before..begin).any(|i| self.word(i) == "to") || previous == "to";
        let stance = match entry.stance {
            _ if entry.verify && (unable || (negated && (passive || self.perfect(begin)))) => Stance::CannotVerify,
            None => return None,
            Some(_) if unable && self.no_evidence(begin) => Stance::CannotVerify,
            Some(Stance::Denies) if negated || unable => return None,
            Some(_) if entry.verify && negated => return None,
            Some(Stance::Corroborates) if negated => Stance::Denies,
            Some(_) if to && !self.does(begin) => return None,
            Some(_) if self.supposed(begin) => return None,
            Some(s) => s,
        };
        let account = if passive { self.subject(before) } else { self.object(end, entry) };
        let account = match account {
            Some(a) => a,
            None if stance == Stance::CannotVerify => self.nearest(begin)?,
            None => return None,
        };
        let limited = stance == Stance::Corroborates && self.partial(begin, end, &account);
        let witness = match (passive, stance) {
            (true, _) => self.by(end),
            (false, _) => self.before(before),
        };
        Some(Reading { stance: if limited { Stance::Partly } else { stance }, account, witness })
    }

    /// The first token of the verb group that ends at `verb`: its auxiliaries and adverbs.
    fn group(&self, verb: usize) -> usize {
        let mut i = verb;
        while i > self.sentence.start {
            let w = self.word(i - 1);
            let part = AUX.contains(&w) || ADVERBS.contains(&w) || (w.ends_with("ly") && w.len() > 3);
            if !part && w != "to" {
                break;
            }
            i -= 1;
        }
        i
    }

    fn passive(&self, begin: usize, end: usize, group: usize) -> bool {
        let verb = self.word(begin);
        let participle = verb.ends_with("ed")
            || verb.ends_with("en")
            || matches!(
                verb,
                "borne" | "lent" | "put" | "cast" | "thrown" | "backed" | "shot" | "hit" | "proven" | "gainsaid"
            );
        let be = (group..begin).any(|i| BE.contains(&self.word(i)));
        // "an account backed by Lind": a participle right after the phrase, and "by" right after it.
        let after_account = self.accounts.iter().any(|a| a.tokens.end <= begin && begin - a.tokens.end <= 1);
        participle && (be || (after_account && self.word(end) == "by"))
    }

    fn perfect(&self, verb: usize) -> bool {
        (self.group(verb)..verb).any(|i| matches!(self.word(i), "has" | "have" | "had"))
    }

    /// Tokens before `verb` in its clause, the nearest first: back to a comma, at most twelve.
    fn clause(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let start = self.sentence.start.max(verb.saturating_sub(12));
        (start..verb).rev().take_while(|&i| !matches!(self.word(i), ";" | ":" | "but" | "although" | "though"))
    }

    fn negated(&self, verb: usize) -> bool {
        self.clause(verb).any(|i| {
            let word = self.word(i);
            let not = matches!(
                word,
                "not"
                    | "n't"
                    | "n’t"
                    | "never"
                    | "nobody"
                    | "none"
                    | "neither"
                    | "nor"
                    | "cannot"
                    | "nothing"
                    | "without"
            ) || matches!(word, "declined" | "refused" | "failed" | "unwilling" | "hardly")
                || (word == "no" && self.word(i + 1) != "doubt");
            not && self.word(i + 1) != "only"
        })
    }

    /// "could not", "unable to", "no way to", "impossible to", "yet to".
    fn unable(&self, verb: usize) -> bool {
        let mut modal = false;
        let mut not = false;
        for i in self.clause(verb) {
            let word = self.word(i);
            match word {
                "cannot" | "unable" | "impossible" | "difficult" | "hard" | "impossibility" => return true,
                "yet" if self.word(i + 1) == "to" => return true,
                "can" | "could" | "able" | "possible" | "way" | "means" | "possibility" => modal = true,
                "ca" | "wo" if matches!(self.word(i + 1), "n't" | "n’t") => return true,
                "not" | "n't" | "n’t" | "no" | "nobody" | "none" | "neither" | "never" | "nothing" | "without"
                | "nor" => not = true,
                _ => {}
            }
        }
        modal && not || self.no_evidence(verb)
    }

    fn no_evidence(&self, verb: usize) -> bool {
        let evidence = |i: usize| {
            let noun = |k: usize| {
                matches!(
                    self.word(k),
                    "evidence"
                        | "proof"
                        | "document"
                        | "documents"
                        | "record"
                        | "records"
                        | "witness"
                        | "witnesses"
                        | "source"
                        | "footage"
                )
            };
            matches!(self.word(i), "no" | "little") && (noun(i + 1) || noun(i + 2) || noun(i + 3))
        };
        self.clause(verb).any(evidence)
    }

    fn does(&self, verb: usize) -> bool {
        self.clause(verb).take(5).any(|i| DOES.contains(&self.word(i)))
    }

    /// "if confirmed", "would back", "asked to confirm".
    fn supposed(&self, verb: usize) -> bool {
        self.clause(verb).take(4).any(|i| {
            matches!(
                self.word(i),
                "if" | "whether"
                    | "unless"
                    | "until"
                    | "would"
                    | "might"
                    | "may"
                    | "should"
                    | "must"
                    | "could"
                    | "can"
                    | "will"
            )
        })
    }

    /// The account before a passive verb.
    fn subject(&self, group: usize) -> Option<Account> {
        let near = |a: &&Account| a.tokens.end <= group && group - a.tokens.end <= 14;
        self.accounts.iter().rev().find(near).cloned()
    }

    /// The account, or the person, after an active verb.
    fn object(&self, end: usize, entry: &Entry) -> Option<Account> {
        let clear = |a: &&Account| {
            let first = match a.owner {
                Owner::Before(_) => a.tokens.start.saturating_sub(4).max(end),
                _ => a.tokens.start,
            };
            let gap = end..first;
            let stop = |i: usize| {
                matches!(
                    self.word(i),
                    "," | ";"
                        | ":"
                        | "."
                        | "who"
                        | "which"
                        | "that"
                        | "in"
                        | "on"
                        | "to"
                        | "with"
                        | "for"
                        | "and"
                        | "about"
                        | "why"
                        | "how"
                        | "whether"
                        | "have"
                        | "has"
                        | "had"
                )
            };
            // "a conventional narrative" is nobody's.
            let nobodys = a.owner == Owner::Bare && matches!(self.word(a.tokens.start), "a" | "an");
            !nobodys && a.tokens.start >= end && gap.len() <= 8 && !gap.clone().any(stop)
        };
        let account = self.accounts.iter().find(clear).cloned();
        let person = || {
            let name = self.word(end).starts_with(char::is_alphanumeric);
            (entry.person && name).then_some(Account { tokens: end..end + 1, owner: Owner::From(end) })
        };
        account.or_else(person)
    }

    fn nearest(&self, verb: usize) -> Option<Account> {
        let real = self.accounts.iter().filter(|a| a.owner != Owner::Pronoun);
        let gap = |a: &&Account| a.tokens.start.saturating_sub(verb).max(verb.saturating_sub(a.tokens.end));
        real.min_by_key(gap).or_else(|| self.accounts.iter().min_by_key(gap)).cloned()
    }

    fn partial(&self, begin: usize, end: usize, account: &Account) -> bool {
        let from = |i: usize, back: usize| i.saturating_sub(back).max(self.sentence.start);
        let places = (from(begin, 5)..end + 4)
            .chain(from(account.tokens.start, 6)..account.tokens.start + 1)
            .chain(account.tokens.end..account.tokens.end + 8);
        let mut places = places.filter(|i| self.sentence.contains(i));
        places.any(|i| partials().iter().any(|(p, _)| phrase_at(self.words, i, p)))
    }

    /// Where the agent of a passive is named.
    fn by(&self, end: usize) -> WitnessAt {
        let stop = self.sentence.end.min(end + 14);
        // "in court, by Lind" may follow a comma; another clause with a verb of its own may not.
        let clause = (end..stop).find(|&i| {
            matches!(self.word(i), ";" | ":" | "but" | "and") || (self.word(i) == "," && self.word(i + 1) != "by")
        });
        let stop = clause.unwrap_or(stop);
        match (end..stop).find(|&i| self.word(i) == "by") {
            Some(by) => WitnessAt::After(by + 1..self.sentence.end),
            None => WitnessAt::Nowhere,
        }
    }

    /// Where the subject of a verb group that begins at `group` is named. What stands between commas right before the verb
    /// is passed over: in "Lind, who was there, confirmed it", Lind is the subject.
    fn before(&self, group: usize) -> WitnessAt {
        let clause = (self.sentence.start..group).rev().find(|&i| matches!(self.word(i), ";" | ":"));
        let start = clause.map_or(self.sentence.start, |i| i + 1);
        let mut stretches = Vec::new();
        let closed = group > start && self.word(group - 1) == ",";
        let open = (start..group.saturating_sub(1)).rev().find(|&i| closed && self.word(i) == ",");
        stretches.extend(open.map(|open| start..open));
        stretches.push(start..group);
        WitnessAt::Before(stretches)
    }

    /// "unverified", "unconfirmed".
    fn adjective(&self, i: usize) -> Option<Reading> {
        let word = self.word(i);
        let open = matches!(
            word,
            "unverified"
                | "unconfirmed"
                | "uncorroborated"
                | "unsubstantiated"
                | "unproven"
                | "unverifiable"
                | "unsupported"
                | "unauthenticated"
        );
        let account = open.then(|| self.nearest(i)).flatten()?;
        Some(Reading { stance: Stance::CannotVerify, account, witness: WitnessAt::Nowhere })
    }

    /// "confirmation of her account came from Lind", "no independent evidence for his claims", "support for it".
    fn noun(&self, i: usize) -> Option<Reading> {
        let (stance, needs_no) = match self.word(i) {
            "confirmation" | "corroboration" | "verification" | "substantiation" | "backing" | "support" => {
                (Stance::Corroborates, false)
            }
            "rejection" | "denial" | "refutation" | "rebuttal" | "contradiction" => (Stance::Denies, false),
            "evidence" | "proof" | "check" => (Stance::Corroborates, true),
            _ => return None,
        };
        let no = self
            .clause(i)
            .take(3)
            .any(|k| matches!(self.word(k), "no" | "without" | "lack" | "lacks" | "lacking" | "any"))
            && (self.negated(i)
                || self.clause(i).take(3).any(|k| matches!(self.word(k), "lack" | "lacks" | "lacking")));
        if needs_no && !no {
            return None;
        }
        let link = matches!(self.word(i + 1), "of" | "for" | "to");
        let account = if link {
            self.accounts.iter().find(|a| a.tokens.start > i && a.tokens.start <= i + 8).cloned()
        } else {
            let got = self.clause(i).take(5).any(|k| {
                matches!(
                    self.word(k),
                    "found"
                        | "finds"
                        | "find"
                        | "won"
                        | "drew"
                        | "received"
                        | "got"
                        | "gained"
                        | "lack"
                        | "lacks"
                        | "have"
                        | "has"
                        | "had"
                )
            });
            if got { self.subject(i) } else { None }
        }?;
        if no && stance == Stance::Corroborates {
            return Some(Reading { stance: Stance::CannotVerify, account, witness: WitnessAt::Nowhere });
        }
        let after = account.tokens.end.max(i + 1);
        let source = (after..self.sentence.end.min(after + 10)).find(|&k| matches!(self.word(k), "from" | "by"));
        let witness = match source {
            Some(k) => WitnessAt::After(k + 1..self.sentence.end),
            None if link => self.before(self.group(i)),
            None => return None,
        };
        let limited = stance == Stance::Corroborates && self.partial(i, i + 1, &account);
        Some(Reading { stance: if limited { Stance::Partly } else { stance }, account, witness })
    }

    /// "told the same story", "gave a different account".
    fn same(&self, i: usize) -> Option<Reading> {
        let (_, stance) = sames().iter().find(|(w, _)| *w == self.word(i))?;
        let stance = (*stance)?;
        let noun = (i + 1..i + 3).find(|&k| account::nouns().contains(self.word(k)))?;
        let verb = self.clause(i).take(6).find(|&k| {
            matches!(
                self.word(k),
                "told"
                    | "tells"
                    | "tell"
                    | "gave"
                    | "gives"
                    | "give"
                    | "given"
                    | "offered"
                    | "offers"
                    | "provided"
                    | "provides"
                    | "has"
                    | "had"
                    | "presented"
                    | "presents"
                    | "heard"
                    | "shared"
                    | "related"
                    | "described"
            )
        })?;
        let link = (noun + 1..self.sentence.end.min(noun + 7))
            .find(|&k| matches!(self.word(k), "as" | "to" | "from" | "than"));
        let account = match link {
            Some(k) => Account { tokens: k + 1..k + 2, owner: Owner::From(k + 1) },
            None => Account { tokens: noun..noun + 1, owner: Owner::Bare },
        };
        let witness = self.before(self.group(verb));
        let stance =
            if stance == Stance::Corroborates && self.partial(i, noun, &account) { Stance::Partly } else { stance };
        Some(Reading { stance, account, witness })
    }

    /// "called her account a lie", "dismissed the claims as false".
    fn judged(&self, i: usize) -> Option<Reading> {
        let verb = matches!(
            self.word(i),
            "called"
                | "calls"
                | "call"
                | "described"
                | "describes"
                | "branded"
                | "brands"
                | "labelled"
                | "labeled"
                | "characterised"
                | "characterized"
                | "condemned"
                | "considered"
                | "considers"
                | "deemed"
                | "found"
                | "termed"
                | "declared"
                | "pronounced"
        );
        if !verb {
            return None;
        }
        let account = self.accounts.iter().find(|a| a.tokens.start > i && a.tokens.start <= i + 6)?;
        let after = account.tokens.end..self.sentence.end.min(account.tokens.end + 6);
        let stance = after.into_iter().find_map(|k| judgement_at(self.words, k))?;
        let witness = self.before(self.group(i));
        Some(Reading { stance, account: account.clone(), witness })
    }

    /// "Ruiz's account is false", in somebody's mouth.
    fn said_to_be(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        for a in self.accounts.iter().filter(|a| a.owner != Owner::Bare && a.owner != Owner::Pronoun) {
            let verb = (a.tokens.end..self.sentence.end.min(a.tokens.end + 4)).find(|&k| BE.contains(&self.word(k)));
            let Some(verb) = verb else { continue };
            let stance = (verb + 1..verb + 4).find_map(|k| judgement_at(self.words, k));
            out.extend(stance.map(|stance| Reading {
                stance,
                account: a.clone(),
                witness: WitnessAt::Quoted(a.tokens.start),
            }));
        }
        // "that Ruiz was lying", "Ruiz had told the truth".
        const OF_PEOPLE: [&str; 9] = [
            "telling the truth",
            "told the truth",
            "lying",
            "lied",
            "mistaken",
            "wrong",
            "right",
            "not telling the truth",
            "making it up",
        ];
        for i in self.sentence.clone().skip(1) {
            if !(BE.contains(&self.word(i)) || self.word(i) == "had") {
                continue;
            }
            let Some(phrase) = OF_PEOPLE.iter().find(|p| phrase_at(self.words, i + 1, p)) else { continue };
            let stance = judgement_at(self.words, i + 1).unwrap_or(Stance::Denies);
            let _ = phrase;
            let account = Account { tokens: i..i + 1, owner: Owner::Before(i) };
            out.push(Reading { stance, account, witness: WitnessAt::Quoted(i) });
        }
        out
    }
}

/// The stance of the judgement that begins at `i`.
fn judgement_at(words: Words<'_>, i: usize) -> Option<Stance> {
    judgements().iter().find(|(w, _)| phrase_at(words, i, w)).and_then(|(_, s)| *s)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stances(sentence: &str) -> Vec<Stance> {
        let spaced = sentence.replace("'s", " 's").replace(',', " ,").replace('.', " .").to_lowercase();
        let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        let n = words.len();
        read(&words, 0..n).into_iter().map(|r| r.stance).collect()
    }

    #[test]
    fn verbs_say_how_a_witness_stands() {
        assert_eq!(stances("Lind confirmed Ruiz's account."), [Stance::Corroborates]);
        assert_eq!(stances("The claims made by Ruiz were rejected by Lind."), [Stance::Denies]);
        assert_eq!(stances("Parts of Ruiz's story have been borne out by Lind."), [Stance::Partly]);
        assert_eq!(stances("Lind called Ruiz's account a lie."), [Stance::Denies]);
        assert_eq!(stances("Lind told the same story."), [Stance::Corroborates]);
        assert_eq!(stances("Lind cast doubt on what Ruiz had said."), [Stance::Denies]);
    }

    #[test]
    fn what_nobody_can_check_is_not_confirmed() {
        for s in [
            "Ruiz's claims could not be independently verified.",
            "There is no way to verify the allegations of Ruiz.",
            "It was not possible to confirm Ruiz's account.",
            "Ruiz's story remains unconfirmed.",
            "There was no independent confirmation of Ruiz's claims.",
            "Nobody has been able to check what Ruiz said.",
            "Her claims have yet to be verified.",
        ] {
            assert_eq!(stances(s), [Stance::CannotVerify], "{s}");
        }
    }

    #[test]
    fn what_is_nobodys_account_is_not_confirmed_or_denied() {
        for s in [
            "The figures reinforce questions about why the harbour board had ignored the evidence of leaks at Lind.",
            "The letters refute a comfortable narrative which has shown Lind as honest.",
        ] {
            assert_eq!(stances(s), [], "{s}");
        }
    }

    #[test]
    fn what_was_not_done_is_no_stance() {
        for s in [
            "Lind did not deny Ruiz's account.",
            "Lind declined to confirm her account.",
            "Lind was asked to confirm the story.",
            "If confirmed, the claims would end her career.",
        ] {
            assert_eq!(stances(s), [], "{s}");
        }
    }
}
