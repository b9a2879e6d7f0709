//! The names of HTML's elements, and what building a tree needs to know of each.

macro_rules! tags {
    ($($tag:ident => $name:literal,)*) => {
        /// An element's name; [`Tag::Other`] for one that HTML does not know.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag { $($tag,)* Other }

        impl Tag {
            /// How many there are.
            pub const COUNT: usize = Tag::Other as usize + 1;

            fn from_lower(name: &[u8]) -> Tag {
                $(const _: () = assert!($name.len() <= LONGEST);)*
                match std::str::from_utf8(name).unwrap_or("") {
                    $($name => Tag::$tag,)*
                    _ => Tag::Other,
                }
            }
        }
    };
}

/// Longest name there is, in bytes.
const LONGEST: usize = 10;

tags! {
    A => "a",
    Abbr => "abbr",
    Address => "address",
    Article => "article",
    Aside => "aside",
    Audio => "audio",
    B => "b",
    Base => "base",
    Bdi => "bdi",
    Bdo => "bdo",
    Big => "big",
    Blockquote => "blockquote",
    Body => "body",
    Br => "br",
    Button => "button",
    Canvas => "canvas",
    Caption => "caption",
    Center => "center",
    Cite => "cite",
    Code => "code",
    Col => "col",
    Colgroup => "colgroup",
    Data => "data",
    Dd => "dd",
    Del => "del",
    Details => "details",
    Dfn => "dfn",
    Dialog => "dialog",
    Dir => "dir",
    Div => "div",
    Dl => "dl",
    Dt => "dt",
    Em => "em",
    Embed => "embed",
    Fieldset => "fieldset",
    Figcaption => "figcaption",
    Figure => "figure",
    Font => "font",
    Footer => "footer",
    Form => "form",
    Frame => "frame",
    Frameset => "frameset",
    H1 => "h1",
    H2 => "h2",
    H3 => "h3",
    H4 => "h4",
    H5 => "h5",
    H6 => "h6",
    Head => "head",
    Header => "header",
    Hgroup => "hgroup",
    Hr => "hr",
    Html => "html",
    I => "i",
    Iframe => "iframe",
    Img => "img",
    Input => "input",
    Ins => "ins",
    Kbd => "kbd",
    Label => "label",
    Legend => "legend",
    Li => "li",
    Link => "link",
    Main => "main",
    Map => "map",
    Mark => "mark",
    Math => "math",
    Menu => "menu",
    Meta => "meta",
    Nav => "nav",
    Nobr => "nobr",
    Noembed => "noembed",
    Noframes => "noframes",
    Noscript => "noscript",
    Object => "object",
    Ol => "ol",
    Optgroup => "optgroup",
    Option => "option",
    Output => "output",
    P => "p",
    Param => "param",
    Picture => "picture",
    Plaintext => "plaintext",
    Pre => "pre",
    Progress => "progress",
    Q => "q",
    Rp => "rp",
    Rt => "rt",
    Ruby => "ruby",
    S => "s",
    Samp => "samp",
    Script => "script",
    Search => "search",
    Section => "section",
    Select => "select",
    Small => "small",
    Source => "source",
    Span => "span",
    Strike => "strike",
    Strong => "strong",
    Style => "style",
    Sub => "sub",
    Summary => "summary",
    Sup => "sup",
    Svg => "svg",
    Table => "table",
    Tbody => "tbody",
    Td => "td",
    Template => "template",
    Textarea => "textarea",
    Tfoot => "tfoot",
    Th => "th",
    Thead => "thead",
    Time => "time",
    Title => "title",
    Tr => "tr",
    Track => "track",
    Tt => "tt",
    U => "u",
    Ul => "ul",
    Var => "var",
    Video => "video",
    Wbr => "wbr",
    Xmp => "xmp",
    AmpAside => "amp-ad",
}

/// The elements of AMP, past `amp-`, that hold what the publisher sets around a story: advertising, consent, menus, calls
/// to subscribe or to share, further pages. All of them are [`Tag::AmpAside`].
const AMP_ASIDES: [&str; 18] = [
    "ad",
    "ad-exit",
    "sticky-ad",
    "auto-ads",
    "fx-flying-carpet",
    "embed",
    "consent",
    "geo",
    "user-notification",
    "app-banner",
    "sidebar",
    "mega-menu",
    "social-share",
    "addthis",
    "next-page",
    "recommended",
    "web-push-widget",
    "subscriptions-dialog",
];

impl Tag {
    /// The tag of this name, in any case of letters.
    pub fn named(name: &str) -> Tag {
        let bytes = name.as_bytes();
        if let Some(own) = name.get(4..).filter(|_| bytes.len() <= 24 && bytes[..4].eq_ignore_ascii_case(b"amp-")) {
            return if AMP_ASIDES.iter().any(|a| own.eq_ignore_ascii_case(a)) { Tag::AmpAside } else { Tag::Other };
        }
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..bytes.len()) else { return Tag::Other };
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        Tag::from_lower(lower)
    }

    /// Whether it never has content.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Whether its content is no markup: read as it stands up to its own end tag.
    pub fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noembed | Noframes | Xmp | Plaintext)
    }

    /// Whether it stands in a line of text; all others begin and end a block.
    pub fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Abbr
                | B
                | Bdi
                | Bdo
                | Big
                | Br
                | Cite
                | Code
                | Data
                | Del
                | Dfn
                | Em
                | Font
                | I
                | Img
                | Ins
                | Kbd
                | Label
                | Mark
                | Nobr
                | Q
                | Rp
                | Rt
                | Ruby
                | S
                | Samp
                | Small
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
                | Var
                | Wbr
                | Picture
                | Source
                | Map
                | Output
                | Button
                | Input
                | Other
        )
    }

    /// Whether it marks up words rather than a place: an end tag of such a name must not close a block.
    pub fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Abbr
                | B
                | Big
                | Cite
                | Code
                | Em
                | Font
                | I
                | Mark
                | Nobr
                | S
                | Small
                | Span
                | Strike
                | Strong
                | Sub
                | Sup
                | Time
                | Tt
                | U
        )
    }

    /// Whether it is a heading.
    pub fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }
}
