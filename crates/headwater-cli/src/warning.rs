//! What went wrong without stopping the program, told on the standard error.

use std::io::Write as _;

/// How many warnings are shown unless all are asked for: enough to see what is wrong, few enough to be read.
const SHOWN: usize = 20;

/// Prints warnings, the first of them in full and the rest as a number.
#[derive(Debug)]
pub(crate) struct Warnings {
    most: usize,
    told: usize,
    unread: usize,
}

impl Warnings {
    /// Warnings of which all are shown, or the first few.
    pub(crate) fn new(all: bool) -> Warnings {
        Warnings { most: if all { usize::MAX } else { SHOWN }, told: 0, unread: 0 }
    }

    /// Tells one.
    pub(crate) fn tell(&mut self, text: &str) {
        self.told += 1;
        if self.told <= self.most {
            // Nobody is left to be told where the standard error is closed.
            let _ = writeln!(anstream::stderr(), "warning: {text}");
        }
    }

    /// Tells one of something that could not be read at all.
    pub(crate) fn unread(&mut self, text: &str) {
        self.unread += 1;
        self.tell(text);
    }

    /// How many things could not be read at all.
    pub(crate) fn count_unread(&self) -> usize {
        self.unread
    }

    /// Says how many were not shown.
    pub(crate) fn finish(&self) {
        let rest = self.told.saturating_sub(self.most);
        if rest > 0 {
            let plural = if rest == 1 { "" } else { "s" };
            let _ = writeln!(anstream::stderr(), "warning: and {rest} more warning{plural}; --verbose shows all");
        }
    }
}
