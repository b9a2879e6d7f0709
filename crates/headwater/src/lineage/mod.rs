//! Pages, speech and passages to derivations and works: which page came from which.
//!
//! Steps: `dating` of pages by one another, what pages `credit` and cite, the `collation` of stories that share text, the `direction` of copying, the most
//! likely `graph`, and for texts copied whole the `tradition`'s tree.

mod collation;
mod credit;
pub(crate) mod dating;
mod direction;
mod graph;
mod tradition;

pub(crate) use credit::short::{LINKS, short_for};
pub use direction::edit::{Edits, SITE_SIGNS, STRETCH_SIGNS, SiteSigns, StretchSigns};
pub use direction::model::{Learned, NONE_NAMES, NoneSigns, Score, UNITS, Weights, marginals, parse, write};
pub use direction::sign::{NAMES, Signs};
pub use graph::settle::Choice;

use collation::family;
use credit::initials::initials;
use credit::{citation, cited, mark, name, titled, work};
use direction::{edit, model};
use graph::settle;
use rayon::prelude::*;

use crate::cut_short::CutShort;
use crate::id::{LostIx, PageIx, PassageIx, WorkIx};
use crate::page::{Date, Page};
use crate::reuse::{Place, Reuse};
use crate::span::Span;
use crate::speech::Speech;

/// Which page came from which, and what they name besides.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    /// What pages cite or credit that is not among them, by first mention.
    pub works: Vec<Work>,
    /// Ancestors that must have been.
    pub lost: Vec<Lost>,
    /// What pages name as where something comes from, by page and place.
    pub citations: Vec<Citation>,
    /// By page, most likely source first.
    pub derivations: Vec<Derivation>,
    /// Pairs of pages that share text whose direction the evidence does not decide.
    pub undetermined: Vec<Undetermined>,
    /// What was not looked at because there was too much of it.
    pub cut: Vec<CutShort>,
}

/// Something a page cites or credits that is not among the pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its name as the pages give it.
    pub name: String,
    /// What it is.
    pub kind: WorkKind,
    /// When it was published, where a page says so.
    pub date: Option<Date>,
    /// Its address, where a page links to it.
    pub url: Option<String>,
    /// Where it is named.
    pub mentions: Vec<Place>,
}

/// What a [`Work`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkKind {
    /// A publisher, or something it published.
    Outlet,
    /// A news agency.
    Agency,
    /// A report, letter, ruling or other document.
    Document,
    /// A page behind a link.
    Link,
}

/// A place where a page names another page or a work as where something comes from, or as confirming it.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The page that names it.
    pub page: PageIx,
    /// What is named; never the page itself, never a lost ancestor.
    pub target: Ancestor,
    /// How it is named.
    pub form: CitationForm,
    /// The words that name it.
    pub name: Span,
    /// The words that make it a citation, the name among them; for a mark in the metadata the name alone.
    pub span: Span,
    /// When the target was published, where the words say so.
    pub date: Option<Date>,
}

/// How a [`Citation`] names its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CitationForm {
    /// A credit line or mark: the page was taken from there.
    Credit,
    /// An agency in a byline or dateline.
    Agency,
    /// "X reported", "as X wrote", "according to X".
    Report,
    /// "told X", "in an interview with X", "was quoted by X": somebody spoke there.
    Told,
    /// "published by X", "appeared in X".
    Published,
    /// A link.
    Link,
    /// "confirmed by X", "X has since corroborated": X is named as confirming, not as a source.
    Confirmed,
}

/// An ancestor that two or more pages must share and that is not at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// The pages that derive from it.
    pub pages: Vec<PageIx>,
    /// What can be said of it, in a sentence.
    pub note: String,
    /// What it came from itself, where that is known: a page, or another lost ancestor.
    pub from: Option<Ancestor>,
}

/// Page `page` comes from `from`.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// The page that took.
    pub page: PageIx,
    /// What it took from.
    pub from: Ancestor,
    /// How.
    pub kind: DerivationKind,
    /// The share of such findings that are right, 0 to 1.
    pub confidence: f32,
    /// What it rests on, strongest first.
    pub evidence: Vec<Evidence>,
    /// The passages that both share.
    pub passages: Vec<PassageIx>,
}

/// What a page derives from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ancestor {
    /// A page at hand.
    Page(PageIx),
    /// A work that is not.
    Work(WorkIx),
    /// An ancestor that nobody names.
    Lost(LostIx),
}

/// How a page derives from another (compare PROV's wasDerivedFrom, wasQuotedFrom, hadPrimarySource).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DerivationKind {
    /// Most of it is the other's text.
    Republishes,
    /// It holds passages of the other's own telling.
    Excerpts,
    /// It took a speaker's words from the other.
    Quotes,
    /// It names the other as where it has something from.
    Cites,
}

/// One thing that a derivation rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The words.
    pub place: Place,
    /// What they show, in a sentence.
    pub note: String,
}

/// The kind of [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A person's decision.
    Decision,
    /// A credit line or mark.
    Credit,
    /// A citation in the prose.
    Citation,
    /// A link.
    Link,
    /// Dates.
    Date,
    /// Shared text.
    Reuse,
    /// A change that both share or that only goes one way.
    Variant,
    /// A part that can't give the whole.
    Truncation,
}

/// Two pages that share text, when nothing says which took from which.
#[derive(Clone, Debug, PartialEq)]
pub struct Undetermined {
    /// The pages.
    pub pages: [PageIx; 2],
    /// Between which answers the evidence does not decide, in a sentence.
    pub note: String,
}

/// The full name of the news agency that goes by this name or short form.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim();
    name::Names::agency(name).or_else(|| name::Names::agency(name.split_once(' ').filter(|(the, _)| *the == "the")?.1))
}

/// Whether a short form is the initials of a publisher: "SPA" of the Sport Press Agency.
pub(crate) fn signs(short: &str, outlet: &str) -> bool {
    initials(outlet).contains(short)
}

/// Traces the pages.
pub fn trace(pages: &[Page], speech: &Speech, reuse: &Reuse) -> Lineage {
    trace_by(pages, speech, reuse, &model::LEARNED)
}

/// As [`trace`], by other weights: to measure them before they are kept.
pub fn trace_by(pages: &[Page], speech: &Speech, reuse: &Reuse, learned: &Learned) -> Lineage {
    derive(pages, reuse, name_sources(pages, speech, reuse, &|_| true), speech, learned)
}

/// As [`trace`], but of what pages name only what has a form that `keeps` holds: to measure what each adds.
pub fn trace_where(
    pages: &[Page],
    speech: &Speech,
    reuse: &Reuse,
    keeps: &(dyn Fn(CitationForm) -> bool + Sync),
) -> Lineage {
    derive(pages, reuse, name_sources(pages, speech, reuse, keeps), speech, &model::LEARNED)
}

fn derive(
    pages: &[Page],
    reuse: &Reuse,
    (works, citations, cut): Named,
    speech: &Speech,
    learned: &Learned,
) -> Lineage {
    let (families, usage) = family::families(pages, speech, reuse, &citations, &learned.edits);
    let found: Vec<_> = families.par_iter().map(|f| settle::derive(f, &usage, reuse, &learned.passes, pages)).collect();
    let mut lineage = Lineage { works, citations, cut, ..Lineage::default() };
    for mut told in found {
        let before = lineage.lost.len();
        let of_lost = told.lost.iter_mut().filter_map(|l| l.from.as_mut());
        for from in told.derivations.iter_mut().map(|d| &mut d.from).chain(of_lost) {
            if let Ancestor::Lost(l) = from {
                *l = LostIx::new(before + l.ix());
            }
        }
        lineage.derivations.append(&mut told.derivations);
        lineage.lost.append(&mut told.lost);
        lineage.undetermined.append(&mut told.undetermined);
        lineage.cut.extend(told.cut);
    }
    lineage.undetermined.sort_by_key(|u| u.pages);
    cited::add(pages, reuse, &mut lineage);
    lineage
}

/// The choices that [`trace`] makes, by family, with what speaks for each possible source: what its weights are learned from.
/// Without weights those of the first pass, with the first pass's weights those of the second.
pub fn choices(
    pages: &[Page],
    speech: &Speech,
    reuse: &Reuse,
    edits: &Edits,
    first: Option<&Weights>,
) -> Vec<Vec<Choice>> {
    let (_, citations, _) = name_sources(pages, speech, reuse, &|_| true);
    let (families, usage) = family::families(pages, speech, reuse, &citations, edits);
    families.iter().map(|f| settle::choices(f, &usage, first)).collect()
}

/// The changes between pages of which it is known that the second took from the first: what [`Edits`] are learned from.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Of every differing place, as it ran.
    pub sites: Vec<SiteSigns>,
    /// Of every stretch that one page alone has of all, and whether it was the other that cut it out.
    pub stretches: Vec<(StretchSigns, bool)>,
}

/// The changes between the pages of `pairs`, each a source and its taker.
pub fn changes(pages: &[Page], speech: &Speech, reuse: &Reuse, pairs: &[(PageIx, PageIx)]) -> Changes {
    let (_, citations, _) = name_sources(pages, speech, reuse, &|_| true);
    let (families, usage) = family::families(pages, speech, reuse, &citations, &Edits::default());
    let mut out = Changes::default();
    for family in &families {
        for ([a, b], collation) in &family.pairs {
            let (Some(&x), Some(&y)) = (family.members.get(*a), family.members.get(*b)) else { continue };
            let from = if pairs.contains(&(x, y)) {
                0
            } else if pairs.contains(&(y, x)) {
                1
            } else {
                continue;
            };
            let (Some(left), Some(right)) = (family.wording.pages.get(*a), family.wording.pages.get(*b)) else {
                continue;
            };
            out.sites.extend(collation.sites.iter().map(|s| edit::site(&usage, [left, right], s, from)));
            for (side, page) in [left, right].into_iter().enumerate() {
                let signs = edit::stretches(&usage, page, collation, side);
                let lone = signs.into_iter().zip(&collation.alone[side]).filter(|(_, a)| a.with.is_empty());
                out.stretches.extend(lone.map(|(s, _)| (s, side == from)));
            }
        }
    }
    out
}

/// What pages name, resolved, and what was too much.
type Named = (Vec<Work>, Vec<Citation>, Vec<CutShort>);

/// Reads what every page names, in parallel, and resolves it.
fn name_sources(
    pages: &[Page],
    speech: &Speech,
    reuse: &Reuse,
    keeps: &(dyn Fn(CitationForm) -> bool + Sync),
) -> Named {
    let names = name::Names::new(pages, speech);
    let titles = titled::Titles::new(pages);
    let read = |(ix, page): (usize, &Page)| {
        let ix = PageIx::new(ix);
        let mut all = mark::marks(ix, page);
        let (found, rest) = citation::read(ix, page, &names);
        all.extend(found);
        all.extend(titles.read(ix, page));
        all.sort_by_key(|r| (r.name, r.form));
        all.retain(|r| keeps(r.form));
        let text = format!("this page names too many sources, and the last {rest} of them are not listed");
        (all, (rest > 0).then_some(CutShort { about: "citations", page: ix, text }))
    };
    let (references, cut): (Vec<_>, Vec<_>) = pages.par_iter().enumerate().map(read).unzip();
    let (works, citations) = work::resolve(pages, reuse, &names, references.into_iter().flatten().collect());
    (works, citations, cut.into_iter().flatten().collect())
}

impl DerivationKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            DerivationKind::Republishes => "republishes",
            DerivationKind::Excerpts => "excerpts",
            DerivationKind::Quotes => "quotes",
            DerivationKind::Cites => "cites",
        }
    }
}

impl EvidenceKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceKind::Decision => "decision",
            EvidenceKind::Credit => "credit",
            EvidenceKind::Citation => "citation",
            EvidenceKind::Link => "link",
            EvidenceKind::Date => "date",
            EvidenceKind::Reuse => "reuse",
            EvidenceKind::Variant => "variant",
            EvidenceKind::Truncation => "truncation",
        }
    }
}
