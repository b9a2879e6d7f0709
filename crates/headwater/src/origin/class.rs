//! Classes of words that the patterns of this stage look for: open lists, in `data/origin/word-classes.txt`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::list::lines;

/// A class of words, read from the data file when it is first asked for.
#[derive(Debug)]
pub(crate) struct Class {
    name: &'static str,
    words: OnceLock<BTreeSet<&'static str>>,
}

impl Class {
    const fn named(name: &'static str) -> Class {
        Class { name, words: OnceLock::new() }
    }

    /// Whether a word, in small letters, is of this class.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words().contains(word)
    }

    fn words(&self) -> &BTreeSet<&'static str> {
        self.words.get_or_init(|| {
            let rows = rows().filter(|(name, _)| *name == self.name);
            rows.flat_map(|(_, words)| words.split(' ')).filter(|w| !w.is_empty()).collect()
        })
    }
}

/// The rows of the file: the name of a class and words of it. A class may have several rows.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(include_str!("../../data/origin/word-classes.txt")).filter_map(|l| l.split_once(" | "))
}

macro_rules! classes {
    ($($(#[$doc:meta])* $ident:ident = $name:literal;)*) => {
        $($(#[$doc])* pub(crate) static $ident: Class = Class::named($name);)*
        #[cfg(test)]
        const ALL: &[&Class] = &[$(&$ident),*];
    };
}

classes! {
    /// Verbs of saying behind which "the same" is what was said before.
    SAYING_SAME = "saying-same";
    /// What stands behind "such" and points back to what was told: "no such thing", "any such suggestion".
    SUCH = "such";
    /// What may stand behind "said the same".
    AFTER_SAME = "after-same";
    /// Verbs behind which a phrase for an account no longer says what it is about.
    TOPIC_STOPS = "topic-stops";
    /// Verbs of telling after "what X ...".
    TOLD = "told";
    /// What a page calls its publisher behind "this".
    THIS_PAGES = "this-pages";
    /// Adverbs with which somebody agrees in part.
    PARTLY = "partly";
    /// Verbs of granting what another has said.
    GRANTING = "granting";
    /// Participles that say on behind "agreed" or "disagreed".
    GOES_ON = "goes-on";
    /// Words between "claims" and "by" that still belong to the phrase.
    MADE = "made";
    /// Forms of "to be".
    BE = "be";
    /// Auxiliary verbs and what stands among them.
    AUX = "aux";
    /// Adverbs of a verb group that do not end in "ly".
    ADVERBS = "adverbs";
    /// What makes a verb after "to" a fact: "went on to confirm".
    DOES = "does";
    /// Verbs that say of an event, too, that it was so or was not: to reject a deal says nothing of whether there was one.
    OF_EVENTS = "of-events";
    /// Words behind which what looks like a verb is a noun: "the support".
    DETERMINERS = "determiners";
    /// Words that leave a figure as it is.
    HEDGES = "hedges";
    /// Words that begin "what she had said".
    FREE_RELATIVES = "free-relatives";
    /// What is told by nobody in particular.
    RUMOURS = "rumours";
    /// Words behind which "claims" and "reports" are nouns.
    BEFORE_A_NOUN = "before-a-noun";
    /// What follows a possessive without a noun: "Ruiz's, but".
    AFTER_ELIDED = "after-elided";
    /// What follows a "this" that stands by itself.
    AFTER_POINTING = "after-pointing";
    /// Marks of the possessive.
    POSSESSIVE_MARKS = "possessive-marks";
    /// Possessive pronouns before a telling.
    POSSESSIVES = "possessives";
    /// Words that open a phrase for a telling.
    NOUN_OPENERS = "noun-openers";
    /// Words that a phrase for a telling does not reach over.
    PHRASE_BREAKS = "phrase-breaks";
    /// What stands before the words for a witness.
    BEFORE_WITNESS = "before-witness";
    /// Words behind an office that begin what it is of.
    AFTER_OFFICE = "after-office";
    /// Pronouns for people.
    PERSONAL_PRONOUNS = "personal-pronouns";
    /// Particles of family names.
    NAME_PARTICLES = "name-particles";
    /// Words that no office holds.
    NO_PART_OF_OFFICE = "no-part-of-office";
    /// Words for a telling that may be anybody's.
    ANYBODYS_TELLINGS = "anybodys-tellings";
    /// Verbs with which a person is judged: "Ruiz was lying".
    JUDGING_VERBS = "judging-verbs";
    /// Words that point to a telling the page has spoken of.
    DEFINITES = "definites";
    /// Tellings that go round: "these reports".
    SPREAD_TELLINGS = "spread-tellings";
    /// Participles that end neither in "ed" nor in "en".
    PARTICIPLES = "participles";
    /// Where a clause of a stance begins.
    CLAUSE_BREAKS = "clause-breaks";
    /// Where a subject that is nobody begins.
    NOBODY_BREAKS = "nobody-breaks";
    /// Where the clause of a mere claim begins.
    CLAIM_BREAKS = "claim-breaks";
    /// Words behind which "claims" is a noun, in a clause.
    BEFORE_A_CLAIM = "before-a-claim";
    /// Verbs of mere claiming.
    CLAIMING = "claiming";
    /// Words that negate a verb.
    NEGATIONS = "negations";
    /// Verbs of not doing, and adverbs of nearly not.
    REFUSALS = "refusals";
    /// What there may be none of: "no evidence".
    PROOFS = "proofs";
    /// Verbs of looking for evidence.
    FINDING = "finding";
    /// Words that make a verb only supposed.
    SUPPOSING = "supposing";
    /// Words with which "only" limits nothing.
    DOUBTING = "doubting";
    /// Words that make what is denied a charge against who denies it.
    OWN_MATTERS = "own-matters";
    /// Words behind "that" which begin a clause, not a noun.
    CLAUSE_NOUNS = "clause-nouns";
    /// Words that open a phrase for what happened.
    EVENT_OPENERS = "event-openers";
    /// Words that a phrase for what happened does not reach over.
    EVENT_BREAKS = "event-breaks";
    /// Words that end what such a phrase is of.
    EVENT_ENDS = "event-ends";
    /// Adverbs before a judgement.
    STRENGTHENERS = "strengtheners";
    /// Where the subject of a passive begins.
    SUBJECT_BREAKS = "subject-breaks";
    /// Words before "unverified".
    BEFORE_UNVERIFIED = "before-unverified";
    /// Adjectives of what nobody has verified.
    UNVERIFIED = "unverified";
    /// Verbs that make a sentence general.
    GENERAL_MODALS = "general-modals";
    /// Words of having none.
    LACKING = "lacking";
    /// Verbs of getting support.
    GETTING = "getting";
    /// Verbs of giving an account.
    GIVING_ACCOUNT = "giving-account";
    /// Verbs of calling a telling something.
    JUDGING = "judging";
    /// Words that point to tellings by nobody named.
    POINTING_TELLINGS = "pointing-tellings";
    /// Words behind a noun of doubt: "questions about".
    TOPIC_LINKS = "topic-links";
    /// Pronouns that make what one stands by his own.
    OWNERS = "owners";
    /// What a verb's object does not stand behind.
    OBJECT_BREAKS = "object-breaks";
    /// Words that no person's name begins with.
    NO_PERSON = "no-person";
    /// Where the words for a topic end.
    TOPIC_BREAKS = "topic-breaks";
    /// Words with which nothing is confirmed outright.
    NOT_OUTRIGHT = "not-outright";
    /// Words behind which a name is no witness.
    BEFORE_NO_WITNESS = "before-no-witness";
    /// Words before a trade.
    BEFORE_TRADE = "before-trade";
    /// Words behind which a name is what something is of, or where.
    BEFORE_PLACE = "before-place";
    /// Words between a witness and a verb.
    WITNESS_AUXILIARIES = "witness-auxiliaries";
    /// Words that open a phrase for a witness without a name.
    UNNAMED_OPENERS = "unnamed-openers";
    /// Words that end it.
    UNNAMED_ENDS = "unnamed-ends";
    /// Words that end the clause of a witness.
    WITNESS_BREAKS = "witness-breaks";
    /// Words that begin where or when.
    WHEREABOUTS = "whereabouts";
    /// What stands between the ends of a range.
    RANGE_LINKS = "range-links";
    /// What marks a time of day.
    HOUR_MARKS = "hour-marks";
    /// What stands before what a rate is for.
    RATE_LINKS = "rate-links";
    /// Dimensions that are money.
    CURRENCIES = "currencies";
    /// Small words within names.
    NAME_SMALL_WORDS = "name-small-words";
    /// Verbs whose day is that of speaking, not of what is told.
    SPEAKING_CUES = "speaking-cues";
    /// Words by which a clause is of more than one moment.
    TIME_LINKS = "time-links";
    /// Forms that are nouns as well as verbs of denying.
    NOUN_VERBS = "noun-verbs";
    /// Nouns for what somebody says where they are somebody's: "the mayor's timing".
    OWNED_TELLINGS = "owned-tellings";
    /// Nouns for what somebody found, which with "the" mean what was just told: "the finding is disputed".
    POINTED_TELLINGS = "pointed-tellings";
    /// Verbs of doubting what is said of a thing.
    DOUBTING_VERBS = "doubting-verbs";
    /// What of a thing can be doubted.
    DOUBTED = "doubted";
    /// Nouns for a part of an account that two can give alike: "gave the same time".
    SAME_PARTS = "same-parts";
    /// Verbs of giving it.
    GIVING_PART = "giving-part";
    /// Where the words for a witness without a name begin or end.
    WORDS_BREAKS = "words-breaks";
    /// Words behind the head of such a phrase.
    WORDS_LINKS = "words-links";
    /// Verbs of meeting, seeing and telling somebody.
    MEETING_VERBS = "meeting-verbs";
    /// What somebody without a name tells, where it is confirmed or denied.
    ONES_OWN = "ones-own";
    /// Written records, which show or list what was done.
    RECORDS = "records";
    /// Verbs of what they do.
    SHOWING = "showing";
    /// Who speaks for another, whatever he is of.
    SPOKESMEN = "spokesmen";
    /// Who speaks for another where he is somebody's: "his agent".
    ONES_AGENTS = "ones-agents";
    /// Words for one thing that somebody claims.
    ONE_CLAIM = "one-claim";
    /// Words behind which a clause with a subject of its own begins.
    OWN_CLAUSE = "own-clause";
    /// Words that open it.
    WORDS_OPENERS = "words-openers";
    /// Words before it that are none of it.
    WORDS_SKIPPED = "words-skipped";
    /// Nouns that end like those for people.
    NOT_PEOPLE = "not-people";
    /// Nouns for people together that no article need open.
    TOGETHER = "together";
    /// What may stand between a verb of remembering and "differently".
    REMEMBERED = "remembered-things";
    /// What somebody is said to have given right before, as a subject: "her admission contradicts".
    JUST_TOLD = "just-told";
    /// What tries are called: "attempts to verify it failed".
    TRIES = "tries";
    /// What is said of tries that came to nothing.
    IN_VAIN = "in-vain";
    /// Verbs of knowing before "of no".
    KNOWING_NONE = "knowing-none";
    /// Verbs of having seen and heard.
    SEEING = "seeing";
    /// Forms in which somebody is said to remember.
    RECALLED = "recalled";
    /// Verbs of remembering.
    RECALLING = "recalling";
    /// What may begin what is not remembered.
    NOT_RECALLED = "not-recalled";
    /// Verbs of inventing before "it up".
    MAKING_UP = "making-up";
    /// What stands behind whom somebody's words are compared with: "just as Ruiz had said".
    AS_SOMEBODY = "as-somebody";
    /// Words for what the sentence has told, before who denies it: "which he denies".
    RETOLD = "retold";
    /// Nouns for it: "a charge she rejects".
    RETOLD_NOUNS = "retold-nouns";
    /// What one can have none of who is asked for it: "no record of".
    NOTHING_KNOWN = "nothing-known";
    /// Verbs of having it.
    HAVING_KNOWN = "having-known";
    /// Verbs of coming to pass.
    HAPPENING = "happening-verbs";
    /// Verbs behind which "this as" points back.
    REJECTING_AS = "rejecting-as";
    /// Nouns for what somebody is said to have done, which a pronoun in the next sentence means.
    CHARGING = "charging";
    /// Words before a noun that points to words beside it.
    REFERRING_OPENERS = "referring-openers";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, BE, rows};

    #[test]
    fn every_class_has_words_and_every_row_of_the_file_is_of_a_class() {
        for class in ALL {
            assert!(!class.words().is_empty(), "{}", class.name);
        }
        let names: BTreeSet<&str> = ALL.iter().map(|c| c.name).collect();
        for (name, _) in rows() {
            assert!(names.contains(name), "{name}");
        }
        assert!(BE.has("was") && !BE.has("will"));
    }
}
