//! Marks of credit in a page's metadata. Credit lines in the text are blocks of the role credit; what they and the
//! prose say is read by [`crate::lineage`].

/// What metadata says of where a page was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditMark {
    /// The field that says it, as `json-ld isBasedOn` or `meta og:see_also`.
    pub field: String,
    /// A name or an address, as written.
    pub value: String,
}
