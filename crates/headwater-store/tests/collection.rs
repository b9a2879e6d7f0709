//! The file itself: migrations, families, findings, and what is found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use headwater::page::{self, Limits, Source};
use headwater::trace;
use headwater_store::{APPLICATION_ID, Collection, Incoming, Mode, Query, StoreError};
use proptest::prelude::*;
use rusqlite::Connection;

/// A file of a test's own, gone after it.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> File {
        let file = File(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.hw", std::process::id())));
        file.clear();
        file
    }

    fn clear(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }

    fn open(&self) -> Collection {
        Collection::open(&self.0, Mode::Create).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.clear();
    }
}

fn add(collection: &mut Collection, pages: &[(String, String)]) {
    let mut batch = collection.begin().unwrap();
    for (path, text) in pages {
        let incoming = Incoming::read(Source::text(path, text), path.clone(), None, &Limits::default());
        batch.add(&incoming, "2019-03-18T08:00:00Z").unwrap();
    }
    batch.commit().unwrap();
}

/// Two stories told on several pages each, with changes, and pages that tell neither.
fn stories() -> Vec<(String, String)> {
    let page = |name: &str, day: usize, parts: &[&str]| {
        (format!("{name}.txt"), format!("{name} Gazette, {day} March 2019\n\n{}", parts.join("\n\n")))
    };
    let gate = "“The gate held all night, and we were luckier than anybody on that quay will ever admit,” said Ana Ruiz, a \
                port engineer.";
    let changed = "“The gate held all the night, and we were luckier than anybody on that quay will admit,” Ana Ruiz, a port \
                   engineer, said.";
    let crew =
        "Four crews of the harbour board carried sand up the long stair until the tide turned at five in the morning.";
    let mill = "“We shut the mill because the north wheel shook so badly that the bolts came out of the wall,” said Bo \
                Lindqvist, who owns it.";
    let wheel =
        "The wheel of the mill was cast ninety years ago and has been mended by three smiths since the last flood.";
    vec![
        page("Harbour", 4, &[gate, crew]),
        page("Delta", 5, &[crew, changed]),
        page("Quay", 6, &[gate, "Nobody of the board would say on Tuesday how often the gate had been greased."]),
        page("Valley", 7, &[mill, wheel]),
        page("Hill", 8, &[wheel, mill]),
        page("River", 9, &["The fair opened on Sunday with a race of carts, and children ate plums by the bucket."]),
        page("Coast", 9, &["“I never saw so many gulls in one place in all my life,” said Chidi Okafor, a fisherman."]),
    ]
}

/// Statements as the tables hold them, by words that no id stands in.
fn findings(collection: &Collection) -> BTreeSet<String> {
    let mut all = collection
        .sql()
        .prepare(
            "SELECT statement.text, ifnull(statement.speaker, ''), pages, routes, origins,
                    (SELECT group_concat(line, ' | ') FROM (SELECT path || ' ' || begin || ' ' || end AS line FROM quotation
                     JOIN page ON page.id = quotation.page WHERE statement = statement.id ORDER BY line))
             FROM statement",
        )
        .unwrap();
    let rows = all.query_map([], |r| {
        let column = |n: usize| r.get::<_, String>(n);
        Ok(format!(
            "{} — {} — {} — {} — {} — {}",
            column(0)?,
            column(1)?,
            r.get::<_, i64>(2)?,
            column(3)?,
            column(4)?,
            column(5)?
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

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
    let earlier: Vec<(i64, &str)> = vec![(1, include_str!("schemas/1.sql"))];
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
        drop(db);
        let mut collection = Collection::open(&file.0, Mode::Read).unwrap();
        assert_eq!(shape(collection.sql()), want, "from schema {version}");
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

#[test]
fn a_misquoted_sentence_finds_its_statement_and_filters_hold() {
    let file = File::new("find");
    let mut collection = file.open();
    add(&mut collection, &stories());
    let find = |words: &str, change: &dyn Fn(&mut Query)| {
        let mut query = Query { words: words.to_owned(), most: 5, ..Query::default() };
        change(&mut query);
        collection.find(&query).unwrap()
    };
    let misquoted = "The gates held all night and we were luckier than everybody on the quay would admit";
    let found = find(misquoted, &|_| ());
    assert_eq!(found.statements.len(), 1);
    let told = &found.statements[0];
    assert_eq!(told.speaker.as_deref(), Some("Ana Ruiz"));
    let days: Vec<&str> = told.quotations.iter().filter_map(|q| q.published.as_deref()).collect();
    assert_eq!(days, ["2019-03-04", "2019-03-05", "2019-03-06"]);
    assert_eq!(find("SAND stair", &|_| ()).pages, 2);
    assert_eq!(find("sand stair", &|q| q.since = Some("2019-03-05".to_owned())).pages, 1);
    assert_eq!(find("sand stair", &|q| q.until = Some("2019-02".to_owned())).pages, 0);
    assert_eq!(find("sand stair", &|q| q.until = Some("2019-03".to_owned())).pages, 2);
    assert_eq!(find("sand stair", &|q| q.outlet = Some("delta".to_owned())).pages, 1);
    assert_eq!(find("the", &|q| q.speaker = Some("lindq".to_owned())).pages, 2);
    assert!(find(misquoted, &|q| q.speaker = Some("Okafor".to_owned())).statements.is_empty());
    let nothing = find("zebra \" OR NEAR( * - :", &|_| ());
    assert!(nothing.statements.is_empty() && nothing.pages == 0 && nothing.unknown.contains(&"zebra".to_owned()));
}
