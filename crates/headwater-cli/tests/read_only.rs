//! Collections that may not be written: what asks is answered, what changes says why not.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use run::Folder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_headwater");

/// Runs the program as somebody whom permissions bind: for root that is nobody, where `setpriv` is there.
fn as_a_user(folder: &Folder, program: &str, arguments: &[&str]) -> Output {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--", program]);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder.path()).output().unwrap()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout == b"0\n")
}

/// Whether that somebody reaches the folder and the program at all.
fn can_be_tried(folder: &Folder) -> bool {
    let there = !is_root() || Command::new("setpriv").arg("--version").output().is_ok_and(|o| o.status.success());
    let reaches = |arguments: &[&str]| as_a_user(folder, "test", arguments).status.success();
    if there && reaches(&["-r", "c.hw"]) && reaches(&["-x", PROGRAM]) {
        return true;
    }
    eprintln!(
        "skipped: root is bound by no permissions, and nobody else reaches the folder (needs setpriv of util-linux)"
    );
    false
}

fn mode(folder: &Folder, name: &str, mode: u32) {
    fs::set_permissions(folder.path().join(name), Permissions::from_mode(mode)).unwrap();
}

fn collection(name: &str) -> Folder {
    let folder = Folder::new(name);
    let said = "“The gate held all night, and we were luckier than anybody,” said Ana Ruiz, a port engineer.";
    folder.write("pages/a.txt", format!("Harbour Post, 4 March 2019\n\n{said}"));
    folder.write("pages/b.txt", format!("Delta Courier, 5 March 2019\n\n{said}\n\nNobody of the board said more."));
    folder.run(&["add", "c.hw", "pages"]).ends_with(0);
    folder
}

/// Everything that asks answers as it does for the owner.
fn answers(folder: &Folder, verbs: &[(&[&str], String)]) {
    for (arguments, wanted) in verbs {
        let ran = as_a_user(folder, PROGRAM, arguments);
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(&String::from_utf8_lossy(&ran.stdout), wanted, "{arguments:?}");
    }
}

/// Everything that changes is refused, and says what to do.
fn refuses(folder: &Folder) {
    for arguments in [
        &["add", "c.hw", "pages/a.txt"][..],
        &["remove", "c.hw", "1"],
        &["decide", "c.hw", "--by", "Ida", "note", "1", "seen in print"],
        &["refresh", "c.hw"],
    ] {
        let ran = as_a_user(folder, PROGRAM, arguments);
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("c.hw may not be written") && told.contains("writable"), "{arguments:?}: {told}");
    }
}

fn asked(folder: &Folder) -> Vec<(&'static [&'static str], String)> {
    let verbs: [&[&str]; 8] = [
        &["list", "c.hw"],
        &["find", "c.hw", "the gate held all night"],
        &["show", "c.hw", "1"],
        &["decide", "c.hw", "list"],
        &["check", "c.hw"],
        &["trace", "--collection", "c.hw", "--format", "json"],
        &["export", "c.hw", "--format", "json"],
        &["export", "c.hw", "--format", "jsonl"],
    ];
    verbs.iter().map(|v| (*v, folder.run(v).ends_with(0).stdout)).collect()
}

#[test]
fn a_collection_in_a_folder_that_may_not_be_written_is_read() {
    let folder = collection("read-only-folder");
    if !can_be_tried(&folder) {
        return;
    }
    let verbs = asked(&folder);
    for (file, of_folder) in [(0o444, 0o555), (0o644, 0o555), (0o444, 0o755)] {
        mode(&folder, "c.hw", file);
        mode(&folder, "", of_folder);
        answers(&folder, &verbs);
        refuses(&folder);
        mode(&folder, "", 0o755);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}

#[test]
fn a_collection_that_may_not_be_read_is_told_as_that() {
    let folder = collection("read-only-closed");
    if !can_be_tried(&folder) {
        return;
    }
    mode(&folder, "c.hw", 0o000);
    for arguments in [&["list", "c.hw"][..], &["add", "c.hw", "pages/a.txt"], &["check", "c.hw"]] {
        let ran = as_a_user(&folder, PROGRAM, arguments);
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("Permission denied") && told.contains("readable"), "{arguments:?}: {told}");
    }
}

#[test]
fn what_a_killed_writer_left_in_a_folder_that_may_not_be_written_is_told() {
    let folder = collection("read-only-log");
    // A log with commits in it, as a program leaves it that was killed: copied while another has the file open.
    let other = headwater_store::Collection::open(&folder.path().join("c.hw"), headwater_store::Mode::Write).unwrap();
    folder.write("pages/c.txt", "The board met on the quay, and nobody said anything of the gate for an hour.");
    folder.run(&["add", "c.hw", "pages/c.txt"]).ends_with(0);
    for end in ["", "-wal"] {
        let bytes = fs::read(folder.path().join(format!("c.hw{end}"))).unwrap();
        assert!(!bytes.is_empty());
        folder.write(&format!("d/c.hw{end}"), bytes);
    }
    drop(other);
    if !can_be_tried(&folder) {
        return;
    }
    for name in ["d/c.hw", "d/c.hw-wal"] {
        mode(&folder, name, 0o444);
    }
    mode(&folder, "d", 0o555);
    // What the log holds is acknowledged: it is never passed over in silence.
    let ran = as_a_user(&folder, PROGRAM, &["list", "d/c.hw"]);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    let three = String::from_utf8_lossy(&ran.stdout).lines().count() == 3;
    mode(&folder, "d", 0o755);
    assert!(
        ran.status.success() && three || ran.status.code() == Some(2) && told.contains("copy"),
        "{} {told}",
        String::from_utf8_lossy(&ran.stdout)
    );
    mode(&folder, "d/c.hw", 0o644);
    mode(&folder, "d/c.hw-wal", 0o644);
    assert_eq!(folder.run(&["list", "d/c.hw"]).ends_with(0).stdout.lines().count(), 3);
}
