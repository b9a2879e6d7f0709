//! Hostile pages: whatever the bytes, a page comes out whose blocks are disjoint, in order and cut between characters.

use proptest::prelude::*;

use super::{Limits, Media, Page, Source, read};
use crate::span::Span;

fn page(bytes: &[u8], media: Media) -> Page {
    read(&Source { media, charset: None, ..Source::html("x", bytes) }, &Limits::default())
}

fn html(source: &str) -> Page {
    page(source.as_bytes(), Media::Html)
}

/// What is true of every page.
fn lawful(page: &Page) {
    let whole = |s: Span| page.text.get(s.range()).is_some();
    let mut end = 0;
    for block in &page.blocks {
        assert!(whole(block.span) && !block.span.is_empty() && block.span.begin >= end, "{block:?}");
        assert!(block.comment.is_none_or(|c| (c as usize) < page.comments.len()));
        end = block.span.end;
    }
    for comment in &page.comments {
        assert!(whole(comment.span) && comment.author.is_none_or(whole) && comment.body.iter().all(|s| whole(*s)));
        assert!(comment.answers.is_none_or(|a| (a as usize) < page.comments.len()));
    }
    assert!(page.links.iter().all(|l| whole(l.span)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_make_a_lawful_page(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for media in [Media::Unknown, Media::Html, Media::Text, Media::Markdown] {
            lawful(&page(&bytes, media));
        }
    }

    #[test]
    fn any_markup_makes_a_lawful_page(parts in proptest::collection::vec(prop_oneof![
        "<(p|div|li|ul|a href=x|b|table|tr|td|h1|article|span class=author|div class=comment id=c1|script|time|!--)>",
        "</(p|div|li|ul|a|b|table|tr|td|h1|article|span|script|time)>",
        "[a-zé“”.,!? \\n]{0,40}", "&(amp|nbsp|#x41|bogus|#99999999)?;?", "(18 March 2019|By Ana Ruiz|Reply|3 comments)",
    ], 0..60)) {
        lawful(&html(&parts.concat()));
    }

    #[test]
    fn any_lines_make_a_lawful_page(lines in proptest::collection::vec(
        "(By Ana Ruiz|Reply|3 comments|# [a-z ]{3,20}|> [a-zé. ]{0,60}|[A-Za-zé“”,;0-9 ]{0,90}[.!]?|)", 0..40)) {
        let text = lines.join("\n");
        lawful(&page(text.as_bytes(), Media::Text));
        lawful(&page(text.as_bytes(), Media::Markdown));
    }
}

#[test]
fn depth_without_end_keeps_the_words() {
    for tag in ["div", "b", "table", "a href=x", "ul><li", "blockquote"] {
        let source = format!("<{tag}>").repeat(100_000) + "The lamp went out only once in all those years, he said.";
        let page = html(&source);
        lawful(&page);
        assert!(page.text.contains("The lamp went out"), "{tag}");
    }
}

#[test]
fn millions_of_cells_end_at_the_caps_with_a_warning() {
    let page = html(&("<table>".to_owned() + &"<tr><td>1<td>2".repeat(600_000)));
    lawful(&page);
    assert!(!page.warnings.is_empty() && page.blocks.len() <= Limits::default().blocks);
}

#[test]
fn formatting_that_is_never_closed_is_not_multiplied() {
    let open: String = (0..2000).map(|i| format!("<font size={i}>")).collect();
    let page = html(&(open + &"<p>word".repeat(20_000)));
    lawful(&page);
    assert!(page.text.len() < 200_000);
}

#[test]
fn endless_comments_stay_apart() {
    let one = "<li class=comment><cite class=fn>lee</cite><p>I was there and it was cold.</p></li>";
    let story =
        "<p>The pass was closed for the second time in a week, and the buses turned back at the toll house.</p>";
    let page =
        html(&format!("<article>{}</article><ol class=commentlist>{}</ol>", story.repeat(3), one.repeat(20_000)));
    lawful(&page);
    assert_eq!(page.comments.len(), 20_000);
}

#[test]
fn what_is_cut_off_or_broken_is_read_as_far_as_it_goes() {
    for source in [
        "",
        "\0\0\0",
        "<",
        "<p",
        "<p title='",
        "<!--",
        "<![CDATA[",
        "<script>alert(1)",
        "<title>",
        "&#xD800;&#0;&#x110000;",
        "<p>\u{FEFF}\u{200B}</p>",
        "<a><div></a></div><p></b></i>",
        "<table><p>x<td>y</div>z</table>",
        "<svg><p>x</svg>y",
    ] {
        lawful(&html(source));
    }
    let entities = html(&"&amp;&notit;&#8220;".repeat(100_000));
    lawful(&entities);
}
