//! The program `headwater`; see `lib.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    headwater_cli::main()
}
