//! Large families, which are not traced anew with every page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests use all of it")]
mod made;

use headwater_store::{Collection, Query, Ruling};
use made::{File, add, findings};

/// Page `n` of a chain: it shares a paragraph with the page before and one with the page behind.
fn link(n: usize) -> (String, String) {
    let paragraph = |n: usize| {
        let words: Vec<String> = (0..14).map(|k| format!("w{}x{}", n, (k * 7 + n) % 19)).collect();
        words.join(" ")
    };
    let said = format!("“Boat b{n} went past mole m{n} with lamp l{n} lit,” said Ana Ruiz.");
    (format!("p{n:03}.txt"), format!("{}.\n\n{said}\n\n{}.", paragraph(n), paragraph(n + 1)))
}

fn family(collection: &Collection, page: &str) -> (i64, i64) {
    let query =
        "SELECT family.pages, traced FROM family JOIN page ON page.family = family.id WHERE path = ?1 AND current = 1";
    collection.sql().query_row(query, [page], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
}

fn finds(collection: &Collection, n: usize) -> bool {
    let words = format!("boat b{n} went past mole m{n} with lamp l{n} lit");
    let found = collection.find(&Query { words, most: 1, ..Query::default() }).unwrap();
    found.statements.first().is_some_and(|s| s.near > 0.99)
}

#[test]
fn a_large_family_is_traced_when_it_has_grown_and_what_is_said_on_new_pages_is_found_before() {
    let file = File::new("large");
    let mut collection = file.open();
    add(&mut collection, &(0..120).map(link).collect::<Vec<_>>());
    assert_eq!(family(&collection, "p000.txt"), (120, 120));
    add(&mut collection, &[link(120)]);
    assert_eq!(family(&collection, "p000.txt"), (121, 120));
    assert!(finds(&collection, 120) && finds(&collection, 7));
    // A small family that the next page ties to it keeps what was found of it.
    add(&mut collection, &[link(122), link(123)]);
    assert_eq!(family(&collection, "p122.txt"), (2, 2));
    add(&mut collection, &[link(121)]);
    assert_eq!(family(&collection, "p122.txt").0, 124);
    assert!((120..124).all(|n| finds(&collection, n)));
    // Another version takes the words of the one before out, and brings its own.
    let (path, text) = link(60);
    add(
        &mut collection,
        &[(path.clone(), text.replace("l60 ", "l960 ").replace("b60 ", "b960 ").replace("m60 ", "m960 "))],
    );
    assert!(finds(&collection, 960) && !finds(&collection, 60));
    assert!(collection.check(|| ()).unwrap().is_empty());
    // A decision is seen at once, and so are twelve pages more.
    let ruling = Ruling::Note { page: "p005.txt".to_owned() };
    let mut batch = collection.begin().unwrap();
    batch.decide(&ruling, "Ida Berg", "2019-03-18T08:00:00Z", None).unwrap();
    batch.commit().unwrap();
    assert_eq!(family(&collection, "p000.txt"), (124, 124));
    add(&mut collection, &(124..137).map(link).collect::<Vec<_>>());
    assert_eq!(family(&collection, "p000.txt"), (137, 137));
    // What is added by hand to a very large family does not wait for the family.
    add(&mut collection, &(137..230).map(link).collect::<Vec<_>>());
    assert_eq!(family(&collection, "p000.txt"), (230, 230));
    for from in [230, 236, 242, 248] {
        add(&mut collection, &(from..from + 6).map(link).collect::<Vec<_>>());
    }
    assert_eq!(family(&collection, "p000.txt"), (254, 230));
    assert!((230..254).all(|n| finds(&collection, n)));
    add(&mut collection, &(254..264).map(link).collect::<Vec<_>>());
    assert_eq!(family(&collection, "p000.txt"), (264, 264));
    // In the end it is as if all had come at once.
    let before = findings(&collection);
    collection.refresh(|| ()).unwrap();
    assert_eq!(before, findings(&collection));
    // Parted in two, and one of them small.
    let cut = collection.named("p130.txt").unwrap().id;
    let mut batch = collection.begin().unwrap();
    batch.remove(cut).unwrap();
    batch.commit().unwrap();
    assert_eq!((family(&collection, "p000.txt").0, family(&collection, "p131.txt").0), (130, 133));
}
