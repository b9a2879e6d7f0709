//! PolNeAR's articles, cut as the speech stage cuts them, with attributions, tags and trees on our own tokens.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use headwater::page::{self, Limits, Page, Source};
use headwater::span::Span;
use headwater::speech::cue;
use headwater::speech::frame::{self, Frames};
use headwater::speech::mark::{self, Marks};
use headwater::speech::model::form::{Form, forms};
use headwater::speech::model::{part, tree};
use headwater::speech::sentence::{self, Cut};
use serde::Deserialize;

/// One article as it stands in the data.
#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) attributions: Vec<GoldAttribution>,
}

/// Ranges of code points.
#[derive(Deserialize)]
pub(crate) struct GoldAttribution {
    #[serde(default)]
    pub(crate) source: Vec<[u32; 2]>,
    #[serde(default)]
    pub(crate) cue: Vec<[u32; 2]>,
    #[serde(default)]
    pub(crate) content: Vec<[u32; 2]>,
}

#[derive(Deserialize)]
pub(crate) struct Silver {
    pub(crate) id: String,
    pub(crate) sentences: Vec<SilverSentence>,
}

#[derive(Deserialize)]
pub(crate) struct SilverSentence {
    pub(crate) tokens: Vec<(u32, u32, String, String)>,
    pub(crate) heads: Vec<(u32, String)>,
}

/// One article, cut, with its tags and trees where the parser of the corpus gave some.
pub(crate) struct Article {
    pub(crate) gold: Gold,
    pub(crate) page: Page,
    pub(crate) cut: Cut,
    pub(crate) marks: Marks,
    pub(crate) frames: Frames,
    pub(crate) forms: Vec<Form>,
    /// Tags and heads of all tokens.
    pub(crate) silver: Option<(Vec<u8>, Vec<u32>)>,
    /// Gold source, cue and content in bytes.
    pub(crate) attributions: Vec<[Vec<Span>; 3]>,
}

/// The lines of a file, gzipped or not.
pub(crate) fn lines(path: &Path) -> Result<Vec<String>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    let reader: Box<dyn Read> =
        if path.extension().is_some_and(|e| e == "gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    BufReader::new(reader).lines().map(|l| Ok(l?)).collect()
}

/// All articles of the train split.
pub(crate) fn load(folder: &Path) -> Result<Vec<Article>> {
    let mut silver: BTreeMap<String, Silver> = BTreeMap::new();
    for line in lines(&folder.join("polnear-train-corenlp.jsonl.gz"))? {
        let s: Silver = serde_json::from_str(&line)?;
        silver.insert(s.id.clone(), s);
    }
    let mut out = Vec::new();
    for line in lines(&folder.join("polnear-train.jsonl"))? {
        let gold: Gold = serde_json::from_str(&line)?;
        let silver = silver.get(&gold.id);
        out.push(article(gold, silver));
    }
    Ok(out)
}

/// Cuts an article and lays the silver tags on its tokens.
pub(crate) fn article(gold: Gold, silver: Option<&Silver>) -> Article {
    let page = page::read(&Source::text(&gold.id, &gold.text), &Limits::default());
    let cut = sentence::cut(&page);
    let marks = mark::pair(&page, &cut);
    let frames = frame::build(&page, &cut, &marks, cue::lexicon(None));
    let forms = forms(&page.text, &cut.tokens);
    // Byte offset of every code point.
    let bytes: Vec<usize> = gold.text.char_indices().map(|(i, _)| i).chain([gold.text.len()]).collect();
    let spans = |list: &[[u32; 2]]| -> Vec<Span> {
        let at = |n: u32| bytes.get(n as usize).copied().unwrap_or(gold.text.len());
        list.iter().map(|&[b, e]| Span::new(at(b), at(e))).collect()
    };
    let attributions = gold.attributions.iter().map(|a| [spans(&a.source), spans(&a.cue), spans(&a.content)]).collect();
    let silver = silver.map(|s| project(s, &bytes, &cut));
    Article { page, cut, marks, frames, forms, silver, attributions, gold }
}

/// Tags and heads of the silver tokens on ours.
fn project(silver: &Silver, bytes: &[usize], cut: &Cut) -> (Vec<u8>, Vec<u32>) {
    let numbers: BTreeMap<&str, u8> = part::TAGS.iter().enumerate().map(|(i, t)| (*t, i as u8)).collect();
    let at = |n: u32| bytes.get(n as usize).copied().unwrap_or(0) as u32;
    // All silver tokens: span, tag, position of the head among all, or none.
    let mut all: Vec<(u32, u32, u8, Option<usize>)> = Vec::new();
    for s in &silver.sentences {
        let base = all.len();
        for (t, h) in s.tokens.iter().zip(&s.heads) {
            let head = (h.0 as usize).checked_sub(1).map(|h| base + h);
            all.push((at(t.0), at(t.1), numbers.get(t.2.as_str()).copied().unwrap_or(0), head));
        }
    }
    // Which silver tokens each of ours overlaps, and which of ours holds the beginning of each silver token.
    let mut first = vec![usize::MAX; cut.tokens.len()];
    let mut ours = vec![usize::MAX; all.len()];
    let mut j = 0;
    for (i, t) in cut.tokens.iter().enumerate() {
        while j < all.len() && all[j].1 <= t.span.begin {
            j += 1;
        }
        let mut k = j;
        while k < all.len() && all[k].0 < t.span.end {
            if first[i] == usize::MAX {
                first[i] = k;
            }
            if ours[k] == usize::MAX {
                ours[k] = i;
            }
            k += 1;
        }
    }
    let mut tags = vec![0; cut.tokens.len()];
    let mut heads = vec![tree::ROOT; cut.tokens.len()];
    for i in 0..cut.tokens.len() {
        let Some(&(_, _, tag, _)) = all.get(first[i]) else { continue };
        // Of several silver tokens in ours the one whose head lies outside speaks for it.
        let span = cut.tokens[i].span;
        let several = (first[i]..all.len()).take_while(|&k| all[k].0 < span.end);
        let outside = |k: &usize| all[*k].3.is_none_or(|h| ours[h] != i);
        let k = several.clone().find(outside).unwrap_or(first[i]);
        tags[i] = if several.count() > 1 { all[k].2 } else { tag };
        let owner = ours[k];
        heads[i] = if owner != i && owner != usize::MAX {
            owner as u32
        } else {
            all[k].3.map(|h| ours[h]).filter(|&h| h != usize::MAX && h != i).map_or(tree::ROOT, |h| h as u32)
        };
    }
    // A head in another sentence of ours is none.
    for s in &cut.sentences {
        for i in s.range() {
            if heads[i] != tree::ROOT && !s.range().contains(&(heads[i] as usize)) {
                heads[i] = tree::ROOT;
            }
        }
    }
    (tags, heads)
}
