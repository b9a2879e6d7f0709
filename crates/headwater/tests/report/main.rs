//! The reports, on a trace put together by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a browser is a process"
)]
mod browser;
mod html;
mod invented;
mod show;
mod text;
