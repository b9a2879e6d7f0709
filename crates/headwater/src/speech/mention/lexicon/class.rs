//! What a word can be: a set of the sorts that the lists tell apart.

/// What a word can be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::speech) struct Class(pub(super) u32);

impl Class {
    pub(in crate::speech) const COMMON: Class = Class(1);
    pub(in crate::speech) const FUNCTION: Class = Class(1 << 1);
    pub(in crate::speech) const GIVEN_F: Class = Class(1 << 2);
    pub(in crate::speech) const GIVEN_M: Class = Class(1 << 3);
    pub(in crate::speech) const GIVEN: Class = Class(1 << 4);
    pub(in crate::speech) const TITLE: Class = Class(1 << 5);
    pub(in crate::speech) const TITLE_F: Class = Class(1 << 6);
    pub(in crate::speech) const TITLE_M: Class = Class(1 << 7);
    pub(in crate::speech) const ROLE: Class = Class(1 << 8);
    pub(in crate::speech) const ROLE_F: Class = Class(1 << 9);
    pub(in crate::speech) const ROLE_M: Class = Class(1 << 10);
    /// A role that can stand for anybody already brought in.
    pub(in crate::speech) const ANY: Class = Class(1 << 11);
    /// A noun for people together.
    pub(in crate::speech) const SEVERAL: Class = Class(1 << 12);
    pub(in crate::speech) const BODY: Class = Class(1 << 13);
    pub(in crate::speech) const OUTLET: Class = Class(1 << 14);
    pub(in crate::speech) const THING: Class = Class(1 << 15);
    pub(in crate::speech) const PLACE: Class = Class(1 << 16);
    pub(in crate::speech) const PARTICLE: Class = Class(1 << 17);
    pub(in crate::speech) const CALENDAR: Class = Class(1 << 18);
    pub(in crate::speech) const DETERMINER: Class = Class(1 << 19);
    pub(in crate::speech) const PREPOSITION: Class = Class(1 << 20);
    pub(in crate::speech) const COPULA: Class = Class(1 << 21);
    pub(in crate::speech) const HE: Class = Class(1 << 22);
    pub(in crate::speech) const SHE: Class = Class(1 << 23);
    pub(in crate::speech) const THEY: Class = Class(1 << 24);
    pub(in crate::speech) const IT: Class = Class(1 << 25);
    /// A pronoun that is no subject.
    pub(in crate::speech) const OBLIQUE: Class = Class(1 << 26);
    /// A determiner before one whom the reader should know.
    pub(in crate::speech) const KNOWN: Class = Class(1 << 27);
    /// A determiner that says whose.
    pub(in crate::speech) const OWNED: Class = Class(1 << 28);

    /// Whether any of `other` is in the set.
    pub(in crate::speech) fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// The set without those of `other`.
    pub(in crate::speech) const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }

    /// Both sets together.
    pub(in crate::speech) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}
