//! The whole way, from pages to a [`Trace`].

use crate::decision::{self, Decision};
use crate::id::PageIx;
use crate::lineage::{self, Lineage};
use crate::origin::{self, CutShort, Origins};
use crate::page::Page;
use crate::reuse::near::{MOST_NEAR, Thinned};
use crate::reuse::{self, Reuse};
use crate::speech::{self, PageSpeech, Speech};

/// What a trace may be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What counts as a passage.
    pub reuse: reuse::Options,
}

/// Everything found, in the order of the stages. All indices point into these lists.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The pages, by path and then by their bytes' hash.
    pub pages: Vec<Page>,
    /// Who said what.
    pub speech: Speech,
    /// What the pages share.
    pub reuse: Reuse,
    /// Which came from which.
    pub lineage: Lineage,
    /// What stands behind it.
    pub origins: Origins,
    /// What a person decided, in the order of decision.
    pub decisions: Vec<decision::Told>,
}

/// Traces the pages. Their order does not matter: they are put in order first.
pub fn trace(mut pages: Vec<Page>, options: &Options) -> Trace {
    sort(&mut pages, |p| p);
    let (speech, reuse) = rayon::join(|| speech::hear(&pages), || find(&pages, options));
    follow(pages, speech, reuse, &[])
}

/// The same from pages that were listened to before, each with what [`speech::listen`] heard on it: a collection keeps
/// both. The answer is that of [`trace`].
pub fn trace_heard(read: Vec<(Page, PageSpeech)>, options: &Options) -> Trace {
    trace_decided(read, &[], options)
}

/// The same under what a person decided, which wins over what is found.
pub fn trace_decided(mut read: Vec<(Page, PageSpeech)>, decisions: &[Decision], options: &Options) -> Trace {
    sort(&mut read, |r| &r.0);
    if !decisions.is_empty() {
        read.iter_mut().for_each(|(page, heard)| decide(page, heard, decisions));
    }
    let (pages, heard): (Vec<Page>, Vec<PageSpeech>) = read.into_iter().unzip();
    let (speech, reuse) = rayon::join(|| speech::speaker::join(&pages, heard, decisions), || find(&pages, options));
    follow(pages, speech, reuse, decisions)
}

/// Lays decisions on what one page is, and on what is heard on it.
pub fn decide(page: &mut Page, heard: &mut PageSpeech, decisions: &[Decision]) {
    decision::page::apply(page, heard, decisions);
}

/// The order of pages in a trace.
fn sort<T>(list: &mut [T], page: impl Fn(&T) -> &Page) {
    list.sort_by(|a, b| {
        let (a, b) = (page(a), page(b));
        (&a.path, a.sha256).cmp(&(&b.path, b.sha256))
    });
}

/// What the pages share, and what was not looked at.
fn find(pages: &[Page], options: &Options) -> (Reuse, Vec<CutShort>) {
    let (reuse, thinned) = reuse::find_near(pages, &options.reuse, MOST_NEAR);
    let tell = |t: Thinned| CutShort {
        about: "passages",
        page: PageIx(t.page),
        text: format!(
            "this page and {} more are nearly one text, and each was held against its {MOST_NEAR} nearest only; the \
             passages of {} farther pairs are not listed",
            t.pages - 1,
            t.pairs
        ),
    };
    (reuse, thinned.into_iter().map(tell).collect())
}

/// The stages that look at everything before them.
fn follow(pages: Vec<Page>, speech: Speech, found: (Reuse, Vec<CutShort>), decisions: &[Decision]) -> Trace {
    let (reuse, cut) = found;
    let mut lineage = lineage::trace(&pages, &speech, &reuse);
    decision::parent::apply(&pages, &reuse, &mut lineage, decisions);
    let evidence = origin::Evidence { pages: &pages, speech: &speech, reuse: &reuse, lineage: &lineage, decisions };
    let mut origins = origin::follow(evidence);
    origins.cut.splice(0..0, cut);
    let decisions = decisions.iter().map(|d| d.told(&pages)).collect();
    Trace { pages, speech, reuse, lineage, origins, decisions }
}
