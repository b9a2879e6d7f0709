//! Who the head says wrote it: JSON-LD and `meta`.

use serde_json::Value;

use super::byline::{is_handle, is_initials, is_office, split};
use super::{Group, House};
use crate::page::identity::head::{Head, clean, is_a, names};
use crate::page::identity::{Found, Ground, GroundKind};

/// Fields of `meta` that name who wrote it.
const FIELDS: [&str; 14] = [
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
    "citation_author",
    "dc.author",
    "creator",
    "cxenseparse:author",
    "authors",
];

/// The groups of names in a head, each of one field.
pub(super) fn in_head(head: &Head, house: &House<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |kind, name: &str, values: Vec<(String, bool)>| {
        let ground = Ground { kind, name: name.to_owned(), span: None };
        let (mut people, mut houses, mut handles) = (Vec::new(), Vec::new(), Vec::new());
        for (value, organisation) in values {
            // A field that a house begins lists what belongs to it: `Harbour Post, Osk, Norway`.
            let whole = organisation || house.is(&value) || is_office(&value) && !value.contains([',', ';']);
            // `Staff and news service reports` is one office, whatever words join it.
            let parts = if whole && !value.contains([',', ';', '|']) { vec![clean(&value)] } else { split(&value) };
            for (k, value) in parts.into_iter().enumerate().filter(|(_, v)| !v.is_empty()) {
                let found = Found { value: value.clone(), ground: ground.clone() };
                match () {
                    () if whole && k > 0 => {}
                    () if whole || is_initials(&value) || house.is(&value) || is_office(&value) => houses.push(found),
                    () if is_handle(&value) => handles.push(found),
                    () => people.push(found),
                }
            }
        }
        let schema = kind == GroundKind::Schema;
        groups.push(Group { rank: if schema { super::SCHEMA } else { super::FIELD }, names: people });
        groups.push(Group { rank: super::HANDLE, names: handles });
        groups.push(Group { rank: super::HOUSE, names: houses });
    };
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "Recipe", "Review", "HowTo"]))
    {
        for key in ["author", "creator"] {
            let mut values = Vec::new();
            people(&object[key], head, &mut values);
            add(GroundKind::Schema, key, values);
        }
    }
    for name in FIELDS {
        let values = head.meta.iter().filter(|(n, _)| n == name).map(|(_, v)| (v.clone(), false));
        add(GroundKind::Meta, name, values.take(20).collect());
    }
    groups.retain(|g| !g.names.is_empty());
    groups
}

/// The names in a JSON-LD value, and whether each is an organisation's; an `@id` alone is looked up in the graph.
fn people(value: &Value, head: &Head, out: &mut Vec<(String, bool)>) {
    match value {
        Value::Array(list) => list.iter().take(20).for_each(|v| people(v, head, out)),
        Value::Object(object) => {
            let referred = object.get("@id").filter(|_| !object.contains_key("name"));
            let named = referred.and_then(|id| head.schema.iter().find(|o| o.get("@id") == Some(id)));
            let object = named.unwrap_or(value);
            let mut all = Vec::new();
            names(object, &mut all);
            let house = is_a(object, &["Organization"]);
            out.extend(all.into_iter().map(|n| (n, house)));
        }
        other => {
            let mut all = Vec::new();
            names(other, &mut all);
            out.extend(all.into_iter().map(|n| (n, false)));
        }
    }
}
