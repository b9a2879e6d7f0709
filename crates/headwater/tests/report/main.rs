//! The reports, on a trace put together by hand.

mod invented;
mod text;
