//! The reports, on a trace put together by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod browser;
mod html;
mod invented;
mod show;
mod text;
