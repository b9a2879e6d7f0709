//! One libFuzzer program for every target: the environment variable `TARGET` names the one that is driven.
#![no_main]

use std::sync::LazyLock;

use headwater_fuzz::target::{ALL, Target};

static CHOSEN: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("TARGET").unwrap_or_else(|_| "html".to_owned());
    ALL.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("TARGET={name} is no target"))
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (CHOSEN.run)(bytes));
