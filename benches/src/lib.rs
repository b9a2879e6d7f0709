//! What the benchmarks share: made pages, and the process's own peak of memory.

pub mod memory;
pub mod planted;
