//! What somebody is said to have been told by another: "Halloway said that the harbour master had told her the crane was safe".
//!
//! The annotators of PolNeAR seldom mark who speaks within somebody's words, so the models find it seldom too. Here it is
//! looked for by form, in what a speaker is said to have said ([`nested`]) and in the words within quotation marks
//! ([`relayed`]); the words by which it is told are in `data/speech/nested.txt`.

mod clause;
mod indirect;
mod quoted;
mod taken;
mod words;

pub(in crate::speech) use self::indirect::nested;
pub(in crate::speech) use self::quoted::relayed;
