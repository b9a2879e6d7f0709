//! A trace put together by hand: an invented story with one finding of every kind, so that the reports can be tested
//! whatever the stages before them find.

use headwater::id::{AttributionIx, LostIx, OccasionIx, OriginIx, PageIx, PassageIx, SpeakerIx, StatementIx, WorkIx};
use headwater::lineage::{
    Ancestor, Citation, CitationForm, Derivation, DerivationKind, Evidence, EvidenceKind, Lost, Undetermined, Work,
    WorkKind,
};
use headwater::origin::circular::Node;
use headwater::origin::{
    Circular, Corroboration, Discrepancy, DiscrepancyKind, Independent, Origin, OriginKind, Route, Stance, Statement,
    Step, Version, Way, Witness,
};
use headwater::page::{Block, Comment, Date, Form, Found, Ground, GroundKind, Page, Role};
use headwater::reuse::{Change, ChangeKind, Passage, Place, Sort};
use headwater::span::Span;
use headwater::speech::mention::MentionForm;
use headwater::speech::{Act, Attribution, Hearer, Kind, Occasion, OccasionKind, Speaker, SpeakerKind};
use headwater::trace::Trace;

/// Six pages about a lock gate: one interview, a copy with a credit, a quotation, a lost ancestor of two more.
pub(crate) fn lock_gate() -> Trace {
    let mut trace = Trace { pages: pages(), ..Trace::default() };
    speech(&mut trace);
    lineage(&mut trace);
    origins(&mut trace);
    trace
}

fn pages() -> Vec<Page> {
    use Role::*;
    vec![
        page(
            "calder.html",
            "Calder Examiner",
            Some((2021, 4, 2)),
            &[
                (Headline, "Lock gate “was never inspected”, keeper says"),
                (Byline, "By Wilma Thorne"),
                (Date, "2 April 2021"),
                (Story, "Odalys Brennick kept the northern lock for eleven years. We met her at the quay on Tuesday."),
                (
                    Story,
                    "“The gate was never inspected, not once in 11 years. They signed the papers in the office — and I watched them do it,” she said.",
                ),
                (Story, "Harbour master Tiber Vance denied her account on Friday."),
                (Caption, "The northern lock. Photo: W. Thorne"),
                (Comment, "tidewatcher"),
                (Comment, "“Never inspected” — says who? One keeper with a grudge."),
                (Furniture, "Subscribe to our newsletter"),
            ],
        ),
        page(
            "digest.html",
            "Quay Digest",
            Some((2021, 4, 3)),
            &[
                (Headline, "Lock gate “was never inspected”"),
                (Credit, "Originally published by the Calder Examiner"),
                (Story, "Odalys Brennick kept the northern lock for eleven years. We met her at the quay on Tuesday."),
                (
                    Story,
                    "“The gate was never inspected, not once in 17 years. They signed the papers in the office — and I watched them do it,” she said.",
                ),
                (Story, "The account was corroborated by the Ebb Gazette."),
            ],
        ),
        page(
            "ebb.txt",
            "Ebb Gazette",
            None,
            &[
                (Headline, "Who watches the locks?"),
                (
                    Story,
                    "Brennick told the Calder Examiner that the gate was inspected “not once”. The Quay Digest has confirmed her account.",
                ),
                (Story, "Maud Ferrier, a clerk who kept the books of the lock, confirmed what Brenick said."),
            ],
        ),
        page(
            "spring.html",
            "Spring Tide",
            None,
            &[
                (Headline, "Repairs will cost 4.2 million"),
                (
                    Story,
                    "The council expects the repairs to cost 4.2 million and to last until the autumn of next year, it wrote.",
                ),
            ],
        ),
        page(
            "neap.html",
            "Neap Tide",
            None,
            &[
                (Headline, "Repairs will cost 4.2 million"),
                (
                    Story,
                    "The council expects the repairs to cost 4.2 million and to last until the autumn of next year, it wrote.",
                ),
            ],
        ),
        page("empty.txt", "", None, &[]),
    ]
}

fn page(path: &str, outlet: &str, day: Option<(i16, u8, u8)>, parts: &[(Role, &str)]) -> Page {
    let ground = |name: &str| Ground { kind: GroundKind::Element, name: name.to_owned(), span: None };
    let mut page = Page { path: format!("pages/{path}"), sha256: [path.len() as u8; 32], ..Page::default() };
    for (role, words) in parts {
        if !page.text.is_empty() {
            page.text.push_str("\n\n");
        }
        let begin = page.text.len();
        page.text.push_str(words);
        let span = Span::new(begin, page.text.len());
        let comment = (*role == Role::Comment).then_some(0);
        page.blocks.push(Block { span, role: *role, form: Form::Paragraph, comment });
        if *role == Role::Headline {
            let ground = Ground { span: Some(span), ..ground("h1") };
            page.title = Some(Found { value: (*words).to_owned(), ground });
        }
        if *role == Role::Byline {
            let value = words.trim_start_matches("By ").to_owned();
            page.authors.push(Found { value, ground: Ground { span: Some(span), ..ground("byline") } });
        }
    }
    let said: Vec<Span> = page.blocks.iter().filter(|b| b.role == Role::Comment).map(|b| b.span).collect();
    if let [author, body] = said[..] {
        let span = author.hull(body);
        page.comments.push(Comment { author: Some(author), date: None, span, body: vec![body], answers: None });
    }
    page.outlet = (!outlet.is_empty()).then(|| Found { value: outlet.to_owned(), ground: ground("meta og:site_name") });
    page.url = page.outlet.as_ref().map(|o| Found {
        value: format!("https://{}.example/lock", o.value.to_lowercase().replace(' ', "-")),
        ground: ground("link canonical"),
    });
    page.published = day.map(|(y, m, d)| Found { value: Date::day(y, m, d), ground: ground("time") });
    page.language = Some("en".to_owned());
    if parts.is_empty() {
        page.warnings.push("the document is empty".to_owned());
    }
    page
}

/// The first place where `words` stand on page `p`, from 0.
pub(crate) fn at(trace: &Trace, p: usize, words: &str) -> Span {
    let begin = trace.pages[p].text.find(words).unwrap_or_else(|| panic!("{words:?} not on page {p}"));
    Span::new(begin, begin + words.len())
}

fn place(trace: &Trace, p: usize, words: &str) -> Place {
    Place { page: PageIx::new(p), span: at(trace, p, words) }
}

fn speech(trace: &mut Trace) {
    let person = |name: &str, aliases: &[&str], descriptions: &[&str]| Speaker {
        name: name.to_owned(),
        named: true,
        kind: SpeakerKind::Person,
        gender: None,
        aliases: aliases.iter().map(|s| (*s).to_owned()).collect(),
        descriptions: descriptions.iter().map(|s| (*s).to_owned()).collect(),
        mentions: Vec::new(),
    };
    let mut keeper = person("Odalys Brennick", &["Brennick", "Brenick"], &["keeper"]);
    keeper.mentions.push((PageIx(0), at(trace, 0, "Odalys Brennick"), MentionForm::Name));
    trace.speech.speakers = vec![
        keeper,
        person("Tiber Vance", &[], &["harbour master"]),
        person("Maud Ferrier", &[], &["a clerk who kept the books of the lock"]),
        person("Nobody Asked", &[], &[]),
    ];
    trace.speech.occasions = vec![Occasion {
        page: PageIx(0),
        kind: OccasionKind::Interview,
        speakers: vec![SpeakerIx(0)],
        hearers: vec![Hearer::ThisPage],
        date: None,
        relative: false,
        span: at(trace, 0, "We met her at the quay on Tuesday"),
    }];
    let said = |p: usize, kind: Kind, source: &str, cue: &str, content: &str, who: Option<u32>| Attribution {
        page: PageIx::new(p),
        kind,
        act: if cue == "wrote" { Act::Writing } else { Act::Speech },
        source: if source.is_empty() { Vec::new() } else { vec![at(trace, p, source)] },
        cue: if cue.is_empty() { Vec::new() } else { vec![at(trace, p, cue)] },
        content: vec![at(trace, p, content)],
        speaker: who.map(SpeakerIx),
        role: trace.pages[p].role_at(at(trace, p, content).begin),
        depth: 0,
        within: None,
        occasion: (p == 0 && who == Some(0)).then_some(OccasionIx(0)),
    };
    let long = |years: &str| {
        format!(
            "“The gate was never inspected, not once in {years} years. They signed the papers in the office — and I watched them do it,”"
        )
    };
    let mut all = vec![
        said(0, Kind::Direct, "she", "said", &long("11"), Some(0)),
        said(0, Kind::Direct, "", "", "“Never inspected”", None),
        said(1, Kind::Direct, "she", "said", &long("17"), Some(0)),
        said(2, Kind::Mixed, "Brennick", "told", "that the gate was inspected “not once”", Some(0)),
        said(3, Kind::Indirect, "it", "wrote", "The council expects the repairs to cost 4.2 million", None),
        said(4, Kind::Indirect, "it", "wrote", "The council expects the repairs to cost 4.2 million", None),
    ];
    all[1].role = Role::Comment;
    trace.speech.attributions = all;
    trace.reuse.passages = vec![Passage {
        a: Place { page: PageIx(0), span: at(trace, 0, &long("11")) },
        b: Place { page: PageIx(1), span: at(trace, 1, &long("17")) },
        words: 24,
        identity: 0.96,
        drift: vec![figure(trace)],
    }];
}

fn figure(trace: &Trace) -> Change {
    Change { a: at(trace, 0, "11"), b: at(trace, 1, "17"), kind: ChangeKind::Replace, sort: Sort::Figure }
}

fn lineage(trace: &mut Trace) {
    let ground = |kind, p, words: &str, note: &str| Evidence { kind, place: place(trace, p, words), note: note.into() };
    let credit =
        ground(EvidenceKind::Credit, 1, "Originally published by the Calder Examiner", "a credit line names it");
    let shared = ground(EvidenceKind::Reuse, 1, "Odalys Brennick kept", "two paragraphs are the same but for a figure");
    let cited = ground(EvidenceKind::Citation, 2, "told the Calder Examiner", "names the Examiner as who was told");
    let same =
        ground(EvidenceKind::Variant, 3, "The council expects", "shares a sentence that neither has from the other");
    let derive = |page: u32, from, kind, confidence, evidence| Derivation {
        page: PageIx(page),
        from,
        kind,
        confidence,
        evidence,
        passages: Vec::new(),
    };
    let mut copy = derive(1, Ancestor::Page(PageIx(0)), DerivationKind::Republishes, 0.97, vec![credit, shared]);
    copy.passages.push(PassageIx(0));
    trace.lineage.derivations = vec![
        copy,
        derive(2, Ancestor::Page(PageIx(0)), DerivationKind::Quotes, 0.9, vec![cited]),
        derive(3, Ancestor::Lost(LostIx(0)), DerivationKind::Excerpts, 0.7, vec![same.clone()]),
        derive(4, Ancestor::Lost(LostIx(0)), DerivationKind::Excerpts, 0.7, vec![same.clone()]),
        derive(3, Ancestor::Work(WorkIx(0)), DerivationKind::Cites, 0.6, vec![same]),
    ];
    trace.lineage.citations = vec![Citation {
        page: PageIx(2),
        target: Ancestor::Page(PageIx(0)),
        form: CitationForm::Told,
        name: at(trace, 2, "Calder Examiner"),
        span: at(trace, 2, "told the Calder Examiner"),
        date: None,
    }];
    let mentions = vec![place(trace, 3, "The council")];
    let (name, date) = ("Council of Calder, repair estimate".to_owned(), Some(Date::day(2021, 3, 30)));
    trace.lineage.works = vec![Work { name, kind: WorkKind::Document, date, url: None, mentions }];
    trace.lineage.lost = vec![Lost {
        pages: vec![PageIx(3), PageIx(4)],
        note: "an earlier text of the estimate".to_owned(),
        from: None,
    }];
    trace.lineage.undetermined = vec![Undetermined {
        pages: [PageIx(3), PageIx(4)],
        note: "the same sentence, no date and no credit on either".to_owned(),
    }];
}

/// A way whose only step is the cue of the quotation.
fn way(trace: &Trace, quotation: u32, route: Route) -> Way {
    let a = &trace.speech.attributions[quotation as usize];
    let steps = a.cue.iter().map(|&span| (Place { page: a.page, span }, "the page tells it".to_owned())).collect();
    Way { quotation: AttributionIx(quotation), route, steps, silent: false }
}

fn origins(trace: &mut Trace) {
    let cut = |a: &str, sort| Change {
        a: at(trace, 0, a),
        b: Span::new(at(trace, 2, "“not once”").end as usize, at(trace, 2, "“not once”").end as usize),
        kind: ChangeKind::Delete,
        sort,
    };
    let versions = vec![
        Version { a: AttributionIx(0), b: AttributionIx(2), changes: vec![figure(trace)] },
        Version {
            a: AttributionIx(0),
            b: AttributionIx(3),
            changes: vec![cut("They signed the papers in the office — and I watched them do it", Sort::Words)],
        },
    ];
    trace.origins.statements = vec![
        Statement {
            relayed: Vec::new(),
            fullest: AttributionIx(0),
            speaker: Some(SpeakerIx(0)),
            quotations: vec![AttributionIx(0), AttributionIx(2), AttributionIx(3)],
            pages: vec![PageIx(0), PageIx(1), PageIx(2)],
            routes: vec![Route::Page(PageIx(0))],
            independent: Independent { least: 1, most: 1, ..Independent::default() },
            ways: [0, 2, 3].map(|q| way(trace, q, Route::Page(PageIx(0)))).to_vec(),
            origins: vec![OriginIx(0)],
            between: Vec::new(),
            versions,
        },
        Statement {
            relayed: Vec::new(),
            fullest: AttributionIx(4),
            speaker: None,
            quotations: vec![AttributionIx(4), AttributionIx(5)],
            pages: vec![PageIx(3), PageIx(4)],
            routes: vec![Route::Lost(LostIx(0))],
            independent: Independent { least: 1, most: 1, ..Independent::default() },
            ways: [4, 5].map(|q| way(trace, q, Route::Lost(LostIx(0)))).to_vec(),
            origins: vec![OriginIx(1)],
            between: Vec::new(),
            versions: vec![Version { a: AttributionIx(4), b: AttributionIx(5), changes: Vec::new() }],
        },
    ];
    trace.origins.origins = vec![
        Origin {
            kind: OriginKind::Interview,
            label: "interview of Odalys Brennick by the Calder Examiner, April 2021".to_owned(),
            speakers: vec![SpeakerIx(0)],
            works: Vec::new(),
            evidence: vec![(place(trace, 0, "We met her at the quay on Tuesday"), "the page was there".to_owned())],
        },
        Origin {
            kind: OriginKind::Document,
            label: "repair estimate of the council of Calder".to_owned(),
            speakers: Vec::new(),
            works: vec![WorkIx(0)],
            evidence: vec![(place(trace, 3, "it wrote"), "written".to_owned())],
        },
    ];
    let stand = |by, stance, p, words: &str, independent, why: &str| Corroboration {
        named: true,
        about: Some(SpeakerIx(0)),
        own: false,
        matter: None,
        statement: None,
        by,
        stance,
        place: place(trace, p, words),
        independent,
        why: why.to_owned(),
    };
    trace.origins.corroborations = vec![
        stand(
            Witness::Speaker(SpeakerIx(1)),
            Stance::Denies,
            0,
            "Harbour master Tiber Vance denied her account on Friday.",
            None,
            "he is accused by it",
        ),
        stand(
            Witness::Page(PageIx(2)),
            Stance::Corroborates,
            1,
            "The account was corroborated by the Ebb Gazette.",
            Some(false),
            "the Ebb Gazette has it from the same interview",
        ),
        stand(
            Witness::Speaker(SpeakerIx(2)),
            Stance::Corroborates,
            2,
            "Maud Ferrier, a clerk who kept the books of the lock, confirmed what Brenick said.",
            Some(true),
            "a clerk who kept the books of the lock",
        ),
        stand(Witness::Nobody, Stance::CannotVerify, 2, "Who watches the locks?", None, ""),
    ];
    let differs = |kind, places, note: &str| Discrepancy { kind, places, note: note.to_owned() };
    trace.origins.discrepancies = vec![
        differs(
            DiscrepancyKind::Number,
            vec![place(trace, 0, "11 years"), place(trace, 1, "17 years")],
            "11 years on one page, 17 years on the other",
        ),
        differs(
            DiscrepancyKind::Name,
            vec![place(trace, 2, "Brennick"), place(trace, 2, "Brenick")],
            "one name spelled two ways",
        ),
    ];
    let step =
        |p: usize, words: &str| Step { node: Node::Page(PageIx::new(p)), evidence: vec![place(trace, p, words)] };
    trace.origins.circular = vec![Circular {
        statement: Some(StatementIx(0)),
        path: vec![step(1, "corroborated by the Ebb Gazette"), step(2, "The Quay Digest has confirmed her account.")],
    }];
}
