//! Numbers as they stand in the drawing.

/// One digit after the point: finer than a screen.
pub(super) fn number(n: f64) -> String {
    let text = format!("{n:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
