//! The words that tell what to mend: `data/speech/mending.txt`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::list::entries;

/// Lists of words, in small letters.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) asked: BTreeSet<&'static str>,
    pub(super) before: BTreeSet<&'static str>,
    pub(super) about: BTreeSet<&'static str>,
    pub(super) account: BTreeSet<&'static str>,
    pub(super) stand: BTreeSet<&'static str>,
    pub(super) who: BTreeSet<&'static str>,
    pub(super) auxiliary: BTreeSet<&'static str>,
    pub(super) name: BTreeSet<&'static str>,
    pub(super) subject: BTreeSet<&'static str>,
    pub(super) phrase: BTreeSet<&'static str>,
    pub(super) opener: BTreeSet<&'static str>,
    pub(super) within: BTreeSet<&'static str>,
    pub(super) when: BTreeSet<&'static str>,
    pub(super) first: BTreeSet<&'static str>,
    pub(super) reaction: BTreeSet<&'static str>,
    pub(super) nobody: BTreeSet<&'static str>,
    pub(super) know: BTreeSet<&'static str>,
    pub(super) question: BTreeSet<&'static str>,
    pub(super) told: BTreeSet<&'static str>,
    pub(super) bench: BTreeSet<&'static str>,
    pub(super) receive: BTreeSet<&'static str>,
    pub(super) message: BTreeSet<&'static str>,
    pub(super) which: BTreeSet<&'static str>,
    pub(super) state: BTreeSet<&'static str>,
    pub(super) held: BTreeSet<&'static str>,
    pub(super) helping: BTreeSet<&'static str>,
    pub(super) joins: BTreeSet<&'static str>,
    pub(super) phrase_opens: BTreeSet<&'static str>,
    pub(super) claim: BTreeSet<&'static str>,
}

/// The lists that the library carries.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out = Words::default();
        for (heading, word) in entries(include_str!("../../../../data/speech/mending.txt")) {
            let list = match heading {
                "asked" => &mut out.asked,
                "before" => &mut out.before,
                "about" => &mut out.about,
                "account" => &mut out.account,
                "stand" => &mut out.stand,
                "who" => &mut out.who,
                "auxiliary" => &mut out.auxiliary,
                "name" => &mut out.name,
                "subject" => &mut out.subject,
                "phrase" => &mut out.phrase,
                "opener" => &mut out.opener,
                "in" => &mut out.within,
                "when" => &mut out.when,
                "reaction" => &mut out.reaction,
                "nobody" => &mut out.nobody,
                "know" => &mut out.know,
                "question" => &mut out.question,
                "told" => &mut out.told,
                "bench" => &mut out.bench,
                "receive" => &mut out.receive,
                "message" => &mut out.message,
                "which" => &mut out.which,
                "state" => &mut out.state,
                "held" => &mut out.held,
                "helping" => &mut out.helping,
                "joins" => &mut out.joins,
                "phrase-opens" => &mut out.phrase_opens,
                "claim" => &mut out.claim,
                "first" => &mut out.first,
                _ => continue,
            };
            list.insert(word);
        }
        out
    })
}

/// Participles whose subject is the hearer: "told" of "was told".
pub fn told() -> &'static BTreeSet<&'static str> {
    &words().told
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_list_has_its_words() {
        let w = super::words();
        let lists = [
            &w.asked,
            &w.before,
            &w.about,
            &w.account,
            &w.stand,
            &w.who,
            &w.auxiliary,
            &w.name,
            &w.subject,
            &w.phrase,
            &w.opener,
            &w.within,
            &w.when,
            &w.first,
            &w.reaction,
            &w.nobody,
            &w.know,
            &w.question,
            &w.told,
            &w.bench,
            &w.receive,
            &w.message,
            &w.which,
            &w.state,
            &w.held,
            &w.helping,
            &w.joins,
            &w.phrase_opens,
            &w.claim,
        ];
        for list in lists {
            assert!(list.len() > 3, "{list:?}");
        }
    }
}
