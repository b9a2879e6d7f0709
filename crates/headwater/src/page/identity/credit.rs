//! Marks of credit in a page's metadata. Credit lines in the text are blocks of the role credit; what they and the
//! prose say is read by [`crate::lineage`].

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::head::{Head, clean, is_a, names};
use super::outlet;

/// What metadata says of where a page was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditMark {
    /// The field that says it, as `json-ld isBasedOn` or `meta og:see_also`.
    pub field: String,
    /// A name or an address, as written.
    pub value: String,
}

/// Fields of JSON-LD that name what a page rests on or came from.
const SCHEMA: [&str; 9] = [
    "isBasedOn",
    "isBasedOnUrl",
    "creditText",
    "sourceOrganization",
    "dateline",
    "provider",
    "citation",
    "translationOfWork",
    "exampleOfWork",
];

/// Fields of `meta` that do.
const META: [&str; 12] = [
    "original-source",
    "syndication-source",
    "dc.source",
    "dcterms.source",
    "dcterms.isversionof",
    "dcterms.references",
    "og:see_also",
    "article:source",
    "source",
    "news_source",
    "creditline",
    "syndicated-from",
];

/// The address of the original where a page that was fetched from one publisher names another one's as its own.
///
/// A copy of an archive names its original, and a subdomain is the same publisher's: neither is a mark.
pub fn elsewhere(fetched: Option<&str>, head: &Head) -> Option<CreditMark> {
    let (field, own) = match (&head.canonical, head.field("og:url")) {
        (Some(canonical), _) => ("link canonical", canonical.as_str()),
        (None, Some(url)) => ("meta og:url", url),
        (None, None) => return None,
    };
    let (here, there) = (outlet::host(fetched?)?, outlet::host(own)?);
    let same = outlet::stem(here) == outlet::stem(there) || here.ends_with(there) || there.ends_with(here);
    (!same).then(|| CreditMark { field: field.to_owned(), value: own.to_owned() })
}

/// The marks of credit in a head, in its order.
pub fn find(head: &Head) -> Vec<CreditMark> {
    let mut marks: Vec<CreditMark> = Vec::new();
    let mut add = |field: String, value: String| {
        let mark = CreditMark { field, value };
        if !mark.value.is_empty() && marks.len() < 100 && !marks.contains(&mark) {
            marks.push(mark);
        }
    };
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "WebPage"])) {
        for key in SCHEMA {
            let mut values = Vec::new();
            name_or_address(&object[key], &mut values);
            values.into_iter().for_each(|v| add(format!("json-ld {key}"), v));
        }
    }
    for (name, value) in head.meta.iter().filter(|(n, _)| META.contains(&n.as_str())) {
        add(format!("meta {name}"), value.clone());
    }
    marks
}

fn name_or_address(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(o) => {
            for key in ["name", "headline", "url", "@id"] {
                out.extend(o.get(key).and_then(Value::as_str).map(clean));
            }
        }
        Value::Array(list) => list.iter().take(20).for_each(|v| name_or_address(v, out)),
        other => names(other, out),
    }
}
