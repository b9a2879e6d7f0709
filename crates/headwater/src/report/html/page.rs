//! The pages' own text, with their blocks by role and everything that a finding rests on marked.

use std::collections::BTreeSet;

use super::anchor::{Anchors, Mark, id};
use crate::id::PageIx;
use crate::page::{Block, Found, Page, Role};
use crate::report::name;
use crate::report::note::count;
use crate::report::words::clean;
use crate::reuse::Place;
use crate::span::Span;
use crate::trace::Trace;

/// Roles and what they mean, in the order of the legend.
pub(super) const LEGEND: &[(&str, &str)] = &[
    ("headline", "the page's title"),
    ("byline", "who wrote it"),
    ("date", "when it was published or changed"),
    ("credit", "where it was taken from"),
    ("story", "the story itself"),
    ("caption", "below a picture"),
    ("comment", "what a reader wrote; counted nowhere"),
    ("furniture", "everything else; counted nowhere"),
];

/// One page.
pub(super) struct PageView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) path: String,
    /// Only http and https.
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) missing: String,
    pub(super) warnings: Vec<String>,
    pub(super) parts: Vec<Part>,
    pub(super) comments: usize,
    /// Ids of what a finding rests on and that stands in no block.
    pub(super) loose: Vec<String>,
}

/// What a page says of itself, and what that rests on.
pub(super) struct Fact {
    pub(super) key: &'static str,
    pub(super) value: String,
    pub(super) ground: String,
}

/// Neighbouring blocks that are shown, or folded together.
pub(super) struct Part {
    /// The summary of what is folded; none for what is shown.
    pub(super) folded: Option<String>,
    pub(super) blocks: Vec<BlockView>,
}

/// One block.
pub(super) struct BlockView {
    pub(super) role: &'static str,
    pub(super) heading: bool,
    pub(super) segments: Vec<Segment>,
}

/// Words to which the same marks apply.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    /// Ids that begin here.
    pub(super) ids: Vec<String>,
    /// Classes; empty for words that nothing rests on.
    pub(super) class: &'static str,
    pub(super) text: String,
}

pub(super) fn pages(trace: &Trace, anchors: &Anchors) -> Vec<PageView> {
    let list = trace.pages.iter().enumerate();
    list.map(|(i, page)| {
        let ix = PageIx::new(i);
        let marks = Marks::new(page, ix, anchors);
        let (facts, missing) = facts(page);
        PageView {
            id: ix.to_string(),
            name: name::page_and_day(trace, ix),
            title: page.title.as_ref().map(|t| name::flat(&t.value)).unwrap_or_default(),
            path: clean(&page.path),
            url: page.url.as_ref().and_then(|u| name::web(&u.value)).map(str::to_owned),
            language: page.language.clone().filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')),
            facts,
            missing: missing.join(", "),
            warnings: page.warnings.iter().map(|w| clean(w)).collect(),
            parts: parts(page, ix, &marks),
            comments: page.comments.len(),
            loose: marks.loose,
        }
    })
    .collect()
}

fn facts(page: &Page) -> (Vec<Fact>, Vec<&'static str>) {
    fn one<T: std::fmt::Display>(key: &'static str, f: &Found<T>) -> Fact {
        let value = name::flat(&f.value.to_string());
        Fact { key, value, ground: format!("{}: {}", f.ground.kind.name(), name::flat(&f.ground.name)) }
    }
    let mut out = Vec::new();
    let mut missing = Vec::new();
    out.extend(page.authors.iter().map(|f| one("Author", f)));
    if page.authors.is_empty() {
        missing.push("author");
    }
    match &page.outlet {
        Some(f) => out.push(one("Outlet", f)),
        None => missing.push("outlet"),
    }
    match &page.published {
        Some(f) => out.push(one("Published", f)),
        None => missing.push("date"),
    }
    out.extend(page.modified.iter().map(|f| one("Changed", f)));
    for c in &page.credits {
        out.push(Fact { key: "Credit", value: name::flat(&c.value), ground: name::flat(&c.field) });
    }
    if page.title.is_none() {
        missing.push("title");
    }
    (out, missing)
}

/// Neighbouring comments or furniture of more blocks than this are folded: they are not the story.
const FEW_ASIDE: usize = 2;

fn parts(page: &Page, ix: PageIx, marks: &Marks) -> Vec<Part> {
    let aside = |b: &Block| matches!(b.role, Role::Comment | Role::Furniture);
    let mut out = Vec::new();
    let mut first = 0;
    for run in page.blocks.chunk_by(|a, b| aside(a) == aside(b) && (!aside(a) || a.role == b.role)) {
        let blocks = run.iter().enumerate().map(|(i, b)| block(page, ix, b, marks.on(first + i))).collect();
        first += run.len();
        let folded = run.first().filter(|b| aside(b) && run.len() > FEW_ASIDE);
        let folded = folded.map(|b| match b.role {
            Role::Comment => format!("{} of readers, counted nowhere", count(comments(run), "comment")),
            _ => format!("{} of furniture", count(run.len(), "block")),
        });
        out.push(Part { folded, blocks });
    }
    out
}

/// A mark within one block.
#[derive(Clone, Copy, Debug)]
struct Local {
    span: Span,
    mark: Mark,
    /// The whole of what is marked, where it begins in this block.
    begins: Option<Span>,
}

/// The marks of one page by block.
struct Marks {
    blocks: Vec<Vec<Local>>,
    /// Ids of what stands in no block.
    loose: Vec<String>,
}

impl Marks {
    /// Gives every mark to the blocks that it touches.
    fn new(page: &Page, ix: PageIx, anchors: &Anchors) -> Marks {
        let mut out = Marks { blocks: vec![Vec::new(); page.blocks.len()], loose: Vec::new() };
        let mut known = BTreeSet::new();
        for (span, mark) in anchors.on(ix) {
            // The parts of one quotation share an id: it stands at the first.
            let id = mark_id(ix, span, mark).filter(|id| known.insert(id.clone()));
            let mut begins = id.is_some().then_some(span);
            let first = page.blocks.partition_point(|b| b.span.end <= span.begin);
            for (i, b) in page.blocks.iter().enumerate().skip(first).take_while(|(_, b)| b.span.begin < span.end) {
                if let (Some(list), Some(inside)) = (out.blocks.get_mut(i), b.span.intersection(span)) {
                    list.push(Local { span: inside, mark, begins: begins.take() });
                }
            }
            out.loose.extend(id.filter(|_| begins.is_some()));
        }
        out
    }

    fn on(&self, block: usize) -> &[Local] {
        self.blocks.get(block).map_or(&[], Vec::as_slice)
    }
}

fn mark_id(page: PageIx, span: Span, mark: Mark) -> Option<String> {
    match mark {
        Mark::Content(q) => Some(q.to_string()),
        Mark::Ground => Some(id(Place { page, span })),
        Mark::Source | Mark::Cue => None,
    }
}

fn comments(run: &[Block]) -> usize {
    run.chunk_by(|a, b| a.comment == b.comment).count()
}

fn block(page: &Page, ix: PageIx, block: &Block, marks: &[Local]) -> BlockView {
    BlockView {
        role: block.role.name(),
        heading: block.form == crate::page::Form::Heading || block.role == Role::Headline,
        segments: segments(&page.text, ix, block.span, marks),
    }
}

/// Cuts a block where a mark begins or ends.
fn segments(text: &str, page: PageIx, block: Span, marks: &[Local]) -> Vec<Segment> {
    let mut cuts: Vec<u32> = vec![block.begin, block.end];
    cuts.extend(marks.iter().flat_map(|m| [m.span.begin, m.span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let span = Span { begin: pair[0], end: pair[1] };
        let has = |is: fn(Mark) -> bool| marks.iter().any(|m| m.span.contains(span) && is(m.mark));
        let (said, ground) = (has(|m| matches!(m, Mark::Content(_))), has(|m| m == Mark::Ground));
        let class = match (said, ground) {
            (true, true) => "q g",
            (true, false) => "q",
            _ if has(|m| m == Mark::Source) => "who",
            _ if has(|m| m == Mark::Cue) => "cue",
            (false, true) => "g",
            _ => "",
        };
        let here = marks.iter().filter(|m| m.span.begin == span.begin);
        let ids = here.filter_map(|m| mark_id(page, m.begins?, m.mark)).collect();
        out.push(Segment { ids, class, text: clean(span.of(text)) });
    }
    out
}
