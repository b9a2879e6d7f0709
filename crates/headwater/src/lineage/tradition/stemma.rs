//! The tree of a text that was copied whole, as derivations and lost ancestors with the words they rest on.

use super::root::{Node, Tradition, confidence};
use crate::id::{LostIx, PageIx};
use crate::lineage::collation::side::{Collation, collate};
use crate::lineage::graph::explain::{Sides, Teller};
use crate::lineage::graph::settle::Told;
use crate::lineage::{Ancestor, Derivation, DerivationKind, Evidence, EvidenceKind, Lost};

/// Places shown for one arc.
const SHOWN: usize = 3;

/// Tells the whole tree. A page whose source is lost derives from the lost ancestor; the pages nearest below a lost ancestor
/// derive, through it, from what it came from too. So the tree can be walked over derivations alone, and exactly over
/// [`Lost::from`].
pub(crate) fn tell(teller: &Teller<'_>, tradition: &Tradition, told: &mut Told) {
    let pages = teller.family.members.len();
    let member = |x: usize| teller.family.members.get(x).copied();
    let lost: Vec<usize> = tradition.order.iter().copied().filter(|&x| x >= pages).collect();
    let number = |x: usize| lost.iter().position(|&l| l == x).map(LostIx::new);
    let ancestor = |x: usize| match member(x) {
        Some(page) => Some(Ancestor::Page(page)),
        None => number(x).map(Ancestor::Lost),
    };
    for &x in tradition.order.iter().filter(|&&x| x >= pages) {
        let Some(node) = tradition.nodes.get(x) else { continue };
        told.lost.push(lost_page(teller, tradition, x, node, node.from.and_then(ancestor)));
    }
    for &(child, up) in &tradition.told {
        let (sure, through) = way(tradition, pages, child, up);
        told.derivations.extend(match member(up) {
            Some(_) => page_from_page(teller, child, up, sure, through),
            None => number(up).and_then(|ix| page_from_lost(teller, tradition, child, (up, ix), sure)),
        });
    }
}

/// How sure it is that a page came from a node above it, every step taken together, and the lost page below that node on the
/// way.
fn way(tradition: &Tradition, pages: usize, child: usize, up: usize) -> (f32, Option<&Node>) {
    let (mut at, mut sure, mut through) = (child, 1.0, None);
    for step in 0..tradition.nodes.len() {
        let Some(node) = tradition.nodes.get(at) else { break };
        let Some(next) = node.from else { break };
        // That it is the next node of all is asked once; each further step only has to point the right way.
        sure *= if step == 0 { confidence(node, at >= pages || next >= pages) } else { node.forward };
        if next == up {
            through = (at >= pages).then_some(node);
            break;
        }
        at = next;
    }
    (sure, through)
}

fn page_from_page(
    teller: &Teller<'_>,
    child: usize,
    up: usize,
    sure: f32,
    through: Option<&Node>,
) -> Option<Derivation> {
    let collation = side_by_side(teller, child, up);
    let mut out = teller.between(child, up, &collation, sure)?;
    if let (Some(node), Some(first)) = (through, out.evidence.first_mut()) {
        first.note.push_str(&match node.changes {
            0 => " It comes from there through a lost page.".to_owned(),
            1 => " It comes from there through a lost page with one change.".to_owned(),
            n => format!(" It comes from there through a lost page with {n} changes."),
        });
    }
    Some(out)
}

/// A page from a lost one: shown by what it shares with another page below the lost one, against a page that is not.
fn page_from_lost(
    teller: &Teller<'_>,
    tradition: &Tradition,
    child: usize,
    (up, ix): (usize, LostIx),
    confidence: f32,
) -> Option<Derivation> {
    let pages = teller.family.members.len();
    let page = *teller.family.members.get(child)?;
    let below = tradition.below(up, pages);
    let mut mine = tradition.below(child, pages);
    mine.push(child);
    let beside = below.iter().copied().find(|p| !mine.contains(p))?;
    let mut evidence = Vec::new();
    let own = side_by_side(teller, child, beside);
    let sides = Sides::new(&own, child, beside);
    evidence.extend(teller.shared(&sides));
    if let Some(outside) = (0..pages).find(|p| !below.contains(p)) {
        let held = side_by_side(teller, child, outside);
        evidence.extend(together(teller, &Sides::new(&held, child, outside), beside));
    }
    evidence.extend(apart(teller, &sides));
    Some(Derivation {
        page,
        from: Ancestor::Lost(ix),
        kind: DerivationKind::Republishes,
        confidence,
        evidence,
        passages: Vec::new(),
    })
}

/// Places where `child` and `beside` have one wording against the page on the other side.
fn together(teller: &Teller<'_>, sides: &Sides<'_>, beside: usize) -> Vec<Evidence> {
    let (Some(&other), Some(&near)) = (teller.family.members.get(sides.parent), teller.family.members.get(beside))
    else {
        return Vec::new();
    };
    let with = |s: &&crate::lineage::collation::side::Site| s.with[sides.mine].contains(&(beside as u32));
    let sites = sides.collation.sites.iter().filter(with);
    let one = |s: &crate::lineage::collation::side::Site| {
        let (place, words) = teller.variant(sides, s)?;
        let note = format!("{} has this too; {} has “{words}”.", teller.name(near), teller.name(other));
        Some(Evidence { kind: EvidenceKind::Variant, place, note })
    };
    sites.filter_map(one).take(SHOWN).collect()
}

/// Places where the page beside differs: neither can be the other's source without having set them right.
fn apart(teller: &Teller<'_>, sides: &Sides<'_>) -> Option<Evidence> {
    let &other = teller.family.members.get(sides.parent)?;
    let alone =
        sides.collation.sites.iter().find(|s| s.with[sides.theirs].is_empty() && !s.with[sides.mine].is_empty());
    let (place, words) = teller.variant(sides, alone?)?;
    let note = format!("{} changed this to “{words}”, so this page did not take it from there.", teller.name(other));
    Some(Evidence { kind: EvidenceKind::Variant, place, note })
}

fn lost_page(teller: &Teller<'_>, tradition: &Tradition, x: usize, node: &Node, from: Option<Ancestor>) -> Lost {
    let members = teller.family.members.len();
    let below = tradition.below(x, members);
    let pages: Vec<PageIx> = below.iter().filter_map(|&p| teller.family.members.get(p).copied()).collect();
    let names: Vec<String> = pages.iter().map(|&p| teller.name(p)).collect();
    let changes = match from {
        // Without one of its own it only stands where branches part.
        Some(_) if node.changes == 0 => String::new(),
        Some(_) if node.changes == 1 => " They share one change against what it came from.".to_owned(),
        Some(_) => format!(" They share {} changes against what it came from.", node.changes),
        None => " It is the nearest known to the first.".to_owned(),
    };
    let note = format!("{} go back to it; no page at hand has its wording.{changes}", names.join(", "));
    Lost { pages, note, from }
}

fn side_by_side(teller: &Teller<'_>, a: usize, b: usize) -> Collation {
    collate(&teller.family.wording, a.min(b), a.max(b))
}
