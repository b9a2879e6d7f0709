//! The words that tell what to mend: `data/speech/mending.txt`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

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
}

/// The lists that the library carries.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out = Words::default();
        let mut section = "";
        for line in include_str!("../../../../data/speech/mending.txt").lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
                continue;
            }
            let words = line.split_whitespace();
            match section {
                "asked" => out.asked.extend(words),
                "before" => out.before.extend(words),
                "about" => out.about.extend(words),
                "account" => out.account.extend(words),
                "stand" => out.stand.extend(words),
                "who" => out.who.extend(words),
                "auxiliary" => out.auxiliary.extend(words),
                "name" => out.name.extend(words),
                "subject" => out.subject.extend(words),
                "phrase" => out.phrase.extend(words),
                "opener" => out.opener.extend(words),
                "in" => out.within.extend(words),
                "when" => out.when.extend(words),
                "reaction" => out.reaction.extend(words),
                "nobody" => out.nobody.extend(words),
                "know" => out.know.extend(words),
                "question" => out.question.extend(words),
                "told" => out.told.extend(words),
                "bench" => out.bench.extend(words),
                "first" => out.first.extend(words),
                _ => {}
            }
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
        ];
        for list in lists {
            assert!(list.len() > 3, "{list:?}");
        }
    }
}
