//! Runs the literate cases of `suite/`: every `.md` file there, at any depth, is a list of cases.
//!
//! `cargo test -p headwater --test suite -- words of a name` runs some of them. `suite/README.md` explains the form.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used)]

mod case;
mod view;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
        let text = fs::read_to_string(&file).expect("a suite file is UTF-8");
        let folder = file.parent().unwrap_or(&root);
        for case in case::parse(&text, folder) {
            let title = format!("{name}: {}", case.title);
            let open = case.title.ends_with(case::OPEN);
            trials.push(Trial::test(title, move || match check(&case) {
                Ok(()) if open => Err("it is right now: take the mark from its title".into()),
                Err(_) if open => Ok(()),
                result => result,
            }));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Every `.md` file below `folder` except the README.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder suite/ is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "README.md") {
            files.push(path);
        }
    }
}

fn check(case: &case::Case) -> Result<(), Failed> {
    if case.pages.is_empty() || case.expectations.is_empty() {
        return Err(format!("line {}: a case needs a page and an expectation", case.line).into());
    }
    let trace = case.trace();
    let mut failures = Vec::new();
    for expectation in &case.expectations {
        let Some(found) = view::lines(&expectation.view, &trace) else {
            failures.push(format!("line {}: no view is called {:?}", expectation.line, expectation.view));
            continue;
        };
        failures.extend(expectation.failures(&found));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
