//! What is found: misquoted sentences, filters, order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests use all of it")]
mod made;

use headwater_store::{Answer, Collection, Query};
use made::{File, add, stories};

fn find(collection: &Collection, words: &str, change: &dyn Fn(&mut Query)) -> Answer {
    let mut query = Query { words: words.to_owned(), most: 5, ..Query::default() };
    change(&mut query);
    collection.find(&query).unwrap()
}

#[test]
fn a_misquoted_sentence_finds_its_statement_and_filters_hold() {
    let file = File::new("find");
    let mut collection = file.open();
    add(&mut collection, &stories());
    let find = |words: &str, change: &dyn Fn(&mut Query)| find(&collection, words, change);
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

#[test]
fn every_kind_of_misquote_finds_its_statement_first() {
    let file = File::new("misquotes");
    let mut collection = file.open();
    let page = |name: &str, said: &str, who: &str| {
        (
            format!("{name}.txt"),
            format!("{name} Post, 4 March 2019\n\nNobody slept at {name}.\n\n{said} said {who}, a baker."),
        )
    };
    let pages = vec![
        page(
            "Aar",
            "“We carried forty-two sacks of sand up the long stair before the river took the lower town,”",
            "Ana Ruiz",
        ),
        page("Bree", "“It is what it is, and it was as it was when we were there with all of them,”", "Bo Lindqvist"),
        page(
            "Ceva",
            "“Señora Núñez opened the café on the quay at six o’clock, and nobody came in all day,”",
            "Chidi Okafor",
        ),
        page(
            "Dorn",
            "“The council paid 1,250 crowns for a bell that has never rung since the old tower fell,”",
            "Dora Vell",
        ),
        page(
            "Esk",
            "“Sand was carried by no one while the lower gate stood open to the sea in that winter,”",
            "Emil Brandt",
        ),
    ];
    add(&mut collection, &pages);
    for (asked, who) in [
        // Words dropped, replaced, put in another order.
        ("carried sacks of sand up the stair before river took the town", "Ana Ruiz"),
        ("We hauled forty sacks of earth up the long stairs before the river took the lower village", "Ana Ruiz"),
        ("before the river took the lower town we carried forty-two sacks of sand up the long stair", "Ana Ruiz"),
        // Common words only.
        ("it is what it is and it was what it was", "Bo Lindqvist"),
        // Accents and apostrophes left out, other quotation marks, capital letters.
        ("«SENORA NUNEZ OPENED THE CAFE ON THE QUAY AT SIX O'CLOCK»", "Chidi Okafor"),
        // Other figures, written otherwise.
        ("The council paid 1300 crowns for a bell that never rang since the old tower fell", "Dora Vell"),
        ("the council paid 1250 crowns for a bell that has never rung", "Dora Vell"),
        // A part of it.
        ("the lower gate stood open to the sea that winter", "Emil Brandt"),
    ] {
        let found = find(&collection, asked, &|_| ());
        let first = found.statements.first().unwrap_or_else(|| panic!("nothing for {asked:?}"));
        assert_eq!(first.speaker.as_deref(), Some(who), "{asked:?}");
    }
    for asked in ["The mayor opened the new bridge to the sound of a brass band", "and so it goes on and on with them"]
    {
        assert!(find(&collection, asked, &|_| ()).statements.is_empty(), "{asked:?}");
    }
}

#[test]
fn what_is_found_stands_in_the_same_order_however_the_pages_came() {
    // The same words on pages of one day, of none, and of other days.
    let pages: Vec<(String, String)> = (0..24)
        .map(|n| {
            let day = [" 4 March 2019", " 2 March 2019", ""][n % 3];
            let outlet = ["Delta Courier", "Harbour Post", "Quay Gazette", "Valley Herald"][n % 4];
            let text = format!("{outlet},{day}\n\n“The tower bell rang number {n} at noon,” said Ana Ruiz number {n}.");
            (format!("p{n:02}.txt"), text)
        })
        .collect();
    let mut orders = Vec::new();
    for (name, turned) in [("order-1", 0), ("order-2", 11)] {
        let file = File::new(name);
        let mut collection = file.open();
        let mut pages = pages.clone();
        pages.rotate_left(turned);
        add(&mut collection, &pages);
        let found = find(&collection, "tower bell", &|q| q.most = 30);
        let of = |t: &headwater_store::Told| t.quotations.iter().map(|q| q.path.clone()).collect::<Vec<_>>();
        let statements: Vec<Vec<String>> = found.statements.iter().map(of).collect();
        let stories: Vec<String> = found.stories.iter().map(|s| s.page.path.clone()).collect();
        let dates: Vec<Option<String>> = found.stories.iter().map(|s| s.page.published.clone()).collect();
        assert_eq!(dates.iter().filter(|d| d.is_some()).count(), 16);
        assert!(dates[..16].is_sorted(), "dated pages first, the earliest of them first");
        assert_eq!(stories.len(), 24);
        orders.push((statements, stories));
    }
    assert_eq!(orders[0], orders[1]);
}
