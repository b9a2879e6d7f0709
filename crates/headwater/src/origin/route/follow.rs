//! Follows one quotation up, a step at a time, each with the words it rests on.

use std::collections::BTreeSet;

use super::echo::Echoes;
use super::publisher::Publishers;
use super::voice::Voiced;
use super::{Route, Way};
use crate::id::{AttributionIx, LostIx, PageIx, WorkIx};
use crate::lineage::{Ancestor, CitationForm, DerivationKind};
use crate::origin::corroboration::stance::of_word;
use crate::origin::occasion::event::{Event, Events};
use crate::origin::occasion::outlet::Outlets;
use crate::origin::occasion::telling::{Heard, Telling};
use crate::origin::{Evidence, Statement};
use crate::reuse::Place;
use crate::span::{self, Span};
use crate::speech::OccasionKind;

/// Everything that following a quotation up needs.
#[derive(Debug)]
pub struct Ways<'a> {
    /// All stages before this one.
    pub evidence: Evidence<'a>,
    /// Who publishes what.
    pub outlets: &'a Outlets<'a>,
    /// Text that was taken over.
    pub echoes: &'a Echoes,
    /// How pages tell of occasions.
    pub tellings: &'a [Telling],
    /// Occasions across pages.
    pub events: &'a Events,
    /// Whose words stand where.
    voiced: Voiced,
    /// Which speakers are publishers that pages name.
    publishers: Publishers<'a>,
}

/// Pages of one lost ancestor that are asked where it had the words from.
const HEIRS: usize = 8;

/// One step up: to where, and what that rests on.
struct Step {
    /// The page itself where nothing leads on.
    to: Ancestor,
    place: Option<Place>,
    note: &'static str,
    /// Whether nothing says how the page got the words.
    silent: bool,
}

impl<'a> Ways<'a> {
    /// Puts what following up needs together. `O(n log n)` in quotations.
    pub fn new(
        evidence: Evidence<'a>,
        outlets: &'a Outlets<'a>,
        echoes: &'a Echoes,
        tellings: &'a [Telling],
        events: &'a Events,
        statements: &[Statement],
    ) -> Ways<'a> {
        let (voiced, publishers) = (Voiced::new(evidence, statements), Publishers::new(evidence, outlets));
        Ways { evidence, outlets, echoes, tellings, events, voiced, publishers }
    }

    /// The ways of one statement's quotations.
    pub fn of(&self, statement: &Statement) -> Vec<Way> {
        statement.quotations.iter().filter_map(|&q| self.follow(statement, q)).collect()
    }

    fn follow(&self, statement: &Statement, quotation: AttributionIx) -> Option<Way> {
        let a = self.evidence.speech.attributions.get(quotation.ix())?;
        let event = self.events.of.get(&quotation);
        let mut span = span::hull(&a.content);
        let mut page = a.page;
        let mut steps = Vec::new();
        let mut seen = BTreeSet::from([page]);
        let own = span.unwrap_or_default();
        loop {
            let Step { to, place, note, silent } = self.step(statement, event.copied(), page, span, quotation);
            steps.push((
                place.unwrap_or(Place { page, span: if page == a.page { own } else { Span::default() } }),
                note.to_owned(),
            ));
            let end = |route: Route, steps| Some(Way { quotation, route, steps, silent });
            match to {
                Ancestor::Page(p) if p != page && seen.insert(p) => {
                    page = p;
                    span = self.place_on(statement, p);
                }
                Ancestor::Page(_) => return end(Route::Page(page), steps),
                Ancestor::Work(w) => return end(Route::Work(w), steps),
                Ancestor::Lost(l) => match self.above(l) {
                    Ancestor::Page(p) if p != page && seen.insert(p) => {
                        page = p;
                        span = self.place_on(statement, p);
                    }
                    up => {
                        let l = if let Ancestor::Lost(up) = up { up } else { l };
                        let Some(p) = self.telling_heir(statement, l, page).filter(|&p| seen.insert(p)) else {
                            return end(Route::Lost(l), steps);
                        };
                        page = p;
                        span = self.place_on(statement, p);
                    }
                },
            }
        }
    }

    /// Another page that has the statement from the same lost ancestor, and says more of where it is from: what it says was most
    /// likely in the ancestor, and was cut on the way here.
    fn telling_heir(&self, statement: &Statement, lost: LostIx, page: PageIx) -> Option<PageIx> {
        let heirs = self.evidence.lineage.lost.get(lost.ix()).map_or(&[][..], |l| l.pages.as_slice());
        heirs.iter().copied().filter(|&p| p != page && statement.pages.contains(&p)).take(HEIRS).find(|&p| {
            let on = |q: &&AttributionIx| self.evidence.speech.attributions.get(q.ix()).is_some_and(|a| a.page == p);
            let Some(&q) = statement.quotations.iter().find(on) else { return false };
            let event = self.events.of.get(&q).copied();
            let up = self.step(statement, event, p, self.place_on(statement, p), q);
            !up.silent && !matches!(up.to, Ancestor::Lost(_)) && up.to != Ancestor::Page(p)
        })
    }

    /// What a lost ancestor came from, as far up as that is known; itself where it is not.
    fn above(&self, mut lost: LostIx) -> Ancestor {
        // Lost ancestors form trees; the bound only keeps a mistake from hanging.
        for _ in 0..self.evidence.lineage.lost.len() {
            match self.evidence.lineage.lost.get(lost.ix()).and_then(|l| l.from) {
                Some(Ancestor::Lost(up)) => lost = up,
                Some(other) => return other,
                None => break,
            }
        }
        Ancestor::Lost(lost)
    }

    /// Where the statement stands on a page, if it does.
    fn place_on(&self, statement: &Statement, page: PageIx) -> Option<Span> {
        let quotations = statement.quotations.iter().filter_map(|q| self.evidence.speech.attributions.get(q.ix()));
        quotations.filter(|a| a.page == page).find_map(|a| span::hull(&a.content))
    }

    /// One step up from `page`; the page itself where nothing leads on.
    fn step(
        &self,
        statement: &Statement,
        event: Option<usize>,
        page: PageIx,
        span: Option<Span>,
        quotation: AttributionIx,
    ) -> Step {
        let step = |to: Ancestor, place: Option<Place>, note: &'static str| Step { to, place, note, silent: false };
        let event = event.and_then(|e| self.events.list.get(e));
        // An event's tellings are in the order of pages.
        let told = event.map_or(&[][..], |e| e.tellings.as_slice());
        let get = |i: usize| self.tellings.get(i);
        let from = told.partition_point(|&i| get(i).is_some_and(|t| t.page < page));
        let on_page = told.iter().skip(from).filter_map(|&i| get(i)).take_while(|t| t.page == page);
        let here: Vec<&Telling> = on_page.collect();
        let place = |t: &Telling| Some(Place { page, span: t.span });
        // "Wrote in a letter" is a loose word for what an outlet heard in its interview.
        let asked = event.is_some_and(|e| e.kind == OccasionKind::Interview);
        let public = |t: &&&Telling| {
            let passing = t.loose || t.far || (t.brief && asked);
            !passing && t.heard.is_empty() && t.kind != OccasionKind::Interview
        };
        let public = here.iter().find(public);
        // An agency that carried an interview has it from whoever held it; a page that was at a public occasion itself may
        // share some lines with another that was there.
        let held = |e: &Event| {
            let at_hand = e.heard.iter().any(|h| matches!(h, Heard::Page(p) if *p != page));
            self.publisher(e).is_some() || (e.kind == OccasionKind::Interview && at_hand)
        };
        let higher = |from: Ancestor| matches!(from, Ancestor::Work(_)) && event.is_some_and(held);
        let whole = |from: Ancestor| self.republishes(page, from);
        let echo =
            span.and_then(|s| self.echoes.of(page, s)).filter(|&(f, _)| !higher(f) && (public.is_none() || whole(f)));
        if let Some((from, ground)) = echo {
            return step(from, ground, "the page took these words over with the text around them");
        }
        let there = |t: &&&Telling| t.heard.contains(&Heard::Page(page));
        if let Some(t) = here.iter().find(there) {
            return step(Ancestor::Page(page), place(t), "the page says that it heard this itself");
        }
        let about_it = |t: &&&Telling| t.quotations.contains(&quotation);
        if let Some(t) = public {
            return step(Ancestor::Page(page), place(t), "the page tells of a public occasion");
        }
        let told = here.iter().filter(about_it).chain(here.iter().filter(|t| !t.far && !t.loose));
        let cites = told.into_iter().find_map(|t| Some((self.hearer(statement, event?, page, t)?, t)));
        if let Some((from, t)) = cites {
            // "Told the agency", of which nothing is at hand, on a page that has the agency's copy as another page has it.
            let copy = || span.and_then(|s| self.echoes.part(page, s)).filter(|c| matches!(c.0, Ancestor::Lost(_)));
            if from == Ancestor::Page(page)
                && let Some((lost, ground)) = copy()
            {
                return step(lost, ground, "the page took these words over with the text around them");
            }
            return step(from, place(t), "the page says who heard this");
        }
        if let Some((from, ground)) = self.given_to(statement, quotation, page) {
            return step(from, Some(ground), "the page gives these words to a publisher");
        }
        if let Some((from, ground)) = self.derived(statement, event, page) {
            return step(from, ground, "the page names where it has this from");
        }
        let event = event.or_else(|| self.interview(statement));
        if let Some((from, ground)) = event.and_then(|e| self.exclusive(statement, e, page)) {
            return step(from, ground, "the page says nothing of where it has this from; one other has the interview");
        }
        // "Told reporters", "addressed a crowd": it was said before many, and the page tells so.
        let many = |t: &&&Telling| {
            let open = matches!(t.kind, OccasionKind::Public | OccasionKind::Hearing);
            !t.far && t.heard.is_empty() && open && !(t.brief && asked)
        };
        if let Some(t) = here.iter().find(many) {
            return step(Ancestor::Page(page), place(t), "the page mentions that this was said before many");
        }
        let note = "nothing says how the page got these words, by itself or from another";
        Step { to: Ancestor::Page(page), place: None, note, silent: true }
    }

    /// The page or work of the publisher whom `page` names as the source of a quotation that stands on it: "the gate broke
    /// before dawn, the Post reported".
    fn given_to(&self, statement: &Statement, quotation: AttributionIx, page: PageIx) -> Option<(Ancestor, Place)> {
        // Further up it is the statement's quotation on that page that counts.
        let all = std::iter::once(&quotation).chain(&statement.quotations);
        let a = all.filter_map(|q| self.evidence.speech.attributions.get(q.ix())).find(|a| a.page == page)?;
        // "The report said": the speaker is mentioned elsewhere on the page by the name that is cited.
        let elsewhere = || self.publishers.of(page, a.speaker?, a.source.first().map_or(0, |s| s.begin));
        let named = |s: Span| self.outlets.naming(page, s).find(|c| c.form != CitationForm::Confirmed);
        let found = a.source.iter().find_map(|&s| named(s)).or_else(elsewhere)?;
        let place = Place { page, span: found.span };
        match found.target {
            Ancestor::Page(p) if p == page || self.before(page, p) => None,
            Ancestor::Lost(_) => None,
            target => Some((target, place)),
        }
    }

    /// Whether `page` is said to be another's text for the most part.
    fn republishes(&self, page: PageIx, from: Ancestor) -> bool {
        let all = &self.evidence.lineage.derivations;
        let here = all.iter().skip(all.partition_point(|d| d.page < page)).take_while(|d| d.page == page);
        here.into_iter().any(|d| d.from == from && d.kind == DerivationKind::Republishes)
    }

    /// The page or work that a telling on `page` names as having heard it.
    fn hearer(&self, statement: &Statement, event: &Event, page: PageIx, telling: &Telling) -> Option<Ancestor> {
        let pages = telling.heard.iter().filter_map(|h| if let Heard::Page(p) = h { Some(*p) } else { None });
        if let Some(p) = self.best(statement, event, page, pages) {
            return Some(Ancestor::Page(p));
        }
        let work = telling.heard.iter().find_map(|h| if let Heard::Work(w) = h { Some(*w) } else { None });
        if let Some(w) = work {
            return Some(Ancestor::Work(w));
        }
        // A publisher of whom nothing is at hand: all pages that name it came by one way, shown as the first of them.
        let name = telling.heard.iter().find(|h| matches!(h, Heard::Outlet(_)))?;
        let others = event.tellings.iter().filter_map(|&i| self.tellings.get(i)).filter(|t| t.heard.contains(name));
        let first = others.map(|t| t.page).filter(|p| statement.pages.contains(p)).min()?;
        Some(Ancestor::Page(first))
    }

    /// Of several pages of one publisher the one that has the statement, else one on which its speaker speaks.
    fn best(
        &self,
        statement: &Statement,
        event: &Event,
        page: PageIx,
        pages: impl Iterator<Item = PageIx>,
    ) -> Option<PageIx> {
        let told = |p: PageIx| event.tellings.iter().any(|&i| self.tellings.get(i).is_some_and(|t| t.page == p));
        let rank = |p: PageIx| (!statement.pages.contains(&p), !told(p), self.before(page, p), p);
        pages.filter(|&p| p != page && !self.before(page, p)).min_by_key(|&p| rank(p))
    }

    /// Whether page `a` was certainly published before `b`.
    fn before(&self, a: PageIx, b: PageIx) -> bool {
        let date = |p: PageIx| self.evidence.pages.get(p.ix())?.published.as_ref();
        date(a).zip(date(b)).is_some_and(|(x, y)| x.value.before(&y.value))
    }

    /// A derivation of the lineage that leads from `page` to one that has the statement or its speaker.
    fn derived(&self, statement: &Statement, event: Option<&Event>, page: PageIx) -> Option<(Ancestor, Option<Place>)> {
        let all = &self.evidence.lineage.derivations;
        let from = all.partition_point(|d| d.page < page);
        let heard = |p: PageIx| event.is_some_and(|e| e.heard.contains(&Heard::Page(p)));
        // What is named as confirming, and where somebody else spoke, is no source of these words.
        let speaker = event.map(|e| e.speaker).or(statement.speaker);
        let elsewhere = |place: &Place| {
            let from = self.tellings.partition_point(|t| t.page < page);
            let here = self.tellings.iter().skip(from).take_while(|t| t.page == page);
            let mut told = here.filter(|t| t.span.overlaps(place.span)).peekable();
            let other = told.peek().is_some() && !told.any(|t| speaker.is_some_and(|s| t.speakers.contains(&s)));
            other || speaker.is_some_and(|s| self.voiced.others(place, s))
        };
        let confirmed = |place: &Place| {
            let mut marks = self.outlets.citations(page).iter().filter(|c| c.form == CitationForm::Confirmed);
            marks.any(|c| c.span.overlaps(place.span)) || self.confirms(place) || elsewhere(place)
        };
        all.iter().skip(from).take_while(|d| d.page == page).find_map(|d| {
            let ground = d.evidence.iter().map(|e| e.place).find(|p| !confirmed(p));
            if !d.evidence.is_empty() && ground.is_none() {
                return None;
            }
            match d.from {
                Ancestor::Page(p) if statement.pages.contains(&p) || heard(p) => Some((d.from, ground)),
                _ => None,
            }
        })
    }

    /// Whether the words at `place` name who confirms or denies: "the story has been corroborated by the Post" gives no source.
    fn confirms(&self, place: &Place) -> bool {
        let text = self.evidence.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text)).to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        words.windows(2).any(|w| matches!(w, [verb, "by"] if of_word(verb).is_some()))
    }

    /// The only interview in which a page at hand that prints the statement heard it: a page that tells of no occasion has the words
    /// from there, whatever else their speaker said elsewhere.
    fn interview(&self, statement: &Statement) -> Option<&'a Event> {
        let found: BTreeSet<usize> =
            statement.quotations.iter().filter_map(|q| self.events.of.get(q).copied()).collect();
        let held = |e: &&Event| {
            let at_hand = e.heard.iter().any(|h| matches!(h, Heard::Page(p) if statement.pages.contains(p)));
            e.kind == OccasionKind::Interview && at_hand
        };
        let mut all = found.iter().filter_map(|&e| self.events.list.get(e)).filter(held);
        all.next().filter(|_| all.next().is_none())
    }

    /// The one page or work that has the interview, for a page that says nothing.
    fn exclusive(&self, statement: &Statement, event: &Event, page: PageIx) -> Option<(Ancestor, Option<Place>)> {
        if event.kind != OccasionKind::Interview {
            return None;
        }
        let ground = |p: PageIx| {
            let tellings = event.tellings.iter().filter_map(|&i| self.tellings.get(i));
            let said = tellings.filter(|t| t.heard.contains(&Heard::Page(p))).min_by_key(|t| (t.page != p, t.page));
            said.map(|t| Place { page: t.page, span: t.span })
        };
        let pages = event.heard.iter().filter_map(|h| if let Heard::Page(p) = h { Some(*p) } else { None });
        if let Some(p) = self.best(statement, event, page, pages) {
            return Some((Ancestor::Page(p), ground(p)));
        }
        if event.heard.contains(&Heard::Page(page)) {
            return None;
        }
        let work = event.heard.iter().find_map(|h| if let Heard::Work(w) = h { Some(*w) } else { None });
        if let Some(w) = work {
            return Some((Ancestor::Work(w), None));
        }
        self.publisher(event).map(|(w, place)| (Ancestor::Work(w), Some(place)))
    }

    /// The work that published an interview held by somebody who is none of the pages, as some page says.
    pub fn publisher(&self, event: &Event) -> Option<(WorkIx, Place)> {
        let third = event.kind == OccasionKind::Interview && event.heard.iter().any(|h| matches!(h, Heard::Person(_)));
        if !third || event.heard.iter().any(|h| matches!(h, Heard::Page(_) | Heard::Work(_))) {
            return None;
        }
        let speaker = self.evidence.speech.speakers.get(event.speaker.ix())?;
        let pages: BTreeSet<PageIx> = event.tellings.iter().filter_map(|&i| Some(self.tellings.get(i)?.page)).collect();
        pages.iter().find_map(|&p| {
            let text = self.evidence.pages.get(p.ix())?;
            self.outlets.citations(p).iter().find_map(|c| {
                let Ancestor::Work(w) = c.target else { return None };
                let block = text.blocks.iter().map(|b| b.span).find(|b| b.contains(c.name))?;
                let named = speaker.mentions.iter().any(|&(page, span, _)| page == p && block.contains(span));
                let told = c.form == CitationForm::Published && (named || c.span.of(&text.text).contains("interview"));
                told.then_some((w, Place { page: p, span: c.span }))
            })
        })
    }
}
