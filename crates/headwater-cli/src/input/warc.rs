//! Pages out of a web archive.
