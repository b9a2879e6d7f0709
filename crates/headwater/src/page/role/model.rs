//! Boosted regression trees: the classifier of blocks, as small as a text file.
//!
//! A model is a sum of trees; each tree asks of one feature after another whether it is below a threshold and ends in a
//! number. The sum is the logarithm of the odds (Friedman, "Greedy function approximation: a gradient boosting
//! machine", Annals of Statistics 29, 2001). `headwater-eval train page` learns them; see `docs/page.md`.

use std::sync::LazyLock;

use super::feature::Features;

/// How many questions a tree asks at most before it answers: chosen by the cross-validated F1 beside four and five, see
/// `GROWTH` in headwater-eval. Three hundred such trees are 26 KB.
pub const DEPTH: usize = 3;

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    trees: Vec<Complete>,
}

/// A tree whose every path asks [`DEPTH`] questions: one that answers earlier repeats its answer below questions that do
/// not matter. So no step depends on a guess of the processor's, and the trees are followed side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Complete {
    /// Feature and threshold of each question; those of question `i` are `2i+1` (below) and `2i+2`.
    questions: [(u16, f32); (1 << DEPTH) - 1],
    answers: [f32; 1 << DEPTH],
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

    /// Adds a tree; parts that do not make exactly one of at most [`DEPTH`] questions on a path are left out.
    pub fn push(&mut self, parts: &[Part]) {
        let mut tree = Complete { questions: [(0, 0.0); (1 << DEPTH) - 1], answers: [0.0; 1 << DEPTH] };
        let mut rest = parts.iter();
        if tree.place(0, &mut rest).is_some() && rest.next().is_none() {
            self.trees.push(tree);
        }
    }

    /// The logarithm of the odds that a block with these features is of the model's kind.
    pub fn score(&self, features: &Features) -> f32 {
        self.trees.iter().map(|tree| tree.answer(features)).sum()
    }
}

impl Complete {
    /// Puts the next subtree at place `at`; `None` where there is none or it is too deep.
    fn place(&mut self, at: usize, parts: &mut std::slice::Iter<'_, Part>) -> Option<()> {
        match *parts.next()? {
            Part::Below(feature, value) => {
                *self.questions.get_mut(at)? = (feature.min(super::feature::COUNT as u16 - 1), value);
                self.place(2 * at + 1, parts)?;
                self.place(2 * at + 2, parts)
            }
            Part::Leaf(value) => {
                // All answers below this place.
                let (mut first, mut last) = (at, at);
                while first < self.questions.len() {
                    (first, last) = (2 * first + 1, 2 * last + 2);
                }
                let count = self.questions.len();
                self.answers.get_mut(first - count..=last - count)?.fill(value);
                Some(())
            }
        }
    }

    fn answer(&self, features: &Features) -> f32 {
        let mut at = 0;
        for _ in 0..DEPTH {
            let (feature, value) = self.questions[at];
            let below = features[feature as usize] < value;
            at = 2 * at + 2 - below as usize;
        }
        self.answers[at - self.questions.len()]
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
    fn a_tree_that_is_too_deep_or_not_whole_is_left_out() {
        let deep = "0<1 ".repeat(DEPTH + 1) + &"=1 ".repeat(DEPTH + 2);
        for line in [deep.as_str(), "0<1 =1", "=1 =2", ""] {
            assert_eq!(Model::parse(line), Model::default(), "{line}");
        }
    }

    #[test]
    fn the_pinned_model_has_its_trees() {
        assert!(STORY.trees.len() >= 20);
    }
}
