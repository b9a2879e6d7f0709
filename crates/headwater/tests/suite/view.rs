//! Findings as lines that a person can read and a case can expect.

use headwater::id::{AttributionIx, PageIx, SpeakerIx};
use headwater::lineage::Ancestor;
use headwater::origin::circular::Node;
use headwater::origin::{Route, Witness};
use headwater::page::Role;
use headwater::reuse::Place;
use headwater::span::Span;
use headwater::speech::{Attribution, commitment};
use headwater::trace::Trace;

/// The lines of the view called `name`; `None` where there is no such view.
pub(crate) fn lines(name: &str, trace: &Trace) -> Option<Vec<String>> {
    Some(match name {
        "page" => pages(trace),
        "quotes" => quotes(trace, false),
        "attributions" => quotes(trace, true),
        "commitments" => commitments(trace),
        "speakers" => speakers(trace),
        "occasions" => occasions(trace),
        "reuse" => reuse(trace),
        "loose" => loose(trace),
        "lineage" => lineage(trace),
        "statements" => statements(trace),
        "routes" => routes(trace),
        "origins" => origins(trace),
        "corroborations" => corroborations(trace),
        "discrepancies" => discrepancies(trace),
        "circular" => circular(trace),
        _ => return None,
    })
}

/// `title: …`, `author: …`, `outlet: …`, `published: …`, `language: …`, `url: …`, then each block as `role: words`
/// and each comment as `comment by NAME: words`, with `comment on DATE: words` and `comment of NAME answers NAME` where the
/// page shows these.
fn pages(trace: &Trace) -> Vec<String> {
    let mut out = Vec::new();
    for page in &trace.pages {
        let one = |key: &str, value: Option<String>| value.map(|v| format!("{key}: {v}"));
        out.extend(one("title", page.title.as_ref().map(|f| f.value.clone())));
        out.extend(page.authors.iter().map(|f| format!("author: {}", f.value)));
        out.extend(one("outlet", page.outlet.as_ref().map(|f| f.value.clone())));
        out.extend(one("published", page.published.as_ref().map(|f| f.value.to_string())));
        out.extend(one("modified", page.modified.as_ref().map(|f| f.value.to_string())));
        out.extend(one("language", page.language.clone()));
        out.extend(one("url", page.url.as_ref().map(|f| f.value.clone())));
        out.extend(page.credits.iter().map(|c| format!("mark {}: {}", c.field, c.value)));
        for block in page.blocks.iter().filter(|b| b.role != Role::Comment) {
            out.push(format!("{}: {}", block.role.name(), flat(block.span.of(&page.text))));
        }
        for comment in &page.comments {
            let by = comment.author.map_or("nobody", |s| s.of(&page.text));
            let body: Vec<String> = comment.body.iter().map(|s| flat(s.of(&page.text))).collect();
            let body = body.join(" ¶ ");
            out.extend(comment.date.as_ref().map(|d| format!("comment on {d}: {body}")));
            let answered = comment.answers.and_then(|a| page.comments.get(a as usize));
            let to = answered.map(|a| a.author.map_or("nobody", |s| s.of(&page.text)));
            out.extend(to.map(|to| format!("comment of {by} answers {to}")));
            out.push(format!("comment by {by}: {body}"));
        }
        out.extend(page.warnings.iter().map(|w| format!("warning: {w}")));
    }
    out
}

/// `SPEAKER | kind | cue | content`, content of several spans joined by ` ¶ `.
fn quotes(trace: &Trace, thoughts: bool) -> Vec<String> {
    let shown = trace.speech.attributions.iter().filter(|a| thoughts || a.is_quotation());
    shown
        .map(|a| {
            let who = speaker(trace, a.speaker);
            let source = join(trace, a.page, &a.source);
            let who = if thoughts { format!("{source} = {who}") } else { who };
            let (cue, content) = (join(trace, a.page, &a.cue), join(trace, a.page, &a.content));
            format!("{who} | {} | {cue} | {content}", a.kind.name())
        })
        .collect()
}

/// `commitment | cue | content`, of all attributions.
fn commitments(trace: &Trace) -> Vec<String> {
    let one = |a: &Attribution| {
        let stands = commitment(&trace.pages[a.page.ix()], a).name();
        format!("{stands} | {} | {}", join(trace, a.page, &a.cue), join(trace, a.page, &a.content))
    };
    trace.speech.attributions.iter().map(one).collect()
}

/// `NAME | alias, alias | description, description`.
fn speakers(trace: &Trace) -> Vec<String> {
    let list = trace.speech.speakers.iter();
    list.map(|s| format!("{} | {} | {}", s.name, s.aliases.join(", "), s.descriptions.join(", "))).collect()
}

/// `kind | SPEAKERS | words`, and ` | DATE` where there is one.
fn occasions(trace: &Trace) -> Vec<String> {
    let one = |o: &headwater::speech::Occasion| {
        let who: Vec<String> = o.speakers.iter().map(|&s| speaker(trace, Some(s))).collect();
        let when = o.date.as_ref().map(|d| format!(" | {d}")).unwrap_or_default();
        format!("{:?} | {} | {}{when}", o.kind, who.join(", "), join(trace, o.page, &[o.span]))
    };
    trace.speech.occasions.iter().map(one).collect()
}

/// `A ~ B | N words | words on A`, then each change as `- kind sort: "a" -> "b"`.
fn reuse(trace: &Trace) -> Vec<String> {
    let mut out = Vec::new();
    for p in &trace.reuse.passages {
        let (a, b) = (path(trace, p.a.page), path(trace, p.b.page));
        out.push(format!("{a} ~ {b} | {} words | {}", p.words, words(trace, p.a)));
        for c in &p.drift {
            let (from, to) = (join(trace, p.a.page, &[c.a]), join(trace, p.b.page, &[c.b]));
            out.push(format!("- {} {}: {from:?} -> {to:?}", c.kind.name(), c.sort.name()));
        }
    }
    let set = trace.reuse.set_phrases.iter();
    out.extend(set.map(|s| format!("set phrase on {} pages: {}", s.pages, words(trace, s.place))));
    out
}

/// `A ~ B | N words | the words on the one page | the words on the other`.
fn loose(trace: &Trace) -> Vec<String> {
    let line = |p: &headwater::reuse::Passage| {
        let (a, b) = (path(trace, p.a.page), path(trace, p.b.page));
        format!("{a} ~ {b} | {} words | {} | {}", p.words, words(trace, p.a), words(trace, p.b))
    };
    trace.reuse.loose.iter().map(line).collect()
}

/// `B <- A | kind`, `B <- work NAME | kind`, `B <- lost l1 | kind`, `lost l1 <- A`, `work NAME DATE`, `A ? B`.
fn lineage(trace: &Trace) -> Vec<String> {
    let mut out = Vec::new();
    for d in &trace.lineage.derivations {
        let from = match d.from {
            Ancestor::Page(p) => path(trace, p).to_owned(),
            Ancestor::Work(w) => format!("work {}", trace.lineage.works[w.ix()].name),
            Ancestor::Lost(l) => format!("lost {l}"),
        };
        out.push(format!("{} <- {from} | {}", path(trace, d.page), d.kind.name()));
    }
    for w in &trace.lineage.works {
        let date = w.date.as_ref().map(|d| format!(" {d}")).unwrap_or_default();
        out.push(format!("work {}{date}", w.name));
    }
    for (l, lost) in trace.lineage.lost.iter().enumerate() {
        let from = match lost.from {
            Some(Ancestor::Page(p)) => path(trace, p).to_owned(),
            Some(Ancestor::Work(w)) => format!("work {}", trace.lineage.works[w.ix()].name),
            Some(Ancestor::Lost(l)) => format!("lost {l}"),
            None => continue,
        };
        out.push(format!("lost {} <- {from}", headwater::id::LostIx::new(l)));
    }
    out.extend(trace.lineage.undetermined.iter().map(|u| {
        let [a, b] = u.pages;
        format!("{} ? {}", path(trace, a), path(trace, b))
    }));
    out
}

/// `SPEAKER | PAGES | routes: … | origins: … | words of the fullest version`.
fn statements(trace: &Trace) -> Vec<String> {
    let list = trace.origins.statements.iter();
    list.map(|s| {
        let pages: Vec<&str> = s.pages.iter().map(|&p| path(trace, p)).collect();
        let routes: Vec<String> = s.routes.iter().map(|&r| route(trace, r)).collect();
        let label = |o: &headwater::id::OriginIx| trace.origins.origins[o.ix()].label.as_str();
        let mut origins: Vec<&str> = s.origins.iter().map(label).collect();
        let open: Vec<String> = s.between.iter().map(|o| format!("open: {}", label(o))).collect();
        origins.extend(open.iter().map(String::as_str));
        let who = speaker(trace, s.speaker);
        let (pages, routes, origins) = (pages.join(" "), routes.join(" "), origins.join("; "));
        format!("{who} | {pages} | routes: {routes} | origins: {origins} | {}", content(trace, s.fullest))
    })
    .collect()
}

/// `SPEAKER | LEAST to MOST | open: ROUTES | why | words of the fullest version` of each statement on two pages or more; the number
/// alone and `none` where it is not open, and no reason where none is needed.
fn routes(trace: &Trace) -> Vec<String> {
    let list = trace.origins.statements.iter().filter(|s| s.pages.len() > 1);
    list.map(|s| {
        let i = &s.independent;
        let number = if i.least < i.most { format!("{} to {}", i.least, i.most) } else { i.most.to_string() };
        let open: Vec<String> = i.open.iter().map(|&r| route(trace, r)).collect();
        let (who, words) = (speaker(trace, s.speaker), content(trace, s.fullest));
        let open = if open.is_empty() { "none".to_owned() } else { open.join(" ") };
        let why = if i.why.is_empty() { "" } else { &format!("{} | ", i.why) };
        format!("{who} | {number} | open: {open} | {why}{words}")
    })
    .collect()
}

/// `LABEL | words of the fullest version of each statement that rests on it`, joined by ` / `, of each origin.
fn origins(trace: &Trace) -> Vec<String> {
    let list = trace.origins.origins.iter().enumerate();
    list.map(|(i, o)| {
        let rests = |s: &&headwater::origin::Statement| s.origins.iter().any(|x| x.ix() == i);
        let words: Vec<String> =
            trace.origins.statements.iter().filter(rests).map(|s| content(trace, s.fullest)).collect();
        format!("{} | {}", o.label, words.join(" / "))
    })
    .collect()
}

/// `WITNESS stance ABOUT | independent: yes|no|undetermined | PAGE`, where ABOUT is a speaker or what happened, in quotation marks, and ` | of: WORDS` where it is about one statement.
fn corroborations(trace: &Trace) -> Vec<String> {
    let list = trace.origins.corroborations.iter();
    list.map(|c| {
        let by = match c.by {
            Witness::Speaker(s) => speaker(trace, Some(s)),
            Witness::Page(p) => path(trace, p).to_owned(),
            Witness::Work(w) => trace.lineage.works[w.ix()].name.clone(),
            Witness::Words(p) => words(trace, p),
            Witness::Nobody => "nobody".to_owned(),
        };
        let independent = c.independent.map_or("undetermined", |i| if i { "yes" } else { "no" });
        let matter = c.matter.map(|m| format!("“{}”", m.span.of(&trace.pages[m.page.ix()].text)));
        let about = matter.unwrap_or_else(|| speaker(trace, c.about).to_owned());
        let of = c.statement.and_then(|s| trace.origins.statements.get(s.ix()));
        let of = of.map_or_else(String::new, |s| format!(" | of: {}", content(trace, s.fullest)));
        format!("{by} {} {about} | independent: {independent} | {}{of}", c.stance.name(), path(trace, c.place.page))
    })
    .collect()
}

/// `kind: words / words`.
fn discrepancies(trace: &Trace) -> Vec<String> {
    let list = trace.origins.discrepancies.iter();
    list.map(|d| {
        let mut sides: Vec<String> = d.places.iter().map(|&p| words(trace, p)).collect();
        sides.dedup();
        format!("{}: {}", d.kind.name(), sides.join(" / "))
    })
    .collect()
}

/// `a.txt -> b.txt -> a.txt`.
fn circular(trace: &Trace) -> Vec<String> {
    let node = |n: Node| match n {
        Node::Page(p) => path(trace, p).to_owned(),
        Node::Work(w) => trace.lineage.works[w.ix()].name.clone(),
        Node::Speaker(s) => speaker(trace, Some(s)),
    };
    let list = trace.origins.circular.iter();
    list.map(|c| {
        let mut steps: Vec<String> = c.path.iter().map(|s| node(s.node)).collect();
        steps.extend(steps.first().cloned());
        steps.join(" -> ")
    })
    .collect()
}

fn route(trace: &Trace, route: Route) -> String {
    match route {
        Route::Page(p) => path(trace, p).to_owned(),
        Route::Work(w) => format!("work {}", trace.lineage.works[w.ix()].name),
        Route::Lost(l) => format!("lost {l}"),
    }
}

fn speaker(trace: &Trace, speaker: Option<SpeakerIx>) -> String {
    speaker.map_or("unattributed".to_owned(), |s| trace.speech.speakers[s.ix()].name.clone())
}

fn content(trace: &Trace, attribution: AttributionIx) -> String {
    let a = &trace.speech.attributions[attribution.ix()];
    join(trace, a.page, &a.content)
}

fn path(trace: &Trace, page: PageIx) -> &str {
    &trace.pages[page.ix()].path
}

fn words(trace: &Trace, place: Place) -> String {
    join(trace, place.page, &[place.span])
}

fn join(trace: &Trace, page: PageIx, spans: &[Span]) -> String {
    let text = &trace.pages[page.ix()].text;
    let parts: Vec<String> = spans.iter().map(|s| flat(s.of(text))).collect();
    parts.join(" ¶ ")
}

/// White space folded, so that a finding over lines or paragraphs is one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
