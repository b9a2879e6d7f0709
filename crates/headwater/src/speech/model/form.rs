//! What a model sees of a token: hashes of its word, its ends and its shape.

pub use super::hash::word;

use super::super::sentence::{Token, TokenKind};

/// The form of a token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// The word in lower case, digits made equal.
    pub word: u32,
    /// The word without its ending, by a rule of thumb: "claim" for "claims", "claimed" and "claiming".
    pub stem: u32,
    /// Its last three bytes or so.
    pub suffix: u32,
    /// Its last two.
    pub ending: u32,
    /// Its first byte, with its case.
    pub first: u32,
    /// Capitals, digits, hyphens.
    pub shape: u32,
}

/// The shape of a token that is neither word nor number.
pub const SIGN: u32 = 7;

/// The forms of all tokens.
pub fn forms(text: &str, tokens: &[Token]) -> Vec<Form> {
    tokens.iter().map(|t| form(t.span.of(text), t.kind)).collect()
}

fn form(word: &str, kind: TokenKind) -> Form {
    let mut out = Form::default();
    let mut hash = 0x811c_9dc5_u32;
    let mut tail = [0_u8; 4];
    // The hash as it was one to four bytes ago.
    let mut ago = [hash; 4];
    let mut length = 0;
    let (mut upper, mut lower, mut digit, mut hyphen) = (0_u32, 0_u32, false, false);
    let mut eat = |b: u8, hash: &mut u32| {
        ago = [*hash, ago[0], ago[1], ago[2]];
        length += 1;
        *hash = (*hash ^ u32::from(b)).wrapping_mul(0x0100_0193);
        tail = [tail[1], tail[2], tail[3], b];
    };
    for c in word.chars() {
        match c {
            'a'..='z' => {
                lower += 1;
                eat(c as u8, &mut hash);
            }
            'A'..='Z' => {
                upper += 1;
                eat(c.to_ascii_lowercase() as u8, &mut hash);
            }
            '0'..='9' => {
                digit = true;
                eat(b'0', &mut hash);
            }
            '’' | '‘' | '`' | '´' => eat(b'\'', &mut hash),
            '“' | '”' | '«' | '»' | '„' => eat(b'"', &mut hash),
            '-' | '‑' => {
                hyphen = true;
                eat(b'-', &mut hash);
            }
            '–' | '—' => eat(b'_', &mut hash),
            _ => {
                if c.is_uppercase() {
                    upper += 1;
                } else if c.is_alphabetic() {
                    lower += 1;
                }
                for d in c.to_lowercase() {
                    let mut bytes = [0; 4];
                    for &b in d.encode_utf8(&mut bytes).as_bytes() {
                        eat(b, &mut hash);
                    }
                }
            }
        }
    }
    out.word = hash;
    let cut = match (length, tail) {
        (6.., [_, b'i', b'n', b'g']) | (6.., [_, b'i', b'e', b'd' | b's']) => 3,
        (5.., [.., b'e', b'd' | b's']) => 2,
        (4.., [.., b's', b's']) => 0,
        (4.., [.., b's' | b'e' | b'y']) => 1,
        _ => 0,
    };
    out.stem = if cut == 0 { hash } else { ago[cut - 1] };
    out.suffix = u32::from_be_bytes([0, tail[1], tail[2], tail[3]]);
    out.ending = u32::from_be_bytes([0, 0, tail[2], tail[3]]);
    out.first = u32::from(word.bytes().next().unwrap_or(0));
    out.shape = match kind {
        TokenKind::Sign(_) | TokenKind::Mark(_) => SIGN,
        _ => {
            let case = match (upper, lower) {
                (0, _) => 0,
                (1, 1..) if word.starts_with(char::is_uppercase) => 1,
                (_, 0) => 2,
                _ if word.starts_with(char::is_uppercase) => 3,
                _ => 4,
            };
            case | u32::from(digit) << 3 | u32::from(hyphen) << 4
        }
    };
    out
}
