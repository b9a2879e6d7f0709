//! Names: whether two are one thing's, and whether one is spelled in two ways.
//!
//! [`other`] tells another name from one written otherwise, by what [`form`] knows of countries and short forms;
//! [`alias`] reads what pages themselves say to be one, [`spelling`] compares letter by letter, and
//! [`namesake`] whom two pages name by one given name.

pub(super) mod alias;
pub(super) mod form;
pub(super) mod namesake;
pub(super) mod other;
pub(super) mod spelling;
