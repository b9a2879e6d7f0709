//! What a block is on its page: names of elements, numbers on each block, trees that score them, and scores to roles.

pub mod centre;
pub mod feature;
pub mod mark;
pub mod model;
pub mod story;

use serde::{Deserialize, Serialize};

/// What a block is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The page's title as it stands above the story.
    Headline,
    /// Who wrote the story.
    Byline,
    /// Where the story was taken from.
    Credit,
    /// When it was published or changed.
    Date,
    /// The story itself.
    Story,
    /// A caption of a picture or video.
    Caption,
    /// What a reader wrote.
    Comment,
    /// Everything else.
    Furniture,
}

impl Role {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Role::Headline => "headline",
            Role::Byline => "byline",
            Role::Credit => "credit",
            Role::Date => "date",
            Role::Story => "story",
            Role::Caption => "caption",
            Role::Comment => "comment",
            Role::Furniture => "furniture",
        }
    }

    /// Whether words there are the publisher's own telling, so that they may count: the story and its headline.
    pub fn tells(self) -> bool {
        matches!(self, Role::Story | Role::Headline)
    }
}
