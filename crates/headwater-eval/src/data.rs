//! The annotated data: where it is, how it is read, and which it is.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// The folder with annotated data.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    root: PathBuf,
}

impl Data {
    /// The data in `root`, which need not be there.
    pub(crate) fn at(root: &Path) -> Data {
        Data { root: root.to_owned() }
    }

    /// A file or folder of it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A script that makes or scores stories; they stand beside the data.
    pub(crate) fn script(&self, name: &str) -> PathBuf {
        self.root.join("../score").join(name)
    }
}

/// The bytes of a file, decompressed if its name ends in `.gz`.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let open = || -> std::io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let file = BufReader::new(File::open(path)?);
        match path.extension().is_some_and(|e| e == "gz") {
            true => flate2::bufread::MultiGzDecoder::new(file).read_to_end(&mut out)?,
            false => { file }.read_to_end(&mut out)?,
        };
        Ok(out)
    };
    open().with_context(|| format!("can't read {}", path.display()))
}

/// The records of a file that holds one JSON object a line.
pub(crate) fn records<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let bytes = bytes(path)?;
    let lines = bytes.split(|&b| b == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    lines
        .map(|(n, line)| serde_json::from_slice(line).with_context(|| format!("{}, line {}", path.display(), n + 1)))
        .collect()
}

/// The files of a folder, by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    Ok(files)
}

/// The first 16 hexadecimal digits of the SHA-256 of files and of all files in folders, with their names.
pub(crate) fn digest(paths: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for path in paths {
        let list = if path.is_dir() { files(path)? } else { vec![path.clone()] };
        for file in list {
            hash.update(file.file_name().unwrap_or_default().as_encoded_bytes());
            hash.update(fs::read(&file).with_context(|| format!("can't read {}", file.display()))?);
        }
    }
    Ok(hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect())
}
