//! Files and pages that tests make.

use std::collections::BTreeSet;
use std::path::PathBuf;

use headwater::page::{Limits, Source};
use headwater_store::{Collection, Incoming, Mode};

/// A file of a test's own, gone after it.
pub(crate) struct File(pub(crate) PathBuf);

impl File {
    pub(crate) fn new(name: &str) -> File {
        let file = File(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.hw", std::process::id())));
        file.clear();
        file
    }

    fn clear(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }

    pub(crate) fn open(&self) -> Collection {
        Collection::open(&self.0, Mode::Create).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.clear();
    }
}

pub(crate) fn add(collection: &mut Collection, pages: &[(String, String)]) {
    let mut batch = collection.begin().unwrap();
    for (path, text) in pages {
        let incoming = Incoming::read(Source::text(path, text), path.clone(), None, &Limits::default());
        batch.add(&incoming, "2019-03-18T08:00:00Z").unwrap();
    }
    batch.commit().unwrap();
}

/// Two stories told on several pages each, with changes, and pages that tell neither.
pub(crate) fn stories() -> Vec<(String, String)> {
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
pub(crate) fn findings(collection: &Collection) -> BTreeSet<String> {
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
