//! Page reading against trafilatura's annotations (`pages.py`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result};
use headwater::report;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::Scores;
use crate::answer::{PageAnswer, file_name, read_folder};
use crate::data::{self, Data};
use crate::measure::{folded, plain, ratio};

#[derive(Deserialize)]
struct Annotation {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
    comments: Option<Vec<String>>,
    title: Option<String>,
    author: Option<Author>,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Author {
    One(String),
    Several(Vec<String>),
}

/// Figures: F1 over segments that must and must not be in the story; comments found and kept out; what is exactly right.
pub(super) fn measure(data: &Data) -> Result<Scores> {
    let annotations = data::bytes(&data.path("pages/annotations.json"))?;
    let annotations: BTreeMap<String, Annotation> =
        serde_json::from_slice(&annotations).context("annotations.json has another shape")?;
    let read = read_folder(&data.path("pages/html"))?;
    let pages: Vec<PageAnswer> = read
        .par_iter()
        .map(|page| serde_json::from_str(&report::json::page(page, "p")))
        .collect::<Result<_, _>>()
        .context("the JSON of a page is not format 1")?;
    let by_name: HashMap<&str, &PageAnswer> = pages.iter().map(|p| (bare_name(&p.path), p)).collect();
    let list: Vec<&Annotation> = annotations.values().collect();
    let cases: Vec<Case> = list.par_iter().map(|a| case(a, by_name.get(a.file.as_str()).copied())).collect();
    Ok(sum(&list, &cases))
}

fn bare_name(path: &str) -> &str {
    let name = file_name(path);
    name.strip_suffix(".gz").unwrap_or(name)
}

/// What came out for one page; `right` holds title, author and date, `None` where not annotated.
struct Case {
    missing: bool,
    lost: Vec<String>,
    taken: Vec<String>,
    unfound: Vec<String>,
    leaked: Vec<String>,
    right: [Option<bool>; 3],
    got: serde_json::Value,
}

fn case(annotation: &Annotation, page: Option<&PageAnswer>) -> Case {
    let story = page.map(|p| plain(&p.story)).unwrap_or_default();
    let comments: Vec<&str> = page.iter().flat_map(|p| &p.comments).map(|c| c.text.as_str()).collect();
    let comments = plain(&comments.join(" "));
    let absent = |list: &[String], from: &str| list.iter().filter(|s| !from.contains(&plain(s))).cloned().collect();
    let present =
        |list: &[String], from: &str| list.iter().filter(|s| from.contains(&plain(s))).cloned().collect::<Vec<_>>();
    let annotated = annotation.comments.as_deref().unwrap_or_default();
    let title = page.and_then(|p| p.title.as_deref()).unwrap_or_default();
    let authors: BTreeSet<String> = page.iter().flat_map(|p| &p.authors).map(|a| folded(a)).collect();
    let wanted: Option<BTreeSet<String>> = match &annotation.author {
        None => None,
        Some(Author::One(names)) if names.is_empty() => None,
        Some(Author::Several(names)) if names.is_empty() => None,
        Some(Author::One(names)) => Some(names.split(';').map(folded).collect()),
        Some(Author::Several(names)) => Some(names.iter().map(|n| folded(n)).collect()),
    };
    let published = page.and_then(|p| p.published.as_deref()).unwrap_or_default();
    Case {
        missing: page.is_none(),
        lost: absent(&annotation.with, &story),
        taken: present(&annotation.without, &story),
        unfound: absent(annotated, &comments),
        leaked: present(annotated, &story),
        right: [
            annotation.title.as_deref().filter(|t| !t.is_empty()).map(|t| folded(t) == folded(title)),
            wanted.map(|w| w == authors),
            annotation.date.as_deref().filter(|d| !d.is_empty()).map(|d| day(published) == day(d)),
        ],
        got: json!({"title": title, "authors": page.map(|p| &p.authors), "date": published}),
    }
}

/// The first ten characters of a date.
fn day(date: &str) -> &str {
    date.char_indices().nth(10).map_or(date, |(end, _)| &date[..end])
}

fn sum(annotations: &[&Annotation], cases: &[Case]) -> Scores {
    let mut scores = Scores::default();
    let count = |f: fn(&Case) -> usize| cases.iter().map(f).sum::<usize>() as f64;
    let with = annotations.iter().map(|a| a.with.len()).sum::<usize>() as f64;
    let (lost, taken) = (count(|c| c.lost.len()), count(|c| c.taken.len()));
    let kept = with - lost;
    scores.figure("pages.precision", ratio(kept, kept + taken));
    scores.figure("pages.recall", ratio(kept, with));
    scores.figure("pages.f1", ratio(2.0 * kept, 2.0 * kept + taken + lost));
    let comments = annotations.iter().map(|a| a.comments.as_ref().map_or(0, Vec::len)).sum::<usize>() as f64;
    scores.figure("pages.comments_found", 1.0 - ratio(count(|c| c.unfound.len()), comments));
    scores.figure("pages.comments_kept_out", 1.0 - ratio(count(|c| c.leaked.len()), comments));
    scores.figure("pages.present", 1.0 - ratio(count(|c| usize::from(c.missing)), cases.len() as f64));
    for (k, name) in ["title", "author", "date"].into_iter().enumerate() {
        let asked = cases.iter().filter(|c| c.right[k].is_some()).count() as f64;
        let right = cases.iter().filter(|c| c.right[k] == Some(true)).count() as f64;
        scores.figure(format!("pages.{name}"), ratio(right, asked));
    }
    for (annotation, case) in annotations.iter().zip(cases) {
        let [title, author, date] = case.right;
        let result = json!({"missing": case.missing, "lost": case.lost, "taken": case.taken, "comments_not_found": case.unfound,
                            "comments_leaked": case.leaked, "title": title, "author": author, "date": date, "got": case.got});
        scores.case(format!("pages/{}", annotation.file), result);
    }
    scores
}
