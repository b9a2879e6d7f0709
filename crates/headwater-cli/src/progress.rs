//! Bars on a terminal, nothing in a pipe.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far reading has come, shown on the standard error if that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whoever made it clears it away; those it was lent to do not.
    owned: bool,
}

impl Progress {
    /// A bar over `files` files.
    pub(crate) fn new(quiet: bool) -> Progress {
        let shown = !quiet && std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        if !shown {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}  {elapsed}") {
            bar.set_style(style);
        }
        Progress { bar, owned: true }
    }

    /// The same bar, for somebody else to move.
    pub(crate) fn lend(&self) -> Progress {
        Progress { bar: self.bar.clone(), owned: false }
    }

    /// What is being done.
    pub(crate) fn begin(&self, what: &'static str) {
        self.bar.set_message(what);
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// So many of so many parts of this are done.
    pub(crate) fn part(&self, what: &'static str, done: u64, of: u64) {
        if self.bar.length() != Some(of) {
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {percent} %  {elapsed}") {
                self.bar.set_style(style);
            }
            self.bar.set_length(of);
        }
        self.bar.set_message(what);
        self.bar.set_position(done);
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// So many more are done.
    pub(crate) fn advance(&self, by: usize) {
        self.bar.inc(by as u64);
    }

    /// Prints without disturbing the bar.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.owned {
            self.bar.finish_and_clear();
        }
    }
}
