//! Finding words: the pages that hold them ([`story`]), and the statements that say them or nearly so ([`statement`]),
//! each as the filters allow ([`filter`]).

mod excerpt;
mod filter;
mod near;
mod statement;
mod story;

use crate::error::StoreError;
use crate::open::Collection;
use crate::page::Listed;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words, or a sentence as somebody remembers it.
    pub words: String,
    /// Part of a speaker's name.
    pub speaker: Option<String>,
    /// Part of a publisher's name.
    pub outlet: Option<String>,
    /// Published on that day or later: 2019, 2019-03 or 2019-03-18.
    pub since: Option<String>,
    /// Published on that day or earlier.
    pub until: Option<String>,
    /// Pages, and statements, that are told at most.
    pub most: usize,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Statements that say it, the nearest first.
    pub statements: Vec<Told>,
    /// Pages that hold all the words, the earliest first.
    pub stories: Vec<Story>,
    /// How many pages hold all the words.
    pub pages: usize,
    /// Whether some words stand on no page at all: they were left out of the search for statements.
    pub unknown: Vec<String>,
}

/// A statement with all that carry it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its fullest version.
    pub text: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// The ways in to which following up leads, by name.
    pub routes: Vec<String>,
    /// How many of them are independent of each other; `None` where the program that wrote the findings did not tell.
    pub independent: Option<Independent>,
    /// The primary sources, by label.
    pub origins: Vec<String>,
    /// The share of the words asked for that it says in that order, 0 to 1.
    pub near: f32,
    /// Pages of its family, and how many of them the trace knew.
    pub family: (i64, i64),
    /// Its quotations, the earliest page first.
    pub quotations: Vec<Quoted>,
}

/// How many routes of a statement are independent of each other, as its family's trace tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Independent {
    /// So many at least.
    pub least: i64,
    /// So many at most.
    pub most: i64,
    /// Those of which it is undetermined, by name.
    pub open: Vec<String>,
    /// Why, in a sentence; empty where nothing is open.
    pub why: String,
}

/// One quotation of a statement.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The page's id.
    pub page: i64,
    /// The page's path.
    pub path: String,
    /// Its publisher.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// How it is rendered: direct, indirect or mixed.
    pub kind: String,
    /// How its source stands to it: asserted, denied, doubted, withheld, asked; not known of what an earlier version wrote.
    pub commitment: Option<String>,
    /// The words that tell it, where it is not a direct quotation and its source does not assert it.
    pub cue: Option<String>,
    /// Who says it on that page.
    pub speaker: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand, in code points of the page's text.
    pub span: [u32; 2],
}

/// A page that holds the words.
#[derive(Clone, Debug)]
pub struct Story {
    /// The page.
    pub page: Listed,
    /// The words around the first of them.
    pub excerpt: String,
}

impl Collection {
    /// Finds words. The time grows with the number of pages and quotations that hold them, and with `most`.
    ///
    /// # Errors
    /// Where the file can't be read or is damaged.
    pub fn find(&self, query: &Query) -> Result<Answer, StoreError> {
        let words = excerpt::words(&query.words);
        let mut answer = Answer::default();
        if words.is_empty() {
            return Ok(answer);
        }
        self.told(self.statements(query, &words, &mut answer))?;
        let ids = self.told(self.stories(query, &words, &mut answer.pages))?;
        for id in ids {
            let page = self.page(id)?;
            let (read, _) = self.reading(id)?;
            let excerpt = excerpt::of(&read.text, read.story_blocks().map(|b| b.span), &words);
            answer.stories.push(Story { page, excerpt });
        }
        Ok(answer)
    }
}
