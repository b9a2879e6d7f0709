//! Boosted regression trees: the classifier of blocks, as small as a text file.
//!
//! A model is a sum of trees; each tree asks of one feature after another whether it is below a threshold and ends in a
//! number. The sum is the logarithm of the odds (Friedman, "Greedy function approximation: a gradient boosting
//! machine", Annals of Statistics 29, 2001). `headwater-eval train page` learns them; see `docs/page.md`.

use std::sync::LazyLock;

use super::feature::Features;

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// The threshold, or a leaf's number.
    value: f32,
    feature: u16,
    /// Where the branch not below the threshold begins, counted from this node; 0 for a leaf. The branch below is next.
    other: u16,
}

/// What a tree is made of, in the order in which it is written: a question, its branch below, its other branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Is this feature below this number?
    Below(u16, f32),
    /// A tree's answer.
    Leaf(f32),
}

/// The model that tells story blocks from all others.
pub static STORY: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../../data/page/story.model")));

impl Model {
    /// Reads a model: a line a tree, in it its parts, `f<number` a question and `=number` a leaf; `#` lines are notes.
    /// A line that is no tree is left out.
    pub fn parse(text: &str) -> Model {
        let mut model = Model::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let parts: Option<Vec<Part>> = line.split_whitespace().map(part).collect();
            if let Some(parts) = parts {
                model.push(&parts);
            }
        }
        model
    }

    /// Adds a tree; parts that do not make exactly one are left out.
    pub fn push(&mut self, parts: &[Part]) {
        let root = self.nodes.len();
        let mut waiting: Vec<usize> = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            let at = root + i;
            match *part {
                Part::Below(feature, value) => {
                    self.nodes.push(Node { value, feature: feature.min(super::feature::COUNT as u16 - 1), other: 0 });
                    waiting.push(at);
                }
                Part::Leaf(value) => {
                    self.nodes.push(Node { value, feature: 0, other: 0 });
                    // The next part, if any, is the other branch of the last question still open.
                    match waiting.pop() {
                        Some(question) if i + 1 < parts.len() => {
                            self.nodes[question].other = u16::try_from(at + 1 - question).unwrap_or(0);
                        }
                        None if i + 1 == parts.len() => {
                            self.roots.push(root as u32);
                            return;
                        }
                        _ => break,
                    }
                }
            }
        }
        self.nodes.truncate(root);
    }

    /// The logarithm of the odds that a block with these features is of the model's kind.
    pub fn score(&self, features: &Features) -> f32 {
        let mut sum = 0.0;
        for &root in &self.roots {
            let mut at = root as usize;
            while let Some(node) = self.nodes.get(at) {
                if node.other == 0 {
                    sum += node.value;
                    break;
                }
                at += if features[node.feature as usize] < node.value { 1 } else { node.other as usize };
            }
        }
        sum
    }
}

fn part(word: &str) -> Option<Part> {
    match word.strip_prefix('=') {
        Some(value) => value.parse().ok().map(Part::Leaf),
        None => {
            let (feature, value) = word.split_once('<')?;
            Some(Part::Below(feature.parse().ok()?, value.parse().ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::role::feature::COUNT;

    #[test]
    fn a_tree_is_read_as_it_is_written() {
        let model = Model::parse("# a note\n0<1.5 1<0 =1 =2 =4\n=10\n0<1 =1\nnonsense\n");
        let mut features = [0.0; COUNT];
        assert_eq!(model.score(&features), 12.0);
        features[1] = -1.0;
        assert_eq!(model.score(&features), 11.0);
        features[0] = 2.0;
        assert_eq!(model.score(&features), 14.0);
    }

    #[test]
    fn the_pinned_model_has_its_trees() {
        assert!(STORY.roots.len() >= 20);
    }
}
