//! Stories whose history is known, made by the scripts beside the data with fixed seeds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use headwater::trace::Options;
use serde::de::DeserializeOwned;

use crate::answer::{self, Answer};
use crate::data::{self, Data};

/// Stories of one run, as many as the figures in the design were measured on.
const STORIES: &str = "40";

/// Whether the scripts can run here.
pub(super) fn has_python() -> bool {
    Command::new("python3").arg("--version").output().is_ok_and(|out| out.status.success())
}

/// A made collection: what is true of it, and what the program makes of it.
pub(super) struct Made<T> {
    /// What the script knows.
    pub(super) truth: T,
    /// What the program found.
    pub(super) answer: Answer,
}

/// Makes a collection with `script` (without its `.py`), reads and traces it.
pub(super) fn make<T: DeserializeOwned>(
    data: &Data,
    script: &str,
    seed: u32,
    extra: &[&str],
    options: &Options,
) -> Result<Made<T>> {
    let folder = Folder::new(&format!("{script}-{seed}{}", extra.concat()))?;
    let articles = data.path("quotes/polnear-train.jsonl");
    let out = Command::new("python3")
        .arg(data.script(&format!("{script}.py")))
        .args(["make", "--stories", STORIES, "--seed", &seed.to_string()])
        .arg("--articles")
        .arg(articles)
        .arg("--out")
        .arg(&folder.0)
        .args(extra)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .with_context(|| format!("can't run {script}.py"))?;
    if !out.status.success() {
        bail!("{script}.py: {}", String::from_utf8_lossy(&out.stderr).trim());
    }
    let truth = data::bytes(&folder.0.join("truth.json"))?;
    let truth = serde_json::from_slice(&truth).with_context(|| format!("{script}.py wrote another truth"))?;
    let answer = answer::trace_with(answer::read_folder(&folder.0.join("pages"))?, options)?;
    Ok(Made { truth, answer })
}

/// A folder that is gone when nobody needs it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("headwater-eval-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("can't make {}", Path::display(&path)))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
