//! What must be found on the two real pages of `../shared/seeds`, where they are present: by counts and relations alone,
//! for no word of theirs may stand here.

use std::path::PathBuf;

use headwater::lineage::{Ancestor, CitationForm};
use headwater::origin::{DiscrepancyKind, OriginKind, Stance, Witness};
use headwater::page::{self, Limits, Role, Source};
use headwater::speech::SpeakerKind;
use headwater::trace::{self, Options, Trace};

/// The trace of the two pages; `None`, with a line that says so, where they are not present.
fn seeds() -> Option<Trace> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    let texts: Vec<(String, String)> = files
        .iter()
        .filter_map(|f| Some((f.file_name()?.to_string_lossy().into_owned(), std::fs::read_to_string(f).ok()?)))
        .collect();
    let pages = texts.iter().map(|(name, text)| page::read(&Source::text(name, text), &Limits::default()));
    Some(trace::trace(pages.collect(), &Options::default()))
}

#[test]
fn shared_utterances_are_one_persons_and_of_one_interview() {
    let Some(t) = seeds() else { return };
    let both: Vec<_> = t.origins.statements.iter().filter(|s| s.pages.len() == 2).collect();
    assert!(both.len() >= 5, "{} statements stand on both pages", both.len());
    let whose = both[0].speaker;
    let his: Vec<_> = both.iter().filter(|s| s.speaker == whose && s.speaker.is_some()).collect();
    assert!(his.len() >= 5, "{} of them are given to one person", his.len());
    let origin = his[0].origins.clone();
    assert_eq!(origin.len(), 1, "one origin");
    assert!(his.iter().filter(|s| s.origins == origin).count() >= 5, "one and the same origin");
    assert_eq!(t.origins.origins[origin[0].ix()].kind, OriginKind::Interview);
    assert!(his.iter().all(|s| !s.versions.is_empty()), "their drift is shown");
}

#[test]
fn neither_page_comes_from_the_other() {
    let Some(t) = seeds() else { return };
    assert!(t.lineage.derivations.iter().all(|d| !matches!(d.from, Ancestor::Page(_))));
    assert!(t.origins.circular.is_empty());
}

#[test]
fn two_witnesses_and_one_doubt_are_found_with_how_they_know() {
    let Some(t) = seeds() else { return };
    let person = |w: &Witness| match w {
        Witness::Speaker(s) => t.speech.speakers[s.ix()].named && t.speech.speakers[s.ix()].kind == SpeakerKind::Person,
        _ => false,
    };
    let by = |stance: Stance| t.origins.corroborations.iter().filter(move |c| c.stance == stance);
    let full: Vec<_> = by(Stance::Corroborates).filter(|c| person(&c.by)).collect();
    assert!(
        full.iter().any(|c| c.independent == Some(true) && !c.why.is_empty()),
        "one confirms, and it is said how he knows"
    );
    assert!(by(Stance::Partly).any(|c| person(&c.by) && c.why.contains('“')), "one confirms a part, with how he knows");
    // Nobody else does, and nobody denies: neither who asked the questions nor what is no somebody is a witness.
    for (stance, most) in [(Stance::Corroborates, 1), (Stance::Partly, 1), (Stance::Denies, 0)] {
        assert_eq!(by(stance).count(), most, "{stance:?}");
        assert!(by(stance).all(|c| person(&c.by)), "{stance:?} by a person with a name");
    }
    assert!(by(Stance::CannotVerify).next().is_some(), "and it is said that nobody can verify it");
}

#[test]
fn only_what_was_published_elsewhere_is_a_work() {
    let Some(t) = seeds() else { return };
    let credit = |w: usize| {
        let mut own = t.lineage.citations.iter().filter(|c| c.target == Ancestor::Work(headwater::id::WorkIx::new(w)));
        own.any(|c| matches!(c.form, CitationForm::Credit | CitationForm::Published))
    };
    assert_eq!(t.lineage.works.len(), 2, "the page that is republished and the magazine of the interview");
    assert!((0..2).all(credit), "each is credited or said to have published it");
    assert!(t.lineage.works.iter().any(|w| w.mentions.len() > 1), "a short name is joined to the full one");
}

#[test]
fn one_name_is_spelled_two_ways_on_one_page() {
    let Some(t) = seeds() else { return };
    let names = t.origins.discrepancies.iter().filter(|d| d.kind == DiscrepancyKind::Name);
    assert!(names.filter(|d| d.places.len() == 2).any(|d| d.places[0].page == d.places[1].page));
}

#[test]
fn no_comment_counts_anywhere() {
    let Some(t) = seeds() else { return };
    let told = |page: headwater::id::PageIx, at: u32| t.pages[page.ix()].role_at(at) != Role::Comment;
    for s in &t.origins.statements {
        for q in &s.quotations {
            let a = &t.speech.attributions[q.ix()];
            assert!(told(a.page, a.content[0].begin));
        }
    }
    assert!(t.origins.corroborations.iter().all(|c| told(c.place.page, c.place.span.begin)));
    assert!(t.origins.discrepancies.iter().flat_map(|d| &d.places).all(|p| told(p.page, p.span.begin)));
}
