//! Learning the small models again: a file each, a command each, and the same weights every time.
//!
//! A trainer is a function that reads the annotated data, learns without chance (no clock, no order of hash maps, no
//! random number but from a fixed seed), writes the weights to `crates/headwater/data/<stage>/` and prints what they are
//! worth. It stands in [`MODELS`], and `headwater-eval train NAME` runs it.

mod attribution;
mod boost;
mod chain;
mod choice;
mod corpus;
mod grammar;
pub(crate) mod learner;
mod lineage;
mod page;

use anyhow::{Result, bail};

use crate::data::Data;

/// A model that can be learned: its name, what it is, and its trainer.
type Model = (&'static str, &'static str, fn(&Data) -> Result<()>);

/// Every model.
const MODELS: &[Model] = &[
    ("page", "which blocks of a page are its story", page::train),
    ("attribution", "who is said to have said what, in English", attribution::train),
    (
        "attribution-trial",
        "the same from four fifths of the articles, with predictions for the rest",
        attribution::trial,
    ),
    ("lineage", "which page took from which", lineage::train),
];

/// Learns the model `name` from `data`.
pub(crate) fn run(data: &Data, name: &str) -> Result<()> {
    match MODELS.iter().find(|(known, _, _)| *known == name) {
        Some((_, _, train)) => train(data),
        None => {
            let known: Vec<String> = MODELS.iter().map(|(name, what, _)| format!("  {name:12} {what}")).collect();
            bail!("no model is called {name}; there are:\n{}", known.join("\n"))
        }
    }
}
