//! Scribes: each copies with care and habits of their own.

use super::prose::{BINDING, Lexicon, Word, below, capitals, normal, unit};
use super::tree::Graph;
use crate::train::learner::Dice;

/// How a text is handed down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Copies that are lost, besides those at hand.
    pub(super) lost: usize,
    /// Changes of substance of a middling scribe in the whole text.
    pub(super) slips: f64,
    /// How unequal the scribes are: the deviation of the logarithm of their changes.
    pub(super) spread: f64,
    /// Share of changes that others make too at that place.
    pub(super) parallel: f64,
    /// Share of obvious errors that a scribe sets right.
    pub(super) mended: f64,
    /// Share of copies that are broken off or illegible in part.
    pub(super) broken: f64,
    /// Share of copies made from two.
    pub(super) two: f64,
}

/// A text as it was handed down.
#[derive(Debug)]
pub(super) struct Tradition {
    /// The copies at hand, in an order that tells nothing.
    pub(super) copies: Vec<Vec<Word>>,
    /// The whole tree: first the copies at hand, then those lost.
    pub(super) tree: Graph,
}

/// Words of the text.
const WORDS: usize = 1000;

/// A scribe's habits.
struct Scribe {
    slips: usize,
    /// Share of marks, capitals and accents that are changed.
    marks: f64,
    accents: f64,
    /// Always writes so: oe for œ, no accent on capitals, words taken apart, no circumflex.
    habits: [bool; 4],
    mended: f64,
}

/// Everything that one text's scribes have in common.
struct World<'a> {
    lexicon: &'a Lexicon,
    setting: &'a Setting,
    /// How often people slip at each place, summed up; and which slip comes easily there.
    hard: Vec<f64>,
    easy: Vec<u64>,
    /// The text as it was first.
    first: &'a [Word],
}

/// The tradition of a seed.
pub(super) fn tradition(seed: u64, setting: &Setting, kept: usize) -> Tradition {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.roll();
    }
    let dice = &mut dice;
    let lexicon = Lexicon::new(dice);
    let first = lexicon.text(dice, WORDS);
    let mut sum = 0.0;
    let hard = first.iter().map(|_| {
        sum += (1.3 * normal(dice)).exp();
        sum
    });
    let hard = hard.collect();
    let easy = first.iter().map(|_| dice.roll()).collect();
    let world = World { lexicon: &lexicon, setting, hard, easy, first: &first };
    let n = kept + setting.lost;
    let mut copies = vec![first.clone()];
    let mut source = vec![usize::MAX];
    let mut takers = vec![0usize];
    while copies.len() < n {
        let weights: Vec<f64> = takers.iter().map(|&k| if k < 5 { 1.0 / (1.0 + k as f64) } else { 0.0 }).collect();
        let from = draw(dice, &weights);
        let other = below(dice, copies.len());
        let mut copy = copies[from].clone();
        if unit(dice) < setting.two && other != from {
            let begin = 100 * below(dice, WORDS) as u32;
            let end = begin + 100 * (60 + below(dice, 300)) as u32;
            let inside = |w: &&Word| (begin..end).contains(&w.place);
            let mixed = copy.iter().filter(|w| !inside(w)).chain(copies[other].iter().filter(inside));
            copy = mixed.cloned().collect();
            copy.sort_by_key(|w| w.place);
        }
        let copy = world.copied(dice, &copy);
        copies.push(copy);
        source.push(from);
        takers.push(0);
        takers[from] += 1;
    }
    // Copies that others were made from were used more and are lost oftener.
    let mut order: Vec<(f64, usize)> =
        (0..n).map(|i| (unit(dice) + if takers[i] > 0 { 0.0 } else { 0.7 }, i)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    dice.shuffle(&mut order[..kept]);
    let mut number = vec![0; n];
    order.iter().enumerate().for_each(|(at, &(_, i))| number[i] = at);
    let mut tree = Graph::new(n);
    (1..n).for_each(|i| tree.join(number[i], number[source[i]]));
    let copies = order.iter().take(kept).map(|&(_, i)| copies[i].clone()).collect();
    Tradition { copies, tree }
}

fn draw(dice: &mut Dice, weights: &[f64]) -> usize {
    let mut at = unit(dice) * weights.iter().sum::<f64>();
    weights
        .iter()
        .position(|w| {
            at -= w;
            at < 0.0
        })
        .unwrap_or(weights.len() - 1)
}

impl World<'_> {
    /// One more copy.
    fn copied(&self, dice: &mut Dice, exemplar: &[Word]) -> Vec<Word> {
        let set = self.setting;
        let scribe = Scribe {
            slips: (set.slips * (set.spread * normal(dice)).exp()).clamp(2.0, 120.0) as usize,
            marks: 0.03 * (0.8 * normal(dice)).exp(),
            accents: 0.008 * (0.9 * normal(dice)).exp(),
            habits: [0.3, 0.25, 0.2, 0.2].map(|p| unit(dice) < p),
            mended: set.mended,
        };
        let mut copy = exemplar.to_vec();
        for word in &mut copy {
            self.write(dice, &scribe, word);
        }
        for _ in 0..scribe.slips {
            self.slip(dice, &mut copy);
        }
        if unit(dice) < set.broken {
            break_off(dice, &mut copy);
        }
        copy
    }

    /// What a scribe does to every word: sets right what is plainly wrong, has habits, is careless of marks and accents.
    fn write(&self, dice: &mut Dice, scribe: &Scribe, word: &mut Word) {
        let first = self.first.get(word.place as usize / 100).filter(|f| f.place == word.place);
        if !self.lexicon.knows(&word.text)
            && unit(dice) < scribe.mended
            && let Some(first) = first
        {
            word.text = first.text.clone();
        }
        if scribe.habits[0] {
            word.text = word.text.replace('œ', "oe");
        }
        if scribe.habits[1] {
            word.text = word.text.replace('É', "E").replace('À', "A").replace('Ê', "E").replace('Ç', "C");
        }
        if scribe.habits[2] && word.text.contains('\'') && word.place.is_multiple_of(700) {
            word.text = word.text.replacen('\'', "e ", 1);
        }
        if scribe.habits[3] {
            word.text = word.text.replace('ê', "e");
        }
        if !word.mark.is_empty() && unit(dice) < scribe.marks {
            word.mark = match word.mark {
                "," => ["", "", ";"][below(dice, 3)],
                ";" | ":" => [",", "."][below(dice, 2)],
                _ => [".", ";", ","][below(dice, 3)],
            };
        } else if word.mark.is_empty() && unit(dice) < scribe.marks * 0.08 {
            word.mark = ",";
        }
        if unit(dice) < scribe.accents {
            word.text = word.text.replace(['é', 'è'], if unit(dice) < 0.5 { "e" } else { "è" });
        }
        if unit(dice) < scribe.accents * 0.4 {
            let small = word.text.to_lowercase();
            word.text = if word.text == small { capitals(&small) } else { small };
        }
    }

    /// One change of substance, oftener at places that are hard, and there oftener the one that comes easily.
    fn slip(&self, dice: &mut Dice, copy: &mut Vec<Word>) {
        let at = unit(dice) * self.hard.last().copied().unwrap_or(1.0);
        let place = self.hard.partition_point(|h| *h < at).min(self.hard.len() - 1);
        let Some(i) = copy.iter().position(|w| w.place == 100 * place as u32) else { return };
        let mut easy = Dice(self.easy[place] | 1);
        easy.roll();
        let common = unit(dice) < self.setting.parallel;
        let dice = if common { &mut easy } else { dice };
        let kind = unit(dice);
        let word = copy[i].text.clone();
        if kind < 0.22 {
            copy[i].text = misread(dice, &word);
        } else if kind < 0.36 {
            copy[i].text = match word.strip_suffix('s') {
                Some(one) if one.len() > 2 => one.to_owned(),
                _ => format!("{word}s"),
            };
        } else if kind < 0.50 {
            let end = [("er", "é"), ("é", "er"), ("ent", "e"), ("ée", "é"), ("e", "es"), ("oir", "oire")];
            let fits = end.iter().find(|(e, _)| word.ends_with(e));
            copy[i].text =
                fits.map_or_else(|| misread(dice, &word), |(e, new)| format!("{}{new}", word.trim_end_matches(e)));
        } else if kind < 0.64 {
            copy[i].text = self.lexicon.synonym(&word.to_lowercase());
        } else if kind < 0.78 {
            // Small words are left out oftener.
            if BINDING.contains(&word.as_str()) || unit(dice) < 0.3 {
                copy.remove(i);
            }
        } else if kind < 0.87 {
            let place = copy[i].place + 1 + below(dice, 98) as u32;
            let text = BINDING[below(dice, BINDING.len())].to_owned();
            copy.insert(i + 1, Word { place, text, mark: "", last: false });
            copy.sort_by_key(|w| w.place);
        } else if kind < 0.94 {
            // Two words change places; each takes the other's place in the text.
            if i + 1 < copy.len() && copy[i].mark.is_empty() {
                let (a, b) = (copy[i].text.clone(), copy[i + 1].text.clone());
                (copy[i].text, copy[i + 1].text) = (b, a);
            }
        } else {
            // The eye skips from a word to the next that is the same.
            let next = (i + 4..copy.len().min(i + 40)).find(|&j| copy[j].text == word);
            if let Some(next) = next {
                copy.drain(i..next);
            }
        }
    }
}

/// Letters taken for others, doubled, left out.
fn misread(dice: &mut Dice, word: &str) -> String {
    let mut chars: Vec<char> = word.chars().collect();
    if chars.len() < 3 {
        return format!("{word}{}", ['s', 'e', 't'][below(dice, 3)]);
    }
    let at = 1 + below(dice, chars.len() - 1);
    match below(dice, 4) {
        0 => chars.insert(at, chars[at - 1]),
        1 => {
            chars.remove(at);
        }
        _ => chars[at] = ['a', 'e', 'o', 'n', 'u', 'r', 's', 't', 'i'][below(dice, 9)],
    }
    chars.into_iter().collect()
}

/// The end is gone, or a sheet in the middle, or words can't be read.
fn break_off(dice: &mut Dice, copy: &mut Vec<Word>) {
    let n = copy.len();
    match below(dice, 3) {
        0 => copy.truncate(n - n * (5 + below(dice, 35)) / 100),
        1 => {
            let begin = below(dice, n * 3 / 4);
            copy.drain(begin..(begin + n * (5 + below(dice, 20)) / 100).min(n));
        }
        _ => {
            for _ in 0..4 + below(dice, 12) {
                let at = below(dice, n);
                copy[at].text = "[…]".to_owned();
            }
        }
    }
    if let Some(last) = copy.last_mut() {
        last.last = true;
    }
}
