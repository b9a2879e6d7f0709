//! Opening what may be compressed: told by its first bytes, with limits for what expands without end.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

/// Bytes that are looked at to tell what a file holds.
pub(crate) const HEAD: usize = 8 << 10;

/// Expansion below which no ratio is asked for: a page may well be this large.
const FREE: u64 = 16 << 20;

/// The most that one byte may expand to, past [`FREE`]. Text shrinks to a fifth, pages of one site to a thirtieth, the
/// most repetitive logs to a hundredth; a bomb expands a thousandfold and more (gzip's own bound is 1,032).
const RATIO: u64 = 200;

/// The most that one file may expand to, whatever the ratio.
const TOTAL: u64 = 256 << 30;

/// An open file, decompressed on the way, with its first bytes at hand.
pub(crate) struct Reader {
    head: Cursor<Vec<u8>>,
    failed: Option<io::Error>,
    rest: Box<dyn Read>,
}

impl Reader {
    /// The first bytes, up to [`HEAD`]; they stay to be read.
    pub(crate) fn head(&self) -> &[u8] {
        self.head.get_ref()
    }

    fn new(mut rest: Box<dyn Read>, length: usize) -> Reader {
        let (head, failed) = read_up_to(&mut rest, length);
        Reader { head: Cursor::new(head), failed, rest }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.head.read(buffer)? {
            0 => match self.failed.take() {
                Some(error) => Err(error),
                None => self.rest.read(buffer),
            },
            n => Ok(n),
        }
    }
}

/// The bytes that a zstd frame begins with.
const FRAME: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// The bytes that a frame begins with whose content zstd passes over, but for the first one's lower half.
const SKIPPED: [u8; 3] = [0x2A, 0x4D, 0x18];

/// The first byte of such a frame that holds the dictionary of the frames behind it (WARC-zstd 1.0 of the IIPC).
const DICTIONARY: u8 = 0x5D;

/// The largest dictionary that is read, in bytes, compressed or not: those of web archives have a megabyte or less.
const LARGEST: u32 = 32 << 20;

/// Opens `file`, through gzip (any number of members) or zstd where its first bytes say so. A zstd file that begins with a
/// dictionary, as web archives do, is read with it.
pub(crate) fn open(file: impl Read + 'static) -> io::Result<Reader> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: file, taken: Rc::clone(&taken) };
    let mut raw = Reader::new(Box::new(BufReader::with_capacity(64 << 10, counted)), 4);
    let inner: Box<dyn Read> = if raw.head().starts_with(b"\x1F\x8B") {
        let members = Members::Between(BufReader::with_capacity(64 << 10, raw));
        Box::new(Bounded { inner: members, taken, given: 0, stopped: false })
    } else if raw.head().first() == Some(&DICTIONARY) && raw.head().ends_with(&SKIPPED) {
        let dictionary = dictionary(&mut raw)?;
        let inner = zstd::Decoder::with_dictionary(BufReader::with_capacity(64 << 10, raw), &dictionary)?;
        Box::new(Bounded { inner, taken, given: 0, stopped: false })
    } else if raw.head() == FRAME || raw.head().len() == 4 && raw.head().ends_with(&SKIPPED) {
        Box::new(Bounded { inner: zstd::Decoder::new(raw)?, taken, given: 0, stopped: false })
    } else {
        Box::new(raw)
    };
    Ok(Reader::new(inner, HEAD))
}

/// Reads the dictionary with which a file begins: mark, length, and its bytes, which may be a zstd frame themselves.
fn dictionary(raw: &mut impl Read) -> io::Result<Vec<u8>> {
    let damaged = |what: &str| io::Error::new(io::ErrorKind::UnexpectedEof, format!("its zstd dictionary {what}"));
    let mut begin = [0; 8];
    raw.read_exact(&mut begin).map_err(|_| damaged("is cut short"))?;
    let length = u32::from_le_bytes([begin[4], begin[5], begin[6], begin[7]]);
    if length > LARGEST {
        return Err(damaged("is too large"));
    }
    let (bytes, failed) = read_up_to(raw, length as usize);
    if failed.is_some() || bytes.len() < length as usize {
        return Err(damaged("is cut short"));
    }
    if !bytes.starts_with(&FRAME) {
        return Ok(bytes);
    }
    let (out, failed) = read_up_to(&mut zstd::Decoder::new(&bytes[..])?, LARGEST as usize);
    failed.map_or(Ok(out), |_| Err(damaged("is damaged")))
}

/// Opens bytes that are known to be compressed with Brotli, which has no mark to be told by.
pub(crate) fn brotli(bytes: Vec<u8>) -> Reader {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: Cursor::new(bytes), taken: Rc::clone(&taken) };
    let inner = brotli_decompressor::Decompressor::new(counted, 16 << 10);
    Reader::new(Box::new(Bounded { inner, taken, given: 0, stopped: false }), HEAD)
}

/// Reads `length` bytes or to the end, and keeps what came before an error.
pub(crate) fn read_up_to(reader: &mut impl Read, length: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let failed = reader.take(length as u64).read_to_end(&mut bytes).err();
    (bytes, failed)
}

/// Counts what is read from a file.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

/// Stops a stream that expands beyond measure.
struct Bounded<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    stopped: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stopped {
            return Ok(0);
        }
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        let taken = self.taken.get();
        self.stopped = self.given > TOTAL || self.given > FREE && self.given > taken.saturating_mul(RATIO);
        if self.stopped {
            return Err(io::Error::other(Bomb { taken, given: self.given }));
        }
        Ok(n)
    }
}

/// A file expanded beyond measure.
#[derive(Debug)]
struct Bomb {
    taken: u64,
    given: u64,
}

impl std::error::Error for Bomb {}

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (taken, given) = (super::size(self.taken), super::size(self.given));
        write!(f, "it expands beyond measure ({taken} to {given} and more), as a decompression bomb does")
    }
}

/// Whether an error is that of a file that expands beyond measure.
pub(crate) fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|e| e.is::<Bomb>())
}

/// Whether reading may go on after an error: what was damaged is passed over, and what follows it comes next.
pub(crate) fn goes_on(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::Interrupted
    )
}

/// The members of a gzip file one after another. A damaged one gives an error, and then the next one follows; archives
/// hold a record in each, so that one record is lost and not the rest of the file.
enum Members<R> {
    /// Within a member.
    Within(Box<GzDecoder<R>>),
    /// Where a member may begin.
    Between(R),
    /// Nothing more comes.
    Done,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(self, Members::Done) {
                Members::Done => return Ok(0),
                Members::Between(mut rest) => {
                    if find_member(&mut rest)? {
                        *self = Members::Within(Box::new(GzDecoder::new(rest)));
                    }
                }
                Members::Within(mut member) => match member.read(buffer) {
                    Ok(0) => *self = Members::Between(member.into_inner()),
                    Ok(n) => {
                        *self = Members::Within(member);
                        return Ok(n);
                    }
                    Err(error) => {
                        *self = Members::Between(member.into_inner());
                        return Err(error);
                    }
                },
            }
        }
    }
}

/// The bytes that a member begins with: its mark and its one method.
const MEMBER: [u8; 3] = [0x1F, 0x8B, 0x08];

/// Goes on to where a member begins, over padding and damage. False at the end.
fn find_member(rest: &mut impl BufRead) -> io::Result<bool> {
    // A mark that the buffer's end cuts is taken for one; if it is none, the decoder says so, and the search goes on.
    loop {
        let buffer = rest.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let at = buffer.iter().position(|&b| b == MEMBER[0]).unwrap_or(buffer.len());
        let there = &buffer[at..];
        if !there.is_empty() && there.iter().zip(MEMBER).all(|(&a, b)| a == b) {
            rest.consume(at);
            return Ok(true);
        }
        let skip = (at + 1).min(buffer.len());
        rest.consume(skip);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn all(bytes: Vec<u8>) -> (String, Vec<io::Error>) {
        let mut reader = open(Cursor::new(bytes)).unwrap();
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        loop {
            let (bytes, failed) = read_up_to(&mut reader, usize::MAX);
            out.extend(bytes);
            match failed {
                None => return (String::from_utf8_lossy(&out).into_owned(), errors),
                Some(error) => errors.push(error),
            }
        }
    }

    #[test]
    fn every_member_of_a_gzip_file_is_read_and_padding_is_not() {
        let bytes = [gz(b"one "), gz(b"two "), vec![0; 100], gz(b"three")].concat();
        assert_eq!(all(bytes).0, "one two three");
    }

    #[test]
    fn a_damaged_member_is_an_error_and_the_next_is_read() {
        let mut middle = gz("a long text of many words that differ ".repeat(20).as_bytes());
        let half = middle.len() / 2;
        middle[half..half + 8].fill(0xFF);
        let (text, errors) = all([gz(b"one "), middle, gz(b"three")].concat());
        assert!(text.starts_with("one ") && text.ends_with("three"), "{text}");
        assert!(!errors.is_empty() && errors.iter().all(goes_on));
    }

    #[test]
    fn a_file_cut_short_gives_what_comes_before_the_cut() {
        let whole = gz("words upon words, and every one another: 1 2 3 4 5 6 7 8 9".as_bytes());
        let (text, errors) = all(whole[..whole.len() - 10].to_vec());
        assert!(text.starts_with("words"));
        assert_eq!(errors.len(), 1);
    }

    #[test]
    fn a_bomb_is_stopped() {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            out.write_all(&vec![b'a'; 1 << 20]).unwrap();
        }
        let mut reader = open(Cursor::new(out.finish().unwrap())).unwrap();
        let (bytes, failed) = read_up_to(&mut reader, usize::MAX);
        assert!(bytes.len() < (20 << 20));
        assert!(is_bomb(&failed.unwrap()));
        assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn a_zstd_file_that_begins_with_its_dictionary_is_read_with_it() {
        let dictionary =
            b"the ferry to Osk was cancelled on Monday because of the storm, the harbour office said".repeat(4);
        let frame = |words: &str| {
            let mut out = zstd::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
            out.write_all(words.as_bytes()).unwrap();
            out.finish().unwrap()
        };
        let (one, two) =
            (frame("because of the storm, the harbour office said. "), frame("the ferry to Osk was cancelled"));
        for stored in [dictionary.clone(), zstd::encode_all(&dictionary[..], 3).unwrap()] {
            let length = u32::try_from(stored.len()).unwrap().to_le_bytes();
            let begin = [&[0x5D, 0x2A, 0x4D, 0x18][..], &length, &stored].concat();
            let file = [begin.clone(), one.clone(), two.clone()].concat();
            assert_eq!(all(file).0, "because of the storm, the harbour office said. the ferry to Osk was cancelled");
            assert!(open(Cursor::new(begin[..20].to_vec())).is_err());
        }
    }

    #[test]
    fn zstd_is_told_by_its_first_bytes() {
        let mut out = zstd::Encoder::new(Vec::new(), 3).unwrap();
        out.write_all(b"words").unwrap();
        assert_eq!(all(out.finish().unwrap()).0, "words");
        let padded =
            [&[0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7][..], &zstd::encode_all(&b"words"[..], 3).unwrap()].concat();
        assert_eq!(all(padded).0, "words");
        assert_eq!(all(b"plain".to_vec()).0, "plain");
        assert_eq!(all(Vec::new()).0, "");
    }
}
