//! What things are called in a report for people.

use crate::id::{AttributionIx, LostIx, OriginIx, PageIx, SpeakerIx, WorkIx};
use crate::lineage::Ancestor;
use crate::origin::circular::Node;
use crate::origin::{Corroboration, Route, Stance, Statement, Witness};
use crate::page::Page;
use crate::page::identity::name::page_name;
use crate::report::note::count;
use crate::report::words::clean;
use crate::reuse::Place;
use crate::speech::{Attribution, telling_cue};
use crate::trace::Trace;

/// The short name of a page: its outlet, else the host of its address, else its file.
pub(super) fn page(trace: &Trace, ix: PageIx) -> String {
    trace.pages.get(ix.ix()).map_or_else(|| ix.to_string(), page_itself)
}

/// As [`page`], for a page by itself.
pub(super) fn page_itself(page: &Page) -> String {
    flat(&page_name(page))
}

/// The short name and the day of publication, where known.
pub(super) fn page_and_day(trace: &Trace, ix: PageIx) -> String {
    let day = trace.pages.get(ix.ix()).and_then(|p| p.published.as_ref()).map(|d| d.value.in_words());
    match day {
        Some(day) => format!("{}, {day}", page(trace, ix)),
        None => page(trace, ix),
    }
}

/// Who said it: a name, else `unattributed`.
pub(super) fn speaker(trace: &Trace, ix: Option<SpeakerIx>) -> String {
    let found = ix.and_then(|s| trace.speech.speakers.get(s.ix()));
    found.map_or_else(|| "unattributed".to_owned(), |s| flat(&s.name))
}

/// Who is said to have said a quotation: a name; where the words for who lead to nobody, these words; else
/// `unattributed`.
pub(super) fn source(trace: &Trace, ix: AttributionIx) -> String {
    let Some(a) = trace.speech.attributions.get(ix.ix()) else { return speaker(trace, None) };
    let text = trace.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
    let words: Vec<String> = a.source.iter().map(|s| flat(s.of(text))).collect();
    match (a.speaker, words.is_empty()) {
        (None, false) => format!("undetermined (“{}”)", words.join(" … ")),
        _ => speaker(trace, a.speaker),
    }
}

/// How a quotation is rendered, with the cue where it says that the source does not hold it, and who tells it where it stands
/// within another's words: "indirect, “denied”, as Ruth Pell tells it".
pub(super) fn rendering(trace: &Trace, quotation: &Attribution) -> String {
    let cue = trace.pages.get(quotation.page.ix()).and_then(|p| telling_cue(p, quotation));
    let kind = quotation.kind.name();
    let kind = cue.map_or_else(|| kind.to_owned(), |cue| format!("{kind}, “{}”", flat(&cue)));
    let outer = quotation.within.and_then(|w| trace.speech.attributions.get(w.ix()));
    match outer.filter(|o| o.is_quotation()).map(|o| o.speaker) {
        Some(Some(who)) if Some(who) != quotation.speaker => {
            format!("{kind}, as {} tells it", speaker(trace, Some(who)))
        }
        _ => kind,
    }
}

/// A work, with its date where known.
pub(super) fn work(trace: &Trace, ix: WorkIx) -> String {
    let Some(work) = trace.lineage.works.get(ix.ix()) else { return ix.to_string() };
    match &work.date {
        Some(date) => format!("{}, {}", flat(&work.name), date.in_words()),
        None => flat(&work.name),
    }
}

/// A lost ancestor.
pub(super) fn lost(ix: LostIx) -> String {
    format!("lost ancestor {ix}")
}

/// What a lost ancestor came from itself, where that is known: ` It came from lost ancestor l2.`
pub(super) fn lost_from(trace: &Trace, ix: LostIx) -> String {
    let from = trace.lineage.lost.get(ix.ix()).and_then(|l| l.from).map(|from| match from {
        Ancestor::Page(p) => page_and_day(trace, p),
        Ancestor::Work(w) => work(trace, w),
        Ancestor::Lost(l) => lost(l),
    });
    from.map(|from| format!(" It came from {from}.")).unwrap_or_default()
}

/// An origin by its label.
pub(super) fn origin(trace: &Trace, ix: OriginIx) -> String {
    trace.origins.origins.get(ix.ix()).map_or_else(|| ix.to_string(), |o| flat(&o.label))
}

/// How many routes a statement has: `2 routes`, or `1 to 3 routes` where it is open how many are independent.
pub(super) fn routes(statement: &Statement) -> String {
    let i = &statement.independent;
    if i.least < i.most { format!("{} to {} routes", i.least, i.most) } else { count(i.most, "route") }
}

/// The occasions between which an origin is open: `o1 interview of ..., or an occasion of which no page tells`.
pub(super) fn between(trace: &Trace, origins: &[OriginIx]) -> String {
    let mut all: Vec<String> = origins.iter().map(|&o| format!("{o} {}", origin(trace, o))).collect();
    all.push("or an occasion of which no page tells".to_owned());
    all.join(", ")
}

/// A way in.
pub(super) fn route(trace: &Trace, route: Route) -> String {
    match route {
        Route::Page(p) => page(trace, p),
        Route::Work(w) => work(trace, w),
        Route::Lost(l) => lost(l),
    }
}

/// The verb for how a witness stands to an account.
pub(super) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Corroborates => "corroborates",
        Stance::Partly => "partly corroborates",
        Stance::Denies => "denies",
        Stance::CannotVerify => "cannot verify",
    }
}

/// Who corroborates or denies.
pub(super) fn witness(trace: &Trace, by: Witness) -> String {
    match by {
        Witness::Speaker(s) => speaker(trace, Some(s)),
        Witness::Page(p) => page(trace, p),
        Witness::Work(w) => work(trace, w),
        Witness::Words(p) => trace.pages.get(p.page.ix()).map_or_else(String::new, |t| flat(p.span.of(&t.text))),
        Witness::Nobody => "nobody in particular".to_owned(),
    }
}

/// What a corroboration is about that names nobody's account.
pub(super) fn matter(trace: &Trace, c: &Corroboration) -> String {
    let words = |m: Place| trace.pages.get(m.page.ix()).map(|p| flat(m.span.of(&p.text)));
    c.matter.and_then(words).map_or_else(|| "an account of nobody named".to_owned(), |w| format!("“{w}”"))
}

/// A step of a circle.
pub(super) fn node(trace: &Trace, node: Node) -> String {
    match node {
        Node::Page(p) => page(trace, p),
        Node::Work(w) => work(trace, w),
        Node::Speaker(s) => speaker(trace, Some(s)),
    }
}

/// A confidence in per cent. No finding is certain: 99 is the most.
pub(super) fn percent(confidence: f32) -> u32 {
    (confidence.clamp(0.0, 0.99) * 100.0).round() as u32
}

/// White space folded to single spaces, and nothing left that would disturb a terminal.
pub(super) fn flat(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address that a reader may follow: http or https, nothing else.
pub(super) fn web(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once("://")?;
    let sound = !url.chars().any(|c| c.is_control() || c.is_whitespace());
    (sound && ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s))).then_some(url)
}

#[cfg(test)]
mod tests {
    use crate::page::Date;
    use crate::page::identity::name::file_name as file;
    use crate::page::identity::outlet::host;

    #[test]
    fn a_file_is_called_by_its_last_part_and_its_record() {
        assert_eq!(file("a/b/c.html"), "c.html");
        assert_eq!(file("a/b.jsonl#x/y"), "b.jsonl#x/y");
        assert_eq!(file("a/"), "a/");
    }

    #[test]
    fn a_host_stands_without_its_port_of_call() {
        assert_eq!(host("https://www.saltmarsh.example/2024/x"), Some("saltmarsh.example"));
        assert_eq!(host("ftp://x"), None);
        assert_eq!(host("https:///x"), None);
    }

    #[test]
    fn a_month_out_of_range_leaves_the_year() {
        assert_eq!(Date { year: 2024, month: Some(13), day: Some(1), time: None }.in_words(), "2024");
        assert_eq!(Date::day(2024, 3, 4).in_words(), "4 March 2024");
    }
}
