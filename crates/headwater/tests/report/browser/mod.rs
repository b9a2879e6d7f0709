//! The HTML report in a browser: clicks, the filter, the keyboard, narrow screens, the dark, paper, without its script.
//!
//! Needs Chromium and python3; without either it is skipped, and says how to get it. `HEADWATER_BROWSER` names the
//! program where it is not called `chromium`, `chromium-browser` or `google-chrome`; with `HEADWATER_BROWSER=must` a
//! missing browser is a failure, which is what the checks before a change want.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use headwater::page::{self, Limits, Source};
use headwater::report::html;
use headwater::trace::{self, Options, Trace};

use crate::invented::lock_gate;

const HOW: &str = "apt-get install chromium python3, or: pip install playwright && playwright install --with-deps chromium, \
                   and HEADWATER_BROWSER=the program's path";

fn answers(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|s| s.success())
}

fn browser() -> Option<String> {
    let named = std::env::var("HEADWATER_BROWSER").ok();
    let must = named.as_deref() == Some("must");
    let known = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(str::to_owned);
    let all = named.filter(|n| n != "must").into_iter().chain(known);
    let found = all.into_iter().find(|p| answers(p)).filter(|_| answers("python3"));
    assert!(found.is_some() || !must, "no browser: {HOW}");
    found
}

fn tern_bay() -> Trace {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/tern-bay");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    files.sort();
    let read = |f: &PathBuf| {
        let name = f.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(f).unwrap();
        let source = match name.ends_with(".html") {
            true => Source::html(&name, &bytes),
            false => Source::text(&name, std::str::from_utf8(&bytes).unwrap()),
        };
        page::read(&source, &Limits::default())
    };
    trace::trace(files.iter().map(read).collect(), &Options::default())
}

fn drive(program: &str, name: &str, trace: &Trace) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("report.html");
    std::fs::write(&file, html::write(trace)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/browser/drive.py");
    let run = Command::new("python3").arg(script).arg(program).arg(&file).arg(&folder).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{name}, screenshots in {}:\n{out}{err}", folder.display());
    assert!(out.lines().count() > 20, "{name}: too few checks were made:\n{out}{err}");
}

#[test]
fn the_report_works_in_a_browser() {
    let Some(program) = browser() else {
        println!("skipped: there is no Chromium, or no python3: {HOW}");
        return;
    };
    drive(&program, "lock-gate", &lock_gate());
    drive(&program, "tern-bay", &tern_bay());
}
