//! Words that say that somebody says something, by language.
//!
//! The lists are data (`data/speech/cues.*.txt`); the model for English finds cues that no list has, and takes from
//! here only what sort of act a cue is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use super::Act;
use super::mention::lexicon::Fnv;

/// What a list says of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What the source is said to have done.
    pub act: Act,
    /// How it takes its content.
    pub takes: Takes,
}

/// How a cue takes its content, besides a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    /// A quotation only.
    Quote,
    /// A noun phrase.
    Noun,
    /// A clause after a word like "that".
    That,
    /// A clause, with or without such a word.
    Clause,
}

/// Cues and the small words around them in one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    cues: HashMap<&'static str, Cue, BuildHasherDefault<Fnv>>,
    /// Whether rules find all attributions of the language: of all but English.
    pub rules: bool,
    /// Possessives that say within a phrase such as "à son avis" whose it is.
    pub own: BTreeSet<&'static str>,
    /// Verbs, and the words behind them, that take a noun phrase if it holds words in marks ("parla di una scelta «scellerata»").
    pub marked: Vec<Vec<&'static str>>,
    /// Words that are a cue only right behind another one ("iddia etti").
    pub light: BTreeSet<&'static str>,
    /// Words before an infinitive that is told ("promet de partir"), and the endings by which it is known.
    pub to: BTreeSet<&'static str>,
    /// Endings of infinitives.
    pub ending: BTreeSet<&'static str>,
    /// Whether a verb can stand without its subject.
    pub drops: bool,
    /// Endings of verbs that say that somebody speaks, where a quotation stands right before them.
    pub verb: BTreeSet<&'static str>,
    /// Words for "and" between two verbs of one subject.
    pub and: BTreeSet<&'static str>,
    /// Parts of verbs that stand at the end of their clause ("kündigte Widerstand an").
    pub prefix: BTreeSet<&'static str>,
    /// Verbs that say something only with one of these parts at the end of their clause ("gab | zu"); where there are none, only
    /// before a comma, a colon or a quotation ("meinen").
    pub parted: BTreeMap<&'static str, Vec<&'static str>>,
    /// Forms that make a passive ("wurde"), where an infinitive or participle alone tells nothing.
    pub passive: BTreeSet<&'static str>,
    /// Endings of verbs in a clause that says where something is known from ("según confiaron").
    pub past: BTreeSet<&'static str>,
    /// Words for times and ends, which with "for" before them are nobody's opinion ("para ese entonces").
    pub moment: BTreeSet<&'static str>,
    /// Helping verbs of a participle ("hat gesagt").
    pub perfect: BTreeSet<&'static str>,
    /// Words for somebody that are written small where nouns have capitals ("alle", "niemand").
    pub somebody: BTreeSet<&'static str>,
    /// Prepositions with which a noun phrase that is said begins, behind its verb and subject ("حذر الخبير من الفيضان").
    pub with: BTreeSet<&'static str>,
    /// Verbs of relaying.
    pub relays: BTreeSet<&'static str>,
    /// How words begin that say, behind a Turkish dative, that somebody spoke there.
    pub spoken: BTreeSet<&'static str>,
    /// Verbs of asking and accusing, which take an infinitive behind whom they are about.
    pub orders: BTreeSet<&'static str>,
    /// Prepositions before what somebody tells of ("объявил | о введении").
    pub about: BTreeSet<&'static str>,
    /// Verbs of citing, whose object is who is cited ("цитирует | тренера").
    pub cites: BTreeSet<&'static str>,
    /// Phrases that set one speaker beside another, between a source and its cue or around it ("a | pour sa part | assuré").
    pub aside: Vec<Vec<&'static str>>,
    /// Phrases by which something is told as heard, of nobody ("dem Vernehmen nach").
    pub hearsay: Vec<Vec<&'static str>>,
    /// Prepositions of more than one word before who heard it ("auprès de").
    pub heard_by: Vec<Vec<&'static str>>,
    /// Words behind a noun that begin a clause about it ("una vecina | que asistió").
    pub relative: BTreeSet<&'static str>,
    /// Pronouns that hang on a verb with a hyphen ("defendeu-se").
    pub clitic: BTreeSet<&'static str>,
    /// Verbs with a word like "that" behind them by which nothing is said ("permite que").
    pub unsaid: BTreeSet<&'static str>,
    /// Participles that share the subject of the verb before them ("قائلا").
    pub shared: BTreeSet<&'static str>,
    /// Participles that say something of the subject of their sentence, behind a comma ("заявив", "añadiendo").
    pub gerund: BTreeSet<&'static str>,
    /// Nouns behind a preposition that stand within an office ("مدير الصحة في | محافظة | النخيل").
    pub seat: BTreeSet<&'static str>,
    /// Phrases that stand for the sentence before as what is told ("об этом", "das"), each as its words.
    pub back: Vec<Vec<&'static str>>,
    /// Phrases behind somebody and a comma that say that what follows is theirs ("secondo cui"), each as its words.
    pub whose: Vec<Vec<&'static str>>,
    /// Phrases before an infinitive by which somebody goes on ("avant d’ajouter"), each as its words.
    pub ere: Vec<Vec<&'static str>>,
    /// Participles between a body and the statement it issued ("Belediyesi'nden | yapılan | açıklamada").
    pub issued: BTreeSet<&'static str>,
    /// Verbs whose form alone says that their sentence is reported ("sei", "habe").
    pub reported: BTreeSet<&'static str>,
    /// Nouns for words that somebody else relays ("приводит | слова | тренера").
    pub words: BTreeSet<&'static str>,
    /// Who relays them, as it stands behind ("агентство").
    pub relayer: BTreeSet<&'static str>,
    /// Words for those who talk with one another, in an interview ("vous", "je"), and the endings of verbs that tell them.
    pub talker: BTreeSet<&'static str>,
    /// Such endings.
    pub talker_ending: BTreeSet<&'static str>,
    /// Words for who is asked, in an interview in English ("you").
    pub asked: BTreeSet<&'static str>,
    /// Phrases between what one says and what another does ("mientras que"), each as its words.
    pub against: Vec<Vec<&'static str>>,
    /// Words with which a question begins that is told ("a demandé | qui").
    pub question: BTreeSet<&'static str>,
    /// Words behind which a name in marks stands ("apodado «El Gato»").
    pub nicknamed: BTreeSet<&'static str>,
    /// Words for "but" between two verbs of one subject.
    pub but: BTreeSet<&'static str>,
    /// Words that set a subject before its sentence, whose verb then begins with "fa" ("أما").
    pub topic: BTreeSet<&'static str>,
    /// Articles in the case of who hears it, as a source never begins with one ("dem Sender sagte sie").
    pub dative: BTreeSet<&'static str>,
    /// Words for "what" between a phrase and the verb of whoever said it ("وفق | ما | أعلنت الوزارة").
    pub what: BTreeSet<&'static str>,
    /// Words by which whoever writes or speaks means themselves: what they tell is not reported.
    pub myself: BTreeSet<&'static str>,
    /// Words with which a wish or a recipe begins, whose verb has the form of reported speech.
    pub wish: BTreeSet<&'static str>,
    /// Words that say, behind a quotation and its full stop, that whoever follows said it.
    pub tailed: BTreeSet<&'static str>,
    /// Nouns for the talk in which something was said: behind a preposition they end a source ("Ruiz | in un’intervista").
    pub talk: BTreeSet<&'static str>,
    /// Nouns for what prints or sends news, as they stand before its name ("dem Sender ...", "изданию «...»").
    pub paper: BTreeSet<&'static str>,
    /// Words before such a noun by which a page means itself ("dieser Zeitung").
    pub here: BTreeSet<&'static str>,
    /// Prepositions before an office that stand for who speaks in it ("Desde el ministerio recuerdan", "В мэрии уточнили").
    pub place: BTreeSet<&'static str>,
    /// Words behind a verb of relaying, before whose words it relays ("نقلت الوكالة عن شاهد").
    pub from: BTreeSet<&'static str>,
    /// Words that open a clause that is said ("that").
    pub that: BTreeSet<&'static str>,
    /// Phrases before a source that make a cue of their own ("according to"), each as its words.
    pub according: Vec<Vec<&'static str>>,
    /// Such phrases that stand after the source ("göre").
    pub postposed: Vec<Vec<&'static str>>,
    /// Such phrases that are one only where they begin a sentence ("pour le critique, ...").
    pub opening: Vec<Vec<&'static str>>,
    /// Pronouns that stand behind such a phrase ("selon lui").
    pub him: BTreeSet<&'static str>,
    /// Words that open a clause which says whose words a sentence gives ("wie die Polizei mitteilte").
    pub as_said: BTreeSet<&'static str>,
    /// Words that are a cue only right behind what is said, before its source ("so der Sprecher").
    pub tail: BTreeSet<&'static str>,
    /// Finite verbs of a clause that is told of somebody without a word like "that" ("er sagte, der Pegel sei hoch").
    pub subjunctive: BTreeSet<&'static str>,
    /// Prepositions before who heard it, between a cue and its source ("dijo a este diario Ana Ruiz").
    pub hearer: BTreeSet<&'static str>,
    /// Words with which a content without a finite verb begins, right behind its cue ("nie avoir menti").
    pub infinitive: BTreeSet<&'static str>,
    /// Nouns for those who hear it, behind a preposition that offices hold too ("la cassiera ai cronisti").
    pub press: BTreeSet<&'static str>,
    /// Words that may stand between a source and its cue.
    pub between: BTreeSet<&'static str>,
    /// Pronouns that can be a source.
    pub pronouns: BTreeSet<&'static str>,
    /// Words that no source holds.
    pub stops: BTreeSet<&'static str>,
    /// Words that end a source that stands after its cue.
    pub after: BTreeSet<&'static str>,
    /// Those of them that also stand within an office ("l’adjointe au maire"): they end a source only after a name.
    pub office: BTreeSet<&'static str>,
    /// Articles and pronouns that begin a clause rather than an apposition.
    pub article: BTreeSet<&'static str>,
    /// Finite verbs that follow an adverbial at once ("Nach Angaben der Stadt war ..."): they end its source.
    pub finite: BTreeSet<&'static str>,
    /// Cues that close a sentence whose clause stands before them ("... olduğunu söyledi").
    pub closing: BTreeSet<&'static str>,
}

impl Lexicon {
    /// The cue whose form `word` is, in lower case.
    pub fn cue(&self, word: &str) -> Option<Cue> {
        // Arabic writes "and" and "so" at the head of a word.
        let bare = || self.cues.get(word.strip_prefix(['و', 'ف'])?);
        // "Defendeu-se": a pronoun hangs on the verb.
        let unhung = || {
            let (verb, hung) = word.split_once('-').filter(|_| !self.clitic.is_empty())?;
            self.clitic.contains(hung).then(|| self.cues.get(verb)).flatten()
        };
        self.cues.get(word).or_else(bare).or_else(unhung).copied()
    }

    /// Whether the words, in any case, are a phrase by which something is told as heard.
    pub fn is_hearsay(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        let same = |p: &Vec<&str>| {
            let mut words = lower.split_whitespace();
            p.iter().all(|w| words.next().is_some_and(|x| same_word(x, w))) && words.next().is_none()
        };
        !self.hearsay.is_empty() && self.hearsay.iter().any(same)
    }

    fn read(data: &'static str, french: bool) -> Lexicon {
        let mut out = Lexicon::default();
        for line in data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if let Some((key, words)) = line.split_once(": ") {
                let words = words.split_whitespace();
                // In French what is elided is a token of its own: "l'en croire".
                let elided = |w: &'static str| -> Vec<&'static str> {
                    if french { w.split_inclusive(['\'', '’']).collect() } else { vec![w] }
                };
                let phrases = || words.clone().map(|p| p.split('-').flat_map(elided).collect::<Vec<_>>());
                match key {
                    "that" => out.that.extend(words),
                    "marked" => out.marked.extend(phrases()),
                    "own" => out.own.extend(words),
                    "light" => out.light.extend(words),
                    "to" => out.to.extend(words),
                    "ending" => out.ending.extend(words),
                    "drops" => out.drops = true,
                    "verb" => out.verb.extend(words),
                    "and" => out.and.extend(words),
                    "prefix" => out.prefix.extend(words),
                    "parted" => out.parted.extend(words.filter_map(|w| {
                        let (verb, parts) = w.split_once('=')?;
                        Some((verb, parts.split('/').filter(|p| !p.is_empty()).collect()))
                    })),
                    "passive" => out.passive.extend(words),
                    "past" => out.past.extend(words),
                    "moment" => out.moment.extend(words),
                    "perfect" => out.perfect.extend(words),
                    "somebody" => out.somebody.extend(words),
                    "with" => out.with.extend(words),
                    "relays" => out.relays.extend(words),
                    "spoken" => out.spoken.extend(words),
                    "orders" => out.orders.extend(words),
                    "about" => out.about.extend(words),
                    "cites" => out.cites.extend(words),
                    "aside" => out.aside.extend(phrases()),
                    "hearsay" => out.hearsay.extend(phrases()),
                    "heard-by" => out.heard_by.extend(phrases()),
                    "relative" => out.relative.extend(words),
                    "clitic" => out.clitic.extend(words),
                    "unsaid" => out.unsaid.extend(words),
                    "shared" => out.shared.extend(words),
                    "gerund" => out.gerund.extend(words),
                    "whose" => out.whose.extend(phrases()),
                    "ere" => out.ere.extend(phrases()),
                    "issued" => out.issued.extend(words),
                    "reported" => out.reported.extend(words),
                    "seat" => out.seat.extend(words),
                    "back" => out.back.extend(phrases()),
                    "words" => out.words.extend(words),
                    "relayer" => out.relayer.extend(words),
                    "talker" => out.talker.extend(words),
                    "talker-ending" => out.talker_ending.extend(words),
                    "asked" => out.asked.extend(words),
                    "against" => out.against.extend(phrases()),
                    "question" => out.question.extend(words),
                    "nicknamed" => out.nicknamed.extend(words),
                    "but" => out.but.extend(words),
                    "topic" => out.topic.extend(words),
                    "what" => out.what.extend(words),
                    "myself" => out.myself.extend(words),
                    "wish" => out.wish.extend(words),
                    "tailed" => out.tailed.extend(words),
                    "dative" => out.dative.extend(words),
                    "talk" => out.talk.extend(words),
                    "paper" => out.paper.extend(words),
                    "place" => out.place.extend(words),
                    "here" => out.here.extend(words),
                    "from" => out.from.extend(words),
                    "between" => out.between.extend(words),
                    "pronoun" => out.pronouns.extend(words),
                    "stop" => out.stops.extend(words),
                    "after" => out.after.extend(words),
                    "office" => out.office.extend(words),
                    "article" => out.article.extend(words),
                    "finite" => out.finite.extend(words),
                    "closing" => out.closing.extend(words),
                    "opening" => out.opening.extend(phrases()),
                    "him" => out.him.extend(words),
                    "as" => out.as_said.extend(words),
                    "tail" => out.tail.extend(words),
                    "subjunctive" => out.subjunctive.extend(words),
                    "infinitive" => out.infinitive.extend(words),
                    "press" => out.press.extend(words),
                    "hearer" => out.hearer.extend(words),
                    "according" => out.according.extend(phrases()),
                    "postposed" => out.postposed.extend(phrases()),
                    _ => {}
                }
                continue;
            }
            let mut parts = line.split('|');
            let forms = parts.next().unwrap_or("");
            let act = match parts.next() {
                Some("writing") => Act::Writing,
                Some("thought") => Act::Thought,
                _ => Act::Speech,
            };
            let takes = match parts.next() {
                Some("that") => Takes::Clause,
                Some("only") => Takes::That,
                Some("of") => Takes::Noun,
                _ => Takes::Quote,
            };
            for form in forms.split_whitespace() {
                let cue = out.cues.entry(form).or_insert(Cue { act, takes });
                // A later line may say that a noun phrase goes with it too.
                if takes == Takes::Noun && matches!(cue.takes, Takes::Quote | Takes::That) {
                    cue.takes = takes;
                }
            }
        }
        out
    }
}

macro_rules! lexicons {
    ($($code:literal),*) => {
        /// The lexicon of a language by its ISO 639-1 code; English where there is none of its own.
        pub fn lexicon(language: Option<&str>) -> &'static Lexicon {
            match language {
                $(Some($code) => {
                    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
                    LEXICON.get_or_init(|| {
                        let data = include_str!(concat!("../../data/speech/cues.", $code, ".txt"));
                        Lexicon { rules: true, ..Lexicon::read(data, $code == "fr") }
                    })
                })*
                _ => {
                    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
                    LEXICON.get_or_init(|| Lexicon::read(include_str!("../../data/speech/cues.en.txt"), false))
                }
            }
        }
    };
}

/// Whether `word` is the listed word of a phrase: either apostrophe is as good, and `~` stands for a hyphen of the word itself.
pub fn same_word(word: &str, listed: &str) -> bool {
    let plain = |c: char| match c {
        '’' => '\'',
        '~' => '-',
        c => c,
    };
    word == listed || listed.contains(['\'', '’', '~']) && word.chars().map(plain).eq(listed.chars().map(plain))
}

/// Whether there are lists for the language; without one it is read as English.
pub fn is_known(language: Option<&str>) -> bool {
    language.is_none_or(|l| l == "en" || lexicon(Some(l)).rules)
}

lexicons!("fr", "de", "es", "it", "pt", "tr", "ar", "ru");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_cues_and_small_words() {
        for code in ["en", "fr", "de", "es", "it", "pt", "tr", "ar", "ru"] {
            let l = lexicon(Some(code));
            assert!(l.cues.len() > 30, "{code}");
            assert!(!l.according.is_empty() || !l.postposed.is_empty(), "{code}");
        }
        assert_eq!(lexicon(None).cue("said"), Some(Cue { act: Act::Speech, takes: Takes::Clause }));
    }
}
