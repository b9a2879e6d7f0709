//! What a derivation rests on, in words that a reader can look up on the pages.

use crate::id::{LostIx, PageIx, PassageIx};
use crate::lineage::collation::family::{Candidate, Family};
use crate::lineage::collation::side::{Collation, Site};
use crate::lineage::direction::sign::SHORT;
use crate::lineage::{Ancestor, Derivation, DerivationKind, Evidence, EvidenceKind, Lost, Undetermined};
use crate::page::Page;
use crate::page::identity::name::page_name;
use crate::reuse::{Place, Reuse};
use crate::span::Span;

/// Tells what a family's findings rest on.
pub(crate) struct Teller<'a> {
    pub(crate) family: &'a Family,
    pub(crate) pages: &'a [Page],
    pub(crate) reuse: &'a Reuse,
}

/// Share of a page that is another's from which on it republishes the other. Half would call a page with as much of its
/// own a republication.
const REPUBLISHED: f32 = 0.6;
/// Places of one sort shown as evidence.
const SHOWN: usize = 3;

/// One pair as a child and its source see it.
pub(crate) struct Sides<'a> {
    pub(crate) collation: &'a Collation,
    pub(crate) child: usize,
    pub(crate) parent: usize,
    /// The child's and the parent's side of the collation.
    pub(crate) mine: usize,
    pub(crate) theirs: usize,
}

impl<'a> Sides<'a> {
    /// The sides of a collation whose left page is the lower member.
    pub(crate) fn new(collation: &'a Collation, child: usize, parent: usize) -> Sides<'a> {
        let mine = usize::from(parent < child);
        Sides { collation, child, parent, mine, theirs: 1 - mine }
    }
}

impl Teller<'_> {
    /// The derivation of `child` from the candidate.
    pub(crate) fn derivation(&self, child: usize, candidate: &Candidate, confidence: f32) -> Option<Derivation> {
        let (_, collation) = self.family.pairs.get(candidate.pair)?;
        self.between(child, candidate.parent, collation, confidence)
    }

    /// The derivation of `child` from `parent`.
    pub(crate) fn between(
        &self,
        child: usize,
        parent: usize,
        collation: &Collation,
        confidence: f32,
    ) -> Option<Derivation> {
        let page = *self.family.members.get(child)?;
        let from = *self.family.members.get(parent)?;
        let sides = Sides::new(collation, child, parent);
        let mut evidence = Vec::new();
        evidence.extend(self.shared(&sides));
        evidence.extend(self.date(page, from));
        evidence.extend(self.truncation(&sides));
        evidence.extend(self.quoting(&sides));
        evidence.extend(self.variants(&sides));
        let passages = self.passages(page, from);
        Some(Derivation { page, from: Ancestor::Page(from), kind: self.kind(&sides), confidence, evidence, passages })
    }

    /// How much of the child's text the source's is.
    fn kind(&self, sides: &Sides<'_>) -> DerivationKind {
        let words = self.family.wording.pages.get(sides.child).map_or(1, |w| w.ids.len().max(1));
        let share = sides.collation.shared as f32 / words as f32;
        if share >= REPUBLISHED { DerivationKind::Republishes } else { DerivationKind::Excerpts }
    }

    /// A lost ancestor of several pages, each with how sure that is, and their derivations from it.
    pub(crate) fn lost(&self, ix: LostIx, members: &[(usize, f32)]) -> (Lost, Vec<Derivation>) {
        let pages: Vec<PageIx> = members.iter().filter_map(|m| self.family.members.get(m.0).copied()).collect();
        let names: Vec<String> = pages.iter().map(|&p| self.name(p)).collect();
        let note = format!(
            "{} share text that neither took from the other: each has wording or passages that the other lacks.",
            names.join(" and ")
        );
        let mut out = Vec::new();
        for &(child, confidence) in members {
            let Some(&page) = self.family.members.get(child) else { continue };
            let pair = self.family.pairs.iter().filter(|(p, _)| p.contains(&child)).max_by_key(|(_, c)| c.telling);
            let Some((pair, collation)) = pair else { continue };
            let sides = Sides::new(collation, child, if pair[0] == child { pair[1] } else { pair[0] });
            let kind = self.kind(&sides);
            let evidence = self.shared(&sides).into_iter().collect();
            out.push(Derivation { page, from: Ancestor::Lost(ix), kind, confidence, evidence, passages: Vec::new() });
        }
        (Lost { pages, note, from: None }, out)
    }

    /// Two members of which either may have taken from the other.
    pub(crate) fn undetermined(&self, a: usize, b: usize) -> Option<Undetermined> {
        let pages = [*self.family.members.get(a)?, *self.family.members.get(b)?];
        let [x, y] = pages.map(|p| self.name(p));
        let note = format!("{x} may have taken from {y}, {y} from {x}, or both from a page that is not at hand.");
        Some(Undetermined { pages, note })
    }

    pub(crate) fn shared(&self, sides: &Sides<'_>) -> Option<Evidence> {
        let words = self.family.wording.pages.get(sides.child)?.ids.len();
        let longest =
            sides.collation.chains.iter().map(|c| c[sides.mine]).max_by_key(|c| (c.1 - c.0, std::cmp::Reverse(c.0)))?;
        let place = self.place(sides.child, longest.0, longest.1)?;
        let name = self.name(*self.family.members.get(sides.parent)?);
        let note =
            format!("{} of its {words} words are in {name} too; this is the longest stretch.", sides.collation.shared);
        Some(Evidence { kind: EvidenceKind::Reuse, place, note })
    }

    fn date(&self, page: PageIx, from: PageIx) -> Option<Evidence> {
        let mine = self.pages.get(page.ix())?.published.as_ref()?;
        let theirs = self.pages.get(from.ix())?.published.as_ref()?;
        let place = Place { page, span: mine.ground.span.unwrap_or_default() };
        let name = self.name(from);
        let note = if theirs.value.out_before(&mine.value) {
            format!("{name} is dated {}, this page {}.", theirs.value, mine.value)
        } else if mine.value.out_before(&theirs.value) {
            format!("Against it: {name} is dated {}, this page {}.", theirs.value, mine.value)
        } else {
            return None;
        };
        Some(Evidence { kind: EvidenceKind::Date, place, note })
    }

    fn truncation(&self, sides: &Sides<'_>) -> Vec<Evidence> {
        let mut out = Vec::new();
        let theirs = &sides.collation.alone[sides.theirs];
        let Some(&parent) = self.family.members.get(sides.parent) else { return out };
        let name = self.name(parent);
        let longest = theirs.iter().max_by_key(|a| (a.words.1 - a.words.0, std::cmp::Reverse(a.words.0)));
        if let Some(place) = longest.and_then(|a| self.place(sides.parent, a.words.0, a.words.1)) {
            let words: u32 = theirs.iter().map(|a| a.words.1 - a.words.0).sum();
            let stops = theirs.last().is_some_and(|a| a.last)
                && !sides.collation.alone[sides.mine].last().is_some_and(|a| a.last);
            let more = if stops { format!("; it stops where {name} goes on") } else { String::new() };
            let note = format!("It lacks {words} words of {name}, of which these are the longest stretch{more}.");
            out.push(Evidence { kind: EvidenceKind::Truncation, place, note });
        }
        out
    }

    /// Words that one of the two tells and the other has between marks.
    fn quoting(&self, sides: &Sides<'_>) -> Vec<Evidence> {
        let Some(&parent) = self.family.members.get(sides.parent) else { return Vec::new() };
        let name = self.name(parent);
        let mine = sides.collation.quoting[sides.mine].and_then(|w| self.place(sides.child, w.0, w.1));
        let theirs = sides.collation.quoting[sides.theirs].and_then(|w| self.place(sides.parent, w.0, w.1));
        let found = [
            mine.map(|place| {
                (place, format!("These words stand between quotation marks here; {name} tells them itself."))
            }),
            theirs.map(|place| {
                (
                    place,
                    format!("Against it: {name} has these words between quotation marks; this page tells them itself."),
                )
            }),
        ];
        let told = |(place, note)| Evidence { kind: EvidenceKind::Variant, place, note };
        found.into_iter().flatten().map(told).collect()
    }

    /// Wording that only the child has, that both have alone, and, against the derivation, that only the parent has.
    fn variants(&self, sides: &Sides<'_>) -> Vec<Evidence> {
        let mut out = Vec::new();
        let Some(&parent) = self.family.members.get(sides.parent) else { return out };
        let name = self.name(parent);
        let together = sides
            .collation
            .runs
            .iter()
            .filter(|r| r.with.is_empty() && r.len <= SHORT && self.family.members.len() > 2);
        for run in together.take(SHOWN) {
            if let Some(place) = self.place(sides.child, run.at[sides.mine], run.at[sides.mine] + run.len + 2) {
                let note = format!("Of all pages only this and {name} have these words in a row.");
                out.push(Evidence { kind: EvidenceKind::Variant, place, note });
            }
        }
        let [mut alone, mut against] = [0; 2];
        for site in &sides.collation.sites {
            let (with_mine, with_theirs) = (site.with[sides.mine].len(), site.with[sides.theirs].len());
            let Some((place, words)) = self.variant(sides, site) else { continue };
            if with_mine == 0 && with_theirs > 0 && alone < SHOWN {
                alone += 1;
                let note = format!("Here it differs alone: {name} and {with_theirs} more have “{words}”.");
                out.push(Evidence { kind: EvidenceKind::Variant, place, note });
            } else if with_mine > 0 && with_theirs == 0 && against < SHOWN {
                against += 1;
                let note =
                    format!("Against it: here {name} differs alone, with “{words}”; {with_mine} more have this.");
                out.push(Evidence { kind: EvidenceKind::Variant, place, note });
            }
        }
        out
    }

    /// The place of a differing wording on the child's page, and what the other page has there, with a word around.
    pub(crate) fn variant(&self, sides: &Sides<'_>, site: &Site) -> Option<(Place, String)> {
        let (mine, theirs) = (site.words[sides.mine], site.words[sides.theirs]);
        let place = self.place(sides.child, mine.0.saturating_sub(1), mine.1 + 1)?;
        let there = self.place(sides.parent, theirs.0.saturating_sub(1), theirs.1 + 1)?;
        let words = self.pages.get(there.page.ix()).map_or("", |p| there.span.of(&p.text));
        Some((place, words.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    fn place(&self, member: usize, begin: u32, end: u32) -> Option<Place> {
        let words = self.family.wording.pages.get(member)?;
        let end = (end as usize).min(words.spans.len());
        let first = words.spans.get(begin as usize)?;
        let last = words.spans.get(end.checked_sub(1)?)?;
        let page = *self.family.members.get(member)?;
        Some(Place { page, span: Span::hull(*first, *last) })
    }

    /// How a page is called in a note.
    pub(crate) fn name(&self, page: PageIx) -> String {
        self.pages.get(page.ix()).map(page_name).unwrap_or_default()
    }

    /// The passages of two pages.
    fn passages(&self, a: PageIx, b: PageIx) -> Vec<PassageIx> {
        let (a, b) = (a.min(b), a.max(b));
        let from = self.reuse.passages.partition_point(|p| p.a.page < a);
        let rest = self.reuse.passages.get(from..).unwrap_or_default();
        let list = rest.iter().zip(from..).take_while(|(p, _)| p.a.page == a).filter(|(p, _)| p.b.page == b);
        list.map(|(_, i)| PassageIx::new(i)).collect()
    }
}
