//! What an element's tag, class and id say of its content.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree, markup};

/// A set of marks, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub u32);

macro_rules! marks {
    ($($name:ident = $bit:literal $word:literal,)*) => {
        impl Marks {
            $(#[doc = concat!("Words such as those that `data/page/marks.txt` lists under ", $word, ".")]
            pub const $name: Marks = Marks(1 << $bit);)*

            fn of_kind(word: &str) -> Marks {
                match word {
                    $($word => Marks::$name,)*
                    _ => Marks(0),
                }
            }
        }
    };
}

marks! {
    COMMENT = 0 "comment",
    FURNITURE = 1 "furniture",
    SHARE = 2 "share",
    RELATED = 3 "related",
    AD = 4 "ad",
    TAGS = 5 "tags",
    STORY = 6 "story",
    BYLINE = 7 "byline",
    DATE = 8 "date",
    CAPTION = 9 "caption",
    TITLE = 10 "title",
    HIDDEN = 11 "hidden",
    CREDIT = 12 "credit",
    BODY = 13 "body",
    BIO = 14 "bio",
    THREAD = 15 "thread",
}

impl Marks {
    /// How many kinds there are.
    pub const KINDS: usize = 16;

    /// Whether any mark of `other` is among these.
    pub fn any(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// These without those of `other`.
    pub const fn without(self, other: Marks) -> Marks {
        Marks(self.0 & !other.0)
    }
}

static WORDS: LazyLock<HashMap<&'static str, Marks>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Marks> = HashMap::new();
    for line in include_str!("../../../data/page/marks.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let kind = Marks::of_kind(parts.next().unwrap_or(""));
        for word in parts {
            let marks = words.entry(word).or_default();
            *marks = marks.with(kind);
        }
    }
    words
});

/// Beginnings of the names that a post's topics give it (`post_class` of WordPress).
const TOPICS: [&str; 6] = ["category-", "tag-", "cat-", "post_tag-", "topic-", "ressort-"];

/// The marks of a class or id: of each of its words, and of each of its names with the signs left out.
pub fn marks_of_names(names: &str) -> Marks {
    let mut marks = Marks::default();
    let mut whole = String::new();
    for name in names.split_whitespace() {
        // WordPress and its themes name a post by its topics: a story filed under comment is none.
        if TOPICS.iter().any(|t| name.len() > t.len() && name.starts_with(t)) {
            continue;
        }
        whole.clear();
        let mut begin = 0;
        let mut lower = true;
        for c in name.chars() {
            let camel = c.is_uppercase() && lower;
            lower = c.is_lowercase();
            if camel || !c.is_alphanumeric() || c.is_ascii_digit() {
                marks = marks.with(look_up(&whole[begin..]));
                begin = whole.len();
            }
            if c.is_ascii_alphabetic() {
                whole.push(c.to_ascii_lowercase());
            } else if c.is_alphabetic() {
                whole.extend(c.to_lowercase());
            }
            if whole.len() > 64 {
                break;
            }
        }
        marks = marks.with(look_up(&whole[begin..]));
        if begin > 0 {
            marks = marks.with(look_up(&whole));
        }
    }
    marks
}

fn look_up(word: &str) -> Marks {
    WORDS.get(word).copied().unwrap_or_default()
}

/// The marks of an element's own tag and attributes.
fn marks_of(tree: &Tree<'_>, ix: NodeIx, names: &mut Names) -> Marks {
    let Some(tag) = tree.tag(ix) else { return Marks::default() };
    let mut marks = match tag {
        Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Menu => Marks::FURNITURE,
        Tag::Article | Tag::Main => Marks::STORY,
        Tag::Time => Marks::DATE,
        Tag::Figcaption | Tag::Caption => Marks::CAPTION,
        Tag::H1 => Marks::TITLE,
        Tag::Button | Tag::Dialog => Marks::FURNITURE,
        _ => Marks::default(),
    };
    // The names on the whole page say what kind of page it is, not what stands where.
    let page = matches!(tag, Tag::Html | Tag::Body);
    for (name, value) in markup::attributes(tree.own(ix)) {
        match name.len() {
            5 if name.eq_ignore_ascii_case("class") && !page => marks = marks.with(names.of(value)),
            2 if name.eq_ignore_ascii_case("id") && !page => marks = marks.with(names.of(value)),
            4 if name.eq_ignore_ascii_case("role") => match value {
                "navigation" | "search" | "contentinfo" | "complementary" | "menu" | "dialog" => {
                    marks = marks.with(Marks::FURNITURE);
                }
                "main" | "article" => marks = marks.with(Marks::STORY),
                _ => {}
            },
            8 if name.eq_ignore_ascii_case("itemprop") => match value {
                "articleBody" => marks = marks.with(Marks::STORY).with(Marks::BODY),
                "reviewBody" | "text" => marks = marks.with(Marks::STORY),
                "author" | "creator" => marks = marks.with(Marks::BYLINE),
                "datePublished" | "dateModified" => marks = marks.with(Marks::DATE),
                "headline" => marks = marks.with(Marks::TITLE),
                "caption" => marks = marks.with(Marks::CAPTION),
                "comment" => marks = marks.with(Marks::COMMENT),
                _ => {}
            },
            5 if name.eq_ignore_ascii_case("style") && hides(value) => marks = marks.with(Marks::HIDDEN),
            6 if name.eq_ignore_ascii_case("hidden") => marks = marks.with(Marks::HIDDEN),
            _ => {}
        }
    }
    marks
}

fn hides(style: &str) -> bool {
    let mut folded = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    let folded: String = folded.by_ref().take(400).collect();
    folded.contains("display:none") || folded.contains("visibility:hidden")
}

/// The marks of a tree's elements, each worked out when it is first asked for.
pub struct Marked<'t, 'a> {
    tree: &'t Tree<'a>,
    /// Own marks and those of all elements around; the bit above all marks says that they are known.
    known: Vec<(Marks, Marks)>,
    names: Names,
    /// Elements that are comments by how they repeat, whatever they are called.
    threads: BTreeSet<NodeIx>,
}

/// The marks of classes and ids seen last, by their hash: a page's template repeats a few hundred.
struct Names(Vec<(u64, Marks)>);

/// How many are kept; a power of two.
const KEPT: usize = 512;

impl Names {
    fn of(&mut self, names: &str) -> Marks {
        let hash =
            names.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let Some(kept) = self.0.get_mut((hash ^ (hash >> 32)) as usize % KEPT) else { return Marks::default() };
        if kept.0 != hash {
            *kept = (hash, marks_of_names(names));
        }
        kept.1
    }
}

const KNOWN: u32 = 1 << 31;

impl<'t, 'a> Marked<'t, 'a> {
    /// Nothing worked out yet; `threads` are elements that are comments by how they repeat, whatever they are called:
    /// they get the mark [`Marks::THREAD`].
    pub fn new(tree: &'t Tree<'a>, threads: BTreeSet<NodeIx>) -> Marked<'t, 'a> {
        let known = vec![(Marks(0), Marks(0)); tree.nodes.len()];
        Marked { tree, known, names: Names(vec![(0, Marks(0)); KEPT]), threads }
    }

    /// An element's own marks, and its own with those of the elements around it.
    pub fn of(&mut self, ix: NodeIx) -> (Marks, Marks) {
        if let Some(&(own, all)) = self.known.get(ix as usize)
            && own.0 & KNOWN != 0
        {
            return (own.without(Marks(KNOWN)), all);
        }
        // Up to the first element that is known, then down again; no deeper than the tree's cap.
        let mut path = Vec::new();
        let mut at = ix;
        let mut around = Marks(0);
        loop {
            let Some(&(own, all)) = self.known.get(at as usize) else { return Default::default() };
            if own.0 & KNOWN != 0 {
                around = all;
                break;
            }
            path.push(at);
            let parent = self.tree.node(at).parent;
            if parent == at {
                break;
            }
            at = parent;
        }
        for at in path.into_iter().rev() {
            let mut own = marks_of(self.tree, at, &mut self.names);
            if self.threads.contains(&at) {
                own = own.with(Marks::THREAD);
            }
            around = around.with(own);
            if let Some(known) = self.known.get_mut(at as usize) {
                *known = (Marks(own.0 | KNOWN), around);
            }
        }
        let (own, all) = self.known[ix as usize];
        (own.without(Marks(KNOWN)), all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_signs_and_capitals() {
        assert!(marks_of_names("post-12 entry_content").any(Marks::STORY));
        assert!(marks_of_names("articleBody").any(Marks::STORY));
        assert!(marks_of_names("comment-12").any(Marks::COMMENT));
        assert!(!marks_of_names("commendation").any(Marks::COMMENT));
        assert!(!marks_of_names("post-12 category-comment tag-comments").any(Marks::COMMENT));
    }
}
