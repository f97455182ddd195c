//! How one figure or month is typed into a cell.

use lampiran_core::{Decimal, format_id};
use lampiran_reader::grid::{Content, Format, Shown};
use rust_decimal::RoundingStrategy;

use super::canvas::Canvas;
use super::{Amounts, Formulas, Kinerja, Percent, Style};
use crate::generator::report::Isi;

/// Spellings of the twelve months; beyond these stand the numbers 1 to 12 and real dates.
pub const MONTHS: [[&str; 12]; 9] = [
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "JANUARI",
        "PEBRUARI",
        "MARET",
        "APRIL",
        "MEI",
        "JUNI",
        "JULI",
        "AGUSTUS",
        "SEPTEMBER",
        "OKTOBER",
        "NOPEMBER",
        "DESEMBER",
    ],
    ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des"],
    ["Jan.", "Feb.", "Mrt.", "Apr.", "Mei.", "Jun.", "Jul.", "Ags.", "Sept.", "Okt.", "Nov.", "Des."],
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
    [
        "Januari ",
        "Pebruari ",
        " Maret",
        "April\u{a0}",
        "MEI ",
        "Juni",
        "juli",
        "Agust",
        "September",
        "Oktober",
        "Nopember ",
        "Des ",
    ],
    [
        "Januari 2024",
        "Februari 2024",
        "Maret 2024",
        "April 2024",
        "Mei 2024",
        "Juni 2024",
        "Juli 2024",
        "Agustus 2024",
        "September 2024",
        "Oktober 2024",
        "November 2024",
        "Desember 2024",
    ],
    ["Jan", "Feb", "Maret", "April", "Mei", "Juni", "Juli", "Agu", "Sept", "Okt", "Nov", "Desember"],
];

/// Days from 1 January to the first of each month of 2024.
const DAYS: [u32; 12] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

/// Types a month (from 0).
pub fn month(canvas: &mut Canvas, style: &Style, row: u32, col: u16, month: usize) {
    match style.figures.months.checked_sub(MONTHS.len()) {
        None => canvas.text(row, col, MONTHS[style.figures.months][month]),
        Some(0) => canvas.number(row, col, (month + 1).into()),
        Some(_) => {
            let date = Format { shown: Shown::Date, ..Format::default() };
            canvas.put_with(row, col, Decimal::from(45_292 + DAYS[month]), date);
        }
    }
}

/// What stands for blank, nil and words; a number is for the caller.
fn plain(canvas: &mut Canvas, style: &Style, at: (u32, u16), isi: &Isi) -> Option<Decimal> {
    match isi {
        Isi::Kosong => None,
        Isi::Nihil => {
            canvas.text(at.0, at.1, style.figures.nil);
            None
        }
        Isi::Kata(kata) => {
            canvas.text(at.0, at.1, kata);
            None
        }
        Isi::Angka(angka) => Some(*angka),
    }
}

impl Amounts {
    /// Whether amounts are numbers, so that formulas work.
    pub const fn are_numbers(self) -> bool {
        matches!(self, Self::Number | Self::Accounting | Self::Noisy)
    }
}

/// The number a cell of amounts shows.
fn stored(style: &Style, amount: Decimal) -> Decimal {
    if style.figures.thousands { (amount / Decimal::ONE_THOUSAND).normalize() } else { amount }
}

/// How the rows of a column of mixed amounts are typed.
const MIXED: [Amounts; 5] =
    [Amounts::Number, Amounts::Indonesian, Amounts::Rupiah, Amounts::Dash, Amounts::RupiahTight];

/// Types an amount of rupiah.
pub fn amount(canvas: &mut Canvas, style: &Style, at: (u32, u16), isi: &Isi) {
    let Some(number) = plain(canvas, style, at, isi) else { return };
    let number = stored(style, number);
    let kind = match style.figures.amounts {
        Amounts::Mixed => MIXED[usize::try_from(at.0).unwrap() % MIXED.len()],
        kind => kind,
    };
    if kind.are_numbers() && style.figures.formulas == Formulas::Across {
        canvas.data.push(number);
        let from = format!("'{}'!A{}", canvas.data_name(), canvas.data.len());
        result(canvas, Formulas::Missing, at, &from, number, Format::default());
        return;
    }
    if kind.are_numbers() {
        let accounting = Format { decimals: Some(0), zero_as_dash: true, ..Format::default() };
        let format = if kind == Amounts::Accounting { accounting } else { Format::default() };
        canvas.put_with(at.0, at.1, number, format);
        return;
    }
    canvas.noted.must.insert("angka-sebagai-teks");
    let whole = number.is_integer();
    let cents = |mut number: Decimal| {
        number.rescale(number.scale().max(2));
        format_id(number)
    };
    let text = match kind {
        Amounts::Rupiah => format!("Rp {}", cents(number)),
        Amounts::RupiahTight => format!("Rp{}", format_id(number)),
        Amounts::Dash if whole => format!("{},-", format_id(number)),
        Amounts::NoBreak => format!("\u{a0}{}\u{a0}", format_id(number)),
        Amounts::English => english(&cents(number)),
        _ if number.is_sign_negative() => format!("({})", format_id(-number)),
        _ => format_id(number),
    };
    canvas.text(at.0, at.1, &text);
}

/// The same digits in English style.
fn english(indonesian: &str) -> String {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    indonesian.chars().map(swap).collect()
}

/// Types a target or realisasi of kinerja.
pub fn ukuran(canvas: &mut Canvas, style: &Style, at: (u32, u16), isi: &Isi, satuan: &str) {
    let Some(number) = plain(canvas, style, at, isi) else { return };
    let fractions = matches!(style.figures.persen, Percent::Fraction | Percent::ExactFraction);
    if style.figures.kinerja != Kinerja::Number {
        canvas.noted.must.insert("angka-sebagai-teks");
    }
    match style.figures.kinerja {
        Kinerja::Number if satuan == "%" && fractions => {
            let format = Format { shown: Shown::Percent, decimals: Some(2), ..Format::default() };
            canvas.put_with(at.0, at.1, number / Decimal::ONE_HUNDRED, format);
        }
        Kinerja::Number => canvas.number(at.0, at.1, number),
        Kinerja::Indonesian => canvas.text(at.0, at.1, &format_id(number)),
        Kinerja::WithUnit => canvas.text(at.0, at.1, &format!("{} {satuan}", format_id(number))),
    }
}

/// The cells a percentage is taken of: what was done, what was planned, both with their figures.
#[derive(Debug, Clone, Copy)]
pub struct Ratio<'r> {
    pub part: (u32, u16, &'r Isi),
    pub whole: (u32, u16, &'r Isi),
    /// Both are stored as plain numbers.
    pub live: bool,
}

/// Types a percentage, as a figure or a formula.
pub fn persen(canvas: &mut Canvas, style: &Style, at: (u32, u16), isi: &Isi, ratio: &Ratio) {
    let kind = style.figures.persen;
    let fraction = matches!(kind, Percent::Fraction | Percent::ExactFraction);
    let as_text = !fraction && !matches!(kind, Percent::Points | Percent::ExactPoints);
    let formulas = if as_text || !ratio.live { Formulas::None } else { style.figures.formulas };
    let decimals = Some(2).filter(|_| fraction || kind == Percent::ExactPoints);
    let format = Format { shown: if fraction { Shown::Percent } else { Shown::Number }, decimals, ..Format::default() };
    let name = |(row, col, _): (u32, u16, &Isi)| lampiran_core::CellRef::new(row, col).to_string();
    let (part, whole) = (name(ratio.part), name(ratio.whole));
    if kind == Percent::ExactFraction
        && *isi == Isi::Nihil
        && matches!(formulas, Formulas::Stored | Formulas::Missing | Formulas::Across)
    {
        canvas.formula(at.0, at.1, format!("IFERROR({part}/{whole},\"-\")"));
        let missing = formulas != Formulas::Stored;
        canvas.put_with(at.0, at.1, if missing { Content::Uncalculated } else { Content::from("-") }, format);
        if missing {
            canvas.noted.must.insert("rumus-tanpa-nilai");
        }
        return;
    }
    let Some(points) = plain(canvas, style, at, isi) else { return };
    let exact = ratio.part.2.angka().zip(ratio.whole.2.angka());
    let exact = exact.map_or(points, |(part, whole)| part * Decimal::ONE_HUNDRED / whole);
    let sound = |number: Decimal| {
        number.round_sf_with_strategy(15, RoundingStrategy::MidpointAwayFromZero).unwrap_or(number).normalize()
    };
    let mut shown = points;
    shown.rescale(2);
    let text = match kind {
        Percent::Points | Percent::ExactPoints | Percent::Fraction | Percent::ExactFraction => {
            let number = match kind {
                Percent::Points => points,
                Percent::ExactPoints => exact,
                Percent::Fraction => points / Decimal::ONE_HUNDRED,
                _ => exact / Decimal::ONE_HUNDRED,
            };
            let formula = match kind {
                Percent::Points => format!("IF({whole}=0,\"-\",ROUND({part}/{whole}*100,2))"),
                Percent::ExactPoints => format!("{part}/{whole}*100"),
                Percent::Fraction => format!("ROUND({part}/{whole},4)"),
                _ => format!("IFERROR({part}/{whole},\"-\")"),
            };
            result(canvas, formulas, at, &formula, sound(number), format);
            return;
        }
        Percent::Text => format_id(shown),
        Percent::SignedText => format!("{}%", format_id(shown)),
        Percent::SpacedText => format!("{} %", format_id(shown)),
        Percent::EnglishText => format!("{}%", english(&format_id(shown))),
    };
    canvas.noted.must.insert("angka-sebagai-teks");
    canvas.text(at.0, at.1, &text);
}

/// Types a sum of amounts, as a figure or as a formula over these cells.
pub fn sum(canvas: &mut Canvas, style: &Style, at: (u32, u16), isi: &Isi, cells: &str) {
    let formulas = if cells.is_empty() { Formulas::None } else { style.figures.formulas };
    match isi {
        Isi::Angka(number) if style.figures.amounts.are_numbers() && formulas != Formulas::None => {
            result(canvas, formulas, at, &format!("SUM({cells})"), stored(style, *number), Format::default());
        }
        _ => amount(canvas, style, at, isi),
    }
}

/// A formula with its result stored, missing, or a false 0.
fn result(canvas: &mut Canvas, formulas: Formulas, at: (u32, u16), formula: &str, number: Decimal, format: Format) {
    let content = match formulas {
        Formulas::None | Formulas::Stored => Content::from(number),
        Formulas::Missing | Formulas::Across => Content::Uncalculated,
        Formulas::FalseZero => Content::from(Decimal::ZERO),
    };
    if formulas != Formulas::None {
        canvas.formula(at.0, at.1, formula.to_owned());
    }
    if matches!(formulas, Formulas::Missing | Formulas::Across)
        || (formulas == Formulas::FalseZero && !number.is_zero())
    {
        canvas.noted.must.insert("rumus-tanpa-nilai");
    }
    canvas.put_with(at.0, at.1, content, format);
}
