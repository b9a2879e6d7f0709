//! Runs of the program as its user sees them: every `tests/cmd/*.md` is a list of commands and what they print.
//!
//! `TRYCMD=overwrite cargo test -p headwater-cli --test program` writes what they print now; read the difference.

#[test]
fn the_program_prints_what_its_cases_say() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
