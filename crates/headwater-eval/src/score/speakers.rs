//! Who is meant: the invented cases of `suite/speech/speakers-*.md`, each right or wrong as a whole.
//!
//! They are the cases that `cargo test` runs; those that are known to come out wrong are marked there as open and count
//! as wrong here.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::json;

use super::Scores;
use crate::data;
use crate::measure::ratio;

#[allow(dead_code, clippy::expect_used, clippy::disallowed_methods)]
#[path = "../../../headwater/tests/suite/case.rs"]
mod case;
#[allow(dead_code)]
#[path = "../../../headwater/tests/suite/view.rs"]
mod view;

/// Where the cases are.
pub(super) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../suite/speech")
}

/// Figures: the share of cases that come out right, of all and of each file.
pub(super) fn measure() -> Result<Scores> {
    let mut scores = Scores::default();
    let (mut right, mut all) = (0, 0);
    for path in data::files(&folder())? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(kind) = name.strip_prefix("speakers-") else { continue };
        let text = fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
        let cases = case::parse(&text, &folder());
        let (mut good, count) = (0, cases.len());
        for case in cases {
            let trace = case.trace();
            let holds =
                |e: &case::Expectation| view::lines(&e.view, &trace).is_some_and(|found| e.failures(&found).is_empty());
            let ok = case.expectations.iter().all(holds);
            good += usize::from(ok);
            scores.case(format!("speakers/{kind}/{}", case.title), json!(ok));
        }
        scores.figure(format!("speakers.{kind}"), ratio(good as f64, count as f64));
        (right, all) = (right + good, all + count);
    }
    scores.figure("speakers.right", ratio(f64::from(u32::try_from(right)?), f64::from(u32::try_from(all)?)));
    Ok(scores)
}
