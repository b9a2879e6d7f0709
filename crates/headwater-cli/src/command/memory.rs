//! How much memory there is, and how a size is written.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// A size in bytes: a number, and K, M, G or T for powers of 1,024, with or without "iB" or "B"; "B" alone for bytes. A bare
/// number is refused: who writes 2048 means megabytes, and would wait for a day.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let wrong = || "a size is a number with K, M, G or T behind it, as 500M or 4G".to_owned();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..end].parse().map_err(|_| wrong())?;
    let unit = text[end..].trim().to_ascii_uppercase();
    let power = match unit.trim_end_matches('B').trim_end_matches('I') {
        "" if unit == "B" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    Ok((number * 1024f64.powi(power)) as u64)
}

/// Half of what this machine has, or of what its container allows. Where the system tells neither, one gigabyte.
pub(super) fn half() -> u64 {
    let system =
        System::new_with_specifics(RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()));
    let limit = system.cgroup_limits().map_or(u64::MAX, |l| l.total_memory);
    match system.total_memory().min(limit) {
        0 => 1 << 30,
        total => total / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, want) in [
            ("500B", 500),
            ("64K", 64 << 10),
            ("500M", 500 << 20),
            ("4G", 4 << 30),
            ("1.5 GiB", 3 << 29),
            ("2tb", 2 << 40),
        ] {
            assert_eq!(size(text), Ok(want), "{text}");
        }
        for text in ["", "500", "G", "4X", "-1G", "4 G B I"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_machine_has_memory() {
        assert!(half() > 1 << 20);
    }
}
