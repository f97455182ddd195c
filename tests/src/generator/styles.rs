//! How offices lay out and type a report: every choice is one field here, and a random style is any mix of them.

mod canvas;
mod columns;
mod figures;
mod page;
mod random;
mod section;
mod stack;

use lampiran_reader::grid::{FileFormat, Workbook};

use super::report::Report;
pub use canvas::Noted;

/// A choice of looks.
#[derive(Debug, Clone)]
pub struct Style {
    pub book: Book,
    pub heading: Heading,
    pub table: Table,
    pub figures: Figures,
}

/// How sections are spread over sheets, and what stands around them.
#[derive(Debug, Clone)]
pub struct Book {
    pub sheets: Sheets,
    pub names: Names,
    pub titled: bool,
    /// Rows above and columns left of everything.
    pub offset: (u32, u16),
    /// A hidden copy of the first sheet.
    pub hidden_copy: bool,
    /// A sheet without a table before all others.
    pub cover: bool,
    /// Notes to the right of the table, and left of it where there is room.
    pub side_notes: bool,
    /// A remark below each title, and between blocks.
    pub remarks: bool,
    /// The column of the signature, counted from the table's first.
    pub signature: u16,
    pub signed: Signed,
    pub nip: Nip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheets {
    PerLampiran,
    One,
    PerOfficial,
    /// Two officials beside each other, with so many columns between their tables.
    Beside(u16),
}

/// Over which columns a signature is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    OneColumn,
    /// Each line is centred by hand.
    Spread,
    /// Another official signs beside it, further left.
    BesideAnother,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    Roman,
    Short,
    Copied,
    Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nip {
    Spaced,
    Whole,
    Beside,
    Colon,
}

/// How the heading is laid out and spelled.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 3 rows.
    pub rows: u32,
    pub merged: bool,
    /// Without merges, headings of one row stand in the last row instead of the first.
    pub low: bool,
    pub numbers: Numbers,
    pub spelling: usize,
    pub looks: Looks,
    pub anggaran_first: bool,
    /// Ordinals have a narrow column of their own.
    pub ordinals: Ordinals,
    /// Output's heading stands in the second row.
    pub output_low: bool,
    /// Each section repeats the heading, or only the first on its sheet has one.
    pub each_section: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    Counted,
    None,
    Formulas,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    Plain,
    Capitals,
    LineBreaks,
    NoBreakSpaces,
    Old,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordinals {
    /// In the text: "1 Program".
    Bare,
    /// "1. Program".
    Stopped,
    /// "a. Program".
    Lettered,
    /// In a column under the name's heading, merged over both or typed in the ordinal's column.
    Column,
    /// In a column of its own, whose heading is blank; the name's heading stands over the name.
    Unheaded,
    /// In a column headed "No".
    Headed,
    /// In a column of its own, and the account code in another one beside it, both under the name's heading.
    Coded,
}

/// How blocks and sections are laid out.
#[derive(Debug, Clone)]
pub struct Table {
    pub blocks: Blocks,
    /// Months stand in the empty half beside a longer stack.
    pub months_in_empty_half: bool,
    pub title: Title,
    pub months: Months,
    /// The heading is retyped before so many rows of a block (0: at its top), in every so many blocks.
    pub cut: Option<(usize, usize)>,
    pub cut_label: CutLabel,
    /// A blank row, or a row with a remark, before this month.
    pub gap: Option<usize>,
    pub note_in_gap: bool,
    pub subtotals: Option<usize>,
    pub total_label: usize,
    pub total_under: TotalUnder,
    pub total_column: TotalColumn,
    pub blank_rows: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocks {
    Merged,
    TopRow,
    FilledDown,
}

/// The rows of months in the first block of each sasaran; in all others they stand in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Months {
    InOrder,
    /// The row of this position and the one below it have changed places.
    Swapped(usize),
    /// The row of this position is printed a second time, with another figure.
    Doubled(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    TwoRows,
    OneCell,
    MergedOneCell,
    MergedTwoRows,
    PostAlone,
    AboveHeading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutLabel {
    Blank,
    Repeated,
    Continued,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalUnder {
    Target,
    Bulan,
    Merged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalColumn {
    First,
    Name,
    Indikator,
}

/// How figures and months are typed.
#[derive(Debug, Clone)]
pub struct Figures {
    pub months: usize,
    pub amounts: Amounts,
    pub kinerja: Kinerja,
    pub persen: Percent,
    pub nil: &'static str,
    pub formulas: Formulas,
    /// Amounts are typed in thousands, and the heading says so.
    pub thousands: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amounts {
    Number,
    Accounting,
    Noisy,
    Indonesian,
    Rupiah,
    RupiahTight,
    Dash,
    NoBreak,
    English,
    /// Some typed in one way and some in another.
    Mixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinerja {
    Number,
    Indonesian,
    WithUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Percent {
    Points,
    ExactPoints,
    Fraction,
    ExactFraction,
    Text,
    SignedText,
    SpacedText,
    EnglishText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formulas {
    None,
    Stored,
    Missing,
    FalseZero,
    /// Without result, each amount is taken from another sheet.
    Across,
}

impl Style {
    /// What a report still says in this style: a lampiran's number or a period may be printed nowhere, and so a rank.
    pub fn kept(&self, report: &Report) -> Report {
        let mut kept = report.clone();
        kept.periode = kept.periode.filter(|_| self.book.titled);
        for bagian in &mut kept.bagian {
            let apart = matches!(self.book.sheets, Sheets::PerLampiran | Sheets::PerOfficial);
            let named = self.book.names != Names::Plain && apart;
            bagian.nomor = bagian.nomor.filter(|_| self.book.titled || named);
            if self.table.title == Title::PostAlone {
                bagian.eselon.clear();
            }
            let lettered =
                |no: &str| no.parse::<u8>().map_or_else(|_| no.to_owned(), |no| char::from(b'`' + no).into());
            if self.heading.ordinals == Ordinals::Lettered {
                for blok in bagian.sasaran.iter_mut().flat_map(|s| s.indikator.iter_mut().chain(&mut s.anggaran)) {
                    blok.no = lettered(&blok.no);
                }
            }
        }
        kept
    }

    /// Renders a report, and notes what the reader must say of it.
    pub fn render(&self, report: &Report) -> (Workbook, Noted) {
        let (sheets, noted) = page::sheets(self, report);
        (Workbook { format: FileFormat::Xlsx, sheets }, noted)
    }
}
