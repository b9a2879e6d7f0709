//! Where an answer goes: the standard output, or a file that is there only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use headwater::report::text::Style;

use crate::error::CommandError;

/// Where an answer goes.
pub(crate) struct Output {
    to: Box<dyn Write>,
    target: String,
    rename: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Opens `file`, or the standard output where none is given.
    ///
    /// A file is written beside its place and moved there by [`Output::finish`], so that no half answer is left behind
    /// and a former answer stays until the new one is whole.
    pub(crate) fn open(file: Option<&Path>) -> Result<Output, CommandError> {
        let Some(path) = file.filter(|p| p.as_os_str() != "-") else {
            let to = Box::new(BufWriter::with_capacity(64 << 10, io::stdout().lock()));
            return Ok(Output { to, target: "the standard output".to_owned(), rename: None });
        };
        let target = path.display().to_string();
        let place = fs::metadata(path);
        if place.as_ref().is_ok_and(fs::Metadata::is_dir) {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
            return Err(CommandError::output(error, target));
        }
        // A device or a named pipe can't be moved over.
        let special = place.is_ok_and(|m| !m.is_file());
        let written = if special { path.to_owned() } else { beside(path) };
        let opened = File::create(&written).map_err(|e| CommandError::output(e, &target))?;
        let rename = (!special).then(|| (written, path.to_owned()));
        Ok(Output { to: Box::new(BufWriter::with_capacity(64 << 10, opened)), target, rename })
    }

    /// Writes `text`.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), CommandError> {
        self.to.write_all(text.as_bytes()).map_err(|e| CommandError::output(e, &self.target))
    }

    /// Writes bytes as they are.
    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), CommandError> {
        self.to.write_all(bytes).map_err(|e| CommandError::output(e, &self.target))
    }

    /// Hands on what was written so far, so that whoever reads along knows of it now.
    pub(crate) fn flush(&mut self) -> Result<(), CommandError> {
        self.to.flush().map_err(|e| CommandError::output(e, &self.target))
    }

    /// Writes what is left, and puts a file in its place.
    pub(crate) fn finish(mut self) -> Result<(), CommandError> {
        self.to.flush().map_err(|e| CommandError::output(e, &self.target))?;
        if let Some((from, to)) = self.rename.take() {
            fs::rename(&from, &to).map_err(|e| CommandError::output(e, &self.target))?;
        }
        Ok(())
    }
}

impl Drop for Output {
    /// What was not finished leaves nothing behind.
    fn drop(&mut self) {
        if let Some((from, _)) = &self.rename {
            let _ = fs::remove_file(from);
        }
    }
}

/// A hidden name beside `path`, which no walk over the folder takes for a page.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR or CLICOLOR=0 says otherwise.
    Auto,
    /// Also in a pipe or file.
    Always,
    /// Nowhere.
    Never,
}

/// Columns of a text that goes to no terminal: what fits on paper and in a mail.
const WIDTH: u16 = 100;

/// How text is to look where it goes to: on the standard output or in a file.
pub(crate) fn style(file: Option<&Path>, color: Color, width: Option<u16>, all: bool) -> Style {
    let standard = file.is_none_or(|p| p.as_os_str() == "-");
    let stdout = io::stdout();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => standard && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = || if standard { terminal_size::terminal_size_of(&stdout) } else { None };
    let width = width.or_else(|| terminal().map(|(width, _)| width.0)).unwrap_or(WIDTH);
    Style { width: usize::from(width), color, all }
}
