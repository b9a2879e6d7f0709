//! Statements with their versions side by side, and quotations that stand on one page only.

use super::anchor::{Ground, ground};
use crate::id::{AttributionIx, OriginIx, PageIx, StatementIx};
use crate::origin::{Statement, Version};
use crate::report::name;
use crate::report::words::{self, Piece, clean};
use crate::reuse::Sort;
use crate::span::{self, Span};
use crate::trace::Trace;

/// All statements.
#[derive(Default)]
pub(super) struct Statements {
    /// Those on more than one page.
    pub(super) several: Vec<StatementView>,
    /// Those on one page, by page.
    pub(super) single: Vec<SinglePage>,
}

/// A statement on more than one page.
pub(super) struct StatementView {
    pub(super) id: String,
    pub(super) who: String,
    pub(super) who_id: Option<String>,
    pub(super) pages: usize,
    /// `2 routes`, `1 to 3 routes`.
    pub(super) count: String,
    /// Those that are known to be independent.
    pub(super) routes: Vec<Link>,
    /// Those of which that is undetermined.
    pub(super) open: Vec<Link>,
    /// Why the number is open, or what shows that it is not.
    pub(super) why: String,
    pub(super) origins: Vec<Link>,
    /// Where the origin is undetermined: the known occasions that it may be.
    pub(super) between: Vec<Link>,
    pub(super) weighty: Vec<WeightyView>,
    pub(super) versions: Vec<VersionView>,
    /// Versions with the same words as the fullest, where they are too many to show each: page, and the quotation.
    pub(super) same: Vec<(Link, String)>,
    /// Further versions, folded.
    pub(super) more: Vec<VersionView>,
}

/// A change to a name, a figure or a negation.
pub(super) struct WeightyView {
    pub(super) sort: &'static str,
    pub(super) from: String,
    pub(super) to: String,
    /// The short names of the pages that have it so.
    pub(super) pages: Vec<String>,
}

/// A link to something else in the report.
pub(super) struct Link {
    pub(super) at: String,
    pub(super) text: String,
}

/// One quotation of a statement in its surroundings.
pub(super) struct VersionView {
    pub(super) id: String,
    pub(super) page: Link,
    pub(super) kind: String,
    /// `fullest`, `the same to the letter`, `the same words`, or empty.
    pub(super) note: &'static str,
    pub(super) runs: Vec<Run>,
    pub(super) steps: Vec<Ground>,
}

/// Words of one kind.
pub(super) struct Run {
    /// `out` (around the quotation), `same`, `ins`, `del`, `moved` or `gap`.
    pub(super) kind: &'static str,
    /// What a change touches; empty elsewhere.
    pub(super) sort: &'static str,
    pub(super) text: String,
}

/// The statements that stand on one page only.
pub(super) struct SinglePage {
    pub(super) page: Link,
    pub(super) statements: Vec<Single>,
}

/// A statement that stands on one page only.
pub(super) struct Single {
    pub(super) id: String,
    pub(super) who: String,
    pub(super) who_id: Option<String>,
    pub(super) kind: String,
    pub(super) at: String,
    pub(super) runs: Vec<Run>,
    pub(super) origins: Vec<Link>,
    /// Where the origin is undetermined: the known occasions that it may be.
    pub(super) between: Vec<Link>,
}

pub(super) fn statements(trace: &Trace) -> Statements {
    let mut out = Statements::default();
    for (i, s) in trace.origins.statements.iter().enumerate() {
        let ix = StatementIx::new(i);
        if s.pages.len() > 1 {
            out.several.push(several(trace, ix, s));
            continue;
        }
        let Some(&page) = s.pages.first() else { continue };
        let view = single(trace, ix, s);
        match out.single.last_mut() {
            Some(last) if last.page.at == page.to_string() => last.statements.push(view),
            _ => out.single.push(SinglePage { page: page_link(trace, page), statements: vec![view] }),
        }
    }
    out
}

/// Versions of one statement that are all shown; of more, those with the same words are only named.
const MANY: usize = 4;

/// Versions shown side by side; further ones are folded.
const FEW: usize = 12;

fn several(trace: &Trace, ix: StatementIx, s: &Statement) -> StatementView {
    let steps = |q: AttributionIx| {
        let way = s.ways.iter().find(|w| w.quotation == q);
        let steps = way.into_iter().flat_map(|w| &w.steps);
        steps.map(|(place, note)| ground(trace, *place, note)).collect()
    };
    let mut versions = vec![VersionView { steps: steps(s.fullest), ..bare(trace, s.fullest, "fullest") }];
    versions.extend(s.versions.iter().map(|v| VersionView { steps: steps(v.b), ..against(trace, v) }));
    let told = |q: &&AttributionIx| **q != s.fullest && !s.versions.iter().any(|v| v.b == **q);
    versions.extend(s.quotations.iter().filter(told).map(|&q| VersionView { steps: steps(q), ..bare(trace, q, "") }));
    let mut same = Vec::new();
    if versions.len() > MANY {
        let (alike, other) = versions.into_iter().partition(|v| v.note.starts_with("the same"));
        let alike: Vec<VersionView> = alike;
        versions = other;
        same = alike.into_iter().map(|v| (v.page, v.id)).collect();
    }
    let more = versions.split_off(versions.len().min(FEW));
    StatementView {
        id: ix.to_string(),
        who: who(trace, s),
        who_id: s.speaker.map(|s| s.to_string()),
        pages: s.pages.len(),
        count: name::routes(s),
        routes: s.routes.iter().filter(|r| !s.independent.open.contains(r)).map(|&r| route(trace, r)).collect(),
        open: s.independent.open.iter().map(|&r| route(trace, r)).collect(),
        why: s.independent.why.clone(),
        origins: origins(trace, &s.origins),
        between: origins(trace, &s.between),
        weighty: weighty(trace, s),
        versions,
        same,
        more,
    }
}

fn single(trace: &Trace, ix: StatementIx, s: &Statement) -> Single {
    let bare = bare(trace, s.fullest, "");
    Single {
        id: ix.to_string(),
        who: who(trace, s),
        who_id: s.speaker.map(|s| s.to_string()),
        kind: bare.kind,
        at: bare.id,
        runs: bare.runs,
        origins: origins(trace, &s.origins),
        between: origins(trace, &s.between),
    }
}

fn who(trace: &Trace, s: &Statement) -> String {
    if s.speaker.is_some() { name::speaker(trace, s.speaker) } else { name::source(trace, s.fullest) }
}

fn origins(trace: &Trace, list: &[OriginIx]) -> Vec<Link> {
    list.iter().map(|&o| Link { at: o.to_string(), text: name::origin(trace, o) }).collect()
}

fn route(trace: &Trace, route: crate::origin::Route) -> Link {
    use crate::origin::Route;
    let at = match route {
        Route::Page(p) => p.to_string(),
        Route::Work(w) => w.to_string(),
        Route::Lost(l) => l.to_string(),
    };
    Link { at, text: name::route(trace, route) }
}

fn page_link(trace: &Trace, page: PageIx) -> Link {
    Link { at: page.to_string(), text: format!("{page} {}", name::page_and_day(trace, page)) }
}

/// Changes that a reader must not miss, each once with the pages that have it, the gravest first.
fn weighty(trace: &Trace, s: &Statement) -> Vec<WeightyView> {
    let mut out: Vec<(Sort, WeightyView)> = Vec::new();
    for v in &s.versions {
        let page = trace.speech.attributions.get(v.b.ix()).map(|a| name::page(trace, a.page)).unwrap_or_default();
        for w in words::weighty(trace, s, v) {
            let (from, to) = (name::flat(w.from), name::flat(w.to));
            match out.iter_mut().find(|(sort, k)| *sort == w.sort && k.from == from && k.to == to) {
                Some((_, known)) if known.pages.contains(&page) => {}
                Some((_, known)) => known.pages.push(page.clone()),
                None => {
                    let pages = vec![page.clone()];
                    out.push((w.sort, WeightyView { sort: w.sort.name(), from, to, pages }));
                }
            }
        }
    }
    out.sort_by_key(|(sort, _)| std::cmp::Reverse(*sort));
    out.into_iter().map(|(_, view)| view).collect()
}

/// A quotation that is read against no other.
fn bare(trace: &Trace, q: AttributionIx, note: &'static str) -> VersionView {
    let pieces = words::content(trace, q).map_or_else(Vec::new, |(page, parts)| {
        let mut out = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                out.push(Piece::Gap);
            }
            out.push(Piece::Same(part.of(&page.text)));
        }
        out
    });
    view(trace, q, note, pieces)
}

/// A quotation read against the fullest version.
fn against(trace: &Trace, v: &Version) -> VersionView {
    let note = match (v.changes.is_empty(), words::same_words(v)) {
        (true, _) => "the same to the letter",
        (_, true) => "the same words, other marks",
        _ => "",
    };
    view(trace, v.b, note, words::pieces(trace, v))
}

fn view(trace: &Trace, q: AttributionIx, note: &'static str, pieces: Vec<Piece<'_>>) -> VersionView {
    let attribution = trace.speech.attributions.get(q.ix());
    let page = attribution.map_or(PageIx(0), |a| a.page);
    let mut runs: Vec<Run> = Vec::new();
    let around = words::content(trace, q).and_then(|(page, parts)| Some((page, span::hull(parts)?, parts)));
    let outer = around.and_then(|(page, _, parts)| words::surroundings(page, parts));
    if let (Some((page, inner, _)), Some(outer)) = (around, outer) {
        runs.extend(outside(Span { begin: outer.begin, end: inner.begin }.of(&page.text)));
    }
    // What stands between the parts of a split quotation is the page's own: "he said".
    let mut gaps = Vec::new();
    if let Some((page, _, parts)) = around {
        let between = parts.windows(2).map(|w| Span { begin: w[0].end, end: w[1].begin.max(w[0].end) });
        gaps = between.map(|s| words::brief(&clean(s.of(&page.text)), 120)).collect();
    }
    let mut gaps = gaps.into_iter();
    runs.extend(pieces.into_iter().filter_map(|p| match p {
        Piece::Gap => gaps.next().map(|text| Run { kind: "out", sort: "", text }),
        piece => Some(run(piece)),
    }));
    if let (Some((page, inner, _)), Some(outer)) = (around, outer) {
        runs.extend(outside(Span { begin: inner.end, end: outer.end }.of(&page.text)));
    }
    VersionView {
        id: q.to_string(),
        page: page_link(trace, page),
        kind: attribution.map_or_else(String::new, |a| name::rendering(trace, a)),
        note,
        runs: spaced(runs),
        steps: Vec::new(),
    }
}

fn outside(text: &str) -> Option<Run> {
    (!text.is_empty()).then(|| Run { kind: "out", sort: "", text: clean(text) })
}

fn run(piece: Piece<'_>) -> Run {
    let quiet = |sort: Sort| sort <= Sort::Punctuation;
    match piece {
        Piece::Same(w) => Run { kind: "same", sort: "", text: clean(w) },
        Piece::Moved(w) => Run { kind: "moved", sort: "moved", text: clean(w) },
        Piece::Added(w, sort) if quiet(sort) => Run { kind: "same", sort: "", text: clean(w) },
        Piece::Removed(_, sort) if quiet(sort) => Run { kind: "same", sort: "", text: String::new() },
        Piece::Added(w, sort) => Run { kind: "ins", sort: sort.name(), text: clean(w) },
        Piece::Removed(w, sort) => Run { kind: "del", sort: sort.name(), text: shortened(w) },
        Piece::Gap => Run { kind: "out", sort: "", text: String::new() },
    }
}

/// Words that a version lacks: of a long stretch the beginning and the end.
fn shortened(text: &str) -> String {
    const MOST: usize = 12;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= MOST {
        return clean(text);
    }
    let (front, back) = (words[..4].join(" "), words[words.len() - 4..].join(" "));
    clean(&format!("{front} […{} words…] {back}", words.len() - 8))
}

/// Puts a space around words of the other version where they would run into their neighbours.
fn spaced(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs.into_iter().filter(|r| !r.text.is_empty()) {
        if let Some(last) = out.last_mut() {
            let open = !last.text.ends_with(|c: char| c.is_whitespace() || "([{“‘«„".contains(c));
            let word = run.text.starts_with(|c: char| c.is_alphanumeric() || "([{“‘«„".contains(c));
            if open && word && (run.kind == "del" || last.kind == "del") {
                run.text.insert(0, ' ');
            }
        }
        out.push(run);
    }
    out
}
