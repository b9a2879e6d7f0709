//! Forms of verbs that say something only beside others: "gab zu", but not "es gab"; "wurde gesagt", but not "ehrlich gesagt".

use super::Reader;

/// Items from such a verb to its part, at most.
const REACH: usize = 30;

impl Reader<'_> {
    /// Whether the verb at `k` lacks the part with which alone it says something. Constant time.
    pub(super) fn lacks_part(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        let Some(parts) = self.words.get(k).and_then(|w| list.parted.get(w.as_str())) else { return false };
        let ends = |j: usize| {
            let Some(word) = self.words.get(j) else { return true };
            let (w, and) = (word.as_str(), &list.and);
            self.items[j].is_quotation()
                || self.sign(j).is_some_and(|c| c != '-')
                || list.that.contains(w)
                || and.contains(w)
        };
        // "Viele meinen, dass", but "meinen Augen".
        if parts.is_empty() {
            return !ends(k + 1);
        }
        let end = self.words.len().min(k + 1 + REACH);
        let found = |j: usize| parts.contains(&self.words[j].as_str()) && ends(j + 1);
        !(k + 1..end).any(found)
    }

    /// Whether the verb at `k` is an infinitive of which nobody is the subject, or a participle without its helping verb, with which
    /// nothing is told of anybody: "das kann man so sagen", "ehrlich gesagt". In a passive it is ("es wurde gesagt"). Looks at
    /// [`REACH`] items.
    pub(super) fn said_by_the_way(&self, k: usize, somebody: bool) -> bool {
        let list = self.heard.lexicon;
        if list.passive.is_empty() {
            return false;
        }
        let word = self.words[k].as_str();
        let participle = word.starts_with("ge") && word.ends_with('t');
        let infinitive = !somebody && word.ends_with("en") && !word.ends_with("ten");
        let helped = |j: usize| {
            let word = self.words[j].as_str();
            list.passive.contains(word) || participle && somebody && list.perfect.contains(word)
        };
        let near = k.saturating_sub(REACH)..self.words.len().min(k + 1 + REACH);
        (participle || infinitive) && !near.into_iter().any(helped)
    }
}
