//! The program `headwater`: arguments, files and terminals around the core library, which knows none of them.

mod command;
mod error;
mod export;
mod fetch;
pub mod fuzzed;
mod input;
mod output;
mod progress;
mod warning;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    match command::run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            if error.kind != error::ErrorKind::BrokenPipe {
                // Nobody is left to be told where the standard error is closed.
                let _ = writeln!(anstream::stderr(), "{error}");
            }
            error.exit_code()
        }
    }
}
