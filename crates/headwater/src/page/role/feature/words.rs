//! Numbers on a block's own words.

use super::OWN;
use crate::page::block::line::{self, Tell};
use crate::page::block::{Draft, Form};

/// The numbers on a block's own words.
pub(super) fn of(draft: &Draft, words: &str) -> [f32; OWN] {
    let (mut count, mut letters, mut capitals, mut digits, mut commas, mut stops, mut signs) = (0, 0, 0, 0, 0, 0, 0);
    let mut blank = true;
    for c in words.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        count += blank as u32;
        if c.is_alphabetic() {
            letters += 1;
            capitals += (blank && c.is_uppercase()) as u32;
        } else if c.is_ascii_digit() {
            digits += 1;
        } else {
            match c {
                ',' | '،' | '、' => commas += 1,
                '.' | '!' | '?' | '。' | '…' => stops += 1,
                '|' | '»' | '«' | '›' | '‹' | '/' | '·' | '•' | '>' | '©' => signs += 1,
                _ => {}
            }
        }
        blank = false;
    }
    // Scripts without blanks: a word is about two letters there.
    let wide = words
        .chars()
        .take(200)
        .filter(|c| matches!(*c as u32, 0x3040..=0x30FF | 0x4E00..=0x9FFF | 0x0E00..=0x0E7F))
        .count();
    let count = if wide > 20 { count + letters / 2 } else { count };
    let bytes = words.len().max(1) as f32;
    let per = |n: u32| n as f32 / count.max(1) as f32;
    let tell = line::tell(words);
    [
        (count as f32 + 1.0).ln(),
        (bytes).ln(),
        draft.linked as f32 / bytes,
        draft.links as f32,
        line::ends_sentence(words) as u8 as f32,
        commas as f32,
        stops as f32,
        per(capitals),
        digits as f32 / (letters + digits).max(1) as f32,
        form_number(draft.form),
        per(signs),
        words.matches('\n').count() as f32,
        (tell == Some(Tell::Furniture)) as u8 as f32,
        (tell == Some(Tell::Byline) || tell == Some(Tell::Credit)) as u8 as f32,
        (tell == Some(Tell::Date)) as u8 as f32,
        (tell == Some(Tell::Caption)) as u8 as f32,
        letters as f32 / count.max(1) as f32,
        words.contains(['“', '”', '«', '„', '"']) as u8 as f32,
        words.chars().next().is_some_and(char::is_lowercase) as u8 as f32,
        words.contains(" | ") as u8 as f32 + words.contains('@') as u8 as f32,
    ]
}

fn form_number(form: Form) -> f32 {
    match form {
        Form::Paragraph => 0.0,
        Form::Quotation => 1.0,
        Form::Preformatted => 2.0,
        Form::Heading => 3.0,
        Form::Item => 4.0,
        Form::Table => 5.0,
    }
}
