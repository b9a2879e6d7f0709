//! Where the errors of attributions are: which kind, and how many.

use std::fmt::Write;

use anyhow::Result;

use super::{Compared, pairs, read};
use crate::data::Data;

/// Kinds of errors, for all attributions and for those with quotation marks.
#[derive(Default)]
struct Errors {
    gold: usize,
    found: usize,
    near: usize,
    boundary: usize,
    little: usize,
    missed: usize,
    joined: usize,
    split: usize,
    extra: usize,
    extra_alone: usize,
    source_other: usize,
    source_none: usize,
    source_extra: usize,
}

/// The kinds as a table in Markdown.
pub(in crate::score) fn table(data: &Data) -> Result<String> {
    let (_, compared) = read(data)?;
    let mut sides = [Errors::default(), Errors::default(), Errors::default()];
    for (gold, pred) in &compared {
        let all = |list: &[Compared]| (0..list.len()).collect::<Vec<_>>();
        let some = |list: &[Compared], quoted: bool| (0..list.len()).filter(|&i| list[i].quoted == quoted).collect();
        sides[0].count(gold, &all(gold), pred, &all(pred));
        for (side, quoted) in [(1, true), (2, false)] {
            let (g, p): (Vec<usize>, Vec<usize>) = (some(gold, quoted), some(pred, quoted));
            sides[side].count(gold, &g, pred, &p);
        }
    }
    type Row = (&'static str, fn(&Errors) -> usize);
    let rows: [Row; 13] = [
        ("true attributions", |e| e.gold),
        ("found attributions", |e| e.found),
        ("content found nearly whole (nine tenths)", |e| e.near),
        ("boundary: it overlaps by half or more", |e| e.boundary),
        ("found for less than half", |e| e.little),
        ("missed", |e| e.missed),
        ("found where there is none, with a source", |e| e.extra),
        ("found where there is none, without a source", |e| e.extra_alone),
        ("wrong join: one found content holds two true ones", |e| e.joined),
        ("wrong split: two found contents lie in a true one", |e| e.split),
        ("right content, another source", |e| e.source_other),
        ("right content, no source found", |e| e.source_none),
        ("right content, a source where there is none", |e| e.source_extra),
    ];
    let mut out = String::from("| | all | with quotation marks | without |\n|---|---|---|---|\n");
    for (name, figure) in rows {
        let [all, quoted, plain] = [figure(&sides[0]), figure(&sides[1]), figure(&sides[2])];
        writeln!(out, "| {name} | {all} | {quoted} | {plain} |")?;
    }
    Ok(out)
}

impl Errors {
    fn count(&mut self, gold: &[Compared], of_gold: &[usize], pred: &[Compared], of_pred: &[usize]) {
        self.gold += of_gold.len();
        self.found += of_pred.len();
        let pairs = pairs(gold, of_gold, pred, of_pred);
        self.missed += of_gold.len() - pairs.len();
        for &p in of_pred.iter().filter(|&&p| !pairs.iter().any(|x| x.2 == p)) {
            *(if pred[p].source.is_empty() { &mut self.extra_alone } else { &mut self.extra }) += 1;
        }
        // Contents that lie in one another by themselves (somebody says that somebody said) are no wrong join.
        let most = |part: &Compared, of: &Compared| 2 * part.content.common(&of.content) > part.content.len();
        let apart = |list: &[Compared], held: &[usize]| {
            held.iter().any(|&a| held.iter().any(|&b| a < b && list[a].content.common(&list[b].content) == 0))
        };
        for &p in of_pred {
            let held: Vec<usize> = of_gold.iter().copied().filter(|&g| most(&gold[g], &pred[p])).collect();
            self.joined += usize::from(
                apart(gold, &held) && !of_gold.iter().any(|&g| gold[g].content.overlap(&pred[p].content) >= 0.9),
            );
        }
        for &g in of_gold {
            let held: Vec<usize> = of_pred.iter().copied().filter(|&p| most(&pred[p], &gold[g])).collect();
            self.split += usize::from(
                apart(pred, &held) && !of_pred.iter().any(|&p| pred[p].content.overlap(&gold[g].content) >= 0.9),
            );
        }
        for (overlap, g, p) in pairs {
            let (g, p) = (&gold[g], &pred[p]);
            if overlap >= 0.9 {
                self.near += 1;
            } else if overlap >= 0.5 {
                self.boundary += 1;
            } else {
                self.little += 1;
                continue;
            }
            match (g.source.is_empty(), p.source.is_empty()) {
                (true, true) => {}
                (true, false) => self.source_extra += 1,
                (false, true) => self.source_none += 1,
                (false, false) => self.source_other += usize::from(g.source.overlap(&p.source) < 0.5),
            }
        }
    }
}
