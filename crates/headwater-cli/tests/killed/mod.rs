//! What a program that was killed leaves to read.

use std::io::Read as _;

/// What a program that was killed had told, in whole lines.
pub(crate) fn last_words(mut child: std::process::Child) -> Vec<String> {
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    child.wait().unwrap();
    let whole = out.rfind('\n').map_or("", |end| &out[..end]);
    whole.lines().map(str::to_owned).collect()
}
