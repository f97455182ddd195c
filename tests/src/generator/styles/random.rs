//! A random mix of looks; the first choice of each is the plainest.

use super::{
    Amounts, Blocks, Book, CutLabel, Figures, Formulas, Heading, Kinerja, Looks, Months, Names, Nip, Numbers, Ordinals,
    Percent, Sheets, Signed, Style, Table, Title, TotalColumn, TotalUnder, figures,
};
use crate::generator::dice::Dice;

impl Style {
    /// A random style.
    pub fn random(dice: &mut Dice) -> Self {
        let mut style = Self {
            book: Book::random(dice),
            heading: Heading::random(dice),
            table: Table::random(dice),
            figures: Figures::random(dice),
        };
        if matches!(style.book.sheets, Sheets::Beside(_)) {
            // Which table a column of the other side belongs to, the order of the sides must tell.
            style.heading.anggaran_first = false;
            style.book.signature = style.book.signature.min(8);
        }
        style
    }
}

impl Book {
    fn random(dice: &mut Dice) -> Self {
        Self {
            sheets: dice.pick(&[
                Sheets::PerLampiran,
                Sheets::One,
                Sheets::PerOfficial,
                Sheets::Beside(1),
                Sheets::Beside(0),
            ]),
            names: dice.pick(&[Names::Roman, Names::Short, Names::Copied, Names::Plain]),
            titled: !dice.once_in(4),
            offset: dice.pick(&[(0, 0), (0, 0), (3, 0), (0, 2), (5, 3)]),
            hidden_copy: dice.once_in(6),
            cover: dice.once_in(6),
            side_notes: dice.once_in(4),
            remarks: dice.once_in(4),
            signature: dice.pick(&[8, 1, 13, 20]),
            signed: dice.pick(&[Signed::OneColumn, Signed::OneColumn, Signed::Spread, Signed::BesideAnother]),
            nip: dice.pick(&[Nip::Spaced, Nip::Whole, Nip::Beside, Nip::Colon]),
        }
    }
}

impl Heading {
    fn random(dice: &mut Dice) -> Self {
        Self {
            rows: dice.pick(&[2, 2, 3, 1]),
            merged: !dice.once_in(3),
            low: dice.once_in(3),
            numbers: dice.pick(&[Numbers::Counted, Numbers::None, Numbers::Formulas]),
            spelling: dice.roll(3),
            looks: dice.pick(&[Looks::Plain, Looks::Capitals, Looks::LineBreaks, Looks::NoBreakSpaces, Looks::Old]),
            anggaran_first: dice.once_in(5),
            ordinals: dice.pick(&[
                Ordinals::Bare,
                Ordinals::Stopped,
                Ordinals::Lettered,
                Ordinals::Column,
                Ordinals::Unheaded,
                Ordinals::Headed,
                Ordinals::Coded,
            ]),
            output_low: dice.once_in(2),
            each_section: !dice.once_in(3),
        }
    }
}

impl Table {
    fn random(dice: &mut Dice) -> Self {
        Self {
            blocks: dice.pick(&[Blocks::Merged, Blocks::TopRow, Blocks::FilledDown]),
            months_in_empty_half: dice.once_in(2),
            title: dice.pick(&[
                Title::TwoRows,
                Title::OneCell,
                Title::MergedOneCell,
                Title::MergedTwoRows,
                Title::PostAlone,
                Title::AboveHeading,
            ]),
            months: match dice.roll(8) {
                6 => Months::Swapped(dice.roll(11)),
                7 => Months::Doubled(dice.roll(12)),
                _ => Months::InOrder,
            },
            cut: dice.pick(&[None, None, Some(1), Some(2)]).map(|every| (dice.pick(&[4, 0, 1, 7, 11]), every)),
            cut_label: dice.pick(&[CutLabel::Blank, CutLabel::Repeated, CutLabel::Continued]),
            gap: dice.pick(&[None, None, Some(3), Some(0), Some(8)]),
            note_in_gap: dice.once_in(2),
            subtotals: dice.pick(&[None, None, Some(0), Some(1), Some(2)]),
            total_label: dice.roll(6),
            total_under: dice.pick(&[TotalUnder::Target, TotalUnder::Bulan, TotalUnder::Merged]),
            total_column: dice.pick(&[TotalColumn::First, TotalColumn::Name, TotalColumn::Indikator]),
            blank_rows: dice.pick(&[1, 0, 3]),
        }
    }
}

impl Figures {
    fn random(dice: &mut Dice) -> Self {
        Self {
            months: dice.roll(figures::MONTHS.len() + 2),
            amounts: dice.pick(&[
                Amounts::Number,
                Amounts::Number,
                Amounts::Number,
                Amounts::Accounting,
                Amounts::Noisy,
                Amounts::Indonesian,
                Amounts::Rupiah,
                Amounts::RupiahTight,
                Amounts::Dash,
                Amounts::NoBreak,
                Amounts::English,
                Amounts::Mixed,
            ]),
            kinerja: dice.pick(&[Kinerja::Number, Kinerja::Number, Kinerja::Indonesian, Kinerja::WithUnit]),
            persen: dice.pick(&[
                Percent::Points,
                Percent::ExactPoints,
                Percent::Fraction,
                Percent::ExactFraction,
                Percent::Text,
                Percent::SignedText,
                Percent::SpacedText,
                Percent::EnglishText,
            ]),
            nil: dice.pick(&["-", "–", " - ", "--", "Nihil", "\u{a0}-"]),
            formulas: dice.pick(&[
                Formulas::None,
                Formulas::None,
                Formulas::Stored,
                Formulas::Missing,
                Formulas::FalseZero,
                Formulas::Across,
            ]),
            thousands: dice.once_in(8),
        }
    }
}
