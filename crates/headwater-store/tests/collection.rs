//! The file itself: migrations, families, findings, and what is found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests use all of it")]
mod made;

use std::collections::BTreeSet;

use headwater::page::{self, Limits, Source};
use headwater::trace;
use headwater_store::{APPLICATION_ID, Collection, Incoming, Mode, Query, StoreError};
use made::{File, add, findings, stories};
use proptest::prelude::*;
use rusqlite::Connection;

#[test]
fn what_is_kept_by_family_is_what_the_trace_of_all_pages_tells() {
    let file = File::new("same");
    let mut collection = file.open();
    let pages = stories();
    add(&mut collection, &pages);
    let all = pages.iter().map(|(path, text)| page::read(&Source::text(path, text), &Limits::default())).collect();
    let trace = trace::trace(all, &trace::Options::default());
    let told = |q: headwater::id::AttributionIx| {
        let a = &trace.speech.attributions[q.ix()];
        let text = &trace.pages[a.page.ix()].text;
        let parts: Vec<&str> = a.content.iter().map(|s| s.of(text)).collect();
        parts.join(" … ")
    };
    let want: BTreeSet<(String, usize, usize, usize)> = trace
        .origins
        .statements
        .iter()
        .map(|s| (told(s.fullest), s.pages.len(), s.routes.len(), s.origins.len()))
        .collect();
    let mut rows = collection
        .sql()
        .prepare("SELECT text, pages, json_array_length(routes), json_array_length(origins) FROM statement")
        .unwrap();
    let found: BTreeSet<(String, usize, usize, usize)> = rows
        .query_map([], |r| {
            Ok((r.get(0)?, r.get::<_, i64>(1)? as usize, r.get::<_, i64>(2)? as usize, r.get::<_, i64>(3)? as usize))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, want);
    assert!(want.iter().any(|w| w.1 == 3), "a statement stands on three pages");
    let families: i64 =
        collection.sql().query_row("SELECT count(DISTINCT family) FROM page", [], |r| r.get(0)).unwrap();
    assert_eq!(families, 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn findings_do_not_depend_on_the_order_nor_on_how_many_come_together(
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
        cuts in prop::collection::btree_set(1usize..7, 0..5),
        replaced in 0usize..7,
    ) {
        let (one, other) = (File::new("order-a"), File::new("order-b"));
        let (mut a, mut b) = (one.open(), other.open());
        let pages = stories();
        add(&mut a, &pages);
        // Another version of one page comes first, and a page that is removed again.
        let (path, _) = &pages[replaced];
        add(&mut b, &[(path.clone(), pages[(replaced + 3) % 7].1.clone()), ("gone.txt".to_owned(), pages[0].1.clone())]);
        let mut from = 0;
        for to in cuts.into_iter().chain([7]) {
            let part: Vec<(String, String)> = order[from..to].iter().map(|&i| pages[i].clone()).collect();
            add(&mut b, &part);
            from = to;
        }
        let gone = b.named("gone.txt").unwrap().id;
        let mut batch = b.begin().unwrap();
        batch.remove(gone).unwrap();
        batch.commit().unwrap();
        prop_assert_eq!(findings(&a), findings(&b));
        prop_assert!(b.check(|| ()).unwrap().is_empty());
        let before = findings(&b);
        b.refresh(|| ()).unwrap();
        prop_assert_eq!(before, findings(&b));
    }
}

/// Tables with their columns, and indexes, in the order of their names.
fn shape(db: &Connection) -> Vec<String> {
    let query = "SELECT t.type || ' ' || t.name || ' ' || ifnull(c.name || ' ' || c.type || ' ' || c.\"notnull\" || c.pk, '')
                 FROM sqlite_schema t LEFT JOIN pragma_table_info(t.name) c WHERE t.name NOT LIKE 'sqlite_%' ORDER BY 1";
    let mut rows = db.prepare(query).unwrap();
    rows.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_file_of_every_earlier_schema_is_brought_up_to_date() {
    let new = File::new("new");
    let want = shape(new.open().sql());
    // One entry for each earlier schema.
    let earlier: Vec<(i64, &str)> = vec![
        (1, include_str!("schemas/1.sql")),
        (2, include_str!("schemas/2.sql")),
        (3, include_str!("schemas/3.sql")),
        (4, include_str!("schemas/4.sql")),
    ];
    for (version, schema) in earlier {
        let file = File::new(&format!("old-{version}"));
        let db = Connection::open(&file.0).unwrap();
        db.execute_batch(schema).unwrap();
        db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        db.pragma_update(None, "user_version", version).unwrap();
        let text = &stories()[0].1;
        let source = Incoming::read(Source::text("a.txt", text), "a.txt".to_owned(), None, &Limits::default());
        // What the program of that version wrote of a page, as far as it can't be made again.
        let packed = zstd::bulk::compress(text.as_bytes(), 3).unwrap();
        let digest: String = source.page.sha256.iter().map(|b| format!("{b:02x}")).collect();
        db.execute("INSERT INTO raw VALUES (?1, ?2, ?3)", (&digest, text.len() as i64, packed)).unwrap();
        db.execute(
            "INSERT INTO page (place, version, current, path, sha256, media, charset, given, added, authors)
             VALUES ('a.txt', 1, 1, 'a.txt', ?1, 'text', 'utf-8', '{\"url\":null,\"title\":null,\"date\":null,
             \"outlet\":null,\"authors\":[]}', '2019-03-18T08:00:00Z', '[]')",
            [&digest],
        )
        .unwrap();
        if version == 3 {
            db.execute_batch(
                "INSERT INTO family VALUES (1, 1, 1);
                 INSERT INTO statement VALUES (1, 1, 'the heron came back', 'Ana Ruiz', 1, '[\"a.txt\"]', '[]');
                 INSERT INTO quotation VALUES (1, 1, 1, 'direct', 'Ana Ruiz', 'the heron came back', 0, 19);
                 INSERT INTO said (rowid, text) VALUES (1, 'the heron came back');",
            )
            .unwrap();
        }
        drop(db);
        let mut collection = Collection::open(&file.0, Mode::Read).unwrap();
        assert_eq!(shape(collection.sql()), want, "from schema {version}");
        if version == 3 {
            let query = Query { words: "the heron came back".to_owned(), most: 5, ..Query::default() };
            let found = collection.find(&query).unwrap().statements;
            let known: Vec<_> = found.iter().map(|s| (s.routes.len(), s.independent.as_ref())).collect();
            assert_eq!(known, [(1, None)], "what was found before is there, and what it did not tell is unknown");
        }
        assert!(!collection.is_fresh().unwrap());
        drop(collection);
        collection = Collection::open(&file.0, Mode::Write).unwrap();
        assert!(matches!(collection.begin(), Err(StoreError::Stale(_))));
        collection.refresh(|| ()).unwrap();
        assert!(collection.is_fresh().unwrap() && collection.check(|| ()).unwrap().is_empty());
        assert_eq!(collection.page(1).unwrap().published.as_deref(), Some("2019-03-04"));
        let query = Query { words: "the gate held".to_owned(), most: 5, ..Query::default() };
        assert_eq!(collection.find(&query).unwrap().stories.len(), 1);
    }
}
