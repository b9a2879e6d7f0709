//! A program that is killed, and what it leaves to read.

use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts a command in a folder, in a group of its own that can be killed as a whole.
pub(crate) fn start(command: &mut Command, folder: &Path) -> Child {
    command.current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0).spawn().unwrap()
}

/// What a program that was killed had told, in whole lines.
pub(crate) fn last_words(mut child: Child) -> Vec<String> {
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    child.wait().unwrap();
    let whole = out.rfind('\n').map_or("", |end| &out[..end]);
    whole.lines().map(str::to_owned).collect()
}
