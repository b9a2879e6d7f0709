//! A temporary file that is written from its beginning to its end and then read anywhere.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use crate::error::SpillError;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 20;

/// A file being written. It has no name, and the system removes it when the program ends in whatever way.
pub(crate) struct Writer {
    out: BufWriter<File>,
    len: u64,
}

impl Writer {
    pub(crate) fn new() -> Result<Writer, SpillError> {
        let file = tempfile::tempfile().map_err(|e| SpillError::new("make", e))?;
        Ok(Writer { out: BufWriter::with_capacity(BUFFER, file), len: 0 })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), SpillError> {
        self.len += bytes.len() as u64;
        self.out.write_all(bytes).map_err(|e| SpillError::new("write", e))
    }

    pub(crate) fn write_numbers(&mut self, numbers: &[u32]) -> Result<(), SpillError> {
        // Eight kilobytes at a time: on its own, each number would cost more than writing it.
        let mut bytes = [0u8; 8192];
        for some in numbers.chunks(bytes.len() / 4) {
            for (to, from) in bytes.chunks_exact_mut(4).zip(some) {
                to.copy_from_slice(&from.to_le_bytes());
            }
            self.write(bytes.get(..some.len() * 4).unwrap_or_default())?;
        }
        Ok(())
    }

    /// Bytes written so far.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    pub(crate) fn finish(self) -> Result<Reader, SpillError> {
        let file = self.out.into_inner().map_err(|e| SpillError::new("write", e.into_error()))?;
        Ok(Reader { file, len: self.len })
    }
}

/// A file that can be read from several threads at once.
pub(crate) struct Reader {
    file: File,
    len: u64,
}

impl Reader {
    /// Bytes in it.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Fills `bytes` from the place `at`.
    pub(crate) fn read(&self, at: u64, bytes: &mut [u8]) -> Result<(), SpillError> {
        read_at(&self.file, at, bytes).map_err(|e| SpillError::new("read", e))
    }
}

/// The numbers that [`Writer::write_numbers`] wrote.
pub(crate) fn numbers(bytes: &[u8], out: &mut Vec<u32>) {
    out.extend(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut at: u64, mut bytes: &mut [u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => (at, bytes) = (at + n as u64, &mut bytes[n..]),
        }
    }
    Ok(())
}
