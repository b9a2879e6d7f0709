//! The whole way, from pages to a [`Trace`].

use std::collections::BTreeMap;

use crate::cut_short::CutShort;
use crate::decision::{self, Decision};
use crate::id::{PageIx, SpeakerIx};
use crate::lineage::{self, CitationForm, Lineage};
use crate::origin::{self, Origins};
use crate::page::Page;
use crate::reuse::near::{MOST_NEAR, Thinned};
use crate::reuse::{self, Reuse};
use crate::speech::{self, Act, PageSpeech, Speech};

/// What a trace may be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What counts as a passage.
    pub reuse: reuse::Options,
    /// What is left aside.
    pub without: Without,
}

/// Kinds of evidence that a trace leaves aside as if no page had them: to measure what each adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without {
    /// When pages were published, changed and fetched.
    pub dates: bool,
    /// Credit lines and marks, and agencies in bylines and datelines.
    pub credits: bool,
    /// What the prose names as where something comes from: "X reported", "told X", "published by X".
    pub citations: bool,
    /// Links.
    pub links: bool,
    /// Stretches of words that pages share.
    pub passages: bool,
    /// On what occasion somebody spoke.
    pub occasions: bool,
    /// Who speaks.
    pub speakers: bool,
}

impl Without {
    /// Takes from pages what is left aside.
    fn strip(self, page: &mut Page) {
        if self.dates {
            (page.published, page.modified, page.fetched) = (None, None, None);
        }
        if self.credits {
            page.credits.clear();
        }
        if self.links {
            page.links.clear();
        }
    }

    /// Takes from what was found what is left aside.
    fn forget(self, speech: &mut Speech, reuse: &mut Reuse) {
        if self.passages {
            *reuse = Reuse::default();
        }
        if self.occasions {
            speech.occasions.clear();
        }
        for a in &mut speech.attributions {
            a.occasion = a.occasion.filter(|_| !self.occasions);
            a.speaker = a.speaker.filter(|_| !self.speakers);
        }
    }

    /// Whether a citation of this form is looked at.
    fn keeps(self, form: CitationForm) -> bool {
        !match form {
            CitationForm::Credit | CitationForm::Agency => self.credits,
            CitationForm::Link => self.links,
            CitationForm::Report | CitationForm::Told | CitationForm::Published | CitationForm::Confirmed => {
                self.citations
            }
        }
    }
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
    pages.iter_mut().for_each(|p| options.without.strip(p));
    let (speech, reuse) = rayon::join(|| speech::hear(&pages), || find(&pages, options));
    follow(pages, speech, reuse, &[], options.without)
}

/// The same from pages that were listened to before, each with what [`speech::listen`] heard on it: a collection keeps
/// both. What a person decided wins over what is found; without decisions the answer is that of [`trace`].
pub fn trace_decided(mut read: Vec<(Page, PageSpeech)>, decisions: &[Decision], options: &Options) -> Trace {
    sort(&mut read, |r| &r.0);
    if !decisions.is_empty() {
        read.iter_mut().for_each(|(page, heard)| decide(page, heard, decisions));
    }
    read.iter_mut().for_each(|r| options.without.strip(&mut r.0));
    let (pages, heard): (Vec<Page>, Vec<PageSpeech>) = read.into_iter().unzip();
    let (speech, reuse) = rayon::join(|| speech::speaker::join(&pages, heard, decisions), || find(&pages, options));
    follow(pages, speech, reuse, decisions, options.without)
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

/// Takes standing lines out of the stories. What somebody says of whom the page tells more is none, nor what says who confirms or
/// denies something, nor what a person told to be the story's.
fn set_aside(pages: &mut [Page], speech: &Speech, reuse: &mut Reuse, decisions: &[Decision]) {
    let mut spared = decision::page::stories(pages, decisions);
    let said = || speech.attributions.iter().filter(|a| a.act != Act::Thought);
    let mut times: BTreeMap<(PageIx, SpeakerIx), u32> = BTreeMap::new();
    for (page, speaker) in said().filter_map(|a| Some((a.page, a.speaker?))) {
        *times.entry((page, speaker)).or_default() += 1;
    }
    for a in said().filter(|a| a.speaker.is_some_and(|s| times.get(&(a.page, s)).is_some_and(|n| *n > 1))) {
        spared.get_mut(a.page.ix()).into_iter().for_each(|spans| spans.extend(&a.content));
    }
    let speaks = |line: &str| {
        line.split(|c: char| !c.is_alphabetic()).any(|w| origin::corroboration::stance::is_verb(&w.to_lowercase()))
    };
    reuse::standing::set_aside(pages, reuse, spared, &speaks);
}

/// The stages that look at everything before them.
fn follow(
    mut pages: Vec<Page>,
    mut speech: Speech,
    found: (Reuse, Vec<CutShort>),
    decisions: &[Decision],
    without: Without,
) -> Trace {
    let (mut reuse, cut) = found;
    without.forget(&mut speech, &mut reuse);
    set_aside(&mut pages, &speech, &mut reuse, decisions);
    lineage::dating::settle(&mut pages, &reuse);
    let mut lineage = lineage::trace_where(&pages, &speech, &reuse, &|form| without.keeps(form));
    decision::parent::apply(&pages, &reuse, &mut lineage, decisions);
    let evidence = origin::Evidence { pages: &pages, speech: &speech, reuse: &reuse, lineage: &lineage, decisions };
    let mut origins = origin::follow(evidence);
    let of_lineage = lineage.cut.iter().cloned();
    origins.cut.splice(0..0, cut.into_iter().chain(of_lineage));
    let decisions = decisions.iter().map(|d| d.told(&pages)).collect();
    Trace { pages, speech, reuse, lineage, origins, decisions }
}
