//! What sort of thing a verb or a noun mostly means: so that a cue nobody wrote in the texts learned from ("was startled
//! by") is judged by others of its kind.
//!
//! The classes are data (`data/speech/senses.txt`, from WordNet's index). The list has lemmas; the build
//! (`build/senses.rs`) makes their regular forms and lays them into a table that is looked up by the hash that every token
//! has anyway.

use super::part::{is_noun, is_verb};

/// The classes of all known forms.
#[derive(Clone, Copy, Debug)]
pub struct Senses {
    /// The hash of a form, its class as a verb, its class as a noun; all 0 where there is none. A power of two of rows.
    rows: &'static [[u8; 8]],
}

/// The classes that the library carries.
pub fn senses() -> Senses {
    Senses { rows: include_bytes!(concat!(env!("OUT_DIR"), "/senses.bin")).as_chunks().0 }
}

impl Senses {
    /// The class of a token by its form's hash and its tag; 0 where it is not known, or neither verb nor noun.
    pub fn of(self, word: u32, tag: u8) -> u8 {
        let verb = is_verb(tag);
        if !verb && !is_noun(tag) {
            return 0;
        }
        let mask = self.rows.len().wrapping_sub(1);
        let mut rows = (0..64).map_while(|step| self.rows.get((word as usize).wrapping_add(step) & mask));
        let hash = |row: &[u8; 8]| u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
        // An empty row ends the search, and has no classes.
        let row = rows.find(|row| hash(row) == word || hash(row) == 0);
        row.map_or(0, |row| if verb { row[4] } else { row[5] })
    }
}

/// Whether a verb of class `class` mostly, or also, tells of somebody saying something.
pub fn is_told_verb(class: u8) -> bool {
    class & 15 == 4 || class & 16 != 0
}

/// Whether a verb of class `class` tells of somebody saying something where its content has a finite verb (`clause`) or is an
/// infinitive (`to`): it is mostly one of communication, or one of communication too that takes such a content; who intends or hopes to
/// do something says nothing.
pub fn says(class: u8, clause: bool, to: bool) -> bool {
    class & 15 == 4 || class & 16 != 0 && (class & 64 != 0 && clause || class & 128 != 0 && to && !is_seen(class))
}

/// Whether a verb of class `class` mostly tells of somebody thinking, feeling or seeing.
pub fn is_seen(class: u8) -> bool {
    matches!(class & 15, 3 | 9 | 11)
}

/// Whether a noun of class `class` mostly, or also, means something that is said.
pub fn is_told_noun(class: u8) -> bool {
    class & 31 == 8 || class & 32 != 0
}

/// Whether a noun of class `class` mostly means a person.
pub fn is_person(class: u8) -> bool {
    class & 31 == 16
}

#[cfg(test)]
mod tests {
    use super::super::form;
    use super::*;

    #[test]
    fn a_verb_has_the_class_of_its_lemma_in_every_form() {
        let of = |w: &str| senses().of(form::word(w), 15);
        assert_ne!(of("say"), 0);
        for (a, b) in
            [("say", "said"), ("admit", "admitted"), ("deny", "denies"), ("argue", "arguing"), ("tell", "told")]
        {
            assert_eq!(of(a), of(b), "{a}, {b}");
        }
        assert_eq!(of("say") & 15, 4);
        assert_eq!(senses().of(form::word("spokesman"), 1) & 31, 16);
        assert_eq!(senses().of(form::word("spokesman"), 22), 0);
    }

    #[test]
    fn the_table_holds_all_forms_with_room_to_find_them() {
        let rows = senses().rows;
        let used = rows.iter().filter(|r| r[..4] != [0; 4]).count();
        assert!(rows.len().is_power_of_two());
        assert!(used > 60_000 && used < rows.len() * 3 / 4, "{used}");
    }
}
