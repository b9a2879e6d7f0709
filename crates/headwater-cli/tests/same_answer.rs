//! The answer depends on the pages alone: not on threads, nor on the order of the arguments.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use run::Folder;

/// Pages that share words, quote each other, and differ in little.
fn pages(folder: &Folder) -> Vec<String> {
    let people = ["Ana Ruiz", "Bo Lindqvist", "Chidi Okafor", "Dora Weiss"];
    let outlets = ["Harbour Post", "Delta Courier", "Quay Gazette"];
    let mut names = Vec::new();
    for n in 0..24 {
        let (who, outlet) = (people[n % 4], outlets[n % 3]);
        let day = 1 + n % 9;
        let story = format!(
            "On the {day}th of March the dam at Orlo held all night, and nobody on the quay slept, the watch wrote.\n\n\
             “The dam held all night, and we were {} lucky,” said {who}, a port engineer, in an interview with the {outlet}.\n\n\
             According to {who}, {} men worked on the wall. “Nobody will say it, but it was near,” she added.\n\n\
             {} The town council could not verify the account of {who}.\n",
            ["very", "truly", "only", ""][n % 4],
            40 + n % 3,
            if n % 2 == 0 { "Originally published by the Harbour Post." } else { "" },
        );
        let (name, text) = match n % 3 {
            0 => (format!("p{n:02}.txt"), story),
            1 => {
                let body: String = story.split("\n\n").map(|p| format!("<p>{p}</p>")).collect();
                (
                    format!("p{n:02}.html"),
                    format!("<title>The dam - {outlet}</title><article><h1>The dam held</h1>{body}</article>"),
                )
            }
            _ => {
                let record = serde_json::json!({"id": n, "text": story, "outlet": outlet, "date": format!("2019-03-{:02}", day + 1)});
                (format!("p{n:02}.jsonl"), format!("{record}\n"))
            }
        };
        folder.write(&name, text);
        names.push(name);
    }
    names.extend(hand_copies(folder));
    names
}

/// Copies of one text, each with slips of its own: their tree is looked for by walks over trees.
fn hand_copies(folder: &Folder) -> Vec<String> {
    let words: Vec<String> = (0..160)
        .map(|n| {
            format!(
                "{}{}",
                ["mar", "tel", "bo", "sun"][n % 4],
                "aeiou".repeat(n / 40 + 1).get(n % 5..n % 5 + 3).unwrap_or("x")
            )
        })
        .collect();
    let copy = |n: usize| {
        let mut own = words.clone();
        for i in 0..9 {
            own[(n * 37 + i * 17) % 160].push_str(["n", "st", "l"][i % 3]);
            own[(n / 2 * 53 + i * 11) % 160].push('r');
        }
        let lines: Vec<String> = own.chunks(12).map(|l| format!("Then {}.", l.join(" "))).collect();
        lines.join(" ")
    };
    let name = |n: usize| format!("hand{n}.txt");
    (0..7).for_each(|n| folder.write(&name(n), copy(n) + "\n"));
    (0..7).map(name).collect()
}

#[test]
fn neither_threads_nor_the_order_of_arguments_reach_the_answer() {
    let folder = Folder::new("same");
    let names = pages(&folder);
    let mut arguments: Vec<&str> = names.iter().map(String::as_str).collect();
    for (verb, format) in [
        ("trace", "json"),
        ("trace", "text"),
        ("trace", "html"),
        ("read", "jsonl"),
        ("quotes", "jsonl"),
        ("reuse", "jsonl"),
    ] {
        let mut run = |threads: &str| {
            let list = [&[verb, "--format", format, "--threads", threads], &arguments[..]].concat();
            let answer = folder.run(&list).ends_with(0).stdout;
            arguments.reverse();
            arguments.rotate_left(5);
            answer
        };
        let first = run("1");
        assert!(!first.is_empty());
        for threads in ["1", "2", "5"] {
            assert!(
                run(threads) == first,
                "{verb} --format {format} differs with {threads} threads and other arguments"
            );
        }
    }
}
