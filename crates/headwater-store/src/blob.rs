//! What is kept as bytes: pages as they came, and what was read of them.

use std::io::Read;

use headwater::READER;
use headwater::page::Page;
use headwater::speech::PageSpeech;
use sha2::{Digest, Sha256};

/// zstd's own default: pages shrink to a fifth at some 200 MB a second; level 9 would save a tenth more and take five
/// times as long.
const LEVEL: i32 = 3;

/// The most that a reading may expand to: twice the largest text of a page with all that can be found in it. What
/// expands further was not written by this program.
const MOST_READING: u64 = 1 << 30;

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Compresses. It can't fail in memory; should it, nothing is kept, which the check would tell.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).unwrap_or_default()
}

/// The bytes behind `packed`, which must be exactly `length`.
pub(crate) fn unpack(packed: &[u8], length: u64) -> Result<Vec<u8>, String> {
    let bytes = expand(packed, length)?;
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(format!("its bytes are cut short: {} of {length}", bytes.len()))
    }
}

fn expand(packed: &[u8], most: u64) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let decoder = zstd::Decoder::with_buffer(packed).map_err(|e| format!("can't be decompressed: {e}"))?;
    decoder.take(most.saturating_add(1)).read_to_end(&mut out).map_err(|e| format!("can't be decompressed: {e}"))?;
    if out.len() as u64 > most { Err(format!("expands to more than {most} bytes")) } else { Ok(out) }
}

/// What was read of a page and heard on it, to be kept.
pub(crate) fn keep(page: &Page, heard: &PageSpeech) -> Vec<u8> {
    // Plain data of known length: serialising it into memory can't fail.
    postcard::to_allocvec(&(page, heard)).map(|b| pack(&b)).unwrap_or_default()
}

/// What [`keep`] kept, where the same build's reader read it; `None` where it must be read again.
pub(crate) fn recall(reader: &str, kept: &[u8]) -> Result<Option<(Page, PageSpeech)>, String> {
    if reader != READER {
        return Ok(None);
    }
    let bytes = expand(kept, MOST_READING)?;
    let (page, heard): (Page, PageSpeech) = postcard::from_bytes(&bytes).map_err(|e| format!("no reading: {e}"))?;
    if fits(&page) { Ok(Some((page, heard))) } else { Err("no reading: places outside of its text".to_owned()) }
}

/// Whether every block lies within the text at character boundaries, in order; what comes later relies on it.
fn fits(page: &Page) -> bool {
    let mut last = 0;
    page.blocks.iter().all(|b| {
        let follows = last <= b.span.begin && b.span.begin <= b.span.end;
        last = b.span.end;
        follows && page.text.get(b.span.range()).is_some()
    })
}

/// For fuzzing: reads any bytes as a reading, and must end without a panic.
#[doc(hidden)]
pub fn fuzz_recall(bytes: &[u8]) {
    let _ = recall(READER, bytes);
    let _: Result<(Page, PageSpeech), _> = postcard::from_bytes(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater::page::{self, Limits, Source};
    use headwater::speech;

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let text =
            "The dam\n\nBy Ana Ruiz\n\n“The dam held all night,” said Bo Lind, an engineer, told the Harbour Post.";
        let page = page::read(&Source::text("a", text), &Limits::default());
        let heard = speech::listen(&page);
        let (page2, heard2) = recall(READER, &keep(&page, &heard)).unwrap().unwrap();
        assert_eq!(format!("{page:?}"), format!("{page2:?}"));
        assert_eq!(format!("{heard:?}"), format!("{heard2:?}"));
        assert!(recall("0.0.1-another", &keep(&page, &heard)).unwrap().is_none());
    }

    #[test]
    fn damaged_bytes_are_told_and_bombs_are_cut() {
        let packed = pack(b"words and words and words");
        assert_eq!(unpack(&packed, 25).unwrap(), b"words and words and words");
        assert!(unpack(&packed, 24).is_err() && unpack(&packed, 26).is_err());
        assert!(unpack(&packed[..packed.len() - 3], 25).is_err());
        assert!(unpack(&pack(&vec![0; 50 << 20]), 1000).is_err());
    }
}
