//! Marks the build with a digest of all sources and data that decide what is read of a page, so that what an earlier
//! build has read is never taken for what this one would; and makes the table of [`senses`].

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads the sources; the library itself reads nothing"
)]

#[path = "build/senses.rs"]
mod senses;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Sources and data of the stages up to speech. What comes after them is never kept.
const READ: [&str; 7] = ["src/id.rs", "src/span.rs", "src/page", "src/speech", "data/page", "data/speech", "build"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for name in READ {
        println!("cargo::rerun-if-changed={name}");
        gather(Path::new(name), &mut files)?;
    }
    files.sort();
    let mut digest = OFFSET;
    for file in files {
        digest = fold(digest, file.to_string_lossy().as_bytes());
        digest = fold(digest, &fs::read(&file)?);
    }
    let made = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("senses.bin");
    fs::write(made, senses::table(&fs::read_to_string("data/speech/senses.txt")?)?)?;
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo::rustc-env=HEADWATER_READER={version}-{digest:016x}");
    Ok(())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo 1991): to tell builds apart, not to withstand anybody.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn fold(digest: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(digest, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
