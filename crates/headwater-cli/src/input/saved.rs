//! What a browser, or an extension of one, writes into a page that it saves: where it was, and when.

use headwater::page::Given;

/// How far into a page it stands, in bytes: behind the document type, before or right behind the first tag.
const HEAD: usize = 4096;

/// Takes the address and the day of the copy out of a saved page's first comment, where there is one and the caller did
/// not say.
///
/// Browsers write `<!-- saved from url=(0027)https://post.example/otters -->`, SingleFile and its likes lines of
/// `url: https://...` and `saved date: ...`.
pub(crate) fn take(bytes: &[u8], given: &mut Given) {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    for comment in head.split("<!--").skip(1).take(8).map(|c| c.split("-->").next().unwrap_or(c)) {
        let (mut url, mut date) = (None, None);
        if let Some(rest) = comment.trim_start().strip_prefix("saved from url=(") {
            url = rest.split_once(')').map(|(_, url)| url);
        } else if comment.to_ascii_lowercase().contains("saved") {
            let field = |name: &str| comment.lines().find_map(|l| l.trim().strip_prefix(name));
            (url, date) = (field("url:"), field("saved date:"));
        }
        let url = url.map(str::trim).filter(|u| u.contains("://") && !u.contains(char::is_whitespace));
        if let Some(url) = url {
            given.url.get_or_insert_with(|| url.to_owned());
            // `Mon Mar 18 2019 10:00:00 GMT+0100 (Central European Standard Time)`
            if let Some(date) = date {
                given.fetched.get_or_insert_with(|| date.trim().to_owned());
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_saved_page_is_kept() {
        let mut given = Given::default();
        take(b"<!DOCTYPE html>\n<!-- saved from url=(0027)https://post.example/otters -->\n<html>", &mut given);
        assert_eq!(given.url.as_deref(), Some("https://post.example/otters"));
        let mut given = Given::default();
        let page = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://post.example/x \n \
                    saved date: Mon Mar 18 2019 10:00:00 GMT+0100 (CET)\n-->";
        take(page.as_bytes(), &mut given);
        assert_eq!(given.url.as_deref(), Some("https://post.example/x"));
        assert_eq!(given.fetched.as_deref(), Some("Mon Mar 18 2019 10:00:00 GMT+0100 (CET)"));
        let mut given = Given::default();
        take(b"<html><!-- saved you a seat --><p>url: none", &mut given);
        assert_eq!(given, Given::default());
    }
}
