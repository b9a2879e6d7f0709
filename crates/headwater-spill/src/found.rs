//! What was found, in memory or on disk.

use std::borrow::Cow;
use std::sync::LazyLock;

use headwater::id::{PageIx, PassageIx};
use headwater::page::Page;
use headwater::reuse::cluster::{self, Cluster};
use headwater::reuse::{
    self, Kind, Options, Passage, Place, Reuse, SetPhrase, align::Stretch, candidate::Phrase, place, word,
};
use rayon::prelude::*;

use crate::error::SpillError;
use crate::file::{self, Reader, Writer};
use crate::store::Store;

/// The passages of a collection, in order.
pub struct Found(Kept);

enum Kept {
    Memory { pages: Vec<Page>, reuse: Reuse },
    Disk { found: OnDisk, copies: Reader, loose: Reader },
}

/// What is kept while stretches come in.
pub(crate) struct Coming {
    found: OnDisk,
    copies: Writer,
    loose: Writer,
}

/// What is needed to make passages of stretches.
struct OnDisk {
    store: Store,
    phrases: Vec<Phrase>,
    options: Options,
}

/// Bytes of a stretch in a file, and stretches that are turned to passages at once.
const SIZE: usize = 28;
const AT_ONCE: usize = 1 << 12;

impl Coming {
    pub(crate) fn new(store: Store, phrases: Vec<Phrase>, options: Options) -> Result<Coming, SpillError> {
        Ok(Coming { found: OnDisk { store, phrases, options }, copies: Writer::new()?, loose: Writer::new()? })
    }

    /// Takes all stretches of one kind of some pages, later pages than those before.
    pub(crate) fn add(&mut self, kind: Kind, mut stretches: Vec<Stretch>) -> Result<(), SpillError> {
        stretches.par_sort_unstable_by_key(|s| (s.page_a, s.a, s.page_b, s.b));
        let writer = match kind {
            Kind::Copy => &mut self.copies,
            Kind::Loose => &mut self.loose,
        };
        for s in stretches {
            writer.write_numbers(&[s.page_a, s.page_b, s.a.0, s.a.1, s.b.0, s.b.1, s.words])?;
        }
        Ok(())
    }
}

impl OnDisk {
    fn located(&self, page: u32) -> Result<Located, SpillError> {
        let text = self.store.page(page)?;
        let spans = place::spans(&text, self.options.all_blocks);
        Ok(Located { page: text, spans })
    }
}

struct Located {
    page: Page,
    spans: Vec<headwater::span::Span>,
}

impl Found {
    pub(crate) fn in_memory(pages: Vec<Page>, reuse: Reuse) -> Found {
        Found(Kept::Memory { pages, reuse })
    }

    pub(crate) fn on_disk(coming: Coming) -> Result<Found, SpillError> {
        let Coming { found, copies, loose } = coming;
        Ok(Found(Kept::Disk { found, copies: copies.finish()?, loose: loose.finish()? }))
    }

    /// Whether the collection went to disk.
    pub fn spilled(&self) -> bool {
        matches!(self.0, Kept::Disk { .. })
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        match &self.0 {
            Kept::Memory { pages, .. } => pages.len(),
            Kept::Disk { found, .. } => found.store.len(),
        }
    }

    /// How many passages of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        match &self.0 {
            Kept::Memory { reuse, .. } => reuse.of(kind).len(),
            Kept::Disk { copies, loose, .. } => {
                let file = if kind == Kind::Copy { copies } else { loose };
                file.len() as usize / SIZE
            }
        }
    }

    /// Makes something of each of the first `most` passages of a kind and its two pages, in parallel, and hands it on
    /// in order. Loose passages are numbered on from the others.
    pub fn each<T: Send, E: From<SpillError>>(
        &self,
        kind: Kind,
        most: usize,
        make: impl Fn(PassageIx, &Passage, &Page, &Page) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let count = self.count(kind).min(most);
        let before = if kind == Kind::Copy { 0 } else { self.count(Kind::Copy) };
        let make = |n: usize, p: &Passage, a: &Page, b: &Page| make(PassageIx::new(before + n), p, a, b);
        for begin in (0..count).step_by(AT_ONCE) {
            let end = (begin + AT_ONCE).min(count);
            let some: Vec<T> = match &self.0 {
                Kept::Memory { pages, reuse } => {
                    let page = |ix: PageIx| pages.get(ix.ix()).unwrap_or(&NO_PAGE);
                    let here = reuse.of(kind).get(begin..end).unwrap_or_default().par_iter().enumerate();
                    here.map(|(n, p)| make(begin + n, p, page(p.a.page), page(p.b.page))).collect()
                }
                Kept::Disk { found, copies, loose } => {
                    let file = if kind == Kind::Copy { copies } else { loose };
                    from_disk(found, kind, file, (begin, end), &make)?
                }
            };
            some.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// Hands on each set phrase with its page.
    pub fn set_phrases<E: From<SpillError>>(
        &self,
        mut take: impl FnMut(SetPhrase, &Page) -> Result<(), E>,
    ) -> Result<(), E> {
        match &self.0 {
            Kept::Memory { pages, reuse } => {
                let page = |ix: PageIx| pages.get(ix.ix()).unwrap_or(&NO_PAGE);
                reuse.set_phrases.iter().try_for_each(|s| take(s.clone(), page(s.place.page)))
            }
            Kept::Disk { found, .. } => {
                for p in &found.phrases {
                    let here = found.located(p.page)?;
                    let place = place::locate(PageIx(p.page), &here.spans, (p.at, p.at + p.words));
                    take(SetPhrase { place, pages: p.pages }, &here.page)?;
                }
                Ok(())
            }
        }
    }

    /// The texts that stand on several pages, the one on most pages first. Takes some forty bytes of memory for each
    /// passage, also where the pages are on disk.
    pub fn clusters(&self) -> Result<Vec<Cluster>, SpillError> {
        let mut sides: Vec<(Place, Place)> = Vec::with_capacity(self.count(Kind::Copy));
        self.each(
            Kind::Copy,
            usize::MAX,
            |_, p, _, _| (p.a, p.b),
            |s| {
                sides.push(s);
                Ok::<(), SpillError>(())
            },
        )?;
        let groups = cluster::groups(&sides);
        drop(sides);
        let of = |places: Vec<Place>| {
            let mut failed = None;
            let found = cluster::cluster(places, |place| match self.words(place) {
                Ok(ids) => ids,
                Err(error) => {
                    failed = Some(error);
                    Vec::new()
                }
            });
            failed.map_or(Ok(found), Err)
        };
        let mut out = groups.into_par_iter().map(of).collect::<Result<Vec<Cluster>, SpillError>>()?;
        cluster::sort(&mut out);
        Ok(out)
    }

    /// One page: of a page on disk, its path, its text and the stretches whose words count.
    pub fn page(&self, page: PageIx) -> Result<Cow<'_, Page>, SpillError> {
        match &self.0 {
            Kept::Memory { pages, .. } => Ok(Cow::Borrowed(pages.get(page.ix()).unwrap_or(&NO_PAGE))),
            Kept::Disk { found, .. } => Ok(Cow::Owned(found.store.page(page.0)?)),
        }
    }

    fn words(&self, place: Place) -> Result<Vec<u32>, SpillError> {
        let page = self.page(place.page)?;
        Ok(word::words(&page.text, place.span).iter().map(|w| w.id).collect())
    }
}

/// Stands in for a page that is not there, which no passage names.
static NO_PAGE: LazyLock<Page> = LazyLock::new(Page::default);

fn from_disk<T: Send>(
    found: &OnDisk,
    kind: Kind,
    stretches: &Reader,
    (begin, end): (usize, usize),
    make: &(impl Fn(usize, &Passage, &Page, &Page) -> T + Sync),
) -> Result<Vec<T>, SpillError> {
    let mut bytes = vec![0; (end - begin) * SIZE];
    stretches.read((begin * SIZE) as u64, &mut bytes)?;
    let mut numbers = Vec::with_capacity(bytes.len() / 4);
    file::numbers(&bytes, &mut numbers);
    let stretch = |n: &[u32]| Stretch { page_a: n[0], page_b: n[1], a: (n[2], n[3]), b: (n[4], n[5]), words: n[6] };
    let all: Vec<(usize, Stretch)> =
        numbers.chunks_exact(SIZE / 4).enumerate().map(|(n, s)| (begin + n, stretch(s))).collect();
    let by_page: Vec<&[(usize, Stretch)]> = all.chunk_by(|x, y| x.1.page_a == y.1.page_a).collect();
    let of_page = |here: &&[(usize, Stretch)]| -> Result<Vec<T>, SpillError> {
        let Some((_, first)) = here.first() else { return Ok(Vec::new()) };
        let a = found.located(first.page_a)?;
        let one = |(n, s): &(usize, Stretch)| {
            let b = found.located(s.page_b)?;
            let (at_a, at_b) = (PageIx(s.page_a), PageIx(s.page_b));
            let sides = [place::locate(at_a, &a.spans, s.a), place::locate(at_b, &b.spans, s.b)];
            let page = |ix: PageIx| Some(if ix == at_a { &a.page } else { &b.page });
            let passage = reuse::passage(&page, &found.options, kind, s, sides[0], sides[1]);
            Ok(make(*n, &passage, &a.page, &b.page))
        };
        here.iter().map(one).collect()
    };
    let lists = by_page.par_iter().map(of_page).collect::<Result<Vec<Vec<T>>, SpillError>>()?;
    Ok(lists.into_iter().flatten().collect())
}
