//! Floors: what was reached once must not be lost. Each is pinned with a digest of the data it was measured on.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::data::{Data, digest};
use crate::score::{self, Part, Scores};

/// How far below what was measured a floor is pinned, so that a harmless change of one case in a few hundred passes.
const SLACK: f64 = 0.002;

/// What `floors.json` holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Floors {
    /// The digest of the data that each part was measured on.
    data: BTreeMap<String, String>,
    /// Figure to floor.
    floors: BTreeMap<String, f64>,
    /// Figure to what is aimed at; kept by hand.
    aims: BTreeMap<String, f64>,
}

/// The figures that floors hold. Precision and recall are two sides of one decision and go up and down against each other,
/// so what is held is their F1; and a made set of forty stories moves by two hundredths with one case, so what is held of
/// those is the mean over their seeds. All figures are printed all the same.
fn held(scores: &Scores) -> BTreeMap<String, f64> {
    let mut seeds: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (name, &score) in &scores.figures {
        let parts: Vec<&str> = name.split('.').collect();
        if parts.last().is_none_or(|p| ["p", "r", "content_p", "content_r"].contains(p)) {
            continue;
        }
        let seedless: Vec<&str> = parts.into_iter().filter(|p| p.parse::<u32>().is_err()).collect();
        seeds.entry(seedless.join(".")).or_default().push(score);
    }
    seeds.into_iter().map(|(name, s)| (name, s.iter().sum::<f64>() / s.len() as f64)).collect()
}

fn place() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("floors.json")
}

fn load() -> Result<Floors> {
    let path = place();
    let text = fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} has another shape", path.display()))
}

/// The parts that can be measured here on the data that their floors were pinned to; says of each other why not.
fn comparable(data: &Data, parts: &[Part], floors: &Floors) -> Result<Vec<Part>> {
    let mut out = Vec::new();
    for part in Part::chosen(parts) {
        if let Some(why) = score::skipped(data, part) {
            println!("{:10} skipped: {why}", part.name());
        } else if floors
            .data
            .get(part.name())
            .filter(|_| !part.is_own())
            .is_some_and(|pinned| digest(&part.needs(data)).is_ok_and(|d| d != *pinned))
        {
            println!("{:10} skipped: these data are others than those its floors were measured on", part.name());
        } else {
            out.push(part);
        }
    }
    Ok(out)
}

/// Measures, and prints each figure with its floor and aim. Fails where one is below its floor.
pub(crate) fn check(data: &Data, parts: &[Part]) -> Result<ExitCode> {
    let floors = load()?;
    let parts = comparable(data, parts, &floors)?;
    if parts.is_empty() {
        println!("floors: nothing was measured");
        return Ok(ExitCode::SUCCESS);
    }
    let figures = held(&score::measure(data, &parts)?);
    println!("{:40} {:>8} {:>8} {:>8} {:>8}", "figure", "score", "floor", "margin", "aim");
    let mut below = 0;
    for (name, &score) in &figures {
        let Some(&floor) = floors.floors.get(name) else {
            println!("{name:40} {score:>8.4}     none");
            continue;
        };
        let aim = floors.aims.get(name).map_or_else(String::new, |a| format!("{a:.4}"));
        // Floors are written with four digits.
        let lost = score < floor - 5e-5;
        below += usize::from(lost);
        let mark = if lost { "  BELOW ITS FLOOR" } else { "" };
        println!("{name:40} {score:>8.4} {floor:>8.4} {:>+8.4} {aim:>8}{mark}", score - floor);
    }
    if below > 0 {
        println!("floors: {below} of {} figures are below their floors", figures.len());
        println!(
            "hint: `headwater-eval score --out FILE` before and after a change, then `headwater-eval compare`, shows which cases moved"
        );
        return Ok(ExitCode::FAILURE);
    }
    println!("floors: all held");
    Ok(ExitCode::SUCCESS)
}

/// Measures, and raises every floor to what was measured less [`SLACK`]. A figure that is below its floor fails.
pub(crate) fn pin(data: &Data, parts: &[Part], new_data: bool) -> Result<ExitCode> {
    let mut floors = load()?;
    let parts = if new_data { Part::chosen(parts) } else { comparable(data, parts, &floors)? };
    let figures = held(&score::measure(data, &parts)?);
    let mut refused = 0;
    for (name, &score) in &figures {
        let floor = ((score - SLACK).max(0.0) * 1e4).floor() / 1e4;
        match floors.floors.get(name) {
            Some(&old) if !new_data && score < old - 5e-5 => {
                refused += 1;
                println!("{name:40} {score:.4} is below its floor {old:.4}, which stays");
            }
            Some(&old) if !new_data && floor <= old => {}
            old => {
                println!("{name:40} {} → {floor:.4}", old.map_or_else(|| "none".to_owned(), |o| format!("{o:.4}")));
                floors.floors.insert(name.clone(), floor);
            }
        }
    }
    for part in parts {
        if !part.is_own() && score::skipped(data, part).is_none() {
            floors.data.insert(part.name().to_owned(), digest(&part.needs(data))?);
        }
    }
    fs::write(place(), serde_json::to_string_pretty(&floors)? + "\n").context("can't write floors.json")?;
    Ok(if refused > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
