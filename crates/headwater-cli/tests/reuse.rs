//! `headwater reuse`, option by option.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use run::Folder;
use serde_json::Value;

/// Words that stand nowhere else.
fn words(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|n| format!("w{n}q")).collect::<Vec<_>>().join(" ")
}

/// What the program prints of two pages or more, a JSON value a line. All blocks are asked for: made words are no story.
fn found(name: &str, pages: &[String], options: &[&str]) -> Vec<Value> {
    let folder = Folder::new(name);
    for (n, page) in pages.iter().enumerate() {
        folder.write(&format!("p{n:03}.txt"), page);
    }
    let all: Vec<&str> = [&["reuse", ".", "--all-blocks", "--format", "jsonl"], options].concat();
    let ran = folder.run(&all).ends_with(0);
    ran.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn copies(lines: &[Value]) -> Vec<u64> {
    lines.iter().filter(|l| l["kind"] == "copy").map(|l| l["words"].as_u64().unwrap()).collect()
}

/// A page and another with nine of its words.
fn nine() -> [String; 2] {
    [words(0..60), format!("{} {} {}", words(200..230), words(20..29), words(300..330))]
}

#[test]
fn a_passage_has_as_many_words_as_were_asked_for() {
    assert_eq!(copies(&found("reuse-nine", &nine(), &[])), [9]);
    assert_eq!(copies(&found("reuse-nine-of-nine", &nine(), &["--least-words", "9"])), [9]);
    assert!(found("reuse-nine-of-ten", &nine(), &["--least-words", "10"]).is_empty());
    let six = [words(0..60), format!("{} {} {}", words(200..230), words(20..26), words(300..330))];
    assert!(found("reuse-six", &six, &[]).is_empty());
    assert_eq!(copies(&found("reuse-six-of-five", &six, &["--least-words", "5"])), [6]);
}

#[test]
fn a_passage_is_as_much_the_same_as_was_asked_for() {
    let changed = |n: usize| if n % 4 == 3 { n + 1000 } else { n };
    let pages = [words(0..60), words((0..60).map(changed))];
    let share = |lines: &[Value]| lines.iter().map(|l| l["identity"].as_f64().unwrap()).next();
    let equal = share(&found("reuse-share", &pages, &["--no-loose"])).unwrap();
    assert!((0.7..0.8).contains(&equal), "{equal}");
    assert!(found("reuse-share-high", &pages, &["--no-loose", "--identity", "0.9"]).is_empty());
}

#[test]
fn a_phrase_on_too_many_pages_is_told_and_not_silently_left_out() {
    let pages: Vec<String> =
        (0..60).map(|n| format!("{} {}", words(0..12), words(1000 + 40 * n..1030 + 40 * n))).collect();
    let all = found("reuse-phrase-all", &pages, &["--no-loose"]);
    assert_eq!((all.len(), copies(&all).len()), (60 * 59 / 2, 60 * 59 / 2));
    let few = found("reuse-phrase", &pages, &["--no-loose", "--most-pages", "55"]);
    assert_eq!(few.len(), 1);
    assert_eq!((&few[0]["pages"], &few[0]["text"]), (&Value::from(60), &Value::from(words(0..12))));
    assert!(few[0]["set_phrase"]["path"].as_str().unwrap().ends_with("p000.txt"));
}

#[test]
fn comments_are_looked_at_only_on_demand() {
    let folder = Folder::new("reuse-blocks");
    for (name, story) in [
        ("a.html", "The signal box will be pulled down in March, the railway said on Monday."),
        ("b.html", "Forty spaces for cars will be ready by the autumn, the town hall wrote."),
    ] {
        folder.write(name, format!("<article><h1>{name}</h1><p>{story}</p></article><section id=comments><h3>Comments</h3><div class=comment><b>pippin</b><p>My grandmother picked cherries there every June and never once paid the stationmaster for them.</p></div></section>"));
    }
    let run = |options: &[&str]| {
        let all = [&["reuse", "a.html", "b.html", "--format", "jsonl"], options].concat();
        folder
            .run(&all)
            .ends_with(0)
            .stdout
            .lines()
            .filter(|l| l.contains("cherries") || l.contains("\"copy\""))
            .count()
    };
    assert_eq!((run(&[]), run(&["--all-blocks"])), (0, 1));
}

#[test]
fn pages_that_share_nothing_are_one_text_through_a_page_between_them() {
    // Of the first page's words the second changed one in four, and of those it kept the third one in three.
    let second = |n: usize| if n % 4 == 1 { n + 1000 } else { n };
    let third = |n: usize| if n % 4 == 3 { n + 2000 } else { second(n) };
    let pages = [words(0..80), words((0..80).map(second)), words((0..80).map(third))];
    let pairs = found("reuse-chain-pairs", &pages, &["--no-loose"]);
    let path = |l: &Value, side: &str| l[side]["path"].as_str().unwrap().to_owned();
    assert!(
        pairs.iter().all(|l| path(l, "a").ends_with("p001.txt") || path(l, "b").ends_with("p001.txt")),
        "{pairs:?}"
    );
    let clusters = found("reuse-chain", &pages, &["--clusters"]);
    assert_eq!(clusters.len(), 1);
    assert_eq!((&clusters[0]["pages"], clusters[0]["variants"].as_array().unwrap().len()), (&Value::from(3), 3));
}

#[test]
fn a_passage_that_stands_twice_and_pieces_in_order_are_passages_of_their_own() {
    let twice = [words(0..40), format!("{} {} {}", words(0..40), words(500..600), words(0..40))];
    assert_eq!(copies(&found("reuse-twice", &twice, &[])), [40, 40]);
    let pieces =
        format!("{} {} {} {} {}", words(0..30), words(500..560), words(30..70), words(600..660), words(70..90));
    let lines = found("reuse-pieces", &[words(0..90), pieces], &["--no-loose"]);
    assert_eq!(copies(&lines), [30, 40, 20]);
    let begins = |side: &str| lines.iter().map(|l| l[side]["span"][0].as_u64().unwrap()).collect::<Vec<_>>();
    assert!(begins("a").is_sorted() && begins("b").is_sorted());
}

#[test]
fn neither_memory_nor_threads_nor_the_order_of_pages_reach_the_answer() {
    let folder = Folder::new("reuse-memory");
    let names: Vec<String> = (0..40).map(|n| format!("p{n:02}.txt")).collect();
    for (n, name) in names.iter().enumerate() {
        let own = words(1000 * n..1000 * n + 50);
        let copied = words((1000 * (n / 3)..1000 * (n / 3) + 45).filter(|w| w % 11 != n % 11));
        folder.write(name, format!("{own} {copied}"));
    }
    for clusters in [false, true] {
        let run = |memory: &str, threads: &str, turned: bool| {
            let mut all = vec!["reuse", "--all-blocks", "--format", "jsonl", "--memory", memory, "--threads", threads];
            all.extend(clusters.then_some("--clusters"));
            let mut pages: Vec<&str> = names.iter().map(String::as_str).collect();
            if turned {
                pages.reverse();
            }
            all.extend(pages);
            folder.run(&all).ends_with(0).stdout
        };
        let want = run("1G", "1", false);
        assert!(want.lines().count() >= 13, "{want}");
        for (memory, threads, turned) in [("1G", "3", true), ("1K", "1", false), ("1K", "4", true)] {
            assert_eq!(run(memory, threads, turned), want, "{memory} {threads}");
        }
    }
}
