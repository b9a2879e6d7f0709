//! The hash of a word, for what is known of words when the library is built as for what is read.

/// The hash that a word in lower case has as a form's word (`form.rs`).
pub const fn word(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut hash = 0x811c_9dc5_u32;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    hash
}
