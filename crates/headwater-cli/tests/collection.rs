//! A collection as its user sees it: the same answers as without one, and nothing lost, whatever happens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use std::fs;
use std::process::{Command, Stdio};

use run::Folder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_headwater");

/// Invented pages that quote and copy each other: `n` of them, under their names.
fn pages(folder: &Folder, n: usize) {
    let people = ["Ana Ruiz", "Bo Lindqvist", "Chidi Okafor"];
    for i in 0..n {
        let who = people[i % 3];
        let text = format!(
            "The gate at Orlo, part {i}\n\nHarbour Post, {} March 2019\n\nOn the quay number {} the gate was shut all \
             night, and nobody slept.\n\n“The gate held all night, and we were lucky,” said {who}, a port engineer.\n\n\
             {who} counted {} boats before the rain of that week began.\n",
            1 + i % 28,
            i % 7,
            10 + i
        );
        if i % 2 == 0 {
            folder.write(&format!("pages/p{i:03}.txt"), text);
        } else {
            let body: String = text.split("\n\n").map(|p| format!("<p>{p}</p>")).collect();
            folder.write(&format!("pages/p{i:03}.html"), format!("<title>Gate {i}</title><article>{body}</article>"));
        }
    }
}

#[test]
fn a_collection_traces_as_its_pages_do() {
    let folder = Folder::new("collection-same");
    pages(&folder, 12);
    // One by one and out of order.
    let mut names: Vec<String> = (0..12).map(|i| format!("pages/p{i:03}.{}", ["txt", "html"][i % 2])).collect();
    names.rotate_left(5);
    names.swap(0, 7);
    for name in &names {
        folder.run(&["add", "c.hw", name]).ends_with(0);
    }
    for format in ["json", "text", "html"] {
        let direct = folder.run(&["trace", "pages", "--format", format]).ends_with(0).stdout;
        let kept = folder.run(&["trace", "--collection", "c.hw", "--format", format]).ends_with(0).stdout;
        assert!(direct == kept, "the {format} of the collection differs");
    }
    assert!(!folder.path().join("c.hw-wal").exists(), "the collection is one file");
}

#[test]
fn an_archive_of_a_collection_makes_the_same_collection() {
    let folder = Folder::new("collection-archive");
    pages(&folder, 5);
    let latin =
        b"<meta charset=iso-8859-1><title>Caf\xe9</title><article><p>The caf\xe9 by the quay was shut all week, \
        the owner said.</p></article>";
    folder.write("pages/latin.html", latin);
    let record = "{\"id\":1,\"text\":\"“It held,” said Ana.\",\"url\":\"https://a.example/1\",\"outlet\":\"Post\",\
                  \"authors\":[\"A\"],\"date\":\"2019\"}\n";
    folder.write("pages/r.jsonl", record);
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    folder.write("pages/p000.txt", "Another text. “It broke,” said Ana Ruiz.");
    folder.run(&["add", "c.hw", "pages/p000.txt"]).ends_with(0);
    for name in ["a.warc", "a.warc.gz"] {
        folder.run(&["export", "c.hw", "--versions", "-o", name]).ends_with(0);
        let copy = format!("{name}.hw");
        folder.run(&["add", &copy, name]).ends_with(0);
        for (c, answer) in [("c.hw", "x"), (copy.as_str(), "y")] {
            folder.run(&["export", c, "--format", "json", "-o", answer]).ends_with(0);
        }
        assert!(fs::read(folder.path().join("x")).unwrap() == fs::read(folder.path().join("y")).unwrap());
        let versions = |c: &str| {
            let list = folder.run(&["list", c, "--versions", "--format", "jsonl"]).ends_with(0).stdout;
            let mut lines: Vec<(String, i64)> = list
                .lines()
                .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
                .map(|v| (v["sha256"].as_str().unwrap().to_owned(), v["version"].as_i64().unwrap()))
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(versions("c.hw"), versions(&copy));
    }
    let shown = fs::read(folder.path().join("pages/latin.html")).unwrap();
    folder.run(&["show", "c.hw", "pages/latin.html", "--raw", "-o", "raw"]).ends_with(0);
    assert_eq!(fs::read(folder.path().join("raw")).unwrap(), shown);
}

#[test]
fn a_changed_page_is_a_version_and_the_same_page_is_nothing() {
    let folder = Folder::new("collection-versions");
    let record = |words: &str| format!("{{\"id\":1,\"url\":\"https://a.example/x#top\",\"text\":\"{words}\"}}\n");
    folder.write("a.jsonl", record("Bo Lind counted forty boats at the quay before the rain."));
    folder.write("b.jsonl", record("Bo Lind counted fourteen boats at the quay before the rain."));
    assert!(folder.run(&["add", "c.hw", "a.jsonl"]).ends_with(0).stdout.starts_with("added 1 a.jsonl#1\n"));
    let again = folder.run(&["add", "c.hw", "a.jsonl"]).ends_with(0).stdout;
    assert!(again.starts_with("unchanged 1 a.jsonl#1\n"), "{again}");
    let changed = folder.run(&["add", "c.hw", "b.jsonl"]).ends_with(0).stdout;
    assert!(changed.starts_with("version 2 of b.jsonl#1 is 2\n"), "{changed}");
    let shown = folder.run(&["show", "c.hw", "https://a.example/x", "--diff"]).ends_with(0).stdout;
    assert!(shown.contains("[-forty-]{+fourteen+}"), "{shown}");
    let list = folder.run(&["list", "c.hw"]).ends_with(0).stdout;
    assert_eq!(list.lines().count(), 1);
    folder.run(&["show", "c.hw", "1", "--diff", "7"]).ends_with(2).tells("There are: version 1, 2.");
    folder.run(&["show", "c.hw", "9"]).ends_with(2).tells("there is no page 9").tells("headwater list");
    folder.run(&["remove", "c.hw", "https://a.example/x"]).ends_with(0);
    folder.run(&["list", "c.hw"]).ends_with(0);
    // Ids are never given twice.
    assert!(folder.run(&["add", "c.hw", "a.jsonl"]).ends_with(0).stdout.starts_with("added 3 "));
    folder.run(&["check", "c.hw"]).ends_with(0);
}

#[test]
fn what_is_no_collection_is_refused_with_what_to_do() {
    let folder = Folder::new("collection-foreign");
    pages(&folder, 3);
    folder.run(&["list", "c.hw"]).ends_with(2).tells("there is no collection c.hw").tells("headwater add");
    folder.write("empty.hw", "");
    folder.run(&["list", "empty.hw"]).ends_with(2).tells("it is empty");
    for verb in [&["list", "pages/p000.txt"][..], &["add", "pages/p000.txt", "pages/p001.html"], &["check", "pages"]] {
        folder.run(verb).ends_with(2).tells("is no collection").tells("the collection comes first");
    }
    assert!(fs::read_to_string(folder.path().join("pages/p000.txt")).unwrap().starts_with("The gate"));
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    let whole = fs::read(folder.path().join("c.hw")).unwrap();
    for cut in [50, 99, 4096, whole.len() / 2, whole.len() - 1] {
        folder.write("cut.hw", &whole[..cut]);
        for verb in [&["list", "cut.hw"][..], &["add", "cut.hw", "pages"], &["trace", "--collection", "cut.hw"]] {
            folder.run(verb).ends_with(2).tells("cut short").tells("Take it back from a copy");
        }
    }
    // The number of the schema stands at byte 60, that of the application at 68, both with the highest byte first.
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    folder.write("newer.hw", newer);
    folder.run(&["add", "newer.hw", "pages"]).ends_with(2).tells("a later version").tells("Use the version");
    let mut other = whole.clone();
    other[68..72].copy_from_slice(b"ABCD");
    folder.write("other.hw", other);
    folder.run(&["list", "other.hw"]).ends_with(2).tells("SQLite database of another program");
}

#[test]
fn damage_is_found_and_the_rest_is_saved() {
    let folder = Folder::new("collection-damage");
    for i in 0..40 {
        let words: Vec<String> = (0..400).map(|k| format!("w{}", (i * 7919 + k * 104_729) % 99_991)).collect();
        folder.write(&format!("pages/{i:02}.txt"), words.join(" "));
    }
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    folder.run(&["check", "c.hw"]).ends_with(0);
    let whole = fs::read(folder.path().join("c.hw")).unwrap();
    let pages = |c: &str| folder.run(&["export", c, "--format", "jsonl"]).ends_with(0).stdout;
    let good = pages("c.hw");
    // What is damaged is told, or it was room that nothing stands in; nothing panics.
    let mut told = 0;
    for at in (1..16).map(|n| whole.len() * n / 16) {
        let mut damaged = whole.clone();
        for b in &mut damaged[at..at + 24] {
            *b ^= 0x5a;
        }
        folder.write("d.hw", damaged);
        let check = folder.run(&["check", "d.hw"]);
        assert!((0..=2).contains(&check.code));
        if check.code == 0 {
            assert!(pages("d.hw") == good, "damage at byte {at} was not told");
        } else {
            told += 1;
        }
        let saved = folder.run(&["export", "d.hw", "--format", "warc", "-o", "s.warc"]);
        if saved.code < 2 {
            folder.run(&["add", &format!("s{at}.hw"), "s.warc"]);
        }
    }
    assert!(told >= 8, "{told} of 15 damages were told");
}

#[test]
fn a_full_disk_loses_nothing_and_says_what_to_do() {
    let folder = Folder::new("collection-full");
    pages(&folder, 30);
    folder.run(&["add", "c.hw", "pages/p000.txt"]).ends_with(0);
    // A file may grow by little only: the system refuses to write as it does on a full disk.
    let blocks = fs::metadata(folder.path().join("c.hw")).unwrap().len() / 512 + 20;
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" add c.hw pages", blocks.div_ceil(2));
    let ran = Command::new("sh").args(["-c", &script, PROGRAM]).current_dir(folder.path()).output().unwrap();
    let stderr = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("Make room and do the same again"), "{stderr}");
    folder.run(&["check", "c.hw"]).ends_with(0);
    let told = String::from_utf8_lossy(&ran.stdout).lines().filter(|l| l.starts_with("added")).count();
    let there = folder.run(&["list", "c.hw"]).ends_with(0).stdout.lines().count();
    assert!(there > told, "{there} pages are there, {told} were told");
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    assert_eq!(folder.run(&["list", "c.hw"]).ends_with(0).stdout.lines().count(), 30);
}

#[test]
fn two_that_write_and_one_that_reads_do_not_disturb_each_other() {
    let folder = Folder::new("collection-two");
    pages(&folder, 80);
    let spawn = |from: usize| {
        let names: Vec<String> =
            (from..from + 40).map(|i| format!("pages/p{i:03}.{}", ["txt", "html"][i % 2])).collect();
        let script = format!("for p in {}; do \"$0\" add -q c.hw $p || exit 9; done", names.join(" "));
        Command::new("sh")
            .args(["-c", &script, PROGRAM])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let (mut one, mut two) = (spawn(0), spawn(40));
    let mut last = 0;
    while one.try_wait().unwrap().is_none() || two.try_wait().unwrap().is_none() {
        let ran = folder.run(&["list", "c.hw"]);
        // Before the first commit there is no collection yet.
        if ran.code == 0 {
            let now = ran.stdout.lines().filter(|l| !l.starts_with("The collection is empty")).count();
            assert!(now >= last, "{now} pages after {last}");
            last = now;
        }
    }
    assert!(one.wait().unwrap().success() && two.wait().unwrap().success());
    assert_eq!(folder.run(&["list", "c.hw"]).ends_with(0).stdout.lines().count(), 80);
    folder.run(&["check", "c.hw"]).ends_with(0);
}

#[test]
fn what_a_person_decides_wins_lasts_and_is_told_until_it_is_undone() {
    let folder = Folder::new("collection-decide");
    let gate = "“The gate held all night, and we were luckier than anybody on that quay will admit,” said Ana Ruiz.";
    let crew = "Four crews of the board carried sand up the long stair until the tide turned at five in the morning.";
    let mill = "“We shut the mill because the north wheel shook and the bolts came out of the wall,” said Rita Voss.";
    folder.write("a.txt", format!("Harbour Post, 4 March 2019\n\n{crew}\n\n{gate}"));
    folder.write("b.txt", format!("Delta Courier, 5 March 2019\n\n{gate}\n\nNobody of the board would say more."));
    folder.write("c.txt", format!("Quay Gazette, 6 March 2019\n\n{crew}\n\n{mill}"));
    folder.run(&["add", "c.hw", "a.txt", "b.txt", "c.txt"]).ends_with(0);
    let decide = |arguments: &[&str]| {
        let told = folder.run(&[&["decide", "c.hw", "--by", "Bo Lind"], arguments].concat()).ends_with(0).stdout;
        told.split([' ', ':']).nth(1).unwrap().to_owned()
    };
    let trace = || -> serde_json::Value {
        let json = folder.run(&["trace", "--collection", "c.hw", "--format", "json"]).ends_with(0).stdout;
        serde_json::from_str(&json).unwrap()
    };
    let before = trace();
    let undo = |number: &str| {
        decide(&["undo", number]);
        assert_eq!(trace()["notes"], before["notes"]);
    };

    let date = decide(&["date", "a.txt", "2018-01-02", "--why", "the print edition"]);
    assert_eq!(trace()["pages"][0]["published"], "2018-01-02");
    assert_eq!(trace()["pages"][0]["published_evidence"]["kind"], "decision");
    for format in ["text", "html", "json"] {
        let told =
            folder.run(&["trace", "--collection", "c.hw", "--format", format, "--width", "400"]).ends_with(0).stdout;
        let sentence = told.contains("decision (Bo Lind") && told.contains("(the print edition)");
        assert!(sentence, "the {format} report does not tell it: {told}");
    }
    // It holds for another version of the page, and in lists.
    folder.write("a.txt", format!("Harbour Post, 4 March 2019\n\n{crew}\n\n{gate}\n\nIt rained."));
    assert!(folder.run(&["add", "c.hw", "a.txt"]).ends_with(0).stdout.starts_with("version 2"));
    assert!(folder.run(&["list", "c.hw"]).ends_with(0).stdout.contains("2018-01-02"));
    assert_eq!(trace()["pages"][0]["published"], "2018-01-02");
    folder.run(&["refresh", "c.hw"]).ends_with(0);
    assert!(folder.run(&["list", "c.hw"]).ends_with(0).stdout.contains("2018-01-02"));
    undo(&date);
    assert_eq!(trace()["pages"][0]["published"], "2019-03-04");

    let month = decide(&["date", "a.txt", "2017-05"]);
    assert_eq!(trace()["pages"][0]["published"], "2017-05");
    undo(&month);
    let named = |t: &serde_json::Value, name: &str| {
        t["speakers"].as_array().unwrap().iter().filter(|s| s["name"] == name).count()
    };
    assert_eq!((named(&before, "Ana Ruiz"), named(&before, "Rita Voss")), (1, 1));
    let one = decide(&["same-speaker", "Ana Ruiz", "Rita Voss"]);
    assert_eq!(named(&trace(), "Ana Ruiz") + named(&trace(), "Rita Voss"), 1);
    undo(&one);
    let two = decide(&["other-speaker", "b.txt", "Ana Ruiz"]);
    assert_eq!(named(&trace(), "Ana Ruiz"), 2);
    undo(&two);

    let statements = |t: &serde_json::Value| t["statements"].as_array().unwrap().len();
    let apart = decide(&["other-statement", "b.txt", "The gate held all night"]);
    assert_eq!(statements(&trace()), statements(&before) + 1);
    undo(&apart);
    let together = decide(&["same-statement", "b.txt", "The gate held", "c.txt", "We shut the mill"]);
    assert_eq!(statements(&trace()), statements(&before) - 1);
    undo(&together);

    let parent = decide(&["parent", "c.txt", "b.txt"]);
    let from: Vec<serde_json::Value> = trace()["derivations"].as_array().unwrap().clone();
    let decided: Vec<&serde_json::Value> = from.iter().filter(|d| d["evidence"][0]["kind"] == "decision").collect();
    assert_eq!(decided.len(), 1);
    assert_eq!((&decided[0]["page"], &decided[0]["from"]["page"]), (&"p3".into(), &"p2".into()));
    undo(&parent);
    let role = decide(&["role", "c.txt", "furniture", "Four crews"]);
    assert_eq!(trace()["reuse"].as_array().unwrap().len(), before["reuse"].as_array().unwrap().len() - 1);
    undo(&role);
    decide(&["author", "c.txt", "Ida Berg"]);
    decide(&["note", "c.txt", "seen in the archive of the town"]);
    let told = folder.run(&["trace", "--collection", "c.hw", "--width", "400"]).ends_with(0).stdout;
    assert!(told.contains("seen in the archive of the town") && told.contains("written by Ida Berg"), "{told}");

    folder.run(&["decide", "c.hw", "--by", "x", "undo", &role]).ends_with(2).tells("there is no decision");
    folder.run(&["decide", "c.hw", "--by", "x", "date", "a.txt", "some day"]).ends_with(2).tells("Write it as 2019");
    folder
        .run(&["decide", "c.hw", "--by", "x", "role", "a.txt", "story", "No such words"])
        .ends_with(2)
        .tells("first words");
    let list = folder.run(&["decide", "c.hw", "list"]).ends_with(0).stdout;
    assert_eq!(list.lines().filter(|l| l.contains("undone by Bo Lind")).count(), 8, "{list}");
    // Decisions go with an export, the undone ones too, and come once however often it is added.
    for name in ["all.warc", "all.warc.gz"] {
        folder.run(&["export", "c.hw", "--versions", "-o", name]).ends_with(0);
        let copy = format!("{name}.hw");
        let taken = folder.run(&["add", &copy, name]).ends_with(0).stdout;
        assert!(taken.contains("10 decisions taken over"), "{taken}");
        assert_eq!(folder.run(&["decide", &copy, "list"]).ends_with(0).stdout, list);
        let traced = folder.run(&["trace", "--collection", &copy, "--format", "json"]).ends_with(0).stdout;
        assert_eq!(serde_json::from_str::<serde_json::Value>(&traced).unwrap(), trace());
        let again = folder.run(&["add", &copy, name]).ends_with(0).stdout;
        assert!(!again.contains("taken over"), "{again}");
    }
    let archive = fs::read(folder.path().join("all.warc")).unwrap();
    folder.run_with(&["add", "e.hw", "-"], &archive).ends_with(1).tells("taken from a file only");
    folder.run(&["check", "c.hw"]).ends_with(0);
}
