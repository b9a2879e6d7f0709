//! Killed at any moment: what was told is there, what is left is whole, and in the end nothing shows that it was killed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod killed;
#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use headwater_store::{Collection, Mode};
use killed::{last_words, start};
use run::Folder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_headwater");

/// Pages that quote and copy each other, so that nearly every one changes a family.
fn pages(folder: &Folder, n: usize) {
    for i in 0..n {
        let who = ["Ana Ruiz", "Bo Lindqvist", "Chidi Okafor"][i % 3];
        let text = format!(
            "Harbour Post, {} March 2019\n\nOn the quay number {} the gate was shut all night, and nobody slept.\n\n“The gate \
             held all night, and we were lucky,” said {who}, a port engineer.\n\n{who} counted {} boats before the rain.\n",
            1 + i % 28,
            i % 7,
            10 + i
        );
        folder.write(&format!("pages/p{i:03}.txt"), text);
    }
}

/// How often the program is killed: `HEADWATER_KILLS`, else 200 times.
fn kills() -> u64 {
    std::env::var("HEADWATER_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

/// Numbers to choose moments by (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// Runs a script in the folder, in which `$0` is the program, and kills it and all it started after a while. What it told,
/// in whole lines.
fn killed(folder: &Folder, script: &str, after: Duration) -> Vec<String> {
    let child = start(Command::new("sh").args(["-c", script, PROGRAM]), folder.path());
    std::thread::sleep(after);
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status().unwrap();
    last_words(child)
}

/// The pages that are there, by their paths.
fn there(folder: &Folder) -> BTreeMap<String, i64> {
    let list = folder.run(&["list", "c.hw", "--format", "jsonl"]).ends_with(0).stdout;
    let lines = list.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    lines.map(|v| (v["path"].as_str().unwrap().to_owned(), v["id"].as_i64().unwrap())).collect()
}

/// Statements as the tables hold them.
fn findings(folder: &Folder, name: &str) -> BTreeSet<String> {
    let collection = Collection::open(&folder.path().join(name), Mode::Read).unwrap();
    let query = "SELECT statement.text || ifnull(statement.speaker, '') || pages || routes || origins || ' ' ||
                 (SELECT group_concat(line) FROM (SELECT path || ' ' || begin AS line FROM quotation JOIN page
                  ON page.id = quotation.page WHERE statement = statement.id ORDER BY line)) FROM statement";
    let mut all = collection.sql().prepare(query).unwrap();
    all.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn what_was_told_is_there_whenever_the_program_is_killed() {
    const PAGES: u64 = 60;
    let folder = Folder::new("kill");
    pages(&folder, PAGES as usize);
    folder.run(&["add", "c.hw", "pages/p000.txt"]).ends_with(0);
    let mut chance = Chance(88_172_645_463_325_252);
    let mut decided: BTreeSet<String> = BTreeSet::new();
    for n in 0..kills() {
        let before = there(&folder);
        let few: Vec<String> = (0..6).map(|_| format!("pages/p{:03}.txt", chance.below(PAGES))).collect();
        let few = few.join(" ");
        // Adding page by page, adding many at once, taking out, deciding and undoing.
        let script = match n % 4 {
            0 => format!("for p in {few}; do $0 add --format jsonl c.hw $p; done"),
            1 => format!("$0 add --format jsonl c.hw {few} pages/p0{}*.txt", chance.below(6)),
            2 => format!("for p in {few}; do $0 remove c.hw $p; done"),
            _ => format!("for n in 1 2 3 4; do $0 decide c.hw --by Ida note pages/p000.txt k{n}x$n; done"),
        };
        let told = killed(&folder, &script, Duration::from_micros(chance.below(90_000)));
        if n % 5 == 0 {
            folder.run(&["check", "c.hw"]).ends_with(0);
        }
        let after = there(&folder);
        for line in &told {
            if let Ok(added) = serde_json::from_str::<serde_json::Value>(line) {
                let path = added["path"].as_str().unwrap();
                assert_eq!(after.get(path).copied(), added["id"].as_i64(), "{path}, told as added, after kill {n}");
            } else if let Some(removed) = line.strip_prefix("removed ") {
                let path = removed.split(' ').nth(1).unwrap();
                assert!(!after.contains_key(path), "{path}, told as removed, after kill {n}");
            } else if let Some(decision) = line.strip_prefix("decided ") {
                decided.insert(decision.split(':').next().unwrap().to_owned());
            }
        }
        // Nothing else came or went than what was being done.
        let gone = before.keys().filter(|p| !after.contains_key(*p)).count();
        let come = after.keys().filter(|p| !before.contains_key(*p)).count();
        assert!(if n % 4 == 2 { come == 0 } else { gone == 0 }, "kill {n}: {gone} gone, {come} come");
    }
    let list = folder.run(&["decide", "c.hw", "list"]).ends_with(0).stdout;
    for id in &decided {
        assert!(list.lines().any(|l| l.trim_start().starts_with(&format!("{id} "))), "decision {id}: {list}");
    }
    // The rest is added, and nothing shows that it was ever killed.
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    let notes: Vec<&str> = list.lines().filter_map(|l| l.split_whitespace().next()).collect();
    for id in notes.iter().filter(|n| n.parse::<i64>().is_ok()) {
        folder.run(&["decide", "c.hw", "--by", "Ida", "undo", id]).ends_with(0);
    }
    folder.run(&["check", "c.hw"]).ends_with(0);
    let trace =
        |arguments: &[&str]| folder.run(&[&["trace", "--format", "json"], arguments].concat()).ends_with(0).stdout;
    assert!(trace(&["--collection", "c.hw"]) == trace(&["pages"]), "the trace is that of the pages");
    folder.run(&["add", "-q", "new.hw", "pages"]).ends_with(0);
    assert_eq!(findings(&folder, "c.hw"), findings(&folder, "new.hw"));
    assert!(!fs::exists(folder.path().join("c.hw-wal")).unwrap());
}
