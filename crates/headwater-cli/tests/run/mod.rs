//! Running the program on made files, within bounds of time and memory.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a run may take. Nothing here takes a second; a slow machine that is busy gets a minute.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder of a test's own, gone after it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, whose folders are made.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs the program in the folder. It must end by itself, within bounds, and without a panic.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// The same, with a standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = bounded(env!("CARGO_BIN_EXE_headwater"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut stdin, mut stdout, mut stderr) =
            (child.stdin.take().unwrap(), child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let input = input.to_vec();
        // It may end before it has read all of its input, which is no failure.
        let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let out = std::thread::spawn(move || {
            let mut text = Vec::new();
            stdout.read_to_end(&mut text).map(|_| text)
        });
        let err = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).map(|_| text)
        });
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begin.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{arguments:?} was still running after {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        feeding.join().unwrap();
        let stdout = String::from_utf8(out.join().unwrap().unwrap()).expect("the answer is UTF-8");
        let stderr = err.join().unwrap().unwrap();
        assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
        let code = status.code().unwrap_or_else(|| panic!("{arguments:?} was ended by a signal: {stderr}"));
        Ran { code, stdout, stderr }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run left behind.
pub(crate) struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The same, if it ended with that code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    /// The same, if something was told on the standard error.
    #[track_caller]
    pub(crate) fn tells(self, text: &str) -> Ran {
        assert!(self.stderr.contains(text), "{text:?} is not in {:?}", self.stderr);
        self
    }
}

/// The program with at most 2 GB of address space, where a shell can bound it.
fn bounded(program: &str) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\"", program]);
        command
    } else {
        Command::new(program)
    }
}
