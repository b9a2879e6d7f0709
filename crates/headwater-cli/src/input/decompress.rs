//! Opening what may be compressed: told by its first bytes, with limits for what expands without end.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

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

/// Opens `file`, through gzip (any number of members) or zstd where its first bytes say so.
pub(crate) fn open(file: impl Read + 'static) -> io::Result<Reader> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { inner: file, taken: Rc::clone(&taken) };
    let raw = Reader::new(Box::new(BufReader::with_capacity(64 << 10, counted)), 4);
    let inner: Box<dyn Read> = if raw.head().starts_with(b"\x1F\x8B") {
        Box::new(Bounded { inner: flate2::read::MultiGzDecoder::new(raw), taken, given: 0 })
    } else if raw.head().starts_with(b"\x28\xB5\x2F\xFD") {
        Box::new(Bounded { inner: zstd::Decoder::new(raw)?, taken, given: 0 })
    } else {
        Box::new(raw)
    };
    Ok(Reader::new(inner, HEAD))
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
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        if self.given > TOTAL || self.given > FREE && self.given > self.taken.get().saturating_mul(RATIO) {
            let (given, taken) = (super::size(self.given), super::size(self.taken.get()));
            let text = format!("it expands beyond measure ({taken} to {given} and more), as a decompression bomb does");
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(n)
    }
}
