//! Hostile and damaged input: warnings or a clear error with a hint, never a panic, never minutes, never gigabytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod run;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use run::Folder;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// So many megabytes of one letter.
fn gz_of_nothing(megabytes: usize) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    let block = vec![b'a'; 1 << 20];
    for _ in 0..megabytes {
        out.write_all(&block).unwrap();
    }
    out.finish().unwrap()
}

const STORY: &str = "“The dam held all night,” said Ana Ruiz, a port engineer. “We were lucky,” she added.\n";

#[test]
fn empty_files_are_told_and_every_verb_goes_on() {
    let folder = Folder::new("empty");
    for name in ["a.html", "b.txt", "c.md", "d.jsonl", "e.warc", "f.txt.gz"] {
        folder.write(name, b"");
    }
    folder.write("story.txt", STORY);
    for verb in ["trace", "read", "quotes", "reuse"] {
        let ran = folder.run(&[verb, "."]).ends_with(1).tells("a.html: there is no text in it");
        assert!(!ran.stdout.is_empty(), "{verb} says nothing");
    }
}

#[test]
fn a_binary_file_is_not_read_and_the_others_are() {
    let folder = Folder::new("binary");
    let noise: Vec<u8> = (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    folder.write("noise.html", &noise);
    folder.write("story.txt", STORY);
    let ran = folder.run(&["read", ".", "--format", "jsonl"]).ends_with(1).tells("noise.html: not text (binary data)");
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn a_wrong_encoding_is_read_as_well_as_it_can_be() {
    let folder = Folder::new("encoding");
    folder.write("latin.html", b"<meta charset=utf-8><p>The caf\xE9 on the quay was shut all day long.</p>");
    folder.write("named.html", b"<meta charset=klingon><p>The dam held all night, and nobody slept.</p>");
    folder.write("cut.txt", [STORY.as_bytes(), b"\xE2\x80"].concat());
    let wide: Vec<u8> = STORY.encode_utf16().flat_map(u16::to_be_bytes).collect();
    folder.write("wide.txt", [b"\xFE\xFF".as_slice(), &wide].concat());
    let ran = folder.run(&["read", ".", "--format", "jsonl"]).ends_with(0);
    assert_eq!(ran.stdout.lines().count(), 4);
    let last = ran.stdout.lines().last().unwrap();
    assert!(last.contains("The dam held all night"), "{last}");
}

#[test]
fn nulls_in_a_page_do_not_hide_it() {
    let folder = Folder::new("nulls");
    folder.write("a.html", STORY.replace("held", "held\0").repeat(50));
    let ran = folder.run(&["read", "a.html", "--format", "jsonl"]).ends_with(0);
    assert!(ran.stdout.contains("all night"));
}

#[test]
fn markup_without_end_and_without_bottom_is_read() {
    let folder = Folder::new("markup");
    let tail = "<p>The dam held all night, and nobody on the quay slept.</p>";
    folder.write("deep.html", format!("{}{tail}", "<div>".repeat(100_000)));
    folder.write("bold.html", format!("{}{tail}", "<b><i><p>".repeat(50_000)));
    folder.write("table.html", format!("{}{tail}", "<table><tr><td>".repeat(40_000)));
    folder.write("open.html", format!("{tail}<p title=\"{}", "never closed ".repeat(50_000)));
    folder.write("comment.html", format!("{tail}<!-- {}", "never closed ".repeat(50_000)));
    folder.write("script.html", format!("{tail}<script>{}", "if (a < b) { } ".repeat(50_000)));
    folder.write(
        "attributes.html",
        format!("<div {}>{tail}", (0..50_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
    );
    folder.write("entities.html", format!("<p>{}</p>{tail}", "&amp;&nosuch;&#xFFFFFFFF;&#0;".repeat(50_000)));
    folder.write("brackets.html", format!("{}{tail}", "<".repeat(500_000)));
    let ran = folder.run(&["trace", ".", "--format", "json"]);
    assert!(ran.code < 2, "{}", ran.stderr);
    assert!(ran.stdout.contains("nobody on the quay slept"));
}

#[test]
fn a_line_without_end_is_read_by_every_verb() {
    let folder = Folder::new("line");
    folder.write("spaces.txt", " ".repeat(5_000_000));
    folder.write("letters.txt", "a".repeat(5_000_000));
    folder.write("words.txt", "the dam held all night ".repeat(100_000));
    folder.write("marks.txt", "“".repeat(300_000));
    folder.write("stops.txt", "a.".repeat(300_000));
    folder.write("record.jsonl", format!("{{\"id\":\"a\",\"text\":\"{}\"}}\n", "dam ".repeat(500_000)));
    for verb in ["trace", "read", "quotes", "reuse"] {
        folder.run(&[verb, "."]).ends_with(1).tells("spaces.txt: there is no text in it");
    }
}

/// Twice the text may take twice the time, and four times to spare for a busy machine; square time takes sixteen times as
/// long for four times the text. A short run is not judged, for it says more of the machine than of the program.
#[test]
fn what_is_repeated_without_end_takes_no_square_time() {
    let folder = Folder::new("repeated");
    let atoms = [
        "According to ",
        "told the Post ",
        "Source: Post\n\n",
        "“The dam held all night,” said Ana Ruiz.\n\n",
        "The Post confirmed the account of Ana Ruiz. ",
        "the Harbour Post of the Harbour Post ",
        "Originally appeared at the Post. ",
        "He said ",
        "“",
        "Ana Ruiz ",
        "Ana Ruiz said “no.” ",
        "3 people were killed. ",
        "Ana Ruiz (46) ",
        "Q: Who?\n\nA: We.\n\n",
        "FLOODED: The road\n",
        "\n",
    ];
    let time = |atom: &str, bytes: usize| {
        folder.write("page.txt", atom.repeat(bytes / atom.len()) + STORY);
        let start = std::time::Instant::now();
        let ran = folder.run(&["trace", "page.txt", "--format", "json", "--threads", "1"]);
        assert!(ran.code < 2, "{atom:?}: {}", ran.stderr);
        start.elapsed().as_secs_f64()
    };
    // Without optimisation everything takes some ten times as long.
    let bytes = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
    for atom in atoms {
        let (one, four) = (time(atom, bytes), time(atom, 4 * bytes));
        assert!(four < 8.0 || four < 10.0 * one, "{atom:?}: {one:.2} s, four times as much {four:.2} s");
        assert!(four < 60.0, "{atom:?}: {four:.2} s");
    }
}

#[test]
fn a_bomb_is_not_expanded() {
    let folder = Folder::new("bomb");
    let bomb = gz_of_nothing(300);
    folder.write("page.html.gz", &bomb);
    folder.write("records.jsonl.gz", &bomb);
    folder.write("crawl.warc.gz", &bomb);
    folder.write("twice.html.gz", gz(&bomb));
    folder.write("unnamed", &bomb);
    let mut zst = zstd::Encoder::new(Vec::new(), 3).unwrap();
    for _ in 0..300 {
        zst.write_all(&vec![0; 1 << 20]).unwrap();
    }
    folder.write("page.html.zst", zst.finish().unwrap());
    folder.write("story.txt", STORY);
    let ran = folder.run(&["read", ".", "--format", "jsonl"]).ends_with(1);
    let ran = ran
        .tells("page.html.gz: it expands beyond measure")
        .tells("twice.html.gz: not text (compressed more than once)");
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stderr);
}

#[test]
fn a_page_cut_short_in_its_compression_is_read_as_far_as_it_goes() {
    let folder = Folder::new("cut");
    let text: String = (0..5_000)
        .map(|n| format!("<p>On day {n} the dam held, and the watch wrote {}.</p>\n", n * 7919 % 1009))
        .collect();
    let whole = gz(text.as_bytes());
    folder.write("page.html.gz", &whole[..whole.len() / 2]);
    let ran = folder.run(&["read", "page.html.gz", "--format", "jsonl"]).ends_with(0).tells("read as far as it goes");
    assert!(ran.stdout.contains("On day 1000 the dam held"));
    assert!(!ran.stdout.contains("On day 4999 the dam held"));
}

#[test]
fn one_damaged_member_of_an_archive_is_one_lost_record() {
    let folder = Folder::new("member");
    let record = |n: usize| {
        let page =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>On day {n} the dam held all night.</p>");
        let text = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
        gz(text.as_bytes())
    };
    let mut records: Vec<Vec<u8>> = (0..5).map(record).collect();
    let middle = records[2].len() / 2;
    records[2][middle..middle + 12].fill(0xAA);
    folder.write("crawl.warc.gz", records.concat());
    let ran = folder
        .run(&["read", "crawl.warc.gz", "--format", "jsonl"])
        .ends_with(1)
        .tells("crawl.warc.gz, record 3 at byte");
    let ids: Vec<&str> = ran.stdout.lines().map(|l| &l[..9]).collect();
    assert_eq!(ids, ["{\"id\":\"0\"", "{\"id\":\"1\"", "{\"id\":\"3\"", "{\"id\":\"4\""]);
}

#[test]
fn many_warnings_are_counted_and_shown_on_demand() {
    let folder = Folder::new("warnings");
    folder.write("a.jsonl", "not a record\n".repeat(100) + "{\"id\":1,\"text\":\"The dam held.\"}\n");
    let ran = folder.run(&["read", "a.jsonl", "--format", "jsonl"]).ends_with(1).tells("and 80 more warnings");
    assert_eq!(ran.stderr.lines().count(), 21);
    let ran = folder.run(&["read", "a.jsonl", "--format", "jsonl", "--verbose"]).ends_with(1);
    assert_eq!(ran.stderr.lines().count(), 100);
}

#[test]
fn what_an_answer_is_written_to_is_not_read_again() {
    let folder = Folder::new("again");
    folder.write("story.txt", STORY);
    folder.run(&["trace", ".", "-o", "answer.html"]).ends_with(0);
    let first = std::fs::read(folder.path().join("answer.html")).unwrap();
    folder.run(&["trace", ".", "-o", "answer.html"]).ends_with(0);
    assert!(std::fs::read(folder.path().join("answer.html")).unwrap() == first);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn two_pages_of_one_name_are_two_pages() {
    let folder = Folder::new("name");
    folder.write("a/page.html", format!("<p>{STORY}</p>"));
    folder.write("b/page.html", format!("<p>{STORY}</p>"));
    let ran = folder.run(&["read", ".", "--format", "jsonl"]).ends_with(0);
    assert!(ran.stdout.contains("a/page.html\"") && ran.stdout.contains("b/page.html\""));
    folder.run(&["trace", ".", "--format", "json"]).ends_with(0);
}

#[test]
fn the_standard_input_is_told_by_its_bytes() {
    let folder = Folder::new("stdin");
    let records = "{\"id\":\"a\",\"text\":\"The dam held.\"}\n{\"id\":\"b\",\"text\":\"It broke.\"}\n";
    let ran = folder.run_with(&["read", "-", "--format", "jsonl"], &gz(records.as_bytes())).ends_with(0);
    assert_eq!(ran.stdout.lines().count(), 2);
    assert!(ran.stdout.contains("\"path\":\"-#b\""));
    let ran =
        folder.run_with(&["read", "-", "--format", "jsonl"], b"<html><body><p>The dam held all night.").ends_with(0);
    assert!(ran.stdout.contains("The dam held all night."));
    folder.run_with(&["trace", "-"], b"").ends_with(1).tells("-: there is no text in it");
}

#[cfg(unix)]
#[test]
fn links_in_a_ring_are_walked_once() {
    let folder = Folder::new("ring");
    folder.write("a/story.txt", STORY);
    std::os::unix::fs::symlink("../a", folder.path().join("a/again")).unwrap();
    std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("gone.txt")).unwrap();
    let ran = folder.run(&["read", ".", "--format", "jsonl"]).ends_with(1).tells("gone.txt");
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_an_error_with_a_hint_or_a_warning_in_a_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("rights");
    folder.write("secret.txt", STORY);
    folder.write("story.txt", STORY);
    let secret = folder.path().join("secret.txt");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&secret).is_ok() {
        return; // Nothing is closed to the superuser.
    }
    folder.run(&["read", "secret.txt"]).ends_with(2).tells("no permission to read it").tells("hint: Make it readable");
    folder.run(&["read", "."]).ends_with(1).tells("secret.txt: no permission to read it");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let folder = Folder::new("pipe");
    folder.write(
        "a.jsonl",
        (0..20_000).map(|n| format!("{{\"id\":{n},\"text\":\"The dam held.\"}}\n")).collect::<String>(),
    );
    let out = std::process::Command::new("sh")
        .args(["-c", "\"$0\" read a.jsonl --format jsonl | head -n 1", env!("CARGO_BIN_EXE_headwater")])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
    assert_eq!(out.stdout.iter().filter(|&&b| b == b'\n').count(), 1);
}
