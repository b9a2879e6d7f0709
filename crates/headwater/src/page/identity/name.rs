//! What a page is called in a sentence for people.

use super::outlet::host;
use crate::page::Page;

/// What readers call a page: its outlet, else the host of its address, else its file.
pub fn page_name(page: &Page) -> String {
    let outlet = page.outlet.as_ref().map(|o| o.value.split_whitespace().collect::<Vec<_>>().join(" "));
    let host = || page.url.as_ref().and_then(|u| host(&u.value)).map(str::to_owned);
    outlet.filter(|o| !o.is_empty()).or_else(host).unwrap_or_else(|| file_name(&page.path).to_owned())
}

/// The file's name without its folders; of a record in a file, `FILE#ID`.
pub fn file_name(path: &str) -> &str {
    let (file, _) = path.split_once('#').unwrap_or((path, ""));
    let folder = file.rfind(['/', '\\']).map_or(0, |at| at + 1);
    path.get(folder..).filter(|name| !name.is_empty()).unwrap_or(path)
}
