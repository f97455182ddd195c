//! How cells look: the fonts, borders, colours and number formats of the office's form.

use lampiran_core::Decimal;

/// The font of the form.
pub(crate) const FONT: &str = "Arial";

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own in a workbook too")]
pub(crate) struct Style {
    /// Size of the font in points.
    pub size: u8,
    /// Bold.
    pub bold: bool,
    /// Where its content stands from left to right.
    pub align: Align,
    /// Whether its content stands in the middle of its height instead of at the top.
    pub middle: bool,
    /// Whether long text goes on in a next line.
    pub wrap: bool,
    /// Thin lines on all four sides.
    pub border: bool,
    /// What colour it has.
    pub fill: Fill,
    /// How a number is shown.
    pub format: NumberFormat,
    /// Blue and underlined, as links are.
    pub link: bool,
}

/// Where content stands from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "the names are the places")]
pub(crate) enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// What colour a cell has, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Fill {
    /// None.
    #[default]
    None,
    /// A heading of the rekap and the findings.
    Heading,
    /// A report without any finding.
    Bersih,
    /// A figure that cannot stand.
    Salah,
    /// A figure that a person should look at.
    PerluDilihat,
}

impl Fill {
    /// The colour as RRGGBB.
    pub const fn rgb(self) -> Option<u32> {
        match self {
            Self::None => None,
            Self::Heading => Some(0xD9_E2_F3),
            Self::Bersih => Some(0xC6_EF_CE),
            Self::Salah => Some(0xFF_C7_CE),
            Self::PerluDilihat => Some(0xFF_EB_9C),
        }
    }
}

/// How a number is shown; Excel and LibreOffice put the separators of the reader's country (2.978.641.819 and 4,90 in
/// Indonesia).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum NumberFormat {
    /// As it is.
    #[default]
    General,
    /// As text, also when somebody types over it.
    Text,
    /// Thousands grouped, with this many decimals (at most 10).
    Decimals(u8),
}

impl NumberFormat {
    /// The format code.
    pub fn code(self) -> String {
        match self {
            Self::General => "General".into(),
            Self::Text => "@".into(),
            Self::Decimals(0) => "#,##0".into(),
            Self::Decimals(decimals) => format!("#,##0.{}", "0".repeat(usize::from(decimals.min(10)))),
        }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::PLAIN
    }
}

impl Style {
    /// Text outside of tables.
    pub const PLAIN: Self = Self {
        size: 9,
        bold: false,
        align: Align::Left,
        middle: false,
        wrap: false,
        border: false,
        fill: Fill::None,
        format: NumberFormat::General,
        link: false,
    };
    /// A title line above a table.
    pub const TITLE: Self = Self { size: 11, bold: true, align: Align::Center, ..Self::PLAIN };
    /// A heading of the form, and its column numbers.
    pub const HEADING: Self =
        Self { bold: true, align: Align::Center, middle: true, wrap: true, border: true, ..Self::PLAIN };
    /// Text in a table.
    pub const TEXT: Self = Self { wrap: true, border: true, ..Self::PLAIN };
    /// Bold text in a table.
    pub const STRONG: Self = Self { bold: true, ..Self::TEXT };
    /// An ordinal, a satuan, a predikat or `-` in a table.
    pub const CENTERED: Self = Self { align: Align::Center, ..Self::TEXT };
    /// A link in a table.
    pub const LINK: Self = Self { link: true, ..Self::TEXT };

    /// A number in a table, with this many decimals.
    pub const fn number(decimals: u8) -> Self {
        Self { align: Align::Right, wrap: false, border: true, format: NumberFormat::Decimals(decimals), ..Self::PLAIN }
    }

    /// A number in a table, with the decimals it is written with (`4.90`).
    pub fn number_as_written(number: Decimal) -> Self {
        Self::number(u8::try_from(number.scale()).unwrap_or(u8::MAX))
    }

    /// An amount in a table: decimals only where it is broken.
    pub fn amount(number: Decimal) -> Self {
        Self::number_as_written(number.normalize())
    }

    /// The same in bold.
    #[must_use]
    pub const fn strong(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in a colour.
    #[must_use]
    pub const fn filled(self, fill: Fill) -> Self {
        Self { fill, ..self }
    }
}
