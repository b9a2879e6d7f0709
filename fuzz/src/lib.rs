//! Fuzz targets: what must hold for any bytes, for each room that reads bytes from outside, and for the whole way from
//! texts to reports.
//!
//! [`target`] says what must hold, [`mutate`] makes inputs out of the corpus in `fuzz/corpus` and of the suite's texts, and the program
//! `headwater-fuzz` (`main.rs`) drives them for a given time. `fuzz/libfuzzer` drives the same targets with libFuzzer.

pub mod mutate;
pub mod target;
