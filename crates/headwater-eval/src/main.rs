//! Scores Headwater on annotated data, holds the scores against pinned floors, and trains the small models.

mod answer;
mod data;
mod floor;
mod measure;
mod score;
#[cfg(test)]
mod seeds;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measures Headwater on annotated data, case by case, and trains its small models.
#[derive(Debug, Parser)]
#[command(name = "headwater-eval", version)]
struct Arguments {
    /// The folder with the annotated data; its sibling `score` holds the scripts that make stories
    #[arg(long, global = true, default_value = "../shared/data", value_name = "DIR")]
    data: PathBuf,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Measure, and print every figure
    Score {
        /// What to measure [default: all]
        #[arg(value_enum)]
        parts: Vec<score::Part>,
        /// Write every figure and every case there
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Count where the errors of attributions are, as a table
    Errors,
    /// Measure what each kind of evidence adds: the scores of made stories with it taken away, as a table
    Ablation,
    /// Measure trees of invented texts copied by hand: average sign similarity, beside two known methods
    Hand {
        /// The seeds that constants were chosen on, not those that are reported
        #[arg(long)]
        tuning: bool,
        /// Print every text by itself too
        #[arg(long)]
        cases: bool,
    },
    /// Print whether the confidence of derivations is what it says, as a table
    Reliability {
        /// Seeds of the stories that are made [default: those that are scored]
        #[arg(long, value_delimiter = ',')]
        seeds: Vec<u32>,
    },
    /// Say which cases moved between two files that `score --out` wrote
    Compare {
        /// The earlier one
        before: PathBuf,
        /// The later one
        after: PathBuf,
    },
    /// Measure, and fail where a figure is below its floor
    Floors {
        /// What to measure [default: all]
        #[arg(value_enum)]
        parts: Vec<score::Part>,
    },
    /// Measure, and raise the floors to what was measured; no floor is ever lowered
    Pin {
        /// What to measure [default: all]
        #[arg(value_enum)]
        parts: Vec<score::Part>,
        /// The data are others than before: pin to them, whatever the floors were
        #[arg(long)]
        new_data: bool,
    },
    /// Learn a model's weights again from the data, and write them to their place in the core
    Train {
        /// Which; a wrong name lists them
        model: String,
    },
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let data = data::Data::at(&arguments.data);
    match arguments.verb {
        Verb::Score { parts, out } => score::run(&data, &parts, out.as_deref()),
        Verb::Errors => score::errors(&data),
        Verb::Ablation => {
            print!("{}", score::ablation::table(&data)?);
            Ok(ExitCode::SUCCESS)
        }
        Verb::Hand { tuning, cases } => score::hand::run(tuning, cases).map(|()| ExitCode::SUCCESS),
        Verb::Reliability { seeds } => {
            print!("{}", score::retell::reliability(&data, &seeds)?);
            Ok(ExitCode::SUCCESS)
        }
        Verb::Compare { before, after } => score::compare(&before, &after),
        Verb::Floors { parts } => floor::check(&data, &parts),
        Verb::Pin { parts, new_data } => floor::pin(&data, &parts, new_data),
        Verb::Train { model } => train::run(&data, &model).map(|()| ExitCode::SUCCESS),
    }
}
