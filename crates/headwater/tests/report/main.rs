//! The reports, on a trace put together by hand.

mod html;
mod invented;
mod text;
