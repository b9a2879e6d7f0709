//! Scores Headwater on annotated data, and trains its small models.

fn main() {}
