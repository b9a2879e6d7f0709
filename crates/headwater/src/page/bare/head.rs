//! The lines before a bare text's body: headline, standfirst, byline, date, credit, furniture.

use super::masthead::reads_as_outlet;
use super::{Line, fold, opens_quotation};
use crate::page::block::line::Tell;
use crate::page::role::Role;

/// The lines before the body: headline, standfirst, byline, date, credit, furniture.
pub(super) fn roles(lines: &[Line<'_>], body: &[Line<'_>], roles: &mut [Role], title: Option<&str>) {
    if lines.is_empty() {
        return;
    }
    for (line, role) in lines.iter().zip(roles.iter_mut()) {
        *role = match line.tell {
            Some(Tell::Byline) => Role::Byline,
            Some(Tell::Date) => Role::Date,
            Some(Tell::Credit) => Role::Credit,
            Some(Tell::Caption) => Role::Caption,
            _ => Role::Furniture,
        };
    }
    // Between the head's last sure line and the body, a sentence is the body's first, and so is a line that shares its
    // words; what is left of the rest is furniture.
    let sure = roles.iter().rposition(|r| !matches!(r, Role::Furniture)).map_or(0, |i| i + 1);
    let told = told(lines, body);
    let given = title.map(fold);
    let repeated = |l: &Line<'_>| {
        let folded = fold(l.words);
        body.iter().any(|b| b.count <= l.count + 4 && fold(b.words) == folded)
    };
    // What share of a line's long words the body uses too.
    let shared = |l: &Line<'_>| {
        let words: Vec<String> = long_words(l.words).collect();
        let known = words.iter().filter(|w| told.binary_search(w).is_ok()).count();
        if words.is_empty() { 0.0 } else { known as f32 / words.len() as f32 }
    };
    let score = |l: &Line<'_>| {
        let share = shared(l);
        let length = (l.count.min(12) as f32) / 12.0;
        let same = given.as_ref().is_some_and(|g| *g == fold(l.words)) as u8 as f32;
        share + 0.6 * length + repeated(l) as u8 as f32 + 3.0 * same
    };
    let fits = |l: &&(usize, &Line<'_>)| {
        l.1.count >= 2
            && l.1.count <= 22
            && !opens_quotation(l.1.words)
            && !matches!(l.1.tell, Some(Tell::Byline | Tell::Date | Tell::Credit | Tell::Caption | Tell::Furniture))
    };
    let all: Vec<(usize, &Line<'_>)> = lines.iter().enumerate().collect();
    // The outlet's name above all else is no headline where another line may be it.
    let named = lines.first().is_some_and(|l| reads_as_outlet(l.words)) && all.iter().skip(1).any(|l| fits(&l));
    let open = all.iter().skip(usize::from(named)).filter(fits);
    let best = open.max_by(|a, b| score(a.1).total_cmp(&score(b.1)).then(b.0.cmp(&a.0)));
    if let Some(&(at, _)) = best {
        roles[at] = Role::Headline;
        for i in sure.max(at + 1)..lines.len() {
            if lines[i].is_sentence() {
                roles[i] = Role::Story;
            }
        }
    }
    // Points of a summary have no full stops, but the body's words: nine words or more, a third of the long ones known.
    for (line, role) in lines.iter().zip(roles.iter_mut()) {
        let open = *role == Role::Furniture && line.tell.is_none() && !line.is_label();
        if open && (opens_quotation(line.words) || line.count >= 9 && shared(line) >= 0.34 && !repeated(line)) {
            *role = Role::Story;
        }
    }
}

/// The long words of the head that the body's first lines have too, in order.
fn told(lines: &[Line<'_>], body: &[Line<'_>]) -> Vec<String> {
    let mut asked: Vec<(String, bool)> = lines.iter().flat_map(|l| long_words(l.words)).map(|w| (w, false)).collect();
    asked.sort_unstable();
    asked.dedup();
    for word in body.iter().take(40).flat_map(|l| long_words(l.words)) {
        if let Ok(at) = asked.binary_search_by(|(w, _)| w.cmp(&word)) {
            asked[at].1 = true;
        }
    }
    asked.into_iter().filter(|(_, told)| *told).map(|(w, _)| w).collect()
}

/// Words of five letters or more, folded: those carry what a text is about.
fn long_words(words: &str) -> impl Iterator<Item = String> {
    let split = words.split(|c: char| !c.is_alphanumeric());
    split.filter(|w| w.len() >= 5 && w.chars().nth(4).is_some()).map(str::to_lowercase)
}
