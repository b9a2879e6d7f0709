//! Indices into the lists of a trace, each a type of its own so that a page can't be taken for a speaker.
//!
//! They print as a letter and a number from 1 (`p1`, `s3`), which are the ids of the JSON format.

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident = $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The index of the `n`th element, from 0.
            pub fn new(n: usize) -> $name {
                $name(u32::try_from(n).unwrap_or(u32::MAX))
            }

            /// The position in its list, from 0.
            pub fn ix(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), u64::from(self.0) + 1)
            }
        }
    )*};
}

index! {
    /// A page of the trace.
    PageIx = "p";
    /// A person or body.
    SpeakerIx = "n";
    /// An attribution.
    AttributionIx = "q";
    /// An occasion on which somebody spoke.
    OccasionIx = "c";
    /// A passage that two pages share.
    PassageIx = "r";
    /// A work that is cited or credited and is not at hand.
    WorkIx = "w";
    /// An ancestor that must have been and is not at hand.
    LostIx = "l";
    /// A derivation.
    DerivationIx = "d";
    /// A statement.
    StatementIx = "s";
    /// An origin.
    OriginIx = "o";
    /// A corroboration or denial.
    CorroborationIx = "k";
    /// A discrepancy.
    DiscrepancyIx = "x";
    /// A circular report.
    CircularIx = "z";
}
