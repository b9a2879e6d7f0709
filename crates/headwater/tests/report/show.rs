//! One finding by its id.

use headwater::report::show;
use headwater::report::text::Style;

use crate::invented::lock_gate;

#[test]
fn every_finding_is_shown_with_its_words_and_others_are_not_there() {
    let trace = lock_gate();
    let style = Style { width: 100, color: false, all: false };
    let many = [
        ("p", trace.pages.len()),
        ("n", trace.speech.speakers.len()),
        ("q", trace.speech.attributions.len()),
        ("w", trace.lineage.works.len()),
        ("l", trace.lineage.lost.len()),
        ("d", trace.lineage.derivations.len()),
        ("s", trace.origins.statements.len()),
        ("o", trace.origins.origins.len()),
        ("k", trace.origins.corroborations.len()),
        ("x", trace.origins.discrepancies.len()),
        ("z", trace.origins.circular.len()),
    ];
    for (letter, n) in many {
        for i in 1..=n {
            let id = format!("{letter}{i}");
            let text = show(&trace, &id, &style).unwrap_or_else(|| panic!("{id} is not shown"));
            assert!(text.contains(&id), "{id} does not say which it is:\n{text}");
            // Of a page, a speaker, a work or a lost ancestor the invented trace may hold no more than the name.
            let bare = matches!(letter, "p" | "n" | "w" | "l");
            assert!(bare || text.lines().count() > 1, "{id} is shown without words:\n{text}");
        }
        assert_eq!(show(&trace, &format!("{letter}{}", n + 1), &style), None);
    }
    for id in ["", "s", "s0", "s-1", "y1", "é1", "s99999999999"] {
        assert_eq!(show(&trace, id, &style), None, "{id}");
    }
}
